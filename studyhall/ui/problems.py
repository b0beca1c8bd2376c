"""What went wrong, in the reader's language: errors that people meet on pages, by their code."""

from __future__ import annotations

from studyhall.domain.errors import StudyHallError
from studyhall.domain.wording import N_
from studyhall.ui.session import language, t

_TOLD = {
    "wrong_password": N_("This name and password do not belong together. Check both, and try again."),
    "too_many": N_("There were too many attempts. Wait a quarter of an hour, or ask your teacher."),
    "name_taken": N_("Somebody has this name already. Add your last name or a number."),
    "bad_name": N_("This name cannot be used. Type your name in one line of at most 60 characters."),
    "bad_password": N_("This password is too easy or too short. Choose a longer one that is not your name."),
    "wrong_code": N_("No class has this code. Check it with your teacher."),
    "already_set_up": N_("Somebody has set this up already. Sign in, or ask them for a class code."),
    "not_local": N_("Sample people are for the computer that Study Hall runs on only."),
    "signed_out": N_("You are not signed in any more. Sign in and try again."),
    "empty_question": N_("The question is empty. Type what you want to know."),
    "long_question": N_("The question is too long. Shorten it to 2,000 characters."),
    "disk_full": N_("The disk is full. Tell your teacher; nothing that was saved is lost."),
    "no_conversation": N_("This conversation is not there any more."),
    "no_document": N_("This source is not there any more."),
    "last_teacher": N_("A course needs a teacher. Make somebody else one first."),
    "no_names": N_("There are no names in this list. Write one a line."),
    "code_taken": N_("This did not work. Try once more."),
    "too_many_files": N_("These are too many files at once. Add at most 50."),
    "too_large": N_("One of these files is too large. Add files of at most 25 MB."),
    "changed": N_("The sources changed while this was being answered. Ask again."),
    "not_indexed": N_("The sources are being prepared. Try again in a moment."),
    "not_allowed": N_("You may not do this. Ask a teacher of the course."),
}
_UNKNOWN = N_("This did not work. Try again, and ask your teacher if it stays so.")


def told_of(code: str) -> str:
    """What a code means, in the language of this run; empty for no code."""
    return t(_TOLD.get(code, _UNKNOWN)) if code else ""


def told(error: StudyHallError) -> str:
    """What an error says: by its code where that is known, else its own sentence, which is English."""
    if error.code in _TOLD:
        return t(_TOLD[error.code])
    sentence = str(error)
    return sentence[:1].upper() + sentence[1:] if language() == "en" else f"{t(_UNKNOWN)} ({sentence})"
