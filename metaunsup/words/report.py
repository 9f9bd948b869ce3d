"""A person's own data: of what kind they are, and why something in them was left out."""

WORDS: dict[str, tuple[str, str]] = {
    "report.kind.folder": ("a folder of pictures", "图片文件夹"),
    "report.kind.archive": ("an archive of pictures", "图片压缩包"),
    "report.kind.pictures": ("pictures", "图片文件"),
    "report.kind.table": ("a table as text", "文本表格"),
    "report.kind.parquet": ("a Parquet table", "Parquet 表格"),
    "report.kind.npy": ("a NumPy array", "NumPy 数组"),
    "report.kind.npz": ("NumPy arrays", "一组 NumPy 数组"),
    "report.kind.idx": ("an IDX file", "IDX 文件"),
    "report.why.unreadable": (
        "cannot be read: damaged, no picture, too large or too long",
        "无法读取：已损坏、不是图片，或过大、过长",
    ),
    "report.why.unused": ("a link that leads nowhere, or a file that is too large", "链接失效，或文件过大"),
    "report.why.kind": ("of a kind that is not read here; save it as PNG or JPEG", "格式不受支持；请存为 PNG 或 JPEG"),
    "report.why.text": (
        "this column is left out, for it holds text (the first row with it, and what stands there); if these are the classes, name it as the label column",
        "该列含有文字，没有使用（括号内是首次出现的行号和内容）；如果它就是类别，请把它指定为标签列",
    ),
    "report.why.nested": (
        "this column is left out, for each cell holds several values",
        "该列没有使用：一个单元格里有多个值",
    ),
    "report.why.constant": ("this column is left out, for it hardly varies", "该列没有使用：数值几乎不变"),
    "report.why.missing": (
        "this column is left out, for more than half of it is missing",
        "该列没有使用：一半以上缺失",
    ),
    "report.why.ragged": ("this row has more or fewer cells than the first", "该行的单元格数与第一行不同"),
    "report.why.unlabelled": ("this row has no class", "该行没有类别"),
    "report.why.array": ("this array is not used", "该数组没有使用"),
    "report.pictures": (
        "Read as {kind}: {items:,} {items:picture|pictures} of {side} x {side} pixels; {train:,} to practise on, {validation:,} for validation and {test:,} to test with.",
        "按{kind}读取：{items:,} 张 {side}×{side} 像素的图片，其中练习 {train:,} 张，验证 {validation:,} 张，测试 {test:,} 张。",
    ),
    "report.vectors": (
        "Read as {kind}: {items:,} {items:row|rows} of {columns:,} {columns:number|numbers}; {train:,} to practise on, {validation:,} for validation and {test:,} to test with.",
        "按{kind}读取：{items:,} 行，每行 {columns:,} 个数，其中练习 {train:,} 行，验证 {validation:,} 行，测试 {test:,} 行。",
    ),
    "report.classes": (
        "{count:,} {count:class|classes}: {classes}. Only scores read them, no learner does.",
        "共 {count:,} 个类别：{classes}。只有打分时会用到它们，任何学习器都看不到。",
    ),
    "report.no_classes": (
        "No classes are known, so nothing can be scored against them: use these data to practise on, or name the classes (a folder for each, or a label column).",
        "没有类别信息，所以无法对照打分：可以用来练习，也可以给出类别（每类一个文件夹，或指定标签列）。",
    ),
}
