"""What all that is done to Recto here has in common: packs, runs, and what is asked of every run."""

import hashlib
import os
import random
import re
import subprocess
from pathlib import Path

# What no run says, whatever becomes of it.
PANIC = re.compile(r"panicked at|RUST_BACKTRACE|overflowed its stack")
# A run ends well, with faults of its input or its surroundings, or was not understood.
CODES = (0, 1, 2)
FORMATS = ("epub", "html", "pdf")
# Longer than any run takes on a busy machine.
PATIENCE = 120


def write_pack(folder: Path, files: dict[str, str | bytes]) -> Path:
    """Writes the files of a pack."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def large_pack(folder: Path, word: str) -> Path:
    """A pack whose files take a while to be written: each carries some megabytes along."""
    ballast = random.Random(word).randbytes(3 << 20)
    pages = {f"{at}.md": f"# Page {at}\n\n{f'The {word} of page {at}. ' * 40}\n" for at in range(8)}
    settings = "title: Pack\nlang: en\nslug: pack\nattach: [ballast.csv]\n"
    return write_pack(folder, {"pack.yaml": settings, "ballast.csv": ballast.hex()[: 3 << 20], **pages})


def command(recto: Path, pack: Path, out: Path, *more: str) -> list[str]:
    return [str(recto), "build", "--on", "2027-03-01", *more, "--output", str(out), str(pack)]


def run(words: list[str], **options) -> subprocess.CompletedProcess[str]:
    """Runs a command to its end, and keeps what it says to people."""
    env = {name: value for name, value in os.environ.items() if name != "RUST_BACKTRACE"}
    options = {
        "env": env,
        "stdin": subprocess.DEVNULL,
        "stdout": subprocess.PIPE,
        "stderr": subprocess.PIPE,
    } | options
    return subprocess.run(words, text=True, errors="replace", timeout=PATIENCE, check=False, **options)


def digests(folder: Path) -> dict[str, str]:
    """What lies in a folder, hidden or not, by name."""
    if not folder.is_dir():
        return {}
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def built(recto: Path, pack: Path, out: Path) -> dict[str, str]:
    """The digests of what a pack makes where nothing is in the way."""
    ended = run(command(recto, pack, out))
    found = digests(out)
    names = sorted(f"pack.{kind}" for kind in FORMATS)
    if ended.returncode != 0 or sorted(found) != names:
        raise SystemExit(f"the pack was not built: {sorted(found)}\n{ended.stderr}")
    return found


def faults_of_run(ended: subprocess.CompletedProcess[str], why: str | None = None) -> list[str]:
    """What a run did that none may. Where it failed it says what failed, and `why`."""
    said = (ended.stdout or "") + (ended.stderr or "")
    faults = []
    if panic := PANIC.search(said):
        faults.append(f"says `{said[max(0, panic.start() - 60) : panic.end() + 200].strip()}`")
    if ended.returncode not in CODES:
        faults.append(f"ends with {ended.returncode}")
    elif ended.returncode != 0 and why and not re.search(why, said):
        faults.append(f"ends with {ended.returncode} and does not say why ({why}): `{said.strip()[:400]}`")
    return faults


def faults_of_folder(folder: dict[str, str], *known: dict[str, str]) -> list[str]:
    """Files that are none of those known, and names that no run gives."""
    names = {name for files in known for name in files}
    torn = [name for name in sorted(names & set(folder)) if all(folder[name] != it.get(name) for it in known)]
    return [f"{name} is torn" for name in torn] + [f"leaves {name}" for name in sorted(set(folder) - names)]
