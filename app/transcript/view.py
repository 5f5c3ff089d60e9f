"""The reading column: the turns of one conversation, and the question that waits, if there is one."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QTextCursor, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.theme.theme import Theme
from app.theme.widgets import button
from app.transcript.empty import EmptyState
from app.transcript.markdown import MarkdownView
from app.transcript.turn import TurnView
from engine.contracts import Answer, Message, Question
from engine.events import ConversationOpened, StoredTurn

PAGE = 10
STICKY = 48


class TranscriptView(QScrollArea):
    """Shows one conversation. It stays at the bottom while it grows, unless the user has scrolled up.

    A turn that still runs keeps its widgets while another conversation is shown.
    """

    prompt_chosen = Signal(str)
    again = Signal(str)
    receipt_pressed = Signal(str)
    link_clicked = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._turns: dict[str, TurnView] = {}
        self._running: dict[str, tuple[str, TurnView]] = {}
        self._earlier: list[StoredTurn] = []
        self._conversation = ""
        self._stuck = True
        self._card: QWidget | None = None
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(self.tr("Conversation"))
        self._build()
        bar = self.verticalScrollBar()
        bar.rangeChanged.connect(self._range_changed)
        bar.valueChanged.connect(self._note_place)
        self._found: tuple[MarkdownView, QTextCursor] | None = None

    @property
    def conversation_id(self) -> str:
        """The conversation that is shown; empty for a new one."""
        return self._conversation

    @property
    def turns(self) -> dict[str, TurnView]:
        """The turns that are shown, by id, in order."""
        return self._turns

    def show_new(self) -> None:
        """Show an empty conversation."""
        self._clear()
        self._conversation = ""
        self.empty.show()

    def show_conversation(self, event: ConversationOpened) -> None:
        """Show a stored conversation, its latest turns first built; earlier ones on demand."""
        self._clear()
        self._conversation = event.summary.id
        running = {turn_id for turn_id, (home, _) in self._running.items() if home == event.summary.id}
        stored = [turn for turn in event.turns if turn.turn_id not in running]
        self._earlier = stored[:-PAGE] if len(stored) > PAGE else []
        for turn in stored[-PAGE:]:
            self._add_turn(self._stored(turn))
        for turn_id in running:
            self._add_turn(self._running[turn_id][1])
        self.earlier_button.setVisible(bool(self._earlier))
        self.empty.setVisible(not self._turns)
        self._stick()

    def show_earlier(self) -> None:
        """Build the turns before those that are shown."""
        bar = self.verticalScrollBar()
        below = bar.maximum() - bar.value()
        page, self._earlier = self._earlier[-PAGE:], self._earlier[:-PAGE]
        views = [self._stored(turn) for turn in page]
        for number, view in enumerate(views):
            self._column.insertWidget(number, view)
        self._turns = {view.turn_id: view for view in views} | self._turns
        self.earlier_button.setVisible(bool(self._earlier))
        QTimer.singleShot(0, self, lambda: bar.setValue(bar.maximum() - below))

    def start_turn(self, conversation_id: str, turn_id: str, message: Message) -> None:
        """A turn has begun; it is shown where its conversation is shown, or is the new one."""
        view = self._new_view(turn_id)
        view.show_message(message)
        self._running[turn_id] = (conversation_id, view)
        if self._conversation in ("", conversation_id):
            self._conversation = conversation_id
            self.empty.hide()
            self._add_turn(view)
            self._stick()
        else:
            view.setParent(self._shelf)

    def on_turn_event(self, turn_id: str, event: object, *, last: bool = False) -> None:
        """Give an event to its turn; `last` ends it."""
        view = self._view_of(turn_id)
        if view is not None:
            view.on_event(event)
        if last:
            _, view = self._running.pop(turn_id, ("", None))
            if view is not None and turn_id not in self._turns:
                view.deleteLater()

    def on_answer(self, question: Question, answer: Answer) -> None:
        """Tell a turn how its question has ended."""
        view = self._view_of(question.turn_id)
        if view is not None:
            view.on_answer(question, answer)

    def show_card(self, card: QWidget | None) -> None:
        """Show a question at the end of the column, in place of the one before; None takes it away."""
        if self._card is not None:
            self._slot.removeWidget(self._card)
            self._card.hide()
            self._card.deleteLater()
        self._card = card
        if card is not None:
            self._slot.addWidget(card)
            card.show()
            self._stick()

    def find_text(self, text: str, *, backward: bool = False) -> bool:
        """Select the next place where an answer holds `text`; False where there is none."""
        views = self.findChildren(MarkdownView)
        if not text or not views:
            return False
        flags = QTextDocument.FindFlag.FindBackward if backward else QTextDocument.FindFlag(0)
        start = views.index(self._found[0]) if self._found and self._found[0] in views else 0
        step = -1 if backward else 1
        for offset in range(len(views) + 1):
            view = views[(start + step * offset) % len(views)]
            cursor = self._found[1] if self._found and offset == 0 and self._found[0] is view else None
            if cursor is None:
                cursor = QTextCursor(view.document())
                if backward:
                    cursor.movePosition(QTextCursor.MoveOperation.End)
            found = view.document().find(text, cursor, flags)
            if not found.isNull():
                self._show_found(view, found)
                return True
        self._show_found(None, None)
        return False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the bottom in sight when the column's height changes without a new range."""
        if watched is self.widget() and event.type() is QEvent.Type.Resize:
            self._follow()
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.earlier_button.setText(self.tr("Show earlier messages"))

    def _build(self) -> None:
        content = QWidget()
        content.setProperty("clear", True)
        outer = self._outer = QHBoxLayout(content)
        outer.setContentsMargins(24, 24, 24, 16)
        middle = QWidget()
        middle.setMaximumWidth(self._theme.tokens.column)
        middle.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        outer.addStretch(0)
        outer.addWidget(middle, 1)
        outer.addStretch(0)
        whole = QVBoxLayout(middle)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(18)
        self.earlier_button = button(self.tr("Show earlier messages"), "quiet", compact=True)
        self.earlier_button.clicked.connect(self.show_earlier)
        self.earlier_button.hide()
        whole.addWidget(self.earlier_button, 0, Qt.AlignmentFlag.AlignHCenter)
        self.empty = EmptyState(self._theme)
        self.empty.chosen.connect(self.prompt_chosen)
        whole.addWidget(self.empty)
        self._column = QVBoxLayout()
        self._column.setSpacing(26)
        whole.addLayout(self._column)
        self._slot = QVBoxLayout()
        whole.addLayout(self._slot)
        whole.addStretch(1)
        self._shelf = QWidget(content)
        self._shelf.hide()
        self._content = content
        self.setWidget(content)
        content.installEventFilter(self)

    def _new_view(self, turn_id: str) -> TurnView:
        view = TurnView(self._theme, turn_id)
        view.again.connect(self.again)
        view.receipt_pressed.connect(self.receipt_pressed)
        view.link_clicked.connect(self.link_clicked)
        return view

    def _stored(self, turn: StoredTurn) -> TurnView:
        view = self._new_view(turn.turn_id)
        view.show_stored(turn)
        return view

    def _add_turn(self, view: TurnView) -> None:
        self._turns[view.turn_id] = view
        self._column.addWidget(view)
        view.show()

    def _view_of(self, turn_id: str) -> TurnView | None:
        if turn_id in self._turns:
            return self._turns[turn_id]
        return self._running[turn_id][1] if turn_id in self._running else None

    def _clear(self) -> None:
        self._found = None
        for turn_id, view in self._turns.items():
            self._column.removeWidget(view)
            if turn_id in self._running:
                view.setParent(self._shelf)
            else:
                view.hide()
                view.deleteLater()
        self._turns = {}
        self._earlier = []
        self.earlier_button.hide()

    def _show_found(self, view: MarkdownView | None, cursor: QTextCursor | None) -> None:
        if self._found is not None and self._found[0] is not view:
            old = self._found[0].textCursor()
            old.clearSelection()
            self._found[0].setTextCursor(old)
        self._found = None
        if view is not None and cursor is not None:
            self._found = (view, cursor)
            view.setTextCursor(cursor)
            place = view.mapTo(self._content, view.cursorRect(cursor).center())
            self._stuck = False
            self.ensureVisible(place.x(), place.y(), 0, 80)

    def _stick(self) -> None:
        self._stuck = True
        QTimer.singleShot(0, self, self._follow)

    def _follow(self) -> None:
        if not self._stuck:
            return
        bar = self.verticalScrollBar()
        bar.setValue(bar.maximum())
        if self._card is not None:
            top = self._card.mapTo(self._content, QPoint(0, 0)).y() - 16
            if top < bar.value():
                bar.setValue(top)
                self._stuck = True

    def _range_changed(self, _low: int, high: int) -> None:
        """The column stays where it is when the scroll bar comes: the right margin gives way."""
        width = self.verticalScrollBar().sizeHint().width() if high > 0 else 0
        self._outer.setContentsMargins(24, 24, 24 - width, 16)
        self._follow()

    def _note_place(self, value: int) -> None:
        self._stuck = value >= self.verticalScrollBar().maximum() - STICKY
