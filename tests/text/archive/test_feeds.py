"""Stories of news agencies: versions of the formats, and what feeds say of their stories."""

from __future__ import annotations

import json
import re
import textwrap

import pytest
from text.archive.parted import CONFIG, body, is_page, parted, said

from tui.report.records import article_record, as_line
from tui.text.archive.open import open_archive
from tui.text.page.model import PageError

FIRST = (
    "The mayor of Larkby said on Monday that the bridge over the Ouse would stay shut until May."
)
SECOND = "Two lorries have had to turn round on the north bank since it was closed in January."
XHTML = f"<p>{FIRST}</p><p>{SECOND}</p>"
SAID = ("Bridge stays shut", "Reuters", "2026-05-04", "By Ada Ostler")


def ninjs(version: int = 1, **more) -> dict:
    if version == 1:
        return {
            "uri": "tag:reuters.com,2026:1", "type": "text", "pubstatus": "usable",
            "versioncreated": "2026-05-04T10:00:00Z", "version": "3", "slugline": "BRIDGE-LARKBY",
            "headline": "Bridge stays shut", "byline": "By Ada Ostler", "source": "Reuters",
            "copyrightholder": "Reuters", "body_xhtml": XHTML, **more,
        }  # fmt: skip
    return {
        "standard": {"name": "ninjs", "version": "3.0"}, "uri": "urn:1", "type": "text",
        "versionCreated": "2026-05-04T10:00:00Z", "slug": "BRIDGE-LARKBY", "version": "3",
        "headlines": [{"role": "short", "value": "Shut"},
                      {"role": "main", "value": "Bridge stays shut"}],
        "by": "By Ada Ostler", "provider": {"name": "Reuters"},
        "bodies": [{"role": "main", "contentType": "text/plain", "value": f"{FIRST}\n{SECOND}"}],
        **more,
    }  # fmt: skip


@pytest.mark.parametrize("version", [1, 3])
def test_ninjs(version):
    for whole in ([ninjs(version), ninjs(version)], {"items": [ninjs(version), ninjs(version)]}):
        found = parted(json.dumps(whole), "feed.json")
        assert [said(one) for one in found.articles] == [SAID, SAID]
        assert body(found.articles[0]) == [FIRST, SECOND]
        assert found.articles[0].credit.service == "Reuters"
        assert found.articles[0].original
    one = parted(json.dumps(ninjs(version), indent=1), "story.json").articles
    assert [(said(article), article.path, article.part) for article in one] == [
        (SAID, "story.json", None)
    ]


def test_a_headline_that_the_text_begins_with_is_no_part_of_it():
    again = f"<h1>Bridge stays shut</h1><p>By Ada Ostler</p>{XHTML}"
    [article] = parted(json.dumps(ninjs(body_xhtml=again)), "story.json").articles
    assert said(article) == SAID
    assert body(article) == [FIRST, SECOND]


def test_pictures_in_a_feed_are_counted_and_stories_without_text_are_not_lost():
    picture = {"type": "picture", "headline": "The bridge", "versioncreated": "2026-05-04"}
    found = parted(json.dumps([picture, ninjs(), ninjs(body_xhtml="")]), "feed.json")
    assert [one.part for one in found.articles] == [1]
    assert [one.number for one in found.unread] == [2]
    assert found.count.passed_over == {"pictures": 1}


def test_what_a_feed_says_to_editors_is_known_and_no_part_of_the_article():
    more = {"embargoed": "2026-05-05T06:00:00Z", "ednote": "CORRECTS day in paragraph 1"}
    data = json.dumps([ninjs(**more)]).encode()
    archive = open_archive("feed.json", CONFIG.archives, data)
    metadata = next(archive.pieces()).metadata
    assert metadata.slug == "BRIDGE-LARKBY"
    assert metadata.version == "3"
    assert metadata.embargo == "2026-05-05T06:00:00Z"
    assert metadata.correction == "CORRECTS day in paragraph 1"
    article = parted(data, "feed.json").articles[0]
    assert body(article) == [FIRST, SECOND]
    removed = {one.rule: one.text for one in article.removed}
    assert removed["feed-embargo"] == "Embargo: 2026-05-05T06:00:00Z"
    noted = [one.text for one in article.paragraphs if one.role == "correction"]
    assert noted[0].endswith("CORRECTS day in paragraph 1")


