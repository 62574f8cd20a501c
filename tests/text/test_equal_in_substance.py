"""What a careful editor does not want flagged, and what is near it and should be."""

from __future__ import annotations

import pytest
from support.default import default_config

from tui.text import align
from tui.text.model import Article, Paragraph
from tui.text.words.house_style import house_style

CONFIG = default_config()
STYLE = house_style(CONFIG.house_style, CONFIG.alignment.stems)
BEHIND = " The harbour of the old town was closed while divers looked at the broken quay wall."


def flags(left, right, dates=(None, None), behind=BEHIND):
    """The words of either side that are flagged, in one paragraph each."""
    left, right = left + behind, right + behind
    one, other = (
        Article(
            "a.txt", "", "utf-8", None, None, date, None, (Paragraph(text, "body", (1, 1)),), ()
        )
        for text, date in zip((left, right), dates, strict=True)
    )
    (link,) = align(one, other, CONFIG).links
    return [
        (
            left[slice(*difference.left)] if difference.left else "",
            right[slice(*difference.right)] if difference.right else "",
        )
        for difference in link.differences
        if difference.category in {"substance", "quotation"}
    ]


EQUAL = """
The bank accounts for a fifth of the sales. | The bank makes up a fifth of the sales.
A head teacher of the town has been given leave. | A headteacher of the town has been given leave.
The firm sold it for Tw$18 million. | The firm sold it for T$18 million.
She came across them in the attic on Tuesday. | She discovered them in the attic on Tuesday.
The bus stopped at the station on Tuesday. | The coach stopped at the station on Tuesday.
It went after a clause was added by them. | It went once a clause was inserted by them.
The striker added his second from the spot. | The striker scored his second from the spot.
He wept as he addressed her. "No," he said. | In tears, he spoke to her. "No," he said.
They described being flung from seats. | They told how they were flung from seats.
Some said 38. The state put the number at 22. | Some said 38. The state said it was 22.
The plan would not require cuts to pensions. | The plan would require no cuts to pensions.
Clerks sign cheques above $500 in the town. | Clerks sign cheques over $500 in the town.
Lo ha informado la Junta de Castilla y León a los vecinos. | Lo ha informado la Junta a los vecinos.
Die Umwelthilfe (DUH) hatte gegen das Werk geklagt. | Die DUH hatte gegen das Werk geklagt.
"Ingen skadad", säger Eva Lund till TT. | "Ingen skadad", säger Eva Lund.
Нині там працюють дві тисячі людей. | Нині там працює 2 тис. людей.
불은 오후 2시 30분께 공장에서 났다. | 불은 오후 2시 반께 공장에서 났다.
(부산=연합뉴스) 김철수 기자 = 3일 불이 나 한 명이 다쳤다. | 3일 불이 나 한 명이 다쳤다.
Οι ζημιές φτάνουν τα 2,5 εκατ. ευρώ. | Οι ζημιές φτάνουν τα 2,5 εκατομμύρια ευρώ.
Škody dosáhly 45 milionů korun. | Škody dosáhly 45 milionů Kč.
Ein siebenjähriger Junge wurde verletzt. | Ein 7-jähriger Junge wurde verletzt.
Een zevenjarige jongen raakte in de hal gewond. | Een 7-jarige jongen raakte in de hal gewond.
Siedmioletni chłopiec został ranny w hali. | 7-letni chłopiec został ranny w hali.
Пострадал двенадцатилетний ребенок из поселка. | Пострадал 12-летний ребенок из поселка.
Постраждала семирічна дитина із селища. | Постраждала 7-річна дитина із селища.
En sjuårig pojke skadades i hallen. | En 7-årig pojke skadades i hallen.
Ένα επτάχρονο αγόρι τραυματίστηκε στην αίθουσα. | Ένα 7χρονο αγόρι τραυματίστηκε στην αίθουσα.
Площадь обрушения составила 300 квадратных метров. | Площадь обрушения составила 300 кв. м.
Il terreno misura 300 metri quadrati. | Il terreno misura 300 mq.
Działka ma 300 metrów kwadratowych. | Działka ma 300 mkw.
El museo costó 750.000 euros. | El museo costó tres cuartos de millón de euros.
火灾于凌晨2时30分左右发生在厂房内。 | 火灾于凌晨两点半左右发生在厂房内。
הנזק נאמד ב-1.5 מיליון שקל. | הנזק נאמד במיליון וחצי שקלים.
أصيب اثنا عشر شخصا في الحريق. | أصيب 12 شخصا في الحريق.
La strada statale 42 è chiusa per la frana. | La SS42 è chiusa per la frana.
Droga krajowa nr 7 była zamknięta do rana. | DK7 była zamknięta do rana.
La consejera irá a Lorca el lunes 9 de marzo. | La consejera irá a Lorca el lunes.
Ils ont été libérés lundi à Téra. | Ils ont été libérés le lundi 20 octobre à Téra.
Le feu a détruit l'usine d'Alençon. | Le feu a détruit l'usine d'Alençon (Orne).
L'organisation non gouvernementale Viva l'a dit. | L'ONG Viva l'a dit.
«Keine Sorge», sagte Hartwig der Deutschen Presse-Agentur. | „Keine Sorge“, sagte Hartwig.
"Er kam um halb zehn hier an", sagte Busch. | "Er kam um 9.30 Uhr hier an", sagte Busch.
"Un boato alle due e mezza", racconta Scolari. | "Un boato alle 2.30", racconta Scolari.
"No hay heridos", ha asegurado el alcalde. | "No hay heridos", aseguró el alcalde.
"Me voy", dijo en una carta. | "Me voy", escribió en una carta.
Przepisy wejdą w życie 1 stycznia 2027 r. | Przepisy wejdą w życie 1 stycznia 2027 roku.
Здание построили в 2004 году. | Здание построили в 2004 г.
Nach der Pause trafen Scholz und Wirtz. | Nach dem Seitenwechsel trafen Scholz und Wirtz.
The judge imposed the fine on Monday. | The judge handed down the fine on Monday.
The boat was docked at the quay. | The boat was moored at the quay.
The clerk testified for an hour. | The clerk gave evidence for an hour.
An outside auditor looked at it. | An external auditor looked at it.
Three people withdrew from it. | Three people dropped out of it.
About 40 ports worldwide closed. | About 40 ports around the world closed.
It cost Rs 1,240 crore to build. | It cost 12.4 billion rupees to build.
It was sold for USD 1.1 billion. | It was sold for $1.1 billion.
They had 300 and €40 was spent. | They had 300 and 40 euros was spent.
Gusts of 205 kilometres (127 miles) per hour blew. | Gusts of 205km/h blew.
It landed at 4:00 am (1800 GMT Saturday). | It landed at 4am.
It closed with "Cold Creek Waltz," a tune. | It closed with Cold Creek Waltz, a tune.
"Winter Light" was shown on Monday. | Winter Light was shown on Monday.
Americans Kay Ford and Lena Ruiz won. | The American pair Kay Ford and Lena Ruiz won.
Tom Hale, a Liberal Democrat, was there. | Tom Hale, a Lib Dem, was there.
Forty farms lost power in the storm. | Forty farms were without power in the storm.
They sat on the bus, awaiting repairs. | They sat on the bus, waiting for repairs.
Figures from the Coast Office show it fell. | According to the Coast Office it fell.
The firm reported a 4% fall in costs. | The firm posted a 4% fall in costs.
England were all out for 227 runs. | England were bowled out for 227 runs.
Acme Marine Inc. (NASDAQ: ACMX) closed it. | Acme Marine closed it.
The firm posted a 4% fall in costs. | The firm said costs fell 4%.
About 800 seats remain available. | About 800 seats are left.
It broke on Sunday 1 March at noon. | It broke on Sunday at noon.
Команда проиграла матч в четверг, сообщает ТАСС. | Команда проиграла матч в четверг.
The team lost the match on Sunday, Reuters reported. | The team lost the match on Sunday.
She pleaded guilty in March of 14 counts. | In March, she pleaded guilty of fourteen counts.
They were sold over an 18-month period. | They were sold over a year and a half.
L'incendie avait fait sept morts. | L'incendie avait fait 7 morts.
Circa 400 persone hanno dormito in auto. | Quattrocento persone circa hanno dormito in auto.
Dez milhões de pessoas votaram. | 10 milhões de pessoas votaram.
Ο πλοίαρχος, 52 ετών, αθωώθηκε. | Ο 52χρονος πλοίαρχος αθωώθηκε.
Δεκατρείς οικογένειες έφυγαν από τη Λάρισα. | Από τη Λάρισα έφυγαν 13 οικογένειες.
The road was shut until half past five. | The road was shut until 5:30 p.m.
Die Straße war bis halb sechs gesperrt. | Die Straße war bis 17.30 Uhr gesperrt.
De storing begon om half zes in de ochtend. | De storing begon om 05.30 uur in de ochtend.
El herido fue hallado a las 4 y media de la tarde. | El herido fue hallado a las 16.30 horas.
Пожар начался в половине десятого. | Пожар начался в 21:30.
She drove the crane for twenty-two years. | She drove the crane for 22 years.
Ustawa obowiązuje od 1 stycznia. | Ustawa obowiązuje od 1.01.
Un uomo di 58 anni è stato ferito. | Un 58enne è stato ferito.
Il ferito è uscito dopo due ore e mezza. | Il ferito è uscito dopo 2 ore e 30 minuti.
Επιχειρούσαν εκατόν είκοσι πυροσβέστες. | Επιχειρούσαν 120 πυροσβέστες.
Το πλοίο έφυγε στις 8.30 μ.μ. από το λιμάνι. | Το πλοίο έφυγε στις 20:30 από το λιμάνι.
“I did not sleep,” Rao told The Associated Press. | “I did not sleep,” said Rao.
The mayor was not available for comment. | The mayor was unavailable for comment.
L'élu ne pourra pas se représenter. | L'élu ne pourra se représenter.
El salario mínimo interprofesional (SMI) sube. | El salario mínimo interprofesional sube.
Le maire de Gély a démissionné. | Le maire de Gély (Haute-Garonne) a démissionné.
Об этом сообщает агентство Автостат в среду. | Об этом сообщает агентство «Автостат» в среду.
נפצעו בתאונה, מסר דובר מד"א היום. | נפצעו בתאונה, מסר דובר מד״א היום.
Viseu, 14 ago 2026 (Lusa) – O fogo começou. | O fogo começou.
MÁLAGA (EUROPA PRESS).- El fuego empezó. | El fuego empezó.
Some 1,200 hectares burned, and 3 inches of rain fell. | Some 1,200ha burned, and 3in of rain fell.
Fires burned 1,200 hectares in May. | Fires burned 1,200ha in May.
America's ferries carry more people. | US ferries carry more people.
A man weighing 150 pounds was lifted. | A man weighing 150lb was lifted.
The bank forecast half a percent of growth. | The bank forecast 0.5% growth.
Larmet kom klockan 14.20 och huset brann. | Larmet kom kl 14:20 och huset brann.
Byen omsætter for en halv milliard kroner om året. | Byen omsætter for 500 mio. kr. om året.
Per Ek (S) lovar att stötta de anställda. | Per Ek lovar att stötta de anställda.
LEEDS, England (AP) — The court fined the firm. | The court fined the firm.
जयपुर, 5 मार्च (भाषा) पुल बंद है। | पुल बंद है।
It fell to 14 degrees Fahrenheit (minus 10 Celsius). | It fell to minus 10C.
The 120-meter-high (394-foot-high) crane fell. | The crane, 120 metres high, fell.
It was repaired at no cost to owners. | It was repaired free of charge.
Building is scheduled to begin in June. | Building is due to start in June.
Lars Holm, 31, may get it in June. | Lars Holm (31) may get it in June.
Police Lt. Anna Cole said so. | So said Lieutenant Anna Cole of the police.
Kaza yerinde ikisinin durumu ağır. | Kaza yerinde 2'sinin durumu ağır.
불은 2시간 만에 꺼졌다. | 불은 두 시간 만에 꺼졌다.
Off the Isle of Mull a boat sank. | Off the island of Mull a boat sank.
It carries 164 people on board. | It carries 164 people aboard.
Envoy Ahmed Shah met Khaled Nasser. | Envoy Ahmad Shah met Khalid Nasser.
Priset är omkring tre kronor. | Priset är cirka 3 kronor.
Il y avait une cinquantaine de marins. | Il y avait 50 marins.
GENEVA — The court fined the firm. | The court fined the firm.
WASHINGTON, March 3 (Reuters) - The court fined the firm. | The court fined the firm.
Frankfurt am Main (dpa) - The court fined the firm. | The court fined the firm.
(AP) — The court fined the firm. | The court fined the firm.
The 141-foot (43-meter) crane fell. | The 141-foot crane fell.
It stood 111 kilometers (69 miles) away. | It stood 111 kilometers away.
It cost $50m (£40m) to build. | It cost $50m to build.
It stood about 60 miles away. | It stood about 97 kilometres away.
Winds of 120 mph were measured. | Winds of 193 km/h were measured.
Sirens sounded at 0352 GMT. | Sirens sounded at 5:52 a.m. local time.
The bank kept its rate on Thursday. | The bank yesterday kept its rate.
It had sold more ships in 2025. | It had sold more ships last year.
The Norway coach was fined. | The Norwegian coach was fined.
Latvia's president was there. | The Latvian president was there.
A Downing Street source was there. | A No 10 source was there.
Divers from Britain were there. | Divers from the UK were there.
The National Harbor Board closed it. | The NHB closed it.
U.S. President Thomas Keller was there. | President Keller was there.
It was played in Lyon on Saturday. | It was played in Lyon, France, on Saturday.
Holm said the wall broke. | In a statement, Holm said the wall broke.
It took a quarter of an hour to sink. | It took 15 minutes to sink.
They had waited for a year and a half. | They had waited for 18 months.
Three-quarters of the crew were saved. | 75% of the crew were saved.
It sank within two and a half hours. | It sank within 2½ hours.
It sank within 2 1/2 hours. | It sank within 2½ hours.
Output grew in the third quarter. | Output grew in the July-to-September quarter.
The yard builds 10 lakh scooters a year. | The yard builds 1 million scooters a year.
Le chantier coûte 3,2 M€ par an. | Le chantier coûte 3,2 millions d'euros par an.
Der Lauf ging über 200 Meter am Hafen. | Der Lauf ging über 200 m am Hafen.
Sie lief den Endlauf über 200 Meter. | Sie lief den Endlauf über 200m.
The law is for people under 21 only. | The law is for under-21s only.
The parcel weighed 11 pounds at the port. | The parcel weighed 5 kilograms at the port.
La séance a lieu le 3 mars au port. | La séance a lieu mardi 3 mars au port.
Le port recevra son homologue moldave. | Le port recevra son homologue de Moldavie.
She signed for Inter Milan at the port. | She signed for Inter at the port.
„Das Tor blieb zu“, sagte Trainer Olaf Brink. | „Das Tor blieb zu“, so Trainer Olaf Brink.
"It is a relief," said Boyle, a nurse. | Boyle, a nurse, said it was "a relief".
The plan to fund it will be paid for. | The plan to fund it would be paid for.
约1.2亿人观看了比赛和烟火表演。 | 约一亿二千万人观看了比赛和烟火表演。
港口的收入增长百分之三，工人说。 | 港口的收入增长3%，工人说。
行程需要一刻钟，港口的工人说。 | 行程需要15分钟，港口的工人说。
新华社北京3月3日电 港口的收入增长了。 | 港口的收入增长了。
【東京共同】港の収入は3%増えた。 | 港の収入は3パーセント増えた。
МОСКВА, 3 марта (ТАСС) — Порт закрыли. | Порт закрыли.
القاهرة (رويترز) - أغلق الميناء. | أغلق الميناء.
תוצאות הנמל עלו בחצי שנה ל-12 מיליון שקל. | תוצאות הנמל עלו בחצי שנה ל-12 מיליון ש"ח.
रिपोर्ट के अनुसार बंदरगाह बंद रहा। | बंदरगाह बंद रहा, रिपोर्ट के अनुसार।
De brand werd 's nachts in de haven geblust. | De brand in de haven werd 's nachts geblust.
They had queued at the clinic for an hour. | They had been queuing at the clinic for an hour.
The blaze was out before the crew left it. | The fire was out before the crew left it.
Holm told The Associated Press it broke. | In an interview with The AP, Holm said it broke.
Holm said the wall broke. | Holm told reporters the wall broke.
Holm said the wall broke. | Holm told CNN the wall broke.
Speaking to reporters, Holm called it a mistake. | Holm called it a mistake.
The Office for National Statistics closed it. | The ONS closed it.
He admitted the theft. | He pleaded guilty to the theft.
The plan was dropped. | The scheme was dropped.
The shop sells one name of soap. | The shop sells one brand of soap.
The fall of the wall cost much. | The collapse of the wall cost much.
More than 300 came. | Over 300 came.
They were near Tampa. | They were close to Tampa.
Arvid Berg met Mona Lind in Oslo. | Mona Lind met Arvid Berg in Oslo.
Arvid Berg and Mona Lind sang. | Mona Lind and Arvid Berg sang.
The judge said Arvid Berg sued Mona Lind. | The judge said Mona Lind was sued by Arvid Berg.
Envoy Adel al-Sayid stayed. | Envoy Adel Al-Sayyid stayed.
Tchaikovsky Street was shut. | Chaikovskiy Street was shut.
On Monday Tarasenko said so. | On Monday Tarassenko said so.
市议会讨论老码头。 | 市議會討論老碼頭。
Die Große Straße ist offen. | Die Grosse Strasse ist offen.
Bürgermeisterin Jäger kam. | Buergermeisterin Jaeger kam.
"""


