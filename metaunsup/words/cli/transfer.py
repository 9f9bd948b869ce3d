"""The command transfer."""

WORDS: dict[str, tuple[str, str]] = {
    "cli.transfer.about": (
        "Test one learner, as trained on each of several pools, on tasks of all of them: a matrix.",
        "把一个学习器在几个图片池上分别训练的结果，放到所有这些图片池的任务上测试，得到一个矩阵。",
    ),
    "cli.transfer.learner": (
        "which learner, of those that practise (default: protonet)",
        "哪个学习器，须是要练习的学习器（默认 protonet）",
    ),
    "cli.transfer.pools": (
        "pools to train on and to test on, separated by commas, a path with a comma in a --pools of its own (default: digits,glyphs,omniglot-minimal,mnist); a pool without a checkpoint is only tested on",
        "训练和测试用的图片池，用逗号隔开，路径里有逗号的请单独用一个 --pools（默认 digits,glyphs,omniglot-minimal,mnist）；没有检查点的图片池只用来测试",
    ),
    "cli.transfer.tasks": ("how many tasks of each pool (default: 50)", "每个图片池抽多少个任务（默认 50）"),
    "cli.transfer.checkpoint": (
        "a checkpoint of your own for a pool, such as mnist=FILE.safetensors or mnist=run:ID; may be given several times",
        "某个图片池改用你自己的检查点，例如 mnist=FILE.safetensors 或 mnist=run:编号；可以写多次",
    ),
    "cli.transfer.lines": (
        "write each task to standard output as a line of JSON, and no table",
        "每完成一个任务就在标准输出写一行 JSON，不打印表格",
    ),
    "cli.transfer.head": (
        "{learner}, trained here (rows), tested there (columns): accuracy on {tasks} {tasks:test task|test tasks} of {ways} clusters x {shots} {shots:picture|pictures}, up to {adapt_steps} {adapt_steps:step|steps} of adapting, seed {seed}",
        "{learner}：在这里训练（行），到那里测试（列）。{tasks} 个测试任务上的准确率，每个任务 {ways} 个簇 × {shots} 张图片，最多调整 {adapt_steps} 步，种子 {seed}",
    ),
    "cli.transfer.given": (
        "Row {row} has the parameters given with --checkpoint: {file}.",
        "“{row}”一行用的是 --checkpoint 给出的参数：{file}。",
    ),
    "cli.transfer.row": ("trained on", "在哪里训练"),
    "cli.transfer.legend": (
        "± is half of a 95 % interval (Student's t over tasks); it speaks of further tasks, not of training again. *: at home, trained and tested on different pictures of the same pool. kmeans was trained nowhere.",
        "± 表示 95% 置信区间的半宽（对各任务作学生 t 区间），说的是换一批任务会怎样，而不是重新训练会怎样。* 表示在“主场”：训练和测试用的是同一图片池的不同图片。kmeans 没有在任何地方训练过。",
    ),
    "cli.transfer.against_home": (
        "Difference to the one trained at home, on the same tasks (paired):",
        "与主场训练者之差，同一批任务，逐个相减：",
    ),
    "cli.transfer.practice": ("Meta-training before, without labels:", "事先的元训练（不用标签）："),
}
