"""A page as Streamlit runs it, opened by its link, and everything written on it."""

from __future__ import annotations

from pathlib import Path

from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).parents[2]
JUNK = "<img src=x onerror=alert(1)>`;DROP TABLE"


def opened(file: str, *, timeout: float = 120, **query: str) -> AppTest:
    """The page in ``file``, below the root; nothing broke."""
    test = AppTest.from_file(str(ROOT / "app.py"), default_timeout=timeout)
    if file != "app.py":
        test.switch_page(file)
    for key, value in query.items():
        test.query_params[key] = value
    test.run()
    assert not test.exception
    return test


def texts(test: AppTest) -> str:
    """Everything written on the page."""
    kinds = (test.title, test.subheader, test.markdown, test.caption, test.error, test.warning, test.info)
    kinds += (test.success, test.code, test.metric)
    return "\n".join(str(part.value) for kind in kinds for part in kind)


def finished(test: AppTest, tables: int = 0) -> AppTest:
    """Run the page until it shows more than so many ``tables``, or an error."""
    for _ in range(60):
        if len(test.table) > tables or test.error:
            return test
        test.run()
    raise AssertionError("nothing came")


def until_over(test: AppTest, field: str, runs: int = 600) -> None:
    """Run the page until what it measures of a reader's own files is over."""
    for _ in range(runs):
        if f"{field}.own.job" not in test.session_state or test.session_state[f"{field}.own.job"].over:
            break
        test.session_state[f"{field}.own.job"].wait(1)
        test.run()
    test.run()
