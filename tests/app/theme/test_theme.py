"""The theme gives colours, faces and icons for both schemes, and its colours can be read."""

from __future__ import annotations

import itertools

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.theme.figures import money_words, price_words, seconds_words, size_words
from app.theme.theme import Theme
from app.theme.tokens import RESOURCES, load


def luminance(color: QColor) -> float:
    """Relative luminance after WCAG 2."""
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)
        for value in (color.redF(), color.greenF(), color.blueF())
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, two: str) -> float:
    light, dark = sorted((luminance(QColor(one)), luminance(QColor(two))), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_colours_keep_the_contrast_of_readable_text(scheme: str) -> None:
    colors = getattr(load(), scheme)
    grounds = ("background", "surface", "sidebar", "sunken")
    inks = ("ink", "ink_secondary", "ink_tertiary", "local", "leaves", "denied")
    pairs = [
        *itertools.product(inks, grounds),
        *((state, f"{state}_tint") for state in ("local", "leaves", "denied")),
    ]
    poor = {pair: contrast(colors[pair[0]], colors[pair[1]]) for pair in pairs}
    assert {pair: ratio for pair, ratio in poor.items() if ratio < 4.5} == {}


def test_a_change_of_scheme_is_told_once_and_changes_the_colours(theme: Theme, qtbot: QtBot) -> None:
    before = theme.color("ink")
    with qtbot.waitSignal(theme.changed):
        theme.set_scheme("dark")
    assert theme.dark
    assert theme.color("ink") != before
    with qtbot.assertNotEmitted(theme.changed):
        theme.set_scheme("dark")


def test_the_stylesheet_follows_the_scheme(theme: Theme, qapp: QApplication) -> None:
    assert theme.color("ink").name() in qapp.styleSheet().lower()
    theme.set_scheme("dark")
    assert theme.color("leaves").name() in qapp.styleSheet().lower()
    assert "$" not in qapp.styleSheet()


@pytest.mark.parametrize("path", sorted((RESOURCES / "icons").glob("*.svg")), ids=lambda path: path.stem)
def test_every_icon_draws_in_the_wanted_colour(theme: Theme, path: object) -> None:
    name = getattr(path, "stem", "")
    image = theme.pixmap(name, "leaves", 24, 2.0).toImage()
    assert image.size() == QSize(48, 48)
    drawn = [
        image.pixelColor(x, y) for x in range(48) for y in range(48) if image.pixelColor(x, y).alpha() == 255
    ]
    assert drawn
    assert {color.name() for color in drawn} == {theme.color("leaves").name()}


def test_fonts_have_the_sizes_of_the_type_scale(theme: Theme) -> None:
    assert theme.font("body").pixelSize() == 15
    assert theme.font("caption", "medium").weight() == 500
    assert theme.font("code").families() != theme.font("body").families()


@pytest.mark.parametrize(
    ("cost", "words"),
    [
        (None, "price unknown"),
        (0, "free"),
        (4_000, "$0.004"),
        (1_200_000, "$1.20"),
        (35, "$0.000035"),
        (20_000, "$0.02"),
    ],
)
def test_money_is_never_rounded_down_to_nothing(cost: int | None, words: str) -> None:
    assert money_words(cost) == words


def test_sizes_spans_and_ranges_read_well() -> None:
    assert size_words(1_840) == "1.8 KB"
    assert size_words(999_999) == "1.0 MB"
    assert size_words(5_027_783_840) == "5.0 GB"
    assert [seconds_words(n) for n in (0.003, 0.4, 41.2, 125)] == ["3 ms", "0.4 s", "41 s", "2 min 5 s"]
    assert price_words(1_000, 4_000) == "$0.001 to $0.004"
    assert price_words(0, 0) == "free"
    assert price_words(0, None) == "price unknown"
