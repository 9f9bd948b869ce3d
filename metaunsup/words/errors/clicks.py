"""Refusals: files of clicks, and of card transactions."""

WORDS: dict[str, tuple[str, str]] = {
    "error.clicks_columns": (
        "Line {line} of {path} (“{text}”) is no rating; each line must hold a person, an item and a rating, as MovieLens’s ratings.csv, u.data and ratings.dat do.",
        "{path} 的第 {line} 行（“{text}”）不是评分；每行要有用户、物品和评分三项，格式同 MovieLens 的 ratings.csv、u.data 或 ratings.dat。",
    ),
    "error.clicks_people": (
        "{path} has {people} {people:person|people} with at least {clicks} ratings of 4 or more, and {wanted} are needed; choose a larger file.",
        "{path} 中至少有 {clicks} 个 4 分及以上评分的用户只有 {people} 人，至少需要 {wanted} 人；请换一个更大的文件。",
    ),
    "error.clicks_known": (
        "Nobody among the people kept for tests in {path} has more than {known} clicks; ask for fewer known clicks.",
        "{path} 中留作测试的用户，没有一人的点击超过 {known} 次；请减少已知的点击数。",
    ),
    "error.clicks_lines": (
        "{path} has more than {most:,} lines, more than are read here; take a part of it.",
        "{path} 超过 {most:,} 行，超出了这里的读取上限；请截取一部分。",
    ),
    "error.clicks_folder": (
        "{path} holds none of the files {files}; name the folder or the file of a MovieLens download.",
        "{path} 里没有这些文件：{files}；请给出 MovieLens 下载内容所在的文件夹或文件。",
    ),
}
