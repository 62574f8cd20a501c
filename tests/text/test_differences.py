from __future__ import annotations

import pickle
import unicodedata

import msgspec
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from support.articles import article_of
from support.default import default_config

from tui.text import align
from tui.text.words.house_style import house_style
from tui.text.words.quotations import find_quotations

CONFIG = default_config()

VOCABULARY = (
    "the mayor said town flood 40 Tuesday “ ” , . — U.S. US not reportedly Marlow and bridge "
    "full-scale Paris river very useful school towards toward 'no' half ( ) can't Zelenskyy "
    "1.2 million $ 5 km p.m. 17h30 « » ‘ ’ „ 3 May 14.9.2022 twenty - five 1 500 said claimed ²"
)
TEXT = st.lists(st.sampled_from(VOCABULARY.split()), min_size=1, max_size=24).map(" ".join)


def differences(left, right):
    """The differences of two paragraphs in articles that have nothing else."""
    links = align(article_of([left]), article_of([right]), CONFIG).links
    return list(links[0].differences) if links else []


def shown(left, right):
    """Differences as (class, what, left words, right words)."""
    return [
        (
            difference.category,
            difference.what,
            left[slice(*difference.left)] if difference.left else "",
            right[slice(*difference.right)] if difference.right else "",
        )
        for difference in differences(left, right)
    ]


def flags(left, right):
    return [found[1:] for found in shown(left, right) if found[0] in {"substance", "quotation"}]


def assert_bracketed_is_flagged(line):
    """Of two sides with `|` between, a flag has what stands in brackets on either."""
    pair = tuple(side[side.index("[") + 1 : side.index("]")] for side in line.split(" | "))
    left, right = line.replace("[", "").replace("]", "").split(" | ")
    assert pair in {found[-2:] for found in flags(left, right)}


@settings(max_examples=300, deadline=None)
@given(left=TEXT, right=TEXT)
def test_spans_rebuild_both_texts(left, right):
    """Outside the spans the texts are equal; spans don't overlap and cut no word."""
    found = differences(left, right)
    if not align(article_of([left]), article_of([right]), CONFIG).links:
        return
    rests = []
    for text, side in ((left, "left"), (right, "right")):
        spans = sorted(span for span in (getattr(difference, side) for difference in found) if span)
        rest, at = [], 0
        for start, end in spans:
            assert at <= start < end <= len(text)
            assert start == 0 or not (text[start - 1].isalnum() and text[start].isalnum())
            assert end == len(text) or not (text[end - 1].isalnum() and text[end].isalnum())
            assert not text[start].isspace()
            assert not text[end - 1].isspace()
            rest.append(text[at:start])
            at = end
        rest.append(text[at:])
        rests.append("".join("".join(rest).split()))
    assert rests[0] == rests[1]


@settings(max_examples=300, deadline=None)
@given(left=TEXT, right=TEXT)
@example(left="the mayor", right="mayor « 'no' the")
def test_swapped_sides_have_the_same_differences(left, right):
    there = {(d.category, d.what, d.left, d.right) for d in differences(left, right)}
    back = {(d.category, d.what, d.right, d.left) for d in differences(right, left)}
    assert there == back


PLAIN = "José Muñoz sagte am Dienstag, der Stadtrat werde die Brücke über den Fluß aufbauen."


@pytest.mark.parametrize(
    "other",
    [
        unicodedata.normalize("NFD", PLAIN),
        PLAIN.replace("Stadtrat", "Stadt\u00adrat").replace("aufbauen", "auf\u00adbau\u00aden"),
        PLAIN.replace("Brücke", "Brü\u2060cke"),
    ],
)
def test_what_looks_the_same_is_the_same(other):
    assert other != PLAIN
    assert shown(PLAIN, other) == shown(other, PLAIN) == []
    assert align(article_of([PLAIN]), article_of([other]), CONFIG).links[0].kind == "same"
    changed = other.replace("Dienstag", "Mittwoch")
    assert shown(PLAIN, changed) == [("substance", "date", "Dienstag", "Mittwoch")]


def test_what_looks_the_same_needs_no_layer():
    layers = tuple(layer for layer in CONFIG.house_style if layer.name != "accents")
    config = msgspec.structs.replace(CONFIG, house_style=layers)
    pair = article_of([PLAIN]), article_of([unicodedata.normalize("NFD", PLAIN)])
    assert align(*pair, config).links[0].kind == "same"


@pytest.mark.parametrize("layer", CONFIG.house_style, ids=lambda layer: layer.name)
def test_what_is_equal_because_of_a_layer_says_which(layer):
    frame = "The reporters of the old harbour town wrote on page nine: {} as it was said there."
    if layer.name == "datelines":
        frame = "{} as it was said on page nine by the reporters of the old harbour town."
    for line in layer.examples.splitlines():
        found = shown(*(frame.format(one) for one in line.split(" | ")))
        assert {category for category, *_ in found} == {"house-style"}, (line, found)
        named = [what for _, what, *_ in found]
        assert layer.name in named, (line, found)
        assert "" not in named, (line, found)


@pytest.mark.parametrize(
    ("left", "right", "found"),
    [
        (
            "Police said that 14 people had been arrested after the march on Saturday.",
            "Witnesses said that 14 people had been arrested after the march on Saturday.",
            ("Police", "Witnesses"),
        ),
        (
            "The bridge will be rebuilt before the winter, the mayor said on Monday.",
            "The bridge will be rebuilt before the winter, an engineer said on Monday.",
            ("mayor", "engineer"),
        ),
        (
            "Police said that 14 people had been arrested after the march through the old town.",
            "14 people had been arrested after the march through the old town, residents said.",
            ("Police", "residents"),
        ),
        (
            "Die Polizei teilte mit, dass die Brücke im Tal am Montag gesperrt worden sei.",
            "Anwohner teilten mit, dass die Brücke im Tal am Montag gesperrt worden sei.",
            ("Polizei", "Anwohner"),
        ),
        (
            "Le pont de la vallée sera fermé dès lundi matin, a dit la police aux riverains.",
            "Le pont de la vallée sera fermé dès lundi matin, a dit le maire aux riverains.",
            ("police", "maire"),
        ),
        (
            "El puente del valle será cerrado el lunes por la mañana, dijo la policía ayer.",
            "El puente del valle será cerrado el lunes por la mañana, dijo el alcalde ayer.",
            ("policía", "alcalde"),
        ),
    ],
)
def test_another_speaker_without_a_name_is_another_speaker(left, right, found):
    assert flags(left, right) == [("speaker", *found)]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (
            "Police said that 14 people had been arrested after the march on Saturday.",
            "Officers said that 14 people had been arrested after the march on Saturday.",
        ),
        (
            "Police said that the march was over. Residents said that it had been loud all day.",
            "Residents said that it had been loud all day. Police said that the march was over.",
        ),
        (
            "They came back after the march through the old town and its narrow streets.",
            "They came back after the walk through the old town and its narrow streets.",
        ),
    ],
)
def test_the_same_speaker_is_none(left, right):
    assert not flags(left, right)


