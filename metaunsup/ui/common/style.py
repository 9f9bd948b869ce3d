"""What the pages look like beyond the theme: a style sheet, and a script, that every page has.

``--metaunsup-header`` is how far Streamlit's header covers what scrolls under it; the player reads it, too. The script
says what Streamlit leaves unsaid to who listens to a page: its language, and which link is that of the page itself.
"""

from __future__ import annotations

import streamlit as st

from metaunsup.words import Say

STYLE = """<style>
:root { --metaunsup-header: 3.75rem; }
/* beside an open sidebar the header is empty and lets everything through */
:root:has([data-testid="stSidebar"][data-collapsed="false"]) { --metaunsup-header: 0rem; }
[data-testid="stMainBlockContainer"] { padding-top: 3.2rem; padding-bottom: 3rem; max-width: 84rem; }
h1 { font-size: clamp(1.5rem, 1.1rem + 2.2vw, 2.6rem) !important;
     word-break: keep-all; overflow-wrap: anywhere; } /* Chinese breaks at its punctuation, not inside of words */
h1, h2, h3 { text-wrap: balance; }
/* the primary colour carries white; as the colour of letters it is too faint */
button[data-selected="true"], button[data-selected="true"] *, [data-testid="stSliderThumbValue"]
  { color: inherit !important; }
[data-testid="stCaptionContainer"] code { color: inherit; }
/* Streamlit's colours for code are too pale on a light page */
[data-testid="stCode"] .token { color: inherit !important; }
[data-testid="stCode"] .token.keyword { font-weight: 600; }
/* a slanted letter reaches beyond its box, and a formula became a scrolled region for 2 pixels */
.katex-display { padding-inline: 4px; }
/* a link to another page is read to its end, on the narrowest phone, too */
[data-testid="stMain"] [data-testid="stPageLink-NavLink"] * { white-space: normal; }
/* a list that is full stays as high as what was chosen: nobody looks for a learner beyond its edge */
[data-testid="stMultiSelectTagsContainer"] { flex-wrap: wrap; }
[data-testid="stMultiSelect"] [role="group"]:has(> [data-testid="stMultiSelectTagsContainer"]) { max-height: none; }
/* on a phone choices take a second line: what lies beyond the edge nobody looks for */
@media (max-width: 640px) { [data-testid="stButtonGroup"] > * { flex-wrap: wrap !important; } }
/* the heading of a column of places, two characters in Chinese, is not broken between them */
[class*="st-key-wide-"] [data-testid="stTable"] th:first-child * { white-space: nowrap; }
/* a table of many columns is moved sideways on a phone: squeezed, each of its words would have a line of its own */
@media (max-width: 640px) {
  [class*="st-key-wide-"] [data-testid="stTable"] { overflow-x: auto; }
  [class*="st-key-wide-"] [data-testid="stTable"] table { min-width: 46rem; }
}
/* a number is shown whole, or it is another number; and so is what it is compared with */
[data-testid="stMetricValue"], [data-testid="stMetricValue"] *, [data-testid="stMetricDelta"] *
   { white-space: normal !important; overflow: visible !important; text-overflow: clip !important; }
[data-testid="stMetricValue"] { font-size: 1.7rem; line-height: 1.2; }
@media (min-width: 641px) {
  [data-testid="stHorizontalBlock"]:has(> [data-testid="stColumn"] [data-testid="stNumberInput"]) { flex-wrap: wrap; }
  [data-testid="stColumn"]:has(> div > [data-testid="stElementContainer"] > [data-testid="stNumberInput"])
    { min-width: 9.3rem; }
}
[data-testid="stPageLink-NavLink"]:focus-visible { outline: 2px solid currentColor; outline-offset: -2px; }
[data-testid="stPageLink-NavLink"]:focus-visible:not(:hover, .st-key-app-here *) { background: none; }
</style>"""

# the two things that Streamlit says in English alone, where files are taken
_UPLOADER = """
[data-testid="stFileUploaderDropzone"] :is(p, [data-testid="stFileUploaderDropzoneInstructions"] span) { font-size: 0; }
[data-testid="stFileUploaderDropzone"] p::after { content: "CHOOSE"; font-size: 1rem; }
[data-testid="stFileUploaderDropzoneInstructions"] span::after { content: "MOST"; font-size: 0.875rem; }
"""

_HTML_LANG = {"en": "en", "zh": "zh-CN"}
# the browser runs a script when its text changes, so what must hold through every run of a page watches the document
_HERE = """
if (!window.metaunsupHere) {
  const mark = () => {
    for (const link of document.querySelectorAll("[data-testid='stSidebar'] [data-testid='stPageLink-NavLink']")) {
      if (link.closest(".st-key-app-here")) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
  };
  window.metaunsupHere = new MutationObserver(mark);
  const seen = { childList: true, subtree: true, attributes: true, attributeFilter: ["class"] };
  window.metaunsupHere.observe(document.body, seen);
  mark();
}
"""


def style(say: Say) -> str:
    """The style sheet for the reader's language."""
    if say.lang == "en":
        return STYLE
    most = say("app.largest_file", megabytes=st.get_option("server.maxUploadSize"))
    uploader = _UPLOADER.replace("CHOOSE", say("app.choose_files")).replace("MOST", most)
    return STYLE.replace("</style>", f"{uploader}</style>")


SCRIPT = {
    lang: f"<script>document.documentElement.lang = '{code}';{_HERE}</script>" for lang, code in _HTML_LANG.items()
}
