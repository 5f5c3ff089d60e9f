"""Downloads: which source is asked when, what a server may get wrong, what is kept, and what is said."""

from __future__ import annotations

import hashlib
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
from filelock import FileLock

from engine.contracts import (
    Cancel,
    Incoming,
    Outgoing,
    Preferences,
    RecordedDecision,
)
from engine.errand import Declined
from engine.errors import Cancelled, NotSent, ToolProblem, UserError
from engine.ledger.key import MemoryKeys
from engine.ledger.store import Ledger
from engine.model import download, source
from engine.model.download import Fetched, Halt
from engine.model.port import FetchState
from tests.engine.model.downloading import CDN, CONTENT, FILE, HALF, HUB, MIRROR, SUM, Bench, known
from tests.servers.model_hub import Conduct, Reply, Site


@dataclass
class Body:
    """A reply in pieces; a broken one ends with a problem."""

    head: Incoming
    conduct: Conduct
    reply: Reply
    host: str
    cancel: Cancel

    def __iter__(self) -> Iterator[bytes]:
        for place in range(0, len(self.reply.body), self.conduct.piece):
            if self.cancel.is_set():
                raise Cancelled
            yield self.reply.body[place : place + self.conduct.piece]
        if self.reply.ending == "cut":
            raise ToolProblem(f"{self.host} broke off its answer, or sent one that is not HTTP.")
        if self.reply.ending == "stall":
            raise ToolProblem(f"{self.host} did not answer within 30 seconds.")

    def close(self) -> None:
        """Nothing is open."""


@dataclass
class Net:
    """The network, in memory: sites by host."""

    sites: dict[str, Site] = field(default_factory=dict)
    sent: list[Outgoing] = field(default_factory=list)
    before: Callable[[Outgoing], None] = lambda _: None

    def stream(self, outgoing: Outgoing, permit: RecordedDecision, cancel: Cancel) -> Body:
        assert permit.sha256 == outgoing.sha256
        self.before(outgoing)
        self.sent.append(outgoing)
        if outgoing.host not in self.sites:
            raise ToolProblem(f"The connection to {outgoing.host} failed: Connection refused.")
        wanted = dict(outgoing.headers).get("Range", "")
        conduct, reply = self.sites[outgoing.host].next(urlsplit(outgoing.url).path, wanted)
        head = Incoming(reply.status, reply.headers, b"", outgoing.sha256, 0.1)
        return Body(head, conduct, reply, outgoing.host, cancel)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    net = Net({HUB: Site(CONTENT)})
    with Ledger.open(tmp_path / "ledger.db", tmp_path / "head", MemoryKeys()) as ledger:
        yield Bench(tmp_path / "models", ledger, net, net.sites)


def sent(bench: Bench) -> list[Outgoing]:
    assert isinstance(bench.egress, Net)
    return bench.egress.sent


def test_a_file_comes_from_the_hub_after_one_question_and_is_on_record(bench: Bench) -> None:
    fetched = bench.fetch()
    assert fetched == Fetched(bench.folder / FILE, SUM)
    assert bench.is_complete()
    assert bench.person.hosts == [HUB]
    assert bench.states() == [FetchState.ASKING, FetchState.RUNNING, FetchState.DONE]
    assert (bench.events[-1].done, bench.events[-1].total) == (len(CONTENT), len(CONTENT))
    kinds = [(row.kind, row.tool, row.host) for row in bench.ledger.rows()]
    assert kinds == [
        ("intent", "download_model", HUB),
        ("decision", "download_model", HUB),
        ("outcome", "download_model", HUB),
        ("event", "model", ""),
    ]
    event = bench.ledger.calls()[0]
    assert event.reason == f"{FILE} is complete; its sha256 {SUM} is the one in the catalogue."
    assert event.payload == str(bench.folder / FILE)


def test_the_question_names_the_file_its_host_and_that_it_may_come_in_pieces(bench: Bench) -> None:
    bench.fetch()
    (item,) = bench.person.asked[0].items
    assert item.call.name == "download_model"
    assert item.call.arguments == {"model": "tiny", "file": f"{FILE} (0 MB)", "from_byte": 0}
    assert item.verdict.reason.endswith(
        f"to {HUB}. It asks for the file {FILE} (0 MB) alone, in pieces where the connection breaks."
    )
    assert item.preview is not None
    assert item.preview.outgoing.url == f"https://{HUB}/someone/tiny/resolve/main/{FILE}"
    assert item.preview.outgoing.headers == ()


