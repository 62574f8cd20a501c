"""The last paragraph is the article's, whatever stands behind its end or in its words."""

from __future__ import annotations

import time

import pytest
from support.default import default_config

from tui.text.article.read import clean
from tui.text.page.read import page_from_bytes

STORIES = {
    "zh": [
        "市议会周二同意重建春天被洪水冲走的旧桥，工程预计需要两年时间，费用由县政府承担。",
        "重建工作将于五月开始，工程师们说新桥会比旧桥更宽，可以同时让两辆马车通过河面。",
        "在此之前，渡船每小时免费送人过河，船夫们说这几周的乘客比以往任何时候都要多。",
    ],
    "hi": [
        "नगर परिषद ने मंगलवार को उस पुराने पुल को फिर से बनाने पर सहमति दी जिसे बाढ़ बहा ले गई थी।",
        "काम मई में शुरू होगा और इंजीनियरों को उम्मीद है कि इसमें लगभग दो साल का समय लगेगा।",
        "तब तक एक नाव लोगों को हर घंटे नदी के पार ले जाती है और इसके लिए कोई पैसा नहीं लगता।",
    ],
}
LAST = {
    "zh": "据悉，今后县政府将逐步建立优先保障机制，保障渡船在雾天安全航行。同时，这也为进一步"
    "探索建立统一的渡口管理制度奠定了基础，并且会让两岸的居民更加放心地出行",
    "hi": "महापौर ने उन्हें धन्यवाद दिया और कहा कि नया पुल पहले से चौड़ा होगा। उन्होंने यह भी बताया कि "
    "नदी के दोनों किनारों पर रहने वाले लोगों से राय ली जाएगी और किसी का घर इस काम के लिए नहीं गिराया जाएगा",
}
MENU = "首页 新闻\n国内\n国际\n体育\n\n"


STORY = [
    "Council agrees to rebuild the old bridge",
    "By Jane Doe",
    "The council agreed on Tuesday to rebuild the old bridge that the flood took away in spring.",
    "Work is to begin in May, and the engineers expect that it will take them about two years.",
    "Until then a ferry takes people across the river, every hour and free of any charge.",
    "The ferrymen say that they have never had as many passengers as in these weeks.",
]


def kept(text: str) -> list[str]:
    article = clean(page_from_bytes(text.encode(), "p.txt"), default_config())
    return [one.text for one in article.paragraphs]


@pytest.mark.parametrize(
    ("language", "behind"),
    [
        ("zh", "。完"),
        ("zh", "。（记者 王小明 李华）"),
        ("zh", "。(县报)"),
        ("zh", "。【县报】"),
        ("hi", "। (एजेंसी से इनपुट के साथ)"),
        ("hi", "। समाप्त"),
    ],
)
def test_what_stands_behind_the_end_leaves_it_a_sentence(language: str, behind: str) -> None:
    last = LAST[language] + behind
    page = MENU + "\n\n".join([*STORIES[language], last]) + "\n\n分享\n微博推荐\n"
    assert last in kept(page)


@pytest.mark.parametrize(
    "last",
    [
        "The Commission is expected to present its proposal in May.",
        "The union has called for more staff on the ferries before the summer begins.",
        "Residents were told to stay vigilant and prioritise safety at all times.",
        "The ministry said in a press release that talks would go on in May.",
        "Villagers may donate blood at the town hall until Friday evening.",
        "The painting was originally published as a postcard in the town in 1912.",
        "The list was updated on Monday with the names of two more victims.",
        "The donors asked for more information on what the boats will cost the county.",
        "Roe, who is a professor of law at the college, said that the council could do so.",
        "Die Polizei teilte in einer Pressemitteilung mit, dass niemand verletzt wurde.",
        "Die Verwaltung erstattete Anzeige gegen den Betreiber der alten Brücke im Tal.",
        "Dieses Geld werde den Dörfern fehlen, und mehr Werbung helfe da nicht, sagte er.",
        "El alcalde pidió más información sobre el coste del puente nuevo de la ciudad.",
        "Le maire a promis plus d'informations sur le prix du pont neuf de la ville.",
        "Gminy czekają na więcej informacji o kosztach nowego mostu w mieście.",
        "Мэр написал губернатору про рассылку счетов жителям обоих берегов реки.",
    ],
)
def test_a_word_that_notes_have_as_well_takes_no_paragraph(last: str) -> None:
    assert last in kept("\n\n".join([*STORY, last]) + "\n")


