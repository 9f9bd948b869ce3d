"""No module of the package imports, by whatever way round, one that imports it."""

from __future__ import annotations

import ast
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "metaunsup"


def imported(tree: ast.AST, modules: set[str]) -> set[str]:
    """Those of ``modules`` that are imported anywhere in ``tree``: in a function or for a type checker counts, too."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= (names & modules) or {str(node.module)}
    return found & modules


def circle(sources: dict[str, str]) -> list[str]:
    """Modules of a circle among ``sources`` (name -> text), the first one again at the end; [] where there is none."""
    graph = {name: imported(ast.parse(text), set(sources)) for name, text in sources.items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def test_nothing_imports_in_a_circle() -> None:
    sources = {
        ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__"): path.read_text()
        for path in PACKAGE.rglob("*.py")
    }
    assert len(sources) > 100
    assert circle(sources) == []


def test_a_circle_is_found_also_where_only_a_type_checker_goes_round() -> None:
    sources = {
        "a.one": "from a import two",
        "a.two": "def f():\n    from a.three import x",
        "a.three": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from a.one import y",
    }
    assert set(circle(sources)) == set(sources)
    assert circle({**sources, "a.three": "import b.one"}) == []
