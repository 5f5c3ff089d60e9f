"""The one window. It is given its collaborators, hands events to its parts, and wishes to the engine."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from app.chat import ChatPage
from app.commands import Commands
from app.consent.card import ConsentCard
from app.consent.queue import ConsentQueue
from app.header import Header
from app.notice import NoticeBar
from app.palette import Action, CommandPalette
from app.sidebar import Sidebar
from app.theme.plain import one_line
from app.theme.theme import Theme
from engine import events
from engine.contracts import Question

NARROW = 1000
TURN_EVENTS = (
    events.StepStarted,
    events.PromptRead,
    events.ThinkingDelta,
    events.TextDelta,
    events.CallJudged,
    events.CallRejected,
    events.CallStarted,
    events.CallProgress,
    events.CallFinished,
    events.ConversationShortened,
)
TURN_ENDS = (events.TurnFinished, events.TurnFailed)
CLOUD_ERRANDS = frozenset({"check_expert", "update_prices"})
"""What is begun on the Preferences page and asks first."""
MODEL_EVENTS = (events.ModelLoading, events.ModelReady, events.ModelFailed)


@runtime_checkable
class QuestionStage(Protocol):
    """A part of the window that can show a question."""

    def show_card(self, card: QWidget | None) -> None:
        """Show it in the place of the one before; None takes it away."""


def _home_of(question: Question) -> str:
    """The page on which a question is asked; empty for the conversation's own."""
    if question.conversation_id:
        return ""
    return "preferences" if all(item.call.name in CLOUD_ERRANDS for item in question.items) else "models"


def _title(key: str, pages: Mapping[str, QWidget]) -> str:
    if not key:
        return ""
    title = getattr(pages[key], "title", None) or pages[key].windowTitle()
    return title if isinstance(title, str) else key.capitalize()


def _escape(page: QWidget) -> bool:
    """Have a page close what it has open; False where there is nothing."""
    escape = getattr(page, "escape", None)
    return escape is not None and escape() is True


