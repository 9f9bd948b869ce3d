"""Make the judges of drawings that the package ships: python -m benchmarks.judges [--only POOL ...].

Each is a small classifier that learns, with labels, the train part of its pool; its last step ships. It judges what
generators draw and teaches none of them. Needs METAUNSUP_DATA (or the user's cache) to hold MNIST and Omniglot.
"""

from __future__ import annotations

import argparse

from tqdm import tqdm

from metaunsup.data.registry import load_pool
from metaunsup.evaluation.judge import FOLDER, Judge, learn

STEPS = {"digits": 400, "mnist": 1500, "omniglot-minimal": 1500}


def main() -> None:
    """Make those asked for, or all."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--only", nargs="+", choices=STEPS, default=list(STEPS))
    for pool in ask.parse_args().only:
        for one in tqdm(learn(load_pool(pool), steps=STEPS[pool]), desc=pool, total=STEPS[pool] + 1):
            if isinstance(one, Judge):
                FOLDER.mkdir(exist_ok=True)
                one.save(FOLDER / f"{pool}.safetensors")
                tqdm.write(f"{pool}: {one.accuracy}, bandwidth {one.bandwidth:.3f}")


if __name__ == "__main__":
    main()
