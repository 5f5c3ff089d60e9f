"""What sites let programs read."""

from __future__ import annotations

import pytest

from engine.contracts import Incoming
from engine.errors import ToolProblem
from tools.cloud import robots as module
from tools.cloud.robots import KEPT_S, Robots
from tools.egress.wire import USER_AGENT

PAGE = "https://luthier.example/mutes"


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def answer(body: bytes, status: int = 200) -> Incoming:
    return Incoming(status, (), body, "", 0.1)


def may_read(rules: bytes, url: str = PAGE, status: int = 200) -> bool:
    robots = Robots()
    robots.learn(url, answer(rules, status), "luthier.example")
    try:
        robots.check(url, "luthier.example")
    except ToolProblem:
        return False
    return True


def test_the_name_that_rules_are_read_for_is_the_one_that_requests_carry() -> None:
    assert module.AGENT == USER_AGENT


@pytest.mark.parametrize(
    ("rules", "allowed"),
    [
        (b"", True),
        (b"User-agent: *\nDisallow:", True),
        (b"User-agent: *\nDisallow: /", False),
        (b"User-agent: sordino\nDisallow: /", False),
        (b"User-agent: other\nDisallow: /", True),
        (b"User-agent: *\nDisallow: /\nAllow: /mutes", True),
        (b"User-agent: *\nDisallow: /\n\nUser-agent: Sordino\nAllow: /", True),
        (b"\xff\xfe\x00nonsense", True),
        (b"<html>not rules at all</html>", True),
        (b"User-agent: *\nDisallow: /" + b"*a" * 5000 + b"\nDisallow: /mutes", False),
    ],
)
def test_rules_are_followed(rules: bytes, allowed: bool) -> None:
    assert may_read(rules) is allowed


@pytest.mark.parametrize("status", [301, 404, 401])
def test_a_site_without_rules_allows_everything(status: int) -> None:
    assert may_read(b"User-agent: *\nDisallow: /", status=status)


def test_rules_hold_for_their_site_and_for_an_hour() -> None:
    clock = Clock()
    robots = Robots(clock)
    assert not robots.knows(PAGE)
    robots.learn(PAGE, answer(b""), "luthier.example")
    assert robots.knows("https://luthier.example/other?x")
    assert not robots.knows("http://luthier.example/mutes")
    assert not robots.knows("https://www.luthier.example/mutes")
    clock.now += KEPT_S - 1
    assert robots.knows(PAGE)
    clock.now += 1
    assert not robots.knows(PAGE)
    robots.check(PAGE, "luthier.example")


def test_a_site_that_failed_is_asked_again() -> None:
    robots = Robots()
    with pytest.raises(ToolProblem, match="does not say"):
        robots.learn(PAGE, answer(b"", 500), "luthier.example")
    assert not robots.knows(PAGE)


def test_only_so_many_sites_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST", 2)
    robots = Robots()
    for name in ("a", "b", "a", "c"):
        robots.learn(f"https://{name}.example/", answer(b""), name)
    assert [robots.knows(f"https://{name}.example/") for name in ("a", "b", "c")] == [True, False, True]