def test_what_is_here_and_right_is_not_fetched_again(bench: Bench) -> None:
    bench.fetch()
    bench.fetch()
    assert len(bench.hub.asked) == 1
    (bench.folder / f"{FILE}.checked").unlink()
    bench.events.clear()
    bench.fetch()
    assert bench.states() == [FetchState.CHECKING, FetchState.DONE]
    assert len(bench.hub.asked) == 1


def test_a_wrong_file_of_the_same_name_stays_until_the_right_one_is_here(bench: Bench) -> None:
    bench.folder.mkdir()
    (bench.folder / FILE).write_bytes(b"x" * len(CONTENT))
    bench.hub.conducts = [Conduct(status=404)]
    with pytest.raises(UserError):
        bench.fetch()
    assert (bench.folder / FILE).read_bytes() == b"x" * len(CONTENT)
    bench.fetch()
    assert bench.is_complete()


def test_without_the_licence_nothing_is_asked_or_sent(bench: Bench) -> None:
    with pytest.raises(UserError, match="licence of Tiny has not been accepted"):
        bench.downloader.fetch(known(), bench.halt)
    assert bench.person.asked == []
    assert sent(bench) == []


def test_the_users_own_mirrors_come_first_by_the_files_name(bench: Bench) -> None:
    bench.mirrors = [f"http://{MIRROR}:8080/models/"]
    bench.sites[MIRROR] = Site(CONTENT)
    bench.fetch()
    (outgoing,) = sent(bench)
    assert outgoing.url == f"http://{MIRROR}:8080/models/{FILE}"
    assert outgoing.own_endpoint
    assert bench.person.hosts == [MIRROR]
    assert bench.is_complete()


@pytest.mark.parametrize(
    ("conduct", "problem"),
    [
        (None, "The download from mirror.example failed: The connection to mirror.example failed:"),
        (Conduct(status=404), "The server mirror.example answered with status 404."),
        (Conduct(status=503), "The server mirror.example answered with status 503."),
        (Conduct(status=204), "The server mirror.example answered with status 204."),
        (Conduct(says=5), f"The server mirror.example says that the file has 5 bytes, and it has {10240}."),
        (Conduct(wrong_at=9), "What mirror.example sent is not Tiny: its sha256 is "),
        (Conduct(cut=0), "The download from mirror.example failed: mirror.example broke off"),
        (Conduct(stall=0), "The download from mirror.example failed: mirror.example did not answer"),
        (Conduct(location="ftp://mirror.example/x"), "redirects to an address that cannot be used."),
        (Conduct(location="http://[::1/x"), "redirects to an address that cannot be used."),
        (Conduct(location="https://me@mirror.example/"), "redirects to an address that cannot be used."),
        (Conduct(location="/again"), "The server mirror.example redirects again and again."),
        (Conduct(location="http://mirror.example/x"), "redirects from https to http, where anybody could"),
    ],
)
def test_where_one_source_fails_the_next_one_is_asked(
    bench: Bench, conduct: Conduct | None, problem: str
) -> None:
    bench.mirrors = [f"https://{MIRROR}"]
    if conduct is not None:
        bench.sites[MIRROR] = Site(CONTENT, usual=conduct)
    bench.fetch()
    assert bench.is_complete()
    assert bench.person.hosts == [MIRROR, HUB]
    (bench.folder / FILE).unlink()
    del bench.sites[HUB]
    error = bench.fails()
    assert error.problem.startswith("Tiny could not be downloaded. ")
    assert problem in error.problem
    assert f"The download from {HUB} failed: The connection to {HUB} failed" in error.problem


def test_an_address_that_is_none_is_left_out(bench: Bench) -> None:
    bench.mirrors = ["nonsense", "http://[::1"]
    bench.fetch()
    assert bench.person.hosts == [HUB]


def test_a_no_to_one_host_goes_on_to_the_next_and_a_no_to_all_says_so(bench: Bench) -> None:
    bench.mirrors = [f"http://{MIRROR}"]
    bench.sites[MIRROR] = Site(CONTENT)
    bench.person.refused = {MIRROR}
    bench.fetch()
    assert bench.person.hosts == [MIRROR, HUB]
    assert [outgoing.host for outgoing in sent(bench)] == [HUB]
    (bench.folder / FILE).unlink()
    bench.person.refused = {MIRROR, HUB}
    assert f"You said no to {HUB}, and nothing was sent there." in bench.fails().problem


