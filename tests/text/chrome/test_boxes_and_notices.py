"""Boxes that come again, quotations set large and what newsletters add, in many languages."""

from __future__ import annotations

from dataclasses import replace
from html import escape

import pytest
from support.articles import MARL
from support.default import default_config

from tui.text.article.read import clean
from tui.text.page.read import page_from_bytes

TITLE = "Town closes its only swimming pool for the winter"

SENTENCE = "Nobody who swam in that hall had been told of the pipe, the club said in its letter."


def kept(page: str, name: str = "page.txt") -> list[str]:
    article = clean(page_from_bytes(page.encode(), name), default_config())
    return [one.text for one in article.paragraphs if one.role in ("body", "subhead")]


def html(paragraphs: list[str]) -> str:
    return (
        f"<html><body><header><nav><a href='/'>Home</a></nav></header><article><h1>{TITLE}</h1>"
        f"{''.join(paragraphs)}</article></body></html>"
    )


def with_box(box: list[str]) -> list[str]:
    return [*MARL[:2], *box, *MARL[2:4], *box, *MARL[4:]]


BOXES = [
    ["You may like", "Why ferries sail in fog", "Wexmoor’s only school to close next year"],
    ["Am beliebtesten", "Diese Schuhe sehen wir im Sommer überall", "Von Erika Muster"],
    ["POLITYKA", "Sejm przyjął ustawę o wodzie", "Mniej pociągów na wschodzie kraju"],
    ["注目の記事", "町の橋、三年ぶりに開通", "冬の渡し船は一日二便に"],
    ["Nyttigt", "Så sparar du el i vinter", "Färre bussar till Linde", "Annons"],
    ["Ყველაზე კითხვადი", "ახალი ხიდი სოფელში", "წყლის ფასი იზრდება"],
]


@pytest.mark.parametrize("box", BOXES)
def test_a_box_that_comes_again_between_paragraphs_goes(box: list[str]) -> None:
    assert kept("\n\n".join([TITLE, *with_box(box)])) == MARL


@pytest.mark.parametrize("box", BOXES[:3])
def test_so_it_does_in_html_where_half_of_it_is_no_link(box: list[str]) -> None:
    linked = [f"<h3>{box[0]}</h3>", f"<p><a href='/a'>{box[1]}</a></p>", f"<p>{box[2]}</p>"]
    page = html(with_box([f"<div class='recirc'>{''.join(linked)}</div>"]))
    for paragraph in MARL:
        page = page.replace(paragraph, f"<p>{escape(paragraph)}</p>")
    assert kept(page, "page.html") == MARL


def test_the_verses_of_a_song_and_a_paragraph_that_comes_again_stay() -> None:
    chorus = ["Row the ferry over", "Row it to the shore", "Row it to the morning"]
    verses = ["The water rose at midnight", "The bridge was seen no more"]
    text = [*MARL, SENTENCE, *chorus, *verses, *chorus, SENTENCE, *MARL[:2]]
    assert [line for line in kept("\n\n".join([TITLE, *text])) if line in chorus] == chorus * 2


@pytest.mark.parametrize(
    "element",
    [
        "<blockquote class='q'><p>{}</p></blockquote>",
        "<blockquote>{}</blockquote>",
        "<figure><blockquote><p>{}</p></blockquote></figure>",
    ],
)
def test_words_of_a_paragraph_that_are_set_large_stand_once(element: str) -> None:
    words = "every other way to keep the children swimming"
    paragraphs = [f"<p>{escape(one)}</p>" for one in MARL]
    page = html([*paragraphs[:4], element.format(words), *paragraphs[4:]])
    assert kept(page, "page.html") == MARL


def test_a_subhead_with_words_of_a_paragraph_stays() -> None:
    paragraphs = [f"<p>{escape(one)}</p>" for one in MARL]
    page = html(
        [*paragraphs[:4], "<h2>The renewal of the pipes for nine years</h2>", *paragraphs[4:]]
    )
    assert "The renewal of the pipes for nine years" in kept(page, "page.html")


