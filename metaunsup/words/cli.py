"""Sentences: the command line's help, tables and refusals."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    # -- the program -----------------------------------------------------------------------------------------------
    "cli.about": (
        "Watch, train and compare learners that group a handful of unlabelled pictures.",
        "观看、训练和比较各种学习器：它们要把少量没有标签的图片分成几组。",
    ),
    "cli.epilog": (
        "Help for one command: python -m metaunsup COMMAND --help",
        "查看某个命令的帮助：python -m metaunsup COMMAND --help --lang zh",
    ),
    "cli.usage": ("usage: ", "用法："),
    "cli.colon": (":", "："),
    "cli.options": ("options", "选项"),
    "cli.commands": ("commands", "命令"),
    "cli.help": ("show this help and stop", "显示这份帮助后退出"),
    "cli.lang": (
        "language of help, progress and errors: en or zh; may stand anywhere on the line",
        "帮助、进度和报错所用的语言：en 或 zh，写在命令行的任何位置都可以",
    ),
    "cli.pool": (
        "the pool of pictures: a name that 'data' lists, or a folder or archive of your own (default: digits)",
        "图片池：data 命令列出的名字，或者你自己的文件夹、压缩包（默认 digits）",
    ),
    "cli.seed": (
        "random seed: the same seed gives the same numbers (default: 0)",
        "随机种子：种子相同，结果就相同（默认 0）",
    ),
    "cli.json": ("also write the result to this JSON file", "同时把结果写入这个 JSON 文件"),
    "cli.interrupted": ("Stopped, as you asked.", "已按你的要求停止。"),
    "cli.standard_output": ("standard output", "标准输出"),
    # -- data ------------------------------------------------------------------------------------------------------
    "cli.data.about": (
        "List every pool of pictures: its size, parts, source, licence, whether it is here and how to get it.",
        "列出所有图片池：大小、划分、来源、许可协议、本机是否已有，以及怎样获取。",
    ),
    "cli.data.get": ("first download this pool", "先下载这个图片池"),
    "cli.data.looking": ("reading the pools", "正在读取图片池"),
    "cli.data.embedded": ("{pool} needs no download: it is always there.", "{pool} 不用下载，随时可用。"),
    "cli.data.got": ("{pool} is here: {items} pictures.", "{pool} 已经就绪，共 {items} 张图片。"),
    "cli.data.pool": ("pool", "图片池"),
    "cli.data.items": ("pictures", "图片数"),
    "cli.data.classes": ("classes", "类别数"),
    "cli.data.parts": ("here: train / validation / test", "本机已有：训练 / 验证 / 测试"),
    "cli.data.licence": ("licence", "许可协议"),
    "cli.data.here": ("ready?", "可用吗"),
    "cli.data.any": ("any", "不限"),
    "cli.data.present": ("yes", "可用"),
    "cli.data.partly": ("in part", "部分可用"),
    "cli.data.missing": ("not here", "尚未下载"),
    "cli.data.damaged": ("damaged", "文件损坏"),
    "cli.data.source": ("Source: {source}", "来源：{source}"),
    "cli.data.how": (
        "Looked for in {where}; to get it: {command}",
        "查找位置：{where}；获取方法：{command}",
    ),
    # -- train -----------------------------------------------------------------------------------------------------
    "cli.train.about": (
        (
            "Meta-train a learner: let it practise on many small tasks made of a pool's unlabelled pictures, so that "
            "it later copes with new tasks quickly."
        ),
        "元训练一个学习器：用图片池里没有标签的图片造出许多小任务让它练习，以后遇到新任务就能很快上手。",
    ),
    "cli.evaluate.practice_note": ("Practised on {pool}: {note}", "练习用的 {pool}：{note}"),
    "cli.train.learner": (
        "which learner: protonet, maml, fomaml, anil, metasgd, mtnet, leo, viml or reptile",
        "学习器：protonet、maml、fomaml、anil、metasgd、mtnet、leo、viml 或 reptile",
    ),
    "cli.train.steps": ("how many steps of practice (default: 300)", "练习多少步（默认 300）"),
    "cli.train.out": (
        "folder for the checkpoint and the progress so far (default: a new one, which 'runs' lists)",
        "存放检查点和训练进度的文件夹（默认新建一个，可用 runs 命令查看）",
    ),
    "cli.train.validate-every": (
        "check on held-out tasks and keep a checkpoint every N steps; 0: only at the end, unchecked (default: 50)",
        "每隔 N 步在预留的任务上检验一次并保存检查点；0 表示只在最后保存，不作检验（默认 50）",
    ),
    "cli.train.learner-option": (
        "a setting of the learner, such as filters=64; may be given several times",
        "学习器的设置，例如 filters=64；可以写多次",
    ),
    "cli.train.resume": (
        "go on from where an earlier run in the same folder stopped",
        "接着同一文件夹里上次中断的地方继续训练",
    ),
    "cli.train.done": (
        (
            "{learner} practised on {pool}, without labels: {steps} steps, {items} pictures, {seconds} s.\n"
            "Accuracy on validation tasks: {accuracy}\nCheckpoint: {checkpoint}"
        ),
        (
            "{learner} 已在 {pool} 上完成无标签元训练：{steps} 步，{items} 张图片，用时 {seconds} 秒。\n"
            "验证任务上的准确率：{accuracy}\n检查点：{checkpoint}"
        ),
    ),
    "cli.train.nothing_left": (
        "All {steps} steps were done already; the checkpoint is in {out}.",
        "{steps} 步早已全部完成，检查点在 {out} 中。",
    ),
    "cli.train.stopped": (
        "Stopped. The same command with --resume goes on from the last state kept in {out}.",
        "已停止。在同一命令后加上 --resume，就能从 {out} 中最近保存的状态继续。",
    ),
    # -- evaluate --------------------------------------------------------------------------------------------------
    "cli.evaluate.about": (
        "Let several learners group the pictures of the same many tasks, and compare how well each does.",
        "让多个学习器完成同一批任务，比较各自分组的效果。",
    ),
    "cli.evaluate.ways": ("clusters in a task, 2 to 50 (default: 10)", "每个任务有几个簇，2 到 50（默认 10）"),
    "cli.evaluate.shots": ("pictures in a cluster, 1 to 200 (default: 20)", "每个簇有几张图片，1 到 200（默认 20）"),
    "cli.evaluate.tasks": ("how many tasks (default: 100)", "任务数（默认 100）"),
    "cli.evaluate.learners": (
        (
            "learners to compare, separated by commas: kmeans, spectral, dbscan, hdbscan, agglomerative, gmm, meanshift "
            "(each also after a reduction, such as kmeans-umap; -pca, -tsne), random, protonet, protonet-adapt, maml, "
            "fomaml, anil, metasgd, mtnet, leo, viml, reptile (each also with another head, such as protonet-soft; "
            "-sinkhorn)"
        ),
        (
            "要比较的学习器，用逗号隔开：kmeans、spectral、dbscan、hdbscan、agglomerative、gmm、meanshift（都可以先降维，"
            "例如 kmeans-umap，还有 -pca、-tsne）、random、protonet、protonet-adapt、maml、fomaml、anil、metasgd、mtnet、"
            "leo、viml、reptile（都可以换分组方式，例如 protonet-soft，还有 -sinkhorn）"
        ),
    ),
    "cli.evaluate.trained-on": (
        "use the shipped checkpoints that were trained on this pool (default: the pool of --pool)",
        "使用在这个图片池上训练好的自带检查点（默认与 --pool 相同）",
    ),
    "cli.evaluate.adapt-steps": (
        "how many steps a learner may adapt to a task, 0 to 1000 (default: 20)",
        "学习器在一个任务上最多适应几步，0 到 1000（默认 20）",
    ),
    "cli.evaluate.imbalance": (
        (
            "unequal clusters: concentration of a Dirichlet distribution, 0.01 to 1000; smaller is more unequal "
            "(default: all equal)"
        ),
        "让各簇大小不等：Dirichlet 分布的浓度参数，0.01 到 1000，越小越不均衡（默认各簇一样大）",
    ),
    "cli.evaluate.outliers": (
        "pictures of other classes mixed into a task; no score counts them (default: 0)",
        "混入任务的其他类别图片的张数，不计入任何得分（默认 0）",
    ),
    "cli.evaluate.checkpoint": (
        "a checkpoint of your own, such as maml=FILE.safetensors, maml=run:ID or maml=shipped:POOL/maml; may be given "
        "several times",
        "使用你自己的检查点，例如 maml=FILE.safetensors、maml=run:编号 或 maml=shipped:数据池/maml；可以写多次",
    ),
    "cli.evaluate.tasks_bar": ("tasks", "任务"),
    "cli.evaluate.head": (
        (
            "{pool}: tasks of {ways} clusters x {shots} pictures, {tasks} in all, up to {adapt_steps} steps of "
            "adapting, seed {seed}"
        ),
        "{pool}：{tasks} 个任务，每个任务 {ways} 个簇 × {shots} 张图片，最多适应 {adapt_steps} 步，种子 {seed}",
    ),
    "cli.evaluate.with.imbalance": (
        "Clusters are unequal (Dirichlet concentration {imbalance}).",
        "各簇大小不等（Dirichlet 浓度参数 {imbalance}）。",
    ),
    "cli.evaluate.with.outliers": (
        "Every task also holds {outliers} pictures of other classes, which no score counts.",
        "每个任务还混入了 {outliers} 张其他类别的图片，不计入任何得分。",
    ),
    "cli.evaluate.column.learner": ("learner", "学习器"),
    "cli.evaluate.column.accuracy": ("accuracy", "准确率"),
    "cli.evaluate.column.nmi": ("NMI", "NMI"),
    "cli.evaluate.column.ari": ("ARI", "ARI"),
    "cli.evaluate.column.gain": ("gain", "提升"),
    "cli.evaluate.column.seconds": ("s/task", "秒/任务"),
    "cli.evaluate.column.practice": ("meta-training before, without labels", "事先的元训练（不用标签）"),
    "cli.evaluate.no_practice": ("none", "无"),
    "cli.evaluate.practice": (
        "{pool}: {steps} steps, {items} pictures, {seconds} s",
        "{pool}：{steps} 步，{items} 张图片，{seconds} 秒",
    ),
    "cli.evaluate.legend": (
        (
            "± is half of a 95 % interval (Student's t over tasks). Accuracy matches clusters with classes one to one, "
            "as well as can be. Gain is the accuracy after the last step minus that before the first."
        ),
        (
            "± 表示 95% 置信区间的半宽（对各任务作学生 t 区间）。准确率按簇与类别的最佳一一对应计算。"
            "提升是最后一步之后的准确率减去第一步之前的准确率。"
        ),
    ),
    "cli.evaluate.legend_single": (
        (
            "One task alone gives no interval: ask for more with --tasks. Accuracy matches clusters with classes one "
            "to one, as well as can be. Gain is the accuracy after the last step minus that before the first."
        ),
        (
            "只有一个任务，得不出置信区间，请用 --tasks 增加任务数。准确率按簇与类别的最佳一一对应计算。"
            "提升是最后一步之后的准确率减去第一步之前的准确率。"
        ),
    ),
    "cli.evaluate.paired": (
        "Differences in accuracy on the same tasks (the first minus the second):",
        "同一批任务上的准确率之差（前者减后者）：",
    ),
    "cli.remark.found": (
        "{learner} finds the number of clusters itself: {clusters} on average, and {noise} of the items left as noise.",
        "{learner} 自己决定簇的个数：平均 {clusters} 个，另有 {noise} 的图片算作噪声。",
    ),
    "cli.remark.noise": (
        ("An item left as noise counts as wrong for the accuracy; for NMI and ARI all noise is one more cluster."),
        "算作噪声的图片，计算准确率时按分错计；计算 NMI 和 ARI 时，所有噪声合起来当作另外一个簇。",
    ),
    "cli.remark.chosen": (
        ("{learner}, chosen without labels for each task: {values} (means over tasks; of words, the share of tasks)."),
        "{learner} 在每个任务上不用标签选定的参数：{values}（数值是各任务的平均，文字后面是占任务的比例）。",
    ),
    "cli.remark.knows_sizes": (
        "{learner} was told that clusters are of equal size: the others were not.",
        "{learner} 事先知道各簇一样大，其他学习器并不知道。",
    ),
    # -- refusals --------------------------------------------------------------------------------------------------
    "error.cli_no_command": (
        "Say what to do: data, train, evaluate, compare, study, transfer or runs ({program} --help tells more).",
        "请写明要做什么：data、train、evaluate、compare、study、transfer 或 runs（详见 {program} --help --lang zh）。",
    ),
    "error.cli_unknown_command": (
        "There is no command “{command}”; there are {known}.",
        "没有“{command}”这个命令，可用的命令有：{known}。",
    ),
    "error.cli_missing_value": (
        "{option} needs a value after it (see --help).",
        "{option} 后面缺少取值（见 --help）。",
    ),
    "error.cli_no_value_wanted": (
        "{option} takes no value, so leave {value} out.",
        "{option} 不需要取值，请去掉 {value}。",
    ),
    "error.cli_missing_options": (
        "This command also needs {options} (see --help).",
        "这个命令还缺少 {options}（见 --help）。",
    ),
    "error.cli_unknown_arguments": (
        "“{arguments}” is not understood here; --help lists what is.",
        "无法识别“{arguments}”，可用的写法见 --help。",
    ),
    "error.cli_usage": ("The command line is not understood: {message}.", "无法理解这行命令：{message}。"),
    "error.cli_language": (
        "“{value}” is not a language of this program; choose one of {known}.",
        "本程序没有“{value}”这种语言，请从 {known} 中选择。",
    ),
    "error.cli_name_value": (
        "After {option} comes NAME=VALUE, such as {example}; “{value}” is not that.",
        "{option} 后面应写成 NAME=VALUE 的形式，例如 {example}，而不是“{value}”。",
    ),
    "error.cli_twice": (
        "“{name}” is given twice to {option}; once is enough.",
        "{option} 中“{name}”重复了，写一次即可。",
    ),
    "error.cli_empty_list": ("{option} needs at least one name.", "{option} 至少要有一个名字。"),
    "error.cli_not_a_file": (
        "{option} needs the name of an ordinary file, which “{path}” cannot be.",
        "{option} 需要一个普通文件的名字，“{path}”不行。",
    ),
    "error.cli_not_a_folder": (
        "{option} needs the name of a folder, which “{path}” cannot be.",
        "{option} 需要一个文件夹的名字，“{path}”不行。",
    ),
    "error.cli_checkpoint_unused": (
        "A checkpoint for {learner} is of no use here: none of the learners compared ({learners}) loads it.",
        "这里用不上 {learner} 的检查点：参加比较的学习器（{learners}）都不会加载它。",
    ),
    "error.cli_system": ("{where} could not be used: {reason}.", "无法使用 {where}：{reason}。"),
}