@pytest.mark.parametrize(
    ("left", "right", "what"),
    [
        ("All shops were closed on Monday.", "Some shops were closed on Monday.", "scope"),
        (
            "Critics called it a waste of money.",
            "Critics branded it a waste of money.",
            "evaluative",
        ),
        ("Der Rat hat einen Plan vorgelegt.", "Der Rat hat keinen Plan vorgelegt.", "negation"),
        ("Das Treffen ist in Paris, hieß es.", "Das Treffen ist in Genf, hieß es.", "place"),
        ("La reunión será en París el lunes.", "La reunión será en Ginebra el lunes.", "place"),
    ],
)
def test_what_a_flagged_word_stands_for_is_shown_beside_it(left, right, what):
    swapped = [(name, there, here) for name, here, there in flags(right, left)]
    (found,) = flags(left, right)
    assert found[0] == what
    assert all(found)
    assert swapped == [found]


def test_single_words_are_not_left_between_changes():
    left = "Officials were met by the group of young farmers on the way to the ministry."
    right = "Officials were booed by the lot of local growers on the way to the ministry."
    assert [found[2:] for found in shown(left, right)] == [
        ("met by the group of young farmers", "booed by the lot of local growers")
    ]


def test_marks_are_differences_of_their_own():
    left = "The mayor, who was late, opened the new bridge over the river."
    right = "The mayor who was late reopened the new bridge over the river."
    assert shown(left, right) == [
        ("house-style", "punctuation", ",", ""),
        ("house-style", "punctuation", ",", ""),
        ("wording", "words", "opened", "reopened"),
    ]


def test_hyphened_words_stay_whole():
    left = "It was a full-scale invasion of the neighbouring country."
    right = "It was a full-fledged invasion of the neighbouring country."
    assert shown(left, right) == [("wording", "words", "full-scale", "full-fledged")]


def test_a_moved_clause_is_one_difference():
    left = "After the storm closed the harbour, the fishing fleet of Marlow sailed home."
    right = "The fishing fleet of Marlow sailed home after the storm closed the harbour."
    moved = [found for found in shown(left, right) if found[1] == "moved"]
    assert len(moved) == 1
    assert moved[0][2].lower() == moved[0][3].lower()


@pytest.mark.parametrize(
    ("left", "right", "layer"),
    [
        ("the U.S. envoy said so in the hall", "the US envoy said so in the hall", "abbreviations"),
        ("the envoy’s words were clear", "the envoy's words were clear", "quotes"),
        ("people in Kiev were asleep", "people in Kyiv were asleep", "names"),
        ("40 per cent of the voters", "40 percent of the voters", "percent"),
        ("the organised workers of Lyon", "the organized workers of Lyon", "spelling-endings"),
        ("seven men were in the boat", "7 men were in the boat", "numbers"),
        ("he left on Feb. 24 with her", "he left on 24 February with her", "dates"),
    ],
)
def test_house_style_names_its_layer(left, right, layer):
    assert {found[:2] for found in shown(left, right)} == {("house-style", layer)}


@pytest.mark.parametrize(
    ("left", "right", "what"),
    [
        (
            "The storm killed 14 people on the coast of Wales, the police said.",
            "The storm killed 41 people on the coast of Wales, the police said.",
            ("number", "14", "41"),
        ),
        (
            "The minister met her colleagues in the capital on Monday, aides said.",
            "The minister met her colleagues in the capital on Tuesday, aides said.",
            ("date", "Monday", "Tuesday"),
        ),
        (
            "The treaty was signed in Geneva after ten days of talks, officials said.",
            "The treaty was signed in Vienna after ten days of talks, officials said.",
            ("place", "Geneva", "Vienna"),
        ),
        (
            "The company will close its plant in the north next spring, it told workers.",
            "The company will not close its plant in the north next spring, it told workers.",
            ("negation", "will", "will not"),
        ),
        (
            "The plan was sound and the money was there, the treasurer said in the evening.",
            "The plan was sound and the money was there, the treasurer claimed in the evening.",
            ("attribution", "said", "claimed"),
        ),
        (
            "The general ordered the retreat from the valley before the winter came.",
            "The general reportedly ordered the retreat from the valley before the winter came.",
            ("hedge", "", "reportedly"),
        ),
        (
            "The parties reached a deal on pensions late in the night, aides said.",
            "The parties reached a controversial deal on pensions late in the night, aides said.",
            ("evaluative", "", "controversial"),
        ),
        (
            "“The bill is dead,” said Senator Miller after the vote in the chamber.",
            "“The bill is dead,” said Senator Jones after the vote in the chamber.",
            ("speaker", "Miller", "Jones"),
        ),
        (
            "The bank lent money to the shipyard owned by Anna Keller for years.",
            "The bank lent money to the shipyard owned by Peter Braun for years.",
            ("name", "Anna Keller", "Peter Braun"),
        ),
        (
            "All schools in the district stay closed until the river falls.",
            "Several schools in the district stay closed until the river falls.",
            ("scope", "All", "Several"),
        ),
        (
            "The river is safe again, the agency said.",
            "The river is safe again, the agency said, except for the stretch below the old "
            "chemical works.",
            ("scope", "", "except for the stretch below the old chemical works"),
        ),
        (
            "She called the plan “a gift to the rich” in her speech.",
            "She called the plan “a great gift to the rich” in her speech.",
            ("words", "", "great"),
        ),
        (
            "She called the plan “a gift to the rich” in her speech.",
            "She called the plan “a gift to the rich in her speech.",
            ("balance", "“", "“"),
        ),
    ],
)
def test_substance_is_flagged(left, right, what):
    assert what in flags(left, right)


