"""Kills Recto while it replaces files, and looks at what is there afterwards."""

import random
import shutil
import subprocess
import time
from pathlib import Path

import runs

# Among the moments that a kill may be at: anywhere in a run, near its end, or so many seconds behind
# the first file that it starts to write.
NEAR_END = 0.6
WRITING = 0.15


def faults(recto: Path, folder: Path, kills: int, seed: int) -> list[str]:
    """What was torn or stayed, over so many kills."""
    packs = [runs.large_pack(folder / word, word) for word in ("old", "new")]
    old, new = (runs.built(recto, pack, folder / f"{pack.name}-out") for pack in packs)
    start = time.monotonic()
    runs.built(recto, packs[1], folder / "new-out")
    took = time.monotonic() - start
    chance, found, counts = random.Random(seed), [], {"mixed": 0, "replaced": 0, "left over": 0}
    out = folder / "out"
    for number in range(kills):
        shutil.copytree(folder / "old-out", out, dirs_exist_ok=True)
        kill(runs.command(recto, packs[1], out), out, number, chance, took)
        what = f"kill {number} of seed {seed}"
        there = runs.digests(out)
        whole = {name: digest for name, digest in there.items() if name in new}
        found += [f"{what}: {fault}" for fault in runs.faults_of_folder(whole, old, new)]
        found += [f"{what}: {name} is gone" for name in sorted(set(new) - set(there))]
        renewed = sum(whole.get(name) == digest for name, digest in new.items())
        counts["mixed"] += 0 < renewed < len(new)
        counts["replaced"] += renewed == len(new)
        if len(there) > len(new):
            counts["left over"] += 1
            found += [f"{what}, and the next run: {fault}" for fault in mended(recto, packs[1], out, new)]
    told = ", ".join(f"{count} {name}" for name, count in counts.items())
    print(f"kills: {kills} over runs of {took:.1f} s (seed {seed}): {told}", flush=True)
    return found


def kill(words: list[str], out: Path, number: int, chance: random.Random, took: float) -> None:
    """Starts a run and kills it at a moment that only chance and the speed of the machine decide."""
    part = chance.random()
    before = signature(out)
    with subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        if number % 3 == 2:
            while process.poll() is None and signature(out) == before:
                time.sleep(0.0005)
            time.sleep(part * WRITING)
        else:
            time.sleep(took * (part if number % 3 == 0 else NEAR_END + part * (1 - NEAR_END)))
        process.kill()


def signature(folder: Path) -> list[tuple[str, int]]:
    """Changes where a file of the folder is made or replaced."""
    return sorted((path.name, path.lstat().st_ino) for path in folder.iterdir() if path.exists())


def mended(recto: Path, pack: Path, out: Path, new: dict[str, str]) -> list[str]:
    """What a whole run leaves of what the killed one did."""
    ended = runs.run(runs.command(recto, pack, out))
    there = runs.digests(out)
    faults = runs.faults_of_run(ended) + runs.faults_of_folder(there, new)
    for name in set(there) - set(new):
        (out / name).unlink()
    return faults