@pytest.mark.parametrize(
    "notice",
    [
        "You are receiving this email because you signed up at courier.example.",
        "Sie erhalten diese E-Mail, weil Sie sich auf courier.example angemeldet haben.",
        "Vous recevez cet e-mail car vous êtes inscrit sur courier.example.",
        "Recibes este correo porque te has registrado en courier.example.",
        "Hai ricevuto questa e-mail perché sei registrato su courier.example.",
        "Je ontvangt deze e-mail omdat je je hebt aangemeld op courier.example.",
        "Otrzymujesz tę wiadomość, ponieważ jesteś zapisany na courier.example.",
        "Вы получили это письмо, потому что подписались на courier.example.",
        "Du får det här mejlet eftersom du har anmält dig på courier.example.",
        "Du modtager denne mail, fordi du er tilmeldt på courier.example.",
        "Ezt az e-mailt azért kapta, mert feliratkozott a courier.example oldalon.",
        "Primiți acest e-mail deoarece v-ați înscris pe courier.example.",
    ],
)
def test_why_a_newsletter_came_is_no_part_of_it(notice: str) -> None:
    head = "From: Courier <news@courier.example>\nDate: Tue, Feb 18, 2025 at 7:02 PM\n"
    page = f"---------- Forwarded message ---------\n{head}Subject: {TITLE}\n\n*{TITLE}*\n\n"
    page += "\n\n".join([*MARL, f"{notice}\nUnsubscribe <https://courier.example/u>"])
    assert kept(page) == MARL


def test_a_paragraph_on_the_articles_matter_goes_on_below_boxes_of_other_stories() -> None:
    more = [
        "Schools, clubs and the council of Marl have had a pipe below the floor of the swimming "
        "pool looked at by engineers, who said that repairs will cost the town more than the "
        "insurer pays for the hall and that the budget for parks cannot bear it all.",
        "Ana Petrovic of the sports department said that pupils will swim in the baths at Linde "
        "until the repairs of the pool in Marl are done, and that buses leave the market square "
        "for children and clubs at eight on each day of the week.",
    ]
    box = ["Related articles", "Why ferries sail in fog"]
    page = [TITLE, *MARL, *box, more[0], "What comes next", *box, more[1], "Imprint"]
    assert [line for line in kept("\n\n".join(page)) if line in more] == more


def test_a_label_that_comes_again_between_paragraphs_parts_none_and_goes() -> None:
    label = "Our readers keep this paper going"
    lines = [line for paragraph in MARL for line in (paragraph, label)]
    assert kept("\n\n".join([TITLE, *lines])) == MARL


def test_names_that_take_turns_between_paragraphs_stay() -> None:
    names = ["Ida Brandt", "Omar Feld"] * len(MARL)
    lines = [line for pair in zip(names, MARL, strict=False) for line in pair]
    article = kept("\n\n".join([TITLE, "By Maren Holloway", *lines]))
    assert {"Ida Brandt", "Omar Feld"} <= set(article)


def test_a_quotation_set_large_goes_without_its_full_stop_too() -> None:
    large = " ".join(MARL[3].split()[2:11])
    assert kept("\n\n".join([TITLE, *MARL[:2], large, *MARL[2:]])) == MARL


@pytest.mark.parametrize("question", ["Was muss die Stadt jetzt tun{}", "現場で何を見ましたか{}"])
def test_a_question_of_an_interview_is_no_headline(question: str) -> None:
    marks = "？" if "現" in question else "?"
    asked = question.format(marks)
    lines = [TITLE, "By Maren Holloway", MARL[0], f"Gazette: {asked}", MARL[1], asked, *MARL[2:]]
    article = clean(page_from_bytes("\n\n".join(lines).encode(), "page.txt"), default_config())
    assert article.title == TITLE


def test_a_sentence_with_an_address_in_it_stays_where_no_spaces_part_words() -> None:
    story = [
        "八日未明、青浜市の港で漁船三隻が燃える火事があり、消防が約四時間後に消し止めた。",
        "市消防局によると船には誰も乗っておらず、詳しくは市の案内（https://example.jp/fire）にある。",
        "燃えた船はいずれも先月検査を受けたばかりで、警察は電気系統に異常がなかったか調べている。",
        "漁協は出漁できなくなった組合員に見舞金を支払うことを決めた。",
    ]
    assert kept("\n\n".join(["青浜市の港で漁船三隻が燃える", *story])) == story


@pytest.mark.parametrize(
    "caption",
    [
        "The pool of Marl has been empty since Monday (",
        "A boat on the canal.Unsplash/Kelly Sikkema",
        "Basen w Marl latem. Fot. Marek Zając / Agencja Foto",
        "Photo d’archives Le Courrier de Marl",
        "Arkistokuva hallista",
    ],
)
def test_a_caption_cut_at_its_credit_is_no_paragraph(caption: str) -> None:
    assert kept("\n\n".join([TITLE, *MARL[:2], caption, *MARL[2:]])) == MARL


