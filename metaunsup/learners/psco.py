"""PsCo: each image is a class; its shots are those of earlier batches that a slower copy of the network finds like it.

Jang, Lee, Shin, Unsupervised Meta-learning via Few-shot Pseudo-supervised Contrastive Learning (ICLR 2023),
arXiv:2303.00996. Differs from the paper: the losses shape the very embedding that is clustered, unless the paper's
``projection`` and prediction are asked for, with which short practice comes less far (100 steps on Omniglot, validation
part: .50 against .69); both views of an image are altered alike (the paper alters the momentum network's less); the
queue begins empty (zeros, which attract and repel nothing) and not at random. ``psco-adapt`` is the same encoder with
the steps of ``protonet-adapt``.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import torch
from torch import Tensor, nn
from torch.func import functional_call
from torch.nn import functional as F

from metaunsup.adaptation.objectives import TEMPERATURE, prototypes
from metaunsup.adaptation.pseudo_tasks import instance_loss, pseudo_shots, pseudo_supervised_loss
from metaunsup.learners.encoded import EncodedLearner
from metaunsup.learners.papers import Paper
from metaunsup.learners.self_labelling import Loop, SelfLabellingLearner
from metaunsup.learners.settings import setting
from metaunsup.networks.conv4 import part
from metaunsup.tasks.episode import Episode, Episodes

PROJECTOR, PREDICTOR = "projector.", "predictor."  # before the names of the parameters of either
MOMENTUM, QUEUE = "momentum.", "queue"  # the same in ``memory``
WIDTH, HIDDEN = 64, 256  # of a projection, and of the layer before it


@dataclass(eq=False, repr=False)
class PsCo(EncodedLearner, SelfLabellingLearner):
    """Practises on pseudo-tasks of its own making; clusters by its head in the encoder that the gradient moves.

    An episode has ``ways`` images, in ``query_views`` for the network and ``support_views`` for its momentum copy,
    which follows it by 1 - ``momentum`` of the way at each step. What the copy makes of an image (of several views
    their mean) is the image's key; the last ``queue_size`` keys make the queue, its oldest first. An image's ``shots``
    are those of the queue that its key is tied to most; ``shot_temperature`` is the softmax's over all images' shots,
    ``temperature`` that over all keys. Features are averaged over places where an image is larger than 31 pixels.
    """

    name = "psco"
    print_name = "PsCo"
    paper = Paper(
        "Jang, Lee, Shin 2023",
        "Unsupervised meta-learning via few-shot pseudo-supervised contrastive learning",
        "https://arxiv.org/abs/2303.00996",
        (
            r"\min_\theta -\log \frac{\exp(q_i \cdot s_i / \tau)}{\sum_j \exp(q_i \cdot s_j / \tau)}"
            r" - \log \frac{\exp(q_i \cdot k_i / \tau)}{\exp(q_i \cdot k_i / \tau) + \sum_m \exp(q_i \cdot m / \tau)}",
            r"\phi \leftarrow \mu \phi + (1 - \mu)\, \theta",
        ),
    )
    terms: ClassVar[tuple[str, ...]] = ("pseudo_supervised", "instance")

    ways: int = setting(192)
    query_views: int = setting(1)
    queue_size: int = setting(2048, low=64, high=16384, group="outer")
    momentum: float = setting(0.9, low=0.0, high=1.0, group="outer")
    shots: int = setting(4, low=1, high=64, group="outer")
    shot_temperature: float = setting(0.05, low=0.01, high=10.0, group="outer")
    projection: bool = setting(False, group="outer")
    temperature: float = setting(0.05)

    # -- practising ------------------------------------------------------------------------------------------------

    def parts(self, channels: int) -> dict[str, nn.Module]:
        """Projection and prediction, where there are any."""
        return {PROJECTOR: projector(self.filters), PREDICTOR: predictor()} if self.projection else {}

    def task_gradient(
        self, parameters: dict[str, Tensor], episodes: Episodes, generator: torch.Generator, share: float
    ) -> tuple[dict[str, Tensor], float, int]:
        """The gradient of both losses' sum on one episode."""
        episode = episodes.draw(self.ways, self.support_views, self.query_views, generator)
        self.memory = self.memory or self._empty(parameters)
        pseudo, instance, keys = self.losses(parameters, self.memory, episode)
        self.measured = (float(pseudo.detach()), float(instance.detach()))
        self.left = (F.pad(keys, (0, 0, 0, self.ways - len(keys))).flatten(),)  # a partition may have given fewer
        gradients = torch.autograd.grad(pseudo + instance, list(parameters.values()))
        seen = len(episode.support) + len(episode.query)
        return dict(zip(parameters, gradients, strict=True)), sum(self.measured), seen

    def losses(
        self, parameters: Mapping[str, Tensor], memory: Mapping[str, Tensor], episode: Episode
    ) -> tuple[Tensor, Tensor, Tensor]:
        """L_PsCo and L_MoCo of one episode, and its images' keys (N, D)."""
        copy = part(memory, MOMENTUM)
        with torch.no_grad():
            keys = F.normalize(self.project(copy, episode.support), dim=1)
            keys = prototypes(keys, episode.support_labels.to(keys.device), episode.n_classes)
        queries = self.project(parameters, episode.query)
        if self.projection:
            queries = _through(predictor(), parameters, PREDICTOR, queries)
        queries = F.normalize(queries, dim=1)
        item_of, queue = episode.query_labels.to(keys.device), memory[QUEUE]
        shots = queue[pseudo_shots(keys, queue, self.shots)]
        pseudo = pseudo_supervised_loss(queries, item_of, shots, self.shot_temperature)
        return pseudo, instance_loss(queries, item_of, keys, queue, self.temperature), keys

    def project(self, parameters: Mapping[str, Tensor], images: Tensor) -> Tensor:
        """Features of ``images`` (N, C, H, W), or projections of them: (N, ``width``), not of unit length."""
        features = self.features(parameters, images)
        if not self.projection:
            return features
        return _through(projector(features.shape[1]), parameters, PROJECTOR, features)

    # -- what it keeps from step to step ---------------------------------------------------------------------------

    @property
    def width(self) -> int:
        """How many numbers a key has."""
        return WIDTH if self.projection else self.filters

    @property
    def leaves(self) -> int:
        """The keys of a task."""
        return self.ways * self.width

    @torch.no_grad()
    def remember(self, left: Tensor) -> None:
        """The copy follows the network; the tasks' keys go into the queue in their order, and the oldest out."""
        assert self.parameters is not None
        memory = dict(self.memory)
        for name, value in self._followed(self.parameters).items():
            memory[MOMENTUM + name] = torch.lerp(value, memory[MOMENTUM + name], self.momentum)
        keys = left.reshape(-1, self.width)
        memory[QUEUE] = torch.cat([memory[QUEUE], keys[keys.any(1)]])[-self.queue_size :]
        self.memory = memory

    def memory_shapes(self, channels: int) -> dict[str, torch.Size]:
        """The momentum copy's, and the queue's."""
        copied = {name: torch.empty(shape) for name, shape in self.shapes(channels).items()}
        return {name: value.shape for name, value in self._empty(copied).items()}

    def _followed(self, parameters: Mapping[str, Tensor]) -> dict[str, Tensor]:
        """Those of ``parameters`` that the momentum copy has, too: all but the prediction's."""
        return {name: value.detach() for name, value in parameters.items() if not name.startswith(PREDICTOR)}

    def _empty(self, parameters: Mapping[str, Tensor]) -> dict[str, Tensor]:
        """The memory before any step."""
        copied = {MOMENTUM + name: value.clone() for name, value in self._followed(parameters).items()}
        return {**copied, QUEUE: next(iter(copied.values())).new_zeros(self.queue_size, self.width)}

    def task_bytes(self, share: float, pixels: int) -> float:
        """Of the queries alone, since the momentum copy has no gradient, and of their likeness to queue and shots."""
        queries = self.ways * self.query_views
        return self.kept_bytes(queries, pixels) + 8.0 * queries * (self.queue_size + self.ways * self.shots)


