"""The free call that tries an expert's address and key: which models it may use."""

from __future__ import annotations

from engine.cloud import Expert
from engine.contracts import Incoming, Outgoing
from engine.errors import ToolProblem
from tools.experts.choices import host_of_expert
from tools.experts.formats.by_provider import FORMATS
from tools.experts.formats.refusals import refusal


def models_outgoing(expert: Expert) -> Outgoing:
    """What asks for the models that the expert's key may use; it costs nothing.

    Raises ToolProblem where the expert's address cannot be used.
    """
    outgoing = FORMATS[expert.provider].models_request(expert)
    if not outgoing.host:
        raise ToolProblem("The expert's address cannot be used. Check it in Preferences.")
    return outgoing


def read(expert: Expert, incoming: Incoming) -> tuple[str, ...]:
    """The names of the models. Raises ToolProblem, in plain words for a bad key."""
    host = host_of_expert(expert)
    if incoming.status != 200:
        raise refusal(incoming, host)
    try:
        return FORMATS[expert.provider].read_models(incoming)
    except ValueError as error:
        raise ToolProblem(f"{host} answered, but not with a list of models.") from error
