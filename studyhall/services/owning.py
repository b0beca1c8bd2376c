"""Whose a conversation is: what is not the actor's looks as if it were not there."""

from __future__ import annotations

from studyhall.domain.conversation import Conversation, Exchange
from studyhall.domain.errors import Absent
from studyhall.ports import UnitOfWork


def absent() -> Absent:
    """The one sentence for a conversation that is missing and for one that is somebody else's."""
    return Absent("there is no such conversation", "choose one from the list", code="no_conversation")


def own_conversation(work: UnitOfWork, actor: int, conversation_id: int) -> Conversation:
    """The actor's conversation with this id. Raises Absent."""
    found = work.conversations.get(conversation_id)
    if found is None or found.person_id != actor:
        raise absent()
    return found


def own_exchange(
    work: UnitOfWork, actor: int, exchange_id: int
) -> tuple[Conversation, Exchange, list[Exchange]]:
    """The actor's exchange with this id, with its conversation and the exchanges before it. Raises Absent."""
    held = work.exchanges.conversation(exchange_id)
    if held is None:
        raise absent()
    conversation = own_conversation(work, actor, held)
    every = work.exchanges.of(held)
    exchange = next((one for one in every if one.id == exchange_id), None)
    if exchange is None:
        raise absent()
    return conversation, exchange, [one for one in every if one.id < exchange_id]