@pytest.mark.parametrize(
    "note",
    [
        "For more information on the ferry, visit the page of the county.",
        "Sign up for our newsletter, and learn more about the river every week.",
        "Donate now: more information on what a donation does is on the next page.",
        "Share your thoughts on the bridge in the comments below.",
        "John Oakley is a professor of law at the college and rows in his free time.",
        "Mehr Informationen über die Fähre stehen auf der Seite des Landkreises.",
        "Más información sobre el transbordador, en la página de la provincia.",
    ],
)
def test_notes_still_go_where_they_begin_so_or_say_it_twice(note: str) -> None:
    assert note not in kept("\n\n".join([*STORY, note]) + "\n")


def test_the_article_goes_on_below_what_it_shows_and_below_a_rule() -> None:
    shown = "View this post on Instagram\nA post shared by Una Baird (@una)"
    last = "The old bridge was the work of her grandfather, who is buried beside the river."
    page = "\n\n".join([*STORY, shown, last, "___", "Roe wrote from York."])
    assert {last, "Roe wrote from York."} <= set(kept(page + "\n"))
    assert not any("Una Baird" in one for one in kept(page))


def test_who_was_quoted_before_is_no_author() -> None:
    said = "It was never safe for two carts at once, John Oakley told the council on Monday."
    last = "John Oakley is a professor of law at the college and rows in his free time."
    assert last in kept("\n\n".join([*STORY, said, last]) + "\n")


def test_many_notes_on_authors_take_linear_time() -> None:
    notes = [
        line
        for at in range(4000)
        for line in (
            f"Jane Doe{at} is a professor of law and lives by the river.",
            f"Ferry {at} was held in the harbour while divers looked at the broken quay wall.",
        )
    ]
    kept("\n\n".join(STORY))
    begun = time.process_time()
    kept("\n\n".join([*STORY, *notes]))
    # Where each note looks through all that is above it, this takes four times as long.
    assert time.process_time() - begun < 2.5


@pytest.mark.parametrize(
    "told",
    [
        "The company said it was not responsible for the loss of personal data of forty patients.",
        "Third parties had real time access to the market data, the regulator said on Friday.",
        "Der Geschäftsführer sei verantwortlich, sagte der Richter, und müsse die Haftung tragen.",
        "Le maire a reconnu sa responsabilité dans la fuite de données personnelles des habitants.",
        "La protección de datos es responsabilidad del ayuntamiento, recordó la defensora.",
        "La responsabilità del crollo, secondo il tribunale, è del costruttore e non del comune.",
        "Учредитель фонда сказал, что уйти от ответственности чиновникам не удастся никогда.",
        "Kiadója szerint a főszerkesztő nem vállalja a felelősséget azért, ami megjelent.",
        "Εκείνος που φέρει την ευθύνη, είπε ο υπεύθυνος, είναι ο ιδιοκτήτης του πλοίου.",
        "Šíření poplašné zprávy je zakázáno, a provozovatel rádia proto musel před soud.",
        "公司的许可证上个月到期，未经授权的工人仍在山上挖矿，村民说他们夜里听到爆炸声。",
        "She opened a shop in the harbour a month after the storm had taken her boat.",
        "The tenants pay ninety euros per month, and those who register late pay a commission.",
        "Über die App wurde das Konto der Rentnerin leergeräumt, wie die Polizei mitteilte.",
        "Les dons recueillis sur Facebook ont permis de loger gratuitement douze familles.",
        "El alcalde anunció en Facebook que el autobús será gratis desde septiembre.",
        "L'offerta era di mille euro al mese, e l'iscrizione al corso era gratis.",
        "Przejazd będzie za darmo, a reklama zniknie z autobusów, powiedział burmistrz.",
        "登録された会員は無料で渡船に乗れると市が火曜日に発表した。",
    ],
)
def test_what_a_court_or_a_company_says_is_no_notice(told: str) -> None:
    page = "\n\n".join([*STORY[:4], told, *STORY[4:]])
    article = clean(page_from_bytes(page.encode(), "page.txt"), default_config())
    assert told in [one.text for one in article.paragraphs]


@pytest.mark.parametrize(
    "notice",
    [
        "Сетевое издание «Вестник» зарегистрировано Федеральной службой по надзору в сфере связи "
        "(Роскомнадзор). Свидетельство ЭЛ № ФС 77-12345 от 12 мая 2014 года.",
        "Использование материалов разрешено только при наличии активной ссылки на источник.",
        "Testata giornalistica registrata presso il Tribunale di Urbino n. 12 del 4 aprile 2009.",
        "Редакція може не поділяти думку авторів і не несе відповідальності за зміст реклами.",
        "An dieser Stelle finden Sie einen externen Inhalt, der den Artikel ergänzt.",
        "Pour afficher ce contenu, vous devez accepter les traceurs de nos partenaires.",
    ],
)
def test_an_imprint_and_what_stands_for_an_embed_go(notice: str) -> None:
    page = "\n\n".join([*STORY, notice])
    article = clean(page_from_bytes(page.encode(), "page.txt"), default_config())
    assert [one.text for one in article.paragraphs] == STORY


