"""Every field of application on a phone, in Chinese: by its link, with figure, table, and a reader's own file."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image
from visits import Visit

from metaunsup.applications.credit_card import NEEDED
from metaunsup.data import textures
from metaunsup.words import Say

pytestmark = [pytest.mark.slow, pytest.mark.parametrize("visit", ["phone"], indirect=True)]
SAY = Say("zh")
Upload = dict[str, str | bytes]


def upload(name: str, data: bytes, kind: str = "text/csv") -> Upload:
    return {"name": name, "mimeType": kind, "buffer": data}  # type: ignore[dict-item]


def pictures(count: int) -> list[Upload]:
    found = []
    for number, drawn in enumerate(textures.draw("tile", 3, count, side=64)):
        file = io.BytesIO()
        Image.fromarray(drawn).save(file, format="PNG")
        found.append(upload(f"{number:03d}.png", file.getvalue(), "image/png"))
    return found


def ratings() -> Upload:
    liked = [(person, 20 * (person % 2) + film) for person in range(120) for film in range(0, 20, 1 + person % 3)]
    lines = [f"{person},{film},5.0,0" for person, film in liked]
    return upload("ratings.csv", "\n".join(["userId,movieId,rating,timestamp", *lines]).encode())


def payments() -> Upload:
    rng = np.random.default_rng(0)
    lines = [",".join(f'"{name}"' for name in NEEDED)]
    for row in range(600):
        fraud = row % 40 == 0
        numbers = ",".join(f"{value + 5 * fraud:.6f}" for value in rng.normal(size=28))
        lines.append(f'{60 * row},{numbers},{rng.exponential(60):.2f},"{int(fraud)}"')
    return upload("creditcard.csv", "\n".join(lines).encode())


def cases() -> Upload:
    rng = np.random.default_rng(0)
    values = np.concatenate([rng.normal(0, 1, (150, 3)), rng.normal(3, 1, (60, 3))])
    lines = [",".join([*(f"{x:.3f}" for x in row), "ill" if at >= 150 else "benign"]) for at, row in enumerate(values)]
    return upload("cases.csv", "\n".join(["a,b,c,kind", *lines]).encode())


@pytest.mark.parametrize("field", ["industry", "medical", "finance", "recommendation"])
def test_a_field_is_all_there_and_takes_a_file_of_its_layout(app: str, visit: Visit, field: str) -> None:
    words, page = f"applications.{field}", visit.page
    visit.open(app, f"Applications?lang=zh&field={field}")
    assert page.get_by_text(SAY(f"{words}.question")).count() == 1
    assert page.locator(".js-plotly-plot").count() >= 1
    page.get_by_text(SAY("applications.measured.table")).first.click()
    minus = page.locator("[data-testid=stTable]").filter(has_text="±").first
    minus.wait_for(timeout=30_000)
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth <= innerWidth")
    files = page.locator("input[type=file]")
    if field == "industry":
        files.nth(0).set_input_files(pictures(3))
        visit.rest()
        files.nth(1).set_input_files(pictures(5)[3:])
    else:
        files.first.set_input_files({"medical": cases, "finance": payments, "recommendation": ratings}[field]())
    visit.rest()
    if field == "medical":
        page.get_by_role("textbox", name=SAY("applications.medical.own.label")).fill("kind")
        page.keyboard.press("Enter")
        visit.rest()
    page.get_by_role("button", name=SAY("applications.own.go")).click()
    if field == "industry":
        page.locator("img[alt^='2：']").wait_for(timeout=180_000)
    else:
        said = SAY("applications.own.told", tasks=0).partition("0")[0]
        page.get_by_text(said).last.wait_for(timeout=180_000)
    visit.rest()
    assert page.get_by_test_id("stException").count() == 0
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth <= innerWidth")
    assert visit.outside == [] and visit.errors == []
