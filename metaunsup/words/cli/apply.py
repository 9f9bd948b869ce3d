"""The command apply."""

WORDS: dict[str, tuple[str, str]] = {
    "cli.apply.about": (
        "Try learning from a handful without labels on a field of application, beside what the field uses already.",
        "在一个应用领域里试用“少量样本、没有标签”的学习方法，并与该领域的常用方法比较。",
    ),
    "cli.apply.field": ("which field: {known}", "哪个领域：{known}"),
    "cli.apply.data": (
        "data of your own in the field's usual format (default: what comes with the program)",
        "该领域常用格式的自有数据（默认用程序自带的数据）",
    ),
    "cli.apply.variant": (
        "which kind of task, where a field has several (default: its usual one)",
        "有多种任务的领域，选哪一种（默认用最常见的一种）",
    ),
    "cli.apply.tasks": ("how many tasks (default: 100)", "任务数（默认 100）"),
    "cli.apply.csv": (
        "also write one row for each task and method to this CSV file",
        "同时把每个任务、每种方法的结果各写一行到这个 CSV 文件",
    ),
    "cli.apply.good": (
        "with industry and --others: a folder of good pictures of your own thing; what to judge is put into the order of suspicion, as on the page",
        "与 industry 和 --others 合用：你自己的合格图片所在的文件夹；像网页上那样把要检查的图片按可疑程度排序",
    ),
    "cli.apply.others": (
        "with --good: a folder of the pictures to be judged",
        "与 --good 合用：要检查的图片所在的文件夹",
    ),
    "cli.apply.alarms": (
        "instead of tasks: a month of one desk of finance, as on the page; every payment that passed the line goes to this CSV file",
        "不跑任务，而是像网页上那样看金融领域一个小组的一个月；超过阈值的每笔交易写入这个 CSV 文件",
    ),
    "cli.apply.svg": (
        "with --alarms: draw that month, day by day, with the line into this SVG file",
        "与 --alarms 合用：把这个月逐日的交易和报警线画进这个 SVG 文件",
    ),
    "cli.apply.method": (
        "with --alarms: who says how suspicious a payment is (default: {default}); with --good: a picture (default: practised)",
        "与 --alarms 合用：由哪种方法判断交易的可疑程度（默认 {default}）；与 --good 合用：判断图片（默认 practised）",
    ),
    "cli.apply.calls": (
        "with --alarms: how many calls a month the desk can make (default: {default})",
        "与 --alarms 合用：小组每月能打多少个电话（默认 {default}）",
    ),
    "cli.apply.call-cost": (
        "with --alarms: what a call costs (default: {default})",
        "与 --alarms 合用：一个电话的成本（默认 {default}）",
    ),
    "cli.apply.day": (
        "with --alarms: up to which day (default: {default})",
        "与 --alarms 合用：看到第几天（默认 {default}）",
    ),
    "cli.apply.alarms.head": ("{method}, up to day {day}.", "{method}，看到第 {day} 天。"),
    "cli.apply.bar": ("tasks", "任务"),
    "cli.apply.head": (
        "{title}: {variant}. {tasks:,} {tasks:task|tasks}, seed {seed}; all methods meet the same ones.",
        "{title}：{variant}。共 {tasks:,} 个任务，随机种子 {seed}；所有方法面对同样的任务。",
    ),
    "cli.apply.reading": ("pictures", "图片"),
    "cli.apply.judged": (
        "{method}: {good} good {good:picture|pictures}, {others} to be judged; {bad} could not be read.",
        "{method}：{good} 张合格图片，{others} 张要检查的图片；{bad} 张无法读取。",
    ),
    "cli.apply.column.rank": ("rank", "名次"),
    "cli.apply.column.picture": ("picture", "图片"),
    "cli.apply.column.suspicion": ("suspicion", "可疑程度"),
    "cli.apply.column.method": ("method", "方法"),
    "cli.apply.seconds": ("seconds", "秒"),
    "cli.apply.units": ("over {unit}, too", "含不同{unit}"),
    "cli.apply.ceiling": (
        "* was told the labels: what could be reached at most, not a rival.",
        "* 事先看过标签：它代表可能达到的上限，不参与比较。",
    ),
    "cli.apply.paired": (
        "Paired differences: each method less {baseline}, task by task.",
        "配对差值：在同一任务上，各方法减去{baseline}。",
    ),
    "cli.apply.legend": (
        "± : 95 % interval of the mean over tasks. A difference whose interval does not hold 0 is no accident of which tasks were drawn.",
        "±：平均值在任务间的 95% 区间。差值的区间若不含 0，就不是碰巧抽到某些任务造成的。",
    ),
    "cli.apply.legend.units": (
        "Behind it the wider interval that speaks of other {unit}, too.",
        "后面一列是更宽的区间，它同时考虑了换成别的{unit}会怎样。",
    ),
}
