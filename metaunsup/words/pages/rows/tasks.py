"""The page of tasks, and what forms of a task share, of rows."""

WORDS: dict[str, tuple[str, str]] = {
    "rows.form.shots": ("Rows in each group", "每组行数"),
    "rows.form.shots.help": (
        "With uneven groups: on average. Researchers say “shots”.",
        "如果各组大小不等，这里指平均行数。研究者称之为 shots。",
    ),
    "rows.form.outliers": ("Outliers", "混入的离群数据"),
    "rows.form.outliers.help": (
        "Rows that belong to none of the groups, mixed in. They are left out of every score.",
        "混进来的、不属于任何一组的行。所有得分都不计入它们。",
    ),
    "rows.form.too_many_items": (
        "That makes {items} rows, and a page can show {most}. Ask for fewer groups or fewer rows in each; the command line takes more.",
        "这样一共有 {items} 行，而页面最多显示 {most} 行。请减少组数或每组行数；命令行没有这个限制。",
    ),
    "rows.tasks.count": (
        "{items} rows, {ways} groups. Where are they? Each row is drawn as a tile, a small square for every column, the stronger the higher its number.",
        "{items} 行数据，{ways} 组。你能分出来吗？每行画成一张小图，一个小方格是一列，颜色越浓数值越高。",
    ),
    "rows.tasks.group": ("{name} · {count}", "{name} · {count} 行"),
    "rows.tasks.outliers": ("Outliers · {count}", "离群数据 · {count} 行"),
    "rows.tasks.canvas": ("{items} rows of a task in random order", "任务中的 {items} 行数据，随机排列"),
    "rows.tasks.unknown": (
        "Nobody knows the classes of these rows, so there is nothing to reveal.",
        "这些行没有类别，所以没有可以揭晓的。",
    ),
    "rows.tasks.export.about": (
        "The file holds `items`, `n_clusters`, `truth` (−1 marks an outlier), `index`, `class_names`, `seed` and `pool`; read it with `numpy.load`.",
        "文件里有 `items`、`n_clusters`、`truth`（−1 表示离群数据）、`index`、`class_names`、`seed` 和 `pool`，可用 `numpy.load` 读取。",
    ),
    "rows.tasks.no_truth": ("Nobody has sorted these rows.", "这些行没有人分过类。"),
    "rows.tasks.umtra.about": (
        "Nobody has labelled the rows that learners practise on. The trick (UMTRA): take a few at random and pretend that each is a kind of its own; its members are altered views of the one row (some columns left out, numbers moved a little). Rows of tiles below are such made-up kinds.",
        "供练习的数据没有人标注过。办法（UMTRA）是：随机取几行，假装每行自成一类，把这一行的各种变动版本（遮住几列、略微改动数值）当作这一类的成员。下面每一排就是这样“造”出来的一类。",
    ),
    "rows.tasks.umtra.strength": ("How strongly the altered views differ", "变动强度"),
    "rows.tasks.umtra.strength.about": (
        "0 changes nothing, so there is nothing to learn; 1 is what learners practise with; at 2 one can hardly tell which row it was.",
        "0 表示不变动，那就没什么可学；学习器练习时用的是 1；到了 2，就很难看出原来是哪一行了。",
    ),
    "rows.tasks.code.own": (
        "Put the name of your own file in place of `YOUR_FILE`; the task is one of the same kind.",
        "把 `YOUR_FILE` 换成你自己的文件名；得到的是同样的任务，但不一定是同一批数据。",
    ),
    "rows.tasks.umtra.canvas": (
        "{rows} rows of altered views, each of one row of the table",
        "{rows} 排变动版本，每排来自表中的同一行",
    ),
    "rows.tasks.practice.umtra": ("One row, many altered views (UMTRA)", "一行数据，多个变动版本（UMTRA）"),
    "rows.tasks.practice.cactus": ("Clusters of alike rows (CACTUs)", "相像的行聚成簇（CACTUs）"),
    "rows.tasks.cactus.about": (
        "A made-up kind can also hold *different* rows. The trick (CACTUs, [Hsu, Levine & Finn, 2019](https://arxiv.org/abs/1810.02334)): describe every row by a few numbers, let k-means put rows with similar numbers together, and pretend that each cluster is a kind. Nobody named anything. Lines below are clusters: most hold one thing, some are a muddle, and learners must live with that.",
        "造出来的一类里，也可以是*不同*的行。办法（CACTUs，[Hsu、Levine、Finn，2019](https://arxiv.org/abs/1810.02334)）是：用几个数描述每一行，让 k-means 把数值相近的行聚到一起，再把每个簇当作一类。整个过程没有人给过名称。下面每一排是一个簇：多数是同一种东西，有些则混杂，学习器只能将就着用。",
    ),
    "rows.tasks.cactus.embedding": ("What describes a row", "用什么描述一行数据"),
    "rows.tasks.cactus.embedding.help": (
        "k-means compares numbers. They may be the main patterns of the raw columns (PCA), or what a network that has practised makes of a row (its “embedding”).",
        "k-means 比较的是数。这些数可以是原始各列的主要成分（PCA），也可以是练习过的网络给出的“嵌入”。",
    ),
    "rows.tasks.cactus.clusters.help": (
        "Into how many clusters the rows are cut. Many small ones are purer, and sooner too small to be used.",
        "把数据分成多少个簇。簇多而小，内容更纯，但也更容易小得没法用。",
    ),
    "rows.tasks.cactus.partitions.help": (
        "How often all rows are clustered anew. Each time every number that describes them counts more or less, at random, so the clusters come out differently.",
        "把所有行重新聚类多少次。每次都随机放大或缩小描述它们的各个数，所以得到的簇各不相同。",
    ),
    "rows.tasks.cactus.sample": (
        "Clustered here: {items} rows, drawn at random from the {total} that learners practise on, so that the page stays quick. A real training clusters all of them.",
        "为了让页面保持流畅，这里只从练习用的 {total} 行中随机取了 {items} 行来聚类；真正训练时会用全部数据。",
    ),
    "rows.tasks.cactus.all": (
        "Clustered here: all {items} rows that learners practise on.",
        "这里聚类的是练习用的全部 {items} 行数据。",
    ),
    "rows.tasks.cactus.working": ("Clustering the rows …", "正在给数据聚类……"),
    "rows.tasks.cactus.page.help": (
        "Twelve clusters a page, up to ten of the rows of each.",
        "每页十二个簇，每个簇最多显示十行数据。",
    ),
    "rows.tasks.cactus.row": ("Cluster {number} · {count} {count:row|rows}", "第 {number} 簇 · {count} 行"),
    "rows.tasks.cactus.canvas": (
        "{clusters} clusters, up to ten of the rows of each side by side",
        "{clusters} 个簇，每排是其中最多十行数据",
    ),
    "rows.tasks.cactus.purity": (
        "**Purity {share}**: so many rows are of the commonest kind in their cluster. Dealt at random into clusters of these sizes it would be {chance}. No learner knows either number.",
        "**纯度 {share}**：有这么多行属于自己簇里最常见的那一类。如果把它们随机发到同样大小的簇里，纯度会是 {chance}。学习器并不知道这两个数。",
    ),
    "rows.tasks.cactus.support": ("Rows to learn from, of each", "每类用来学的行数"),
    "rows.tasks.cactus.query": ("Rows to be asked about, of each", "每类用来考的行数"),
    "rows.tasks.cactus.dropped": (
        "A practice task takes {need} rows of each kind. **{dropped} of the {clusters} clusters have fewer** and are left out; {able} can be used.",
        "一个练习任务每类要取 {need} 行。**{clusters} 个簇中有 {dropped} 个不够**，不会用到；能用的有 {able} 个。",
    ),
    "rows.tasks.cactus.all_able": (
        "A practice task takes {need} rows of each kind, and all {clusters} clusters have that many.",
        "一个练习任务每类要取 {need} 行，全部 {clusters} 个簇都够用。",
    ),
    "rows.tasks.cactus.episode.canvas": (
        "{rows} rows of altered rows of the table, each from one cluster",
        "{rows} 排变动后的数据，每排来自同一个簇",
    ),
    "rows.tasks.cactus.episode.about": (
        "The first {rows} kinds of such a task. What stands side by side are different rows of the table, each altered a little (as strongly as set for UMTRA), so that a network cannot recognise them by what made the cluster.",
        "这样一个任务中的前 {rows} 类。同一排是表中不同的行，并且都略微变动（强度与 UMTRA 处的设置相同），免得网络只凭聚类时用的特征就认出它们。",
    ),
    "rows.tasks.cactus.why.about": (
        "A single partition is full of accidents: two rows may share a cluster because one column happens to agree. Another partition makes other accidents. What all of them agree on is more likely to be real.",
        "单独一个划分里有很多偶然：两行在同一簇，也许只是因为某一列碰巧接近。换一个划分，偶然也换了；所有划分都一致的地方，才更可能是真的。",
    ),
    "rows.tasks.cactus.scattered": (
        "The {count} rows of cluster {number} in partition {first} lie in {into} different clusters of partition {second}.",
        "划分 {first} 中第 {number} 簇的 {count} 行，在划分 {second} 里分散在 {into} 个不同的簇中。",
    ),
    "rows.tasks.cactus.alone": (
        "Cluster {number} of partition {first} is a single row, so nothing can be parted.",
        "划分 {first} 的第 {number} 簇只有一行，没有什么可分开的。",
    ),
    "rows.tasks.cactus.closer": (
        "The first {shown} of its {count} rows are shown.",
        "这里只显示其中 {count} 行里的前 {shown} 行。",
    ),
    "rows.tasks.cactus.together": (
        "Of any two rows that partition {first} puts together, partition {second} puts {share} together, too; of two rows taken at random it would be {chance}.",
        "凡是划分 {first} 放在一起的两行，划分 {second} 也放在一起的占 {share}；任取两行，这个比例是 {chance}。",
    ),
    "rows.tasks.cactus.elsewhere": (
        "Partition {partition}, cluster {number} · {count} of them",
        "划分 {partition} 的第 {number} 簇 · 其中 {count} 行",
    ),
    "rows.tasks.cactus.closer.canvas": (
        "Rows of cluster {number} in partition {first}, and where partition {second} puts them",
        "划分 {first} 中第 {number} 簇的各行，以及划分 {second} 把它们放到哪里",
    ),
    "rows.tasks.side.about": (
        "Every column has the same {count} rows of the table, each in front of its line; behind it, what each construction puts into one made-up kind with it. UMTRA only ever alters the one row. CACTUs finds others that are alike, to the bare numbers or to a network that has practised; in practice it alters them a little, too. LASIUM has a network make up new rows near the one. Which lines would you want to learn from?",
        "每一栏用的都是表中同样的 {count} 行，排在每排最前；后面是各种办法与它放进同一“类”的东西。UMTRA 只会改动这一行；CACTUs 则找出相像的其他行，像不像由原始数值说了算，或者由练习过的网络说了算（练习时也会略微变动）；LASIUM 让网络在这一行附近造出新的行。你愿意跟着哪几排学？",
    ),
    "rows.tasks.side.pca": ("CACTUs, bare numbers (PCA)", "CACTUs，原始数值（PCA）"),
    "rows.tasks.side.true": (
        "Kind {number} · {right} of {others} belong",
        "第 {number} 类 · {others} 行中 {right} 行是同类",
    ),
    "rows.tasks.side.canvas": (
        "{rows} lines: a row, and what {construction} puts together with it",
        "{rows} 排：一行数据，以及“{construction}”与它放在一起的行",
    ),
    "rows.tasks.side.within": ("Two of one kind are truly alike", "同一类中的两行确是同类"),
    "rows.tasks.side.between": ("Two of different kinds are truly alike", "不同类中的两行其实同类"),
    "rows.tasks.side.chance": ("Any two rows", "任取两行"),
    "rows.tasks.side.reading": (
        "The first number should be high: wrong members teach the learner to mix things up. The second should be low: it is how often a practice task insists that two of a sort are different. UMTRA is never wrong within a kind, because there is but one row in it; the price is that it never shows two different rows that belong together. What LASIUM makes up nobody has sorted. All of this is for your eyes alone: no learner knows these numbers.",
        "第一个数越高越好：放错的成员会教学习器把东西混为一谈。第二个数越低越好：它是练习任务硬说“同一种东西不同类”的频率。UMTRA 在类里从不出错，因为一类只有一行；代价是它永远不会让两个不同的同类行走到一起。LASIUM 造出的行没有人分过类。这些只给你看，学习器不知道。",
    ),
}
