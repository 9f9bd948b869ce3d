"""The page as Streamlit runs it: from its link to the numbers, junk, what is refused, what is drawn, what is shared."""

from __future__ import annotations

import base64
import time

import numpy as np
import pytest
from opened import JUNK, finished, opened, texts

from metaunsup.errors import MetaUnsupError
from metaunsup.latent.look import Picture, Space, Working
from metaunsup.ui.common.requests import TaskChoice
from metaunsup.ui.latent_space import component
from metaunsup.ui.latent_space.drawings import decoders
from metaunsup.ui.latent_space.jobs import Projections
from metaunsup.ui.latent_space.request import FIELDS, SpaceChoice
from metaunsup.words import WORDS, Say

FILE = "pages/4_Latent_space.py"
SMALL = {"ways": "2", "shots": "6", "method": "pca"}
CHOICE = SpaceChoice(TaskChoice("digits", 2, 6, 0), None, ("pixels", "shipped:digits/vae"), "pca", None, "near")


def test_from_the_link_to_the_numbers_and_what_the_decoder_draws() -> None:
    link = {**SMALL, "second": "shipped:digits/vae", "drawn": "between", "a": "3", "b": "12", "colour": "second"}
    test = finished(opened(FILE, lang="en", start="1", **link))
    assert not test.exception and not test.error and not test.warning
    table = test.table[0].value
    _, events = CHOICE.run()
    pictures = [one for one in events if isinstance(one, Picture)]
    assert list(table[Say()("latent_space.table.trust")]) == [f"{one.trust[0]:.3f}" for one in pictures]
    assert Say()("latent_space.caution") in texts(test)
    assert test.number_input(key="latent_space.a").value == 3
    test.number_input(key="latent_space.b").set_value(5).run()
    assert test.query_params["b"] in ("5", ["5"]) and test.query_params["start"] in ("1", ["1"])
    for kind in ("plane", "traverse", "again"):
        test.segmented_control(key="latent_space.drawn").set_value(kind).run()
        assert not test.exception and WORDS[f"latent_space.drawn.{kind}.about"][0] in texts(test)


def test_junk_in_the_link_is_named_and_the_page_works_on() -> None:
    test = opened(FILE, **dict.fromkeys(FIELDS, JUNK))
    assert "first=" in str(test.warning[0].value) and not test.error
    assert test.button(key="latent_space.go")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_impossible_numbers_are_refused_with_what_is_possible(lang: str) -> None:
    test = opened(FILE, lang=lang, of="pool", items="40")
    test.number_input(key="latent_space.items").set_value(5001).run()
    assert "1" in str(test.error[0].value) and "5000" in str(test.error[0].value)
    assert test.button(key="latent_space.go").disabled
    test.number_input(key="latent_space.items").set_value(40).run()
    test.number_input(key="latent_space.near").set_value(1001.0).run()
    assert "1000" in str(test.error[0].value)
    few = finished(opened(FILE, lang=lang, start="1", of="pool", items="9", method="tsne", near="50"))
    refused = MetaUnsupError("near_out_of_range", near=50, low=2, high=2, points=9)
    assert [str(one.value) for one in few.error] == [Say(lang).explain(refused)]


@pytest.mark.parametrize("items", ["1", "3"])
def test_a_projection_of_three_items_and_fewer_is_one_by_pca(items: str) -> None:
    test = finished(opened(FILE, lang="en", start="1", of="pool", items=items, method="umap"))
    assert not test.exception and not test.error
    assert set(test.table[0].value[Say()("latent_space.table.picture")]) == {"PCA"}


def test_what_the_browser_is_sent_is_what_was_computed() -> None:
    queue = Projections()
    job = queue.join(CHOICE)
    assert job.wait(60) and job.status == "finished" and job.visible
    data = component.payload(job, str.upper, Say("zh"))
    assert [one["title"] for one in data["spaces"]] == ["PIXELS", "SHIPPED:DIGITS/VAE"]
    sent, made = data["spaces"][1]["pictures"][0], next(one for one in job.pictures if one.space == 1)
    back = np.frombuffer(base64.b64decode(sent["points"]), "<i2").reshape(2, -1).T / 32_767 * sent["reach"]
    np.testing.assert_allclose(back, made.positions, atol=sent["reach"] / 30_000)
    near = np.frombuffer(base64.b64decode(data["spaces"][1]["neighbours"]), "<u2").reshape(12, -1)
    np.testing.assert_array_equal(near, job.spaces[1].neighbours)
    words = [key for key in WORDS if key.startswith("latent_space.view.")]
    assert len(data["words"]) == len(words)
    assert component.setup(job)["truth"] == job.shown.labels.tolist()


def test_a_projection_that_is_stopped_keeps_what_it_has_and_closes_its_work() -> None:
    closed = []

    def run(choice: SpaceChoice) -> tuple[object, object]:
        def events() -> object:
            try:
                while True:
                    time.sleep(0.01)
                    yield Working(0.5)
            finally:
                closed.append(True)

        return choice.shown(), events()

    queue = Projections(run)
    job = queue.join(CHOICE)
    assert job.wait(0.5) is False
    assert queue.join(CHOICE) is job  # a second viewer
    queue.cancel(job)
    assert job.wait(5) and job.status == "cancelled" and job.share == 0.5 and closed == [True]


def test_which_encoders_draw_and_the_command_that_does_the_same() -> None:
    assert decoders(CHOICE) == ["shipped:digits/vae"]
    assert CHOICE.command() == (
        "python -m metaunsup project --pool digits --ways 2 --shots 6 --seed 0 --encoders pixels,shipped:digits/vae"
        " --method pca --scrub near --csv space.csv --json space.json --svg space.svg"
    )
    assert not SpaceChoice(TaskChoice("digits", 2, 1, 0), 5000, ("pixels",), "umap", None, "near").quick


def test_a_space_is_sent_with_its_silhouette_missing_where_nobody_knows() -> None:
    space = Space(0, "x", np.eye(2), np.zeros((2, 1), int), np.array([0, -1]), np.zeros(2), None, None, moves=False)
    assert component._space(space, str, Say(), [])["silhouette"] is None
