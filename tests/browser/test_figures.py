"""What figures compute in the browser, against the package; then the figures in the page: dragged, linked, printed."""

from __future__ import annotations

import re
from typing import Any

import pytest
import torch
from visits import Visit

from metaunsup.adaptation.kmeans import continued, inertia_of
from metaunsup.lessons import evidence, landscape, plane, sines
from metaunsup.ui.how_it_works.figures import read, scripts
from metaunsup.words import Say

MATHEMATICS = read(*scripts("landscape_math", "sines_math", "kmeans_math", "evidence_math", "cells_math"))


def in_browser(page: Any, expression: str, *given: Any) -> Any:
    """The value of ``expression`` over ``given``, computed by the page's scripts."""
    return page.evaluate(f"(given) => {{ {MATHEMATICS}\nreturn ({expression})(...given); }}", list(given))


def test_the_browser_computes_what_the_package_computes(visit: Visit) -> None:
    page = visit.page
    generator = torch.Generator().manual_seed(0)
    # the plane: autograd there, closed form here
    for rate, steps, misled in ((0.4, 1, 0.0), (0.9, 3, 0.8), (0.0, 2, 0.5), (0.3, 0, 0.3), (1.9, 10, 1.5)):
        theta, optima = torch.randn(2, generator=generator), 2 * torch.randn(3, 2, generator=generator)
        tasks = landscape.bowls(optima, misled)
        told = [
            {name: getattr(task, name).flatten().tolist() for name in ("optimum", "learned", "curvature")}
            for task in tasks
        ]
        here = in_browser(
            page, "(t, tasks, r, s) => landscapeDirections(t, prepared(tasks, r, s))", theta.tolist(), told, rate, steps
        )
        there = landscape.directions(theta, tasks, rate, steps)
        for name in there._fields:
            value = getattr(there, name)
            size = float(torch.stack([there.maml, there.first_order]).abs().max()) + 1
            torch.testing.assert_close(
                torch.tensor(here[name], dtype=torch.float32), value, rtol=1e-4, atol=1e-5 * size
            )
    # the sine networks: ten steps of backpropagation
    _, x, y = sines.draw_tasks(1, 10, generator)
    points = torch.cat([x, y], 2)[0].tolist()
    for way, rate in (("maml", 0.01), ("pretrained", 0.002)):
        flat = {name: [n for row in rows for n in row] for name, rows in sines.shipped()["networks"][way].items()}
        xs = torch.linspace(-5, 5, 61, dtype=torch.float64)
        fit = "(net, points, rate, xs) => { for (let i = 0; i < 10; i++) net = sineStep(net, points, rate);"
        fit += " return [sineCurve(net, xs), xs.map((x) => sineForward(net, x).out)]; }"
        *_, last = sines.fitted(
            {name: value.double() for name, value in sines.network(way).items()}, x.double(), y.double(), 10, rate
        )
        expected = sines.predict(last, xs[None, :, None]).flatten().detach()
        for said in in_browser(page, fit, flat, points, rate, xs.tolist()):  # all at once, and one by one
            torch.testing.assert_close(torch.tensor(said).double(), expected, rtol=1e-4, atol=1e-4)
    # k-means to its end, from bad starts
    for name in plane.CLOUDS:
        cloud = plane.cloud(name)
        here = in_browser(page, "(points, start) => settled(points, start)", cloud.points.tolist(), cloud.bad.tolist())
        begin = (cloud.points[:, None] - cloud.bad).square().sum(2).argmin(1)
        end = continued(cloud.points, begin, len(cloud.bad))
        assert here["assignments"] == end.tolist()
        assert here["inertia"] == pytest.approx(inertia_of(cloud.points, end, len(cloud.bad)), rel=1e-4)
        assert here["inertia"] >= cloud.best * 0.999
    # the bound and its terms
    for at, world in enumerate(evidence.WORLDS):
        terms = evidence.bound(1.3, 0.4, 0.7, world)
        here = in_browser(page, "(x, m, s, w) => [latentBound(x, m, s, w), logEvidence(x, w)]", 1.3, 0.4, 0.7, at)
        assert [here[0]["reconstruction"], here[0]["kl"]] == pytest.approx(
            [float(terms.reconstruction), float(terms.kl)]
        )
        assert here[1] == pytest.approx(evidence.log_evidence(1.3, world))
    # prototypes and chances
    points, labels, query = torch.randn(12, 2, generator=generator), torch.arange(12) // 4, torch.tensor([0.3, -0.2])
    means = plane.means(points, labels, 3)
    here = in_browser(
        page,
        "(p, l, q) => [classMeans(p, l, 3), classChances(q, classMeans(p, l, 3), 0.6)]",
        points.tolist(),
        labels.tolist(),
        query.tolist(),
    )
    torch.testing.assert_close(torch.tensor(here[0]), means)
    torch.testing.assert_close(torch.tensor(here[1]), plane.class_probability(query, means, 0.6))


