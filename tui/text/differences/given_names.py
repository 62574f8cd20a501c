"""Names of people in scripts that have no capitals, but spaces: Arabic, Hebrew and Devanagari.

A given name is one of a few hundred; what stands behind it is the name of the family.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui.text.differences.side import ComparedParagraph
    from tui.text.words.tokens import Range

_GIVEN = """
محمد احمد محمود علي حسن حسين عمر عثمان خالد سعيد سالم ناصر
يوسف ابراهيم اسماعيل مصطفى كريم سمير طارق وليد فيصل سعود
سلمان فهد ماجد راشد حمد جاسم هشام هاني عماد زياد رامي باسم
نبيل جمال كمال عادل عادله صالح صلاح مروان ياسر ايمن اشرف شريف
حسام بلال انس قاسم مهدي رضا جواد حيدر عباس فاطمه فاطمة عائشه
عائشة مريم زينب خديجة سعاد ليلى سلمى نور هدى منى ريم رنا دينا
سارة سميرة نادية عبدالله عبدالرحمن عبدالعزيز علی امیر مهدی
حسین محمدرضا علیرضا حمیدرضا غلامرضا سعید مسعود مجید حمید وحید
نوید بهرام بهروز کامران داریوش فرهاد فریدون جمشید منوچهر
هوشنگ پرویز شهرام مهران پیمان آرش سیاوش کاوه زهرا مریم نرگس
شیرین مینا لیلا پریسا نسرین فرزانه דוד משה יוסף אברהם יצחק
יעקב שמעון ראובן יהודה אהרן דניאל מיכאל גבריאל רפאל אבי יוסי
רוני עמית גיל גלעד אלון איתן עידן ערן אורי אורן ארז נדב נועם
יואב יואל יובל יונתן רועי שי תומר אייל אליהו חיים מאיר שלמה
אריה צבי בנימין בני דני מוטי שרה רחל לאה רבקה מרים יעל נועה
מיכל תמר רות דנה הילה שירה ענת אורית רונית גלית דורית חנה
אסתר अमित सुमित अनिल सुनील राजेश राकेश रमेश सुरेश महेश दिनेश
मुकेश नरेश गणेश विजय अजय संजय मनोज विनोद प्रमोद अशोक आलोक
दीपक विवेक विकास प्रकाश राहुल रोहित मोहित अरुण वरुण तरुण रवि
शशि मोहन सोहन राम श्याम कृष्ण गोपाल हरीश मनीष आशीष नितिन सचिन
नरेंद्र राजेंद्र सुरेंद्र महेंद्र देवेंद्र सीता गीता रीता
सुनीता अनीता कविता सविता पूजा नेहा प्रिया सुषमा ममता मीना
रेखा आशा उषा राधा
"""
_ALONE = re.compile(
    rf"(?<!\w)[وبلكה]?(?:{'|'.join(sorted(set(_GIVEN.split()), key=len, reverse=True))})(?!\w)"
)


_LETTER = re.compile("[\u05d0-\u097f]")


_WITHOUT_HAMZA = str.maketrans("أإآٱ", "اااا")


def given_names(side: ComparedParagraph) -> Iterator[tuple[Range, str]]:
    """The given names with the word behind them: their units, and what is compared of them."""
    words = side.words
    if words.text.isascii() or _LETTER.search(words.text) is None:
        return
    text = words.text.translate(_WITHOUT_HAMZA)
    start, end = words.starts[side.part[0]], words.ends[side.part[1] - 1]
    for match in _ALONE.finditer(text, start, end):
        at = next((at for at in range(*side.part) if words.ends[at] >= match.end()), None)
        if at is None or at + 1 >= side.part[1] or not words.keys[at + 1].isalpha():
            continue
        # A given name may be an ordinary word; the name of a family is seldom common.
        if words.starts[at + 1] - words.ends[at] == 1 and side.tells(at + 1):
            yield (at, at + 2), text[words.starts[at] : words.ends[at + 1]].lstrip("وبلك")


def has_given_name(side: ComparedParagraph, name: str) -> bool:
    """Whether a name stands anywhere in a paragraph, with whatever letter before it."""
    return name in side.words.text.translate(_WITHOUT_HAMZA)
