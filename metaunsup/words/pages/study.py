"""The page of comparisons: the section on task design."""

WORDS: dict[str, tuple[str, str]] = {
    "study.lead": (
        "Nobody tells a learner what is alike, so the tasks it practises on are made up. **How** they are made up decides what it learns. Below, the same learner was trained again and again from nothing, and only one thing about its practice tasks was changed each time.",
        "没有人告诉学习器哪些东西相像，所以它练习的任务是造出来的，而**怎样造**决定了它学到什么。下面是同一个学习器一遍遍从零训练，每遍只改动练习任务的一处。",
    ),
    "study.vary": ("What is changed", "改动什么"),
    "study.vary.strength": ("How strongly pictures are altered", "变形有多强"),
    "study.vary.partitions": ("How many partitions", "用几个划分"),
    "study.vary.episodes": ("Which kind of practice task", "哪种练习任务"),
    "study.about.strength": (
        "UMTRA takes each picture for a kind of its own, whose members are altered views of it. With **0** they are all the same, so the learner need not learn that a 3 written otherwise is still a 3. Altered **too much**, it no longer shows what the picture did. The best lies in between. Only practice changes; the tasks that judge it are never altered.",
        "UMTRA 把每张图当作单独的一类，类里的成员是它的各种变形。强度为 **0** 时所有变形都一样，学习器不必学会“写法不同的 3 还是 3”；变形**太强**，又看不出原来是什么了。最好的在两者之间。改动的只是练习，用来评判的任务从不变形。",
    ),
    "study.about.partitions": (
        "CACTUs lets k-means cut the pictures into clusters and takes clusters for kinds. A single partition repeats the same mistakes in every practice task; several, each with other features stretched, make different ones, which may cancel out. Every partition costs one more k-means. Does it pay?",
        "CACTUs 用 k-means 把图片分成簇，再把簇当作类。只有一个划分时，每个练习任务都重复同样的错误；多做几个划分，每次放大不同的特征，错误各不相同，也许就互相抵消了。每多一个划分就要多做一次 k-means。值得吗？",
    ),
    "study.about.episodes": (
        "**UMTRA**: one picture and its altered views, so never a wrong member, but never two different pictures of a kind either. **CACTUs on pixels**: different pictures together, some of them wrongly. **Self-training**: begins with UMTRA and goes on with clusters of what the learner itself has come to see.",
        "**UMTRA**：一张图和它的变形，成员不会错，但同一类里也永远没有两张不同的图。**按像素的 CACTUs**：不同的图在一起，其中有些放错了。**自训练**：先用 UMTRA，再用学习器自己看出来的簇继续。",
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
    "study.named.partitions": ("{value} {value:partition|partitions}", "{value} 个划分"),
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
    "study.broken.some": (
        "{value}: {count} of {total} trainings did not finish, and the numbers leave them out. The first time: {reason}",
        "{value}：{total} 次训练中有 {count} 次没能完成，数字不包括它们。第一次的原因：{reason}",
    ),
    "study.broken.all": (
        "{value}: no training finished (of {total}), so there are no numbers. The first time: {reason}",
        "{value}：{total} 次训练都没能完成，因此没有数字。第一次的原因：{reason}",
    ),
    "study.measured": (
        "{learner} on “{pool}”, {steps} {steps:step|steps} of practice each time; {tasks} {tasks:task|tasks} of {ways} groups × {shots} pictures.",
        "{learner}，“{pool}”，每次练习 {steps} 步；{tasks} 个任务，每个 {ways} 组 × {shots} 张。",
    ),
    "study.interval.seeds": (
        "Each value was trained under {seeds} seeds; the 95 % interval is Student’s t over those trainings, each averaged over the same tasks: it says what training again would give.",
        "每个值在 {seeds} 个种子下各训练一遍；95% 区间是对这几次训练（各自在同一批任务上求平均）作的学生 t 区间：说的是重新训练会怎样。",
    ),
    "study.interval.tasks": (
        "One training for each value: the 95 % interval is Student’s t over tasks and says nothing about training again.",
        "每个值只训练一遍：95% 区间是对各任务作的学生 t 区间，说明不了重新训练会怎样。",
    ),
    "study.validation": (
        "These are **validation** tasks: pictures that no learner practised on, kept for choices like this one. Nothing was chosen on test pictures.",
        "这些是**验证**任务：图片没有哪个学习器练过，专门留给这类选择用。没有任何选择用到测试图片。",
    ),
    "study.numbers": ("The numbers", "具体数字"),
    "study.numbers.about": (
        "± is half of the interval. Practice: wall-clock time of one training on a shared machine, partitions included; take it for an order of magnitude.",
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
        "On the small digits, with short trainings, while you watch. Fewer steps make a rougher curve: does its shape stay?",
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
}
