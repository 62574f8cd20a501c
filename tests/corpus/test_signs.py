"""Signs that a page is a press release or a paper's own work, in many languages, and lookalikes."""

from __future__ import annotations

from dataclasses import replace

import made_stories as made
import pytest
from support.default import default_config

from tui.corpus.story.cues import CueReader
from tui.corpus.story.story import find_stories
from tui.text import align
from tui.text.model import Article, Paragraph, Removed

CONFIG = default_config()
READER = CueReader(CONFIG)


def page(*below: str, above: tuple[str, ...] = (), **facts: str) -> Article:
    """A reporter's own story with lines above and below it that are part of the article."""
    lines = [(text, "byline") for text in above]
    lines += [(text, "body") for text in (*made.OWN[:3], *below)]
    paragraphs = tuple(
        Paragraph(text, role, (number, number)) for number, (text, role) in enumerate(lines, 1)
    )
    return replace(made.article("page.txt", ()), paragraphs=paragraphs, **facts)


@pytest.mark.parametrize(
    "said",
    [
        "“We will stay,” Aaberg told this newspaper.",
        "« Nous restons », souffle Aaberg à notre journaliste.",
        "«Restiamo», racconta Aaberg al nostro giornale.",
        "„Zostajemy” – mówi nam Aaberg.",
        "– Vi stannar, säger han till oss. När vi ringer Aaberg igen är det upptaget.",
        "Das bestätigte Aaberg auf Nachfrage der Redaktion.",
        "Aaberg told the Echo that he would stay.",
        "Aaberg told The Echo on Monday that he would stay.",
        "„Wir bleiben hier“, sagte Aaberg dem „Kurier“.",
        "– Zostajemy – powiedział „Kurierowi” Aaberg.",
        "«Мы остаёмся», — рассказал «Вестнику» Оберг.",
        "« Nous restons », raconte le docker Jens Aaberg au Courrier.",
        "«Nos quedamos», dijo el estibador Jens Aaberg a este diario.",
        "This newspaper has seen a letter in which the port promises more.",
        "Documents seen by this newsroom say otherwise.",
        "“We will stay,” Aaberg told this masthead.",
        "Aaberg showed us the letter and folded it again.",
        "“Ostajemo”, rekao je Aaberg za naš portal.",
        "„Оставаме“, каза Оберг за нашия вестник.",
        "„Wir bleiben hier“, sagte Aaberg dieser Zeitung.",
        "Das bestätigte ein Sprecher auf Anfrage unserer Redaktion.",
        "« Nous restons », a confié M. Aaberg à notre journal.",
        "«Nos quedamos», dijo Aaberg a este periódico.",
        "«Noi restiamo qui», ha detto Aaberg a questo giornale.",
        "“Ficamos aqui”, disse Aaberg a este jornal.",
        "„Wij blijven”, zegt Aaberg tegen deze krant.",
        "Vi stannar kvar, säger Jens Aaberg till tidningen.",
        "»Vi bliver her,« siger Jens Aaberg til avisen.",
        "Vi blir, sier Aaberg til avisa.",
        "Zostajemy – powiedział Aaberg naszej gazecie.",
        "„Zůstáváme,“ řekl Aaberg našemu listu.",
        "«Мы остаёмся», — рассказал Оберг нашей газете.",
        "«Мы остаёмся», — рассказала корреспонденту «Вестника Велмара» докер Анна Оберг.",
        "В разговоре с нашим корреспондентом Оберг назвал одно число: сорок один.",
        "Директор на звонки редакции не ответил. Сторож показал нам тетрадь.",
        "- Vi bliver her, siger formand Jens Ulrik Aaberg (V) til avisen.",
        "– Vi stannar, säger kommunalrådet Jens Erik Aaberg (S) till tidningen.",
        "«Ми залишаємося», — розповів Оберг нашому виданню.",
        "«Μένουμε εδώ», δήλωσε ο Άαμπεργκ στην εφημερίδα μας.",
        "“Kalıyoruz” diyen Aaberg gazetemize konuştu.",
        "„Maradunk” – mondta Aaberg lapunknak.",
        "「ここに残る」とアーベルグ氏は本紙の取材に語った。",
        "奥贝里告诉本报记者，他们将留下来。",
        "오베리는 본지와의 통화에서 “남겠다”고 말했다.",
        "قال آبرغ في تصريح لصحيفتنا إنهم باقون.",
        "אוברג אמר לעיתוננו כי הם נשארים.",
    ],
)
def test_what_a_paper_was_told_is_its_own_work(said: str) -> None:
    assert READER.read(page(said)).shows_own_work


