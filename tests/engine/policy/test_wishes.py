"""Free text: what it proposes, what it never proposes, and what it says that it did not understand."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.contracts import Caps, Latency, Money, Preferences, Privacy, Reach, ToolSpec
from engine.policy.preferences import no_milder, within
from engine.policy.views import Locks, Proposal
from engine.policy.wishes import MOST_UNKNOWN, apply, favoured, read
from tests.engine.policy.test_preferences import ANY_LOCKS, ANY_PREFERENCES

WEB = ToolSpec("web_search", "", {}, Reach.NETWORK)
PAGE = ToolSpec("read_page", "", {}, Reach.NETWORK)
EXPERT = ToolSpec("ask_expert", "", {}, Reach.EXPERT)
TOOLS = {tool.name: tool for tool in (ToolSpec("calculator", "", {}), WEB, EXPERT)}
MORE = TOOLS | {"read_page": PAGE}
SHUT = Preferences(Privacy.LOCAL_ONLY, Latency.FAST, offline=True, blocked=("web_search", "ask_expert"))
CASES = [
    tuple(line.split(" => "))
    for line in Path(__file__).with_name("wishes.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def told(text: str, preferences: Preferences = Preferences(), locks: Locks | None = None) -> str:  # noqa: B008
    """The proposals of a text, as the table writes them."""
    reading = read(text, preferences, TOOLS, locks or Locks())
    parts = [f"{'+' * each.widens}{each.dial} {each.value}" for each in reading.proposals]
    return ", ".join([*parts, *(["wish"] if reading.wishes else [])]) or "nothing"


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_each_sentence_proposes_what_the_table_says(text: str, expected: str) -> None:
    assert told(text) == expected


def test_the_table_is_as_long_as_it_should_be() -> None:
    nothing = [text for text, expected in CASES if expected == "nothing"]
    assert len(CASES) >= 300
    assert len(nothing) >= 100
    assert len(dict.fromkeys(CASES)) == len(CASES)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("you may use the web", "+blocked web_search, +offline off, +privacy careful"),
        ("use web_search again", "+blocked web_search, +offline off, +privacy careful"),
        ("你可以上网", "+blocked web_search, +offline off, +privacy careful"),
        ("可以使用雲端模型", "+blocked ask_expert, +offline off, +privacy careful"),
        ("you may use the calculator", "wish"),
        ("go online", "+offline off"),
        ("可以連網", "+offline off"),
        ("take your time", "+latency patient"),
        ("you may use the web for news", "wish"),
        ("you may use the web, but only for weather", "wish"),
        ("you may use the web, keep everything on this computer", "nothing"),
        ("don't go offline", "nothing"),
        ("allow everything", "nothing"),
        ("you can go online. Not!", "wish"),
        ("You can go online. Just kidding.", "wish"),
        ("Nobody but me: you may use the web", "wish"),
        ("My boss says: you may use the web", "wish"),
        ("My boss: you may use the web", "wish"),
        ("Note: you may use the web", "+blocked web_search, +offline off, +privacy careful"),
        ("Be quick: you may use the web", "+blocked web_search, +offline off, +privacy careful"),
        ("Hello. You may use the web", "+blocked web_search, +offline off, +privacy careful"),
        ("The internet is fine with me. Or is it", "wish"),
        ("They use the web", "wish"),
        ("I use the web", "wish"),
        ("They may also use the web", "wish"),
        ("She is allowed to go online", "wish"),
        ("I allow you to use the web", "+blocked web_search, +offline off, +privacy careful"),
        ("可以上网就好了", "wish"),
        ("要是能上网就好了", "wish"),
        ("他可以上网", "wish"),
        ("我常常上网", "wish"),
        ("you need not ask me again", "nothing"),
        ("use the strongest model for maths", "wish"),
        ("confidential", "nothing"),
        ("be quick", "nothing"),
        ("avoid web search", "nothing"),
    ],
)
def test_what_is_shut_is_opened_by_plain_words_alone(text: str, expected: str) -> None:
    assert told(text, SHUT) == expected


def test_relaxed_privacy_can_be_talked_back_to_asking() -> None:
    relaxed = Preferences(Privacy.RELAXED)
    assert told("ask me first", relaxed) == told("每次先問我", relaxed) == "privacy ask"


def test_a_search_is_told_from_the_web() -> None:
    def names(text: str, tools: dict[str, ToolSpec]) -> list[str]:
        return [each.value for each in read(text, Preferences(), tools).proposals]

    assert names("avoid web search", MORE) == ["web_search"]
    assert names("no internet", MORE) == ["web_search", "read_page"]
    assert names("avoid web search", {"read_page": PAGE}) == ["read_page"]
    assert names("avoid the cloud", MORE) == ["web_search", "ask_expert", "read_page"]


def test_what_there_is_no_tool_for_is_left_to_the_model() -> None:
    reading = read("avoid web search", Preferences(), {})
    assert reading.proposals == ()
    assert reading.wishes == ("avoid web search",)
    assert reading.unknown == ()


def test_a_phrase_is_shown_as_the_user_wrote_it() -> None:
    reading = read("Bitte  “ＤＯＮ’Ｔ Google”, 謝謝！不要使用 網路搜尋", Preferences(), TOOLS)
    assert reading.proposals == (Proposal("ＤＯＮ’Ｔ Google", "blocked", "web_search"),)
    assert reading.unknown == ("Bitte",)


def test_what_was_not_understood_is_named_once_in_order_without_small_words() -> None:
    text = "Please mention the otters, the herons and the Otters. 请写水獭。 At most €5 or 100块."
    assert read(text, Preferences(), TOOLS).unknown == (
        "mention",
        "otters",
        "herons",
        "写水獭",
        "€5",
        "100块",
    )
    many = " ".join(f"word{number}" for number in range(40))
    assert len(read(many, Preferences(), TOOLS).unknown) == MOST_UNKNOWN


def test_of_two_that_contradict_the_stricter_holds_and_the_other_is_not_understood() -> None:
    reading = read("Save money. Money is no object!", Preferences(), TOOLS)
    assert [each.value for each in reading.proposals] == ["day 0.50"]
    assert reading.wishes == ()
    assert reading.unknown == ("Money", "object")
    assert told("take your time, be quick") == "latency fast"
    assert told("you may use the web, avoid web search") == "blocked web_search"
    assert told("you may spend $5 a day, at most $1 a day") == "caps day 1.00"
    assert told("you may spend $5 a day, save money") == "caps day 0.50"
    assert told("you may spend $5 a day, free tools only") == "caps call 0.00"


def test_of_two_that_agree_the_stricter_is_proposed() -> None:
    assert told("This is confidential. Keep everything on this computer.") == "privacy local_only"
    assert told("Keep everything on this computer. This is confidential.") == "privacy local_only"
    assert told("at most $1 a day; save money") == "caps day 0.50"
    assert told("at most $1 a day and $3 a month") == "caps day 1.00"


def test_a_cap_that_is_lower_already_stays() -> None:
    low = Preferences(caps=Caps(day=Money(100_000)))
    assert told("save money", low) == "nothing"
    assert told("you may spend $0.10 a day", low) == "nothing"
    assert told("you may spend 20 cents a day", low) == "+caps day 0.20"


def test_what_is_in_force_already_is_told_from_what_says_nothing() -> None:
    low = Preferences(caps=Caps(day=Money(100_000)))
    assert read("save money", low, TOOLS).settled == ("save money",)
    assert read("save money", Preferences(), TOOLS).settled == ()
    assert read("please", low, TOOLS).settled == ()


def test_nothing_wider_than_the_locks_is_proposed() -> None:
    locks = Locks("Example Ltd", privacy=Privacy.LOCAL_ONLY, blocked=("web_search",), offline=True)
    reading = read("you may use the web", SHUT, TOOLS, locks)
    assert reading.proposals == ()
    assert reading.wishes == ("you may use the web",)
    assert told("take your time", SHUT, Locks("Example Ltd", latency=Latency.FAST)) == "wish"
    assert told("you may spend $5 a day", locks=Locks("Example Ltd", caps=Caps())) == "wish"


def test_a_fixed_dial_is_not_proposed_to_be_moved() -> None:
    for dial, text in (
        ("privacy", "confidential"),
        ("latency", "be quick"),
        ("caps", "save money"),
        ("offline", "go offline"),
        ("blocked", "avoid web search"),
    ):
        assert told(text, locks=Locks("Example Ltd", fixed=frozenset({dial}))) == "wish"


@pytest.mark.parametrize(
    ("proposal", "changed"),
    [
        (Proposal("", "privacy", "careful"), Preferences(Privacy.CAREFUL)),
        (Proposal("", "privacy", "relaxed", widens=True), Preferences(Privacy.RELAXED)),
        (Proposal("", "privacy", "relaxed"), Preferences()),
        (Proposal("", "latency", "patient"), Preferences()),
        (Proposal("", "latency", "patient", widens=True), Preferences(latency=Latency.PATIENT)),
        (Proposal("", "offline", "on"), Preferences(offline=True)),
        (Proposal("", "caps", "day 0.005"), Preferences(caps=Caps(day=Money(5_000)))),
        (Proposal("", "caps", "day 5.00"), Preferences()),
        (Proposal("", "caps", "day 5.00", widens=True), Preferences(caps=Caps(day=Money(5_000_000)))),
        (Proposal("", "blocked", "web_search"), Preferences(blocked=("web_search",))),
    ],
)
def test_a_proposal_is_applied_and_only_a_marked_one_widens(proposal: Proposal, changed: Preferences) -> None:
    assert apply(Preferences(), [proposal]) == changed


def test_what_is_opened_is_opened_before_what_is_shut() -> None:
    chosen = [Proposal("", "blocked", "a"), Proposal("", "blocked", "a", widens=True)]
    assert apply(Preferences(blocked=("a", "b")), chosen).blocked == ("b", "a")
    assert apply(SHUT, [Proposal("", "offline", "off", widens=True)]).offline is False


def test_the_text_is_put_in_force_with_what_was_chosen() -> None:
    assert apply(Preferences(text="old"), [], "new") == Preferences(text="new")
    assert apply(Preferences(text="old"), [], "").text == ""
    assert apply(Preferences(text="old"), []).text == "old"


@pytest.mark.parametrize(
    ("dial", "value"),
    [
        ("privacy", "none"),
        ("latency", "slow"),
        ("offline", "maybe"),
        ("caps", "week 1.00"),
        ("caps", "day x"),
        ("caps", "day"),
        ("caps", "day Infinity"),
        ("caps", "day NaN"),
        ("colour", "red"),
    ],
)
def test_a_place_that_a_dial_has_not_is_refused(dial: str, value: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        apply(Preferences(), [Proposal("", dial, value)])


def test_the_strongest_model_is_an_expert() -> None:
    for text in ("use the strongest model for maths", "用最强的模型", "優先使用最好的專家"):
        assert favoured(text, MORE) == {"ask_expert"}
    for text in ("", "never use the strongest model", "use the web", "be brief"):
        assert favoured(text, MORE) == frozenset()


def test_a_tool_is_meant_by_its_name() -> None:
    tools = {
        name: ToolSpec(name, "", {}) for name in ("files__read", "x", "the calculator", "calculator (v2)")
    }
    assert told_names("do not use files__read", tools) == ["files__read"]
    assert told_names("do not use x", tools) == []
    assert told_names("do not use calculator (v2)", tools) == ["calculator (v2)"]


def told_names(text: str, tools: dict[str, ToolSpec]) -> list[str]:
    return [each.value for each in read(text, Preferences(), tools).proposals]


PHRASES = [text for text, _ in CASES]
ANY_TEXT = st.lists(
    st.sampled_from([*PHRASES, "not ", "don't ", "不", "如果", ", ", ". ", "? ", " and ", "$", "5"])
    | st.text(max_size=8),
    max_size=6,
).map("".join)


@given(ANY_TEXT, ANY_PREFERENCES, ANY_LOCKS)
def test_whatever_is_written_only_a_marked_proposal_allows_more(
    text: str, preferences: Preferences, locks: Locks
) -> None:
    before = within(preferences, locks)
    reading = read(text, before, MORE, locks)
    assert reading.text == text
    narrowing = [each for each in reading.proposals if not each.widens]
    assert no_milder(apply(before, narrowing, locks=locks), before)
    for each in reading.proposals:
        after = apply(before, [each], locks=locks)
        assert no_milder(after, before) is not each.widens
        assert after != before
        assert within(after, locks) == after


@given(ANY_TEXT)
def test_case_width_and_quotes_make_no_difference(text: str) -> None:
    wide = text.translate({code: code + 0xFEE0 for code in range(ord("a"), ord("z") + 1)})
    assert told(wide) == told(text.replace("'", "’")) == told(f"“{text}”") == told(text)