def test_a_question_that_nobody_answered_ends_the_download(bench: Bench) -> None:
    bench.mirrors = [f"http://{MIRROR}"]
    bench.person.refused, bench.person.by = {MIRROR}, "timeout"
    assert isinstance(bench.fails(), Declined)
    assert bench.person.hosts == [MIRROR]


def test_offline_the_download_says_so_and_how_to_go_online(bench: Bench) -> None:
    bench.put_part(CONTENT[:100])
    bench.preferences = Preferences(offline=True)
    error = bench.fails()
    assert "Sordino is offline" in error.problem
    assert error.way_out == "Turn the offline switch off, then try again."
    assert bench.person.asked == []
    assert bench.part == CONTENT[:100]


def test_going_offline_in_the_midst_keeps_what_has_arrived_and_says_so(bench: Bench) -> None:
    bench.hub.conducts = [Conduct(cut=HALF)]

    def go_offline(_: Outgoing) -> None:
        bench.preferences = Preferences(offline=True)

    assert isinstance(bench.egress, Net)
    bench.egress.before = go_offline
    assert "Sordino is offline" in bench.fails().problem
    assert bench.part == CONTENT[:HALF]
    bench.preferences = Preferences()
    bench.egress.before = lambda _: None
    bench.fetch()
    assert bench.hub.starts == [0, HALF]
    assert bench.is_complete()


def test_a_broken_connection_goes_on_under_the_same_yes_with_a_row_for_each_piece(bench: Bench) -> None:
    bench.hub.conducts = [Conduct(cut=1000), Conduct(stall=500), Conduct(cut=0), Conduct(cut=0)]
    bench.fetch()
    assert bench.hub.starts == [0, 1000, 1500, 1500, 1500]
    assert bench.person.hosts == [HUB]
    by = [row.by for row in bench.ledger.rows() if row.kind == "decision"]
    assert by == ["user", "grant", "grant", "grant", "grant"]
    results = [call.result for call in reversed(bench.ledger.calls(search="download_model"))]
    assert results[0].startswith("Status 200, 1000 bytes received. hub.example broke off")
    assert results[-1] == "Status 206, 8740 bytes received."
    assert bench.is_complete()


def test_after_some_breaks_without_a_byte_the_source_is_given_up_and_what_came_is_kept(bench: Bench) -> None:
    bench.hub.conducts = [Conduct(cut=1000)]
    bench.hub.usual = Conduct(cut=0)
    error = bench.fails()
    assert "The download from hub.example failed: hub.example broke off" in error.problem
    assert error.way_out == "Try again later; what has arrived is kept."
    assert bench.hub.starts == [0, *[1000] * (1 + source.TRIES)]
    assert bench.part == CONTENT[:1000]


def test_a_server_that_is_busy_in_the_midst_is_asked_again(bench: Bench) -> None:
    bench.hub.conducts = [Conduct(cut=1000), Conduct(status=503), Conduct(status=429)]
    bench.fetch()
    assert bench.is_complete()


def test_a_server_that_breaks_off_after_every_byte_is_given_up(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source, "PIECES", 20)
    bench.hub.usual = Conduct(cut=1)
    assert "The server hub.example broke off again and again." in bench.fails().problem
    assert bench.part == CONTENT[:20]


def test_what_one_source_began_another_continues(bench: Bench) -> None:
    bench.mirrors = [f"http://{MIRROR}"]
    bench.sites[MIRROR] = Site(CONTENT, [Conduct(cut=HALF)], usual=Conduct(status=500))
    bench.fetch()
    assert bench.hub.starts == [HALF]
    assert bench.is_complete()


def test_what_an_earlier_run_left_is_taken_up(bench: Bench) -> None:
    bench.put_part(CONTENT[:HALF])
    bench.fetch()
    assert bench.hub.starts == [HALF]
    assert bench.states()[0] is FetchState.CHECKING
    assert bench.ledger.calls(search="download_model")[0].arguments == (
        '{"model": "tiny", "file": "tiny.gguf (0 MB)", "from_byte": 5120}'
    )
    assert bench.is_complete()


def test_what_is_complete_already_is_checked_without_a_request(bench: Bench) -> None:
    bench.put_part(CONTENT)
    bench.fetch()
    assert sent(bench) == []
    assert bench.is_complete()


@pytest.mark.parametrize("left", [b"x" * HALF, b"x" * len(CONTENT), CONTENT + b"more"])
def test_what_was_left_and_is_wrong_is_fetched_anew_from_the_same_source(bench: Bench, left: bytes) -> None:
    bench.put_part(left)
    bench.fetch()
    assert bench.hub.starts[-1] == 0
    assert bench.is_complete()


