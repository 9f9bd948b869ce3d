"""The page of tasks: practice tasks from clusters."""

WORDS: dict[str, tuple[str, str]] = {
    "tasks.cactus.about": (
        "A made-up kind can also hold *different* pictures. The trick (CACTUs, [Hsu, Levine & Finn, 2019](https://arxiv.org/abs/1810.02334)): describe every picture by a few numbers, let k-means put pictures with similar numbers together, and pretend that each cluster is a kind. Nobody named anything. Rows below are clusters: most look like one thing, some are a muddle, and learners must live with that.",
        "造出来的一类里，也可以是*不同*的图片。办法（CACTUs，[Hsu、Levine、Finn，2019](https://arxiv.org/abs/1810.02334)）是：用几个数描述每张图片，让 k-means 把数值相近的图片聚到一起，再把每个簇当作一类。整个过程没有人给过名称。下面每一行是一个簇：多数看起来是同一种东西，有些则混杂，学习器只能将就着用。",
    ),
    "tasks.cactus.embedding": ("What describes a picture", "用什么描述一张图片"),
    "tasks.cactus.embedding.help": (
        "k-means compares numbers, not pictures. They may be the main patterns of the raw pixels (PCA), or what a network that has practised makes of a picture (its “embedding”).",
        "k-means 比较的是数，不是图片。这些数可以是原始像素的主要成分（PCA），也可以是练习过的网络给出的“嵌入”。",
    ),
    "tasks.cactus.pca": ("The pixels (PCA)", "像素（PCA）"),
    "tasks.cactus.encoder": ("Network of {learner}, practised on {pool}", "{learner} 的网络，在“{pool}”上练习过"),
    "tasks.cactus.clusters": ("Clusters", "簇数"),
    "tasks.cactus.clusters.help": (
        "Into how many clusters the pictures are cut. Many small ones are purer, and sooner too small to be used.",
        "把图片分成多少个簇。簇多而小，内容更纯，但也更容易小得没法用。",
    ),
    "tasks.cactus.partitions": ("Partitions", "划分的个数"),
    "tasks.cactus.partitions.help": (
        "How often all pictures are clustered anew. Each time every number that describes them counts more or less, at random, so the clusters come out differently.",
        "把所有图片重新聚类多少次。每次都随机放大或缩小描述图片的各个数，所以得到的簇各不相同。",
    ),
    "tasks.cactus.partition": ("Partition to look at", "看第几个划分"),
    "tasks.cactus.sample": (
        "Clustered here: {items} pictures, drawn at random from the {total} that learners practise on, so that the page stays quick. A real training clusters all of them.",
        "为了让页面保持流畅，这里只从练习用的 {total} 张图片中随机取了 {items} 张来聚类；真正训练时会用全部图片。",
    ),
    "tasks.cactus.all": (
        "Clustered here: all {items} pictures that learners practise on.",
        "这里聚类的是练习用的全部 {items} 张图片。",
    ),
    "tasks.cactus.working": ("Clustering the pictures …", "正在给图片聚类……"),
    "tasks.cactus.order": ("Which clusters first", "先看哪些簇"),
    "tasks.cactus.order.largest": ("largest", "最大的"),
    "tasks.cactus.order.smallest": ("smallest", "最小的"),
    "tasks.cactus.order.mixed": ("most mixed", "最混杂的"),
    "tasks.cactus.page": ("Page", "第几页"),
    "tasks.cactus.page.help": (
        "Twelve clusters a page, up to ten of the pictures of each.",
        "每页十二个簇，每个簇最多显示十张。",
    ),
    "tasks.cactus.row": ("Cluster {number} · {count} {count:picture|pictures}", "第 {number} 簇 · {count} 张"),
    "tasks.cactus.small": (" · too small", " · 太小"),
    "tasks.cactus.mostly": (" · {share} are “{name}”", " · {share} 是“{name}”"),
    "tasks.cactus.canvas": (
        "{clusters} clusters, each a row of up to ten of its pictures",
        "{clusters} 个簇，每行是其中最多十张图片",
    ),
    "tasks.cactus.truth": ("Reveal what the clusters really hold", "揭晓各簇里究竟是什么"),
    "tasks.cactus.truth.help": (
        "The learner never gets to know this; it is for you alone.",
        "学习器永远不会知道这些，只给你看。",
    ),
    "tasks.cactus.purity": (
        "**Purity {share}**: so many pictures are of the commonest kind in their cluster. Dealt at random into clusters of these sizes it would be {chance}. No learner knows either number.",
        "**纯度 {share}**：有这么多图片属于自己簇里最常见的那一类。如果把图片随机发到同样大小的簇里，纯度会是 {chance}。学习器并不知道这两个数。",
    ),
    "tasks.cactus.episode": ("A practice task made of these clusters", "用这些簇造一个练习任务"),
    "tasks.cactus.kinds": ("Kinds in a practice task", "每个练习任务的类数"),
    "tasks.cactus.kinds.help": (
        "How many clusters are taken as kinds. Researchers say “ways”.",
        "取多少个簇当作类，研究者称之为 ways。",
    ),
    "tasks.cactus.support": ("Pictures to learn from, of each", "每类用来学的张数"),
    "tasks.cactus.support.help": ("Researchers say “support”.", "研究者称之为 support（支持集）。"),
    "tasks.cactus.query": ("Pictures to be asked about, of each", "每类用来考的张数"),
    "tasks.cactus.query.help": ("Researchers say “query”.", "研究者称之为 query（查询集）。"),
    "tasks.cactus.dropped": (
        "A practice task takes {need} pictures of each kind. **{dropped} of the {clusters} clusters have fewer** and are left out; {able} can be used.",
        "一个练习任务每类要取 {need} 张图片。**{clusters} 个簇中有 {dropped} 个不够**，不会用到；能用的有 {able} 个。",
    ),
    "tasks.cactus.all_able": (
        "A practice task takes {need} pictures of each kind, and all {clusters} clusters have that many.",
        "一个练习任务每类要取 {need} 张图片，全部 {clusters} 个簇都够用。",
    ),
    "tasks.cactus.fewer": (
        "Only {able} clusters are large enough, so a practice task has {able} kinds instead of {kinds}.",
        "够大的簇只有 {able} 个，所以一个练习任务只有 {able} 类，而不是 {kinds} 类。",
    ),
    "tasks.cactus.episode.canvas": (
        "{rows} rows of altered pictures, each row from one cluster",
        "{rows} 行变形后的图片，每行来自同一个簇",
    ),
    "tasks.cactus.episode.about": (
        "The first {rows} kinds of such a task. Pictures of a row are different ones, each altered a little (as strongly as set for UMTRA), so that a network cannot recognise them by what made the cluster.",
        "这样一个任务中的前 {rows} 类。同一行是不同的图片，并且都略微变形（强度与 UMTRA 处的设置相同），免得网络只凭聚类时用的特征就认出它们。",
    ),
    "tasks.cactus.why": ("Why more than one partition?", "为什么不止一个划分？"),
    "tasks.cactus.why.about": (
        "A single partition is full of accidents: two pictures may share a cluster because both are slanted. Another partition makes other accidents. What all of them agree on is more likely to be real.",
        "单独一个划分里有很多偶然：两张图片在同一簇，也许只是因为都写得倾斜。换一个划分，偶然也换了；所有划分都一致的地方，才更可能是真的。",
    ),
    "tasks.cactus.against": ("Compare with partition", "与哪个划分比较"),
    "tasks.cactus.cluster": ("Cluster to look at closely", "细看第几簇"),
    "tasks.cactus.cluster.help": ("1 is the largest.", "第 1 簇最大。"),
    "tasks.cactus.scattered": (
        "The {count} pictures of cluster {number} in partition {first} lie in {into} different clusters of partition {second}.",
        "划分 {first} 中第 {number} 簇的 {count} 张图片，在划分 {second} 里分散在 {into} 个不同的簇中。",
    ),
    "tasks.cactus.alone": (
        "Cluster {number} of partition {first} is a single picture, so nothing can be parted.",
        "划分 {first} 的第 {number} 簇只有一张图片，没有什么可分开的。",
    ),
    "tasks.cactus.closer": (
        "The first {shown} of its {count} pictures are shown.",
        "这里只显示其中 {count} 张里的前 {shown} 张。",
    ),
    "tasks.cactus.together": (
        "Of any two pictures that partition {first} puts together, partition {second} puts {share} together, too; of two pictures taken at random it would be {chance}.",
        "凡是划分 {first} 放在一起的两张图片，划分 {second} 也放在一起的占 {share}；任取两张图片，这个比例是 {chance}。",
    ),
    "tasks.cactus.reveal": ("Sort them as partition {second} does", "按划分 {second} 重新分"),
    "tasks.cactus.hidden": ("Together in partition {first}.", "在划分 {first} 里，它们在一起。"),
    "tasks.cactus.shown": ("Apart in partition {second}.", "在划分 {second} 里，它们分开了。"),
    "tasks.cactus.elsewhere": (
        "Partition {partition}, cluster {number} · {count} of them",
        "划分 {partition} 的第 {number} 簇 · 其中 {count} 张",
    ),
    "tasks.cactus.closer.canvas": (
        "Pictures of cluster {number} in partition {first}, and where partition {second} puts them",
        "划分 {first} 中第 {number} 簇的图片，以及划分 {second} 把它们放到哪里",
    ),
}
