"""`sordino experts`, `sordino prices` and `sordino web`: the cloud's settings from the terminal.

What changes something or leaves the computer goes through the service, as in the window.
"""

from __future__ import annotations

import argparse
import contextlib
import getpass
import json
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from app.bootstrap import build
from app.cloud_words import expert_lines, price_words, view_object
from app.expert_figures import ExpertFigures, host_of
from app.options import Options, load_settings
from app.paths import Home
from app.say import say
from app.service import Service
from app.terminal import TerminalAsker
from app.theme.plain import visible
from engine.addresses import key_name, split_address
from engine.cloud import ENGINES, TIERS, CloudSettings, Expert, Provider
from engine.cloud_events import ExpertChecked, KeySaved, PricesChanged
from engine.errors import UserError
from engine.events import Event, Notice
from tools.egress.keys import NoKeyring, check_keyring

KEYRING_PATIENCE_S = 5.0

NO_EXPERT = "No expert is configured. `sordino experts add` adds one."
Action = Callable[[Options, argparse.Namespace], int]


def run_experts(options: Options, arguments: argparse.Namespace) -> int:
    """One action of `sordino experts`. 0: done; 1: a problem, told on stderr."""
    actions: Mapping[str, Action] = {
        "list": _list,
        "add": _add,
        "remove": _remove,
        "key": _key,
        "check": _check,
        "tiers": _tiers,
    }
    return actions[arguments.action or "list"](options, arguments)


def run_prices(options: Options, arguments: argparse.Namespace) -> int:
    """One action of `sordino prices`. 0: done; 1: a problem, told on stderr."""
    return {"show": _show_prices, "update": _update_prices}[arguments.action or "show"](options, arguments)


def run_web(options: Options, arguments: argparse.Namespace) -> int:
    """`sordino web engines`: show the search engines, or choose them."""
    chosen: list[str] = getattr(arguments, "engine", [])
    cloud = _cloud(options)
    if chosen:
        cloud = replace(cloud, engines=tuple(dict.fromkeys(chosen)))
        _configure(options, cloud)
    for engine, host in ENGINES.items():
        used = engine in cloud.engines
        if _as_json(arguments):
            _print_json({"engine": engine, "host": host, "chosen": used})
        else:
            _print(f"{'*' if used else ' '} {engine:<12} {host}")
    return 0


def _list(options: Options, arguments: argparse.Namespace) -> int:
    cloud, figures = _cloud(options), _figures(options)
    names = cloud.named()
    for view in figures.views(cloud):
        tiers = [tier for tier, expert in names.items() if expert == view.expert]
        key = _key_state(view.expert)
        if _as_json(arguments):
            _print_json(view_object(view) | {"tiers": tiers, "key": key})
        else:
            _print("\n".join(expert_lines(view, tiers, key)))
    if not cloud.experts and not _as_json(arguments):
        _print(NO_EXPERT)
    return 0


def _add(options: Options, arguments: argparse.Namespace) -> int:
    cloud = _cloud(options)
    known = cloud.expert(arguments.expert)
    if known is not None and not arguments.replace:
        raise UserError(f"There is an expert {known.id} already.", "Add --replace to change it.")
    provider = Provider(arguments.provider)
    expert = Expert(
        id=arguments.expert,
        provider=provider,
        model=arguments.expert_model,
        base_url=arguments.url,
        price_in=arguments.price_in,
        price_out=arguments.price_out,
        authority=_authority(arguments.authority),
        max_tokens=arguments.max_tokens,
        thinking_tokens=arguments.thinking_tokens,
    )
    with_key = provider is not Provider.COMPATIBLE if arguments.key is None else arguments.key
    parts = split_address(expert.address)
    if with_key and parts is not None:
        expert = replace(expert, key_name=key_name("expert", parts))
    others = [expert if one.id == expert.id else one for one in cloud.experts]
    experts = tuple(others) if known is not None else (*cloud.experts, expert)
    _configure(options, replace(cloud, experts=experts))
    view = _figures(options).view(expert)
    if _as_json(arguments):
        _print_json(view_object(view))
        return 0
    _print("\n".join(expert_lines(view, [], _key_state(expert))))
    if view.price_in is None or view.price_out is None:
        _print(
            "Its price is unknown: a call reserves all that is left of your caps. Add --price-in and "
            "--price-out to say it."
        )
    return 0


