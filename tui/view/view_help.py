"""What the help says of the views beside the comparison."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tui.view.command import View

VIEW_HELP: Mapping[View, tuple[str, tuple[tuple[str, str], ...]]] = {
    "coverage": (
        "The paragraphs of the article on the left, and what each of the other articles has of"
        " them. Below stand the paragraphs that only others have.",
        (
            ("◆", "In no other article of those that are shown."),
            ("·", "Not in that article, though others have it."),
            ("= ≈ ∼", "What that article has is the same, near or related."),
            ("█▓▒░", "How alike the two paragraphs are, from nearly equal to barely."),
            ("●", "Below: the paragraph whose words the row shows stands there."),
            ("╌╌╌", "That article has stopped before this paragraph."),
            ("[   ]", "The cell under the cursor; below, its two paragraphs in full."),
        ),
    ),
    "matrix": (
        "How much of the row’s article stands in the column’s. Both directions are there: the"
        " share of A found in B is not the share of B found in A. Articles that share text stand"
        " together.",
        (
            ("█▓▒░", "From three quarters, half, a quarter of its words on, and less."),
            ("~", "Estimated from runs of three words in common; the likest pairs are aligned."),
            ("·", "Nothing in common."),
            ("│ 1", "A cluster of articles that share text, and its number."),
            ("[   ]", "The pair under the cursor; below, both directions in words."),
        ),
    ),
    "page": (
        "One page as it was saved, line by line: which lines are kept and as what, and which"
        " are removed and by which rule. Below stands the line under the cursor in full, and why"
        " its rule is there. A rule that is switched off is off in this view only.",
        (
            ("│", "Kept, as what the word beside it says."),
            ("┆", "Removed by the rule beside it."),
            ("− rule", "Kept, but for a part that this rule took out."),
            ("+ rule", "Kept because this rule says so, whatever others say."),
            ("┃", "Marked: a rule that is taught is about all marked lines."),
            ("±", "Kept or removed otherwise than with all rules on."),
        ),
    ),
    "teach": (
        "The rule that the lines would teach, as it will be written to your own rules with the"
        " lines as its examples, and what else it would change on every page. Nothing is written"
        " before Enter; afterwards it can be taken back from the page.",
        (
            ("● ○", "Whether the lines are to be dropped or kept."),
            ("┆", "It would drop this line too."),
            ("│", "It would bring this line back."),
            ("!", "It would take text out of another article: look before you write."),
        ),
    ),
    "why": (
        "What the links of the paragraph under the cursor rest on; then the other paragraphs that"
        " it could be linked with, the closest first, and by how much they fail. A pair can be"
        " pinned or forbidden; that is remembered for these two files.",
        (
            ("weight", "The rarer a word is among the paragraphs of both, the more it counts."),
            ("¶", "In how many paragraphs of the left and of the right article the word stands."),
            ("# A ·", "A number, a name, another word."),
            ("↔", "The two write it differently; it counts as the same word."),
            ("⊕ ⊖", "You have pinned the pair: it is linked for good; or forbidden it."),
            ("score", "Shared weight in proportion to both paragraphs’ own, from 0 to about 1."),
        ),
    ),
}
"""By view: what it shows, and its signs with their meanings."""
