"""How the house is built: figures of the source tree, held against limits that only tighten.

    python docs/structure.py              print the figures; exit with 1 where one is over its limit
    python docs/structure.py --show NAME  print what is behind a figure as well
    python docs/structure.py --tighten    write limits that are better than those of structure.json

The number of files is told and has no limit: a new idea may have a file of its own. What has one
are ratios, sizes and counts of faults. A limit that was raised by hand shows in the difference
of structure.json, and wants a reason.
"""

from __future__ import annotations

import ast
import json
import re
import sys
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT = Path(__file__).parent.parent
LIMITS = Path(__file__).with_suffix(".json")
NO_LIMIT = frozenset({"files"})

SMALL_FILE = 60
LONG_FUNCTION = 40
LONG_LINE = 100
SHORT_ENTRY = 6

Function = ast.FunctionDef | ast.AsyncFunctionDef
Graph = dict[str, set[str]]


class Module(NamedTuple):
    """A file of the package: its dotted name, where it is, its lines, and what it says."""

    name: str
    path: Path
    lines: int
    tree: ast.Module


class Figure(NamedTuple):
    """A figure, what it counts, and what is behind it, a line each."""

    name: str
    value: float
    says: str
    behind: Sequence[str] = ()


def modules(package: Path = ROOT / "tui") -> dict[str, Module]:
    """Every module of a package by its dotted name."""
    read = {}
    for path in sorted(package.rglob("*.py")):
        parts = path.relative_to(package.parent).with_suffix("").parts
        name = ".".join(parts).removesuffix(".__init__")
        text = path.read_text(encoding="utf-8")
        read[name] = Module(name, path, text.count("\n"), ast.parse(text))
    return read


def import_graph(package: dict[str, Module]) -> Graph:
    """Which module imports which: for types, inside functions, and by a name in quotes too."""
    return {
        name: {target for target in _targets(module, package) if target in package} - {name}
        for name, module in package.items()
    }


def _targets(module: Module, package: dict[str, Module]) -> Iterator[str]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ImportFrom):
            base = _base(node, module)
            for alias in node.names:
                whole = f"{base}.{alias.name}"
                yield whole if whole in package else base
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("import_module"):
            words = (word.value for word in node.args if isinstance(word, ast.Constant))
            yield from (word for word in words if isinstance(word, str))


def _base(node: ast.ImportFrom, module: Module) -> str:
    """The module that names are imported from, in full where it is given by dots."""
    if not node.level:
        return node.module or ""
    parts = module.name.split(".")
    above = len(parts) - node.level + (module.path.name == "__init__.py")
    return ".".join([*parts[:above], *([node.module] if node.module else [])])


def circles(graph: Graph) -> list[list[str]]:
    """The groups of modules that all import one another, over however many others."""
    reach = {name: _reached(graph, name) for name in graph}
    groups = {
        frozenset(other for other in reach[name] if name in reach[other])
        for name in graph
        if name in reach[name]
    }
    return sorted(map(sorted, groups))


def _reached(graph: Graph, start: str) -> set[str]:
    reached: set[str] = set()
    pending = [*graph[start]]
    while pending:
        name = pending.pop()
        if name not in reached:
            reached.add(name)
            pending += graph[name]
    return reached


def lineages(package: dict[str, Module]) -> list[list[str]]:
    """For each class of the package the longest line of its ancestors there, itself first."""
    bases = dict(pair for module in package.values() for pair in _classes(module))

    def line(name: str) -> list[str]:
        return [
            name,
            *max((line(base) for base in bases[name] if base in bases), key=len, default=[]),
        ]

    return [line(name) for name in bases]


def _classes(module: Module) -> Iterator[tuple[str, list[str]]]:
    """Each class of a module with its bases, all by their full names."""
    classes = [node for node in ast.walk(module.tree) if isinstance(node, ast.ClassDef)]
    full = {node.name: f"{module.name}.{node.name}" for node in classes}
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ImportFrom):
            base = _base(node, module)
            full |= {alias.asname or alias.name: f"{base}.{alias.name}" for alias in node.names}
    for node in classes:
        named = (ast.unparse(base).partition("[")[0].partition(".") for base in node.bases)
        yield (
            f"{module.name}.{node.name}",
            [full.get(head, head) + dot + rest for head, dot, rest in named],
        )


