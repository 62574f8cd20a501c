"""Which wire service a page credits, and the words that say so.

A service counts as credited where a line gives it as the source (a byline, a dateline, a
credit at the end), never where the text merely quotes it. The frames that make the
difference are settings, as are the services.
"""

from __future__ import annotations

import re
from functools import cached_property
from math import inf
from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple

import msgspec
import re2

from tui.text.chrome.rule import Examples, Phrases, phrases_of
from tui.text.fields import Fault, large_pattern, pattern_fault, pattern_set
from tui.text.words.tokens import as_seen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from tui.text.model import Lines


PagePart = Literal["headline", "byline", "lead", "aside", "end", "below"]
"""Where a frame is looked for: in the headline, in the lines between headline and body, in the
first paragraphs, in short lines inside the body that no paragraph follows, in the last paragraphs
and the lines that follow, or in all lines below the body."""


LONGEST_END = 50_000
"""Characters at the beginning and at the end of a paragraph in which a credit is looked for: more
than an article has. Only a page that was saved without line ends is longer."""


# From the private use area; where a page has them, they are taken out of it first.
_NAME_SIGN, _MARK_SIGN, _SLUG_SIGN = "\uf8f0", "\uf8f1", "\uf8f2"

_DOUBTFUL_SIGN, _PICTURE_SIGN = "\uf8f3", "\uf8f4"

_ALL_SIGNS = (_NAME_SIGN, _MARK_SIGN, _SLUG_SIGN, _DOUBTFUL_SIGN, _PICTURE_SIGN)

_NO_SIGN = "\ufffd"
"""In the place of a sign in a page, and of a service's name inside another body's."""

_FORGED = dict.fromkeys(map(ord, _ALL_SIGNS), _NO_SIGN)


_SIGNS = {
    "{service}": f"(?P<service>[{_NAME_SIGN}{_MARK_SIGN}])",
    "{name}": f"(?P<service>{_NAME_SIGN})",
    "{mark}": f"(?P<service>{_MARK_SIGN})",
    "{slug}": f"(?P<service>{_SLUG_SIGN})",
    "{any}": f"(?P<service>[{_NAME_SIGN}{_MARK_SIGN}{_DOUBTFUL_SIGN}])",
    "{word}": r"[^\s/,+&()–—-]+",
    "{person}": r"\p{Lu}[\pL.'’-]+(?: \p{Lu}[\pL.'’-]+){1,2}",
}


# RE2's own take all letters but those of English for marks: they would pass over whole sentences.
_LETTERS = {r"[\W\d]": r"\PL", r"\W": r"[^\pL\pN_]", r"\w": r"[\pL\pN_]"}

_NAMING = tuple(sign for sign in _SIGNS if sign not in {"{word}", "{person}"})

_PICTURED = dict.fromkeys(map(ord, _ALL_SIGNS), _PICTURE_SIGN)

_CAPITALS = re2.compile(r"(?:\p{Lu}[\pL.’'-]* )+$")
"""Words with capitals right before a place."""

_INITIALS = re2.compile(r"[^\s(] ?\((\p{Lu}{2})[ -](\p{Lu}[\pL.’'-]*)\)")
"""Behind a place: two letters and one word, as a person or firm is called."""


_WORDS = re.compile(r"\{([a-z]+(?: [a-z]+)*)\}")


_SPELT = re.compile(r"[^\W\d_]+(?:[.'’-]+[^\W\d_]+)*")


