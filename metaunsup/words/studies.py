"""Sentences of task design and of transfer: two commands, and two sections of the page of comparisons."""

WORDS: dict[str, tuple[str, str]] = {
    # -- the command study -----------------------------------------------------------------------------------------
    "cli.study.about": (
        (
            "Train the same learner several times, with one setting of its practice tasks changed each time, and judge "
            "every training on the same validation tasks: a curve."
        ),
        "把同一个学习器训练若干遍，每遍只改动练习任务的一项设置，再用同一批验证任务评判，得到一条曲线。",
    ),
    "cli.study.vary": (
        (
            "what to change: strength (of augmentation while practising), partitions (how many CACTUs makes), or "
            "episodes (which practice tasks) (default: strength)"
        ),
        (
            "要改动的设置：strength（练习时的变形强度）、partitions（CACTUs 的划分个数）或 episodes（练习任务的种类）"
            "（默认 strength）"
        ),
    ),
    "cli.study.values": (
        (
            "the values, separated by commas: strengths from 0 to 3, numbers of partitions from 1 to 100, or "
            "umtra,cactus,self-training (default: a sensible range)"
        ),
        "取哪些值，用逗号隔开：变形强度 0 到 3，划分个数 1 到 100，或 umtra,cactus,self-training（默认一组合适的值）",
    ),
    "cli.study.seeds": (
        "random seeds, separated by commas; every value is trained once under each (default: 0,1,2)",
        "随机种子，用逗号隔开；每个取值在每个种子下各训练一遍（默认 0,1,2）",
    ),
    "cli.study.tasks": (
        "how many validation tasks judge each training, the same for all (default: 20)",
        "用多少个验证任务评判每次训练，所有训练都用同一批（默认 20）",
    ),
    "cli.study.learner": (
        "which learner is trained; 'train' lists them (default: protonet)",
        "训练哪个学习器，可选的见 train 命令（默认 protonet）",
    ),
    "cli.study.steps": ("how many steps each practises (default: 200)", "每次训练练习多少步（默认 200）"),
    "cli.study.episodes": (
        (
            "which practice tasks, where these are not what is changed: umtra, cactus or self-training (default: umtra, "
            "and cactus with --vary partitions)"
        ),
        "不改动练习任务的种类时用哪一种：umtra、cactus 或 self-training（默认 umtra；改动 partitions 时默认 cactus）",
    ),
    "cli.study.lines": (
        "write every step and result to standard output as a line of JSON, and no table",
        "每走一步、每得到一个结果就在标准输出写一行 JSON，不打印表格",
    ),
    "cli.study.bar": ("steps", "步"),
    "cli.study.kept": (
        "Stopped early: {done} of {total} trainings are finished, and what they say was kept.",
        "提前停止：{total} 次训练完成了 {done} 次，已保留它们的结果。",
    ),
    "cli.study.head": (
        (
            "{learner} on {pool}: {steps} steps of practice for every training, judged on {tasks} validation tasks of "
            "{ways} clusters x {shots} pictures"
        ),
        "{learner}，{pool}：每次训练练习 {steps} 步，用 {tasks} 个验证任务评判，每个任务 {ways} 个簇 × {shots} 张图片",
    ),
    "cli.study.validation": (
        "The test part was not touched: a value chosen here can still be tested fairly.",
        "没有动用测试部分：在这里选定的值，之后仍可公平地测试。",
    ),
    "cli.study.column.strength": ("strength", "变形强度"),
    "cli.study.column.partitions": ("partitions", "划分个数"),
    "cli.study.column.episodes": ("practice tasks", "练习任务"),
    "cli.study.column.accuracy": ("accuracy", "准确率"),
    "cli.study.column.seconds": ("s of practice", "练习秒数"),
    "cli.study.column.trainings": ("trainings", "训练次数"),
    "cli.study.kmeans": ("K-Means, no practice", "K-Means（不练习）"),
    "cli.study.legend": (
        (
            "± is half of a 95 % interval: Student's t over the seeds, each by its mean over the same tasks, so it "
            "speaks of training again; for K-Means over the tasks."
        ),
        (
            "± 表示 95% 置信区间的半宽：先对同一批任务求每个种子的平均，再对各种子作学生 t 区间，所以它说的是“重新训练一遍会"
            "怎样”；K-Means 的区间是对各任务求的。"
        ),
    ),
    "cli.study.legend_single": (
        (
            "± is half of a 95 % interval (Student's t over tasks). With a single seed it says nothing about training "
            "again: ask for more with --seeds."
        ),
        "± 表示 95% 置信区间的半宽（对各任务作学生 t 区间）。只有一个种子时，它说明不了重新训练会怎样，请用 --seeds 增加种子。",
    ),
    # -- the command transfer --------------------------------------------------------------------------------------
    "cli.transfer.about": (
        "Test one learner, as trained on each of several pools, on tasks of all of them: a matrix.",
        "把一个学习器在几个图片池上分别训练的结果，放到所有这些图片池的任务上测试，得到一个矩阵。",
    ),
    "cli.transfer.learner": (
        "which learner, of those that practise (default: protonet)",
        "哪个学习器，须是要练习的学习器（默认 protonet）",
    ),
    "cli.transfer.pools": (
        (
            "pools to train on and to test on, separated by commas (default: digits,glyphs,omniglot-minimal,mnist); a "
            "pool without a checkpoint is only tested on"
        ),
        ("训练和测试用的图片池，用逗号隔开（默认 digits,glyphs,omniglot-minimal,mnist）；没有检查点的图片池只用来测试"),
    ),
    "cli.transfer.tasks": ("how many tasks of each pool (default: 50)", "每个图片池抽多少个任务（默认 50）"),
    "cli.transfer.checkpoint": (
        "a checkpoint of your own for a pool, such as mnist=FILE.safetensors or mnist=run:ID; may be given several times",
        "某个图片池改用你自己的检查点，例如 mnist=FILE.safetensors 或 mnist=run:编号；可以写多次",
    ),
    "cli.transfer.lines": (
        "write each task to standard output as a line of JSON, and no table",
        "每完成一个任务就在标准输出写一行 JSON，不打印表格",
    ),
    "cli.transfer.head": (
        (
            "{learner}, trained here (rows), tested there (columns): accuracy on {tasks} test tasks of {ways} clusters x "
            "{shots} pictures, up to {adapt_steps} steps of adapting, seed {seed}"
        ),
        (
            "{learner}：在这里训练（行），到那里测试（列）。{tasks} 个测试任务上的准确率，每个任务 {ways} 个簇 × {shots} 张"
            "图片，最多适应 {adapt_steps} 步，种子 {seed}"
        ),
    ),
    "cli.transfer.row": ("trained on", "在哪里训练"),
    "cli.transfer.legend": (
        (
            "± is half of a 95 % interval (Student's t over tasks); it speaks of further tasks, not of training again. "
            "*: at home, trained and tested on different pictures of the same pool. kmeans was trained nowhere."
        ),
        (
            "± 表示 95% 置信区间的半宽（对各任务作学生 t 区间），说的是换一批任务会怎样，而不是重新训练会怎样。* 表示在“主场”："
            "训练和测试用的是同一图片池的不同图片。kmeans 没有在任何地方训练过。"
        ),
    ),
    "cli.transfer.against_home": (
        "Difference to the one trained at home, on the same tasks (paired):",
        "与主场训练者之差，同一批任务，逐个相减：",
    ),
    "cli.transfer.practice": ("Meta-training before, without labels:", "事先的元训练（不用标签）："),
    "transfer.left_out": (
        (
            "Nothing that was trained on {pools} comes with the program for {learner}, so that row is missing; the column "
            "is there all the same."
        ),
        "程序没有附带 {learner} 在“{pools}”上训练的结果，所以少了这一行；列照样有。",
    ),
    # -- the section on task design --------------------------------------------------------------------------------
    "study.lead": (
        (
            "Nobody tells a learner what is alike, so the tasks it practises on are made up. **How** they are made up "
            "decides what it learns. Below, the same learner was trained again and again from nothing, and only one "
            "thing about its practice tasks was changed each time."
        ),
        (
            "没有人告诉学习器哪些东西相像，所以它练习的任务是造出来的，而**怎样造**决定了它学到什么。下面是同一个学习器一遍遍"
            "从零训练，每遍只改动练习任务的一处。"
        ),
    ),
    "study.vary": ("What is changed", "改动什么"),
    "study.vary.strength": ("How strongly pictures are altered", "变形有多强"),
    "study.vary.partitions": ("How many partitions", "用几个划分"),
    "study.vary.episodes": ("Which kind of practice task", "哪种练习任务"),
    "study.about.strength": (
        (
            "UMTRA takes each picture for a kind of its own, whose members are altered views of it. With **0** all views "
            "are the same, so the learner need not learn that a 3 written otherwise is still a 3. Altered **too much**, "
            "a view no longer shows what the picture did. The best lies in between. Only practice changes; the tasks "
            "that judge it are never altered."
        ),
        (
            "UMTRA 把每张图当作单独的一类，类里的成员是它的各种变形。强度为 **0** 时所有变形都一样，学习器不必学会“写法不同的 3 "
            "还是 3”；变形**太强**，又看不出原来是什么了。最好的在两者之间。改动的只是练习，用来评判的任务从不变形。"
        ),
    ),
    "study.about.partitions": (
        (
            "CACTUs lets k-means cut the pictures into clusters and takes clusters for kinds. A single partition repeats "
            "the same mistakes in every practice task; several, each with other features stretched, make different "
            "ones, which may cancel out. Every partition costs one more k-means. Does it pay?"
        ),
        (
            "CACTUs 用 k-means 把图片分成簇，再把簇当作类。只有一个划分时，每个练习任务都重复同样的错误；多做几个划分，每次放大"
            "不同的特征，错误各不相同，也许就互相抵消了。每多一个划分就要多做一次 k-means。值得吗？"
        ),
    ),
    "study.about.episodes": (
        (
            "**UMTRA**: one picture and its altered views, so never a wrong member, but never two different pictures of "
            "a kind either. **CACTUs on pixels**: different pictures together, some of them wrongly. **Self-training**: "
            "begins with UMTRA and goes on with clusters of what the learner itself has come to see."
        ),
        (
            "**UMTRA**：一张图和它的变形，成员不会错，但同一类里也永远没有两张不同的图。**按像素的 CACTUs**：不同的图在一起，"
            "其中有些放错了。**自训练**：先用 UMTRA，再用学习器自己看出来的簇继续。"
        ),
    ),
    "study.see_tasks": ("See such practice tasks", "看看这样的练习任务"),
    "study.pool": ("Practised and judged on", "用哪些图片"),
    "study.axis.strength": ("Strength of the alterations", "变形强度"),
    "study.axis.partitions": ("Number of partitions", "划分的个数"),
    "study.axis.episodes": ("Practice tasks", "练习任务"),
    "study.episodes.umtra": ("UMTRA", "UMTRA"),
    "study.episodes.cactus": ("CACTUs (pixels)", "CACTUs（像素）"),
    "study.episodes.self-training": ("Self-training", "自训练"),
    "study.figure.mean": ("mean, with 95 % interval", "平均值和 95% 区间"),
    "study.figure.seeds": ("single trainings", "各次训练"),
    "study.figure.kmeans": ("K-Means, no practice", "K-Means（不练习）"),
    "study.verdict": (
        "**Highest: {value}**, with {best} right. K-Means, which never practised, gets {kmeans} on the same tasks.",
        "**最高：{value}**，准确率 {best}。从不练习的 K-Means 在同样的任务上是 {kmeans}。",
    ),
    "study.named.strength": ("strength {value}", "强度 {value}"),
    "study.named.partitions": ("{value} partition(s)", "{value} 个划分"),
    "study.named.episodes": ("{value}", "{value}"),
    "study.verdict.alike": (
        "Its interval overlaps that of {others}: with so few trainings their order may be luck.",
        "它的区间与 {others} 的重叠：训练次数这么少，它们之间的先后可能只是运气。",
    ),
    "study.verdict.all_alike": (
        "Its interval overlaps that of every other: with so few trainings no difference between them is certain.",
        "它的区间与其余各个都重叠：训练次数这么少，它们之间有没有差别还说不准。",
    ),
    "study.verdict.clear": (
        "Its interval overlaps no other’s.",
        "它的区间与其余的都不重叠。",
    ),
    "study.measured": (
        "{learner} on “{pool}”, {steps} steps of practice each time; {tasks} tasks of {ways} groups × {shots} pictures.",
        "{learner}，“{pool}”，每次练习 {steps} 步；{tasks} 个任务，每个 {ways} 组 × {shots} 张。",
    ),
    "study.interval.seeds": (
        (
            "Each value was trained under {seeds} seeds; the 95 % interval is Student’s t over those trainings, each "
            "averaged over the same tasks: it says what training again would give."
        ),
        "每个值在 {seeds} 个种子下各训练一遍；95% 区间是对这几次训练（各自在同一批任务上求平均）作的学生 t 区间：说的是重新训练会怎样。",
    ),
    "study.interval.tasks": (
        (
            "One training for each value: the 95 % interval is Student’s t over tasks and says nothing about training "
            "again."
        ),
        "每个值只训练一遍：95% 区间是对各任务作的学生 t 区间，说明不了重新训练会怎样。",
    ),
    "study.validation": (
        (
            "These are **validation** tasks: pictures that no learner practised on, kept for choices like this one. "
            "Nothing was chosen on test pictures."
        ),
        "这些是**验证**任务：图片没有哪个学习器练过，专门留给这类选择用。没有任何选择用到测试图片。",
    ),
    "study.numbers": ("The numbers", "具体数字"),
    "study.numbers.about": (
        (
            "± is half of the interval. Practice: wall-clock time of one training on a shared machine, partitions "
            "included; take it for an order of magnitude."
        ),
        "± 是区间的半宽。练习：在共用的机器上训练一次的实际时间，做划分的时间也算在内，只宜看个数量级。",
    ),
    "study.cost": ("Practice", "练习"),
    "study.command": ("How this was made", "这是怎样得到的"),
    "study.command.about": (
        "This command gives the same numbers on your computer; only the seconds differ.",
        "在你的电脑上运行这个命令，会得到同样的数字，只有秒数不同。",
    ),
    "study.live": ("Try it yourself, smaller", "自己试一个小的"),
    "study.live.about": (
        (
            "On the small digits, with short trainings, while you watch. Fewer steps make a rougher curve: does its "
            "shape stay?"
        ),
        "用小幅手写数字，训练短一些，当场就能看到。步数少，曲线就粗糙些：形状还在吗？",
    ),
    "study.steps": ("Steps of practice each time", "每次练习的步数"),
    "study.trainings": ("Trainings for each value", "每个值训练几遍"),
    "study.trainings.help": (
        "Each under another random seed. One alone cannot show how much is luck.",
        "每遍换一个随机种子。只训练一遍，看不出有多少是运气。",
    ),
    "study.run": ("Train now", "现在训练"),
    "study.estimate": (
        "About {time} on a core of its own; longer while others compute. The page stays usable.",
        "独占一个核心大约需要 {time}，别人也在计算时会更久。页面可以照常使用。",
    ),
    "study.progress": ("{share} done", "已完成 {share}"),
    "study.progress.left": ("{share} done · about {time} left", "已完成 {share} · 大约还需 {time}"),
    "study.finished": ("Finished.", "全部完成。"),
    "study.cancelled": (
        "Stopped at {share}; what was finished is shown.",
        "在 {share} 处停止，下面是已经完成的部分。",
    ),
    "study.stopped": (
        "Nobody was watching, so it was stopped at {share}; what was finished is shown.",
        "因为没有人在看，在 {share} 处停下了；下面是已经完成的部分。",
    ),
    "study.failed": ("It could not be finished. {reason}", "未能完成。{reason}"),
    # -- the section on transfer -----------------------------------------------------------------------------------
    "transfer.lead": (
        (
            "A learner that practised on one kind of picture has learned something about handwriting, or only about "
            "those pictures? **Rows** say where it was trained, without labels; **columns** where it was tested, on "
            "pictures that none of them had seen. Framed: at home, trained and tested on the same kind. K-Means was "
            "trained nowhere. Read down a column: which stranger beats K-Means, and how close does it come to home?"
        ),
        (
            "在一种图片上练习过的学习器，学到的是关于书写的东西，还是只认得那些图片？**行**是它在哪里训练（不用标签），**列**是"
            "在哪里测试，测试的图片谁都没见过。带框的是“主场”：在同一种图片上训练和测试。K-Means 没有在任何地方训练过。"
            "从上到下读一列：哪个“客场选手”胜过 K-Means？离主场还差多少？"
        ),
    ),
    "transfer.learner": ("Learner", "学习器"),
    "transfer.none_stored": (
        "No finished matrix of {learner} comes with the program; make a small one below.",
        "程序没有附带 {learner} 的现成矩阵，可以在下面现场做一个小的。",
    ),
    "transfer.row.kmeans": ("nowhere<br>(K-Means)", "没有训练<br>（K-Means）"),
    "transfer.pool.digits": ("small<br>digits", "小幅<br>数字"),
    "transfer.pool.glyphs": ("invented<br>characters", "虚构<br>字符"),
    "transfer.pool.omniglot-minimal": ("Omniglot,<br>small", "Omniglot<br>精简版"),
    "transfer.pool.mnist": ("MNIST", "MNIST"),
    "transfer.figure.trained": ("Trained on", "在哪里训练"),
    "transfer.figure.tested": ("Tested on", "在哪里测试"),
    "transfer.measured": (
        (
            "{learner}: accuracy in %, mean ± half of a 95 % interval (Student’s t) over {tasks} test tasks of {ways} "
            "groups × {shots} pictures for each column, the same for every row; up to {adapt_steps} steps. It speaks of "
            "further tasks, not of training again: each row is one training."
        ),
        (
            "{learner}：准确率（%），平均值 ± 95% 区间的半宽（学生 t 区间）；每一列有 {tasks} 个测试任务，每个 {ways} 组 × {shots} "
            "张，各行做的是同一批，最多 {adapt_steps} 步。它说的是换一批任务会怎样，而不是重新训练会怎样：每一行只训练过一次。"
        ),
    ),
    "transfer.away": ("What being away from home costs", "离开主场要付多少代价"),
    "transfer.away.about": (
        (
            "Accuracy minus that of the one trained at home, on the same tasks, in percentage points ± half of a 95 % "
            "interval. **Bold**: the interval leaves out 0. Pictures that nothing was trained on are not in the table."
        ),
        "准确率减去主场训练者的准确率，同一批任务，单位是百分点，± 是 95% 区间的半宽。**粗体**：区间不含 0。没有主场训练者的图片不在表里。",
    ),
    "transfer.note": ("{pool}: {note}", "{pool}：{note}"),
    "transfer.home": ("home", "主场"),
    "transfer.live": ("Test it yourself, on fewer tasks", "自己测一测，任务少一些"),
    "transfer.missing": (
        "Not on this computer yet, so left out here: {pools}. The page Tasks says how to get them.",
        "这台电脑上还没有 {pools}，所以这里不用它们；“任务”页说明怎样下载。",
    ),
    "transfer.tasks": ("Tasks for each column", "每列的任务数"),
    "transfer.too_long": (
        "That would take about {time}, and this page allows {most}: choose fewer tasks, or run this yourself:",
        "这大约需要 {time}，而这个页面最多允许 {most}：请减少任务，或者自己运行：",
    ),
    "transfer.run": ("Test now", "现在测试"),
    # -- refusals --------------------------------------------------------------------------------------------------
    "error.study_values": (
        "A study needs at least one value for {name}, and each of them once; given: {values}.",
        "{name} 至少要有一个取值，且不能重复；现在是：{values}。",
    ),
    "error.study_no_partitions": (
        "UMTRA makes no partitions, so their number changes nothing; choose {choices} for --episodes.",
        "UMTRA 不做划分，改动划分的个数没有意义；请把 --episodes 设为 {choices} 之一。",
    ),
    "error.study_too_large": (
        "That would be {trainings} trainings, and a study has at most {most}; ask for fewer values or seeds.",
        "这需要训练 {trainings} 次，而一次研究最多 {most} 次；请减少取值或种子。",
    ),
    "error.transfer_not_trained": (
        "{learner} needs no practice, so it cannot be trained here and tested there; choose a learner that practises.",
        "{learner} 不需要练习，谈不上“在这里训练、到那里测试”；请换一个要练习的学习器。",
    ),
    "error.transfer_checkpoint_unused": (
        "A checkpoint for {pool} is of no use here: the pools are {pools}.",
        "这里用不上 {pool} 的检查点：所选的图片池是 {pools}。",
    ),
    "error.transfer_no_checkpoint": (
        (
            "No checkpoint of {learner} comes with the program for any of {pools}; add a pool that has one, or give "
            "your own with --checkpoint POOL=FILE."
        ),
        "{pools} 中没有一个附带 {learner} 的检查点；请加上一个附带的图片池，或用 --checkpoint POOL=FILE 指定你自己的。",
    ),
}