def test_records_say_what_a_feed_does_and_come_back_with_it():
    data = json.dumps([ninjs(embargoed="2026-05-05T06:00:00Z", ednote="CORRECTS day")]).encode()
    line = as_line(article_record(parted(data, "feed.json").articles[0]))
    record = json.loads(line)
    assert (record["slug"], record["version"]) == ("BRIDGE-LARKBY", "3")
    assert record["embargo"] == "2026-05-05T06:00:00Z"
    assert record["correction"] == "CORRECTS day"
    again = parted(line, "again.jsonl").articles[0]
    assert (again.slug, again.identifier) == ("BRIDGE-LARKBY", "tag:reuters.com,2026:1")


def test_stories_of_an_agency_a_line_each():
    found = parted("\n".join(json.dumps(ninjs(version)) for version in (1, 3)), "feed.jsonl")
    assert [said(one) for one in found.articles] == [SAID, SAID]


RSS = f"""<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Larkby Courier</title>
<item><title>Bridge stays &amp;amp; shut</title><link>https://larkby.example/1</link>
<pubDate>Mon, 04 May 2026 10:00:00 +0200</pubDate><dc:creator>Ada Ostler</dc:creator>
<description>The mayor …</description><content:encoded><![CDATA[{XHTML}]]></content:encoded></item>
</channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Larkby Courier</title>
<entry><title>Bridge stays &amp; shut</title><published>2026-05-04T10:00:00Z</published>
<link rel="alternate" href="https://larkby.example/1"/><author><name>Ada Ostler</name></author>
<summary>The mayor …</summary><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">
{XHTML}</div></content></entry></feed>"""


@pytest.mark.parametrize("data", [RSS, ATOM], ids=["rss", "atom"])
def test_a_saved_feed_that_carries_its_articles(data):
    (article,) = parted(data, "feed.xml").articles
    assert said(article) == ("Bridge stays & shut", "Larkby Courier", "2026-05-04", "Ada Ostler")
    assert body(article) == [FIRST, SECOND]
    assert article.url == "https://larkby.example/1"


def test_where_a_post_first_appeared_is_no_part_of_it():
    ends = (
        "The post <a>Bridge stays shut</a> appeared first on <a>Larkby Courier</a>.",
        "Der Beitrag <a>Brücke bleibt zu</a> erschien zuerst auf <a>Larkby Kurier</a>.",
    )
    for end in ends:
        data = RSS.replace(XHTML, f"{XHTML}<p>{end}</p>")
        assert body(parted(data, "feed.xml").articles[0]) == [FIRST, SECOND]


def test_items_of_a_feed_with_a_summary_alone_are_named():
    item = RSS[RSS.index("<item>") : RSS.index("</channel>")]
    short = item.replace(f"<content:encoded><![CDATA[{XHTML}]]></content:encoded>", "")
    found = parted(RSS.replace(item, short + item), "feed.rss")
    assert [one.part for one in found.articles] == [2]
    assert found.unread[0].reason.endswith("its text is at https://larkby.example/1")
    with pytest.raises(PageError, match="feed without the text"):
        parted(RSS.replace(item, short), "feed.rss")


@pytest.mark.parametrize(
    "day", ["Mon, 04 May 99999999999 10:00:00 GMT", "04 May 2026 +9" + "9" * 30]
)
def test_a_day_of_a_feed_that_is_none_is_left_out(day: str) -> None:
    (article,) = parted(RSS.replace("Mon, 04 May 2026 10:00:00 +0200", day), "feed.rss").articles
    assert article.date is None


