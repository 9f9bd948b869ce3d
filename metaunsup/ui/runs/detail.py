"""One run: where it stands, what its owner may do with it, and how to take it home."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from metaunsup.data.text import one_line
from metaunsup.errors import MetaUnsupError
from metaunsup.runs.command import as_arguments
from metaunsup.runs.export import as_json, checkpoint_zip, public_settings
from metaunsup.runs.identity import LONGEST_NAME
from metaunsup.runs.paths import CHECKPOINT
from metaunsup.runs.rows import RunRow
from metaunsup.runs.store import LONGEST_NOTE, Store
from metaunsup.training.settings import settings_from_json
from metaunsup.ui.common import shell
from metaunsup.ui.common.format import duration, known_learner, moment, pool_title
from metaunsup.ui.common.run_picker import anomaly_link, generate_link, race_link
from metaunsup.ui.common.run_store import attempt
from metaunsup.ui.common.text import explain_publicly, literal
from metaunsup.ui.runs.chart import plain, setting_text
from metaunsup.ui.runs.table import COLOURS, redraw, state
from metaunsup.words import WORDS, Say

SILENT = 10.0  # seconds after which a silent worker is worth a word


def show_run(row: RunRow, store: Store, say: Say, *, token: str | None, mine: bool) -> None:
    """Everything about one run."""
    st.markdown(f"#### {'★ ' if row.starred else ''}{literal(row.name)}")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.badge(state(row, say), color=COLOURS[row.status])  # type: ignore[arg-type]
        st.markdown(facts(row, say))
    problems(row, say)
    if mine:
        controls(row, store, say, token=token or "")
    elif row.has_token:
        st.info(say("runs.other_browser"), icon=":material/lock:")
    else:
        st.info(say("runs.command_line"), icon=":material/terminal:")
        st.code(
            "\n".join(f"python -m metaunsup runs {action} {row.id}" for action in commands(row)),
            language="bash",
            wrap_lines=True,
        )
    if row.note and not mine:
        st.markdown(f"**{say('runs.note')}**")
        st.text(row.note)
    take_home(row, store, say)
    settings(row, say)


def facts(row: RunRow, say: Say) -> str:
    """Who practised on what, how far it came and what it cost, in a line."""
    made = moment(row.created)
    fields = {
        "learner": literal(known_learner(row.learner, say)),
        "pool": literal(pool_title(row.pool, say)),
        "step": f"{row.step:,}",
        "steps": f"{row.steps:,}",
        "seconds": duration(row.seconds, say),
        "items": f"{row.items_seen:,}",
        "created": "–" if made is None else f"{made:%Y-%m-%d %H:%M}",
    }
    text = say("runs.facts", **fields)
    if row.accuracy is not None and row.kmeans is not None:
        text += say("runs.facts.accuracy", accuracy=f"{row.accuracy:.1%}", kmeans=f"{row.kmeans:.1%}")
    return f"{text} · `{row.id}`"


def problems(row: RunRow, say: Say) -> None:
    """What went wrong, what is being waited for."""
    if row.problem is not None:
        st.error(explain_publicly(row.problem, say), icon=":material/error:")
    if row.status == "interrupted":
        st.warning(say("runs.interrupted"), icon=":material/bolt:")
    if row.stage is not None and f"runs.stage.{row.stage}" in WORDS:
        st.caption(say(f"runs.stage.{row.stage}"))
    if row.silent is not None and row.silent > SILENT:
        st.warning(say("runs.silent", seconds=row.silent))


def commands(row: RunRow) -> list[str]:
    """What can be done with a run that nobody's browser owns, as words of the command."""
    allowed = [action for action, able in possible(row).items() if able]
    return [*allowed, "star", "rename", "note", *([] if row.status == "running" else ["delete --yes"])]


def possible(row: RunRow) -> dict[str, bool]:
    """Which of pause, resume and cancel make sense now."""
    damaged = row.error is not None and row.error.get("code") in ("run_damaged", "run_newer", "run_folder_gone")
    return {
        "pause": row.status in ("queued", "running") and row.request is None,
        "resume": row.status in ("paused", "interrupted", "cancelled", "failed") and not damaged,
        "cancel": row.status in ("queued", "running", "paused", "interrupted") and row.request != "cancel",
    }


# -- what the owner may do -------------------------------------------------------------------------------------------