def _remove(options: Options, arguments: argparse.Namespace) -> int:
    cloud = _cloud(options)
    gone = _expert(cloud, arguments.expert)
    tiers = {tier: expert_id for tier, expert_id in cloud.tiers.items() if expert_id != gone.id}
    experts = tuple(expert for expert in cloud.experts if expert != gone)
    shared = any(expert.key_name == gone.key_name for expert in experts)
    watch = _Watch()
    with _service(options, watch) as service:
        service.cloud.configure(replace(cloud, experts=experts, tiers=tiers))
        if gone.key_name and not shared:
            _forget_key(service, gone)
    words = f"The expert {gone.id} was removed."
    if watch.key is not None:
        words = f"The expert {gone.id} was removed, and its key with it."
    elif gone.key_name and shared:
        words += f" Its key stays, as another expert at {host_of(gone)} uses it."
    if _as_json(arguments):
        _print_json({"removed": gone.id})
    else:
        _print(words)
    return 0


def _forget_key(service: Service, gone: Expert) -> None:
    """Remove the key of an expert that is gone; the expert stays gone where the keyring refuses."""
    try:
        service.cloud.set_key(gone.key_name, "")
    except UserError as error:
        say(f"Its key {gone.key_name} could not be removed: {error}\n")


def _key(options: Options, arguments: argparse.Namespace) -> int:
    expert = _expert(_cloud(options), arguments.expert)
    if not expert.key_name:
        raise UserError(
            f"The expert {expert.id} is asked without a key.",
            "If it needs one, add the expert anew with --key and --replace.",
        )
    key = "" if arguments.remove else _read_key(expert)
    watch = _Watch()
    try:
        check_keyring(KEYRING_PATIENCE_S)
        with _service(options, watch) as service:
            service.cloud.set_key(expert.key_name, key)
        kept = watch.key != KeySaved(expert.key_name, "run")
    except NoKeyring:
        kept = False
    if not kept:
        raise UserError(
            "This computer has no keyring, so the API key cannot be kept after this command.",
            "Enter the key in the window, which keeps it until it is closed, or install a keyring.",
        )
    if _as_json(arguments):
        _print_json({"key": expert.key_name, "where": watch.key.where if watch.key else ""})
    else:
        _print(
            f"The key {expert.key_name} is in the keyring." if key else f"The key {expert.key_name} is gone."
        )
    return 0


def _check(options: Options, arguments: argparse.Namespace) -> int:
    expert = _expert(_cloud(options), arguments.expert)
    watch = _Watch()
    with _online(options, arguments, watch) as reaching:
        reaching.service.cloud.check_expert(expert.id, reaching.stopped)
    found = watch.checked
    if found is None or not (found.models or found.problem):
        raise UserError(f"{host_of(expert)} was not asked.")
    if found.problem:
        raise UserError(found.problem, found.way_out)
    if _as_json(arguments):
        _print_json({"expert": expert.id, "models": found.models, "offered": expert.model in found.models})
        return 0
    _print("\n".join(found.models))
    words = "is among them" if expert.model in found.models else "is not among them"
    say(f"{host_of(expert)} offers {len(found.models)} models with this key; {expert.model} {words}.\n")
    return 0


def _tiers(options: Options, arguments: argparse.Namespace) -> int:
    cloud = _cloud(options)
    if arguments.tier:
        tiers = dict(cloud.tiers)
        for pair in arguments.tier:
            tier, equals, expert_id = pair.partition("=")
            if not equals or tier not in TIERS:
                raise UserError(f"{pair!a} settles no name.", "Write it as reasoner-1=NAME, or reasoner-1= .")
            tiers.pop(tier, None)
            if expert_id:
                tiers[tier] = expert_id
        cloud = replace(cloud, tiers=tiers)
        _configure(options, cloud)
    if not cloud.experts and not _as_json(arguments):
        _print(NO_EXPERT)
    for tier, expert in cloud.named().items():
        if _as_json(arguments):
            _print_json({"tier": tier, "expert": expert.id, "chosen": tier in cloud.tiers})
        else:
            _print(f"{tier:<12} {expert.id}" + ("" if tier in cloud.tiers else "  (by the experts' order)"))
    return 0


def _show_prices(options: Options, arguments: argparse.Namespace) -> int:
    cloud, figures = _cloud(options), _figures(options)
    prices, source = figures.prices, "came with this version"
    if prices.fetched:
        source = "was fetched"
    if figures.problem:
        say(f"{figures.problem}\n")
    named: list[str] = getattr(arguments, "named", [])
    experts = [_looked_up(name) for name in named] or list(cloud.experts)
    views = [figures.view(expert) for expert in experts]
    if _as_json(arguments):
        _print_json({"day": prices.day, "fetched": prices.fetched, "prices": [view_object(v) for v in views]})
        return 0
    _print(f"The price list of {prices.day}, which {source}.")
    _print("Per million tokens read / written:" if views else NO_EXPERT)
    for view in views:
        _print(f"{view.expert.id:<24} {price_words(view)}")
    return 0


