"""The section `alignment` of the configuration, put together from those of its parts.

It stands apart so that a part is handed its own settings and knows nothing of the others'.
"""

from __future__ import annotations

import msgspec

from tui.text.alignment.links import LinkSettings
from tui.text.alignment.scores import AffinitySettings
from tui.text.differences.changes import DifferenceSettings
from tui.text.differences.weighty import LensSettings
from tui.text.fields import Fraction, Worth
from tui.text.words.tokens import StemSettings


class NearSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When a linked pair is near, rather than related.

    The closeness of a pair is the mean of its score and of the share of the shorter
    paragraph's words that the longer one has in the same order; `padding` words are added to
    the shorter one's, so that a few shared words don't make a short pair close. A pair is near
    from `independent` on; where at least `strong_share` of two articles' links are that close,
    the articles evidently derive from one another, and their pairs are near from `derived` on.
    """

    independent: Fraction
    derived: Fraction
    strong_share: Fraction
    padding: Worth


class AlignmentSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The section `alignment` of the configuration."""

    stems: StemSettings
    affinity: AffinitySettings
    links: LinkSettings
    near: NearSettings
    differences: DifferenceSettings
    lens: LensSettings
