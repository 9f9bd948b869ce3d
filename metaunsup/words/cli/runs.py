"""The command runs."""

WORDS: dict[str, tuple[str, str]] = {
    "cli.runs.about": (
        "Every training on record: list, show, pause, resume, cancel, rename, note, star, delete, export.\nACTION is list (if left out), show ID, pause ID, resume ID, cancel ID, rename ID NAME, note ID TEXT, star ID, unstar ID, delete ID, export [ID], or rescan (make the list anew from the folders).",
        "所有训练记录：列出、查看、暂停、继续、取消、改名、备注、加星标、删除、导出。\nACTION 可以是 list（省略时即为此项）、show ID、pause ID、resume ID、cancel ID、rename ID NAME、note ID TEXT、star ID、unstar ID、delete ID、export [ID]，或 rescan（根据文件夹重建列表）。",
    ),
    "cli.runs.words": ("what to do, with which run (see above)", "要做什么、对哪一次运行（见上）"),
    "cli.runs.status": (
        "only runs with this status: queued, running, paused, interrupted, cancelled, done, failed",
        "只列出处于这个状态的运行：queued、running、paused、interrupted、cancelled、done、failed",
    ),
    "cli.runs.learner": ("only runs of this learner", "只列出这个学习器的运行"),
    "cli.runs.pool": ("only runs on this pool", "只列出在这个图片池上的运行"),
    "cli.runs.starred": ("only runs with a star", "只列出加了星标的运行"),
    "cli.runs.text": ("only runs with this in their name or note", "只列出名称或备注中含有这段文字的运行"),
    "cli.runs.sort": (
        "sort by a column: created, name, status, step, accuracy, loss, seconds, ... (default: created)",
        "按某一列排序：created、name、status、step、accuracy、loss、seconds 等（默认 created）",
    ),
    "cli.runs.ascending": ("smallest or oldest first", "从小到大（从旧到新）排列"),
    "cli.runs.limit": ("list at most so many (default: 50)", "最多列出多少个（默认 50）"),
    "cli.runs.csv": ("write the list to this CSV file", "把列表写入这个 CSV 文件"),
    "cli.runs.json": (
        "write the list, or with an ID that run with its metrics, to this JSON file",
        "把列表写入这个 JSON 文件；给出 ID 时写入那次运行及其训练曲线",
    ),
    "cli.runs.checkpoint": ("write the run’s checkpoint to this ZIP file", "把这次运行的检查点写入这个 ZIP 文件"),
    "cli.runs.map": (
        "write where the run’s held-out pictures lie at each point to this CSV file",
        "把这次运行中留出图片在每个点的位置写入这个 CSV 文件",
    ),
    "cli.runs.yes": ("delete without being asked again", "直接删除，不再询问"),
    "cli.runs.none": (
        "There are no such runs. Start one with: {program} train --learner protonet",
        "没有这样的运行。可以这样启动一个：{program} train --learner protonet",
    ),
    "cli.runs.more": (
        "{shown:,} of {total:,} {total:run|runs}; --limit shows more.",
        "共 {total:,} 次运行，列出 {shown:,} 次；用 --limit 可以多列一些。",
    ),
    "cli.runs.paused": (
        "Run {id} is asked to pause; it stops after its step.",
        "已请求暂停运行 {id}，它会在当前这一步之后停下。",
    ),
    "cli.runs.cancelled": (
        "Run {id} is asked to stop for good; its checkpoint stays.",
        "已请求取消运行 {id}，它的检查点会保留。",
    ),
    "cli.runs.resumed": ("Run {id} goes on ({status}).", "运行 {id} 将继续（{status}）。"),
    "cli.runs.changed": ("Run {id}: {name}", "运行 {id}：{name}"),
    "cli.runs.deleted": (
        "Run {id} is deleted, with what it wrote in {folder}.",
        "运行 {id} 已删除，它写在 {folder} 中的文件也已删除。",
    ),
    "cli.runs.deleted_gone": (
        "Run {id} is off the list; no file was deleted.",
        "运行 {id} 已从列表中去掉，没有删除任何文件。",
    ),
    "cli.runs.written": ("Written: {path}", "已写入：{path}"),
    "cli.runs.rescanned": ("The list is made anew: {count:,} {count:run|runs}.", "列表已重建：共 {count:,} 次运行。"),
}
