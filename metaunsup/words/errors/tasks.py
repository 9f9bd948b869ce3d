"""Refusals: tasks and practice episodes that cannot be drawn."""

WORDS: dict[str, tuple[str, str]] = {
    "error.too_few_classes": (
        "A task needs items of at least 2 classes, and the {part} part of {pool} has {classes}; add items or choose other data.",
        "一个任务至少需要 2 个类别的样本，而 {pool} 的{part}部分只有 {classes} 个类别；请添加样本，或换一份数据。",
    ),
    "error.too_many_ways": (
        "{pool} ({part} part) has only {possible} {possible:class|classes} with enough items, so {ways} clusters of {shots} cannot be drawn; ask for at most {possible} {possible:cluster|clusters}.",
        "{pool}（{part}部分）只有 {possible} 个类别的样本够用，凑不出 {ways} 个各含 {shots} 个样本的簇；簇数最多为 {possible}。",
    ),
    "error.too_many_shots": (
        "{pool} ({part} part) cannot give {ways} clusters of {shots} {shots:item|items}; ask for at most {possible} {possible:item|items} in each.",
        "{pool}（{part}部分）凑不出 {ways} 个各含 {shots} 个样本的簇；每簇最多 {possible} 个。",
    ),
    "error.too_many_outliers": (
        "{pool} ({part} part) has only {possible} {possible:item|items} outside the {ways} clusters, so {outliers} {outliers:outlier|outliers} cannot be drawn; ask for at most {possible}.",
        "{pool}（{part}部分）在 {ways} 个簇之外只有 {possible} 个样本，抽不出 {outliers} 个离群样本；最多 {possible} 个。",
    ),
    "error.no_class_for_outliers": (
        "All {ways} classes of {pool} ({part} part) are in use, so no other is left to take outliers from; choose {fewer} {fewer:cluster|clusters} or fewer.",
        "{pool}（{part}部分）的 {ways} 个类别已全部用上，没有别的类别可以抽离群样本；请把簇数减到 {fewer} 或更少。",
    ),
    "error.episode_items": (
        "A practice episode needs at least 2 different items, and the {part} part of {pool} has {items}; add items or choose other data.",
        "造一个练习任务至少需要 2 个不同的样本，而 {pool} 的{part}部分只有 {items} 个；请添加样本，或换一份数据。",
    ),
    "error.episode_ways": (
        "An episode of {ways} pseudo-classes cannot be made of the {items} items that {pool} has to practise on; choose 2{items:>2| to {items}} for the learner’s {option}, or add items.",
        "{pool} 可供练习的样本只有 {items} 个，造不出含 {ways} 个伪类别的练习任务；请把学习器的 {option} 设为 2{items:>2| 到 {items}}，或添加样本。",
    ),
    "error.cactus_clusters": (
        "{clusters} clusters cannot be made of {items} {items:item|items}; choose 2{items:>2| to {items}} clusters.",
        "{items} 个样本分不成 {clusters} 个簇；请在 2 到 {items} 之间选择簇数。",
    ),
    "error.lasium_generator": (
        "LASIUM’s practice tasks are drawn by a network that has learned to draw (VAE, Meta-GMVAE or BiGAN), and {reference} is none; choose a checkpoint of one as the embedding, such as shipped:digits/gan.",
        "LASIUM 的练习任务由学会画图的网络（VAE、Meta-GMVAE 或 BiGAN）画出，而 {reference} 不会画；请把 embedding 设为这类网络的检查点，例如 shipped:digits/gan。",
    ),
    "error.cactus_too_small": (
        "No two clusters of the partition of {pool} hold the {need} items that an episode takes of each (the largest has {largest}); ask for fewer clusters or fewer altered views.",
        "{pool} 的划分中不足两个簇含有每类所需的 {need} 个样本（最大的簇有 {largest} 个）；请减少簇数或变形图数。",
    ),
    "error.anomaly_classes": (
        "A task needs anomalies of a class that is not normal, and the {part} part of {pool} has {classes} {classes:class|classes} for {normal} normal {normal:one|ones}; choose fewer normal classes or other data.",
        "异常要来自正常类别以外的类别，而 {pool} 的{part}部分只有 {classes} 个类别，却要 {normal} 个正常类别；请减少正常类别，或换一份数据。",
    ),
    "error.anomaly_normal": (
        "{pool} ({part} part) has no {normal} {normal:class|classes} with the {need} items that a task takes of a normal one; ask for fewer to look at or to judge, {possible} in all at most.",
        "{pool}（{part}部分）凑不出 {normal} 个正常类别：一个任务要从每个正常类别取 {need} 个样本；请减少先看的或要判断的样本，合起来最多 {possible} 个。",
    ),
    "error.anomaly_strange": (
        "{pool} ({part} part) cannot give {count} {count:anomaly|anomalies} of the kind “{kind}”; ask for {possible} at most, by fewer items to judge, a lower rate or less contamination.",
        "{pool}（{part}部分）给不出 {count} 个“{kind}”类的异常样本，最多 {possible} 个；请减少要判断的样本、异常比例或混入比例。",
    ),
    "error.anomaly_broke": (
        "These could not be judged because of a fault ({kind}: {said}); press the button again, and if it happens twice, please report it.",
        "程序出错，无法完成判断（{kind}：{said}）。请再按一次按钮；如果再次出现，请告诉我们。",
    ),
    "error.anomaly_queue_full": (
        "{waiting} {waiting:task|tasks} {waiting:is|are} waiting to be judged on this server already; try again in a minute.",
        "这台服务器上已有 {waiting} 个判断任务在排队；请过一分钟再试。",
    ),
    "error.anomaly_share_full": (
        "{waiting} {waiting:task|tasks} of yours {waiting:is|are} waiting to be judged already; let one finish, or stop one.",
        "你已有 {waiting} 个判断任务在排队；请等一个完成，或停止一个。",
    ),
    "error.anomaly_items": (
        "The {part} part of {pool} has {items} {items:item|items}, and this task takes {wanted}; ask for fewer to look at or to judge.",
        "{pool} 的{part}部分只有 {items} 个样本，而这个任务需要 {wanted} 个；请减少先看的或要判断的数量。",
    ),
    "error.too_few_items": (
        "The {part} part of {pool} has {items} {items:item|items}, and this task takes {wanted}; ask for fewer groups or fewer items in each.",
        "{pool} 的{part}部分只有 {items} 个样本，而这个任务需要 {wanted} 个；请减少组数或每组的数量。",
    ),
}