@pytest.mark.parametrize(
    "line",
    [
        "Loe ka: Kuidas mesilased talve üle elavad",
        "Pročitajte još: Kako pčele prežive zimu",
        "Прочитајте и: Како пчеле преживе зиму",
        "Beri še: Panj, ki ga ni nihče našel",
        "อ่านเพิ่มเติม: ผึ้งอยู่รอดในฤดูหนาวได้อย่างไร",
        ">> Xem thêm: Tổ ong không ai tìm thấy",
        "همچنین بخوانید: کندویی که گم شد",
        "আরও পড়ুন: মৌমাছি কীভাবে শীত কাটায়",
        "Advertisement – article continues below this ad",
        "Anzeige – Artikel wird unten fortgesetzt",
        "Annonce — artiklen fortsætter under annoncen",
        "PUBLICIDAD · continúe leyendo",
        "No spam. Unsubscribe anytime.",
        "Email sent! Check your inbox to complete your signup.",
        "This post is public so feel free to share it.",
        "Podijeli članak",
        "คัดลอกลิงก์",
        "Die Adresse wurde in Ihrer Zwischenablage gespeichert.",
        "The pool in the hall at Marl in the summer of 2019 (Picture: Jane Doe)",
        "Erika Muster, Jan Beispiel (v.l.) vor dem Bad",
    ],
)
def test_labels_and_calls_in_further_languages_go(line: str) -> None:
    assert kept("\n\n".join([TITLE, *MARL[:3], line, *MARL[3:]])) == MARL


@pytest.mark.parametrize(
    "line",
    [
        "Saken fortsetter under ny ledelse, sier politiet, og den blir ikke henlagt i år.",
        "The service has 12,000 subscribers, and most of them live in the two towns by the lake.",
        "A fan of the pool on Instagram shows it full of swimmers, with a closer look at the pipe.",
        "Ljubitelji besplatno plivaju mjesečno dva puta, kaže klub, i tako će i ostati.",
    ],
)
def test_sentences_that_have_such_words_stay(line: str) -> None:
    assert line in kept("\n\n".join([TITLE, *MARL[:3], line, *MARL[3:]]))


def test_the_card_of_a_newsletter_goes_with_what_it_says_of_itself() -> None:
    card = [
        "Sign up for The Marl Letter",
        "A weekly look at the town.",
        "Subscribe",
        "Email sent! Check your inbox to complete your signup.",
    ]
    assert kept("\n\n".join([TITLE, *MARL[:3], *card, *MARL[3:]])) == MARL


def test_a_paragraph_between_two_such_lines_is_no_card() -> None:
    heading = "Get the town to pay for it"
    lines = [TITLE, *MARL[:3], heading, f"{SENTENCE} {SENTENCE}", "Subscribe", *MARL[3:]]
    assert f"{SENTENCE} {SENTENCE}" in kept("\n\n".join(lines))


BARE_HEADLINES = [
    "Klingbeil greift die Präsidentin des Bundestags an",
    "Warnung vor Insolvenzen: Häuser der Pflege schlagen Alarm",
    "Gefängnisse in Syrien: Hier sitzen vergessene Islamisten ein",
]


def test_headlines_of_other_stories_one_below_the_other_go() -> None:
    assert kept("\n\n".join([TITLE, *MARL[:3], *BARE_HEADLINES, *MARL[3:]])) == MARL


@pytest.mark.parametrize(
    "lines",
    [
        BARE_HEADLINES[:2],
        # Who wrote them stands between.
        [BARE_HEADLINES[0], "Carla Gundal", BARE_HEADLINES[1], "Marco Pohl"],
        [f"• {line}" for line in BARE_HEADLINES],
    ],
)
def test_two_headlines_with_nothing_of_the_articles_matter_go(lines: list[str]) -> None:
    found = kept("\n\n".join([TITLE, *MARL[:3], *lines, *MARL[3:]]))
    assert not [line for line in found if "Bundestags" in line or "Insolvenzen" in line]


@pytest.mark.parametrize(
    "lines",
    [
        ["The swimming club of Marl meets", "The swimming club of Marl meets"],
        [
            "The pool in the town of Marl",
            "Photo 1",
            "The pool in the town of Marl before the works",
        ],
    ],
)
def test_the_description_and_the_title_of_a_link_go_together(lines: list[str]) -> None:
    found = kept("\n\n".join([TITLE, *MARL[:3], *lines, *MARL[3:]]))
    assert not [line for line in found if line in (lines[0], lines[-1])]


