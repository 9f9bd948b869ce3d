"""The page of training: settings of the practice tasks, under "More settings"."""

WORDS: dict[str, tuple[str, str]] = {
    "meta_train.group.partitions": ("Clusters of items", "样本的簇"),
    "meta_train.partitions": ("Partitions", "划分的个数"),
    "meta_train.partitions.help": (
        "How often the items are clustered anew, each time with other features weighing more; a task draws from one of these partitions.",
        "用不同的特征权重给样本聚类这么多次，得到这么多个划分；每个任务从其中一个划分里抽取。",
    ),
    "meta_train.clusters": ("Clusters in each partition", "每个划分的簇数"),
    "meta_train.clusters.help": (
        "Into how many clusters a partition cuts the items. Many small ones are purer; those too small for a task are left out.",
        "每个划分把样本分成多少簇。簇越多越小，就越纯；太小、不够组成任务的簇会被略过。",
    ),
    "meta_train.rescale": ("How far weights go down at most", "权重最多降低多少"),
    "meta_train.rescale.help": (
        "How far a partition may play down a feature: 0 not at all, so that partitions hardly differ; 1 down to nothing, as CACTUs does. Features that the network learned itself all count: there smaller values make purer clusters.",
        "每个划分最多可以把一个特征的权重降低多少：0 表示不降低，各个划分就差不多；1 表示可以降到零，这是 CACTUs 的做法。网络自己学到的特征每一维都有用，这时用较小的值，得到的簇更纯。",
    ),
    "meta_train.coarsest": ("Coarsest partition", "最粗的划分"),
    "meta_train.coarsest.help": (
        "The share of those clusters that the coarsest partition has: at 1 all partitions have as many; at 0.25, with 40 clusters, they have from 10 to 40. Where nobody knows the right number, practising on several helps.",
        "最粗的一个划分的簇数占上面簇数的比例：1 表示各个划分的簇数相同；若簇数为 40、比例为 0.25，各个划分的簇数就从 10 到 40 不等。没有人知道该分几簇时，用多种粗细来练习会更好。",
    ),
    "meta_train.umtra_share": ("Share of UMTRA first", "先用 UMTRA 的比例"),
    "meta_train.umtra_share.help": (
        "The part of all steps, 0 to 1, before the network uses its own clusters.",
        "在改用自己聚成的簇之前，先用 UMTRA 练习的步数占总步数的比例，0 到 1。",
    ),
    "meta_train.refresh": ("Cluster anew every … steps", "每隔几步重新聚类"),
    "meta_train.refresh.help": (
        "The network gets better, so its clusters do, too.",
        "网络变好之后，它聚成的簇也会更好，所以要不时重新聚类。",
    ),
    "meta_train.group.episode": ("The practice tasks", "练习任务"),
    "meta_train.ways": ("Made-up kinds in a task", "每个任务的伪类别数"),
    "meta_train.ways.help": (
        "More kinds make a task harder and a step slower. Researchers say “ways”.",
        "类别越多，任务越难，每一步也越慢。研究者称之为 ways。",
    ),
    "meta_train.support_views": ("Altered views to learn from", "学习用的变形版本数"),
    "meta_train.support_views.help": (
        "Of each kind. Researchers call them the support set.",
        "每个类别用来学习的变形版本数，研究者称之为 support。",
    ),
    "meta_train.query_views": ("Altered views to be tested on", "考查用的变形版本数"),
    "meta_train.query_views.help": (
        "Of each kind, not learned from in this task. Researchers call them the query set.",
        "每个类别用来考查、在本任务中没学过的变形版本数，研究者称之为 query。",
    ),
    "meta_train.meta_batch": ("Tasks in a step", "每步任务数"),
    "meta_train.meta_batch.help": (
        "The network is adjusted to the mean of so many tasks. Twice as many take twice as long.",
        "每一步按这么多个任务的平均结果来调整网络。任务多一倍，用时也多一倍。",
    ),
    "meta_train.warmup": ("Share of warming up", "热身的比例"),
    "meta_train.warmup.help": (
        "MAML, LEO: the first part of all steps, 0 to 1, that only trains the network without any adapting. Quick steps.",
        "MAML、LEO：开头这一部分（0 到 1）只训练网络，不做调整。这些步子很快。",
    ),
    "meta_train.warmup_ways": ("Kinds while warming up", "热身时的类别数"),
    "meta_train.warmup_ways.help": (
        "Made-up kinds in a task while warming up.",
        "热身阶段每个任务的伪类别数。",
    ),
    "meta_train.sets": ("One-class tasks in an episode", "每轮的单类任务数"),
    "meta_train.sets.help": (
        "One-class learners, ACR: how many of an episode’s made-up kinds take their turn as the normal one.",
        "单类学习器、ACR：一轮中有多少个伪类别轮流充当正常类。",
    ),
    "meta_train.contamination": ("Most of the normal ones that may be odd", "正常样本中最多混入的异常比例"),
    "meta_train.contamination.help": (
        "One-class learners, ACR: in practice up to this share, 0 to 0.5, of what is shown as normal is of other kinds, as nobody cleans a real collection perfectly.",
        "单类学习器、ACR：练习时，当作正常样本给出的样本里最多有这么大比例（0 到 0.5）来自别的类别，因为真实数据很难清理干净。",
    ),
    "meta_train.clumps": ("How often odd ones are of one kind", "异常属于同一类的频率"),
    "meta_train.clumps.help": (
        "One-class learners, ACR: how often, 0 to 1, all that does not belong is of one other kind and so looks alike, which is harder.",
        "单类学习器、ACR：有多大频率（0 到 1）所有异常都来自同一个别的类别、因而彼此相像，这样更难。",
    ),
}
