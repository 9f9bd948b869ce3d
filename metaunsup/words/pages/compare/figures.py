"""The page of comparisons: its figures, and what can be taken home."""

WORDS: dict[str, tuple[str, str]] = {
    "compare.figures": ("How accuracy grows", "准确率怎样变化"),
    "compare.axis": ("Accuracy against", "横轴"),
    "compare.axis.steps": ("adapting steps", "调整步数"),
    "compare.axis.seconds": ("seconds", "秒数"),
    "compare.axis.shots": ("items a group", "每组个数"),
    "compare.axis.ways": ("groups", "组数"),
    "compare.axis.imbalance": ("unevenness", "不均程度"),
    "compare.label.steps": ("Adapting steps", "调整步数"),
    "compare.label.seconds": ("Seconds of computing (logarithmic)", "计算秒数（对数刻度）"),
    "compare.label.shots": ("Items in each group", "每组个数"),
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
        "Mean accuracy by the computing time spent on a task: the value of the last step done by then. A line begins where the learner has an answer on every task; before, there is none.",
        "在一个任务上花了这么多计算时间之后的平均准确率：取那时已完成的最后一步的值。线从该学习器在每个任务上都有答案的时刻开始，在那之前还没有答案。",
    ),
    "compare.figure.axis.about": (
        "Final accuracy, averaged over all other settings, with its 95 % interval.",
        "最终准确率和 95% 区间，其余设置取平均。",
    ),
    "compare.figure.cut": (
        "An interval reaches beyond 0 or 100 %, as it does with few tasks. It is cut there: no accuracy lies beyond.",
        "有的区间超出了 0 到 100%（任务少时常会这样）。准确率不可能在此之外，图中只画到边界。",
    ),
    "compare.take_home": ("Take it home", "带走结果"),
    "compare.csv": ("Every task (CSV)", "每个任务的结果（CSV）"),
    "compare.latex": ("Table for a paper (LaTeX)", "论文用的表格（LaTeX）"),
    "compare.json": ("Everything (JSON)", "全部统计（JSON）"),
    "compare.command": ("The same on the command line", "在命令行上做同样的比较"),
    "compare.command.about": (
        "Same numbers, any number of processes; it also takes your own checkpoints, folders of pictures and tables.",
        "得到同样的数字，可以用任意多个进程；也能用你自己的检查点、图片文件夹和表格。",
    ),
}
