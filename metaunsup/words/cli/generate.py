"""The command ``generate``."""

WORDS: dict[str, tuple[str, str]] = {
    "cli.generate.about": (
        "Show generators a few unlabelled pictures, or rows of a table, of one class and let them draw more.",
        "给生成器看某一类的几张无标签图片（或表格的几行），让它们再画出更多。",
    ),
    "cli.generate.shots": (
        "how many pictures, or rows, are shown, 1 to 200 (default: {default})",
        "先看几张图片（或几行），1 到 200（默认 {default}）",
    ),
    "cli.generate.generators": (
        "who draws, separated by commas: reptile-vae, plain-vae, scratch-vae, statistician, figr, plain-gan, scratch-gan, augmented, copies (default: {default}; of a table those whose checkpoint is given, and scratch-vae,scratch-gan,augmented,copies)",
        "由谁来画，用逗号隔开：reptile-vae、plain-vae、scratch-vae、statistician、figr、plain-gan、scratch-gan、augmented、copies（默认 {default}；对于表格，默认是给了检查点的，加上 scratch-vae,scratch-gan,augmented,copies）",
    ),
    "cli.generate.trained-on": (
        "use the shipped checkpoints that were trained on this pool (default: {default})",
        "使用在这个图片池上训练好的自带检查点（默认 {default}）",
    ),
    "cli.generate.adapt-steps": (
        "how many steps of adapting at most, 0 to 100 (default: {default})",
        "最多调整几步，0 到 100（默认 {default}）",
    ),
    "cli.generate.drawings": (
        "how many pictures, or rows, each of them draws, 1 to 100 (default: {default})",
        "每个生成器画几张图片（或几行），1 到 100（默认 {default}）",
    ),
    "cli.generate.checkpoint": (
        "a checkpoint of your own for a generator (may be given several times)",
        "为某个生成器指定自己的检查点（可多次使用）",
    ),
    "cli.generate.out": (
        "write a picture (.png): what was shown in the first row, then a row of drawings for each generator; of a table a .csv with the rows shown and drawn, the row shown nearest to each, and how far it is",
        "写一张图片（.png）：第一行是看过的图片，之后每个生成器一行画；对于表格则写 .csv：看过的行、生成的行，以及每行最接近的已看行和距离",
    ),
    "cli.generate.bar": ("steps", "步"),
    "cli.generate.shown": (
        "{pool}: {shots} unlabelled {shots:item was|items were} shown, all of the class {name}, which nobody was told.",
        "{pool}：给出了 {shots} 个无标签样本，它们都属于类别 {name}，但没有告诉任何生成器。",
    ),
    "cli.generate.unsorted": (
        "{pool}: {shots} {shots:item was|items were} shown. Nobody has sorted this pool, so all of it was taken for one class.",
        "{pool}：给出了 {shots} 个样本。这个样本池没有分类，因此全部当作同一类。",
    ),
    "cli.generate.column.generator": ("generator", "生成器"),
    "cli.generate.column.step": ("step", "步"),
    "cli.generate.column.bound": ("bound (nats)", "下界（奈特）"),
    "cli.generate.column.mmd": ("MMD²", "MMD²（核距离）"),
    "cli.generate.column.distance": ("distance", "距离"),
    "cli.generate.column.seconds": ("seconds", "秒"),
    "cli.generate.legend": (
        "After the last step. Bound: on new items of the class, higher is better; only VAEs have one. MMD²: kernel distance of the drawings to new items, lower is better. Distance: to the nearest item shown, over that of new items; 0 is copying. One class says little: evaluate --task generation takes many.",
        "均为最后一步之后的结果。下界：对同类的新样本，越高越好，只有 VAE 才有。MMD²：生成的样本与新样本的核距离，越低越好。距离：与最近的已看样本的距离除以新样本的这一距离，0 表示照抄。只看一个类别说明不了多少，evaluate --task generation 会看很多个。",
    ),
}