STYLE_ONLY = [
    (
        "The U.S. Secretary of State said Tuesday that talks would begin in the spring.",
        "The US secretary of state stated on Tuesday that discussions would start in the spring.",
    ),
    (
        "“We are ready,” Ms. Weber said. “But the others are not.”",
        "'We are ready', said Weber. 'But the others are not.'",
    ),
    (
        "Organizers canceled the parade because of the storm, which began on Feb. 3.",
        "The organisers cancelled the parade because of the storm that began on 3 February.",
    ),
    (
        "About 1,200 people live in the village, according to the census of 2021.",
        "About 1200 people live in the village, the 2021 census says.",
    ),
    (
        "Zelenskyy and his advisers left Kyiv by train in order to reach the border by dawn.",
        "Zelensky and his advisors left Kiev by train to reach the border by dawn.",
    ),
    (
        "The court, which sits in The Hague, is expected to rule on the case in 4 weeks.",
        "The court sits in The Hague. It is expected to rule on the case in four weeks.",
    ),
    (
        "Prices rose 3 percent in May, the statistics office said, after rising 2 percent in "
        "April.",
        "In May prices rose by 3 per cent after rising by 2 per cent in April, the statistics "
        "office said.",
    ),
    (
        "The company didn't respond to a request for comment on the layoffs.",
        "The company did not reply to a request for comment on the lay-offs.",
    ),
    (
        "Police are looking for a man who fled the scene on a bicycle, a spokesman said.",
        "Police were searching for a man who had fled the scene on a bike, a spokesperson said.",
    ),
    (
        "The museum will open its doors to visitors again on Monday following repairs to its roof.",
        "The museum reopens to visitors on Monday after its roof was repaired.",
    ),
    (
        "Gov. Lena Ortiz said the fire near Salem, Ore., on Aug. 3 burned 1.5 million acres.",
        "Governor Lena Ortiz said the fire near Salem, Oregon, on 3 August burned 1,500,000 acres.",
    ),
    (
        "The shop opens at 9:30 a.m. and closes at noon, and a ticket costs $20 or €18.",
        "The shop opens at 09:30 and closes at 12 p.m., and a ticket costs 20 dollars or 18 euros.",
    ),
    (
        "The bridge will be closed until spring, the council said in a statement on Monday.",
        "In a statement on Monday, the council said the bridge will be closed until spring.",
    ),
    (
        "The road is 25km long and cost $3bn to build, according to the transport ministry.",
        "The road is 25 kilometers long and cost $3 billion to build, the transport ministry said.",
    ),
    (
        "„Wir haben ‚keine Wahl‘ mehr“, sagte Ministerin Anna Lenz am 3. Mai in Kassel.",
        "»Wir haben ›keine Wahl‹ mehr«, sagte Ministerin Anna Lenz am 3. Mai in Kassel.",
    ),
    (
        "Die Stadt zahlt 1,2 Millionen Euro, rund 15 Prozent mehr als zuvor; das Bad öffnet um "
        "17.30 Uhr.",
        "Die Stadt zahlt 1,2 Mio. €, etwa 15 % mehr als zuvor; das Bad öffnet um 17:30 Uhr.",
    ),
    (
        "Der Prozess beginnt am 14.09.2022 um 9 Uhr, teilte das Gericht mit.",
        "Der Prozeß beginnt am 14. September 2022 um 9:00 Uhr, teilte das Gericht mit.",
    ),
    (
        "« Nous n’avons rien reçu », a déclaré le maire, qui réclame 12 500 euros et un délai de "
        "15 %.",
        '"Nous n\'avons rien reçu", a déclaré le maire, qui réclame 12.500 € et un délai de 15 '
        "pour cent.",
    ),
    (
        "Le train est parti à 17h30 avec vingt-cinq voyageurs, selon la direction de la gare.",
        "Selon la direction de la gare, le train est parti à 17 h 30 avec 25 voyageurs.",
    ),
    (
        "«No habrá más recortes», dijo la alcaldesa el 3 de mayo; el plan cuesta 1.200.000 euros.",
        "“No habrá más recortes”, dijo la alcaldesa el 3 de mayo; el plan cuesta 1,2 millones de "
        "euros.",
    ),
    (
        "Unas 300 personas, el 20 por ciento de los vecinos, marcharon a las 17:00 horas.",
        "Alrededor de 300 personas, el 20% de los vecinos, marcharon a las 17:00.",
    ),
]


@pytest.mark.parametrize(("left", "right"), STYLE_ONLY)
def test_style_alone_is_never_flagged(left, right):
    assert differences(left, right)
    assert flags(left, right) == []
    assert flags(right, left) == []


def test_a_quotation_may_go_on_in_the_next_paragraph():
    first = "“The harbour is closed, the ferries lie idle and nobody knows for how long."
    second = "“We were told nothing by the ministry,” the mayor of Marlow said."
    left, right = article_of([first, second]), article_of([first.replace("idle", "still"), second])
    links = align(left, right, CONFIG).links
    assert all(d.what != "balance" for link in links for d in link.differences)


MERGED = (
    "The mayor told the Gazette that the bridge would be closed for months, while the engineer "
    "called the pillars “very weak” and admitted that nobody had looked at them since 1990."
)


def test_a_merged_paragraph_is_compared_with_the_part_that_corresponds():
    parts = (
        "The mayor told the Gazette that the bridge would be closed for months.",
        "The engineer called the pillars “very weak” and said that nobody had looked at them "
        "since 1990.",
    )
    links = align(article_of([MERGED]), article_of(parts), CONFIG).links
    found = [
        [
            (MERGED[slice(*d.left)] if d.left else "", text[slice(*d.right)] if d.right else "")
            for d in link.differences
            if d.category in {"substance", "quotation"}
        ]
        for link, text in zip(links, parts, strict=True)
    ]
    assert found == [[], [("admitted", "said")]]


def test_two_versions_of_a_paragraph_are_each_compared_with_the_whole():
    whole = "The storm closed the harbour of Marlow on Monday and sank three fishing boats."
    versions = (
        "The storm closed the harbour of Marlow on Tuesday and sank three fishing boats.",
        "On Monday the storm closed the harbour of Marlow, sinking three fishing boats.",
    )
    links = align(article_of([whole]), article_of(versions), CONFIG).links
    assert [len(link.differences) > 0 for link in links] == [True, True]
    dates = [d for d in links[0].differences if d.what == "date"]
    assert [whole[slice(*d.left)] for d in dates] == ["Monday"]


def test_chinese_is_compared_by_characters():
    left, right = "部长星期二在首都宣布桥梁将关闭三个月。", "部长星期二在首都宣布桥梁将关闭五个月。"
    assert ("substance", "number", "三", "五") in shown(left, right)


def test_differences_survive_a_trip_to_another_process():
    link = align(article_of([MERGED]), article_of([MERGED[:-30]]), CONFIG).links[0]
    assert pickle.loads(pickle.dumps(link)) == link


def test_german_nouns_are_no_names():
    left = "Die Ministerin sprach am Abend mit dem Kanzler über den Haushalt und die Steuern."
    right = "Die Ministerin sprach am Abend mit dem Kanzler über die Finanzen und die Abgaben."
    assert flags(left, right) == []


@pytest.mark.parametrize(
    ("left", "right", "what"),
    [
        (
            "Die Bahn sagte, der Tunnel sei sicher, und verwies auf die Prüfung im Mai.",
            "Die Bahn behauptete, der Tunnel sei sicher, und verwies auf die Prüfung im Mai.",
            ("attribution", "sagte", "behauptete"),
        ),
        (
            "Der Rat stimmte dem Plan für das neue Hallenbad am Abend zu, sagte ein Sprecher.",
            "Der Rat stimmte dem umstrittenen Plan für das neue Hallenbad am Abend zu, sagte ein "
            "Sprecher.",
            ("evaluative", "", "umstrittenen"),
        ),
        (
            "Nach dem Spiel lobte Trainer Horst Brandt die junge Mannschaft aus dem Norden.",
            "Nach dem Spiel lobte Trainer Horst Braun die junge Mannschaft aus dem Norden.",
            ("name", "Brandt", "Braun"),
        ),
        (
            "La ministre a dit que les hôpitaux de la région recevront plus de moyens cet hiver.",
            "La ministre a admis que les hôpitaux de la région recevront plus de moyens cet hiver.",
            ("attribution", "dit", "admis"),
        ),
        (
            "Les syndicats appellent à la grève dans toutes les écoles de la ville en mars.",
            "Les syndicats n'appellent pas à la grève dans toutes les écoles de la ville en mars.",
            None,
        ),
        (
            "El juez dejó en libertad al empresario que vendió los terrenos del puerto.",
            "El juez dejó en libertad al presunto empresario que vendió los terrenos del puerto.",
            ("hedge", "", "presunto"),
        ),
        (
            "El paro subió en la provincia durante el verano, según los datos del ministerio.",
            "El paro bajó en la provincia durante el verano, según los datos del ministerio.",
            ("negation", "subió", "bajó"),
        ),
        (
            "The blast killed a nurse and closed the road to the valley for a day.",
            "The blast injured a nurse and closed the road to the valley for a day.",
            ("scope", "killed", "injured"),
        ),
        (
            "The judges found that the search of the flat was lawful, a clerk said.",
            "The judges found that the search of the flat was unlawful, a clerk said.",
            ("negation", "lawful", "unlawful"),
        ),
        (
            "The union asked for a meeting with the owner of the mill before winter.",
            "The union demanded a meeting with the owner of the mill before winter.",
            ("attribution", "asked for", "demanded"),
        ),
        (
            "About 300 people slept in the sports hall after the flood, aides said.",
            "300 people slept in the sports hall after the flood, aides said.",
            ("hedge", "About", ""),
        ),
        (
            "The paper cost 5 million euros more than the city had planned for it.",
            "The paper cost 5 billion euros more than the city had planned for it.",
            ("number", "5 million euros", "5 billion euros"),
        ),
        (
            "Seven hikers were killed and nine injured when the hut burned down at night.",
            "Nine hikers were killed and seven injured when the hut burned down at night.",
            ("number", "Seven", "Nine"),
        ),
    ],
)
def test_substance_in_several_languages(left, right, what):
    found = flags(left, right)
    assert found if what is None else what in found


