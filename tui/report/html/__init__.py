"""A report as one HTML file that needs nothing but itself, and runs nothing.

Every word of a page goes through `tui.text.inert` and is escaped before it stands in the file;
templates have no other way to print. The styles are allowed by their hash, all else is
forbidden by a Content-Security-Policy: no script, no resource from outside, no form.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from tui.presentation.kinds import (
    ITSELF,
    KINDS,
    LOOKS,
    NOTHING,
    PARAPHRASED_ALONE,
    SHADES,
    SHOWN_VERDICTS,
    corrections_said,
    line_of,
    look_of,
    missing,
    shade,
)
from tui.presentation.rows import called
from tui.presentation.sentence import CLASS_NAMES
from tui.report.history import told_histories
from tui.report.notes import notes_told
from tui.report.pairs import differences_said, pair_parts
from tui.report.parts import (
    HEIGHTS,
    NO_GROUP,
    OPENING,
    WIDTH,
    coverage_of,
    groups_of,
    in_words,
    matrix_of,
    reasons,
    removed_by_rule,
    told_of_coverage,
)
from tui.report.story import ranked
from tui.report.text import counted
from tui.text.alignment.rows import percent
from tui.text.inert import inert
from tui.text.model import place_said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui.report.report import Report


_HERE = Path(__file__).parent


_POLICY = "default-src 'none'; style-src 'sha256-{}'; base-uri 'none'; form-action 'none'"


def html_report(report: Report) -> Iterator[str]:
    """A report as HTML.

    Yields:
        The parts of one file, in order. What stands in it depends on the report alone.
    """
    findings = report.findings
    groups, alone = groups_of(findings)
    why = reasons(findings.config)
    places = range(len(findings.articles))
    yield from _page(
        "report.html",
        report,
        groups=groups,
        alone=alone,
        notes=notes_told(report),
        matrix=matrix_of(report),
        histories=told_histories(findings),
        coverages=(coverage_of(findings, place) for place in places),
        pairs=pair_parts(report),
        removals=[removed_by_rule(article, why) for article in findings.articles],
        places=places,
    )


def html_coverage(report: Report, place: int) -> Iterator[str]:
    """Who has which paragraph of one article, as HTML.

    Yields:
        The parts of one file, in order.
    """
    told = told_of_coverage(report.findings, place)
    yield from _page(
        "coverage.html",
        report,
        notes=[one for one in notes_told(report) if place in dict(one.note.places)],
        claims=told.claims,
        found=told.coverage,
        verdicts=told.verdicts,
        places=told.places,
    )


def _page(template: str, report: Report, **parts: object) -> Iterator[str]:
    styles = style()
    digest = base64.b64encode(hashlib.sha256(styles.encode()).digest()).decode()
    yield from (
        _environment()
        .get_template(template)
        .generate(
            report=report,
            findings=report.findings,
            policy=Markup(_POLICY.format(digest)),  # noqa: S704
            style=Markup(styles),  # noqa: S704
            place_of={one.path: place for place, one in enumerate(report.findings.articles)},
            **parts,
        )
    )


def style() -> str:
    """The styles of every report, the colours of all looks first."""
    looks = _environment().get_template("looks.css").render(looks=LOOKS, verdicts=SHOWN_VERDICTS)
    return looks + (_HERE / "style.css").read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        finalize=_shown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(
        percent=percent,
        counted=counted,
        ranked=ranked,
        lines=place_said,
        offsets=_offsets,
        line=line_of,
        look=look_of,
        differences=differences_said,
    )
    environment.globals.update(
        kinds=KINDS,
        shades=SHADES,
        shade=shade,
        in_words=in_words,
        corrections_said=corrections_said,
        missing=missing,
        nothing=NOTHING,
        paraphrased_alone=PARAPHRASED_ALONE,
        itself=ITSELF,
        heights=HEIGHTS,
        called=called,
        no_group=NO_GROUP,
        opening=OPENING,
        class_names=CLASS_NAMES,
        strip_width=WIDTH,
    )
    return environment


def _shown(value: Any) -> Any:
    """What a template prints: text without anything that acts; escaping comes after."""
    if isinstance(value, Markup):
        return value
    return inert(str(value))


def _offsets(span: tuple[int, int] | None) -> str:
    return "–" if span is None else f"{span[0]}–{span[1]}"
