"""Older encodings are told by the letters of the language, and what was misread is mended."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.text.page.decode import NotTextError, decode, has_mojibake, mend
from tui.text.page.model import fold
from tui.text.page.read import page_from_bytes

CZECH = (
    "Ve středu večer začalo hořet v domě na předměstí. Hasiči řekli, že příčinou byla zřejmě "
    "závada na elektřině. „Všichni lidé utekli včas,“ uvedl mluvčí."
)
HUNGARIAN = (
    "Szerdán este tűz ütött ki egy külvárosi házban. A tűzoltók szerint valószínűleg elektromos "
    "hiba okozta. „Mindenki időben kimenekült” – mondta a szóvivő."
)
TURKISH = (
    "Çarşamba akşamı banliyödeki bir evde yangın çıktı. İtfaiye, nedenin büyük olasılıkla elektrik "
    "arızası olduğunu söyledi."
)
SERBIAN = "У среду увече избио је пожар у кући у предграђу. Ватрогасци кажу да је узрок квар."
RUSSIAN = (
    "В среду вечером в доме на окраине начался пожар. Пожарные сообщили, что причиной был ток."
)
GREEK = "Την Τετάρτη το βράδυ ξέσπασε φωτιά σε σπίτι στα προάστια. Όλοι πρόλαβαν να βγουν."
ICELANDIC = (
    "Á miðvikudagskvöld kviknaði í húsi í úthverfi. Allir þeir sem þar búa sluppu út í tæka tíð."
)
GERMAN = (
    "Am Mittwochabend brannte ein Haus außerhalb der Stadt. „Alle sind wohlauf“, hieß es später."
)
ENGLISH = "“They’re all safe,” said the fire chief – the café next door burned down for £2m."
LATVIAN = "Trešdienas vakarā priekšpilsētā izcēlās ugunsgrēks. “Visi izglābās,” sacīja pārstāvis."
THAI = "ไฟไหม้บ้านในย่านชานเมืองเมื่อคืนวันพุธ เจ้าหน้าที่ดับเพลิงกล่าวว่าทุกคนหนีออกมาได้ทันเวลา"
ARABIC = "اندلع حريق مساء الأربعاء في منزل بالضواحي. وقال رجال الإطفاء إن السبب عطل كهربائي."
HEBREW = "ביום רביעי בערב פרצה שריפה בבית בפרברים. הכבאים אמרו שהסיבה היא תקלת חשמל."
JAPANESE = "水曜日の夜、郊外の住宅で火災が発生した。消防によると、原因は電気系統の故障とみられる。"
CHINESE = (
    "星期三晚上，郊区的一栋房子起火。消防员说，起火的原因可能是电路故障，所有的人都及时逃了出来。"
)
KOREAN = "수요일 밤 교외의 한 주택에서 불이 났다. 소방 당국은 전기 고장이 원인으로 보인다고 밝혔다."


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        (CZECH, "cp1250"),
        (CZECH, "iso8859_2"),
        (CZECH, "cp852"),
        (HUNGARIAN, "cp1250"),
        (HUNGARIAN, "iso8859_2"),
        (TURKISH, "cp1254"),
        (SERBIAN, "cp1251"),
        (SERBIAN, "iso8859_5"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8_r"),
        (RUSSIAN, "cp866"),
        (RUSSIAN, "mac_cyrillic"),
        (GREEK, "cp1253"),
        (GREEK, "iso8859_7"),
        (f"Άνοιξε το λιμάνι\n\n{GREEK}", "cp1253"),
        (ICELANDIC, "cp1252"),
        (GERMAN, "cp1252"),
        (ENGLISH, "cp1252"),
        (LATVIAN, "cp1257"),
        (THAI, "cp874"),
        (ARABIC, "cp1256"),
        (HEBREW, "cp1255"),
        (JAPANESE, "cp932"),
        (JAPANESE, "euc_jp"),
        (CHINESE, "gb18030"),
        (KOREAN, "cp949"),
    ],
)
def test_letters_tell_the_encoding(text: str, codec: str) -> None:
    # What an old encoding lacks, such as curly quotation marks, was written as “?” in it.
    data = text.encode(codec, "replace")
    assert decode(data)[0] == data.decode(codec)


@pytest.mark.parametrize("text", [RUSSIAN, JAPANESE + "\n" + JAPANESE, GERMAN])
@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf_16_needs_no_mark(text: str, codec: str) -> None:
    assert decode(text.encode(codec)) == (text, codec)


def test_a_stray_zero_byte_refuses_no_page_and_many_do() -> None:
    assert decode(b"One \0word, and another.") == ("One word, and another.", "utf-8")
    with pytest.raises(NotTextError):
        decode(bytes(range(256)) * 4)


def test_what_was_pasted_in_another_encoding_is_read_as_that() -> None:
    pasted = "Der Kapitän sagte, er habe das Schiff nicht gehört."
    data = b"\n\n".join([GREEK.encode(), CZECH.encode(), pasted.encode("cp1252")])
    assert decode(data) == (f"{GREEK}\n\n{CZECH}\n\n{pasted}", "utf-8")


@pytest.mark.parametrize("text", [CZECH, GERMAN, ENGLISH, RUSSIAN, HUNGARIAN, TURKISH])
def test_mojibake_is_mended_and_told(text: str) -> None:
    # As browsers do, bytes that windows-1252 has no character for become control characters.
    misread = "".join(
        chr(byte) if byte in {129, 141, 143, 144, 157} else bytes([byte]).decode("cp1252")
        for byte in text.encode()
    )
    page = page_from_bytes(f"{misread}\n\nA plain line.".encode(), "page.txt")
    assert page.blocks[0].text == text
    assert page.mended


def test_a_page_that_is_whole_is_not_mended() -> None:
    assert not page_from_bytes(f"{CZECH}\n\n{GREEK}".encode(), "page.txt").mended


def test_html_is_mended_too() -> None:
    page = page_from_bytes(
        "<html><body><p>The damâ€™s wall held, they said.</p></body></html>".encode(), "page.html"
    )
    assert page.blocks[0].text == "The dam’s wall held, they said."
    assert page.mended


def test_a_quotation_mark_that_lost_its_last_byte_is_one() -> None:
    assert mend("â€œCome in,â€ she said.") == "“Come in,” she said."


@pytest.mark.parametrize(
    "text",
    [
        "“Det er på”, sagde hun.",
        "Ein Café » und « ein Âge, à la carte, SÃO PAULO",
        "Čtyřicet lidí; Łódź – „tak”.",
        "РС и ПК, СССР, ВС РФ.",
        "日本語のテキスト、ã は文字。",
    ],
)
def test_what_is_whole_is_left_alone(text: str) -> None:
    assert mend(text) == text


@given(st.text())
def test_mending_changes_no_line_count(text: str) -> None:
    assert mend(text).count("\n") == text.count("\n")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("&ldquo;We heard,&rdquo; he said", "“We heard,” he said"),
        ("1.4&nbsp;million &#8211; or &#x2013; so", "1.4 million – or – so"),
        ("&amp;quot;twice over&amp;quot;", '"twice over"'),
        ("AT&T; R&D; Q&A;", "AT&T; R&D; Q&A;"),
        ("use &lt;b&gt; for bold", "use <b> for bold"),
        ("&#0; &#27; stay", "&#0; &#27; stay"),
    ],
)
def test_entities_left_in_text_are_resolved(written: str, read: str) -> None:
    assert fold(written) == read


def test_a_letter_may_have_the_zero_on_the_other_side() -> None:
    text = "市は1月末までに橋を直す。\n工事は31日に始まり、一年半続く。\n費用は14億円だという。\n"
    for codec in ("utf-16-le", "utf-16-be"):
        assert decode(text.encode(codec)) == (text, codec)


def test_zeros_that_fill_a_block_at_the_end_are_dropped() -> None:
    assert decode(b"Work is to begin in May.\n" + b"\0" * 400)[0] == "Work is to begin in May.\n"
    with pytest.raises(NotTextError):
        decode(b"\0" * 400)


@pytest.mark.parametrize(
    "sign", ["Ã©", "â€œ", "â€ ", "â€", "ðŸ˜€", "РџСЂРё", "‚Äô", "√©", "‚Ä\x84"]
)
def test_mojibake_is_seen_at_its_signs(sign: str) -> None:
    assert has_mojibake(f"été\nx{sign}")
    assert has_mojibake(f"Ä {sign}")


@pytest.mark.parametrize("text", ["été à Äpfel", "Â", "ð x", "РС он", "√2", "“é”"])
def test_letters_alone_are_no_mojibake(text: str) -> None:
    assert not has_mojibake(text)


@pytest.mark.parametrize(
    ("codec", "text"),
    [("iso2022_jp", "市は橋を直す。\n費用は14億円。\n"), ("iso2022_kr", "다리를 고친다.\n")],
)
def test_encodings_of_seven_bits_are_told_by_how_they_shift(codec: str, text: str) -> None:
    assert decode(text.encode(codec))[0] == text


def test_a_shift_that_shifts_to_nothing_is_left() -> None:
    assert decode(b"\x1b$B is how it begins, \xc3\xa9") == ("\x1b$B is how it begins, é", "utf-8")
    assert decode(b"\x1b$B is how it begins!")[1] == "utf-8"
