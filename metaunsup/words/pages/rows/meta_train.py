"""The page of trainings, on rows."""

WORDS: dict[str, tuple[str, str]] = {
    "rows.meta_train.episodes.help": (
        "Practice needs many small sorting tasks, and nobody has labelled the rows. So kinds are made up.",
        "练习需要大量小型分组任务，而这些行没有标签，所以要自己造出“类别”。",
    ),
    "rows.meta_train.episodes.umtra": ("UMTRA: altered views of one row", "UMTRA：同一行的变动版本"),
    "rows.meta_train.episodes.umtra.about": (
        "UMTRA: each row drawn is a kind of its own, and its members are altered views of it (some columns left out, numbers moved a little). Quick, and needs nothing else.",
        "UMTRA：抽到的每一行自成一类，类中的成员是它的各种变动版本（遮住几列、略微改动数值）。速度快，不需要别的准备。",
    ),
    "rows.meta_train.episodes.cactus": ("CACTUs: clusters of rows that are alike", "CACTUs：相像的行聚成的簇"),
    "rows.meta_train.episodes.cactus.about": (
        "CACTUs: all rows are first cut into many small clusters that are alike to PCA or to a network that has practised before; the clusters are the kinds. Members are then different rows.",
        "CACTUs：先按 PCA 或某个练习过的网络的看法，把全部行聚成许多小簇，每个簇就是一类。这样，同类的成员是不同的行。",
    ),
    "rows.meta_train.episodes.lasium": ("LASIUM: rows that a network makes up", "LASIUM：由网络造出的行"),
    "rows.meta_train.episodes.lasium.about": (
        "LASIUM: a network that has learned to draw rows (VAE, BiGAN) turns a row into a few numbers, its latent, moves them a little and writes down the row that they stand for. The row and such rows are a kind. Members are then new rows that nobody has seen; how good they are is up to the network.",
        "LASIUM：学会造出数据行的网络（VAE、BiGAN）先把一行变成几个数（潜变量），略微移动这些数，再照着写出一行新数据；这一行和这样造出的行算作一类。这样，同类的成员是谁也没见过的新数据，造得好不好就看这个网络了。",
    ),
    "rows.meta_train.episodes.self-training.about": (
        "Self-training: begins with UMTRA; then the network clusters the rows itself, practises on those clusters, and makes new ones from time to time. Usually the best.",
        "自训练：先用 UMTRA 练习，然后由网络自己给各行聚类，用这些簇继续练习，并不时重新聚类。通常效果最好。",
    ),
    "rows.meta_train.embedding.help": (
        "Clusters are made of rows that this finds similar: PCA looks at the bare numbers, a network at what it has learned.",
        "根据它对各行的看法来聚类：PCA 看原始数值，网络看它学到的特征。",
    ),
    "rows.meta_train.generator.help": (
        "A network that has learned to draw rows, best those that are practised on here. What its practice had cost is added to the cost of this one.",
        "学会造出数据行的网络，最好练的就是这里的数据。它当初练习花掉的时间会计入这次的总成本。",
    ),
    "rows.meta_train.interpolation.help": (
        "LASIUM: how far a made-up row’s latent lies from the row’s, as a share of the way to another row’s. 0: all of a kind are the same; 1: they have nothing to do with the row.",
        "LASIUM：造出的行的潜变量离原来那行的有多远，以到另一行的潜变量的路程为 1。0：同一类里的全都一样；1：与原来那行毫不相干。",
    ),
    "rows.meta_train.embedding.pca": ("PCA (on the bare numbers)", "PCA（基于原始数值）"),
    "rows.meta_train.strength.help": (
        "How many columns altered views leave out, and how far they move the numbers. The page of tasks shows what that looks like. 0: not at all.",
        "变动版本遮住多少列、数值改动多大，在“任务”页可以看到效果。0 表示不变动。",
    ),
    "rows.meta_train.style.help": (
        "After warming up all rows of a practice task are altered alike, so strongly, as if another device had measured them: then there is something to adapt to. 0: not at all.",
        "热身之后，把一个练习任务的所有行按同一种方式变动（数值是强度），好像换了一台仪器来测，这样才有可调整的东西。0 表示不变。",
    ),
    "rows.meta_train.hidden.help": (
        "VAE: with one hidden layer of so many units it draws a row at once; 0 makes it linear (factor analysis).",
        "VAE：解码器只有一个隐层，有这么多单元，一步就造出整行；取 0 就是线性解码器（因子分析）。",
    ),
    "rows.meta_train.denoising": ("Draw the row as it was", "由变动版本重造原来的行"),
    "rows.meta_train.denoising.help": (
        "VAE, autoencoder: what is drawn must be the row that an altered view was made of, so that the latent (the code) says less of how it was altered. Without: the altered view itself, as in the first papers.",
        "VAE、自编码器：看到变动版本，要重造的却是变动前的那一行，这样潜变量（编码）就少记录怎样变动。关闭时重造的是变动版本本身，与最初的论文相同。",
    ),
    "rows.meta_train.term.squared_error.help": (
        "Summed over columns: how far generator and encoder are from undoing each other. It should fall.",
        "对所有列求和：生成器和编码器还差多少才能互相还原。它应当下降。",
    ),
    "rows.meta_train.chart.kmeans": ("K-Means on the bare numbers", "原始数值上的 K-Means"),
    "rows.meta_train.estimate.partitions": ("{time} go into clustering the rows.", "给各行聚类约占 {time}。"),
    "rows.meta_train.stage.pool": ("Reading the rows", "读取数据"),
    "rows.meta_train.stage.partitions": ("Clustering the rows", "给各行聚类"),
    "rows.meta_train.stage.latents": ("Finding the rows’ latents", "求各行的潜变量"),
    "rows.meta_train.figure.accuracy.help": (
        "The share of rows in the right group, on tasks whose rows it does not practise on. Below: how many percentage points more than K-Means on the bare numbers.",
        "在没有练习过的行组成的任务上，分对组的行占多少。下面是比原始数值上的 K-Means 高出的百分点。",
    ),
    "rows.meta_train.figure.cost.help": (
        "Computing time of practice alone, with that of the training it began with. Every altered view of every row counts as seen.",
        "只计练习的计算时间，包括它所接续的训练的时间。每一行的每个变动版本都算“看过”一次。",
    ),
    "rows.meta_train.figure.items": ("{items} altered views", "{items} 个变动版本"),
    "rows.meta_train.chart.loss.help": (
        "For most learners, how badly the made-up kinds of a practice task are told apart; for one that draws rows, how badly it draws them again. Drag to zoom in, double click to zoom out.",
        "对多数学习器来说，是在练习任务里分辨伪类别的失误程度；对会造出数据行的学习器来说，是重造一行的失误程度。拖动可以放大，双击还原。",
    ),
    "rows.meta_train.term.reconstruction": ("Log-likelihood of the rows, in nats", "各行的对数似然（单位：奈特）"),
    "rows.meta_train.term.reconstruction.help": (
        "The first term of the evidence lower bound: how well a row is drawn again from its latent. It should rise.",
        "证据下界的第一项：由潜变量重造的行有多像原来那行。它应当上升。",
    ),
    "rows.meta_train.term.kl.help": (
        "The second term, which is taken away from the first: how much a latent tells about its row. It rises while latents learn to tell rows apart, and falls as its weight grows.",
        "证据下界的第二项，要从第一项里减去：潜变量携带了该行的多少信息。学着区分各行时它会上升，它的权重增大时又会下降。",
    ),
    "rows.meta_train.term.generator.help": (
        "How badly both fool the discriminator, and, as far as that is asked for, how unlike a row is when drawn again. It rises and falls with the skill of the discriminator.",
        "两者骗过判别器的失误程度，再加上（如果要求了的话）重造的行与原来那行的差别。它会随判别器水平的高低而起伏。",
    ),
    "rows.meta_train.term.squared_error": ("Squared error of a row drawn again", "重造一行的平方误差"),
    "rows.meta_train.term.pseudo_supervised": ("Telling a row’s like from others’", "认同类的损失（伪监督）"),
    "rows.meta_train.term.pseudo_supervised.help": (
        "How badly a row is matched with the rows remembered that stand for its kind. It should fall.",
        "把一行与队列中代表其同类的行对上号，错得有多厉害。它应当下降。",
    ),
    "rows.meta_train.term.instance": ("Telling a row from all others", "认自己的损失（实例判别）"),
    "rows.meta_train.term.instance.help": (
        "How badly an altered view is matched with its own row among all that are remembered. It should fall.",
        "在记住的所有行里，把一个变动版本与它自己的原行对上号，错得有多厉害。它应当下降。",
    ),
    "rows.meta_train.map.title": ("The same rows, as practice goes on", "同样的行，随着练习而变"),
    "rows.meta_train.map.about": (
        "{count} rows that are never practised on, in the groups that the learner makes of them. Each is drawn as a tile, a small square for every column. Press play: each stop is a point of the curve, from step 0 on.",
        "{count} 行从未用来练习的数据，以及学习器给它们分的组。每行画成一张小图，一个小方格是一列。按下播放：每一停对应曲线上的一个点，从第 0 步开始。",
    ),
    "rows.meta_train.map.hint": (
        "Close together: alike to the learner at this point. Colour, number or corner: its group. Click a tile to follow it.",
        "挨得近：此时在学习器看来很像。颜色、数字或角标：它分的组。点一张小图，看它怎样移动。",
    ),
    "rows.meta_train.map.hint_piles": (
        "One line a group. Click a tile to follow it.",
        "每一排是一组。点一张小图，看它怎样换组。",
    ),
}
