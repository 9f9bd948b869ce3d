"""The command train."""

WORDS: dict[str, tuple[str, str]] = {
    "cli.train.about": (
        "Meta-train a learner: let it practise on many small tasks made of a pool's unlabelled pictures, so that it later copes with new tasks quickly.",
        "元训练一个学习器：用图片池里没有标签的图片造出许多小任务让它练习，以后遇到新任务就能很快上手。",
    ),
    "cli.train.learner": (
        "which learner; of {learners} those that practise (any other is refused with their names)",
        "学习器：{learners} 之中要练习的那些（选了别的会报错，并列出可选的）",
    ),
    "cli.train.steps": ("how many steps of practice (default: 300)", "练习多少步（默认 300）"),
    "cli.train.out": (
        "folder for the checkpoint and the progress so far (default: a new one, which 'runs' lists)",
        "存放检查点和训练进度的文件夹（默认新建一个，可用 runs 命令查看）",
    ),
    "cli.train.validate-every": (
        "check on held-out tasks before the first step and every N steps, and keep a checkpoint; 0: only at the end, unchecked (default: ten times at least, and every 50 steps)",
        "在第一步之前以及每隔 N 步，用预留的任务检验一次并保存检查点；0 表示只在最后保存，不作检验（默认至少检验十次，且不超过每 50 步一次）",
    ),
    "cli.train.learner-option": (
        "a setting of the learner, such as filters=64; may be given several times",
        "学习器的设置，例如 filters=64；可以写多次",
    ),
    "cli.train.resume": (
        "go on from where an earlier run in the same folder stopped",
        "接着同一文件夹里上次中断的地方继续训练",
    ),
    "cli.train.done": (
        "{learner} practised on {pool}, without labels: {steps} {steps:step|steps}, {items} {items:picture|pictures}, {seconds} s.\nAccuracy on validation tasks: {accuracy}\nCheckpoint: {checkpoint}",
        "{learner} 已在 {pool} 上完成无标签元训练：{steps} 步，{items} 张图片，用时 {seconds} 秒。\n验证任务上的准确率：{accuracy}\n检查点：{checkpoint}",
    ),
    "cli.train.nothing_left": (
        "All {steps} steps were done already; the checkpoint is in {out}.",
        "{steps} 步早已全部完成，检查点在 {out} 中。",
    ),
    "cli.train.stopped": (
        "Stopped. The same command with --resume goes on from the last state kept in {out}.",
        "已停止。在同一命令后加上 --resume，就能从 {out} 中最近保存的状态继续。",
    ),
    "cli.train.run": (
        "As a run of the list: {program} runs show {id}",
        "在运行列表中查看：{program} runs show {id}",
    ),
    "cli.train.unlisted": (
        "It is not on the list of runs: {reason}",
        "它不在运行列表中：{reason}",
    ),
    "cli.train.stopped_early": (
        "Stopped before the first step was kept; the same command begins again.",
        "在保存第一步之前就停止了；用同一命令可以重新开始。",
    ),
    "cli.train.episodes": (
        "how pseudo-tasks are made: umtra (altered views), cactus (clusters of an embedding), lasium (drawn from near latents by a network that can draw), or self-training (first umtra, then clusters of the learner's own embedding) (default: umtra)",
        "怎样构造伪任务：umtra（数据增强得到的变形图）、cactus（某个嵌入的聚类簇），lasium（由会画图的网络从相近的潜变量画出），或 self-training（先用 umtra，再用学习器自己嵌入的聚类簇）（默认 umtra）",
    ),
    "cli.train.embedding": (
        "what cactus clusters: pca, or a checkpoint: a file, run:ID, or shipped:POOL/LEARNER (default: pca); with lasium the checkpoint that draws, such as shipped:digits/gan",
        "cactus 对什么聚类：pca，或一个检查点（文件、run:编号，或 shipped:数据池/学习器）（默认 pca）；用 lasium 时是负责画图的检查点，例如 shipped:digits/gan",
    ),
    "cli.train.partitions": (
        "how many different partitions of the pool pseudo-tasks are drawn from (default: 10)",
        "从图片池的多少种不同划分中抽取伪任务（默认 10）",
    ),
    "cli.train.clusters": (
        "into how many clusters each partition cuts the pool (default: 150)",
        "每种划分把图片池分成多少个簇（默认 150）",
    ),
    "cli.train.refresh": (
        "in self-training: make the partitions anew every N steps (default: 100)",
        "自训练时每隔 N 步重新划分一次（默认 100）",
    ),
    "cli.train.umtra-share": (
        "in self-training: the share of all steps that comes first and uses umtra, 0 to 1 (default: 0.5)",
        "自训练时先用 umtra 的步数占全部步数的比例，0 到 1（默认 0.5）",
    ),
    "cli.train.rescale": (
        "how far a partition may scale down each dimension of the embedding, 0 (all alike) to 1 (down to nothing, as CACTUs does); smaller suits an encoder's own embedding (default: 1)",
        "每种划分最多把嵌入的每一维缩小多少，从 0（各维一样）到 1（可以缩到零，CACTUs 的做法）；学习器自己的嵌入适合用较小的值（默认 1）",
    ),
    "cli.train.coarsest": (
        "share of --clusters that the coarsest partition has, 0.05 to 1; those between grow evenly from it to all (default: 1, every partition alike)",
        "最粗的一种划分的簇数占 --clusters 的比例，0.05 到 1；其余划分的簇数从它均匀增加到全部（默认 1，各种划分的簇数都一样）",
    ),
    "cli.train.interpolation": (
        "in lasium: how far from a picture's latent its kind is drawn, as a share of the way to another picture's, 0 to 1 (default: 0.2)",
        "用 lasium 时，同类的图画在离原图潜变量多远处：占到另一张图片的潜变量的路程的比例，0 到 1（默认 0.2）",
    ),
    "cli.train.start-from": (
        "begin with the parameters of a checkpoint (a file, run:ID, or shipped:POOL/LEARNER) instead of random ones",
        "不从随机参数开始，而从一个检查点（文件、run:编号，或 shipped:数据池/学习器）开始",
    ),
    "cli.train.device": (
        "where to compute: cpu, cuda, mps, or auto for the best there is (default: cpu)",
        "在哪里计算：cpu、cuda、mps，或用 auto 自动选择最好的设备（默认 cpu）",
    ),
    "cli.train.precision": (
        "floating-point numbers to compute with: float32 or float64 (default: float32)",
        "用哪种浮点数计算：float32 或 float64（默认 float32）",
    ),
}
