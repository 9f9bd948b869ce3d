"""Make the checkpoints that the package ships: python -m benchmarks.make_checkpoints [--only POOL/LEARNER ...].

One training for each (pool, learner), seed 0, with the settings below; the last step ships, never a step picked by
labels. Interrupted, it goes on where it stopped when started again. Needs METAUNSUP_DATA (or the user's cache) to hold
MNIST and the two small Omniglot archives.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path
from typing import Any

from tqdm import tqdm

from metaunsup.learners.self_labelling import EARLIER
from metaunsup.learners.shipped import SHIPPED
from metaunsup.training.settings import TrainingSettings, TrainingStage
from metaunsup.training.train import train

LEARNERS = ("protonet", "reptile", "fomaml", "maml", "anil", "metasgd", "mtnet", "leo", "viml", "selfcritique")
# on UMTRA's episodes alone: partitions are not their method; as many steps but for rl
CONTROLS = ("autoencoder", "simclr", "vae", "gmvae", "gan", "psco", "rl")
# practise for detectors, from ProtoNet's checkpoint on; of the digits two are enough to show
JUDGES = (
    "digits/acr",
    "digits/oc-fomaml",
    *(f"mnist/{learner}" for learner in ("acr", "oc-fomaml", "oc-maml", "oc-reptile")),
    *(f"omniglot-minimal/{learner}" for learner in ("acr", "oc-fomaml", "oc-maml", "oc-reptile")),
)
READERS = ("digits/memory", "mnist/memory", "omniglot-minimal/memory")
KIN = ("fomaml", "anil", "metasgd", "mtnet", "leo", "viml")  # of MAML
BRIEF = ("anil", "metasgd")
# Chosen on the validation parts. Few pseudo-classes suit MNIST's ten digits: a cluster should be most of a digit.
SCHEDULE: dict[str, dict[str, Any]] = {
    "digits": {"steps": 300},
    "mnist": {"steps": 400, "episodes": "self-training", "partitions": 4, "clusters": 30, "refresh": 50},
    "omniglot-minimal": {"steps": 800, "episodes": "self-training", "umtra_share": 0.625, "partitions": 4},
    "glyphs": {"steps": 800, "episodes": "self-training", "umtra_share": 0.625, "partitions": 4},  # as Omniglot's
    # as MNIST's, with half as many clusters for half as many digits
    "mnist-0-4": {"steps": 400, "episodes": "self-training", "partitions": 4, "clusters": 15, "refresh": 50},
    "mnist-5-9": {"steps": 400, "episodes": "self-training", "partitions": 4, "clusters": 15, "refresh": 50},
}
# where a learner differs from its pool
OWN_SCHEDULE: dict[str, dict[str, Any]] = {
    # each of its steps clusters an episode in ten ways
    **{f"{pool}/rl": {"steps": 60} for pool in ("digits", "mnist", "omniglot-minimal")},
    # nobody knows the right number of groups: partitions from 10 to 40
    "mnist/protonet": {
        "steps": 600,
        "umtra_share": 0.25,
        "partitions": 8,
        "clusters": 40,
        "coarsest": 0.25,
        "rescale": 0.5,
    },
    "mnist/memory": {"steps": 200, "coarsest": 0.25},
    # a cluster must hold twenty letters
    **{name: {"clusters": 80} for name in JUDGES if name.startswith("omniglot")},
}
# a pool whose other learners nobody asks for
ONLY = {"glyphs": ("protonet", "reptile"), "mnist-0-4": ("protonet",), "mnist-5-9": ("protonet",)}
LOOPS = ("fomaml", "maml", "anil", "metasgd", "mtnet", "viml")  # practise through the adapting loop
# Episodes of those that practise through today's loop, from ProtoNet's checkpoint on; the others' turn comes. 200 of
# them are as long as 800 steps of ProtoNet.
TODAYS = {
    **dict.fromkeys(READERS, 250),
    **{name: 80 if name.endswith("oc-maml") else 150 for name in JUDGES},  # second order takes three times as long
    "digits/selfcritique": 60,
    "mnist/selfcritique": 60,
    "omniglot-minimal/maml": 400,
    **{f"omniglot-minimal/{learner}": 200 for learner in KIN},
    "omniglot-minimal/selfcritique": 200,
}
TODAYS_CLUSTERS = {"digits": 30, "mnist": 60, "omniglot-minimal": 120}
EPISODE = {
    "ways": 10,
    "support_views": 8,
    "query_views": 4,
    "warmup": 0.0,
    "outer_lr": 0.0015,
    "meta_batch": 1,
    "style": 1.0,
}
INNER = EPISODE | {"train_steps": 5, "pairs": 0.5, "first_order_until": 0.9}
TODAYS_OPTIONS: dict[str, dict[str, Any]] = {
    **dict.fromkeys(LOOPS, INNER),
    "leo": EPISODE,  # its inner loop moves codes, not the network
    "selfcritique": {},
    "memory": {},
    **{name.partition("/")[2]: {} for name in JUDGES},
    # of letters, tried on digits, too: views bridge some of the way
    "omniglot-minimal/memory": {"views": 16},
    # of few digits: what is practised must be about as wide as one
    "mnist/memory": {"support_views": 10, "query_views": 10, "strength": 1.0},
}
# of before, where a setting has another default since; MAML on digits practised the loop that came between the two
BEFORE = {"second_cosine": False, "extras_lr": 0.01}
BETWEEN = {"digits/maml": {"inner_lr": 0.02, "late": 1.0}}
OPTIONS: dict[str, dict[str, dict[str, Any]]] = {
    "digits": {
        "anil": {"inner_lr": 0.1},
        **{learner: {"inner_lr": 0.5} for learner in LOOPS if learner not in ("anil", "maml")},
    },
    "mnist": {
        "protonet": {"ways": 20, "query_views": 10},
        "reptile": {"ways": 30, "query_views": 3},
        "fomaml": {"warmup_ways": 30, "inner_lr": 0.1},
        "maml": {"warmup_ways": 30, "inner_lr": 0.1},
        "anil": {"warmup_ways": 30, "inner_lr": 0.1},
        "metasgd": {"warmup_ways": 30, "inner_lr": 0.1},
        "mtnet": {"warmup_ways": 30, "inner_lr": 0.1, "warmup": 0.75, "first_order_until": 0.95},
        "leo": {"warmup_ways": 30},
        "viml": {"warmup_ways": 30, "inner_lr": 0.1, "first_order_until": 0.9},
    },
    "omniglot-minimal": {
        **{learner: {"inner_lr": 1.0} for learner in LOOPS},
        # second order throughout would take half an hour: these practise it for the last steps only
        **{learner: {"inner_lr": 1.0, "warmup": 0.8, "first_order_until": 0.95} for learner in BRIEF},
        "mtnet": {"inner_lr": 2.0, "warmup": 0.8, "first_order_until": 0.95},
        "viml": {"inner_lr": 1.0, "warmup": 0.8, "first_order_until": 0.95},
    },
    "mnist-0-4": {"protonet": {"ways": 20, "query_views": 10}},
    "mnist-5-9": {"protonet": {"ways": 20, "query_views": 10}},
}


# Steps of those that practise to draw. Reptile's practice begins from the parameters of the plain one of its kind: 400
# pictures a step from the plain VAE's with 200, FIGR 400 from the plain GAN's with 120; 105 on average of the
# Statistician's.
DRAWERS = {
    "omniglot-minimal/plain-vae": 1200,
    "omniglot-minimal/reptile-vae": 200,
    "omniglot-minimal/statistician": 2300,
    "omniglot-minimal/figr": 80,
    "omniglot-minimal/plain-gan": 1000,
}
# rates, of practice and of the steps on a task, were chosen on the validation part
DRAWERS_OPTIONS = {"reptile-vae": {"train_lr": 2e-3, "outer_lr": 1e-3, "kl_warmup": 0.0}}
DRAWERS_START = {"reptile-vae": "plain-vae", "figr": "plain-gan"}


def drawers_schedule(pool: str, steps: int) -> dict[str, Any]:
    """Episodes of clusters of what ProtoNet makes of the pool; how well they cluster is nobody's aim."""
    # a cluster must hold the twenty items of a pseudo-class
    clusters = {"partitions": 8, "clusters": 80, "coarsest": 0.5, "rescale": 0.5}
    return {"steps": steps, "episodes": "cactus", "embedding": f"shipped:{pool}/protonet", **clusters}


