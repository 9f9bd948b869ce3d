"""The page of training: the settings of learners and of their practice tasks, under "More settings"."""

WORDS: dict[str, tuple[str, str]] = {
    "meta_train.group.partitions": ("Clusters of pictures", "图片的簇"),
    "meta_train.partitions": ("Partitions", "划分的个数"),
    "meta_train.partitions.help": (
        "How often the pictures are clustered anew, each time with other features weighing more; a task draws from one of these partitions.",
        "用不同的特征权重给图片聚类这么多次，得到这么多个划分；每个任务从其中一个划分里抽取。",
    ),
    "meta_train.clusters": ("Clusters in each partition", "每个划分的簇数"),
    "meta_train.clusters.help": (
        "Into how many clusters a partition cuts the pictures. Many small ones are purer; those too small for a task are left out.",
        "每个划分把图片分成多少簇。簇越多越小，就越纯；太小、不够组成任务的簇会被略过。",
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
    "meta_train.support_views": ("Altered views to learn from", "学习用的变形图数"),
    "meta_train.support_views.help": (
        "Of each kind. Researchers call them the support set.",
        "每个类别用来学习的变形图数，研究者称之为 support。",
    ),
    "meta_train.query_views": ("Altered views to be tested on", "考查用的变形图数"),
    "meta_train.query_views.help": (
        "Of each kind, not learned from in this task. Researchers call them the query set.",
        "每个类别用来考查、在本任务中没学过的变形图数，研究者称之为 query。",
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
        "单类学习器、ACR：练习时，当作正常样本给出的图片里最多有这么大比例（0 到 0.5）来自别的类别，因为真实数据很难清理干净。",
    ),
    "meta_train.clumps": ("How often odd ones are of one kind", "异常属于同一类的频率"),
    "meta_train.clumps.help": (
        "One-class learners, ACR: how often, 0 to 1, all that does not belong is of one other kind and so looks alike, which is harder.",
        "单类学习器、ACR：有多大频率（0 到 1）所有异常都来自同一个别的类别、因而彼此相像，这样更难。",
    ),
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
        "A picture between two clusters teaches little. 0: all pictures count alike; larger: doubtful ones count less.",
        "夹在两个聚类之间的图片教不了什么。0：所有图片一样重要；数值越大，拿不准的图片分量越轻。",
    ),
    "meta_train.view_memory": ("Memory of altered views", "对变形图的记忆"),
    "meta_train.view_memory.help": (
        "How much the altered views of the last steps count, beside the picture itself, when clusters are found. 0: nothing.",
        "寻找聚类时，除图片本身外，前几步的变形图占多少分量。0 表示不计。",
    ),
    "meta_train.settle": ("Settled after", "几步不变即停"),
    "meta_train.settle.help": (
        "Adapting ends when so many steps in a row changed no picture's cluster. 0: never.",
        "连续这么多步没有一张图片换聚类，调整就结束。0 表示一直做完。",
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
        "How much of practice's loss judges the clusters found, pair by pair; the rest judges pictures held out. 0 to 1.",
        "练习的损失中，逐对评判所得聚类的部分占多少，0 到 1；其余评判留出的图片。",
    ),
    "meta_train.style": ("A look for every task", "每个任务的风格"),
    "meta_train.style.help": (
        "After warming up all pictures of a practice task are altered alike, so strongly, as if another hand had drawn them: then there is something to adapt to. 0: not at all.",
        "热身之后，把一个练习任务的所有图片按同一种方式变形（数值是强度），好像换了一个人来写，这样才有可调整的东西。0 表示不变。",
    ),
    "meta_train.least": ("Smallest kind", "最小的类别"),
    "meta_train.least.help": (
        "A kind in a practice task keeps a part of its pictures drawn from here to 1, so that sizes differ. 1: all equal.",
        "练习任务中每个类别保留的图片比例在此值与 1 之间随机抽取，各类大小因此不同；1 表示全部相等。",
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
        "VIML: how many networks are drawn and averaged when it groups a task's pictures.",
        "VIML：给任务中的图片分组时，抽取多少个网络取平均。",
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
    "meta_train.group.outer": ("Adjusting the network (outer loop)", "调整网络（外循环）"),
    "meta_train.latent_size": ("Numbers in a latent", "潜变量的维数"),
    "meta_train.latent_size.help": (
        "VAE, BiGAN: from how many numbers a picture is drawn.",
        "VAE、BiGAN：用多少个数来画一张图。",
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
        "few pictures.",
        "大于 0 时，练习会把网络移向“在一个任务上走这么多步之后到达的地方”，这样它就能很快针对少数几张图片调整好。",
    ),
    "meta_train.reptile_lr": ("Rate of these steps", "这些步的学习率"),
    "meta_train.reptile_lr.help": (
        "Adam's, in practice by Reptile and when tuning to pictures.",
        "Adam 的学习率：用 Reptile 练习时，以及之后针对图片微调时使用。",
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
    "meta_train.penalty": ("Penalty on the discriminator (gamma)", "对判别器的惩罚（gamma）"),
    "meta_train.penalty.help": (
        "BiGAN: how much it costs the discriminator to change its mind quickly around real pictures. Without it the players may circle and never settle. The paper’s R1.",
        "BiGAN：判别器在真实图片附近如果判断变化太快，要付出多大代价。没有它，双方可能一直兜圈子，稳定不下来。即论文中的 R1 惩罚。",
    ),
    "meta_train.agreement": ("Pictures drawn again", "重画要像"),
    "meta_train.agreement.help": (
        "BiGAN: how much it counts that the generator draws a picture again from what the encoder finds; 0: the contest alone must bring that about.",
        "BiGAN：要求生成器根据编码器找到的数把图片重画出来，这一要求占多大分量；0 表示只靠对抗来做到这一点。",
    ),
    "meta_train.other_view": ("Latents of another altered view", "潜变量取自另一张变形图"),
    "meta_train.other_view.help": (
        "BiGAN: a picture is put beside the latent of another altered view of it, so that a latent says what altering leaves as it is. Without: its own latent, as in the paper.",
        "BiGAN：与图片配对的是它另一张变形图的潜变量，这样潜变量就只记录变形时不变的东西。关闭时与论文相同，配的是它自己的潜变量。",
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
        "PsCo: how many pictures of earlier steps, as its slow copy saw them, are kept to choose a picture’s like from.",
        "PsCo：保留前几步多少张图片的键（慢副本给出的向量），供挑选同类之用。",
    ),
    "meta_train.momentum": ("How slowly the copy follows", "副本跟随得多慢"),
    "meta_train.momentum.help": (
        "PsCo: the share of itself that the slow copy keeps at each step, 0 to 1; the rest becomes the network’s.",
        "PsCo：每一步慢副本保留自己的比例，0 到 1；其余部分换成主网络的参数。",
    ),
    "meta_train.shots": ("Like pictures for each", "每张图的同类数"),
    "meta_train.shots.help": (
        "PsCo: how many of the pictures remembered stand for the kind of a picture. Researchers call them shots.",
        "PsCo：从队列里取几张图当作一张图的同类，研究者称之为 shots。",
    ),
    "meta_train.shot_temperature": ("Temperature among like pictures", "同类损失的温度"),
    "meta_train.shot_temperature.help": (
        "PsCo: of the loss that tells a picture’s like from those of all other pictures.",
        "PsCo：把一张图的同类与其他图的同类区分开，这项损失所用的温度。",
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
    "meta_train.shared_statistics": ("Pictures and altered views share statistics", "原图与变形图共用统计量"),
    "meta_train.shared_statistics.help": (
        "Batch norm takes mean and spread of the pictures and their altered views together, or of either alone.",
        "批归一化的均值和方差由原图与变形图一起计算，否则各算各的。",
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
