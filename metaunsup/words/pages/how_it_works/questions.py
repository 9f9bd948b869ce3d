"""What a newcomer asks, and the answers."""

WORDS: dict[str, tuple[str, str]] = {
    "how_it_works.papers": ("Papers:", "论文："),
    "how_it_works.tools": ("Tools:", "工具："),
    "how_it_works.question.different": (
        "How does this differ from ordinary unsupervised learning?",
        "这和普通的无监督学习有什么不同？",
    ),
    "how_it_works.answer.different": (
        "Ordinary unsupervised learning takes *one* heap of things and looks for order in it: K-Means starts from nothing, every time. Unsupervised **meta**-learning practises on *many* small tasks that it makes for itself from unlabelled pictures, and so becomes good at the next one. Practice and test have no labels; labels only count the points. On MNIST, practised on letters: K-Means {om_kmeans:.1%}, practised {om_protonet:.1%}.",
        "普通的无监督学习面对的是**一**堆东西，在里面找规律：K-Means 每次都从零开始。无监督**元**学习则用没有标签的图片自己造出**许多**小任务来练习，于是下一个任务就做得更好。练习和考试都没有标签，标签只用来计分。在 MNIST 上（只用字母练习过）：K-Means {om_kmeans:.1%}，练习过的 {om_protonet:.1%}。",
    ),
    "how_it_works.shows.different.1": ("Race the two on the same digits", "让它们在同一批数字上比一比"),
    "how_it_works.question.algorithms": ("Which algorithms are there?", "有哪些算法？"),
    "how_it_works.answer.algorithms": (
        "**Metric:** a space in which a class is its mean (ProtoNet, PsCo). **Gradients:** a start from which few steps lead far (MAML, first-order MAML, ANIL, Meta-SGD, MT-net, LEO, Reptile), or weights with a spread (VIML). **Models of how pictures arise:** VAE, Meta-GMVAE, BiGAN. **Memory:** a network that reads the task item by item. **Reinforcement:** one that learns what to try (RL²). Their practice tasks come from altered views (UMTRA) or from clusters (CACTUs).",
        "**度量**：学一个空间，类别就是其中的平均位置（ProtoNet、PsCo）。**梯度**：学一个起点，从那里走几步就能走得很远（MAML、一阶 MAML、ANIL、Meta-SGD、MT-net、LEO、Reptile），或者给权重一个分布（VIML）。**生成模型**：VAE、Meta-GMVAE、BiGAN。**记忆**：一张一张读入任务的网络。**强化学习**：学习该尝试什么（RL²）。练习任务来自变形图（UMTRA）或聚类（CACTUs）。",
    ),
    "how_it_works.shows.algorithms.1": ("Race four kinds of them", "让其中四种比一比"),
    "how_it_works.shows.algorithms.2": ("Train one yourself", "自己训练一个"),
    "how_it_works.question.used": ("Where is it of use?", "用在哪里？"),
    "how_it_works.answer.used": (
        "Where there are many pictures, few labels, and always new classes: unknown scripts, cells under a microscope, flaws on a surface, species in the field, a shop’s new articles. What is practised on need not be what comes: letters help with digits here.",
        "图片很多、标签很少、又总有新类别的地方：陌生的文字、显微镜下的细胞、表面的瑕疵、野外的物种、商店的新商品。练习用的东西不必就是将来遇到的东西：在这里，练字母对分数字也有帮助。",
    ),
    "how_it_works.shows.used.1": ("From letters to digits", "从字母到数字"),
    "how_it_works.shows.used.2": ("Characters that nobody has ever written", "从来没有人写过的文字"),
    "how_it_works.shows.used.3": (
        "Cells under a microscope: which cases deserve a second look",
        "显微镜下的细胞：哪些病例需要再看一眼",
    ),
    "how_it_works.shows.used.4": ("Flaws on a surface, after ten good pictures", "看过十张合格品，再找表面的瑕疵"),
    "how_it_works.question.design": ("What is hard: the design of tasks", "难点：怎样设计任务"),
    "how_it_works.answer.design": (
        "Nobody gives the practice tasks: one has to make them, and how decides nearly everything. Altered too little, ProtoNet ends at {st_none:.1%}, below K-Means’ {st_kmeans:.1%}; just right, at {st_one:.1%}; too much, at {st_two:.1%}. What is right differs from pool to pool, and without labels nobody tells one.",
        "练习任务没有现成的，得自己造，而怎么造几乎决定一切。变形太少，ProtoNet 只有 {st_none:.1%}，还不如 K-Means 的 {st_kmeans:.1%}；恰到好处时有 {st_one:.1%}；太强又降到 {st_two:.1%}。多强才合适，每个图库都不一样，而没有标签，谁也不会告诉你。",
    ),
    "how_it_works.shows.design.1": ("The curve: how much to alter", "看曲线：变形多强合适"),
    "how_it_works.shows.design.2": ("Practice tasks side by side", "把几种练习任务放在一起看"),
    "how_it_works.question.domains": ("What is hard: other domains", "难点：换一个领域"),
    "how_it_works.answer.domains": (
        "Practice helps where the new resembles the old. ProtoNet from Omniglot’s letters gets {tr_omniglot_mnist:.1%} on MNIST, but on the small digits of 8 × 8 pixels {tr_omniglot_digits:.1%}, below K-Means, which has never practised ({tr_kmeans_digits:.1%}).",
        "新东西和旧东西相像，练习才有用。在 Omniglot 字母上练过的 ProtoNet，在 MNIST 上有 {tr_omniglot_mnist:.1%}，但在 8 × 8 像素的小数字上只有 {tr_omniglot_digits:.1%}，还不如从没练习过的 K-Means（{tr_kmeans_digits:.1%}）。",
    ),
    "how_it_works.shows.domains.1": ("The table of what carries over", "看迁移表"),
    "how_it_works.question.cost": ("What is hard: the cost", "难点：代价"),
    "how_it_works.answer.cost": (
        "MAML differentiates through its own steps: it keeps all of them in memory and needs second derivatives. On the small digits 100 steps of practice took {ab_maml_seconds:.0f} s, first order {ab_fomaml_seconds:.0f} s, and ended at {ab_maml:.1%} and {ab_fomaml:.1%}, which three seeds cannot tell apart.",
        "MAML 要对自己走的步子求导：所有步子都得留在内存里，还要算二阶导数。在小数字上练 100 步，MAML 用了 {ab_maml_seconds:.0f} 秒，一阶近似 {ab_fomaml_seconds:.0f} 秒，结果是 {ab_maml:.1%} 和 {ab_fomaml:.1%}，三个随机种子分不出高下。",
    ),
    "how_it_works.shows.cost.1": ("What MAML’s training will take", "看看训练 MAML 要多久"),
    "how_it_works.shows.cost.2": ("What first order will take", "看看一阶近似要多久"),
    "how_it_works.question.theory": ("What is not understood", "还没弄明白的事"),
    "how_it_works.answer.theory": (
        "Does MAML learn to *adapt*, or just good features? Measured here: adapting helps ({om_protonet:.1%} to {om_adapt:.1%}), but an encoder that never practised it gains as much as one that did ({om_maml:.1%}; difference {om_maml_lead:+.1f} points). Guarantees are known for simple models only, and none says which tasks to practise on.",
        "MAML 学到的究竟是怎样**调整**，还是只是好的特征？这里测得：调整确实有用（从 {om_protonet:.1%} 到 {om_adapt:.1%}），但从没练过调整的编码器，最后和练过的一样好（{om_maml:.1%}，相差 {om_maml_lead:+.1f} 个百分点）。理论保证只对简单模型成立，而且没有一个能说明该练哪些任务。",
    ),
    "how_it_works.shows.theory.1": ("Compare it with its controls", "和对照组比一比"),
}
