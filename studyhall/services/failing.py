"""What kept an engine's model from doing its task, where something else can stand in for it."""

from __future__ import annotations

import logging

from studyhall.domain.errors import ModelFailure, StudyHallError, Trouble
from studyhall.ports import Engine
from studyhall.services.jobs import traced

_log = logging.getLogger(__name__)


def trouble_of(engine: Engine, error: Exception) -> str:
    """The code of what kept an engine's model from its task; any other error is raised again.

    What nobody foresaw is the model's too where an engine asks one: much of what a server sends nobody
    foresees, and a pupil is not left alone with it. Of that the log tells no words, which may be theirs.
    """
    if isinstance(error, ModelFailure):
        _log.warning("the engine %s failed: %s", engine.name, error.code)
        return error.code
    if isinstance(error, StudyHallError) or engine.model is None:
        raise error
    _log.error("the engine %s failed in a way nobody foresaw: %s", engine.name, traced(error))
    return Trouble.GARBLED.value
