"""A document made from Markdown in the window's type: code on a sunken ground, quiet tables, no pictures."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtGui import (
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFragment,
    QTextFrameFormat,
    QTextTable,
    QTextTableCellFormat,
)

from app.theme.plain import one_line
from app.theme.theme import Theme

HEADING_SIZES = {1: 20, 2: 18, 3: 16}
CODE = (QTextFormat.Property.BlockCodeFence, QTextFormat.Property.BlockCodeLanguage)


def dress(document: QTextDocument, theme: Theme) -> None:
    """Style the whole document in place; pictures become their alternative text and address.

    It is quick only while the document has no layout yet: before it is shown.
    """
    document.setDocumentMargin(0)
    document.setIndentWidth(26)
    tables = [frame for frame in document.rootFrame().childFrames() if isinstance(frame, QTextTable)]
    for table in tables:
        _mend_first_cell(table)
    runs: list[tuple[int, int]] = []
    for block in blocks(document):
        if is_code(block):
            _dress_code(QTextCursor(block), theme)
            begin = runs.pop()[0] if runs and runs[-1][1] + 1 == block.position() else block.position()
            runs.append((begin, block.position() + block.length() - 1))
        else:
            _dress_text(QTextCursor(block), theme)
            _dress_fragments(document, block, theme)
    for table in tables:
        _dress_table(table, theme)
    for begin, end in reversed(runs):
        _frame_code(document, begin, end, theme)


def blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    """All paragraphs, in order."""
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def fragments(block: QTextBlock) -> list[QTextFragment]:
    """The pieces of one paragraph that have one format each."""
    found = []
    place = block.begin()
    while not place.atEnd():
        found.append(place.fragment())
        place += 1
    return found


def is_code(block: QTextBlock) -> bool:
    """True for a line of a code block."""
    shape = block.blockFormat()
    return any(shape.hasProperty(name) for name in CODE)


def span(document: QTextDocument, begin: int, end: int) -> QTextCursor:
    """A cursor that selects from `begin` to `end`."""
    cursor = QTextCursor(document)
    cursor.setPosition(begin)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    return cursor


def _dress_text(cursor: QTextCursor, theme: Theme) -> None:
    shape = cursor.blockFormat()
    level = shape.headingLevel()
    size = HEADING_SIZES.get(level, theme.font("body").pixelSize())
    in_table = cursor.currentTable() is not None
    wanted = QTextBlockFormat()
    wanted.setLineHeight(
        20 if in_table else round(size * 1.6), QTextBlockFormat.LineHeightTypes.MinimumHeight.value
    )
    wanted.setTopMargin(6 if level else 0)
    wanted.setBottomMargin(0 if in_table else 3 if cursor.currentList() else 10)
    quote = shape.intProperty(QTextFormat.Property.BlockQuoteLevel)
    if quote:
        wanted.setLeftMargin(20 * quote)
    cursor.mergeBlockFormat(wanted)
    if quote:
        letters = QTextCharFormat()
        letters.setForeground(theme.color("ink_secondary"))
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(letters)
    elif level or in_table:
        letters = QTextCharFormat()
        letters.setProperty(QTextFormat.Property.FontPixelSize, size if level else 14)
        letters.setProperty(QTextFormat.Property.FontSizeAdjustment, 0)
        if level:
            letters.setFontWeight(QFont.Weight.DemiBold)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(letters)


def _dress_code(cursor: QTextCursor, theme: Theme) -> None:
    wanted = QTextBlockFormat()
    wanted.setLineHeight(theme.line_height("code"), QTextBlockFormat.LineHeightTypes.MinimumHeight.value)
    wanted.setNonBreakableLines(False)
    cursor.mergeBlockFormat(wanted)
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    cursor.mergeCharFormat(_code_letters(theme))


def _code_letters(theme: Theme) -> QTextCharFormat:
    letters = QTextCharFormat()
    font = theme.font("code")
    letters.setFontFamilies(font.families())
    letters.setProperty(QTextFormat.Property.FontPixelSize, font.pixelSize())
    return letters


def _dress_fragments(document: QTextDocument, block: QTextBlock, theme: Theme) -> None:
    code = _code_letters(theme)
    code.setBackground(theme.color("sunken"))
    plain = QTextCharFormat()
    plain.setForeground(theme.color("ink_tertiary"))
    for fragment in reversed(fragments(block)):
        letters = fragment.charFormat()
        begin, end = fragment.position(), fragment.position() + fragment.length()
        if letters.isImageFormat():
            image = letters.toImageFormat()
            alternative = image.property(QTextFormat.Property.ImageAltText) or ""
            span(document, begin, end).insertText(one_line(f"[{alternative} {image.name()}]", 200), plain)
        elif letters.fontFixedPitch():
            span(document, begin, end).mergeCharFormat(code)


def _dress_table(table: QTextTable, theme: Theme) -> None:
    shape = table.format()
    shape.setCellPadding(0)
    shape.setCellSpacing(0)
    shape.setBorder(0)
    shape.setBorderCollapse(True)
    shape.setTopMargin(0)
    shape.setBottomMargin(12)
    table.setFormat(shape)
    look = QTextTableCellFormat()
    look.setLeftPadding(12)
    look.setRightPadding(12)
    look.setTopPadding(7)
    look.setBottomPadding(7)
    look.setBottomBorder(1)
    look.setBottomBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    look.setBottomBorderBrush(theme.color("line"))
    for row in range(table.rows()):
        for column in range(table.columns()):
            table.cellAt(row, column).setFormat(look)
    for column in range(table.columns()):
        _dress_heading(table, column, theme)


def _mend_first_cell(table: QTextTable) -> None:
    """Qt begins the first cell with an empty paragraph where a code block stands before the table."""
    cell = table.cellAt(0, 0)
    first = cell.firstCursorPosition()
    if first.block() != cell.lastCursorPosition().block() and not first.block().text():
        first.deleteChar()


def _dress_heading(table: QTextTable, column: int, theme: Theme) -> None:
    cell = table.cellAt(0, column)
    cursor = cell.firstCursorPosition()
    shape = QTextBlockFormat()
    shape.setTopMargin(0)
    shape.setBottomMargin(0)
    if table.rows() > 1:
        shape.setAlignment(table.cellAt(1, column).firstCursorPosition().blockFormat().alignment())
    cursor.mergeBlockFormat(shape)
    cursor.setPosition(cell.lastCursorPosition().position(), QTextCursor.MoveMode.KeepAnchor)
    letters = QTextCharFormat()
    letters.setFontWeight(QFont.Weight.Medium)
    letters.setForeground(theme.color("ink_tertiary"))
    letters.setProperty(QTextFormat.Property.FontPixelSize, 13)
    cursor.mergeCharFormat(letters)


def _frame_code(document: QTextDocument, begin: int, end: int, theme: Theme) -> None:
    shape = QTextFrameFormat()
    shape.setBackground(theme.color("sunken"))
    shape.setPadding(10)
    shape.setBottomMargin(10)
    shape.setBorder(0)
    frame = span(document, begin, end).insertFrame(shape)
    for position in (frame.firstPosition() - 1, frame.lastPosition() + 1):
        block = document.findBlock(position)
        if block.isValid() and not block.text():
            _flatten(QTextCursor(block))


def _flatten(cursor: QTextCursor) -> None:
    """An empty paragraph beside a frame cannot go; it takes no room."""
    shape = QTextBlockFormat()
    shape.setLineHeight(1, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
    cursor.setBlockFormat(shape)
    letters = QTextCharFormat()
    letters.setProperty(QTextFormat.Property.FontPixelSize, 1)
    cursor.setBlockCharFormat(letters)