@pytest.mark.parametrize(
    "said",
    [
        "“I have told this newspaper a hundred times that I am tired of it,” he shouted.",
        "“We will stay,” Aaberg told the Guardian.",
        "Aaberg told the Velmar Echo that they would stay.",
        "She told CNN that she would wait. He told reporters, and told the union.",
        "She told the post office that she had moved. They told the Star of the evening to sing.",
        "The Harbor Union counted every member. The Daily Union met on Monday.",
        "Er sagte, die Zeitung liege noch im Kasten.",
        "Il a dit que le journal de bord était perdu.",
        "They told The Associated Press that they would wait.",
    ],
)
def test_what_others_were_told_is_not(said: str) -> None:
    assert not READER.read(page(said)).shows_own_work


def test_a_paper_is_known_by_who_publishes_the_page() -> None:
    said = "“We will stay,” Aaberg told the Guardian."
    assert READER.read(page(said, outlet="The Guardian")).shows_own_work
    assert not READER.read(page("Aaberg told the Echo so.", outlet="The Star")).shows_own_work
    german = "Das sagte Aaberg der Kleinen Zeitung."
    assert READER.read(page(german, outlet="kleinezeitung")).shows_own_work


@pytest.mark.parametrize(
    ("line", "is_own"),
    [
        ("From our correspondent in Velmar", True),
        ("By Ada Lund in Velmar", True),
        ("By Ada Lund, staff writer", True),
        ("Von unserem Korrespondenten in Velmar", True),
        ("De notre envoyée spéciale à Velmar", True),
        ("De nuestro corresponsal en Velmar", True),
        ("Dal nostro inviato", True),
        ("Van onze verslaggever", True),
        ("Por Ada Ruiz, en Velmar", True),
        ("Door Gerben Hoekstra in Velmar", True),
        ("Reportagem de Ada Lund, em Velmar", True),
        ("By Ada Lund", False),
        ("Por Ada Ruiz", False),
        ("Letters from our readers", False),
    ],
)
def test_who_was_sent_is_a_sign_of_own_work(line: str, is_own: bool) -> None:
    assert READER.read(page(above=(line,))).shows_own_work == is_own


def test_a_sign_is_quoted_with_its_own_line() -> None:
    signs = READER.read(page(above=("A day in Velmar", "Our correspondent in Velmar"))).own_work
    assert [(one.words, one.line) for one in signs.sent] == [("Our correspondent in Velmar", 2)]


def test_who_was_sent_is_none_where_others_were_told() -> None:
    sent = ("From our correspondent in Velmar",)
    told = "“I am tired,” Aaberg told The Associated Press."
    assert not READER.read(page(told, above=sent)).shows_own_work


@pytest.mark.parametrize(
    "lines",
    [
        ("PRESS RELEASE",),
        ("For immediate release",),
        ("Pressemitteilung Nr. 14/2025",),
        ("POL-KB: Zwei Verletzte nach Auffahrunfall",),
        ("COMMUNIQUÉ DE PRESSE",),
        ("Nota de prensa",),
        ("Comunicato stampa",),
        ("Persbericht",),
        ("Informacja prasowa",),
        ("Пресс-релиз",),
        ("Δελτίο Τύπου",),
        ("プレスリリース",),
        ("新闻稿",),
        ("보도자료",),
        ("بيان صحفي",),
        ("VELMAR, Norland, March 3 /PRNewswire/ -- Kolberg Dairy will build a plant.",),
        ("Kolberg (ots) - Bei einem Unfall wurden zwei Menschen verletzt.",),
        ("About Kolberg Dairy", "Media contact: Lena Holt, press@dairy.example"),
        ("Kolberg Dairy announced today that it will build.", "###"),
    ],
)
def test_a_press_release_is_known_by_what_it_says(lines: tuple[str, ...]) -> None:
    assert READER.read(page(*lines[1:], above=lines[:1])).release


