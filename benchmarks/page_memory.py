"""Memory of the server under the largest links, nobody pressing anything: ``python -m benchmarks.page_memory``.

One server, one visitor, one link after the other: races of as many pictures as a page takes, with four learners that
adapt. Of each the largest resident memory of the server's process. Needs playwright, Chromium and Linux's /proc. Writes
benchmarks/results/page_memory.json.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from playwright.sync_api import sync_playwright

from benchmarks.serving import FLAGS, ROOT, chromium, serving
from metaunsup.ui.common.requests import MOST_ITEMS

RESULT = ROOT / "benchmarks" / "results" / "page_memory.json"
MARK = 1500  # megabytes
ADAPTING = "protonet-adapt,maml,viml,reptile"
LINKS = {
    "home": "?start=1",
    "race of 10 kinds": f"Race?pool=mnist&ways=10&shots={MOST_ITEMS // 10}&learners={ADAPTING}&steps=3&start=1",
    "race of 50 kinds": f"Race?pool=glyphs&ways=50&shots={MOST_ITEMS // 50}&learners={ADAPTING}&steps=3&start=1",
}


def process_at(address: str) -> Path:
    """The server's folder in /proc."""
    port = f"--server.port={address.rpartition(':')[2]}"
    found = (path.parent for path in Path("/proc").glob("[0-9]*/cmdline") if port in path.read_text())
    return next(found)


def main() -> None:
    """Open each link until it has nothing more to do, then read what the server had at most."""
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    most: dict[str, int] = {}
    with sync_playwright() as play, serving() as address:
        browser = play.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        page, server = browser.new_page(viewport={"width": 1280, "height": 800}), process_at(address)
        page.set_default_timeout(600_000)
        for name, link in LINKS.items():
            (server / "clear_refs").write_text("5")  # the peak begins here
            page.goto(f"{address}/{link}")
            page.locator(".player[data-over='true']").wait_for()
            lines = (server / "status").read_text().splitlines()
            most[name] = int(next(line.split()[1] for line in lines if line.startswith("VmHWM"))) // 1024
            print(f"{name}: {most[name]} MB of {MARK}", flush=True)
        browser.close()
    RESULT.write_text(json.dumps({"mark_megabytes": MARK, "most_megabytes": most}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
