"""A reader's own data on a page."""

WORDS: dict[str, tuple[str, str]] = {
    "uploads.title": ("Your own data", "使用自己的数据"),
    "uploads.about": (
        "Pictures, or a zip or tar of them (a folder for each class, or none), a table (CSV, Parquet), an array (.npy, .npz) or IDX; up to {megabytes} MB. They are read here and sent nowhere, only this browser sees them, and they go, with all that practised on them, when you delete them or after {days} days without use.",
        "可以是图片、图片压缩包（zip 或 tar；每类一个文件夹，也可以不分）、表格（CSV、Parquet）、数组（.npy、.npz）或 IDX，最大 {megabytes} MB。数据只在这里读取，不会发往别处，只有这个浏览器能看到；你可以随时删除，{days} 天不用也会自动删除；在这些数据上做的训练会一并删除。",
    ),
    "uploads.files": ("Drop files here", "把文件拖到这里"),
    "uploads.label": ("Column of classes", "类别列"),
    "uploads.label.help": (
        "Of a table the column (its name, or its number from 1) that says the class, or of an .npz the array. Leave it empty where there is none; no learner sees it.",
        "表格中表示类别的列（列名或从 1 开始的列号），或 .npz 中的标签数组。没有就留空；学习器看不到它。",
    ),
    "uploads.one": ("**{title}**, {items:,} {items:item|items}", "**{title}**，{items:,} 个样本"),
    "uploads.option": ("Yours: {title}", "我的数据：{title}"),
    "uploads.delete": ("Delete", "删除"),
    "uploads.delete.trainings": (
        "{count} of your trainings practised on **{title}**: {names}. They hold what they learned of these data, so they are deleted with them; one that is still running stops first. Download what you want to keep on the page Runs.",
        "你有 {count} 次训练用了 **{title}**：{names}。它们保存着从这些数据学到的东西，所以会和数据一起删除；仍在运行的会先停下来。想保留的请先在“训练记录”页下载。",
    ),
    "uploads.delete.yes": ("Delete the data and these trainings", "删除数据和这些训练"),
    "uploads.delete.no": ("Keep them", "保留"),
    "uploads.gone": (
        "This browser keeps no such data here: they were deleted, have expired, or are somebody else’s. Choose other pictures, or hand over your own.",
        "这个浏览器在这里没有这份数据：它已被删除、已过期，或属于别人。请另选图片来源，或上传自己的数据。",
    ),
    "uploads.preview": ("The first items of {title}", "{title} 的前几个样本"),
    "uploads.gone.title": ("not here", "不在这里"),
    "uploads.share": (
        "Only this browser can open it, since the data are its own; others would be told that they are not here.",
        "只有这个浏览器能打开这个链接，因为数据是它的；别人打开会看到“不在这里”。",
    ),
    "uploads.waiting": ("Looking for your data.", "正在查找你的数据。"),
    "uploads.left_out": ("Left out: {count:,}", "没有使用：{count:,} 项"),
}
