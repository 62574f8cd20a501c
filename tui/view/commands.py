"""What a reader can do in the app, once: keys, footers, help, palette and README read this."""

from __future__ import annotations

from typing import Literal

import msgspec

Scope = Literal["app", "screen"]

View = Literal["compare", "coverage", "matrix", "page", "why"]
"""What a screen shows; the main one compares."""


class Command(msgspec.Struct, frozen=True):
    """Something a reader can do.

    Attributes:
        id: The binding's id, which `keys:` in config.yaml refers to.
        keys: The default keys, separated by commas.
        action: The Textual action.
        name: What the palette calls it.
        tooltip: One sentence for tooltip, palette, help and README.
        scope: Whether the app or the screen carries it out.
        views: The views that have it, where the screen carries it out.
    """

    id: str
    keys: str
    action: str
    name: str
    tooltip: str
    scope: Scope = "screen"
    views: tuple[View, ...] = ("compare",)

    def works_in(self, view: View) -> bool:
        """Whether a view has it."""
        return self.scope == "app" or view in self.views

    @property
    def full_action(self) -> str:
        """The action with its namespace, to be run from anywhere."""
        return f"{self.scope}.{self.action}"


_ROWS: tuple[View, ...] = ("compare", "coverage", "matrix", "page", "why")
"""The views in which a cursor stands on a row."""

_TABLES: tuple[View, ...] = ("coverage", "matrix")
"""The views in which it stands on a column as well."""

_LEFT: tuple[View, ...] = ("compare", "coverage", "page")
"""The views of the article on the left."""

VIEWS: tuple[View, ...] = ("compare", *_TABLES, "page", "why")

