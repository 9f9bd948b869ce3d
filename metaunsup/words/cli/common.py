"""The command line: the program itself, and what several commands say."""

WORDS: dict[str, tuple[str, str]] = {
    "cli.about": (
        "Watch, train and compare learners that group a handful of unlabelled pictures.",
        "观看、训练和比较各种学习器：它们要把少量没有标签的图片分成几组。",
    ),
    "cli.epilog": (
        "Help for one command: python -m metaunsup COMMAND --help",
        "查看某个命令的帮助：python -m metaunsup COMMAND --help --lang zh",
    ),
    "cli.usage": ("usage: ", "用法："),
    "cli.colon": (":", "："),
    "cli.options": ("options", "选项"),
    "cli.positionals": ("arguments", "参数"),
    "cli.commands": ("commands", "命令"),
    "cli.help": ("show this help and stop", "显示这份帮助后退出"),
    "cli.lang": (
        "language of help, progress and errors: en or zh; may stand anywhere on the line",
        "帮助、进度和报错所用的语言：en 或 zh，写在命令行的任何位置都可以",
    ),
    "cli.pool": (
        "the pool of pictures: a name that 'data' lists, or a folder, archive or table of your own, with grey: before its path to leave out colours (default: digits)",
        "图片池：data 命令列出的名字，或者你自己的文件夹、压缩包或表格；路径前加 grey: 会转成灰度（默认 digits）",
    ),
    "cli.seed": (
        "random seed: the same seed gives the same numbers (default: 0)",
        "随机种子：种子相同，结果就相同（默认 0）",
    ),
    "cli.json": ("also write the result to this JSON file", "同时把结果写入这个 JSON 文件"),
    "cli.interrupted": ("Stopped, as you asked.", "已按你的要求停止。"),
    "cli.standard_output": ("standard output", "标准输出"),
    "cli.failed.some": (
        "{learner} failed on {count:,} of {total:,} tasks, which its numbers leave out. The first time: {reason}",
        "{learner} 在 {total:,} 个任务中有 {count:,} 个没能完成，它的成绩不包括这些任务。第一次的原因：{reason}",
    ),
    "cli.failed.all": (
        "{learner} failed on every task ({total:,}), so there are no numbers of it. The first time: {reason}",
        "{learner} 在全部 {total:,} 个任务上都没能完成，因此没有成绩。第一次的原因：{reason}",
    ),
    "cli.failed.shared": ("{what} (on {count:,} {count:task|tasks})", "{what}（{count:,} 个任务）"),
    "cli.remark.found": (
        "{learner} finds the number of clusters itself: {clusters} on average, and {noise} of the items left as noise.",
        "{learner} 自己决定簇的个数：平均 {clusters} 个，另有 {noise} 的图片算作噪声。",
    ),
    "cli.remark.noise": (
        "An item left as noise counts as wrong for the accuracy; for NMI and ARI all noise is one more cluster.",
        "算作噪声的图片，计算准确率时按分错计；计算 NMI 和 ARI 时，所有噪声合起来当作另外一个簇。",
    ),
    "cli.remark.chosen": (
        "{learner}, chosen without labels for each task: {values} (means over tasks; of words, the share of tasks).",
        "{learner} 在每个任务上不用标签选定的参数：{values}（数值是各任务的平均，文字后面是占任务的比例）。",
    ),
    "cli.remark.knows_sizes": (
        "{learner} was told that clusters are of equal size: the others were not.",
        "{learner} 事先知道各簇一样大，其他学习器并不知道。",
    ),
    "cli.soon.one": ("How soon each is at {best95}:", "多快达到{best95}："),
    "cli.soon.both": (
        "How soon each is at {kmeans} (first three columns), and at {best95} (next three):",
        "多快达到 {kmeans}（前三列），以及{best95}（后三列）：",
    ),
    "cli.soon.kmeans": ("K-Means' end", "K-Means 的最终水平"),
    "cli.soon.best95": ("95 % of the end of {learner}, the best", "最好的学习器 {learner} 最终水平的 95%"),
    "cli.soon.column.steps": ("steps", "步数"),
    "cli.soon.column.seconds": ("s", "秒"),
    "cli.soon.column.reached": ("tasks", "任务"),
    "cli.soon.column.area": ("area", "曲线下面积"),
    "cli.soon.never": ("never", "未达到"),
    "cli.soon.about": (
        "Until accuracy stays at or above the level, which is taken task by task: median over tasks and its 95 % interval (from 6 tasks on). Tasks: the share on which it gets there; where it does not, steps and seconds count as never. Only steps by which something is learned count: Lloyd's iterations of a K-Means are none. Area: mean accuracy over all steps allowed; whoever ends early keeps its last value.",
        "从这时起准确率不再低于该水平；水平逐个任务取定，数值是各任务的中位数和它的 95% 区间（至少要 6 个任务）。“任务”是达到该水平的任务所占比例，没有达到的按“未达到”计入步数和秒数。只计真正学到东西的步：K-Means 的 Lloyd 迭代不算。曲线下面积：在允许的全部步数上准确率的平均值，提前结束的学习器保持最后的值。",
    ),
    "cli.classes.column": ("± classes", "± 含类别"),
    "cli.classes.group": ("group", "组别"),
    "cli.classes.unknown": (
        "The intervals are over tasks.",
        "这些区间是对任务而言的。",
    ),
    "cli.classes.tasks": (
        "The intervals are over tasks alone: all tasks hold the same {count} classes, and speak of no others.",
        "这些区间只对任务而言：所有任务含有同样的 {count} 个类别，不涉及其他类别。",
    ),
    "cli.classes.classes": (
        "±: over further tasks of the same {count} classes. ± classes: over tasks and classes, so that it speaks of other classes of their kind, too.",
        "± 是对同样这 {count} 个类别的更多任务而言；“± 含类别”同时对任务和类别而言，因此也适用于同一种的其他类别。",
    ),
    "cli.classes.groups": (
        "±: over further tasks of the same classes. ± classes: over tasks and the {count} groups of classes (alphabets), so that it speaks of other groups, too.",
        "± 是对同样这些类别的更多任务而言；“± 含类别”同时对任务和 {count} 组类别（字母表）而言，因此也适用于其他组。",
    ),
    "cli.classes.by_group": (
        "Share of right pictures, group by group (the alphabet that a class is of), with its interval over tasks and the group's classes:",
        "各组（类别所属的字母表）中分对的图片所占比例，区间对任务和该组的类别而言：",
    ),
}
