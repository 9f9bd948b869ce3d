"""The command draw."""

WORDS: dict[str, tuple[str, str]] = {
    "cli.draw.about": (
        "Group drawings, strokes in a file or a ready-made set, or tell them by one example of each class.",
        "给图画分组（图画是文件里的笔画，或一套现成的图画），或者每类只看一个例子就来认图画。",
    ),
    "cli.draw.drawings": (
        "a JSON file of strokes, as the page Draw saves it, or a ready-made set: {known}",
        "笔画的 JSON 文件（“画一画”页面保存的那种），或一套现成的图画：{known}",
    ),
    "cli.draw.groups": (
        "how many groups there are (default: as many as the drawings have names, and 2 at least)",
        "一共有几组（默认与图画的名字一样多，至少 2 组）",
    ),
    "cli.draw.learners": (
        "which learners, separated by commas (default: {default})",
        "哪些学习器，用逗号隔开（默认 {default}）",
    ),
    "cli.draw.trained-on": (
        "the pool that they practised on (default: {default})",
        "它们练习时用的图片池（默认 {default}）",
    ),
    "cli.draw.adapt-steps": ("how many steps they may take (default: {default})", "最多走几步（默认 {default}）"),
    "cli.draw.pool": (
        "mix the drawings into a task of this pool; a drawing called like a class belongs to it",
        "把图画混进这个图片池的任务；名字与某一类相同的图画就算那一类",
    ),
    "cli.draw.ways": ("classes of that task (default: 3)", "那个任务有几类（默认 3）"),
    "cli.draw.shots": ("pictures of each (default: 5)", "每类几张（默认 5）"),
    "cli.draw.one-shot": (
        "do not group: the first drawing of each name is the example, and every other is to be told by them",
        "不分组：每个名字的第一幅图画当例子，其余的都要照着例子来认",
    ),
    "cli.draw.out": (
        "also save the task: FILE.npz for NumPy, or FILE.zip of pictures, which --pool reads",
        "同时保存：FILE.npz 是供 NumPy 读取的任务，FILE.zip 是图片，可以交给 --pool",
    ),
    "cli.draw.shown": (
        "{count} {count:picture|pictures}, {groups} {groups:group|groups}; what has a number is a drawing, in the order of the file.",
        "{count} 张图片，{groups} 组；编号是图画在文件中的次序。",
    ),
    "cli.draw.others": ("{count} of the pool", "图片池中的 {count} 张"),
    "cli.draw.learner": ("learner", "学习器"),
    "cli.draw.group": ("group", "组"),
    "cli.draw.members": ("drawings", "图画"),
    "cli.draw.drawing": ("drawing", "图画"),
    "cli.draw.accuracy": (
        "{learner}: {accuracy:.1%} as they are called",
        "{learner}：按图画的名字，准确率 {accuracy:.1%}",
    ),
    "cli.draw.pixels": ("pixels, nearest", "像素最近邻"),
    "cli.draw.told": (
        "Chance that a learner gives each class. The examples’ classes are named by you; what the learners practised on had no labels.",
        "每个学习器认为图画属于各类的概率。例子的类别由你指定；学习器练习时用的图片没有标签。",
    ),
    "cli.draw.no_question": (
        "Every drawing is an example, so there is none to be told; add one, or leave its name out.",
        "所有图画都成了例子，没有要认的图画；请再加一幅，或去掉某一幅的名字。",
    ),
}
