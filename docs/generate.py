"""Fill the generated parts of the papers; docs/tour.py draws the pictures.

    python docs/generate.py            write README.md, docs/keys.md, docs/rules.md, docs/formats.md
    python docs/generate.py --check    exit with 1 where something is out of date

A generated part stands between `<!-- name: begin -->` and `<!-- name: end -->`.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING, Any

import msgspec

from tui.config import Config
from tui.config.load import inspect_config
from tui.config.schema import kind_of_value, structs_inside, structs_of, summary_of
from tui.presentation.kinds import KINDS
from tui.text.archive.readers import READERS
from tui.text.chrome.rule import Rule
from tui.text.chrome.rules import ChromeSettings
from tui.text.chrome.sites import Site
from tui.view.keys import key_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
KEYS = ROOT / "docs" / "keys.md"
RULES = ROOT / "docs" / "rules.md"
FORMATS = ROOT / "docs" / "formats.md"
SHOWN_RULE = "call-to-share"
EXAMPLE = 60
"""The longest example in a table, in characters."""

# For the keys of a site, of which the default has none.
OWN_EXAMPLES = {
    "name": "valley-record",
    "hosts": ["valley.example"],
    "files": ["valley-*"],
    "outlets": ["The Valley Record"],
    "without": ["note-at-the-end"],
}


def legend() -> str:
    """The table of row kinds."""
    rows = [f"| `{kind.glyph}` | {kind.name} | {kind.meaning} |" for kind in KINDS]
    return "\n".join(["| | kind | meaning |", "| --- | --- | --- |", *rows]) + "\n"


def rule_example(config_text: str) -> str:
    """One rule of the default configuration, as it stands there."""
    rules = re.split(r"(?m)^(?=  - name: )", config_text)
    shown = next(rule for rule in rules if rule.startswith(f"  - name: {SHOWN_RULE}\n"))
    return f"```yaml\n{dedent(shown).rstrip()}\n```\n"


def rules_reference(data: Any) -> str:
    """Every kind of rule, and every part of one, with its keys and an example of each.

    Args:
        data: The default configuration as plain data; the examples are taken from it.
    """
    said = Said(data)
    structs = list((structs_of(ChromeSettings) | structs_of(Site)).values())
    kinds = [struct for struct in structs if issubclass(struct, Rule)]
    parts = [struct for struct in structs if not issubclass(struct, Rule)]
    kinds.sort(key=said.first_use)
    sections = [f"## Kinds of rule\n\n{summary_of(Rule)}\n\n{keys_of(Rule, kinds[0], said)}"]
    for kind in kinds:
        title = f"### `kind: {kind.__struct_config__.tag}`"
        rules = "".join(f"\nIn the default: {said.names(kind)}.\n" if said.names(kind) else "")
        own = keys_of(kind, kind, said, Rule.__struct_fields__)
        sections.append(f"{title}\n\n{summary_of(kind)}\n{rules}\n{own}")
    sections.append("## Parts\n")
    sections += [
        f"### {part.__name__}\n\n{summaries_of(part)}\n\n{keys_of(part, part, said)}"
        for part in parts
    ]
    return "\n".join(sections)


def summaries_of(part: type[msgspec.Struct]) -> str:
    """What a part says of its keys, and then what the one that it extends says of its own."""
    extended = part.__mro__[: part.__mro__.index(msgspec.Struct)]
    return "\n\n".join(summary_of(struct) for struct in extended)


class Said:
    """What the default configuration says, by the struct that it says it for."""

    def __init__(self, data: Any) -> None:
        self._said: dict[type, list[dict[str, Any]]] = {}
        pending: list[tuple[Any, Any]] = [(msgspec.convert(data, Config).chrome, data["chrome"])]
        while pending:
            value, said = pending.pop(0)
            if isinstance(value, msgspec.Struct):
                self._said.setdefault(type(value), []).append(said)
                pending += [(getattr(value, key), said[key]) for key in said if key != "kind"]
            elif isinstance(value, tuple) and isinstance(said, list):
                pending += zip(value, said, strict=True)
        self._order = list(self._said)

    def first_use(self, struct: type) -> int:
        """The place of a struct in the order of their first uses; unused ones come last."""
        return self._order.index(struct) if struct in self._said else len(self._order)

    def names(self, struct: type) -> str:
        """The names of the rules of a kind."""
        return ", ".join(f"`{rule['name']}`" for rule in self._said.get(struct, ()))

    def example(self, struct: type[msgspec.Struct], field: str) -> Any:
        """What is said for a field where it first is, or for its type; else its default."""
        for said in self._said.get(struct, ()):
            if field in said:
                return said[field]
        for inside in structs_inside(struct, field):
            for said in self._said.get(inside, ()):
                return said
        if struct is Site:
            return OWN_EXAMPLES[field]
        (found,) = (one for one in msgspec.structs.fields(struct) if one.name == field)
        return default_of(found)


def keys_of(
    struct: type[msgspec.Struct],
    used_as: type[msgspec.Struct],
    said: Said,
    leave_out: Sequence[str] = (),
) -> str:
    """A table of a struct's keys: what may stand there, what does by default, an example."""
    rows = []
    for field in msgspec.structs.fields(struct):
        if field.name in leave_out:
            continue
        default = "required" if field.required else written(default_of(field))
        example = written(said.example(used_as, field.name))
        row = (f"`{field.encode_name}`", words_for(struct, field.name), default, example)
        rows.append(f"| {' | '.join(row)} |")
    head = ["| key | value | default | example |", "| --- | --- | --- | --- |"]
    return "\n".join([*head, *rows]) + "\n" if rows else "It has no keys of its own.\n"


