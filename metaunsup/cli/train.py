"""``train``: meta-training on the unlabelled part of a pool, with validation, checkpoints and exact resume."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from metaunsup.cli.arguments import BIGGEST_SEED, pairs, whole
from metaunsup.cli.output import bar, number, output_folder, try_writing
from metaunsup.words import say

MOST_STEPS = 1_000_000


def add(commands: Any, lang: str) -> None:
    """Register the command."""
    parser = commands.add_parser(
        "train", lang=lang, help=say("cli.train.about", lang), description=say("cli.train.about", lang)
    )
    for option, metavar, default in (
        ("learner", "NAME", None),
        ("pool", "POOL", "digits"),
        ("steps", "N", "300"),
        ("seed", "N", "0"),
        ("out", "DIR", None),
        ("validate-every", "N", "50"),
    ):
        key = f"cli.{option}" if option in ("pool", "seed") else f"cli.train.{option}"
        parser.add_argument(
            f"--{option}", metavar=metavar, default=default, required=default is None, help=say(key, lang)
        )
    parser.add_argument(
        "--learner-option", metavar="KEY=VALUE", action="append", help=say("cli.train.learner-option", lang)
    )
    parser.add_argument("--resume", action="store_true", help=say("cli.train.resume", lang))
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace, lang: str) -> int:
    """Train to the end and say where the checkpoint is and what it cost."""
    out = output_folder(chosen.out, "--out")
    numbers = {
        "steps": whole(chosen.steps, "--steps", 1, MOST_STEPS),
        "seed": whole(chosen.seed, "--seed", 0, BIGGEST_SEED),
        "validate_every": whole(chosen.validate_every, "--validate-every", 0, MOST_STEPS),
    }
    options = pairs(chosen.learner_option, "--learner-option", "filters=64")

    from metaunsup.training.train import TrainingSettings, train

    settings = TrainingSettings(learner=chosen.learner, pool=chosen.pool, options=options, **numbers)
    work = train(settings, out, resume=chosen.resume)  # refuses at once what cannot work
    try_writing(out)
    event, accuracy = None, None
    with bar((), total=settings.steps, words=chosen.learner) as shown:
        try:
            for event in work:
                if event.validation is not None:
                    accuracy = event.validation.accuracy
                checked = {} if accuracy is None else {"validation": number(accuracy)}
                shown.set_postfix(loss=number(event.progress.loss), **checked, refresh=False)
                shown.update(event.progress.step - shown.n)
        except KeyboardInterrupt:
            kept = (out / "state.safetensors").exists()
            print(say("cli.train.stopped" if kept else "cli.interrupted", lang, out=out), file=sys.stderr)
            return 130
    if event is None:
        print(say("cli.train.nothing_left", lang, out=out, steps=f"{settings.steps:,}"))
        return 0
    print(
        say(
            "cli.train.done",
            lang,
            learner=chosen.learner,
            pool=chosen.pool,
            steps=f"{event.progress.step:,}",
            seconds=f"{event.progress.seconds:,.0f}",
            items=f"{event.progress.items_seen:,}",
            accuracy="-" if accuracy is None else number(accuracy),
            checkpoint=event.checkpoint or out,
        )
    )
    return 0
