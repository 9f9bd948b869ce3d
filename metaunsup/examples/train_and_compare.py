"""Train a ProtoNet on unlabelled digits for a few seconds, and compare it with K-Means on tasks it has never seen."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from metaunsup import compare, train
from metaunsup.cli.output import with_interval
from metaunsup.words import Say


def run(say: Say) -> None:
    """Train, then meet tasks of 5 and of 10 clusters."""
    with TemporaryDirectory() as folder:
        options = {"ways": 64}  # pseudo-classes an episode: half the usual number, for time's sake
        for event in train("protonet", out=Path(folder) / "run", steps=40, validate_every=40, options=options):
            if event.validation is not None:
                accuracy = event.validation.accuracy
                print(say("examples.train_and_compare.step", step=event.progress.step, accuracy=accuracy))
        checkpoints = {"protonet": Path(folder) / "run" / "checkpoint.safetensors"}
        results = compare(["protonet", "kmeans"], "digits", ways=(5, 10), tasks=5, checkpoints=checkpoints)
        summary = results.summary()
    for setting in summary["settings"]:
        print(say("examples.train_and_compare.setting", clusters=setting["ways"], tasks=setting["tasks"]))
        for name, one in setting["learners"].items():
            print(f"  {say.learner_title(name)}: {with_interval(one['accuracy'])}")
    print(say("examples.train_and_compare.legend"))
