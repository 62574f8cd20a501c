"""`compare clean` and `compare diff`: what they print, where, and how they end."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tui.cli import main
from tui.config import demo_folder, load_config
from tui.corpus.choices import RememberedChoices
from tui.corpus.library import Library
from tui.text.alignment.choices import pair_of

LEAD = "The council agreed on Tuesday to rebuild the bridge that the flood took away last year."
MORE = "Work is to begin in the spring, the mayor told reporters, and to last for two years."
SEEDS = sorted(str(path) for path in demo_folder().glob("*.txt"))


class Ran:
    """How a run ended and what it wrote."""

    def __init__(self, code: int, out: bytes, err: bytes) -> None:
        self.code = code
        self.out = out.decode()
        self.err = err.decode()

    def records(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


@pytest.fixture
def run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> Any:
    """Runs the command in an empty folder without a configuration of the user's."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "own"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)

    def run_command(*arguments: str) -> Ran:
        code = main(arguments)
        return Ran(code, *capsysbinary.readouterr())

    return run_command


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "a.txt").write_text(f"{LEAD}\n\n{MORE}\n", encoding="utf-8")
    (folder / "b.txt").write_text(f"{LEAD.replace('Tuesday', 'Monday')}\n\n{MORE}\n", "utf-8")
    return folder


def test_clean_prints_one_record_a_line(run: Any) -> None:
    ran = run("clean", "--format", "jsonl", *SEEDS)
    assert (ran.code, ran.err) == (0, "")
    records = ran.records()
    assert [record["path"] for record in records] == SEEDS
    assert {record["schema"] for record in records} == {"compare/article/1"}


def test_every_non_blank_line_is_in_one_entry(run: Any) -> None:
    for record in run("clean", "--format", "jsonl", *SEEDS).records():
        entries = record["paragraphs"] + record["removed"]
        taken = sorted(
            line for entry in entries for line in range(entry["lines"][0], entry["lines"][1] + 1)
        )
        source = Path(record["path"]).read_text(encoding="utf-8").split("\n")
        blank = {number for number, line in enumerate(source, 1) if not line.strip()}
        wanted = [number for number in range(1, len(source) + 1) if number not in blank]
        assert [line for line in taken if line not in blank] == wanted


def test_json_is_an_array_and_the_same_bytes_each_time(run: Any) -> None:
    first, second = (run("clean", "--format", "json", *SEEDS[:2]) for _ in range(2))
    assert first.out == second.out
    assert [record["path"] for record in json.loads(first.out)] == SEEDS[:2]
    assert run("clean", "--format", "json", "nowhere.txt").out == "[]\n"


def test_text_is_one_paragraph_a_line_where_there_is_no_terminal(run: Any) -> None:
    ran = run("clean", SEEDS[3])
    assert "\x1b" not in ran.out
    record = run("clean", "--format", "jsonl", SEEDS[3]).records()[0]
    lines = ran.out.splitlines()
    assert all(
        paragraph["text"] in lines
        for paragraph in record["paragraphs"]
        if paragraph["role"] != "caption"
    )


def test_bad_inputs_are_named_and_the_good_ones_printed(
    run: Any, pages: Path, tmp_path: Path
) -> None:
    (tmp_path / "empty.txt").touch()
    (tmp_path / "nothing").mkdir()
    bad = ["nowhere.txt", str(tmp_path / "empty.txt"), str(tmp_path / "nothing")]
    ran = run("clean", "--no-rules", "--format", "jsonl", *bad, str(pages))
    assert ran.code == 2
    assert [record["path"] for record in ran.records()] == [
        str(pages / "a.txt"),
        str(pages / "b.txt"),
    ]
    messages = ran.err.splitlines()
    assert messages[0] == f"compare: No such file: {bad[0]}"
    assert [message.split(": ")[1] for message in messages[1:-1]] == bad[1:-1]
    assert bad[-1] in messages[-1]


