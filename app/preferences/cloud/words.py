"""The words for experts: who makes them, what they cost, what is wrong with a form, what a check found."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject

from app.engine_words import in_words
from app.preferences.cloud.expert_fields import LEAST_THINKING, LONGEST_NAME, MOST_TOKENS, Problem
from app.theme.figures import dollars, seconds_words
from app.theme.plain import one_line
from engine.addresses import split_address
from engine.cloud import Expert, ExpertView, Provider
from engine.cloud_events import ExpertChecked
from engine.contracts import Money

NAME_LIMIT = 60


def provider_word(provider: Provider) -> str:
    """The name of whose public format an expert speaks."""
    other = QCoreApplication.translate("cloud", "Another server")
    return {
        Provider.OPENAI: "OpenAI",
        Provider.ANTHROPIC: "Anthropic",
        Provider.GOOGLE: "Google",
        Provider.OPENROUTER: "OpenRouter",
        Provider.COMPATIBLE: other,
    }[provider]


def host_of(expert: Expert) -> str:
    """Where an expert is asked: the host, and the port where one is given."""
    parts = split_address(expert.address)
    return parts.netloc if parts else expert.address


def known(view: ExpertView) -> bool:
    """True where both prices are known."""
    return view.price_in is not None and view.price_out is not None


def place_words(view: ExpertView) -> str:
    """`OpenAI · gpt-5 · api.openai.com`."""
    expert = view.expert
    host = one_line(view.host or host_of(expert), 100)
    return " · ".join((provider_word(expert.provider), one_line(expert.model, NAME_LIMIT), host))


def price_words(view: ExpertView) -> str:
    """`$1.25 in, $10.00 out per million tokens (price list)`; empty where it is unknown."""
    if view.price_in is None or view.price_out is None:
        return ""
    if not view.price_in and not view.price_out:
        return QCoreApplication.translate("cloud", "free")
    own = QCoreApplication.translate("cloud", "${low} in, ${high} out per million tokens (your own price)")
    listed = QCoreApplication.translate("cloud", "${low} in, ${high} out per million tokens (price list)")
    return (listed if view.listed else own).format(low=dollars(view.price_in), high=dollars(view.price_out))


def time_words(view: ExpertView) -> str:
    """`about 22 s`."""
    if not view.seconds:
        return QCoreApplication.translate("cloud", "not timed yet")
    return QCoreApplication.translate("cloud", "about {time}").format(time=seconds_words(view.seconds))


def listed_words(price: Money | None) -> str:
    """What a field for a price of the user's own says while it is empty."""
    if price is None:
        return QCoreApplication.translate("cloud", "as listed")
    return QCoreApplication.translate("cloud", "{sum} as listed").format(sum=dollars(price))


def problem_words(problem: Problem) -> str:
    """Why a form cannot be saved, and what to write instead."""
    translate = QCoreApplication.translate
    return {
        Problem.NAMELESS: translate("cloud", "Give it a name."),
        Problem.NAME: translate(
            "cloud", "A name has up to {most} letters, digits, spaces, dots and dashes."
        ).format(most=LONGEST_NAME),
        Problem.TAKEN: translate("cloud", "Another expert has this name already."),
        Problem.ADDRESS: translate(
            "cloud",
            "This is no usable address. Write it as https://host/v1, without a user name or a query.",
        ),
        Problem.PLAIN_HTTP: translate(
            "cloud",
            "http sends your text and your key unencrypted. Use https, or a server on your own network.",
        ),
        Problem.MODEL: translate("cloud", "Write the name of the model as the server knows it."),
        Problem.PRICE: translate(
            "cloud", "Write both prices as amounts such as 2.50, or leave both empty for the listed ones."
        ),
        Problem.KEY: translate("cloud", "A key holds plain letters, digits and signs, and no spaces."),
        Problem.LENGTH: translate(
            "cloud", "Write the longest answer as a whole number of tokens from 1 to {most}."
        ).format(most=f"{MOST_TOKENS:,}"),
        Problem.THINKING: translate(
            "cloud",
            "Thinking takes fewer tokens than the longest answer, and at Anthropic {least} or more; "
            "0 sets no budget.",
        ).format(least=f"{LEAST_THINKING:,}"),
        Problem.AUTHORITY: translate(
            "cloud", "An authority of your own is for an https address of your own alone."
        ),
    }[problem]


class CheckWords(QObject):
    """What a key's test came to. A QObject, as plurals are collected from `tr` alone."""

    def of(self, expert: Expert, event: ExpertChecked) -> tuple[str, str]:
        """A sentence or two, and their tone."""
        host = one_line(host_of(expert), NAME_LIMIT)
        if event.problem:
            return f"{in_words(event.problem)} {in_words(event.way_out)}".rstrip(), "denied"
        if not event.models:
            return self.tr("{host} was not asked, or has named no model.").format(host=host), "secondary"
        count = len(event.models)
        model = one_line(expert.model, NAME_LIMIT)
        if expert.model in event.models:
            text = self.tr("{host} answers and names %n model(s); {model} is among them.", "", count)
            return text.format(host=host, model=model), "local"
        text = self.tr("{host} answers and names %n model(s), but none called {model}.", "", count)
        return text.format(host=host, model=model), "denied"
