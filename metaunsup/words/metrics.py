"""The scores: what they are called and what they mean."""

WORDS: dict[str, tuple[str, str]] = {
    "metric.accuracy": ("Accuracy", "准确率"),
    "metric.accuracy.about": (
        "Share of items in the right group. Groups have no names, so each is first paired with one true kind, in the way that makes the most items right. An item left as noise, in no group, counts as wrong.",
        "分对组的样本占多少。组本身没有名字，所以先把每一组与一个真实类别配对，取分对最多的配法。算作噪声、不在任何一组的样本，按分错计。",
    ),
    "metric.nmi": ("NMI", "NMI"),
    "metric.nmi.about": (
        "Normalised mutual information: how much an item's group tells about its true kind. 0: nothing; 1: everything. All noise together counts as one more group.",
        "归一化互信息：知道一个样本在哪一组，能在多大程度上知道它的真实类别。0 是毫无帮助，1 是完全确定。所有噪声合起来当作另外一组。",
    ),
    "metric.ari": ("ARI", "ARI"),
    "metric.ari.about": (
        "Adjusted Rand index: for two items at a time, do groups and truth agree on whether they belong together? Corrected for luck: 0 is guessing, 1 is perfect. All noise together counts as one more group.",
        "调整兰德指数：任取两个样本，分组与真实类别对“是否同类”的判断一致吗？已扣除运气成分：0 相当于瞎猜，1 是全对。所有噪声合起来当作另外一组。",
    ),
    "metric.auroc": ("AUROC", "AUROC"),
    "metric.auroc.about": (
        "Area under the ROC curve: the chance that a normal item gets a higher score than an anomalous one, whatever the threshold. 0.5 is luck, 1 is perfect.",
        "ROC 曲线下面积：一个正常样本的得分高于一个异常样本的概率，与阈值无关。0.5 等于瞎猜，1 是全对。",
    ),
    "metric.average_precision": ("Average precision", "平均精确率"),
    "metric.average_precision.about": (
        "Going down the list from the most suspicious item: which share of those met is anomalous, averaged over all anomalies found. Luck is the share of anomalies.",
        "从最可疑的样本往下数：已经数过的样本中异常占多少，对找到的每一个异常取平均。瞎猜时等于异常所占的比例。",
    ),
    "metric.balanced_accuracy": ("Balanced accuracy", "平衡准确率"),
    "metric.balanced_accuracy.about": (
        "The share of normal items called normal and of anomalous ones called anomalous, averaged, at the detector's own threshold. 0.5 is luck.",
        "按检测器自己的阈值，正常样本被判为正常的比例与异常样本被判为异常的比例，两者取平均。0.5 等于瞎猜。",
    ),
    "metric.bound": ("Bound", "下界"),
    "metric.bound.about": (
        "Bound: how likely a new item of the kind is at least, as the logarithm of its probability in nats (of a table's row of a density, which may be above 0); the higher, the better. Only VAEs have one.",
        "下界：同类的一个新样本至少有多大可能，取概率的对数，单位奈特（对表格的行是概率密度，可能大于 0）；越高越好。只有 VAE 才有。",
    ),
    "metric.mmd": ("MMD²", "MMD²（核距离）"),
    "metric.mmd.about": (
        "MMD²: kernel distance between drawings and new items of the kind, squared, as a judge sees them; the lower, the better, and 0 on average where both are alike.",
        "MMD²：生成的样本与同类新样本在评判者眼中的核距离（平方）；越低越好，两者同分布时平均为 0。",
    ),
    "metric.share": ("Taken for the kind", "认作此类"),
    "metric.share.about": (
        "Taken for the kind: share of drawings that a classifier, which learned with labels and only judges, takes for the kind; the higher, the better.",
        "认作此类：另有一个用标签训练、只作评判的分类器，它把多大比例的生成样本认作这一类；越高越好。",
    ),
    "metric.distance": ("Distance", "距离"),
    "metric.distance.about": (
        "Distance: how far drawings are from the nearest item that was shown, over how far new items of the kind are from it; 0 is copying, 1 as new as a new item.",
        "距离：生成的样本离最近的一个已看样本有多远，除以同类新样本的这一距离；0 表示照抄，1 表示和新样本一样新。",
    ),
}
