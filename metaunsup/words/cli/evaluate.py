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
        "use the shipped checkpoints that were trained on this pool (default: the pool of --pool; with --task generation omniglot-minimal)",
        "使用在这个图片池上训练好的自带检查点（默认与 --pool 相同；用于 --task generation 时为 omniglot-minimal）",
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
        "{pool}: tasks of {ways} clusters x {shots} {shots:item|items}, {tasks} in all, up to {adapt_steps} {adapt_steps:step|steps} of adapting, seed {seed}",
        "{pool}：{tasks} 个任务，每个任务 {ways} 个簇 × {shots} 个样本，最多调整 {adapt_steps} 步，种子 {seed}",
    ),
    "cli.evaluate.with.imbalance": (
        "Clusters are unequal (Dirichlet concentration {imbalance}).",
        "各簇大小不等（Dirichlet 浓度参数 {imbalance}）。",
    ),
    "cli.evaluate.with.outliers": (
        "Every task also holds {outliers} {outliers:item|items} of other classes, which no score counts.",
        "每个任务还混入了 {outliers} 个其他类别的样本，不计入任何得分。",
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
        "{pool}: {steps} {steps:step|steps}, {items} {items:item|items}, {seconds} s",
        "{pool}：{steps} 步，{items} 个样本，{seconds} 秒",
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
    "cli.evaluate.task": (
        "what a task asks: clustering, anomaly (which of the pictures do not belong with a few that do), or generation (drawing more of a few) (default: clustering)",
        "任务的种类：clustering（分组），anomaly（看过几张正常的图片之后，找出不属于它们的），或 generation（看过几张图片之后，画出更多同类的）（默认 clustering）",
    ),
    "cli.evaluate.detectors": (
        "with --task anomaly: detectors to compare, separated by commas: iforest, ocsvm, lof, knn, proto (nearest centroid) and svdd, which judge pictures as they are, or with @SPACE in what a network sees (knn@protonet, knn@untrained, knn@run:ID); vae, acr, maml, fomaml, reptile, which have practised for it; -alone behind a space lets batch norm see the support alone, -tta takes the mean of 16 altered views",
        "用于 --task anomaly：要比较的检测器，用逗号隔开：iforest、ocsvm、lof、knn、proto（最近中心）、svdd 直接看图片，加上 @空间 则看网络所见（如 knn@protonet、knn@untrained、knn@run:编号）；vae、acr、maml、fomaml、reptile 专门练习过；空间后面的 -alone 让批归一化只看支持样本，-tta 取 16 张变形图的平均",
    ),
    "cli.evaluate.queries": (
        "with --task anomaly: pictures to be judged in a task, 2 to 1000 (default: 20)",
        "用于 --task anomaly：每个任务要判断几张图片，2 到 1000（默认 20）",
    ),
    "cli.evaluate.normal-ways": (
        "with --task anomaly: how many classes are normal, 1 to 20; --shots pictures of each are shown (default: 1, and 10 pictures)",
        "用于 --task anomaly：有几个类别算正常，1 到 20；每类先看 --shots 张（默认 1 类，10 张）",
    ),
    "cli.evaluate.contamination": (
        "with --task anomaly: share of the pictures shown that is anomalous, too, 0 to 0.5; detectors are told it (default: 0)",
        "用于 --task anomaly：先看的图片中混有多大比例的异常，0 到 0.5；检测器知道这个比例（默认 0）",
    ),
    "cli.evaluate.rate": (
        "with --task anomaly: share of the pictures to be judged that is anomalous, 0.01 to 0.99 (default: 0.5)",
        "用于 --task anomaly：要判断的图片中异常占多大比例，0.01 到 0.99（默认 0.5）",
    ),
    "cli.evaluate.anomalies": (
        "with --task anomaly: apart (spread over all other classes) or clumps (of one or two of them) (default: apart)",
        "用于 --task anomaly：异常的来源，apart（分散在其他所有类别）或 clumps（集中在其中一两个类别）（默认 apart）",
    ),
    "cli.evaluate.csv": (
        "with --task anomaly or generation: also write a row for each task and detector, or generator and size, to this CSV file",
        "用于 --task anomaly 或 generation：同时把每个任务、每个检测器（或每个生成器、每种张数）的成绩写入这个 CSV 文件",
    ),
    "cli.evaluate.miss-cost": (
        "with --task anomaly: a missed anomaly costs as much as so many false alarms, 0.01 to 1000 (default: 1)",
        "用于 --task anomaly：漏掉一张异常相当于多少次误报的代价，0.01 到 1000（默认 1）",
    ),
    "cli.evaluate.scores": (
        "with --task anomaly: also write every picture's score by every detector to this CSV file; of pictures without classes this is all that can be had",
        "用于 --task anomaly：同时把每个检测器给每张图片的得分写入这个 CSV 文件；图片没有类别时，只能得到这些",
    ),
    "cli.evaluate.curves": (
        "with --task anomaly: also write each detector's ROC and precision-recall curve, averaged over tasks, to this CSV file",
        "用于 --task anomaly：同时把每个检测器的 ROC 曲线和精确率-召回率曲线（各任务的平均）写入这个 CSV 文件",
    ),
    "cli.evaluate.heat": (
        "with --task anomaly: also write a PNG of the first task's most suspicious pictures and where they are odd: where a detector fails to draw them again (vae), or finds nothing alike (patches)",
        "用于 --task anomaly：同时写出一个 PNG 文件：第一个任务中最可疑的图片，以及哪里可疑：检测器没能重新画对的地方（vae），或找不到相像之处的地方（patches）",
    ),
    "cli.evaluate.anomaly.missed": ("missed", "漏报"),
    "cli.evaluate.anomaly.alarms": ("false alarms", "误报"),
    "cli.evaluate.anomaly.cost": ("cost", "代价"),
    "cli.evaluate.anomaly.least": ("least possible", "最低可能"),
    "cli.evaluate.anomaly.called": ("called anomalous", "判为异常"),
    "cli.evaluate.anomaly.errors": (
        "Errors at each detector's own threshold: share of anomalies missed, share of normal items that raise a false alarm, and the cost for each item judged, a missed anomaly costing {miss_cost} {miss_cost:false alarm|false alarms}. The least possible cost takes the best threshold, which only the labels can tell.",
        "按各检测器自己的阈值所犯的错误：漏掉的异常占多少，误报的正常样本占多少，以及平均每个样本的代价（漏掉一个异常相当于 {miss_cost} 次误报）。最低可能的代价要用最好的阈值，而那只有看了标签才知道。",
    ),
    "cli.evaluate.anomaly.unscored": (
        "{pool} has no classes, so nothing can be scored; this is how many items each detector calls anomalous in {tasks} {tasks:task|tasks}. Every score is in the file.",
        "{pool} 没有类别，无法打分；下面是各检测器在 {tasks} 个任务中判为异常的样本数。所有得分都在文件里。",
    ),
    "cli.evaluate.anomaly.head": (
        "{pool}: {tasks} {tasks:task|tasks}, each with {shots} items of each of {normal_ways} normal {normal_ways:class|classes} to look at and {queries} to judge, up to {adapt_steps} {adapt_steps:step|steps} of adapting, seed {seed}",
        "{pool}：{tasks} 个任务，每个任务先看 {normal_ways} 个正常类别各 {shots} 个样本，再判断 {queries} 个，最多调整 {adapt_steps} 步，种子 {seed}",
    ),
    "cli.evaluate.anomaly.apart": (
        "Anomalies are spread over all other classes.",
        "异常分散在其他所有类别中。",
    ),
    "cli.evaluate.anomaly.clumps": (
        "Anomalies come in clumps, from one or two other classes.",
        "异常成堆出现，来自一两个其他类别。",
    ),
    "cli.evaluate.anomaly.contaminated": (
        "{share} of the items to look at are anomalous, too; detectors know the share, not which.",
        "先看的样本中有 {share} 也是异常；检测器知道比例，不知道是哪些。",
    ),
    "cli.evaluate.anomaly.detector": ("detector", "检测器"),
    "cli.evaluate.anomaly.legend": (
        "± is half of a 95 % interval (Student's t over tasks). AUROC and average precision judge the order of the scores, balanced accuracy the predictions at each detector's own threshold, which no label sets.",
        "± 表示 95% 置信区间的半宽（对各任务作学生 t 区间）。AUROC 和平均精确率看得分的先后，平衡准确率看检测器按自己的阈值作出的判断，定阈值时不用标签。",
    ),
    "cli.evaluate.generators": (
        "with --task generation: generators to compare, separated by commas; behind one that practises a checkpoint may stand (reptile-vae@run:ID) (default: all; of a table those whose checkpoint is given, and who need no practice)",
        "用于 --task generation：要比较的生成器，用逗号隔开；需要练习的生成器后面可以写检查点（reptile-vae@run:编号）（默认全部；对于表格，默认是给了检查点的和不需要练习的）",
    ),
    "cli.evaluate.held-out": (
        "with --task generation: new items of the class that drawings are held against, 2 to 200; --shots takes several numbers of items to look at (default: 20, and 1,2,5,10,20 items)",
        "用于 --task generation：每个类别留出几个新样本与生成的样本比较，2 到 200；--shots 可以写多个先看的个数（默认 20 个，先看 1,2,5,10,20 个）",
    ),
    "cli.evaluate.judge": (
        "with --task generation: the pool whose judge, a classifier that learned its labels, judges drawings: digits, mnist or omniglot-minimal (default: the pool's own, else omniglot-minimal)",
        "用于 --task generation：由哪个图片池的评判者（学过该池标签的分类器）来评判所画的图：digits、mnist 或 omniglot-minimal（默认用本池的，没有则用 omniglot-minimal）",
    ),
    "cli.evaluate.generation.head": (
        "{pool}: {tasks} {tasks:task|tasks}, each a class of which {sizes} items are shown and {held_out} new ones held out, {drawn} {drawn:drawing|drawings} each, up to {adapt_steps} {adapt_steps:step|steps} of adapting, seed {seed}",
        "{pool}：{tasks} 个任务，每个任务取一个类别，先看 {sizes} 个样本，另留 {held_out} 个新样本，各生成 {drawn} 个，最多调整 {adapt_steps} 步，种子 {seed}",
    ),
    "cli.evaluate.generation.judge.knows": (
        "The judge learned the labels of the train part of {pool} ({accuracy} right on its validation part); it taught no generator anything.",
        "评判者学过 {pool} 训练部分的标签（在验证部分的准确率 {accuracy}）；它没有教过任何生成器。",
    ),
    "cli.evaluate.generation.judge.strange": (
        "The judge learned the labels of the train part of {pool}, which has not all of these classes (right on its validation part: {accuracy}): it sees how near drawings are, and cannot say what they are taken for.",
        "评判者学过 {pool} 训练部分的标签（验证部分准确率：{accuracy}），但不全认识这些类别：它能看出所画的图有多接近，却说不出该认作什么。",
    ),
    "cli.evaluate.generation.judge.columns.knows": (
        "Rows are compared in their standardised columns. What a row is taken for says a logistic regression on the labels of the train part ({accuracy} right on the validation part), which taught no generator anything.",
        "各行按标准化后的列来比较。一行被认作哪一类，由逻辑回归来判断：它用训练部分的标签学成，在验证部分的准确率为 {accuracy}；这些标签没有给过任何生成器。",
    ),
    "cli.evaluate.generation.judge.columns.strange": (
        "Rows are compared in their standardised columns. What a row is taken for is left out: the train part has no labels, or not all of these classes.",
        "各行按标准化后的列来比较。这里不判断一行被认作哪一类：训练部分没有标签，或者缺少其中某些类别。",
    ),
    "cli.evaluate.generation.generator": ("generator", "生成器"),
    "cli.evaluate.generation.items": ("{size} shown", "看 {size} 个"),
    "cli.evaluate.generation.before": ("before any", "未看之前"),
    "cli.evaluate.generation.legend": (
        "± is half of a 95 % interval (Student's t over tasks); the last column that over tasks and classes at the largest size. A distance to new items is kind to copies, so read MMD² beside the distance.",
        "± 表示 95% 置信区间的半宽（对各任务作学生 t 区间）；最后一列是样本最多时对任务和类别的半宽。与新样本的核距离偏袒照抄，所以 MMD² 要和距离一起看。",
    ),
    "cli.evaluate.generation.paired": (
        "Differences on the same tasks with {size} items shown (the first minus the second; in brackets over tasks and classes):",
        "同一批任务上、看 {size} 个样本时的差（前者减后者；括号内是对任务和类别的半宽）：",
    ),
    "cli.evaluate.generation.growth": (
        "What more items bring: {most} shown minus {least} shown, on the same tasks:",
        "多看样本带来的变化：看 {most} 个减去看 {least} 个，同一批任务：",
    ),
}
