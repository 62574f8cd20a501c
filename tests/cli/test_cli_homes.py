"""People whose home is not as usual, and logs that cannot be written: everything works."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tui import log as logbook
from tui.cli import main
from tui.cli.run import run
from tui.config import ConfigError, demo_folder, load_config
from tui.config.own_rules import add, own_file
from tui.files import folders
from tui.files.folders import NOWHERE, own_folder
from tui.files.write import refusal, refusal_of_output

SEED = str(sorted(demo_folder().glob("*.txt"))[0])
XDG = [f"XDG_{kind}_HOME" for kind in ("CONFIG", "CACHE", "STATE", "DATA")]

NOT_READABLE = 77
NOBODY = 12345
"""The number of a user whom the system does not know."""

# All that is imported is loaded before, as it may stand where only root can read.
AS_NOBODY = f"""
import contextlib, io, os, sys
from tui.cli import main
from tui.config import default_config_path
page = sys.stdin.buffer.read()
configuration = default_config_path()
for number in (0, {NOBODY}):
    os.setegid(number)
    os.seteuid(number)
    if not os.access(configuration, os.R_OK, effective_ids=True):
        sys.exit({NOT_READABLE})
    sys.stdin = io.TextIOWrapper(io.BytesIO(page))
    with contextlib.redirect_stdout(io.TextIOWrapper(io.BytesIO())):
        code = main(["clean", "-"])
