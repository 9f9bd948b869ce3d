"""What the README and its companions promise: snippets run, paths exist, tables say what the results' files say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from benchmarks import (
    ablation,
    anomaly,
    applications,
    bounds,
    calibration,
    constructions,
    generation,
    generation_rates,
    generation_rows,
    halves,
    learners,
    loop,
    readme,
    reference,
)
from metaunsup.applications import fields
from metaunsup.applications.measured import measured
from metaunsup.cli.main import COMMANDS
from metaunsup.learners.registry import LEARNERS

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "metaunsup"
PAGES = {name: ROOT / name for name in ("README.md", ".github/CONTRIBUTING.md", "benchmarks/results/README.md")}
README, CONTRIBUTING, RESULTS = (path.read_text(encoding="utf-8") for path in PAGES.values())
MEASURED = (ablation, anomaly, applications, bounds, calibration, constructions, generation, halves, learners, loop)
MEASURED += (generation_rates, generation_rows, reference)
TABLES = ("reference", "halves", "learners", "calibration", "ablation", "loop", "bounds", "constructions", "anomaly")
TABLES += ("generation", "generation-rates", "generation-rows")
TABLES += tuple(f"applications-{name}" for name in fields() if measured(name))


def test_the_python_of_the_readme_runs(capsys) -> None:
    snippets = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    assert snippets
    for snippet in snippets:
        exec(compile(snippet, "README.md", "exec"), {"__name__": "readme"})
    assert "kmeans vs protonet" in capsys.readouterr().out


def test_it_is_short_and_has_one_table_and_pictures_in_both_languages() -> None:
    assert len(README.splitlines()) <= 125
    tables = re.findall(r"(?:^\|.*\n)+", README, re.MULTILINE)
    assert len(tables) == 1 and len(tables[0].splitlines()) <= 12
    assert re.findall(r"!\[[^]]+\]\(\.github/(.*?)\)", README) == ["race.png", "see-en.png", "see-zh.png"]


@pytest.mark.parametrize("name", PAGES)
def test_every_path_named_exists(name) -> None:
    text = PAGES[name].read_text(encoding="utf-8")
    quoted = {one or other for one, other in re.findall(r"`([^`\s]+)`|\]\(([^)\s]+)\)", text)}
    paths = {path for path in quoted if re.fullmatch(r"\.?[\w.-]+(/[\w.-]*)+|[\w.-]+\.(py|md|json)", path)}
    assert len(paths) >= 4
    # a bare name is of a file or folder of the package, named in the same breath
    missing = {path for path in paths if not ((ROOT / path).exists() or (PAGES[name].parent / path).exists())}
    assert {path for path in missing if "/" in path[:-1] or not any(PACKAGE.rglob(path))} == set()
    for module in re.findall(r"python -m (benchmarks\.\w+|metaunsup\.\w+)", text):
        place = ROOT / module.replace(".", "/")
        assert place.with_suffix(".py").exists() or (place / "__main__.py").exists(), module


def test_the_commands_of_the_readme_are_known() -> None:
    known = {command.__name__.rpartition(".")[2] for command in COMMANDS}
    assert set(re.findall(r"^python -m metaunsup (\w+)", README, re.MULTILINE)) <= known


@pytest.mark.parametrize("name", [*TABLES, "headline"])
def test_a_table_says_what_the_results_say(name, tmp_path, monkeypatch) -> None:
    """The commands that measure also write: without measuring, they must find nothing to change."""
    pages = {"PAGE": tmp_path / "results.md", "README": tmp_path / "readme.md"}
    pages["PAGE"].write_text(RESULTS, encoding="utf-8")
    pages["README"].write_text(README, encoding="utf-8")
    before = {name: path.read_text(encoding="utf-8") for name, path in pages.items()}
    modules = {module.__name__.rpartition(".")[2]: module for module in MEASURED}
    usual = modules["reference" if name == "headline" else name.partition("-")[0]]
    module = modules.get(name.replace("-", "_"), usual)
    monkeypatch.setattr(module, "put", lambda *given: readme.put(*given[:2], pages["README" if given[2:] else "PAGE"]))
    monkeypatch.setattr("sys.argv", [name, "--readme"])
    for page in pages.values():
        text = page.read_text(encoding="utf-8")
        page.write_text(re.sub(rf"(<!-- {name} table -->).*?(<!-- /{name} )", r"\1\n\2", text, flags=re.DOTALL))
    module.main()
    assert {name: path.read_text(encoding="utf-8") for name, path in pages.items()} == before


def test_every_learner_is_in_the_results() -> None:
    assert [name for name in LEARNERS if f"| `{name}` |" not in RESULTS] == []


def test_the_page_generate_shows_of_tables_what_the_results_say(tmp_path, monkeypatch) -> None:
    shown = generation_rows.MEASURED.read_text(encoding="utf-8")
    monkeypatch.setattr(generation_rows, "MEASURED", tmp_path / "shown.json")
    generation_rows.put_measured(generation_rows._read())
    assert (tmp_path / "shown.json").read_text(encoding="utf-8") == shown
