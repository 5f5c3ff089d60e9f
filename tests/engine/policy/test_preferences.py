"""The dials in words and in order."""

from __future__ import annotations

from itertools import product

from engine.contracts import Caps, Latency, Money, Preferences, Privacy
from engine.policy.preferences import PRIVACY_FROM_STRICT, no_milder, preference_sentence


def test_each_position_of_a_dial_has_a_sentence_of_its_own() -> None:
    sentences = {preference_sentence(Preferences(p, latency)) for p, latency in product(Privacy, Latency)}
    assert len(sentences) == len(Privacy) * len(Latency)
    assert all(sentence[0] == "I" and sentence.endswith(".") for sentence in sentences if sentence)


def test_dials_in_the_middle_add_nothing_to_the_request() -> None:
    assert preference_sentence(Preferences()) == ""


def test_offline_and_a_cap_of_zero_are_said() -> None:
    assert "offline" in preference_sentence(Preferences(offline=True))
    assert "not spend" in preference_sentence(Preferences(caps=Caps(day=Money(0))))
    assert "not spend" not in preference_sentence(Preferences())


def test_the_users_own_words_follow_as_they_are() -> None:
    text = "  這份資料不能外流! {x} "
    assert preference_sentence(Preferences(text=text)) == text
    assert preference_sentence(Preferences(offline=True, text=text)).endswith(f". {text}")


def test_no_number_enters_the_sentence() -> None:
    assert not any(character.isdigit() for character in preference_sentence(Preferences()))


def test_strictness_is_an_order() -> None:
    assert set(PRIVACY_FROM_STRICT) == set(Privacy)
    careful, asking = Preferences(Privacy.CAREFUL), Preferences(Privacy.ASK)
    assert no_milder(careful, asking)
    assert no_milder(asking, asking)
    assert not no_milder(asking, careful)
    assert no_milder(Preferences(offline=True), asking)
    assert not no_milder(asking, Preferences(offline=True))
    for name in ("call", "conversation", "day", "month"):
        lower = Preferences(caps=Caps(**{name: Money(1)}))
        assert no_milder(lower, asking)
        assert not no_milder(asking, lower)
