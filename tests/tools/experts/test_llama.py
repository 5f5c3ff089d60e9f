"""An expert behind llama-cpp-python's own server: a real compatible one."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.cloud import Expert, Provider
from engine.errors import ToolProblem
from tests.servers.llama_server import FUNCTIONS, OWN, llama_server
from tests.tools.conftest import Connected, permit
from tests.tools.experts.bench import LETTER, ask, asking, result
from tests.tools.experts.test_call_expert import CALL, calling
from tools.experts.checks import models_outgoing, read

pytestmark = [pytest.mark.model, pytest.mark.slow]


@pytest.fixture(scope="module")
def address(model_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with llama_server(model_path, tmp_path_factory.mktemp("llama")) as address:
        yield address


def expert(address: str, max_tokens: int = 64) -> Expert:
    return Expert("near", Provider.COMPATIBLE, OWN, address, max_tokens=max_tokens)


def test_it_answers_with_a_document_before_it(address: str, client: Connected) -> None:
    letter = result("read_file", "1", "Dear Ada, the secret word is zebra. Yours, Lin", LETTER)
    question = "Which is the secret word in the document? Answer with that word."
    arguments = {"expert": "expert-1", "question": question, "documents": ["letter.txt"]}
    asked = ask(asking(expert(address)), client(), arguments, (letter,))
    assert "zebra" in asked.output.content.lower()
    assert asked.told.text.strip() == asked.output.content


def test_it_takes_a_whole_conversation(address: str, client: Connected) -> None:
    letter = result("read_file", "1", "The secret word is zebra. Say the secret word.", LETTER)
    assert "zebra" in ask(calling(expert(address)), client(), CALL, (letter,)).output.content.lower()


def test_a_limit_ends_the_answer_and_says_so(address: str, client: Connected) -> None:
    arguments = {"expert": "expert-1", "question": "Tell me a very long story."}
    output = ask(asking(expert(address, max_tokens=8)), client(), arguments).output
    assert output.content.endswith("[the answer was cut off at its longest permitted length]")


def test_what_is_too_long_for_it_is_told(address: str, client: Connected) -> None:
    long = result("read_file", "1", "word " * 6000, LETTER)
    with pytest.raises(ToolProblem, match=r"127\.0\.0\.1"):
        ask(calling(expert(address)), client(), CALL, (long,))


def test_a_check_names_its_models(address: str, client: Connected) -> None:
    outgoing = models_outgoing(expert(address))
    answer = client().send(outgoing, permit(outgoing), threading.Event())
    assert read(expert(address), answer) == (OWN, FUNCTIONS)
