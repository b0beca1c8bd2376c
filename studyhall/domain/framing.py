"""The frame of a question, "what do the sources say about …", which is no part of what it asks about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from studyhall.domain.tokens import Word, fold, words

_LONGEST = 500
"""Characters; what is longer has no frame worth looking for."""


class Frame(StrEnum):
    """What the frame of a question asks for: all that is told of a topic, what happened there, or neither."""

    TOPIC = "topic"
    EVENT = "event"
    NONE = "none"


class Framed(NamedTuple):
    """`question[start:end]` is what a question asks about, without its frame; all of it where it has none."""

    frame: Frame
    start: int
    end: int


_SOURCE = (
    r"(?:(?:the|these|this|those|our|your|my|both|all|each|any|two|different|various|several|other|given|course|"
    r"class|history|study) )*(?:sources?|texts?|documents?|materials?|readings?|passages?|chapters?|books?|"
    r"textbooks?|articles?|courses?|lessons?|accounts?|sides?|authors?|historians?|notes)"
)
_SAY = r"(?:say|tell|write|state|report|mention|teach|explain|record|contain|have|know|describe|discuss)"
_ABOUT = r"(?:about|of|on|regarding|concerning)"
_MORE = r"(?:(?:more|something|anything|everything|all|much|a lot|a bit|a little|the story|briefly) )*"
_DIGEST = r"(?:information|info|overview|account|summary|details?|facts|description|outline|introduction)"
_ENGLISH = (
    (Frame.TOPIC, rf"what (?:else )?(?:do|does|did|can|could|will|would) {_SOURCE} "
     rf"(?:(?:all|each|both|actually) )*{_SAY} (?:(?:us|me|to say) )*{_ABOUT} (?P<topic>.+)"),
    (Frame.TOPIC, rf"(?:do|does|did) {_SOURCE} {_SAY} (?:(?:us|me) )?{_MORE}{_ABOUT} (?P<topic>.+)"),
    (Frame.TOPIC, rf"what (?:else )?(?:is|are|was|were|has been|can be) (?:said|told|written|known|"
     rf"reported|recorded|mentioned) (?:(?:in|by) {_SOURCE} )?{_ABOUT} (?P<topic>.+)"),
    (Frame.TOPIC, r"(?:(?:can|could|would|will) you )?(?:please )?(?:tell|teach|inform|talk|speak|write) "
     rf"(?:(?:to )?(?:me|us) )?{_MORE}(?:about|of|regarding) (?P<topic>.+)"),
    (Frame.TOPIC, r"(?:(?:can|could|would|will) you )?(?:please )?(?:give|show|get|find) (?:(?:me|us) )?"
     rf"(?:(?:a|an|some|the|more|any|short|brief) )*{_DIGEST} (?:about|of|on|regarding|for) (?P<topic>.+)"),
    (Frame.TOPIC, r"(?:(?:can|could|would|will) you )?(?:please )?(?:describe|summari[sz]e|outline) "
     r"(?P<topic>(?!how |why |what |who |when |where |which ).+)"),
    (Frame.TOPIC, r"what (?:else )?(?:do|can|could|should|must) (?:you|we|i|one|people) "
     r"(?:(?:need|have) to )?(?:tell|know|learn|say) (?:(?:me|us) )?(?:about|of) (?P<topic>.+)"),
    (Frame.TOPIC, r"(?:i|we) (?:want|need|wish|would like|d like|am trying) to (?:know|learn|hear|read|find "
     rf"out) {_MORE}about (?P<topic>.+)"),
    (Frame.TOPIC, r"(?:i'd|we'd|i’d|we’d) like to (?:know|learn|hear|read|find out) "
     rf"{_MORE}about (?P<topic>.+)"),
    (Frame.TOPIC, r"(?:and |but )?(?:what|how) about (?P<topic>.+)"),
    (Frame.EVENT, r"(?:what|which|what events?|which events?) (?:(?:exactly|actually|really|else) )?"
     r"(?:(?:has|had|have) )?(?:happens?|happened|occurred|took place|taken place|was happening|"
     r"was going on|went on) "
     r"(?:at|in|on|to|with|during|near|around|between) (?P<topic>.+)"),
)  # fmt: skip

# Folded, as Vietnamese is often typed without its diacritics.
_NGUON = (
    r"(?:(?:cac|nhung|hai|ca|moi|tat|trong) )*(?:nguon(?: tai lieu| su lieu)?|tai lieu|van ban|"
    r"bai(?: hoc| viet| doc)?|sach(?: giao khoa| vo)?|giao trinh|tu lieu|su lieu|doan(?: van| trich)?|chuong|"
    r"khoa hoc|mon hoc|lop hoc|phia|ben|tac gia|nha su hoc)(?: (?:nay|do|tren|ay))?"
)
_NOI = (
    r"(?:(?:da|co|deu|cung) )*(?:noi|viet|ke|ke lai|cho biet|de cap|ghi|ghi lai|"
    r"thuat lai|neu|trinh bay|mo ta|nhac)"
)
_GI = r"(?:(?:nhung )?(?:gi|dieu gi)|nhu the nao|the nao|ra sao)"
_VE = r"(?:ve|den|toi|lien quan den|lien quan toi)"
_PLEASE = r"(?:(?:hay|xin|lam on|vui long|nho|ban|thay|co|em|toi|minh|chung toi|chung em|co the|muon|can) )*"
_ME = r"(?:(?:cho|toi|em|minh|chung toi|chung em|chung minh|nghe|biet) )*"
_THEM = r"(?:(?:them|nhieu hon|doi net|so luoc|chi tiet|ro hon|thong tin|mot chut|mot it) )*"
_THING = r"(?:(?:co|da|nhung) )*(?:chuyen|dieu|viec|su viec|su kien|bien co|nhung|cai)(?: (?:gi|nao))"
_HAPPEN = r"(?:(?:da|dang|tung) )*(?:xay ra|dien ra|xay den)"
_VIETNAMESE = (
    (Frame.TOPIC, rf"{_NGUON} {_NOI} (?:{_GI} )?{_VE} (?P<topic>.+?)(?: {_GI})?"),
    (Frame.TOPIC, rf"(?:(?:co|duoc|da) )*(?:noi|viet|ke|biet|hoc duoc) {_GI} {_VE} (?P<topic>.+)"),
    (Frame.TOPIC, r"(?:ban |chung ta |ta |nguoi ta )?(?:biet|noi|co|co thong tin) (?:duoc )?gi "
     r"ve (?P<topic>.+)"),
    (Frame.TOPIC, rf"{_PLEASE}(?:cho|ke|ke lai|noi|giai thich|trinh bay|mo ta|tom tat|gioi thieu|thuat lai|"
     rf"tim hieu|biet|hoc) {_ME}{_THEM}ve (?P<topic>.+)"),
    (Frame.TOPIC, r"(?:hay |xin |vui long )?(?:mo ta|tom tat|thuat lai|ke lai) (?P<topic>.+)"),
    (Frame.TOPIC, r"(?:the |vay )?con (?P<topic>.+?) (?:thi )?(?:sao|the nao)"),
    (Frame.EVENT, rf"{_THING} {_HAPPEN} (?:(?:o|tai|trong|voi|vao|den|doi voi|quanh|giua) "
     r"|(?=(?:ngay|thang|nam|mua|hoi) ))(?P<topic>.+)"),
    (Frame.EVENT, r"(?:(?:o|tai|trong|vao|voi) )?(?P<topic>.+?) (?:thi )?(?:(?:da|dang) )*(?:xay ra|dien ra|"
     r"co) (?:nhung )?(?:(?:chuyen|dieu|viec|su viec|su kien|bien co) (?:gi|nao)|gi)"),
)  # fmt: skip
_FRAMES = tuple((frame, re.compile(pattern)) for frame, pattern in (*_ENGLISH, *_VIETNAMESE))
_POLITE = re.compile(
    r"(?:please )?(?P<rest>.+?)"
    r"(?: (?:please|thanks|thank you|duoc khong|co khong|khong|di|nhe|nha|vay|nhi|voi|a))*"
)
# What stands before the comma, or at the end.
_MARKS = (
    re.compile(rf"(?:according to|based on) {_SOURCE}"),
    re.compile(rf"theo {_NGUON}"),
)
_MARK_LAST = re.compile(rf"(?P<rest>.+) according to {_SOURCE}")
# "What happened in the hour before he came" asks for one event in a chain, not for what is told of a place.
_CLAUSE = re.compile(
    r"\b(?:when|after|before|because|while|if|that|who|which|did|was|were|is|are|had|has|khi|neu|rang)\b"
)


def framed(question: str) -> Framed:
    """What a question in English or Vietnamese asks about, whichever words it is asked with."""
    found = words(question)
    line = " ".join(fold(word.text) for word in found)
    if not found or len(line) > _LONGEST:
        return Framed(Frame.NONE, 0, len(question))
    begin, end = _unmarked(question, found, line)
    frame, inner = _inside(line, begin, end)
    if inner == (0, len(line)):
        return Framed(Frame.NONE, 0, len(question))
    first, last = (line.count(" ", 0, at) for at in inner)
    return Framed(frame, found[first].start, found[last].end)


def _unmarked(question: str, found: Sequence[Word], line: str) -> tuple[int, int]:
    """Where the question stands in the line of its words, without "according to the text"."""
    comma = question.find(",")
    before = sum(1 for word in found if word.end <= comma)
    mark = " ".join(fold(word.text) for word in found[:before])
    if 0 < before < len(found) and any(pattern.fullmatch(mark) for pattern in _MARKS):
        return len(mark) + 1, len(line)
    last = _MARK_LAST.fullmatch(line)
    return last.span("rest") if last else (0, len(line))


def _inside(line: str, begin: int, end: int) -> tuple[Frame, tuple[int, int]]:
    """The frame of a folded question, and where what it asks about stands in it."""
    polite = _POLITE.fullmatch(line, begin, end)
    for frame, pattern in _FRAMES if polite else ():
        told = pattern.fullmatch(line, *polite.span("rest")) if polite else None
        if told and not (frame is Frame.EVENT and _CLAUSE.search(told["topic"])):
            return frame, told.span("topic")
    return Frame.NONE, (begin, end)


def sought(question: str) -> str:
    """The words of a question that a search is for: without its frame."""
    _, start, end = framed(question)
    return question[start:end]
