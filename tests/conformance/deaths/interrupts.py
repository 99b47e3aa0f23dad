"""Interrupts Recto while a program of the pack runs: nothing of it may go on."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import runs

# A program that starts another, and one in a session of its own; each says who it is, and then waits.
PROGRAM = """
me=$1
sh -c 'echo $$ >> "$0"; exec sleep 300' "$me" &
setsid sh -c 'echo $$ >> "$0"; exec sleep 300' "$me" &
echo $$ >> "$me"
wait
"""
SETTINGS = {
    "a filter": "filters:\n  - [sh, wait.sh, '%s']\n",
    "a diagram": "diagrams:\n  dot: [sh, wait.sh, '%s']\n",
}
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def faults(recto: Path, folder: Path) -> Iterator[str]:
    """What goes on or stays after an interrupt."""
    for what, settings in SETTINGS.items():
        for number in SIGNALS:
            name = f"{what} and {number.name}"
            place = folder / name.replace(" ", "-")
            yield from (f"{name}: {fault}" for fault in interrupted(recto, place, settings, number))


def interrupted(recto: Path, folder: Path, settings: str, number: signal.Signals) -> Iterator[str]:
    """Runs a pack, and sends the signal once all its programs run."""
    running = folder / "running"
    page = "# Page\n\n```dot\ndigraph {}\n```\n"
    files = {
        "pack.yaml": "title: Pack\nlang: en\nslug: pack\n" + settings % running,
        "wait.sh": PROGRAM,
        "page.md": page,
    }
    pack = runs.write_pack(folder / "pack", files)
    out = folder / "out"
    out.mkdir()
    (out / "pack.pdf").write_bytes(b"old")
    old = runs.digests(out)
    words = runs.command(recto, pack, out, "--allow-commands")
    # In a session of its own, so that nothing but Recto gets the signal.
    with subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        programs = all_running(running)
        process.send_signal(number)
        try:
            said = process.communicate(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            said = process.communicate()
            yield "does not end"
    if len(programs) < 3:
        yield f"only {len(programs)} of 3 programs ran"
    ended = subprocess.CompletedProcess(words, process.returncode, *said)
    if process.returncode == -number:
        ended.returncode = 1
    yield from runs.faults_of_run(ended)
    yield from runs.faults_of_folder(runs.digests(out), old)
    left = going_on(programs)
    if left:
        yield f"{len(left)} of its programs go on"
        for program in left:
            os.kill(program, signal.SIGKILL)


def all_running(file: Path) -> list[int]:
    """The processes that have said who they are, once three have."""
    programs = []
    for _ in range(600):
        programs = [int(line) for line in file.read_text().split()] if file.exists() else []
        if len(programs) == 3:
            break
        time.sleep(0.05)
    return programs


def going_on(programs: list[int]) -> list[int]:
    """Those that still run after a moment."""
    for _ in range(40):
        programs = [program for program in programs if runs_on(program)]
        if not programs:
            break
        time.sleep(0.05)
    return programs


def runs_on(program: int) -> bool:
    """Whether a process is there that is more than an entry nobody has fetched."""
    try:
        os.kill(program, 0)
        with open(f"/proc/{program}/stat", encoding="utf-8") as stat:
            return stat.read().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False
