"""Refusals: files of card transactions."""

WORDS: dict[str, tuple[str, str]] = {
    "error.card_columns": (
        "{path} lacks what it needs: {missing}; its first line must name Time, V1 to V28, Amount and Class, as that of the public credit-card set does.",
        "{path} 缺少列：{missing}；第一行要有 Time、V1 到 V28、Amount 和 Class 这些列名，格式同公开的信用卡数据集。",
    ),
    "error.card_numbers": (
        "{path} holds something that is no number ({reason}); every cell of Time, V1 to V28, Amount and Class must be one.",
        "{path} 中有单元格不是数字（{reason}）；Time、V1 到 V28、Amount 和 Class 的每一格都必须是数字。",
    ),
    "error.card_rows": (
        "{path} has {rows:,} transactions, and {least:,} to {most:,} can be worked with; take a larger file, or a part of it.",
        "{path} 有 {rows:,} 笔交易，这里能处理 {least:,} 到 {most:,} 笔；请换更大的文件，或截取一部分。",
    ),
    "error.card_no_fraud": (
        "In the second half of {path}, by time, no transaction has Class 1, so nothing can be measured on it; take a file with frauds in it.",
        "按时间排序后，{path} 的后一半没有 Class 为 1 的交易，无法衡量效果；请换一个含有欺诈交易的文件。",
    ),
}
