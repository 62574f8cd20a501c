"""The lock holds what pyproject.toml asks for; the audit fails when it has to."""

from __future__ import annotations

import importlib.util
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
NAME = re.compile(r"[A-Za-z0-9._-]+")


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def version(text: str) -> tuple[int, ...]:
    return tuple(map(int, re.findall(r"\d+", text)))


def test_every_dependency_is_locked_with_hashes_at_a_version_that_is_allowed() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    locked = dict(re.findall(r"(?m)^([a-z0-9._-]+)==([^ ;]+)", lock))
    entries = re.split(r"(?m)^(?=[a-z0-9])", lock)[1:]
    assert all("--hash=sha256:" in entry for entry in entries)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    groups = [project["dependencies"], *project["optional-dependencies"].values()]
    for asked in (one for group in groups for one in group):
        name = NAME.match(asked)
        assert name is not None
        if normal(name[0]) == project["name"]:
            continue
        least = re.search(r">=([0-9.]+)", asked)
        assert least is not None
        assert version(locked[normal(name[0])]) >= version(least[1]), asked


def test_the_source_distribution_has_what_its_tests_read() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    included = {*project["tool"]["hatch"]["build"]["targets"]["sdist"]["include"], "pyproject.toml"}
    named = re.compile(r"""(?:ROOT / |script\()"([^"/]+)""")
    read = {
        found[1]
        for file in (ROOT / "tests").rglob("*.py")
        for found in named.finditer(file.read_text(encoding="utf-8"))
    }
    assert {".ci", "docs", "README.md"} <= read
    assert read <= included


def test_html_is_read_by_the_plain_install_and_the_old_extra_still_has_a_name() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    plain = {normal(NAME.match(one)[0]) for one in project["dependencies"]}  # type: ignore[index]
    # Named itself: older pips do not find it as an extra of lxml.
    assert {"lxml", "lxml-html-clean", "trafilatura"} <= plain
    assert project["optional-dependencies"]["html"] == []


def test_ci_installs_with_the_pip_that_a_reader_has() -> None:
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    before = lines[: next(at for at, line in enumerate(lines) if "quick_start" in line)]
    assert not [line for line in before if "upgrade" in line and not line.startswith("#")]


def audit() -> Any:
    spec = importlib.util.spec_from_file_location("audit", ROOT / ".ci" / "audit.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


CLEAN = {"name": "click", "version": "8.2", "vulns": []}
SKIPPED = {"name": "click", "skip_reason": "not found"}
BROKEN = {"name": "x", "version": "1", "vulns": [{"id": "PYSEC-1", "fix_versions": ["2"]}]}


@pytest.mark.parametrize(
    ("found", "code", "said"),
    [
        ([CLEAN, BROKEN], 1, "x 1: PYSEC-1, fixed in 2"),
        ([CLEAN], 0, "1 locked dependencies, none"),
        ([CLEAN, SKIPPED], 0, "1 could not be asked"),
        ([SKIPPED], 0, "not audited"),
        ([], 0, "not audited"),
    ],
)
def test_a_known_vulnerability_fails_the_audit(found: Any, code: int, said: str) -> None:
    ended, words = audit().judge(found)
    assert ended == code
    assert said in words
