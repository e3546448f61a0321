"""The package as a user gets it: built, put into an empty environment with the locked dependencies, and run there."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from reportedly.version import __version__

HOUSE = Path(__file__).resolve().parent.parent
COLLECTORS = (b"events.data.microsoft.com", b"google-analytics.com", b"applicationinsights", b"ingest.sentry.io")
"""Addresses that programs report their use to."""
EXAMPLE = min((HOUSE / "examples").glob("*.txt"), default=HOUSE / "examples")


def call(*command: str | Path, cwd: Path) -> str:
    """Run a command that knows nothing of this checkout and give what it prints.

    CI goes too: some libraries that report their use keep quiet where it is set.
    """
    hidden = ("CI", "ORT_DISABLE_TELEMETRY", "PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV")
    surroundings = {name: value for name, value in os.environ.items() if name not in hidden}
    done = subprocess.run(command, cwd=cwd, env=surroundings, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built without a look at any index."""
    folder = tmp_path_factory.mktemp("dist")
    call(sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder, cwd=HOUSE)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="session")
def empty(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment that holds the wheel and what requirements/run.txt locks; its folder of programs."""
    folder = tmp_path_factory.mktemp("empty")
    venv.create(folder / "venv", with_pip=False, symlinks=True)
    programs = folder / "venv" / "bin"
    pip = (sys.executable, "-m", "pip", "--python", programs / "python", "install", "--quiet", "--no-input")
    lock = HOUSE / "requirements" / "run.txt"
    call(*pip, "--require-hashes", "--only-binary", ":all:", "--requirement", lock, cwd=folder)
    call(*pip, "--no-index", "--no-deps", wheel, cwd=folder)
    return programs


def test_wheel_holds_what_the_package_reads_and_nothing_else(wheel: Path) -> None:
    names = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert all(name.startswith("reportedly/") for name in names)
    source = HOUSE / "src"
    wanted = {
        str(path.relative_to(source))
        for path in (source / "reportedly").rglob("*")
        if path.is_file() and not any(part.startswith((".", "__pycache__")) for part in path.relative_to(source).parts)
    }
    assert names == wanted


def test_wheel_carries_the_licence_and_the_version(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert wheel.name == f"reportedly-{__version__}-py3-none-any.whl"
    assert {"LICENSE", "NOTICE"} <= {name.rpartition("/")[2] for name in names}


def test_wheel_is_the_same_every_time(wheel: Path, tmp_path: Path) -> None:
    call(sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", tmp_path, cwd=HOUSE)
    assert (tmp_path / wheel.name).read_bytes() == wheel.read_bytes()


def test_installed_program_says_its_version(empty: Path, tmp_path: Path) -> None:
    assert __version__ in call(empty / "reportedly", "--version", cwd=tmp_path)


def test_installed_program_reads_the_example(empty: Path, tmp_path: Path) -> None:
    record = json.loads(call(empty / "reportedly", "read", EXAMPLE, "--json", cwd=tmp_path))
    assert record["reportedly"] == 1
    assert record["claims"]
    assert record["report"]["engine"]["version"] == __version__


def test_installed_program_asks_the_kernel_for_no_connection(empty: Path, tmp_path: Path) -> None:
    strace = shutil.which("strace")
    if strace is None or subprocess.run([strace, "-o", os.devnull, "true"], capture_output=True).returncode:
        pytest.skip("needs strace, and the right to use it")
    log = tmp_path / "calls"
    watch = (strace, "-f", "-e", "trace=connect,sendto,sendmsg,sendmmsg", "-o", log)
    for report in sorted(EXAMPLE.parent.glob("radio-order.*")):
        call(*watch, empty / "reportedly", "read", report, cwd=tmp_path)
        assert [line for line in log.read_text("utf-8", "replace").splitlines() if "AF_INET" in line] == []


def test_no_library_of_the_environment_knows_a_collector_of_usage_data(empty: Path) -> None:
    libraries = [path for path in empty.parent.rglob("*") if path.suffix in (".so", ".dylib") or ".so." in path.name]
    assert any("onnxruntime" in path.name for path in libraries)
    found = {(path.name, address) for path in libraries for address in COLLECTORS if address in path.read_bytes()}
    assert found == set()


def test_installed_package_agrees_with_its_dependencies(empty: Path, tmp_path: Path) -> None:
    call(sys.executable, "-m", "pip", "--python", empty / "python", "check", cwd=tmp_path)
