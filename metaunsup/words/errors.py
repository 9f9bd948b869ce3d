"""Sentences: errors."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    # -- evaluation, and numbers anywhere --
    "error.number_out_of_range": (
        "“{value}” is out of range for {name}: it must be from {low} to {high}.",
        "{name} 的取值“{value}”超出范围，应在 {low} 到 {high} 之间。",
    ),
    "error.not_a_whole_number": (
        "{name} needs a whole number from {low} to {high}, and “{value}” is none.",
        "{name} 应为 {low} 到 {high} 之间的整数，“{value}”不是。",
    ),
    "error.not_a_number": (
        "{name} needs a number from {low} to {high}, and “{value}” is none.",
        "{name} 应为 {low} 到 {high} 之间的数，“{value}”不是。",
    ),
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
    "error.embedding_shape": (
        "An embedding must have one row per item, but its shape is {shape}.",
        "嵌入应当每个样本一行，现在的形状是 {shape}。",
    ),
    "error.embedding_not_finite": (
        "The learner’s embedding holds values that are not numbers (it diverged); a lower learning rate usually helps.",
        "学习器的嵌入中出现了非数值（已经发散），通常调低学习率即可解决。",
    ),
    "error.no_learners": ("Choose at least one learner to evaluate.", "请至少选择一个要评估的学习器。"),
    "error.trained_on_test_items": (
        "{learner} was trained on {count} of the {total} test pictures of {pool}, so its score would mean "
        "nothing; use a checkpoint trained on the train part, or another pool.",
        "{learner} 训练时用过 {pool} 的 {total} 张测试图片中的 {count} 张，这样的得分没有意义；请换用在训练部分上训"
        "练的检查点，或换一个图片池。",
    ),
    # -- pools, folders, archives and downloads --
    "error.unknown_pool": (
        "There is no pool called “{name}”, and no folder or archive of that name either; the pools are {known}.",
        "没有名为“{name}”的图片池，也没有这个名字的文件夹或压缩包；可用的图片池有：{known}。",
    ),
    "error.pool_missing": (
        "The pool {pool} is not here: {where} does not hold {files}; fetch it with `python -m metaunsup data "
        "--get {pool}`, or use digits or glyphs, which are always there.",
        "图片池 {pool} 尚未下载：在 {where} 中没有找到 {files}；可运行 `python -m metaunsup data --get {pool}` 下载"
        "，也可以改用随时可用的 digits 或 glyphs。",
    ),
    "error.pool_damaged": (
        "A file of the pool {pool} is damaged or cut short: {path}; delete it and fetch it again with `python -m "
        "metaunsup data --get {pool}`, or use digits or glyphs.",
        "图片池 {pool} 的文件 {path} 已损坏或不完整；请删除后运行 `python -m metaunsup data --get {pool}` 重新下载"
        "，或改用 digits、glyphs。",
    ),
    "error.pool_unlabelled": (
        "Nobody has sorted the pictures of {pool} into classes, so there is no truth to score against; use it for "
        "training, or put each class into a sub-folder of its own.",
        "{pool} 中的图片没有分类，无法对照打分；可以用它来训练，或者把每一类放进单独的子文件夹。",
    ),
    "error.pool_needs_no_download": (
        "The pool {pool} comes with the program, so there is nothing to fetch; it can be used at once.",
        "图片池 {pool} 随程序自带，无需下载，可以直接使用。",
    ),
    "error.download_offline": (
        "{file} of the pool {pool} could not be fetched from {url} and is not in {where}; check the network and "
        "try again, or use digits or glyphs, which need no download.",
        "无法从 {url} 下载图片池 {pool} 的 {file}，{where} 中也没有这个文件；请检查网络后重试，或改用无需下载的 "
        "digits、glyphs。",
    ),
    "error.download_broken": (
        "{file} of the pool {pool} arrived incomplete or altered from {url}, so it was thrown away; try again, or "
        "use digits or glyphs, which need no download.",
        "从 {url} 下载的 {file}（图片池 {pool}）不完整或内容有误，已丢弃；请重试，或改用无需下载的 digits、glyphs。",
    ),
    "error.folder_missing": (
        "There is no folder or archive at {path}; check the spelling.",
        "找不到文件夹或压缩包 {path}，请检查路径是否写对。",
    ),
    "error.folder_empty": (
        "{path} holds no pictures; put PNG or JPEG files into it, one sub-folder a class or all together.",
        "{path} 中没有图片；请放入 PNG 或 JPEG 文件，每类一个子文件夹，或全部放在一起。",
    ),
    "error.folder_too_few": (
        "{path} holds only {count} picture, and a pool needs at least 2; add some more.",
        "{path} 中只有 {count} 张图片，图片池至少需要 2 张；请再添加一些。",
    ),
    "error.folder_mixed": (
        "In {path} some pictures lie in sub-folders and others beside them; put every picture into the sub-folder "
        "of its class, or none.",
        "{path} 中有的图片在子文件夹里，有的在外面；请把每张图片都放进所属类别的子文件夹，或者都不放。",
    ),
    "error.pictures_unreadable": (
        "None of the {count} picture files in {path} can be read; they may be damaged or of another kind than "
        "their names say.",
        "{path} 中的 {count} 个图片文件都无法读取，可能已损坏，或实际格式与扩展名不符。",
    ),
    "error.too_many_pictures": (
        "{path} holds more than {most:,} pictures, more than a pool can; use a part of them.",
        "{path} 中的图片超过 {most:,} 张，超出了图片池的上限；请只用其中一部分。",
    ),
    "error.folder_not_archive": (
        "{path} is neither a folder nor an archive that can be read; give a folder, or a .zip, .tar or .tar.gz file.",
        "{path} 既不是文件夹，也不是可读取的压缩包；请提供文件夹，或 .zip、.tar、.tar.gz 文件。",
    ),
    "error.archive_damaged": (
        "The archive {path} is damaged or cut short; make or copy it again.",
        "压缩包 {path} 已损坏或不完整；请重新打包或重新复制。",
    ),
    "error.archive_encrypted": (
        "The archive {path} is locked with a password; unpack it and give the folder instead.",
        "压缩包 {path} 设有密码；请先解压，再提供解压后的文件夹。",
    ),
    "error.archive_unsafe": (
        "The archive {path} is refused: its member “{member}” points outside of the archive; pack the pictures "
        "again with plain names.",
        "已拒绝压缩包 {path}：其中的“{member}”指向压缩包以外的位置；请用普通文件名重新打包图片。",
    ),
    "error.archive_too_large": (
        "The archive {path} unpacks to more than {megabytes} MB and is refused; use fewer or smaller pictures.",
        "压缩包 {path} 解压后超过 {megabytes} MB，已拒绝读取；请减少图片数量或缩小图片。",
    ),
    "error.cannot_read": (
        "{path} cannot be read ({reason}); check that it is there and that you may open it.",
        "无法读取 {path}（{reason}）；请确认它存在且你有权打开。",
    ),
    # -- evaluation, and numbers anywhere --
    "error.cannot_write": (
        "Nothing could be written to {path} ({reason}); free some space there or choose another place.",
        "无法写入 {path}（{reason}）；请在那里腾出空间，或换一个位置。",
    ),
    # -- learners, checkpoints, tasks --
    "error.items_not_numbers": (
        "The items must be numbers, and these are not.",
        "样本必须由数值组成，现在的样本不是。",
    ),
    "error.items_shape": (
        "The items must be a batch of pictures (N, C, H, W) or of vectors (N, D) with at least one item, but "
        "their shape is {shape}.",
        "样本应为一批图片 (N, C, H, W) 或一批向量 (N, D)，且至少有一个；现在的形状是 {shape}。",
    ),
    "error.needs_images": (
        "{learner} works on pictures, and these items of shape {shape} are none; kmeans and spectral take vectors.",
        "{learner} 只能处理图片，而这些样本的形状是 {shape}；向量可以交给 kmeans 或 spectral。",
    ),
    "error.items_not_finite": (
        "{count} of the items hold values that are not numbers (NaN or infinity); leave them out or repair them.",
        "有 {count} 个样本含有非数值（NaN 或无穷大），请剔除或修复后再试。",
    ),
    "error.items_too_large": (
        "{count} of the items hold values beyond ±{most}, too large to measure distances between; scale them down.",
        "有 {count} 个样本的数值超出 ±{most}，大到无法计算距离，请先缩小数值。",
    ),
    "error.clusters_against_items": (
        "{clusters} clusters cannot be made of {items} items; ask for 1 to {items} clusters.",
        "{items} 个样本分不成 {clusters} 个簇，簇数应在 1 到 {items} 之间。",
    ),
    "error.items_channels": (
        "{learner} needs as many colour channels as the pictures it was trained on have ({wanted}), and these have "
        "{channels}.",
        "{learner} 训练所用的图片有 {wanted} 个颜色通道，而这些图片有 {channels} 个。",
    ),
    "error.items_too_small": (
        "Pictures {side} pixels wide or high are too small for {learner}; at least {smallest} are needed.",
        "边长 {side} 像素的图片对 {learner} 来说太小，至少要 {smallest} 像素。",
    ),
    "error.option_choice": (
        "“{value}” does not fit {name}; choose one of {choices}.",
        "{name} 不能取“{value}”，请从 {choices} 中选择。",
    ),
    "error.option_fixed": (
        "{learner} always has {name} at {fixed}, so “{value}” does not fit; leave {name} out, or take {general}, where "
        "it can be chosen.",
        "{learner} 的 {name} 固定为 {fixed}，不能取“{value}”；请去掉 {name}，或改用可以自选的 {general}。",
    ),
    "error.option_not_a_whole_number": (
        "{name} needs a whole number, and “{value}” is none.",
        "{name} 应为整数，“{value}”不是。",
    ),
    "error.option_not_a_number": (
        "{name} needs a number, and “{value}” is none.",
        "{name} 应为数字，“{value}”不是。",
    ),
    "error.not_meta_trained": (
        "{learner} has not been meta-trained yet; load a checkpoint or train it first.",
        "{learner} 还没有经过元训练，请先加载检查点或进行训练。",
    ),
    "error.checkpoint_other_learner": (
        "{path} holds a checkpoint of {learner}, but one of {wanted} is needed here.",
        "{path} 是 {learner} 的检查点，这里需要的是 {wanted} 的。",
    ),
    "error.checkpoint_damaged": (
        "The checkpoint {path} is damaged or incomplete; copy it again or train anew.",
        "检查点 {path} 已损坏或不完整，请重新复制或重新训练。",
    ),
    "error.checkpoint_missing": (
        "There is no checkpoint file at {path}; check the name.",
        "找不到检查点文件 {path}，请检查文件名。",
    ),
    "error.checkpoint_without_card": (
        "Beside the checkpoint {path} its description {card} is missing; copy both files together.",
        "检查点 {path} 旁边缺少说明文件 {card}，请把两个文件一起复制过来。",
    ),
    "error.checkpoint_newer": (
        "The checkpoint {path} has format {version}, and this version of the program reads up to {known}; update "
        "the program.",
        "检查点 {path} 的格式是第 {version} 版，本程序最高支持第 {known} 版，请更新程序。",
    ),
    "error.unknown_learner": (
        "There is no learner called “{learner}”; there are {known}, and variants of them such as kmeans-umap or "
        "protonet-soft.",
        "没有名为“{learner}”的学习器，可用的有：{known}，以及它们的变体，例如 kmeans-umap、protonet-soft。",
    ),
    "error.unknown_option": (
        "{learner} has no setting called “{option}”; it has {known}.",
        "{learner} 没有名为“{option}”的设置，可用的有：{known}。",
    ),
    "error.no_checkpoint": (
        "There is no checkpoint of {learner} for {pool} yet; make one with: python -m metaunsup train --learner "
        "{trained} --pool {typed} --out DIR, then give it with --checkpoint {trained}=DIR/checkpoint.safetensors.",
        "还没有 {learner} 在 {pool} 上的检查点；请先运行 python -m metaunsup train --learner {trained} --pool "
        "{typed} --out DIR，再用 --checkpoint {trained}=DIR/checkpoint.safetensors 指定。",
    ),
    "error.too_few_classes": (
        "A task needs pictures of at least 2 classes, and the {part} part of {pool} has {classes}; add pictures or "
        "choose another pool.",
        "一个任务至少需要 2 个类别的图片，而 {pool} 的{part}部分只有 {classes} 个类别；请添加图片，或换一个图片池。",
    ),
    "error.too_many_ways": (
        "{pool} ({part} part) has only {possible} classes with enough pictures, so {ways} clusters of {shots} "
        "cannot be drawn; ask for at most {possible} clusters.",
        "{pool}（{part}部分）只有 {possible} 个类别的图片够用，凑不出 {ways} 个各 {shots} 张的簇；簇数最多为 "
        "{possible}。",
    ),
    "error.too_many_shots": (
        "{pool} ({part} part) cannot give {ways} clusters of {shots} pictures; ask for at most {possible} "
        "pictures in each.",
        "{pool}（{part}部分）凑不出 {ways} 个各 {shots} 张图片的簇；每簇最多 {possible} 张。",
    ),
    "error.too_many_outliers": (
        "{pool} ({part} part) has only {possible} pictures outside the {ways} clusters, so {outliers} outliers "
        "cannot be drawn; ask for at most {possible}.",
        "{pool}（{part}部分）在 {ways} 个簇之外只有 {possible} 张图片，抽不出 {outliers} 张离群样本；最多 "
        "{possible} 张。",
    ),
    "error.episode_items": (
        "A practice episode needs at least 2 different pictures, and the {part} part of {pool} has {items}; add pictures or "
        "choose another pool.",
        "造一个练习任务至少需要 2 张不同的图片，而 {pool} 的{part}部分只有 {items} 张；请添加图片，或换一个图片池。",
    ),
    "error.episode_ways": (
        "An episode of {ways} pseudo-classes cannot be made from the {items} pictures that {pool} has to practise on; "
        "set the learner’s ways (and warmup_ways) to 2 to {items}, or add pictures.",
        "{pool} 可供练习的图片只有 {items} 张，造不出含 {ways} 个伪类别的练习任务；请把学习器的 ways（以及 warmup_ways）设在 "
        "2 到 {items} 之间，或添加图片。",
    ),
    # -- tasks, learners, checkpoints and training --
    "error.not_trainable": (
        "{learner} is not meta-trained itself; the learners that are: {known}.",
        "{learner} 本身不做元训练；可以元训练的学习器有：{known}。",
    ),
    "error.nothing_to_resume": (
        "There is no interrupted training in {out} to resume; leave out --resume to start one.",
        "{out} 中没有可以继续的训练；去掉 --resume 即可重新开始。",
    ),
    "error.resume_settings_differ": (
        "The training in {out} was started with {name} = {before}, and now it is {now}; resume with the same "
        "settings, or choose another folder.",
        "{out} 中的训练开始时 {name} = {before}，现在是 {now}；请用相同的设置继续，或换一个文件夹。",
    ),
    "error.out_not_empty": (
        "{out} already holds a training; add --resume to go on with it, or choose another folder.",
        "{out} 中已经有一次训练；加上 --resume 可以继续，或者换一个文件夹。",
    ),
    "error.resume_pool_differs": (
        "The training in {out} practised on other items than {pool} holds now; put the pool back as it was, or start "
        "a new training.",
        "{out} 中的训练所用的样本与现在的 {pool} 不同；请恢复原来的数据池，或者重新开始一次训练。",
    ),
    "error.settings_damaged": (
        "The settings of this training are damaged at “{name}”; start a new one.",
        "这次训练的设置在“{name}”处已损坏；请重新开始一次训练。",
    ),
    "error.cactus_clusters": (
        "{clusters} clusters cannot be made of {items} items; choose from 2 to {items} clusters.",
        "{items} 个样本分不成 {clusters} 个簇；请在 2 到 {items} 之间选择簇数。",
    ),
    "error.cactus_too_small": (
        "No two clusters of the partition of {pool} hold the {need} items that an episode takes of each (the largest "
        "has {largest}); ask for fewer clusters or fewer views.",
        "{pool} 的划分中不足两个簇含有每类所需的 {need} 个样本（最大的簇有 {largest} 个）；请减少簇数或视图数。",
    ),
    "error.reference_unknown": (
        "No checkpoint is meant by “{reference}”; give a file, run:ID, or shipped:POOL/LEARNER such as "
        "shipped:mnist/protonet.",
        "“{reference}”没有指明任何检查点；请给出文件、run:编号，或 shipped:数据池/学习器，例如 shipped:mnist/protonet。",
    ),
    "error.start_from_shape": (
        "{reference} cannot be the beginning: its network is not that of {learner} with these settings (filters, "
        "learn_rates, channels).",
        "{reference} 不能作为起点：它的网络与采用这些设置的 {learner} 不一致（filters、learn_rates、通道数）。",
    ),
    "error.device_missing": (
        "There is no {device} device here; choose cpu, or auto to take the best there is.",
        "这台机器上没有 {device} 设备；请选择 cpu，或选 auto 自动使用最好的设备。",
    ),
    "error.run_id": (
        "“{run}” is not the id of a run; an id has only small letters, digits and hyphens. The list of runs shows them.",
        "“{run}”不是运行编号；编号只含小写字母、数字和连字符，可在运行列表中查看。",
    ),
    "error.ranks_against_tasks": (
        "{ranks} processes cannot share {tasks} task(s) a step; set meta_batch to at least {ranks}.",
        "每步 {tasks} 个任务不够 {ranks} 个进程分担；请把 meta_batch 设为至少 {ranks}。",
    ),
    "error.rank_lost": (
        "Another process of this training ended, so this one ends, too; resume with the same command and --resume.",
        "同一训练的另一个进程已经结束，因此本进程也随之结束；请用相同命令加 --resume 继续。",
    ),
    # -- comparing --
    "error.compare_values": (
        "A comparison needs at least one value for {name}, and each of them once; given: {values}.",
        "比较时 {name} 至少要有一个取值，且不能重复；现在是：{values}。",
    ),
    "error.compare_too_large": (
        "{cells} combinations of {tasks} tasks are {total:,} tasks and {records:,} steps to be kept; at most {most:,} "
        "tasks and {most_records:,} steps are possible, so ask for fewer tasks, combinations, learners or steps.",
        "{cells} 种组合、每种 {tasks} 个任务，共 {total:,} 个任务、{records:,} 步要记录；最多 {most:,} 个任务、{most_records:,} 步，"
        "请减少任务、组合、学习器或步数。",
    ),
    "error.compare_same_pool": (
        "Two of the pools are called {name}, so nobody could tell their results apart; rename one, or leave it out.",
        "有两个图片池都叫 {name}，结果会分不清；请改名，或去掉一个。",
    ),
    "error.compare_other_checkpoint": (
        "A worker’s checkpoint of {learner} is not the file that the comparison began with; give every machine the "
        "same files, and do not overwrite them meanwhile.",
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
        "{waiting} comparisons are waiting on this server already; try again later, or run it on the command line.",
        "这台服务器上已有 {waiting} 个比较在排队；请稍后再试，或在命令行上运行。",
    ),
    "error.dask_missing": (
        'For --dask the package distributed must be installed: pip install "dask[distributed]".',
        '使用 --dask 需要先安装 distributed：pip install "dask[distributed]"。',
    ),
    "error.dask_unreachable": (
        "No Dask scheduler answers at {address}; start one with `dask scheduler`, workers with `dask worker ADDRESS "
        "--nthreads 1`, and give the address that the scheduler shows.",
        "{address} 处没有 Dask 调度器应答；请用 `dask scheduler` 启动调度器，用 `dask worker ADDRESS --nthreads 1` "
        "启动工作进程，再填写调度器显示的地址。",
    ),
    "error.dask_no_workers": (
        "The Dask scheduler at {address} has no workers; start some with `dask worker {address} --nthreads 1`.",
        "{address} 处的 Dask 调度器没有工作进程；请用 `dask worker {address} --nthreads 1` 启动。",
    ),
    # -- runs --
    "error.unknown_run": (
        "There is no run “{id}” in the list; the nearest: {nearest}.",
        "列表中没有编号为“{id}”的运行；最接近的是：{nearest}。",
    ),
    "error.run_damaged": (
        "The run’s file {file} is damaged or missing; put it back as it was, or delete the run.",
        "这次运行的文件 {file} 已损坏或缺失；请恢复原来的文件，或者删除这次运行。",
    ),
    "error.run_newer": (
        "This run was written in format {version}, and this version of the program reads up to {known}; update the "
        "program.",
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
    "error.training_broke": (
        "Training stopped on an error of the program or the machine; the details are in {log}. Resuming goes on from "
        "the last state kept.",
        "训练因程序或机器出错而停止，详情见 {log}；选择继续可以从最近保存的状态接着训练。",
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
        "Run {id} has done all of its steps; there is nothing left to resume. Start a new run from its checkpoint "
        "instead.",
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
    "error.not_your_run": (
        "Run {id} was started by somebody else; you can watch it, but only the browser that started it, or a person "
        "at the machine’s command line, can change it.",
        "运行 {id} 是别人启动的：你可以观看，但只有启动它的浏览器，或者在这台机器的命令行上，才能更改它。",
    ),
    "error.queue_full": (
        "{waiting} trainings are waiting already, and the queue takes no more; try again when one has ended, or "
        "cancel one of yours.",
        "已经有 {waiting} 次训练在排队，队列已满；请等其中一次结束后再试，或者取消你自己的一次。",
    ),
    "error.run_name_long": (
        "A name of {length:,} characters is too long; use at most {most}.",
        "名称有 {length:,} 个字符，太长了；最多 {most} 个。",
    ),
    "error.run_note_long": (
        "A note of {length:,} characters is too long; use at most {most}.",
        "备注有 {length:,} 个字符，太长了；最多 {most} 个。",
    ),
    "error.runs_list_unusable": (
        "The list of runs {path} cannot be used ({reason}); check that its folder can be written and has space left.",
        "无法使用运行列表 {path}（{reason}）；请确认所在文件夹可以写入且空间充足。",
    ),
    "error.cli_runs_action": (
        "There is no action “{action}” for runs; there are {known}.",
        "runs 没有“{action}”这个操作，可用的有：{known}。",
    ),
    "error.cli_runs_id": (
        "Say which run: {program} runs {action} ID (the list shows the ids).",
        "请写明是哪一次运行：{program} runs {action} ID（编号见列表）。",
    ),
    "error.cli_runs_extra": (
        "“{extra}” is one word too many after {action}.",
        "{action} 后面多了“{extra}”。",
    ),
    "error.cli_runs_no_file": (
        "{action} writes no file; leave {option} out, or use “runs export”.",
        "{action} 不写文件；请去掉 {option}，或改用“runs export”。",
    ),
    "error.cli_runs_yes": (
        "Deleting run {id} ({name}) also deletes its files, and nothing brings them back; add --yes to do it.",
        "删除运行 {id}（{name}）会连同文件一起删除，且无法恢复；确认要删除请加上 --yes。",
    ),
    "error.cli_runs_export": (
        "Say what to write: --csv FILE or --json FILE for a list, --json FILE or --checkpoint FILE with an ID.",
        "请写明要导出什么：列表用 --csv FILE 或 --json FILE，单次运行在 ID 之后用 --json FILE 或 --checkpoint FILE。",
    ),
    "error.cli_resume_what": (
        "Say with --out which folder to resume, or use: {program} runs resume ID.",
        "请用 --out 写明要继续哪个文件夹中的训练，或者使用 {program} runs resume ID。",
    ),
    "error.estimate_broke": (
        "What this training would take could not be measured ({kind}); try smaller settings, and if it happens again, "
        "please report it.",
        "无法测出这次训练需要的时间和内存（{kind}）。请把设置改小一些；如果再次出现，请告诉我们。",
    ),
    "error.memory_short": (
        "This training would need about {need} GB of memory, and this machine has {here} GB; take fewer kinds, views or "
        "filters.",
        "这次训练大约需要 {need} GB 内存，而这台机器只有 {here} GB；请减少类别数、视图数或滤波器数。",
    ),
    "error.training_diverged": (
        "Training diverged at step {step}: the loss is no longer a number. Lower outer_lr or inner_lr.",
        "训练在第 {step} 步发散：损失已不再是数值。请调低 outer_lr 或 inner_lr。",
    ),
}
