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
    "bad_password": N_("This password is too easy or too short. Try a short sentence that is not your name."),
    "same_password": N_("The new password is the old one. Choose another one."),
    "wrong_code": N_("No class has this code. Check it with your teacher."),
    "already_set_up": N_("Somebody has set this up already. Sign in, or ask them for a class code."),
    "not_local": N_("Do this on the computer that Study Hall runs on."),
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
    "shared_pupil": N_("This pupil is in another teacher's class as well. Ask whoever runs Study Hall here."),
    "wrong_name": N_("This is not their name. Type it as it stands there."),
    "last_admin": N_("Nobody would be left to run Study Hall. Make somebody else an admin first."),
    "no_person": N_("This person is not there any more."),
    "no_member": N_("This person is not in the class any more."),
    "no_job": N_("This was done or removed meanwhile."),
    "no_quiz": N_("This quiz is not there any more. Choose one from the list."),
    "no_attempt": N_("This attempt is not there. Choose a quiz from the list."),
    "no_question": N_("This question is not there any more. Reload the page."),
    "not_open_yet": N_("This quiz is not open yet. Come back when it opens."),
    "quiz_closed": N_("This quiz is closed. Ask your teacher."),
    "no_attempts_left": N_("You have no attempt left at this quiz. Ask your teacher."),
    "attempt_over": N_("This attempt has ended. What was answered until then is handed in."),
    "answer_final": N_("This answer was checked and stays as it is. Go on with the next question."),
    "answer_too_long": N_("The answer is too long. Shorten it to 4,000 characters."),
    "bad_answer": N_("This cannot be an answer here. Reload the page and answer again."),
    "nothing_answered": N_("Nothing is answered here yet. Answer first."),
    "feedback_later": N_("What is right is shown later in this quiz. Go on."),
    "attempt_running": N_("The pupil is still at it. Wait until they have handed it in."),
    "no_proposal": N_("Nothing is proposed for this answer. Give it points."),
    "not_graded_yet": N_("This answer is being graded. Try again in a minute."),
    "points": N_("These points cannot be given. Choose from none to all of the question's."),
    "long_comment": N_("The comment is too long. Shorten it to 2,000 characters."),
    "not_in_words": N_("There are no words here that could be right."),
    "long_answer": N_("The answer is too long to be looked for in others. Grade it by itself."),
    "extra_minutes": N_("More time is 0 to 1,440 minutes. Choose another number."),
    "marks_changed": N_("Meanwhile other marks would move. Look at them once more."),
    "no_course": N_("There is no such course, or you are not in it."),
    "no_correction": N_("A wrong answer needs a correction. Write what is right."),
    "long_correction": N_("The correction is too long. Shorten it to 2,000 characters."),
    "no_answer": N_("There is no answer yet. Ask again first."),
    "empty_title": N_("The name is empty. Type one."),
    "long_title": N_("The name is too long. Shorten it to 120 characters."),
    "long_remark": N_("The remark is too long. Shorten it to 500 characters."),
    "no_files": N_("No file was chosen. Choose at least one."),
    "course_exists": N_("There is a course with this title already. Choose another title."),
    "busy": N_("Something else is using the data now. Try again in a moment."),
    "too_many_names": N_("These are too many names at once. Add at most 500."),
    "model_off": N_("The language model is not switched on in this course. A teacher can do that."),
    "no_model": N_("No language model is set up here. Ask whoever runs Study Hall here."),
    "no_embedder": N_("No model to search by meaning is set up here. Ask whoever runs Study Hall here."),
    "host_changed": N_("The model runs elsewhere now than you were told. Read where, and decide anew."),
    "bad_limit": N_("This limit cannot be set. Choose one from 1,000 to 1,000,000,000 tokens a day."),
    "embedding_active": N_("This course is being prepared for that already. Wait, or stop it first."),
    "question_count": N_("A quiz is made of 1 to 100 questions. Ask for another number."),
    "no_kind": N_("No kind of question is chosen. Choose at least one."),
    "long_topic": N_("The topic is too long. Shorten it to 300 characters."),
    "nothing_to_ask": N_("The sources say nothing about this. Choose other sources, or another topic."),
    "making_active": N_("Questions are being made for this quiz already. Wait, or stop that first."),
    "nothing_approved": N_("No question of this quiz is approved yet. Approve at least one."),
    "unchanged": N_("Nothing has changed since this quiz was published. Change it first."),
    "not_published": N_("This quiz is not published: there is nothing to close."),
    "has_attempts": N_("Pupils have begun this quiz, and what they did would be lost. Close it instead."),
    "time_limit": N_("A time limit is 1 to 1,440 minutes. Choose another one, or none."),
    "attempts": N_("This number of attempts cannot be set. Choose another one."),
    "closes_before_opening": N_("The quiz would close before it opens. Let it close later."),
    "closes_in_the_past": N_("The quiz would be closed already. Let it close later."),
    "no_closing_time": N_(
        "The results would never be shown: the quiz has no closing time. Give it one, or show them after "
        "submitting."
    ),
    "confidence": N_("This cannot be set. Choose when a proposed mark counts from the list."),
    "unfit_question": N_(
        "This cannot be a question of its kind. Look at the options, and at what is marked as right."
    ),
    "no_blank": N_("A question with a gap needs four underscores (____) where the gap is."),
    "quote_not_found": N_("These words do not stand in this source. Copy them from it, letter by letter."),
    "unproven_question": N_(
        "The quoted words do not prove this question. Change it, or say that you have checked it yourself."
    ),
}
# Errors that tell more in their own sentence, which is English: these are for the other languages.
_TOLD_ELSEWHERE = {
    "bad_title": N_("This title cannot be used. Give it at least one Latin letter or digit."),
    "wrong_line": N_("A line of this list cannot be read. Write one name a line."),
    "broken": N_("The file is damaged. Save it again in the program that made it, and add the new copy."),
    "encrypted": N_("The file is locked with a password. Save a copy without one and add that."),
    "no_text": N_("The file has no text that can be read. For a scan, run text recognition (OCR) first."),
    "empty": N_("The file is empty. Add one with running text."),
    "too_complex": N_("The file is too complex. Save its text as a new document and add that."),
    "unknown_encoding": N_("The file's characters are not recognised. Save it as UTF-8 and add it again."),
    "unknown_type": N_("This kind of file cannot be read. Save it as PDF, Word (.docx) or text."),
    "unreadable": N_("The file could not be read. Try again."),
    "missing": N_("The file is no longer here. Add it again."),
    "model_key": N_("The model's server refused the key. Check the key in the settings."),
    "model_quota": N_("The account with the model's provider is used up. Look at its billing."),
    "model_missing": N_("The model's server does not know this model. Check its name and its address."),
    "model_request": N_("The model's server refused the request. The log in the data folder tells why."),
    "model_too_long": N_("The text is too long for the model. Set STUDYHALL_MODEL_CONTEXT to what it takes."),
    "model_busy": N_("The model has too much to do. Try again in a minute."),
    "model_down": N_("The model cannot be reached. Try again in a minute."),
    "model_slow": N_("The model did not answer in time. Try again."),
    "model_cut": N_("The model's answer broke off. Try again."),
    "model_filtered": N_("The model's provider held the answer back. Ask in other words."),
    "model_garbled": N_("What the model sent could not be read. Try again."),
    "model_unproven": N_("Nothing that the model wrote could be proven. Ask in other words."),
    "model_limit": N_("This course has used up its limit for today. Try again tomorrow, or raise the limit."),
    "model_switched_off": N_("The model is switched off in this course. A teacher can switch it on."),
    "unforeseen": N_("Something went wrong that nobody foresaw. The log in the data folder tells more."),
}
_UNKNOWN = N_("This did not work. Try again, and ask your teacher if it stays so.")


def told_of(code: str) -> str:
    """What a code means, in the language of this run; empty for no code."""
    return t((_TOLD | _TOLD_ELSEWHERE).get(code, _UNKNOWN)) if code else ""


def told(error: StudyHallError) -> str:
    """What an error says, in the language of this run."""
    return explained(error.code, str(error))


def explained(code: str, sentence: str) -> str:
    """What an error of this code says; its own English `sentence` where that tells more or is all."""
    if code in _TOLD:
        return t(_TOLD[code])
    if language() != "en" and code in _TOLD_ELSEWHERE:
        return t(_TOLD_ELSEWHERE[code])
    own = sentence[:1].upper() + sentence[1:]
    return own if language() == "en" else f"{t(_UNKNOWN)} ({own})"
