"""What the examples say (``python -m metaunsup.examples``)."""

WORDS: dict[str, tuple[str, str]] = {
    "examples.about": (
        "Run one of the short scripts of metaunsup/examples; each takes less than half a minute.",
        "运行 metaunsup/examples 中的一个示例脚本；每个都不到半分钟。",
    ),
    "examples.name": ("the example to run (none: list them)", "要运行的示例（省略则列出全部）"),
    "examples.heading": ("what to run", "要运行什么"),
    "examples.list": ("Examples; {program} NAME runs one:", "示例如下，用 {program} NAME 运行："),
    "examples.first_task.about": (
        "K-Means and a MAML that has practised group the same 200 unlabelled digits.",
        "K-Means 和练习过的 MAML 把同样 200 张没有标签的数字图片分组。",
    ),
    "examples.first_task.task": (
        "A task: {items} pictures of digits, to be put into {clusters} clusters; nobody tells which digit is which.",
        "任务：把 {items} 张数字图片分成 {clusters} 个簇，没有人告诉它们哪张是几。",
    ),
    "examples.first_task.step": (
        "  step {step}: accuracy {accuracy:.3f} after {seconds:.1f} s",
        "  第 {step} 步：准确率 {accuracy:.3f}，用时 {seconds:.1f} 秒",
    ),
    "examples.train_and_compare.about": (
        "Train a ProtoNet for 40 steps on unlabelled digits and compare it with K-Means.",
        "在没有标签的数字上把 ProtoNet 训练 40 步，再与 K-Means 比较。",
    ),
    "examples.train_and_compare.step": (
        "Trained for {step} steps: accuracy {accuracy:.3f} on the validation tasks.",
        "已训练 {step} 步：验证任务上的准确率为 {accuracy:.3f}。",
    ),
    "examples.train_and_compare.setting": (
        "{clusters} clusters of 20 pictures, {tasks} test tasks:",
        "{clusters} 个簇，每簇 20 张图片，{tasks} 个测试任务：",
    ),
    "examples.train_and_compare.legend": (
        "Mean accuracy ± half the 95 % interval over tasks. More training does better: see benchmarks/results/README.md.",
        "数字为平均准确率 ± 各任务 95 % 置信区间的一半。训练得更久，结果会更好，数据见 benchmarks/results/README.md。",
    ),
    "examples.own_learner.about": (
        "Write a learner (K-Medoids) in 30 lines, register it and evaluate it beside K-Means.",
        "用三十行写一个学习器（K-Medoids），注册它，并与 K-Means 一同评估。",
    ),
    "examples.own_learner.tasks": (
        "{tasks} test tasks of {clusters} clusters, the same for both; mean accuracy ± half the 95 % interval:",
        "{tasks} 个测试任务，每个 {clusters} 个簇，两者相同；平均准确率 ± 95 % 置信区间的一半：",
    ),
    "examples.own_learner.paired": (
        "K-Means minus K-Medoids, task by task: {difference}.",
        "逐个任务相减，K-Means 减 K-Medoids：{difference}。",
    ),
}
