"""Runs Recto where something that it needs is missing, full, or taken away meanwhile."""

import os
import random
import resource
import shutil
import signal
import subprocess
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import runs

NOBODY = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
MOUNTING = (
    ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--user", "--map-root-user", "--mount"]
)
FULL = "the disk is full|no space left"
# A tmpfs of 64 kB, of which 60 are taken; what lies there afterwards is copied out.
ON_TMPFS = """
mount -t tmpfs -o size=64k none "$1" || exit 77
cp "$2"/* "$1"/ 2>/dev/null
shift 2
"$@"
code=$?
ls -A "$TMPFS" | sed 's/^/LISTED /'
exit $code
"""


class Place:
    """A small pack, what it makes, and a folder with those files as a run before has left them."""

    def __init__(self, recto: Path, folder: Path):
        self.recto, self.folder = recto, folder
        pages = {f"{at}.md": f"# Page {at}\n\nWords of page {at}.\n" for at in range(30)}
        settings = "title: Pack\nlang: en\nslug: pack\n"
        self.pack = runs.write_pack(folder / "small", {"pack.yaml": settings, **pages})
        self.files = runs.built(recto, self.pack, folder / "small-out")
        self.number = 0

    def out(self) -> Path:
        """A new folder with the files of an earlier run in it."""
        self.number += 1
        out = self.folder / f"out-{self.number}"
        out.mkdir()
        for kind in runs.FORMATS:
            (out / f"pack.{kind}").write_bytes(b"old")
        return out

    def old(self, out: Path) -> dict[str, str]:
        return runs.digests(out)

    def faults(self, out: Path, old: dict[str, str], ended, why: str | None) -> list[str]:
        """What is wrong with a run and what it left."""
        return runs.faults_of_run(ended, why) + runs.faults_of_folder(runs.digests(out), old, self.files)


def faults(recto: Path, folder: Path) -> list[str]:
    """What is wrong where something is short, each with what was."""
    place = Place(recto, folder)
    found = []
    for trial in (limits, threads, streams, environments, read_only, full_disks, vanishing, at_once):
        found += trial(place)
    return found


def started(place: Place, what: str, why: str | None, before=(), **options) -> list[str]:
    """Runs the build in a way of its own."""
    out = place.out()
    old = place.old(out)
    ended = runs.run([*before, *runs.command(place.recto, place.pack, out)], **options)
    return [f"{what}: {fault}" for fault in place.faults(out, old, ended, why)]


def limited(kind: int, most: int) -> dict:
    return {"preexec_fn": lambda: resource.setrlimit(kind, (most, most))}


def limits(place: Place) -> Iterator[str]:
    """Few open files, little memory."""
    for most in (16, 8):
        limit = limited(resource.RLIMIT_NOFILE, most)
        yield from started(place, f"{most} open files", "too many open files", **limit)
    for megabytes in (400, 200, 100, 50):
        limit = limited(resource.RLIMIT_AS, megabytes << 20)
        # With less than its own size the program is not even loaded.
        if runs.run([str(place.recto), "--version"], **limit).returncode == 0:
            yield from out_of_memory(place, f"{megabytes} MB of memory", limit)


def out_of_memory(place: Place, what: str, limit: dict) -> Iterator[str]:
    """Rust ends a program that gets no memory where it stands, and says so: what it was writing then is
    for the next run to remove."""
    out = place.out()
    old = place.old(out)
    ended = runs.run(runs.command(place.recto, place.pack, out), **limit)
    if ended.returncode == -signal.SIGABRT and "memory allocation of" in ended.stderr:
        ended = runs.run(runs.command(place.recto, place.pack, out))
    yield from (f"{what}: {fault}" for fault in place.faults(out, old, ended, "memory|thread"))


def threads(place: Place) -> Iterator[str]:
    """A system that gives no thread but the first. The superuser has no such limit."""
    if os.geteuid() != 0:
        yield from started(place, "no threads", "thread", **limited(resource.RLIMIT_NPROC, 0))
        return
    out = place.out()
    os.chown(out, 65534, 65534)
    old = place.old(out)
    limit = ["prlimit", "--nproc=1", *NOBODY]
    ended = runs.run([*limit, *runs.command(place.recto, place.pack, out)])
    yield from (f"no threads: {fault}" for fault in place.faults(out, old, ended, "thread"))


def streams(place: Place) -> Iterator[str]:
    """Nowhere to read from or to write to."""
    for closed in ("<&-", ">&-", "2>&-", "<&- >&- 2>&-"):
        yield from started(
            place, f"closed streams ({closed})", None, ["sh", "-c", f'exec "$@" {closed}', "-"]
        )
    for stream in ("stdout", "stderr"):
        with open("/dev/full", "w", encoding="utf-8") as full:
            why = FULL if stream == "stdout" else None
            yield from started(place, f"{stream} is full", why, **{stream: full})


def environments(place: Place) -> Iterator[str]:
    """No home, or nothing at all."""
    without_home = {name: value for name, value in os.environ.items() if name != "HOME"}
    for what, env in {"no HOME": without_home, "no environment": {}}.items():
        yield from started(place, what, "nothing is missing", env=env)


