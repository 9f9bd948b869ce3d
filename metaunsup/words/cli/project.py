"""The command project."""

WORDS: dict[str, tuple[str, str]] = {
    "cli.project.about": (
        "Lay the pictures of a task, or of a pool, out on a plane as encoders see them: PCA, t-SNE or UMAP, and what the plane keeps.",
        "把一个任务或图片池的图片按编码器所见铺到平面上（PCA、t-SNE 或 UMAP），并说明平面保留了多少。",
    ),
    "cli.project.items": (
        "so many pictures of the pool's test part, 1 to 5000, and not a task's",
        "改用图片池测试部分的若干张图片（1 到 5000），而不是一个任务的图片",
    ),
    "cli.project.encoders": (
        "one or two of: pixels, random (an untrained network), shipped:POOL/LEARNER, run:ID, a checkpoint file (default: pixels)",
        "一个或两个编码器：pixels（像素）、random（未经训练的网络）、shipped:POOL/LEARNER、run:ID 或检查点文件（默认 pixels）",
    ),
    "cli.project.method": ("pca, tsne or umap (default: umap)", "pca、tsne 或 umap（默认 umap）"),
    "cli.project.near": (
        "perplexity, or number of neighbours, at most a third of the pictures (default: 10; of 600 and more 30 and 15)",
        "困惑度或近邻数，最多为图片数的三分之一（默认 10；600 张及以上时为 30 和 15）",
    ),
    "cli.project.scrub": (
        "one: a single picture of each space; near: several neighbourhoods; steps: all steps of adapting in one projection (default: one)",
        "one：每个空间一张图；near：多种邻域大小；steps：所有调整步放在同一次投影里（默认 one）",
    ),
    "cli.project.colour": (
        "what the drawing is coloured by: truth or group (default: truth)",
        "绘图的颜色：truth（真实类别）或 group（分组）（默认 truth）",
    ),
    "cli.project.csv": ("write every point to this table", "把每个点写入这个 CSV 表格"),
    "cli.project.json": (
        "write positions, measures, groups and neighbours to this JSON file",
        "把坐标、各项数值、分组和近邻写入这个 JSON 文件",
    ),
    "cli.project.svg": ("draw one picture of each space into this SVG file", "把每个空间的一张图画入这个 SVG 文件"),
    "cli.project.png": (
        "draw what the first encoder with a decoder (vae, gmvae, gan) makes of its latents into this PNG file",
        "把第一个带解码器的编码器（vae、gmvae、gan）由潜变量画出的图存入这个 PNG 文件",
    ),
    "cli.project.drawn": (
        "what that is: plane (two dimensions), traverse (one after the other), between (two pictures) or again (default: plane)",
        "画什么：plane（两个维度的网格）、traverse（逐个维度）、between（两张图之间）或 again（重新画出）（默认 plane）",
    ),
    "cli.project.of": (
        "the two pictures it goes out from and to, by their numbers (default: 1,2)",
        "从哪张图出发、到哪张图为止，写图片的编号（默认 1,2）",
    ),
    "cli.project.bar": ("laying out", "正在铺点"),
    "cli.project.head": ("{items:,} pictures of {pool}, seed {seed}.", "{pool} 的 {items:,} 张图片，随机种子 {seed}。"),
    "cli.project.column.encoder": ("encoder", "编码器"),
    "cli.project.column.picture": ("picture", "图"),
    "cli.project.column.step": ("step", "步"),
    "cli.project.column.trust": ("trust", "可信度"),
    "cli.project.column.kept": ("kept", "近邻保留"),
    "cli.project.column.space": ("space", "空间"),
    "cli.project.column.plane": ("plane", "平面"),
    "cli.project.column.accuracy": ("accuracy", "准确率"),
    "cli.project.column.seconds": ("s", "秒"),
    "cli.project.legend": (
        "Trust: trustworthiness; kept: share of the 10 nearest in the picture that are among the 10 nearest in the space; space, plane: silhouette of the true classes in the space and in the picture; accuracy: of the groups found in the space.",
        "可信度：trustworthiness；近邻保留：图上最近的 10 张中在原空间里也属于最近 10 张的比例；空间、平面：真实类别在原空间和图上的轮廓系数；准确率：在空间中找到的分组的准确率。",
    ),
}