@pytest.mark.parametrize("line", EQUAL.strip().splitlines())
def test_what_says_the_same_is_not_flagged(line):
    left, right = line.split(" | ")
    assert flags(left, right) == []
    assert flags(right, left) == []


OTHERWISE = """
Senator Uwe Hartmann (SPD) geht im Mai. | Senator Udo Hartwig (SPD) geht im Mai. | Hartmann
The force shot him on Monday. | The force killed him on Monday. | shot
Its head resigned on Monday. | Its head retired on Monday. | resigned
The king will appoint her on Monday. | The king will nominate her on Monday. | appoint
The firm apologised for the delays. | The firm defended the delays. | apologised
They held a secret vote on Monday. | They held a private vote on Monday. | secret
He denied the rape of a guest. | He denied the assault of a guest. | rape
The CEO of the yard left on Monday. | The CFO of the yard left on Monday. | CEO
The shares closed up 5.1 percent in Taipei. | The shares closed 5.1 percent lower in Taipei. | up
The firm sold it for US$18 million. | The firm sold it for S$18 million. | U
The club turned down the offer. | The club accepted the offer. | turned down
He said the number of dead was 22,000. | The number of dead was 22,000. | said
省长赵龙要求各地做好防汛工作。 | 省长赵虎要求各地做好防汛工作。 | 龙
Der Verlust stieg, wie aus dem Bericht hervorgeht. | Der Verlust stieg. | hervorgeht
불은 두 시간 만에 꺼졌다. | 불은 네 시간 만에 꺼졌다. | 두
工場長の佐藤弘氏は会見した。 | 工場長の佐藤弘樹氏は会見した。 | 佐藤弘
وقال سالم الخطيب أمس إن العمل توقف. | العمل توقف، كما قال أمس ناصر الخطيب. | سالم
המנהל דוד כהן אמר אתמול כי המפעל ייסגר. | המפעל ייסגר, כך אמר אתמול המנהל משה כהן. | דוד
गोल अमित कुमार ने किया। | गोल सुमित कुमार ने किया। | अमित
Primarul a spus că va fi închisă. | Primarul a recunoscut că va fi închisă. | spus
Az iskolát nyárig bezárják. | Az iskolát várhatóan nyárig bezárják. |
בית הספר ייסגר עד הקיץ. | בית הספר כנראה ייסגר עד הקיץ. |
Ein siebenjähriger Junge fiel hin. | Ein 8-jähriger Junge fiel hin. | siebenjähriger
Δύο οικογένειες έφυγαν από τη Λάρισα. | Τέσσερις οικογένειες έφυγαν από τη Λάρισα. | Δύο
Пострадал двенадцатилетний ребенок. | Пострадал 11-летний ребенок. | двенадцатилетний
Droga krajowa nr 7 była zamknięta do rana. | DK8 była zamknięta do rana. | 7
La consejera irá a Lorca el lunes 9 de marzo. | La consejera irá a Lorca el martes. | lunes
Sie kam am Montagmorgen zum Hafen. | Sie kam am Montagabend zum Hafen. | Montagmorgen
Jan Ott (1.) traf, Ben Kay (4.) glich aus. | Ben Kay (1.) traf, Jan Ott (4.) glich aus. | Jan Ott
La ministra lamentó el cierre de la planta. | La ministra condenó el cierre de la planta. | lamentó
O ministro lamentou a greve. | O ministro condenou a greve. | lamentou
Министр сожалеет о закрытии завода. | Министр осудил закрытие завода. | сожалеет
Мер попросив мешканців залишатися вдома. | Мер наказав мешканцям залишатися вдома. | попросив
Wali kota meminta warga tetap di rumah. | Wali kota memerintahkan warga tetap di rumah. | meminta
Sie lehnte eine Stellungnahme ab. | Sie verweigerte eine Stellungnahme. | lehnte
厂方负责人陈国强表示,工厂已经停产。 | 厂方负责人陈国伟表示,工厂已经停产。 | 强
受伤人员已送往浙江省人民医院治疗。 | 受伤人员已送往浙江大学附属第一医院治疗。 | 省人民
厂方拒绝对此事置评。 | 厂方未对此事置评。 | 拒绝
The storm left homes without power. | The storm left homes with power. | without
They sold the cider at cost. | They sold the sherry at cost. | cider
It cost Rs 1,240 crore to build. | It cost Rs 1,420 crore to build. | 1,240 crore
Gusts of 205 kilometres (127 miles) per hour blew. | Gusts of 250km/h blew. | 205
It was partly paid for by the state. | It was mainly paid for by the state. | partly
They hope to open it. | They plan to open it. | hope
An atypical case closed it. | A typical case closed it. | atypical
Le bar ne disposait pas d'issue et brûla. | Le bar disposait d'une issue et brûla. | pas
Chief Rita Chao blamed it. | Rita Chan, its chief, blamed it. | Chao
L'incendie avait fait sept morts. | L'incendie avait fait neuf morts. | sept
The boat was lost, the minister told Reuters. | The boat was lost. | told
They were sold for over $5m a year. | They were sold for $5m a year. | over
Die Straße war bis halb sechs gesperrt. | Die Straße war bis 18.30 Uhr gesperrt. | halb sechs
De storing begon om half zes. | De storing begon om 06.30 uur. | half zes
She drove the crane for twenty-two years. | She drove the crane for two years. | twenty-two
Ustawa obowiązuje od 1 stycznia. | Ustawa obowiązuje od 1.02. | 1 stycznia
De wet geldt vanaf 12 maart 2027. | De wet geldt vanaf 12 mei 2027. | 12 maart
The mayor was not available for comment. | The mayor was available for comment. | not
L'élu ne pourra pas se représenter. | L'élu pourra se représenter. | ne
La vicepresidenta Carmen Rivas pidió respeto. | Carmen Ríos, vicepresidenta, pidió respeto. | Rivas
A economista Luiza Campos disse isso. | Lúcia Campos, economista, disse isso. | Luiza
He spoke of the "Aurora is lost" on the quay. | He spoke of the Aurora is lost on the quay. | "
LEEDS (AP) — The court fined the firm. | LONDON (AP) — The court fined the firm. | LEEDS
It cost $50m (£40m) to build. | It cost $50m (£14m) to build. | 40m
It stood about 60 miles away. | It stood about 79 kilometres away. | 60
The bank kept its rate on Thursday. | The bank kept its rate on Friday. | Thursday
The Norway coach was fined. | The Swedish coach was fined. | Norway
The National Bridge Board closed it. | The FCB closed it. | Bridge
Holm said the wall broke. | Holm claimed the wall broke. | said
Holm told reporters the wall broke. | Holm admitted the wall broke. | told
Ruta Holm said the wall broke. | Oskar Moss said the wall broke. | Ruta
The wall broke, Holm told reporters. | The wall broke. | told
She was 84. | She was 86. | 84
It fell to 14 degrees Fahrenheit (minus 10 Celsius). | It fell to minus 20C. | 14
Conductors, who have a union, met. | Engineers, who have a union, met. | Conductors
Former chief Hugh Astley met them. | Chief Hugh Astley met them. | Former
주민 58세가 다쳤다고 밝혔다. | 주민 61세가 다쳤다고 밝혔다. | 58
주민 3명이 다쳤다고 밝혔다. | 주민 7명이 다쳤다고 밝혔다. | 3
Polisen misstänker inte ett brott. | Polisen misstänker ett brott. | inte
Politiet mistenker ikke en forbrytelse. | Politiet mistenker en forbrytelse. | ikke
Трое рабочих были там. | Шестеро рабочих были там. | Трое
La circulation devrait reprendre. | La circulation a repris. | devrait
El alcalde ofreció la ayuda. | El alcalde negó la ayuda. | ofreció
It was the largest wall. | It was one of the largest walls. |
It opens next spring. | It opens next summer. | spring
They cut the price. | They raised the price. | cut
Lund beat Skara in the final. | Skara beat Lund in the final. | Lund
A judge ordered Carl Moss to pay Ida Falk. | A judge ordered Ida Falk to pay Carl Moss. | Moss
Arvid Berg was sued by Mona Lind. | Mona Lind was sued by Arvid Berg. | Lind
In fog vessel Orla rammed the tug Bess. | In fog the tug Bess rammed vessel Orla. | Orla
On Monday Nilsen said so. | On Monday Nelson said so. | Nilsen
市议会没有批准五十万元的计划。 | 市议会批准五十万元的计划。 | 没有
这项工程不会影响渔民出海。 | 这项工程会影响渔民出海。 | 不
計画は承認されなかったと市は話した。 | 計画は承認されたと市は話した。 | なかっ
The police closed the bridge on Monday. | The mayor closed the bridge on Monday. | police
It stopped at the clinic for an hour. | It stopped at the smithy for an hour. | clinic
The army fled the town at night. | The army returned to the town at night. | fled
The paper retracted the story on it. | The paper published the story on it. | retracted
The state government paid for it. | The federal government paid for it. | state
The minister declined to explain it. | The minister refused to explain it. | declined
Teller pleaded guilty to it. | Teller pleaded not guilty to it. |
He was charged with it on Monday. | He was convicted of it on Monday. | charged
His brother had paid for it. | His father had paid for it. | brother
It broke because it was old. | It broke although it was old. | because
It gets an additional $2m for it. | It gets $2m for it. | additional
After leaving Skara, Lund flew to Oslo. | After leaving Oslo, Lund flew to Skara. | Skara
Der Minister trat am Donnerstagabend ab. | Der Minister trat am Freitagabend ab. | Donnerstagabend
Das Gericht sprach den Mann am Montag frei. | Das Gericht verurteilte den Mann am Montag. | sprach
Er räumte die Tat am Montag ein. | Er bestritt die Tat am Montag. | räumte
Au moins douze marins sont là. | Moins de douze marins sont là. | Au
La présidente du club part lundi. | La vice-présidente du club part lundi. |
Il a ouvert l'enquête au port. | Il a classé l'enquête au port. | ouvert
Le navire a coulé, a annoncé la préfecture. | Le navire a coulé. | annoncé
El sindicato ha pedido la dimisión. | El sindicato exigió la dimisión. | pedido
Il tribunale ha condannato il sindaco. | Il tribunale ha assolto il sindaco. | condannato
O tribunal condenou o prefeito. | O tribunal absolveu o prefeito. | condenou
De rechter liet de man vrij. | De rechter veroordeelde de man. | liet
Sąd skazał burmistrza w środę. | Sąd uniewinnił burmistrza w środę. | skazał
Суд осудил мэра в среду. | Суд оправдал мэра в среду. | осудил
部长否认周二与该商人会面。 | 部长承认周二与该商人会面。 | 否
会议将于星期一在港口举行。 | 会议将于星期五在港口举行。 | 一
会議は月曜日に港で開かれる。 | 会議は金曜日に港で開かれる。 | 月
نفى الوزير أنه أغلق الميناء. | أكد الوزير أنه أغلق الميناء. | نفى
קונגרס הנמל לא אישר את החוק. | קונגרס הנמל אישר את החוק. | לא
सीनेट ने विधेयक पारित नहीं किया। | सीनेट ने विधेयक पारित किया। | नहीं
It was branded a disgrace. | It was described as a pity. | branded
Zweihundertfünfzig Schiffe sanken. | 205 Schiffe sanken. | Zweihundertfünfzig
Haldane bought Tuvak's Polish unit. | Tuvak bought Haldane's Polish unit. | Haldane
Mayor Ada Holm wrote it. Mayor Jo Wend left. | Mayor Jo Wend wrote it. Mayor Ada Holm left. | Ada
They protested for a decade. | They protested for 12 years. | decade
It handles four-fifths of the stones. | It handles 60% of the stones. | four-fifths
Doscientos cincuenta barcos salieron. | 200 barcos salieron. | Doscientos cincuenta
Ceza 1 milyon 200 bin lira oldu. | Ceza 1 milyon 300 bin lira oldu. | 1 milyon 200 bin lira
손실은 15억 원이다. | 손실은 12억원이다. | 15억
Three quarters of the crew were saved. | 65 per cent of the crew were saved. | Three quarters
W porcie było dwoje poszkodowanych. | W porcie było dwoje ofiar. | poszkodowanych
Ödül kulüpten alındı. | Ödül kulüpten verildi. | alındı
"""


