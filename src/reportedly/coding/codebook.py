"""A codebook: read from YAML, checked line by line, merged with a user's own, and ready to be matched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

import yaml

from reportedly.coding.phrases import Matcher, Phrase, expand
from reportedly.errors import CodebookError

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_TEXTS = ("label", "definition", "includes", "excludes")
_WORDS = ("huridocs", "plover", "rights", "cues", "near", "never")
_NUMBERS = ("udhr", "iccpr", "icescr")
PHRASES = ("cues", "near", "never")
"""The keys that hold phrases: those that count everywhere, those that count near a measure, and those that never do."""
KEYS = (*_TEXTS, *_WORDS, *_NUMBERS)
"""What an entry of a codebook may say."""


@dataclass(frozen=True)
class Entry:
    """One code of one list: what it means, what others call it, and the phrases that call for it.

    ``huridocs`` codes are "list:code" of the HURIDOCS micro-thesauri; ``udhr``, ``iccpr`` and ``icescr`` are numbers of
    articles.
    """

    list: str
    code: str
    label: str
    definition: str
    includes: str = ""
    excludes: str = ""
    huridocs: tuple[str, ...] = ()
    plover: tuple[str, ...] = ()
    rights: tuple[str, ...] = ()
    udhr: tuple[int, ...] = ()
    iccpr: tuple[int, ...] = ()
    icescr: tuple[int, ...] = ()
    cues: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    never: tuple[str, ...] = ()


@dataclass(frozen=True)
class Codebook:
    """The entries of a codebook, in the order of its file."""

    entries: tuple[Entry, ...]
    _by_name: dict[tuple[str, str], Entry] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_name", {(one.list, one.code): one for one in self.entries})

    @property
    def lists(self) -> tuple[str, ...]:
        """The names of its lists."""
        return tuple(dict.fromkeys(one.list for one in self.entries))

    def has(self, list: str, code: str) -> bool:
        """Whether there is such a code."""
        return (list, code) in self._by_name

    def entry(self, list: str, code: str) -> Entry:
        """The entry of a code. Raises KeyError."""
        return self._by_name[list, code]

    def rights(self, list: str, code: str) -> tuple[str, ...]:
        """The rights that a code touches."""
        one = self._by_name.get((list, code))
        return one.rights if one else ()

    @cached_property
    def matcher(self) -> Matcher:
        """Finds all phrases. A meaning is three times the place of the entry, plus the place of the key in PHRASES."""
        phrases: list[tuple[Phrase, int]] = []
        for number, one in enumerate(self.entries):
            for kind, key in enumerate(PHRASES):
                notations: tuple[str, ...] = getattr(one, key)
                phrases.extend((phrase, 3 * number + kind) for notation in notations for phrase in expand(notation))
        return Matcher(phrases)


def load(path: Path | None = None) -> Codebook:
    """The codebook that ships, with a user's own added to it.

    A user's file has the same form. It may hold new lists, new codes, and for a code that is there already more phrases
    (they are added) and other texts (they replace). Raises CodebookError with file, line and reason.
    """
    if path is None:
        return _shipped()
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise CodebookError(str(path), None, "there is no such file.") from None
    except UnicodeDecodeError:
        raise CodebookError(str(path), None, "it is not text in UTF-8.") from None
    except OSError as error:
        raise CodebookError(str(path), None, f"it cannot be read: {error.strerror or error}.") from None
    return read(text, str(path), _shipped())


@lru_cache(maxsize=1)
def _shipped() -> Codebook:
    name = "codebook.yaml"
    return read(resources.files("reportedly.coding").joinpath(name).read_text(encoding="utf-8"), name, Codebook(()))


def read(text: str, name: str, known: Codebook) -> Codebook:
    """A codebook from YAML, added to one that is known; ``name`` stands for the file in messages."""
    try:
        root = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else None
        raise CodebookError(name, line, f"this is not YAML: {error.problem or error.context}.") from None
    except yaml.YAMLError as error:
        raise CodebookError(name, None, f"this is not YAML: {str(error).splitlines()[0]}.") from None
    except RecursionError:
        raise CodebookError(name, None, "it is nested too deeply.") from None
    if root is None:
        raise CodebookError(name, None, "it is empty.")
    entries = {(one.list, one.code): one for one in known.entries}
    lines: dict[tuple[str, str], yaml.Node] = {}
    for list_name, codes in _pairs(root, name, "the file", "the name of a list"):
        for code, body in _pairs(codes, name, f"the list {list_name!r}", "the name of a code"):
            there = entries.get((list_name, code))
            entries[list_name, code] = _entry(list_name, code, body, name, there)
            lines[list_name, code] = body
    if not lines:
        raise CodebookError(name, None, "it holds no code.")
    rights = {one.code for one in entries.values() if one.list == "right"}
    for key, body in lines.items():
        for right in entries[key].rights:
            if right not in rights:
                raise _wrong(
                    name, body, f"the code {key[1]!r} names the right {right!r}, which is no code of the list 'right'"
                )
    return Codebook(tuple(entries.values()))


def _entry(list_name: str, code: str, body: yaml.Node, name: str, there: Entry | None) -> Entry:
    """One code, checked. ``there`` is what is known of it already."""
    values: dict[str, Any] = {}
    for key, node in _pairs(body, name, f"the code {code!r}", "a key", KEYS):
        if key in _TEXTS:
            values[key] = _text(node, name, key)
        elif key in _NUMBERS:
            values[key] = tuple(_article(one, name, key) for one in _items(node, name, key))
        else:
            values[key] = tuple(_text(one, name, key) for one in _items(node, name, key))
        if key in PHRASES:
            _check_phrases(node, name)
    if there is not None:
        for key in PHRASES:
            values[key] = (*getattr(there, key), *values.get(key, ()))
        return Entry(**{**there.__dict__, **values})
    for key in ("label", "definition"):
        if not values.get(key):
            raise _wrong(name, body, f"the code {code!r} has no {key}")
    if list_name != "right" and not values.get("cues") and not values.get("near"):
        raise _wrong(
            name, body, f"the code {code!r} has no phrases under 'cues' or 'near', so nothing would ever be coded"
        )
    return Entry(list=list_name, code=code, **values)


def _pairs(
    node: yaml.Node, name: str, where: str, what: str, allowed: tuple[str, ...] = ()
) -> Iterator[tuple[str, yaml.Node]]:
    """The keys and values of a mapping, each key once and, unless only some are allowed, a name."""
    if not isinstance(node, yaml.MappingNode):
        raise _wrong(name, node, f"{where} must hold pairs of a name and what belongs to it")
    seen = set()
    for key, value in node.value:
        word = key.value if isinstance(key, yaml.ScalarNode) else ""
        if allowed and word not in allowed:
            raise _wrong(name, key, f"{where} has the key {word!r}; known are {', '.join(allowed)}")
        if not _NAME.fullmatch(word):
            raise _wrong(name, key, f"{word!r} cannot be {what}: use lower-case letters, digits and single underscores")
        if word in seen:
            raise _wrong(name, key, f"{where} has {word!r} twice")
        seen.add(word)
        yield word, value


def _items(node: yaml.Node, name: str, key: str) -> list[yaml.Node]:
    """What stands in a list; a single word stands for a list of one."""
    if isinstance(node, yaml.SequenceNode):
        return list(node.value)
    if isinstance(node, yaml.ScalarNode) and key not in PHRASES:
        return [node]
    raise _wrong(name, node, f"{key!r} must be a list")


def _text(node: yaml.Node, name: str, key: str) -> str:
    if not isinstance(node, yaml.ScalarNode):
        raise _wrong(name, node, f"{key!r} must be text")
    if node.tag != "tag:yaml.org,2002:str":
        raise _wrong(name, node, f"{node.value!r} under {key!r} is not read as text; put it between quotation marks")
    text = str(node.value).strip()
    if not text:
        raise _wrong(name, node, f"{key!r} is empty" if key not in PHRASES else f"a phrase under {key!r} is empty")
    return text


def _article(node: yaml.Node, name: str, key: str) -> int:
    if not isinstance(node, yaml.ScalarNode) or not re.fullmatch(r"[1-9]\d?", node.value):
        raise _wrong(name, node, f"{key!r} must hold numbers of articles")
    return int(node.value)


def _check_phrases(node: yaml.Node, name: str) -> None:
    for one in node.value:
        try:
            expand(one.value)
        except ValueError as error:
            raise _wrong(name, one, f"the phrase {one.value!r} cannot be used: {error}") from None


def _wrong(name: str, node: yaml.Node, reason: str) -> CodebookError:
    return CodebookError(name, node.start_mark.line + 1, f"{reason}.")