sys.exit(code)
"""


@pytest.fixture(autouse=True)
def _anew():
    logbook.forget()
    yield
    logbook.forget()


@pytest.fixture
def homeless(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """No HOME, and a user whom the system does not know."""
    import pwd

    def unknown(number: int) -> Any:
        raise KeyError(f"getpwuid(): uid not found: {number}")

    for name in ("HOME", *XDG):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(pwd, "getpwuid", unknown)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_who_has_no_home_works_and_leaves_nothing_behind(
    homeless: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for kind in ("config", "cache", "state", "log"):
        assert own_folder(kind) == NOWHERE  # type: ignore[arg-type]
    assert main(["clean", SEED]) == 0
    assert capsys.readouterr().err == ""
    assert main(["--help"]) == 0
    assert "none, as no HOME is set" in capsys.readouterr().out
    assert main(["clean", "--verbose", SEED]) == 0
    assert capsys.readouterr().err.count("no log was written, as no HOME is set") == 1
    assert main(["rules", "new", "--write", "12 readers like this", "--pages", SEED]) == 2
    assert "no HOME is set, so there is no place for your own rules" in capsys.readouterr().err
    assert list(homeless.iterdir()) == []


def test_rules_of_someone_without_a_home_are_refused_in_words(homeless: Path) -> None:
    rule = load_config().chrome.rules[0]
    with pytest.raises(ConfigError, match="no HOME is set"):
        add(own_file(), rule, None, rename=True)


def test_a_folder_below_the_current_one_is_never_a_home(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "cache")
    assert own_folder("cache").is_absolute()
    assert folders.is_nowhere(NOWHERE / "compare.log")


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can be somebody else"
)
@pytest.mark.parametrize("mode", [0o700, 0o555, None])
def test_a_home_that_may_not_be_searched_or_written_stops_nothing(
    tmp_path: Path, mode: int | None
) -> None:
    home = tmp_path / "home"
    if mode is not None:
        home.mkdir(mode=mode)
    environment = {key: value for key, value in os.environ.items() if key not in XDG}
    ran = subprocess.run(
        [sys.executable, "-c", AS_NOBODY], env={**environment, "HOME": str(home)}, cwd="/",
        input=Path(SEED).read_text(encoding="utf-8"), capture_output=True, text=True, check=False,
    )  # fmt: skip
    if ran.returncode == NOT_READABLE:
        pytest.skip("the checkout stands where nobody else may read")
    assert (ran.returncode, ran.stderr) == (0, "")


def test_a_home_that_may_not_be_searched_has_no_configuration(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shut = str(tmp_path / "shut")
    monkeypatch.setenv("HOME", shut)
    for name in XDG:
        monkeypatch.setenv(name, f"{shut}/{name}")
    real = os.stat

    def refused(path: Any, *arguments: Any, **more: Any) -> Any:
        if not isinstance(path, int) and os.fsdecode(path).startswith(shut):
            raise PermissionError(errno.EACCES, "Permission denied", path)
        return real(path, *arguments, **more)

    monkeypatch.setattr(os, "stat", refused)
    monkeypatch.chdir(tmp_path)
    assert load_config().articles
    assert main(["clean", SEED]) == 0
    assert capsys.readouterr().err == ""
    # The folder's configuration decides; the user's own, to compare it with, is out of sight.
    (tmp_path / "config.yaml").write_text("extends: default\n", encoding="utf-8")
    assert main(["report", SEED, "-o", "report.html"]) == 0
    assert "./config.yaml" in Path("report.html").read_text("utf-8")


@pytest.mark.parametrize("what", ["file", "pipe", "folder"])
def test_a_log_that_cannot_be_written_is_said_once(
    what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    log = logbook.log_file()
    if what == "file":
        log.parent.parent.mkdir(parents=True)
        log.parent.write_text("no folder")
    else:
        log.parent.mkdir(parents=True)
        os.mkfifo(log) if what == "pipe" else log.mkdir()
    assert main(["clean", "--verbose", SEED]) == 0
    said = capsys.readouterr().err
    assert said.count("the log cannot be written") == 1
    assert "the log is " not in said
    assert "disk full" not in said


class BrokenError(Exception):
    """An error that cannot even say what it is."""

    def __str__(self) -> str:
        raise RuntimeError("no words")


def chained() -> Exception:
    error: Exception = ValueError("first")
    for number in range(3000):
        after = ValueError(str(number))
        after.__cause__ = error
        error = after
    return error


@pytest.mark.parametrize("error", [BrokenError(), chained(), ValueError("\ud800\x1b"), OSError()])
@pytest.mark.parametrize("writable", [True, False])
def test_the_handler_of_faults_never_fails(
    error: Exception, writable: bool,
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    if not writable:
        (tmp_path / "state").write_text("no folder")

    def break_down(*_arguments: object, **_more: object) -> int:
        raise error

    monkeypatch.setattr("tui.cli.reading.Reading", break_down)
    assert run(["clean", SEED]) == 2
    said = capsys.readouterr().err
    assert "this is a bug in compare" in said
    assert ("compare.log" in said) == writable
    assert "disk full" not in said


@pytest.mark.parametrize(
    ("number", "is_disk"),
    [
        ("ENOSPC", True), ("EDQUOT", True), ("EFBIG", True), ("EIO", False), ("EACCES", False),
        ("EROFS", False), ("ENAMETOOLONG", False), ("ENOTDIR", False), ("EBADF", False),
    ],
)  # fmt: skip
def test_only_a_full_disk_is_called_one(number: str, is_disk: bool) -> None:
    error = OSError(getattr(errno, number), os.strerror(getattr(errno, number)))
    assert ("disk full" in refusal(error)) == is_disk
    assert ("disk full" in (refusal_of_output(error) or "")) == is_disk
    assert os.strerror(error.errno or 0) in refusal(error)


def test_an_error_of_another_file_is_none_of_the_output() -> None:
    assert refusal_of_output(PermissionError(errno.EPERM, "no", "/x")) is None
    assert refusal_of_output(FileNotFoundError(errno.ENOENT, "no")) is None


def test_a_current_folder_that_is_gone_stops_nothing(tmp_path: Path) -> None:
    command = (
        "import os, sys; os.mkdir('gone'); os.chdir('gone'); os.rmdir('../gone');"
        "from tui.cli import main; sys.exit(main(sys.argv[1:]))"
    )
    root = str(Path(__file__).parent.parent.parent)
    ran = subprocess.run(
        [sys.executable, "-c", command, "clean", SEED], cwd=tmp_path, capture_output=True,
        text=True, check=False, env={**os.environ, "PYTHONPATH": root},
    )  # fmt: skip
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout


def test_a_rule_in_a_home_that_may_not_be_searched_is_refused_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    # As the system does it, root or not.
    def refused(self: Path, *_: object, **__: object) -> Any:
        raise PermissionError(errno.EACCES, "Permission denied", str(self))

    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "shut"))
    for name in ("lstat", "stat", "read_bytes"):
        was = getattr(Path, name)
        monkeypatch.setattr(
            Path,
            name,
            lambda self, *a, was=was, **k: (refused if "shut" in self.parts else was)(
                self, *a, **k
            ),
        )
    code = main(["rules", "new", "Read more on our site", "--write"])
    assert code == 2
    assert "config.yaml: cannot be read (Permission denied)" in capsys.readouterr().err