@pytest.mark.parametrize(
    "lines",
    [
        BARE_HEADLINES[:1],
        ["The renewal of the pipes for the children", "Swimming lessons elsewhere in Marl",
         "What the swimming club of the town says"],
        ["Öffnungszeiten: Di bis Fr 10 bis 17 Uhr", "Eintritt für Erwachsene 3 Euro",
         "Adresse Holzsägerstraße 6, 26721 Emden am Hafen"],
    ],
)  # fmt: skip
def test_subheads_and_tables_stay(lines: list[str]) -> None:
    found = kept("\n\n".join([TITLE, *MARL[:3], *lines, *MARL[3:]]))
    assert [line for line in found if line in lines] == lines


def test_a_short_item_at_the_end_of_a_list_of_other_stories_goes_with_it() -> None:
    lines = [f"• {line}" for line in [*BARE_HEADLINES, "Turmspringer siegt"]]
    assert kept("\n\n".join([TITLE, *MARL[:3], *lines, *MARL[3:]])) == MARL


OFFER = [
    "Pozostało 70% artykułu",
    "Czytaj dalej za 1 zł przez pierwszy miesiąc",
    "Masz już prenumeratę? Zaloguj się",
]

POLISH = [
    "Najstarszy tramwaj w Kamieńcu wróci w sobotę na tory po trwającym sześć lat remoncie.",
    "Wóz odnaleziono w ogrodzie działkowym pod miastem, gdzie przez lata służył jako kurnik.",
    "„Pod boazerią była jeszcze tabliczka z zakazem plucia” – opowiada konserwator Żuraw.",
    "Odtworzenie silników kosztowało prawie 900 tysięcy złotych, zebranych podczas zbiórek.",
    "Bilety mają kosztować tyle samo co na zwykłe linie, a dzieci pojadą całkiem bezpłatnie.",
    "Na miejscu czekają jeszcze dwa podobne wozy, na których renowację nie ma pieniędzy.",
    "Kursy zaplanowano w niedziele od maja do września między dworcem a parkiem zdrojowym.",
]


def test_an_offer_of_several_lines_does_not_cut_off_the_article_below_it() -> None:
    page = "\n\n".join(["Najstarszy tramwaj wraca na tory", *POLISH[:3], *OFFER, *POLISH[3:]])
    assert kept(page) == POLISH


def test_an_offer_above_its_own_sentences_still_ends_a_stub() -> None:
    more = ["Good reporting costs money. With a pass you get every story.", "One week for 0.99."]
    offer = ["You have read 3 of 3 free articles this month.", "Keep reading with a digital pass"]
    assert kept("\n\n".join([TITLE, *MARL[:3], *offer, *more])) == MARL[:3]


def test_what_stands_on_edges_of_pdf_pages_costs_the_article_nothing() -> None:
    edges = ["3/3/25, 7:11 AM", "Town closes its…", "https://town.example/pool", "2/4"] * 2
    text = "\n\n".join([TITLE, *MARL[:4], *edges, MARL[4], "Privacy policy", "Terms of use"])
    page = page_from_bytes(text.encode(), "page.txt")
    blocks = tuple(
        block._replace(taken_by="pdf-page-edge") if block.text in edges else block
        for block in page.blocks
    )
    article = clean(replace(page, blocks=blocks), default_config())
    assert [one.text for one in article.paragraphs if one.role == "body"] == MARL[:5]


@pytest.mark.parametrize(
    "label", ["Suche nach: Suchen", "Search for: Search", "Rechercher : OK", "me@town.example"]
)
def test_a_search_box_or_an_address_is_no_headline(label: str) -> None:
    page = "\n".join(["Home", "News", label, TITLE, "By Jo Lind", "3 March 2025", "", *MARL])
    article = clean(page_from_bytes(page.encode(), "page.txt"), default_config())
    assert article.title == TITLE


def test_numbers_of_links_go_before_numbers_and_inside_japanese() -> None:
    first = "The [7]64,000 people of Marl have had no pool since [8]1998, the [9]club said."
    assert "64,000 people of Marl have had no pool since 1998" in " ".join(
        kept("\n\n".join([TITLE, first, *MARL]))
    )
    japanese = [
        "棚田は江戸時[7]代に開かれたとされ、最盛期には二百枚を超えていた。",
        "村は水路の修[8]理に一千二百万円を補助し、県の試験場が苗を提供した。",
        "収穫した米は学[9]校の給食に使われるほか、都市部の飲食店にも出荷される。",
    ]
    assert "[" not in "".join(kept("\n\n".join(["棚田が三年かけて復活", *japanese])))


