"""Ends Recto, and takes away what it needs, in every way that befalls a program.

    deaths.py RECTO [--kills NUMBER] [--seed NUMBER]

Whatever happens, a file is the old one or the new one, no other file stays, no program goes on, and
Recto says what failed and why, in words that are meant for people. Where a folder or a disk has to be
of a certain kind and cannot be made so, that trial is named and left out.
"""

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

import interrupts
import kills
import shortages


def main(recto: Path, count: int, seed: int) -> int:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        # Where somebody else can run it too, and no build replaces it meanwhile.
        folder.chmod(0o755)
        own = Path(shutil.copy(recto, folder / "recto"))
        trials = {
            "kills": lambda place: kills.faults(own, place, count, seed),
            "shortages": lambda place: shortages.faults(own, place),
            "interrupts": lambda place: interrupts.faults(own, place),
        }
        faults = 0
        for name, trial in trials.items():
            (folder / name).mkdir()
            for fault in trial(folder / name):
                faults += 1
                print(f"{name}: {fault}", flush=True)
    print(f"deaths: {faults} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("recto", type=Path)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--seed", type=int, default=20261201)
    asked = parser.parse_args()
    sys.exit(main(asked.recto, asked.kills, asked.seed))
