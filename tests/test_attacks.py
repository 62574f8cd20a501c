"""Pages made to take time or memory: all are read or refused, and those once slow at once."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from attacks import ATTACKS, SENTENCE

from tui.text.page.model import MOST_LINES_IN_ALL, MOST_WORDS, PageError, check_words
from tui.text.page.read import page_from_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator

ONCE_SLOW = {
    "mail-empty-subjects": 1_800_000,
    "mail-nested-parts": 400_000,
    "mail-base64-breaks": 18_000_000,
    "mail-base64-line-feeds-in-one": 18_000_000,
    "mail-punycode": 2_000_000,
    "markdown-images": 990_000,
    "text-line-feeds": 19_900_000,
    "text-chinese": 600_000,
    "text-own-words": 500_000,
    "html-many-attributes": 5_000_000,
}
"""Pages that took from ten seconds to minutes, or more than a gigabyte, and their sizes."""

SECONDS = 20
"""Of processor time for each: a guard against what hangs, four times what is promised."""

MOST_MEGABYTES = 600

READ = f"""
import resource, sys
sys.path.insert(0, sys.argv[1])
from attacks import ATTACKS
from tui.config import default_config_path, load_config
from tui.text.article.read import clean
from tui.text.page.model import PageError
from tui.text.page.read import page_from_bytes

config = load_config(default_config_path())
for name, size in zip(sys.argv[2::2], sys.argv[3::2]):
    used = resource.getrusage(resource.RUSAGE_SELF)
    limit = int(used.ru_utime + used.ru_stime) + {SECONDS}
    resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.RLIM_INFINITY))
    attack = ATTACKS[name]
    print(name, flush=True)
    try:
        clean(page_from_bytes(attack.bytes_of(int(size)), "page." + attack.ending), config)
    except PageError as error:
        print(error.reason, flush=True)
if sys.platform == "linux":
    # What is asked for below begins with the memory of the process that started this one.
    with open("/proc/self/status") as status:
        most = next(int(line.split()[1]) for line in status if line.startswith("VmHWM:")) / 1e3