def _update_prices(options: Options, arguments: argparse.Namespace) -> int:
    watch = _Watch()
    with _online(options, arguments, watch) as reaching:
        reaching.service.cloud.update_prices(reaching.stopped)
    told = watch.prices
    if told is None or told.problem:
        raise UserError(*((told.problem, told.way_out) if told else ("Nothing was fetched.",)))
    if _as_json(arguments):
        _print_json({"day": told.day, "fetched": told.fetched})
    else:
        _print(f"The price list of {told.day} is in force.")
    return 0


@dataclass(frozen=True, slots=True)
class _Reaching:
    service: Service
    stopped: threading.Event


class _Watch:
    """Takes the service's events, and keeps the last word on what was asked for."""

    def __init__(self) -> None:
        self.key: KeySaved | None = None
        self.checked: ExpertChecked | None = None
        self.prices: PricesChanged | None = None

    def forget(self) -> None:
        """What was told until now does not count."""
        self.key = self.checked = self.prices = None

    def __call__(self, event: Event) -> None:
        if isinstance(event, KeySaved):
            self.key = event
        elif isinstance(event, ExpertChecked):
            self.checked = event
        elif isinstance(event, PricesChanged):
            self.prices = event
        elif isinstance(event, Notice):
            say(f"{event.text}\n")


@contextlib.contextmanager
def _service(options: Options, watch: _Watch) -> Iterator[Service]:
    """The service of this home, which no other run holds meanwhile. It starts no broker."""
    service, notices = build(options, watch, None)
    with contextlib.closing(service):
        for notice in notices:
            say(f"{notice}\n")
        yield service


@contextlib.contextmanager
def _online(options: Options, arguments: argparse.Namespace, watch: _Watch) -> Iterator[_Reaching]:
    """The service with a broker where one may exist, and a flag that Ctrl+C sets."""
    stopped = threading.Event()
    service, notices = build(options, watch, _asker(stopped, arguments))
    with contextlib.closing(service), _ctrl_c(stopped):
        service.begin(notices)
        watch.forget()
        yield _Reaching(service, stopped)


@contextlib.contextmanager
def _ctrl_c(stopped: threading.Event) -> Iterator[None]:
    """Ctrl+C stops what runs in good order."""
    before = signal.signal(signal.SIGINT, lambda *_: stopped.set())
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _asker(stopped: threading.Event, arguments: argparse.Namespace) -> TerminalAsker | None:
    at_terminal = sys.stdin.isatty() and sys.stderr.isatty()
    return TerminalAsker(stopped) if at_terminal and not _as_json(arguments) else None


def _configure(options: Options, cloud: CloudSettings) -> None:
    with _service(options, _Watch()) as service:
        service.cloud.configure(cloud)


def _cloud(options: Options) -> CloudSettings:
    settings, notices = load_settings(Home.of(options.home))
    for notice in notices:
        say(f"{notice}\n")
    return settings.cloud


def _figures(options: Options) -> ExpertFigures:
    home = Home.of(options.home)
    return ExpertFigures(home.prices, home.expert_times)


def _expert(cloud: CloudSettings, expert_id: str) -> Expert:
    found = cloud.expert(expert_id)
    if found is None:
        raise UserError(f"There is no expert {expert_id}.", "`sordino experts` lists those that there are.")
    return found


def _looked_up(name: str) -> Expert:
    provider, _, model = name.partition("/")
    if provider not in {one.value for one in Provider} or not model:
        raise UserError(f"{name!a} names no model.", "Write it as openai/gpt-5 or openrouter/openai/gpt-5.")
    return Expert(name, Provider(provider), model)


def _authority(path: Path | None) -> str:
    if path is None:
        return ""
    try:
        return path.expanduser().read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(
            f"The certificate authority in {path} cannot be read.", "Choose a file in PEM form."
        ) from error


def _read_key(expert: Expert) -> str:
    """The key as it is typed, unseen, or the first line of standard input."""
    if sys.stdin.isatty():
        key = getpass.getpass(f"API key for {expert.id} ({host_of(expert)}), not shown: ")
    else:
        key = sys.stdin.readline()
    if not key.strip():
        raise UserError("No key was given.", "Nothing was changed; `--remove` removes the key.")
    return key.strip()


def _key_state(expert: Expert) -> str:
    """Where the key is looked for. Whether it is there, only the broker may see: it would have to read it."""
    return f"{expert.key_name} of the keyring" if expert.key_name else "none needed"


def _as_json(arguments: argparse.Namespace) -> bool:
    return bool(getattr(arguments, "json", False))


def _print_json(value: object) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")


def _print(text: str) -> None:
    encoding = sys.stdout.encoding or "utf-8"
    shown = "\n".join(map(visible, text.split("\n")))
    sys.stdout.write(shown.encode(encoding, "replace").decode(encoding) + "\n")
