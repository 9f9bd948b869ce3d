"""A training of one's own in a race or a comparison."""

WORDS: dict[str, tuple[str, str]] = {
    "own.title": ("A training from here", "这里的训练成果"),
    "own.help": (
        "A training that took place here and is over: its learner takes part with what it learned there, instead of with what comes with the program.",
        "在这里完成的一次训练：它的学习器用那次训练学到的参数参加，而不用程序自带的参数。",
    ),
    "own.none": ("none: what comes with the program", "不用：都用程序自带的"),
    "own.run": ("{name} ({learner}, {steps} steps)", "{name}（{learner}，{steps} 步）"),
    "own.gone": (
        "There is no finished training {id} here; what comes with the program takes its place.",
        "这里没有已完成的训练 {id}；改用程序自带的参数。",
    ),
    "own.absent": (
        "The training is one of {learner}, which does not take part: add it to the learners.",
        "这次训练的学习器是 {learner}，它还没有参加：请把它加入学习器。",
    ),
    "own.race": ("Race with it", "用它参加比赛"),
    "own.practised": ("{practice}, training {id}", "{practice}，训练编号 {id}"),
    "own.unknown": ("no longer known: its files are gone or were edited", "已不可知：文件已删除或被改动"),
    "own.shown": ("; {learner} from training {id}", "；{learner} 用训练 {id} 的成果"),
}
