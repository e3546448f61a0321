"""coding.codebook: what ships, what a user adds, and what is said to a file that cannot be used."""

from __future__ import annotations

import importlib.util
import pickle
from pathlib import Path
from types import ModuleType

import pytest

from reportedly.coding import Entry, load
from reportedly.errors import CodebookError
from tests.coding.reading import coded

DOCS = Path(__file__).resolve().parents[2] / "docs"


def fault(tmp_path: Path, text: str) -> CodebookError:
    """What is said to a codebook with this text."""
    path = tmp_path / "own.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CodebookError) as caught:
        load(path)
    return caught.value


def reference() -> ModuleType:
    """The script that writes docs/codebook.md."""
    spec = importlib.util.spec_from_file_location("docs_codebook", DOCS / "codebook.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_page_says_what_the_codebook_says() -> None:
    assert (DOCS / "codebook.md").read_text(encoding="utf-8") == reference().page(), "run: make docs"


def test_example_of_the_page_can_be_used(tmp_path: Path) -> None:
    page = (DOCS / "codebook.md").read_text(encoding="utf-8")
    path = tmp_path / "own.yaml"
    path.write_text(page.partition("```yaml\n")[2].partition("```")[0], encoding="utf-8")
    assert set(load(path).lists) - set(load().lists) == {"harvest"}


def test_shipped_codebook_has_six_lists() -> None:
    assert load().lists == ("institution", "offence", "penalty", "target", "directive", "right")


@pytest.mark.parametrize("entry", load().entries, ids=lambda entry: f"{entry.list}-{entry.code}")
def test_every_code_is_explained(entry: Entry) -> None:
    assert entry.label and entry.definition
    assert entry.list == "right" or (entry.includes and entry.excludes)


def test_every_right_names_an_article() -> None:
    assert all(one.udhr or one.iccpr for one in load().entries if one.list == "right")


@pytest.mark.parametrize(
    ("list_name", "code", "huridocs"),
    [("penalty", "arrest", "4:03010100"), ("penalty", "camp", "5:020500"), ("target", "workers", "23:020300")],
)
def test_established_codes_stand_beside_our_own(list_name: str, code: str, huridocs: str) -> None:
    assert load().entry(list_name, code).huridocs == (huridocs,)


def test_users_phrases_codes_and_lists_are_added(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(
        "penalty:\n  arrest:\n    cues: [nicked]\n"
        "harvest:\n  failure:\n    label: Failed harvest\n    definition: It feeds nobody.\n"
        "    cues: [crop failure~]\n",
        encoding="utf-8",
    )
    own = load(path)
    assert own.entry("penalty", "arrest").label == load().entry("penalty", "arrest").label
    found = coded("He was nicked after the crop failures and arrested again.", own)
    assert ("penalty", "arrest", "nicked", False) in found
    assert ("penalty", "arrest", "arrested", False) in found
    assert ("harvest", "failure", "crop failures", False) in found


NEW = "penalty:\n  fasting:\n    label: Fast\n    definition: No food.\n"


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("", None, "empty"),
        ("penalty: [a", 2, "not YAML"),
        ("- penalty", 1, "must hold pairs"),
        ("penalty: [arrest]", 1, "must hold pairs"),
        ("Penalty:\n  arrest: {cues: [a]}", 1, "'Penalty' cannot be the name of a list"),
        ("penalty:\n  Big Fine: {cues: [a]}", 2, "'Big Fine' cannot be the name of a code"),
        ("penalty:\n  arrest:\n    cue: [a]", 3, "the key 'cue'; known are label"),
        ("penalty:\n  arrest: {cues: [a]}\n  arrest: {cues: [b]}", 3, "'arrest' twice"),
        ("penalty:\n  arrest:\n    cues: [a]\n    cues: [b]", 4, "'cues' twice"),
        ("penalty:\n  arrest:\n    cues: nicked", 3, "'cues' must be a list"),
        ("penalty:\n  arrest:\n    cues:\n    - nicked\n    - ''", 5, "a phrase under 'cues' is empty"),
        ("penalty:\n  arrest:\n    cues: [no]", 3, "put it between quotation marks"),
        ("penalty:\n  arrest:\n    cues: [held ...]", 3, "the phrase 'held ...' cannot be used: it must begin and end"),
        ("penalty:\n  arrest:\n    label: [a]", 3, "'label' must be text"),
        ("right:\n  life:\n    udhr: [three]", 3, "numbers of articles"),
        (NEW, 3, "no phrases under 'cues' or 'near'"),
        ("penalty:\n  fasting:\n    cues: [fast~]", 3, "has no label"),
        (NEW + "    cues: [fast~]\n    rights: [breakfast]", 3, "names the right 'breakfast'"),
        ("penalty: {}", None, "holds no code"),
    ],
)
def test_what_cannot_be_used_is_refused_with_line_and_reason(
    tmp_path: Path, text: str, line: int | None, reason: str
) -> None:
    error = fault(tmp_path, text)
    assert reason in error.reason
    assert error.line == line
    assert str(error).startswith(f"{tmp_path / 'own.yaml'}{f', line {line}' if line else ''}: ")


def test_file_that_is_not_there_or_no_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CodebookError, match="no such file"):
        load(tmp_path / "none.yaml")
    with pytest.raises(CodebookError, match="cannot be read"):
        load(tmp_path)
    (tmp_path / "own.yaml").write_bytes(b"penalty: \xff\xfe\x00")
    with pytest.raises(CodebookError, match="UTF-8"):
        load(tmp_path / "own.yaml")


def test_nesting_without_end_is_refused(tmp_path: Path) -> None:
    assert fault(tmp_path, "a: " + "{b: " * 5000).reason


def test_fault_survives_another_process() -> None:
    error = pickle.loads(pickle.dumps(CodebookError("own.yaml", 3, "it is wrong.")))
    assert isinstance(error, CodebookError)
    assert (error.name, error.line, str(error)) == ("own.yaml", 3, "own.yaml, line 3: it is wrong.")
