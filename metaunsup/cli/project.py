"""``project``: items as encoders place them, on a plane; what the plane keeps, as a table, and files to go on with."""

from __future__ import annotations

import argparse
import contextlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from metaunsup.cli.arguments import BIGGEST_SEED, names, real, whole
from metaunsup.cli.output import bar, number, output_file, paragraph, table, write_json
from metaunsup.data.files import as_published
from metaunsup.errors import MetaUnsupError
from metaunsup.words import Say

if TYPE_CHECKING:
    from metaunsup.latent.encoders import Encoder
    from metaunsup.latent.look import Picture, Space
    from metaunsup.latent.shown import Shown

FILES = ("csv", "json", "svg", "png")
COLOURS = ("truth", "group")
BAR = "{desc} {percentage:3.0f}%|{bar}| {elapsed}"


def add(commands: Any, say: Say) -> None:
    """Register the command."""
    about = say("cli.project.about")
    parser = commands.add_parser("project", say=say, help=about, description=about)
    for option, metavar, default, key in (
        ("pool", "NAME", "digits", "cli.pool"),
        ("ways", "K", "10", "cli.evaluate.ways"),
        ("shots", "N", "20", "cli.evaluate.shots"),
        ("imbalance", "A", None, "cli.evaluate.imbalance"),
        ("outliers", "N", "0", "cli.evaluate.outliers"),
        ("items", "N", None, "cli.project.items"),
        ("seed", "N", "0", "cli.seed"),
        ("encoders", "A,B", "pixels", "cli.project.encoders"),
        ("method", "NAME", "umap", "cli.project.method"),
        ("near", "N", None, "cli.project.near"),
        ("scrub", "NAME", "one", "cli.project.scrub"),
        ("adapt-steps", "N", "20", "cli.evaluate.adapt-steps"),
        ("colour", "NAME", "truth", "cli.project.colour"),
        ("drawn", "NAME", "plane", "cli.project.drawn"),
        ("of", "A,B", "1,2", "cli.project.of"),
        *((name, "FILE", None, f"cli.project.{name}") for name in FILES),
    ):
        parser.add_argument(f"--{option}", metavar=metavar, default=default, help=say(key))
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace, say: Say) -> int:
    """Look, write the files that were asked for, and print what the pictures keep."""
    if chosen.colour not in COLOURS:
        raise MetaUnsupError("option_choice", name="--colour", value=chosen.colour[:40], choices=COLOURS)
    targets = {name: output_file(text, f"--{name}") for name in FILES if (text := getattr(chosen, name)) is not None}
    encoders = names(chosen.encoders, "--encoders")
    ends = [whole(text, "--of", 1, 5000) - 1 for text in names(chosen.of, "--of")]
    if len(ends) != 2:
        raise MetaUnsupError("two_pictures", value=chosen.of[:40])
    near = None if chosen.near is None else whole(chosen.near, "--near", 2, 5000)

    from metaunsup.data.registry import resolve_pool
    from metaunsup.latent.encoders import encoder
    from metaunsup.latent.look import Space, Wish, Working, look

    wish = Wish(chosen.method, near, chosen.scrub, whole(chosen.adapt_steps, "--adapt-steps", 0, 100))
    wish.check()
    shown = read_items(chosen)
    pool = resolve_pool(chosen.pool)
    spaces: list[Space] = []
    pictures: list[Picture] = []
    events = look(shown, [encoder(name, pool) for name in encoders], wish)
    with (
        contextlib.closing(events),  # type: ignore[type-var]
        bar((), total=1, words=say("cli.project.bar"), bar_format=BAR) as told,
    ):
        for event in events:
            if isinstance(event, Working):
                told.update(max(0.0, event.share - told.n))
            elif isinstance(event, Space):
                spaces.append(event)
            else:
                pictures.append(event)
    if "png" in targets:
        draw(targets["png"], [encoder(space.name) for space in spaces], shown, chosen.drawn, ends)
    published = {space.name: as_published(space.name) for space in spaces}
    write(targets, shown, spaces, pictures, chosen.colour, say, published)
    note = say.note(pool.note)
    print(report(shown, spaces, pictures, [note] if note else [], published, say))
    return 0


