"""The page Applications: what all fields share."""

WORDS: dict[str, tuple[str, str]] = {
    "applications.title": ("Applications: a handful of examples, no labels", "应用：只有少量样本，没有标签"),
    "applications.lead": (
        "Where would anybody need this? Four fields in which a new case comes with a few examples that nobody has labelled. In each: what is asked, what is real and what is simulated, and how far it gets beside what the field uses already.",
        "这些方法在哪里用得上？下面四个领域都会遇到新情况：手头只有几个样本，而且没有人标注过。每个领域都说明：要解决什么问题，哪些数据是真实的、哪些是模拟的，以及效果与该领域的常用方法相比如何。",
    ),
    "applications.field": ("Field", "领域"),
    "applications.measured": (
        "Means of {tasks:,} tasks with their 95 % intervals; every method met the same tasks.",
        "{tasks:,} 个任务的平均值及其 95% 区间；所有方法面对的是同样的任务。",
    ),
    "applications.measured.units": (
        "Means of {tasks} tasks of {units} {unit}, with 95 % intervals over tasks and {unit}; every method met the same tasks.",
        "{tasks} 个任务（涉及 {units} 种{unit}）的平均值；95% 区间同时考虑了任务和{unit}的差异。所有方法面对的是同样的任务。",
    ),
    "applications.measured.grey": ("Grey: what is usual in this field.", "灰色：该领域的常用方法。"),
    "applications.measured.table": ("All numbers, and the command that makes them", "全部数字，以及得到它们的命令"),
    "applications.measured.method": ("method", "方法"),
    "applications.method": ("Method", "方法"),
    "applications.measured.minus": ("minus {method}, paired", "减去{method}（配对）"),
    "applications.measured.curve": ("All numbers of these lines", "这些曲线的全部数字"),
    "applications.measured.difference": ("{first} minus {rival}, paired", "{first}减去{rival}（配对）"),
    "applications.ceiling": (
        "* was told the labels: what could be reached at most, not a rival.",
        "* 事先看过标签：它代表可能达到的上限，不参与比较。",
    ),
    "applications.heading.try": ("Try it", "试一试"),
    "applications.heading.result": ("How far it gets", "效果如何"),
    "applications.heading.about": ("What is behind it", "背后的说明"),
    "applications.heading.own": ("On your own data", "用你自己的数据"),
    "applications.about.real": ("Real and simulated", "哪些是真的，哪些是模拟的"),
    "applications.about.data": ("Data and licence", "数据与许可"),
    "applications.about.task": ("The task", "任务"),
    "applications.about.learners": ("The methods", "方法"),
    "applications.command": ("The same on the command line", "用命令行做同样的事"),
    "applications.another": ("Another task", "换一个任务"),
}
