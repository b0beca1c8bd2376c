"""Honest sentences about the starter course, in forms that are easily taken for false, keep their marks."""

from __future__ import annotations

from functools import cache

import pytest

from studyhall.domain.documents import Passage, SourceFile
from studyhall.domain.quoting import located
from studyhall.engines.llm.checking import Checking
from studyhall.engines.llm.replies import Cited, Written
from studyhall.readers.files import FileReader
from studyhall.settings import KNOWLEDGE

# What is said, and the words of a source that it rests on.
ENGLISH = [
    (
        "The war began with a petition in 1988 and ended with a cease-fire in 1994.",
        "The conflict began in February 1988 with a petition",
    ),
    ("Estimates say that 20,000–30,000 people died.", "between 20,000 and 30,000 people died in the war"),
    (
        "Soviet troops killed over 100 people on Black January.",
        "Soviet troops entered Baku and killed more than one hundred people",
    ),
    ("Baku's Armenians fled in January 1990.", "most of the Armenians who still lived there fled the city"),
    (
        "In Azerbaijan's official figures, 613 people were killed at Khojaly.",
        "Azerbaijan states that 613 people were killed at Khojaly",
    ),
    (
        "Iran's territory was used by people who fled Zangelan.",
        "many inhabitants of Zangelan fled across the river Araks into Iran",
    ),
    (
        "Many fled to Iranian soil before returning to Azerbaijan.",
        "fled across the river Araks into Iran and returned to Azerbaijan",
    ),
    ("The USSR ceased to exist in December 1991.", "In December 1991 the Soviet Union ceased to exist"),
    (
        "In February of 1988, the first clash happened near Askeran.",
        "two young Azerbaijani men were killed in a clash near Askeran",
    ),
    ("The 1989 census counted 189,000 inhabitants.", "about 189,000 people lived in the region"),
    ("About 77% of the inhabitants were Armenians.", "About 77 per cent of the inhabitants were Armenians"),
    (
        "The UN Security Council passed four resolutions: Resolution 822, 853, 874 and 884.",
        "Security Council resolutions 822, 853, 874 and 884 of 1993",
    ),
    (
        "No, the cease-fire did not come into force in 1993; it came on 12 May 1994.",
        "On 12 May 1994 the cease-fire came into force",
    ),
    (
        "HRW first wrote of at least 161 dead.",
        "Human Rights Watch first wrote of at least 161 dead at Khojaly",
    ),
    (
        "Around 1 million people were displaced in total.",
        "More than one million people were displaced by the war",
    ),
    (
        "About 1,000,000 people were displaced in total.",
        "More than one million people were displaced by the war",
    ),
    ("Serzh Sargsyan signed on May 10, 1994 in Yerevan.", "signed in Yerevan on 10 May 1994"),
    ("Kocharyan was Armenia's president until 2008.", "was president of Armenia from 1998 to 2008"),
    ("Mr. Kazimirov was a Russian envoy.", "Vladimir Kazimirov was the Russian envoy"),
    (
        "The name Karabakh means “black garden” in Turkic and Persian.",
        "usually explained as Turkic and Persian words",
    ),
    (
        "Gorbachev's policy of “glasnost” allowed more debate.",
        "allowed more open debate, which was called glasnost",
    ),
    (
        "Armenia calls the town Shushi, while Azerbaijan calls it Shusha.",
        "Shusha is the Azerbaijani name of the hill town",
    ),
    (
        "Two sides disagree: Armenians call it liberation, Azerbaijanis call it occupation.",
        "Azerbaijan states that Lachin was occupied on 18 May 1992",
    ),
    (
        "The winter battles cost 4000 Azerbaijani and 2000 Armenian soldiers their lives.",
        "about 4,000 Azerbaijani and about 2,000 Armenian soldiers their lives",
    ),
    (
        "The fighting lasted from 1988 to 1994, i.e. about 6 years.",
        "Estimates of all the dead in the war of 1988–1994",
    ),
    (
        "The Organisation for Security and Co-operation in Europe took over in 1995.",
        "On 1 January 1995 the Conference became the Organization for Security",
    ),
    (
        "France, Russia and the USA chaired the Minsk Group from 1997.",
        "From 1997 Russia, the United States and France chaired the Minsk Group",
    ),
    ("The Turkish and Persian words explain the name.", "usually explained as Turkic and Persian words"),
    (
        "According to the document “The Cease-Fire of 1994 and What Came After”, three leaders signed.",
        "which the three military leaders signed in three different cities",
    ),
    (
        "Black January left 147 dead “according to Azerbaijani official accounts”.",
        "Azerbaijani official accounts have commonly given 147",
    ),
    (
        "In the 1980s Gorbachev allowed more open debate.",
        "the Soviet leader Mikhail Gorbachev allowed more open debate",
    ),
    (
        "Between 700,000 and one million Azerbaijanis were displaced.",
        "Estimates of Azerbaijanis displaced by the conflict reach some 700,000 or more",
    ),
    (
        "The share of Armenians had been nearly 90 per cent in the 1920s.",
        "The share of Armenians had been nearly nine in ten in the 1920s",
    ),
    (
        "Lev Rokhlin said arms worth about $1,000,000,000 went to Armenia.",
        "arms worth about one billion dollars had gone secretly to Armenia",
    ),
    (
        "Azerbaijan began the winter offensive in 1993/94.",
        "The Azerbaijani winter offensive of December 1993 to February 1994",
    ),
    (
        "The war took place in the Caucasus between Armenians and Azerbaijanis.",
        "fought between Armenians and Azerbaijanis over the region of Nagorno-Karabakh",
    ),
    (
        "“Mountainous Karabakh” is the meaning of the name.",
        'Nagorno-Karabakh means "mountainous Karabakh", from the Russian word',
    ),
    (
        "The Karabakh Armenians proclaimed a republic on 2 September 1991 (2.9.1991).",
        "proclaimed by local Armenians on 2 September 1991",
    ),
]
VIETNAMESE = [
    ("Chiến tranh bắt đầu năm 1988 và kết thúc năm 1994.", "Xung đột bắt đầu vào tháng 2 năm 1988"),
    ("Khoảng 20.000–30.000 người đã chết.", "từ 20.000 đến 30.000 người chết trong chiến tranh"),
    (
        "Theo Human Rights Watch, có ít nhất 161 người chết.",
        "Human Rights Watch ban đầu ghi ít nhất 161 người chết ở Khojaly",
    ),
    ("Ngày 12/5/1994, lệnh ngừng bắn có hiệu lực.", "Ngày 12 tháng 5 năm 1994, lệnh ngưng bắn có hiệu lực"),
    ("Tháng 5.1994, lệnh ngừng bắn có hiệu lực.", "Ngày 12 tháng 5 năm 1994, lệnh ngưng bắn có hiệu lực"),
    ("Ngày 12.5.1994, lệnh ngừng bắn có hiệu lực.", "Ngày 12 tháng 5 năm 1994, lệnh ngưng bắn có hiệu lực"),
    ("Ngày 12-05-1994, lệnh ngừng bắn có hiệu lực.", "Ngày 12 tháng 5 năm 1994, lệnh ngưng bắn có hiệu lực"),
    (
        "Hơn 100 người chết ở Baku đêm 19 rạng sáng 20 tháng 1 năm 1990.",
        "quân đội Xô viết tiến vào Baku và làm hơn một trăm người chết",
    ),
    ("Sự kiện này được gọi là “Tháng Giêng Đen”.", "được gọi là Tháng Giêng Đen"),
    ("Có 613 người chết, gồm 106 phụ nữ và 63 trẻ em.", "Azerbaijan công bố 613 người chết ở Khojaly"),
    (
        "Liên Hợp Quốc thông qua Nghị quyết 822 năm 1993.",
        "Hội đồng Bảo an Liên Hiệp Quốc thông qua nghị quyết 822",
    ),
    ("Khoảng 25 nghìn người chết trong trận động đất ở Spitak.", "làm khoảng 25.000 người thiệt mạng"),
    (
        "Liên Xô sụp đổ năm 1991, theo phần “Những năm 1990–1991: Liên Xô tan rã”.",
        "quân đội Xô viết cùng cảnh sát Azerbaijan tiến hành Chiến dịch Vòng",
    ),
    (
        "Mỹ, Nga và Pháp là đồng chủ tịch Nhóm Minsk từ năm 1997.",
        "Nga, Hoa Kỳ và Pháp cùng làm chủ tịch Nhóm Minsk",
    ),
    (
        "Không, lệnh ngừng bắn không bắt đầu năm 1993 mà vào ngày 12 tháng 5 năm 1994.",
        "Ngày 12 tháng 5 năm 1994, lệnh ngưng bắn có hiệu lực",
    ),
    (
        "Phía Armenia gọi Chiến dịch Vòng là cuộc trục xuất.",
        "gọi Chiến dịch Vòng mùa xuân năm 1991 là cuộc trục xuất",
    ),
    (
        "Gorbachev cho phép tranh luận cởi mở hơn vào thập niên 1980.",
        "the Soviet leader Mikhail Gorbachev allowed more open debate",
    ),
    (
        "Khoảng 4.000 lính Azerbaijan và 2.000 lính Armenia chết trong các trận đánh mùa đông 1993-1994.",
        "khoảng 4.000 lính Azerbaijan và khoảng 2.000 lính Armenia chết",
    ),
    ("Quân đội Xô-viết tiến vào Baku.", "quân đội Xô viết tiến vào Baku"),
    ("Hai bên kể khác nhau: Phía Armenia nói có hành lang.", "đã chừa lại một hành lang"),
    ("Tổng thống Mutallibov từ chức ngày 6-3-1992.", "Tổng thống Azerbaijan Ayaz Mutallibov từ chức"),
    (
        "Khoảng 1,5 nghìn tay súng Afghanistan sang Azerbaijan.",
        "khoảng 1.500 tay súng Afghanistan sang Azerbaijan",
    ),
    (
        "Ác-mê-ni-a giữ phần lớn Tỉnh tự trị.",
        "lực lượng Armenia giữ phần lớn Tỉnh tự trị Nagorno-Karabakh cũ",
    ),
    (
        "Ông Mammadrafi Mammadov là Bộ trưởng Quốc phòng.",
        "Bộ trưởng Quốc phòng Azerbaijan Mammadrafi Mammadov ký tại Baku",
    ),
    (
        "Tổ chức OSCE lập Nhóm Minsk năm 1995.",
        "Hội nghị này trở thành Tổ chức An ninh và Hợp tác châu Âu (OSCE)",
    ),
    ("Năm 2015, Tòa án Nhân quyền Châu Âu xử hai vụ.", "Tòa án Nhân quyền châu Âu xử hai vụ"),
    ("Toà án Nhân quyền châu Âu xác định Armenia vi phạm quyền.", "Tòa án xác định Armenia vi phạm quyền"),
    ("Toà án Nhân quyền châu Âu xác định Armenia vi phạm quyền.", "Toà án xác định Armenia vi phạm quyền"),
    ("Khoảng 700 nghìn người Azerbaijan phải di tản.", "lên tới khoảng 700.000 người hoặc hơn"),
    ("Khoảng 0,7 triệu người Azerbaijan phải di tản.", "lên tới khoảng 700.000 người hoặc hơn"),
    ("Khoảng 189.000 người sống trong vùng năm 1989.", "about 189,000 people lived in the region"),
    (
        "Năm 2020, Azerbaijan giành lại Shusha, theo “Nhìn về sau”.",
        "Azerbaijan giành lại các quận xung quanh và một phần Nagorno-Karabakh",
    ),
    (
        "Hơn 100.000 người Armenia rời đi năm 2023; Baku nói họ “tự nguyện ra đi”.",
        "Azerbaijan nói rằng người Armenia tự nguyện ra đi",
    ),
    (
        "Việt Nam không tham gia cuộc chiến này.",
        "Chiến tranh Nagorno-Karabakh lần thứ nhất diễn ra giữa người Armenia và người Azerbaijan",
    ),
]
# A name that no source has, and what is told in quotation marks without being a quotation.
LOST = ("in the Caucasus between", "“according to Azerbaijani official accounts”")


