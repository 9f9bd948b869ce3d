"""The page of comparisons: the section on transfer."""

WORDS: dict[str, tuple[str, str]] = {
    "transfer.left_out": (
        "Nothing that was trained on {pools} comes with the program for {learner}, so that row is missing; the column is there all the same.",
        "程序没有附带 {learner} 在“{pools}”上训练的结果，所以少了这一行；列照样有。",
    ),
    "transfer.lead": (
        "A learner that practised on one kind of picture has learned something about handwriting, or only about those pictures? **Rows** say where it was trained, without labels; **columns** where it was tested, on pictures that none of them had seen. Framed: at home, trained and tested on the same kind. K-Means was trained nowhere. Read down a column: which stranger beats K-Means, and how close does it come to home?",
        "在一种图片上练习过的学习器，学到的是关于书写的东西，还是只认得那些图片？**行**是它在哪里训练（不用标签），**列**是在哪里测试，测试的图片谁都没见过。带框的是“主场”：在同一种图片上训练和测试。K-Means 没有在任何地方训练过。从上到下读一列：哪个“客场选手”胜过 K-Means？离主场还差多少？",
    ),
    "transfer.learner": ("Learner", "学习器"),
    "transfer.none_stored": (
        "No finished matrix of {learner} comes with the program; make a small one below.",
        "程序没有附带 {learner} 的现成矩阵，可以在下面现场做一个小的。",
    ),
    "transfer.row.kmeans": ("nowhere<br>(K-Means)", "没有训练<br>（K-Means）"),
    "transfer.pool.digits": ("small<br>digits", "小幅<br>数字"),
    "transfer.pool.glyphs": ("invented<br>characters", "虚构<br>字符"),
    "transfer.pool.omniglot-minimal": ("Omniglot,<br>small", "Omniglot<br>精简版"),
    "transfer.pool.mnist": ("MNIST", "MNIST"),
    "transfer.figure.trained": ("Trained on", "在哪里训练"),
    "transfer.figure.tested": ("Tested on", "在哪里测试"),
    "transfer.measured": (
        "{learner}: accuracy in %, mean ± half of a 95 % interval (Student’s t) over {tasks} {tasks:test task|test tasks} of {ways} groups × {shots} pictures for each column, the same for every row; up to {adapt_steps} {adapt_steps:step|steps}. It speaks of further tasks, not of training again: each row is one training.",
        "{learner}：准确率（%），平均值 ± 95% 区间的半宽（学生 t 区间）；每一列有 {tasks} 个测试任务，每个 {ways} 组 × {shots} 张，各行做的是同一批，最多 {adapt_steps} 步。它说的是换一批任务会怎样，而不是重新训练会怎样：每一行只训练过一次。",
    ),
    "transfer.away": ("What being away from home costs", "离开主场要付多少代价"),
    "transfer.away.about": (
        "Accuracy minus that of the one trained at home, on the same tasks, in percentage points ± half of a 95 % interval. **Bold**: the interval leaves out 0. Pictures that nothing was trained on are not in the table.",
        "准确率减去主场训练者的准确率，同一批任务，单位是百分点，± 是 95% 区间的半宽。**粗体**：区间不含 0。没有主场训练者的图片不在表里。",
    ),
    "transfer.note": ("{pool}: {note}", "{pool}：{note}"),
    "transfer.home": ("home", "主场"),
    "transfer.live": ("Test it yourself, on fewer tasks", "自己测一测，任务少一些"),
    "transfer.missing": (
        "Not on this computer yet, so left out here: {pools}. The page Tasks says how to get them.",
        "这台电脑上还没有 {pools}，所以这里不用它们；“任务”页说明怎样下载。",
    ),
    "transfer.tasks": ("Tasks for each column", "每列的任务数"),
    "transfer.too_long": (
        "That would take about {time}, and this page allows {most}: choose fewer tasks, or run this yourself:",
        "这大约需要 {time}，而这个页面最多允许 {most}：请减少任务，或者自己运行：",
    ),
    "transfer.run": ("Test now", "现在测试"),
}
