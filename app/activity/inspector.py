"""Everything that the ledger knows of one call."""

from __future__ import annotations

import json

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QGuiApplication, QResizeEvent, QTextOption
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app import i18n
from app.activity import words
from app.consent.labels import label_words
from app.engine_words import in_words
from app.scroll import ScrollColumn
from app.theme.figures import seconds_words
from app.theme.plain import visible
from app.theme.theme import Theme
from app.theme.widgets import IconLabel, button, card, label, set_look
from engine.contracts import CallRecord, Decision

MOST_LINES = 9
LONGEST_WORD = 24


class PlainBox(QPlainTextEdit):
    """Text from outside, whole, unformatted, read-only; as high as its lines up to MOST_LINES."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setReadOnly(True)
        self.setProperty("sunken", True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(8)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._restyle()
        theme.changed.connect(self._restyle)

    def sizeHint(self) -> QSize:
        return QSize(120, 40)

    def minimumSizeHint(self) -> QSize:
        return QSize(60, 36)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _restyle(self) -> None:
        font = self._theme.font("code")
        font.setPixelSize(12)
        self.setFont(font)
        self._fit()

    def _fit(self) -> None:
        lines = max(1, round(self.document().size().height()))
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAlwaysOn if lines > MOST_LINES else policy.ScrollBarAlwaysOff
        )
        lines = min(lines, MOST_LINES)
        height = round(lines * QFontMetricsF(self.font()).lineSpacing()) + 2 * 8 + 4
        if height != self.height():
            self.setFixedHeight(height)


class Field(QWidget):
    """A caption and, under it, words or a box of plain text. Hidden while there is nothing to say."""

    def __init__(self, body: QLabel | PlainBox) -> None:
        super().__init__()
        self.caption = label("", "caption", "tertiary")
        self.body = body
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addWidget(self.caption)
        column.addWidget(body)

    def fill(self, caption: str, text: str, tone: str = "") -> None:
        """Show `text` under `caption`; an empty text hides both."""
        self.setVisible(bool(text))
        self.caption.setText(caption)
        self.body.setAccessibleName(caption)
        if isinstance(self.body, PlainBox):
            if self.body.toPlainText() != text:
                self.body.setPlainText(text)
        else:
            self.body.setText(breakable(text))
            set_look(self.body, "tone", tone)

    def text(self) -> str:
        """The words or the plain text."""
        return self.body.toPlainText() if isinstance(self.body, PlainBox) else self.body.text()


def words_field() -> Field:
    """A Field for a sentence."""
    return Field(label("", "small", wrap=True, select=True))


class Inspector(QWidget):
    """The detail of the call that is current in the table."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._record: CallRecord | None = None
        self._mark = IconLabel(theme, "home", "local")
        self._title = label("", "title", wrap=True)
        self._hint = label("", "small", "secondary", wrap=True)
        self._when, self._why, self._who, self._where, self._price = (words_field() for _ in range(5))
        self._arguments, self._payload = Field(PlainBox(theme)), Field(PlainBox(theme))
        self._labels, self._result_line = words_field(), words_field()
        self._result = Field(PlainBox(theme))
        self._hashes = label("", "code", "secondary", wrap=True, select=True)
        self.copy_payload: QPushButton = button("", "link")
        self.copy_payload.clicked.connect(self._copy)
        self._lay_out()
        self.retranslate()

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        frame = card()
        outer.addWidget(frame)
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(1, 1, 1, 1)
        area = ScrollColumn((16, 16, 16, 16), 12)
        inside.addWidget(area)
        column = area.column
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._mark)
        head.addWidget(self._title, 1)
        column.addLayout(head)
        for part in (self._hint, self._why, self._who, self._when, self._where, self._price, self._payload):
            column.addWidget(part)
        column.addWidget(self.copy_payload, 0, Qt.AlignmentFlag.AlignLeft)
        for part in (self._arguments, self._labels, self._result_line, self._result, self._hashes):
            column.addWidget(part)
        column.addStretch(1)

    def show_record(self, record: CallRecord | None) -> None:
        """Show one call; None shows what the inspector is for."""
        self._record = record
        self._hint.setVisible(record is None)
        self._mark.setVisible(record is not None)
        for part in self._fields():
            part.setVisible(False)
        self._hashes.setVisible(False)
        self.copy_payload.setVisible(False)
        if record is None:
            self._title.setText(self.tr("No call selected"))
            return
        icon, tone = words.mark(record)
        self._mark.show_icon(icon, tone.value)
        self._title.setText(breakable(words.title(record)))
        self._fill_decision(record)
        self._fill_content(record)

    def payload_text(self) -> str:
        """What the box of the payload holds."""
        assert isinstance(self._payload.body, PlainBox)
        return self._payload.body.toPlainText()

    def said(self) -> str:
        """All words that are shown now, line by line."""
        lines = [self._title.text()]
        for part in self._fields():
            if not part.isHidden():
                lines += [part.caption.text(), part.text()]
        if not self._hashes.isHidden():
            lines.append(self._hashes.text())
        return "\n".join(lines).replace("\u200b", "")

    def widest(self) -> int:
        """The width in pixels of the widest field that is shown."""
        return max(part.width() for part in self._fields() if not part.isHidden())

    def retranslate(self) -> None:
        """Take the texts of the language in force."""
        self._hint.setText(
            self.tr("Choose a call to see why it was allowed, asked about or denied, and what it sent.")
        )
        self.copy_payload.setText(self.tr("Copy what was sent"))
        self.setAccessibleName(self.tr("Details of the selected call"))
        self.show_record(self._record)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()

    def _fields(self) -> tuple[Field, ...]:
        return (
            self._why,
            self._who,
            self._when,
            self._where,
            self._price,
            self._payload,
            self._arguments,
            self._labels,
            self._result_line,
            self._result,
        )

    def _fill_decision(self, record: CallRecord) -> None:
        why = in_words(visible(record.reason))
        if record.rule:
            rule = self.tr("Rule: {rule}").format(rule=visible(record.rule))
            why = f"{why}\n{rule}".strip()
        self._why.fill(self._why_caption(record), why)
        self._who.fill(self.tr("Who decided"), words.who_decided(record))
        when = self.tr("{day}, {time}").format(day=i18n.day(record.at), time=i18n.clock(record.at))
        if record.seconds:
            when = self.tr("{when}, took {seconds}").format(when=when, seconds=seconds_words(record.seconds))
        self._when.fill(self.tr("When"), when)
        where = [words.destination(record), words.bytes_in_words(record), words.price(record)]
        tone = "leaves" if words.left(record) else ""
        self._where.fill(self.tr("Where to"), " · ".join(part for part in where if part), tone)
        self._price.fill(self.tr("Price"), words.estimate(record))

    def _why_caption(self, record: CallRecord) -> str:
        if not words.is_call(record):
            return self.tr("What happened")
        if words.was_asked(record):
            return self.tr("Why it was asked")
        if record.decision is Decision.DENY:
            return self.tr("Why it was denied")
        return self.tr("Why it was allowed")

    def _fill_content(self, record: CallRecord) -> None:
        sent = words.left(record)
        caption = self.tr("What was sent") if sent else self.tr("What would have been sent, and was not")
        self._payload.fill(caption, visible(record.payload))
        self.copy_payload.setVisible(sent and bool(record.payload))
        self._arguments.fill(self.tr("Arguments from the model"), visible(pretty(record.arguments)))
        labels = "\n".join(sentence for _, sentence in label_words(record.labels))
        self._labels.fill(self.tr("Data labels"), labels, "leaves")
        self._result_line.fill(self.tr("Outcome"), words.decision(record).text)
        self._result.fill(self.tr("Result, as the model read it"), visible(record.result))
        found = words.hashes(record)
        self._hashes.setVisible(found is not None)
        if found is not None:
            self._hashes.setText(found.text)
            set_look(self._hashes, "tone", "denied" if found.tone is words.Tone.DENIED else "tertiary")
            self._hashes.setToolTip(f"{record.sent_sha256}\n{record.previewed_sha256}".strip())

    def _copy(self) -> None:
        if self._record is not None:
            QGuiApplication.clipboard().setText(self._record.payload)


def pretty(arguments: str) -> str:
    """JSON set out on lines; anything else as it is, and nothing for an empty object."""
    try:
        value = json.loads(arguments) if arguments else {}
    except (ValueError, RecursionError):
        return arguments
    return json.dumps(value, ensure_ascii=False, indent=2) if value else ""


def breakable(text: str) -> str:
    """`text` with places to break in words that are too long for a narrow column."""
    return "\n".join(" ".join(map(_broken, line.split(" "))) for line in text.split("\n"))


def _broken(word: str) -> str:
    pieces = (word[start : start + LONGEST_WORD] for start in range(0, len(word), LONGEST_WORD))
    return "\u200b".join(pieces)
