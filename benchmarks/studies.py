"""Make the studies and the matrix that the page of comparisons shows: python -m benchmarks.studies [--only NAME ...].

Each is one `python -m metaunsup study ...` (or `transfer ...`) and lands in metaunsup/studies, with its command in it.
Needs METAUNSUP_DATA (or the user's cache) to hold MNIST and the two small Omniglot archives. The studies of a pool take
some 10 minutes of one core, the matrix a few; a file that is there is made again only when asked for by name.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from metaunsup.cli.main import main as metaunsup

FOLDER = Path(__file__).parents[1] / "metaunsup" / "studies"
# Short trainings with small episodes, so that three seeds of every value take minutes
SHORT = "--learner protonet --steps 100 --learner-option ways=64 --seeds 0,1,2 --tasks 20 --refresh 25"
VALUES = {
    "strength": "0,0.5,1,1.5,2,2.5",
    "partitions": "1,2,5,10,20",
    "episodes": "umtra,cactus,self-training",
}
POOLS = ("digits", "omniglot-minimal")
TRANSFER = "transfer --learner {} --pools digits,glyphs,omniglot-minimal,mnist --ways 10 --shots 20 --tasks 50"
TRANSFERRED = ("protonet",)


def commands() -> dict[str, str]:
    """What makes each file, by the file's name."""
    made = {
        f"{vary}-{pool}": f"study --vary {vary} --values {values} --pool {pool} {SHORT}"
        for pool in POOLS
        for vary, values in VALUES.items()
    }
    return made | {f"transfer-{learner}": TRANSFER.format(learner) for learner in TRANSFERRED}


def main() -> None:
    """Make those asked for, or all that are missing."""
    known = commands()
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--only", nargs="+", choices=list(known), help="make these, also where they are there")
    chosen = ask.parse_args()
    FOLDER.mkdir(exist_ok=True)
    for name in chosen.only or [name for name in known if not (FOLDER / f"{name}.json").is_file()]:
        if metaunsup([*known[name].split(), "--json", str(FOLDER / f"{name}.json")]) != 0:
            raise SystemExit(f"{name} could not be made")


if __name__ == "__main__":
    main()
