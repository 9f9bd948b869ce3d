"""The scores: what they are called and what they mean."""

WORDS: dict[str, tuple[str, str]] = {
    "metric.accuracy": ("Accuracy", "准确率"),
    "metric.accuracy.about": (
        "Share of pictures in the right group. Groups have no names, so each is first paired with one true kind, in the way that makes the most pictures right. A picture left as noise, in no group, counts as wrong.",
        "分对组的图片占多少。组本身没有名字，所以先把每一组与一个真实类别配对，取分对最多的配法。算作噪声、不在任何一组的图片，按分错计。",
    ),
    "metric.nmi": ("NMI", "NMI"),
    "metric.nmi.about": (
        "Normalised mutual information: how much a picture's group tells about its true kind. 0: nothing; 1: everything. All noise together counts as one more group.",
        "归一化互信息：知道一张图在哪一组，能在多大程度上知道它的真实类别。0 是毫无帮助，1 是完全确定。所有噪声合起来当作另外一组。",
    ),
    "metric.ari": ("ARI", "ARI"),
    "metric.ari.about": (
        "Adjusted Rand index: for two pictures at a time, do groups and truth agree on whether they belong together? Corrected for luck: 0 is guessing, 1 is perfect. All noise together counts as one more group.",
        "调整兰德指数：任取两张图，分组与真实类别对“是否同类”的判断一致吗？已扣除运气成分：0 相当于瞎猜，1 是全对。所有噪声合起来当作另外一组。",
    ),
}
