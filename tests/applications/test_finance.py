"""Finance: tasks are of later months and other customers, frauds are made up blindly, rankings are scored right."""

from __future__ import annotations

import csv
import inspect
from collections.abc import Callable
from itertools import islice
from pathlib import Path

import numpy as np
import pytest
import torch
from sklearn.metrics import roc_auc_score

from metaunsup import MetaUnsupError
from metaunsup.applications import credit_card, load_field
from metaunsup.applications.bank import DAY, MONTH
from metaunsup.applications.card_practice import STEPS, CardAcr, make_learner, practise, shipped, unpractised
from metaunsup.applications.columns import NAMES, ONE_HOT, columns_of
from metaunsup.applications.credit_card import NEEDED, read_card_file, stretches
from metaunsup.applications.finance import METRICS, evaluate_on, metrics_of
from metaunsup.applications.judges import CEILINGS, METHODS, ByAccount, ForAll, made_up_rows, practice_rows
from metaunsup.applications.ledger import (
    ACCOUNTS,
    BEFORE,
    FARTHEST,
    PRACTISED,
    Account,
    DeskTask,
    Ledger,
    desk_tasks,
    practice_ledger,
)
from metaunsup.applications.made_up_frauds import CustomerEpisodes
from metaunsup.applications.transactions import draw_history
from metaunsup.data.source import Source
from metaunsup.detectors.acr import AcrDetector
from metaunsup.detectors.knn import Knn
from metaunsup.learners.acr import Acr
from metaunsup.learners.meta import MetaLearner
from metaunsup.networks.mlp import Columns

LEDGER = practice_ledger()
TASKS = list(islice(desk_tasks(20, 5), 3))


def test_practice_is_of_earlier_months_and_standardised_without_labels() -> None:
    assert len(LEDGER.histories) == PRACTISED
    assert max(one.rows.time[-1] for one in LEDGER.histories if len(one.rows)) < BEFORE * MONTH * DAY
    rows = practice_rows(LEDGER)
    assert rows.shape[1] == len(NAMES) and float(np.abs(rows).max()) <= FARTHEST
    assert np.allclose(rows[:, :ONE_HOT].std(0), 1, atol=0.25)
    assert np.allclose(rows[:, ONE_HOT:].mean(0), 0, atol=1e-3)


def test_tasks_are_of_later_months_and_have_fraud() -> None:
    for one in TASKS:
        assert one.month >= BEFORE and len(one.accounts) == ACCOUNTS and (one.truth > 0).any()
        assert one.truth.shape == one.amount.shape == one.time.shape
        for account in one.accounts:
            assert 2 <= len(account.support) <= 20 and len(account.queries) == len(account.amount)
            assert account.rows is not None and account.time.min() >= one.month * MONTH * DAY
    again = next(desk_tasks(20, 5))
    assert np.array_equal(again.amount, TASKS[0].amount)
    assert not np.array_equal(next(desk_tasks(20, 6)).amount, TASKS[0].amount)
    few = next(desk_tasks(5, 5))
    assert np.array_equal(few.truth, TASKS[0].truth)  # the same month, of which less is known before
    assert torch.equal(few.accounts[0].support, TASKS[0].accounts[0].support[-5:])


def test_no_fraud_of_practice_is_read_when_frauds_are_made_up() -> None:
    blind = type(LEDGER)(
        LEDGER.region,
        tuple(type(one)(one.customer, one.rows, np.full(len(one.rows), -9)) for one in LEDGER.histories),
        LEDGER.columns,
        LEDGER.scale,
    )
    first, second = (
        CustomerEpisodes(ledger).one_class(20, 20, torch.Generator().manual_seed(3)) for ledger in (LEDGER, blind)
    )
    assert torch.equal(first.queries, second.queries) and torch.equal(first.support, second.support)
    assert list(inspect.signature(columns_of).parameters) == ["rows"]


def test_made_up_frauds_are_others_rows_in_the_customer_s_own_past() -> None:
    episodes = CustomerEpisodes(LEDGER)
    for seed in range(20):
        one = episodes.one_class(20, 16, torch.Generator().manual_seed(seed))
        assert one.support.shape == (20, len(NAMES)) and int(one.anomalous.sum()) == 16
        assert torch.isfinite(one.queries).all() and not bool(one.anomalous[0])
        assert float(one.queries.abs().max()) <= FARTHEST
    rows, made = made_up_rows(LEDGER, 60)
    merchant = rows[:, NAMES.index("new_merchant")]
    assert merchant[made].mean() > merchant[~made].mean() + 0.3  # somebody else's merchants are new to the customer


