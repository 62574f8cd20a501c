"""Spark gives the same rows as DuckDB. Run where pyspark and Java are: `.ci/run` sees to both."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from made_corpora import made_corpus, written
from support.commands import run_command

if TYPE_CHECKING:
    from pathlib import Path

pytest.importorskip("pyspark", reason="the extra spark is not installed")
if shutil.which("java") is None:
    pytest.skip("there is no Java", allow_module_level=True)


@pytest.mark.filterwarnings("ignore")
def test_spark_gives_the_same_rows(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pages = written(tmp_path / "pages.jsonl", made_corpus(stories=2, own=2))
    for engine in ("duckdb", "spark"):
        more = ("--engine", engine, "--master", "local[2]")
        index = str(tmp_path / f"{engine}.index")
        ran = run_command(capsys, "index", str(pages), "-o", index, "--jobs", "1", *more)
        assert ran.code == 0, ran.err
        out = str(tmp_path / engine)
        asked = ("cluster", index, "-o", out, "--format", "jsonl", "--jobs", "1", *more)
        ran = run_command(capsys, *asked)
        assert ran.code == 0, ran.err
    for table in ("pairs", "clusters", "members", "outlet_days", "who_follows"):
        rows = [(tmp_path / one / f"{table}.jsonl").read_bytes() for one in ("duckdb", "spark")]
        assert rows[0] == rows[1]
        assert rows[0]
