"""The page of training: what is to practise, on what, and for how long."""

WORDS: dict[str, tuple[str, str]] = {
    "meta_train.title": (
        "Train: let a network practise on data without labels",
        "训练：让网络用没有标签的数据练习",
    ),
    "meta_train.lead": (
        "Choose what to practise and on which data, see what it will take, and watch it learn. The work goes on when you close this tab: the link brings you back to it.",
        "选择练习方式和数据，先看看大约要花多少时间，再看着它一步步学会。关掉这个标签页也不会中断，用链接随时可以回来看。",
    ),
    "meta_train.what": ("1 · What to practise", "一、练什么"),
    "meta_train.cost": ("2 · What it will take", "二、需要多少时间和内存"),
    "meta_train.cost.unknown": (
        "There is no estimate until the settings above can work.",
        "上面的设置可行之后，才能估计时间和内存。",
    ),
    "meta_train.learner": ("Learner", "学习器"),
    "meta_train.learner.help": (
        "Who practises. ProtoNet is quickest and a good first choice; MAML takes the longest.",
        "让谁来练习。ProtoNet 最快，适合先试；MAML 用时最长。",
    ),
    "meta_train.pool": ("Data to practise on", "练习用的数据"),
    "meta_train.pool.help": (
        "The learner sees the items of the training part, without any label.",
        "学习器只能看到训练部分的样本，看不到任何标签。",
    ),
    "meta_train.episodes": ("Made-up kinds", "伪类别怎么来"),
    "meta_train.episodes.help": (
        "Practice needs many small sorting tasks, and nobody has labelled the pictures. So kinds are made up.",
        "练习需要大量小型分组任务，而图片没有标签，所以要自己造出“类别”。",
    ),
    "meta_train.episodes.umtra": ("UMTRA: altered views of one picture", "UMTRA：同一张图的变形图"),
    "meta_train.episodes.umtra.about": (
        "UMTRA: each picture drawn is a kind of its own, and its members are altered views of it (turned, stretched, shifted). Quick, and needs nothing else.",
        "UMTRA：抽到的每张图自成一类，类中的成员是它的各种变形图（旋转、拉伸、平移等）。速度快，不需要别的准备。",
    ),
    "meta_train.episodes.cactus": ("CACTUs: clusters of pictures that look alike", "CACTUs：相像的图聚成的簇"),
    "meta_train.episodes.cactus.about": (
        "CACTUs: all pictures are first cut into many small clusters that look alike to PCA or to a network that has practised before; the clusters are the kinds. Members are then different pictures.",
        "CACTUs：先按 PCA 或某个练习过的网络的看法，把全部图片聚成许多小簇，每个簇就是一类。这样，同类的成员是不同的图片。",
    ),
    "meta_train.episodes.lasium": ("LASIUM: pictures that a network draws", "LASIUM：由网络画出的图"),
    "meta_train.episodes.lasium.about": (
        "LASIUM: a network that has learned to draw (VAE, BiGAN) turns a picture into a few numbers, its latent, moves them a little and draws what they stand for. The picture and such drawings are a kind. Members are then new pictures that nobody has made; how good they are is up to the network.",
        "LASIUM：学会画图的网络（VAE、BiGAN）先把一张图变成几个数（潜变量），略微移动这些数，再照着画出来；这张图和这样画出的图算作一类。这样，同类的成员是谁也没写过的新图，画得好不好就看这个网络了。",
    ),
    "meta_train.episodes.self-training": (
        "Self-training: first UMTRA, then its own clusters",
        "自训练：先 UMTRA，再用自己聚成的簇",
    ),
    "meta_train.episodes.self-training.about": (
        "Self-training: begins with UMTRA; then the network clusters the pictures itself, practises on those clusters, and makes new ones from time to time. Usually the best.",
        "自训练：先用 UMTRA 练习，然后由网络自己给图片聚类，用这些簇继续练习，并不时重新聚类。通常效果最好。",
    ),
    "meta_train.steps": ("Steps", "步数"),
    "meta_train.steps.help": (
        "How many times the network is adjusted. A few hundred already help. Up to 20,000 here; the command below takes more.",
        "网络一共调整多少次，几百步就很有用。这里最多 20,000 步；用下面的命令可以更多。",
    ),
    "meta_train.seed": ("Random seed", "随机种子"),
    "meta_train.seed.help": (
        "Decides everything random. The same settings with the same number give the same network, bit for bit.",
        "决定一切随机的事。设置相同、种子相同，得到的网络就完全相同。",
    ),
    "meta_train.name": ("Name (may stay empty)", "名称（可不填）"),
    "meta_train.name.empty": ("for you to find it again", "方便以后找到它"),
    "meta_train.name.help": (
        "What the list of trainings calls it. Everybody who uses this app here can read it.",
        "它在训练列表里的名字，使用这个应用的人都能看到。",
    ),
    "meta_train.more": ("More settings", "更多设置"),
    "meta_train.more.about": (
        "An empty box means what is usual for this learner; the grey number in it says how much that is.",
        "留空表示采用这个学习器的常用值，框里的灰色数字就是常用值。",
    ),
    "meta_train.usual": ("usually {value}", "常用 {value}"),
    "meta_train.filters": ("Network", "网络"),
    "meta_train.filters.help": (
        "Conv4: four blocks of convolution. More filters see more and take longer.",
        "Conv4：四个卷积块。滤波器越多，能看到的特征越多，也越慢。",
    ),
    "meta_train.filters.value": ("Conv4, {count} filters", "Conv4，{count} 个滤波器"),
    "meta_train.start_from": ("Begin with", "从哪里开始"),
    "meta_train.start_from.help": (
        "Random numbers, or what an earlier training has learned. What that had cost is added to the cost of this one.",
        "从随机参数开始，或者接着以前训练的成果继续。以前花掉的时间会计入这次的总成本。",
    ),
    "meta_train.start_from.none": ("random numbers", "随机参数"),
    "meta_train.shipped": ("{learner}, comes with the app ({pool})", "{learner}，随应用附带（{pool}）"),
    "meta_train.run": ("{learner}: {name}", "{learner}：{name}"),
    "meta_train.validate_every": ("Measure every … steps", "每隔几步测一次"),
    "meta_train.validate_every.help": (
        "How often the accuracy is measured on 8 held-out tasks, beside before the first step and after the last. Left empty: ten times at least, on 3 of them. It takes time but does not change what is learned. 0: never.",
        "除了第一步之前和最后一步之后，每隔多少步用 8 个留出的任务测一次准确率。留空：至少测十次，每次用其中 3 个。测量要花时间，但不影响学到的东西。0 表示不测。",
    ),
    "meta_train.precision": ("Numbers", "数值精度"),
    "meta_train.precision.help": (
        "64 bits are for checking mathematics; they take about twice the time.",
        "64 位用于核对数学推导，大约要多花一倍时间。",
    ),
    "meta_train.precision.float32": ("32 bits (usual)", "32 位（常用）"),
    "meta_train.precision.float64": ("64 bits", "64 位"),
    "meta_train.embedding": ("Similar by what measure?", "按什么衡量相像？"),
    "meta_train.embedding.help": (
        "Clusters are made of pictures that this finds similar: PCA looks at pixels, a network at what it has learned.",
        "根据它对图片的看法来聚类：PCA 看像素，网络看它学到的特征。",
    ),
    "meta_train.generator": ("Who draws?", "由谁来画？"),
    "meta_train.generator.help": (
        "A network that has learned to draw, best on the pictures that are practised on here. What its practice had cost is added to the cost of this one.",
        "学会画图的网络，最好练的就是这里的图片。它当初练习花掉的时间会计入这次的总成本。",
    ),
    "meta_train.interpolation": ("How far a kind reaches", "一类伸展多远"),
    "meta_train.interpolation.help": (
        "LASIUM: how far a drawing’s latent lies from the picture’s, as a share of the way to another picture’s. 0: all drawings of a kind are the same; 1: they have nothing to do with the picture.",
        "LASIUM：所画的图的潜变量离原图的有多远，以到另一张图片的潜变量的路程为 1。0：同一类里画出的图全都一样；1：与原图毫不相干。",
    ),
    "meta_train.embedding.pca": ("PCA (on pixels)", "PCA（基于像素）"),
}