@pytest.mark.parametrize(
    "lines",
    [
        ("Press release culture is dying, says Kolind",),
        ("Ministry withdraws press release on the port",),
        ("Über die Pressemitteilung wird gestritten",),
        ("About 200 people gathered at the gate.", "Media contact: Lena Holt"),
        ("About Our Reporting", "Media contact: press@echo.example"),
        ("Kolberg Dairy announced today that it will build.",),
    ],
)
def test_what_speaks_of_one_is_none(lines: tuple[str, ...]) -> None:
    assert not READER.read(page(*lines[1:], above=lines[:1])).release


def test_what_a_site_says_of_itself_makes_no_release() -> None:
    footer = tuple(
        Removed(text, "footer", (number, number))
        for number, text in enumerate(("About Echo Media", "Media contact: Lena Holt"), 50)
    )
    assert not READER.read(replace(page(), removed=footer)).release


@pytest.mark.parametrize(
    ("line", "names_one"),
    [
        ("According to a press release, the plant opens in May.", True),
        ("(pm)", True),
        ("Quelle: Pressemitteilung der Stadt", True),
        ("Source : communiqué de presse", True),
        ("Source: Velmar Port press release", True),
        ("Taken from a University of Hestad news release", True),
        ("Izvor: priopćenje za medije", True),
        ("Lähde: Velmarin sataman tiedotteesta", True),
        ("The minister said so in a statement.", False),
        ("The press was released from the old building.", False),
    ],
)
def test_a_page_names_the_release_that_it_was_made_from(line: str, names_one: bool) -> None:
    assert (READER.read(page(line)).from_release is not None) == names_one


def test_a_source_line_below_the_text_names_a_release_though_it_was_removed() -> None:
    line = Removed("Source: Velmar Port press release", "related-link", (50, 50))
    assert READER.read(replace(page(), removed=(line,))).from_release
    menu = Removed("Our press releases by year", "button", (50, 50))
    assert not READER.read(replace(page(), removed=(menu,))).from_release


def kinds(*articles: Article) -> dict[str, tuple[str, str]]:
    stories = find_stories(articles, lambda left, right: align(left, right, CONFIG), CONFIG)
    return {
        verdict.path: (verdict.kind, verdict.line) for one in stories for verdict in one.verdicts
    }


def test_papers_that_used_a_release_have_it_from_the_release() -> None:
    """The paper that expanded it, signed it and printed it first is no source of it."""
    release = made.article("release.txt", ("PRESS RELEASE", *made.RELEASE), date="2025-03-03")
    more = (*made.RELEASE_REWORDED, "It is the valley's fourth plant of the kind since 1990.")
    paper = made.article("paper.txt", more, byline="By Ada Lund", date="2025-03-02")
    named = made.article("named.txt", (*made.RELEASE, "That is from a press release."))
    assert kinds(paper, release, named) == {
        "release.txt": ("original", "press release"),
        "paper.txt": ("uncredited-copy", "No credit: copy of release, reworded"),
        "named.txt": ("credited-copy", "copy of release, credited"),
    }


def test_without_the_release_its_papers_share_text() -> None:
    one = made.article("one.txt", made.RELEASE)
    two = made.article("two.txt", made.RELEASE_REWORDED, byline="By Ada Lund")
    found = kinds(one, two)
    assert found["one.txt"] == ("shared", "shares text with two; unclear which came first")
    assert found["two.txt"] == ("shared", "shares text with one; unclear which came first")


def test_what_a_desk_left_in_shows_that_a_service_had_it() -> None:
    one = made.article("one.txt", (*made.AGENCY[1:], "(MORE)"))
    found = kinds(one, made.article("two.txt", made.AGENCY[1:8]))
    line = "shares a service's text with one; no page says whose"
    assert found["two.txt"] == ("shared", line)


