"""Sentences of the list of runs: the page and the command."""

WORDS: dict[str, tuple[str, str]] = {
    # -- what becomes of a run --
    "runs.status.queued": ("waiting", "排队中"),
    "runs.status.running": ("running", "进行中"),
    "runs.status.paused": ("paused", "已暂停"),
    "runs.status.interrupted": ("interrupted", "被中断"),
    "runs.status.cancelled": ("cancelled", "已取消"),
    "runs.status.done": ("done", "已完成"),
    "runs.status.failed": ("failed", "失败"),
    "runs.request.pause": ("pausing", "正在暂停"),
    "runs.request.cancel": ("cancelling", "正在取消"),
    "runs.silent": (
        "Its process has not been heard of for {seconds:,.0f} s.",
        "它的进程已经 {seconds:,.0f} 秒没有响应。",
    ),
    # -- what a worker does before it takes steps --
    "runs.stage.starting": ("starting the process", "正在启动进程"),
    "runs.stage.pool": ("reading the pictures", "正在读取图片"),
    "runs.stage.baseline": ("measuring K-Means on the validation tasks", "正在验证任务上测量 K-Means"),
    "runs.stage.partitions": ("grouping the pool’s pictures for new tasks", "正在对图片池聚类以构造新任务"),
    "runs.stage.first-step": ("taking the first step", "正在进行第一步"),
    # -- columns and facts --
    "runs.column.id": ("id", "编号"),
    "runs.column.name": ("name", "名称"),
    "runs.column.status": ("status", "状态"),
    "runs.column.step": ("steps", "步数"),
    "runs.column.accuracy": ("accuracy", "准确率"),
    "runs.column.kmeans": ("K-Means", "K-Means"),
    "runs.column.loss": ("loss", "损失"),
    "runs.column.learner": ("learner", "学习器"),
    "runs.column.pool": ("pool", "图片池"),
    "runs.column.seed": ("seed", "种子"),
    "runs.column.created": ("made", "创建时间"),
    "runs.column.seconds": ("seconds", "秒数"),
    "runs.column.items_seen": ("pictures", "图片数"),
    "runs.column.note": ("note", "备注"),
    "runs.column.folder": ("folder", "文件夹"),
    "runs.column.command": ("command", "命令"),
    "runs.column.branch_of": ("branch of", "分支自"),
    "runs.column.settings": ("settings", "设置"),
    "runs.column.error": ("problem", "问题"),
    # -- the page --
    "runs.title": ("Runs: every training on record", "运行：所有训练记录"),
    "runs.lead": (
        (
            "Each training is kept here with its settings, its curve and what it learned. Tick up to six to lay their "
            "curves over each other and see only what was set differently."
        ),
        "每次训练的设置、曲线和学到的参数都保存在这里。最多勾选六次运行，就能把曲线叠在一起，只看设置不同的地方。",
    ),
    "runs.count": ("**{total} runs**", "**共 {total} 次运行**"),
    "runs.count.some": ("**{count} of {total} runs**", "**共 {total} 次运行，符合条件的 {count} 次**"),
    "runs.watching": (
        "Something is running or waiting: this page refreshes itself when that changes.",
        "有运行正在进行或排队：状态变化时，本页会自动刷新。",
    ),
    "runs.empty": (
        "Nothing has been trained here yet. Each training that is started appears on this page by itself.",
        "这里还没有训练过。每次训练一开始，就会自动出现在这一页。",
    ),
    "runs.empty.command": (
        "On a command line the first run, of a minute or so, is made by:",
        "也可以在命令行里开始第一次运行（大约一分钟）：",
    ),
    "runs.to_train": ("Train one in the browser", "在浏览器里训练一个"),
    "runs.text": ("Search", "搜索"),
    "runs.text.empty": ("in names and notes", "在名称和备注中查找"),
    "runs.status": ("Status", "状态"),
    "runs.learner": ("Learner", "学习器"),
    "runs.pool": ("Pictures", "图片来源"),
    "runs.any": ("any", "不限"),
    "runs.starred": ("With a star", "有星标"),
    "runs.mine": ("Mine", "我的"),
    "runs.mine.help": (
        "Only runs that were started in this browser.",
        "只看在这个浏览器里启动的运行。",
    ),
    "runs.sort": ("Sort by", "排序"),
    "runs.sort.newest": ("newest first", "最新的在前"),
    "runs.sort.oldest": ("oldest first", "最早的在前"),
    "runs.sort.best": ("highest accuracy first", "准确率最高的在前"),
    "runs.sort.loss": ("lowest loss first", "损失最低的在前"),
    "runs.sort.longest": ("longest practice first", "练习时间最长的在前"),
    "runs.sort.name": ("name", "名称"),
    "runs.sort.status": ("status", "状态"),
    "runs.page": ("Page (of {last})", "第几页（共 {last} 页）"),
    "runs.table": ("Table of {count} runs; tick lines to compare them", "{count} 次运行的表格；勾选若干行即可比较"),
    "runs.none_fit": (
        "No run fits these filters. Take one away to see more.",
        "没有符合这些条件的运行，去掉一个条件再看看。",
    ),
    "runs.chosen": ("Chosen runs (up to {most})", "选中的运行（最多 {most} 次）"),
    "runs.chosen.empty": ("tick lines above, or choose here", "在上表中勾选，或在这里选"),
    "runs.choose": ("Tick a line of the table to see its curve.", "在表格中勾选一行，就能看到它的曲线。"),
    "runs.gone": (
        "These runs are not here any more, or never were: {ids}.",
        "这些运行已经不在了，或从未存在：{ids}。",
    ),
    "runs.too_many": (
        "At most {most} runs fit in one picture; the first {most} are kept.",
        "一张图里最多放 {most} 次运行，保留了最先选的 {most} 次。",
    ),
    "runs.csv": ("Download the list (CSV)", "下载列表（CSV）"),
    "runs.compare": ("Side by side", "放在一起比较"),
    "runs.curves": ("Its curve", "它的曲线"),
    "runs.curves.about": (
        (
            "Above: how well groups are found on tasks held out from practice, with 95 % intervals; dashed, K-Means on "
            "the same pictures; dotted, K-Means on what the network makes of them. Below: what practice makes small. "
            "Click a name to hide its lines."
        ),
        (
            "上图：在练习没用过的任务上分组的准确率及 95 % 区间；虚线是 K-Means 直接用同样图片的结果，点线是 K-Means 用网"
            "络嵌入的结果。下图：练习要减小的损失。点击名称可以隐藏对应的线。"
        ),
    ),
    "runs.line.kmeans": ("K-Means", "K-Means"),
    "runs.line.encoder_kmeans": ("K-Means on its embedding", "K-Means（用它的嵌入）"),
    "runs.no_curve": ("No step has been taken yet, so there is no curve.", "还没有走完一步，所以没有曲线。"),
    "runs.against": ("Against", "横轴"),
    "runs.axis.steps": ("steps", "步数"),
    "runs.axis.seconds": ("seconds of practice", "练习秒数"),
    "runs.axis.accuracy": ("accuracy", "准确率"),
    "runs.axis.loss": ("loss", "损失"),
    "runs.differences": ("Only what was set differently", "只列出设置不同的地方"),
    "runs.same_settings": ("All settings are the same.", "所有设置都相同。"),
    "runs.setting": ("setting", "设置"),
    "runs.value": ("value", "值"),
    "runs.unset": ("–", "–"),
    "runs.one": ("One run", "单次运行"),
    "runs.which": ("Which of the chosen", "看选中的哪一次"),
    "runs.facts": (
        "{learner} on {pool} · step {step} of {steps} · practised {seconds}, {items} pictures · made {created}",
        "{learner}，{pool} · 第 {step} 步，共 {steps} 步 · 练习 {seconds}，看过 {items} 张图片 · 创建于 {created}",
    ),
    "runs.facts.accuracy": (
        " · accuracy **{accuracy}** (K-Means {kmeans})",
        " · 准确率 **{accuracy}**（K-Means {kmeans}）",
    ),
    "runs.duration.seconds": ("{count} s", "{count} 秒"),
    "runs.duration.minutes": ("{count} min", "{count} 分钟"),
    "runs.duration.hours": ("{count} h", "{count} 小时"),
    "runs.interrupted": (
        (
            "Its process ended without a word: the machine was switched off, perhaps, or it was killed. All steps up to "
            "the last one kept are safe, and it can be resumed from there; the result is the same as if it had never "
            "stopped."
        ),
        "它的进程突然没了，也许是关机，也许是被强行结束。到最后一次保存为止的步数都还在，可以从那里继续，结果与从未中断过完全一样。",
    ),
    "runs.other_browser": (
        "This run was started in another browser. You may watch and copy it; only that browser can change it.",
        "这次运行是在另一个浏览器里启动的。你可以观看和下载，但只有那个浏览器能更改它。",
    ),
    "runs.command_line": (
        "This run was started on a command line, so a page can only show it. There it is changed with commands such as:",
        "这次运行是在命令行里启动的，网页只能查看。要更改它，请在命令行里使用这样的命令：",
    ),
    "runs.pause": ("Pause", "暂停"),
    "runs.pause.help": ("Stops after the step under way and keeps everything.", "走完当前这一步就停下，什么都不会丢。"),
    "runs.resume": ("Resume", "继续"),
    "runs.resume.help": ("Goes on from the last step kept, when it is its turn.", "排到后，从最后保存的一步继续。"),
    "runs.cancel": ("Cancel", "取消"),
    "runs.cancel.help": (
        "Gives it up; what it has learned so far stays until it is deleted.",
        "放弃这次运行；已学到的东西会保留，直到删除。",
    ),
    "runs.star": ("Give it a star", "加星标"),
    "runs.unstar": ("Take the star away", "去掉星标"),
    "runs.name": ("Name", "名称"),
    "runs.note": ("Note", "备注"),
    "runs.save": ("Save name and note", "保存名称和备注"),
    "runs.delete": ("Delete …", "删除……"),
    "runs.delete.several": ("Delete these {count} …", "删除这 {count} 次……"),
    "runs.delete.title": ("Delete for good?", "确定要删除吗？"),
    "runs.delete.about": (
        "Its settings, its curve and its checkpoint are deleted with all files. Nobody can bring them back.",
        "设置、曲线和检查点会连同所有文件一起删除，无法恢复。",
    ),
    "runs.delete.yes": ("Delete with its files", "连同文件一起删除"),
    "runs.delete.no": ("Keep it", "保留"),
    "runs.watch": ("Watch it live", "实时观看"),
    "runs.json": ("This run (JSON)", "这次运行（JSON）"),
    "runs.checkpoint": ("Its checkpoint (ZIP)", "它的检查点（ZIP）"),
    "runs.checkpoint.none": ("No checkpoint has been kept yet.", "还没有保存检查点。"),
    "runs.settings": ("All settings, and the command that makes the same run", "全部设置，以及重做同一次运行的命令"),
    "runs.settings.damaged": (
        "Somebody has edited these settings into something that cannot be run.",
        "这些设置被改成了无法运行的内容。",
    ),
    # -- the command --
    "cli.train.run": (
        "As a run of the list: {program} runs show {id}",
        "在运行列表中查看：{program} runs show {id}",
    ),
    "cli.train.stopped_early": (
        "Stopped before the first step was kept; the same command begins again.",
        "在保存第一步之前就停止了；用同一命令可以重新开始。",
    ),
    "cli.runs.about": (
        (
            "Every training on record: list, show, pause, resume, cancel, rename, note, star, delete, export.\n"
            "ACTION is list (if left out), show ID, pause ID, resume ID, cancel ID, rename ID NAME, note ID TEXT, star "
            "ID, unstar ID, delete ID, export [ID], or rescan (make the list anew from the folders)."
        ),
        (
            "所有训练记录：列出、查看、暂停、继续、取消、改名、备注、加星标、删除、导出。\n"
            "ACTION 可以是 list（省略时即为此项）、show ID、pause ID、resume ID、cancel ID、rename ID NAME、note ID TEXT、"
            "star ID、unstar ID、delete ID、export [ID]，或 rescan（根据文件夹重建列表）。"
        ),
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
    "cli.runs.yes": ("delete without being asked again", "直接删除，不再询问"),
    "cli.runs.none": (
        "There are no such runs. Start one with: {program} train --learner protonet",
        "没有这样的运行。可以这样启动一个：{program} train --learner protonet",
    ),
    "cli.runs.more": (
        "{shown:,} of {total:,} runs; --limit shows more.",
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
    "cli.runs.deleted": ("Run {id} and its files are deleted.", "运行 {id} 及其文件已删除。"),
    "cli.runs.written": ("Written: {path}", "已写入：{path}"),
    "cli.runs.rescanned": ("The list is made anew: {count:,} runs.", "列表已重建：共 {count:,} 次运行。"),
}
