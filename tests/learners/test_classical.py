"""Classical learners against scikit-learn, what they choose against a second computation, and their variants."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
import torch
from sklearn.cluster import DBSCAN, HDBSCAN, AgglomerativeClustering, MeanShift, estimate_bandwidth
from sklearn.decomposition import PCA
from sklearn.metrics import adjusted_rand_score, calinski_harabasz_score, silhouette_samples
from sklearn.mixture import GaussianMixture
from sklearn.neighbors import NearestNeighbors

from metaunsup.adaptation.reduction import reduce
from metaunsup.data.registry import load_pool
from metaunsup.errors import MetaUnsupError
from metaunsup.evaluation.metrics import score
from metaunsup.learners.base import NOISE
from metaunsup.learners.classical import Classical, lifted
from metaunsup.learners.dbscan import fewest_of_a_core
from metaunsup.learners.gmm import COVARIANCES
from metaunsup.learners.registry import LEARNERS, VARIANTS, make_learner
from metaunsup.tasks.sampler import sample_clustering_task

PLAIN = [name for name, spec in LEARNERS.items() if issubclass(spec.build, Classical)]
REDUCED = [name for name, spec in VARIANTS.items() if spec.base in PLAIN]
FINDERS = [name for name in PLAIN if LEARNERS[name].build.finds_clusters]


def each(names: list[str]) -> pytest.MarkDecorator:
    """A test for each; UMAP is slow: where it has never run it compiles for a minute."""
    return pytest.mark.parametrize(
        "name", [pytest.param(name, marks=pytest.mark.slow if name.endswith("-umap") else ()) for name in names]
    )


def last(name: str, items: torch.Tensor, n_clusters: int, **options):
    generator = torch.Generator().manual_seed(0)
    *_, step = make_learner(name, **options).adapt(items, n_clusters, steps=100, generator=generator)
    return step


def digits(seed: int = 1) -> tuple[torch.Tensor, np.ndarray]:
    """Five kinds of digits, ten of each, and their pixels as scikit-learn gets them."""
    items = sample_clustering_task(load_pool("digits"), 5, 10, seed=seed).items
    return items, items.flatten(1).double().numpy()


def plane(outliers: int = 0) -> tuple[torch.Tensor, torch.Tensor]:
    """Three round crowds of 20 in the plane, and ``outliers`` points far from them and from each other."""
    generator = torch.Generator().manual_seed(0)
    truth = torch.arange(3).repeat_interleave(20)
    centres = torch.tensor([[0.0, 0.0], [10.0, 0.0], [0.0, 10.0]])
    points = centres[truth] + 0.5 * torch.randn(60, 2, generator=generator)
    far = 40 + 25 * torch.arange(outliers)[:, None] * torch.tensor([[1.0, -1.0]])
    return torch.cat([points, far]), truth


@pytest.mark.parametrize("seed", range(3))
def test_dbscan_is_scikit_learns_at_the_elbow_of_the_distances(seed) -> None:
    items, pixels = digits(seed)
    step = last("dbscan", items, 5)
    reach = np.sort(NearestNeighbors(n_neighbors=4).fit(pixels).kneighbors()[0][:, 2])  # the third other item
    height = (reach - reach[0]) / (reach[-1] - reach[0])
    eps = reach[np.argmax(np.linspace(0, 1, 50) - height)]
    assert step.chosen == {"eps": pytest.approx(eps, rel=1e-9), "min_samples": 4}
    # a hair above, because the item at the elbow lies on the rim of its circle, and their distances are rounded
    expected = DBSCAN(eps=eps * (1 + 1e-9), min_samples=4).fit_predict(pixels)
    assert step.assignments.tolist() == expected.tolist()
    assert (step.assignments == NOISE).any()
    fixed = last("dbscan", items, 5, eps=5.0, min_samples=3)
    assert fixed.assignments.tolist() == DBSCAN(eps=5.0, min_samples=3).fit_predict(pixels).tolist()
    assert fixed.chosen == {"eps": 5.0, "min_samples": 3}


def test_exactly_the_items_up_to_the_elbow_are_core_items() -> None:
    _, pixels = digits()
    step = last("dbscan", torch.from_numpy(pixels).float(), 5)
    eps = step.chosen["eps"]
    apart = np.linalg.norm(pixels[:, None] - pixels[None], axis=2)
    core = (apart <= eps * (1 + 1e-9)).sum(1) >= 4
    reach = np.sort(np.sort(apart, 1)[:, 3])
    assert core.sum() == (reach <= eps * (1 + 1e-9)).sum() < 50


@pytest.mark.parametrize("seed", range(3))
def test_hdbscan_is_scikit_learns_of_the_best_silhouette(seed) -> None:
    items, pixels = digits(seed)
    step = last("hdbscan", items, 5)
    found = {size: HDBSCAN(size, copy=True).fit_predict(pixels) for size in (3, 5, 8, 12)}

    def silhouette(labels: np.ndarray) -> float:
        kept = labels >= 0
        if len(set(labels[kept])) < 2:
            return -1
        return silhouette_samples(pixels[kept], labels[kept]).sum() / len(labels)

    best = max(found, key=lambda size: silhouette(found[size]))
    assert step.chosen == {"min_cluster_size": best, "min_samples": best}
    assert step.assignments.tolist() == found[best].tolist()
    fixed = last("hdbscan", items, 5, min_cluster_size=4, min_samples=2)
    assert fixed.assignments.tolist() == HDBSCAN(4, min_samples=2, copy=True).fit_predict(pixels).tolist()


@pytest.mark.parametrize("seed", range(3))
def test_agglomerative_is_scikit_learns_of_the_best_variance_ratio(seed) -> None:
    items, pixels = digits(seed)
    found = {
        linkage: AgglomerativeClustering(5, linkage=linkage).fit_predict(pixels)
        for linkage in ("ward", "average", "complete")
    }
    step = last("agglomerative", items, 5)
    best = max(found, key=lambda linkage: calinski_harabasz_score(pixels, found[linkage]))
    assert step.chosen == {"linkage": best} and step.assignments.tolist() == found[best].tolist()
    for linkage, expected in found.items():
        assert last("agglomerative", items, 5, linkage=linkage).assignments.tolist() == expected.tolist()


@pytest.mark.slow
def test_meanshift_is_scikit_learns_of_the_best_silhouette() -> None:
    points = plane()[0]
    array = points.double().numpy()
    widths = [estimate_bandwidth(array, quantile=quantile) for quantile in (0.05, 0.1, 0.2, 0.3)]
    found = [MeanShift(bandwidth=width).fit_predict(array) for width in widths]
    best = int(np.argmax([silhouette_samples(array, labels).mean() for labels in found]))
    step = last("meanshift", points, 3)
    assert step.chosen == {"bandwidth": pytest.approx(widths[best])}
    assert step.assignments.tolist() == found[best].tolist()
    fixed = last("meanshift", points, 3, bandwidth=2.0)
    assert fixed.assignments.tolist() == MeanShift(bandwidth=2.0).fit_predict(array).tolist()


def reduced(pixels: np.ndarray) -> np.ndarray:
    """Fifty items of five clusters in five dimensions, two items a cluster for each, at a mean variance of 1."""
    points = PCA(5, svd_solver="full").fit_transform(pixels)
    return points / np.sqrt(points.var(0).mean())


@pytest.mark.parametrize("covariance", COVARIANCES)
def test_gmm_is_scikit_learns_from_the_same_start(covariance, trace) -> None:
    items, pixels = digits()
    steps = trace(make_learner("gmm", covariance=covariance), items, 5, steps=100)
    assert steps[-1].chosen == {"pca_components": 5, "covariance": covariance}
    points = reduced(pixels)
    model = from_clusters(points, covariance)
    np.testing.assert_allclose(steps[-1].probability.numpy(), model.predict_proba(points), atol=1e-5)
    assert steps[-1].assignments.tolist() == model.predict(points).tolist()
    assert -steps[-1].loss == pytest.approx(model.score(points), abs=1e-6)
    losses = [step.loss for step in steps]
    assert all(later <= earlier + 1e-6 for earlier, later in itertools.pairwise(losses))  # EM never gets worse
    assert steps[-1].probability.sum(1).allclose(torch.ones(50))


def from_clusters(points: np.ndarray, covariance: str) -> GaussianMixture:
    """scikit-learn's mixture and EM, begun at weights, means and covariances of the clusters of the one k-means."""
    from metaunsup.adaptation.kmeans import kmeans

    clusters = kmeans(torch.from_numpy(points), 5, torch.Generator().manual_seed(0)).numpy()
    parts = [points[clusters == cluster] for cluster in range(5)]
    floor = 1e-6 * np.eye(points.shape[1])
    each = [np.cov(part.T, bias=True) + floor for part in parts]
    within = sum(len(part) * np.cov(part.T, bias=True) for part in parts) / len(points) + floor
    precisions = {
        "full": np.linalg.inv(np.array(each)),
        "tied": np.linalg.inv(within),
        "diag": 1 / np.array([np.diag(one) for one in each]),
        "spherical": 1 / np.array([np.diag(one).mean() for one in each]),
    }
    return GaussianMixture(
        5,
        covariance_type=covariance,
        weights_init=[len(part) / len(points) for part in parts],
        means_init=[part.mean(0) for part in parts],
        precisions_init=precisions[covariance],
        max_iter=100,
    ).fit(points)


