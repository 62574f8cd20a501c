"""What goes wrong while an index is made or read: nothing is lost, and no old row counts."""

from __future__ import annotations

import errno
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import duckdb
import pytest
from made_corpora import made_corpus, written
from support.commands import run_command

from tui.cli import main
from tui.config import load_config
from tui.corpus.index import CorpusError, Index, is_index, kept_tables
from tui.corpus.index.browse import Browser
from tui.corpus.index.corpus import ClusterRules, Corpus, keep_tables
from tui.corpus.index.duck import DuckEngine, scratch, told
from tui.corpus.index.engine import IndexRole, PairFinder
from tui.corpus.index.find import Finder
from tui.corpus.index.jobs import LocalWorkers
from tui.corpus.index.runs import known_background, whole_runs
from tui.corpus.index.spark import SparkEngine, failure_in
from tui.corpus.library import Library
from tui.corpus.readers import Readers
from tui.files.aside import AsideError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


ROWS = made_corpus(stories=2, own=2)


@pytest.fixture(scope="module", autouse=True)
def one_configuration() -> Iterator[None]:
    """The configuration for all of these tests, as compiling its wordings takes long."""
    config = load_config()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tui.cli.corpus.configuration", lambda asked: config)
        yield


def index(
    capsys: pytest.CaptureFixture[str], target: Path, *pages: Path, code: int = 0
) -> tuple[str, str]:
    ran = run_command(capsys, "index", *map(str, pages), "-o", str(target), "--jobs", "1")
    assert ran.code == code, ran.err
    return ran.out, ran.err


def live_paths(target: Path) -> list[tuple[str, str]]:
    """The pages of an index, each with the words that its row that counts begins with."""
    source = f"read_parquet({Index(target).files('articles')})"
    rows = duckdb.sql(
        f"SELECT path, article FROM {source}"  # noqa: S608
        f" WHERE doc IN (SELECT MAX(doc) FROM {source} GROUP BY slot) ORDER BY path"
    ).fetchall()
    return [(Path(path).name, json.loads(row)["paragraphs"][0]["text"]) for path, row in rows]


def pages_of(folder: Path, *texts: str) -> Path:
    folder.mkdir(exist_ok=True)
    for at, text in enumerate(texts):
        (folder / f"{at}.txt").write_text(text)
    return folder


OLD, NEW, OTHER = (row["text"] for row in (ROWS[0], ROWS[-1], ROWS[-2]))


def first_words(text: str) -> str:
    return text.split("\n\n", maxsplit=1)[0]


