"""Invented reports on two invented events, and articles made of them.

Nothing in them has happened; no newspaper has printed them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.text.model import Article, Credit, Evidence, Paragraph

if TYPE_CHECKING:
    from collections.abc import Sequence

AGENCY = (
    "VELMAR, Norland (AP) — Dock workers in Norland's largest port walked off the job on Monday "
    "after talks over pay broke down, leaving dozens of container ships waiting at sea and "
    "threatening to empty shelves before the winter holidays.",
    "The walkout by the 4,200 members of the Harbor Union is the first full stoppage at the port "
    "of Velmar since 1997, when a strike lasted 23 days and cost the country an estimated 600 "
    "million crowns.",
    "“We have been patient for two years, and patience does not pay the rent,” union leader Marta "
    "Kolind told a crowd of several hundred strikers who had gathered at the gates before dawn.",
    "The port authority had offered a raise of 6 percent over three years. The union demands 11 "
    "percent and a limit on night shifts, which its members say have doubled since automated "
    "cranes were installed.",
    "Transport Minister Ole Brandt called on both sides to return to the table within 48 hours and "
    "did not rule out asking a court to order the workers back.",
    "“The port is the heart of our economy, and a heart must not stop,” Brandt said at a hastily "
    "called news conference in the capital, Hestad.",
    "By midday, 31 ships were at anchor in the bay, harbor pilots said, and trucks stood in a line "
    "nearly six kilometers long on the coastal highway.",
    "Retailers warned that fresh fruit, coffee and car parts would run short first. About 70 "
    "percent of the country's imports pass through Velmar, according to the national statistics "
    "office.",
    "Economists at Norland's central bank estimate that every day of a full stoppage costs 40 "
    "million crowns, most of it borne by small exporters without storage of their own.",
    "Shipping companies began to divert freight to the smaller ports of Aske and Tornby, where "
    "cranes cannot lift the largest containers and waiting times had already grown.",
    "Kolind said the strikers would let medicine and animal feed pass. A committee of the union "
    "was checking papers at the gate, and a first convoy of eleven trucks left the port in the "
    "afternoon.",
    "The last strike ended only after the government of the day doubled the harbor tax and handed "
    "the proceeds to a fund for dock workers' pensions, a step that economists still dispute.",
    "Both sides said late on Monday that no new meeting had been arranged.",
)
"""An agency's report: dateline, thirteen paragraphs, two quotations."""

OWN = (
    "It was still dark when Jens Aaberg hung up his helmet and walked out past the gatehouse where "
    "he has shown his card every morning for nineteen years.",
    "Like almost everybody on the quays of Velmar he stayed away from the cranes on Monday. The "
    "Harbor Union counted every one of its members out, and nothing was loaded or unloaded.",
    "“We have been patient for two years, and patience does not pay the rent,” Marta Kolind, who "
    "leads the union, shouted from the bed of a truck, to whistles and drums.",
    "Aaberg, a father of three, works five nights of seven now. Before the new cranes came it was "
    "two. His daughter draws him asleep, he says, because that is how she knows him.",
    "In Hestad the government sounded alarmed. “The port is the heart of our economy, and a heart "
    "must not stop,” said Ole Brandt, the minister for transport.",
    "People close to the negotiations describe a Sunday night on which little was said. The port's "
    "managers left at ten, leaving a tray of sandwiches untouched on the table.",
    "At the Blue Anchor, across the road from gate four, the landlady served soup for nothing. Her "
    "father stood at the same gate in 1997, and she keeps his armband in a frame above the bar.",
    "What the men here want is not only money, they say, but a say in when they sleep. A doctor in "
    "the quarter tells of patients whose hearts race at noon and who nod off at supper.",
)
"""A reporter's own story on the same event: the same quotations, other words around them."""

OTHER_AGENCY = (
    "Freight rates on the northern routes jumped as much as a fifth on Monday as a strike closed "
    "the Norland port of Velmar, brokers said, and shipping shares fell.",
    "Nordsee Lines lost 4.1 percent in early trading and Baltica Freight 3.6 percent, the weakest "
    "performers in a flat regional index.",
    "Coffee futures for December delivery rose to their highest in seven weeks. Roasters in the "
    "region hold stocks for about twelve days, traders in Hestad said.",
    "Insurers have begun to ask for higher premiums for vessels that wait in the bay, where a "
    "storm is forecast for Thursday, two brokers said.",
    "A prolonged closure would shave three tenths of a percentage point off quarterly growth, "
    "analysts at Fjordbank wrote in a note to clients.",
    "Rating agency Skala said that the sovereign's outlook was not affected as long as the "
    "conflict did not last beyond the end of the month.",
)
"""Another agency's report on the same event, from the markets."""