def test_a_server_without_ranges_begins_anew_and_what_is_here_is_not_lost_meanwhile(bench: Bench) -> None:
    bench.put_part(CONTENT[:HALF])
    bench.hub.usual = Conduct(ranges=False, cut=100)
    bench.fails()
    assert bench.part == CONTENT[:HALF]
    bench.hub.usual = Conduct(ranges=False, piece=1000)
    bench.fetch()
    assert bench.is_complete()


def test_a_server_without_ranges_heals_what_was_left_and_is_wrong(bench: Bench) -> None:
    bench.put_part(CONTENT[:1500] + b"x" * 1000)
    bench.hub.usual = Conduct(ranges=False, piece=1000)
    bench.fetch()
    assert bench.hub.starts == [2500]
    assert bench.is_complete()


def test_a_page_of_unknown_length_does_not_overwrite_what_is_here(bench: Bench) -> None:
    bench.put_part(CONTENT[:HALF])
    bench.hub.usual = Conduct(ranges=False, lengths=False)
    assert "neither goes on from the middle nor says how long it is" in bench.fails().problem
    assert bench.part == CONTENT[:HALF]


def test_a_length_that_nobody_states_is_no_obstacle_for_a_whole_file(bench: Bench) -> None:
    bench.hub.usual = Conduct(lengths=False)
    bench.fetch()
    assert bench.is_complete()


@pytest.mark.parametrize("says", [HALF, 2 * len(CONTENT)])
def test_a_server_that_lies_about_the_length_is_given_up_and_nothing_is_lost(bench: Bench, says: int) -> None:
    bench.put_part(CONTENT[:100])
    bench.hub.usual = Conduct(says=says)
    problem = bench.fails().problem
    assert f"The server hub.example says that the file has {says} bytes, and it has 10240." in problem
    assert bench.part == CONTENT[:100]


def test_a_range_that_begins_elsewhere_is_not_taken(bench: Bench) -> None:
    bench.put_part(CONTENT[:100])
    bench.hub.usual = Conduct(shift=7)
    assert "The server hub.example sent other bytes than it was asked for." in bench.fails().problem
    assert bench.part == CONTENT[:100]


def test_a_server_whose_file_ends_where_ours_goes_on_is_given_up(bench: Bench) -> None:
    bench.put_part(CONTENT[:HALF])
    bench.hub.content = CONTENT[:HALF]
    assert "says that the file has 5120 bytes, and it has 10240." in bench.fails().problem
    assert bench.part == CONTENT[:HALF]


def test_an_answer_that_ends_too_early_by_its_own_account_is_continued(bench: Bench) -> None:
    bench.hub.content = CONTENT[:HALF]
    bench.hub.conducts = [Conduct(lengths=False)]

    def grow(_: Outgoing) -> None:
        if bench.hub.asked:
            bench.hub.content = CONTENT

    assert isinstance(bench.egress, Net)
    bench.egress.before = grow
    bench.fetch()
    assert bench.hub.starts == [0, HALF]
    assert bench.is_complete()


def test_more_bytes_than_the_file_has_are_not_taken(bench: Bench) -> None:
    bench.hub.usual = Conduct(extra=b"more" * 1000, lengths=False)
    bench.fetch()
    assert bench.is_complete()


def test_wrong_bytes_are_deleted_and_both_sums_are_named(bench: Bench) -> None:
    bench.hub.usual = Conduct(wrong_at=77)
    wrong = bytearray(CONTENT)
    wrong[77] ^= 0xFF
    error = bench.fails()
    assert (
        f"What hub.example sent is not Tiny: its sha256 is {hashlib.sha256(wrong).hexdigest()}, not {SUM}. "
        "It was deleted."
    ) in error.problem
    assert error.way_out == "Try again later."
    assert any(hashlib.sha256(wrong).hexdigest() in row.reason for row in bench.ledger.rows())
    assert not (bench.folder / f"{FILE}.part").exists()
    assert len(bench.hub.asked) == 1


def test_a_redirect_to_another_host_is_a_question_of_its_own_asked_once(bench: Bench) -> None:
    bench.hub.usual = Conduct(location=f"https://{CDN}/blob?sig=1#part")
    bench.sites[CDN] = Site(CONTENT, [Conduct(cut=1000)])
    bench.fetch()
    assert bench.person.hosts == [HUB, CDN]
    reason = bench.person.asked[1].items[0].verdict.reason
    assert "The server hub.example sends the download on to there." in reason
    assert [outgoing.url.partition("?")[2] for outgoing in sent(bench)] == ["", "sig=1", "", "sig=1"]
    assert [outgoing.headers for outgoing in sent(bench)[2:]] == [(("Range", "bytes=1000-"),)] * 2
    assert not any(outgoing.own_endpoint for outgoing in sent(bench))
    assert bench.is_complete()