def test_a_paper_that_is_not_an_agency_gives_no_originals():
    item = ninjs(source="Larkby Courier", copyrightholder="Larkby Courier")
    article = parted(json.dumps([item]), "feed.json").articles[0]
    assert not article.original
    assert article.credit is None


NITF = f"""<?xml version="1.0"?>
<!DOCTYPE nitf SYSTEM "http://www.nitf.org/IPTC/NITF/3.5/specification/dtd/nitf-3-5.dtd">
<nitf><head><docdata management-status="usable"><doc-id id-string="1"/>
<date.issue norm="20260504T100000Z"/><ed-msg info="CORRECTS day"/><du-key version="2" key="BRIDGE"/>
<doc.copyright holder="Reuters"/></docdata></head><body><body.head><hedline><hl1>Bridge
<em>stays</em> shut</hl1><hl2>No day is named</hl2></hedline>
<byline>By <person>Ada Ostler</person></byline>
<dateline><location>LARKBY</location></dateline><distributor>Reuters</distributor></body.head>
<body.content><p lede="true">{FIRST}</p><media media-type="image"><media-caption><p>Seen on
Monday.</p></media-caption></media><block><hl2>The north bank</hl2><p>{SECOND}</p></block>
</body.content><body.end><tagline>Reporting by a desk</tagline></body.end></body></nitf>"""


@pytest.mark.parametrize("key", ["body_html5", "body_richhtml5"])
def test_ninjs_of_agencies_with_keys_of_their_own(key):
    item = {"uri": "http://tt.example/1", "pubstatus": "usable", "headline": "Bridge stays shut"}
    for data in (item | {key: XHTML}, [item | {key: XHTML}]):
        (article,) = parted(json.dumps(data), "item.json").articles
        assert (article.title, body(article)) == ("Bridge stays shut", [FIRST, SECOND])


def test_nitf():
    article = parted(NITF, "story.xml").articles[0]
    assert said(article) == SAID
    assert (article.path, article.part, article.original) == ("story.xml", None, True)
    roles = [(one.role, one.text) for one in article.paragraphs]
    assert ("body", FIRST) in roles
    assert ("subhead", "The north bank") in roles
    assert ("caption", "Seen on Monday.") in roles
    assert ("standfirst", "No day is named") in roles
    assert not any("Reporting by" in text for _, text in roles)


def test_the_title_of_who_wrote_a_story_is_parted_from_the_name():
    named = "<byline>By <person>Ada Ostler</person><byttl>Bridge Editor</byttl></byline>"
    data = re.sub("<byline>.*?</byline>", named, NITF)
    assert parted(data, "story.xml").articles[0].byline == "By Ada Ostler, Bridge Editor"


def g2(content: str, kind: str = "text") -> str:
    return f"""<newsItem guid="tag:1" version="2"><itemMeta><itemClass qcode="ninat:{kind}"/>
    <provider qcode="nprov:Reuters"/><versionCreated>2026-05-04T10:00:00Z</versionCreated>
    <signal qcode="sig:correction"/><edNote>CORRECTS day</edNote></itemMeta><contentMeta>
    <by>By Ada Ostler</by><headline>Bridge stays shut</headline><slugline>BRIDGE</slugline>
    </contentMeta><contentSet>{content}</contentSet></newsItem>"""


def test_newsml_g2_with_each_kind_of_content():
    inline = f"""<inlineXML contenttype="application/xhtml+xml">
    <html xmlns="http://www.w3.org/1999/xhtml"><body>{XHTML}</body></html></inlineXML>"""
    nitf = f"<inlineXML><nitf><body><body.content>{XHTML}</body.content></body></nitf></inlineXML>"
    plain = f"<inlineData contenttype='text/plain'>{FIRST}\n\n{SECOND}</inlineData>"
    remote = "<remoteContent href='x.html'/>"
    items = "".join(map(g2, (inline, nitf, plain, remote))) + g2(remote, "picture")
    text = f"""<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>{items}</itemSet>
    </newsMessage>"""
    found = parted(text, "message.xml")
    assert [said(one) for one in found.articles] == [SAID] * 3
    assert [body(one) for one in found.articles] == [[FIRST, SECOND]] * 3
    assert all(one.original for one in found.articles)
    assert [one.number for one in found.unread] == [4]
    assert "x.html" in found.unread[0].reason
    assert found.count.passed_over == {"pictures": 1}


