"""The page Applications: a reader's own file."""

WORDS: dict[str, tuple[str, str]] = {
    "applications.own.go": ("Measure on this file", "在这个文件上测一测"),
    "applications.own.reading": ("Reading, fitting and practising …", "正在读取、拟合并练习……"),
    "applications.own.tasks": ("{done} {done:task|tasks} done", "已完成 {done} 个任务"),
    "applications.own.method": ("Method", "方法"),
}
