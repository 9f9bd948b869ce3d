"""The page Applications: a reader's own files."""

WORDS: dict[str, tuple[str, str]] = {
    "applications.own.go": ("Measure on these files", "用这些文件测一测"),
    "applications.own.reading": (
        "Reading, then practising: {steps} {steps:step|steps} so far …",
        "先读取，再练习：已完成 {steps} 步……",
    ),
    "applications.own.tasks": ("{done} {done:task|tasks} done", "已完成 {done} 个任务"),
    "applications.own.told": (
        "Means of {tasks} {tasks:task|tasks} made of your file, with their 95 % intervals.",
        "用你的文件组成的 {tasks} 个任务的平均值及其 95% 区间。",
    ),
    "applications.own.method": ("Method", "方法"),
    "applications.own.cancel": ("Stop", "停止"),
    "applications.own.cancelled": (
        "Stopped. What was finished by then is shown; press the button to begin anew.",
        "已停止。下面是停止前完成的部分；按按钮可以重新开始。",
    ),
    "applications.own.waiting": ("{ahead} before you …", "前面还有 {ahead} 个……"),
}
