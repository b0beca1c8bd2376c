"""What asks nothing of the sources: greetings, thanks, questions about the course or the chatbot itself."""

from __future__ import annotations

from studyhall.domain.tokens import fold, words

# Folded: greetings are typed without diacritics more often than anything else.
_GREETINGS = frozenset(
    "hello hi hey thanks thank you bye goodbye good morning afternoon evening ok okay please great nice cool "
    "very much a lot there everyone all so chao xin cam on ban nhe nha a da vang tam biet thay co em "
    "rat nhieu".split()
)
_ABOUT_THE_COURSE = frozenset(
    "what is this the course class chatbot about topic subject of here can i you do ask learn study does "
    "cover contain who are khoa hoc mon lop nay noi ve gi dieu co the hoi chu de la duoc toi cua ban "
    "ai".split()
)
_NAMES_THE_COURSE = frozenset(
    "course class chatbot ask learn study topic subject khoa mon lop hoi chu".split()
)
_PERSONAL = frozenset(("who are you", "what are you", "what can you do", "ban la ai", "ban la gi"))


def is_courtesy(question: str) -> bool:
    """Whether a message is nothing but greetings or thanks, or asks what the course or the chatbot is."""
    said = [fold(word.text) for word in words(question)]
    if not said:
        return False
    if all(word in _GREETINGS for word in said) or " ".join(said) in _PERSONAL:
        return True
    return all(word in _ABOUT_THE_COURSE for word in said) and any(word in _NAMES_THE_COURSE for word in said)
