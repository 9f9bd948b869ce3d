"""What axe-core finds on every page in both themes, and that numbers are shown whole at every width."""

from __future__ import annotations

from pathlib import Path

import pytest
from visits import Visit

from metaunsup.ui.how_it_works.course import LESSONS
from metaunsup.ui.how_it_works.page import SECTIONS

expect = pytest.importorskip("playwright.sync_api", reason="pip install -r requirements-dev.txt").expect
axe = pytest.importorskip("axe_playwright_python", reason="pip install -r requirements-dev.txt")
PATHS = {
    "home": "?",
    "tasks": "Tasks?ways=3&shots=5",
    "race": "Race?ways=2&shots=5&learners=kmeans,random&steps=2&start=1",
    "turn": "Your_turn?",
    "train": "Meta_train?",
    "latent_space": "Latent_space?ways=3&shots=6&method=pca&second=shipped:digits/vae&start=1",
    "generate": "Generate?items=2&steps=5&generators=scratch-vae,copies&start=1&seed=3",
    "compare": "Compare?",
    "study": "Compare?section=design",
    "transfer": "Compare?section=transfer",
    "anomalies": "Anomalies?shots=5&queries=12&steps=1&start=1&truth=1&cut=,3",
    "draw": "Draw?set=learning&start=1",
    "oneshot": "Draw?set=digits&mode=oneshot",
    "industry": "Applications?field=industry&industry_truth=1",
    "medical": "Applications?field=medical&medical_truth=1",
    "runs": "Runs?",
    **{f"how {name}": f"How_it_works?section={name}" for name in SECTIONS},
    **{f"lesson {name}": f"How_it_works?section=lessons&lesson={name}&guess=a" for name in LESSONS},
    "sheet": "How_it_works?section=lessons&lesson=kmeans&sheet=1",
}
CUT = """(nodes) => nodes.filter((node) => node.scrollWidth > node.clientWidth + 1)
  .map((node) => node.textContent || node.value)"""


@pytest.mark.slow
@pytest.mark.parametrize("name", PATHS)
def test_no_page_has_a_serious_violation(visit: Visit, app: str, name: str) -> None:
    script = (Path(axe.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
    for theme, lang in (("light", "en"), ("dark", "zh")):
        visit.page.emulate_media(color_scheme=theme)
        visit.open(app, f"{PATHS[name]}&lang={lang}")
        if name == "race":
            visit.wait_for_player("d.over === 'true' && d.playing === 'false'", 120)
            visit.page.locator("canvas.stage").first.press("ArrowRight")
            visit.page.locator("canvas.stage").first.press("Enter")
            for opened in (".big", ".opener", ".values summary"):
                visit.page.locator(opened).first.click()
            visit.rest()
        if name == "latent_space":
            visit.page.locator(".spaces[data-over=true]").wait_for(timeout=120_000)
            visit.page.locator(".panel canvas").first.press("ArrowRight")  # with what is told of a picture
            visit.rest()
        if name == "anomalies":
            visit.page.locator(".thresholds[data-shown='4']").wait_for(timeout=120_000)
            visit.rest()
        for figure in visit.page.locator(".figure [data-role=save]").all():
            expect(figure).not_to_be_empty(timeout=60_000)  # it says nothing before its numbers have come
        visit.page.wait_for_function("!document.querySelector('[data-stale=true]')")
        visit.page.wait_for_timeout(700)  # what was pale while it was computed fades in
        visit.page.evaluate(script)
        found = visit.page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
        serious = [
            f"{one['id']}: {node['html'][:200]} {node.get('failureSummary')}"
            for one in found
            if one["impact"] in ("serious", "critical")
            for node in one["nodes"]
        ]
        assert not serious, f"{theme}\n" + "\n".join(serious)


@pytest.mark.slow
@pytest.mark.parametrize("width", [1440, 1280, 900, 390])
def test_no_number_is_cut_off(visit: Visit, app: str, width: int) -> None:
    visit.page.set_viewport_size({"width": width, "height": 800})
    visit.open(app, "Meta_train?lang=en&steps=20000")
    values = visit.page.get_by_test_id("stMetricValue")
    values.first.wait_for(timeout=120_000)
    assert " " in values.first.inner_text()  # such as 2 h 47 min
    assert values.locator("xpath=descendant-or-self::*").evaluate_all(CUT) == []
    assert visit.page.locator("[data-testid=stNumberInput] input").evaluate_all(CUT) == []
    visit.open(app, "Race?lang=en")  # with as many learners as it takes
    assert visit.page.get_by_test_id("stMultiSelectTagsContainer").evaluate_all(CUT) == []
