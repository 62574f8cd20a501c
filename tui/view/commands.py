"""What a reader can do in the app, once: keys, footers, help, palette and README read this.

A command is one line of the table `COMMANDS`: its id, which `keys:` in config.yaml refers to; its
default keys, separated by commas; the Textual action; the views that have it; what the footer
calls it, and how soon that may go where room is short, the highest number first; what the palette
calls it; and one sentence for tooltip, palette, help and README. Who adds a line adds the action
to the screen of those views, and is done.
"""
# ruff: noqa: E501 - a command is one line

from __future__ import annotations

from typing import Literal

import msgspec

KeyScope = Literal["app", "screen"]


View = Literal["compare", "coverage", "matrix", "page", "why", "history", "teach"]
"""What a screen shows; the main one compares, and a rule is taught from the page."""


class Command(msgspec.Struct, frozen=True):
    """Something a reader can do; without views, whatever is open: the app carries it out then."""

    id: str
    keys: str
    action: str
    views: tuple[View, ...]
    footer: str
    name: str
    tooltip: str

    def works_in(self, view: View | None) -> bool:
        """Whether a view has it; where there is none, whether it works anywhere."""
        return not self.views or view in self.views

    @property
    def scope(self) -> KeyScope:
        """Whether the app or the screen carries it out."""
        return "screen" if self.views else "app"

    @property
    def full_action(self) -> str:
        """The action with its namespace, to be run from anywhere."""
        return f"{self.scope}.{self.action}"


APP: tuple[View, ...] = ()


MAIN: tuple[View, ...] = ("compare",)


TABLES: tuple[View, ...] = ("coverage", "matrix")
"""The views in which the cursor stands on a column as well as on a row."""


LEFT: tuple[View, ...] = ("compare", "coverage", "page")
"""The views of the article on the left."""


PAIRS: tuple[View, ...] = ("compare", "why")
"""The views of a pair of paragraphs."""


PAGE: tuple[View, ...] = ("page",)


WHY: tuple[View, ...] = ("why",)


TEACH: tuple[View, ...] = ("teach",)


HISTORY: tuple[View, ...] = ("history",)


BESIDE: tuple[View, ...] = (*TABLES, *PAGE, *WHY, *HISTORY)
"""The views from which one goes back to the comparison at another place."""


VIEWS: tuple[View, ...] = (*MAIN, *BESIDE)
"""The views that are one key away from each other."""


UNMARKED: tuple[View, ...] = (*MAIN, *TABLES, *WHY, *HISTORY)
"""Those of them in which no lines are marked."""


SCREENS: tuple[View, ...] = (*VIEWS, *TEACH)
"""All of them."""


