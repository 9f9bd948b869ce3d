"""Refusals: learners, and what they are given to group."""

WORDS: dict[str, tuple[str, str]] = {
    "error.learner_broke": (
        "{learner} broke off by a fault that is not yours ({kind}: {said}); the log has the details. Try it without this learner.",
        "{learner} 出错中断（{kind}：{said}），这不是您的问题，详情见日志。请去掉这个学习器再试。",
    ),
    "error.umap_unusable": (
        "UMAP cannot be used here ({kind}: {said}). Reinstall umap-learn and numba, or choose another reduction.",
        "此处无法使用 UMAP（{kind}：{said}）。请重新安装 umap-learn 和 numba，或改用其他降维方法。",
    ),
    "error.embedding_shape": (
        "An embedding must have one row per item, but its shape is {shape}.",
        "嵌入应当每个样本一行，现在的形状是 {shape}。",
    ),
    "error.embedding_not_finite": (
        "The learner’s embedding holds values that are not numbers (it diverged); a lower learning rate usually helps.",
        "学习器的嵌入中出现了非数值（已经发散），通常调低学习率即可解决。",
    ),
    "error.items_not_numbers": (
        "The items must be numbers, and these are not.",
        "样本必须由数值组成，现在的样本不是。",
    ),
    "error.items_shape": (
        "The items must be a batch of pictures (N, C, H, W) or of vectors (N, D) with at least one item, but their shape is {shape}.",
        "样本应为一批图片 (N, C, H, W) 或一批向量 (N, D)，且至少有一个；现在的形状是 {shape}。",
    ),
    "error.needs_images": (
        "{learner} works on pictures, and these items of shape {shape} are none; rows of numbers are taken by the "
        "learners kmeans and spectral, by the detectors knn and iforest, and by what has practised on such rows.",
        "{learner} 只能处理图片，而这些样本的形状是 {shape}；一行行的数值可以交给学习器 kmeans、spectral，"
        "或检测器 knn、iforest，也可以交给在这样的行上练习过的学习器。",
    ),
    "error.items_not_finite": (
        "{count} of the items hold values that are not numbers (NaN or infinity); leave them out or repair them.",
        "有 {count} 个样本含有非数值（NaN 或无穷大），请剔除或修复后再试。",
    ),
    "error.items_too_large": (
        "{count} of the items hold values beyond ±{most}, too large to measure distances between; scale them down.",
        "有 {count} 个样本的数值超出 ±{most}，大到无法计算距离，请先缩小数值。",
    ),
    "error.clusters_against_items": (
        "{clusters} clusters cannot be made of {items} {items:item|items}; ask for 1{items:>1| to {items}} {items:cluster|clusters}.",
        "{items} 个样本分不成 {clusters} 个簇，簇数应在 1 到 {items} 之间。",
    ),
    "error.needs_vectors": (
        "{learner} has practised on rows of {columns} numbers, and these items of shape {shape} are none; use one that practised on pictures.",
        "{learner} 是在每行 {columns} 个数的表格上练习的，而这些样本的形状是 {shape}；请换一个在图片上练习过的。",
    ),
    "error.items_columns": (
        "{learner} needs as many columns as the table it practised on had ({wanted}), and these rows have {columns}; practise on this table.",
        "{learner} 练习所用的表格有 {wanted} 列，而这些行有 {columns} 列；请在这个表格上重新练习。",
    ),
    "error.items_channels": (
        "{learner} needs as many colour channels as the pictures it was trained on have ({wanted}), and these have {channels}{channels:>1|; to take them in grey, put grey: before their path (--pool grey:PATH)}.",
        "{learner} 训练所用的图片有 {wanted} 个颜色通道，而这些图片有 {channels} 个{channels:>1|；想先转成灰度，请在路径前加 grey:（--pool grey:路径）}。",
    ),
    "error.latent_codes": (
        "{learner} draws from rows of {wanted} finite numbers; these are of shape {shape}, or not all finite. learner.codes(learner.ready(), images) gives such rows.",
        "{learner} 要根据每行 {wanted} 个有限数来画图，给出的形状是 {shape}，或含有非有限的数；这样的行可由 learner.codes(learner.ready(), images) 得到。",
    ),
    "error.drawn_size": (
        "{learner} has practised on pictures of {trained} pixels. It can try others, a height and a width from {smallest} to {largest}, which it has had no chance to learn; {size} is no such size.",
        "{learner} 练习用的图片是 {trained} 像素。它也可以试画别的尺寸（高和宽各在 {smallest} 到 {largest} 之间），只是没有机会学过；{size} 不是这样的尺寸。",
    ),
    "error.sample_like": (
        "{learner} fits its prior to a task and has none by itself: say sample(n, generator, like=images), and it draws pictures of the kind of these.",
        "{learner} 的先验要针对具体任务拟合，自己没有固定的先验：写 sample(n, generator, like=images)，它就会画出与这些图片同类的新图。",
    ),
    "error.needs_pool": (
        "{learner} reads the unlabelled pictures of a pool beside the task, and does not know which pool: say --trained-on POOL on the command line, or in Python make_learner('{learner}', trained_on='digits').",
        "{learner} 在做任务时还要读取一个图片池中没有标签的图片，但不知道读哪一个：在命令行写 --trained-on POOL，在 Python 中写 make_learner('{learner}', trained_on='digits')。",
    ),
    "error.needs_labels": (
        "{learner} is a ceiling that learns from the true labels, and nobody has told it them: races and evaluations do; in Python, learner.told(labels) gives a learner that knows them.",
        "{learner} 只作上限，要从真实标签中学习，但没有人把标签告诉它：比赛和评测会告诉它；在 Python 中用 learner.told(labels) 得到一个知道标签的学习器。",
    ),
    "error.labels_against_items": (
        "{learner} needs a whole number from 0 to {most} for each of the {items} items, or -1 for an outlier; these labels are none such.",
        "{learner} 需要给 {items} 个样本各一个 0 到 {most} 之间的整数标签，离群样本用 -1；给出的标签不符合要求。",
    ),
    "error.source_not_train": (
        "{learner} may read the train part of a pool only, and these are pictures of {pool} from its {part} part.",
        "{learner} 只能读取图片池的训练部分，而这些是 {pool} 的{part}图片。",
    ),
    "error.pool_part_empty": (
        "The pool {pool} has no pictures to practise on, and {learner} reads those; choose another pool.",
        "图片池 {pool} 没有供练习用的图片，而 {learner} 要读取的正是这些；请换一个图片池。",
    ),
    "error.items_unlike_pool": (
        "{learner} needs vectors as long as the pool's pictures have pixels ({wanted}), and these have {size} numbers.",
        "{learner} 需要和图片池的图片像素数一样长（{wanted}）的向量，而这些向量有 {size} 个数。",
    ),
    "error.items_too_small": (
        "Pictures {side} pixels wide or high are too small for {learner}; at least {smallest} are needed.",
        "边长 {side} 像素的图片对 {learner} 来说太小，至少要 {smallest} 像素。",
    ),
    "error.unknown_learner": (
        "There is no learner called “{learner}”; there are {known}, and variants of them such as kmeans-umap or protonet-soft.",
        "没有名为“{learner}”的学习器，可用的有：{known}，以及它们的变体，例如 kmeans-umap、protonet-soft。",
    ),
    "error.learner_label": (
        "“{learner}” cannot take part: in front of the @ belongs a learner that is trained, behind it a label of 1 to 24 lower-case letters, digits or hyphens, as in protonet@own.",
        "“{learner}”不能参加：@ 前面应是需要训练的学习器，后面应是 1 到 24 个小写字母、数字或连字符，例如 protonet@own。",
    ),
    "error.unknown_detector": (
        "There is no detector called “{detector}”; there are {known}, the first six and patches also in what a network sees, such as knn@protonet.",
        "没有名为“{detector}”的检测器，可用的有：{known}；前六个和 patches 也可以看网络所见，例如 knn@protonet。",
    ),
    "error.unknown_space": (
        "“{detector}” cannot judge in “{space}”; name a learner that has practised ({known} and others), run:ID, or a label given with --checkpoint.",
        "“{detector}”不能在“{space}”中判断；请写一个练习过的学习器（{known} 等）、run:编号，或用 --checkpoint 给出的标签。",
    ),
    "error.no_detector_draws": (
        "None of these detectors shows where a picture is odd: {detectors}; add patches, or vae, whose drawings show where it fails.",
        "这些检测器都不会指出图片哪里可疑：{detectors}；请加上 patches，或 vae（它画的图能显示哪里没画对）。",
    ),
    "error.detector_items": (
        "A detector needs at least {fewest} items to look at and one to judge, all of one shape, (N, C, H, W) or (N, D); their shapes are {support} and {queries}.",
        "检测器至少需要先看 {fewest} 个样本、再判断 1 个样本，且形状一致，为 (N, C, H, W) 或 (N, D)；现在的形状是 {support} 和 {queries}。",
    ),
    "error.scores_not_finite": (
        "Scores of {learner} are not numbers (it diverged); fewer steps or a lower learning rate usually help.",
        "{learner} 的得分出现了非数值（已经发散）；减少步数或调低学习率通常即可解决。",
    ),
}
