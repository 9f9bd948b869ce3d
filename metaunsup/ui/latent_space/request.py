"""What the page has been asked to show, as plain values: hashable, so that equal requests share one computation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from metaunsup.data.kept import as_told
from metaunsup.ui.common import link, run_picker
from metaunsup.ui.common.link import Choice, Field, Real, Text, Whole
from metaunsup.ui.common.requests import OwnRun, TaskChoice
from metaunsup.ui.common.task_form import TASK_FIELDS
from metaunsup.ui.common.uploads import PoolField

if TYPE_CHECKING:
    from metaunsup.latent.look import Event
    from metaunsup.latent.shown import Shown

TASK, POOL = "task", "pool"
NONE, OWN = "none", "own"
METHODS = ("pca", "tsne", "umap")
COLOURS = ("truth", "own", "first", "second", "unsure")
QUICK = 600  # items that are looked at beside longer work, and not after it
DRAWN = ("plane", "traverse", "between", "again")
MOST_ITEMS = 5000
SIX = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"  # how a link writes six items in a letter


def encoders() -> tuple[str, ...]:
    """What comes with the program, and a training of this place, where one is picked."""
    from metaunsup.latent.encoders import known_encoders

    return (*known_encoders(), OWN)


# a moment: what the slider stands at (-1: as it begins), the item that is looked at, as people count (0: none), and
# those that are selected
MOMENT: dict[str, Field] = {
    "at": Whole(-1, 0, 1000),
    "picked": Whole(0, 1, MOST_ITEMS),
    "selected": Text("", -(-MOST_ITEMS // 6), r"[A-Za-z0-9_-]*"),
}
FIELDS: dict[str, Field] = {
    **TASK_FIELDS,
    "pool": PoolField("digits"),
    "of": Choice(TASK, (TASK, POOL)),
    "items": Whole(1000, 1, MOST_ITEMS),
    "first": Choice("pixels", encoders),
    "second": Choice("shipped:digits/protonet", lambda: (NONE, *encoders())),
    "method": Choice("umap", METHODS),
    "scrub": Choice("near", ("near", "steps")),
    "near": Real(None, 2, 1000),
    "colour": Choice("truth", COLOURS),
    "look": Choice("pictures", ("pictures", "points")),
    "drawn": Choice("plane", DRAWN),
    "a": Whole(1, 1, MOST_ITEMS),  # as people count
    "b": Whole(2, 1, MOST_ITEMS),
    "across": Real(None, 0, 511),  # of a decoder's dimensions; else the two in which items differ most
    "down": Real(None, 0, 511),
    **run_picker.FIELDS,
    "start": Whole(0, 0, 1),
    **MOMENT,
}


def selected_items(text: str) -> list[int]:
    """The items, from 0, that ``text`` selects: each letter six, the first its lowest bit; as the browser writes it."""
    return [6 * at + bit for at, letter in enumerate(text) for bit in range(6) if SIX.index(letter) >> bit & 1]


@dataclass(frozen=True)
class SpaceChoice:
    """Pictures by their parameters: a task, or ``items`` of a pool; through which encoders, and by which method."""

    task: TaskChoice
    items: int | None
    encoders: tuple[str, ...]
    method: str
    near: int | None
    scrub: str
    own: OwnRun | None = None

    @property
    def quick(self) -> bool:
        """Whether it is done in a moment."""
        return self.items is None or self.items <= QUICK

    def reference(self, encoder: str) -> str:
        """An encoder as the package, and the command line, call it."""
        return f"run:{self.own.run_id}/{self.own.learner}" if encoder == OWN and self.own is not None else encoder

    def shown(self) -> Shown:
        """The items; refuses what cannot be had."""
        from metaunsup.data.registry import load_pool
        from metaunsup.latent.shown import of_pool, of_task

        if self.items is not None:
            return of_pool(load_pool(self.task.pool), self.items, self.task.seed)
        return of_task(self.task.sample())

    def run(self) -> tuple[Shown, Iterator[Event]]:
        """The items and what is seen of them, ready to go; refuses what cannot be shown before the first step."""
        from metaunsup.data.registry import load_pool
        from metaunsup.latent.encoders import encoder
        from metaunsup.latent.look import Wish, look

        pool = load_pool(self.task.pool)
        through = [encoder(self.reference(name), pool) for name in self.encoders]
        shown = self.shown()
        return shown, look(shown, through, Wish(self.method, self.near, self.scrub))

    def command(self) -> str:
        """The command that makes the same pictures."""
        pool = as_told(self.task.pool)
        task, parts = self.task, [f"python -m metaunsup project --pool {pool}"]
        if self.items is not None:
            parts.append(f"--items {self.items}")
        else:
            parts.append(f"--ways {task.ways} --shots {task.shots}")
            parts += [] if task.imbalance is None else [f"--imbalance {link.plain(task.imbalance)}"]
            parts += [f"--outliers {task.outliers}"] if task.outliers else []
        parts.append(f"--seed {task.seed} --encoders {','.join(map(self.reference, self.encoders))}")
        parts.append(f"--method {self.method}")
        parts += [] if self.near is None else [f"--near {self.near}"]
        parts.append(f"--scrub {self.scrub} --csv space.csv --json space.json --svg space.svg")
        return " ".join(parts)