def projector(filters: int) -> nn.Module:
    """Features (N, filters) -> projections (N, WIDTH)."""
    return _perceptron(filters, nn.BatchNorm1d(WIDTH, affine=False, track_running_stats=False))


def predictor() -> nn.Module:
    """Projections (N, WIDTH) -> what they are predicted to be for the momentum copy (N, WIDTH)."""
    return _perceptron(WIDTH, nn.Identity())


def _perceptron(inputs: int, last: nn.Module) -> nn.Module:
    with torch.device("meta"):
        layers = {
            "first": nn.Linear(inputs, HIDDEN, bias=False),
            "norm": nn.BatchNorm1d(HIDDEN, track_running_stats=False),
            "rise": nn.ReLU(),
            "second": nn.Linear(HIDDEN, WIDTH, bias=False),
            "last": last,
        }
    return nn.Sequential(OrderedDict(layers))


def _through(network: nn.Module, parameters: Mapping[str, Tensor], prefix: str, inputs: Tensor) -> Tensor:
    through: Tensor = functional_call(network, part(parameters, prefix), (inputs,))
    return through


@dataclass(eq=False, repr=False)
class PsCoAdapt(PsCo):
    """PsCo's encoder, adapted by the self-labelling loop."""

    name = "psco-adapt"
    print_name = "PsCo, adapted"
    paper = Paper(
        "Caron, Bojanowski, Joulin, Douze 2018",
        "Deep clustering for unsupervised learning of visual features",
        "https://arxiv.org/abs/1807.05520",
        (
            r"\phi \leftarrow \phi - \alpha \nabla_\phi\, \mathrm{CE}\bigl(f_\phi(S)\, c^\top / \tau,\;"
            r" \text{k-means}(z)\bigr)",
        ),
    )

    @classmethod
    def checkpoint_of(cls) -> str:
        """It borrows PsCo's."""
        return PsCo.name

    _adapt = SelfLabellingLearner._adapt

    def loop(self, parameters: Mapping[str, Tensor]) -> Loop:
        """At the temperature that the loop's settings were chosen with: the checkpoint's is that of its own loss."""
        return super().loop(parameters)._replace(temperature=TEMPERATURE)