def test_newsml_before_g2():
    text = f"""<NewsML><NewsItem><Identification><NewsIdentifier><NewsItemId>1</NewsItemId>
    <RevisionId>2</RevisionId></NewsIdentifier></Identification><NewsManagement>
    <ThisRevisionCreated>20260504T100000Z</ThisRevisionCreated></NewsManagement><NewsComponent>
    <NewsLines><HeadLine>Bridge stays shut</HeadLine><ByLine>By Ada Ostler</ByLine></NewsLines>
    <AdministrativeMetadata><Provider><Party FormalName="Reuters"/></Provider>
    </AdministrativeMetadata><ContentItem><DataContent>{XHTML}</DataContent></ContentItem>
    </NewsComponent></NewsItem></NewsML>"""
    found = parted(text, "message.xml")
    assert [said(one) for one in found.articles] == [SAID]
    assert body(found.articles[0]) == [FIRST, SECOND]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused_and_nothing_is_pulled_in(encoding, tmp_path):
    canary = tmp_path / "canary.txt"
    canary.write_text("CANARY")
    text = f"""<?xml version="1.0" encoding="{encoding}"?>
    <!DOCTYPE nitf [<!ENTITY x SYSTEM "{canary.as_uri()}"><!ENTITY a "LAUGH"><!ENTITY b
    "&a;&a;&a;">]><nitf><body><body.content><p>{FIRST} &x;&b;</p></body.content></body></nitf>"""
    with pytest.raises(PageError, match="entities"):
        parted(text.encode(encoding), "story.xml")


def test_names_of_html_need_no_document_type():
    text = NITF.replace("over the Ouse", "over&nbsp;the&#160;Ouse")
    assert FIRST in body(parted(text, "story.xml").articles[0])


def test_xml_that_is_cut_off_says_so():
    with pytest.raises(PageError, match="damaged"):
        parted(NITF[:-400], "story.xml")


def test_stories_with_nitf_in_json():
    item = {
        "uri": "urn:1", "type": "text", "versioncreated": "2026-05-04T10:00:00Z",
        "pubstatus": "usable", "headline": "Bridge stays shut",
        "bylines": [{"by": "By Ada Ostler"}], "provider": "Reuters",
        "body_nitf": f"<nitf><body><body.content>{XHTML}</body.content></body></nitf>",
    }  # fmt: skip
    whole = {"data": {"total_items": 2, "items": [{"meta": {}, "item": item}] * 2}}
    found = parted(json.dumps(whole), "feed.json")
    assert [said(one) for one in found.articles] == [SAID, SAID]
    assert body(found.articles[1]) == [FIRST, SECOND]


def test_a_short_text_of_several_paragraphs_is_no_summary():
    items = "".join(
        f"<item><title>{at}</title><link>https://x.example/{at}</link>"
        f"<description>{text}</description></item>"
        for at, text in enumerate(
            (
                "&lt;p&gt;The bridge is shut.&lt;/p&gt;" * 3,
                "&lt;p&gt;The bridge is shut.&lt;/p&gt;&lt;p&gt;The post 1 came first.&lt;/p&gt;",
            )
        )
    )
    found = parted(f'<rss version="2.0"><channel><title>P</title>{items}</channel></rss>', "f.xml")
    assert [one.title for one in found.articles] == ["0"]
    assert [one.number for one in found.unread] == [2]


def test_pictures_and_menus_in_an_export_of_a_blog_are_no_posts():
    picture = (
        '<item xmlns:wp="http://wordpress.org/export/1.2/"><title>logo</title>'
        "<wp:post_type>attachment</wp:post_type></item>"
    )
    found = parted(RSS.replace("<item>", f"{picture}<item>", 1), "blog.xml")
    assert [one.part for one in found.articles] == [1]
    assert not found.unread


