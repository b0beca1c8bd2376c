"""Whether a text leans on what is not there: "he", "this", "the passage above", "điều này"."""

from __future__ import annotations

import re

_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December|"
    "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
)
_TEXT = "passage|text|article|excerpt|paragraph|reading|document|extract|author"
_ABSENT = re.compile(
    rf"(?i)\b(?:(?:according to|in|from|does|did) the (?:{_TEXT}|sources?|story)\b(?! of\b)|(?:{_TEXT}|"
    rf"sentence) (?:above|below)|(?:above|following|given|previous|preceding) (?:{_TEXT}|sentence)|mentioned "
    rf"above|as above|aforementioned|"
    r"(?:theo|trong|từ) (?:đoạn(?: văn| trích)?|bài đọc|bài viết|văn bản|tài liệu|bài)(?= |,|$)(?! \w+ về)|"
    r"(?:đoạn(?: văn| trích)?|bài đọc|văn bản|câu) (?:trên|dưới đây)|(?:ở|nói|kể|nêu) trên|bên trên)"
)
# A subject that only stands for one: the sentence before named it.
_SUBJECT = re.compile(
    r"^(?:(?:On|In|At|By|After|Before|During|From|Since|Until|For|With|As|When|While|Although|Though|Because|"
    r"If|Later|Then|Soon|Finally|Once|And|But|So|Yet|Also|Unlike|Despite|Following|Initially|Originally|"
    r"Eventually|Having|Being|Later|Upon|Under|Throughout)\b[^,]*,? )?"
    r"(?:he|she|it|they|He|She|It|They|this|This|these|These)\b"
)
_LED = re.compile(r"^[^,]{3,80}, (?:it|he|she|they|its|his|her|their)\b")
_PERSON = re.compile(r"\b(?:he|she|him|his|hers?|himself|herself)\b", re.IGNORECASE)
_THING = re.compile(
    r"\b(?:it|its|they|them|their|theirs|itself|themselves|there(?=[.,;?]|$))\b", re.IGNORECASE
)
_POINTING = re.compile(
    r"(?i)\b(?:this|these|the same|the latter|the aforementioned|such (?!as\b)|those (?!who|of\b|that|which|"
    r"in\b|from\b)|(?:in|on|at|of|from|by|for|to|during|after|before|with|until|since) that (?!of\b|the\b|"
    r"a\b)\w|here|that (?:year|day|month|time|point|night|period|moment|same|war|battle|decade|century)|i|me|"
    r"my|we|us|our|ours|you|your)\b"
)
_CONNECTED = re.compile(
    r"^(?:\w+ (?:years?|months?|weeks?|days?|decades?|hours?|centuries) (?:later|after(?:wards)?|earlier|"
    r"before)|[Tt]he (?:next|following|previous|same|preceding|latter) \w+|\w+ (?:năm|tháng|ngày|tuần|"
    r"thập kỷ) "
    r"(?:sau|trước)|(?:In|On|At|By|During) (?:the )?(?:next|following|same|previous|total|addition|contrast|"
    r"response|turn|fact)|For (?:example|instance)|As (?:a result|such)|Ví dụ|Kết quả là|Trên thực tế|"
    r"Tuy vậy|Thay vào đó|Theo "
    r"đó|However|Therefore|Thus|Hence|Moreover|Furthermore|Meanwhile|Instead|Nevertheless|Nonetheless|"
    r"Similarly|Likewise|Consequently|Otherwise|Additionally|Then|Also|But|And|Yet|So|Or|Afterwards?|Another|"
    r"Others?|Tuy nhiên|Vì vậy|Vì thế|Do đó|Do vậy|Ngoài ra|Trước đó|Sau đó|Khi đó|Lúc đó|Từ đó|Như vậy|Cũng|"
    r"Nhưng|Và|Còn|Đồng thời|Bên cạnh đó|Trong khi đó|Mặt khác|Nó|Họ|Chúng|Điều|Việc này|Đây|Đó)\b"
)
_NAME = re.compile(rf"(?<=[\w,;(“\"] )(?!(?:{_MONTHS}|I)\b)[^\W\d_a-zà-ỹ][\w’'-]+")
_FIRST_NAME = re.compile(
    r"^(?!(?:The|A|An|In|On|At|By|To|From|For|With|When|Where|Who|What|Which|How|Why|Did|Was|Were|Is|Are|Do|"
    r"Does|He|She|It|They|His|Her|Its|Their|This|That|These|Those|After|Before|During|Since|Until|As|If|Some|"
    r"Many|Most|All|One|Two|Three|There|According|Under|Over|Because|While|Although|Of|Both|Each|Several|"
    r"Only|About|Around)\b)"
    r"[A-ZÀ-ÞĐ][\w’'-]+"
)
_NAMED_THING = re.compile(
    r"\b(?:the|a|an|some|many|most|all|several|two|three|four|five)\s+(?!of\b)[a-z]", re.IGNORECASE
)
_SOMEONE = re.compile(
    r"\b(?:man|woman|men|women|king|queen|emperor|empress|boy|girl|sons?|daughters?|prince|princess|"
    r"president|general|leader|writer|poet|farmer|priest|pope|bishop|soldier|officer|person|people|teacher|"
    r"father|mother|brothers?|sisters?|wife|husband|child|children|knight|lord|lady|duke|governor|minister|"
    r"scientist|artist|student|who|someone|everyone|anyone)\b"
)
_BOTH = 2
"""Names that stand before "him" at least: the first one is who does something to somebody else."""
_PLACED = re.compile(r"\b(?:[Ii]n|[Aa]t|[Nn]ear|[Ff]rom)\s$")
_VIETNAMESE_PRONOUN = re.compile(
    r"\b(?:họ(?! [A-ZÀ-ỸĐ])|nó|hắn|gã|chúng(?! ta\b| tôi\b)|(?<!trong )(?<!do )(?<!sau )(?<!trước "
    r")đó|"
    r"(?:[Ôô]ng|[Bb]à|anh ta|cô ta)(?! [A-ZÀ-ỸĐ]| nội| ngoại| chủ| lão| già))\b"
)
_VIETNAMESE_POINTING = re.compile(
    r"(?i)\b(?:này|ấy|nọ)\b|\b(?:cùng (?:năm|ngày|tháng|thời|lúc|thời gian)|bài viết(?: [^,]{1,20})? ấy|như "
    r"(?:vậy|thế)|"
    r"(?:trước|sau|khi|lúc|từ|năm|ngày|tháng|thời) (?:đó|ấy|này)|hôm (?:đó|ấy|nay|sau|trước)|"
    r"tôi|chúng (?:ta|tôi)|bạn)\b"
)


