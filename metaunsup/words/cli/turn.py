"""The command turn."""

WORDS: dict[str, tuple[str, str]] = {
    "cli.turn.about": (
        "Score what a person sorted by hand, beside learners on the same pictures.",
        "给手工分组打分，并让学习器给同样的图片分组。",
    ),
    "cli.turn.moves": (
        "a JSON file of moves, as the page Your turn saves it",
        "记录每一次移动的 JSON 文件（“轮到你了”页面保存的那种）",
    ),
    "cli.turn.learners": (
        "which learners, separated by commas (default: {default})",
        "哪些学习器，用逗号隔开（默认 {default}）",
    ),
    "cli.turn.trained-on": (
        "the pool that they practised on (default: {default})",
        "它们练习时用的图片池（默认 {default}）",
    ),
    "cli.turn.adapt-steps": ("how many steps they may take (default: {default})", "最多走几步（默认 {default}）"),
    "cli.turn.shown": (
        "{count} {count:picture|pictures}, {groups} {groups:group|groups}; moves made by hand: {moves}. A picture in no group counts as wrong.",
        "{count} 张图片，{groups} 组；手工移动 {moves} 次。不在任何一组的图片按分错计。",
    ),
    "cli.turn.runner": ("runner", "选手"),
    "cli.turn.accuracy": ("accuracy", "准确率"),
    "cli.turn.nmi": ("NMI", "NMI"),
    "cli.turn.ari": ("ARI", "ARI"),
    "cli.turn.seconds": ("seconds", "秒"),
}
