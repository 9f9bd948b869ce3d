"""Make the checkpoints of fields of application: python -m benchmarks.make_applications [--only patches acr].

Both practise on crops of the same 336 unlabelled pictures of seven kinds of surface, seed 0: ``patches`` on crops with
pasted pieces, ``acr`` on telling crops of one picture from those of others. The last step ships.
"""

from __future__ import annotations

import argparse

from tqdm import tqdm

from metaunsup.applications.cut_paste import CropEpisodes
from metaunsup.applications.practised_patches import CHECKPOINTS, PractisedPatches
from metaunsup.applications.surfaces import practice_pictures
from metaunsup.learners.acr import Acr
from metaunsup.learners.meta import MetaLearner
from metaunsup.tasks.streams import stream

STEPS = {"patches": 600, "acr": 300}
LEARNERS: dict[str, type[MetaLearner]] = {"patches": PractisedPatches, "acr": Acr}


def make(name: str) -> None:
    """Practise, and put the result where the package looks for it."""
    source, learner, steps = practice_pictures(), LEARNERS[name](), STEPS[name]
    work = learner.meta_train(CropEpisodes(source), steps=steps, generator=stream(0, "applications", name))
    with tqdm(work, total=steps, desc=name) as bar:
        for progress in bar:
            bar.set_postfix(loss=f"{progress.loss:.3f}")
    learner.trained_on = source.hashes
    learner.card = {
        "seed": 0,
        "labels": False,
        "episodes": "crops",
        "licence": "MIT",
        "pool": {
            "name": source.pool,
            "part": source.part,
            "items": len(source),
            "fingerprint": source.fingerprint,
            "note": None,
        },
    }
    CHECKPOINTS.mkdir(exist_ok=True)
    learner.save(CHECKPOINTS / f"{name}.safetensors")


def main() -> None:
    """Make those asked for, or both."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--only", nargs="+", choices=LEARNERS, default=list(LEARNERS))
    for name in ask.parse_args().only:
        make(name)


if __name__ == "__main__":
    main()