@pytest.mark.parametrize(
    ("text", "quoted", "stray"),
    [
        ("„Wir gehen“, sagte er.", ["Wir gehen"], ""),
        ("»Wir gehen«, sagte er.", ["Wir gehen"], ""),
        ("«Wir gehen», sagte er.", ["Wir gehen"], ""),
        ("« Nous partons », a-t-il dit.", ["Nous partons"], ""),
        ("”Vi går”, sade han.", ["Vi går"], ""),
        ("「行く」と言った。", ["行く"], ""),
        ("“He said ‘go’ twice,” she said.", ["He said ‘go’ twice,"], ""),
        ("“He said ‘go twice,” she said.", ["He said ‘go twice,"], "‘"),
        ("The workers' rights, the '90s and rock 'n' roll", [], ""),
        ("He is 6'2\" tall.", [], ""),
        ("'We are ready, said Weber.", ["We are ready, said Weber."], "'"),
        ('We are ready," said Weber.', [], '"'),
    ],
)
def test_quotation_marks_of_all_languages(text, quoted, stray):
    words = house_style(CONFIG.house_style, CONFIG.alignment.stems).read(text)
    found = find_quotations(words)
    assert [text[words.starts[a] : words.ends[b - 1]] for a, b in found.runs] == quoted
    assert "".join(text[words.starts[at]] for at in found.stray) == stray


def test_a_quotation_closes_in_a_paragraph_that_does_not_open_it():
    first = "“The harbour is closed and the ferries lie idle, as everybody can see from here."
    second = "And nobody has told us for how long this will last,” the mayor of Marlow said."
    left, right = article_of([first, second]), article_of([first.replace("idle", "still"), second])
    links = align(left, right, CONFIG).links
    assert all(d.what != "balance" for link in links for d in link.differences)


@pytest.mark.parametrize(
    "text", ["9" * 5000 + " million", "May " + "9" * 5000, "$²", "1,²", "½ km"]
)
def test_odd_numbers_are_read(text):
    assert house_style(CONFIG.house_style, CONFIG.alignment.stems).read(text).keys


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (
            "The president said that Velmar would not accept any outcome of the talks in Ardal.",
            "The president said that Velmar would reject any outcome of the talks in Ardal.",
        ),
        (
            "Das sei für viele Frauen nicht zumutbar, sagte die Hebamme aus Rothenau.",
            "Das sei für viele Frauen unzumutbar, sagte die Hebamme aus Rothenau.",
        ),
    ],
)
def test_a_denial_and_its_opposite_balance(left, right):
    assert not [found for found in flags(left, right) if found[0] == "negation"]
    swapped = right.replace("reject", "not reject").replace("unzumutbar", "nicht unzumutbar")
    assert [found for found in flags(left, swapped) if found[0] == "negation"]


def test_a_clause_that_another_paragraph_has_is_not_lost():
    left = [
        "In an interview with The Associated Press after the meeting, U.S. Secretary of State "
        "Marco Dale said the two sides agreed to pursue three goals: to restore staffing at the "
        "embassies, to create a team for talks and to explore economic cooperation."
    ]
    right = [
        "Dale said the two sides agreed to pursue three goals: to restore staffing at the "
        "embassies, to create a team for talks and to explore economic cooperation.",
        "US Secretary of State Marco Dale told The Associated Press of the fish that he had "
        "eaten in Velmar.",
    ]

    def lost(right):
        links = align(article_of(left), article_of(right), CONFIG).links
        found = next(link for link in links if link.right == 0).differences
        return [one.what for one in found if one.category == "substance" and one.right is None]

    assert "scope" in lost(right[:1])
    assert "scope" not in lost(right)


@pytest.mark.parametrize(
    ("left", "right", "first", "second"),
    [
        (
            "Grünau hat am Samstag Wesel mit 3:1 besiegt und steigt in die zweite Liga auf.",
            "Wesel hat am Samstag Grünau mit 3:1 besiegt und steigt in die zweite Liga auf.",
            "Grünau",
            "Wesel",
        ),
        (
            "The union sued the city over the closure of the old swimming pool on Tuesday.",
            "The city sued the union over the closure of the old swimming pool on Tuesday.",
            "union",
            "city",
        ),
    ],
)
def test_words_that_gave_way_to_one_another_around_a_deed(left, right, first, second):
    assert flags(left, right) == [("name", first, second), ("name", second, first)]


def test_joined_words_may_stand_either_way():
    left = "Trade and investment grew by a tenth, the ministry said in a statement on Tuesday."
    right = "Investment and trade grew by a tenth, the ministry said in a statement on Tuesday."
    assert not flags(left, right)


@pytest.mark.parametrize(
    ("left", "right", "found"),
    [
        (
            "The papers were obtained from a clerk at the Treasury, the editor told reporters.",
            "The papers were obtained from two clerks at the Treasury, the editor told reporters.",
            ("number", "a", "two"),
        ),
        (
            "Er habe Rechnungen gefälscht. Einem seiner Söhne wird noch der Prozess gemacht.",
            "Er habe Rechnungen gefälscht. Zweien seiner Söhne wird noch der Prozess gemacht.",
            ("number", "Einem", "Zweien"),
        ),
        (
            "Der Mann habe Rechnungen gefälscht, sagte der Vorsitzende Richter in Harnburg.",
            "Der Mann habe Rechnungen gefälscht, sagte die zuständige Staatsanwältin in Harnburg.",
            ("speaker", "Richter", "Staatsanwältin"),
        ),
    ],
)
def test_an_article_is_one_and_a_described_speaker_speaks(left, right, found):
    assert found in flags(left, right)


def test_an_article_for_a_number_is_found_beside_other_articles():
    left = "The body of a man was pulled from a river. Police were called by an angler on Saturday."
    right = "The body of a man was pulled from a river. Police were called by two anglers Saturday."
    assert flags(left, right) == [("number", "an", "two")]
    assert ("place", "griechischer", "türkischer") in flags(
        "Ein griechischer Frachter hat am Sonntag die Einfahrt zum Hafen von Emden blockiert.",
        "Ein türkischer Frachter hat am Sonntag die Einfahrt zum Hafen von Emden freigegeben.",
    )


