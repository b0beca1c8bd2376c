"""The one way to a model: deadlines, retries, a breaker, a limit on calls at once, and the meter."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from tenacity import RetryCallState, Retrying, retry_if_exception
from tenacity.wait import wait_random, wait_random_exponential

from studyhall.domain.errors import ModelFailure, Trouble
from studyhall.domain.metering import Model, Purpose, Tokens
from studyhall.engines.llm.breaker import Breaker
from studyhall.engines.llm.calls import Call, Late
from studyhall.engines.llm.failures import failure, translated, was_refused
from studyhall.engines.llm.spending import Limits, Spent, bound
from studyhall.engines.llm.watching import Waiting, Watch, unwatched
from studyhall.ports import Meter

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage

_Result = TypeVar("_Result")
_AGAIN = frozenset({Trouble.BUSY, Trouble.DOWN, Trouble.SLOW, Trouble.CUT})
_OUT_OF_ORDER = frozenset({Trouble.DOWN, Trouble.SLOW, Trouble.CUT})
_ENDS = {"length": Trouble.CUT, "content_filter": Trouble.FILTERED, "": Trouble.CUT}
_JITTER = 0.25
"""Seconds at most that are added to what a server asks for, so that not all come back at once."""


class Gateway:
    """Calls one model on one server. `sleep` waits between attempts, a moment at a time."""

    def __init__(
        self,
        model: Model,
        limits: Limits | None = None,
        *,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.model = model
        self.limits = limits or Limits()
        self._sleep = sleep
        self._clock = clock
        self._slots = threading.BoundedSemaphore(self.limits.at_once)
        self._breaker = Breaker(self.limits.breaks, self.limits.rest, clock)
        self._jitter = wait_random_exponential(multiplier=0.5, max=self.limits.longest_wait)

    def stream(  # noqa: PLR0913, PLR0917 - what is called, what for, and what it may take
        self,
        chat: BaseChatModel,
        messages: Sequence[BaseMessage],
        purpose: Purpose,
        meter: Meter | None = None,
        total: float | None = None,
        waiting: Waiting = unwatched,
    ) -> Generator[str, None, None]:
        """The words of a model's reply as they come; whoever stops taking them ends the call.

        So does what `waiting` raises: it is called now and then until the reply is there. Nothing is tried
        again once words have come. `total` replaces the limit of this name. Raises ModelFailure, also after
        the last words where the reply is not whole.
        """
        most = Tokens(bound(messages), self.limits.output)
        watch = Watch(waiting, self._clock() + (total or self.limits.total), self._clock)

        def words() -> Generator[str, None, None]:
            with self._let_through(purpose, most, meter, watch) as spent:
                yield from self._words(chat, messages, spent, watch)

        yield from self._tried(words, watch)

    def call(  # noqa: PLR0913 - what a call is for, and what it may take
        self,
        act: Callable[[], _Result],
        *,
        purpose: Purpose,
        bound: Tokens,
        used: Callable[[_Result], Tokens],
        meter: Meter | None = None,
        total: float | None = None,
    ) -> _Result:
        """What `act` gives, which calls the model; tried again where that may help. Raises ModelFailure.

        `used` tells from what it gave what it used; what that raises ends the call as a failed one.
        """
        watch = Watch(unwatched, self._clock() + (total or self.limits.total), self._clock)

        def results() -> Generator[_Result, None, None]:
            with self._let_through(purpose, bound, meter, watch) as spent:
                result = self._result(act, spent, watch)
                tokens = used(result)
                spent.told(tokens.input, tokens.output, tokens.cached)
                yield result

        return next(self._tried(results, watch))

    @contextmanager
    def _let_through(
        self, purpose: Purpose, most: Tokens, meter: Meter | None, watch: Watch
    ) -> Iterator[Spent]:
        """A place among the calls at once, and what one attempt uses."""
        if not self._breaker.lets_through():
            raise failure(Trouble.DOWN)
        if not watch.until(lambda seconds: self._slots.acquire(timeout=seconds), self.limits.queue):
            raise failure(Trouble.BUSY)
        try:
            charge = meter.reserve(self.model, purpose, most) if meter else None
            spent, failed = Spent(most), False
            try:
                yield spent
            except ModelFailure as error:
                failed = True
                self._judge(error)
                raise
            finally:
                if charge:
                    charge.settle(spent.tokens, failed=failed)
        finally:
            self._slots.release()
        self._breaker.succeeded()

    def _tried(self, begin: Callable[[], Generator[_Result, None, None]], watch: Watch) -> Iterator[_Result]:
        """What an attempt gives that has begun to give something."""
        trying = Retrying(
            retry=retry_if_exception(_may_pass),
            stop=lambda state: (
                state.attempt_number >= self.limits.attempts
                or state.upcoming_sleep > self.limits.longest_wait + _JITTER
                or state.upcoming_sleep >= watch.left
            ),
            wait=self._wait,
            sleep=lambda seconds: watch.pause(seconds, self._sleep),
            reraise=True,
        )
        for attempt in trying:
            with attempt:
                given = begin()
                first = next(given)
        try:
            yield first
            yield from given
        finally:
            given.close()

    def _wait(self, state: RetryCallState) -> float:
        """What the server asks for and a little more, or ever longer."""
        error = state.outcome.exception() if state.outcome else None
        after = error.after if isinstance(error, ModelFailure) else None
        return self._jitter(state) if after is None else after + wait_random(0, _JITTER)(state)

    def _judge(self, error: ModelFailure) -> None:
        """A server that refuses is there; one that does not answer, or breaks off, is out of order."""
        if error.trouble in _OUT_OF_ORDER:
            self._breaker.failed()
        else:
            self._breaker.succeeded()

    def _words(
        self, chat: BaseChatModel, messages: Sequence[BaseMessage], spent: Spent, watch: Watch
    ) -> Iterator[str]:
        """One attempt at a reply. Raises ModelFailure, also where it ends before it is whole."""
        call = Call(lambda: chat.stream(list(messages)))
        ended, any_words = "", False
        until = self._clock() + self.limits.first
        try:
            while (chunk := self._taken(call, until, spent, watch, begun=any_words, ended=ended)) is not None:
                spent.wrote(chunk)
                ended = str(chunk.response_metadata.get("finish_reason") or ended)
                if chunk.text:
                    any_words, until = True, self._clock() + self.limits.stall
                    yield chunk.text
                if spent.overflowing:
                    raise failure(Trouble.CUT)
        finally:
            call.abandon()
        if ended in _ENDS:
            raise failure(_ENDS[ended])
        if not any_words:
            raise failure(Trouble.GARBLED)

    def _result(self, act: Callable[[], _Result], spent: Spent, watch: Watch) -> _Result:
        """One attempt at something that comes all at once."""

        def acted() -> Iterator[tuple[_Result]]:
            yield (act(),)

        call = Call(acted)
        try:
            taken = self._taken(call, self._clock() + self.limits.first, spent, watch)
            assert taken is not None  # `acted` gives one thing
            return taken[0]
        finally:
            call.abandon()

    def _taken(  # noqa: PLR0913 - how far a reply is decides what its end means
        self,
        call: Call[_Result],
        until: float,
        spent: Spent,
        watch: Watch,
        *,
        begun: bool = False,
        ended: str = "",
    ) -> _Result | None:
        """The next piece of a reply; None after the last."""
        while True:
            try:
                piece = watch.take(call, until)
            except Late:
                spent.sent()
                raise failure(Trouble.CUT if begun else Trouble.SLOW) from None
            except Exception as error:
                meant = translated(error, self.model.name)
                if ended == "stop" and meant.trouble is Trouble.GARBLED:
                    # It was whole: what could not be read is what the server tells of it.
                    return None
                if not was_refused(error):
                    spent.sent()
                broke_off = begun and meant.trouble in _OUT_OF_ORDER
                raise (failure(Trouble.CUT) if broke_off else meant) from error
            spent.sent()
            watch.look()
            if piece:
                return piece[0]


def _may_pass(error: BaseException) -> bool:
    """Whether asking again may help; not where our own patience is over, which took long enough."""
    if not isinstance(error, ModelFailure):
        return False
    out_of_patience = error.trouble is Trouble.SLOW and error.__cause__ is None
    return error.trouble in _AGAIN and not out_of_patience
