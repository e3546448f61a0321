"""Fetch what others made and the desk serves, from its npm packages: python docs/vendor.py [--update].

Needs npm. Without ``--update`` every file must be the one that vendor.yaml names; with it hashes are written anew.
"""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

import yaml

FOLDER = Path(__file__).resolve().parent.parent / "src" / "reportedly" / "web" / "static" / "vendor"
LISTED = FOLDER / "vendor.yaml"


def fetch(package: str, version: str, folder: str) -> dict[str, bytes]:
    """The files of a package by their paths in it."""
    command = ["npm", "pack", "--silent", "--pack-destination", folder, f"{package}@{version}"]
    name = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()[-1]
    with tarfile.open(Path(folder) / name) as packed:
        return {
            member.name.partition("/")[2]: stream.read()
            for member in packed.getmembers()
            if member.isfile() and (stream := packed.extractfile(member)) is not None
        }


def main(update: bool) -> int:
    """Write the files; the exit status."""
    listed, wrong = LISTED.read_text("utf-8"), []
    for one in yaml.safe_load(listed):
        with tempfile.TemporaryDirectory() as folder:
            files = fetch(one["package"], one["version"], folder)
        for file in one["files"]:
            data = files[file["from"]]
            digest = hashlib.sha256(data).hexdigest()
            if digest != file["sha256"] and not update:
                wrong.append(f"{file['file']}: {one['package']} {one['version']} has another one now, {digest}")
                continue
            listed = re.sub(
                rf"(file: {re.escape(file['file'])}, from: [^,]+, sha256: )[0-9a-f]*", rf"\g<1>{digest}", listed
            )
            (FOLDER / file["file"]).parent.mkdir(parents=True, exist_ok=True)
            (FOLDER / file["file"]).write_bytes(data)
    LISTED.write_text(listed, "utf-8")
    print("\n".join(wrong) or "all is there", file=sys.stderr if wrong else sys.stdout)
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main("--update" in sys.argv[1:]))
