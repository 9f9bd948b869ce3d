"""Rows of a table where pages otherwise show pictures."""

WORDS: dict[str, tuple[str, str]] = {
    "rows.column": ("Column", "列"),
    "rows.column.number": ("column {number}", "第 {number} 列"),
    "rows.value": ("In the row", "行中的值"),
    "rows.drawn": ("Drawn again", "重新画出的值"),
    "rows.error": ("Squared error", "平方误差"),
    "rows.scale": ("deviations from the mean", "偏离均值几个标准差"),
    "rows.change": ("change in deviations", "变化了几个标准差"),
    "rows.most": (
        "Shown are the {count} of {all:,} columns in which there is most to see.",
        "共 {all:,} 列，这里只显示变化最大的 {count} 列。",
    ),
    "rows.numbers": ("The numbers behind the figure", "图背后的数字"),
}