@cache
def course() -> tuple[Passage, ...]:
    """Each section of the starter course as a passage: no less than a model is given."""
    found, reader = [], FileReader()
    for file in sorted((KNOWLEDGE / "nagorno-karabakh").glob("*.md")):
        reading = reader.read(SourceFile(file.name, file.read_bytes()))
        told, text = reading.description, reading.body.text
        for heading in dict.fromkeys(span.heading for span in reading.spans):
            spans = [span for span in reading.spans if span.heading == heading]
            start, end = spans[0].start, spans[-1].end
            found.append(
                Passage(
                    id=len(found) + 1,
                    document_id=file.name,
                    version=reading.version,
                    title=told.title,
                    side=told.side,
                    language=told.language,
                    part=len(found),
                    start=start,
                    end=end,
                    text=text[start:end],
                    heading=heading,
                )
            )
    return tuple(found)


@pytest.mark.parametrize(
    ("said", "words", "language"),
    [(*row, "en") for row in ENGLISH] + [(*row, "vi") for row in VIETNAMESE],
)
def test_an_honest_sentence_keeps_its_mark(said, words, language):
    passage = next(one for one in course() if located(words, one.text))
    beside = [one for one in course() if one.document_id == passage.document_id and one != passage]
    given = {f"S{number}": one for number, one in enumerate((passage, *beside[:8]), 1)}
    question = "Did the cease-fire begin in 1993?" if language == "en" else "Ngừng bắn có từ năm 1993 không?"
    checking = Checking(given, question, language)
    checking.add(Written(said, (Cited("S1", words),)))
    assert checking.proven != any(part in said for part in LOST)
