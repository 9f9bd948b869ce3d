"""The house's rooms: each imports only from those before it, and streamlit stays in the app."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import metaunsup

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "metaunsup"
ROOMS = ("errors", "data", "networks", "adaptation", "lessons", "tasks", "learners", "detectors", "generation")
ROOMS += ("evaluation", "training", "latent", "applications", "runs", "api", "words", "ui", "cli", "examples")
SPEAK = {"ui", "cli", "words", "examples"}  # and metaunsup/__init__.py, which gives errors their sentences
SHARED = {
    "base",
    "bilevel",
    "bound",
    "choosing",
    "classical",
    "encoded",
    "few_shot",
    "latent",
    "meta",
    "one_class",
    "papers",
    "persistence",
    "pool_reader",
    "reading",
    "self_labelling",
    "settings",
    "sharing",
    "variants",
}  # what learners may take from each other's room
LISTS = {"registry", "shipped"}  # what may know them all


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Line and full name of everything that a file imports, wherever in the file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: relative"
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


FILES = sorted(PACKAGE.rglob("*.py"))


def test_every_file_stands_in_a_known_room() -> None:
    assert len(FILES) > 40
    assert {room_of(path) for path in FILES} <= {*ROOMS, "__init__", "__main__", "checkpoints"}


def test_rooms_import_only_from_those_before_them() -> None:
    wrong = []
    for path in FILES:
        room = room_of(path)
        if room not in ROOMS:
            continue
        for line, name in imports(path):
            head, _, rest = name.partition(".")
            if head != "metaunsup":
                continue
            other = "api" if rest in metaunsup.__all__ else rest.partition(".")[0]  # what the package gives is api's
            if other not in ROOMS or ROOMS.index(other) > ROOMS.index(room):
                wrong.append(f"{path.relative_to(ROOT)}:{line}: {name}")
    assert not wrong, "\n".join(wrong)


def test_only_what_speaks_knows_the_words() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in FILES
        for line, name in imports(path)
        if name.startswith("metaunsup.words") and room_of(path) not in SPEAK | {"__init__"}
    ]
    assert not wrong, "\n".join(wrong)


def test_only_the_app_knows_streamlit() -> None:
    app = [path for path in FILES if room_of(path) == "ui"] + [ROOT / "app.py", *(ROOT / "pages").glob("*.py")]
    users = [path for path in app if any(name.split(".")[0] == "streamlit" for _, name in imports(path))]
    assert users  # the test sees what it looks for
    wrong = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in FILES
        for line, name in imports(path)
        if name.split(".")[0] == "streamlit" and room_of(path) != "ui"
    ]
    assert not wrong, "\n".join(wrong)


def test_learners_never_import_each_other() -> None:
    wrong = []
    for path in (PACKAGE / "learners").glob("*.py"):
        for line, name in imports(path):
            parts = name.split(".")
            if parts[:2] != ["metaunsup", "learners"] or path.stem in LISTS:
                continue
            if parts[2] not in SHARED:
                wrong.append(f"{path.name}:{line}: {name}")
    assert not wrong, "\n".join(wrong)


UI = PACKAGE / "ui"
SHARED_UI = {"common": {"jobs"}, "jobs": set(), "player": set()}  # and what each of them may take from the others
PAGES = {path.name for path in UI.iterdir() if path.is_dir() and path.name not in {*SHARED_UI, "__pycache__"}}


def folder_imports() -> dict[tuple[str, str], list[str]]:
    """Every import from one folder of the app to another: (from, to) -> places."""
    found: dict[tuple[str, str], list[str]] = {}
    for path in UI.rglob("*.py"):
        parts = path.relative_to(UI).parts
        for line, name in imports(path):
            other = name.removeprefix("metaunsup.ui.").split(".")[0]
            if name.startswith("metaunsup.ui.") and other != parts[0]:
                found.setdefault((parts[0], other), []).append(f"{path.relative_to(ROOT)}:{line}: {name}")
    return found


def test_no_page_imports_another() -> None:
    allowed = {(page, shared) for page in PAGES for shared in SHARED_UI}
    allowed |= {(one, other) for one, others in SHARED_UI.items() for other in others}
    wrong = [place for pair, places in folder_imports().items() if pair not in allowed for place in places]
    assert not wrong, "\n".join(wrong)
    assert {"home", "tasks", "race", "meta_train", "compare", "draw", "runs", "how_it_works"} <= PAGES
    assert 5 < len(folder_imports()) <= len(PAGES) * len(SHARED_UI)  # arrows among the folders of the app


def test_the_app_s_files_stand_in_folders() -> None:
    assert [path.name for path in UI.glob("*.py")] == ["__init__.py"]
    tested = ROOT / "tests" / "ui"
    assert {path.name for path in tested.iterdir() if path.is_dir() and path.name != "__pycache__"} <= {
        *PAGES,
        *SHARED_UI,
    }  # the tests mirror them


@pytest.mark.parametrize("page", sorted((ROOT / "pages").glob("*.py")), ids=lambda page: page.stem)
def test_pages_are_thin(page) -> None:
    nodes = list(ast.walk(ast.parse(page.read_text(encoding="utf-8"))))
    assert not [node for node in nodes if isinstance(node, ast.ClassDef | ast.For | ast.While)]
    rooms = {name.split(".")[1] for _, name in imports(page) if name.startswith("metaunsup.")}
    assert rooms <= {"ui", "words"}  # no computation of their own