def test_a_page_that_changed_counts_as_it_is_now_wherever_its_part_stands(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "index"
    other = tmp_path / "other"
    index(capsys, target, pages_of(other, OTHER))
    pages = pages_of(tmp_path / "pages", OLD)
    index(capsys, target, pages)
    # As where a run was killed after its second part, and before the first was recorded.
    (target / "parts" / "00000.json").unlink()
    pages_of(pages, NEW)
    index(capsys, target, pages)
    assert live_paths(target) == [("0.txt", first_words(NEW))]


def test_a_page_that_is_again_what_it_was_counts_as_it_is_now(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "index"
    for text in (OLD, NEW, OLD):
        told_of, _ = index(capsys, target, pages_of(tmp_path / "pages", text))
        assert "1 new article" in told_of
    assert live_paths(target) == [("0.txt", first_words(OLD))]


class Killed(BaseException):
    """Ends a run where it stands, as a signal does that nothing can catch."""


class Moments:
    """Lets so many changes of names on the disk happen, and none after them."""

    def __init__(self, patch: pytest.MonkeyPatch, most: int) -> None:
        self.happened = 0
        self._most = most
        for name in ("replace", "mkdir", "unlink"):
            patch.setattr(Path, name, self._counted(getattr(Path, name)))

    def _counted(self, change: Callable[..., Any]) -> Callable[..., Any]:
        def changed(path: Path, *args: Any, **given: Any) -> Any:
            if self.happened == self._most:
                raise Killed
            self.happened += 1
            return change(path, *args, **given)

        return changed


def killed_at_each_moment(run: Callable[[], object]) -> Iterator[int]:
    """Run something again and again, killed one moment later each time, until it ends."""
    for most in range(100):
        with pytest.MonkeyPatch.context() as patch, suppress(Killed):
            Moments(patch, most)
            run()
            return
        yield most


def test_an_index_killed_at_any_moment_is_gone_on_with(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pages = written(tmp_path / "pages.jsonl", ROWS[:3])
    asked = ["index", str(pages), "-o", str(tmp_path / "index"), "--jobs", "1"]
    moments = 0
    for _ in killed_at_each_moment(lambda: main(asked)):
        moments += 1
        # Whatever is left is read as what it is, or told to be none.
        with suppress(CorpusError):
            assert Index(tmp_path / "index").checked()
            assert Index(tmp_path / "index").size() in {0, 3}
    assert moments > 5
    assert "3 known" in index(capsys, tmp_path / "index", pages)[0]


@pytest.fixture(scope="module")
def made(one_configuration: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    pages = written(folder / "pages.jsonl", ROWS)
    assert main(["index", str(pages), "-o", str(folder / "index"), "--jobs", "1"]) == 0
    return folder


@contextmanager
def found(source: Path) -> Iterator[tuple[Corpus, Index]]:
    """A corpus whose tables have been found."""
    index = Index(source).at_this_moment()
    with DuckEngine(threads=1) as duck:
        rules = ClusterRules(judge="none")
        corpus = Corpus([IndexRole(index)], load_config(), LocalWorkers(1), duck, rules)
        corpus.find(None)
        yield corpus, index


def test_tables_killed_at_any_moment_are_whole_or_missing(made: Path, tmp_path: Path) -> None:
    target = tmp_path / "index"
    shutil.copytree(made / "index", target)
    with found(target) as (corpus, index):
        keep_tables(corpus, index)
        moments = 0
        for _ in killed_at_each_moment(lambda: keep_tables(corpus, index)):
            moments += 1
            kept = kept_tables(index)
            if kept is not None:
                with Browser(index) as browser:
                    assert browser.totals() == (3, len(ROWS))
    assert moments > 10
    assert kept_tables(index) is not None


def test_old_tables_do_not_stand_among_new_ones(made: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with found(made / "index") as (corpus, _):
        corpus.write(out, "jsonl")
        names = {file.name for file in out.glob("*.jsonl")}
        for name in names:
            (out / name).write_text("old")
        for _ in killed_at_each_moment(lambda: corpus.write(out, "jsonl")):
            texts = {file.read_text() for file in out.glob("*.jsonl")}
            assert texts == {"old"} or "old" not in texts
            for name in names:
                (out / name).write_text("old")


def test_tables_of_two_runs_at_once_are_not_mixed(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.files.write.LOCK_PATIENCE", 0.0)
    replace = Path.replace
    with found(made / "index") as (corpus, _):

        def meanwhile(file: Path, target: Path) -> Path:
            with pytest.raises(CorpusError, match="another compare is writing its tables there"):
                corpus.write(tmp_path, "csv")
            return replace(file, target)

        monkeypatch.setattr(Path, "replace", meanwhile)
        assert len(corpus.write(tmp_path, "csv")) == len(list(tmp_path.glob("*.csv"))) == 5


def test_two_runs_at_once_on_one_index_are_told(
    made: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.files.write.LOCK_PATIENCE", 0.0)
    with Index(made / "index").lock():
        _, err = index(capsys, made / "index", made / "pages.jsonl", code=2)
    assert err == "compare: another compare is working on this index; wait until it is done\n"


def test_what_is_added_while_groups_are_found_is_told_to_be_missing(
    made: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    target = tmp_path / "index"
    shutil.copytree(made / "index", target)
    more = pages_of(tmp_path / "pages", OLD)
    propose = PairFinder.pairs

    def meanwhile(finder: PairFinder, *args: Any) -> None:
        assert main(["index", str(more), "-o", str(target), "--jobs", "1"]) == 0
        propose(finder, *args)

    monkeypatch.setattr(PairFinder, "pairs", meanwhile)
    ran = run_command(capsys, "cluster", str(target), "--judge", "none", "--jobs", "1")
    assert (ran.code, f"{len(ROWS)} articles" in ran.out) == (0, True), ran.err
    assert Index(target).size() == len(ROWS) + 1
    with Browser(Index(target)) as browser:
        assert not browser.is_current


@contextmanager
def full_disk(most: int) -> Iterator[None]:
    """Files may have so many bytes and no more, which is told as a full disk is."""
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk_is_told_and_what_was_there_is_kept(
    made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "index"
    shutil.copytree(made / "index", target)
    more = pages_of(tmp_path / "pages", " ".join([OLD] * 20))
    with full_disk(20_000):
        _, err = index(capsys, target, more, code=2)
    refused = (
        "cannot be written (File too large; is the size of files limited, or is the disk full?)"
    )
    assert err == f"compare: {target}: {refused}; what was there before is kept\n"
    out = tmp_path / "out"
    asked = ("cluster", str(target), "-o", str(out), "--judge", "none", "--jobs", "1")
    with full_disk(100):
        ran = run_command(capsys, *asked)
    assert (ran.code, "is the disk full?" in ran.err) == (2, True), ran.err
    assert "bug in compare" not in ran.err
    assert not out.exists()
    assert Index(target).damaged() == []
    assert Index(target).size() == len(ROWS)


def test_a_mail_that_was_cut_off_is_put_in_and_said_to_be_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    head = "Subject: A bridge\nFrom: Quay Post <post@quay.example>\nMIME-Version: 1.0\n"
    head += 'Content-Type: multipart/mixed; boundary="parted"\n\n--parted\n'
    text = "The council said on Monday that it would rebuild the old bridge by the summer.\n"
    part = "Content-Type: text/plain\n\n" + 8 * text
    for name, end, code in (("whole", "\n--parted--\n", 0), ("cut", "", 2)):
        page = tmp_path / f"{name}.eml"
        page.write_text(head + part + end, encoding="utf-8")
        result = run_command(capsys, "index", str(page), "-o", str(tmp_path / name))
        assert result.code == code
        assert "1 new article" in result.out
        assert ("ends in the middle" in result.err) == bool(code)


@pytest.mark.parametrize("is_there", [True, False], ids=["there", "made"])
def test_a_folder_made_for_nothing_is_taken_away(
    is_there: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "deep" / "index"
    pages = pages_of(tmp_path / "pages", OLD)
    if is_there:
        target.mkdir(parents=True)
    with full_disk(10):
        _, err = index(capsys, target, pages, code=2)
    assert err.startswith(f"compare: {target}")
    assert err.count("\n") == 1
    assert target.parent.exists() == target.exists() == is_there


def test_what_the_database_cannot_write_is_told_plainly(tmp_path: Path) -> None:
    target = tmp_path / ".compare-made" / "large.parquet"
    target.parent.mkdir()
    # The engine writes, and is not told where to.
    with pytest.raises(CorpusError) as caught, told(tmp_path), told(), full_disk(10_000):
        duckdb.sql(f"COPY (SELECT random() FROM range(100000)) TO '{target}' (FORMAT parquet)")  # noqa: S608
    assert os.strerror(errno.EFBIG) in str(caught.value)
    assert str(caught.value).startswith(f"{tmp_path}: cannot be written (")
    assert target.parent.name not in str(caught.value)
    assert "{" not in str(caught.value)


class Watched(io.StringIO):
    """A terminal."""

    def isatty(self) -> bool:
        return True


def test_progress_shows_before_the_first_part_of_a_file_of_many_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stderr", screen := Watched())
    pages = written(tmp_path / "pages.jsonl", ROWS)
    assert main(["index", str(pages), "-o", str(tmp_path / "index"), "--jobs", "1"]) == 0
    assert screen.getvalue().startswith("\r\x1b[KReading articles …\r")


def test_who_stops_is_told_that_what_is_done_is_kept(
    made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object, progress: Callable[[int, int], None], **__: object) -> None:
        for done, now in ((500, 5.0), (1000, 10.0)):
            monkeypatch.setattr("tui.cli.corpus.monotonic", lambda now=now: now)
            progress(done, 4000)
        raise KeyboardInterrupt

    monkeypatch.setattr("tui.cli.corpus.monotonic", lambda: 0.0)
    monkeypatch.setattr("tui.corpus.index.build.Builder.add", stopped)
    monkeypatch.setattr(sys, "stderr", screen := Watched())
    asked = ["index", str(made / "pages.jsonl"), "-o", str(made / "index"), "--jobs", "1"]
    assert main(asked) == 130
    said = screen.getvalue().replace("\r\x1b[K", "\n").split("\n")
    assert said[1:3] == [
        "Reading articles: 500 of 4,000 · 100 a second · 35 s left",
        "Reading articles: 1,000 of 4,000 · 100 a second · 30 s left",
    ]
    assert said[3].endswith("stopped; what is done is kept, and the same command goes on with it")


def test_spark_leaves_the_interrupt_to_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    class Builder:
        sparkContext = SimpleNamespace(setLogLevel=lambda level: None)  # noqa: N815

        def __getattr__(self, name: str) -> Callable[..., Builder]:
            return lambda *given: self

        def getOrCreate(self) -> Builder:  # noqa: N802
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            return self

    fake = SimpleNamespace(SparkSession=SimpleNamespace(builder=Builder()))
    monkeypatch.setitem(sys.modules, "pyspark.sql", fake)
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    before = signal.getsignal(signal.SIGINT)
    SparkEngine("local[1]")
    assert signal.getsignal(signal.SIGINT) is before


def test_of_what_spark_says_the_failure_is_told() -> None:
    said = """An error occurred while calling o46.getResult.
: org.apache.spark.SparkException: Exception thrown in awaitResult:
\tat org.apache.spark.util.SparkThreadUtils$.awaitResult(SparkThreadUtils.scala:70)
Caused by: org.apache.spark.api.python.PythonException: Traceback (most recent call last):
  File "worker.py", line 1, in load_stream
ModuleNotFoundError: No module named 'msgspec'
\tat java.base/java.lang.Thread.run(Thread.java:840)"""
    assert failure_in(said) == "ModuleNotFoundError: No module named 'msgspec'"
    assert failure_in("No space left\nat java") == "No space left"
    java = "An error occurred while calling o1.parquet.\n: a.b.SparkException: Job aborted\n\tat x"
    assert failure_in(java) == "a.b.SparkException: Job aborted"
    assert failure_in(f"{java}\nCaused by: java.io.IOException: no room\n") == (
        "java.io.IOException: no room"
    )


def test_what_killed_processes_left_is_taken_away_after_a_day(tmp_path: Path) -> None:
    old, new = tmp_path / ".compare-old", tmp_path / ".compare-new"
    for folder in (old, new):
        folder.mkdir()
        (folder / "rows.json").touch()
    os.utime(old, (0, 0))
    with scratch(tmp_path) as own:
        assert set(tmp_path.iterdir()) == {new, own}


WORKERS = """
import functools, os, time
from pathlib import Path

def wait(folder, item):
    (Path(folder) / f"{item}.{os.getpid()}").touch()
    time.sleep(100)

def make(folder):
    return functools.partial(wait, folder)

def hang(sent, item):
    time.sleep(100)
"""
SHARED = """
import functools, sys, work
from tui.corpus.index.jobs import LocalWorkers

list(LocalWorkers(2).share(functools.partial(work.make, sys.argv[1]), range(2)))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no signal that cannot be caught")
def test_processes_end_with_the_first_one(tmp_path: Path) -> None:
    script, seen = tmp_path / "script.py", tmp_path / "seen"
    (tmp_path / "work.py").write_text(WORKERS)
    script.write_text(SHARED)
    seen.mkdir()
    first = subprocess.Popen([sys.executable, script, seen], stderr=subprocess.DEVNULL)
    try:
        until = time.monotonic() + 60
        while len(names := list(seen.iterdir())) < 2 and time.monotonic() < until:
            time.sleep(0.01)
        pids = [int(file.suffix[1:]) for file in names]
        assert len(pids) == 2
        first.send_signal(signal.SIGKILL)
        first.wait()
        while any(map(alive, pids)) and time.monotonic() < until:
            time.sleep(0.01)
        assert not any(map(alive, pids))
    finally:
        first.kill()


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_what_no_index_can_keep_or_read_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "whole.txt").write_text(f"{ROWS[0]['title']}\n\n{ROWS[0]['text']}\n", "utf-8")
    os.mkfifo(pages / "pipe.txt")
    told = ["pipe.txt: is not a regular file"]
    with suppress(OSError):
        # Systems whose names are text refuse to make one.
        Path(os.fsdecode(os.fsencode(pages) + b"/\xff.txt")).write_text("A page.\n", "utf-8")
        told.append("has a name that is not UTF-8; rename it")
    out, err = index(capsys, tmp_path / "made.index", pages, code=2)
    assert all(words in err for words in told)
    assert "1 new article" in out + err


def test_nothing_is_left_in_a_folder_of_somebody_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "theirs.txt").write_text("A page.\n", "utf-8")
    _, err = index(capsys, tmp_path, tmp_path / "theirs.txt", code=2)
    assert "is a folder that holds something else" in err
    assert [file.name for file in tmp_path.iterdir()] == ["theirs.txt"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_nobody_waits_for_a_pipe_that_is_called_as_a_file_of_an_index_is(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "about.json")
    assert not is_index(str(tmp_path))
    with pytest.raises(CorpusError, match="is not an index"):
        Index(tmp_path).about()
    made = Index(tmp_path / "made")
    made.begin("rules", None)
    for name in ("sorted.json", "background.json"):
        os.mkfifo(made.folder / name)
    assert (whole_runs(made), known_background(made, 7)) == ([], None)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no groups of processes")
@pytest.mark.parametrize("whole_group", [False, True])
@pytest.mark.parametrize("number", ["SIGINT", "SIGTERM", "SIGKILL"])
def test_killed_work_ends_in_silence_also_while_processes_start(
    tmp_path: Path, number: str, *, whole_group: bool
) -> None:
    (tmp_path / "work.py").write_text(WORKERS)
    script = tmp_path / "script.py"
    # What is sent to each is more than a pipe holds, which nobody reads who was killed.
    script.write_text(
        "import functools, signal, threading, work\n"
        "from tui.corpus.index.jobs import LocalWorkers\n"
        "signal.signal(signal.SIGINT, signal.SIG_DFL)\n"
        "threading.Timer(0.05, print, ['begun'], {'flush': True}).start()\n"
        "make = functools.partial(functools.partial, work.hang, 'x' * 1_000_000)\n"
        "list(LocalWorkers(2).share(make, range(2)))\n"
    )
    first = subprocess.Popen(
        [sys.executable, script],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        assert first.stdout is not None
        assert first.stdout.readline() == "begun\n"
        (os.killpg if whole_group else os.kill)(first.pid, getattr(signal, number))
        # Their standard error is this one's pipe: it ends with the last of them.
        _, said = first.communicate(timeout=60)
    finally:
        first.kill()
    assert said == ""


def test_what_fails_in_a_process_is_raised_by_the_first_one() -> None:
    with LocalWorkers(2) as workers, pytest.raises(ValueError, match="invalid literal") as caught:
        list(workers.share(partial(partial, int), ["1", "2", "three"]))
    assert "serve_items" in caught.value.__notes__[0]


def test_a_process_that_was_killed_or_cannot_be_started_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with LocalWorkers(2) as workers, pytest.raises(CorpusError, match="a process was killed"):
        list(workers.share(partial(partial, os._exit), range(2)))
    monkeypatch.setattr(sys, "executable", "/nonexistent/python")
    with LocalWorkers(2) as workers, pytest.raises(CorpusError, match="--jobs 1"):
        list(workers.share(partial(partial, abs), range(2)))


def test_threads_that_cannot_be_started_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", refuse)
    why = r"^no more threads can be started: memory is short.*--jobs 1, or with more memory$"
    with LocalWorkers(2) as workers, pytest.raises(CorpusError, match=why):
        list(workers.share(partial(partial, abs), range(2)))
    # Pages are read in this process then.
    with pytest.raises(AsideError):
        Readers(Library([], load_config()), 1)


def test_where_no_temporary_file_can_be_written_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", None)
    monkeypatch.setattr("tempfile._candidate_tempdir_list", lambda: [str(tmp_path / "none")])
    monkeypatch.setenv("TMPDIR", str(tmp_path / "none"))
    with pytest.raises(CorpusError) as caught:
        DuckEngine()
    assert str(tmp_path / "none") in str(caught.value)
    assert "TMPDIR can name another folder" in str(caught.value)
    assert "[" not in str(caught.value)


@pytest.mark.skipif(sys.platform != "linux", reason="the system bounds addresses there")
@pytest.mark.parametrize("megabytes", [80, 130, 170, 220, 300, 1_000])
def test_too_little_memory_is_told_and_ends_nothing_by_force(made: Path, megabytes: int) -> None:
    text = first_words(ROWS[0]["text"])
    asked = (
        f"import resource, sys; most = {megabytes} << 20\n"
        "resource.setrlimit(resource.RLIMIT_AS, (most, most))\n"
        "from tui.cli import main\n"
        f"sys.exit(main(['find', {text!r}, {str(made / 'index')!r}]))\n"
    )
    ran = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=False)
    if ran.returncode:
        assert (ran.returncode, ran.stdout) == (2, "")
        assert "the system gives this program no more" in ran.stderr
        assert "--memory" not in ran.stderr
        assert megabytes < 1_000
    else:
        assert ran.stderr == ""


@pytest.mark.skipif(sys.platform != "linux", reason="the system bounds addresses there")
def test_pages_are_indexed_where_two_gigabytes_are_not_to_be_had(tmp_path: Path) -> None:
    pages = written(tmp_path / "pages.jsonl", ROWS[:3])
    asked = (
        "import resource, sys; most = 900 << 20\n"
        "resource.setrlimit(resource.RLIMIT_AS, (most, most))\n"
        "from tui.cli import main\n"
        f"sys.exit(main(['index', {str(pages)!r}, '-o', {str(tmp_path / 'index')!r}]))\n"
    )
    ran = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=False)
    assert "3 new articles" in ran.stdout, ran.stderr


def test_more_memory_is_advised_only_where_an_option_gives_it() -> None:
    said = "Out of Memory Error: failed to offload data block (1.0 MiB/1.0 MiB used)."
    for option in ("", "--memory"):
        with pytest.raises(CorpusError, match=r"^memory ran out") as caught, told(option=option):
            raise duckdb.OutOfMemoryException(said)
        assert ("--memory" in str(caught.value)) == bool(option)
    # What the system refuses is not to be had by asking for more.
    why = "the system gives this program no more"
    with pytest.raises(CorpusError, match=why) as caught, told(option="--memory"):
        raise duckdb.OutOfMemoryException("Out of Memory Error: Allocation failure")
    assert "--memory" not in str(caught.value)


def test_nothing_temporary_is_left_where_an_index_cannot_be_asked(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise CorpusError("memory ran out")

    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr(DuckEngine, "table", refuse)
    # What was raised holds the engine, of which Python would warn later.
    with pytest.raises(CorpusError) as caught:
        Finder(Index(made / "index"))
    assert list(tmp_path.iterdir()) == [], caught


def test_a_name_that_only_the_locale_cannot_hold_is_not_to_be_changed() -> None:
    asked = (
        "from tui.config import load_config\n"
        "from tui.corpus.index.sources import page_or_archive\n"
        "import os\n"
        "page_or_archive(os.fsdecode(b'k\\xc3\\xb6ln.txt'), load_config().archives)\n"
    )
    # Coercion would make it a locale of UTF-8.
    ascii_only = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    ran = subprocess.run(
        [sys.executable, "-c", asked],
        env={**os.environ, **ascii_only},
        capture_output=True,
        text=True,
        check=False,
    )
    if "FileNotFoundError" in ran.stderr:
        pytest.skip("names are UTF-8 here whatever the locale is")
    assert "set PYTHONUTF8=1" in ran.stderr
    assert "rename it" not in ran.stderr


def test_what_killed_processes_left_behind_goes_a_day_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    left, other = tmp_path / "compare-left", tmp_path / "compare-mine"
    with DuckEngine() as held:
        for folder in (left, other):
            folder.mkdir()
        for lock in (left / ".held", Path(held.folder, ".held")):
            lock.touch()
            os.utime(lock, (0, 0))
        with DuckEngine():
            # Not what is held, and nothing of the user's own.
            assert not left.exists()
            assert other.exists()
            assert Path(held.folder).exists()
