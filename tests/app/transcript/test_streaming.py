"""What streams in is shown as it comes, whole in the end, and cannot fetch or draw anything foreign."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QUrl
from PySide6.QtGui import QTextDocument, QTextTable
from pytestqt.qtbot import QtBot

from app.theme.theme import Theme
from app.transcript.answer import PART_CHARACTERS, AnswerView
from app.transcript.markdown import MarkdownView

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

TEXT = """# Title

Some **bold** text and `code`.

```python
x = 1

y = 2
```

| a | b |
|---|--:|
| 1 | 2 |

- one
- two
"""


def pieces(text: str, seed: int) -> list[str]:
    generator = random.Random(seed)
    cuts = sorted(generator.randrange(len(text) + 1) for _ in range(len(text) // 3))
    return [text[begin:end] for begin, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]


@pytest.mark.parametrize("seed", range(3))
def test_any_cut_of_the_stream_gives_the_same_text(theme: Theme, qtbot: QtBot, seed: int) -> None:
    text = TEXT * 12
    streamed, whole = AnswerView(theme), AnswerView(theme)
    qtbot.addWidget(streamed)
    qtbot.addWidget(whole)
    for piece in pieces(text, seed):
        streamed.append_piece(piece)
    assert streamed.source == text
    streamed.finish(text)
    whole.finish(text)
    assert [part.toPlainText() for part in streamed.parts] == [part.toPlainText() for part in whole.parts]


def test_pieces_are_drawn_together_and_not_one_by_one(theme: Theme, qtbot: QtBot) -> None:
    view = MarkdownView(theme)
    qtbot.addWidget(view)
    for _ in range(50):
        view.append_piece("word ")
    assert view.toPlainText() == ""
    qtbot.waitUntil(lambda: view.toPlainText().count("word") == 50)


def test_a_long_answer_is_set_aside_in_parts_while_it_streams(theme: Theme, qtbot: QtBot) -> None:
    answer = AnswerView(theme)
    qtbot.addWidget(answer)
    paragraph = "A sentence of some length that fills the line. " * 8 + "\n\n"
    for _ in range(20):
        answer.append_piece(paragraph + "Next")
    assert len(answer.parts) > 3
    assert all(len(part.markdown) < PART_CHARACTERS * 2 for part in answer.parts)
    answer.finish(answer.source)
    assert len(answer.parts) == 1


def test_a_part_never_ends_inside_a_code_block(theme: Theme, qtbot: QtBot) -> None:
    answer = AnswerView(theme)
    qtbot.addWidget(answer)
    for line in ["```\n", *(["code\n\nmore\n"] * 300), "```\n\nAfter\n"]:
        answer.append_piece(line)
    assert all(part.markdown.count("```") % 2 == 0 for part in answer.parts)


def test_html_is_shown_and_not_drawn(theme: Theme, qtbot: QtBot) -> None:
    view = MarkdownView(theme)
    qtbot.addWidget(view)
    view.set_markdown("<script>x</script> <b>bold</b> <img src='file:///etc/passwd'>\n\n<h1>big</h1>\n")
    assert "<b>bold</b>" in view.toPlainText()
    assert "<h1>big</h1>" in view.toPlainText()
    assert "￼" not in view.toPlainText()


def test_pictures_are_named_and_never_loaded(theme: Theme, qtbot: QtBot, tmp_path: Path) -> None:
    picture = tmp_path / "secret.png"
    theme.pixmap("lock").save(str(picture))
    view = MarkdownView(theme)
    qtbot.addWidget(view)
    view.set_markdown(f"before ![a cat]({picture.as_uri()}) and ![a dog](https://a.example/x.png) after")
    assert "￼" not in view.toPlainText()
    assert "a cat" in view.toPlainText()
    assert "https://a.example/x.png" in view.toPlainText()
    for address in (picture.as_uri(), "https://a.example/x.png", "data:image/png;base64,AAAA"):
        assert view.loadResource(QTextDocument.ResourceType.ImageResource.value, QUrl(address)) is None
        assert not view.document().resource(QTextDocument.ResourceType.ImageResource.value, QUrl(address))


def test_a_link_is_told_and_not_opened(theme: Theme, qtbot: QtBot) -> None:
    view = MarkdownView(theme)
    qtbot.addWidget(view)
    view.set_markdown("[here](https://a.example/?q=secret)")
    with qtbot.waitSignal(view.link_clicked) as clicked:
        view.anchorClicked.emit(QUrl("https://a.example/?q=secret"))
    assert clicked.args == ["https://a.example/?q=secret"]
    assert not view.openLinks()
    assert "here" in view.toPlainText()


def test_a_table_after_code_keeps_its_first_heading_in_line(theme: Theme, qtbot: QtBot) -> None:
    view = MarkdownView(theme)
    qtbot.addWidget(view)
    view.set_markdown("```\nx\n```\n\n| Offer | b |\n|---|--:|\n| 1 | 2 |\n")
    tables = [frame for frame in view.document().rootFrame().childFrames() if isinstance(frame, QTextTable)]
    assert tables[0].cellAt(0, 0).firstCursorPosition().block().text() == "Offer"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(st.text(alphabet="ab `#|-*_>[]()!<\n0123.~\\\t", max_size=300))
def test_no_markdown_breaks_the_view(theme: Theme, text: str) -> None:
    view = MarkdownView(theme)
    view.resize(600, 100)
    view.set_markdown(text)
    view.grab()
    view.deleteLater()