@pytest.mark.parametrize(
    ("left", "right", "flagged"),
    [
        (
            "The red lorry overturned on the slip road shortly after dawn, a patrol heard.",
            "The blue van stopped on the slip road shortly after dawn, a patrol heard.",
            {("red", "blue"), ("lorry", "van"), ("overturned", "stopped")},
        ),
        (
            "Die Stadt will im Sommer das Schwimmbad verkaufen, obwohl viele Kinder dort üben.",
            "Die Stadt will im Sommer das Theater verkaufen, obwohl viele Hunde dort üben.",
            {("Schwimmbad", "Theater"), ("Kinder", "Hunde")},
        ),
        (
            "Los vecinos vieron un zorro en el pozo del parque antes de la fiesta mayor.",
            "Los vecinos vieron un búho en el canal del parque antes de la fiesta mayor.",
            {("zorro", "búho"), ("pozo", "canal")},
        ),
        # Who chooses several words of a sentence, far apart, is rewording it.
        (
            "The gardener saw a fox by the old pond and told the warden of the park at noon.",
            "The groundsman saw a vixen by the old pool and told the keeper of the park at midday.",
            set(),
        ),
        # Who builds another sentence has chosen other words.
        (
            "A fox bit the gardener in the park at noon, and the nurse washed his hand.",
            "At noon a vixen bit the groundsman, who was in the park; the medic rinsed his hand.",
            set(),
        ),
        (
            "The storm brought down dozens of trees, and the festival was held in a barn.",
            "The storm toppled dozens of trees, and the festival took place in a barn.",
            set(),
        ),
    ],
)
def test_words_that_gave_way_in_a_sentence_that_stays_are_flagged(left, right, flagged):
    assert {(one, other) for what, one, other in flags(left, right) if what == "scope"} == flagged


@pytest.mark.parametrize(
    ("left", "right", "flagged"),
    [
        ("Prosecutor Helen Farr told jurors that", "Judge Helen Farr told jurors that", True),
        ("The mayor of Ontario said", "The mayor of the Canadian town of Ontario said", False),
        ("A crew of nine said", "Nine crew members said", False),
        (
            "The surprising move was late, she said",
            "The move, a surprise, was late, she said",
            False,
        ),
        (
            "Lund agreed to buy the yard, she said",
            "Lund is in talks to buy the yard, she said",
            True,
        ),
        ("Just before noon she said", "Shortly before noon she said", False),
        ("Winds of 120 mph (193 kph), she said", "Winds of 193km/h, she said", False),
        ("An average of two towns", "On average, two towns", False),
        ("An average of two towns", "On average, five towns", True),
    ],
)
def test_titles_are_who_speaks_and_other_forms_are_wording(left, right, flagged):
    rest = " the harbour bridge had to be closed because of the ice on its pillars."
    assert bool(flags(left + rest, right + rest)) == flagged


def test_a_deadline_that_became_a_start_is_flagged():
    left = "The ministry said it would send more systems by the end of the month."
    right = "The ministry said it would provide additional systems after the end of the month."
    assert ("negation", "by", "after") in flags(left, right)


def test_speakers_who_exchange_quotations_within_a_paragraph_are_flagged():
    left = (
        "“We were not asked,” said Olga Brand, who runs the kiosk. “It had to be done,” said "
        "Tom Reis, who sits on the council."
    )
    right = (
        "“We were not asked,” said Tom Reis, who sits on the council. “It had to be done,” said "
        "Olga Brand, who runs the kiosk."
    )
    found = flags(left, right)
    assert found == [
        ("speaker", "Olga Brand", "Tom Reis"),
        ("speaker", "Tom Reis", "Olga Brand"),
    ]
    moved = (
        "Tom Reis, who sits on the council, said: “It had to be done.” “We were not asked,” said "
        "Olga Brand, who runs the kiosk."
    )
    assert flags(left, moved) == []
    near = "“We were not asked,” said Olga Brand. “It had to be done,” said Tom Reis."
    turned = "“We were not asked,” said Tom Reis. “It had to be done,” said Olga Brand."
    assert len(flags(near, turned)) == 2


def test_several_words_replaced_without_spaces_between_them_are_several_changes():
    left = "山西一座煤矿周二发生瓦斯爆炸,造成五人死亡,救援工作仍在进行,该矿去年曾因违规开采被处罚。"
    right = (
        "陕西一座煤矿周二发生透水事故,造成九人受伤,救援工作仍在进行,该矿去年曾因违规开采被处罚。"
    )
    found = {(one, other) for _, one, other in flags(left, right)}
    assert {("五", "九"), ("死亡", "受伤")} <= found
    assert {"place", "scope"} <= {what for what, *_ in flags(left, right)}


def test_turkish_verbs_of_saying_are_one_class_and_a_denial_is_not():
    said = "Vali Kaya, depremin ardından köydeki binalarda büyük hasar {} gazetecilere {}."
    assert flags(said.format("olduğunu", "söyledi"), said.format("olduğunu", "belirtti")) == []
    assert flags(said.format("olduğunu", "söyledi"), said.format("olmadığını", "söyledi"))


@pytest.mark.parametrize(
    ("left", "right", "exchanged"),
    [
        (
            "On Sunday the union that represents the drivers sued the company that runs the buses, "
            "a court said.",
            "On Sunday the company that runs the buses sued the union that represents the drivers, "
            "a court said.",
            True,
        ),
        (
            "The union that represents the drivers was sued by the company that runs the buses.",
            "The company that runs the buses sued the union that represents the drivers.",
            False,
        ),
        (
            "In the northern part of town it rained for the whole week.",
            "For the whole week it rained in the northern part of town.",
            False,
        ),
        (
            "“We shall win the long strike,” said the leader of the union.",
            "The leader of the union said: “We shall win the long strike.”",
            False,
        ),
        (
            "Because of heavy rain trains stopped in the northern town on Sunday.",
            "In the northern town trains stopped on Sunday because of heavy rain.",
            False,
        ),
    ],
)
def test_phrases_that_changed_sides_around_a_deed_are_flagged(left, right, exchanged):
    found = flags(left, right)
    if not exchanged:
        assert found == []
        return
    drivers, company = "union that represents the drivers", "company that runs the buses"
    assert found == [("name", drivers, company), ("name", company, drivers)]
    assert [(what, two, one) for what, one, two in flags(right, left)] == found


def test_a_name_right_behind_a_quotation_is_who_speaks():
    said = "“Nobody on the ship helped them, as far as we know,” {} said. The port had warned {}."
    found = flags(said.format("Dolan", "Pike"), said.format("Pike", "Dolan"))
    assert found == [("speaker", "Dolan", "Pike"), ("speaker", "Pike", "Dolan")]


def test_contractions_are_house_style_also_in_quotations():
    left = "“We didn’t see it coming, and we can't stay,” said Marsh."
    right = "“We did not see it coming, and we cannot stay,” said Marsh."
    found = {(kind, what) for kind, what, *_ in shown(left, right)}
    assert found == {("house-style", "contractions")}
    assert ("quotation", "words") in {
        found[:2] for found in shown(left, right.replace("did not", "did"))
    }


