"""The page of comparisons: its questions, and the form of a comparison."""

WORDS: dict[str, tuple[str, str]] = {
    "compare.title": ("Compare: which differences are more than luck?", "对比：哪些差距不只是运气？"),
    "compare.lead": (
        "One task is one throw of the dice, so everything here is measured on many, with its uncertainty. Which learner sorts best? What should it practise on? And does what it learned here help there?",
        "一个任务就像掷一次骰子，所以这里的一切都在许多任务上测量，并标出误差范围。哪个学习器分得最好？该用什么任务练习？在这里学会的，换个地方还管用吗？",
    ),
    "compare.section": ("Question", "问题"),
    "compare.section.tasks": ("Which learner?", "哪个学习器？"),
    "compare.section.design": ("Which practice tasks?", "怎样练习？"),
    "compare.section.transfer": ("Trained here, tested there", "在这里练，到那里考"),
    "compare.tasks_lead": (
        "Up to six learners meet the same many tasks, and you see the mean with its uncertainty, who beats whom, how accuracy grows, and what practice had cost.",
        "最多六个学习器面对同一大批任务，你可以看到平均成绩和误差范围、谁胜过谁、准确率怎样上升，以及事先的练习花了多少代价。",
    ),
    "compare.tasks_title": ("1 · The tasks", "一、任务"),
    "compare.who_title": ("2 · The learners", "二、学习器"),
    "compare.pools": ("Data", "数据来源"),
    "compare.pools.help": (
        "Where the tasks are drawn from; several are compared side by side.",
        "任务从哪些数据中抽取；选多种时并列比较。",
    ),
    "compare.ways": ("Groups", "组数"),
    "compare.ways.help": (
        "How many kinds of things a task holds (“ways”). With several, you see how accuracy falls as tasks get harder.",
        "一个任务里有几类东西（ways）。选多个值，就能看到任务变难时准确率怎样下降。",
    ),
    "compare.shots": ("Items in each group", "每组个数"),
    "compare.shots.help": (
        "How many items each group has (“shots”).",
        "每一组有几个样本（shots）。",
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
    "compare.trained": ("Practised on", "练习用的数据"),
    "compare.trained.help": (
        "Which unlabelled data the learners had practised on: the same kind that the tasks are from, or others.",
        "学习器事先用哪些没有标签的数据练习过：与任务同一种，或者另一种。",
    ),
    "compare.trained.own": ("the same data as the tasks", "与任务相同的数据"),
    "compare.field.empty": (
        "Choose at least one: {names}.",
        "请至少选一项：{names}。",
    ),
    "compare.no_checkpoint": (
        "{learners} cannot take part with {pool}: nothing that has practised on these data comes with the program. Choose other data to have practised on, or train one yourself:",
        "{learners} 不能参加 {pool} 的比较：程序没有附带用这些数据练习过的版本。请换一种练习用的数据，或者自己训练一个：",
    ),
    "compare.missing": (
        "{title} is not on this computer yet. To fetch it, run this once where the app was started:",
        "这台电脑上还没有{title}。请在启动本应用的地方运行一次：",
    ),
    "compare.estimate": (
        "{tasks} {tasks:task|tasks} for each of {learners} {learners:learner|learners}: about **{time}** of computing.",
        "{tasks} 个任务，{learners} 个学习器各做一遍：大约需要计算 **{time}**。",
    ),
    "compare.too_long": (
        "{tasks} tasks would take about {time} of computing, and this page allows {most}, so that everybody gets a turn. Choose less, or run the command below on your own computer.",
        "{tasks} 个任务大约需要计算 {time}，而这个页面最多允许 {most}，好让大家都有机会用。请减少一些，或在自己的电脑上运行下面的命令。",
    ),
    "compare.start": ("Compare", "开始比较"),
    "compare.cancel": ("Stop here", "到此为止"),
    "compare.cancel.help": (
        "What is finished stays and is evaluated.",
        "已经完成的部分会保留下来，照样统计。",
    ),
}