# fmt: off
COMMANDS: tuple[Command, ...] = (
    Command("down",                "down,j",         "move('down')",             SCREENS, "",                 "Down",                               "Next row or article."),
    Command("up",                  "up,k",           "move('up')",               SCREENS, "move 5",           "Up",                                 "Previous row or article."),
    Command("page-down",           "pagedown,space,ctrl+f", "move('page-down')", SCREENS, "",                 "Page down",                          "Page down."),
    Command("page-up",             "pageup,ctrl+b",  "move('page-up')",          SCREENS, "page 9",           "Page up",                            "Page up."),
    Command("half-down",           "ctrl+d",         "move('half-down')",        SCREENS, "",                 "Half a page down",                   "Half a page down."),
    Command("half-up",             "ctrl+u",         "move('half-up')",          SCREENS, "",                 "Half a page up",                     "Half a page up."),
    Command("first",               "g,home",         "move('first')",            SCREENS, "ends 10",          "Top",                                "First row or article."),
    Command("last",                "G,end",          "move('last')",             SCREENS, "",                 "Bottom",                             "Last row or article."),
    Command("next-difference",     "n",              "seek(1)",                  MAIN,    "difference 2",     "Next change",                        "Next change, as highlighted; while searching, the next match."),
    Command("previous-difference", "N",              "seek(-1)",                 MAIN,    "",                 "Previous change",                    "Previous change; while searching, the previous match."),
    Command("next-right",          "]",              "turn('right', 1)",         MAIN,    "",                 "Next article on the right",          "Compare the left article with the next one in the list."),
    Command("previous-right",      "[",              "turn('right', -1)",        MAIN,    "right 3",          "Previous article on the right",      "Compare the left article with the previous one in the list."),
    Command("next-left",           "}",              "turn('left', 1)",          LEFT,    "",                 "Next article on the left",           "Put the next article in the list on the left."),
    Command("previous-left",       "{",              "turn('left', -1)",         LEFT,    "left 7",           "Previous article on the left",       "Put the previous article in the list on the left."),
    Command("swap",                "s",              "swap",                     MAIN,    "swap 4",           "Swap left and right",                "Swap left and right."),
    Command("chrome",              "c",              "arrange('chrome')",        MAIN,    "chrome 6",         "Show or hide page chrome",           "Show what was removed from the pages, dimmed in its place, with the rule's name."),
    Command("lens",                "l",              "lens",                     MAIN,    "highlight 3",      "Highlight changes",                  "Highlight all changes, only the key changes, or no changes."),
    Command("filter",              "f",              "arrange('shown')",         MAIN,    "filter 6",         "Filter the rows",                    "Show all rows, or only what both have, what one has, key changes, changed quotations, numbers and dates, or your notes."),
    Command("previous-filter",     "F",              "arrange('shown', '', -1)", MAIN,    "",                 "Previous filter",                    "Go back one filter."),
    Command("key-changes",         "!",              "arrange('shown', 'substance')", MAIN, "",               "Show key changes",              "Show only the rows with key changes; Esc shows all rows again."),
    Command("quotations",          '"',              "arrange('shown', 'quotations')", MAIN, "",              "Show changed quotations",       "Show only the rows with changed quotations; Esc shows all rows again."),
    Command("numbers",             "#",              "arrange('shown', 'numbers')", MAIN, "",                 "Show changed numbers and dates", "Show only the rows with changed numbers or dates; Esc shows all rows again."),
    Command("fold",                "z",              "arrange('fold')",          MAIN,    "fold 7",           "Fold",                               "Fold the unchanged paragraphs, the unshared ones, both, or none; Enter unfolds."),
    Command("order",               "o",              "arrange('order')",         MAIN,    "order 8",          "Change the order",                   "Reorder the right article to match the left, the left to match the right, or neither."),
    Command("stack",               "|",              "stack",                    MAIN,    "",                 "Stack or side by side",              "Show the left paragraph above the right one, or both side by side."),
    Command("counterpart",         "%",              "counterpart",              MAIN,    "",                 "Go to the counterpart",              "Jump between a moved paragraph and its counterpart."),
    Command("search",              "/",              "search",                   MAIN,    "find 2",           "Find",                               "Find words in both columns, or with Tab in all articles; in the list, filter it."),
    Command("copy-left",           "y",              "copy('left')",             MAIN,    "",                 "Copy the left paragraph",            "Copy the left paragraph with its source and lines; press again to copy it without."),
    Command("copy-right",          "Y",              "copy('right')",            MAIN,    "",                 "Copy the right paragraph",           "Copy the right paragraph with its source and lines; press again to copy it without."),
    Command("write",               "W",              "write",                    MAIN,    "",                 "Save the passage to a file",         "Append the last copy to compare-passages.md in the current folder."),
    Command("sort",                "S",              "sort",                     MAIN,    "",                 "Sort the list",                      "Sort the list by group, similarity, name, date or length."),
    Command("read-on",             "r",              "read_on",                  MAIN,    "",                 "Resume reading, or reload",          "Resume reading after Ctrl+C; otherwise reload pages that have changed."),
    Command("articles",            "tab",            "articles",                 MAIN,    "list 2",           "Switch between list and comparison", "Switch between the list and the comparison."),
    Command("choose",              "enter",          "choose",                   MAIN,    "",                 "Read or unfold",                     "In the list, go to the comparison; there, unfold a row or jump to its counterpart."),
    Command("close",               "escape",         "close",                    SCREENS, "back 1",           "Back to the comparison",             "Back to the comparison; there, end the search or show all rows again."),
    Command("coverage",            "m",              "view('coverage')",         VIEWS,   "coverage 6",       "Coverage",                           "Which articles carry each paragraph of the left one, and what the others add."),
    Command("matrix",              "x",              "view('matrix')",           VIEWS,   "matrix 7",         "Matrix",                             "Overlap of every pair, in both directions."),
    Command("page",                "p",              "view('page')",             VIEWS,   "page 8",           "Page",                               "The page as it was saved, line by line, and which rule removed what."),
    Command("why",                 "w",              "view('why')",              VIEWS,   "why 6",            "Why",                                "Why the paragraph under the cursor has its match, or why it has none."),
    Command("history",             "v",              "view('history')",          UNMARKED, "history 8",       "History",                            "What was changed in an article from one version to the next."),
    Command("export",              "e",              "export",                   VIEWS,   "export 8",         "Export",                             "Save this pair, the coverage or a report on all articles."),
    Command("next-pair",           "n",              "pair(1)",                  WHY,     "other pairs 3",    "Next pair",                          "Next match, then the near misses."),
    Command("previous-pair",       "N",              "pair(-1)",                 WHY,     "",                 "Previous pair",                      "Previous match."),
    Command("pin",                 "+",              "choose_pair('pinned')",    PAIRS,   "pin 3",            "Pin the pair",                       "Always match these two paragraphs (in the comparison: this row's)."),
    Command("forbid",              "-",              "choose_pair('forbidden')", PAIRS,   "block 3",          "Block the pair",                     "Never match this pair (in the comparison: this row's)."),
    Command("note",                "b",              "note('write')",            MAIN,    "note 5",           "Make a note",                        "Flag the paragraph or pair as “to check”, “checked” or “important”, with a note."),
    Command("notes",               "B",              "note('list')",             MAIN,    "",                 "Notes",                              "List and search all notes."),
    Command("take-back",           "u",              "choose_pair(None)",        PAIRS,   "undo 5",           "Undo the pin or block",              "Undo the pin or block for this pair."),
    Command("switch-rule",         "d",              "switch_rule",              PAGE,    "rule off or on 2", "Switch a rule off or on",            "Show the page without the rule that takes this line; press again to switch it back on."),
    Command("rules-on",            "D",              "rules_on",                 PAGE,    "all on 6",         "Switch all rules on",                "Show the page with all rules again."),
    Command("teach",               "t",              "teach",                    PAGE,    "teach a rule 2",   "Teach a rule",                       "Make a rule that drops or keeps the marked lines, or the line under the cursor."),
    Command("take-rule-back",      "u",              "own_rules('undo')",        PAGE,    "undo 8",           "Undo the last taught rule",          "Undo the last taught rule; press again for earlier ones."),
    Command("my-rules",            "M",              "own_rules('list')",        PAGE,    "my rules 8",       "My rules",                           "List your own rules with what each takes, to switch off, edit or delete."),
    Command("mark",                "v",              "mark",                     PAGE,    "mark 3",           "Mark lines",                         "Start or stop marking lines; dragging the mouse marks too."),
    Command("mark-down",           "shift+down,J",   "mark_to('down')",          PAGE,    "",                 "Mark down",                          "Mark this line and the next one."),
    Command("mark-up",             "shift+up,K",     "mark_to('up')",            PAGE,    "",                 "Mark up",                            "Mark this line and the one above."),
    Command("turn-verdict",        "t",              "turn_verdict",             TEACH,   "keep or drop 2",   "Toggle keep / drop",                 "Toggle keep / drop."),
    Command("name-rule",           "tab",            "name",                     TEACH,   "name 3",           "Name the rule",                      "Switch between the rule's name, its text, and what it changes."),
    Command("write-rule",          "enter",          "write",                    TEACH,   "save 1",           "Save the rule",                      "Save the rule to your own rules and reload the pages."),
    Command("column-left",         "left,h",         "sideways('left')",         TABLES,  "",                 "Left",                               "Previous column."),
    Command("column-right",        "right,l",        "sideways('right')",        TABLES,  "",                 "Right",                              "Next column."),
    Command("open",                "enter",          "open",                     BESIDE,  "open the pair 2",  "Open the pair",                      "Compare the pair under the cursor, at this paragraph."),
    Command("help",                "?,f1",           "help",                     SCREENS, "help 1",           "Help",                               "Explain this view and its keys."),
    Command("palette",             "ctrl+p",         "command_palette",          APP,     "more 1",           "Palette",                            "Find any command, filter, article or theme by name."),
    Command("quit",                "q",              "quit",                     APP,     "quit 1",           "Quit",                               "Quit."),
    Command("quit-anywhere",       "ctrl+q",         "quit",                     APP,     "",                 "Quit at once",                       "Quit at once, whatever is open."),
    Command("suspend",             "ctrl+z",         "suspend_process",          APP,     "",                 "Suspend",                            "Suspend: back to the shell; type fg there to return."),
    Command("copy-selection",      "ctrl+c",         "help_quit",                APP,     "",                 "Copy the selection, or stop",        "Copy the selected text; otherwise stop reading a big folder, or show how to quit."),
)
# fmt: on


