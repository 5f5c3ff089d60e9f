"""Many texts, searched at once as each is searched by itself."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.tools.egress.redaction.test_finder import FOUND, LEFT
from tools.egress.redaction.finder import find, find_all


@given(st.lists(st.sampled_from([text for text, _ in FOUND] + LEFT), max_size=12), st.integers(0, 3))
def test_texts_that_are_searched_together_are_found_as_each_by_itself(texts: list[str], empty: int) -> None:
    texts = [*texts, *[""] * empty, *texts[:2]]
    together = find_all(texts, ("Jane Doe", "王"))
    assert len(together) == len(texts)
    for text, spans in zip(texts, together, strict=True):
        alone = find(text, ("Jane Doe", "王"))
        assert set(alone) <= set(spans)
        # A bank's code is told by an account within sixty characters, wherever that stands.
        assert {span.kind for span in set(spans) - set(alone)} <= {"bic"}


def test_a_finding_that_goes_on_over_the_next_text_is_looked_for_in_each_by_itself() -> None:
    begin, end = "x -----BEGIN PRIVATE KEY-----", "-----END PRIVATE KEY----- y"
    texts = [begin, "mail jane@example.com", "é -----BEGIN PRIVATE KEY-----", end, "z"]
    assert find_all(texts, ()) == [find(text, ()) for text in texts]
    assert find_all([], ()) == []
    long = "password: hunter2 " * 40
    assert find_all([long, long], ()) == [find(long, ())] * 2


def test_words_that_tell_of_a_datum_do_not_stand_in_each_others_way() -> None:
    texts = ["ssn", "ssn: 536228726", "536228726", "SSN: 536228727", "pass", "x" * 40, "no letters: 1234"]
    texts += [f"{'x' * size} pass" for size in range(45)]
    texts = [each for text in texts for each in (text, f"Passport number: X123456{len(text)}")]
    assert find_all(texts, ()) == [find(text, ()) for text in texts]