@pytest.mark.parametrize("seed", range(3))
def test_gmm_picks_the_covariance_of_lowest_bic(seed) -> None:
    items, pixels = digits(seed)
    points = reduced(pixels)
    bic = {covariance: from_clusters(points, covariance).bic(points) for covariance in COVARIANCES}
    assert last("gmm", items, 5).chosen["covariance"] == min(bic, key=bic.get)


def test_gmm_finds_stretched_clusters_which_kmeans_cuts_across() -> None:
    generator = torch.Generator().manual_seed(0)
    points = torch.randn(120, 2, generator=generator) * torch.tensor([2.0, 0.3])
    points[60:] += torch.tensor([1.0, 2.0])
    truth = torch.arange(2).repeat_interleave(60)
    step = last("gmm", points, 2)
    assert step.chosen == {"covariance": "diag"} and adjusted_rand_score(truth, step.assignments) == 1
    assert adjusted_rand_score(truth, last("kmeans", points, 2).assignments) < 0.2
    assert last("gmm", points, 2, components=1).chosen["pca_components"] == 1


@pytest.mark.parametrize(("few", "core"), [(1, 1), (2, 2), (9, 2), (15, 3), (40, 4), (200, 4)])
def test_a_core_of_dbscan_is_no_larger_than_few_items_allow(few, core) -> None:
    assert fewest_of_a_core(few) == core