@pytest.mark.parametrize(
    ("left", "right", "speakers"),
    [
        (
            [
                "“He left before one figure was read,” Deputy Prime Minister Ben Kell said of him.",
                "“There was no paper to read on the table,” Finance Minister Dita Holm said.",
            ],
            [
                "“He left before one figure was read,” Finance Minister Dita Holm said of him.",
                "“There was no paper to read on the table,” Deputy Prime Minister Ben Kell said.",
            ],
            ("Ben Kell", "Dita Holm"),
        ),
        (
            [
                "La ministre du Budget, Claire Aubin, a critiqué « un vote d'humeur noire ».",
                "« Ce texte est injuste », a affirmé le chef des élus du centre, Paul Verdier.",
            ],
            [
                "« Ce texte est injuste », a affirmé la ministre du Budget, Claire Aubin.",
                "Le chef des élus du centre, Paul Verdier, a critiqué « un vote d'humeur noire ».",
            ],
            ("Paul Verdier", "Claire Aubin"),
        ),
    ],
)
def test_speakers_with_titles_who_exchange_quotations_are_named(left, right, speakers):
    links = align(article_of(left), article_of(right), CONFIG).links
    found = [
        (left[link.left][slice(*one.left)], right[link.right][slice(*one.right)])
        for link in links
        for one in link.differences
        if one.what in {"name", "speaker"} and one.left and one.right
    ]
    assert any(
        all(who in words for who, words in zip(speakers, pair, strict=True)) for pair in found
    )
    assert not [one for link in links for one in link.differences if one.category == "quotation"]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (
            "They will strike for 48 hours from Monday.",
            "They will strike for two days from Monday.",
        ),
        ("La huelga dura dos días en todo el país.", "La huelga dura 48 horas en todo el país."),
        ("The fine was AU$86 million, it said.", "The fine was A$86m, it said."),
        (
            "The bank cut its rate by a quarter of a percentage point.",
            "The bank cut its rate by 25 basis points.",
        ),
        ("Bölgede üç bin çadır kuruldu, dedi vali.", "Bölgede 3000 çadır kuruldu, dedi vali."),
        (
            "Dług szpitali wynosi 22 mld zł w tym roku.",
            "Dług szpitali wynosi 22 miliardy złotych w tym roku.",
        ),
        ("공사비는 모두 2천억 원이다.", "공사비는 모두 2000억 원이다."),
        ("राज्य में डेढ़ लाख लोग शिविरों में हैं।", "राज्य में 1.5 लाख लोग शिविरों में हैं।"),
        (
            "The visitors had a goal ruled out for offside.",
            "The visitors had a goal disallowed for offside.",
        ),
        (
            "O Governo aprovou hoje a lei do arrendamento.",
            "O Governo aprovou na quinta-feira a lei do arrendamento.",
        ),
    ],
)
def test_the_same_in_other_units_and_words_is_house_style(left, right):
    assert flags(left, right) == []


@pytest.mark.parametrize(
    ("left", "right", "words"),
    [
        ("省长要求各地检查化工企业。", "省长建议各地检查化工企业。", ("要求", "建议")),
        (
            "県警によると、女性が転倒して重傷を負った。",
            "県警によると、女性が転倒して軽傷を負った。",
            ("重", "軽"),
        ),
        (
            "政府は地震の被害は小さいとの見方を示した。",
            "政府は地震の被害は大きいとの見方を示した。",
            ("小", "大"),
        ),
        (
            "Движение восстановят не раньше июня.",
            "Движение восстановят не раньше июля.",
            ("июня", "июля"),
        ),
    ],
)
def test_words_that_give_way_are_flagged_in_any_script(left, right, words):
    found = [(one, other) for _, one, other in flags(left, right)]
    assert [pair for pair in found if words[0] in pair[0] and words[1] in pair[1]]


@pytest.mark.parametrize(
    ("left", "right", "words"),
    [
        (
            "नगर निगम पुराने स्टेडियम को तोड़ने की योजना बना रहा है।",
            "नगर निगम पुराने अस्पताल को तोड़ने की योजना बना रहा है।",
            ("स्टेडियम", "अस्पताल"),
        ),
        (
            "Il sindaco ha detto che il museo riaprirà per l'estate dopo i lavori.",
            "Il sindaco ha detto che il museo riaprirà per l'inverno dopo i lavori.",
            ("l'estate", "l'inverno"),
        ),
        ("警方逮捕了一名三十岁的男子。", "警方逮捕了一名三十岁的女子。", ("男", "女")),
        ("公园免费开放至晚上九点。", "公园免费开放至晚上十点。", ("晚上九点", "晚上十点")),
        ("双方将在月底前继续谈判。", "双方将在年底前继续谈判。", ("月", "年")),
        ("同社は来年、社員を増やす方針だ。", "同社は来年、社員を減らす方針だ。", ("増", "減")),
        (
            "首相はトランプ大統領と会談した。",
            "首相はバイデン大統領と会談した。",
            ("トランプ", "バイデン"),
        ),
        (
            "両国の外相は来月、シンガポールで会談する予定だ。",
            "両国の外相は来月、バンコクで会談する予定だ。",
            ("シンガポール", "バンコク"),
        ),
        (
            "시는 낡은 체육관을 철거할 계획이다.",
            "시는 낡은 체육관을 수리할 계획이다.",
            ("철거할", "수리할"),
        ),
    ],
)
def test_a_word_that_gave_way_is_flagged_also_where_the_lists_know_others(left, right, words):
    assert [found[1:] for found in flags(left, right)] == [words]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("大火造成五人受伤,其中两人伤势严重。", "大火导致五人受伤,其中两人伤势严重。"),
        ("市府目前尚未公布重新開放的日期。", "市府現在尚未公布重新開放的日期。"),
        ("市は古い体育館を取り壊す計画だ。", "市は古い体育館を解体する計画だ。"),
        ("公園は夜9時まで開いている。", "公園は夜9時まで無料で開いている。"),
        ("दमकल की गाड़ियां मौके पर पहुंचीं।", "दमकल की गाड़ियां घटनास्थल पर पहुंचीं।"),
        (
            "시장은 새 도서관이 봄에 문을 연다고 말했다.",
            "시장은 새 도서관이 봄에 문을 연다고 밝혔다.",
        ),
        ("경찰이 정확한 원인을 조사하고 있다.", "경찰이 정확한 경위를 수사하고 있다."),
    ],
)
def test_synonyms_are_no_change_of_substance_in_asian_languages(left, right):
    assert flags(left, right) == []


def test_numbers_that_exchange_what_they_count_are_flagged():
    left = "The fire killed 12 people and injured 30 others, the mayor of Marlow said."
    right = "The fire killed 30 people and injured 12 others, the mayor of Marlow said."
    assert flags(left, right) == [("number", "12", "30"), ("number", "30", "12")]


def test_a_denial_that_goes_to_another_verb_is_flagged():
    left = "Los hospitales mantendrán los servicios; las operaciones no urgentes serán aplazadas."
    right = "Los hospitales no mantendrán los servicios; las operaciones urgentes serán aplazadas."
    assert flags(left, right) == [("negation", "", "no"), ("negation", "no", "")]


