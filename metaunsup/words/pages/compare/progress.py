"""The page of comparisons: while one is computed."""

WORDS: dict[str, tuple[str, str]] = {
    "compare.waiting": (
        "Others are comparing, too: yours comes after {ahead} more. This page may stay open or be opened again.",
        "还有别人在比较：前面还有 {ahead} 个。这个页面可以一直开着，也可以稍后再打开。",
    ),
    "compare.loading": (
        "Getting the data and the learners ready …",
        "正在准备数据和学习器……",
    ),
    "compare.progress": ("{done} of {total} tasks", "已完成 {done} / {total} 个任务"),
    "compare.progress.left": (
        "{done} of {total} tasks · about {time} left",
        "已完成 {done} / {total} 个任务 · 大约还需 {time}",
    ),
    "compare.finished": ("All {total} tasks are finished.", "{total} 个任务全部完成。"),
    "compare.cancelled": (
        "Stopped: {done} of {total} tasks are finished, and the tables speak of those.",
        "已停止：{total} 个任务完成了 {done} 个，下面的表格只统计这些。",
    ),
    "compare.stopped": (
        "Nobody was watching, so it was stopped after {done} of {total} tasks.",
        "因为没有人在看，完成 {total} 个任务中的 {done} 个之后就停下了。",
    ),
    "compare.failed": ("The comparison could not be finished. {reason}", "比较未能完成。{reason}"),
}
