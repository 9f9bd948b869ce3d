"""``turn``: what a person sorted by hand, beside the learners on the same pictures; what the page Your turn does."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from metaunsup.cli.arguments import names, whole
from metaunsup.cli.output import output_file, paragraph, table, write_json
from metaunsup.cli.remarks import complain
from metaunsup.words import Say

LEARNERS = "kmeans,protonet,maml,reptile"
TRAINED_ON = "omniglot-minimal"


def add(commands: Any, say: Say) -> None:
    """Register the command."""
    parser = commands.add_parser("turn", say=say, help=say("cli.turn.about"), description=say("cli.turn.about"))
    parser.add_argument("moves", metavar="MOVES", help=say("cli.turn.moves"))
    for option, metavar, default in (
        ("learners", "A,B,...", LEARNERS),
        ("trained-on", "POOL", TRAINED_ON),
        ("adapt-steps", "N", "12"),
    ):
        help_text = say(f"cli.turn.{option}", default=default)
        parser.add_argument(f"--{option}", metavar=metavar, default=default, help=help_text)
    parser.add_argument("--json", metavar="FILE", help=say("cli.json"))
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace, say: Say) -> int:
    """Read the moves, let the learners do the same task, and print how far everybody came."""
    steps = whole(chosen.adapt_steps, "--adapt-steps", 0, 1000)
    named = names(chosen.learners, "--learners")
    target = None if chosen.json is None else output_file(chosen.json, "--json")

    from metaunsup.data.registry import load_pool
    from metaunsup.evaluation.evaluate import refuse_test_items
    from metaunsup.evaluation.names import PERSON
    from metaunsup.evaluation.person import person_frames, read_turn
    from metaunsup.evaluation.race import RaceFrame, race
    from metaunsup.learners.shipped import ready_learner

    turn = read_turn(Path(chosen.moves))
    task = turn.task()
    learners = {name: ready_learner(name, trained_on=chosen.trained_on) for name in named}
    refuse_test_items(load_pool(turn.pool), learners)
    events = [*person_frames(task, turn.moves), *race(task, learners, steps=steps, seed=turn.seed)]
    last = {event.learner: event for event in events if isinstance(event, RaceFrame)}
    rows = [[say(f"cli.turn.{column}") for column in ("runner", "accuracy", "nmi", "ari", "seconds")]]
    content: dict[str, Any] = {**turn.as_json(), "runners": {}}
    for name, frame in last.items():
        scores = {"accuracy": frame.scores.accuracy, "nmi": frame.scores.nmi, "ari": frame.scores.ari}
        content["runners"][name] = {"step": frame.step.index, "seconds": round(frame.step.seconds, 4), **scores}
        title = say("player.you") if name == PERSON else name
        rows.append([title, *(f"{value:.3f}" for value in scores.values()), f"{frame.step.seconds:.2f}"])
    if target is not None:
        write_json(target, content)
    about = say("cli.turn.shown", count=len(task.items), groups=task.n_clusters, moves=len(turn.moves))
    print(paragraph(about) + "\n\n" + table(rows, right=range(1, 5)))
    complain([f"{e.learner}: {say.explain(e.error)}" for e in events if not isinstance(e, RaceFrame)])
    return 0