class WireService(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A wire service: its short `name`, what it is `called` in full, the `marks` it signs with.

    Case does not count in `called`; it does in `marks`, which are words too short to be
    looked for without it, and in `doubtful`, which are other things on many pages, as PA is
    Pennsylvania: they count only where nothing else can be meant, or in a line of a few words
    in a text that has the pattern `home`, by which it is in the language or from the country
    that the service writes for.
    """

    name: Annotated[str, msgspec.Meta(min_length=1)]
    called: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()
    home: str | None = None

    def faults(self) -> Iterator[Fault]:
        """Give the pattern if it does not compile."""
        if self.home is not None and (fault := pattern_fault(self.home)):
            yield Fault(("home",), fault)


class CreditFrame(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Wordings in which a service's name is a credit.

    `name` tells the frame apart, `why` says why it is there, `examples` prove it. In `patterns`
    (RE2), `{service}` stands for any name or mark of any service, `{name}` for a name, `{mark}`
    for a mark, `{slug}` for a mark in small letters, as file names have it, `{any}` for a
    doubtful mark, too; `{word}` for a word or another service, `{person}` for what is
    written as a first name and a surname, and the name of a list of `words`, such as
    `{source}`, for one of these. A pattern that names no service credits
    `service`. `parts` says where in the article to look. A paragraph with one of the patterns
    `unless` has no such credit, nor has one of more than `at_most` words. With `line` the whole
    paragraph is a credit and gets that role.
    """

    name: Annotated[str, msgspec.Meta(min_length=1)]
    why: Annotated[str, msgspec.Meta(min_length=1)]
    examples: Examples
    parts: tuple[PagePart, ...]
    patterns: tuple[str, ...]
    unless: tuple[str, ...] = ()
    service: str | None = None
    at_most: Annotated[int, msgspec.Meta(ge=1)] | None = None
    line: bool = False

    def faults(self) -> Iterator[Fault]:
        """Give the patterns that do not compile or name no service."""
        for index, pattern in enumerate(self.patterns):
            named = any(placeholder in pattern for placeholder in _NAMING)
            if not named and self.service is None:
                names = ", ".join(_NAMING)
                reason = f"names no service; write one of {names} in it, or give `service`"
                yield Fault(("patterns", index), reason)
            elif fault := pattern_fault(_filled(pattern, {})):
                yield Fault(("patterns", index), fault)
        for index, pattern in enumerate(self.unless):
            if fault := pattern_fault(_filled(pattern, {})):
                yield Fault(("unless", index), fault)


class WireServices(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, dict=True
):
    """The section `wire_services:` of config.yaml. `frames` are tried in order for `services`.

    As many lines `above` the headline are looked at as those between headline and body; the
    first `lead` paragraphs are the lead; the last `end`, and as many lines below, are the end;
    lines inside the body of at most `aside` words are looked at, too.

    `words` are lists of words that frames and `pictures` name. Where one of the patterns
    `pictures` fits, what it names is credited for a picture; a person's name, a stroke and a
    service say so, too, unless the line begins with one of the words `by`, or the name has one
    of the words `papers` or `places` in it. Where one of the patterns `others` fits, a service's
    name is part of that of another body, and credits nothing; so it is where a service is called
    one of the words `bodies`, and a word with a capital stands before it, unless a byline may
    have run into it; and in KIRKBY (AP Møller), unless the word is one of the `desks` or staff.
    """

    above: Annotated[int, msgspec.Meta(ge=0)] = 2
    lead: Annotated[int, msgspec.Meta(ge=0)] = 2
    end: Annotated[int, msgspec.Meta(ge=0)] = 4
    aside: Annotated[int, msgspec.Meta(ge=0)] = 8
    words: dict[str, Phrases] = {}
    pictures: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    frames: tuple[CreditFrame, ...] = ()
    services: tuple[WireService, ...] = ()

    @cached_property
    def recogniser(self) -> Recogniser:
        """The frames and names, compiled once."""
        return Recogniser(self)


class Candidate(NamedTuple):
    """A paragraph in which to look for a credit. `key` is given back with what is found."""

    part: PagePart
    text: str
    lines: Lines
    key: int


class CreditFound(NamedTuple):
    """A credit found: the service, the words, and the frame they stand in."""

    service: str
    candidate: Candidate
    frame: CreditFrame
    words: str


_GOING_ON = tuple(" ,;:/|·•–—-")


_WHOLE = 25
"""Words up to which a line is quoted whole, where what was found in it makes no sense alone."""


_FEW = 4
"""Words of the longest line in which a doubtful mark counts for the article's language alone."""


_LONGEST_TIE = 20
"""Characters of the longest tie between two services: a stroke, a word for "and"."""


_LONGEST_NAME = 12
"""Words of the longest text that is taken for a service's name, with the year of its copyright."""


class Recogniser:
    """Finds credits in candidates.

    The services' names in a text are first replaced by signs, one for names and one for marks.
    The frames' expressions then look for those signs, and stay small however many there are.
    """

    def __init__(self, settings: WireServices) -> None:
        self._frames = settings.frames
        self._pictured = settings.pictures
        self._others = settings.others
        self._words = {name: phrases_of(phrases) for name, phrases in settings.words.items()}
        # What begins as places do, or ends as papers do, is nobody's name.
        self._papers = frozenset(
            word.lower() for one in ("papers", "places") for word in self._words.get(one, ())
        )
        self._bodies = tuple(f" {word.lower()}" for word in self._words.get("bodies", ()))
        own = ("desks", "staff", "region", "picture", "material")
        self._own = frozenset(word.lower() for one in own for word in self._words.get(one, ()))
        said_before = ("by", "with", "source", "and", "in")
        self._before_names = {"the", "copyright", "via"}.union(
            word.lower() for one in said_before for word in self._words.get(one, ())
        )
        self._names: dict[str, str] = {}
        self._marks: dict[str, str] = {}
        self._doubtful: dict[str, str] = {}
        self._homes = [(one, one.home) for one in settings.services if one.home is not None]
        for service in settings.services:
            self._names.update((name.lower(), service.name) for name in service.called)
            self._marks.update((mark, service.name) for mark in service.marks)
            self._doubtful.update((mark, service.name) for mark in service.doubtful)
        self._slugs = {mark.lower(): service for mark, service in self._marks.items()}

    @cached_property
    def _known(self) -> re2._Regexp[str]:
        marks = _alternation([*self._marks, *self._doubtful])
        return re2.compile(f"(?i:{_alternation(self._names)})|{marks}")

    @cached_property
    def _begun(self) -> re2._Regexp[bytes]:
        """Names and marks where a word may begin: there are fewer, and it takes half as long."""
        edge = r"(?:^|[^\pL\pN]|[\x{2e80}-\x{10ffff}])"
        return re2.compile(f"{edge}(?:{self._known.pattern})".encode())

    @cached_property
    def _compiled(self) -> dict[str, re2._Regexp[str]]:
        return {
            pattern: large_pattern(_filled(pattern, self._words))
            for patterns in (
                self._pictured,
                self._others,
                *((*f.patterns, *f.unless) for f in self._frames),
            )
            for pattern in patterns
        }

    @cached_property
    def _any_pictured(self) -> re2.Set:
        """All patterns of what credits a picture: most texts fit none, which one look tells."""
        return pattern_set(_filled(pattern, self._words) for pattern in self._pictured)

    @cached_property
    def _any_unnamed(self) -> re2.Set:
        """All patterns of the frames that say themselves whose credit they are."""
        patterns = (one for frame in self._frames if frame.service for one in frame.patterns)
        return pattern_set(_filled(one, self._words) for one in patterns)

    @cached_property
    def _persons(self) -> tuple[re2._Regexp[str], ...]:
        """A person's name before or behind a service, with a stroke between."""
        name = r"\p{Lu}[\pL.'’-]*(?: \p{L}[\pL.'’-]*){0,3} \p{Lu}[\pL'’-]+"
        services = "".join(_ALL_SIGNS)
        chain = f"(?: ?/ ?[{services}])*"
        before = rf"(?:^|[^\pL'’-])(?P<name>{name}){chain} ?/ ?[{services}]{chain}"
        behind = rf"[{services}]{chain} ?/ ?(?P<name>{name})"
        return re2.compile(before), re2.compile(behind)

    def find(self, candidates: Iterable[Candidate]) -> list[CreditFound]:
        """Look for credits.

        Returns:
            What was found, by the order of the frames, then by that of the page.
        """
        candidates = list(candidates)
        # A line may stand in more than one part of the article.
        known = self._signed(list({one.text for one in candidates}), self._at_home(candidates))
        signed = [(one, known[one.text]) for one in candidates]
        naming = [(one, text) for one, text in signed if text.services]
        own = [frame for frame in self._frames if frame.service]
        parts = {part for frame in own for part in frame.parts}
        longest = max((frame.at_most or inf for frame in own), default=0)
        unnamed = [
            (one, text)
            for one, text in signed
            if one.part in parts
            and text.words <= longest
            and self._any_unnamed.Match(text.text.encode("utf-8", "replace"))
        ]
        return [
            finding
            for frame in self._frames
            for candidate, text in (naming if frame.service is None else unnamed)
            if candidate.part in frame.parts
            and (frame.at_most is None or text.words <= frame.at_most)
            and (finding := self._found(frame, candidate, text))
        ]

    def named(self, text: str) -> tuple[str, ...]:
        """The services that a text names which says nothing else, such as a feed's supplier."""
        if len(text.split()) > _LONGEST_NAME:
            return ()
        one = self._sign(_unforged(as_seen(text)), frozenset())
        named = (at for at in sorted(one.services) if one.text[at] != _NO_SIGN)
        return tuple(dict.fromkeys(one.services[at][1] for at in named))

    def unnamed(self, text: str, *, alone: bool) -> str | None:
        """The words that credit services without naming one: `Compiled from wire services`.

        Args:
            text: A line above or below an article.
            alone: Whether "agencies" or "staff and agencies" is enough, without "from".
        """
        known = {"agencies", "agency initials"} <= self._words.keys()
        if not known or len(text.split()) > _WHOLE // 2:
            return None
        found = self._unnamed[alone].search(as_seen(text))
        words = str(found[0]).strip(" .,;:()–—-") if found else ""
        # (ag), but Baden (AG) in Aargau
        place = words.isupper() and words.split("/")[-1].lower() in self._words["agency initials"]
        return None if place else words or None

    @cached_property
    def _unnamed(self) -> tuple[re2._Regexp[str], re2._Regexp[str]]:
        said = r"(?:(?:[^\s,]+,? ){0,3}?(?:{by}|{with}|{source})(?:\W+|[^\pL]+[\pL’']+ ){1,3})"
        beside = r"(?:(?:[^\s,]+ ){0,2}[^\s,]+(?: ?[/,&+] ?| {and} ))"
        few = r"(?:{agencies}|{agency initials}(?: ?/ ?\pL+)?)"
        below = rf"^\W*(?:{said}{beside}?{{agencies}}|(?:\(|\pL{{2,4}} ?/){beside}?{few})\W*$"
        above = rf"^\W*(?:{said}?{beside}?{{agencies}}|(?:\(|\pL{{2,4}} ?/){beside}?{few})\W*$"
        one, other = (large_pattern(_filled(one, self._words)) for one in (below, above))
        return one, other

    def pictured(self, texts: Sequence[str]) -> Iterator[tuple[str, int]]:
        """The services that texts credit for a picture, each with the place of its text."""
        signed = self._signed(texts, frozenset())
        for place, text in enumerate(texts):
            one = signed[text]
            for at, (_, service) in one.services.items():
                if one.text[at] == _PICTURE_SIGN:
                    yield service, place

    def _found(self, frame: CreditFrame, candidate: Candidate, text: _Signed) -> CreditFound | None:
        if any(self._compiled[pattern].search(text.source) for pattern in frame.unless):
            return None
        for pattern in frame.patterns:
            expression = self._compiled[pattern]
            if match := expression.search(text.text):
                start, end = match.span()
                service = frame.service
                if not service:
                    first = self._first(text, _place(expression, match))
                    service, start = text.services[first][1], min(start, first)
                if text.text[end - 1 : end].isdigit():
                    # The first figure of a date, or of its day, says only that one follows.
                    end = start + len(text.text[start:end].rstrip("0123456789"))
                words = text.said(start, end)
                if words[:1] in _GOING_ON and len(text.text.split()) <= _WHOLE:
                    # What is found may begin with what parts it from the words before.
                    words = as_seen(candidate.text)
                return CreditFound(service, candidate, frame, words.strip())
        return None

    def _first(self, text: _Signed, place: int) -> int:
        """Where the service that comes first is in the combined credit in which one was found."""
        while tie := self._tied.search(text.text[max(place - _LONGEST_TIE, 0) : place]):
            place -= len(tie[0])
        return place

    @cached_property
    def _tied(self) -> re2._Regexp[str]:
        services = f"{_NAME_SIGN}{_MARK_SIGN}"
        return re2.compile(
            _filled(rf"[{services}](?: ?[/,+&] ?| {{and}} )(?i:the )?$", self._words)
        )

    def _at_home(self, candidates: Sequence[Candidate]) -> frozenset[str]:
        """The doubtful marks that are a service's in an article of this language or country."""
        text = "\n".join([_ends(one.text) for one in candidates])
        doubtful = [
            (mark, home)
            for service, home in self._homes
            for mark in service.doubtful
            if mark in text
        ]
        if not doubtful:
            return frozenset()
        prose = "\n".join(_ends(one.text) for one in candidates if one.part in {"lead", "end"})
        return frozenset(mark for mark, home in doubtful if re2.search(home, prose))

    def _signed(self, texts: Sequence[str], home: frozenset[str]) -> dict[str, _Signed]:
        """Each of some texts with its names and marks replaced by signs."""
        # To look through all of them in one go is far quicker, and most name no service.
        ends = list(map(_ends, texts))
        joined = _unforged(as_seen("\n".join(ends)))
        seen = joined.split("\n")
        if len(seen) != len(ends):
            # Of a long one, its beginning and its end stand on two lines.
            seen = [_unforged(as_seen(text)) for text in ends]
            joined = "\n".join([text.replace("\n", " ") for text in seen])
        data = joined.encode("utf-8", "replace")
        named, at, line = set[int](), 0, 0
        for match in self._begun.finditer(data):
            line += data.count(b"\n", at, match.end())
            at = match.end()
            named.add(line)
        return {
            text: self._sign(shown, home)
            if place in named or "_" in shown
            else _Signed(shown, {}, shown)
            for place, (text, shown) in enumerate(zip(texts, seen, strict=True))
        }

    def _sign(self, text: str, home: frozenset[str]) -> _Signed:
        """Replace the names and marks in a text by signs."""
        if "_" in text and " " not in text:
            return self._sign_slug(text)
        if len(text.split()) > _FEW or (")" in text and "(" not in text):
            # What closes a bracket that a line before it opened ends a caption.
            home = frozenset()
        signed: list[str] = []
        services: dict[int, tuple[str, str]] = {}
        end = length = 0
        named = _INITIALS.finditer(text)
        initials = {one.start(1) for one in named if one[2].lower() not in self._own}
        for match in self._known.finditer(text):
            words = match[0]
            first, last = match.span()
            if not _alone(text, first, last):
                continue
            sign, service = self._meant(words, home)
            body = words.lower().endswith(self._bodies) and self._is_others(text[:first])
            if body or first in initials:
                sign = _NO_SIGN
            signed += (text[end:first], sign)
            length += first - end
            services[length] = (words, service)
            length += 1
            end = last
        if not services:
            return _Signed(text, services, text)
        return _Signed(self._unpictured("".join([*signed, text[end:]])), services, text)

    def _meant(self, words: str, home: frozenset[str]) -> tuple[str, str]:
        """The sign for words that may name a service, and that service."""
        if service := self._marks.get(words):
            return _MARK_SIGN, service
        if service := self._names.get(words.lower()):
            return _NAME_SIGN, service
        return _MARK_SIGN if words in home else _DOUBTFUL_SIGN, self._doubtful[words]

    def _is_others(self, before: str) -> bool:
        """Whether what any body may be called, such as Press Association, is another one's name."""
        capitals = _CAPITALS.search(before)
        if not capitals:
            return False
        words = [one for one in capitals[0].split() if one.lower() not in self._before_names]
        # By Jane Doe Press Association: two lines of a page that were saved as one.
        run_in = len(words) > 1 and "," not in before and self._by.match(before)
        return bool(words) and not run_in

    def _unpictured(self, text: str) -> str:
        """Replace the signs of services that are credited for a picture by one that says so.

        Those inside another body's name are replaced by one that says nothing.
        """
        for pattern in self._others:
            expression = self._compiled[pattern]
            text = str(expression.sub(lambda match: str(match[0]).translate(_FORGED), text))
        half = len(text) // 2
        if half and text[half] == " " and text[:half] == text[half + 1 :]:
            # A picture's caption, and the same again for those who can't see it.
            return text.translate(_PICTURED)
        if self._any_pictured.Match(text.encode("utf-8", "replace")):
            for pattern in self._pictured:
                text = _sub(self._compiled[pattern], text)
        if "/" not in text or self._by.match(text):
            return text
        for expression in self._persons:
            text = _sub(expression, text, self._papers)
        return text

    @cached_property
    def _by(self) -> re2._Regexp[str]:
        return re2.compile(_filled(r"\W*{by}[^\pL]", self._words))

    def _sign_slug(self, text: str) -> _Signed:
        parts = text.split("_")
        services: dict[int, tuple[str, str]] = {}
        length = 0
        for index, part in enumerate(parts):
            if part in self._slugs:
                services[length] = (part, self._slugs[part])
                parts[index] = _SLUG_SIGN
            length += len(parts[index]) + 1
        return _Signed("_".join(parts), services, text)


class _Signed:
    """A text with signs for services: by place the words replaced and the service's name."""

    __slots__ = ("services", "source", "text")

    def __init__(self, text: str, services: dict[int, tuple[str, str]], source: str) -> None:
        self.text = text
        self.services = services
        self.source = source

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(self.source.split())

    def said(self, start: int, end: int) -> str:
        """What stands there, with the services' names."""
        named = self.services
        return "".join(named[at][0] if at in named else self.text[at] for at in range(start, end))


def _place(expression: re2._Regexp[str], found: re2._Match[str]) -> int:
    return int(found.start(expression.groupindex["service"]))


def _unforged(text: str) -> str:
    return text.translate(_FORGED) if any(sign in text for sign in _ALL_SIGNS) else text


def _ends(text: str) -> str:
    """Where in a text a credit is looked for: all of it, or its beginning and its end."""
    if len(text) <= 2 * LONGEST_END:
        return text
    return f"{text[:LONGEST_END]}\n{text[-LONGEST_END:]}"


def _alone(text: str, first: int, last: int) -> bool:
    """Whether what stands there is no part of a word."""
    # Slices of one character: a page of five megabytes in one line has many of these.
    return not (_is_letter(text[max(first - 1, 0) : first]) or _is_letter(text[last : last + 1]))


def _is_letter(character: str) -> bool:
    # In East Asian text, words are not parted from those around them.
    return character.isalnum() and character < "\u2e80"


def _alternation(names: Iterable[str]) -> str:
    # RE2 takes the leftmost alternative, so a name must come before one that begins it.
    return "|".join(map(re2.escape, sorted(names, key=len, reverse=True))) or r"[^\s\S]"


def _filled(pattern: str, words: Mapping[str, tuple[str, ...]]) -> str:
    for placeholder, sign in (*_SIGNS.items(), *_LETTERS.items()):
        pattern = pattern.replace(placeholder, sign)
    # A list that nobody gave stands for any word: what can be compiled then, can be with it.
    return _WORDS.sub(
        lambda name: f"(?i:{_alternation(words[name[1]])})" if name[1] in words else r"(?:\pL+)",
        pattern,
    )


def _sub(expression: re2._Regexp[str], text: str, papers: frozenset[str] = frozenset()) -> str:
    """Mark the services in what an expression finds as credited for a picture."""

    def marked(match: re2._Match[str]) -> str:
        if papers and not papers.isdisjoint(_SPELT.findall(match["name"].lower())):
            return str(match[0])
        return str(match[0]).translate(_PICTURED)

    return str(expression.sub(marked, text))