COMMANDS: tuple[Command, ...] = (
    Command(
        "down", "down,j", "move('down')", "Down", "Go to the next row or article.", views=_ROWS
    ),
    Command("up", "up,k", "move('up')", "Up", "Go to the row or article above.", views=_ROWS),
    Command(
        "page-down",
        "pagedown,space",
        "move('page-down')",
        "Page down",
        "Turn a page down.",
        views=_ROWS,
    ),
    Command("page-up", "pageup", "move('page-up')", "Page up", "Turn a page up.", views=_ROWS),
    Command(
        "first", "g,home", "move('first')", "Top", "Go to the first row or article.", views=_ROWS
    ),
    Command(
        "last", "G,end", "move('last')", "Bottom", "Go to the last row or article.", views=_ROWS
    ),
    Command(
        "next-difference",
        "n",
        "seek(1)",
        "Next difference",
        "Go to the next row that differs, as the lens shows it; while searching, the next match.",
    ),
    Command(
        "previous-difference",
        "N",
        "seek(-1)",
        "Previous difference",
        "Go back to the last row that differs; while searching, to the last match.",
    ),
    Command(
        "next-right",
        "]",
        "turn('right', 1)",
        "Next article on the right",
        "Compare the next article in the list with the one on the left.",
    ),
    Command(
        "previous-right",
        "[",
        "turn('right', -1)",
        "Previous article on the right",
        "Compare the article before in the list with the one on the left.",
    ),
    Command(
        "next-left",
        "}",
        "turn('left', 1)",
        "Next article on the left",
        "Put the next article in the list on the left.",
        views=_LEFT,
    ),
    Command(
        "previous-left",
        "{",
        "turn('left', -1)",
        "Previous article on the left",
        "Put the article before in the list on the left.",
        views=_LEFT,
    ),
    Command("swap", "s", "swap", "Swap sides", "Let the two articles change sides."),
    Command(
        "chrome",
        "c",
        "chrome",
        "Show or hide the chrome",
        "Show what was removed from the pages, dimmed in its place, with the rule's name.",
    ),
    Command(
        "lens",
        "l",
        "lens",
        "Change the lens",
        "Set off all words that differ, only those that matter, or none.",
    ),
    Command(
        "filter",
        "f",
        "filter",
        "Filter the rows",
        "Show everything, what both have, what only left or right has, or changes in substance.",
    ),
    Command(
        "fold",
        "z",
        "fold",
        "Fold",
        "Fold runs of unchanged paragraphs, of unshared ones, of both, or none; Enter unfolds.",
    ),
    Command(
        "order",
        "o",
        "order",
        "Change the order",
        "Let the right article follow the left one, the left the right, or each its own order.",
    ),
    Command(
        "counterpart",
        "%",
        "counterpart",
        "Go to the counterpart",
        "Jump between a paragraph that was moved and its counterpart.",
    ),
    Command(
        "search",
        "/",
        "search",
        "Find",
        "Find words in both columns, or with Tab in all articles; in the list, filter it.",
    ),
    Command(
        "copy-left",
        "y",
        "copy('left')",
        "Copy the left paragraph",
        "Copy the left paragraph under the cursor with its source and lines.",
    ),
    Command(
        "copy-right",
        "Y",
        "copy('right')",
        "Copy the right paragraph",
        "Copy the right paragraph under the cursor with its source and lines.",
    ),
    Command(
        "write",
        "W",
        "write",
        "Write the passage to a file",
        "Add what was copied last to compare-passages.md in the current folder.",
    ),
    Command(
        "sort",
        "S",
        "sort",
        "Sort the list",
        "Sort the list by cluster, similarity, name, date or length.",
    ),
    Command(
        "articles",
        "tab",
        "articles",
        "Go to the list or back",
        "Move between the list of articles and the comparison.",
    ),
    Command(
        "choose",
        "enter",
        "choose",
        "Read or unfold",
        "Go from the list to the comparison; there, unfold a row or jump to its counterpart.",
    ),
    Command(
        "close",
        "escape",
        "close",
        "Back to the comparison",
        "Go back to the comparison, or end the search.",
        views=VIEWS,
    ),
    Command(
        "coverage",
        "m",
        "view('coverage')",
        "Coverage",
        "Show which articles have each paragraph of the left one, and what only others have.",
        views=VIEWS,
    ),
    Command(
        "matrix",
        "x",
        "view('matrix')",
        "Matrix",
        "Show who shares how much with whom, over all articles and both ways.",
        views=VIEWS,
    ),
    Command(
        "page",
        "p",
        "view('page')",
        "Page",
        "Show the page as it was saved, line by line, and which rule removed what.",
        views=VIEWS,
    ),
    Command(
        "why",
        "w",
        "view('why')",
        "Why",
        "Explain what links the paragraph under the cursor, or why nothing does.",
        views=VIEWS,
    ),
    Command("next-pair", "n", "pair(1)", "Next pair", "Explain its next link.", views=("why",)),
    Command(
        "previous-pair",
        "N",
        "pair(-1)",
        "Previous pair",
        "Explain its link before.",
        views=("why",),
    ),
    Command(
        "switch-rule",
        "d",
        "switch_rule",
        "Switch a rule off or on",
        "Show the page without the rule that takes this line; once more to switch it on again.",
        views=("page",),
    ),
    Command(
        "rules-on",
        "D",
        "rules_on",
        "Switch all rules on",
        "Show the page with all rules again.",
        views=("page",),
    ),
    Command(
        "column-left", "left,h", "sideways('left')", "Left", "Go a column left.", views=_TABLES
    ),
    Command(
        "column-right", "right,l", "sideways('right')", "Right", "Go a column right.", views=_TABLES
    ),
    Command(
        "open",
        "enter",
        "open",
        "Open the pair",
        "Compare the pair under the cursor, at this paragraph.",
        views=(*_TABLES, "page", "why"),
    ),
    Command(
        "help",
        "?,f1",
        "help",
        "Help",
        "Explain the screen and its keys.",
        views=VIEWS,
    ),
    Command(
        "palette",
        "ctrl+p",
        "command_palette",
        "Palette",
        "Search everything the app can do, and every article.",
        scope="app",
    ),
    Command("quit", "q", "quit", "Quit", "Leave the app.", scope="app"),
    Command(
        "quit-anywhere",
        "ctrl+q",
        "quit",
        "Quit from anywhere",
        "Leave the app, whatever is open.",
        scope="app",
    ),
    Command("how-to-quit", "ctrl+c", "help_quit", "How to quit", "Say how to leave.", scope="app"),
)

BY_ID: dict[str, Command] = {command.id: command for command in COMMANDS}