def read_items(chosen: argparse.Namespace) -> Shown:
    """The items that are asked for: a task's, or so many of a pool's test part."""
    seed = whole(chosen.seed, "--seed", 0, BIGGEST_SEED)

    from metaunsup.data.registry import resolve_pool
    from metaunsup.latent.shown import MOST_ITEMS, of_pool, of_task
    from metaunsup.tasks.sampler import SHOTS, WAYS, sample_clustering_task, sample_unscored_task

    if chosen.items is not None:
        return of_pool(resolve_pool(chosen.pool), whole(chosen.items, "--items", 1, MOST_ITEMS), seed)
    numbers = (whole(chosen.ways, "--ways", *WAYS), whole(chosen.shots, "--shots", *SHOTS), seed)
    imbalance = None if chosen.imbalance is None else real(chosen.imbalance, "--imbalance", 0.01, 1000)
    outliers = whole(chosen.outliers, "--outliers", 0, MOST_ITEMS)
    pool = resolve_pool(chosen.pool)
    if pool.labels is None and pool.report is not None and imbalance is None and not outliers:  # one's own, unsorted
        return of_task(sample_unscored_task(pool, *numbers))
    return of_task(sample_clustering_task(pool, *numbers, imbalance=imbalance, outliers=outliers))


def write(
    targets: dict[str, Path],
    shown: Shown,
    spaces: Sequence[Space],
    pictures: Sequence[Picture],
    colour: str,
    say: Say,
    published: dict[str, str],
) -> None:
    """The files; a drawing has the last picture of each space."""
    from dataclasses import replace

    from metaunsup.data.files import replace_file
    from metaunsup.latent import export

    spaces = [replace(space, name=published[space.name]) for space in spaces]
    if "csv" in targets:
        replace_file(targets["csv"], export.as_csv(export.rows(shown, spaces, pictures)).encode())
    if "json" in targets:
        write_json(targets["json"], export.summary(shown, spaces, pictures))
    if "svg" in targets:
        drawn = [next(one for one in pictures if one.space == space.number) for space in spaces]
        truth = colour == "truth" and shown.labels is not None
        colours = [shown.labels.numpy() if truth and shown.labels is not None else one.groups for one in drawn]
        titles = [f"{space.name} · {_method(one, say)}" for space, one in zip(spaces, drawn, strict=True)]
        about = say("cli.project.head", items=len(shown), pool=shown.source.pool, seed=shown.seed)
        replace_file(targets["svg"], export.svg(titles, drawn, colours, about).encode())


def draw(target: Path, encoders: Sequence[Encoder], shown: Shown, kind: str, ends: Sequence[int]) -> None:
    """What the first encoder that draws makes of its latents, as one picture; refuses where none does."""
    import io

    import numpy as np
    from PIL import Image

    from metaunsup.data.files import replace_file
    from metaunsup.data.preview import as_pictures
    from metaunsup.latent.drawn import drawings

    through = next((one for one in encoders if one.drawing is not None), None)
    if through is None or through.drawing is None:
        raise MetaUnsupError("nobody_draws", encoders=tuple(one.name for one in encoders))
    rows = drawings(through.drawing, shown.items, through.place(shown), kind, (ends[0], ends[1]))
    made = [as_pictures(row.pictures) if row.pictures.ndim == 2 else row.pictures for row in rows]
    high, wide = made[0].shape[-2:]
    board = np.ones((high * len(made), wide * max(map(len, made))), dtype=np.float32)
    for place, pictures in enumerate(made):
        strip = pictures.mean(1).transpose(0, 1).flatten(1).numpy()  # grey, side by side
        board[place * high : (place + 1) * high, : strip.shape[1]] = strip
    file = io.BytesIO()
    Image.fromarray((board.clip(0, 1) * 255).round().astype(np.uint8)).save(file, format="PNG")
    replace_file(target, file.getvalue())


def _method(picture: Picture, say: Say) -> str:
    name = say(f"latent_space.method.{picture.method}")
    return name if picture.near is None else say(f"latent_space.near.{picture.method}", method=name, near=picture.near)


def report(
    shown: Shown,
    spaces: Sequence[Space],
    pictures: Sequence[Picture],
    notes: Sequence[str],
    published: dict[str, str],
    say: Say,
) -> str:
    """What the spaces and their pictures keep, as a table."""
    columns = ("encoder", "picture", "step", "trust", "kept", "space", "plane", "accuracy", "seconds")
    cells = [[say(f"cli.project.column.{column}") for column in columns]]
    for one in pictures:
        trusted, kept = one.trust or (None, None)
        told = (trusted, kept, spaces[one.space].silhouette, one.silhouette, one.accuracy)
        name = published[spaces[one.space].name]
        cells.append([name, _method(one, say), str(one.step), *map(number, told), number(one.seconds, 2)])
    head = [say("cli.project.head", items=len(shown), pool=shown.source.pool, seed=shown.seed), *notes]
    parts = ["\n".join(map(paragraph, head)), table(cells, right=range(2, len(columns)))]
    return "\n\n".join([*parts, paragraph(say("cli.project.legend")), paragraph(say("latent_space.caution"))])