def test_an_article_behind_another_number_is_no_number_that_changed():
    left = "Según la Fiscalía, cobró 40.000 euros de una constructora."
    right = "Según la Fiscalía, cobró 400.000 euros de una farmacéutica."
    assert [found[1:] for found in flags(left, right)] == [
        ("40.000 euros", "400.000 euros"),
        ("constructora", "farmacéutica"),
    ]


def test_flagged_facts_and_synonyms_count_for_nothing_where_a_word_gave_way():
    left = "The first 40 houses, paid for by insurers and by others, stand far from the old site."
    right = "The first 50 homes, paid for by taxpayers and by others, stand far from the old place."
    assert ("insurers", "taxpayers") in [found[1:] for found in flags(left, right)]


def test_what_describes_a_name_at_the_start_of_a_sentence_is_no_word_that_gave_way():
    left = "Opposition leader Priya Nair spoke of an immediate election in the capital."
    right = "Labour leader Priya Nair spoke of an immediate election in the capital."
    assert flags(left, right) == []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Police", "Prosecutors"),
        ("Clara Whitlock", "Azevedo"),
        ("Deputy mayor Hugo Brand", "Harbor master Gail Winters"),
    ],
)
def test_who_exchange_what_they_say_without_quoting_it_are_flagged(first, second):
    said = "{} said the warning came too late for the fleet. {} said that no ship had been lost."
    found = flags(said.format(first, second), said.format(second, first))
    assert {flag[0] for flag in found} == {"speaker"}
    assert len(found) == 2


def test_who_exchange_what_they_say_are_flagged_where_only_what_they_say_moved():
    said = "Governor Stig Alm said {}. Finance Minister Eva Brink said {}."
    two = "that inflation was falling too slowly", "that the bank was acting too fast"
    assert ("speaker", "Stig Alm", "Eva Brink") in flags(said.format(*two), said.format(*two[::-1]))
    left = "Its spokesman, Carl Ober, said the case was closed. Patel's lawyer, June Akers, said "
    right = "Carl Ober, its spokesman, said other suits would follow. June Akers, Patel's lawyer, "
    found = flags(left + "other suits would follow.", right + "said the case was closed.")
    assert {flag[1:] for flag in found} == {
        ("Carl Ober", "June Akers"),
        ("June Akers", "Carl Ober"),
    }


def test_what_two_say_in_the_other_order_is_no_exchange():
    one = "Whitlock said the warning came too late for the fleet."
    other = "Azevedo said that no ship had been lost."
    assert not flags(f"{one} {other}", f"{other} {one}")


def test_two_who_say_something_together_and_alone_in_another_order_are_no_exchange():
    both = "Ushakov and Waltz {} no date was set. Ushakov told them it was unlikely, {} Waltz {}."
    left = both.format("stated that", "whereas", "said that he believed in it")
    assert not [
        flag
        for flag in flags(left, both.format("said", "while", "said he thought of it"))
        if flag[0] in {"name", "speaker"}
    ]


def test_names_that_say_each_others_sentence_in_other_paragraphs_are_speakers():
    said = "{} said the sale was the worst deal that the city had ever made."
    assert flags(said.format("Okafor"), said.format("Brandt")) == [("speaker", "Okafor", "Brandt")]


def test_the_mark_that_closes_a_quotation_stays_with_it_where_paragraphs_were_merged():
    left = [
        '"We lost the goats, the maize and the house," said Grace Achieng. "Nobody came to help."',
        "The River Nyando burst its banks on Friday after three days of rain, police said.",
    ]
    merged = left[0].replace('"', "”").replace("”We", "“We").replace("”Nobody", "“Nobody")
    found = align(article_of(left), article_of([f"{merged} {left[1]}"]), CONFIG).links
    assert len(found) == 2
    assert all(d.category == "house-style" for link in found for d in link.differences)


@pytest.mark.parametrize(
    ("left", "flagged"),
    [
        ("Praha 12. března (ČTK) - Soud případ odložil na květen.", False),
        ("LIMA (ANDINA) – Soud případ odložil na květen.", False),
        ("World Bank (WB) – Soud případ odložil na květen.", True),
    ],
)
def test_an_agency_that_no_list_has_stands_in_a_dateline(left, flagged):
    found = flags(left, "Soud případ odložil na květen.")
    assert bool(found) is flagged


@pytest.mark.parametrize(
    ("left", "right", "what"),
    [
        ("Policie řidiče zadržela.", "Policie řidiče propustila.", "scope"),
        ("Vuoto alkoi ehkä putkesta.", "Vuoto alkoi putkesta.", "hedge"),
        ("Az épületből minden munkás kijutott.", "Az épületből néhány munkás kijutott.", "scope"),
        ("Ancheta va dura două luni.", "Ancheta va dura șase luni.", "number"),
        (
            "Причина пожежі ймовірно коротке замикання.",
            "Причина пожежі коротке замикання.",
            "hedge",
        ),
        ("Όλα τα σχολεία έκλεισαν νωρίς.", "Μερικά σχολεία έκλεισαν νωρίς.", "scope"),
        ("پلیس دو نفر را در شهر بازداشت کرد.", "پلیس دو نفر را در شهر آزاد کرد.", "negation"),
        (
            "Gempa itu tidak merusak sekolah di kota.",
            "Gempa itu merusak sekolah di kota.",
            "negation",
        ),
        ("Vụ cháy không lan sang khu dân cư.", "Vụ cháy lan sang khu dân cư.", "negation"),
        ("Prisen steg mere end to gange.", "Prisen steg to gange.", "scope"),
    ],
)
def test_the_lens_knows_further_languages(left, right, what):
    assert what in {flag[0] for flag in flags(left, right)}


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Parterne indgik en aftale i nat.", "Parterne indgik en overenskomst i nat."),
        ("Chaufføren i lastbilen kom til skade.", "Chaufføren i vogntoget kom til skade."),
    ],
)
def test_synonyms_are_no_change_of_substance_in_danish(left, right):
    assert flags(left, right) == []


@pytest.mark.parametrize(
    ("left", "right", "denied"),
    [
        ("Ocağın ruhsatı iptal edilmemişti.", "Ocağın ruhsatı iptal edilmişti.", "edilmemişti"),
        ("Tren bu akşam gelmeyecek.", "Tren bu akşam gelecek.", "gelmeyecek"),
        ("Guvernul nu a consultat baroul.", "Guvernul a consultat baroul.", "nu"),
        ("راننده به پلیس نرفته است.", "راننده به پلیس رفته است.", "نرفته"),
    ],
)
def test_what_denies_is_found_in_a_word_and_beside_one_that_stays(left, right, denied):
    behind = " Ocağın çevresi kapatıldı ve 12 kişi hastaneye götürüldü."
    found = flags(left + behind, right + behind)
    assert ("negation", denied) in {flag[:2] for flag in found}


def test_an_ending_denies_nothing():
    left, right = "Bei langsamem Verkehr sank das Boot.", "Bei langsam Verkehr sank das Boot."
    assert "negation" not in {flag[0] for flag in flags(left, right)}


