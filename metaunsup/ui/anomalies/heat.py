"""Where pictures are odd: the most suspicious ones as they are drawn again, or with heat on their odd places.

Of a table's rows the columns that are missed farthest, a bar each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from metaunsup.ui.anomalies.request import PAGE
from metaunsup.ui.common.picture import show_picture
from metaunsup.ui.common.rows import CONFIG, bars, column_titles
from metaunsup.words import Say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from metaunsup.evaluation.anomaly_look import Verdict
    from metaunsup.ui.anomalies.jobs import LookJob

ROWS, ACROSS, BARS = 6, 3, 8  # the most suspicious of a table, how many side by side, and columns of each


def show_heat(job: LookJob, say: Say) -> None:
    """The board of each detector that draws, then of each that points at places; nothing where there is none."""
    drawing = [one for one in job.verdicts.values() if one.reconstruction is not None]
    pointing = [one for one in job.verdicts.values() if one.places is not None]
    if drawing and job.task is not None and job.task.queries.ndim == 2:
        st.subheader(say("anomalies.heat"))
        _show_rows(job, drawing, say)
        return
    for kind, verdicts in (("heat", drawing), ("glow", pointing)):
        if verdicts:
            st.subheader(say(f"anomalies.{kind}"))
            st.markdown(say(f"anomalies.{kind}.about"))
            for one in verdicts:
                _show_board(job, one, kind, say)
            st.caption(say(f"anomalies.{kind}.caution"))


def _show_board(job: LookJob, one: Verdict, kind: str, say: Say) -> None:
    from metaunsup.evaluation.heat import SHOWN

    assert job.task is not None
    board, order = one.board(job.task.queries), one.order()
    assert board is not None
    count = min(SHOWN, len(order))
    caption = say(f"anomalies.{kind}.caption", detector=say.detector_title(one.name), count=count)
    show_picture(board, caption)
    st.caption(caption)
    if st.session_state[f"{PAGE}.truth"] and job.task.truth.known:
        odd = [bool(job.task.truth.anomalous[item]) for item in order[:SHOWN]]
        told = say.listed(say("anomalies.odd" if here else "anomalies.normal") for here in odd)
        st.caption(say("anomalies.heat.are", listed=told))


def _show_rows(job: LookJob, drawing: Sequence[Verdict], say: Say) -> None:
    """For each of the most suspicious rows the columns in which it differs most from what is drawn of it."""
    from metaunsup.evaluation.heat import missed

    assert job.task is not None
    st.markdown(say("anomalies.heat.rows.about"))
    queries, truth = job.task.queries, job.task.truth
    names = column_titles(job.request.load().columns, queries.shape[1], say)
    revealed = bool(st.session_state[f"{PAGE}.truth"]) and truth.known
    for one in drawing:
        assert one.reconstruction is not None
        st.caption(say("anomalies.heat.rows.caption", detector=say.detector_title(one.name)))
        table = []
        shown = one.order()[:ROWS]
        for first in range(0, len(shown), ACROSS):  # a line at a time: columns of all would be out of order on a phone
            for place, column in zip(range(first, min(first + ACROSS, len(shown))), st.columns(ACROSS), strict=False):
                item = shown[place]
                found = missed(queries[item], one.reconstruction[item])
                label = say("anomalies.heat.rows.one", place=place + 1)
                if revealed:
                    odd = bool(truth.anomalous[item])
                    label += f" ({say('anomalies.odd' if odd else 'anomalies.normal')})"
                with column:
                    st.markdown(f"**{label}**")
                    few = found[:BARS]
                    errors, titles = [each.squared_error for each in few], [names[each.column] for each in few]
                    chart = bars(errors, titles, say("rows.error"))
                    st.plotly_chart(chart, theme="streamlit", config=CONFIG, key=f"{PAGE}.heat.{one.name}.{place}")
                table += [
                    {
                        say("anomalies.scores.item"): label,
                        say("rows.column"): names[each.column],
                        say("rows.value"): f"{each.value:.2f}",
                        say("rows.drawn"): f"{each.drawn:.2f}",
                        say("rows.error"): f"{each.squared_error:.2f}",
                    }
                    for each in found
                ]
        with st.expander(say("rows.numbers")):
            st.dataframe(table, hide_index=True)
    st.caption(say("anomalies.heat.rows.caution"))