def leans(text: str, language: str) -> bool:
    """Whether a text has a word for something that it does not name itself.

    A pronoun may stand after what it can mean. For English and Vietnamese; other languages are not judged.
    """
    line = " ".join(text.split())
    if _ABSENT.search(line) or _CONNECTED.match(line.lstrip("“\"'")):
        return True
    if language == "vi":
        return _leans_in_vietnamese(line)
    return language == "en" and _leans_in_english(line)


def _leans_in_english(line: str) -> bool:
    if _SUBJECT.match(line) or _POINTING.search(line):
        return True
    led = _LED.match(line)
    if led and not _NAME.search(led[0]):
        return True
    whom = re.search(r"\bhim\b", line)
    if whom and len(_NAME.findall(f"- {line[: whom.start()]}")) < _BOTH:
        return True
    person, thing = _PERSON.search(line), _THING.search(line)
    if person and not _names_someone(line[: person.start()]):
        return True
    return bool(thing and not _names_something(line[: thing.start()]))


def _names_someone(before: str) -> bool:
    """Whether a name stands there that is not just a place: "In Graz he …" names nobody."""
    names = [name for name in _NAME.finditer(before) if not _PLACED.search(before[: name.start()])]
    return bool(names or _FIRST_NAME.match(before) or _SOMEONE.search(before))


def _names_something(before: str) -> bool:
    return bool(_NAME.search(before) or _FIRST_NAME.match(before) or _NAMED_THING.search(before))


def _leans_in_vietnamese(line: str) -> bool:
    if _VIETNAMESE_POINTING.search(line):
        return True
    pronoun = _VIETNAMESE_PRONOUN.search(line)
    return bool(pronoun and not _NAME.search(line[: pronoun.start()]))


