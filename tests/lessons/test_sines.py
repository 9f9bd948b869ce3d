"""The sine networks: MAML's gradient against finite differences, and that the shipped ones do what the page says."""

from __future__ import annotations

import torch

from metaunsup.lessons import sines


def test_practice_is_differentiated_through_the_step() -> None:
    generator = torch.Generator().manual_seed(0)
    parameters = {name: value.double().requires_grad_() for name, value in sines.initial(generator).items()}
    _, x, y = (part.double() for part in sines.draw_tasks(1, 8, generator))

    def outer() -> torch.Tensor:
        *_, stepped = sines.fitted(parameters, x[:, :4], y[:, :4], 1, track=True)
        return sines.squared_error(stepped, x[:, 4:], y[:, 4:]).sum()

    (slope,) = torch.autograd.grad(outer(), parameters["b1"])
    at = int(slope.abs().argmax())
    moved = []
    for way in (1e-6, -1e-6):
        parameters["b1"].data[0, 0, at] += way
        moved.append(float(outer().detach()))
        parameters["b1"].data[0, 0, at] -= way
    torch.testing.assert_close((moved[0] - moved[1]) / 2e-6, float(slope[0, 0, at]), rtol=1e-4, atol=1e-6)


def test_the_shipped_networks_fit_as_the_page_says() -> None:
    curves, x, y = sines.draw_tasks(100, 10, torch.Generator().manual_seed(9))
    everywhere = torch.linspace(-5, 5, 50).expand(100, -1).unsqueeze(2)
    ends = {}
    for way, rate in (("pretrained", 0.002), ("maml", 0.01)):
        each = {name: value.expand(100, -1, -1) for name, value in sines.network(way).items()}
        errors = [
            sines.squared_error(now, everywhere, sines.sine(curves, everywhere))
            for now in sines.fitted(each, x, y, 1, rate)
        ]
        ends[way] = [float(error.detach().mean()) for error in errors]
    assert ends["maml"][1] < 0.4 * ends["pretrained"][1] and ends["maml"][0] > 0.8 * ends["pretrained"][0]