def test_customers_are_pseudo_classes_of_runs() -> None:
    episode = CustomerEpisodes(LEDGER).draw(7, 3, 2, torch.Generator().manual_seed(0))
    assert episode.support.shape == (21, len(NAMES)) and episode.query.shape == (14, len(NAMES))
    assert episode.support_labels.tolist() == sorted(list(range(7)) * 3)
    whole = {row.numpy().tobytes(): at for at, rows in enumerate(LEDGER.columns) for row in rows}
    owner = [whole[row.numpy().tobytes()] for row in torch.cat([episode.support, episode.query])]
    assert all(owner[3 * way] == owner[3 * way + 1] == owner[21 + 2 * way] for way in range(7))


def test_practice_tells_made_up_frauds_of_new_customers_better_than_none() -> None:
    """The AUROC over many episodes is above that without practice by far more than its error."""
    histories = tuple(draw_history(LEDGER.region, number, months=BEFORE) for number in range(5000, 5020))
    columns = tuple(LEDGER.scale(columns_of(one.rows)) for one in histories)
    episodes = CustomerEpisodes(Ledger(LEDGER.region, histories, columns, LEDGER.scale))
    tests = [episodes.one_class(20, 20, torch.Generator().manual_seed(seed)) for seed in range(40)]

    def found(learner: MetaLearner) -> np.ndarray:
        detector, scores = AcrDetector(learner=learner), []
        for one in tests:
            (judged,) = detector.detect(one.support, one.queries, steps=0, generator=torch.Generator())
            scores.append(roc_auc_score(~one.anomalous.numpy(), judged.scores.numpy()))
        return np.array(scores)

    apart = found(shipped("acr")) - found(unpractised(len(NAMES)))
    assert apart.mean() > 0.1 and apart.mean() > 5 * apart.std() / len(apart) ** 0.5


@pytest.mark.parametrize("name", STEPS)
def test_a_seed_decides_practice(name: str) -> None:
    runs = [[progress.loss for _, progress in practise(name, LEDGER, 2)] for _ in range(2)]
    assert runs[0] == runs[1] and len(set(runs[0])) == 2


def test_all_tasks_in_one_pass_have_the_gradient_of_acr_s_one_by_one() -> None:
    learner = make_learner("acr")
    assert isinstance(learner, CardAcr)
    learner.dtype = torch.float64
    learner.begin(learner.initialise(Columns(len(NAMES)), torch.Generator().manual_seed(0)))
    parameters = {name: value.requires_grad_() for name, value in learner.parameters.items()}
    both = [
        how(learner, parameters, CustomerEpisodes(LEDGER), torch.Generator().manual_seed(1), 0.0)
        for how in (CardAcr.task_gradient, Acr.task_gradient)
    ]
    assert both[0][1] == pytest.approx(both[1][1]) and both[0][2] == both[1][2]
    assert all(torch.allclose(both[0][0][name], both[1][0][name], atol=1e-8) for name in parameters)


@pytest.mark.parametrize("name", STEPS)
def test_what_ships_has_practised_on_customers_who_are_not_tested(name: str) -> None:
    learner = shipped(name)
    assert learner.progress.step == STEPS[name] and learner.card is not None and learner.card["labels"] is False
    assert learner.trained_on is not None and learner.trained_on.tolist() == list(range(PRACTISED))
    assert learner.reads_vectors()


def blind_judge(task: DeskTask, generator: torch.Generator) -> np.ndarray:
    return np.arange(len(task.truth))[::-1].astype(float)


def test_a_ranking_is_scored_as_by_hand() -> None:
    truth = np.array([0, 2, 0, 1, 0] + [0] * 15)
    nothing = torch.zeros(20, 0)
    task = DeskTask((Account(nothing, nothing, np.arange(1.0, 21), np.arange(20.0)),), truth, 0, 3)
    told = metrics_of(blind_judge(task, torch.Generator()), task)
    assert told["average_precision"] == pytest.approx((1 / 2 + 2 / 4) / 2)
    assert told["precision_at_10"] == pytest.approx(0.2) and told["money_at_10"] == pytest.approx(1.0)
    worst = metrics_of(-blind_judge(task, torch.Generator()), task)
    assert worst["precision_at_10"] == worst["money_at_10"] == 0.0
    assert worst["average_precision"] == pytest.approx((1 / 17 + 2 / 19) / 2)


