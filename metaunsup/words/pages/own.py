"""A training of one's own beside the others in a race or a comparison."""

WORDS: dict[str, tuple[str, str]] = {
    "own.title": ("A training from here", "这里的训练成果"),
    "own.help": (
        "A training that took place here and is over or paused: what it learned takes part beside the learners picked, and beside what comes with the program.",
        "在这里完成（或暂停）的一次训练：它学到的参数会作为单独的一方参加，与所选的学习器、与程序自带的参数同场比较。",
    ),
    "own.none": ("none: only what comes with the program", "不用：只用程序自带的"),
    "own.run": ("{name} ({learner}, {steps} {steps:step|steps})", "{name}（{learner}，{steps} 步）"),
    "own.gone": (
        "There is no finished or paused training {id} here; only what comes with the program takes part.",
        "这里没有已完成或已暂停的训练 {id}；只有程序自带的参数参加。",
    ),
    "own.as": ("It takes part as", "以哪个学习器参加"),
    "own.full": (
        "At most {most} take part: take a learner out, and there is room for {learner}.",
        "最多 {most} 个参加：请先去掉一个学习器，{learner} 才能加入。",
    ),
    "own.race": ("Race it against the shipped one", "与程序自带的比一场"),
    "own.anomalies": ("Let it look for what does not belong", "让它找找哪些不属于这一类"),
    "own.generate": ("Let it draw more of a few", "看过几个，让它再画几个"),
    "own.here": ("{learner} · {steps} {steps:step|steps} here", "{learner} · 在这里练了 {steps} 步"),
    "own.shipped": ("{learner} · shipped, {steps} {steps:step|steps}", "{learner} · 自带，{steps} 步"),
    "own.shipped_on": (
        "{learner} · shipped, {steps} {steps:step|steps} on {pool}",
        "{learner} · 自带，用“{pool}”练了 {steps} 步",
    ),
    "own.practised": ("{practice}, training {id}", "{practice}，训练编号 {id}"),
    "own.unknown": ("no longer known: its files are gone or were edited", "已不可知：文件已删除或被改动"),
    "own.shown": ("; {learner}: training {id}", "；{learner}：训练编号 {id}"),
}
