"""The one application stylesheet: resources/theme/window.qss, filled in from the tokens.

Widgets choose their look by dynamic properties: `kind` on buttons (primary, leaves, plain, quiet, danger,
link, fold, row, chip, tab, pill), `card` on frames (true, strong, hover), `type` and `tone` on labels,
`sunken` on anything that lies deeper, `rule` on lines.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from string import Template

from app.theme.tokens import RESOURCES, Tokens


def mix(first: str, second: str, share: float) -> str:
    """The colour `share` of the way from `first` to `second`, all as `#RRGGBB`."""
    one, two = (bytes.fromhex(color.removeprefix("#")) for color in (first, second))
    return "#" + bytes(round(a + (b - a) * share) for a, b in zip(one, two, strict=True)).hex()


def on_leaves(dark: bool) -> str:
    """The colour of text on a ground of `leaves`."""
    return "#231704" if dark else "#FFFFFF"


def stylesheet(tokens: Tokens, colors: Mapping[str, str], dark: bool, code_faces: Sequence[str]) -> str:
    """The stylesheet for one scheme. Raises KeyError where the sheet names something that is not there."""
    sheet = Template((RESOURCES / "theme" / "window.qss").read_text("utf-8"))
    return sheet.substitute(
        colors,
        **{name: size for name, (size, _) in tokens.type.items()},
        card=tokens.radius["card"],
        bubble=tokens.radius["bubble"],
        composer=tokens.radius["composer"],
        control=tokens.radius["control"],
        on_leaves=on_leaves(dark),
        leaves_hover=mix(colors["leaves"], colors["ink"], 0.18),
        selected_soft=mix(colors["sidebar"], colors["selected"], 0.55),
        code_faces=", ".join(f'"{face}"' for face in code_faces),
    )