def todays_schedule(pool: str, steps: int) -> dict[str, Any]:
    """Episodes of clusters of what ProtoNet makes of the pool, and its parameters to begin from."""
    protonet = f"shipped:{pool}/protonet"
    clusters = {"partitions": 8, "clusters": TODAYS_CLUSTERS[pool], "coarsest": 0.5, "rescale": 0.5}
    return {"steps": steps, "episodes": "cactus", "embedding": protonet, "start_from": protonet, **clusters}


def practise(settings: TrainingSettings, out: Path, name: str) -> None:
    """Train to the end, or go on where it was interrupted; ``name`` stands before the bar."""
    resume = (out / "state.safetensors").is_file()
    with tqdm(total=settings.steps, desc=name) as bar:
        for event in train(settings, out, resume=resume):
            if isinstance(event, TrainingStage):
                continue
            bar.update(event.progress.step - bar.n)
            if event.validation is not None:
                bar.write(f"{name} step {event.progress.step}: validation {event.validation.accuracy:.3f}")


def settings_of(pool: str, learner: str) -> TrainingSettings:
    """How the checkpoint of ``learner`` for ``pool`` is made."""
    if (steps := DRAWERS.get(f"{pool}/{learner}")) is not None:
        options, schedule = DRAWERS_OPTIONS.get(learner, {}), drawers_schedule(pool, steps)
        if learner in DRAWERS_START:
            schedule["start_from"] = f"shipped:{pool}/{DRAWERS_START[learner]}"
        return TrainingSettings(learner, pool, seed=0, options=options, validate_every=0, **schedule)
    options = OPTIONS.get(pool, {}).get(learner, {})
    schedule = SCHEDULE[pool] | OWN_SCHEDULE.get(f"{pool}/{learner}", {})
    if f"{pool}/{learner}" in TODAYS:
        options = TODAYS_OPTIONS.get(f"{pool}/{learner}", TODAYS_OPTIONS[learner])
        schedule = todays_schedule(pool, TODAYS[f"{pool}/{learner}"]) | OWN_SCHEDULE.get(f"{pool}/{learner}", {})
    elif learner in LOOPS:  # these rates are for the steps of the loop of before
        options = BEFORE | BETWEEN.get(f"{pool}/{learner}", EARLIER) | options
    elif learner == "leo":
        options = BEFORE | options
    if learner in CONTROLS:
        schedule["episodes"] = "umtra"
    return TrainingSettings(learner, pool, seed=0, options=options, validate_every=100, **schedule)


def make(pool: str, learner: str, runs: Path) -> None:
    """Train and put the result where the package looks for it."""
    out = runs / pool / learner
    practise(settings_of(pool, learner), out, f"{pool}/{learner}")
    for suffix in (".safetensors", ".json"):
        target = SHIPPED / pool / f"{learner}{suffix}"
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(out / f"checkpoint{suffix}", target)


def everything() -> list[str]:
    """Every checkpoint that ships, as POOL/LEARNER."""
    return [f"{pool}/{learner}" for pool in SCHEDULE for learner in ONLY.get(pool, LEARNERS + CONTROLS)] + [
        *READERS,
        *JUDGES,
        *DRAWERS,
    ]


def main() -> None:
    """Make those asked for, or all."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--only", nargs="+", default=everything())
    ask.add_argument("--runs", type=Path, default=Path("runs/shipped"), help="where the trainings are kept")
    chosen = ask.parse_args()
    for name in chosen.only:
        pool, _, learner = name.partition("/")
        make(pool, learner, chosen.runs)


if __name__ == "__main__":
    main()
