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
        "{learner} was trained on pictures with {wanted} colour channels, and these have {channels}.",
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
        "There is no learner called “{learner}”; there are {known}.",
        "没有名为“{learner}”的学习器，可用的有：{known}。",
    ),
    "error.unknown_option": (
        "{learner} has no setting called “{option}”; it has {known}.",
        "{learner} 没有名为“{option}”的设置，可用的有：{known}。",
    ),
    "error.no_checkpoint": (
        "There is no checkpoint of {learner} for {pool} yet; make one with: python -m metaunsup train --learner "
        "{trained} --pool {pool} --out DIR, then give it with --checkpoint.",
        "还没有 {learner} 在 {pool} 上的检查点；请先运行 python -m metaunsup train --learner {trained} --pool "
        "{pool} --out DIR，再用 --checkpoint 指定。",
    ),
    "error.too_many_ways": (
        "{pool} ({part} part) has only {possible} classes with enough pictures, so {ways} clusters of {shots} "
        "cannot be drawn; ask for at most {possible} clusters.",
        "{pool}（{part} 部分）只有 {possible} 个类别的图片够用，凑不出 {ways} 个各 {shots} 张的簇；簇数最多为 "
        "{possible}。",
    ),
    "error.too_many_shots": (
        "{pool} ({part} part) cannot give {ways} clusters of {shots} pictures; ask for at most {possible} "
        "pictures in each.",
        "{pool}（{part} 部分）凑不出 {ways} 个各 {shots} 张图片的簇；每簇最多 {possible} 张。",
    ),
    "error.too_many_outliers": (
        "{pool} ({part} part) has only {possible} pictures outside the {ways} clusters, so {outliers} outliers "
        "cannot be drawn; ask for at most {possible}.",
        "{pool}（{part} 部分）在 {ways} 个簇之外只有 {possible} 张图片，抽不出 {outliers} 张离群样本；最多 "
        "{possible} 张。",
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
    "error.training_diverged": (
        "Training diverged at step {step}: the loss is no longer a number. Lower outer_lr or inner_lr.",
        "训练在第 {step} 步发散：损失已不再是数值。请调低 outer_lr 或 inner_lr。",
    ),
}
