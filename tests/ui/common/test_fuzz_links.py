"""Thousands of links of every page: what is read lies in its range, and what is asked for is made, or refused."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from damage import HOSTILE
from fuzzed import inputs

from metaunsup.data.pool import Pool
from metaunsup.errors import MetaUnsupError
from metaunsup.learners.shipped import shipped_pools
from metaunsup.runs.command import as_arguments
from metaunsup.runs.rows import query
from metaunsup.training.estimate import check
from metaunsup.training.train import trainable
from metaunsup.ui.anomalies import request as anomalies
from metaunsup.ui.anomalies.names import missing
from metaunsup.ui.common import link
from metaunsup.ui.common.link import Choice, Codes, Field, Real, Several, Text, Whole
from metaunsup.ui.common.requests import HOME_FIELDS, MOST_ITEMS, RaceChoice, TaskChoice, home_race
from metaunsup.ui.common.task_form import TASK_FIELDS
from metaunsup.ui.compare import form as compare_form
from metaunsup.ui.compare import page as compare_page
from metaunsup.ui.compare.request import EQUAL, CompareChoice
from metaunsup.ui.latent_space import request as latent_space
from metaunsup.ui.meta_train.fields import as_settings, fields
from metaunsup.ui.race import form as race_form
from metaunsup.ui.runs import table as runs_table
from metaunsup.ui.tasks import page as tasks_page
from metaunsup.words import Say

REFERENCES = [f"shipped:{pool}/maml" for pool in shipped_pools("maml")]
PAGES: dict[str, Mapping[str, Field]] = {
    "home": HOME_FIELDS,
    "tasks": tasks_page.FIELDS,
    "race": race_form.FIELDS,
    "meta_train": fields(REFERENCES),
    "latent_space": latent_space.FIELDS,
    "compare": compare_page.FIELDS,
    "anomalies": anomalies.FIELDS,
    "runs": runs_table.FIELDS,
}
JUNK = (*(str(one) for one in HOSTILE), "9" * 400, "1e3", "1.5", "inf", "0x1f", "1_0", "a,a", ",,", *"0٣１,+%<`")
SAY = Say("zh")


def likely(field: Field, rng: random.Random) -> str:
    """A text that the field takes."""
    if isinstance(field, Whole | Real):
        low, high = field.low, field.high
        value = rng.choice((low, high, low + rng.random() * (high - low), low + rng.random() * min(high - low, 20)))
        return link.plain(value) if type(field) is Real else str(round(value))
    if isinstance(field, Choice | Several):
        options = field.options() if callable(field.options) else field.options
        most = min(len(options), field.most) if isinstance(field, Several) else 1
        return ",".join(rng.sample(options, rng.randint(1, most)))
    return rng.choice(("abc", "0" * 40, "a b", "-")) if isinstance(field, Text) else ",".join(rng.sample("abcdefgh", 2))


def broken(text: str, rng: random.Random) -> str:
    """``text``, or something else, as a hand or a program may have changed it."""
    at, junk = rng.randrange(len(text) + 1), rng.choice(JUNK)
    return rng.choice((junk, text[:at] + junk + text[at:], text[:at], text + text, text.upper(), f" {text} ", junk[:9]))


def within(field: Field, value: Any) -> bool:
    """Whether ``value`` is one that the field may have."""
    if value == field.default:
        return True
    if isinstance(field, Whole | Real):
        return field.low <= value <= field.high
    if isinstance(field, Text):
        return len(value) <= field.most and value.isprintable()
    if isinstance(field, Codes):
        return len(value) <= field.most and all(one.isascii() and len(one) <= 40 for one in value)
    options = field.options() if callable(field.options) else field.options
    return value in options if isinstance(field, Choice) else len(value) <= field.most and set(value) <= set(options)


def ask(page: str, values: dict[str, Any], *, thorough: bool) -> None:
    """What the page makes of the values, short of drawing it; may refuse. ``thorough``: also what takes longer."""
    if page == "home":
        assert home_race(values["seed"]).task.seed == values["seed"] and values["start"] in (0, 1)
    elif page in ("tasks", "race"):
        task = TaskChoice(**{name: values[name] for name in TASK_FIELDS} | {"pool": "digits"})
        if page == "race":
            choice = RaceChoice(task, values["learners"], values["trained"], values["steps"])
            assert race_form.described(choice, SAY) and "\n" not in race_form.as_command(choice)
        if thorough and task.ways * task.shots + task.outliers <= MOST_ITEMS:
            assert len(task.sample().items) == task.ways * task.shots + task.outliers
    elif page == "latent_space":
        task = TaskChoice(**{name: values[name] for name in TASK_FIELDS} | {"pool": "digits"})
        items = values["items"] if values["of"] == latent_space.POOL else None
        through = tuple(name for name in (values["first"], values["second"]) if name != latent_space.NONE)
        choice = latent_space.SpaceChoice(task, items, through, values["method"], None, values["scrub"])
        assert "\n" not in choice.command()
        if thorough and items is not None:
            assert 0 < len(choice.shown()) <= items
    elif page == "anomalies":
        told = {name: values[name] for name in ("kind", "detectors", "steps", *anomalies.TASK_NUMBERS)}
        judged = anomalies.AnomalyChoice("digits", trained_on=values["trained"], **told)
        assert "\n" not in judged.command(values["tasks"], values["miss"])
        assert all(isinstance(name, str) for name in missing(judged.detectors, judged.trained_on))
        assert all(map(SAY.detector_title, judged.detectors))
        if thorough:
            assert len(judged.sample().queries) == judged.queries
    elif page == "meta_train":
        settings = as_settings(values)
        assert all(isinstance(word, str) for word in as_arguments(settings))
        known = replace(settings, pool="digits")
        trainable(known)
        if thorough:
            check(known)
    elif page == "compare":
        numbers = {name: tuple(map(int, values[name])) for name in ("ways", "shots", "seeds")}
        uneven = tuple(None if code == EQUAL else float(code) for code in values["imbalance"])
        trained = None if values["trained"] == compare_form.OWN else values["trained"]
        lists = (values["pools"], numbers["ways"], numbers["shots"], uneven, numbers["seeds"])
        compared = CompareChoice(*lists, values["tasks"], values["learners"], trained, values["steps"])
        assert 0 < compared.estimate() < 1e12 and compared.command() and compared.grid()
    else:
        sort, descending = runs_table.SORTS[values["sort"]]
        asked = {"status": values["status"], "text": values["text"], "pool": values["pool"]}
        wanted = query(**asked, sort=sort, descending=descending)
        assert str(wanted) if thorough else wanted is not None


@pytest.mark.slow
def test_links_are_read_or_refused(small_pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("metaunsup.data.registry.load_pool", lambda name, **_: small_pool)
    ended, refused = set(), set()
    for seed in inputs("links"):
        rng = random.Random(f"links {seed}")
        page, known = rng.choice([*PAGES.items()])
        few = rng.sample([*known], rng.randint(0, min(8, len(known))))
        asked = {name: likely(known[name], rng) for name in few}
        for name in few:
            if rng.random() < 0.2:
                asked[name] = broken(asked[name], rng)
        values, ignored = link.read(asked, known)
        assert values.keys() == known.keys() and all(within(known[name], values[name]) for name in known), asked
        assert all(one.isprintable() and len(one) < 60 and "`" not in one for one in ignored), asked
        assert link.read(link.write(values, known), known) == (values, []), asked
        try:
            ask(page, values, thorough=seed % 4 == 0)
        except MetaUnsupError as problem:
            assert SAY.explain(problem)
            refused.add(problem.code)
        else:
            ended.add(page)
    assert ended == PAGES.keys() and len(refused) > 3
