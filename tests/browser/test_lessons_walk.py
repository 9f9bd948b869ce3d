"""Each lesson as a pupil walks it: read, guess, experiment, what was measured, "now break it".

Every other lesson is walked in Chinese. With BOTH_LANGUAGES=1 in the environment each is in both, one after the other,
since a race that somebody else has just seen is there at once.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from functools import cache
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from visits import Visit

from metaunsup.lessons.measured import numbers
from metaunsup.ui.common.shell import URL_PATHS
from metaunsup.ui.how_it_works.course import GUESSES, LESSONS, Elsewhere
from metaunsup.words import LANGUAGE_NAMES, LANGUAGES, WORDS, Say

SLOW = 300  # seconds allowed on a busy machine
CJK = re.compile("[㐀-鿿]")
KEYS = re.compile(rf"\b(?:{'|'.join({key.partition('.')[0] for key in WORDS})})\.[a-z_]+\.[a-z_.]+\b")
# what a person sees as text: not code, not formulas, and not what is folded away
TEXT = """(root) => {
  const found = [];
  const walk = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return found.push(node.textContent.trim());
    if (node.nodeType === Node.ELEMENT_NODE) {
      if (["SCRIPT", "STYLE", "CODE", "PRE"].includes(node.tagName) || node.classList.contains("katex")) return;
      if (node.tagName === "A" && node.origin !== location.origin) return; // a paper keeps its title
      if (node.dataset?.testid === "stIconMaterial" || !node.checkVisibility()) return;
    }
    if (node.shadowRoot) walk(node.shadowRoot);
    node.childNodes.forEach(walk);
  };
  walk(root);
  return found.filter(Boolean);
}"""
# canvases that are to be seen and on which every pixel is the same; charts without a mark
EMPTY = """(nodes) => nodes.filter((one) => one.checkVisibility() && one.clientWidth > 60).filter((one) => {
  if (one.tagName !== "CANVAS") return !one.querySelector(".trace, .hm, .barlayer path");
  if (!one.width || !one.height) return true;
  const seen = new Uint32Array(one.getContext("2d").getImageData(0, 0, one.width, one.height).data.buffer);
  return seen.every((pixel) => pixel === seen[0]);
}).map((one) => one.outerHTML.slice(0, 160))"""


def plain(sentence: str) -> str:
    """A sentence as it is read: without what Markdown makes bold or slanted."""
    return re.sub(r"[*`]", "", sentence)


@cache
def foreign(lang: str) -> list[str]:
    """The sentences of the other language, and pieces of those with gaps, where both languages are not the same."""
    mine, other = LANGUAGES.index(lang), 1 - LANGUAGES.index(lang)
    own = {plain(pair[mine]) for pair in WORDS.values()}
    pieces = {part.strip() for pair in WORDS.values() for part in re.split(r"\{[^}]*\}", plain(pair[other]))}
    return [piece for piece in pieces if len(piece) > (14 if lang == "zh" else 5) and not any(piece in o for o in own)]


def sound(visit: Visit, lang: str) -> None:
    """Nothing on the page is broken: no key, no gap, no sentence of the other language, no empty figure."""
    visit.rest(SLOW)
    page = visit.page
    assert page.locator("[data-testid=stException]").count() == 0
    texts = page.locator("[data-testid=stApp]").evaluate(TEXT)
    whole = "\n".join(one for one in texts if one != LANGUAGE_NAMES["zh"])
    assert KEYS.findall(whole) == []
    assert Say(lang)("app.link_ignored", what="|").partition("|")[0] not in whole
    assert re.findall(r"\{[a-z_]+(?::[^}]*)?\}", whole) == []
    assert [sentence for sentence in foreign(lang) if sentence in whole] == []
    if lang == "en":
        assert CJK.findall(whole) == []
    else:
        latin = [one for one in whole.split("\n") if not CJK.search(one) and len(re.findall("[a-z]{3,}", one)) > 3]
        assert latin == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    for one in page.locator(".figure [data-role=save]").all():
        one.filter(has_text=re.compile(".")).wait_for()  # it says nothing before its numbers have come
    page.wait_for_function("!document.querySelector('[data-stale=true]')")
    deadline = 20
    while (empty := page.locator("canvas, .js-plotly-plot").evaluate_all(EMPTY)) and deadline:
        page.wait_for_timeout(250)
        deadline -= 1
    assert empty == []
    assert (visit.errors, visit.outside) == ([], [])


def result(visit: Visit, one: Elsewhere, lang: str) -> None:
    """Wait until the experiment ``one`` shows what it is there to show, having started it where it does not itself."""
    page, say = visit.page, Say(lang)
    if one.page == "race":
        visit.wait_for_player("d.over === 'true' && Number(d.frames) > 0", SLOW)
    elif one.page == "latent_space":
        page.locator(".spaces[data-over=true][data-ready=true]").wait_for(timeout=SLOW * 1000)
        stops = page.locator(".spaces").get_attribute("data-stops") or ""
        assert (len(stops.split(",")) > 5) == ("scrub" in one.query)  # there are steps to be scrubbed through
    elif one.page == "tasks":
        page.locator(".gallery canvas").last.wait_for(timeout=SLOW * 1000)
    else:
        if one.page == "meta_train" or "learners" in one.query:
            page.get_by_role("button", name=say(f"{one.page}.start"), exact=True).click(timeout=SLOW * 1000)
        patience = 3 * SLOW if one.page == "meta_train" else SLOW  # a training gives way to everything else
        page.locator(".js-plotly-plot").first.wait_for(timeout=patience * 1000)


def leave(visit: Visit, one: Elsewhere, lang: str) -> None:
    """Stop what would go on computing for nobody."""
    if one.page in ("compare", "meta_train"):
        stop = visit.page.get_by_role("button", name=Say(lang)(f"{one.page}.cancel"), exact=True)
        if stop.count():
            stop.click()
            stop.wait_for(state="detached", timeout=SLOW * 1000)


def follow(
    visit: Visit, name: str, part: str, places: tuple[Elsewhere, ...], lang: str, seen: Callable[[str], Any]
) -> None:
    """Open each link of the lesson's ``part``, look at what is there, and come back to the lesson as it was left."""
    page, say = visit.page, Say(lang)
    for number, one in enumerate(places, 1):
        here = page.url
        label = say(f"lessons.{name}.{part}.{number}")
        page.get_by_test_id("stMain").get_by_test_id("stPageLink-NavLink").filter(has_text=label).click()
        page.wait_for_url(f"**/{URL_PATHS[one.page]}?*lang={lang}*")
        visit.rest(SLOW)
        asked = dict(parse_qsl(urlsplit(page.url).query))
        assert one.query.items() <= {**one.query, **asked}.items()  # none of it was set to something else
        result(visit, one, lang)
        sound(visit, lang)
        seen(f"{part}.{number}")
        leave(visit, one, lang)
        visit.open(here.partition("/How")[0], f"How{here.partition('/How')[2]}")