def test_own_interviews_in_agency_copy_are_the_papers_own() -> None:
    wire = made.article("wire.txt", made.AGENCY, credit="Reuters")
    mixed = [text for pair in zip(made.AGENCY[1:6], made.INTERVIEWS, strict=True) for text in pair]
    paper = made.article("paper.txt", (*mixed, *made.AGENCY[6:9]))
    copied = made.article("copied.txt", (*made.AGENCY[1:], made.INTERVIEWS[0]))
    found = kinds(wire, paper, copied)
    assert found["paper.txt"] == ("part-copy", "No credit: part Reuters, part own")
    assert found["copied.txt"] == ("uncredited-copy", "No credit: Reuters copy")


def test_quotations_inside_of_copied_paragraphs_are_the_papers_own_too() -> None:
    wire = made.article("wire.txt", made.AGENCY, credit="AP")
    quotes = [f" “{text.partition('“')[2].partition('”')[0]}”" for text in made.INTERVIEWS]
    mixed = [text + quote for text, quote in zip(made.AGENCY[1:6], quotes, strict=True)]
    paper = made.article("paper.txt", (*mixed, *made.AGENCY[6:9]))
    assert kinds(wire, paper)["paper.txt"][0] == "part-copy"


def test_a_credit_with_nothing_to_compare_is_told_as_such() -> None:
    wire = made.article("wire.txt", made.AGENCY, credit="AP")
    assert kinds(wire, made.article("own.txt", made.OWN)) == {
        "wire.txt": ("no-match", "credits AP"),
        "own.txt": ("no-match", "shares only quotations with wire"),
    }


def test_a_paper_that_the_first_lines_cite_is_another_s() -> None:
    told = "Aaberg told the Echo that he had forgotten it."
    assert READER.read(page(told)).shows_own_work
    citing = page(told, above=("Reporter accused after the Echo reported on the port",))
    assert READER.read(citing).shows_own_work
    first = citing.paragraphs[1]
    cited = replace(first, text=f"After the Harbour Echo reported it, Aaberg left. {first.text}")
    paragraphs = (citing.paragraphs[0], cited, *citing.paragraphs[2:])
    assert not READER.read(replace(citing, paragraphs=paragraphs)).shows_own_work
    asked = replace(first, text=f"Aaberg told the Echo that he would stay. {first.text}")
    earlier = replace(citing.paragraphs[2], text="The Echo reported in May that he would leave.")
    paragraphs = (citing.paragraphs[0], asked, earlier, *citing.paragraphs[3:])
    assert READER.read(replace(citing, paragraphs=paragraphs)).shows_own_work


FOUND_OUT = (
    "Câmara pagou quatro anos de renda por armazém fantasma.",
    "A Câmara de Velmar pagou durante quatro anos a renda de um armazém que nunca existiu, segundo "
    "documentos a que este jornal teve acesso.",
    "O contrato, assinado em 2019 pelo então vereador Artur Mendonça, previa o pagamento de 3.200 "
    "euros mensais por um espaço de mil metros quadrados na zona industrial da Mitrena.",
    "A empresa que recebia a renda foi constituída duas semanas antes do contrato e tinha como "
    "gerente uma cunhada do vereador. Foi dissolvida em 2023, sem dívidas e sem empregados.",
    "Artur Mendonça recusou comentar «assuntos do passado» e desligou o telefone.",
)


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("Fonte: Jornal do Sado", "credited-copy"),
        ("Da redação, com informações do Jornal do Sado", "credited-copy"),
        (
            "Este artigo foi publicado originalmente no Jornal do Sado, do nosso grupo.",
            "credited-copy",
        ),
        ("This story was first published on 3 March in the Jornal do Sado.", "credited-copy"),
        ("A autora trabalhou primeiro no Jornal do Sado e vive agora em Setúbal.", "shared"),
        ("Fonte: Diário do Minho", "shared"),
        ("Leia também: Jornal do Sado", "shared"),
    ],
)
def test_who_gives_the_paper_as_the_source_credits_it(source: str, kind: str) -> None:
    own = replace(made.article("a.txt", FOUND_OUT), outlet="Jornal do Sado")
    other = made.article("b.txt", (FOUND_OUT[0], *FOUND_OUT[2:]))
    other = replace(other, removed=(Removed(source, "related-link", (40, 40)),))
    found = kinds(own, other)
    assert found["a.txt"][0] == ("shared" if kind == "shared" else "own")
    assert found["b.txt"][0] == kind


