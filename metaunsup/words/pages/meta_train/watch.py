"""The page of training: while it goes on, and what is left when it is over."""

WORDS: dict[str, tuple[str, str]] = {
    "meta_train.recent": ("Trainings on this machine", "这台机器上的训练"),
    "meta_train.is.queued": ("waiting", "排队中"),
    "meta_train.is.running": ("running", "进行中"),
    "meta_train.is.paused": ("paused", "已暂停"),
    "meta_train.is.interrupted": ("interrupted", "被中断"),
    "meta_train.is.cancelled": ("cancelled", "已取消"),
    "meta_train.is.done": ("done", "已完成"),
    "meta_train.is.failed": ("failed", "失败"),
    "meta_train.other_pool": ("data from a folder", "文件夹中的数据"),
    "meta_train.described.seed": ("seed {seed}", "种子 {seed}"),
    "meta_train.described.id": ("run {id}", "运行编号 {id}"),
    "meta_train.described.branch": ("branched from {id}", "由 {id} 分支而来"),
    "meta_train.status.queued": (
        "{count} {count:training|trainings} before yours. It begins by itself; you may close this page.",
        "前面还有 {count} 个训练。轮到时会自动开始，可以关掉这个页面。",
    ),
    "meta_train.status.failed": ("The training ended early. {reason}", "训练提前结束。{reason}"),
    "meta_train.status.interrupted": (
        "Interrupted at step {step}: the program that was training was ended from outside, or the machine was switched off. Nothing is lost; resuming goes on as if nothing had happened.",
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
    "meta_train.stage.step-0": ("How well it does before any practice", "测一下练习之前的成绩"),
    "meta_train.stage.partitions": ("Clustering the pictures", "给图片聚类"),
    "meta_train.stage.latents": ("Finding the pictures’ latents", "求图片的潜变量"),
    "meta_train.stage.first-step": ("The first step", "第一步"),
    "meta_train.figure.step": ("Step {step} of {steps}", "第 {step} 步，共 {steps} 步"),
    "meta_train.figure.accuracy": ("Accuracy", "准确率"),
    "meta_train.figure.accuracy.help": (
        "The share of pictures in the right group, on tasks whose pictures it does not practise on. Below: how many percentage points more than K-Means on pixels.",
        "在没有练习过的图片组成的任务上，分对组的图片占多少。下面是比像素上的 K-Means 高出的百分点。",
    ),
    "meta_train.figure.against": ("{points} vs K-Means", "{points}（与 K-Means 相比）"),
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
    "meta_train.figure.gained": ("Through practice", "练习带来的提高"),
    "meta_train.figure.gained.help": (
        "Accuracy now minus accuracy before the first step, in percentage points, on the same tasks: the few of every point of the curve. The accuracy at the end is over more of them.",
        "现在的准确率减去第一步之前的准确率（百分点），用的是同样的任务，即曲线上每个点所用的那几个；最后的准确率用的任务更多。",
    ),
    "meta_train.figure.gained.from": ("{begun} → {now}", "{begun} → {now}"),
    "meta_train.figure.cost": ("Practice so far", "已练习"),
    "meta_train.figure.cost.help": (
        "Computing time of practice alone, with that of the training it began with. Every altered view of every picture counts as seen.",
        "只计练习的计算时间，包括它所接续的训练的时间。每张图的每张变形图都算“看过”一次。",
    ),
    "meta_train.figure.items": ("{items} altered views", "{items} 张变形图"),
    "meta_train.freeze": ("Freeze the charts", "冻结图表"),
    "meta_train.freeze.help": (
        "So that you can zoom in and read; the training goes on.",
        "方便放大细看，训练会继续进行。",
    ),
    "meta_train.chart.step": ("step", "步"),
    "meta_train.chart.loss.title": ("Loss: what practice makes smaller", "损失：练习要让它变小"),
    "meta_train.chart.loss.help": (
        "For most learners, how badly the made-up kinds of a practice task are told apart; for one that draws pictures, "
        "how badly it draws them again. Drag to zoom in, double click to zoom out.",
        "对多数学习器来说，是在练习任务里分辨伪类别的失误程度；对会画图的学习器来说，是重画图片的失误程度。"
        "拖动可以放大，双击还原。",
    ),
    "meta_train.term.reconstruction": ("Log-likelihood of the pictures, in nats", "图片的对数似然（单位：奈特）"),
    "meta_train.term.reconstruction.help": (
        "The first term of the evidence lower bound: how well a picture is drawn again from its latent. It should rise.",
        "证据下界的第一项：由潜变量重画的图片有多像原图。它应当上升。",
    ),
    "meta_train.term.kl": ("Divergence from the prior, in nats", "与先验的 KL 散度（单位：奈特）"),
    "meta_train.term.kl.help": (
        "The second term, which is taken away from the first: how much a latent tells about its picture. It rises while "
        "latents learn to tell pictures apart, and falls as its weight grows.",
        "证据下界的第二项，要从第一项里减去：潜变量携带了图片的多少信息。学着区分图片时它会上升，"
        "它的权重增大时又会下降。",
    ),
    "meta_train.term.discriminator": ("Loss of the discriminator", "判别器的损失"),
    "meta_train.term.discriminator.help": (
        "How badly it tells the encoder’s pairs from the generator’s, with its penalty; guessing gives 1.39. In a contest of equals it neither falls to 0 nor stays at 1.39.",
        "判别器区分编码器与生成器各自给出的配对，错得有多厉害，包括惩罚项；全凭猜测时是 1.39。双方势均力敌时，它既不会降到 0，也不会停在 1.39。",
    ),
    "meta_train.term.generator": ("Loss of generator and encoder", "生成器和编码器的损失"),
    "meta_train.term.generator.help": (
        "How badly both fool the discriminator, and, as far as that is asked for, how unlike a picture is when drawn again. It rises and falls with the skill of the discriminator.",
        "两者骗过判别器的失误程度，再加上（如果要求了的话）重画的图片与原图的差别。它会随判别器水平的高低而起伏。",
    ),
    "meta_train.term.squared_error": ("Squared error of a picture drawn again", "重画图片的平方误差"),
    "meta_train.term.squared_error.help": (
        "Summed over pixels: how far generator and encoder are from undoing each other. It should fall.",
        "对所有像素求和：生成器和编码器还差多少才能互相还原。它应当下降。",
    ),
    "meta_train.term.pseudo_supervised": ("Telling a picture’s like from others’", "认同类的损失（伪监督）"),
    "meta_train.term.pseudo_supervised.help": (
        "How badly a picture is matched with the pictures remembered that stand for its kind. It should fall.",
        "把图片与队列中代表其同类的图片对上号，错得有多厉害。它应当下降。",
    ),
    "meta_train.term.instance": ("Telling a picture from all others", "认自己的损失（实例判别）"),
    "meta_train.term.instance.help": (
        "How badly an altered view is matched with its own picture among all that are remembered. It should fall.",
        "在记住的所有图片里，把一张变形图与它自己的原图对上号，错得有多厉害。它应当下降。",
    ),
    "meta_train.term.return": ("Return: adjusted Rand index of what is kept", "回报：所采用分组的调整兰德指数"),
    "meta_train.term.return.help": (
        "How well the groups that the policy keeps agree with the made-up groups of a practice task; 1 is perfect. It should rise, though some tasks are harder than others.",
        "策略最后采用的分组与练习任务的伪类别有多一致，1 表示完全一致。它应当上升，不过任务有难有易，会有起伏。",
    ),
    "meta_train.term.baseline": ("Baseline: the return it expects", "基线：预计的回报"),
    "meta_train.term.baseline.help": (
        "The return that is expected before each decision: the menu’s mean at the task, and what the policy has learned to add. Decisions that do better become likelier.",
        "每次决定之前预计的回报：菜单在这个任务上的平均值，加上策略学到的修正。结果比它好的决定会变得更可能。",
    ),
    "meta_train.term.entropy": ("Entropy of a round’s decisions, in nats", "每轮决定的熵（单位：奈特）"),
    "meta_train.term.entropy.help": (
        "How undecided the policy is. It falls as it learns; near 0 it always does the same.",
        "策略有多犹豫。它随着学习而下降；接近 0 时，策略总是做同样的决定。",
    ),
    "meta_train.chart.each": ("every step", "每一步"),
    "meta_train.chart.mean": ("mean of the last {steps} steps", "最近 {steps} 步的平均"),
    "meta_train.chart.accuracy.title": ("Accuracy: on tasks with real kinds, held out", "准确率：留出的真实类别任务"),
    "meta_train.chart.accuracy.help": (
        "Step 0 is before any practice. Labels are used for measuring only, never for practice.",
        "第 0 步是练习之前。标签只用于测量，从不用于练习。",
    ),
    "meta_train.chart.accuracy.tasks": (
        "Every point is measured on the same {tasks} tasks, so points differ by practice alone; the band is their 95 % interval.",
        "每个点都用同样的 {tasks} 个任务来测，所以点与点之间只差在练习上；色带是它们的 95% 区间。",
    ),
    "meta_train.chart.accuracy.more": (
        "After the last step the figure above counts 8 tasks.",
        "走完最后一步后，上面的数字按 8 个任务计算。",
    ),
    "meta_train.chart.warm": ("warm-up ends", "热身结束"),
    "meta_train.chart.warm.inner": (
        "Broken line, step {step}: until there the network warms up on tasks without adapting to them; from there on it practises to adapt, and the loss is another one.",
        "竖虚线（第 {step} 步）：在此之前是热身，网络只做不需要调整的任务；从这里起才练习怎样调整，损失也换了一种。",
    ),
    "meta_train.chart.warm.latent": (
        "Broken line, step {step}: until there the pull towards the prior still grows; from there on it is whole.",
        "竖虚线（第 {step} 步）：在此之前，向先验靠拢的拉力还在逐渐加大；从这里起加满。",
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
    "meta_train.chart.encoder": ("same network, no adapting (K-Means)", "同一网络，不调整（K-Means）"),
    "meta_train.chart.kmeans": ("K-Means on pixels", "像素上的 K-Means"),
    "meta_train.map.title": ("The same pictures, as practice goes on", "同样的图片，随着练习而变"),
    "meta_train.map.play": ("Play the map", "播放变化"),
    "meta_train.map.pause": ("Hold the map", "停住变化"),
    "meta_train.map.help": (
        "One of the tasks that the curve is measured on. One plane is fitted to all points, so what moves has moved through practice. Labels are asked for by “Show the truth” alone.",
        "这是测量曲线所用的任务之一。所有的点共用一个拟合出来的平面，所以位置的移动都来自练习。只有按下“显示答案”时才用到标签。",
    ),
    "meta_train.map.about": (
        "{count} pictures that are never practised on, in the groups that the learner makes of them. Press play: each stop is a point of the curve, from step 0 on.",
        "{count} 张从未用来练习的图片，以及学习器给它们分的组。按下播放：每一停对应曲线上的一个点，从第 0 步开始。",
    ),
    "meta_train.map.hint": (
        "Close together: alike to the learner at this point. Colour, number or corner: its group. Click a picture to follow it.",
        "挨得近：此时在学习器看来很像。颜色、数字或角标：它分的组。点一张图，看它怎样移动。",
    ),
    "meta_train.map.hint_piles": (
        "One row a group. Click a picture to follow it.",
        "每一行是一组。点一张图，看它怎样换组。",
    ),
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
        "Not on this page: it practised on files of the computer that trained it. There, type the command below with --start-from run:{id}.",
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
