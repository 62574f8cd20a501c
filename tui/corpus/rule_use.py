"""Which rules there are, and how much each of them takes from some pages."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tui.text.chrome.rules import RuleKind
    from tui.text.settings import TextSettings
    from tui.text.tracing import LineTrace


@dataclass(frozen=True, slots=True)
class RuleUse:
    """A rule, and how often it acted.

    `site` is the site whose pages alone it is for. `lines` is how many lines it took, named,
    trimmed or made pay, on how many `pages`; both None where no pages were looked at.
    `enabled` is False where it is switched off.
    """

    name: str
    kind: str
    why: str
    site: str | None
    lines: int | None
    pages: int | None
    enabled: bool = True


def rules_in(config: TextSettings) -> Iterator[tuple[RuleKind, str | None]]:
    """Every rule with the name of its site: the general ones first, in order."""
    for rule in config.chrome.rules:
        yield rule, None
    for site in config.sites:
        for rule in site.rules:
            yield rule, site.name


def rule_uses(
    config: TextSettings, pages: Iterable[Iterable[LineTrace]] | None = None
) -> list[RuleUse]:
    """Count what each rule does on some pages.

    Args:
        config: The settings with the rules.
        pages: The traces of each page; None to count nothing.

    Returns:
        The rules, in the order of the settings.
    """
    lines: Counter[str] = Counter()
    on: Counter[str] = Counter()
    for traces in pages or ():
        touched = Counter(name for trace in traces for name in set(trace.touched))
        lines += touched
        on.update(touched.keys())
    counted = pages is not None
    return [
        RuleUse(
            name=rule.name,
            kind=str(rule.__struct_config__.tag),
            why=rule.why,
            site=site,
            lines=lines[rule.name] if counted else None,
            pages=on[rule.name] if counted else None,
            enabled=rule.enabled,
        )
        for rule, site in rules_in(config)
    ]
