"""Home's first races, computed once for all: ``python -m benchmarks.home_recordings [--seeds 31] [--again]``.

Runs the race of each of the home page's tasks 0, 1, ... as the server does and writes its settled frames to
metaunsup/ui/race/recordings, beside one file of all the pictures that such tasks are made of. What is there and holds
today is left alone, so that it can go on where it was stopped; ``--again`` makes all anew: after a change of the
learners' loop, or of what a frame tells. On a quiet machine, since the seconds are shown.
"""

from __future__ import annotations

import argparse
import base64
import datetime
import threading

from metaunsup.data.files import replace_files
from metaunsup.data.registry import load_pool
from metaunsup.ui.common.requests import home_race
from metaunsup.ui.player.sprites import sheet
from metaunsup.ui.race.jobs import Races
from metaunsup.ui.race.recorded import FOLDER, PICTURES, SEEDS, packed, recorded


def main() -> None:
    """Compute and write."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--seeds", type=int, default=len(SEEDS))
    ask.add_argument("--again", action="store_true")
    asked = ask.parse_args()
    every = load_pool("digits").unlabelled("test").images / 255
    whole = base64.b64decode(sheet(every).png)
    if not PICTURES.is_file() or PICTURES.read_bytes() != whole:
        replace_files({PICTURES: whole})
    races = Races(patience=float("inf"))
    for seed in SEEDS[: asked.seeds]:
        choice = home_race(seed)
        if recorded(choice) is not None and not asked.again:
            continue
        race = races.join(choice, live=True)
        race.wait(threading.TIMEOUT_MAX)
        if race.status != "finished" or race.failures or race.recorder is None or race.settled is None:
            raise SystemExit(f"the race of task {seed} came to no end: {race.error or race.failures}")
        day = datetime.datetime.now(datetime.UTC).date().isoformat()
        data = packed(choice, race.recorder, race.settled, choice.task.sample().index.tolist(), day)
        replace_files({FOLDER / f"home-{seed}.xz": data})
        print(f"task {seed}: {len(race.settled)} frames, {len(data):,} bytes", flush=True)


if __name__ == "__main__":
    main()
