"""Rules as people read them: listed, tried on their examples, and at work on a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui.presentation.wrap import cells, shorten, wrap
from tui.report.text import counted
from tui.text.inert import inert

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tui.config.whole import PartOfRule, WholeEntry
    from tui.corpus.teaching import RuleUse
    from tui.report.records import Record
    from tui.report.text import Ink
    from tui.text.article.read import LineTrace


PAGE_SCHEMA = "compare/page/1"


RULES_SCHEMA = "compare/rules/1"


TEST_SCHEMA = "compare/rules-test/1"


ENTRY_SCHEMA = "compare/entry/1"


_NARROWEST = 40
"""The fewest cells in which a sentence is set beside its rule."""


@dataclass(frozen=True, slots=True)
class FailedExample:
    """An example or a case that does not hold.

    `path`, `line` and `column` say where it stands. `rule` is the rule that fails its own
    example, or the one that decided about a line of a case; None where no rule did.
    """

    path: str
    line: int
    column: int
    case: str | None
    rule: str | None
    text: str
    reason: str


def rules_record(uses: Sequence[RuleUse], pages: int | None) -> Record:
    """Rules as a record: with `lines` and `pages` null where no pages were looked at."""
    rules = [
        {
            "name": use.name,
            "kind": use.kind,
            "why": use.why,
            "site": use.site,
            "lines": use.lines,
            "pages": use.pages,
            "enabled": use.enabled,
        }
        for use in uses
    ]
    return {"schema": RULES_SCHEMA, "pages": pages, "rules": rules}


def rules_text(uses: Sequence[RuleUse], pages: int | None, ink: Ink, width: int | None) -> str:
    """Rules as a table.

    Args:
        uses: The rules, in order.
        pages: How many pages were looked at; None where none were to be.
        width: Cells to a line; None for as many as it takes.

    Returns:
        A line for each rule, and a last one that sums up.
    """
    names = max((len(use.name) for use in uses), default=0)
    kinds = max((len(use.kind) for use in uses), default=0)
    lines = []
    for use in uses:
        count = "" if use.lines is None else f"{use.lines:6} {use.pages:5}  "
        site = f"[{use.site}] " if use.site else ""
        off = "" if use.enabled else "(off) "
        said = inert(off + site + " ".join(use.why.split()))
        start = len(count) + names + kinds + 4
        first = ink(count, "plain" if use.lines else "quiet") + ink(f"{use.name:{names}}", "strong")
        first += f"  {use.kind:{kinds}}  "
        if width is None:
            lines.append(first + ink(said, "quiet"))
            continue
        if width - start >= _NARROWEST:
            lines.append(first + ink(shorten(said, width - start), "quiet"))
            continue
        # Below what it is about, where there is no room beside it.
        lines.append(first.rstrip())
        room = max(width - len(count) - 2, 2)
        lines += [
            " " * (len(count) + 2) + ink(said[at:end], "quiet") for at, end in wrap(said, room)
        ]
    if pages is not None:
        lines.insert(0, ink(f"{'lines':>6} {'pages':>5}  on {counted(pages, 'page')}", "quiet"))
    return "\n".join(lines) + "\n"


def entries_record(entries: Iterable[tuple[WholeEntry, Iterable[PartOfRule]]]) -> Record:
    """Entries of the configuration as a record: the section of each, what it says, and where."""
    told = [
        {
            "name": entry.data["name"],
            "section": ".".join(str(key) for key in entry.where[:-1]),
            "entry": entry.data,
            "parts": [{"keys": list(part.keys), **part.place._asdict()} for part in parts],
        }
        for entry, parts in entries
    ]
    return {"schema": ENTRY_SCHEMA, "entries": told}


def page_record(path: str, traces: Sequence[LineTrace]) -> Record:
    """A page, line by line, as a record."""
    return {
        "schema": PAGE_SCHEMA,
        "path": path,
        "lines": [
            {
                "lines": trace.lines,
                "text": trace.text,
                "kept": trace.kept,
                "role": trace.role,
                "rule": trace.rule,
                "score": None if trace.score is None else round(trace.score, 2),
                "touched": trace.touched,
            }
            for trace in traces
        ],
    }


def page_text(traces: Sequence[LineTrace], ink: Ink, width: int | None) -> str:
    """A page, line by line.

    Args:
        ink: How to set off what is kept.
        width: Cells to a line; None leaves the page's lines whole.

    Returns:
        For each line its number, `keep` or `drop`, its role, the rule that decided, what it
        earned when the article was looked for, and its text.
    """
    rules = max((len(trace.rule or "") for trace in traces), default=0)
    number = max((len(str(trace.lines[0])) for trace in traces), default=0)
    kept = sum(trace.kept for trace in traces)
    head = f"{'':{number}}  {'':4}  {'role':10}  {'rule':{rules}}  {'score':>6}"
    return "\n".join(
        [
            ink(head.rstrip(), "quiet"),
            *_page_lines(traces, number, rules, ink, width),
            ink(f"{kept} of {counted(len(traces), 'line')} kept", "strong"),
            "",
        ]
    )


def _page_lines(
    traces: Sequence[LineTrace], number: int, rules: int, ink: Ink, width: int | None
) -> Iterator[str]:
    for trace in traces:
        score = "" if trace.score is None else f"{trace.score + 0.0:.1f}"
        verdict = "keep" if trace.kept else "drop"
        said = f"{trace.role or '':10}  {trace.rule or '-':{rules}}  {score:>6}"
        start = f"{trace.lines[0]:{number}}  {verdict}  {said}  "
        text = inert(trace.text)
        if width is not None:
            text = shorten(text, max(width - cells(start), 20))
        yield ink(start, "quiet") + ink(text, "plain" if trace.kept else "quiet")


def outcome_record(rules: int, cases: int, failed: Sequence[FailedExample]) -> Record:
    """The outcome of a test as a record."""
    return {
        "schema": TEST_SCHEMA,
        "rules": rules,
        "cases": cases,
        "failures": [
            {
                "path": one.path,
                "line": one.line,
                "column": one.column,
                "case": one.case,
                "rule": one.rule,
                "text": one.text,
                "reason": one.reason,
            }
            for one in failed
        ],
    }


def outcome_text(rules: int, cases: int, failed: Sequence[FailedExample], ink: Ink) -> str:
    """The outcome of a test: a line for each failure, and one that sums up."""
    lines = []
    for one in failed:
        place = f"{inert(one.path)}:{one.line}:{one.column}: "
        who = ", ".join(inert(part) for part in (one.case, one.rule) if part)
        text = shorten(inert(" ".join(one.text.split())), 80)
        lines.append(place + ink(who, "strong") + (": " if who else "") + f"“{text}” {one.reason}")
    tried = f"{counted(rules, 'rule')} and {counted(cases, 'case')} tried"
    wrong = f"{counted(len(failed), 'failure')}" if failed else "all hold"
    return "\n".join([*lines, ink(f"{tried}, {wrong}", "strong"), ""])