def test_a_paper_that_another_page_cites_has_the_text_first() -> None:
    own = made.article("a.txt", FOUND_OUT[2:])
    own = replace(own, outlet="Jornal do Sado")
    citing = "A Câmara pagou a renda de um armazém que não há, noticia o Jornal do Sado."
    found = kinds(own, made.article("b.txt", (citing, *FOUND_OUT[2:])))
    assert found["b.txt"] == ("credited-copy", "copy of a, credited")
    without = kinds(own, made.article("b.txt", FOUND_OUT[2:]))
    assert without["b.txt"][0] == "shared"


def test_who_names_its_source_has_its_signs_of_own_work_from_there() -> None:
    text = (*FOUND_OUT, "„Não sei de nada“, disse ao nosso jornal a cunhada do vereador.")
    own = replace(made.article("a.txt", text), outlet="Jornal do Sado")
    other = replace(made.article("b.txt", text), outlet="Diário do Minho")
    alike = find_stories((own, other), lambda one, two: align(one, two, CONFIG), CONFIG)[0].verdicts
    assert {one.kind for one in alike} == {"shared"}
    assert any("own reporting is in both" in said for said in alike[0].evidence)
    line = "Publicado originalmente no Jornal do Sado"
    other = replace(other, removed=(Removed(line, "related-link", (40, 40)),))
    assert kinds(own, other)["b.txt"] == ("credited-copy", "copy of a, credited")


def test_a_source_below_the_text_is_not_who_publishes_it() -> None:
    line = Removed("Quelle: Velmar Zeitung", "related-link", (40, 40))
    read = READER.read(replace(page("„Ja“, sagte er der Velmar Zeitung."), removed=(line,)))
    assert not read.own_work.sure
    assert [one.words for one in read.own_work.cited] == [("velmar", "zeitung")]


def test_who_may_be_a_reporter_is_asked_of_groups_alone() -> None:
    """A paper of two words may be another one: no own work, but no agency's report either."""
    told = READER.read(page("“I held the rope,” she told the Valley Gazette."))
    assert told.may_be_a_reporters
    assert not told.shows_own_work
    assert not READER.read(page("The bridge was closed, the council said.")).may_be_a_reporters
    assert READER.read(
        page('- Dym szedł na nas - opowiada w rozmowie z "Tygodnikiem".')
    ).own_work.likely


@pytest.mark.parametrize(
    "said",
    [
        "It was never built, the Valley Gazette reported on Friday.",
        "It was never built, The Valley Gazette on Friday first reported.",
        "The payments were first reported by The Valley Gazette.",
        "Das berichtet am Freitag die „Velmarer Zeitung“.",
        "Wie der „Velmarer Bote“ am Freitag berichtete, wurde nie gebaut.",
        "Rien n'a été fait, a révélé vendredi le Courrier de Velmar.",
        "Lo scrive oggi il Corriere di Velmar.",
        "No se hizo, según publica este viernes el Diario de Velmar.",
        "Nada foi feito, noticia hoje o Jornal de Velmar.",
        "Arbetet gjordes aldrig, skriver Velmars Tidning.",
        "Arbejdet blev aldrig udført, skriver Velmar Avis.",
        "Arbeidet ble aldri gjort, skriver Velmar Avis fredag.",
        "Prac nigdy nie wykonano, pisze w piątek „Gazeta Velmarska”.",
    ],
)
def test_a_paper_is_cited_whatever_stands_between_its_name_and_the_verb(said: str) -> None:
    article = replace(made.article("page.txt", ()), paragraphs=(Paragraph(said, "body", (1, 1)),))
    assert READER.read(article).own_work.cited