def xhtml(content: str) -> str:
    page = f'<html xmlns="http://www.w3.org/1999/xhtml">{content}</html>'
    item = g2(f'<inlineXML contenttype="application/xhtml+xml">{page}</inlineXML>')
    return f'<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/">{item}</newsMessage>'


def test_paragraphs_that_an_agency_sets_off_by_indents_in_one_element():
    first, second = textwrap.wrap(FIRST, 50), textwrap.wrap(SECOND, 50)
    lines = [*first, *second]
    text = "(Adds detail)\n    {}\n{}\n    {}\n{}\n\n (Reporting by Ada Ostler; Editing by Bo Fry)"
    [article] = parted(xhtml(f"<body><p>{text.format(*lines)}</p></body>"), "a.xml").articles
    assert body(article) == [FIRST, SECOND]
    # How the file itself is written sets nothing off.
    spread = text.format(*lines).replace("\n    ", "\n").replace("\n", "\n        ")
    [article] = parted(xhtml(f"<body><p>{spread}</p></body>"), "a.xml").articles
    assert f"{FIRST} {SECOND}" in body(article)[0]


@pytest.mark.parametrize("named", ['<section class="main top">{}</section>', "<div>{}</div>"])
def test_what_stands_beside_the_text_in_an_agencys_html_is_no_part_of_it(named):
    text = "".join(f"<p>{one}</p>" for one in (FIRST, SECOND))
    page = f"<body><header><ul><li>Traffic</li></ul><p>Extra</p></header>{named.format(text)}"
    notes = "<h4>Notes for desks</h4><p>Photos are on the way.</p>"
    below = f"<section>{notes}</section>" if "main" in named else f"<aside>{notes}</aside>"
    [article] = parted(xhtml(f"{page}{below}</body>"), "a.xml").articles
    assert body(article) == [FIRST, SECOND]


def test_entities_that_a_feed_escapes_twice_are_read():
    page = (
        "<body><p>It&amp;#39;s shut, &amp;quot;for good&amp;quot;, said he of the mayor.</p></body>"
    )
    [article] = parted(xhtml(page), "a.xml").articles
    assert body(article) == ['It\'s shut, "for good", said he of the mayor.']


def test_the_end_mark_of_an_agency_is_no_part_of_the_text():
    content = f"<p>{FIRST}</p><p>{SECOND}</p><p>ends</p>"
    head = "<body.head><hedline><hl1>Shut</hl1></hedline></body.head>"
    nitf = f"<nitf><body>{head}<body.content>{content}</body.content></body></nitf>"
    [article] = parted(nitf, "a.xml").articles
    assert body(article) == [FIRST, SECOND]


def test_paragraphs_of_a_blog_that_blank_lines_set_off():
    third = "The council had asked for a day in writing, and was told that the steel is late."
    head = "<h2>On the bank</h2>"
    text = f"<strong>{FIRST}</strong>\n\n{SECOND}\n{head}\n{third}\n\n[gallery id=4]"
    feed = (
        '<rss xmlns:c="http://purl.org/rss/1.0/modules/content/"><channel><title>Echo</title><item>'
        f"<title>Shut</title><c:encoded><![CDATA[{text}]]></c:encoded></item></channel></rss>"
    )
    [article] = parted(feed, "a.xml").articles
    assert body(article) == [FIRST, SECOND, third]


def test_a_story_as_it_ran_over_the_wire():
    wrapped = ("\n".join(textwrap.wrap(one, 50)) for one in (FIRST, SECOND))
    lines = "".join(f"\t   {one}\n" for one in wrapped)
    story = (
        "\x16z9631-----\r\nr n BC-US--Larkby Bridge     05-17 0820\n^BC-US--Larkby Bridge,150<\n"
        "^Bridge stays shut<\n^By ADA OSTLER=\n^Associated Press=\n"
        f"{lines}\n\t   AP-WF-05-17-26 0620GMT<\n\n"
    )
    [article] = parted(story, "w1.tst").articles
    assert said(article) == ("Bridge stays shut", "Associated Press", "2026-05-17", "By ADA OSTLER")
    assert body(article) == [FIRST, SECOND]
    assert (article.slug, article.credit.service) == ("BC-US--Larkby Bridge", "AP")


