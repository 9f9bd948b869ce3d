"""``draw``: drawings are grouped, or told by one example of each class; what the page Draw does, without a browser."""

from __future__ import annotations

import argparse
from collections import deque
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from metaunsup.cli.arguments import BIGGEST_SEED, names, whole
from metaunsup.cli.output import output_file, paragraph, table, write_json
from metaunsup.cli.remarks import complain
from metaunsup.words import Say

if TYPE_CHECKING:
    from metaunsup.data.strokes import Drawing
    from metaunsup.evaluation.race import RaceEvent
    from metaunsup.tasks.task import Task

GROUPERS, TELLERS = "kmeans,protonet,maml,reptile", "protonet,maml,reptile"
TRAINED_ON = "omniglot-minimal"


def add(commands: Any, say: Say) -> None:
    """Register the command."""
    from metaunsup.data.drawing_sets import SETS

    parser = commands.add_parser("draw", say=say, help=say("cli.draw.about"), description=say("cli.draw.about"))
    parser.add_argument("drawings", metavar="DRAWINGS", help=say("cli.draw.drawings", known=say.listed(SETS)))
    for option, metavar, default in (
        ("groups", "K", None),
        ("learners", "A,B,...", None),
        ("trained-on", "POOL", TRAINED_ON),
        ("adapt-steps", "N", "10"),
        ("pool", "POOL", None),
        ("ways", "K", "3"),
        ("shots", "N", "5"),
        ("seed", "N", "0"),
    ):
        key = "cli.seed" if option == "seed" else f"cli.draw.{option}"
        text = say(key, default=GROUPERS) if option == "learners" else say(key, default=default)
        parser.add_argument(f"--{option}", metavar=metavar, default=default, help=text)
    parser.add_argument("--one-shot", action="store_true", help=say("cli.draw.one-shot"))
    parser.add_argument("--out", metavar="FILE", help=say("cli.draw.out"))
    parser.add_argument("--json", metavar="FILE", help=say("cli.json"))
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace, say: Say) -> int:
    """Read the drawings, save what is to be saved, then group or tell them and print what came of it."""
    groups = None if chosen.groups is None else whole(chosen.groups, "--groups", 1, 50)
    ways, shots = whole(chosen.ways, "--ways", 2, 50), whole(chosen.shots, "--shots", 1, 200)
    steps, seed = whole(chosen.adapt_steps, "--adapt-steps", 0, 1000), whole(chosen.seed, "--seed", 0, BIGGEST_SEED)
    named = names(chosen.learners or (TELLERS if chosen.one_shot else GROUPERS), "--learners")
    target = None if chosen.json is None else output_file(chosen.json, "--json")
    out = None if chosen.out is None else output_file(chosen.out, "--out", (".npz", ".zip"))

    from metaunsup.data.registry import resolve_pool
    from metaunsup.data.strokes import read_drawings
    from metaunsup.evaluation.evaluate import refuse_test_items
    from metaunsup.evaluation.race import race
    from metaunsup.learners.shipped import ready_learner
    from metaunsup.tasks.drawn import drawn_task
    from metaunsup.tasks.sampler import sample_clustering_task, sample_unscored_task

    drawings = given(chosen.drawings) if not Path(chosen.drawings).is_file() else read_drawings(Path(chosen.drawings))
    learners = {name: ready_learner(name, trained_on=chosen.trained_on) for name in named}
    mixed = None
    if chosen.pool is not None:
        pool = resolve_pool(chosen.pool)
        refuse_test_items(pool, learners)
        unsorted = pool.labels is None and pool.report is not None  # a reader's own, whose classes nobody knows
        mixed = (sample_unscored_task if unsorted else sample_clustering_task)(pool, ways, shots, seed)
    called = {one.name for one in drawings if one.name}.union(() if mixed is None else mixed.truth.class_names)
    task = drawn_task(drawings, max(2, len(called)) if groups is None else groups, seed, mixed)
    if out is not None:
        save(out, drawings, task)
    if chosen.one_shot:
        content, text = told(drawings, learners, steps, seed, say)
        failures: list[str] = []
    else:
        content, text, failures = grouped(task, list(race(task, learners, steps=steps, seed=seed)), say)
    if target is not None:
        write_json(target, content)
    print(text)
    complain(failures)
    return 0


