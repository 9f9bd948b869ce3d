"""The assigner against a slow one written out, what no order may change, and its gradient by differences."""

from __future__ import annotations

import math

import pytest
import torch
from slopes import check_slopes, seeded
from torch import Tensor

from metaunsup.adaptation.reading import UNREAD, Reading, consensus, foreseen, read, teacher_forced
from metaunsup.networks import slots
from metaunsup.networks.slots import Items, Slots, initial_assigner, scores

K = 3


@pytest.fixture
def practised() -> dict[str, Tensor]:
    """Parameters none of which is nought."""
    generator = seeded()
    fresh = initial_assigner(generator).items()
    return {k: v.double() + 0.3 * torch.randn(v.shape, generator=generator, dtype=torch.float64) for k, v in fresh}


@pytest.fixture
def z() -> Tensor:
    return torch.nn.functional.normalize(torch.randn(9, 4, generator=seeded(1), dtype=torch.float64), dim=1)


CLASSES = torch.tensor([0, 1, 0, 2, 1, 1, 0, 2, 0])


def by_hand(own: dict[str, Tensor], z: Tensor, order: list[int], classes: list[int], told: int) -> list[float]:
    """Log-likelihood of each place, one sum at a time, slots in the order in which they were opened."""
    n = len(z)
    scale = sum(float((a - b).square().sum()) for a in z for b in z) / n**2

    def apart(a: Tensor, b: Tensor) -> float:
        return float((a - b).square().sum()) / scale

    def near(i: int, j: int) -> float:
        return 0.0 if i == j else math.exp(-math.exp(float(own["addressing"])) * apart(z[i], z[j]))

    members: list[list[int]] = []
    contents: list[Tensor] = []
    answer = []
    for place, item in enumerate(order):
        read_before, unread = order[:place], order[place:]
        total = sum(near(item, j) for j in read_before)
        tell = []
        for slot, inside in enumerate(members):
            mean = z[inside].mean(0)
            scatter = max(0.0, (1 - float(mean.square().sum())) / scale)
            found = sum(near(item, j) for j in inside)
            tell.append(
                [
                    apart(z[item], contents[slot]),
                    apart(z[item], mean),
                    math.log(1 + len(inside)),
                    scatter,
                    found / (total + slots.CLOSE),
                    found / len(inside),
                ]
            )
        opened, left = len(members), n - place
        about = [
            total / max(1, place),
            sum(near(item, j) for j in unread) / left,
            min([one[1] for one in tell], default=2.0),
            math.log(1 + opened),
            left / n,
            float(told > 0),
            (told - opened) / told if told else 0.0,
            math.log((told - opened + 0.5) / (left + 0.5)) if told else 0.0,
        ]
        each = [(own["slot"] @ torch.tensor(one, dtype=z.dtype) + own["slot_bias"]).relu() for one in tell]
        summary = sum(each, torch.zeros(slots.HIDDEN, dtype=z.dtype)) / max(1, opened)
        context = own["item"] @ torch.tensor(about, dtype=z.dtype) + own["item_bias"] + own["all"] @ summary
        sharpness = math.exp(float(own["sharpness"]))
        logits = [
            float((own["one"] @ one + context).relu() @ own["join"]) - sharpness * told_of[1]
            for one, told_of in zip(each, tell, strict=True)
        ]
        new = float(context.relu() @ own["open"]) - sharpness * float(own["opening"])
        if opened == 0 or (told and left <= told - opened):
            logits = [-math.inf] * opened
        if told and opened >= told:
            new = -math.inf
        mass = sum(math.exp(one) for one in [*logits, new])
        slot = next((s for s, inside in enumerate(members) if classes[inside[0]] == classes[item]), opened)
        answer.append([*logits, new][slot] - math.log(mass))
        if slot == opened:
            members.append([item])
            contents.append(z[item])
        else:
            gate = 1 / (1 + len(members[slot]) * math.exp(-float(torch.tensor(tell[slot][1:]).double() @ own["gate"])))
            contents[slot] = contents[slot] + gate * (z[item] - contents[slot])
            members[slot].append(item)
    return answer


@pytest.mark.parametrize("told", [0, 3])
def test_the_likelihood_of_a_reading_by_a_slow_loop(practised, z, told) -> None:
    order = torch.stack([torch.randperm(9, generator=seeded(s)) for s in (2, 3)])
    items = Items.of(practised, z, seeded())
    found = teacher_forced(practised, items, order, CLASSES, torch.full((2,), told))
    for row, likely in zip(order.tolist(), found, strict=True):
        assert likely.tolist() == pytest.approx(by_hand(practised, z, row, CLASSES.tolist(), told), abs=1e-5)


def test_reading_step_by_step_is_what_practice_takes_it_for(practised, z) -> None:
    order = torch.stack([torch.randperm(9, generator=seeded(s)) for s in (2, 3, 4)])
    told, items = torch.tensor([K, 0, K]), Items.of(practised, z, seeded())

    def score(items, slots, index, view, left):
        return scores(practised, view, left, 9, told)

    (done,) = read(practised, score, items, order, 9, [9])
    for one in range(3):
        likely = teacher_forced(practised, items, order[one : one + 1], done.assignments[one], told[one : one + 1])
        assert float(likely.sum()) == pytest.approx(float(done.likelihood[one]), abs=1e-9)
    assert done.assignments[0].max() == 2 == done.assignments[2].max()  # told three, come to three
    for row, found in zip(order, done.assignments, strict=True):
        first = [int(found[item]) for item in row]
        assert [first.index(slot) for slot in range(max(first) + 1)] == sorted(
            first.index(slot) for slot in range(max(first) + 1)
        )  # numbered as they were opened


