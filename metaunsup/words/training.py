"""Sentences of meta-training: the page and the command."""

WORDS: dict[str, tuple[str, str]] = {
    # -- settings on the command line --
    "cli.train.episodes": (
        "how pseudo-tasks are made: umtra (augmented views), cactus (clusters of an embedding), or self-training (first "
        "umtra, then clusters of the learner's own embedding) (default: umtra)",
        "怎样构造伪任务：umtra（数据增强得到的视图）、cactus（某个嵌入的聚类簇），或 self-training"
        "（先用 umtra，再用学习器自己嵌入的聚类簇）（默认 umtra）",
    ),
    "cli.train.embedding": (
        "what cactus clusters: pca, or a checkpoint: a file, run:ID, or shipped:POOL/LEARNER (default: pca)",
        "cactus 对什么聚类：pca，或一个检查点（文件、run:编号，或 shipped:数据池/学习器）（默认 pca）",
    ),
    "cli.train.partitions": (
        "how many different partitions of the pool pseudo-tasks are drawn from (default: 10)",
        "从图片池的多少种不同划分中抽取伪任务（默认 10）",
    ),
    "cli.train.clusters": (
        "into how many clusters each partition cuts the pool (default: 150)",
        "每种划分把图片池分成多少个簇（默认 150）",
    ),
    "cli.train.refresh": (
        "in self-training: make the partitions anew every N steps (default: 100)",
        "自训练时每隔 N 步重新划分一次（默认 100）",
    ),
    "cli.train.umtra-share": (
        "in self-training: the share of all steps that comes first and uses umtra, 0 to 1 (default: 0.5)",
        "自训练时先用 umtra 的步数占全部步数的比例，0 到 1（默认 0.5）",
    ),
    "cli.train.rescale": (
        "how far a partition may scale down each dimension of the embedding, 0 (all alike) to 1 (down to nothing, as "
        "CACTUs does); smaller suits an encoder's own embedding (default: 1)",
        "每种划分最多把嵌入的每一维缩小多少，从 0（各维一样）到 1（可以缩到零，CACTUs 的做法）；学习器自己的嵌入适合用较小的值（默认 1）",
    ),
    "cli.train.coarsest": (
        "share of --clusters that the coarsest partition has, 0.05 to 1; those between grow evenly from it to all "
        "(default: 1, every partition alike)",
        "最粗的一种划分的簇数占 --clusters 的比例，0.05 到 1；其余划分的簇数从它均匀增加到全部（默认 1，各种划分的簇数都一样）",
    ),
    "cli.train.start-from": (
        "begin with the parameters of a checkpoint (a file, run:ID, or shipped:POOL/LEARNER) instead of random ones",
        "不从随机参数开始，而从一个检查点（文件、run:编号，或 shipped:数据池/学习器）开始",
    ),
    "cli.train.device": (
        "where to compute: cpu, cuda, mps, or auto for the best there is (default: cpu)",
        "在哪里计算：cpu、cuda、mps，或用 auto 自动选择最好的设备（默认 cpu）",
    ),
    "cli.train.precision": (
        "floating-point numbers to compute with: float32 or float64 (default: float32)",
        "用哪种浮点数计算：float32 或 float64（默认 float32）",
    ),
    # -- the page --
    "meta_train.title": (
        "Train: let a network practise on pictures without labels",
        "训练：让网络用没有标签的图片练习",
    ),
    "meta_train.lead": (
        "Choose what to practise and on which pictures, see what it will take, and watch it learn. The work goes on when "
        "you close this tab: the link brings you back to it.",
        "选择练习方式和图片，先看看大约要花多少时间，再看着它一步步学会。关掉这个标签页也不会中断，用链接随时可以回来看。",
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
    "meta_train.pool": ("Pictures to practise on", "练习用的图片"),
    "meta_train.pool.help": (
        "The learner sees the pictures of the training part, without any label.",
        "学习器只能看到训练部分的图片，看不到任何标签。",
    ),
    "meta_train.episodes": ("Made-up kinds", "伪类别怎么来"),
    "meta_train.episodes.help": (
        "Practice needs many small sorting tasks, and nobody has labelled the pictures. So kinds are made up.",
        "练习需要大量小型分组任务，而图片没有标签，所以要自己造出“类别”。",
    ),
    "meta_train.episodes.umtra": ("UMTRA: altered views of one picture", "UMTRA：同一张图的不同变形"),
    "meta_train.episodes.umtra.about": (
        "UMTRA: each picture drawn is a kind of its own, and its members are altered views of it (turned, stretched, "
        "shifted). Quick, and needs nothing else.",
        "UMTRA：抽到的每张图自成一类，类中的成员是它的各种变形（旋转、拉伸、平移等）。速度快，不需要别的准备。",
    ),
    "meta_train.episodes.cactus": ("CACTUs: groups of pictures that look alike", "CACTUs：看起来相像的图片"),
    "meta_train.episodes.cactus.about": (
        "CACTUs: all pictures are first cut into many small groups that look alike to PCA or to a network that has "
        "practised before; the groups are the kinds. Members are then different pictures.",
        "CACTUs：先按 PCA 或某个练习过的网络的看法，把全部图片分成许多相像的小组，每个小组就是一类。这样，同类的成员是不同的图片。",
    ),
    "meta_train.episodes.self-training": (
        "Self-training: first UMTRA, then its own groups",
        "自训练：先 UMTRA，再用自己分的组",
    ),
    "meta_train.episodes.self-training.about": (
        "Self-training: begins with UMTRA; then the network groups the pictures itself, practises on those groups, and "
        "groups anew from time to time. Usually the best.",
        "自训练：先用 UMTRA 练习，然后由网络自己给图片分组，用这些组继续练习，并不时重新分组。通常效果最好。",
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
        "How often the accuracy is measured on 8 held-out tasks. It takes time but does not change what is learned. "
        "0: never.",
        "每隔多少步用 8 个留出的任务测一次准确率。测量要花时间，但不影响学到的东西。0 表示不测。",
    ),
    "meta_train.precision": ("Numbers", "数值精度"),
    "meta_train.precision.help": (
        "64 bits are for checking mathematics; they take about twice the time.",
        "64 位用于核对数学推导，大约要多花一倍时间。",
    ),
    "meta_train.precision.float32": ("32 bits (usual)", "32 位（常用）"),
    "meta_train.precision.float64": ("64 bits", "64 位"),
    "meta_train.embedding": ("Alike to whom?", "谁认为相像？"),
    "meta_train.embedding.help": (
        "Groups are made of what this makes of the pictures: PCA looks at pixels, a network at what it has learned.",
        "根据它对图片的看法来分组：PCA 看像素，网络看它学到的特征。",
    ),
    "meta_train.embedding.pca": ("PCA (on pixels)", "PCA（基于像素）"),
    "meta_train.group.partitions": ("Groups of pictures", "图片小组"),
    "meta_train.partitions": ("Different groupings", "分组方案数"),
    "meta_train.partitions.help": (
        "The pictures are grouped this many times, each time with other features weighing more; a task draws from one.",
        "用不同的特征权重把图片分组这么多次，每个任务从其中一种分组里抽取。",
    ),
    "meta_train.clusters": ("Groups in each", "每种分几组"),
    "meta_train.clusters.help": (
        "How many groups each grouping has. Many small groups are purer; those too small for a task are left out.",
        "每种分组方案分成多少组。组越多越小，就越纯；太小、不够组成任务的组会被略过。",
    ),
    "meta_train.rescale": ("How much weights differ", "权重相差多大"),
    "meta_train.rescale.help": (
        "How far a grouping may play down a feature: 0 not at all, so that groupings hardly differ; 1 down to nothing, "
        "as CACTUs does. Features that the network learned itself all count: there smaller values make purer groups.",
        "每种分组方案最多可以把一个特征看轻多少：0 表示完全不看轻，各种分组就差不多；1 表示可以完全忽略，这是 CACTUs 的做法。"
        "网络自己学到的特征每一维都有用，这时用较小的值，分出的组更纯。",
    ),
    "meta_train.coarsest": ("Coarsest grouping", "最粗的分组"),
    "meta_train.coarsest.help": (
        "The share of those groups that the coarsest grouping has: at 1 all groupings have as many; at 0.25, with 40 "
        "groups, they have from 10 to 40. Where nobody knows the right number, practising on several helps.",
        "最粗的一种分组方案的组数占上面组数的比例：1 表示各方案组数相同；若组数为 40、比例为 0.25，各方案的组数就从 10 到 40 不等。"
        "没有人知道该分几组时，用多种粗细来练习会更好。",
    ),
    "meta_train.umtra_share": ("Share of UMTRA first", "先用 UMTRA 的比例"),
    "meta_train.umtra_share.help": (
        "The part of all steps, 0 to 1, before the network uses its own groups.",
        "在改用自己的分组之前，先用 UMTRA 练习的步数占总步数的比例，0 到 1。",
    ),
    "meta_train.refresh": ("Group anew every … steps", "每隔几步重新分组"),
    "meta_train.refresh.help": (
        "The network gets better, so its groups do, too.",
        "网络变好之后，它分的组也会更好，所以要不时重新分组。",
    ),
    "meta_train.group.episode": ("The practice tasks", "练习任务"),
    "meta_train.ways": ("Made-up kinds in a task", "每个任务的伪类别数"),
    "meta_train.ways.help": (
        "More kinds make a task harder and a step slower. Researchers say “ways”.",
        "类别越多，任务越难，每一步也越慢。研究者称之为 ways。",
    ),
    "meta_train.support_views": ("Views to learn from", "学习用的视图数"),
    "meta_train.support_views.help": (
        "Of each kind. Researchers call them the support set.",
        "每个类别用来学习的视图数，研究者称之为 support。",
    ),
    "meta_train.query_views": ("Views to be tested on", "考查用的视图数"),
    "meta_train.query_views.help": (
        "Of each kind, not learned from in this task. Researchers call them the query set.",
        "每个类别用来考查、在本任务中没学过的视图数，研究者称之为 query。",
    ),
    "meta_train.meta_batch": ("Tasks in a step", "每步任务数"),
    "meta_train.meta_batch.help": (
        "The network is adjusted to the mean of so many tasks. Twice as many take twice as long.",
        "每一步按这么多个任务的平均结果来调整网络。任务多一倍，用时也多一倍。",
    ),
    "meta_train.warmup": ("Share of warming up", "热身的比例"),
    "meta_train.warmup.help": (
        "MAML, LEO: the first part of all steps, 0 to 1, that only trains the network without any adapting. Quick steps.",
        "MAML、LEO：开头这一部分（0 到 1）只训练网络，不做适应。这些步子很快。",
    ),
    "meta_train.warmup_ways": ("Kinds while warming up", "热身时的类别数"),
    "meta_train.warmup_ways.help": (
        "Made-up kinds in a task while warming up.",
        "热身阶段每个任务的伪类别数。",
    ),
    "meta_train.group.inner": ("Adapting to a task (inner loop)", "适应一个任务（内循环）"),
    "meta_train.train_steps": ("Adapting steps", "适应步数"),
    "meta_train.train_steps.help": (
        "How many steps the network adapts in each practice task.",
        "每个练习任务里，网络适应多少步。",
    ),
    "meta_train.train_lr": ("Rate while practising", "练习时的学习率"),
    "meta_train.train_lr.help": (
        "Reptile: how large an adapting step is while practising.",
        "Reptile：练习时每个适应步的步长。",
    ),
    "meta_train.inner_lr": ("Adapting rate", "适应的学习率"),
    "meta_train.inner_lr.help": (
        "How large an adapting step is. Too large, and training breaks off (it says so).",
        "每个适应步的步长。太大会使训练发散而中断（届时会提示）。",
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
    "meta_train.group.moves": ("What moves while adapting, and how far", "适应时哪些参数动、动多少"),
    "meta_train.adapts": ("What adapts", "哪些部分适应"),
    "meta_train.adapts.help": (
        "The whole network, or its last block alone (this is ANIL).",
        "整个网络，或只有最后一块（即 ANIL）。",
    ),
    "meta_train.adapts.all": ("all of the network", "整个网络"),
    "meta_train.adapts.last": ("the last block alone", "只有最后一块"),
    "meta_train.learn_rates": ("Learn the rates, too", "学习率也学"),
    "meta_train.learn_rates.help": (
        "The adapting rates are then learned like everything else, from the rate above on.",
        "让适应的学习率也和其他参数一起学，从上面设的值开始。",
    ),
    "meta_train.rates_per": ("A rate of its own for", "各有学习率的是"),
    "meta_train.rates_per.help": (
        "Only where rates are learned. Each layer and step: MAML++. Every single weight: Meta-SGD.",
        "只在学习率也学时起作用。每层每步一个：MAML++；每个权重一个：Meta-SGD。",
    ),
    "meta_train.rates_per.tensor": ("each layer and step", "每层、每步"),
    "meta_train.rates_per.weight": ("every weight", "每个权重"),
    "meta_train.mask_start": ("Chance to adapt at first", "最初的适应概率"),
    "meta_train.mask_start.help": (
        "MT-net: how likely each filter is to adapt before practice has decided, 0 to 1.",
        "MT-net：练习之前，每个滤波器参与适应的概率，0 到 1。",
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
        "VIML：适应时被拉回练习所得先验的力度；1 是贝叶斯给出的权重，0 表示不拉。",
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
        "适应时先用多少步移动编码，之后的步子才移动由编码生成的分类头。",
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
        "要求编码器一开始就给出适应之后的编码的力度，即论文中的 γ。",
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
        "How much views are turned, stretched and shifted. The page of tasks shows what that looks like. 0: not at all.",
        "视图旋转、拉伸、平移的幅度，在“任务”页可以看到效果。0 表示不变形。",
    ),
    # -- the estimate --
    "meta_train.estimate.measuring": (
        "Measuring on this machine what a step costs …",
        "正在这台机器上实测每一步的用时……",
    ),
    "meta_train.estimate.time": ("Time, about", "大约用时"),
    "meta_train.estimate.memory": ("Memory, about", "大约占用内存"),
    "meta_train.estimate.step": ("A step, on average", "平均每步"),
    "meta_train.estimate.how": (
        "Measured just now by doing a few steps on this machine, with what else runs here now.",
        "刚刚在这台机器上实际走了几步测得，当时正在运行的其他程序也算在内。",
    ),
    "meta_train.estimate.validation": (
        "Of that, {time} go into measuring the accuracy.",
        "其中测量准确率约占 {time}。",
    ),
    "meta_train.estimate.partitions": ("{time} go into grouping the pictures.", "给图片分组约占 {time}。"),
    "meta_train.estimate.ahead": (
        "Before it begins, {count} other training(s) must end.",
        "开始之前，还要等前面的 {count} 个训练结束。",
    ),
    "meta_train.seconds": ("{seconds} s", "{seconds} 秒"),
    "meta_train.minutes": ("{minutes} min {seconds} s", "{minutes} 分 {seconds} 秒"),
    "meta_train.hours": ("{hours} h {minutes} min", "{hours} 小时 {minutes} 分"),
    "meta_train.start": ("Start training", "开始训练"),
    "meta_train.command": (
        "What the button starts. Typed by hand, it does the same on any machine, with DIR for a folder of your own.",
        "按钮启动的就是这条命令。在任何机器上手动输入，效果相同；DIR 换成你自己的文件夹。",
    ),
    "meta_train.command.title": ("The command that does the same", "做同一件事的命令"),
    "meta_train.no_key": (
        "One moment: the browser is being asked for its key, without which nobody could stop the training later.",
        "请稍候：正在向浏览器取得它的钥匙，没有它，以后就没有人能停下这个训练。",
    ),
    # -- watching --
    "meta_train.recent": ("Trainings on this machine", "这台机器上的训练"),
    "meta_train.is.queued": ("waiting", "排队中"),
    "meta_train.is.running": ("running", "进行中"),
    "meta_train.is.paused": ("paused", "已暂停"),
    "meta_train.is.interrupted": ("interrupted", "被中断"),
    "meta_train.is.cancelled": ("cancelled", "已取消"),
    "meta_train.is.done": ("done", "已完成"),
    "meta_train.is.failed": ("failed", "失败"),
    "meta_train.other_pool": ("pictures from a folder", "文件夹中的图片"),
    "meta_train.described.seed": ("seed {seed}", "种子 {seed}"),
    "meta_train.described.id": ("run {id}", "运行编号 {id}"),
    "meta_train.described.branch": ("branched from {id}", "由 {id} 分支而来"),
    "meta_train.status.queued": (
        "{count} training(s) before yours. It begins by itself; you may close this page.",
        "前面还有 {count} 个训练。轮到时会自动开始，可以关掉这个页面。",
    ),
    "meta_train.status.failed": ("The training ended early. {reason}", "训练提前结束。{reason}"),
    "meta_train.status.interrupted": (
        "Interrupted at step {step}: the program that was training was ended from outside, or the machine was switched off. "
        "Nothing is lost; resuming goes on as if nothing had happened.",
        "在第 {step} 步被中断：训练程序被外部结束，或者机器关机了。没有丢失任何东西，继续之后与没有中断完全一样。",
    ),
    "meta_train.status.paused": ("Paused at step {step}; everything is kept.", "已在第 {step} 步暂停，一切都已保存。"),
    "meta_train.status.cancelled": (
        "Cancelled at step {step}. What it had learned until then is kept until the run is deleted.",
        "已在第 {step} 步取消。在删除这次运行之前，已学到的东西仍然保留。",
    ),
    "meta_train.status.done": (
        "Done. The network can be taken home, or be the beginning of another training.",
        "训练完成。可以下载这个网络，也可以从它开始另一次训练。",
    ),
    "meta_train.asked.pause": (
        "Asked to pause; it stops after the step under way.",
        "已请求暂停，走完当前这一步就停。",
    ),
    "meta_train.asked.cancel": (
        "Asked to stop; it ends after the step under way.",
        "已请求取消，走完当前这一步就结束。",
    ),
    "meta_train.silent": (
        "No news from the training for {seconds} s; the machine may be very busy.",
        "已有 {seconds} 秒没有收到训练的消息，机器可能非常忙。",
    ),
    "meta_train.stages": ("Getting ready · {time}", "准备中 · {time}"),
    "meta_train.stage.queued": ("Waiting for its turn", "排队等候"),
    "meta_train.stage.starting": ("Starting the program that trains", "启动训练程序"),
    "meta_train.stage.pool": ("Reading the pictures", "读取图片"),
    "meta_train.stage.baseline": (
        "K-Means on the held-out tasks, as a yardstick",
        "先用 K-Means 做一遍留出的任务，作为参照",
    ),
    "meta_train.stage.partitions": ("Grouping the pictures", "给图片分组"),
    "meta_train.stage.first-step": ("The first step", "第一步"),
    "meta_train.figure.step": ("Step {step} of {steps}", "第 {step} 步，共 {steps} 步"),
    "meta_train.figure.accuracy": ("Accuracy", "准确率"),
    "meta_train.figure.accuracy.help": (
        "The share of pictures in the right group, on tasks whose pictures it does not practise on. Below: how many "
        "percentage points more than K-Means on pixels.",
        "在没有练习过的图片组成的任务上，分对组的图片占多少。下面是比像素上的 K-Means 高出的百分点。",
    ),
    "meta_train.figure.against": ("{points} vs K-Means", "比 K-Means {points}"),
    "meta_train.figure.tasks": ("Tasks a second", "每秒任务数"),
    "meta_train.figure.tasks.help": (
        "Practice tasks, over the last twenty steps; measuring the accuracy is left out.",
        "最近二十步的练习速度，不计测量准确率的时间。",
    ),
    "meta_train.figure.left": ("Time left", "剩余时间"),
    "meta_train.figure.left.help": (
        "At the pace of the last minute. MAML slows down towards the end, so for MAML it is more.",
        "按最近一分钟的速度推算。MAML 越往后越慢，实际会更久。",
    ),
    "meta_train.figure.cost": ("Practice so far", "已练习"),
    "meta_train.figure.cost.help": (
        "Computing time of practice alone, with that of the training it began with. Every view of every picture counts "
        "as seen.",
        "只计练习的计算时间，包括它所接续的训练的时间。每张图的每个视图都算“看过”一次。",
    ),
    "meta_train.figure.items": ("{items} views", "{items} 个视图"),
    "meta_train.freeze": ("Freeze the charts", "定住图表"),
    "meta_train.freeze.help": (
        "So that you can zoom in and read; the training goes on.",
        "方便放大细看，训练会继续进行。",
    ),
    "meta_train.chart.step": ("step", "步"),
    "meta_train.chart.loss.title": ("Loss: what practice makes smaller", "损失：练习要让它变小"),
    "meta_train.chart.loss.help": (
        "How badly the made-up kinds of a practice task are told apart. Drag to zoom in, double click to zoom out.",
        "在练习任务里分辨伪类别的失误程度。拖动可以放大，双击还原。",
    ),
    "meta_train.chart.each": ("every step", "每一步"),
    "meta_train.chart.mean": ("mean of the last {steps} steps", "最近 {steps} 步的平均"),
    "meta_train.chart.accuracy.title": ("Accuracy: on tasks with real kinds, held out", "准确率：留出的真实类别任务"),
    "meta_train.chart.accuracy.help": (
        "Labels are used for measuring only, never for practice. The band is the 95 % interval over 8 tasks.",
        "标签只用于测量，从不用于练习。色带是 8 个任务的 95% 区间。",
    ),
    "meta_train.chart.accuracy.later": (
        "The first measurement comes after step {step}.",
        "第 {step} 步之后进行第一次测量。",
    ),
    "meta_train.chart.accuracy.never": (
        "Nothing is measured: this training was started without it, or nobody knows the labels.",
        "没有测量：这次训练关闭了测量，或者没有人知道标签。",
    ),
    "meta_train.chart.accuracy": ("this learner", "这个学习器"),
    "meta_train.chart.interval": ("95 % interval", "95% 区间"),
    "meta_train.chart.encoder": ("same network, no adapting (K-Means)", "同一网络，不适应（K-Means）"),
    "meta_train.chart.kmeans": ("K-Means on pixels", "像素上的 K-Means"),
    "meta_train.pause": ("Pause", "暂停"),
    "meta_train.pause.help": ("Stop after this step and keep everything.", "走完这一步就停下，一切都会保存。"),
    "meta_train.resume": ("Resume", "继续"),
    "meta_train.resume.help": (
        "Go on from where it stopped; the result is the same as without stopping.",
        "从停下的地方继续，结果与没有停过一样。",
    ),
    "meta_train.cancel": ("Cancel", "取消"),
    "meta_train.cancel.help": ("Give this training up.", "放弃这次训练。"),
    "meta_train.branch": ("Branch", "分支"),
    "meta_train.branch.help": (
        "A new training that begins with what this one has learned; this one stays as it is.",
        "以它学到的东西为起点，开始一次新的训练；原来的训练不受影响。",
    ),
    "meta_train.branch.later": (
        "Possible after the first measurement: only then is there something to begin with.",
        "第一次测量之后才可以分支，那时才有可用的起点。",
    ),
    "meta_train.branch.elsewhere": (
        "Not on this page: it practised on files of the computer that trained it. There, type the command below with "
        "--start-from run:{id}.",
        "本页无法分支：它用的是那台电脑上的文件。请在那台电脑上运行下面的命令，并加上 --start-from run:{id}。",
    ),
    "meta_train.branch.name": ("{name}, branched", "{name}（分支）"),
    "meta_train.new": ("New training", "新的训练"),
    "meta_train.watching": (
        "You are watching. Only the browser that started this training can pause or stop it.",
        "你正在观看。只有启动这次训练的浏览器才能暂停或停止它。",
    ),
    "meta_train.download": ("Take the network home", "下载这个网络"),
    "meta_train.download.help": (
        "A zip file with the parameters (safetensors) and where they come from (JSON).",
        "zip 文件，内含参数（safetensors）和来历说明（JSON）。",
    ),
    "meta_train.link": ("Link to this training", "这次训练的链接"),
    "meta_train.link.about": (
        "Anybody who opens it can watch; in this browser it can also be paused and stopped.",
        "打开这个链接的人都能观看；在这个浏览器里还可以暂停和停止。",
    ),
}
