"""The player of a race, of rows: each is drawn as a tile."""

WORDS: dict[str, tuple[str, str]] = {
    "rows.player.hint_map": (
        "Each row is a tile, a small square for every column, the stronger the higher its number. Close together: alike to this learner. Colour, number or corner: its group. Click a tile to find it in every panel.",
        "每行是一张小图，一个小方格是一列，颜色越浓数值越高。挨得近：在这个学习器看来很像。颜色、数字或角标：它分的组。点一张小图，看它在每个学习器那里落在哪里。",
    ),
    "rows.player.hint_piles": (
        "One line a group. Click a tile to find it in every panel.",
        "每一排是一组。点一张小图，看它在每个学习器那里落在哪里。",
    ),
    "rows.player.hint_differ": (
        "The hardest rows first, alike in every panel: so many of the learners group them with other company. Click one to see why.",
        "最难的行排在最前，每个面板里位置相同：左边的数是有几个学习器把它们和别的行分在一起。点一个看原因。",
    ),
    "rows.player.item": ("Row {number} of the task", "任务中的第 {number} 行"),
}
