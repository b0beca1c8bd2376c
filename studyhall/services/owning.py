"""Whose a conversation, a quiz or an attempt is: what is not the actor's looks as if it were not there."""

from __future__ import annotations

from studyhall.domain.attempts import Attempt
from studyhall.domain.conversation import Conversation, Exchange
from studyhall.domain.errors import Absent, Refused
from studyhall.domain.quizzes import Item, Quiz, Version
from studyhall.ports import UnitOfWork
from studyhall.services.policies import absent_as, allowed


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


def no_quiz() -> Absent:
    """The one sentence for a quiz that is missing and for one of a course that is not theirs."""
    return Absent("there is no such quiz", "choose one from the list", code="no_quiz")


def own_quiz(work: UnitOfWork, actor: int, quiz_id: int) -> Quiz:
    """The quiz with this id, for a teacher of its course. Raises Absent, and NotAllowed for a pupil of it."""
    quiz = work.quizzes.get(quiz_id)
    if quiz is None:
        raise no_quiz()
    with absent_as(no_quiz()):
        allowed(work, actor, "change a quiz", quiz.course_id)
    return quiz


def own_item(work: UnitOfWork, actor: int, item_id: int) -> Item:
    """The question of a draft with this id, likewise."""
    item = work.quizzes.item(item_id)
    if item is None:
        raise no_quiz()
    own_quiz(work, actor, item.quiz_id)
    return item


def open_quiz(work: UnitOfWork, actor: int, quiz_id: int) -> tuple[Quiz, Version]:
    """A quiz that is or was published, with what pupils begin now, for who is in its course. Raises Absent.

    A draft looks absent.
    """
    quiz = work.quizzes.get(quiz_id)
    version = current_version(work, quiz) if quiz else None
    if quiz is None or version is None:
        raise no_quiz()
    with absent_as(no_quiz()):
        allowed(work, actor, "take a quiz", quiz.course_id)
    return quiz, version


def no_attempt() -> Absent:
    """The one sentence for an attempt that is missing, and for one that is not theirs to see."""
    return Absent("there is no such attempt", "choose a quiz from the list", code="no_attempt")


def no_question() -> Absent:
    """That an attempt has no question with this number."""
    return Absent("there is no such question in this quiz", "reload the page", code="no_question")


def own_attempt(work: UnitOfWork, actor: int, attempt_id: int) -> Attempt:
    """The actor's attempt with this id, in a course that they are in still. Raises Absent."""
    attempt = work.attempts.get(attempt_id)
    if attempt is None or attempt.person_id != actor:
        raise no_attempt()
    allowed(work, actor, "take a quiz", attempt.course_id)
    return attempt


def reviewed_attempt(work: UnitOfWork, actor: int, attempt_id: int) -> Attempt:
    """Anybody's attempt with this id, for a teacher of its course. Raises Absent, for everybody else too."""
    attempt = work.attempts.get(attempt_id)
    if attempt is None:
        raise no_attempt()
    try:
        allowed(work, actor, "review answers", attempt.course_id)
    except Refused as error:
        raise no_attempt() from error
    return attempt


def current_version(work: UnitOfWork, quiz: Quiz) -> Version | None:
    """What pupils begin now; None for a quiz that was never published."""
    return None if quiz.version_id is None else work.versions.get(quiz.version_id)


def version_of(work: UnitOfWork, attempt: Attempt) -> Version:
    """What an attempt is at: it never changes. Raises Absent when it was removed with its quiz just now."""
    version = work.versions.get(attempt.version_id)
    if version is None:
        raise no_attempt()
    return version
