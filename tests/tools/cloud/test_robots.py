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


def moved(location: str, status: int = 301) -> Incoming:
    return Incoming(status, (("Location", location),) if location else (), b"", "", 0.1)


def refusal(robots: Robots, incoming: Incoming, url: str = PAGE) -> str:
    with pytest.raises(ToolProblem) as error:
        robots.learn(url, incoming, "luthier.example")
    return str(error.value)


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


@pytest.mark.parametrize("status", [404, 401, 304])
def test_a_site_without_rules_allows_everything(status: int) -> None:
    assert may_read(b"User-agent: *\nDisallow: /", status=status)


def test_rules_hold_for_their_site_and_for_an_hour() -> None:
    clock = Clock()
    robots = Robots(clock)
    assert robots.ask_at(PAGE)
    robots.learn(PAGE, answer(b""), "luthier.example")
    assert not robots.ask_at("https://luthier.example/other?x")
    assert robots.ask_at("http://luthier.example/mutes")
    assert robots.ask_at("https://www.luthier.example/mutes")
    clock.now += KEPT_S - 1
    assert not robots.ask_at(PAGE)
    clock.now += 1
    assert robots.ask_at(PAGE)
    robots.check(PAGE, "luthier.example")


def test_a_site_that_failed_is_asked_again() -> None:
    robots = Robots()
    with pytest.raises(ToolProblem, match="does not say"):
        robots.learn(PAGE, answer(b"", 500), "luthier.example")
    assert robots.ask_at(PAGE)


def test_only_so_many_sites_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST", 2)
    robots = Robots()
    for name in ("a", "b", "a", "c"):
        robots.learn(f"https://{name}.example/", answer(b""), name)
    assert [robots.ask_at(f"https://{name}.example/x") for name in ("a", "b", "c")] == [
        "",
        "https://b.example/robots.txt",
        "",
    ]


@pytest.mark.parametrize(
    ("location", "page"),
    [
        ("https://www.luthier.example/robots.txt", "https://www.luthier.example/mutes?a=b"),
        ("http://luthier.example/robots.txt", "http://luthier.example/mutes?a=b"),
        ("//en.luthier.example/rules#x", "https://en.luthier.example/mutes?a=b"),
    ],
)
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_site_that_has_moved_is_to_be_read_where_it_is_now(location: str, page: str, status: int) -> None:
    robots = Robots()
    words = refusal(robots, moved(location, status), f"{PAGE}?a=b")
    assert words.startswith("luthier.example has moved its rules for programs to ")
    assert words.endswith(f" Call read_page with the page's address there: {page}.")
    assert robots.ask_at(PAGE) == "https://luthier.example/robots.txt"


@pytest.mark.parametrize(
    "location", ["https://rules.example/robots.txt", "https://notluthier.example/", "http://127.0.0.1/"]
)
def test_rules_that_moved_to_another_site_are_not_known(location: str) -> None:
    robots = Robots()
    assert f"to another site, {location}, so that it is not known" in refusal(robots, moved(location))
    assert robots.ask_at(PAGE) == "https://luthier.example/robots.txt"


@pytest.mark.parametrize(
    "location", ["", "file:///etc/passwd", "http://[::1", "https://a:b@luthier.example/"]
)
def test_rules_that_moved_to_nowhere_are_not_known(location: str) -> None:
    assert "to an address that cannot be read" in refusal(Robots(), moved(location))


def test_rules_that_moved_within_their_site_are_asked_for_there() -> None:
    robots = Robots()
    assert refusal(robots, moved("/static/robots.txt")) == (
        "luthier.example keeps its rules for programs at https://luthier.example/static/robots.txt. "
        "Call read_page once more with the same address to have them read there."
    )
    assert robots.ask_at(PAGE) == "https://luthier.example/static/robots.txt"
    assert "static/v2/r" in refusal(robots, moved("v2/r"))
    robots.learn(PAGE, answer(b"User-agent: *\nDisallow: /mutes"), "luthier.example")
    assert robots.ask_at(PAGE) == ""
    with pytest.raises(ToolProblem, match="does not want"):
        robots.check(PAGE, "luthier.example")


def test_a_site_that_sends_on_for_ever_is_given_up() -> None:
    robots = Robots()
    for hop in range(5):
        assert "keeps its rules" in refusal(robots, moved(f"/hop{hop}"))
    assert "round and round" in refusal(robots, moved("/hop5"))
    assert robots.ask_at(PAGE) == "https://luthier.example/hop4"


def test_a_site_that_sends_on_to_where_it_was_asked_is_given_up() -> None:
    assert "round and round" in refusal(Robots(), moved("/robots.txt#x"))


def test_two_calls_at_once_that_are_sent_on_are_both_told_where_the_rules_are() -> None:
    robots = Robots()
    first, second = (refusal(robots, moved("/static/robots.txt")) for _ in range(2))
    assert first == second
    assert "keeps its rules for programs at" in first
