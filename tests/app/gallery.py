"""Draws the window with invented events and saves pictures: gallery.py OUTDIR [name ...]."""

from __future__ import annotations

import itertools
import os
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from app.consent.card import ConsentCard
from app.i18n import LANGUAGES, Translator
from app.main_window import MainWindow
from app.theme.theme import Theme
from app.transcript.tools import ToolLine
from engine import events
from engine.confinement import Confinement
from engine.contracts import (
    Answer,
    Choice,
    Decision,
    Money,
    Preferences,
    Privacy,
    QuestionItem,
    Receipt,
    Usage,
)
from engine.model.port import ModelInfo
from engine.policy.views import RuleInForce
from engine.settings import Settings
from tests.app import cloud_fakes, fakes

SIZES = ((1280, 800), (900, 600))
RULES = (
    RuleInForce(
        "ask_before_leaving", Decision.ASK, "Before anything leaves this computer, you are asked.", "Privacy"
    ),
    RuleInForce(
        "local_reading", Decision.ALLOW, "Tools that only read on this computer run freely.", "Always"
    ),
)
MODEL = ModelInfo("Orchestrator-8B", "/models/o.gguf", 5_027_783_840, "Q4_K_M", "CUDA 36/36 layers", 32_768)
CAP_REACHED = (
    "The cap for one day is reached: $1.98 of $2.00 is spent. What would cost more waits until 00:00 UTC; "
    "free and local tools go on."
)
TABLE = """**OneOne is cheapest over two years**, by 61 € against Telia, although its first month costs most.

| Offer | a month | set-up | 24 months |
|---|--:|--:|--:|
| OneOne `[1]` | 29.90 | 49.00 | **766.60** |
| Telia `[2]` | 34.50 | 0.00 | 828.00 |
| Nordnet `[3]` | 36.00 | 19.00 | 883.00 |

The sums come from one line of Python:

```python
total = 24 * month + set_up
print(f"{total:.2f}")
```

- [1] oneone.pdf, page 2
- [2] telia.pdf, page 1
"""