@pytest.mark.parametrize("line", OTHERWISE.strip().splitlines())
def test_what_does_not_is(line):
    left, right, word = (part.strip() for part in line.split(" |", 2))
    found = flags(left, right)
    assert any(word in flagged for flagged, _ in found), found
    assert any(word in flagged for _, flagged in flags(right, left))


@pytest.mark.parametrize(
    ("date", "flagged"), [("2026-11-27", False), ("2026-11-28", True), (None, False)]
)
def test_yesterday_is_told_from_the_date_of_the_article(date, flagged):
    found = flags("It broke on Thursday.", "It broke yesterday.", (None, date))
    assert bool(found) is flagged


@pytest.mark.parametrize(
    "text",
    [
        "NATO – the alliance – said no more.",
        "A court of Leeds (AP) — it said no more.",
        "He stood in LEEDS — it said no more.",
    ],
)
def test_what_is_no_dateline_stays(text):
    assert len(STYLE.keys(text)) > 7
    assert STYLE.keys(text)[0] in {STYLE.key("NATO"), "a", "he"}


@pytest.mark.parametrize("text", ["the club (5 km)", "Doe (43) said", "she won 3 (4 kg less)"])
def test_what_says_no_measure_again_stays(text):
    keys = STYLE.keys(text)
    assert "(" in keys


