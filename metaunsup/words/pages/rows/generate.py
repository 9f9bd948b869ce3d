"""The page Generate, where rows are shown."""

WORDS: dict[str, tuple[str, str]] = {
    "rows.generate.items": ("Rows shown", "先看几行"),
    "rows.generate.unsorted": (
        "The table tells of no kinds: all its rows were taken for one kind. To have kinds apart, name the column that tells them when you hand the table over.",
        "这个表格没有说明类别，这里把所有行当作同一类。想分开各类，请在交出表格时写明哪一列是类别。",
    ),
    "rows.generate.steps.title": (
        "Do new rows of the kind become likelier with every step?",
        "每走一步，同类的新行是否变得更有可能？",
    ),
    "rows.generate.steps.caption": (
        "The bound says how likely {count} new rows of the kind are at least, by each network that has a likelihood (VAEs; GANs have none): the logarithm of a density, in nats a row, so that it may be above 0. Higher is better. A curve that turns down has begun to learn the shown rows by heart.",
        "下界表示：按照每个有似然的网络（VAE；GAN 没有），同类的 {count} 个新行至少有多大可能，取概率密度的对数，单位是每行多少奈特，因此可能大于 0。越高越好。曲线开始下降，说明它开始死记看过的行了。",
    ),
    "rows.generate.axis.items": ("Rows shown", "先看的行数"),
    "rows.generate.axis.bound": ("Bound (nats a row)", "下界（奈特/行）"),
    "rows.generate.measured.lead": (
        "{tasks} tasks of {pool}, {steps} steps each; bars are 95 % intervals over tasks and kinds. The kind of each task was held out of all practice. With two or three kinds in all the bars over kinds say little: read them as what happened here, not as a law.",
        "{pool}上的 {tasks} 个任务，每个走 {steps} 步；竖线是对任务和类别的 95% 置信区间。每个任务的类别都没有参加过练习。总共只有两三个类别的表格，这样的区间说明不了多少：请把它看作这里发生的事，而不是规律。",
    ),
    "rows.generate.measured.bound": ("Bound on new rows: higher is better", "对新行的下界：越高越好"),
    "rows.generate.measured.caption": (
        "Read the right figure with care: copies of the rows shown come near to new ones although they draw nothing, so a generator has to be read beside its novelty (in the table). What practised against the same from scratch is the comparison that says what practice on other kinds is worth.",
        "右图要小心看：直接照抄看过的行，离新行很近，却什么也没有生成，所以要和表中的新颖度一起看。练习过的与从零开始的之差，才说明在别的类别上练习有多大作用。",
    ),
    "rows.generate.measured.table.about": (
        "Taken for the kind is left out: a kind held out of practice is one that no classifier learned here either. Novelty: distance to the nearest row shown, over that of new rows; 0 is copying, 1 as new as a new row. Measured by `python -m benchmarks.generation_rows`.",
        "这里不说“认作此类”：没有参加练习的类别，也没有分类器学过。新颖度：与最近的已看行的距离除以新行的这一距离；0 是照抄，1 表示和新行一样新。由 `python -m benchmarks.generation_rows` 测得。",
    ),
    "rows.generate.fid.why": (
        "FID needs features of a network that has learned from millions of examples, and for rows of a table there is none; and with 20 rows a covariance cannot be estimated. The squared kernel distance (MMD²) is taken in the table's own columns, each measured in its standard deviations; its estimate is right on average for any number of rows: 0 on average where drawn and new rows are alike, and so sometimes a little below 0.",
        "FID 需要一个用上百万个例子训练过的网络给出的特征，表格的行没有这样的网络；而且只有 20 行时协方差根本估计不出来。核距离的平方（MMD²）直接在表格的各列上计算，每列以自己的标准差为单位；它的估计无论多少行平均都是对的：生成的行与新行同分布时平均为 0，因此有时会略低于 0。",
    ),
    "rows.generate.about.reptile-vae": (
        "a network that turns a row into a few numbers and these back into a row. In practice it was tuned to one kind after the other for a few steps, and each time moved a little towards where they led (Reptile, Nichol et al. 2018).",
        "把一行变成几个数、再变回一行的网络。练习时它针对一类又一类走几步，每次都朝走到的地方移动一点（Reptile，Nichol 等 2018）。",
    ),
    "rows.generate.about.augmented": (
        "takes a row shown and alters it a little, as practice does. It knows nothing of the kind; whoever is no better than this has learned to alter, not to draw.",
        "取一个看过的行，像练习时那样略微变动。它对这一类一无所知；谁不比它强，谁学会的就只是变动，而不是生成。",
    ),
}
