"""Refusals: drawings that cannot be read, grouped or told apart."""

WORDS: dict[str, tuple[str, str]] = {
    "error.drawings_unreadable": (
        "{path} holds no drawings that can be read; it must be a JSON file such as the page Draw saves.",
        "{path} 中没有可以读取的图画；它应当是“画一画”页面保存的那种 JSON 文件。",
    ),
    "error.drawings_malformed": (
        'Drawing {where} of the file is not as it must be: {{"name": "A", "strokes": [[[0.1, 0.2], [0.3, 0.4]]]}}, points from 0 to 1, a name of at most 12 letters or none.',
        '文件中的第 {where} 幅图画格式不对，应当是 {{"name": "A", "strokes": [[[0.1, 0.2], [0.3, 0.4]]]}}：坐标在 0 到 1 之间，名字最多 12 个字符，也可以不写。',
    ),
    "error.drawings_empty": (
        "Nothing has been drawn yet; draw at least one stroke.",
        "还没有画任何东西，请至少画一笔。",
    ),
    "error.drawings_rows": (
        "{pool} holds rows of numbers, and a drawing is a picture: they cannot be put into one task. Mix the drawings with pictures, or with nothing.",
        "{pool} 里是一行行的数值，而图画是图片，放不进同一个任务。请把图画和图片混在一起，或者不混合。",
    ),
    "error.drawings_too_many": (
        "{count} drawings are more than {most}, the most that can be taken; leave some out.",
        "图画有 {count} 幅，最多只能有 {most} 幅；请去掉一些。",
    ),
    "error.drawing_too_long": (
        "Drawing {where} has more than {most:,} points; draw it with fewer.",
        "第 {where} 幅图画的点数超过 {most:,}，请画得简单一些。",
    ),
    "error.unknown_drawings": (
        "There is no file and no ready-made set of drawings called “{name}”; the sets are {known}.",
        "没有名为“{name}”的文件，也没有这样一套现成的图画；现成的有：{known}。",
    ),
    "error.one_shot_learner": (
        "{learner} has no encoder that has practised, so one example teaches it nothing; choose protonet, maml or reptile.",
        "{learner} 没有练习过的编码器，一个例子教不会它；请改用 protonet、maml 或 reptile。",
    ),
    "error.one_shot_examples": (
        "There must be an example each of at least two classes, and there is {count}; name two drawings differently.",
        "至少要有两类，每类各一个例子，现在有 {count} 个；请给两幅图画起不同的名字。",
    ),
}