@pytest.mark.parametrize(
    ("line", "stays"),
    [
        (
            "We are a participant in the Amazon Services LLC Associates Program, an affiliate "
            "advertising program designed to provide a means for us to earn fees by linking.",
            False,
        ),
        ("IMPRESSUM | DATENSCHUTZ", False),
        ("Every newsletter of the club tells its subscribers when the ferry leaves.", True),
        ("• A newsletter for the subscribers of the ferry", True),
    ],
)
def test_common_words_count_whole_beside_those_that_articles_have_not(
    line: str, stays: bool
) -> None:
    page = "\n\n".join([*STORY[:4], line, *STORY[4:]])
    article = clean(page_from_bytes(page.encode(), "page.txt"), default_config())
    assert any(line.strip("• ") in one.text for one in article.paragraphs) is stays


def test_common_words_count_whole_right_below_a_notice() -> None:
    notice = "All rights reserved. This material may not be redistributed without our permission."
    more = "The market data and the real time quotes are provided by the exchange of the city."
    for lines, stays in (([notice, more], False), ([more, notice], True)):
        page = "\n\n".join([*STORY, *lines])
        article = clean(page_from_bytes(page.encode(), "page.txt"), default_config())
        assert (more in [one.text for one in article.paragraphs]) is stays


BELOW = [
    "Readers who cannot see what others wrote below should switch off whatever blocks it.",
    "Ferries of the World: Ten Boats That No Traveller Should Miss in Any Summer to Come",
    "A baker in the next valley has won the prize for the best loaf of the whole county.",
    "The choir of the old mill sings on Sunday, and the children of the school dance to it.",
]
MORE = [
    "The mayor thanked them, and promised that the bridge would be wider than the old one.",
    "Most of the stone for its piers is to come from the quarry above the village of Marl.",
]


def test_a_box_on_the_author_ends_the_article_whatever_is_below() -> None:
    box = ["Jane Doe", "Jane Doe is a potter from the hills, and has told of rivers since 2019."]
    lines = kept("\n\n".join([*STORY, *MORE, *box, *BELOW]))
    assert lines[-1] == MORE[-1]
    # Who is quoted in the article is no author.
    told = ["Council", "Ann Lee", "Ann Lee, the mayor, said that the ferry would go on until then."]
    assert kept("\n\n".join([*STORY, *told, *MORE]))[-1] == MORE[-1]


@pytest.mark.parametrize(
    ("note", "news"),
    [
        (
            "Lena Berg är reporter på Flodbladet och skriver om broar och vatten.",
            "Lena Berg såg bron falla, och en reporter från Flodbladet stod bredvid henne.",
        ),
        (
            "Jana Malá je redaktorka Říčních listů a píše o mostech a o vodě.",
            "Jana Malá viděla most padat a redaktorka Říčních listů stála vedle ní.",
        ),
        (
            "Η Ελένη Ρήγα είναι δημοσιογράφος και γράφει για γέφυρες και ποτάμια.",
            "Η Ελένη Ρήγα είδε τη γέφυρα να πέφτει, και μία δημοσιογράφος στεκόταν δίπλα της.",
        ),
    ],
)
def test_a_note_on_the_author_goes_in_further_languages(note: str, news: str) -> None:
    assert kept("\n\n".join([*STORY, *MORE, note]))[-1] == MORE[-1]
    assert kept("\n\n".join([*STORY, *MORE, news]))[-1] == news


def test_a_box_on_the_author_between_parts_ends_no_article() -> None:
    box = ["Jane Doe", "Jane Doe is a potter from the hills, and has told of rivers since 2019."]
    lines = kept("\n\n".join([*STORY, MORE[0], *box, MORE[1], *BELOW[2:]]))
    assert lines[-3:] == [MORE[1], *BELOW[2:]]
    # Other stories under their heading are no part of the article.
    others = ["More from the Courier", *BELOW[2:], BELOW[0]]
    lines = kept("\n\n".join([*STORY, *MORE, *box, *others]))
    assert lines[-2:] == MORE


@pytest.mark.parametrize(
    ("told", "stays"),
    [
        ('"It matters to our subscribers," the editor said.', True),
        ('"Tell us who took the donations," one man shouted.', True),
        ("One household in ten will take out a subscription, the company expects.", True),
        ("Sie erhalten 40 Euro im Monat, wenn sie die Schule bis zum Ende besuchen.", True),
        ("On the way to our shop we met a man who sold bread for free.", True),
        ("Sign up for our newsletter, and get the latest of it for free.", False),
    ],
)
def test_one_phrase_of_an_offer_in_a_sentence_is_no_offer(told: str, stays: bool) -> None:
    assert (told in kept("\n\n".join([*STORY, told, *MORE]))) is stays
