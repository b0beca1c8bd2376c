"""The starter course and a quiz on it that is open: paraphrases in both languages do not get its answers."""

from __future__ import annotations

import pytest

from studyhall.bootstrap import bootstrap
from studyhall.domain.evidence import Citation, Reason, Status
from studyhall.domain.people import NewPerson, Role
from studyhall.domain.questions import Question, Solution
from studyhall.domain.quizzes import ItemState, Rules
from studyhall.domain.tasks import Kind, task_of
from studyhall.settings import Settings
from tests.conftest import NOW

ASKED = [
    (
        "On which date did the cease-fire come into force?",
        ("12 May 1994", "5 May 1994", "16 May 1994"),
        "On 12 May 1994 the cease-fire came into force.",
    ),
    (
        "Which town did Armenian forces capture on 8–9 May 1992?",
        ("Shusha", "Lachin", "Fizuli"),
        "On 8–9 May 1992 Armenian forces captured the hill town of Shusha, called Shushi by Armenians.",
    ),
    (
        "How many people did the earthquake at Spitak kill?",
        ("about 25,000", "about 5,000", "about 100"),
        "On 7 December 1988 an earthquake at Spitak in northern Armenia killed about 25,000 people.",
    ),
    (
        "Ai đứng đầu ủy ban đặc biệt quản lý Nagorno-Karabakh từ năm 1989?",
        ("Arkady Volsky", "Ayaz Mutallibov", "Robert Kocharyan"),
        "On 12 January 1989 Moscow placed Nagorno-Karabakh under a special administration headed by "
        "Arkady Volsky.",
    ),
]
PARAPHRASES = [
    "When did the cease-fire come into force?",
    "Ngừng bắn có hiệu lực khi nào?",
    "What day did the truce start?",
    "Khi nào hai bên ngừng bắn?",
    "When did the fighting stop?",
    "Was it on 12 May 1994 that the cease-fire came into force?",
    "What happened on 12 May 1994?",
    "Tell me about football, the weather and Baku, and by the way when did the cease-fire come into force?",
    "Chiến tranh kết thúc ngày nào?",
    "When did the war end?",
    "Which town fell on 8-9 May 1992?",
    "Lực lượng Armenia chiếm thị trấn nào ngày 8-9 tháng 5 năm 1992?",
    "When was Shusha captured?",
    "How many died in the Spitak earthquake?",
    "Death toll of the quake in Spitak",
    "Động đất ở Spitak làm bao nhiêu người chết?",
    "Dong dat o Spitak lam bao nhieu nguoi chet?",
    "What happened on 7 December 1988?",
    "Who headed the special administration of 1989?",
    "Ai đứng đầu ủy ban đặc biệt năm 1989?",
    "Whom did Moscow put in charge of Nagorno-Karabakh in January 1989?",
]
ANSWERS = ("12 May", "12 tháng 5", "12/5", "Shusha", "Shushi", "25,000", "25.000", "Volsky")
ELSEWHERE = [
    "What was Operation Ring?",
    "Who led a mutiny in Ganja?",
    "What did resolution 822 demand?",
    "Chiến dịch Vòng là gì?",
    "Nghị quyết 853 đòi điều gì?",
    "How many people were displaced?",
]


class School:
    """The hall with the starter course, in which one pupil has a quiz open and the other has not."""

    def __init__(self, home) -> None:
        self.hall = bootstrap(Settings(home=home))
        self.operator = self.hall.accounts.operator(NOW).id
        self.course = self.hall.starter.prepare(self.operator, NOW, lambda *_: None)
        self.busy, self.idle = self._quizzed()
        self.hall.taking.start(self.busy, self.quiz, NOW)

    def _quizzed(self) -> list[int]:
        """Publish the quiz; gives two new pupils."""
        with self.hall.storage.begin(write=True) as work:
            sources = work.documents.summaries(self.course.id)
            texts = [work.documents.get(source.document_id) for source in sources]
            self.quiz = work.quizzes.create(self.course.id, "War", Rules(), self.operator, NOW)
            for prompt, options, quote in ASKED:
                solution = Solution(0, "It is.", cited(quote, texts))
                asked = Question(task_of(Kind.MCQ, prompt, options), solution, "en")
                item = work.quizzes.add_item(self.quiz, asked, (), NOW)
                work.quizzes.judge_item(item, ItemState.APPROVED)
            work.versions.publish(self.quiz, self.operator, NOW)
            pupils = [work.people.add(NewPerson(name), NOW).id for name in ("An", "Binh")]
            for pupil in pupils:
                work.memberships.put(self.course.id, pupil, Role.STUDENT, NOW)
            work.commit()
        return pupils

    def ask(self, actor: int, question: str):
        return self.hall.tutoring.ask(actor, self.course, question, NOW, "offline").answer


def cited(quote, documents) -> Citation:
    for one in documents:
        at = one.body.text.find(quote)
        if at >= 0:
            told = one.description
            place = (at, at + len(quote), quote)
            return Citation("S1", one.id, one.version, told.title, told.side, told.language, *place)
    raise LookupError(quote)


@pytest.fixture(scope="module")
def school(tmp_path_factory):
    made = School(tmp_path_factory.mktemp("home"))
    yield made
    made.hall.close()


@pytest.mark.parametrize("question", PARAPHRASES)
def test_a_paraphrase_is_declined_and_tells_no_answer(school, question):
    answer = school.ask(school.busy, question)
    assert answer.reason is Reason.QUIZ_OPEN
    assert not any(told in answer.text for told in ANSWERS)


@pytest.mark.parametrize("question", PARAPHRASES[:2])
def test_others_are_answered(school, question):
    assert school.ask(school.idle, question).status is not Status.NOT_FOUND


@pytest.mark.parametrize("question", ELSEWHERE)
def test_what_the_quiz_does_not_ask_is_answered_as_ever(school, question):
    busy, idle = (school.ask(actor, question) for actor in (school.busy, school.idle))
    assert (busy.text, busy.citations) == (idle.text, idle.citations)
    assert busy.status is not Status.NOT_FOUND


def test_no_passage_that_tells_an_answer_is_found_for_who_has_the_quiz_open(school):
    for question in ELSEWHERE:
        reply = school.hall.tutoring.ask(school.busy, school.course, question, NOW, "offline")
        assert not any("12 May 1994" in piece.passage.text for piece in reply.found.evidence)
        assert not any("Spitak" in piece.passage.text for piece in reply.found.evidence)
