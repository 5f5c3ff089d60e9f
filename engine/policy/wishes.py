"""Free text, read by fixed rules: which changes of the preferences it asks for, and what was not understood.

Nothing changes by reading. A clause in which a word of doubt is left over (a negation, a condition, a
question, somebody's report) proposes nothing. What allows more is proposed only where the whole clause was
understood and no clause of the text is in doubt; else it is a wish, which the model reads and which changes
no rule. Of two wishes that contradict each other the stricter one holds, and the other counts as not
understood.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from engine.contracts import Latency, Money, Preferences, Privacy, Reach, ToolSpec
from engine.policy.phrases import TOOL, Clause, Folded, Hit, Phrases, Token, delivered
from engine.policy.preferences import CAPS, PRIVACY_FROM_STRICT, no_milder, tighten, within
from engine.policy.views import FREE_TO_CHOOSE, Locks, Proposal, WishReading

MOST_UNKNOWN = 12
_LONGEST_SHOWN = 60
_DOLLAR = 1_000_000
_STRONGEST = "expert"
_NO_OBJECT = "cost"
_LEAVING = "leaving"
_LOOSENING = frozenset({("latency", Latency.PATIENT), ("offline", "off")})


@dataclass(frozen=True, slots=True)
class _Wish:
    """A phrase that was understood: what it proposes, what it is about, and whether it asks for more.

    `leaning` is True where it changes no rule and is for the model to read.
    """

    hit: Hit
    phrase: str
    about: frozenset[str] = frozenset()
    loosens: bool = False
    proposals: tuple[Proposal, ...] = ()
    leaning: bool = False


@dataclass(frozen=True, slots=True)
class _Part:
    """What one clause holds: phrases, with how far each reaches, and the tokens that they leave over."""

    clause: Clause
    hits: tuple[tuple[Hit, int], ...]
    rest: tuple[Token, ...]
    qualifies: bool

    @property
    def plain(self) -> bool:
        return all(token.kind == "plain" for token in self.rest)

    @property
    def doubtful(self) -> bool:
        return self.clause.asks or any(token.kind in ("doubt", "qualify") for token in self.rest)


def read(
    text: str, preferences: Preferences, tools: Mapping[str, ToolSpec], locks: Locks = FREE_TO_CHOOSE
) -> WishReading:
    """What `text` asks for beside what is in force; nothing wider than `locks` is proposed."""
    phrases = _phrases(tuple(tools))
    folded = phrases.fold(text)
    reader = _Reader(phrases, folded, preferences, tools, locks)
    wishes, unread = reader.understood()
    kept, contradicted = _settled(wishes)
    unread += [(wish.hit.start, wish.hit.end) for wish in contradicted]
    return WishReading(
        text,
        tuple(_strictest(proposal for wish in kept for proposal in wish.proposals)),
        tuple(dict.fromkeys(wish.phrase for wish in kept if wish.leaning)),
        tuple(_content(phrases, folded, sorted(unread)))[:MOST_UNKNOWN],
        tuple(dict.fromkeys(wish.phrase for wish in kept if not (wish.leaning or wish.proposals))),
    )


def apply(
    preferences: Preferences,
    chosen: Iterable[Proposal],
    text: str | None = None,
    locks: Locks = FREE_TO_CHOOSE,
) -> Preferences:
    """The preferences with the proposals put in force, never wider than `locks`, and with another `text`.

    What is not marked as widening can only tighten. Raises ValueError on a value that its dial has not.
    """
    proposals = tuple(chosen)
    for proposal in sorted(proposals, key=lambda proposal: not proposal.widens):
        changed = _changed(preferences, proposal)
        preferences = changed if proposal.widens else tighten(preferences, changed)
    return within(preferences if text is None else replace(preferences, text=text), locks)


def favoured(text: str, tools: Mapping[str, ToolSpec]) -> frozenset[str]:
    """The experts among `tools`, where the text asks for the strongest model."""
    phrases = _phrases(tuple(tools))
    wishes, _ = _Reader(phrases, phrases.fold(text), Preferences(), tools, FREE_TO_CHOOSE).understood()
    asked = any(wish.hit.meaning.value == _STRONGEST and wish.leaning for wish in wishes)
    return frozenset(name for name, spec in tools.items() if asked and spec.reach is Reach.EXPERT)


@lru_cache(maxsize=4)
def _phrases(tools: tuple[str, ...]) -> Phrases:
    return Phrases(delivered(), tools)


class _Reader:
    """Reads one text under the preferences in force."""

    def __init__(
        self,
        phrases: Phrases,
        folded: Folded,
        preferences: Preferences,
        tools: Mapping[str, ToolSpec],
        locks: Locks,
    ) -> None:
        self._phrases = phrases
        self._folded = folded
        self._preferences = preferences
        self._tools = tools
        self._locks = locks

    def understood(self) -> tuple[list[_Wish], list[tuple[int, int]]]:
        """The wishes in the text, and the spans that were not understood."""
        parts = [self._part(clause) for clause in self._phrases.clauses(self._folded.text)]
        wishes: list[_Wish] = []
        unread: list[tuple[int, int]] = []
        clear = not any(part.doubtful for part in parts)
        for index, part in enumerate(parts):
            before = index > 0 and parts[index - 1].clause.soft and parts[index - 1].qualifies
            after = part.clause.soft and index + 1 < len(parts) and parts[index + 1].qualifies
            if part.doubtful or before or after:
                unread.append((part.clause.start, part.clause.end))
                continue
            unread += [(token.start, token.end) for token in part.rest]
            beside = parts[index - 1 : index] if index and self._leads_on(parts[index - 1].clause) else []
            beside += parts[index + 1 : index + 2] if part.clause.soft else []
            sure = clear and part.plain and all(each.hits or each.plain for each in beside)
            wishes += [self._wish(hit, end, sure) for hit, end in part.hits]
        return wishes, unread

    def _leads_on(self, clause: Clause) -> bool:
        """True where the next clause goes on from this one, or is what somebody says."""
        return clause.soft or self._folded.text[clause.end : clause.end + 1] == ":"

    def _part(self, clause: Clause) -> _Part:
        """A clause and its phrases, without those that the next word makes another thing (`private key`)."""
        text = self._folded.text
        found = self._phrases.hits(text, clause)
        hits: list[tuple[Hit, int]] = []
        rest: list[Token] = []
        place = clause.start
        for index, hit in enumerate(found):
            following = found[index + 1].start if index + 1 < len(found) else clause.end
            rest += self._phrases.tokens(text, place, hit.start)
            tokens = self._phrases.tokens(text, hit.end, following)
            place = following
            if hit.meaning.does == "wish" and hit.meaning.value != _NO_OBJECT:
                hits.append((hit, following))
                rest += [token for token in tokens if token.kind != "word"]
            elif tokens and tokens[0].kind == "word" and not tokens[0].run:
                rest += [*self._phrases.tokens(text, hit.start, hit.end), *tokens]
            else:
                hits.append((hit, hit.end))
                rest += tokens
        rest += self._phrases.tokens(text, place, clause.end)
        qualifies = not hits and any(token.kind == "qualify" for token in rest)
        return _Part(clause, tuple(hits), tuple(rest), qualifies)

    def _wish(self, hit: Hit, end: int, sure: bool) -> _Wish:
        """What a phrase asks for; where the text beside it is not `sure`, nothing that allows more."""
        wish = self._asked(hit, end)
        if sure or not any(proposal.widens for proposal in wish.proposals):
            return wish
        return replace(wish, proposals=(), leaning=True)

    def _asked(self, hit: Hit, end: int) -> _Wish:
        text = self._folded.text[hit.start : hit.end]
        wish = _Wish(hit, self._folded.original(hit.start, end)[:_LONGEST_SHOWN])
        meaning = hit.meaning
        if meaning.does == "wish":
            loosens = meaning.value == _NO_OBJECT
            about = frozenset(CAPS if loosens else ())
            return replace(wish, about=about, loosens=loosens, leaning=True)
        if meaning.does == "block":
            return self._block(wish, self._named(meaning.value, text))
        if meaning.does == "allow":
            return self._allow(wish, self._named(meaning.value, text))
        if meaning.does in ("caps", "raise"):
            value = meaning.value or f"{self._phrases.period(text)} {_written(self._phrases.dollars(text))}"
            return self._move(wish, "caps", value)
        return self._move(wish, meaning.does, meaning.value)

    def _move(self, wish: _Wish, dial: str, value: str) -> _Wish:
        """A dial put to another place. What is as strict already is not proposed."""
        changed = _changed(self._preferences, Proposal("", dial, value))
        about = frozenset(_concerns(dial, value))
        if no_milder(changed, self._preferences):
            wish = replace(wish, about=about)
            if changed == self._preferences:
                return wish
            widens = False
        else:
            loosens = wish.hit.meaning.does == "raise" or (dial, value) in _LOOSENING
            wish = replace(wish, about=about, loosens=loosens)
            if not loosens:
                return wish
            widens = True
        return self._proposing(wish, [Proposal(wish.phrase, dial, value, widens)])

    def _block(self, wish: _Wish, names: Sequence[str]) -> _Wish:
        wish = replace(wish, about=frozenset(names), leaning=not names)
        open_yet = [name for name in names if name not in self._preferences.blocked]
        return self._proposing(wish, [Proposal(wish.phrase, "blocked", name) for name in open_yet])

    def _allow(self, wish: _Wish, names: Sequence[str]) -> _Wish:
        """Everything that stands in the way of these tools, and nothing more."""
        now, phrase = self._preferences, wish.phrase
        leaves = any(self._tools[name].reach.leaves for name in names)
        about = frozenset((*names, _LEAVING) if leaves else names)
        wish = replace(wish, about=about, loosens=True, leaning=True)
        ways = [Proposal(phrase, "blocked", name, widens=True) for name in names if name in now.blocked]
        if leaves and now.offline:
            ways.append(Proposal(phrase, "offline", "off", widens=True))
        if leaves and now.privacy is Privacy.LOCAL_ONLY:
            ways.append(Proposal(phrase, "privacy", Privacy.CAREFUL, widens=True))
        return self._proposing(wish, ways)

    def _proposing(self, wish: _Wish, proposals: Sequence[Proposal]) -> _Wish:
        """The wish with those proposals that no lock forbids; a leaning where all are forbidden."""
        free = tuple(proposal for proposal in proposals if self._is_free(proposal))
        return replace(wish, proposals=free, leaning=not free and (wish.leaning or bool(proposals)))

    def _is_free(self, proposal: Proposal) -> bool:
        changed = _changed(self._preferences, proposal)
        return proposal.dial not in self._locks.fixed and (
            not proposal.widens or no_milder(changed, within(changed, self._locks))
        )

    def _named(self, kind: str, phrase: str) -> list[str]:
        """The tools of a kind, or of all kinds that the phrase speaks of."""
        kinds = (kind,) if kind else self._phrases.things(phrase)
        chosen = {name for each in kinds for name in self._of_kind(each)}
        return [name for name in self._tools if name in chosen]

    def _of_kind(self, kind: str) -> Iterator[str]:
        if kind.startswith(TOOL):
            yield kind.removeprefix(TOOL)
            return
        web = [name for name, spec in self._tools.items() if spec.reach is Reach.NETWORK]
        experts = [name for name, spec in self._tools.items() if spec.reach is Reach.EXPERT]
        if kind == "search":
            yield from [name for name in web if "search" in name.casefold()] or web
        if kind in ("web", "cloud"):
            yield from web
        if kind in ("expert", "cloud"):
            yield from experts


def _concerns(dial: str, value: str) -> Iterator[str]:
    """What two wishes must share to contradict each other."""
    if dial == "caps":
        cap, amount = value.split()
        yield from CAPS if not Decimal(amount) else (cap,)
        return
    yield dial
    if (dial, value) in (("privacy", Privacy.LOCAL_ONLY), ("offline", "on")):
        yield _LEAVING


def _changed(preferences: Preferences, proposal: Proposal) -> Preferences:
    """The preferences with one dial at the proposed place. Raises ValueError where it has no such place."""
    dial, value = proposal.dial, proposal.value
    if dial == "privacy":
        return replace(preferences, privacy=Privacy(value))
    if dial == "latency":
        return replace(preferences, latency=Latency(value))
    if dial == "offline" and value in ("on", "off"):
        return replace(preferences, offline=value == "on")
    if dial == "caps":
        cap, amount = value.split()
        if cap in CAPS:
            return replace(preferences, caps=replace(preferences.caps, **{cap: _money(amount)}))
    if dial == "blocked":
        others = tuple(name for name in preferences.blocked if name != value)
        return replace(preferences, blocked=others if proposal.widens else (*others, value))
    raise ValueError(f"{dial} cannot be {value}")


def _money(dollars: str) -> Money:
    try:
        return Money(int(Decimal(dollars) * _DOLLAR))
    except (InvalidOperation, OverflowError) as error:
        raise ValueError(dollars) from error


def _written(dollars: Decimal) -> str:
    """An amount with two decimals, and with more where it has them."""
    whole, _, part = f"{dollars:.6f}".partition(".")
    return f"{whole}.{part.rstrip('0'):0<2}"


def _settled(wishes: Sequence[_Wish]) -> tuple[list[_Wish], list[_Wish]]:
    """The wishes that hold, and those that a stricter one contradicts."""
    strict = {thing for wish in wishes if not wish.loosens for thing in wish.about}
    contradicted = [wish for wish in wishes if wish.loosens and wish.about & strict]
    return [wish for wish in wishes if wish not in contradicted], contradicted


def _strictest(proposals: Iterable[Proposal]) -> Iterable[Proposal]:
    """One proposal for each thing that can be changed: the strictest."""
    kept: dict[tuple[str, str], Proposal] = {}
    for proposal in proposals:
        place, strictness = _place(proposal)
        if place not in kept or strictness < _place(kept[place])[1]:
            kept[place] = proposal
    return kept.values()


def _place(proposal: Proposal) -> tuple[tuple[str, str], Decimal]:
    """What a proposal changes, and how strict it is: the less, the stricter."""
    dial, value = proposal.dial, proposal.value
    if dial == "caps":
        cap, amount = value.split()
        return (dial, cap), Decimal(amount)
    if dial == "privacy":
        return (dial, ""), Decimal(PRIVACY_FROM_STRICT.index(Privacy(value)))
    return (dial, value if dial == "blocked" else ""), Decimal(0)


def _content(phrases: Phrases, folded: Folded, spans: Iterable[tuple[int, int]]) -> list[str]:
    """The content words in these spans as the user wrote them, each once."""
    words: dict[str, str] = {}
    for start, end in spans:
        for token in phrases.tokens(folded.text, start, end):
            if token.kind == "word":
                shown = folded.original(token.start, token.end)[:_LONGEST_SHOWN]
                words.setdefault(folded.text[token.start : token.end], shown)
    return list(words.values())