def test_no_rules_takes_the_page_as_it_is(run: Any) -> None:
    record = run("clean", "--no-rules", "--format", "jsonl", SEEDS[0]).records()[0]
    assert not record["removed"]
    assert {paragraph["role"] for paragraph in record["paragraphs"]} == {"body"}


def test_diff_prints_links_rows_and_summary(run: Any) -> None:
    ran = run("diff", "--format", "json", SEEDS[3], SEEDS[2])
    assert (ran.code, ran.err) == (0, "")
    record = json.loads(ran.out)
    assert record["schema"] == "compare/alignment/1"
    assert {record["left"]["path"], record["right"]["path"]} == set(SEEDS[2:4])
    for side in ("left", "right"):
        roles = [paragraph["role"] for paragraph in record[side]["paragraphs"]]
        linkable = [
            at for at, role in enumerate(roles) if role in ("body", "standfirst", "subhead")
        ]
        assert [at for row in record["rows"] for at in row[side]] == linkable
    line = run("diff", "--format", "jsonl", SEEDS[3], SEEDS[2]).out
    assert line.count("\n") == 1
    assert json.loads(line) == record


def test_diff_says_whose_copy_each_is_and_how_much_of_it(run: Any) -> None:
    record = json.loads(run("diff", "--format", "json", SEEDS[3], SEEDS[2]).out)
    left, right = (record["verdicts"][side] for side in ("left", "right"))
    assert (left["verdict"], right["verdict"]) == ("credited-copy", "uncredited-copy")
    assert any("METER class: wholly derived" in said for said in right["evidence"])
    found = record["derivation"]
    assert found["left"]["paragraphs"] == found["right"]["source_paragraphs"] == [18, 18]
    assert (found["left"]["truncated"], found["right"]["truncated"]) == (True, False)
    assert found["left"]["class"] == found["right"]["class"] == "wholly-derived"
    text = run("diff", SEEDS[3], SEEDS[2]).out
    assert (
        "\n  002, if it came from 003: wholly derived (95% of its prose outside quotation marks, "
        in (text)
    )
    assert " 95% of prose and quotations together, up to where 003 ends)\n" in text
    assert "is wholly derived from" not in text
    assert "\n  002  No credit: AP copy, reworded  " in text
    assert text.endswith("(line 3) mentions AP, but is not a credit.\n")


def test_diff_of_a_file_with_itself_has_no_verdict(run: Any) -> None:
    record = json.loads(run("diff", "--format", "json", SEEDS[3], SEEDS[3]).out)
    assert record["verdicts"] is None
    assert record["derivation"]["left"]["class"] == "wholly-derived"
    assert "METER" not in run("diff", SEEDS[3], SEEDS[3]).out


