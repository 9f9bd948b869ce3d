"""The command evaluate."""

WORDS: dict[str, tuple[str, str]] = {
    "cli.evaluate.column.calibration": ("calibration error", "校准误差"),
    "cli.evaluate.column.outlier_auroc": ("outliers AUROC", "离群 AUROC"),
    "cli.evaluate.calibration": (
        "Calibration error (expected, 10 bins): how far, of the assignments that a learner is so and so sure of, the share that is right lies from that; 0 is perfect.",
        "校准误差（期望值，10 个区间）：学习器说有几成把握的那些判断，实际答对的比例与之相差多少；0 最好。",
    ),
    "cli.evaluate.outlier_auroc": (
        "Outliers AUROC: the chance that a picture of another class is less certain than one that belongs; 0.5 is luck.",
        "离群 AUROC：一张其他类别的图片比一张本该在内的图片更没把握的概率；0.5 等于瞎猜。",
    ),
    "cli.evaluate.practice_note": ("Practised on {pool}: {note}", "练习用的 {pool}：{note}"),
    "cli.evaluate.about": (
        "Let several learners group the pictures of the same many tasks, and compare how well each does.",
        "让多个学习器完成同一批任务，比较各自分组的效果。",
    ),
    "cli.evaluate.ways": ("clusters in a task, 2 to 50 (default: 10)", "每个任务有几个簇，2 到 50（默认 10）"),
    "cli.evaluate.shots": ("pictures in a cluster, 1 to 200 (default: 20)", "每个簇有几张图片，1 到 200（默认 20）"),
    "cli.evaluate.tasks": ("how many tasks (default: 100)", "任务数（默认 100）"),
    "cli.evaluate.learners": (
        "learners to compare, separated by commas: {learners}; those without a network also after a reduction, such as kmeans-umap (-pca, -tsne), the others also with another head, such as protonet-soft (-sinkhorn, -spectral, -gmm)",
        "要比较的学习器，用逗号隔开：{learners}；不用网络的都可以先降维，例如 kmeans-umap（还有 -pca、-tsne），其余的都可以换分组方式，例如 protonet-soft（还有 -sinkhorn、-spectral、-gmm）",
    ),
    "cli.evaluate.trained-on": (
        "use the shipped checkpoints that were trained on this pool (default: the pool of --pool)",
        "使用在这个图片池上训练好的自带检查点（默认与 --pool 相同）",
    ),
    "cli.evaluate.adapt-steps": (
        "how many steps a learner may adapt to a task, 0 to 1000 (default: 20)",
        "学习器在一个任务上最多调整几步，0 到 1000（默认 20）",
    ),
    "cli.evaluate.imbalance": (
        "unequal clusters: concentration of a Dirichlet distribution, 0.01 to 1000; smaller is more unequal (default: all equal)",
        "让各簇大小不等：Dirichlet 分布的浓度参数，0.01 到 1000，越小越不均衡（默认各簇一样大）",
    ),
    "cli.evaluate.outliers-apart": (
        "each outlier is of a class of its own, so that they make no cluster together",
        "每张离群图片各来自一个不同的类别，因此它们不会自成一簇",
    ),
    "cli.evaluate.with.outliers_apart": (
        "Each of these is of a class of its own.",
        "它们各来自一个不同的类别。",
    ),
    "cli.evaluate.column.outlier_auroc_cosine": ("by cosine", "按余弦"),
    "cli.evaluate.outlier_auroc_cosine": (
        "By cosine: the same, but uncertain is what is far from the centroids of all clusters (1 - the largest cosine), which takes no probabilities.",
        "按余弦：同上，但离所有簇的中心越远就算越没把握（1 减去最大的余弦），不需要概率。",
    ),
    "cli.evaluate.outliers": (
        "pictures of other classes mixed into a task; no score counts them (default: 0)",
        "混入任务的其他类别图片的张数，不计入任何得分（默认 0）",
    ),
    "cli.evaluate.checkpoint": (
        "a checkpoint of your own, such as maml=FILE.safetensors, maml=run:ID or maml=shipped:POOL/maml; may be given several times; with a label, maml@own=FILE, it takes part as maml@own (to be listed in --learners) beside the shipped one",
        "使用你自己的检查点，例如 maml=FILE.safetensors、maml=run:编号 或 maml=shipped:数据池/maml；可以写多次；加上标签（如 maml@own=FILE），它就以 maml@own 的名字（要写进 --learners）与自带的一同参加",
    ),
    "cli.evaluate.tasks_bar": ("tasks", "任务"),
    "cli.evaluate.head": (
        "{pool}: tasks of {ways} clusters x {shots} pictures, {tasks} in all, up to {adapt_steps} steps of adapting, seed {seed}",
        "{pool}：{tasks} 个任务，每个任务 {ways} 个簇 × {shots} 张图片，最多调整 {adapt_steps} 步，种子 {seed}",
    ),
    "cli.evaluate.with.imbalance": (
        "Clusters are unequal (Dirichlet concentration {imbalance}).",
        "各簇大小不等（Dirichlet 浓度参数 {imbalance}）。",
    ),
    "cli.evaluate.with.outliers": (
        "Every task also holds {outliers} pictures of other classes, which no score counts.",
        "每个任务还混入了 {outliers} 张其他类别的图片，不计入任何得分。",
    ),
    "cli.evaluate.column.learner": ("learner", "学习器"),
    "cli.evaluate.column.accuracy": ("accuracy", "准确率"),
    "cli.evaluate.column.nmi": ("NMI", "NMI"),
    "cli.evaluate.column.ari": ("ARI", "ARI"),
    "cli.evaluate.column.gain": ("gain", "提升"),
    "cli.evaluate.column.seconds": ("s/task", "秒/任务"),
    "cli.evaluate.column.practice": ("meta-training before, without labels", "事先的元训练（不用标签）"),
    "cli.evaluate.no_practice": ("none", "无"),
    "cli.evaluate.practice": (
        "{pool}: {steps} steps, {items} pictures, {seconds} s",
        "{pool}：{steps} 步，{items} 张图片，{seconds} 秒",
    ),
    "cli.evaluate.legend": (
        "± is half of a 95 % interval (Student's t over tasks). Accuracy matches clusters with classes one to one, as well as can be. Gain is the accuracy after the last step minus that before the first; iterations by which nothing is learned, such as Lloyd's, gain nothing.",
        "± 表示 95% 置信区间的半宽（对各任务作学生 t 区间）。准确率按簇与类别的最佳一一对应计算。提升是最后一步之后的准确率减去第一步之前的准确率；Lloyd 迭代之类并不学到东西，提升记为零。",
    ),
    "cli.evaluate.legend_single": (
        "One task alone gives no interval: ask for more with --tasks. Accuracy matches clusters with classes one to one, as well as can be. Gain is the accuracy after the last step minus that before the first; iterations by which nothing is learned, such as Lloyd's, gain nothing.",
        "只有一个任务，得不出置信区间，请用 --tasks 增加任务数。准确率按簇与类别的最佳一一对应计算。提升是最后一步之后的准确率减去第一步之前的准确率；Lloyd 迭代之类并不学到东西，提升记为零。",
    ),
    "cli.evaluate.paired.pair": ("pair", "配对"),
    "cli.evaluate.paired.accuracy": ("in accuracy", "准确率之差"),
    "cli.evaluate.paired.gain": ("in gain", "提升之差"),
    "cli.evaluate.paired": (
        "Differences on the same tasks (the first minus the second):",
        "同一批任务上的差（前者减后者）：",
    ),
}