def test_a_no_to_the_redirects_host_sends_nothing_there(bench: Bench) -> None:
    bench.hub.usual = Conduct(location=f"https://{CDN}/blob")
    bench.sites[CDN] = Site(CONTENT)
    bench.person.refused = {CDN}
    assert f"You said no to {CDN}" in bench.fails().problem
    assert bench.sites[CDN].asked == []


def test_a_redirect_within_an_approved_host_is_no_new_question(bench: Bench) -> None:
    bench.hub.conducts = [Conduct(location="/elsewhere"), Conduct(location=f"https://{HUB}:443/there")]
    bench.fetch()
    assert bench.person.hosts == [HUB]
    assert [path for path, _ in bench.hub.asked][1:] == ["/elsewhere", "/there"]


def test_a_redirect_away_from_a_mirror_does_not_count_as_the_users_own(bench: Bench) -> None:
    bench.mirrors = [f"http://{MIRROR}:8080"]
    bench.sites[MIRROR] = Site(CONTENT, usual=Conduct(location="http://192.168.0.1/admin"))
    bench.fetch()
    assert [(o.host, o.own_endpoint) for o in sent(bench)] == [
        (MIRROR, True),
        ("192.168.0.1", False),
        (HUB, False),
    ]


HUB_SAYS = (("X-Linked-Etag", f'"{SUM}"'), ("X-Linked-Size", str(len(CONTENT))))


def test_where_the_catalogue_has_no_sum_the_hubs_own_is_taken_and_that_is_said(bench: Bench) -> None:
    bench.hub.usual = Conduct(location=f"https://{CDN}/blob", headers=HUB_SAYS)
    bench.sites[CDN] = Site(CONTENT, usual=Conduct(headers=(("ETag", f'"{"0" * 64}"'),)))
    fetched = bench.fetch(known(sha256="", size=0))
    assert fetched == Fetched(bench.folder / FILE, SUM, by_hub=True)
    assert fetched.sentence.endswith(f"its sha256 {SUM} is the one that the hub states.")
    assert bench.ledger.calls()[0].reason == fetched.sentence
    assert bench.events[-1].total == len(CONTENT)
    assert bench.is_complete()


def test_the_hubs_plain_tag_is_taken_where_it_is_a_sum(bench: Bench) -> None:
    bench.hub.usual = Conduct(headers=(("ETag", f'W/"{SUM.upper()}"'),))
    assert bench.fetch(known(sha256="", size=0)).by_hub


def test_a_sum_that_the_hub_states_is_compared(bench: Bench) -> None:
    bench.hub.usual = Conduct(headers=(("ETag", f'"{"0" * 64}"'),))
    assert f"its sha256 is {SUM}, not {'0' * 64}." in bench.fails(known(sha256="", size=0)).problem


@pytest.mark.parametrize("tag", ["", '"5f-ab"', '"' + "0" * 40 + '"'])
def test_without_any_sum_nothing_is_taken(bench: Bench, tag: str) -> None:
    bench.hub.usual = Conduct(headers=(("ETag", tag),))
    bench.mirrors = [f"http://{MIRROR}"]
    bench.sites[MIRROR] = Site(CONTENT, usual=Conduct(headers=HUB_SAYS))
    problem = bench.fails(known(sha256="")).problem
    assert "The server hub.example does not say which sha256 the file has." in problem
    assert "The server mirror.example does not say which sha256 the file has." in problem
    assert bench.part == b""


def test_once_the_hub_has_stated_the_sum_a_mirror_may_bring_the_bytes(bench: Bench) -> None:
    bench.hub.usual = Conduct(location=f"https://{CDN}/gone", headers=HUB_SAYS)
    bench.mirrors = [f"http://{MIRROR}"]
    bench.sites[MIRROR] = Site(CONTENT)
    assert bench.fetch(known(sha256="", size=0)).by_hub
    assert bench.person.hosts == [HUB, CDN, MIRROR]


