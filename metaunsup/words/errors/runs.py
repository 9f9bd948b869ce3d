"""Refusals: the list of runs and the queue."""

WORDS: dict[str, tuple[str, str]] = {
    "error.run_id": (
        "“{run}” is not the id of a run; an id has only small letters, digits and hyphens. The list of runs shows them.",
        "“{run}”不是运行编号；编号只含小写字母、数字和连字符，可在运行列表中查看。",
    ),
    "error.unknown_run": (
        "There is no run “{id}” in the list; the nearest: {nearest}.",
        "列表中没有编号为“{id}”的运行；最接近的是：{nearest}。",
    ),
    "error.run_damaged": (
        "The run’s file {file} is damaged or missing; put it back as it was, or delete the run.",
        "这次运行的文件 {file} 已损坏或缺失；请恢复原来的文件，或者删除这次运行。",
    ),
    "error.run_newer": (
        "This run was written in format {version}, and this version of the program reads up to {known}; update the program.",
        "这次运行的格式是第 {version} 版，本程序最高支持第 {known} 版，请更新程序。",
    ),
    "error.run_folder_gone": (
        "The run’s folder {folder} is gone; put it back, or delete the run from the list.",
        "这次运行的文件夹 {folder} 已经不在；请把它放回原处，或者从列表中删除这次运行。",
    ),
    "error.run_never_started": (
        "The run’s process ended before it could begin; {log} may say why. Resume to try again.",
        "这次运行的进程还没开始就结束了，原因可以查看 {log}；点“继续”可以重试。",
    ),
    "error.upload_outlived": (
        "{reference} has practised on data that somebody uploaded, and is deleted with them; what builds on it must practise on the same data. Choose those data, or build on something else.",
        "{reference} 是在上传的数据上训练的，会随这些数据一起删除；以它为基础的训练只能用同一份数据。请选择那份数据，或换一个基础。",
    ),
    "error.run_in_use": (
        "Another process is working on {folder} right now; wait until it ends, or pause it first.",
        "另一个进程正在使用 {folder}；请等它结束，或者先把它暂停。",
    ),
    "error.run_going": (
        "Run {id} is going already, or waiting for its turn; there is nothing to resume.",
        "运行 {id} 已经在进行或正在排队，不需要继续。",
    ),
    "error.run_done": (
        "Run {id} has done all of its steps; there is nothing left to resume. Start a new run from its checkpoint instead.",
        "运行 {id} 已经完成全部步数，没有可以继续的内容；可以从它的检查点开始一次新的运行。",
    ),
    "error.run_not_going": (
        "Run {id} is neither running nor waiting, so there is nothing to stop.",
        "运行 {id} 既没有在进行，也没有在排队，不需要停止。",
    ),
    "error.run_delete_running": (
        "Run {id} is running; pause or cancel it before deleting it.",
        "运行 {id} 正在进行；请先暂停或取消，再删除。",
    ),
    "error.run_nothing_kept": (
        "Run {id} has not kept a checkpoint yet; wait for its first validation, or for its end.",
        "运行 {id} 还没有保存检查点；请等到第一次检验或训练结束。",
    ),
    "error.run_no_map": (
        "Run {id} has kept no map: it measures nothing, or practised before maps were kept.",
        "运行 {id} 没有地图：它没有测量准确率，或者训练时还没有地图功能。",
    ),
    "error.not_your_run": (
        "Run {id} was started by somebody else; you can watch it, but only the browser that started it, or a person at the machine’s command line, can change it.",
        "运行 {id} 是别人启动的：你可以观看，但只有启动它的浏览器，或者在这台机器的命令行上，才能更改它。",
    ),
    "error.queue_full": (
        "{waiting} {waiting:training|trainings} {waiting:is|are} waiting already, and the queue takes no more; try again when one has ended, or cancel one of yours.",
        "已经有 {waiting} 次训练在排队，队列已满；请等其中一次结束后再试，或者取消你自己的一次。",
    ),
    "error.queue_share_full": (
        "{waiting} {waiting:training|trainings} of yours {waiting:is|are} waiting already, and everybody may have so many; try again when one has begun, or cancel one.",
        "你已经有 {waiting} 次训练在排队，每个人最多这么多；请等其中一次开始后再试，或者取消一次。",
    ),
    "error.run_not_startable": (
        "The run’s process could not be started ({reason}). Resume to try again, or delete the run.",
        "无法启动这次运行的进程（{reason}）。可以点“继续”重试，或者删除这次运行。",
    ),
    "error.run_name_long": (
        "A name of {length:,} characters is too long; use at most {most}.",
        "名称有 {length:,} 个字符，太长了；最多 {most} 个。",
    ),
    "error.run_note_long": (
        "A note of {length:,} characters is too long; use at most {most}.",
        "备注有 {length:,} 个字符，太长了；最多 {most} 个。",
    ),
    "error.runs_list_busy": (
        "Another process keeps the list of runs {path} to itself right now; try again in a moment, or end that process.",
        "另一个进程正占用运行列表 {path}；请稍后再试，或结束那个进程。",
    ),
    "error.runs_list_unusable": (
        "The list of runs {path} cannot be used ({reason}); check that its folder can be written and has space left.",
        "无法使用运行列表 {path}（{reason}）；请确认所在文件夹可以写入且空间充足。",
    ),
}