@pytest.mark.parametrize("name", ["dbscan", "hdbscan"])
@pytest.mark.parametrize("each", [2, 3])
def test_crowds_of_two_and_three_are_found(name, each) -> None:
    centres = 20 * torch.eye(5)
    points = centres.repeat_interleave(each, 0) + torch.randn(5 * each, 5, generator=torch.Generator().manual_seed(0))
    found, truth = last(name, points, 1).assignments, torch.arange(5).repeat_interleave(each)
    placed = found != NOISE
    assert placed.float().mean() > (0.3 if name == "dbscan" else 0.99)  # whose elbow may leave many out
    assert adjusted_rand_score(truth[placed], found[placed]) == 1


@pytest.mark.parametrize(("ways", "shots", "kept"), [(2, 5, 2), (10, 3, 9), (10, 5, 9), (10, 20, 10)])
def test_gmm_keeps_as_many_dimensions_as_its_means_can_span(ways, shots, kept) -> None:
    points = torch.randn(ways * shots, 30, generator=torch.Generator().manual_seed(0))
    assert last("gmm", points, ways).chosen["pca_components"] == kept


@pytest.mark.parametrize("name", FINDERS)
@pytest.mark.parametrize("told", [1, 7])
def test_three_crowds_are_found_whatever_number_is_told(name, told) -> None:
    points, truth = plane()
    found = last(name, points, told).assignments
    placed = found != NOISE
    assert placed.float().mean() >= 0.9
    assert len(found[placed].unique()) == 3
    assert adjusted_rand_score(truth[placed], found[placed]) == 1


@pytest.mark.parametrize("name", FINDERS)
def test_fewer_items_than_the_number_that_is_not_read_are_fitted(name) -> None:
    points = plane()[0][:5].numpy()
    learner = make_learner(name)
    assert learner.n_clusters > len(points) and learner.fit_predict(points).shape == (5,)
    assert learner.get_params() == make_learner(name).get_params()


@pytest.mark.parametrize("name", ["dbscan", "hdbscan"])
def test_points_far_from_every_crowd_are_noise(name) -> None:
    points, truth = plane(outliers=4)
    found = last(name, points, 3).assignments
    assert found[60:].eq(NOISE).all()
    crowds = found[:60]
    assert (crowds == NOISE).float().mean() < 0.1
    assert score(crowds, truth).accuracy == pytest.approx(float((crowds != NOISE).float().mean()))


@pytest.mark.parametrize("name", PLAIN)
@pytest.mark.parametrize("scale", [1e-3, 1e6])
@pytest.mark.slow
def test_units_do_not_matter(name, scale) -> None:
    points = plane()[0]
    assert torch.equal(last(name, points, 3).assignments, last(name, points * scale, 3).assignments)


