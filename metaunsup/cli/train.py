"""``train``: meta-training on the unlabelled part of a pool, with validation, checkpoints and exact resume; a run."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from metaunsup.cli.arguments import PROGRAM
from metaunsup.cli.output import bar, number, output_folder
from metaunsup.cli.settings import add_settings, read_settings
from metaunsup.errors import MetaUnsupError
from metaunsup.words import WORDS, Say

if TYPE_CHECKING:
    from metaunsup.learners.sharing import Share
    from metaunsup.training.settings import TrainingSettings

DONE, INTERRUPTED, TERMINATED = 0, 130, 143


def add(commands: Any, say: Say) -> None:
    """Register the command."""
    parser = commands.add_parser("train", say=say, help=say("cli.train.about"), description=say("cli.train.about"))
    add_settings(parser, say)
    parser.add_argument("--out", metavar="DIR", help=say("cli.train.out"))
    parser.add_argument("--resume", action="store_true", help=say("cli.train.resume"))
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace, say: Say) -> int:
    """Train to the end and say where the checkpoint is and what it cost."""
    if chosen.out is None and chosen.resume:
        raise MetaUnsupError("cli_resume_what", program=PROGRAM)
    out = None if chosen.out is None else output_folder(chosen.out, "--out")
    settings = read_settings(chosen)

    from metaunsup.runs.paths import new_id, runs_root
    from metaunsup.training.distributed import joined

    folder = runs_root() / new_id() if out is None else out
    with joined(settings.device) as share:
        if share.leads:
            return lead(settings, folder, chosen.resume, share, say)
        return follow(settings, folder, chosen.resume, share)


def follow(settings: TrainingSettings, folder: Path, resume: bool, share: Share) -> int:
    """Compute this rank's part; what there is to say and to write is the leader's."""
    from metaunsup.runs.worker import begins_again
    from metaunsup.training.train import train

    for _ in train(settings, folder, resume=resume and not begins_again(folder), share=share):
        pass
    return DONE


def lead(settings: TrainingSettings, folder: Path, resume: bool, share: Share, say: Say) -> int:
    """Train as a run of the list, with a progress bar."""
    from metaunsup.networks.checkpoints import practised_on, read_card
    from metaunsup.runs.command import QUEUED_RUN
    from metaunsup.runs.worker import work
    from metaunsup.training.settings import TrainingStage

    last, accuracy = None, None
    with (
        work(settings, folder, resume=resume, queued=QUEUED_RUN in os.environ, share=share) as working,
        bar((), total=settings.steps, words=settings.learner) as shown,
    ):
        for event in working:
            if isinstance(event, TrainingStage):
                shown.set_postfix_str(stage_words(event.name, say))
                continue
            last = event
            if event.validation is not None:
                accuracy = event.validation.accuracy
            checked = {} if accuracy is None else {"validation": number(accuracy)}
            shown.set_postfix(loss=number(event.progress.loss), **checked, refresh=False)
            shown.update(event.progress.step - shown.n)
    if working.status != "done":
        return stopped(working.status, working.run_id, working.asked, folder, say)
    if last is None:
        print(say("cli.train.nothing_left", out=folder, steps=f"{settings.steps:,}"))
        return DONE
    print(
        say(
            "cli.train.done",
            learner=settings.learner,
            pool=settings.pool,
            steps=f"{last.progress.step:,}",
            seconds=f"{last.progress.seconds:,.0f}",
            items=f"{last.progress.items_seen:,}",
            accuracy="-" if accuracy is None else number(accuracy),
            checkpoint=last.checkpoint or folder,
        )
    )
    if last.checkpoint is not None and (note := say.note(practised_on(read_card(last.checkpoint))[1])) is not None:
        print(note)
    if (problem := working.unlisted()) is None:
        print(say("cli.train.run", program=PROGRAM, id=working.run_id))
    else:
        print(say("cli.train.unlisted", reason=say.explain(problem)))
    return DONE


def stopped(status: str, run_id: str, asked: str | None, folder: Path, say: Say) -> int:
    """Say that it stopped and how to go on; the exit code tells a signal from a request of the list."""
    from metaunsup.runs.paths import STATE

    kept = (folder / STATE).exists()
    print(say("cli.train.stopped" if kept else "cli.train.stopped_early", out=folder), file=sys.stderr)
    return {"interrupt": TERMINATED, "pause": INTERRUPTED}.get(asked or "", DONE)


def stage_words(stage: str, say: Say) -> str:
    """What is being done before the first step, in words."""
    key = f"runs.stage.{stage}"
    return say(key) if key in WORDS else stage