def dragged(visit: Visit, handle: Any, far: tuple[float, float], steps: int = 60) -> None:
    """Drag a handle with the mouse."""
    box = handle.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    visit.page.mouse.move(x, y)
    visit.page.mouse.down()
    for step in range(1, steps + 1):
        visit.page.mouse.move(x + far[0] * step / steps, y + far[1] * step / steps)
    visit.page.mouse.up()


@pytest.mark.slow
def test_theta_is_dragged_in_the_browser_and_the_link_says_where_it_is(visit: Visit, app: str) -> None:
    visit.open(app, "How_it_works?lang=en")
    figure, theta = visit.page.locator(".figure"), visit.page.locator(".handle").first
    theta.wait_for()
    sent = len(visit.sent)
    box = theta.bounding_box()
    assert box is not None
    visit.page.mouse.move(box["x"] + 18, box["y"] + 18)
    visit.page.mouse.down()
    for step in range(30):
        visit.page.mouse.move(box["x"] + 18 - 3 * step, box["y"] + 18 + step)
    assert len(visit.sent) == sent  # not a word to the server while it is dragged
    visit.page.mouse.up()
    visit.page.wait_for_function("location.search.includes('gradient=')")
    state = figure.get_attribute("data-state")
    assert state and f"gradient={state}" in visit.page.url.replace("%2C", ",")
    visit.rest()
    visit.open(app, visit.page.url.partition("/How")[2].join(["How", ""]))
    assert visit.page.locator(".figure").get_attribute("data-state") == state
    visit.page.locator(".handle").nth(1).press("ArrowRight")  # by keyboard
    visit.page.wait_for_function(
        f"document.querySelector('[data-testid=stApp]') && !location.search.includes('{state}')"
    )
    assert visit.errors == [] and visit.outside == []


@pytest.mark.slow
def test_a_figure_stays_beside_the_formula_that_is_read(visit: Visit, app: str) -> None:
    page = visit.page
    page.set_viewport_size({"width": 1280, "height": 720})
    visit.open(app, "How_it_works?lang=en&section=gradient")
    for number in (1, 3, 4):
        page.locator(".katex-display").nth(number).evaluate("(one) => one.scrollIntoView({block: 'center'})")
        page.wait_for_timeout(300)
        seen = page.locator(".board").evaluate(
            "(one) => { const { top, bottom, height } = one.getBoundingClientRect();"
            " return (Math.min(bottom, innerHeight) - Math.max(top, 0)) / height; }"
        )
        assert seen > 0.6
    assert visit.errors == []


@pytest.mark.slow
def test_a_lesson_is_walked_through_and_its_sheet_is_one_page(visit: Visit, app: str) -> None:
    say = Say("zh")
    visit.open(app, "How_it_works?lang=zh&section=lessons&lesson=kmeans")
    visit.page.get_by_text(say("lessons.kmeans.b"), exact=True).click()
    visit.rest()
    visit.page.get_by_role("button", name=say("lessons.commit")).click()
    visit.page.get_by_role("button", name=say("how_it_works.kmeans.run")).click()
    visit.page.get_by_role("button", name=say("lessons.seen")).click()
    visit.page.get_by_text("52.7%").wait_for()
    assert "guess=b" in visit.page.url and "seen=1" in visit.page.url
    for lang in ("en", "zh"):
        for lesson in ("orders", "control", "letters"):
            visit.open(app, f"How_it_works?lang={lang}&section=lessons&lesson={lesson}&sheet=1")
            printed = visit.page.pdf(format="A4", prefer_css_page_size=True)
            assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1, (lang, lesson)
    assert visit.errors == []