def test_a_broken_character_is_no_chinese_one():
    assert STYLE.keys("灣 \udcff 湾") == [STYLE.key("湾"), "\udcff", STYLE.key("湾")]


@pytest.mark.parametrize(
    ("date", "same"),
    [("Dec. 4", True), ("4 December", True), ("Dec. 5", False), ("Dec. 11", False)],
)
def test_a_day_of_the_week_is_the_date_that_it_was_near_the_article(date: str, same: bool) -> None:
    left = "The minister will travel to Oslo on Friday for talks on fishing, her office said."
    found = flags(left, left.replace("Friday", date), ("2026-11-29", "2026-11-29"))
    assert (found == []) == same
    assert flags(left, left.replace("Friday", "Dec. 4")) == []


def test_a_name_is_no_date_without_its_accent():
    left = "A ferry ran aground off Gull Island on Monday."
    assert flags(left, left.replace("Gull", "Maine's Gull")) == []


def test_a_year_before_a_short_word_is_no_measure():
    assert STYLE.keys("En 2019 ha muerto; in 2019 in Rome")[1:3] == ["2019", "ha"]


@pytest.mark.parametrize(
    ("dates", "same"),
    [
        (("2026-03-04", "2026-03-04"), True),
        (("2026-03-04", "2026-03-05"), True),
        (("2026-03-05", "2026-03-04"), True),
        (("2026-03-04", "2026-03-06"), False),
        (("2026-03-05", "2026-03-05"), False),
        ((None, None), False),
    ],
)
def test_the_day_of_both_articles_or_of_the_earlier_may_be_left_out(dates, same):
    left = "An appeals court on Wednesday overturned the conviction of Neil Garrow for murder."
    assert (flags(left, left.replace(" on Wednesday", ""), dates) == []) == same