def test_judges_rank_by_each_account_s_own_past_or_another_s() -> None:
    (one,) = evaluate_on(TASKS[:1], {"knn": ByAccount(Knn()), "all": ForAll(lambda rows: rows[:, 0])}, 0)
    assert set(one.scores) == {"knn", "all"} and set(one.scores["knn"]) == set(METRICS)
    task = TASKS[0]
    own, other = (ByAccount(Knn(), other=other)(task, torch.Generator()) for other in (False, True))
    assert own.shape == task.truth.shape and not np.array_equal(own, other)
    first = len(task.accounts[0].queries)
    nearest = torch.cdist(task.accounts[0].queries, task.accounts[0].support).sort(1).values
    assert np.corrcoef(own[:first], nearest[:, 0].numpy())[0, 1] > 0.8
    assert own[task.truth > 0].mean() > own[task.truth == 0].mean()


def write(path: Path, rows: int, change: Callable[[list[list[str]]], object] = lambda table: None) -> Path:
    """A file in the public set's format, of which 2 % are frauds that stand far out in three columns."""
    rng = np.random.default_rng(0)
    table = [[*map(str, NEEDED)]]
    for row in range(rows):
        fraud = rng.random() < 0.02
        values = rng.normal(size=28)
        values[:3] += 6 * fraud
        table.append(
            [str(row * 60), *(f"{value:.5f}" for value in values), f"{rng.exponential(60):.2f}", str(int(fraud))]
        )
    change(table)
    with path.open("w", newline="") as file:
        csv.writer(file).writerows(table)
    return path


def test_a_file_in_the_public_set_s_format_is_judged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(credit_card, "STEPS", 10)
    monkeypatch.setattr(credit_card, "MADE_UP", 30)
    path = write(tmp_path / "creditcard.csv", 1200)
    results = list(load_field("finance").run(data=path, tasks=3))
    assert 1 <= len(results) <= 3 and set(results[0].scores) == set(METHODS) - {
        "protonet",
        "umtra",
        "acr-customers",
        "acr-other",
    }
    mean = {name: np.mean([one.scores[name]["average_precision"] for one in results]) for name in results[0].scores}
    assert mean["boosting"] > mean["amount"] + 0.3 and mean["knn"] > mean["amount"]
    assert set(CEILINGS) <= set(mean)


def test_rows_may_stand_in_any_order_and_quoted(tmp_path: Path) -> None:
    plain = read_card_file(Source(write(tmp_path / "a.csv", 500)))
    mixed = write(tmp_path / "b.csv", 500, lambda table: table.__setitem__(slice(1, None), table[:0:-1]))
    quoted = tmp_path / "c.csv"
    quoted.write_text(
        "\n".join(",".join(f'"{cell}"' for cell in line.split(",")) for line in mixed.read_text().split())
    )
    for path in (mixed, quoted):
        other = read_card_file(Source(path))
        assert torch.equal(other.columns, plain.columns) and np.array_equal(other.fraud, plain.fraud)
    (task, *_) = stretches(plain, 20, 0)
    assert task.accounts[0].support.shape == (20, 31) and float(task.time.min()) >= plain.time[plain.half] / 60


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda table: table[0].__setitem__(3, "W"), "card_columns"),
        (lambda table: table.__setitem__(slice(None), [["a", "b"], ["1", "2"]]), "card_columns"),
        (lambda table: table[5].__setitem__(4, "many"), "card_numbers"),
        (lambda table: table[5].__setitem__(4, "nan"), "card_numbers"),
        (lambda table: table.__delitem__(slice(50, None)), "card_rows"),
        (lambda table: [row.__setitem__(-1, "0") for row in table[1:]], "card_no_fraud"),
    ],
)
def test_other_files_are_refused_with_a_sentence(
    change: Callable[[list[list[str]]], object], code: str, tmp_path: Path
) -> None:
    with pytest.raises(MetaUnsupError) as caught:
        read_card_file(Source(write(tmp_path / "own.csv", 420, change)))
    assert caught.value.code == code and "own.csv" in str(caught.value)


def test_a_folder_stands_for_the_file_in_it(tmp_path: Path) -> None:
    with pytest.raises(MetaUnsupError) as caught:
        read_card_file(Source(tmp_path))
    assert caught.value.code == "folder_missing" and str(caught.value.fields["path"]).endswith("creditcard.csv")
    path = write(tmp_path / "creditcard.csv", 500)
    assert torch.equal(read_card_file(Source(tmp_path)).columns, read_card_file(Source(path)).columns)
