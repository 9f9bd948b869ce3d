"""The command compare."""

WORDS: dict[str, tuple[str, str]] = {
    "cli.compare.about": (
        "Compare learners on a grid of pools, ways, shots and seeds, all on the same tasks: which differences are more than luck, how soon each learner is there, and what its practice had cost.",
        "在图片池、簇数、每簇张数和种子的各种组合上比较学习器，大家面对同一批任务：哪些差距不是运气，各自多快达到最终水平，事先的练习又花了多少代价。",
    ),
    "cli.compare.learners": (
        "learners to compare, separated by commas; 'evaluate --help' lists them all (default: kmeans,spectral,protonet,reptile)",
        "要比较的学习器，用逗号隔开，evaluate --help 列出了全部名字（默认 kmeans,spectral,protonet,reptile）",
    ),
    "cli.compare.pools": (
        "pools of pictures, separated by commas: names that 'data' lists, or folders of your own, one with a comma in its path in a --pools of its own (default: digits)",
        "图片池，用逗号隔开：data 命令列出的名字，或者你自己的文件夹；路径里有逗号的，请单独用一个 --pools（默认 digits）",
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
        "unequal clusters: concentrations of a Dirichlet distribution, 0.01 to 1000, or equal; several separated by commas; smaller is more unequal (default: equal)",
        "让各簇大小不等：Dirichlet 分布的浓度参数，0.01 到 1000，或写 equal 表示一样大；可以写多个，用逗号隔开；越小越不均衡（默认 equal）",
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
        "学习器在一个任务上最多调整几步，0 到 1000（默认 20）",
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
        "{tasks} {tasks:task|tasks} in all, up to {adapt_steps} {adapt_steps:step|steps} of adapting; accuracy",
        "共 {tasks} 个任务，最多调整 {adapt_steps} 步；下面是准确率",
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
    "cli.compare.column.practice": ("meta-training before", "事先的元训练"),
    "cli.compare.legend": (
        "± is half of a 95 % interval (Student's t over independent tasks). *: worse than the best by more than luck. Gain is the accuracy after the last step minus that before the first; iterations by which nothing is learned, such as Lloyd's, gain nothing.",
        "± 表示 95% 置信区间的半宽（对相互独立的任务作学生 t 区间）。* 表示比最好的差，而且不是运气。提升是最后一步之后的准确率减去第一步之前的准确率；Lloyd 迭代之类并不学到东西，提升记为零。",
    ),
    "cli.compare.legend_single": (
        "One task alone gives no interval and no p-value: ask for more with --tasks.",
        "只有一个任务，得不出置信区间和 p 值，请用 --tasks 增加任务数。",
    ),
    "cli.compare.paired": (
        "Differences in accuracy on the same tasks (95 % interval: Student's t, from {few} tasks on bootstrap; wins: share of tasks that the first wins, ties count half; p: sign-flip test, {flips:,} flips or all, corrected by Holm for all pairs), and in gain:",
        "同一批任务上的准确率之差（95% 区间：学生 t 区间，{few} 个任务起用自助法；胜率：前者更好的任务占多少，平局算一半；p：符号翻转检验，翻转 {flips:,} 次或穷举，已按 Holm 方法对所有配对校正），以及提升之差：",
    ),
    "cli.compare.pair.pair": ("pair", "配对"),
    "cli.compare.pair.difference": ("difference", "差"),
    "cli.compare.pair.interval": ("95 % interval", "95% 区间"),
    "cli.compare.pair.gain": ("in gain", "提升之差"),
    "cli.compare.pair.wins": ("wins", "胜率"),
    "cli.compare.pair.p": ("p (Holm)", "p（Holm 校正）"),
    "cli.compare.kept": (
        "Stopped early: {done} of {total} tasks are finished, and what they say was kept.",
        "提前停止：{total} 个任务完成了 {done} 个，已保留它们的结果。",
    ),
}
