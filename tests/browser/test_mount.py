"""A component that is closed and opened again on the same elements: only its new view answers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import metaunsup.ui

MOUNT = Path(metaunsup.ui.__file__).parent / "player" / "mount.js"
ONE = """class One {
  constructor(parent) {
    this.root = parent.querySelector(".one");
    this.root.querySelector("button").addEventListener("click", () => heard.push(this.data));
    this.root.appendChild(document.createElement("i"));
  }
  close() { this.data = "closed"; }
}"""


def test_a_view_that_was_closed_answers_no_more(browser: Any) -> None:
    page = browser.new_page()
    page.set_content("<div><p class=one><button>say</button></p></div>")
    heard, made = page.evaluate(
        f"""() => {{ {MOUNT.read_text(encoding="utf-8")}; {ONE};
      const heard = globalThis.heard = [];
      const call = mounted(".one", (parent) => new One(parent), (view, {{ data }}) => {{ view.data = data; }});
      const parentElement = document.querySelector("div");
      const say = () => parentElement.querySelector("button").click();
      call({{ data: 1, parentElement }});
      const close = call({{ data: 2, parentElement }}); // a message to the same view
      say();
      close();
      say(); // nobody is there
      call({{ data: 3, parentElement }});
      say();
      return [heard, parentElement.querySelectorAll("i").length]; }}"""
    )
    assert heard == [2, 3]
    assert made == 1  # what the first view had built is gone, too
    page.close()