@pytest.mark.parametrize(("number", "flagged"), [("120 km/h", True), ("80 km/h", False)])
def test_a_sentence_that_moved_is_compared_by_its_number(number, flagged):
    one = article_of(
        [
            "Un tren descarriló el jueves cerca de Teruel y dejó nueve heridos, dijo Adif.",
            "El maquinista no había bebido, dijo la policía. La velocidad era de 80 km/h.",
        ]
    )
    other = article_of(
        [
            "Un tren descarriló el jueves cerca de Teruel y dejó nueve heridos, dijo Adif."
            f" La velocidad era de {number}.",
            "El maquinista no había bebido, dijo la policía.",
        ]
    )
    found = [
        (difference.what, difference.elsewhere)
        for link in align(one, other, CONFIG).links
        for difference in link.differences
        if difference.category == "substance"
    ]
    assert found == ([("number", 1), ("number", 0)] if flagged else [])


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        (
            "The governor accused {} over the fire. The mayor accused {} over it.",
            "residents",
            "companies",
        ),
        ("La alcaldesa pidió {}. El gobernador pidió {}.", "tiendas y mantas", "agua"),
        ("Губернатор обвинил {} в поджоге. Депутат обвинил {} тоже.", "жителей", "компанию"),
    ],
)
def test_what_was_exchanged_behind_a_deed_told_twice_is_flagged(text, one, other):
    behind = " Two hundred people were at work in the mill by the river until nine on Sunday."
    found = shown(text.format(one, other) + behind, text.format(other, one) + behind)
    assert [flag[2:] for flag in found if flag[0] == "substance"] == [(one, other), (other, one)]


def test_two_words_for_one_thing_may_change_places():
    text = "The guard saw the {} at nine. The clerk saw the {} at ten, and called for help."
    found = shown(text.format("car", "vehicle"), text.format("vehicle", "car"))
    assert "substance" not in {flag[0] for flag in found}


@pytest.mark.parametrize(
    "line",
    [
        "El ministro del Interior, [Mario] Tapia, agradeció la ayuda de los guías locales. "
        "| [Julio] Tapia, ministro del Interior, agradeció la ayuda de los guías.",
        "In the valley 14 people [died] this year, the office said. "
        "| The office said that 14 people were [missing] in the valley this year.",
    ],
)
def test_what_gave_way_is_found_in_a_sentence_that_was_built_anew(line) -> None:
    assert_bracketed_is_flagged(line)


@pytest.mark.parametrize(
    "line",
    [
        "– Vi såg bara rök, säger Eva Rask. | ”Vi såg bara rök”, säger Eva Rask.",
        '"Widzieliśmy tylko dym" - powiedziała PAP Ewa Rak. '
        "| – Widzieliśmy tylko dym – powiedziała Ewa Rak.",
        "«Só vimos fumo», disse à Lusa Eva Reis. | «Só vimos fumo», disse Eva Reis.",
    ],
)
def test_a_dash_quotes_as_marks_do_and_what_service_was_told_is_no_difference(line) -> None:
    assert flags(*line.split(" | ")) == []


@pytest.mark.parametrize(
    "line",
    [
        "Os motoristas exigem mais 80 euros. | Os motoristas exigem mais 80 euros no salário.",
        "Hon sålde sin bil till en granne i byn. | Hon sålde en bil till en granne i byn.",
        "Il est né dans le quartier des Halles. | Il habite dans le quartier des Halles.",
    ],
)
def test_a_word_denies_nothing_where_another_language_has_it_as_another_word(line) -> None:
    assert flags(*line.split(" | ")) == []


@pytest.mark.parametrize(
    "line",
    [
        "Minister Weber [bleibt im] Amt, teilte die Regierung am Dienstag mit. "
        "| Minister Weber [geht aus dem] Amt, teilte die Regierung am Dienstag mit.",
        "Ahmet Kaya oy [verdi], dedi polis salı. | Ahmet Kaya oy [aldı], dedi polis salı.",
        "The group [took] hostages in Marlow on Tuesday. "
        "| The group [held] hostages in Marlow on Tuesday.",
        "O [motorista] morreu em Lisboa na terça-feira. "
        "| O [trabalhador] morreu em Lisboa na terça-feira.",
    ],
)
def test_what_goes_and_what_stays_are_not_one_thing(line) -> None:
    assert_bracketed_is_flagged(line)


def test_a_body_that_is_called_as_a_service_is_still_missed_where_nobody_speaks() -> None:
    left = "A copy of the report was sent by the AA on Tuesday, police said."
    found = flags(left, "A copy of the report was sent on Tuesday, police said.")
    assert found == [("name", "AA", "")]


def test_norwegian_words_that_begin_as_a_deputy_does_are_no_office() -> None:
    left = "Tallene viser at prisen faller neste vinter i Oslo."
    found = flags(left, "Prisen faller om vinteren i Oslo.")
    assert "scope" not in {what for what, *_ in found}


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("El comité no aprobó la ley. | El comité aprobó la ley.", "no"),
        ("El gobierno no está de acuerdo y da la razón al juez. | "
         "El gobierno está de acuerdo y da la razón al juez.", "no"),
        ("There is no reason to do as they did. | There is reason to do as they did.", "no"),
        ("Il est en vie et n'a ni faim en hiver. | Il est en vie et a faim en hiver.", "ni"),
        ("Han dormido sin ropa en el valle. | Han dormido con ropa en el valle.", "sin"),
        ("Le maire ne viendra pas, il a dit, par Di Maria. | "
         "Le maire viendra, il a dit, par Di Maria.", "ne"),
    ],
)  # fmt: skip
def test_what_denies_in_its_own_language_still_does(line, word) -> None:
    assert ("negation", word) in {found[:2] for found in flags(*line.split(" | "))}


@pytest.mark.parametrize(
    "line",
    [
        "Причина аварии - ошибка водителя. | Причина аварии — ошибка водителя.",
        "The Fire Brigades Union (UCU) closed its office. | The Fire Brigades Union closed its "
        "office.",
        "He was seen at 12,100 feet. | He was seen at 12,100ft (3,688m).",
        "Bron blir 1,4 miljarder kronor dyrare. | Bron blir 1 400 miljoner kronor dyrare.",
        "Broen koster 2,5 milliarder kroner. | Broen koster 2500 mio. kr.",
        "Hacía 18 grados bajo cero en el valle. | Hacía -18 ºC en el valle.",
        "Das Feuer brach am Freitagabend aus. | Das Feuer brach am Freitag aus.",
    ],
)
def test_what_is_only_written_otherwise_is_no_key_change(line) -> None:
    assert flags(*line.split(" | ")) == []


def test_a_dash_in_a_russian_sentence_ends_no_dateline() -> None:
    found = flags("Причина аварии - дефект рельса.", "Причина аварии — ошибка машиниста.")
    assert "place" not in {what for what, *_ in found}


def test_another_time_of_day_is_a_date_where_all_nouns_have_capitals() -> None:
    found = flags(
        "Das Feuer brach am Freitagabend in der Halle aus, sagte die Polizei.",
        "Das Feuer brach am Sonntagabend in der Halle aus, sagte die Polizei.",
    )
    assert found == [("date", "Freitagabend", "Sonntagabend")]
