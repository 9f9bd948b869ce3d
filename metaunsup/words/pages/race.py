"""The page of the race."""

WORDS: dict[str, tuple[str, str]] = {
    "race.title": ("Race: same task, different learners", "比赛：同样的任务，不同的学习器"),
    "race.lead": (
        "Choose the data, the task and up to four learners. They run live, one step each in turn, on the same items without labels.",
        "选择数据、任务和最多四个学习器。它们面对同一批没有标签的样本，轮流各走一步，全程实时计算。",
    ),
    "race.task": ("1 · The task", "一、任务"),
    "race.who": ("2 · The learners", "二、学习器"),
    "race.learners": ("Up to four learners", "最多四个学习器"),
    "race.no_learners": ("Choose at least one learner.", "请至少选一个学习器。"),
    "race.trained_on": ("Practised on", "练习用的数据"),
    "race.trained_on.help": (
        "Which unlabelled data the learners had practised on before the race. “Omniglot” holds no digit at all: the harder test.",
        "比赛之前，学习器是用哪些没有标签的数据练习的。Omniglot 里没有一个数字，是更严格的考验。",
    ),
    "race.no_checkpoint": (
        "{learners} cannot start: nothing that has practised on these data comes with the program. Choose other data to have practised on, or train one yourself:",
        "{learners} 还不能参赛：程序没有附带用这些数据练习过的版本。请换一种练习用的数据，或者自己训练一个：",
    ),
    "race.no_practice": ("None of these learners needs practice.", "这几个学习器都不需要练习。"),
    "race.start": ("Start", "开始"),
    "race.shown": (
        "{pool}: {ways} groups of {shots}{extra}; task number {seed}.",
        "{pool}：{ways} 组，每组 {shots} 个{extra}；任务编号 {seed}。",
    ),
    "race.shown.imbalance": (
        " (on average; their sizes differ, evenness {imbalance})",
        "（平均；各组大小不一，均匀度 {imbalance}）",
    ),
    "race.shown.outliers": (
        ", and {outliers} {outliers:item that belongs to none and does|items that belong to none and do} not count",
        "，另有 {outliers} 个不属于任何一组、不计分的样本",
    ),
    "race.shown.practice": ("; practised on {pool}", "；练习用的数据：{pool}"),
    "race.failed": ("The race could not be run. {reason}", "比赛无法进行。{reason}"),
    "race.waiting": ("{count} items without labels, in random order", "{count} 个没有标签的样本，随机排列"),
    "race.live": ("Compute it live", "现在实时计算"),
    "race.table": ("Result", "结果"),
    "race.table.learner": ("Learner", "学习器"),
    "race.table.accuracy": ("Accuracy", "准确率"),
    "race.table.seconds": ("Seconds here", "本次用时（秒）"),
    "race.table.practice": ("Practice beforehand", "事先的练习"),
    "race.table.none": ("none", "没有"),
    "race.table.you.digits": (
        "years of reading digits, and somebody who told you which is which",
        "认了多年数字，而且有人教过哪个是哪个",
    ),
    "race.table.you.signs": (
        "years of reading, but never these signs",
        "认了多年的字，但没见过这些符号",
    ),
    "race.table.practised": (
        "{seconds} s, {items} items seen, {pool} (unlabelled)",
        "{seconds} 秒，看过 {items} 个样本，{pool}（无标签）",
    ),
    "race.table.seen": (
        "“Items seen” counts every altered view of every item.",
        "“看过”的个数把每个样本的每个变形版本都计算在内。",
    ),
    "race.table.few": (
        "{learner} is not told how many groups there are. It found {found} where there are {ways}, and left {noise} items in none. Each group is right for one kind only, so it cannot get beyond {most}.",
        "{learner} 不知道一共有几组。实际有 {ways} 组，它找到 {found} 组，另有 {noise} 个样本不在任何一组。一组最多只能对上一类，所以准确率最高只能到 {most}。",
    ),
    "race.to_turn": (
        "Your turn: sort 20 pictures yourself, beside the learners",
        "轮到你了：自己给 20 张图片分组，和学习器比一比",
    ),
    "race.one_task": (
        "One task is one throw of the dice. For an average over a hundred tasks with its uncertainty, run:",
        "一个任务就像掷一次骰子。想知道一百个任务上的平均成绩和误差范围，请运行：",
    ),
    "race.who_is_who": ("Who is who", "认识这些学习器"),
}
