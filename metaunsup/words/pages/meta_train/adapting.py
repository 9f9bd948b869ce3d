"""The page of training: settings of how a learner adapts to a task, in the inner loop."""

WORDS: dict[str, tuple[str, str]] = {
    "meta_train.group.inner": ("Adapting to a task (inner loop)", "针对一个任务的调整（内循环）"),
    "meta_train.train_steps": ("Adapting steps", "调整步数"),
    "meta_train.train_steps.help": (
        "How many steps the network adapts in each practice task.",
        "每个练习任务里，网络调整多少步。",
    ),
    "meta_train.train_lr": ("Rate while practising", "练习时的学习率"),
    "meta_train.train_lr.help": (
        "Reptile: how large an adapting step is while practising.",
        "Reptile：练习时每个调整步的步长。",
    ),
    "meta_train.inner_lr": ("Adapting rate", "调整的学习率"),
    "meta_train.inner_lr.help": (
        "How large an adapting step is. Too large, and training breaks off (it says so).",
        "每个调整步的步长。太大会使训练发散而中断（届时会提示）。",
    ),
    "meta_train.late": ("Last block’s rate, times", "最后一块的倍数"),
    "meta_train.late.help": (
        "How many times as far the last of the network's four blocks steps: it is closest to what tells things apart.",
        "网络四个模块中最后一块的步长是其他模块的多少倍：它离“区分事物”最近。",
    ),
    "meta_train.inner_optimiser": ("Steps taken by", "每步的走法"),
    "meta_train.inner_optimiser.help": (
        "Adam steps equally far in every weight and hardly zig-zags; plain gradient descent steps as far as the slope is steep.",
        "Adam 让每个权重迈出差不多大的一步，曲线很少来回跳；普通梯度下降则坡越陡步子越大。",
    ),
    "meta_train.inner_optimiser.adam": ("Adam’s steps", "Adam 优化"),
    "meta_train.inner_optimiser.sgd": ("plain gradient descent", "普通梯度下降"),
    "meta_train.lasting": ("Clusters that last", "聚类保持连贯"),
    "meta_train.lasting.help": (
        "A step goes on from the last step's clusters, unless k-means from new starts is plainly better.",
        "每一步从上一步的聚类接着做，除非 k-means 重新开始明显更好。",
    ),
    "meta_train.margin": ("Weight by the margin", "按差距加权"),
    "meta_train.margin.help": (
        "An item between two clusters teaches little. 0: all items count alike; larger: doubtful ones count less.",
        "夹在两个聚类之间的样本教不了什么。0：所有样本一样重要；数值越大，拿不准的样本分量越轻。",
    ),
    "meta_train.view_memory": ("Memory of altered views", "对变形版本的记忆"),
    "meta_train.view_memory.help": (
        "How much the altered views of the last steps count, beside the item itself, when clusters are found. 0: nothing.",
        "寻找聚类时，除样本本身外，前几步的变形版本占多少分量。0 表示不计。",
    ),
    "meta_train.settle": ("Settled after", "几步不变即停"),
    "meta_train.settle.help": (
        "Adapting ends when so many steps in a row changed no item's cluster. 0: never.",
        "连续这么多步没有一个样本换聚类，调整就结束。0 表示一直做完。",
    ),
    "meta_train.first_order_until": ("First order until", "一阶到何时"),
    "meta_train.first_order_until.help": (
        "MAML: up to this part of all steps, 0 to 1, a short cut is taken; then the exact, slower gradient.",
        "MAML：在总步数的这个比例（0 到 1）之前走捷径（一阶近似），之后用精确但较慢的梯度。",
    ),
    "meta_train.multi_step_loss": ("Weight of early steps", "前几步的权重"),
    "meta_train.multi_step_loss.help": (
        "MAML: how much the steps before the last one count, 0 to 1.",
        "MAML：最后一步之前的各步一共占多少权重，0 到 1。",
    ),
    "meta_train.pairs": ("Judged by its clusters", "按聚类评判"),
    "meta_train.pairs.help": (
        "How much of practice's loss judges the clusters found, pair by pair; the rest judges items held out. 0 to 1.",
        "练习的损失中，逐对评判所得聚类的部分占多少，0 到 1；其余评判留出的样本。",
    ),
    "meta_train.style": ("A look for every task", "每个任务的风格"),
    "meta_train.style.help": (
        "After warming up all pictures of a practice task are altered alike, so strongly, as if another hand had drawn them: then there is something to adapt to. 0: not at all.",
        "热身之后，把一个练习任务的所有图片按同一种方式变形（数值是强度），好像换了一个人来写，这样才有可调整的东西。0 表示不变。",
    ),
    "meta_train.least": ("Smallest kind", "最小的类别"),
    "meta_train.least.help": (
        "A kind in a practice task keeps a part of its items drawn from here to 1, so that sizes differ. 1: all equal.",
        "练习任务中每个类别保留的样本比例在此值与 1 之间随机抽取，各类大小因此不同；1 表示全部相等。",
    ),
    "meta_train.group.moves": ("What moves while adapting, and how far", "调整时哪些参数动、动多少"),
    "meta_train.adapts": ("What adapts", "哪些部分随任务调整"),
    "meta_train.adapts.help": (
        "The whole network, or its last block alone (this is ANIL).",
        "整个网络，或只有最后一块（即 ANIL）。",
    ),
    "meta_train.adapts.all": ("all of the network", "整个网络"),
    "meta_train.adapts.last": ("the last block alone", "只有最后一块"),
    "meta_train.learn_rates": ("Learn the rates, too", "学习率一并学习"),
    "meta_train.learn_rates.help": (
        "The adapting rates are then learned like everything else, from the rate above on.",
        "让调整的学习率也和其他参数一起学，从上面设的值开始。",
    ),
    "meta_train.rates_per": ("A rate of its own for", "各有学习率的是"),
    "meta_train.rates_per.help": (
        "Only where rates are learned. Each layer and step: MAML++. Every single weight: Meta-SGD.",
        "只在学习率一并学习时起作用。每层每步一个：MAML++；每个权重一个：Meta-SGD。",
    ),
    "meta_train.rates_per.tensor": ("each layer and step", "每层、每步"),
    "meta_train.rates_per.weight": ("every weight", "每个权重"),
    "meta_train.mask_start": ("Chance to adapt at first", "最初的调整概率"),
    "meta_train.mask_start.help": (
        "MT-net: how likely each filter is to adapt before practice has decided, 0 to 1.",
        "MT-net：练习之前，每个滤波器参与调整的概率，0 到 1。",
    ),
    "meta_train.samples": ("Networks that vote", "投票的网络数"),
    "meta_train.samples.help": (
        "VIML: how many networks are drawn and averaged when it groups a task's items.",
        "VIML：给任务中的样本分组时，抽取多少个网络取平均。",
    ),
    "meta_train.gradient_samples": ("Networks for each step", "每步用的网络数"),
    "meta_train.gradient_samples.help": (
        "VIML: how many drawn networks a step's gradient is averaged over; more is steadier, and slower.",
        "VIML：每一步的梯度对多少个抽取的网络取平均；越多越稳，也越慢。",
    ),
    "meta_train.beta": ("Pull of the prior (beta)", "先验的拉力（beta）"),
    "meta_train.beta.help": (
        "VIML: how strongly adapting is held back towards what practice has learned; 1 is Bayes' own weight, 0 none.",
        "VIML：调整时被拉回练习所得先验的力度；1 是贝叶斯给出的权重，0 表示不拉。",
    ),
    "meta_train.std_start": ("Spread of weights at first", "权重最初的散布"),
    "meta_train.std_start.help": (
        "VIML: the standard deviation of every weight before practice.",
        "VIML：练习之前每个权重的标准差。",
    ),
    "meta_train.cosine": ("Rate falls towards the end", "学习率逐渐下降"),
    "meta_train.cosine.help": (
        "Along half a cosine; otherwise it stays the same.",
        "沿半个余弦曲线下降；否则保持不变。",
    ),
    "meta_train.no": ("no", "否"),
    "meta_train.yes": ("yes", "是"),
    "meta_train.group.latent": ("LEO: codes and heads", "LEO：编码与分类头"),
    "meta_train.code_size": ("Numbers in a code", "编码的长度"),
    "meta_train.code_size.help": (
        "How many numbers the code of a group has.",
        "每一组的编码由多少个数组成。",
    ),
    "meta_train.code_steps": ("Steps on the codes", "移动编码的步数"),
    "meta_train.code_steps.help": (
        "How many adapting steps move the codes, before the rest move the heads made from them.",
        "调整时先用多少步移动编码，之后的步子才移动由编码生成的分类头。",
    ),
    "meta_train.weight_steps": ("Steps on the heads", "移动分类头的步数"),
    "meta_train.weight_steps.help": (
        "How many adapting steps move the heads in each practice task.",
        "每个练习任务里，用多少步移动分类头。",
    ),
    "meta_train.code_lr": ("Rate on the codes", "移动编码的学习率"),
    "meta_train.code_lr.help": (
        "Where the rates on the codes begin; they are learned, one for each number of a code.",
        "移动编码的学习率的初值。编码的每个数各有一个学习率，由练习学得。",
    ),
    "meta_train.weight_lr": ("Rate on the heads", "移动分类头的学习率"),
    "meta_train.weight_lr.help": (
        "Where the rates on the heads begin; they are learned, too.",
        "移动分类头的学习率的初值，同样由练习学得。",
    ),
    "meta_train.group.penalties": ("LEO: weights of what else is asked for", "LEO：各项附加要求的权重"),
    "meta_train.kl_weight": ("Codes near zero (KL)", "编码靠近零点（KL）"),
    "meta_train.kl_weight.help": (
        "How much each code's distribution is drawn towards the standard normal one. The paper's beta.",
        "把每个编码的分布拉向标准正态分布的力度，即论文中的 β。",
    ),
    "meta_train.encoder_penalty_weight": ("Codes right from the start", "编码一开始就到位"),
    "meta_train.encoder_penalty_weight.help": (
        "How much the encoder is asked to begin where adapting ends. The paper's gamma.",
        "要求编码器一开始就给出调整之后的编码的力度，即论文中的 γ。",
    ),
    "meta_train.l2_weight": ("Small weights", "权重要小"),
    "meta_train.l2_weight.help": (
        "How much large weights of encoder, relation network and decoder cost. The paper's first lambda.",
        "对编码器、关系网络和解码器中过大权重的惩罚力度，即论文中的 λ₁。",
    ),
    "meta_train.orthogonality_weight": ("Codes of different meaning", "编码各数互不重复"),
    "meta_train.orthogonality_weight.help": (
        "How much a code's numbers are asked to decode to different directions. The paper's second lambda.",
        "要求编码的各个数解码到互不相同的方向的力度，即论文中的 λ₂。",
    ),
}