else:
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
assert most < {MOST_MEGABYTES}, f"{{most:.0f}} MB"
"""


def test_what_was_slow_is_read_or_refused_in_bounded_time_and_memory() -> None:
    pytest.importorskip("resource")
    asked = [str(one) for pair in ONCE_SLOW.items() for one in pair]
    here = str(Path(__file__).parent)
    done = subprocess.run(
        [sys.executable, "-c", READ, here, *asked], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-500:] + done.stderr[-2000:]


def _by_ending() -> Iterator[list[str]]:
    for ending in sorted({attack.ending for attack in ATTACKS.values()}):
        names = [name for name, attack in ATTACKS.items() if attack.ending == ending]
        # Of the many of HTML, every fourth will do: each is asked of the extractor, too.
        yield names[:: 4 if ending == "html" else 1]


@pytest.mark.parametrize("names", _by_ending(), ids=lambda names: ATTACKS[names[0]].ending)
def test_every_attack_is_read_or_refused_with_a_sentence(names: list[str]) -> None:
    for name in names:
        reason = _refusal(ATTACKS[name].bytes_of(2_000), f"page.{ATTACKS[name].ending}")
        assert reason == "" or reason.startswith(("is ", "has ", "shows ")), name


def _refusal(data: bytes, path: str) -> str:
    """Why a page is refused; empty where it is read."""
    try:
        page_from_bytes(data, path)
    except PageError as error:
        return error.reason
    return ""


@pytest.mark.parametrize(
    ("name", "size", "what"),
    [
        ("text-line-feeds", 2_000_000, f"at most {MOST_LINES_IN_ALL:,} are read"),
        ("mail-base64-breaks", 2_000_000, f"at most {MOST_LINES_IN_ALL:,} are read"),
        ("mail-base64-line-feeds-in-one", 2_000_000, f"at most {MOST_LINES_IN_ALL:,} are read"),
        ("html-line-feeds", 2_000_000, f"at most {MOST_LINES_IN_ALL:,} are read"),
        ("text-quotation-marks", 6_000_000, f"at most {MOST_WORDS:,} are read"),
        ("text-letters-apart", 11_000_000, f"at most {MOST_WORDS:,} are read"),
        ("text-chinese", 16_000_000, f"at most {MOST_WORDS:,} are read"),
        ("html-in-a-paragraph-of-marks", 6_000_000, f"at most {MOST_WORDS:,} are read"),
        ("html-paragraphs", 3_000_000, "tags"),
        ("mail-own-fields", 2_000_000, "header lines"),
        ("mail-senders", 2_000_000, "characters in its from"),
        ("mail-sender-angles", 2_000_000, "characters in its from"),
        ("mail-sender-quotes", 2_000_000, "characters in its from"),
        ("mail-dates", 2_000_000, "characters in its date"),
        ("mail-encoded-words", 2_000_000, "characters in its subject"),
        ("mail-nested-parts", 100_000, "nested too deeply"),
        ("mail-parts", 200_000, "has more than 10,000 parts"),
    ],
)
def test_what_no_page_has_so_many_of_is_refused(name: str, size: int, what: str) -> None:
    with pytest.raises(PageError, match=what):
        page_from_bytes(ATTACKS[name].bytes_of(size), f"page.{ATTACKS[name].ending}")


def test_attributes_of_many_tags_are_dropped_or_too_many() -> None:
    dropped = ATTACKS["html-many-attributes"].bytes_of(5_000_000)
    assert page_from_bytes(dropped, "page.html").blocks[0].text == "Council agrees to rebuild"
    with pytest.raises(PageError, match="attributes"):
        page_from_bytes(ATTACKS["html-empty-attributes"].bytes_of(1_000_000), "page.html")


def test_no_more_of_a_long_name_is_looked_at_with_each_paragraph_in_it() -> None:
    page = f"<div id='{'menu ' * 1_000}'>" + "<p>The council agreed.</p>\n" * 20 + "</div>"
    for block in page_from_bytes(page.encode(), "page.html").blocks:
        assert block.markup is not None
        assert len(block.markup.holder) < 1_000
        assert block.markup.names == {"menu"}


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_whether_a_long_page_is_utf_8_is_told_from_a_part_of_it(encoding: str) -> None:
    text = "Die Brücke wurde für alle geöffnet. " * 20_000
    # What is pasted in from elsewhere spoils neither.
    page = page_from_bytes(text.encode(encoding) + b"\n\xff\xfe\xff\n", "page.txt")
    assert page.lines[0] == text
    assert (page.encoding == "utf-8") == (encoding == "utf-8")


def test_lines_are_not_looked_at_for_every_quotation_around_them() -> None:
    began = time.process_time()
    page = page_from_bytes(ATTACKS["markdown-lazy"].bytes_of(150_000), "page.md")
    # As plain text in half a second; for each of ten quotations it took seven.
    assert time.process_time() - began < 3
    assert page.blocks[0].text == "Council agrees to rebuild the bridge"


def test_english_of_as_many_bytes_as_are_read_is_not_refused() -> None:
    check_words((SENTENCE * 245_000)[:19_900_000], "page.txt")


def test_what_stands_on_many_lines_is_read() -> None:
    pages = {
        "page.txt": "The council agreed.\n" + "\n" * 500_000,
        "page.eml": "Subject: a\n" + "A: b\n" * 20_000 + "\nThe council agreed.\n",
        "page.md": "The [council](a) agreed.\n\n" + "A [link](b) in a paragraph.\n\n" * 1_000,
        "page.html": "<p>The council agreed.</p>" + "<p a=b c=d>a</p>\n" * 3_000,
    }
    for path, text in pages.items():
        blocks = page_from_bytes(text.encode(), path).blocks
        assert "The council agreed." in [block.text for block in blocks], path
