"""A comparison as ``compare`` prints it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from metaunsup.cli.classes import by_group, over_words
from metaunsup.cli.output import number, paragraph, table
from metaunsup.cli.practice import cost_in_words, loop_note
from metaunsup.cli.remarks import over, remarks
from metaunsup.cli.soon import soon
from metaunsup.words import Say

if TYPE_CHECKING:
    from metaunsup.evaluation.compare import Finished, Plan
    from metaunsup.evaluation.metrics import Interval
    from metaunsup.evaluation.tables import Table


def report(results: list[Finished], plan: Plan, broken: Sequence[str], say: Say) -> str:
    """The comparison as a person reads it: the settings side by side, then everything about all of them together.

    ``broken``: what stopped whom.
    """
    from metaunsup.evaluation.statistics import FEW, flips
    from metaunsup.evaluation.tables import ordered
    from metaunsup.evaluation.tables import table as table_of

    results = ordered(results, plan)
    everything = table_of(results, steps=plan.grid.adapt_steps)
    head = [say("cli.compare.head", tasks=len(results), adapt_steps=plan.grid.adapt_steps)]
    head += [f"{pool}: {text}" for pool, note in plan.notes.items() if (text := say.note(note)) is not None]
    head += loop_note(plan.practice.values(), say)
    parts = ["\n".join(map(paragraph, head))]
    settings = [one for setting in plan.settings() if (one := table_of(results, setting)).tasks]
    if len(settings) > 1:
        parts += [_side_by_side(settings, plan, say), say("cli.compare.all")]
    parts.append(_everything(everything, plan, say))
    legend = say("cli.compare.legend" if everything.draws > 1 else "cli.compare.legend_single")
    parts.append(paragraph(f"{legend} {over_words(everything.over.as_json(), say)} {say('learners.chosen')}"))
    parts += ["\n".join(map(paragraph, broken))] if broken else []
    parts += remarks({name: score.findings for name, score in everything.scores.items()}, say)
    known = {
        name: {"convergence": {t: one.as_json() for t, one in score.convergence.items()}, "area": score.area.as_json()}
        for name, score in everything.scores.items()
    }
    groups = {name: one.groups for name, one in everything.scores.items()}
    parts += by_group({name: {key: one.as_json() for key, one in each.items()} for name, each in groups.items()}, say)
    parts += filter(None, [soon(known, everything.leader, say)])
    if everything.pairs:
        counted = {"few": FEW, "flips": flips(len(everything.pairs))}
        parts.append(paragraph(say("cli.compare.paired", **counted)) + "\n" + _pairs(everything, say))
    return "\n\n".join(parts)


def described(one: Table, say: Say) -> str:
    """A setting in a few words."""
    setting = one.setting
    assert setting is not None
    text = f"{setting.pool} {setting.ways} x {setting.shots}"
    return text if setting.imbalance is None else f"{text} {say('cli.compare.uneven', value=setting.imbalance)}"


def _side_by_side(settings: list[Table], plan: Plan, say: Say) -> str:
    rows = [[say("cli.compare.setting"), *plan.learners]]
    for one in settings:
        beaten = one.beaten()
        cells = [
            plus_minus(one.scores[name].accuracy) + (" *" if name in beaten else "  ") if name in one.scores else "-"
            for name in plan.learners
        ]
        rows.append([described(one, say), *cells])
    return table(rows, right=range(1, len(rows[0])))


def _everything(one: Table, plan: Plan, say: Say) -> str:
    columns = ("learner", "accuracy", "nmi", "ari", "gain", "seconds", "practice")
    rows = [[say(f"cli.compare.column.{column}") for column in columns]]
    also = one.over.unit != "tasks"  # intervals over tasks and classes
    rows[0][2:2] = [say("cli.classes.column")] * also
    beaten = one.beaten()
    for name, score in one.scores.items():
        costs = {cost_in_words(practice[name], say) for practice in plan.practice.values()}
        rows.append(
            [
                name,
                plus_minus(score.accuracy) + (" *" if name in beaten else "  "),
                *[_wider(score.over_classes)] * also,
                number(score.nmi.mean),
                number(score.ari.mean),
                plus_minus(score.gain, signed=True),
                number(score.seconds),
                " | ".join(sorted(costs)),
            ]
        )
    rows += [[name, *["-"] * (len(rows[0]) - 1)] for name in one.without_score]
    return table(rows, right=range(1, len(rows[0]) - 1))


def _pairs(one: Table, say: Say) -> str:
    rows = [[say(f"cli.compare.pair.{column}") for column in ("pair", "difference", "interval", "wins", "p", "gain")]]
    also = one.over.unit != "tasks"
    rows[0][3:3] = [say("cli.classes.column")] * also
    for pair in one.pairs:
        low, high = pair.difference.low, pair.difference.high
        rows.append(
            [
                over(f"{pair.first} - {pair.second}", None if pair.draws == one.draws else pair.draws, say),
                number(pair.difference.mean, signed=True),
                "-" if low is None or high is None else f"{low:+.3f} .. {high:+.3f}",
                *[_wider(pair.over_classes)] * also,
                f"{pair.win_rate:.0%}",
                "-" if pair.p_holm is None else f"{pair.p_holm:.4f}",
                "-" if pair.gain is None else plus_minus(pair.gain, signed=True),
            ]
        )
    return table(rows, right=range(1, len(rows[0])))


def _wider(over_classes: Mapping[str, Interval]) -> str:
    both = over_classes.get("accuracy")
    return "-" if both is None or both.margin is None else f"± {number(both.margin)}"


def plus_minus(interval: Interval, *, signed: bool = False) -> str:
    """Mean +- half the interval's width; the mean alone where a single draw leaves none."""
    margin = interval.margin
    return number(interval.mean, signed=signed) + ("" if margin is None else f" ± {number(margin)}")