def test_what_classes_and_slots_are_called_plays_no_part(practised, z) -> None:
    order, items = torch.randperm(9, generator=seeded(2))[None], Items.of(practised, z, seeded())
    told = torch.tensor([K])
    renamed = torch.tensor([4, 0, 2])[CLASSES]
    one, other = (teacher_forced(practised, items, order, classes, told) for classes in (CLASSES, renamed))
    assert torch.allclose(one, other, atol=1e-12)
    slots, turn = Slots.empty(items, 1, 4), torch.tensor([2, 0, 3, 1])
    for item, slot in ((0, 0), (1, 1), (2, 0), (3, 2)):
        index = torch.tensor([item])
        slots.join(practised, items, index, torch.tensor([slot]), slots.view(items, index))
    other_slots = Slots(
        *(part[:, turn] for part in slots[:3]), torch.cat([turn.argsort(), torch.tensor([4])])[slots.rows]
    )
    index, left = torch.tensor([5]), torch.tensor([5])
    straight, turned = (
        scores(practised, one.view(items, index), left, 9, torch.tensor([4])) for one in (slots, other_slots)
    )
    assert torch.allclose(straight[:, :4][:, turn], turned[:, :4], atol=1e-12)
    assert torch.allclose(straight[:, 4], turned[:, 4], atol=1e-12)
    assert straight[0, 3] == -torch.inf and torch.isfinite(straight[0, [0, 1, 2, 4]]).all()  # the fourth is not open


def test_the_gradient_by_differences(practised, z) -> None:
    order = torch.stack([torch.randperm(9, generator=seeded(s)) for s in (2, 3)])

    def loss(parameters: dict[str, Tensor]) -> Tensor:
        own = {name: value for name, value in parameters.items() if name != "z"}
        items = Items.of(own, torch.nn.functional.normalize(parameters["z"], dim=1), seeded())
        return -teacher_forced(own, items, order, CLASSES, torch.tensor([0, K])).mean()

    check_slopes(loss, {k: v.clone().requires_grad_() for k, v in {**practised, "z": z}.items()})


def test_before_practice_it_is_sequential_k_means(z) -> None:
    own = {name: value.double() for name, value in initial_assigner(seeded()).items()}
    items, order = Items.of(own, z, seeded()), torch.arange(9)[None]
    told = torch.zeros(1, dtype=torch.int64)
    (done,) = read(own, lambda items, slots, index, view, left: scores(own, view, left, 9, told), items, order, 9, [9])
    means: list[Tensor] = []
    counts: list[int] = []
    expected = []
    for one in z:
        apart = [float((one - mean).square().sum() / items.scale) for mean in means]
        slot = min(range(len(means)), key=apart.__getitem__, default=0)
        if not means or apart[slot] > slots.OPENING:
            slot = len(means)
            means.append(one)
            counts.append(0)
        counts[slot] += 1
        means[slot] = means[slot] + (one - means[slot]) / counts[slot]
        expected.append(slot)
    assert done.assignments[0].tolist() == expected and 1 < max(expected) < 8
    assert torch.allclose(done.slots.contents[0, : len(means)], torch.stack(means))  # written as the mean is


def test_of_many_items_so_many_are_remembered(monkeypatch) -> None:
    monkeypatch.setattr(slots, "ROWS", 5)
    own = initial_assigner(seeded())
    points = torch.nn.functional.normalize(torch.randn(12, 4, generator=seeded(1)), dim=1)
    items = Items.of(own, points, seeded())
    assert items.near.shape == (12, 5) and sorted(items.row.tolist()) == [0, 1, 2, 3, 4, *[5] * 7]
    told = torch.tensor([K, K])
    order = torch.stack([torch.randperm(12, generator=seeded(s)) for s in (2, 3)])
    (done,) = read(
        own, lambda items, slots, index, view, left: scores(own, view, left, 12, told), items, order, K, [12]
    )
    assert done.slots.counts.sum(1).tolist() == [12, 12] and int(done.assignments.max()) == 2
    classes = done.assignments[0]
    likely = teacher_forced(own, items, order[:1], classes, told[:1])
    assert float(likely.sum()) == pytest.approx(float(done.likelihood[0]), abs=1e-4)


def test_what_most_readings_put_together_is_a_cluster() -> None:
    truth = torch.arange(3).repeat_interleave(6)
    found = truth.repeat(7, 1)
    for one in range(7):  # each reading calls its slots otherwise, and is wrong about three other items
        found[one, 2 * one : 2 * one + 3] = (truth[2 * one : 2 * one + 3] + 1) % 3
        found[one] = torch.randperm(3, generator=seeded(one))[found[one]]
    clusters, chance = consensus(found, 3, seeded())
    assert torch.equal(clusters[:, None] == clusters, truth[:, None] == truth)
    assert torch.allclose(chance.sum(1), torch.ones(18)) and torch.equal(chance.argmax(1), clusters)


def test_what_is_unread_is_foreseen_in_the_slot_of_the_nearest_mean() -> None:
    own = initial_assigner(seeded())
    points = torch.tensor([[1.0, 0.0], [0.0, 1.0], [0.8, 0.6], [0.6, 0.8]])
    items, open_slots = Items.of(own, points, seeded()), Slots.empty(Items.of(own, points, seeded()), 1, 3)
    for item in (0, 1):
        index = torch.tensor([item])
        open_slots.join(own, items, index, index, open_slots.view(items, index))
    reading = Reading(torch.tensor([[0, 1, UNREAD, UNREAD]]), torch.zeros(1), open_slots, 2)
    assert foreseen(reading, items).tolist() == [[0, 1, 0, 1]]