BY_ID: dict[str, Command] = {command.id: command for command in COMMANDS}


Footer = tuple[tuple[tuple[str, ...], str, int], ...]
"""Entries: command ids, a word, and how soon it may go where room is short, the highest first."""


def _footer(*entries: str) -> Footer:
    """A footer, from entries such as `up+down=move:4`.

    The first command of an entry says the word and the rank that aren't given.
    """
    made = []
    for entry in entries:
        rest, _, rank = entry.partition(":")
        ids, _, word = rest.partition("=")
        first, *others = ids.split("+")
        usual_word, _, usual_rank = BY_ID[first].footer.rpartition(" ")
        made.append(((first, *others), word or usual_word, int(rank or usual_rank)))
    return tuple(made)


# fmt: off
FOOTER = _footer(
    "up+down", "page-up+page-down", "first+last", "next-difference+previous-difference",
    "previous-right+next-right", "previous-left+next-left", "swap", "chrome", "lens", "filter",
    "fold", "order", "search", "articles", "page", "why", "coverage", "matrix", "history:6",
    "export", "help", "quit", "palette",
)
"""The footer of the main screen; the history is left out where there are no versions."""


_SHORT = (
    "previous-right+next-right=article:4", "swap:6", "lens:5", "filter:3", "search", "articles",
    "coverage+matrix+page+why+history=views:2", "help", "quit", "palette:3",
)