def given(name: str) -> tuple[Drawing, ...]:
    """The ready-made set of this name."""
    from metaunsup.data.ready_made import ready_made

    return ready_made(name)


def save(out: Path, drawings: Sequence[Drawing], task: Task) -> None:
    """The task for NumPy, or the drawings as a pool."""
    from metaunsup.data.files import replace_file
    from metaunsup.tasks.export import as_npz, as_pictures

    replace_file(out, as_npz(task) if out.suffix == ".npz" else as_pictures(drawings))


def grouped(task: Task, events: Sequence[RaceEvent], say: Say) -> tuple[dict[str, Any], str, list[str]]:
    """Who put which drawings together at the end, for JSON and in words; and why a learner has no part in it."""
    from metaunsup.evaluation.race import RaceFrame

    last = {event.learner: event for event in events if isinstance(event, RaceFrame)}
    rows = [[say(f"cli.draw.{column}") for column in ("learner", "group", "members")]]
    content: dict[str, Any] = {"groups": task.n_clusters, "learners": {}}
    sentences = []
    for name, frame in last.items():
        drawn: dict[int, list[int]] = {}
        others: dict[int, int] = {}
        for group, index in zip(frame.step.assignments.tolist(), task.index.tolist(), strict=True):
            drawn.setdefault(group, []).extend([-index] if index < 0 else [])
            others[group] = others.get(group, 0) + (index >= 0)
        order = sorted(drawn, key=lambda group: (group < 0, min(drawn[group], default=1_000), group))
        content["learners"][name] = {"step": frame.step.index, "groups": [sorted(drawn[group]) for group in order]}
        for number, group in enumerate(order, 1):
            members = list(map(str, sorted(drawn[group])))
            members += [say("cli.draw.others", count=others[group])] if others[group] else []
            rows.append([name if number == 1 else "", "-" if group < 0 else str(number), say.listed(members)])
        if task.truth.known:
            content["learners"][name]["accuracy"] = frame.scores.accuracy
            sentences.append(say("cli.draw.accuracy", learner=name, accuracy=frame.scores.accuracy))
    failed = [f"{e.learner}: {say.explain(e.error)}" for e in events if not isinstance(e, RaceFrame)]
    about = say("cli.draw.shown", count=len(task.items), groups=task.n_clusters)
    return content, "\n\n".join([paragraph(about), table(rows, right=(1,)), *sentences]), failed


def told(
    drawings: Sequence[Drawing], learners: dict[str, Any], steps: int, seed: int, say: Say
) -> tuple[dict[str, Any], str]:
    """The chance of each class for every drawing that is no example, for JSON and in words."""
    import torch

    from metaunsup.data.strokes import render
    from metaunsup.learners.one_shot import one_shot, pixels
    from metaunsup.tasks.streams import stream

    items = torch.from_numpy(render(drawings)).to(torch.float32) / 255
    called = [one.name for one in drawings]
    first = {name: called.index(name) for name in dict.fromkeys(called) if name}
    rest = [place for place in range(len(drawings)) if place not in first.values()]
    examples = items[list(first.values())]
    makers = {
        name: deque(one_shot(one, examples, steps=steps, generator=stream(seed, "one-shot", name)), maxlen=1).pop()
        for name, one in learners.items()
    }
    makers["pixels"] = pixels(examples)
    rows = [[say("cli.draw.drawing"), say("cli.draw.learner"), *first]]
    content: dict[str, Any] = {"classes": list(first), "drawings": []}
    chances = {name: one.probability(items[rest]).tolist() for name, one in makers.items()}
    for number, place in enumerate(rest):
        content["drawings"].append({"drawing": place + 1, "chance": {n: chances[n][number] for n in makers}})
        for name in makers:
            title = say("cli.draw.pixels") if name == "pixels" else name
            cells = [f"{value:.1%}" for value in chances[name][number]]
            rows.append([str(place + 1) if name == next(iter(makers)) else "", title, *cells])
    about = say("cli.draw.told") if rest else say("cli.draw.no_question")
    return content, "\n\n".join([paragraph(about), *([table(rows, right=range(2, 2 + len(first)))] if rest else [])])
