"""What a reader can do in the app, once: keys, footers, help, palette and README read this.

What a reader can do in the views beside the comparison, and how to get to them.

A command: what a reader can do, where, and with which keys.
"""

from __future__ import annotations

from typing import Literal

import msgspec

KeyScope = Literal["app", "screen"]


View = Literal["compare", "coverage", "matrix", "page", "why", "teach"]
"""What a screen shows; the main one compares, and a rule is taught from the page."""


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
    scope: KeyScope = "screen"
    views: tuple[View, ...] = ("compare",)

    def works_in(self, view: View) -> bool:
        """Whether a view has it."""
        return self.scope == "app" or view in self.views

    @property
    def full_action(self) -> str:
        """The action with its namespace, to be run from anywhere."""
        return f"{self.scope}.{self.action}"


ROWS: tuple[View, ...] = ("compare", "coverage", "matrix", "page", "why", "teach")
"""The views in which a cursor stands on a row."""


TABLES: tuple[View, ...] = ("coverage", "matrix")
"""The views in which it stands on a column as well."""


LEFT: tuple[View, ...] = ("compare", "coverage", "page")
"""The views of the article on the left."""


VIEWS: tuple[View, ...] = ("compare", *TABLES, "page", "why")
"""The views that are one key away from each other."""


SCREENS: tuple[View, ...] = (*VIEWS, "teach")
"""All of them."""


VIEW_COMMANDS: tuple[Command, ...] = (
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
    Command(
        "export",
        "e",
        "export",
        "Export",
        "Write this pair, the coverage or a report on the whole set to a file.",
        views=VIEWS,
    ),
    Command(
        "next-pair",
        "n",
        "pair(1)",
        "Next pair",
        "Explain its next link, then the other paragraphs that it could be linked with.",
        views=("why",),
    ),
    Command(
        "previous-pair",
        "N",
        "pair(-1)",
        "Previous pair",
        "Explain the pair before.",
        views=("why",),
    ),
    Command(
        "pin",
        "+",
        "choose_pair('pinned')",
        "Pin the pair",
        "Link these two paragraphs for good; in the comparison, those of the row.",
        views=("compare", "why"),
    ),
    Command(
        "forbid",
        "-",
        "choose_pair('forbidden')",
        "Forbid the pair",
        "Never link these two paragraphs; in the comparison, those of the row.",
        views=("compare", "why"),
    ),
    Command(
        "take-back",
        "u",
        "choose_pair(None)",
        "Take the choice back",
        "Let the pair be linked by what it says again, neither pinned nor forbidden.",
        views=("compare", "why"),
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
        "teach",
        "t",
        "teach",
        "Teach a rule",
        "Make a rule that drops or keeps the marked lines, or the line under the cursor.",
        views=("page",),
    ),
    Command(
        "take-rule-back",
        "u",
        "take_back",
        "Take the last rule back",
        "Make the file of rules what it was before the last rule was taught; again for more.",
        views=("page",),
    ),
    Command(
        "mark",
        "v",
        "mark",
        "Mark lines",
        "Mark lines from here on, or no longer; dragging the mouse marks too.",
        views=("page",),
    ),
    Command(
        "mark-down",
        "shift+down,J",
        "mark_to('down')",
        "Mark down",
        "Mark this line and the next one.",
        views=("page",),
    ),
    Command(
        "mark-up",
        "shift+up,K",
        "mark_to('up')",
        "Mark up",
        "Mark this line and the one above.",
        views=("page",),
    ),
    Command(
        "turn-verdict",
        "t",
        "turn_verdict",
        "Drop or keep",
        "Let the rule keep its lines instead of dropping them, or drop them again.",
        views=("teach",),
    ),
    Command(
        "name-rule",
        "tab",
        "name",
        "Name the rule",
        "Go to the rule's name, to scroll through the rule, or back to what it changes.",
        views=("teach",),
    ),
    Command(
        "write-rule",
        "enter",
        "write",
        "Write the rule",
        "Write the rule to your own rules and read the pages with it.",
        views=("teach",),
    ),
    Command("column-left", "left,h", "sideways('left')", "Left", "Go a column left.", views=TABLES),
    Command(
        "column-right", "right,l", "sideways('right')", "Right", "Go a column right.", views=TABLES
    ),
    Command(
        "open",
        "enter",
        "open",
        "Open the pair",
        "Compare the pair under the cursor, at this paragraph.",
        views=(*TABLES, "page", "why"),
    ),
)


COMMANDS: tuple[Command, ...] = (
    Command("down", "down,j", "move('down')", "Down", "Go to the next row or article.", views=ROWS),
    Command("up", "up,k", "move('up')", "Up", "Go to the row or article above.", views=ROWS),
    Command(
        "page-down",
        "pagedown,space",
        "move('page-down')",
        "Page down",
        "Turn a page down.",
        views=ROWS,
    ),
    Command("page-up", "pageup", "move('page-up')", "Page up", "Turn a page up.", views=ROWS),
    Command(
        "first", "g,home", "move('first')", "Top", "Go to the first row or article.", views=ROWS
    ),
    Command(
        "last", "G,end", "move('last')", "Bottom", "Go to the last row or article.", views=ROWS
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
        views=LEFT,
    ),
    Command(
        "previous-left",
        "{",
        "turn('left', -1)",
        "Previous article on the left",
        "Put the article before in the list on the left.",
        views=LEFT,
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
        "Copy the left paragraph under the cursor with its source and lines; again, without.",
    ),
    Command(
        "copy-right",
        "Y",
        "copy('right')",
        "Copy the right paragraph",
        "Copy the right paragraph under the cursor with its source and lines; again, without.",
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
        "read-on",
        "r",
        "read_on",
        "Read on, or again",
        "Read on where reading was stopped (Ctrl+C); else read the pages that have changed.",
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
        views=SCREENS,
    ),
    *VIEW_COMMANDS,
    Command(
        "help",
        "?,f1",
        "help",
        "Help",
        "Explain the screen and its keys.",
        views=SCREENS,
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
    Command(
        "suspend",
        "ctrl+z",
        "suspend_process",
        "Suspend",
        "Go back to the shell that started the app; fg there goes on.",
        scope="app",
    ),
    Command(
        "copy-selection",
        "ctrl+c",
        "help_quit",
        "Copy what is selected, or stop",
        "Copy what the mouse has selected; else stop reading a big folder, or say how to leave.",
        scope="app",
    ),
)


BY_ID: dict[str, Command] = {command.id: command for command in COMMANDS}
