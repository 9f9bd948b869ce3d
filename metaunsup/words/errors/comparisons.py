"""Refusals: scores, races, comparisons, studies and transfer."""

WORDS: dict[str, tuple[str, str]] = {
    "error.assignments_against_truth": (
        "The assignments {assignments} and the true labels {truth} must be two lists of the same length.",
        "聚类结果 {assignments} 与真实标签 {truth} 必须是两个等长的列表。",
    ),
    "error.nothing_to_score": (
        "Every item of this task is an outlier, so there is nothing to score; ask for fewer outliers.",
        "这个任务里全是离群样本，无从评分；请减少离群样本。",
    ),
    "error.no_tasks_to_average": (
        "There is no finished task yet to average over; run at least one.",
        "还没有完成任何任务，无法求平均；请至少运行一个任务。",
    ),
    "error.pairs_of_unequal_length": (
        "Paired results must come from the same tasks, but there are {first} of one and {second} of the other.",
        "配对比较要求两组结果来自同一批任务，现在一组有 {first} 个，另一组有 {second} 个。",
    ),
    "error.no_learners": ("Choose at least one learner to evaluate.", "请至少选择一个要评估的学习器。"),
    "error.compare_values": (
        "A comparison needs at least one value for {name}, and each of them once; given: {values}.",
        "比较时 {name} 至少要有一个取值，且不能重复；现在是：{values}。",
    ),
    "error.compare_too_large": (
        "{cells} combinations of {tasks} tasks are {total:,} tasks and {records:,} steps to be kept; at most {most:,} tasks and {most_records:,} steps are possible, so ask for fewer tasks, combinations, learners or steps.",
        "{cells} 种组合、每种 {tasks} 个任务，共 {total:,} 个任务、{records:,} 步要记录；最多 {most:,} 个任务、{most_records:,} 步，请减少任务、组合、学习器或步数。",
    ),
    "error.compare_same_pool": (
        "Two of the pools are called {name}, so nobody could tell their results apart; rename one, or leave it out.",
        "有两个图片池都叫 {name}，结果会分不清；请改名，或去掉一个。",
    ),
    "error.compare_other_checkpoint": (
        "A worker’s checkpoint of {learner} is not the file that the comparison began with; give every machine the same files, and do not overwrite them meanwhile.",
        "某个工作进程读到的 {learner} 检查点与比较开始时的不同；请让每台机器用相同的文件，比较期间不要覆盖它们。",
    ),
    "error.compare_other_pool": (
        "A worker’s pictures of {pool} are not those that the comparison began with; give every machine the same data.",
        "某个工作进程的 {pool} 图片与比较开始时的不同；请让每台机器使用相同的数据。",
    ),
    "error.compare_broke": (
        "The comparison broke off ({kind}: {said}); start it again, and if it happens twice, please report it.",
        "比较中断（{kind}：{said}）。请重新开始；如果再次出现，请告诉我们。",
    ),
    "error.compare_queue_full": (
        "{waiting} {waiting:comparison|comparisons} {waiting:is|are} waiting on this server already; try again later, or run it on the command line.",
        "这台服务器上已有 {waiting} 个比较在排队；请稍后再试，或在命令行上运行。",
    ),
    "error.compare_share_full": (
        "{waiting} {waiting:comparison|comparisons} of yours {waiting:is|are} waiting already; let one finish, or cancel one.",
        "你已有 {waiting} 个比较在排队；请等一个完成，或取消一个。",
    ),
    "error.race_queue_full": (
        "{waiting} {waiting:race|races} {waiting:is|are} waiting on this server already; try again in a minute.",
        "这台服务器上已有 {waiting} 场比赛在排队；请过一分钟再试。",
    ),
    "error.race_share_full": (
        "{waiting} {waiting:race|races} of yours {waiting:is|are} waiting already; let one finish first.",
        "你已有 {waiting} 场比赛在排队；请先等一场结束。",
    ),
    "error.learner_twice": (
        "Two of the learners are called {learner}; give them as a mapping, each under a name of its own.",
        "有两个学习器都叫 {learner}；请改用映射传入，为它们各取一个名字。",
    ),
    "error.dask_missing": (
        'For --dask the package distributed must be installed: pip install "dask[distributed]".',
        '使用 --dask 需要先安装 distributed：pip install "dask[distributed]"。',
    ),
    "error.dask_unreachable": (
        "No Dask scheduler answers at {address}; start one with `dask scheduler`, workers with `dask worker ADDRESS --nthreads 1`, and give the address that the scheduler shows.",
        "{address} 处没有 Dask 调度器应答；请用 `dask scheduler` 启动调度器，用 `dask worker ADDRESS --nthreads 1` 启动工作进程，再填写调度器显示的地址。",
    ),
    "error.dask_no_workers": (
        "The Dask scheduler at {address} has no workers; start some with `dask worker {address} --nthreads 1`.",
        "{address} 处的 Dask 调度器没有工作进程；请用 `dask worker {address} --nthreads 1` 启动。",
    ),
    "error.race_broke": (
        "The race broke off through a fault of this program ({kind}); start it again, and if it happens twice, please report it.",
        "比赛因程序内部错误（{kind}）中断。请重新开始；如果再次出现，请告诉我们。",
    ),
    "error.study_values": (
        "A study needs at least one value for {name}, and each of them once; given: {values}.",
        "{name} 至少要有一个取值，且不能重复；现在是：{values}。",
    ),
    "error.study_no_partitions": (
        "UMTRA and LASIUM make no partitions, so their number changes nothing; choose {choices} for --episodes.",
        "UMTRA 和 LASIUM 不做划分，改动划分的个数没有意义；请把 --episodes 设为 {choices} 之一。",
    ),
    "error.study_too_large": (
        "That would be {trainings} {trainings:training|trainings}, and a study has at most {most}; ask for fewer values or seeds.",
        "这需要训练 {trainings} 次，而一次研究最多 {most} 次；请减少取值或种子。",
    ),
    "error.transfer_not_trained": (
        "{learner} needs no practice, so it cannot be trained here and tested there; choose a learner that practises.",
        "{learner} 不需要练习，谈不上“在这里训练、到那里测试”；请换一个要练习的学习器。",
    ),
    "error.transfer_checkpoint_unused": (
        "A checkpoint for {pool} is of no use here: the pools are {pools}.",
        "这里用不上 {pool} 的检查点：所选的图片池是 {pools}。",
    ),
    "error.transfer_no_checkpoint": (
        "No checkpoint of {learner} comes with the program for any of {pools}; add a pool that has one, or give your own with --checkpoint POOL=FILE.",
        "{pools} 中没有一个附带 {learner} 的检查点；请加上一个附带的图片池，或用 --checkpoint POOL=FILE 指定你自己的。",
    ),
}