@pytest.mark.parametrize(
    ("label", "offer", "button"),
    [
        ("Uutiskirje", "Saat päivän tärkeimmät uutiset sähköpostiisi joka aamu.", "Tilaa"),
        ("Nyhetsbrev", "Få dagens viktigaste nyheter i din inkorg varje morgon.", "Prenumerera"),
        ("Newsletter", "Ricevi ogni mattina le notizie più importanti.", "Iscriviti"),
        ("Hírlevél", "Kapja meg minden reggel a legfontosabb híreket.", "Feliratkozom"),
        ("Рассылка", "Получайте каждое утро самые важные новости.", "Подписаться"),
        ("뉴스레터", "매일 아침 가장 중요한 뉴스를 이메일로 받아보세요.", "구독하기"),
        ("メールマガジン", "毎朝、大切なニュースをメールでお届けします。", "登録する"),
    ],
)
def test_an_offer_between_a_newsletters_label_and_its_button_goes(
    label: str, offer: str, button: str
) -> None:
    text = "\n\n".join([TITLE, *MARL[:3], f"{label}\n{offer}\n\n{button}", *MARL[3:]])
    assert kept(text) == MARL
    paragraphs = [f"<p>{one}</p>" for one in MARL]
    form = f"<div><h4>{label}</h4><p>{offer}</p><button>{button}</button></div>"
    assert kept(html([*paragraphs[:3], form, *paragraphs[3:]]), "page.html") == MARL


def test_what_a_player_tells_screen_readers_goes() -> None:
    player = ["Video Player is loading.", "Loaded: 0%", "Chapters", "White", "Black", "Opaque"]
    player += ["Semi-Transparent", "Small Caps", "Done", "Close Modal Dialog"]
    assert kept("\n\n".join([TITLE, *MARL[:3], "\n".join(player), *MARL[3:]])) == MARL


@pytest.mark.parametrize(
    "label",
    [
        "Open image in gallery",
        "hide caption",
        "Image 3 of 12",
        "Bildunterschrift anzeigen",
        "Ampliar foto",
        "Открыть изображение",
        "画像を拡大する",
        "1.2K Likes",
        "12.4M views",
        "2:14 PM · Sep 3, 2025",
        "♬ original sound - Marl Pool",
        "Update your settings here to see it.",
    ],
)
def test_what_viewers_of_pictures_and_posts_show_goes(label: str) -> None:
    assert kept("\n\n".join([TITLE, *MARL[:3], label, *MARL[3:]])) == MARL


@pytest.mark.parametrize(
    "offer",
    [
        "This story is for members only.",
        "This content is reserved for subscribers.",
        "This post is for paid subscribers.",
    ],
)
def test_who_may_read_on_is_no_part_of_the_article(offer: str) -> None:
    assert kept("\n\n".join([TITLE, *MARL, offer])) == MARL
    told = "The reading room is for members only, the club said, and the pool is for all."
    assert kept("\n\n".join([TITLE, *MARL, told])) == [*MARL, told]


SAARI = [
    "Haapasaaren viimeinen postilaituri avattiin tiistaina, kun asukkaat olivat korjanneet sen.",
    "Laituri katkesi syysmyrskyssä kaksi vuotta sitten, ja kirjeet haettiin sitten soutamalla.",
    "”Meillä on täällä neljätoista taloa ja yksi vasara, mutta se riitti”, sanoi kalastaja Arvo.",
    "Puutavara tuli vanhasta navetasta, ja naulat lahjoitti rautakauppa, joka lopetti keväällä.",
    "Posti lupaa tuoda lehdet saarelle kello yhdeksään mennessä, jos tuuli on alle neljätoista.",
    "Juhlissa syötiin lohikeittoa, ja laiturin ensimmäinen kirje oli lasku, kertoi emäntä.",
]


def test_nothing_but_paragraphs_below_a_box_goes_on_whatever_its_words_end_in() -> None:
    box = ["Lue myös", "Saariston viimeinen kauppa myydään", "Jäätie avataan tammikuussa"]
    page = ["Haapasaaren postilaituri kulkee taas", *SAARI[:3], *box, *SAARI[3:], "Tietosuoja"]
    assert kept("\n\n".join(page)) == SAARI
    others = [*SAARI[:3], box[0], box[1], SAARI[3], box[2], SAARI[4]]
    assert kept("\n\n".join([page[0], *others])) == SAARI[:3]
