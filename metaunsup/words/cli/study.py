"""The command study."""

WORDS: dict[str, tuple[str, str]] = {
    "cli.study.about": (
        "Train the same learner several times, with one setting of its practice tasks changed each time, and judge every training on the same validation tasks: a curve.",
        "把同一个学习器训练若干遍，每遍只改动练习任务的一项设置，再用同一批验证任务评判，得到一条曲线。",
    ),
    "cli.study.vary": (
        "what to change: strength (of augmentation while practising), partitions (how many CACTUs makes), or episodes (which practice tasks) (default: strength)",
        "要改动的设置：strength（练习时的变形强度）、partitions（CACTUs 的划分个数）或 episodes（练习任务的种类）（默认 strength）",
    ),
    "cli.study.values": (
        "the values, separated by commas: strengths from 0 to 3, numbers of partitions from 1 to 100, or umtra,cactus,lasium,self-training (default: a sensible range)",
        "取哪些值，用逗号隔开：变形强度 0 到 3，划分个数 1 到 100，或 umtra,cactus,lasium,self-training（默认一组合适的值）",
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
        "which practice tasks, where these are not what is changed: umtra, cactus, lasium or self-training (default: umtra, and cactus with --vary partitions)",
        "不改动练习任务的种类时用哪一种：umtra、cactus、lasium 或 self-training（默认 umtra；改动 partitions 时默认 cactus）",
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
        "{learner} on {pool}: {steps} {steps:step|steps} of practice for every training, judged on {tasks} {tasks:validation task|validation tasks} of {ways} clusters x {shots} {shots:picture|pictures}",
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
        "± is half of a 95 % interval: Student's t over the seeds, each by its mean over the same tasks, so it speaks of training again; for K-Means over the tasks.",
        "± 表示 95% 置信区间的半宽：先对同一批任务求每个种子的平均，再对各种子作学生 t 区间，所以它说的是“重新训练一遍会怎样”；K-Means 的区间是对各任务求的。",
    ),
    "cli.study.legend_single": (
        "± is half of a 95 % interval (Student's t over tasks). With a single seed it says nothing about training again: ask for more with --seeds.",
        "± 表示 95% 置信区间的半宽（对各任务作学生 t 区间）。只有一个种子时，它说明不了重新训练会怎样，请用 --seeds 增加种子。",
    ),
}