def doubles(package: dict[str, Module]) -> dict[str, list[str]]:
    """Public names that more than one module defines, with the modules."""
    where = defaultdict(set)
    for module in package.values():
        for name in _defined(module.tree.body):
            where[name].add(module.name)
    return {
        name: sorted(places)
        for name, places in sorted(where.items())
        if len(places) > 1 and not name.startswith("_")
    }


def _defined(body: Sequence[ast.stmt]) -> Iterator[str]:
    """What a module defines at its top, but for what stands there only for types."""
    for node in body:
        if isinstance(node, ast.ClassDef | Function):
            yield node.name
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names = (name for target in targets for name in ast.walk(target))
            yield from (name.id for name in names if isinstance(name, ast.Name))
        elif isinstance(node, ast.If | ast.Try):
            is_for_types = isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
            yield from _defined(node.orelse if is_for_types else [*node.body, *node.orelse])
            for handler in getattr(node, "handlers", ()):
                yield from _defined(handler.body)


def fetched(package: dict[str, Module]) -> Iterator[str]:
    """Where an attribute of the app or the screen is fetched by its name in quotes."""
    of = re.compile(r"((self\._?|self\._screen\.)?app|self\.screen)")
    for module in package.values():
        for node in ast.walk(module.tree):
            if not isinstance(node, ast.Call) or ast.unparse(node.func) != "getattr":
                continue
            if of.fullmatch(ast.unparse(node.args[0])):
                yield f"{_place(module, node)} {ast.unparse(node)}"


def entries(package: dict[str, Module]) -> Iterator[tuple[str, int]]:
    """Each entry of each `Args:` section, with how many words it has."""
    for module in package.values():
        for node in ast.walk(module.tree):
            if isinstance(node, Function):
                section = re.search(r"(?m)^Args:\n((?: .*\n?|\n)*)", ast.get_docstring(node) or "")
                for name, said in _entries_of(section[1] if section else ""):
                    yield f"{_place(module, node)} {name}: {said}", len(said.split())


def _entries_of(section: str) -> Iterator[tuple[str, str]]:
    """The names in a section with what is said of each; what goes on is indented further."""
    starts = [*re.finditer(r"(?m)^    (\*{0,2}\w+(?: \([^)]*\))?):", section)]
    ends = [*(start.start() for start in starts[1:]), len(section)]
    for start, end in zip(starts, ends, strict=False):
        yield start[1], " ".join(section[start.end() : end].split())


def read_otherwise(paths: Sequence[Path]) -> Iterator[str]:
    """The YAML files that PyYAML's own loader and libyaml's don't both read alike."""
    loaders = [yaml.SafeLoader, getattr(yaml, "CSafeLoader", yaml.SafeLoader)]
    for path in paths:
        text = path.read_text(encoding="utf-8")
        read: list[Any] = []
        for loader in loaders:
            try:
                # Both are safe loaders.
                read.append(repr(yaml.load(text, Loader=loader)))  # noqa: S506
            except yaml.YAMLError as error:
                yield f"{path.relative_to(ROOT)}: {loader.__name__}: {' '.join(str(error).split())}"
        if any(one != other for one, other in pairwise(read)):
            yield f"{path.relative_to(ROOT)}: the two loaders read different data"


def figures() -> list[Figure]:
    """All figures of this tree."""
    package = modules()
    return [
        *_of_files(package),
        *_of_sizes(package),
        *_of_names(package),
        *_of_yaml(),
    ]


def _of_files(package: dict[str, Module]) -> Iterator[Figure]:
    lines = sum(module.lines for module in package.values())
    yield Figure("files", len(package), f"Python files under tui/, of {lines} lines together")
    yield Figure("per1000", round(1000 * len(package) / lines, 2), "files for each 1,000 lines")
    small = sorted(
        (module.lines, _place(module)) for module in package.values() if module.lines < SMALL_FILE
    )
    yield Figure("under60", len(small), f"files below {SMALL_FILE} lines", _listed(small))
    folders = Counter(str(module.path.parent.relative_to(ROOT)) for module in package.values())
    full = [(count, folder) for folder, count in folders.most_common()]
    yield Figure("folder", full[0][0], f"files in the fullest folder, {full[0][1]}", _listed(full))