SHORT_FOOTER = _footer("next-difference+previous-difference:2", *_SHORT)
"""The same where there is little room: no view is out of sight."""


NARROW_FOOTER = _footer("next-difference+previous-difference=change:2", *_SHORT)
"""The same where there is hardly any, in shorter words."""


ENOUGH, LITTLE = 180, 120
"""Columns that the footer of the main screen has to have for naming views one by one, and for
longer words."""


ALONE_FOOTER = _footer("page:1", "help", "quit", "palette:2")
"""The same where there are not two articles."""


_ALL = ("help", "quit:7", "palette:6")

VIEW_FOOTERS: dict[View, Footer] = {
    "coverage": _footer(
        "close", "up+down+column-left+column-right:4", "open", "export:5",
        "previous-left+next-left=article:5", *_ALL,
    ),
    "matrix": _footer("close", "up+down+column-left+column-right:4", "open", "export:5", *_ALL),
    "history": _footer("close", "up+down:4", "open", "export:5", *_ALL),
    "page": _footer(
        "close", "up+down:4", "mark", "teach", "take-rule-back", "switch-rule", "rules-on",
        "previous-left+next-left=page:5", "open=compare:5", "export:7", *_ALL,
    ),
    "teach": _footer("close", "write-rule", "turn-verdict", "name-rule", "up+down:4", *_ALL),
    "why": _footer(
        "close", "up+down:4", "next-pair+previous-pair", "pin", "forbid", "take-back",
        "open=go there:4", "export:6", *_ALL,
    ),
}
"""The footers of the other views."""
# fmt: on