@pytest.mark.parametrize(
    ("later", "same"),
    [("opened last night", True), ("opened yesterday", True), ("opened today", False)],
)
def test_a_paper_of_the_next_day_says_when(later, same):
    dates = "2026-09-22", "2026-09-23"
    found = flags("The mayor opened the fish market.", f"The mayor {later} the fish market.", dates)
    assert (found == []) == same
    left = "The mayor today (Tuesday 22 September 2026) opened the fish market."
    assert (flags(left, f"The mayor {later} the fish market.", dates) == []) == same


def test_a_quotation_may_be_interrupted():
    left = '"It broke early in March," Mayor Holm said. "It was too old."'
    right = 'Mayor Holm said that "it broke early in March. It was too old."'
    assert flags(left, right) == []
    assert flags(left, right.replace('"it', "it").replace("It was too", 'It was "too')) != []


def test_an_article_need_not_say_its_own_year():
    left = "The mayor opened the fish market in September 2026."
    dates = "2026-09-22", "2026-09-23"
    assert flags(left, left.replace(" 2026", ""), dates) == []
    assert flags(left, left.replace("2026", "2025"), dates) != []


def test_a_verb_of_saying_is_no_part_of_a_quotation_that_it_stands_beside():
    left = 'Professor Alan Brett said: "The hall is done. It will open in May."'
    found = flags(left, '"The hall is done," said Professor Alan Brett. "It may open in May."')
    assert not any("said" in words for pair in found for words in pair)


def test_french_denies_alike_before_a_vowel():
    left = "L'établissement ne disposait pas d'issue de secours, selon l'enquête."
    assert ("ne", "") not in flags(left, "L'établissement n'avait pas d'issue de secours.")


def test_names_change_places_in_german_behind_minutes_in_brackets():
    behind = " Die Feuerwehr sperrte den Hafen, weil Taucher die Mauer untersuchten."
    left = "Jan Ott (12.) brachte die Gäste in Führung, Ben Kay (41.) glich aus."
    right = "Ben Kay (12. Minute) brachte die Gäste in Führung, Jan Ott (41.) glich aus."
    assert ("Jan Ott", "Ben Kay") in flags(left, right, behind=behind)


def test_what_is_denied_is_told_by_what_stands_around_it():
    left = "The mayor said it would not need staff and would need cuts."
    assert flags(left, "The mayor said it would need staff and would need no cuts.") != []