def _of_sizes(package: dict[str, Module]) -> Iterator[Figure]:
    files = [(module.lines, _place(module)) for module in package.values()]
    nodes = [(module, node) for module in package.values() for node in ast.walk(module.tree)]
    classes, functions = (
        [
            (_length(node), f"{_place(module, node)} {node.name}")
            for module, node in nodes
            if isinstance(node, kind)
        ]
        for kind in (ast.ClassDef, Function)
    )
    for name, sizes in (("file", files), ("class", classes), ("function", functions)):
        largest = sorted(sizes, reverse=True)[:15]
        yield Figure(
            name, largest[0][0], f"lines of the largest {name}, {largest[0][1]}", _listed(largest)
        )
    long = sorted((size for size in functions if size[0] > LONG_FUNCTION), reverse=True)
    says = f"functions above {LONG_FUNCTION} lines, of {len(functions)}"
    yield Figure("over40", len(long), says, _listed(long))


def _of_names(package: dict[str, Module]) -> Iterator[Figure]:
    groups = circles(import_graph(package))
    yield Figure(
        "circles",
        len(groups),
        "circles of imports, those for types too",
        [" ".join(group) for group in groups],
    )
    lines = lineages(package)
    depth = max(map(len, lines))
    longest = [" > ".join(line) for line in lines if len(line) == depth]
    yield Figure("chain", depth, "own classes in the longest line of inheritance", longest)
    twice = [f"{name}: {' '.join(places)}" for name, places in doubles(package).items()]
    yield Figure("doubles", len(twice), "public names that more than one module defines", twice)
    by_name = list(fetched(package))
    says = "attributes of the app or the screen that are fetched by getattr"
    yield Figure("getattr_app", len(by_name), says, by_name)
    every = list(entries(package))
    short = [entry for entry, words in every if words <= SHORT_ENTRY]
    share = round(100 * len(short) / max(len(every), 1), 1)
    says = f"% of {len(every)} Args entries have at most {SHORT_ENTRY} words"
    yield Figure("short_args", share, says, short)


def _of_yaml() -> Iterator[Figure]:
    config = ROOT / "config.yaml"
    rows = [len(row) for row in config.read_text(encoding="utf-8").splitlines()]
    long = [f"config.yaml:{at}: {size}" for at, size in enumerate(rows, 1) if size > LONG_LINE]
    yield Figure("yaml_longest", max(rows), "characters in the longest line of config.yaml")
    yield Figure("yaml_over100", len(long), f"lines there above {LONG_LINE} characters", long)
    found = (path for folder in ("tui", "docs") for path in (ROOT / folder).rglob("*.y*ml"))
    paths = [config, *sorted(found)]
    bad = list(read_otherwise(paths))
    says = f"of {len(paths)} YAML files are not read alike by both of PyYAML's loaders"
    yield Figure("yaml_bad", len(bad), says, bad)


def _length(node: ast.ClassDef | Function) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def _place(module: Module, node: ast.expr | ast.stmt | None = None) -> str:
    path = module.path.relative_to(ROOT).as_posix()
    return path if node is None else f"{path}:{node.lineno}"


def _listed(sizes: Sequence[tuple[int, str]]) -> list[str]:
    return [f"{size:5} {what}" for size, what in sizes]


def limits() -> dict[str, float]:
    """The limits that were written last, by the names of the figures."""
    return dict(json.loads(LIMITS.read_text(encoding="utf-8")))


def tightened(measured: Sequence[Figure], before: dict[str, float]) -> dict[str, float]:
    """Limits at what is measured, but nowhere above what they were before."""
    return {
        name: min(value, before.get(name, value))
        for name, value, *_ in measured
        if name not in NO_LIMIT
    }


def main(arguments: list[str]) -> int:
    """Print the figures; write better limits, or say which are passed."""
    measured, allowed = figures(), limits()
    if arguments == ["--tighten"]:
        allowed = tightened(measured, allowed)
        LIMITS.write_text(json.dumps(allowed, indent=2) + "\n", encoding="utf-8")
    shown = arguments[1:] if arguments[:1] == ["--show"] else []
    passed = 0
    for name, value, says, behind in measured:
        # A figure without a limit is over it: it is to be given one.
        is_over = name not in NO_LIMIT and value > allowed.get(name, -1)
        passed += is_over
        limit = f"{allowed[name]:g}" if name in allowed else "-"
        print(f"{'OVER' if is_over else '    '} {name:13}{value:>8g}{limit:>8}  {says}")
        for line in behind if name in shown else ():
            print(f"         {line}")
    if passed:
        print(f"{passed} over the limit in docs/{LIMITS.name}", file=sys.stderr)
    return 1 if passed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