def wait(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def begin(window: MainWindow, preferences: Preferences, *, model: bool = True) -> None:
    now = time.time()
    titles = (
        ("Lease: notice period", 60),
        ("23 × 47 and other sums", 600),
        ("Trip to Kyoto, budget", 2 * 86_400),
        ("Letter to the clinic", 3 * 86_400),
        ("租約的解約期", 4 * 86_400),
        ("Why is my build so slow since the last update of the compiler?", 20 * 86_400),
    )
    summaries = tuple(
        events.ConversationSummary(f"c{number}", title, now - ago)
        for number, (title, ago) in enumerate(titles, 1)
    )
    offline = preferences.offline
    held = Confinement(ip_sockets=not offline, unix_sockets=True).sentence
    window.on_event(events.SettingsChanged(Settings(preferences=preferences), RULES))
    window.on_event(events.NetworkChanged(not offline, False, held))
    window.on_event(events.ConversationsChanged(summaries))
    if model:
        window.on_event(events.ModelReady(MODEL))


def consent(window: MainWindow, commands: fakes.RecordingCommands) -> None:
    begin(window, Preferences())
    text = "Does my lease let me leave early, and is that clause still lawful this year?"
    window.on_event(events.TurnStarted("c1", "t1", fakes.user(text)))
    window.on_event(events.StepStarted("t1", 1))
    window.on_event(
        events.ThinkingDelta("t1", "The user asks about a lease. I should look into the files first.")
    )
    made = fakes.call("search_files", 1, query="early termination", folder="Documents/Flat")
    window.on_event(events.CallJudged("t1", made, fakes.ALLOWED))
    window.on_event(events.CallStarted("t1", made))
    window.on_event(events.CallFinished("t1", fakes.ran(made, "1 file", 0.2)))
    window.on_event(events.QuestionAsked(fakes.question()))


def several(window: MainWindow, commands: fakes.RecordingCommands) -> None:
    begin(window, Preferences())
    window.on_event(events.TurnStarted("c1", "t1", fakes.user("Compare what the web and the expert say.")))
    items = (fakes.item(), fakes.item(fakes.expert_request(), "ask_expert", 2), fakes.local_item(number=3))
    window.on_event(events.QuestionAsked(fakes.question(*items)))
    window.on_event(events.QuestionAsked(fakes.question(id_="q2")))
    wait(30)
    if window.card is not None:
        window.card.rows[1].open_or_close()
        wait(30)


def offline(window: MainWindow, commands: fakes.RecordingCommands) -> None:
    begin(window, Preferences(offline=True))
    text = "Monthly cost of the three offers in Offers/, and which is cheapest over two years?"
    window.on_event(events.TurnStarted("c2", "t2", fakes.user(text)))
    window.on_event(events.StepStarted("t2", 1))
    window.on_event(events.ThinkingDelta("t2", "Read the three files, then compute."))
    made = [
        fakes.call("read_file", 1, path="Offers/nordnet.pdf, telia.pdf, oneone.pdf"),
        fakes.call("run_python", 2, code="24 months with set-up fees and discounts"),
        fakes.call("web_search", 3, query="nordnet discount"),
    ]
    for one in made[:2]:
        window.on_event(events.CallJudged("t2", one, fakes.ALLOWED))
        window.on_event(events.CallFinished("t2", fakes.ran(one, "3 files", 0.4)))
    window.on_event(events.CallJudged("t2", made[2], fakes.DENIED))
    window.on_event(events.CallFinished("t2", fakes.refused(made[2])))
    window.on_event(events.StepStarted("t2", 2))
    window.on_event(events.TextDelta("t2", TABLE, 58.0))
    window.on_event(events.TurnFinished("c2", "t2", fakes.assistant(TABLE), Receipt(7.9, 412, 2, denied=1)))


def empty(window: MainWindow, commands: fakes.RecordingCommands) -> None:
    begin(window, Preferences(privacy=Privacy.LOCAL_ONLY))


def loading(window: MainWindow, commands: fakes.RecordingCommands) -> None:
    begin(window, Preferences(), model=False)
    window.on_event(events.ModelLoading("Orchestrator-8B", 0.43))


def trouble(window: MainWindow, commands: fakes.RecordingCommands) -> None:
    begin(window, Preferences(), model=False)
    window.on_event(
        events.Notice(
            "The log is not signed: this computer offers no keyring. Changes to it could go unnoticed."
        )
    )
    window.on_event(
        events.TurnStarted("c3", "t3", fakes.user("What costs a week in Kyoto?\nTwo people, spring."))
    )
    window.on_event(
        events.CallRejected(
            "t3", 'There is no tool called "book_flight". The tools are: calculator, date_time.'
        )
    )
    window.on_event(
        events.TurnFailed(
            "c3",
            "t3",
            "The model process ended while it wrote: it was killed, perhaps because the memory was full.",
            "Send the message again; the model starts anew. The log is /home/ada/sordino/model.log.",
        )
    )
    window.on_event(
        events.ModelFailed(
            "The model process ended while it loaded: it ended with status 1.", "Choose a smaller model."
        )
    )


def cloud(window: MainWindow, commands: fakes.RecordingCommands) -> None:
    begin(window, Preferences(privacy=Privacy.RELAXED))
    window.on_event(
        events.TurnStarted("c1", "t4", fakes.user("Ask the expert whether two months are lawful."))
    )
    window.on_event(events.StepStarted("t4", 1))
    made = fakes.call("ask_expert", 1, question="Is a notice period of two months lawful?")
    window.on_event(events.CallJudged("t4", made, fakes.ASKED))
    window.on_event(
        events.CallFinished(
            "t4", fakes.ran(made, "Yes, it is lawful.\nThe law says so.", 3.1, "api.example.com")
        )
    )
    asked = replace(fakes.question(), turn_id="t4")
    window.chat.transcript.on_answer(asked, Answer(asked.id, Choice.ONCE))
    text = "The expert says that it is. Two months have been the statutory minimum since 2019."
    receipt = Receipt(8.4, 96, 2, ("api.example.com",), 1_840, Money(4_000))
    window.on_event(events.TurnFinished("c1", "t4", fakes.assistant(text), receipt))
    window.chat.transcript.turns["t4"].findChildren(ToolLine)[0].open_or_close()
    window.on_event(events.TurnStarted("c1", "t5", fakes.user("And what of the deposit?")))
    window.on_event(events.StepStarted("t5", 1))
    window.on_event(events.PromptRead("t5", 1240, 3000))


def quotes(window: MainWindow, commands: fakes.RecordingCommands) -> None:
    begin(window, Preferences())
    window.on_event(events.TurnStarted("c1", "t1", fakes.user("What may I deduct for a study this year?")))
    asked = replace(
        fakes.item(fakes.search_request("study deduction 4,310 two rooms")), verdict=fakes.QUOTING
    )
    window.on_event(events.QuestionAsked(fakes.question(asked)))


def menu(window: MainWindow, commands: fakes.RecordingCommands) -> None:
    begin(window, Preferences(privacy=Privacy.RELAXED))
    window.on_event(events.TurnStarted("c1", "t1", fakes.user("When does the market in Basel open?")))
    asked = replace(fakes.question(fakes.item()), choices=fakes.WIDER)
    window.on_event(events.QuestionAsked(asked))
    wait(450)
    if window.card is not None and window.card.more is not None:
        window.card.more.open()


def left_out(window: MainWindow, commands: fakes.RecordingCommands) -> None:
    begin(window, Preferences(privacy=Privacy.RELAXED))
    hour = fakes.grant(expires=time.time() + 2400)
    window.on_event(events.GrantsChanged((hour,)))
    window.on_event(events.Notice(CAP_REACHED))
    window.on_event(events.TurnStarted("c1", "t1", fakes.user("Compare what the web and the expert say.")))
    items = (fakes.item(), fakes.item(fakes.expert_request(), "ask_expert", 2))
    window.on_event(events.QuestionAsked(fakes.question(*items)))
    if window.card is not None:
        window.card.rows[1].box.setChecked(False)


def asking(window: MainWindow, text: str, *items: QuestionItem) -> ConsentCard:
    """A conversation that waits for an answer."""
    begin(window, Preferences())
    window.on_event(events.TurnStarted("c1", "t1", fakes.user(text)))
    window.on_event(events.QuestionAsked(fakes.question(*items)))
    assert window.card is not None
    return window.card


def hidden(window: MainWindow, commands: fakes.RecordingCommands) -> None:
    asking(window, "Tell my landlady that we leave at the end of June.", cloud_fakes.hiding())


def editing(window: MainWindow, commands: fakes.RecordingCommands) -> None:
    card = asking(window, "Tell my landlady that we leave at the end of June.", cloud_fakes.hiding())
    card.details[0].edit()
    assert card.details[0].editor is not None
    box = card.details[0].editor.fields["question"].box
    assert isinstance(box, QPlainTextEdit)
    box.insertPlainText(" Be brief.")


def changed(window: MainWindow, commands: fakes.RecordingCommands) -> None:
    editing(window, commands)
    assert window.card is not None
    window.card.look()
    wait(30)
    text = "Write to [EMAIL_1] that we leave [OWN_1] on 30 June. Be brief."
    now = replace(cloud_fakes.letter(text), edited=True)
    assert now.preview is not None
    now = replace(now, preview=replace(now.preview, replaced=(cloud_fakes.EMAIL, cloud_fakes.STREET)))
    window.on_event(events.QuestionAsked(fakes.question(now, id_="q2")))
    window.card.details[0].show_tab(1)


def engines(window: MainWindow, commands: fakes.RecordingCommands) -> None:
    asking(window, "May a tenant leave early this year?", cloud_fakes.engines())


def documents(window: MainWindow, commands: fakes.RecordingCommands) -> None:
    asking(window, "Ask the expert whether § 4 of my lease is lawful.", cloud_fakes.documents())


def robots(window: MainWindow, commands: fakes.RecordingCommands) -> None:
    asking(window, "What does the government say about notice?", cloud_fakes.page())


def rows(window: MainWindow, commands: fakes.RecordingCommands) -> None:
    items = (cloud_fakes.engines(1), cloud_fakes.hiding(2), cloud_fakes.edited(cloud_fakes.page(3)))
    asking(window, "Find out, and write to my landlady.", *items)


def answering(window: MainWindow, commands: fakes.RecordingCommands) -> None:
    begin(window, Preferences())
    window.on_event(events.TurnStarted("c1", "t1", fakes.user("Is § 4 of my lease lawful?")))
    window.on_event(events.StepStarted("t1", 1))
    first, second = cloud_fakes.letter("Is § 4 lawful?", 1).call, fakes.call("ask_expert", 2, question="§ 5?")
    window.on_event(events.CallJudged("t1", first, fakes.ALLOWED))
    window.on_event(events.CallStarted("t1", first))
    told = fakes.ran(first, "Yes.\nIt has been since 2019.", 6.1, "api.example.com")
    told = replace(told, cost=Money(2_100), thinking="The Act of 2019.", usage=Usage(1204, 312))
    window.on_event(events.CallFinished("t1", told))
    window.chat.transcript.turns["t1"].findChildren(ToolLine)[0].open_or_close()
    window.on_event(events.CallJudged("t1", second, fakes.ALLOWED))
    window.on_event(events.CallStarted("t1", second))
    window.on_event(events.CallProgress("t1", "call-2", "The tenant asks about § 5.", thinking=True))
    window.on_event(events.CallProgress("t1", "call-2", "§ 5 is lawful where both sides\nagreed to it in "))
    window.on_event(events.CallProgress("t1", "call-2", "writing. A clause that only binds the tenant"))


def ends(window: MainWindow, commands: fakes.RecordingCommands) -> None:
    """Calls that ended in every way, and a receipt of unknown price."""
    begin(window, Preferences())
    window.on_event(events.TurnStarted("c1", "t1", fakes.user("Is § 4 of my lease lawful?")))
    window.on_event(events.StepStarted("t1", 1))
    failed = fakes.call("ask_expert", 1, question="Is § 4 lawful?", documents=["lease.pdf"])
    window.on_event(events.CallJudged("t1", failed, fakes.ASKED))
    problem = 'No document "lease.pdf" was read in this conversation: none was read at all.'
    result = replace(fakes.refused(failed, fakes.ASKED), content=problem, failed=True)
    window.on_event(events.CallFinished("t1", result))
    for number, by in enumerate(("timeout", "user"), 2):
        asked = replace(fakes.question(fakes.item(number=number), id_=by), turn_id="t1")
        (one,) = asked.items
        window.on_event(events.CallJudged("t1", one.call, one.verdict))
        window.chat.transcript.on_answer(asked, Answer(by, Choice.DENY, by))
        denied = replace(one.verdict, decision=Decision.DENY)
        window.on_event(events.CallFinished("t1", fakes.refused(one.call, denied)))
    made = fakes.call("ask_expert", 4, question="And § 5?")
    window.on_event(events.CallJudged("t1", made, fakes.ALLOWED))
    told = replace(fakes.ran(made, "Yes, it is lawful.", 6.1, "studio.lan"), unpriced=True)
    window.on_event(events.CallFinished("t1", told))
    receipt = Receipt(8.4, 96, 2, ("studio.lan",), 1_840, denied=2, unpriced=1)
    window.on_event(events.TurnFinished("c1", "t1", fakes.assistant("§ 5 is lawful."), receipt))


SCENES: dict[str, Callable[[MainWindow, fakes.RecordingCommands], None]] = {
    "consent": consent,
    "several": several,
    "offline": offline,
    "empty": empty,
    "loading": loading,
    "trouble": trouble,
    "cloud": cloud,
    "quotes": quotes,
    "menu": menu,
    "left_out": left_out,
    "hidden": hidden,
    "editing": editing,
    "changed": changed,
    "engines": engines,
    "documents": documents,
    "robots": robots,
    "rows": rows,
    "answering": answering,
    "ends": ends,
}


def picture(window: MainWindow) -> QPixmap:
    """The window with the menu that is open over it, if there is one."""
    drawn = window.grab()
    popup = QApplication.activePopupWidget()
    if popup is not None:
        painter = QPainter(drawn)
        painter.drawPixmap(window.mapFromGlobal(popup.pos()), popup.grab())
        painter.end()
        popup.close()
    return drawn


def main(folder: Path, names: list[str]) -> None:
    application = QApplication([])
    folder.mkdir(parents=True, exist_ok=True)
    theme = Theme(application)
    theme.install(application)
    translator = Translator(application)
    for language, scheme in itertools.product(LANGUAGES, ("light", "dark")):
        translator.use(language)
        theme.set_scheme(scheme)
        theme.refresh_fonts()
        for width, height in SIZES:
            for name in names or list(SCENES):
                commands = fakes.RecordingCommands()
                window = MainWindow(theme, commands, {})
                window.resize(width, height)
                window.show()
                SCENES[name](window, commands)
                wait(120)
                picture(window).save(str(folder / f"{name}-{language}-{scheme}-{width}.png"))
                window.close()
                window.deleteLater()
                wait(0)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