def walk(visit: Visit, app: str, name: str, lang: str, seen: Callable[[str], Any] = lambda _: None) -> None:
    """The lesson from its link to its last experiment; ``seen`` is told of each thing on the screen."""
    page, say, lesson = visit.page, Say(lang), LESSONS[name]
    guess = GUESSES[list(LESSONS).index(name) % len(GUESSES)]

    def says(part: str) -> bool:
        return plain(say(f"lessons.{name}.{part}", **numbers())) in page.get_by_test_id("stMain").inner_text()

    visit.open(app, f"How_it_works?section=lessons&lesson={name}&lang={lang}")
    assert says("plain") and says("mathematics") and says("question")
    assert not says("told") and not page.locator(".figure").count()
    sound(visit, lang)
    seen("guess")
    page.get_by_text(say(f"lessons.{name}.{guess}", **numbers()), exact=True).click()
    visit.rest()
    page.get_by_role("button", name=say("lessons.commit")).click()
    page.get_by_role("button", name=say("lessons.seen")).wait_for()
    sound(visit, lang)
    assert page.locator(".figure").count() == bool(lesson.figure) == says("figure") if lesson.figure else True
    follow(visit, name, "to", lesson.experiments, lang, seen)
    assert f"guess={guess}" in page.url and not says("told")
    page.get_by_role("button", name=say("lessons.seen")).click()
    page.get_by_text(say("lessons.part.5")).wait_for()
    sound(visit, lang)
    heading = say("lessons.right" if guess == lesson.answer else "lessons.other", answer="")
    assert says("told") and says("break") and says(lesson.answer) and heading in page.content()
    seen("told")
    follow(visit, name, "break_to", lesson.breaks, lang, seen)


def walks() -> list[tuple[str, str]]:
    """Who is walked in which language."""
    both = bool(os.environ.get("BOTH_LANGUAGES"))
    turns = (LANGUAGES if both else LANGUAGES[number % 2 :][:1] for number in range(len(LESSONS)))
    return [(name, lang) for name, languages in zip(LESSONS, turns, strict=True) for lang in languages]


@pytest.mark.slow
@pytest.mark.parametrize(("name", "lang"), walks())
def test_a_lesson_is_walked_from_its_link_to_its_last_experiment(visit: Visit, app: str, name: str, lang: str) -> None:
    walk(visit, app, name, lang)
