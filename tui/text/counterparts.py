"""What a word that matters stands for: the other half of a finding, where nothing flags it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.text.substance import Finding
    from tui.text.zones import Zone

_FEW = 3
"""Words that can stand for one another as a whole."""

_NAMING = frozenset({"name", "place"})


def complete(found: list[Finding], zones: tuple[Zone, Zone]) -> None:
    """Show beside a finding on all of one side of a change what it stands for on the other.

    `All` that became `Some` is one difference, though only one of them says how many; so is a
    town for another where the lists know one of them only.

    Args:
        found: What has been found; findings on one side of the change are given the other.
        zones: The two sides of the change.
    """
    if not all(zones):
        return
    runs = zones[0].run, zones[1].run
    for number, (zone, other) in enumerate((zones, zones[::-1])):
        at = _place(found, number, zone)
        if at is None:
            continue
        there = _place(found, 1 - number, other)
        if there is not None and {found[at].what, found[there].what} <= _NAMING:
            found[at] = found[at]._replace(what="place", left=runs[0], right=runs[1])
            del found[there]
            return
        if other.rest() == [other.run] and all(run[1] - run[0] <= _FEW for run in runs):
            found[at] = found[at]._replace(left=runs[0], right=runs[1])
            other.take(other.run, explains=False)
            return


def _place(found: list[Finding], number: int, zone: Zone) -> int | None:
    """The place of a finding of substance on all of a zone and on nothing of the other side."""
    for at, finding in enumerate(found):
        ends = (finding.left, finding.right)
        if (ends[number], ends[1 - number]) == (zone.run, None):
            return at if finding.category == "substance" else None
    return None
