"""The page of tasks: a task drawn, its pictures altered, constructions side by side."""

WORDS: dict[str, tuple[str, str]] = {
    "tasks.unknown": (
        "Nobody knows the classes of these pictures, so there is nothing to reveal.",
        "这些图片没有类别，所以没有可以揭晓的。",
    ),
    "tasks.code.own": (
        "Put the name of your own file in place of `YOUR_FILE`; the task is one of the same kind.",
        "把 `YOUR_FILE` 换成你自己的文件名；得到的是同样的任务，但不一定是同一批图片。",
    ),
    "tasks.title": ("Tasks: what there is to sort", "任务：要分组的是什么"),
    "tasks.lead": (
        "A task is a handful of pictures, or rows of a table, and one number: how many groups there are. Draw one and try it with your own eyes before you look at the truth.",
        "一个任务就是一小批图片（或表格的几行），外加一个数：一共有几组。抽一个任务，先用自己的眼睛分一分，再看答案。",
    ),
    "tasks.draw": ("Your task", "你的任务"),
    "tasks.count": (
        "{items} pictures, {ways} groups. Where are they?",
        "{items} 张图片，{ways} 组。你能分出来吗？",
    ),
    "tasks.reveal": ("Show the truth", "显示答案"),
    "tasks.hidden": ("Shuffled, as the learners get them.", "打乱的顺序，和学习器拿到的一样。"),
    "tasks.shown": ("Gathered by what they really are.", "按真实类别排好。"),
    "tasks.group": ("{name} · {count}", "{name} · {count} 张"),
    "tasks.outliers": ("Outliers · {count}", "离群图片 · {count} 张"),
    "tasks.canvas": ("{items} pictures of a task in random order", "任务中的 {items} 张图片，随机排列"),
    "tasks.race": ("Race on this task", "用这个任务比赛"),
    "tasks.export": ("Download the task (npz)", "下载这个任务（npz）"),
    "tasks.export.about": (
        "The file holds `items`, `n_clusters`, `truth` (−1 marks an outlier), `index`, `class_names`, `seed` and `pool`; read it with `numpy.load`.",
        "文件里有 `items`、`n_clusters`、`truth`（−1 表示离群图片）、`index`、`class_names`、`seed` 和 `pool`，可用 `numpy.load` 读取。",
    ),
    "tasks.code": ("The same in Python", "用 Python 抽同样的任务"),
    "tasks.umtra.about": (
        "Nobody has labelled the pictures that learners practise on. The trick (UMTRA): take a few at random and pretend that each is a kind of its own; its members are altered views of the one picture. Rows below are such made-up kinds.",
        "供练习的图片没有人标注过。办法（UMTRA）是：随机取几张，假装每张自成一类，把这张图的各种变形图当作这一类的成员。下面每一行就是这样“造”出来的一类。",
    ),
    "tasks.umtra.strength": ("How strongly the altered views differ", "变形强度"),
    "tasks.umtra.strength.about": (
        "0 changes nothing, so there is nothing to learn; 1 is what learners practise with; at 2 one can hardly tell what it was.",
        "0 表示不变形，那就没什么可学；学习器练习时用的是 1；到了 2，就很难看出原来是什么了。",
    ),
    "tasks.umtra.row": ("Made-up kind {number}", "造出的第 {number} 类"),
    "tasks.umtra.canvas": (
        "{rows} rows of altered views, each row of one picture",
        "{rows} 行变形图，每行来自同一张图",
    ),
    "tasks.side.about": (
        "Every column has the same {count} pictures, each in front of its row; behind it, what each construction puts into one made-up kind with it. UMTRA only ever alters the one picture. CACTUs finds others that look alike, to the pixels or to a network that has practised; in practice it alters them a little, too. LASIUM has a network draw new pictures near the one. Which rows would you want to learn from?",
        "每一栏用的都是同样的 {count} 张图片，排在每行最前；后面是各种办法与它放进同一“类”的东西。UMTRA 只会把这一张图变形；CACTUs 则找出相像的其他图片，像不像由像素说了算，或者由练习过的网络说了算（练习时也会略微变形）；LASIUM 让网络在这张图附近画出新图。你愿意跟着哪几行学？",
    ),
    "tasks.side.umtra": ("UMTRA, strength {strength}", "UMTRA，强度 {strength}"),
    "tasks.side.pca": ("CACTUs, pixels (PCA)", "CACTUs，像素（PCA）"),
    "tasks.side.encoder": ("CACTUs, network practised on “{pool}”", "CACTUs，在“{pool}”上练习过的网络"),
    "tasks.side.lasium": ("LASIUM, drawn by {learner}", "LASIUM，由 {learner} 画出"),
    "tasks.side.row": ("Kind {number}", "第 {number} 类"),
    "tasks.side.alone": ("Kind {number} · nobody else", "第 {number} 类 · 没有别的"),
    "tasks.side.true": (
        "Kind {number} · {right} of {others} belong",
        "第 {number} 类 · {others} 张中 {right} 张是同类",
    ),
    "tasks.side.canvas": (
        "{rows} rows: a picture, and what {construction} puts together with it",
        "{rows} 行：一张图片，以及“{construction}”与它放在一起的图片",
    ),
    "tasks.side.construction": ("Construction", "办法"),
    "tasks.side.within": ("Two of one kind are truly alike", "同一类中的两张确是同类"),
    "tasks.side.between": ("Two of different kinds are truly alike", "不同类中的两张其实同类"),
    "tasks.side.chance": ("Any two pictures", "任取两张图片"),
    "tasks.side.reading": (
        "The first number should be high: wrong members teach the learner to mix things up. The second should be low: it is how often a practice task insists that two of a sort are different. UMTRA is never wrong within a kind, because there is but one picture in it; the price is that it never shows two different pictures that belong together. What LASIUM draws nobody has sorted. All of this is for your eyes alone: no learner knows these numbers.",
        "第一个数越高越好：放错的成员会教学习器把东西混为一谈。第二个数越低越好：它是练习任务硬说“同一种东西不同类”的频率。UMTRA 在类里从不出错，因为一类只有一张图；代价是它永远不会让两张不同的同类图片走到一起。LASIUM 画出的图没有人分过类。这些只给你看，学习器不知道。",
    ),
    "tasks.practice.title": ("Where practice tasks come from", "练习用的任务从哪里来"),
    "tasks.practice": ("Ways to make kinds without a teacher", "没有老师，也能造出“类”的办法"),
    "tasks.practice.side": ("Side by side", "并排比较"),
    "tasks.practice.umtra": ("One picture, many altered views (UMTRA)", "一张图，多张变形图（UMTRA）"),
    "tasks.practice.cactus": ("Clusters of alike pictures (CACTUs)", "相像的图聚成簇（CACTUs）"),
    "tasks.no_truth": ("Nobody has sorted these pictures.", "这些图片没有人分过类。"),
}