def read_only(place: Place) -> Iterator[str]:
    """A folder that cannot be written to, and one that cannot be made."""
    before = NOBODY if os.geteuid() == 0 else []
    out = place.out()
    old = place.old(out)
    out.chmod(0o555)
    for to in (out, out / "deeper"):
        ended = runs.run([*before, *runs.command(place.recto, place.pack, to)])
        faults = place.faults(out, old, ended, r"cannot write .*out-.*: the system does not allow it")
        yield from (f"read-only {to.name}: {fault}" for fault in faults)
        if ended.returncode == 0:
            yield f"read-only {to.name}: says that all is well"
    out.chmod(0o755)


def full_disks(place: Place) -> Iterator[str]:
    """No room for the files, and none for what is put down meanwhile."""
    probe = runs.run([*MOUNTING, "mount", "-t", "tmpfs", "none", "/mnt"])
    if probe.returncode != 0:
        print(f"left out: full disks, since nothing can be mounted here ({probe.stderr.strip()})", flush=True)
        return
    yield from full_output(place)
    out = place.out()
    old = place.old(out)
    room = place.folder / "room"
    room.mkdir()
    env = {**os.environ, "TMPDIR": str(room), "TMPFS": str(room)}
    words = [*MOUNTING, "sh", "-c", ON_TMPFS, "-", str(room), str(place.folder / "none")]
    ended = runs.run([*words, *runs.command(place.recto, place.pack, out)], env=env)
    yield from (f"full TMPDIR: {fault}" for fault in place.faults(out, old, ended, FULL))
    yield from (f"full TMPDIR: leaves {name}" for name in listed(ended))


def full_output(place: Place) -> Iterator[str]:
    before = runs.write_pack(place.folder / "before", {"pack.pdf": "old", "taken": "x" * 60_000})
    room = place.folder / "full"
    room.mkdir()
    words = [*MOUNTING, "sh", "-c", ON_TMPFS, "-", str(room), str(before)]
    env = {**os.environ, "TMPFS": str(room)}
    ended = runs.run([*words, *runs.command(place.recto, place.pack, room)], env=env)
    yield from (f"full folder: {fault}" for fault in runs.faults_of_run(ended, rf"cannot write .*({FULL})"))
    if ended.returncode == 0:
        yield "full folder: says that all is well"
    for name in sorted(set(listed(ended)) - {"pack.pdf", "taken"}):
        yield f"full folder: leaves {name}"


def listed(ended: subprocess.CompletedProcess[str]) -> list[str]:
    return [line.removeprefix("LISTED ") for line in ended.stdout.splitlines() if line.startswith("LISTED ")]


def vanishing(place: Place) -> Iterator[str]:
    """Pages that go while they are read. What comes of the others is whole."""
    chance = random.Random(7)
    for number in range(6):
        pack = place.folder / f"vanishing-{number}"
        shutil.copytree(place.pack, pack)
        out = place.out()
        words = runs.command(place.recto, pack, out)
        with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
            time.sleep(chance.random() * 0.1)
            shutil.rmtree(pack)
            said = process.communicate(timeout=runs.PATIENCE)
        ended = subprocess.CompletedProcess(words, process.returncode, *said)
        why = "no longer|not found|No such file|nothing|there is no"
        yield from (f"vanishing pages {number}: {fault}" for fault in runs.faults_of_run(ended, why))
        names = {f"pack.{kind}" for kind in runs.FORMATS}
        left = {f"vanishing-{number}.{kind}" for kind in runs.FORMATS}
        for path in sorted(out.iterdir()):
            if path.name not in names | left:
                yield f"vanishing pages {number}: leaves {path.name}"
            elif path.read_bytes() != b"old" and not is_whole(path):
                yield f"vanishing pages {number}: {path.name} is torn"


def is_whole(path: Path) -> bool:
    """Whether a file has its end."""
    if path.suffix == ".epub":
        return zipfile.is_zipfile(path) and zipfile.ZipFile(path).testzip() is None
    end = {".pdf": b"%%EOF", ".html": b"</html>"}[path.suffix]
    return path.read_bytes().rstrip().endswith(end)


def at_once(place: Place) -> Iterator[str]:
    """Two runs that write the same files."""
    other = place.folder / "other"
    shutil.copytree(place.pack, other)
    (other / "0.md").write_text("# Another page\n\nOther words.\n", encoding="utf-8")
    others = runs.built(place.recto, other, place.folder / "other-out")
    for number in range(3):
        out = place.out()
        words = [runs.command(place.recto, pack, out) for pack in (place.pack, other)]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
        processes = [subprocess.Popen(each, **pipes) for each in words]
        for process in processes:
            said = process.communicate(timeout=runs.PATIENCE)
            ended = subprocess.CompletedProcess(process.args, process.returncode, *said)
            yield from (f"two at once, {number}: {fault}" for fault in runs.faults_of_run(ended, "another"))
        found = runs.faults_of_folder(runs.digests(out), place.files, others)
        yield from (f"two at once, {number}: {fault}" for fault in found)
