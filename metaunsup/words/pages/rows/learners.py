"""Choosing learners, and what each does, of rows."""

WORDS: dict[str, tuple[str, str]] = {
    "rows.variants.about": (
        "Classical clusterers can work on a map of the rows instead of the bare numbers; networks can group the rows in another way.",
        "经典聚类方法可以不直接用原始数值，而是先把各行降维；网络则可以换一种分组方式。",
    ),
}
