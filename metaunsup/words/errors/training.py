"""Refusals: training, and going on with it."""

WORDS: dict[str, tuple[str, str]] = {
    "error.not_trainable": (
        "{learner} is not meta-trained itself; the learners that are: {known}.",
        "{learner} 本身不做元训练；可以元训练的学习器有：{known}。",
    ),
    "error.nothing_to_resume": (
        "There is no interrupted training in {out} to resume; leave out --resume to start one.",
        "{out} 中没有可以继续的训练；去掉 --resume 即可重新开始。",
    ),
    "error.resume_settings_differ": (
        "The training in {out} was started with {name} = {before}, and now it is {now}; resume with the same settings, or choose another folder.",
        "{out} 中的训练开始时 {name} = {before}，现在是 {now}；请用相同的设置继续，或换一个文件夹。",
    ),
    "error.out_not_empty": (
        "{out} already holds a training; add --resume to go on with it, or choose another folder.",
        "{out} 中已经有一次训练；加上 --resume 可以继续，或者换一个文件夹。",
    ),
    "error.resume_pool_differs": (
        "The training in {out} practised on other items than {pool} holds now; put the pool back as it was, or start a new training.",
        "{out} 中的训练所用的样本与现在的 {pool} 不同；请恢复原来的数据池，或者重新开始一次训练。",
    ),
    "error.settings_damaged": (
        "The settings of this training are damaged at “{name}”; start a new one.",
        "这次训练的设置在“{name}”处已损坏；请重新开始一次训练。",
    ),
    "error.device_missing": (
        "There is no {device} device here; choose cpu, or auto to take the best there is.",
        "这台机器上没有 {device} 设备；请选择 cpu，或选 auto 自动使用最好的设备。",
    ),
    "error.ranks_against_tasks": (
        "{ranks} processes cannot share {tasks} {tasks:task|tasks} a step; set meta_batch to at least {ranks}.",
        "每步 {tasks} 个任务不够 {ranks} 个进程分担；请把 meta_batch 设为至少 {ranks}。",
    ),
    "error.rank_lost": (
        "Another process of this training ended, so this one ends, too; resume with the same command and --resume.",
        "同一训练的另一个进程已经结束，因此本进程也随之结束；请用相同命令加 --resume 继续。",
    ),
    "error.training_broke": (
        "Training stopped on an error of the program or the machine; the details are in {log}. Resuming goes on from the last state kept.",
        "训练因程序或机器出错而停止，详情见 {log}；选择继续可以从最近保存的状态接着训练。",
    ),
    "error.estimate_queue_full": (
        "{waiting} {waiting:estimate|estimates} {waiting:is|are} waiting on this server already; change a setting in a minute to ask again.",
        "这台服务器上已有 {waiting} 个估算在排队；请过一分钟再改动设置，重新估算。",
    ),
    "error.estimate_share_full": (
        "{waiting} {waiting:estimate|estimates} of yours {waiting:is|are} waiting already; change a setting in a few seconds to ask again.",
        "你已有 {waiting} 个估算在排队；请过几秒再改动设置，重新估算。",
    ),
    "error.estimate_broke": (
        "What this training would take could not be measured ({kind}); try smaller settings, and if it happens again, please report it.",
        "无法测出这次训练需要的时间和内存（{kind}）。请把设置改小一些；如果再次出现，请告诉我们。",
    ),
    "error.memory_short": (
        "This training would need about {need} GB of memory, and this machine has {here} GB; take fewer kinds, altered views or filters.",
        "这次训练大约需要 {need} GB 内存，而这台机器只有 {here} GB；请减少类别数、变形图数或滤波器数。",
    ),
    "error.training_diverged": (
        "Training diverged at step {step}: the loss is no longer a number. Lower outer_lr or inner_lr.",
        "训练在第 {step} 步发散：损失已不再是数值。请调低 outer_lr 或 inner_lr。",
    ),
}