# every learner after one reduction, and every reduction before one learner
@each([name for name in REDUCED if name.startswith("kmeans") or name.endswith("-pca")])
@pytest.mark.slow
def test_a_variant_is_its_learner_on_the_reduced_points(name, trace) -> None:
    spec = VARIANTS[name]
    items, pixels = digits()
    step = trace(make_learner(name), items, 5)[-1]
    generator = torch.Generator().manual_seed(0)
    seed = int(torch.randint(2**31 - 1, (), generator=generator))
    blurred = spec.base == "spectral"
    if blurred:
        from scipy.ndimage import gaussian_filter

        pixels = gaussian_filter(items.numpy(), sigma=(0, 0, 1.5, 1.5)).reshape(50, -1)
    points = torch.from_numpy(reduce(spec.variant, pixels.astype(np.float32), seed)[0])
    *_, plain = make_learner(spec.base).adapt(points, 5, steps=2, generator=generator)
    assert torch.equal(step.assignments, plain.assignments)
    assert dict(plain.chosen).items() <= dict(step.chosen).items()
    assert {"pca": "pca_components", "tsne": "perplexity", "umap": "umap_neighbours"}[spec.variant] in step.chosen
    assert torch.allclose(step.embedding.norm(dim=1), torch.ones(50), atol=1e-5)
    if not blurred:  # a spectral step shows the graph's own embedding
        assert torch.allclose(step.embedding, lifted(points))


@pytest.mark.filterwarnings("ignore::ImportWarning")  # umap-learn's own: it misses tensorflow, which nobody needs
@pytest.mark.filterwarnings("error")
@each(REDUCED)
@pytest.mark.slow
def test_variants_cope_with_few_equal_and_copied_items(name, trace, task) -> None:
    pair = task.items[[0] * 6 + [7] * 6]
    some = [(task.items[:count], k) for count in (1, 4) for k in {1, count}]
    for items, n_clusters in [*some, (torch.full((6, 1, 28, 28), 0.5), 3), (pair, 4), (torch.eye(8), 8)]:
        step = trace(make_learner(name), items, n_clusters)[-1]
        assert torch.isfinite(step.embedding).all() and step.assignments.shape == (len(items),)
        assert torch.allclose(step.embedding.norm(dim=1), torch.ones(len(items)), atol=1e-5)
        if VARIANTS[name].base not in FINDERS:
            assert int(step.assignments.min()) >= 0 and int(step.assignments.max()) < n_clusters
    halves = trace(make_learner(name), pair, 2)[-1].assignments
    assert adjusted_rand_score([0] * 6 + [1] * 6, halves) == 1


def test_no_clock_counts_what_umap_takes_to_be_compiled(monkeypatch) -> None:
    ready: list[str] = []
    monkeypatch.setattr("metaunsup.learners.classical.get_ready", ready.append)
    make_learner("kmeans-umap").adapt(digits()[0], 5, steps=0, generator=torch.Generator())  # no step is asked for
    assert ready == ["umap"]


def test_lifted_points_keep_their_places() -> None:
    points = torch.randn(40, 2, generator=torch.Generator().manual_seed(0)) * 100 + 1000
    shown = lifted(points)
    assert torch.allclose(shown.norm(dim=1), torch.ones(40), atol=1e-6)
    ratio = torch.pdist(shown[:, :2]) / torch.pdist(points)
    assert torch.allclose(ratio, ratio[0].expand_as(ratio), rtol=1e-3)  # but for their scale
    assert shown[:, :2].norm(dim=1).max() == pytest.approx(0.5, abs=1e-6)
    assert torch.equal(lifted(torch.ones(3, 2)), torch.tensor([[0.0, 0.0, 1.0]] * 3))


@pytest.mark.parametrize(
    ("name", "options", "code"),
    [
        ("dbscan", {"eps": -1}, "number_out_of_range"),
        ("dbscan", {"eps": float("nan")}, "number_out_of_range"),
        ("dbscan", {"min_samples": 1.5}, "option_not_a_whole_number"),
        ("hdbscan", {"min_cluster_size": "many"}, "option_not_a_whole_number"),
        ("agglomerative", {"linkage": "single"}, "option_choice"),
        ("gmm", {"covariance": "round"}, "option_choice"),
        ("gmm", {"components": -2}, "number_out_of_range"),
        ("meanshift", {"bandwidth": 1e13}, "number_out_of_range"),
        ("kmeans-umap", {"before": "pca"}, "unknown_option"),
    ],
)
def test_options_out_of_place(name, options, code) -> None:
    with pytest.raises(MetaUnsupError) as caught:
        make_learner(name, **options)
    assert caught.value.code == code and str(caught.value)


def test_extreme_options_still_give_clusters() -> None:
    items, _ = digits()
    assert last("dbscan", items, 5, eps=1e12).assignments.eq(0).all()
    assert last("dbscan", items, 5, eps=1e-12).assignments.eq(NOISE).all()
    assert last("hdbscan", items, 5, min_cluster_size=1).chosen["min_cluster_size"] == 2
    assert last("hdbscan", items, 5, min_cluster_size=1000, min_samples=1000).assignments.eq(NOISE).all()
    assert last("meanshift", items, 5, bandwidth=1e-12).assignments.unique().shape == (50,)
    assert last("meanshift", items, 5, bandwidth=1e12).assignments.eq(0).all()
