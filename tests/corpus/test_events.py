"""Which articles tell one event."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import made_stories as made
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.default import default_config

from tui.corpus.likeness import Alike, Likeness
from tui.corpus.story.comparisons import glance_at
from tui.corpus.story.events import find_events
from tui.corpus.story.names import days_in, names_of, without_endings
from tui.corpus.story.subjects import FREQUENT_WORDS, LEAST_LETTERS, Rarity, Topic
from tui.text import align
from tui.text.model import Paragraph

if TYPE_CHECKING:
    from tui.corpus.story.comparisons import Glance
    from tui.text.model import Article

CONFIG = default_config()


def events(*texts: tuple[str, ...]) -> list[list[int]]:
    return grouped(*(made.article(f"{place}.txt", text) for place, text in enumerate(texts)))


def grouped(*articles: Article) -> list[list[int]]:
    chosen = CONFIG.story.events
    return find_events(
        articles,
        Likeness(articles).pairs(chosen.likeness),
        lambda one, other: glance_at(align(articles[one], articles[other], CONFIG)),
        chosen,
    )


def test_names_are_never_written_small() -> None:
    text = "The port of Velmar closed. Workers said the port, in 1997, had closed. Closed it is."
    assert names_of(made.article("a.txt", (text,))) == {"velmar", "workers", "1997"}


def test_scripts_without_capitals_have_names() -> None:
    names = names_of(made.article("a.txt", ("東京都は火曜日、港を閉鎖した。",)))
    assert "東京" in names
    assert "港を" in names


def test_reports_on_one_event_belong_together_without_a_common_sentence() -> None:
    assert events(made.AGENCY, made.UNRELATED, made.OWN, made.GERMAN) == [[0, 2], [1], [3]]


def test_a_copy_without_names_is_known_by_its_words() -> None:
    lower = tuple(text.lower() for text in made.AGENCY)
    assert events(lower, lower[:8], made.UNRELATED) == [[0, 1], [2]]


def test_japanese_and_arabic() -> None:
    fire = (
        "京都市の木造寺院で月曜日の夜に火災が発生し、本堂の屋根が焼け落ちた。",
        "消防によると、けが人はいない。出火の原因はまだ分かっていない。",
    )
    again = (
        "月曜日の夜、京都市の木造寺院で火災が発生し、本堂の屋根が焼けた。",
        "出火の原因は調査中で、けが人はいないと消防は述べた。",
    )
    vote = ("أعلنت لجنة الانتخابات في العاصمة نتائج الجولة الأولى مساء الأحد بعد فرز الأصوات.",)
    assert events(fire, vote, again) == [[0, 2], [1]]


def tries(texts: list[tuple[str, ...]]) -> set[tuple[int, int]]:
    """The pairs that are aligned to find out whether they tell one event."""
    articles = [made.article(f"{place}.txt", text) for place, text in enumerate(texts)]
    tried: set[tuple[int, int]] = set()

    def aligned(one: int, other: int) -> Glance:
        tried.add((one, other))
        return glance_at(align(articles[one], articles[other], CONFIG))

    find_events(articles, [], aligned, CONFIG.story.events)
    return tried


def report(names: list[str]) -> tuple[str, ...]:
    return (" ".join(f"and then {name}" for name in names) + ".",)


def test_among_many_articles_a_few_names_in_common_are_chance() -> None:
    # Four names of 24 each are .17: enough for a try among few, and chance among many.
    shared = ["Ardal", "Brevik", "Corvin", "Dalmar"]
    pair = [report([*shared, *(f"{own}{at}" for at in range(20))]) for own in ("Left", "Right")]
    others = [report([f"Other{page}x{at}" for at in range(24)]) for page in range(300)]
    assert tries(pair) == {(0, 1)}
    assert tries([*pair, *others]) == set()


def test_names_that_many_events_have_tell_of_none() -> None:
    days = [f"Capital{at}" for at in range(8)]
    own = [[f"Own{page}x{at}" for at in range(14)] for page in range(40)]
    assert tries([report(days + names) for names in own[:20]])
    assert not tries([report(days + names) for names in own])
    both = [report([*days, "Velmar", *names]) for names in own[:2]]
    assert tries([*both, *(report(days + names) for names in own[2:])]) == {(0, 1)}


def test_what_is_copied_is_tried_whatever_its_names() -> None:
    days = [f"Capital{at}" for at in range(8)]
    own = [[f"Own{page}x{at}" for at in range(14)] for page in range(40)]
    articles = [made.article(f"{at}.txt", report(days + names)) for at, names in enumerate(own)]
    tried: list[tuple[int, int]] = []

    def aligned(one: int, other: int) -> Glance:
        tried.append((one, other))
        return glance_at(align(articles[one], articles[other], CONFIG))

    find_events(articles, [Alike(0.1, 3, 5)], aligned, CONFIG.story.events)
    assert tried == [(3, 5)]


def test_a_story_in_many_papers_makes_no_name_common() -> None:
    names = [f"Name{at}" for at in range(20)]
    copies = [report([*names, f"Own{at}"]) for at in range(40)]
    retold = report([*names[:7], *(f"Else{at}" for at in range(14))])
    assert tries([*copies, retold])


def test_the_likeliest_pairs_are_tried_first_and_each_article_a_few_times() -> None:
    # One article shares 6, 5, 5, 5 and 4 of its names with others that share none.
    hub = report([f"Name{at}" for at in range(25)])
    takes = (range(6), range(6, 11), range(11, 16), range(16, 21), range(21, 25))
    others = [
        report([*(f"Name{at}" for at in some), *(f"Own{number}x{at}" for at in range(19))])
        for number, some in enumerate(takes)
    ]
    assert tries([hub, *others]) == {(0, 1), (0, 2), (0, 3)}


def test_of_many_articles_the_two_likeliest_partners_are_tried() -> None:
    hub = report([f"Name{at}" for at in range(25)])
    takes = (range(8), range(8, 15), range(15, 21))
    others = [
        report([*(f"Name{at}" for at in some), *(f"Own{number}x{at}" for at in range(17))])
        for number, some in enumerate(takes)
    ]
    more = [report([f"Other{page}x{at}" for at in range(24)]) for page in range(8)]
    assert tries([hub, *others, *more[:6]]) == {(0, 1), (0, 2), (0, 3)}
    assert tries([hub, *others, *more]) == {(0, 1), (0, 2)}


def test_short_reports_of_two_services_belong_together_with_two_names_in_common() -> None:
    longer = (
        "A landslide of 4,000 cubic metres cut the railway in the Aulne gorge on Saturday.",
        "Nobody was hurt: a train with 83 passengers stopped 200 metres short of the rocks.",
        "Trains will not run for three months, the operator Velrail said, and buses replace them.",
        "Mayor Yann Floch of Valmont thanked the driver, Denis Caradec, who had seen the dust.",
    )
    short = (
        "Rail traffic in the Aulne valley is interrupted after a landslide, authorities said.",
        "Nobody was hurt, and a train that was on the line could stop in time before the rocks.",
        "The operator Velrail expects that its trains will not run for three months.",
    )
    assert events(longer, short, made.UNRELATED) == [[0, 1], [2]]


def headed(headline: str, *texts: str) -> Article:
    paragraphs = [Paragraph(headline, "headline", (1, 1))]
    paragraphs += [Paragraph(text, "body", (at, at)) for at, text in enumerate(texts, 2)]
    return replace(made.article("a.txt", ()), paragraphs=tuple(paragraphs))


TRIALS = {
    "en": (
        headed(
            "Baker jailed for poisoned cakes",
            "A baker was jailed for six years at Ludford Crown Court on Thursday.",
            "Owen Tarn, 39, had put laxatives in his rival's cakes. Judge Mary Pole said so.",
        ),
        headed(
            "Twins cleared of stealing tractor",
            "Twins of 22 were cleared at Ludford Crown Court on Thursday of taking a tractor.",
            "Lee and Max Arden had borrowed it, the jury found. Judge Mary Pole sent them home.",
        ),
    ),
    "de": (
        headed(
            "Bewährung für falschen Zahnarzt",
            "Das Landgericht Zell hat einen falschen Zahnarzt am Montag zu zwei Jahren verurteilt.",
            "Richter Ulf Brenn nannte ihn einen Künstler mit der Zange.",
        ),
        headed(
            "Wirtin muss Pacht nachzahlen",
            "Eine Wirtin unterlag am Montag vor dem Landgericht Zell ihrem Verpächter.",
            "Richter Ulf Brenn riet beiden, ein Bier zu trinken.",
        ),
    ),
}


@pytest.mark.parametrize("language", TRIALS)
def test_two_trials_at_one_court_on_one_day_are_two_events(language: str) -> None:
    assert grouped(*TRIALS[language]) == [[0], [1]]


SHORT = {
    "pl": (
        headed(
            "Wykoleił się pociąg w Dębnie",
            "Pociąg towarowy wykoleił się w nocy w Dębnie. Nikt nie ucierpiał, podała kolej.",
        ),
        headed(
            "Dębno: wykolejony pociąg na torach",
            "Dziewięć wagonów wypadło z torów. Pociąg z Dębna wiózł węgiel, nikt nie ucierpiał.",
        ),
    ),
    "da": (
        headed(
            "Hvalros gik i land på Fanø",
            "En hvalros gik onsdag i land på Fanø og lagde sig på en parkeringsplads.",
        ),
        headed(
            "Sulten hvalros på ferie",
            "Hvalrossen, der lagde sig på en parkeringsplads på Fanø, er mæt og rask.",
        ),
    ),
}


@pytest.mark.parametrize("language", SHORT)
def test_short_reports_with_one_name_in_common_belong_together(language: str) -> None:
    assert grouped(*SHORT[language]) == [[0, 1]]


AT_SEA = headed(
    "Two bodies recovered after lobster boat capsizes",
    "Searchers recovered the bodies of two fishermen on Friday after the Marlene B. sank in a gale "
    "about 22 kilometres from Ship Harbour.",
    "A Cormorant helicopter and 30 boats took part in the search, the coast guard said.",
)


@pytest.mark.parametrize(
    ("headline", "day", "joined"),
    [
        ("Ship Harbour mourns its own", "Friday", True),
        ("Ship Harbour mourns its own", "Sunday", False),
        ("A kettle and a pot of chowder", "Friday", False),
    ],
)
def test_a_whole_name_and_the_headline_make_one_event(
    headline: str, day: str, joined: bool
) -> None:
    other = headed(
        headline,
        f"The kettle in the hall of Ship Harbour had not been off the heat since {day} when Peg "
        "Webber came in with another pot of chowder.",
        "Her cousin sailed on the Marlene B. too. “You feed people. It is what there is to do,” "
        "she said, and went to look for bowls.",
    )
    assert grouped(AT_SEA, other) == ([[0, 1]] if joined else [[0], [1]])


def test_two_fires_in_one_town_are_two_events() -> None:
    barn = headed("Pożar stodoły pod Dębnem", "Pod Dębnem spłonęła stodoła ze słomą, podała straż.")
    shop = headed("Spłonął sklep z butami", "Straż gasiła w Dębnie sklep z butami przy rynku.")
    assert grouped(barn, shop) == [[0], [1]]


@pytest.mark.parametrize(
    ("first", "second"), [("poniedziałek", [[0], [1]]), ("czwartek", [[0, 1]])]
)
def test_one_name_does_not_make_one_event_of_two_days(first: str, second: list[list[int]]) -> None:
    one = headed("Pożar w Dębnie", f"W Dębnie spłonęła w {first} stodoła, podała straż pożarna.")
    other = headed("Pożar stodoły w Dębnie", "Stodoła spłonęła w czwartek w Dębnie, podała straż.")
    assert grouped(one, other) == second


def test_days_are_found_in_compounds() -> None:
    weeks = CONFIG.story.events.days.values()
    assert days_in("Der Unfall vom Dienstagabend", weeks) == {1}
    assert days_in("Tot woensdagmorgen geen treinen", weeks) == {2}
    assert days_in("In Mondorf", weeks) == set()


@settings(max_examples=20, deadline=None)
@given(st.text("abcdeż", min_size=1, max_size=12), st.text("abcdeż", min_size=1, max_size=12))
def test_forms_of_a_name_are_one_whatever_the_order(one: str, other: str) -> None:
    first, second = without_endings([{one}, {other}]), without_endings([{other}, {one}])
    assert first == second[::-1]
    assert without_endings([{one}, {one}]) == [{one}, {one}]


def with_headline(name: str, headline: str, *texts: str) -> Article:
    article = made.article(name, texts)
    first = Paragraph(headline, "headline", (0, 0))
    return replace(article, paragraphs=(first, *article.paragraphs))


BACKGROUND = (
    "Velmar and Osterby have disputed the Marn Islands since an award by the court of Lund in "
    "1899, which gave all of them but one to Osterby.",
    "Tensions rose after Dorn Energy found gas off the islands in 2015, and the navies of both "
    "countries have met there twice since.",
)


def test_background_below_the_news_makes_no_event_of_two() -> None:
    boats = with_headline(
        "boats.txt",
        "Six sailors hurt on a patrol",
        "Six sailors were hurt when somebody shot at a supply boat off Greater Marn, the navy of "
        "Osterby said on Tuesday.",
        "A helicopter took them to a hospital in Halden. The boat had been on its way to a post "
        "at the northern end.",
        *BACKGROUND,
    )
    platform = with_headline(
        "platform.txt",
        "Company to build eighth platform",
        "Dorn Energy will spend 6.8 billion crowns on another platform off Lesser Marn, its "
        "president Pia Moss said on Wednesday.",
        "It is to produce 150,000 barrels a day from 2029, and a court will hear in June what "
        "fishermen say against it.",
        *BACKGROUND,
    )
    copy = with_headline("copy.txt", "Sailors hurt", *[one.text for one in boats.paragraphs[1:]])
    assert grouped(boats, platform, copy) == [[0, 2], [1]]


def test_what_is_told_of_a_life_belongs_to_the_report_of_a_death() -> None:
    agency = with_headline(
        "agency.txt",
        "Actress known as Salome dies at 91",
        "Halina Dorn, known to all as Salome in the series Baker Street, has died at 91, the Old "
        "Theatre in Velmar said on Wednesday.",
        "She played some 120 parts there, under Konrad Lund and others.",
    )
    memoir = with_headline(
        "memoir.txt",
        "Miss Dorn, an actress, left me an umbrella",
        "I first saw her not on a stage but in a park, reciting verse to the pigeons.",
        "Halina Dorn was 79 then. She spoke of Konrad Lund, who made her walk down some stairs "
        "forty times, and of Salome, whom she did not like.",
        "It was raining when we left the Café Rosa in Skara, and Miss Ida, who ran it, had gone. "
        "She gave me an umbrella of the Halden Line, and told me to bring it back to Number Nine.",
    )
    other = with_headline(
        "other.txt",
        "Director Stefan Moss has died",
        "Stefan Moss, who made films on miners, has died at 84, the society of film makers in "
        "Osterby said on Wednesday.",
        "He made some 60 films, among them Winter and Two Rivers.",
    )
    assert grouped(agency, memoir, other) == [[0, 1], [2]]


def test_two_services_are_one_event_though_they_begin_on_other_days() -> None:
    first = with_headline(
        "first.txt",
        "Hiker saved after two nights in the Marn Hills",
        "A hiker from Osterby was found alive on Tuesday in the Marn Hills after two nights in "
        "the open.",
        "Luc Verhof had broken an ankle when he fell on Sunday on his way down to Halden. A "
        "helicopter took him to Velmar.",
    )
    second = with_headline(
        "second.txt",
        "Missing hiker found alive near Halden",
        "The hiker who had been missing in the Marn Hills since Sunday has been found alive.",
        "Luc Verhof was cold but awake, a minister said in Velmar.",
    )
    assert grouped(first, second) == [[0, 1]]


def test_who_is_named_in_both_makes_more_of_it_than_background() -> None:
    agency = with_headline(
        "agency.txt",
        "Six sailors hurt on a patrol",
        "Six sailors were hurt when somebody shot at a boat of Captain Omar Kant off Greater Marn, "
        "the navy of Osterby said on Tuesday.",
        "A helicopter took them to a hospital in Halden.",
        *BACKGROUND,
    )
    paper = with_headline(
        "paper.txt",
        "A plantain and a bullet",
        "It was the hand with the knife that was hit. Captain Omar Kant has sailed these waters "
        "for thirty years, from Halden and back.",
        "He was peeling a plantain for his crew when it happened, off Greater Marn.",
        *BACKGROUND,
    )
    assert grouped(agency, paper) == [[0, 1]]


def with_own(*articles: tuple[Article, bool]) -> list[list[int]]:
    pages = [article for article, _ in articles]
    chosen = CONFIG.story.events
    return find_events(
        pages,
        Likeness(pages).pairs(chosen.likeness),
        lambda one, other: glance_at(align(pages[one], pages[other], CONFIG)),
        chosen,
        [own for _, own in articles],
    )


FLYOVER = with_headline(
    "wire.txt",
    "Nine killed as flyover collapses in Marlbad",
    "Nine labourers were killed when part of a flyover that is being built collapsed in Marlbad on "
    "Sunday, officials said.",
    "Two girders slipped from a crane near Linden Circle, commissioner Mona Kulk said. The fire "
    "brigade pulled eleven people from the debris.",
    "Police registered a case against the contractor, Sahya Infra Works.",
)


def test_a_correspondents_story_goes_with_the_news_by_its_place_and_rare_words() -> None:
    stall = with_headline(
        "stall.txt",
        "A tea stall stays open for those who dig",
        "Sunita has not shut her stall in Marlbad since the girders fell. Through the night she "
        "poured for the men who stood behind the rope and waited for a name.",
        "Her customers came from the site of the flyover. She has the notebook with what they owe. "
        "Four of the names will not pay.",
    )
    assert with_own((FLYOVER, False), (stall, True)) == [[0, 1]]
    assert with_own((FLYOVER, False), (stall, False)) == [[0], [1]]


def test_another_event_of_the_kind_in_the_same_town_is_another() -> None:
    wall = with_headline(
        "wall.txt",
        "Three labourers die as wall falls in Marlbad",
        "Three labourers died when the wall of a site fell on their shed in Marlbad on Sunday "
        "after heavy rain, officials said.",
        "Two others escaped with injuries and were taken to a private hospital. The police will "
        "speak to the builder.",
    )
    assert with_own((FLYOVER, False), (wall, False)) == [[0], [1]]


def test_a_page_with_work_of_its_own_finds_company_once() -> None:
    # It names the town; so does every other event there.
    stall = with_headline(
        "stall.txt",
        "In Marlbad, a stall stays open for those who dig at the flyover",
        "Sunita has not shut her stall near Linden Circle since the girders fell.",
        "Four of the names in her notebook will not pay.",
    )
    fair = with_headline(
        "fair.txt",
        "Marlbad fair opens with a parade of elephants",
        "The fair of Marlbad was opened on Sunday with a parade of nine elephants.",
    )
    assert with_own((FLYOVER, False), (fair, False), (stall, True)) == [[0, 2], [1]]


def test_what_came_of_it_on_another_day_is_the_same_event() -> None:
    assembly = with_headline(
        "assembly.txt",
        "Minister pressed to resign over Marlbad flyover collapse",
        "The opposition disrupted the assembly on Tuesday over the nine labourers who died in the "
        "flyover collapse in Marlbad.",
        "Sahya Infra Works had been given the contract though it was blacklisted, they alleged. "
        "The girders should never have been lifted by that crane.",
    )
    assert with_own((FLYOVER, False), (assembly, False)) == [[0, 1]]


def test_a_short_list_of_frequent_words_makes_less_of_what_it_lacks() -> None:
    # A list of a few hundred lacks much that every other text has.
    english = Rarity("The police said that they have been told about this by people from there.")
    polish = Rarity("Policja podała, że został przez nich jeszcze tylko jeden, który może być.")
    assert english.weights("quixotry") == {"quixot": 1.0}
    assert 0.5 < polish.weights("zawierucha")["zawieru"] < 0.8


def test_no_frequent_word_is_listed_twice_or_too_short_to_count() -> None:
    text = FREQUENT_WORDS.read_text("utf-8")
    lines = [line.split() for line in text.splitlines() if line[0] != "#"]
    assert len(lines) == len({language for language, *_ in lines})
    for _, *words in lines:
        assert len(words) == len(set(words)) > 200
        assert min(map(len, words)) >= LEAST_LETTERS


def test_one_writer_in_one_place_makes_no_event() -> None:
    written, told = (
        Topic({"kessler": 1.0}, (), told_when=False, own=True, known=True, above=above)
        for above in (frozenset({"kessler"}), frozenset[str]())
    )
    assert written.in_common(written) < 0 < written.in_common(told)
    assert written.joined(told).in_common(written) > 0


def test_a_word_with_an_ending_is_in_common_with_the_word_without() -> None:
    report = Topic({"güterz": 1.0, "holzmin": 1.0}, [{}], told_when=True, own=False, known=True)
    story = Topic({"güterzu": 0.8, "holzmin": 1.0}, [{}], told_when=False, own=True, known=True)
    other = Topic({"gärtne": 0.8, "holzmin": 1.0}, [{}], told_when=False, own=True, known=True)
    assert report.in_common(story) == story.in_common(report) > report.in_common(other)


def test_a_japanese_reporters_story_goes_with_the_news_by_parts_of_names() -> None:
    fire = with_headline(
        "fire.txt",
        "山形の旅館で火災、宿泊客ら38人が避難",
        "25日午前4時10分ごろ、山形県小滝町の旅館「湯元松風館」から出火し、木造3階建ての本館を全焼した。",
        "小滝署によると、宿泊客と従業員計38人は全員避難し、けが人はいなかった。",
    )
    crash = with_headline(
        "crash.txt",
        "山形の国道でトラック横転、運転手けが",
        "24日夜、山形県大川町の国道でトラックが横転し、運転していた男性(58)がけがをした。",
        "大川署によると、現場は雪で路面が凍っていたとみられ、署が原因を詳しく調べている。",
    )
    night = with_headline(
        "night.txt",
        "「火の粉が雪のように」松風館の一夜",
        "焼け跡からはまだ湯気が上がっている。小滝町の女将は、すすだらけの看板を両手で抱えていた。",
        "客の名前を一人ずつ呼び、38人目の返事を聞いて座り込んだという。本紙の取材に声を震わせた。",
    )
    assert with_own((fire, False), (crash, False), (night, True)) == [[0, 2], [1]]


def test_two_japanese_trials_at_one_court_are_two_events() -> None:
    bridge = with_headline(
        "bridge.txt",
        "橋の崩落で元課長に有罪判決、広島地裁",
        "歩道橋が崩落した事故で、業務上過失傷害の罪に問われた元課長、村井和夫被告(61)の判決公判が5日、"
        "広島地方裁判所で開かれ、裁判長は禁錮1年6月、執行猶予3年の判決を言い渡した。",
    )
    fraud = with_headline(
        "fraud.txt",
        "詐欺の会社役員に懲役5年、広島地裁",
        "現金をだまし取ったとして、詐欺の罪に問われた会社役員の男(44)の判決公判が5日、広島地方裁判所であり、"
        "裁判長は懲役5年の実刑を言い渡した。",
    )
    assert with_own((bridge, False), (fraud, False)) == [[0], [1]]


STAND = (
    "Пять человек пострадали при обрушении части трибуны на ледовом стадионе в Велмаре.",
    "«Обрушилась секция размером шесть на восемь метров», - сказал собеседник агентства.",
    "Стадион был построен в 1987 году и открылся в сентябре после капитального ремонта.",
    "«Каждая опора должна быть осмотрена, и каждый акт должен быть с фамилией», - написал он.",
)
NIGHT = (
    "Лед еще не растаял. На нем лежат варежка и чей-то термос, и никто за ними не идет.",
    "«Я услышала, как будто лопнула струна», - рассказала нам мать вратаря Анна Оберг.",
    "Тренер вытаскивал детей через борт. Руки у него забинтованы. В зале их было сорок.",
    "Сторож в Велмаре показал тетрадь, где его рукой записано про трещину: палец входит.",
    "«Каждая опора должна быть осмотрена, и каждый акт должен быть с фамилией», - повторяет он.",
)


def test_what_is_quoted_in_the_same_words_makes_one_event() -> None:
    assert events(STAND, NIGHT) == [[0, 1]]
    other = "«Кто это сделал, тот сядет в тюрьму на много лет», - повторяет он."
    assert events(STAND, (*NIGHT[:-1], other)) == [[0], [1]]
    elsewhere = tuple(text.replace("Велмаре", "Тавеле") for text in NIGHT)
    assert events(STAND, elsewhere) == [[0], [1]]