REWORDED = (
    "Workers at the biggest port in Norland downed tools on Monday when pay negotiations "
    "collapsed, with dozens of container vessels left waiting offshore and shops threatened with "
    "empty shelves ahead of the winter holidays.",
    "The strike by the Harbor Union's 4,200 members is the first complete stoppage at Velmar's "
    "port since 1997, when workers stayed out for 23 days at an estimated cost to the country of "
    "600 million crowns.",
    "“We have been patient for two years, and patience does not pay the rent,” said Marta Kolind, "
    "the union's leader, to several hundred strikers gathered before dawn at the gates.",
    "A raise of 6 percent over three years was offered by the port authority. The union wants 11 "
    "percent as well as a cap on night shifts, which members say doubled after automated cranes "
    "were put in.",
    "Ole Brandt, the transport minister, urged the two sides to go back to the table within 48 "
    "hours and would not exclude asking a court to order workers to return.",
    "Harbor pilots said 31 ships lay at anchor in the bay by midday, while trucks formed a line "
    "almost six kilometers long along the coastal highway.",
    "Fresh fruit, coffee and car parts would become scarce first, retailers warned. Some 70 "
    "percent of the country's imports go through Velmar, the national statistics office says.",
    "A full stoppage costs 40 million crowns a day, economists at the central bank of Norland "
    "estimate, and most of that is borne by small exporters that have no storage of their own.",
    "Freight was being diverted by shipping companies to the smaller ports Aske and Tornby, where "
    "the largest containers are too heavy for the cranes and waiting times had grown already.",
)
"""The agency's report, cut and reworded sentence by sentence."""

SAID = (
    "We will not close a single school this year or the next, whatever the rumors say.",
    "The roof of the Linden school was inspected in March, and it was sound; nobody could know.",
    "I have asked the state for four million, and I expect an answer before the summer is over.",
    "Anybody who needs a place for a child tomorrow should call us tonight: we will find one.",
    "There was no negligence, there was rain, more rain than this valley has seen in a century.",
)
"""What a mayor said before the press."""

PRESS_AGENCY = (
    "Mayor Lena Strand promised on Thursday that no school in Kolberg would be shut after the roof "
    "of one of them fell in during a storm.",
    f"“{SAID[0]}” Strand told reporters at the town hall.",
    "Part of the roof of the Linden school came down on Wednesday night, hours after 240 pupils "
    "had gone home. Nobody was hurt, the fire service said.",
    f"“{SAID[1]}” she said.",
    "The town has eleven schools, most of them built in the 1970s, and a list of repairs that the "
    "council put at nine million last autumn.",
    f"“{SAID[2]}” Strand said.",
    f"“{SAID[3]}” she added.",
    "Opposition councillor Piet Haan demanded an independent inquiry and said that parents had "
    "complained of leaks since January.",
    f"“{SAID[4]}” the mayor replied.",
)
"""An agency's report on that, half of it quotations."""

PRESS_OWN = (
    "The morning after, wet exercise books hang on a line in the yard of the Linden school, and a "
    "caretaker sweeps glass into a bucket.",
    "Lena Strand came at nine to see the damage, then walked across the square to face the press. "
    "She looked as if she had slept little.",
    f"“{SAID[0]}” Strand said.",
    f"“{SAID[1]}” said the mayor.",
    "A mother of twins who learn at the kitchen table today listened from the doorway with her "
    "arms crossed. She had heard promises before, she muttered.",
    f"“{SAID[2]}” Strand said.",
    "On the stairs, boys traded videos of the gap over the gymnasium, filmed from a balcony at "
    "dawn. Somebody had set them to music.",
    f"“{SAID[3]}” she said. “{SAID[4]}”",
)
"""A reporter's own story on that, with all of the agency's quotations."""

UNRELATED = (
    "A painting that hung for sixty years in the canteen of a school in Lindau has been identified "
    "as a lost work of the Swiss painter Hedwig Amsler, the city's museum said on Friday.",
    "Restorer Paolo Venturi found the signature under a layer of varnish and soot. “I cleaned a "
    "corner the size of a stamp, and there she was,” he said.",
    "The canvas shows two women mending nets by a lake. It was listed as missing in a catalog of "
    "1931, two years before the painter's death in Zurich.",
    "How it came to the canteen nobody can say. A former cook remembers that it covered a hole "
    "that the pupils had kicked into the plaster.",
    "The museum will show the picture from May. Its director, Ines Roth, put its value at about "
    "90,000 francs, though it is not for sale.",
)
"""A report on something else."""