def test_diff_heeds_choices_only_where_asked_to(
    run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    files = [tmp_path / name for name in ("a.txt", "b.txt")]
    for file in files:
        file.write_text(f"{LEAD}\n\n{MORE}\n", encoding="utf-8")
    command = ("diff", "--no-rules", "--format", "jsonl", *map(str, files))
    before = run(*command).out
    library = Library(files, load_config())
    pair = library.read(str(files[0])), library.read(str(files[1]))
    RememberedChoices().choose(*pair, pair_of(*pair, (1, 1)), "forbidden")
    assert run(*command).out == before
    (record,) = run(*command, "--choices").records()
    assert record["summary"]["left_only"] == 1


def test_diff_text_shows_both_columns(run: Any, pages: Path, monkeypatch: Any) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    files = str(pages / "a.txt"), str(pages / "b.txt")
    ran = run("diff", "--layout", "columns", "--no-rules", *files)
    assert ran.code == 0
    assert "‹Tuesday›" in ran.out
    assert "‹Monday›" in ran.out
    assert "= 1 same" in ran.out


def ran_files(pages: Path) -> tuple[str, str]:
    return str(pages / "a.txt"), str(pages / "b.txt")


def test_piped_diff_text_is_read_from_top_to_bottom(run: Any, pages: Path) -> None:
    ran = run("diff", "--no-rules", *ran_files(pages))
    assert ran.out == run("diff", "--layout", "linear", "--no-rules", *ran_files(pages)).out
    assert ran.out.startswith("Left: a")
    assert "1 same, " in ran.out
    assert "\nLeft, ¶ 1: " in ran.out
    assert not set(ran.out) & set("│┬┴┼◆≈‹")


@pytest.mark.parametrize(
    ("left", "right", "code"), [("a.txt", "a.txt", 0), ("a.txt", "b.txt", 1), ("a.txt", "c", 2)]
)
def test_exit_code_tells_whether_the_articles_differ(
    run: Any, pages: Path, left: str, right: str, code: int
) -> None:
    paths = (str(pages / left), str(pages / right))
    assert run("diff", "--no-rules", "--exit-code", *paths).code == code
    assert run("diff", "--no-rules", *paths).code == (code if code == 2 else 0)


def test_house_style_alone_is_no_difference(run: Any, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("“The U.S. won’t pay,” he told reporters.\n", "utf-8")
    (tmp_path / "b.txt").write_text('"The US won\'t pay," he told reporters.\n', "utf-8")
    paths = (str(tmp_path / "a.txt"), str(tmp_path / "b.txt"))
    assert run("diff", "--no-rules", "--exit-code", *paths).code == 0


def test_diff_of_what_cannot_be_read_names_both(run: Any, pages: Path) -> None:
    ran = run("diff", "nowhere.txt", str(pages))
    assert (ran.code, ran.out) == (2, "")
    first, second = ran.err.splitlines()
    assert "No such file: nowhere.txt" in first
    assert f"{pages}: is a folder" in second


def test_a_folder_named_like_a_command(run: Any, pages: Path) -> None:
    (pages.parent / "here" / "clean").symlink_to(pages)
    assert len(run("clean", "--no-rules", "--format", "jsonl", "./clean").records()) == 2


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("chrome: [\n", "mine.yaml:2:1"),
        ("extends: default\nchrom: {}\n", "mine.yaml:2:1"),
        ("extends: default\nalignment:\n\tlinks: {}\n", "mine.yaml:3:1"),
        ("extends: default\nkeys: !!python/name:os.system {}\n", "mine.yaml:2:7"),
        (
            "extends: default\nchrome:\n  rules:\n    - name: bad\n      kind: trim\n"
            "      why: x\n      pattern: '(a'\n      examples: {drop: [a], keep: [b]}\n",
            "mine.yaml:7:16",
        ),
    ],
)
def test_a_broken_configuration_is_refused_at_its_place(
    run: Any, pages: Path, text: str, place: str
) -> None:
    mine = pages.parent / "here" / "mine.yaml"
    mine.write_text(text, encoding="utf-8")
    for command in (("clean", str(pages)), ("diff", SEEDS[0], SEEDS[1]), (str(pages),)):
        ran = run(*command, "--config", "mine.yaml")
        assert (ran.code, ran.out) == (2, "")
        assert ran.err.startswith(f"compare: {place}: ")


def test_hostile_names_and_pages_are_inert(run: Any, tmp_path: Path) -> None:
    here = tmp_path / "here"
    name = "bad\x1b]0;title\x07\n\u202e\udcff.txt"
    (here / name).write_text(f"{LEAD} \x1b[31mRed\x1b[0m \x9b1m \u202eover.\n", "utf-8")
    (here / "empty\x1b[2J.txt").touch()
    for arguments in (("clean",), ("clean", "--format", "jsonl"), ("clean", "--format", "json")):
        ran = run(*arguments, "--no-rules", ".")
        assert ran.code == 2
        assert not set(ran.out + ran.err) & set("\x1b\x07\x9b\u202e")
    ran = run("diff", "--no-rules", name, name)
    assert ran.code == 0
    assert not set(ran.out + ran.err) & set("\x1b\x07\x9b\u202e")
