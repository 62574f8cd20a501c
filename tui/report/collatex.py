"""The articles as an alignment table in CollateX's JSON, for the tools that scholars have.

`witnesses` are the sigla; `table` has a row for each segment, in it a cell for each witness in
their order, in it the tokens: `t` the word with the white space after it, `n` its normal form.
An empty cell is a gap. This is what CollateX itself writes as JSON and stemmaweb reads. Beside
`t` and `n` a token says where it stands: the paragraph's index and the offsets in its text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.corpus.collation import collate
from tui.report.records import as_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui.corpus.collation import Token
    from tui.report.records import Record
    from tui.report.report import Report


# stemmaweb reads what stands in brackets as a layer of the witness before them.
_SIGLUM = str.maketrans("()", "[]")


def collatex_report(report: Report) -> Iterator[str]:
    """The articles of a report as an alignment table.

    Args:
        report: What to tell; all of its articles are in the table.

    Yields:
        The parts of one JSON object; each row of the table stands on a line of its own.
    """
    findings = report.findings
    sigla = [name.translate(_SIGLUM) for name in findings.names]
    made = report.provenance
    head: Record = {
        "witnesses": sigla,
        "compare": {
            "version": made.version,
            "rules_sha256": made.rules_sha256,
            "configuration": made.configuration,
            "sources": [
                {"witness": siglum, "path": article.path, "sha256": article.sha256}
                for siglum, article in zip(sigla, findings.articles, strict=True)
            ],
        },
    }
    yield _line(head).removesuffix("}") + ',"table":['
    for number, row in enumerate(collate(findings)):
        cells = [[_token(token) for token in row.get(place, ())] for place in range(len(sigla))]
        # A record is an object: the row is taken out of one.
        yield (",\n" if number else "\n") + _line({"row": cells})[len('{"row":') : -1]
    yield "]}\n"


def _line(record: Record) -> str:
    return as_line(record).rstrip("\n")


def _token(token: Token) -> Record:
    return {
        "t": token.text,
        "n": token.key,
        "paragraph": token.paragraph,
        "start": token.start,
        "end": token.end,
    }