def default_of(field: msgspec.structs.FieldInfo) -> Any:
    """What holds where a field is left out."""
    if field.default_factory is msgspec.NODEFAULT:
        return field.default
    return field.default_factory()


def words_for(struct: type[msgspec.Struct], field: str) -> str:
    """What may stand in a field, in words."""
    inside = structs_inside(struct, field)
    if len(inside) == 1:
        return f"[{inside[0].__name__}](#{inside[0].__name__.lower()})"
    return "list of rules" if inside else kind_of_value(struct, field)


def written(value: Any) -> str:
    """A value as YAML in a table's cell; a long one shortened."""
    if value is None or isinstance(value, msgspec.Struct):
        return "none"
    text = json.dumps(value, ensure_ascii=False, default=list)
    if len(text) > EXAMPLE:
        text = text[: EXAMPLE - 2].rstrip(", ") + " …"
    shown = f"`` {text} ``" if "`" in text else f"`{text}`"
    return shown.replace("|", "\\|")


def filled(paper: Path, parts: dict[str, str]) -> str:
    """A paper with its generated parts filled anew."""
    text = paper.read_text(encoding="utf-8")
    for name, part in parts.items():
        begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
        before, _, rest = text.partition(begin)
        _, found, after = rest.partition(end)
        if not found:
            raise ValueError(f"{paper.name}: no part between {begin} and {end}")
        text = f"{before}{begin}\n{part}{end}{after}"
    return text


def readme() -> str:
    """The README with its generated parts filled anew."""
    config = (ROOT / "config.yaml").read_text(encoding="utf-8")
    return filled(README, {"legend": legend(), "rule": rule_example(config)})


def keys_page() -> str:
    """docs/keys.md with its table filled anew."""
    return filled(KEYS, {"keys": key_table()})


def rules_page() -> str:
    """docs/rules.md with its generated parts filled anew."""
    data: Any = inspect_config(ROOT / "config.yaml").data
    return filled(RULES, {"reference": rules_reference(data)})


def archives() -> str:
    """The table of what holds several articles, from the readers."""
    rows = []
    for reader in READERS:
        endings = ", ".join(f"`{ending}`" for ending in reader.endings)
        parts = "one article" if reader.holds_one else reader.places
        extra = f"`{reader.extra}`" if reader.extra else "–"
        rows.append(f"| {reader.name} | {endings} | {reader.about} | {parts} | {extra} |")
    head = ["| kind | files | what is read | places | extra |", "| --- | --- | --- | --- | --- |"]
    return "\n".join([*head, *rows]) + "\n"


def formats_page() -> str:
    """docs/formats.md with its table filled anew."""
    return filled(FORMATS, {"archives": archives()})


def papers() -> dict[Path, str]:
    """Every paper that has generated parts, with these filled anew."""
    return {README: readme(), KEYS: keys_page(), RULES: rules_page(), FORMATS: formats_page()}


def outdated() -> Iterator[str]:
    """Names of what would change if it were generated now."""
    for paper, text in papers().items():
        if text != paper.read_text(encoding="utf-8"):
            yield paper.relative_to(ROOT).as_posix()


def main(arguments: list[str]) -> int:
    """Write, or check with `--check`."""
    if arguments == ["--check"]:
        old = list(outdated())
        for name in old:
            print(f"{name} is out of date; run python docs/generate.py", file=sys.stderr)
        return 1 if old else 0
    for paper, text in papers().items():
        paper.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
