"""Sentences of comparing: the page, the command and its tables."""

WORDS: dict[str, tuple[str, str]] = {
    # -- the command -----------------------------------------------------------------------------------------------
    "cli.compare.about": (
        (
            "Compare learners on a grid of pools, ways, shots and seeds, all on the same tasks: which differences are "
            "more than luck, how soon each learner is there, and what its practice had cost."
        ),
        (
            "在图片池、簇数、每簇张数和种子的各种组合上比较学习器，大家面对同一批任务：哪些差距不是运气，各自多快达到最终水平，"
            "事先的练习又花了多少代价。"
        ),
    ),
    "cli.compare.learners": (
        (
            "learners to compare, separated by commas; 'evaluate --help' lists them all "
            "(default: kmeans,spectral,protonet,reptile)"
        ),
        ("要比较的学习器，用逗号隔开，evaluate --help 列出了全部名字（默认 kmeans,spectral,protonet,reptile）"),
    ),
    "cli.compare.pools": (
        "pools of pictures, separated by commas: names that 'data' lists, or folders of your own (default: digits)",
        "图片池，用逗号隔开：data 命令列出的名字，或者你自己的文件夹（默认 digits）",
    ),
    "cli.compare.ways": (
        "clusters in a task, 2 to 50; several separated by commas (default: 5)",
        "每个任务有几个簇，2 到 50；可以写多个，用逗号隔开（默认 5）",
    ),
    "cli.compare.shots": (
        "pictures in a cluster, 1 to 200; several separated by commas (default: 5)",
        "每个簇有几张图片，1 到 200；可以写多个，用逗号隔开（默认 5）",
    ),
    "cli.compare.imbalance": (
        (
            "unequal clusters: concentrations of a Dirichlet distribution, 0.01 to 1000, or equal; several separated "
            "by commas; smaller is more unequal (default: equal)"
        ),
        (
            "让各簇大小不等：Dirichlet 分布的浓度参数，0.01 到 1000，或写 equal 表示一样大；可以写多个，用逗号隔开；越小越不均衡"
            "（默认 equal）"
        ),
    ),
    "cli.compare.seeds": (
        "random seeds, separated by commas; each draws tasks of its own (default: 0)",
        "随机种子，用逗号隔开；每个种子抽出自己的一批任务（默认 0）",
    ),
    "cli.compare.tasks": (
        "how many tasks for each combination (default: 20)",
        "每种组合做多少个任务（默认 20）",
    ),
    "cli.compare.adapt-steps": (
        "how many steps a learner may adapt to a task, 0 to 1000 (default: 20)",
        "学习器在一个任务上最多适应几步，0 到 1000（默认 20）",
    ),
    "cli.compare.trained-on": (
        "use the shipped checkpoints that were trained on this pool (default: the pool that the tasks are from)",
        "使用在这个图片池上训练好的自带检查点（默认与任务所用的图片池相同）",
    ),
    "cli.compare.jobs": (
        "how many processes share the tasks; the numbers are the same for any (default: one for each core)",
        "用多少个进程分担任务；不论多少，结果都一样（默认每个核心一个）",
    ),
    "cli.compare.dask": (
        "share the tasks on a Dask cluster instead: the address of its scheduler, such as tcp://127.0.0.1:8786",
        "改在 Dask 集群上分担任务：调度器的地址，例如 tcp://127.0.0.1:8786",
    ),
    "cli.compare.csv": (
        "also write every task and learner to this CSV file, one a row",
        "同时把每个任务、每个学习器的结果写入这个 CSV 文件，每个一行",
    ),
    "cli.compare.latex": (
        "also write a table for a paper to this LaTeX file",
        "同时把论文用的表格写入这个 LaTeX 文件",
    ),
    "cli.compare.lines": (
        "write each task to this file as a line of JSON as soon as it is done (-: standard output, without tables)",
        "每完成一个任务就在这个文件里写一行 JSON（-：写到标准输出，不再打印表格）",
    ),
    "cli.compare.head": (
        "{tasks} tasks in all, up to {adapt_steps} steps of adapting; accuracy",
        "共 {tasks} 个任务，最多适应 {adapt_steps} 步；下面是准确率",
    ),
    "cli.compare.setting": ("clusters x pictures", "簇数 × 每簇张数"),
    "cli.compare.uneven": ("(unequal, {value:g})", "（不均衡，{value:g}）"),
    "cli.compare.all": ("All of these together:", "全部合在一起："),
    "cli.compare.column.learner": ("learner", "学习器"),
    "cli.compare.column.accuracy": ("accuracy  ", "准确率  "),
    "cli.compare.column.nmi": ("NMI", "NMI"),
    "cli.compare.column.ari": ("ARI", "ARI"),
    "cli.compare.column.gain": ("gain", "提升"),
    "cli.compare.column.seconds": ("s/task", "秒/任务"),
    "cli.compare.column.settled_steps": ("steps to 95 %", "达 95% 的步数"),
    "cli.compare.column.settled_seconds": ("s to 95 %", "达 95% 的秒数"),
    "cli.compare.column.practice": ("meta-training before", "事先的元训练"),
    "cli.compare.legend": (
        (
            "± is half of a 95 % interval (Student's t over independent tasks). *: worse than the best by more than "
            "luck. Gain is the accuracy after the last step minus that before the first. Steps and seconds to 95 %: "
            "until accuracy stays at or above 95 % of its final value (median over tasks)."
        ),
        (
            "± 表示 95% 置信区间的半宽（对相互独立的任务作学生 t 区间）。* 表示比最好的差，而且不是运气。提升是最后一步之后的准确率"
            "减去第一步之前的准确率。达 95% 的步数和秒数：从这时起，准确率一直不低于最终值的 95%（各任务的中位数）。"
        ),
    ),
    "cli.compare.legend_single": (
        (
            "One task alone gives no interval and no p-value: ask for more with --tasks. Steps and seconds to 95 %: "
            "until accuracy stays at or above 95 % of its final value."
        ),
        (
            "只有一个任务，得不出置信区间和 p 值，请用 --tasks 增加任务数。达 95% 的步数和秒数：从这时起，准确率一直不低于最终值的"
            " 95%。"
        ),
    ),
    "cli.compare.paired": (
        (
            "Differences in accuracy on the same tasks (95 % bootstrap interval; wins: share of tasks that the first "
            "wins, ties count half; p: sign-flip test, corrected by Holm for all pairs):"
        ),
        (
            "同一批任务上的准确率之差（95% 自助法区间；胜率：前者更好的任务占多少，平局算一半；p：符号翻转检验，已按 Holm 方法"
            "对所有配对校正）："
        ),
    ),
    "cli.compare.pair.pair": ("pair", "配对"),
    "cli.compare.pair.difference": ("difference", "差"),
    "cli.compare.pair.interval": ("95 % interval", "95% 区间"),
    "cli.compare.pair.wins": ("wins", "胜率"),
    "cli.compare.pair.p": ("p (Holm)", "p（Holm 校正）"),
    "cli.compare.kept": (
        "Stopped early: {done} of {total} tasks are finished, and what they say was kept.",
        "提前停止：{total} 个任务完成了 {done} 个，已保留它们的结果。",
    ),
    # -- the page --------------------------------------------------------------------------------------------------
    "compare.title": ("Compare: which differences are more than luck?", "对比：哪些差距不只是运气？"),
    "compare.lead": (
        (
            "One task is one throw of the dice, so everything here is measured on many, with its uncertainty. Which "
            "learner sorts best? What should it practise on? And does what it learned here help there?"
        ),
        (
            "一个任务就像掷一次骰子，所以这里的一切都在许多任务上测量，并标出误差范围。哪个学习器分得最好？该用什么任务练习？"
            "在这里学会的，换个地方还管用吗？"
        ),
    ),
    "compare.section": ("Question", "问题"),
    "compare.section.tasks": ("Which learner?", "哪个学习器？"),
    "compare.section.design": ("Which practice tasks?", "怎样练习？"),
    "compare.section.transfer": ("Trained here, tested there", "在这里练，到那里考"),
    "compare.tasks_lead": (
        (
            "Up to six learners meet the same many tasks, and you see the mean with its uncertainty, who beats whom, how "
            "accuracy grows, and what practice had cost."
        ),
        (
            "最多六个学习器面对同一大批任务，你可以看到平均成绩和误差范围、谁胜过谁、准确率怎样上升，以及事先的练习花了多少"
            "代价。"
        ),
    ),
    "compare.tasks_title": ("1 · The tasks", "一、任务"),
    "compare.who_title": ("2 · The learners", "二、学习器"),
    "compare.pools": ("Pictures", "图片来源"),
    "compare.pools.help": (
        "Where the tasks are drawn from; several are compared side by side.",
        "任务从哪些图片中抽取；选多种时并列比较。",
    ),
    "compare.ways": ("Groups", "组数"),
    "compare.ways.help": (
        "How many kinds of things a task holds (“ways”). With several, you see how accuracy falls as tasks get harder.",
        "一个任务里有几类东西（ways）。选多个值，就能看到任务变难时准确率怎样下降。",
    ),
    "compare.shots": ("Pictures in each group", "每组张数"),
    "compare.shots.help": (
        "How many pictures each group has (“shots”).",
        "每一组有几张图片（shots）。",
    ),
    "compare.imbalance": ("Sizes of the groups", "各组大小"),
    "compare.imbalance.help": (
        "Equal, or uneven: 10 makes them a little uneven, 1 very (the concentration of a Dirichlet distribution).",
        "一样大，或者不均：10 略微不均，1 很不均（即狄利克雷分布的集中度参数）。",
    ),
    "compare.equal": ("equal", "一样大"),
    "compare.uneven": ("uneven, {value}", "不均，{value}"),
    "compare.seeds": ("Seeds", "随机种子"),
    "compare.seeds.help": (
        "Each seed draws tasks of its own; the same seeds always draw the same tasks.",
        "每个种子抽出自己的一批任务；种子相同，任务也相同。",
    ),
    "compare.tasks": ("Tasks for each combination", "每种组合的任务数"),
    "compare.tasks.help": (
        "More tasks, narrower intervals: four times as many halve them. With fewer than 6 nothing can be significant.",
        "任务越多，误差范围越窄：四倍的任务，范围减半。少于 6 个任务时，任何差距都不可能显著。",
    ),
    "compare.steps": ("Adapting steps", "调整步数"),
    "compare.steps.help": (
        "How often a learner may adjust itself to a task.",
        "学习器最多可以根据一个任务调整自己多少步。",
    ),
    "compare.learners": ("Up to six learners", "最多六个学习器"),
    "compare.trained": ("Practised on", "练习用的图片"),
    "compare.trained.help": (
        "Which unlabelled pictures the learners had practised on: the same kind that the tasks are from, or others.",
        "学习器事先用哪些没有标签的图片练习过：与任务同一种，或者另一种。",
    ),
    "compare.trained.own": ("the same pictures as the tasks", "与任务相同的图片"),
    "compare.field.empty": (
        "Choose at least one: {names}.",
        "请至少选一项：{names}。",
    ),
    "compare.no_checkpoint": (
        (
            "{learners} cannot take part with {pool}: nothing that has practised on these pictures comes with the "
            "program. Choose other pictures to have practised on, or train one yourself:"
        ),
        (
            "{learners} 不能参加 {pool} 的比较：程序没有附带用这些图片练习过的版本。请换一种练习用的图片，或者自己训练一个："
        ),
    ),
    "compare.missing": (
        "{title} is not on this computer yet. To fetch it, run this once where the app was started:",
        "这台电脑上还没有{title}。请在启动本应用的地方运行一次：",
    ),
    "compare.estimate": (
        "{tasks} tasks for each of {learners} learners: about **{time}** of computing.",
        "{tasks} 个任务，{learners} 个学习器各做一遍：大约需要计算 **{time}**。",
    ),
    "compare.too_long": (
        (
            "{tasks} tasks would take about {time} of computing, and this page allows {most}, so that everybody gets "
            "a turn. Choose less, or run the command below on your own computer."
        ),
        "{tasks} 个任务大约需要计算 {time}，而这个页面最多允许 {most}，好让大家都有机会用。请减少一些，或在自己的电脑上运行下面的命令。",
    ),
    "compare.seconds": ("{count} s", "{count} 秒"),
    "compare.minutes": ("{count} min", "{count} 分钟"),
    "compare.hours": ("{count} h", "{count} 小时"),
    "compare.start": ("Compare", "开始比较"),
    "compare.cancel": ("Stop here", "到此为止"),
    "compare.cancel.help": (
        "What is finished stays and is evaluated.",
        "已经完成的部分会保留下来，照样统计。",
    ),
    # -- while it runs ---------------------------------------------------------------------------------------------
    "compare.waiting": (
        "Others are comparing, too: yours comes after {ahead} more. This page may stay open or be opened again.",
        "还有别人在比较：前面还有 {ahead} 个。这个页面可以一直开着，也可以稍后再打开。",
    ),
    "compare.loading": (
        "Getting the pictures and the learners ready …",
        "正在准备图片和学习器……",
    ),
    "compare.progress": ("{done} of {total} tasks", "已完成 {done} / {total} 个任务"),
    "compare.progress.left": (
        "{done} of {total} tasks · about {time} left",
        "已完成 {done} / {total} 个任务 · 大约还需 {time}",
    ),
    "compare.finished": ("All {total} tasks are finished.", "{total} 个任务全部完成。"),
    "compare.cancelled": (
        "Stopped: {done} of {total} tasks are finished, and the tables speak of those.",
        "已停止：{total} 个任务完成了 {done} 个，下面的表格只统计这些。",
    ),
    "compare.stopped": (
        "Nobody was watching, so it was stopped after {done} of {total} tasks.",
        "因为没有人在看，完成 {total} 个任务中的 {done} 个之后就停下了。",
    ),
    "compare.failed": ("The comparison could not be finished. {reason}", "比较未能完成。{reason}"),
    # -- tables ----------------------------------------------------------------------------------------------------
    "compare.setting": ("Which tasks", "哪些任务"),
    "compare.setting.all": ("all together", "全部合在一起"),
    "compare.setting.one": ("{pool}: {ways} groups of {shots}", "{pool}：{ways} 组，每组 {shots} 张"),
    "compare.setting.size": ("{setting}, {size}", "{setting}，{size}"),
    "compare.table.scores": ("Who sorts best", "谁分得最好"),
    "compare.table.learner": ("Learner", "学习器"),
    "compare.table.accuracy": ("Accuracy", "准确率"),
    "compare.table.nmi": ("NMI", "NMI"),
    "compare.table.ari": ("ARI", "ARI"),
    "compare.table.gain": ("Gain by adapting", "调整带来的提升"),
    "compare.scores.about": (
        (
            "Mean over {draws} independent tasks ± half of its 95 % interval (Student's t): with new tasks of the same "
            "kind, 95 % of such intervals hold the true mean. **Bold**: highest mean. ↓: worse than it by more than "
            "luck. Gain: accuracy after the last step minus before the first, in percentage points."
        ),
        (
            "{draws} 个独立任务的平均值 ± 95% 置信区间的半宽（学生 t 区间）：换一批同类任务重做，95% 的这种区间会包含真实的平均值。"
            "**粗体**：平均值最高。↓：比它差，而且不是运气。提升：最后一步之后的准确率减去第一步之前的，以百分点计。"
        ),
    ),
    "compare.scores.single": (
        "One task alone says nothing about its uncertainty: choose more tasks. **Bold**: highest accuracy.",
        "只有一个任务，无法知道误差有多大，请多选一些任务。**粗体**：准确率最高。",
    ),
    "compare.scores.together": (
        "Tasks of the same number share pictures across settings, so they are averaged first and count as one.",
        "编号相同的任务在不同设置之间共用一些图片，所以先求平均，只算作一个。",
    ),
    "compare.remark.found": (
        "{learner} decides itself how many groups there are: {clusters} on average, and {noise} of the pictures in none.",
        "{learner} 自己决定分几组：平均 {clusters} 组，另有 {noise} 的图片不在任何一组。",
    ),
    "compare.remark.chosen": (
        "{learner}, chosen without labels (averages, and shares of the tasks): {values}.",
        "{learner} 未用标签自行选定的参数（平均值，或占任务的比例）：{values}。",
    ),
    "compare.remark.knows_sizes": (
        "{learner} was told beforehand that all groups are of equal size; the others were not.",
        "{learner} 事先知道各组一样大，其他学习器并不知道。",
    ),
    "compare.metrics": ("What accuracy, NMI and ARI mean", "准确率、NMI 和 ARI 是什么意思"),
    "compare.table.pairs": ("Who beats whom", "谁胜过谁"),
    "compare.table.pair": ("First against second", "前者对后者"),
    "compare.pair.versus": ("{first} – {second}", "{first} – {second}"),
    "compare.table.difference": ("Difference", "差"),
    "compare.table.interval": ("95 % interval", "95% 区间"),
    "compare.table.wins": ("Wins", "胜率"),
    "compare.table.p": ("p (Holm)", "p（Holm 校正）"),
    "compare.pairs.about": (
        (
            "Both had the same tasks, so the difference is taken task by task: what makes a task hard for everybody "
            "cancels out. **Difference**: percentage points, first minus second, with a bootstrap interval ({resamples} "
            "resamples). **Wins**: share of tasks that the first wins; a tie counts half. **p**: how often a difference "
            "this large would come about if the sign of each task's difference were tossed with a coin (sign-flip "
            "test), corrected by Holm's method because many pairs are looked at. Below 0.05, in bold: more than luck."
        ),
        (
            "两者做的是同样的任务，所以逐个任务相减：任务本身的难易就抵消了。**差**：前者减后者，以百分点计，区间用自助法求得"
            "（重抽样 {resamples} 次）。**胜率**：前者更好的任务占多少，平局算一半。**p**：如果每个任务上差值的正负号都由抛硬币"
            "决定，出现这么大差距的机会有多大（符号翻转检验）；因为同时看了许多对，已用 Holm 方法校正。小于 0.05 的用粗体：不只是运气。"
        ),
    ),
    "compare.table.convergence": ("How soon, and at what price", "多快达到，代价几何"),
    "compare.table.steps95": ("Steps to 95 %", "达 95% 的步数"),
    "compare.table.seconds95": ("Seconds to 95 %", "达 95% 的秒数"),
    "compare.table.practice": ("Practice beforehand", "事先的练习"),
    "compare.practice.unlabelled": (
        "{seconds} on {pool}, without a label: {steps} steps, {items} pictures seen (every altered view counts)",
        "在{pool}上不看标签练了 {seconds}：{steps} 步，看过 {items} 张图（每次变形都算一张）",
    ),
    "compare.practice.labelled": (
        "{seconds} on {pool}, with labels: {steps} steps, {items} pictures seen (every altered view counts)",
        "在{pool}上看着标签练了 {seconds}：{steps} 步，看过 {items} 张图（每次变形都算一张）",
    ),
    "compare.practised": ("**{learner}** practised {practice}.", "**{learner}** 此前{practice}。"),
    "compare.practice.none": ("none", "没有"),
    "compare.convergence.about": (
        (
            "The first step after which accuracy stays at or above 95 % of its final value; 0: it was there before any "
            "step. Median over tasks, in brackets its 95 % interval (from 6 tasks on). Seconds are of computing on one "
            "core of this server. Whoever is quick here may have practised for long: see the last column."
        ),
        (
            "从这一步起，准确率一直不低于最终值的 95%；0 表示一步未走就已达到。数值是各任务的中位数，括号里是它的 95% 区间"
            "（至少要 6 个任务）。秒数是在这台服务器的一个核心上计算的时间。在这里快的学习器，事先也许练习了很久：请看最后一列。"
        ),
    ),
    # -- figures ---------------------------------------------------------------------------------------------------
    "compare.figures": ("How accuracy grows", "准确率怎样变化"),
    "compare.axis": ("Accuracy against", "横轴"),
    "compare.axis.steps": ("adapting steps", "调整步数"),
    "compare.axis.seconds": ("seconds", "秒数"),
    "compare.axis.shots": ("pictures a group", "每组张数"),
    "compare.axis.ways": ("groups", "组数"),
    "compare.axis.imbalance": ("unevenness", "不均程度"),
    "compare.label.steps": ("Adapting steps", "调整步数"),
    "compare.label.seconds": ("Seconds of computing (logarithmic)", "计算秒数（对数刻度）"),
    "compare.label.shots": ("Pictures in each group", "每组张数"),
    "compare.label.ways": ("Groups", "组数"),
    "compare.label.imbalance": (
        "Sizes of the groups (Dirichlet concentration; more uneven to the right)",
        "各组大小（狄利克雷集中度，越往右越不均）",
    ),
    "compare.label.accuracy": ("Accuracy", "准确率"),
    "compare.figure.steps.about": (
        "Mean accuracy after each step, with its 95 % interval. Whoever ends early keeps its last value.",
        "每一步之后的平均准确率和 95% 区间。提前结束的学习器保持最后的值。",
    ),
    "compare.figure.seconds.about": (
        (
            "Mean accuracy by the computing time spent on a task: the value of the last step done by then. A line begins "
            "where the learner has an answer on every task; before, there is none."
        ),
        (
            "在一个任务上花了这么多计算时间之后的平均准确率：取那时已完成的最后一步的值。线从该学习器在每个任务上都有答案的"
            "时刻开始，在那之前还没有答案。"
        ),
    ),
    "compare.figure.axis.about": (
        "Final accuracy, averaged over all other settings, with its 95 % interval.",
        "最终准确率和 95% 区间，其余设置取平均。",
    ),
    "compare.figure.cut": (
        "An interval reaches beyond 0 or 100 %, as it does with few tasks. It is cut there: no accuracy lies beyond.",
        "有的区间超出了 0 到 100%（任务少时常会这样）。准确率不可能在此之外，图中只画到边界。",
    ),
    # -- to take home ----------------------------------------------------------------------------------------------
    "compare.take_home": ("Take it home", "带走结果"),
    "compare.csv": ("Every task (CSV)", "每个任务的结果（CSV）"),
    "compare.latex": ("Table for a paper (LaTeX)", "论文用的表格（LaTeX）"),
    "compare.json": ("Everything (JSON)", "全部统计（JSON）"),
    "compare.command": ("The same on the command line", "在命令行上做同样的比较"),
    "compare.command.about": (
        "Same numbers, any number of processes; it also takes your own checkpoints and folders of pictures.",
        "得到同样的数字，可以用任意多个进程；也能用你自己的检查点和图片文件夹。",
    ),
}
