"""The bilevel gradient on a plane, against a case derived by hand."""

from __future__ import annotations

import torch

from metaunsup.lessons.landscape import OPTIMA, Bowl, bowls, directions


def test_of_a_bowl_the_outer_gradient_is_known_in_closed_form() -> None:
    """L = (theta - o)^T A (theta - o) / 2, whose gradient is A (theta - o), and whose second derivative is A.

    One step leads to phi = l + (I - alpha A)(theta - l). So MAML's gradient is (I - alpha A) A (phi - o), first
    order's A (phi - o), what it drops -alpha A A (phi - o), and Reptile goes along -A (theta - l).
    """
    task = Bowl(torch.tensor([1.0, 0.0]), torch.tensor([0.0, 1.0]), torch.tensor([[2.0, 0.0], [0.0, 0.5]]))
    found = directions(torch.tensor([0.0, 3.0]), [task], inner_lr=0.25, steps=1)
    # theta - l = (0, 2); phi = l + (0.5 * 0, 0.875 * 2) = (0, 2.75); phi - o = (-1, 2.75); A of it = (-2, 1.375)
    expected = {
        "adapted": [[0.0, 2.75]],
        "first_order": [2.0, -1.375],
        "maml": [0.5 * 2.0, 0.875 * -1.375],
        "dropped": [-0.5 * 2.0, 0.125 * 1.375],
        "reptile": [0.0, -0.5 * 2.0],
        "pretraining": [2.0, -1.5],
    }
    for name, numbers in expected.items():
        torch.testing.assert_close(getattr(found, name), torch.tensor(numbers))


def test_without_a_step_all_methods_are_pre_training() -> None:
    found = directions(torch.tensor([0.4, -0.7]), bowls(OPTIMA), inner_lr=0.0, steps=3)
    for other in (found.maml, found.first_order, found.reptile):
        torch.testing.assert_close(other, found.pretraining)
