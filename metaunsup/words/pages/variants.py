"""The choice of a learner's variant, which several pages show."""

WORDS: dict[str, tuple[str, str]] = {
    "variants.open": ("Variants …", "变体……"),
    "variants.about": (
        "Classical clusterers can work on a map of the pictures instead of the pixels; networks can group the pictures in another way.",
        "经典聚类方法可以不直接用像素，而是先把图片降维；网络则可以换一种分组方式。",
    ),
    "variants.learner": ("Which learner", "哪个学习器"),
    "variants.before": ("Preprocess with", "先用什么降维"),
    "variants.head": ("Grouping by", "分组方式"),
    "variants.kind.pca": ("PCA", "PCA"),
    "variants.kind.tsne": ("t-SNE", "t-SNE"),
    "variants.kind.umap": ("UMAP", "UMAP"),
    "variants.kind.soft": ("soft k-means", "软 k-means"),
    "variants.kind.sinkhorn": ("balanced k-means (knows the sizes)", "均衡 k-means（已知各组一样大）"),
    "variants.kind.spectral": ("spectral cut of the web of neighbours", "近邻网的谱切分"),
    "variants.kind.gmm": ("Gaussian mixture", "高斯混合"),
    "variants.add": ("Add it", "加入"),
    "variants.swap": ("Put it in place of {learner}", "用它替换 {learner}"),
    "variants.umap": (
        "UMAP takes 10 to 20 seconds to get ready the first time; that has begun in the background.",
        "UMAP 第一次使用需要准备 10 到 20 秒，已在后台开始。",
    ),
    "variants.there": ("It is among the learners already.", "它已经在所选的学习器里了。"),
    "variants.full": (
        "At most {most} learners: take one out first.",
        "最多 {most} 个学习器，请先去掉一个。",
    ),
}