_ABOUT_THE_READER = re.compile(r"(?i)\b(?:i|me|my|mine|myself|tôi)\b")
_COUNTING_ON = re.compile(
    r"^(?:First|Second|Third|Fourth|Last|Finally|Lastly|As well|Overall|Indeed|Again|Still|Nor|"
    r"Either|Neither|Such|Rather|Even so|Accordingly|Besides|Conversely|Specifically|Particularly|"
    r"Importantly|Notably|Thứ (?:nhất|hai|ba|tư)|Cuối cùng|Hơn nữa|Thực vậy|Ngược lại|Cụ thể|Mặc dù vậy|"
    r"Đặc biệt|Kể từ đó|Bởi vậy|Thế nhưng|Thế là|Thế rồi|Rồi|Vậy|Song|Riêng)\b(?! \w+ of)"
)
_DEEPER = re.compile(
    r"(?i)\b(?:the latter|the former(?=[,.]| (?:is|was|had|has|are|were)\b)|respectively|aforementioned|"
    r"mentioned (?:above|before|earlier)|already mentioned|as above|above-mentioned|the (?:above|following)|"
    r"below|nêu trên|nói trên|kể trên|sau đây|dưới đây|ở trên|như sau|đã đề cập(?! (?:đến|tới)\b)|"
    r"đã nêu(?! (?:ra|rõ)\b))\b"
)


def begins_alone(sentence: str, language: str) -> bool:
    """Whether a sentence can be the first of a quotation: no word in it stands for what was named before."""
    for sign in (_DEEPER, _ABOUT_THE_READER, _DONE_SO, _AT_ONCE):
        if sign.search(sentence):
            return False
    if _COUNTING_ON.match(sentence) or _leans_at_once(sentence, language):
        return False
    pronoun = _ANYTHING.search(sentence) if language == "en" else None
    return not (pronoun and _NAMES_NOTHING.fullmatch(sentence[: pronoun.start()]))


def _leans_at_once(sentence: str, language: str) -> bool:
    """Whether a sentence leans, but for what may stand for something that it named itself before."""
    if language != "vi":
        own = _OWN.sub("the", sentence) if _WHO_FIRST.match(sentence) else sentence
        return leans(own, language)
    if _ABSENT.search(sentence) or _CONNECTED.match(sentence.lstrip("“\"'")):
        return True
    pronoun = _VIETNAMESE_PRONOUN.search(sentence)
    if pronoun and len(sentence[: pronoun.start()].split()) <= _FIRST_WORDS:
        return True
    pointing = _VIETNAMESE_POINTING.finditer(sentence)
    return any(not _is_named_before(sentence[: match.start()]) for match in pointing)


# "The miller sold his wheel": whoever the sentence begins with may be meant.
_WHO_FIRST = re.compile(
    r"(?:The|An?|Every|Each|One) (?!(?:day|time|year|month|week|night|morning|evening|moment|next|first|last|"
    r"result|same|following)\b)[a-z]{3,} "
)
_OWN = re.compile(r"\b(?:he|she|his|her|himself|herself)\b")
_FIRST_WORDS = 8


def _is_named_before(before: str) -> bool:
    """Whether words in Vietnamese stand before one that points back; what is "này" must be named there."""
    return len(before.split()) > _FIRST_WORDS and before.rsplit(maxsplit=1)[-1] in before.split()[:-1]


_AT_ONCE = re.compile(
    r"^(?:Before|After|During|Since|Until|With|At|In|By) [^,]*['’]s [^,]*, (?:its|their|it|they)\b|"
    r"^(?:\w+|(?:Founded|Born|Written|Built|Made|Named|Based) [^,]*),? (?:he|she|it|they)\b"
)
_DONE_SO = re.compile(r"\b(?:do|did|does|done|doing) so\b")
_ANYTHING = re.compile(r"\b(?:he|she|it|they|him|her|them|his|its|their)\b")
_NAMES_NOTHING = re.compile(
    r"(?i)(?:(?:now|when|so|then|as|soon|and|but|no|sooner|scarcely|hardly|here|there|once|after|above|much|"
    r"less|before|while|until|had|did|was|were|that|for|at|last|first|one|day|evening|night|morning|summer|"
    r"winter|spring|autumn|next|things|the|in|on|what|where|how|why|if|with|by|to|from|of|all|some|many|most|"
    r"never|thinking|seeing|having|being|hearing|whenever|wherever|not|only|long|far|just|well|perhaps|"
    r"suddenly|during|according)\b[ ,]*)+"
)


def carried(sentence: str, before: str, language: str) -> bool:
    """Whether the sentence `before` it tells what a sentence's pronouns stand for."""
    if _DEEPER.search(sentence) or _ABSENT.search(sentence) or _ABOUT_THE_READER.search(sentence):
        return False
    if language == "vi":
        return True
    person = _PERSON.search(sentence)
    return not person or _names_someone(sentence[: person.start()]) or _names_someone(before)