class MainWindow(QMainWindow):
    """`pages` may hold `activity`, `models` and `preferences`; each may take events by `on_event`.

    `closing` fires once, after every question that waits has been denied.
    """

    closing = Signal()

    def __init__(self, theme: Theme, commands: Commands, pages: Mapping[str, QWidget]) -> None:
        super().__init__()
        self._theme, self._commands, self._pages = theme, commands, pages
        self._page = ""
        self._wanted = ""
        self._running = ""
        self._unsent = ""
        self._asked: dict[str, Question] = {}
        self._card: ConsentCard | None = None
        self._narrow: bool | None = None
        self.setWindowTitle("Sordino")
        self.setWindowIcon(theme.icon("logo", "local", 64))
        self.setMinimumSize(560, 420)
        self.resize(1280, 800)
        self.sidebar = Sidebar(theme)
        self.sidebar.set_pages(tuple(pages))
        self.header = Header(theme)
        self.notices = NoticeBar(theme)
        self.chat = ChatPage(theme)
        self.queue = ConsentQueue(commands.answer, parent=self, revise=commands.revise)
        self._lay_out()
        self._connect()
        self._add_shortcuts()
        self.chat.composer.setFocus()

    @property
    def card(self) -> ConsentCard | None:
        """The question that is shown, if there is one."""
        return self._card

    def on_event(self, event: object) -> None:
        """Take one of engine.events, on the window's thread."""
        self.header.on_event(event)
        if isinstance(event, TURN_EVENTS):
            self.chat.transcript.on_turn_event(event.turn_id, event)
        elif isinstance(event, TURN_ENDS):
            self._on_turn_ended(event)
        elif isinstance(event, MODEL_EVENTS):
            self.chat.on_model(event)
        else:
            self._on_rare_event(event)
        self.queue.on_event(event)
        for page in self._pages.values():
            on_event = getattr(page, "on_event", None)
            if on_event is not None:
                on_event(event)

    def show_page(self, key: str) -> None:
        """Show a page by its key; an empty key shows the conversation."""
        if key and key not in self._pages:
            return
        self._page = key
        self._stack.setCurrentWidget(self._pages[key] if key else self.chat)
        self.header.show_title(_title(key, self._pages))
        self._mark_place()
        if self._card is not None and key == self._question_page:
            self._card.setFocus()
        elif not key:
            self.chat.composer.setFocus()

    def new_chat(self) -> None:
        """Begin a new conversation."""
        self._wanted = ""
        self.chat.transcript.show_new()
        self.chat.find_bar.close_bar()
        self.show_page("")

    def open_palette(self) -> None:
        """Show the list of what can be done."""
        CommandPalette(self, self._actions()).open()

    def toggle_offline(self) -> None:
        """Ask for offline where the window is online, and the other way round."""
        preferences = self.header.preferences
        if preferences is not None and self.header.offline_button.isEnabled():
            self._commands.set_preferences(replace(preferences, offline=not preferences.offline))

    def escape(self) -> None:
        """Leave or deny a visible question; else close what the page has open; else stop the turn."""
        if self._card is not None and self._card.isVisible():
            self._card.escape()
        elif self._page and _escape(self._pages[self._page]):
            return
        elif self.chat.find_bar.isVisible():
            self.chat.find_bar.close_bar()
        elif self._running:
            self._commands.stop_turn()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < NARROW
        if narrow is not self._narrow:
            self._narrow = narrow
            self.sidebar.setVisible(not narrow)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._theme.refresh_fonts()
            self.header.show_title(_title(self._page, self._pages))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing denies what waits and ends the program."""
        self.queue.deny_all()
        event.accept()
        self.closing.emit()

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        self._stack.addWidget(self.chat)
        for page in self._pages.values():
            self._stack.addWidget(page)
        right = QVBoxLayout()
        right.setSpacing(0)
        for widget in (self.header, self.notices):
            right.addWidget(widget)
        right.addWidget(self._stack, 1)
        centre = QWidget()
        row = QHBoxLayout(centre)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.sidebar)
        row.addLayout(right, 1)
        self.setCentralWidget(centre)

    def _connect(self) -> None:
        self.sidebar.new_pressed.connect(self.new_chat)
        self.sidebar.conversation_pressed.connect(self._open_conversation)
        self.sidebar.delete_confirmed.connect(self._delete_conversation)
        self.sidebar.page_pressed.connect(self.show_page)
        self.header.preferences_pressed.connect(lambda: self.show_page("preferences"))
        self.header.models_pressed.connect(lambda: self.show_page("models"))
        self.header.offline_pressed.connect(self.toggle_offline)
        self.header.sidebar_pressed.connect(self._toggle_sidebar)
        self.header.question_pressed.connect(lambda: self.show_page(self._question_page))
        self.chat.models_pressed.connect(lambda: self.show_page("models"))
        composer, transcript = self.chat.composer, self.chat.transcript
        composer.submitted.connect(self._send)
        composer.stop_pressed.connect(self._commands.stop_turn)
        composer.preferences_pressed.connect(lambda: self.show_page("preferences"))
        transcript.again.connect(self._send)
        transcript.receipt_pressed.connect(self._show_turn)
        transcript.link_clicked.connect(self._copy_link)
        self.queue.changed.connect(self._show_question)

    def _add_shortcuts(self) -> None:
        keys = (
            ("Ctrl+N", self.new_chat),
            ("Ctrl+F", self._find),
            ("Ctrl+K", self.open_palette),
            ("Ctrl+Shift+O", self.toggle_offline),
            ("Ctrl+Q", self.close),
            ("Esc", self.escape),
        )
        for key, run in keys:
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(run)

    def _actions(self) -> list[Action]:
        actions = [
            Action(self.tr("New chat"), self.new_chat, "Ctrl+N"),
            Action(self.tr("Find in this conversation"), self._find, "Ctrl+F"),
            Action(self.tr("Switch between offline and online"), self.toggle_offline, "Ctrl+Shift+O"),
            Action(self.tr("Show or hide the conversations"), self._toggle_sidebar),
        ]
        if self._running:
            actions.insert(0, Action(self.tr("Stop this answer"), self._commands.stop_turn, "Esc"))
        names = (
            ("activity", self.tr("Open Activity")),
            ("models", self.tr("Open Models")),
            ("preferences", self.tr("Open Preferences")),
        )
        actions += [Action(name, partial(self.show_page, key)) for key, name in names if key in self._pages]
        proving = getattr(self._pages.get("preferences"), "prove_offline", None)
        if proving is not None:
            actions.append(Action(self.tr("Prove that nothing can get out"), partial(self._prove, proving)))
        return actions

    def _prove(self, proving: Callable[[], None]) -> None:
        self.show_page("preferences")
        proving()

    def _on_rare_event(self, event: object) -> None:
        if isinstance(event, events.TurnStarted):
            self._on_turn_started(event)
        elif isinstance(event, events.QuestionAsked):
            self._asked[event.question.id] = event.question
        elif isinstance(event, events.QuestionClosed):
            question = self._asked.pop(event.answer.question_id, None)
            if question is not None:
                self.chat.transcript.on_answer(question, event.answer)
        elif isinstance(event, events.SettingsChanged):
            self.chat.composer.set_preferences(event.settings.preferences)
        elif isinstance(event, events.ConversationsChanged):
            self.sidebar.show_conversations(event.conversations)
        elif isinstance(event, events.ConversationOpened):
            if event.summary.id == self._wanted:
                self.chat.transcript.show_conversation(event)
                self._mark_place()
        elif isinstance(event, events.Notice):
            self.notices.show_notice(event.text)

    def _on_turn_started(self, event: events.TurnStarted) -> None:
        self._running = event.turn_id
        self._unsent = ""
        self.chat.composer.set_running(True)
        self.chat.transcript.start_turn(event.conversation_id, event.turn_id, event.message)
        self._wanted = self.chat.transcript.conversation_id
        self._mark_place()

    def _on_turn_ended(self, event: events.TurnFinished | events.TurnFailed) -> None:
        self.chat.transcript.on_turn_event(event.turn_id, event, last=True)
        self._running = ""
        self.chat.composer.set_running(False)
        if isinstance(event, events.TurnFailed) and self._unsent:
            self.chat.composer.write(self._unsent)
            self.notices.show_notice(f"{event.problem} {event.way_out}")
        self._unsent = ""

    def _send(self, text: str) -> None:
        if self._running:
            return
        self._unsent = text
        self.chat.composer.set_running(True)
        self._commands.start_turn(self.chat.transcript.conversation_id, text)

    def _open_conversation(self, conversation_id: str) -> None:
        self._wanted = conversation_id
        self._commands.open_conversation(conversation_id)
        self.chat.find_bar.close_bar()
        self.show_page("")
        if self._narrow:
            self.sidebar.hide()

    def _delete_conversation(self, conversation_id: str) -> None:
        if conversation_id == self.chat.transcript.conversation_id:
            self.new_chat()
        self._commands.delete_conversation(conversation_id)

    @property
    def _question_page(self) -> str:
        """The page that shows the question: what belongs to no conversation is asked where it was begun."""
        page = _home_of(self._card.question) if self._card else ""
        return page if page in self._pages else ""

    def _show_question(self) -> None:
        pending, before = self.queue.current, None
        if self._card is not None and (pending is None or pending.question.id != self._card.question.id):
            before = self._card.left_to(pending.question) if pending else None
            self._stage().show_card(None)
            self._card = None
            if pending is None and not self._page:
                self.chat.composer.setFocus()
        if pending is not None and self._card is None:
            remaining = partial(self.queue.remaining, pending)
            self._card = ConsentCard(self._theme, pending.question, remaining, before=before)
            self._card.answered.connect(self.queue.answer)
            self._card.revised.connect(self.queue.revise)
            self._stage().show_card(self._card)
            if self._page == self._question_page:
                self._card.setFocus()
        if self._card is not None:
            self._card.set_position(*self.queue.position)
        self._mark_place()

    def _stage(self) -> QuestionStage:
        page = self._pages.get(self._question_page)
        return page if isinstance(page, QuestionStage) else self.chat.transcript

    def _show_turn(self, turn_id: str) -> None:
        page = self._pages.get("activity")
        show_turn = getattr(page, "show_turn", None)
        if show_turn is not None:
            show_turn(turn_id)
            self.show_page("activity")

    def _copy_link(self, address: str) -> None:
        """An address may carry data of its own, so Sordino opens none; the user may take it elsewhere."""
        QGuiApplication.clipboard().setText(address)
        text = self.tr("Sordino opens no links. The address is in the clipboard: {address}")
        self.notices.show_notice(text.format(address=one_line(address, 300)))

    def _find(self) -> None:
        self.show_page("")
        self.chat.find_bar.open_bar()

    def _toggle_sidebar(self) -> None:
        self.sidebar.setVisible(self.sidebar.isHidden())

    def _mark_place(self) -> None:
        self.header.show_question(self._card is not None and self._page != self._question_page)
        self.sidebar.show_current(self._wanted or self.chat.transcript.conversation_id, self._page)