def controls(row: RunRow, store: Store, say: Say, *, token: str) -> None:
    """Buttons, the name and the note."""

    def does(action: str, *more: Callable[[], Any]) -> Callable[[], None]:
        def do() -> None:
            found = attempt(store, [row.id], action, *(value() for value in more), token=token)
            st.session_state["runs.problems"] = found

        return do

    able = possible(row)
    icons = {"pause": "pause", "resume": "play_arrow", "cancel": "stop"}
    methods = {"pause": "request_pause", "resume": "resume", "cancel": "request_cancel"}
    with st.container(horizontal=True):
        for action, icon in icons.items():
            if able[action]:
                st.button(
                    say(f"runs.{action}"),
                    icon=f":material/{icon}:",
                    help=say(f"runs.{action}.help"),
                    on_click=does(methods[action]),
                    key=f"runs.{action}",
                )
        st.button(
            say("runs.unstar" if row.starred else "runs.star"),
            icon=":material/star:",
            on_click=does("star", lambda: not row.starred),
            key="runs.star",
        )
        delete_button([row], store, say, token=token, key="runs.delete")
    with st.form("runs.about", border=False):
        # named by the run, so that another run's words are not taken for this one's
        name, note = f"runs.name.{row.id}", f"runs.note.{row.id}"
        st.text_input(say("runs.name"), row.name, max_chars=LONGEST_NAME, key=name)
        st.text_area(say("runs.note"), row.note, max_chars=LONGEST_NOTE, height=90, key=note)

        def save() -> None:
            st.session_state["runs.problems"] = [
                *attempt(store, [row.id], "rename", st.session_state[name], token=token),
                *attempt(store, [row.id], "note", st.session_state[note], token=token),
            ]

        st.form_submit_button(say("runs.save"), on_click=save, icon=":material/save:")


def delete_button(rows: Sequence[RunRow], store: Store, say: Say, *, token: str, key: str) -> None:
    """Asks before anything is deleted; not there for what is running."""
    if any(row.status == "running" for row in rows):
        return
    label = say("runs.delete") if len(rows) == 1 else say("runs.delete.several", count=len(rows))
    if st.button(label, icon=":material/delete:", key=key):
        st.session_state["runs.deleted"] = False
        st.dialog(say("runs.delete.title"))(_ask)(rows, store, say, token)


def _ask(rows: Sequence[RunRow], store: Store, say: Say, token: str) -> None:
    if st.session_state.get("runs.deleted"):
        st.rerun()

    def delete() -> None:
        away = [row.id for row in rows]
        st.session_state["runs.problems"] = attempt(store, away, "delete", token=token)
        st.session_state["runs.runs"] = [one for one in st.session_state["runs.runs"] if one not in away]
        st.session_state["runs.deleted"] = True
        redraw()

    def keep() -> None:
        st.session_state["runs.deleted"] = True

    st.markdown(say("runs.delete.about", count=len(rows)))
    st.markdown("\n".join(f"- {literal(row.name)} · `{row.id}`" for row in rows))
    with st.container(horizontal=True):
        st.button(say("runs.delete.yes"), type="primary", on_click=delete, key="runs.delete.yes")
        st.button(say("runs.delete.no"), on_click=keep, key="runs.delete.no")


def complaints(say: Say) -> None:
    """What the last button could not do, once."""
    for problem in st.session_state.pop("runs.problems", []):
        st.error(explain_publicly(problem, say))


# -- taking it home --------------------------------------------------------------------------------------------------


def take_home(row: RunRow, store: Store, say: Say) -> None:
    """The run as files, and the page where it can be watched."""
    with st.container(horizontal=True):
        if "meta_train" in shell.PAGES:
            st.page_link(
                shell.PAGES["meta_train"][0],
                label=say("runs.watch"),
                icon=shell.PAGES["meta_train"][1],
                query_params={"lang": say.lang, "run": row.id},
            )
        race_link(row, say)
        anomaly_link(row, say)
        generate_link(row, say)
        st.download_button(
            say("runs.json"),
            data=lambda: as_json(row, store.metrics(row.id)).encode(),
            file_name=f"run-{row.id}.json",
            mime="application/json",
            on_click="ignore",
            icon=":material/download:",
            key="runs.json",
        )
        there = all((row.place / name).is_file() for name in (CHECKPOINT, "checkpoint.json"))
        st.download_button(
            say("runs.checkpoint"),
            data=lambda: checkpoint_zip(row),
            file_name=f"checkpoint-{row.id}.zip",
            mime="application/zip",
            on_click="ignore",
            icon=":material/download:",
            disabled=not there,
            help=None if there else say("runs.checkpoint.none"),
            key="runs.checkpoint",
        )


def settings(row: RunRow, say: Say) -> None:
    """All settings, and the command that makes the same run."""
    with st.expander(say("runs.settings")):
        public = public_settings(row)
        try:
            chosen = settings_from_json(public)
        except (MetaUnsupError, TypeError):
            st.caption(say("runs.settings.damaged"))
        else:
            command = one_line(f"python -m metaunsup train {shlex.join(as_arguments(chosen))}")
            st.code(command, language="bash", wrap_lines=True)
        options = public.get("options")
        flat = {name: value for name, value in public.items() if name != "options"}
        flat |= {str(name): value for name, value in options.items()} if isinstance(options, dict) else {}
        st.dataframe(
            {
                say("runs.setting"): [plain(name) for name in flat],
                say("runs.value"): [setting_text(value, say) for value in flat.values()],
            },
            hide_index=True,
            height="content",
            key="runs.all_settings",
        )
