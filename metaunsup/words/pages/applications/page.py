"""The page Applications: what all fields share."""

WORDS: dict[str, tuple[str, str]] = {
    "applications.title": ("Applications: a handful of examples, no labels", "应用：只有少量样本，没有标签"),
    "applications.lead": (
        "Where would anybody need this? Four fields in which a new case comes with a few examples that nobody has labelled. In each: what is asked, what is real and what is simulated, and how far it gets beside what the field uses already.",
        "这些方法在哪里用得上？下面四个领域都会遇到新情况：手头只有几个样本，而且没有人标注过。每个领域都说明：要解决什么问题，哪些数据是真实的、哪些是模拟的，以及效果与该领域的常用方法相比如何。",
    ),
    "applications.field": ("Field", "领域"),
}
