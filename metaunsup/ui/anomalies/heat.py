"""Where a reconstruction fails: the most suspicious pictures, as they are drawn again, and the difference."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from metaunsup.ui.anomalies.request import PAGE
from metaunsup.ui.common.picture import show_picture
from metaunsup.words import Say

if TYPE_CHECKING:
    from metaunsup.ui.anomalies.jobs import LookJob


def show_heat(job: LookJob, say: Say) -> None:
    """The board of each detector that draws; where there is none, how to have one."""
    from metaunsup.evaluation.heat import SHOWN, board

    assert job.task is not None
    drawing = [one for one in job.verdicts.values() if one.reconstruction is not None]
    if not drawing:
        return
    st.subheader(say("anomalies.heat"))
    st.markdown(say("anomalies.heat.about"))
    for one in drawing:
        assert one.reconstruction is not None
        order = one.order()
        fields = {"detector": say.detector_title(one.name), "count": min(SHOWN, len(order))}
        caption = say("anomalies.heat.caption", **fields)
        show_picture(board(job.task.queries, one.reconstruction, order), caption)
        st.caption(caption)
        if st.session_state[f"{PAGE}.truth"] and job.task.truth.known:
            odd = [bool(job.task.truth.anomalous[item]) for item in order[:SHOWN]]
            told = say.listed(say("anomalies.odd" if here else "anomalies.normal") for here in odd)
            st.caption(say("anomalies.heat.are", listed=told))
    st.caption(say("anomalies.heat.caution"))