def test_a_file_that_is_whole_already_is_checked_by_the_hubs_word(bench: Bench) -> None:
    bench.put_part(CONTENT)
    bench.hub.usual = Conduct(headers=HUB_SAYS)
    assert bench.fetch(known(sha256="", size=0)).by_hub
    assert bench.hub.starts == [len(CONTENT)]
    assert bench.is_complete()


def test_pausing_keeps_what_has_arrived_and_the_next_fetch_goes_on(bench: Bench) -> None:
    bench.hub.usual = Conduct(piece=1000)
    bench.on_event = lambda event: bench.halt.pause() if event.state is FetchState.RUNNING else None
    with pytest.raises(Cancelled):
        bench.fetch()
    arrived = bench.part
    assert arrived == CONTENT[: len(arrived)]
    assert bench.events[-1].state is FetchState.PAUSED
    assert bench.events[-1].done == len(arrived)
    assert bench.ledger.rows()[-1].outcome == "stopped"
    bench.halt, bench.on_event = Halt(), lambda _: None
    bench.fetch()
    assert bench.hub.starts == [0, len(arrived)]
    assert bench.is_complete()


@pytest.mark.parametrize("state", [FetchState.RUNNING, FetchState.CHECKING])
def test_cancelling_deletes_what_has_arrived(bench: Bench, state: FetchState) -> None:
    bench.put_part(CONTENT[:3000])
    bench.on_event = lambda event: bench.halt.cancel() if event.state is state else None
    with pytest.raises(Cancelled):
        bench.fetch()
    assert not (bench.folder / f"{FILE}.part").exists()
    assert (bench.events[-1].state, bench.events[-1].done) == (FetchState.CANCELLED, 0)


def test_what_is_paused_can_be_discarded(bench: Bench) -> None:
    bench.put_part(CONTENT[:3000])
    bench.downloader.discard(known())
    assert bench.part == b""
    assert bench.events[-1].state is FetchState.CANCELLED
    bench.downloader.discard(known())


def test_pausing_while_a_broken_connection_waits_ends_at_once(bench: Bench) -> None:
    bench.hub.conducts = [Conduct(cut=1000)]
    bench.hub.usual = Conduct(cut=0)
    waiting = threading.Event()

    class Waits(Halt):
        def wait(self, timeout: float | None = None) -> bool:
            waiting.set()
            self.pause()
            return super().wait(timeout)

    bench.halt = Waits()
    with pytest.raises(Cancelled):
        bench.fetch()
    assert waiting.is_set()
    assert bench.part == CONTENT[:1000]


def test_a_full_disk_is_seen_before_the_first_byte(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=200_000_000))
    error = bench.fails()
    assert error.problem.startswith("The disk is too full: 200 MB are needed in ")
    assert bench.person.asked == []
    bench.put_part(CONTENT)
    bench.fetch()
    assert bench.is_complete()


def test_a_full_disk_is_seen_as_soon_as_the_hub_tells_the_size(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=200_000_000))
    bench.hub.usual = Conduct(headers=HUB_SAYS)
    assert "The disk is too full" in bench.fails(known(sha256="", size=0)).problem
    assert bench.part == b""


def test_a_folder_that_cannot_be_written_is_told(bench: Bench) -> None:
    bench.folder.write_text("a file in its place")
    with pytest.raises(UserError, match="cannot be written: File exists"):
        bench.fetch()


def test_two_downloads_into_one_folder_do_not_meet(bench: Bench) -> None:
    bench.folder.mkdir()
    with FileLock(bench.folder / download.LOCK):
        assert "Another download into" in bench.fails().problem
        with pytest.raises(UserError, match="Another download into"):
            bench.downloader.discard(known())
    bench.fetch()


def test_progress_comes_at_most_ten_times_a_second(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0

    def tick() -> float:
        nonlocal now
        now += 0.01
        return now

    monkeypatch.setattr(time, "monotonic", tick)
    bench.hub.usual = Conduct(piece=10)
    bench.fetch()
    running = [event for event in bench.events if event.state is FetchState.RUNNING]
    assert 90 <= len(running) <= 110
    assert [event.done for event in running] == sorted(event.done for event in running)
    assert running[0].bytes_per_second == 0
    assert running[-1].bytes_per_second == pytest.approx(1000, rel=0.1)


def test_the_brokers_word_that_nothing_was_sent_is_passed_on(bench: Bench) -> None:
    def refuse(outgoing: Outgoing) -> None:
        raise NotSent("The address is refused: it is private. Nothing was sent.")

    assert isinstance(bench.egress, Net)
    bench.egress.before = refuse
    assert "The address is refused: it is private. Nothing was sent." in bench.fails().problem
