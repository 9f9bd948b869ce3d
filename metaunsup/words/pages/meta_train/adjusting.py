"""The page of training: settings of how the network is adjusted, in the outer loop."""

WORDS: dict[str, tuple[str, str]] = {
    "meta_train.group.outer": ("Adjusting the network (outer loop)", "调整网络（外循环）"),
    "meta_train.latent_size": ("Numbers in a latent", "潜变量的维数"),
    "meta_train.latent_size.help": (
        "VAE, BiGAN: from how many numbers an item is drawn.",
        "VAE、BiGAN：用多少个数来画出一个样本。",
    ),
    "meta_train.kl_beta": ("Pull towards the bell shape (beta)", "拉向钟形分布的力度（beta）"),
    "meta_train.kl_beta.help": (
        "VAE: how strongly the clouds of latents are held to the standard normal distribution; 1 is the evidence bound itself.",
        "VAE：把潜变量的云拉向标准正态分布的力度；取 1 时就是证据下界本身。",
    ),
    "meta_train.reptile_steps": (
        "Steps of Reptile on each task (0: without)",
        "Reptile 在每个任务上走的步数（0 表示不用）",
    ),
    "meta_train.reptile_steps.help": (
        "Above 0, practice moves the network towards where so many steps on one task lead: it becomes quick to tune to a "
        "few items.",
        "大于 0 时，练习会把网络移向“在一个任务上走这么多步之后到达的地方”，这样它就能很快针对少数几个样本调整好。",
    ),
    "meta_train.reptile_lr": ("Rate of these steps", "这些步的学习率"),
    "meta_train.reptile_lr.help": (
        "Adam's, in practice by Reptile and when tuning to items.",
        "Adam 的学习率：用 Reptile 练习时，以及之后针对样本微调时使用。",
    ),
    "meta_train.components": ("Bells of the prior", "先验中的钟形个数"),
    "meta_train.components.help": (
        "How many Gaussians are fitted to the latents of a practice task. For a task of one's own there are as many as "
        "groups are asked for.",
        "练习时，用多少个高斯成分去拟合一个任务的潜变量。做正式任务时，要分几组就用几个。",
    ),
    "meta_train.em_rounds": ("Rounds of EM in practice", "练习中 EM 的轮数"),
    "meta_train.em_rounds.help": (
        "From K-Means' groups on; the gradient goes through all of them.",
        "从 K-Means 的分组开始算起；梯度会穿过每一轮。",
    ),
    "meta_train.kl_warmup": ("Share of steps until that pull is whole", "拉力逐渐加满所占的步数比例"),
    "meta_train.kl_warmup.help": (
        "VAE: the first part of all steps, 0 to 1, in which that pull grows from nothing; without it, the network may never begin to use its latents.",
        "VAE：在开头这一部分步数（0 到 1）里，拉力从零逐渐加满；否则网络可能一直不去使用潜变量。",
    ),
    "meta_train.hidden": ("Hidden units of the decoder", "解码器隐层的单元数"),
    "meta_train.hidden.help": (
        "VAE: with one hidden layer of so many units it draws a picture at once; with 0 it draws by convolutions, which need more practice. Of a table’s rows 0 makes it linear (factor analysis).",
        "VAE：解码器只有一个隐层，有这么多单元，一步就画出整张图；取 0 时用卷积来画，需要更多练习。对表格的行，取 0 就是线性解码器（因子分析）。",
    ),
    "meta_train.denoising": ("Draw the picture as it was", "由变形图画出原图"),
    "meta_train.denoising.help": (
        "VAE, autoencoder: what is drawn must be the picture that an altered view was made of, so that the latent (the code) says less of how it was altered. Without: the altered view itself, as in the first papers.",
        "VAE、自编码器：看到变形图，要画出的却是变形前的原图，这样潜变量（编码）就少记录怎样变形。关闭时画的是变形图本身，与最初的论文相同。",
    ),
    "meta_train.drawers": (
        "It practises to draw more of a few: what it has learned is seen on the page Generate. The accuracy measured here only says how well its codes happen to group. CACTUs’ clusters suit it best: a practice kind then has several different items.",
        "它练习的是“看过几个，再画几个”：学得怎样，要到“生成”页去看。这里测的准确率只说明它的编码碰巧能把样本分得多好。练习任务最好用 CACTUs 的簇来造，这样一个练习类别里有好几个不同的样本。",
    ),
    "meta_train.batch": ("Altered views a step", "每步用几个变形版本"),
    "meta_train.batch.help": (
        "So many altered views of the few items at hand are learned from in each step: of a single item as many as of twenty.",
        "每一步用手头那几个样本的这么多个变形版本来学：只有一个样本和有二十个样本时一样多。",
    ),
    "meta_train.critic_steps": ("Steps of the critic", "评判器的步数"),
    "meta_train.critic_steps.help": (
        "FIGR and its control: how many steps the critic takes for each one of the drawer.",
        "FIGR 及其对照：生成器每走一步，评判器走几步。",
    ),
    "meta_train.context_size": ("Numbers a set", "一组样本用几个数表示"),
    "meta_train.context_size.help": (
        "Neural Statistician: how many numbers stand for what the items shown have in common.",
        "神经统计学家：用几个数来代表看过的样本的共同之处。",
    ),
    "meta_train.penalty": ("Penalty on the discriminator (gamma, lambda)", "对判别器的惩罚（gamma、lambda）"),
    "meta_train.penalty.help": (
        "BiGAN: how much it costs the discriminator to change its mind quickly around real items. Without it the players may circle and never settle. The paper’s R1. FIGR and its control: how much it costs the critic if its slope between real and drawn ones is not 1.",
        "BiGAN：判别器在真实样本附近如果判断变化太快，要付出多大代价。没有它，双方可能一直兜圈子，稳定不下来。即论文中的 R1 惩罚。FIGR 及其对照：评判器在真实样本与生成样本之间的斜率不是 1 时，要付出多大代价。",
    ),
    "meta_train.agreement": ("Items drawn again", "重画要像"),
    "meta_train.agreement.help": (
        "BiGAN: how much it counts that the generator draws an item again from what the encoder finds; 0: the contest alone must bring that about.",
        "BiGAN：要求生成器根据编码器找到的数把样本重画出来，这一要求占多大分量；0 表示只靠对抗来做到这一点。",
    ),
    "meta_train.other_view": ("Latents of another altered view", "潜变量取自另一个变形版本"),
    "meta_train.other_view.help": (
        "BiGAN: an item is put beside the latent of another altered view of it, so that a latent says what altering leaves as it is. Without: its own latent, as in the paper.",
        "BiGAN：与样本配对的是它另一个变形版本的潜变量，这样潜变量就只记录变形时不变的东西。关闭时与论文相同，配的是它自己的潜变量。",
    ),
    "meta_train.entries": ("Entries of the menu", "菜单的项数"),
    "meta_train.entries.help": (
        "RL²: how many methods of clustering it may choose from, the most useful first. With one there is nothing to choose.",
        "RL²：可以从多少种分组办法里选，常用的排在前面。只有一项时，就没有什么可选的了。",
    ),
    "meta_train.rounds": ("Rounds", "轮数"),
    "meta_train.rounds.help": (
        "RL²: how many entries of the menu it tries at a task, each at most once.",
        "RL²：每个任务里试菜单中的多少项，每项最多试一次。",
    ),
    "meta_train.players": ("Players", "玩家数"),
    "meta_train.players.help": (
        "RL²: how many times the policy plays each practice task, each time drawing other decisions. More make its gradient less noisy, at hardly any cost.",
        "RL²：策略把每个练习任务玩多少遍，每一遍抽到的决定不同。遍数越多，梯度的噪声越小，几乎不多费时间。",
    ),
    "meta_train.bonus": ("Weight of the entropy", "熵的权重"),
    "meta_train.bonus.help": (
        "RL²: how much being undecided is worth. Without it the policy may settle before it has seen what else there is.",
        "RL²：保持犹豫有多大的好处。没有它，策略可能还没看清别的选择就早早定下来。",
    ),
    "meta_train.queue_size": ("Keys remembered", "队列长度"),
    "meta_train.queue_size.help": (
        "PsCo: how many items of earlier steps, as its slow copy saw them, are kept to choose an item’s like from.",
        "PsCo：保留前几步多少个样本的键（慢副本给出的向量），供挑选同类之用。",
    ),
    "meta_train.momentum": ("How slowly the copy follows", "副本跟随得多慢"),
    "meta_train.momentum.help": (
        "PsCo: the share of itself that the slow copy keeps at each step, 0 to 1; the rest becomes the network’s.",
        "PsCo：每一步慢副本保留自己的比例，0 到 1；其余部分换成主网络的参数。",
    ),
    "meta_train.shots": ("Like items for each", "每个样本的同类数"),
    "meta_train.shots.help": (
        "PsCo: how many of the items remembered stand for the kind of an item. Researchers call them shots.",
        "PsCo：从队列里取几个样本当作一个样本的同类，研究者称之为 shots。",
    ),
    "meta_train.shot_temperature": ("Temperature among like items", "同类损失的温度"),
    "meta_train.shot_temperature.help": (
        "PsCo: of the loss that tells an item’s like from those of all other items.",
        "PsCo：把一个样本的同类与其他样本的同类区分开，这项损失所用的温度。",
    ),
    "meta_train.projection": ("Projection and prediction", "投影头与预测头"),
    "meta_train.projection.help": (
        "PsCo: small networks between what is clustered and what the losses see, as in the paper; without them the losses shape the embedding itself.",
        "PsCo：在用来聚类的嵌入与损失之间加上小网络（论文的做法）；不加，损失就直接塑造嵌入本身。",
    ),
    "meta_train.extras_lr": ("Rate of what is learned beside the network", "网络之外参数的学习率"),
    "meta_train.extras_lr.help": (
        "Learned rates, masks and spreads have a rate of their own; at the network's they would hardly move.",
        "学到的学习率、掩码和离散程度另用一个学习率；若与网络相同，它们几乎不动。",
    ),
    "meta_train.shared_statistics": ("Items and altered views share statistics", "原样本与变形版本共用统计量"),
    "meta_train.shared_statistics.help": (
        "Batch norm takes mean and spread of the items and their altered views together, or of either alone.",
        "批归一化的均值和方差由原样本与变形版本一起计算，否则各算各的。",
    ),
    "meta_train.learn_loop": ("Learn the loop's numbers", "学习内循环的数值"),
    "meta_train.learn_loop.help": (
        "Temperature, margin and strength of altering are learned, too, at the rate of what lies beside the network.",
        "温度、间隔指数和变形强度也一并学习，使用网络之外参数的学习率。",
    ),
    "meta_train.second_cosine": ("Rate begins anew after warming up", "热身后学习率重新开始"),
    "meta_train.second_cosine.help": (
        "The learning rate falls once while warming up, and once more from its start afterwards.",
        "热身期间学习率下降一次，之后再从头下降一次。",
    ),
    "meta_train.outer_lr": ("Learning rate", "学习率"),
    "meta_train.outer_lr.help": (
        "How much a step changes the network.",
        "每一步对网络的调整幅度。",
    ),
    "meta_train.temperature": ("Temperature", "温度"),
    "meta_train.temperature.help": (
        "Lower: only the nearest kind counts. Higher: the others count, too.",
        "温度越低，越只看最近的类别；越高，其他类别也越有影响。",
    ),
    "meta_train.strength": ("Strength of altering", "变形强度"),
    "meta_train.strength.help": (
        "How much altered views are turned, stretched and shifted. The page of tasks shows what that looks like. 0: not at all.",
        "变形图旋转、拉伸、平移的幅度，在“任务”页可以看到效果。0 表示不变形。",
    ),
}
