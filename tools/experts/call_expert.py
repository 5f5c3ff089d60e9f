"""The tool `call_expert`: the whole conversation goes to a larger model elsewhere, which answers in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engine.cloud import CloudSettings, ExpertView
from engine.contracts import Effect, JsonObject, Message, Money, OutputMarks, Reach
from engine.errors import ToolProblem
from tools.contract import tool
from tools.experts.asking import Composed, ExpertTool, Sent
from tools.experts.choices import choices
from tools.experts.documents import labels_of, turns_of
from tools.experts.room import MAX_CHARACTERS, MAX_TURNS


@tool(
    reach=Reach.EXPERT,
    effects=frozenset({Effect.READS, Effect.SENDS}),
    output=OutputMarks(untrusted=True),
    seconds=15.0,
)
def call_expert(
    expert: str,  # noqa: ARG001 whom it goes to changes nothing of what is sent
    *,
    conversation: Sequence[Message],
) -> Composed:
    """Hand the whole conversation to a larger model elsewhere, and get its answer.

    Args:
        expert: The expert to call. It sees all that was said and read in this conversation.

    Sends:
        The whole conversation, with all that was read in it, goes to {host}.

    Without it:
        The model on this computer answers by itself, which may be less thorough.
    """
    turns = turns_of(conversation)
    if not turns:
        raise ToolProblem("There is no conversation yet that an expert could read.")
    if len(turns) > MAX_TURNS or sum(len(turn.text) for turn in turns) > MAX_CHARACTERS:
        raise ToolProblem("The conversation is too long to be sent: ask a question instead.")
    return Composed(turns, Sent.CONVERSATION, labels_of(conversation))


def build(cloud: CloudSettings, figures: Mapping[str, ExpertView], cap: Money | None) -> ExpertTool | None:
    """The tool for the user's experts; None where none of them has a model and an address that can be used.

    `figures` and `cap` are as for ask_expert.
    """
    offered = choices(cloud, figures)
    if not offered:
        return None

    def compose(arguments: JsonObject, conversation: Sequence[Message]) -> Composed:
        return call_expert.call(arguments, conversation=conversation)

    return ExpertTool(call_expert.spec, compose, offered, cap, Sent.CONVERSATION)
