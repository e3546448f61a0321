"""The rules of the house: who imports whom, how long a module may be, what no file may hold."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from functools import lru_cache
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parent.parent
LONGEST = 320
LOCKS = sorted((HOUSE / "requirements").glob("*.txt"))

# Written so that this file does not hold what it forbids.
MACHINE = re.compile(
    rf"(?<![\w.])/(?:work|root|tmp/[\w.-]+)(?:/|\b)|{re.escape(str(HOUSE))}|{re.escape(str(Path.home()))}/"
)
REGISTRY = re.compile(r"(?:\bpypi|pythonhosted|npmjs|deb\.debian|crates)\.(?:org|com|io)\b")
SECRET = re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY|\bAKIA[0-9A-Z]{16}\b|\bghp_[0-9A-Za-z]{36}\b")

REQUIREMENT = re.compile(r"(?P<name>[a-z0-9][a-z0-9._-]*)==(?P<version>[0-9][\w.!+]*)(?: ; (?P<marker>[^\\]+?))? ?\\?")
HASH = re.compile(r" +--hash=sha256:[0-9a-f]{64}(?: \\)?")


@lru_cache
def files() -> tuple[Path, ...]:
    """Every file that belongs to the project: what git tracks, or would."""
    git = shutil.which("git")
    if git is None or not (HOUSE / ".git").exists():
        pytest.skip("only a git checkout knows which files belong to it")
    command = [git, "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=HOUSE, check=True, capture_output=True).stdout.decode()
    return tuple(path for name in listed.split("\0") if name and (path := HOUSE / name).is_file())


def texts() -> list[tuple[str, str]]:
    """Name and text of every file that is text."""
    found = []
    for path in files():
        data = path.read_bytes()
        if b"\0" not in data[:8000]:
            found.append((str(path.relative_to(HOUSE)), data.decode("utf-8", "replace")))
    return found


def lock_entries(lock: Path) -> dict[str, list[str]]:
    """For every ``name==version`` of a lock file the lines under it."""
    entries: dict[str, list[str]] = {}
    for line in lock.read_text("utf-8").splitlines():
        if line.startswith(" "):
            entries[next(reversed(entries))].append(line)
        elif line and not line.startswith("#"):
            assert REQUIREMENT.fullmatch(line), f"{lock.name}: {line}"
            entries[line.split(" ")[0]] = []
    return entries


def test_imports_keep_the_contracts() -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"], cwd=HOUSE, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("folder", ["src", "training", "benchmarks", "tests"])
def test_modules_are_short(folder: str) -> None:
    lengths = {
        str(path.relative_to(HOUSE)): len(path.read_text("utf-8").splitlines())
        for path in (HOUSE / folder).rglob("*.py")
    }
    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}


def test_no_module_is_called_after_nothing() -> None:
    vague = {"base", "common", "core", "helpers", "manager", "misc", "util", "utils"}
    modules = [path for path in (HOUSE / "src").rglob("*") if path.suffix in ("", ".py")]
    assert [path for path in modules if path.stem in vague] == []


@pytest.mark.parametrize("forbidden", [MACHINE, REGISTRY, SECRET], ids=["machine", "registry", "secret"])
def test_no_file_holds(forbidden: re.Pattern[str]) -> None:
    found = [f"{name}: {match.group()}" for name, text in texts() for match in forbidden.finditer(text)]
    assert found == []


def test_no_file_is_larger_than_a_clone_should_carry() -> None:
    large = {str(path.relative_to(HOUSE)): size for path in files() if (size := path.stat().st_size) > 40_000_000}
    assert large == {}


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_lock_has_a_hash_for_every_entry_and_no_address(lock: Path) -> None:
    entries = lock_entries(lock)
    assert entries
    for entry, lines in entries.items():
        assert lines, f"{entry} has no hash"
        assert all(HASH.fullmatch(line) for line in lines), entry
    assert "://" not in lock.read_text("utf-8")


def test_locks_agree_with_one_another() -> None:
    versions: dict[str, dict[str, list[str]]] = {}
    for lock in LOCKS:
        named: dict[str, list[str]] = {}
        for entry in lock_entries(lock):
            name, _, version = entry.partition("==")
            named.setdefault(name, []).append(version)
        for name, found in named.items():
            versions.setdefault(name, {})[lock.name] = found
    differing = {name: found for name, found in versions.items() if len({tuple(v) for v in found.values()}) > 1}
    assert differing == {}


def test_run_lock_holds_every_dependency_and_no_test_tool() -> None:
    project = tomllib.loads((HOUSE / "pyproject.toml").read_text("utf-8"))
    locked = {entry.partition("==")[0] for entry in lock_entries(HOUSE / "requirements" / "run.txt")}
    assert {re.split(r"[^\w-]", one)[0] for one in project["project"]["dependencies"]} <= locked
    assert not {"pytest", "hypothesis", "mypy", "ruff", "torch", "transformers"} & locked


def test_modules_import_only_what_the_package_depends_on() -> None:
    project = tomllib.loads((HOUSE / "pyproject.toml").read_text("utf-8"))
    declared = {re.split(r"[^\w-]", one)[0] for one in project["project"]["dependencies"]}
    named = {"argon2-cffi": "argon2", "pyyaml": "yaml", "sqlcipher3-wheels": "sqlcipher3"}
    declared = {named.get(one, one.replace("-", "_")) for one in declared}
    # trafilatura and starlette import them; why they are declared here: docs/dependencies.md
    declared -= {"lxml_html_clean", "python_multipart"}
    imported: set[str] = set()
    for path in (HOUSE / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {one.name.partition(".")[0] for one in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                imported.add(node.module.partition(".")[0])
    assert imported - sys.stdlib_module_names - {"reportedly"} == declared
