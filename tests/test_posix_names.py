"""The package's sources: files are opened with an encoding, and POSIX is asked for with care."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from without_posix import MODULES, OF_OS, OF_SIGNAL

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCES = Path(__file__).parent.parent / "tui"
FILES = sorted(SOURCES.rglob("*.py"))


def tree_of(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"), str(file))


def parents_of(tree: ast.AST) -> dict[ast.AST, ast.AST]:
    return {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}


def above(node: ast.AST, parents: dict[ast.AST, ast.AST]) -> Iterator[ast.AST]:
    while node in parents:
        node = parents[node]
        yield node


def is_guarded(node: ast.AST, parents: dict[ast.AST, ast.AST], errors: set[str]) -> bool:
    """Whether something is tried with these errors caught, or only where it is there.

    What a function's first lines ask for may also be what decides: `hasattr` or `sys.platform`
    anywhere in the function counts.
    """
    for outer in above(node, parents):
        if isinstance(outer, ast.Try):
            caught = {ast.unparse(one.type) if one.type else "" for one in outer.handlers}
            if any(error in one for error in errors for one in caught):
                return True
        if isinstance(outer, ast.With) and any(
            "suppress" in ast.unparse(item) and any(error in ast.unparse(item) for error in errors)
            for item in outer.items
        ):
            return True
        if isinstance(outer, ast.FunctionDef):
            said = ast.unparse(outer)
            return "hasattr(" in said or "sys.platform" in said
    return False


def imported(node: ast.AST) -> set[str]:
    if isinstance(node, ast.Import):
        return {alias.name.partition(".")[0] for alias in node.names}
    if isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
        return {node.module.partition(".")[0]}
    return set()


# Functions that are called only where the one that is named says that they can be.
ONLY_WHERE = {
    ("cli/first.py", "fork"): "can_work_ahead",
    ("cli/terminal.py", "termios"): "_ask",
}


# Classes that are imported only where what they ask for is there, and their modules.
IMPORTED_ONLY_WHERE = {("view/terminal.py", "Suspension")}


def unguarded(file: Path, root: Path = SOURCES) -> list[str]:
    """Where a module asks for what only POSIX has, without a thought for other systems."""
    tree = tree_of(file)
    parents = parents_of(tree)
    name = file.relative_to(root).as_posix()
    found = []
    for node in ast.walk(tree):
        asked = imported(node) & MODULES
        errors = {"ImportError", "ModuleNotFoundError"}
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            gone = {"os": OF_OS, "signal": OF_SIGNAL}.get(node.value.id, frozenset())
            asked, errors = {node.attr} & gone, {"AttributeError"}
        elif isinstance(node, ast.ImportFrom) and node.module in ("os", "signal"):
            gone = OF_OS if node.module == "os" else OF_SIGNAL
            asked = {alias.name for alias in node.names} & gone
        elif isinstance(node, ast.Constant) and node.value in ("/dev/tty", "/dev/null"):
            asked = {node.value}
            said = ast.unparse(parents[node])
            if "sys.platform" in said:
                continue
        inside = {outer.name for outer in above(node, parents) if isinstance(outer, ast.ClassDef)}
        if any((name, outer) in IMPORTED_ONLY_WHERE for outer in inside):
            continue
        found += [
            f"{name}:{node.lineno}: {one}"
            for one in asked
            if (name, one) not in ONLY_WHERE and not is_guarded(node, parents, errors)
        ]
    return found


def test_what_only_posix_has_is_asked_for_with_care() -> None:
    assert [place for file in FILES for place in unguarded(file)] == []


def careless_imports(file: Path) -> list[str]:
    """Where a module imports what is for POSIX alone, without a thought for other systems."""
    tree = tree_of(file)
    parents = parents_of(tree)
    for_posix = {(f"tui.{name[:-3].replace('/', '.')}", one) for name, one in IMPORTED_ONLY_WHERE}
    return [
        f"{file.name}:{node.lineno}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        if any((node.module, alias.name) in for_posix for alias in node.names)
        if not any(
            isinstance(outer, ast.If) and ast.unparse(outer.test) == "TYPE_CHECKING"
            for outer in above(node, parents)
        )
        if not is_guarded(node, parents, {"ImportError"})
    ]


def test_what_is_for_posix_alone_is_imported_with_care(tmp_path: Path) -> None:
    assert [place for file in FILES for place in careless_imports(file)] == []
    careless_one = tmp_path / "one.py"
    careless_one.write_text("from tui.view.terminal import Suspension\n", encoding="utf-8")
    assert careless_imports(careless_one) == ["one.py:1"]


@pytest.mark.parametrize(("name", "one"), ONLY_WHERE)
def test_what_is_called_only_where_it_can_be_says_so(
    name: str, one: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = (SOURCES / name).read_text(encoding="utf-8")
    assert f"def {ONLY_WHERE[name, one]}(" in said
    monkeypatch.delitem(ONLY_WHERE, (name, one))
    assert [place for place in unguarded(SOURCES / name) if place.endswith(one)]


@pytest.mark.parametrize(
    "text",
    ["import fcntl", "import os\nos.fork()", "from signal import SIGHUP", "x = open('/dev/tty')"],
)
def test_what_is_asked_for_without_care_is_found(tmp_path: Path, text: str) -> None:
    file = tmp_path / "one.py"
    file.write_text(text, encoding="utf-8")
    assert unguarded(file, tmp_path)


def keywords(call: ast.Call) -> set[str]:
    return {keyword.arg or "" for keyword in call.keywords}


def mode_of(call: ast.Call, at: int) -> str:
    """The mode that a file is opened in; a mode that is worked out counts as text."""
    given = [keyword.value for keyword in call.keywords if keyword.arg == "mode"]
    given += call.args[at : at + 1]
    return given[0].value if given and isinstance(given[0], ast.Constant) else "r"


def careless(call: ast.Call) -> str:
    """What a call that opens a file leaves to the system: its encoding or its line ends."""
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else name
    said = keywords(call)
    if name in ("read_text", "write_text") and isinstance(call.func, ast.Attribute):
        given = len(call.args) - (name == "write_text") > 0 or "encoding" in said
        text, writes = True, name == "write_text"
    elif name in ("open", "fdopen", "NamedTemporaryFile", "TemporaryFile"):
        module = ast.unparse(call.func.value) if isinstance(call.func, ast.Attribute) else ""
        if module == "os" and name == "open":
            return ""
        at = 0 if module and module not in ("os", "io", "gzip", "tempfile") else 1
        is_mode = bool(said) or (bool(call.args) and isinstance(call.args[0], ast.Constant))
        own = at == 0 and module.startswith("self") and not is_mode
        if own or module == "package":
            # A method of the program's own; what is in a zip is bytes.
            return ""
        if at == 0 and not call.args and not said:
            return "encoding"
        mode = mode_of(call, at)
        text, writes = "b" not in mode, any(letter in mode for letter in "wax")
        given = "encoding" in said
    else:
        return ""
    if text and not given:
        return "encoding"
    # Nothing that is written may depend on the system.
    nowhere = "devnull" in ast.unparse(call)
    return "newline" if text and writes and "newline" not in said and not nowhere else ""


def test_every_file_is_opened_with_its_encoding_and_line_ends() -> None:
    found = [
        f"{file.relative_to(SOURCES)}:{node.lineno}: {left_out}"
        for file in FILES
        for node in ast.walk(tree_of(file))
        if isinstance(node, ast.Call) and (left_out := careless(node))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("text", "left_out"),
    [
        ("open(name)", "encoding"),
        ("open(name, 'w', encoding='utf-8')", "newline"),
        ("path.open()", "encoding"),
        ("path.open('x', encoding='utf-8')", "newline"),
        ("path.write_text(text)", "encoding"),
        ("path.write_text(text, encoding='utf-8')", "newline"),
        ("path.read_text()", "encoding"),
        ("os.fdopen(number, 'w')", "encoding"),
        ("open(name, 'rb')", ""),
        ("path.open('ab', buffering=0)", ""),
        ("path.read_text(encoding='utf-8')", ""),
        ("self.search.open()", ""),
    ],
)
def test_a_careless_call_is_found(text: str, left_out: str) -> None:
    call = ast.parse(text, mode="eval").body
    assert isinstance(call, ast.Call)
    assert careless(call) == left_out
