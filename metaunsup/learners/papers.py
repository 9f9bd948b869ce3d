"""Where each learner comes from, and its rule in one formula: the same in every language."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Paper:
    """``cited`` as in a text, ``title`` and ``link`` of the source, and the learner's ``formula`` in LaTeX.

    Symbols: x items, N of them, z = f(x) embeddings of unit length, K clusters, a their assignments, c centroids,
    theta what is meta-learned, phi what a task makes of it, tau the temperature, S self-labelled and Q held-out views.
    """

    cited: str
    title: str
    link: str
    rules: tuple[str, ...]


PAPERS: dict[str, Paper] = {
    "kmeans": Paper(
        "Lloyd 1982",
        "Least squares quantization in PCM",
        "https://doi.org/10.1109/TIT.1982.1056489",
        (r"\min_{a, c} \sum_i \lVert x_i - c_{a_i} \rVert^2",),
    ),
    "spectral": Paper(
        "von Luxburg 2007",
        "A tutorial on spectral clustering",
        "https://arxiv.org/abs/0711.0189",
        (
            r"L = I - D^{-1/2} W D^{-1/2}",
            r"L u_j = \lambda_j u_j, \quad j = 1, \dots, K",
        ),
    ),
    "dbscan": Paper(
        "Ester, Kriegel, Sander, Xu 1996",
        "A density-based algorithm for discovering clusters in large spatial databases with noise",
        "https://www.aaai.org/Papers/KDD/1996/KDD96-037.pdf",
        (r"\bigl|\{x' : \lVert x - x' \rVert \le \varepsilon\}\bigr| \ge m",),
    ),
    "hdbscan": Paper(
        "Campello, Moulavi, Sander 2013",
        "Density-based clustering based on hierarchical density estimates",
        "https://doi.org/10.1007/978-3-642-37456-2_14",
        (r"d_m(x, x') = \max\{\kappa_m(x), \kappa_m(x'), \lVert x - x' \rVert\}",),
    ),
    "agglomerative": Paper(
        "Ward 1963",
        "Hierarchical grouping to optimize an objective function",
        "https://doi.org/10.1080/01621459.1963.10500845",
        (r"\Delta(A, B) = \tfrac{|A|\,|B|}{|A| + |B|} \lVert c_A - c_B \rVert^2",),
    ),
    "gmm": Paper(
        "Dempster, Laird, Rubin 1977",
        "Maximum likelihood from incomplete data via the EM algorithm",
        "https://doi.org/10.1111/j.2517-6161.1977.tb01600.x",
        (r"p(x) = \sum_{k=1}^{K} \pi_k\, \mathcal{N}(x \mid \mu_k, \Sigma_k)",),
    ),
    "meanshift": Paper(
        "Comaniciu, Meer 2002",
        "Mean shift: a robust approach toward feature space analysis",
        "https://doi.org/10.1109/34.1000236",
        (
            r"y \leftarrow \frac{\sum_i x_i\, g_i}{\sum_i g_i}",
            r"g_i = [\lVert y - x_i \rVert \le h]",
        ),
    ),
    "random": Paper(
        "Saxe et al. 2011",
        "On random weights and unsupervised feature learning",
        "https://icml.cc/2011/papers/551_icmlpaper.pdf",
        (
            r"z = f_\theta(x), \quad \theta \sim \mathcal{U}",
            r"a_i = \arg\min_k \lVert z_i - c_k \rVert^2",
        ),
    ),
    "protonet": Paper(
        "Snell, Swersky, Zemel 2017",
        "Prototypical networks for few-shot learning",
        "https://arxiv.org/abs/1703.05175",
        (
            r"\min_\theta -\log \frac{\exp(z \cdot c_y / \tau)}{\sum_k \exp(z \cdot c_k / \tau)}",
            r"c_k \propto \sum_{i\,:\,y_i = k} z_i",
        ),
    ),
    "protonet-adapt": Paper(
        "Caron, Bojanowski, Joulin, Douze 2018",
        "Deep clustering for unsupervised learning of visual features",
        "https://arxiv.org/abs/1807.05520",
        (
            r"a = \text{k-means}(z)",
            r"\phi \leftarrow \phi - \alpha \nabla_\phi\, \mathrm{CE}\bigl(f_\phi(S)\, c^\top / \tau,\; a\bigr)",
        ),
    ),
    "maml": Paper(
        "Finn, Abbeel, Levine 2017",
        "Model-agnostic meta-learning for fast adaptation of deep networks",
        "https://arxiv.org/abs/1703.03400",
        (
            r"\min_\theta \sum_{\mathcal{T}} \mathcal{L}_Q(\phi_{\mathcal{T}})",
            r"\phi \leftarrow \phi - \alpha \nabla_\phi \mathcal{L}_S(\phi), \quad \phi_0 = \theta",
        ),
    ),
    "fomaml": Paper(
        "Finn, Abbeel, Levine 2017",
        "Model-agnostic meta-learning for fast adaptation of deep networks (section 5.2)",
        "https://arxiv.org/abs/1703.03400",
        (
            r"\nabla_\theta \mathcal{L}_Q(\phi_{\mathcal{T}}) \approx \nabla_\phi \mathcal{L}_Q(\phi)",
            r"\phi = \phi_{\mathcal{T}}",
        ),
    ),
    "anil": Paper(
        "Raghu, Raghu, Bengio, Vinyals 2020",
        "Rapid learning or feature reuse? Towards understanding the effectiveness of MAML",
        "https://arxiv.org/abs/1909.09157",
        (
            r"\phi = (\theta_{1..3}, \phi_4)",
            r"\phi_4 \leftarrow \phi_4 - \alpha \nabla_{\phi_4} \mathcal{L}_S(\phi)",
        ),
    ),
    "metasgd": Paper(
        "Li, Zhou, Chen, Li 2017",
        "Meta-SGD: learning to learn quickly for few-shot learning",
        "https://arxiv.org/abs/1707.09835",
        (
            r"\phi \leftarrow \phi - \alpha \circ \nabla_\phi \mathcal{L}_S(\phi)",
            r"\min_{\theta, \alpha} \sum_{\mathcal{T}} \mathcal{L}_Q(\phi_{\mathcal{T}})",
        ),
    ),
    "mtnet": Paper(
        "Lee, Choi 2018",
        "Gradient-based meta-learning with learned layerwise metric and subspace",
        "https://arxiv.org/abs/1801.05558",
        (
            r"y = T(Wx + b)",
            r"W \leftarrow W - \alpha\, M \circ \nabla_W \mathcal{L}_S, \quad M \sim \mathrm{Bernoulli}(\sigma(\zeta))",
        ),
    ),
    "viml": Paper(
        "Nguyen, Do, Carneiro 2020",
        "Uncertainty in model-agnostic meta-learning using variational inference",
        "https://arxiv.org/abs/1907.11864",
        (
            r"\min_q\; \mathbb{E}_{w \sim q}\, \mathcal{L}_S(w) + \beta\, \mathrm{KL}(q \Vert p_\theta)",
            r"p(a_i) = \mathbb{E}_{w \sim q}\, p(a_i \mid w)",
        ),
    ),
    "leo": Paper(
        "Rusu et al. 2019",
        "Meta-learning with latent embedding optimization",
        "https://arxiv.org/abs/1807.05960",
        (
            r"c_k \sim q(c \mid \mathcal{D}), \quad w_k = g(c_k)",
            r"c_k \leftarrow c_k - \alpha \nabla_{c_k} \mathcal{L}_S(w)",
        ),
    ),
    "reptile": Paper(
        "Nichol, Achiam, Schulman 2018",
        "On first-order meta-learning algorithms",
        "https://arxiv.org/abs/1803.02999",
        (r"\theta \leftarrow \theta + \varepsilon\, \frac{1}{n} \sum_{\mathcal{T}} (\phi_{\mathcal{T}} - \theta)",),
    ),
}
# What a variant of a learner adds: an embedding before it, or another head behind it.
VARIANT_PAPERS: dict[str, Paper] = {
    "pca": Paper(
        "Hotelling 1933",
        "Analysis of a complex of statistical variables into principal components",
        "https://doi.org/10.1037/h0071325",
        (
            r"z = V_d^\top (x - \bar{x})",
            r"\tfrac1N X^\top X = V \Lambda V^\top",
        ),
    ),
    "tsne": Paper(
        "van der Maaten, Hinton 2008",
        "Visualizing data using t-SNE",
        "https://jmlr.org/papers/v9/vandermaaten08a.html",
        (
            r"\min_z\, \mathrm{KL}(P \Vert Q)",
            r"q_{ij} \propto (1 + \lVert z_i - z_j \rVert^2)^{-1}",
        ),
    ),
    "umap": Paper(
        "McInnes, Healy, Melville 2018",
        "UMAP: uniform manifold approximation and projection",
        "https://arxiv.org/abs/1802.03426",
        (r"\min_z \sum_{ij} v_{ij} \log \tfrac{v_{ij}}{w_{ij}} + (1 - v_{ij}) \log \tfrac{1 - v_{ij}}{1 - w_{ij}}",),
    ),
    "soft": Paper(
        "Bishop 2006",
        "Pattern recognition and machine learning (section 9.3.2)",
        "https://www.microsoft.com/en-us/research/publication/pattern-recognition-machine-learning/",
        (
            r"r_{ik} = \frac{\exp(z_i \cdot c_k / \tau)}{\sum_j \exp(z_i \cdot c_j / \tau)}",
            r"c_k \propto \sum_i r_{ik} z_i",
        ),
    ),
    "sinkhorn": Paper(
        "Huang, Larochelle, Lacoste-Julien 2019",
        "Centroid networks for few-shot clustering and unsupervised few-shot classification",
        "https://arxiv.org/abs/1902.08605",
        (
            r"\max_{P \ge 0} \sum_{ik} P_{ik}\, z_i \cdot c_k + \tau H(P)",
            r"P \mathbf{1} = \mathbf{1}, \quad P^\top \mathbf{1} = \tfrac{N}{K} \mathbf{1}",
        ),
    ),
}