GERMAN = (
    "Brunnau (dpa) - Nach tagelangem Regen ist im oberen Tal der Lerch ein Damm gebrochen. Rund "
    "1.300 Menschen mussten in der Nacht zum Dienstag ihre Häuser verlassen, wie der Landkreis "
    "mitteilte.",
    "Das Wasser stand in der Altstadt von Brunnau am Morgen bis zu zwei Meter hoch. Feuerwehrleute "
    "aus drei Bundesländern pumpten Keller leer und brachten Bewohner mit Booten in Sicherheit.",
    "Landrätin Petra Holm sprach von der schlimmsten Flut seit 1954. „So etwas hat hier niemand "
    "unter siebzig je gesehen“, sagte sie am Vormittag vor der überfluteten Sparkasse.",
    "Verletzt wurde nach Angaben der Polizei niemand. Zwei Kühe und mehrere Schafe ertranken auf "
    "einer Weide oberhalb des Ortes, die Bahnstrecke nach Kaltenburg bleibt bis Freitag gesperrt.",
    "Der Damm war erst vor vier Jahren erneuert worden. Warum er nachgab, soll ein Gutachter "
    "klären, den das Umweltministerium noch am Dienstag beauftragen will.",
    "Meteorologen rechnen mit weiteren Schauern. Die Pegel dürften frühestens am Donnerstag "
    "sinken, hieß es beim Hochwasserzentrum.",
)
"""A German agency's report."""

RELEASE = (
    "Kolberg Dairy will build a second cheese plant in Tornby and hire 140 people by the end "
    "of next year, the company announced today. The plant will process 90,000 tonnes of milk "
    "a year and double the output of semi-hard cheese.",
    "Construction of the 62 million crown site begins in April. The company has signed a "
    "lease with the municipality for a plot of four hectares beside the old sugar factory, "
    "which has stood empty since 2009.",
    "“This is the largest investment in the history of our cooperative, and a promise to the "
    "farmers of the valley,” said chief executive Anna Brenner. “They will have a buyer for "
    "their milk at their own front door.”",
    "The plant will be heated with waste heat from the neighbouring bakery and draw its "
    "water from two new wells. An environmental report has been filed with the county and "
    "can be inspected until 14 May.",
    "Kolberg Dairy expects to recruit cheesemakers, technicians and drivers from the region, "
    "and will open a training workshop for twenty apprentices in the autumn.",
)
"""What a company announced, without a word that says so."""

RELEASE_REWORDED = (
    "A second cheese plant will be built in Tornby by Kolberg Dairy, which plans to take on "
    "140 people by the end of next year. Output of semi-hard cheese is to double, with "
    "90,000 tonnes of milk processed there each year.",
    "Work on the site, which will cost 62 million crowns, is to start in April. The company "
    "has leased four hectares beside the old sugar factory, empty since 2009, from the "
    "municipality.",
    "“This is the largest investment in the history of our cooperative, and a promise to the "
    "farmers of the valley,” chief executive Anna Brenner said.",
    "Waste heat from the neighbouring bakery will heat the plant, and two new wells will "
    "supply its water. The environmental report can be inspected at the county offices until "
    "14 May.",
    "Cheesemakers, technicians and drivers are to be recruited from the region, and a "
    "workshop for twenty apprentices opens in the autumn.",
)
"""A paper's version of it, reworded sentence by sentence."""

INTERVIEWS = (
    "Union leader Marta Kolind said in an interview in her office. “I have slept four hours "
    "since Sunday, and so have the people who stand at the gate with me, and none of us is "
    "going home before somebody speaks to us.”",
    "“My father stood here in 1997 and he told me never to believe a letter from the port "
    "authority that arrives on a Friday afternoon,” said Jens Aaberg, 51.",
    "“We have coffee for nine days and bananas for two, and after that you can photograph "
    "empty shelves in every shop between here and Hestad,” said grocer Lise Holm.",
    "“I would rather lose a week's wages than a husband to another night shift under those "
    "cranes,” said Karin Dahl outside the gate.",
    "“If they send the soldiers in to unload the ships we will bring them soup and ask them "
    "how much they are paid,” said docker Per Moe, laughing.",
)
"""What a paper's own reporter was told on the agency's event, nearly all of it quoted."""


def article(
    path: str,
    paragraphs: Sequence[str],
    *,
    credit: str | None = None,
    rule: str = "wire-byline",
    byline: str | None = None,
    date: str | None = None,
) -> Article:
    """An article of body paragraphs.

    Args:
        path: What it is called.
        paragraphs: Its text.
        credit: The wire service that it credits.
        rule: The frame under which the credit was found.
        byline: Its byline.
        date: Its date.
    """
    evidence = (Evidence((1, 1), rule, f"By {credit}"),)
    return Article(
        path=path,
        sha256=path,
        encoding="utf-8",
        title=None,
        byline=byline,
        date=date,
        credit=Credit(credit, evidence) if credit else None,
        paragraphs=tuple(
            Paragraph(text, "body", (number, number)) for number, text in enumerate(paragraphs, 2)
        ),
        removed=(),
    )