@pytest.mark.parametrize(
    ("more", "withdrawn"),
    [
        ({"pubstatus": "canceled"}, True),
        ({"ednote": "KILL. Editors, please do not use this story."}, True),
        ({"ednote": "The agency withdraws its story on the ferry."}, True),
        ({"ednote": "Corrects day; withdraws paragraph 4"}, False),
        ({"ednote": "Corrects: 3 killed, not 4"}, False),
    ],
)
def test_a_story_that_its_agency_withdraws_is_no_correction(more: dict, withdrawn: bool) -> None:
    stories = [ninjs(version="1"), ninjs(version="2", **more)]
    early, late = parted(json.dumps(stories), "feed.json").articles
    assert (early.withdrawn, late.withdrawn) == (False, withdrawn)
    assert late.correction


def test_a_withdrawn_story_without_text_is_named_as_withdrawn() -> None:
    found = parted(json.dumps([ninjs(), ninjs(pubstatus="canceled", body_xhtml="")]), "feed.json")
    assert [one.reason.partition(" (")[0] for one in found.unread] == ["is withdrawn by its agency"]


@pytest.mark.parametrize(
    "junk", ["\n", "\ufeff\ufeff", "Warning: mysql_connect() failed in x.php on line 3\n",
             "<br />\n<b>Warning</b>: x in <b>x.php</b><br />\n", "HTTP/1.1 200 OK\n\n"]
)  # fmt: skip
def test_a_feed_with_something_before_its_xml_is_one_all_the_same(junk: str) -> None:
    text = "<![CDATA[" + 9 * "<p>The council shut the pool on Monday, to the anger of Larkby.</p>"
    item = "<item><title>Pool {0}</title><content:encoded>{1}]]></content:encoded></item>"
    items = "".join(item.format(number, text + f"<p>Number {number}.</p>") for number in (1, 2))
    space = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    feed = f'<?xml version="1.0"?><rss {space}><channel>{items}</channel></rss>'
    found, usual = parted(junk + feed, "feed.xml"), parted(feed, "feed.xml")
    assert len(usual.articles) + len(usual.unread) == 2
    assert [body(one) for one in found.articles] == [body(one) for one in usual.articles]
    assert is_page(f"{junk}Write {feed} into the file.", "page.txt")


def test_plain_text_in_one_paragraph_of_markup_is_parted_by_its_indents() -> None:
    wire = f"\n<p>\n        (ANSA) - {FIRST[:40]}\n{FIRST[40:].lstrip()}\n   {SECOND}\n   </p>"
    item = (
        '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/"><contentMeta><headline>Shut'
        "</headline></contentMeta><contentSet><inlineData contenttype='text/plain'>"
        f"<![CDATA[{wire}]]></inlineData></contentSet></newsItem>"
    )
    [story] = parted(item, "item.xml").articles
    assert body(story)[-1] == SECOND
    assert len(body(story)) == 2


def test_the_source_of_a_story_in_ninjs_is_its_outlet() -> None:
    story = ninjs(2, infoSources=[{"role": "isrol:source", "name": "Larkby Courier"}])
    del story["provider"]
    [read] = parted(json.dumps([story]), "feed.json").articles
    assert read.outlet == "Larkby Courier"


def test_a_feed_with_the_whole_text_beside_its_summaries() -> None:
    text = "\n\n".join(9 * [FIRST] + [SECOND])
    item = f"<item><title>Shut</title><y:full-text>{text}</y:full-text></item>"
    feed = f"<rss xmlns:y='http://news.yandex.ru'><channel>{item}</channel></rss>"
    [read] = parted(feed, "feed.xml").articles
    assert body(read)[-1] == SECOND
