"""Refusals: checkpoints that are missing, damaged or not the right ones."""

WORDS: dict[str, tuple[str, str]] = {
    "error.trained_on_test_items": (
        "{learner} was trained on {count} of the {total} test pictures of {pool}, so its score would mean nothing; use a checkpoint trained on the train part, or another pool.",
        "{learner} 训练时用过 {pool} 的 {total} 张测试图片中的 {count} 张，这样的得分没有意义；请换用在训练部分上训练的检查点，或换一个图片池。",
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
    "error.checkpoint_not_its_card": (
        "{card} describes other tensors than those in {path}; copy both files of one checkpoint together, or train anew.",
        "{card} 描述的不是 {path} 中的参数；请把同一检查点的两个文件一起复制过来，或重新训练。",
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
        "The checkpoint {path} has format {version}, and this version of the program reads up to {known}; update the program.",
        "检查点 {path} 的格式是第 {version} 版，本程序最高支持第 {known} 版，请更新程序。",
    ),
    "error.no_checkpoint": (
        "There is no checkpoint of {learner} for {pool} yet; make one with: python -m metaunsup train --learner {trained} --pool {typed} --out DIR, then give it with --checkpoint {trained}=DIR/checkpoint.safetensors.",
        "还没有 {learner} 在 {pool} 上的检查点；请先运行 python -m metaunsup train --learner {trained} --pool {typed} --out DIR，再用 --checkpoint {trained}=DIR/checkpoint.safetensors 指定。",
    ),
    "error.label_without_checkpoint": (
        "“{learner}” stands for a checkpoint of your own; say which one: --checkpoint {learner}=FILE.safetensors, or {learner}=run:ID for a training from here.",
        "“{learner}”代表你自己的检查点，请说明是哪一个：--checkpoint {learner}=FILE.safetensors；如果是在这里训练的，可以写 {learner}=run:编号。",
    ),
    "error.reference_unknown": (
        "No checkpoint is meant by “{reference}”; give a file, run:ID, or shipped:POOL/LEARNER such as shipped:mnist/protonet.",
        "“{reference}”没有指明任何检查点；请给出文件、run:编号，或 shipped:数据池/学习器，例如 shipped:mnist/protonet。",
    ),
    "error.start_needed": (
        "{learner} begins from {wanted} that has practised on the same pool, and none ships for {pool}: train {wanted} on it first, and name its run with --start-from run:ID.",
        "{learner} 要从在同一图片池上练习过的 {wanted} 出发，而图片池 {pool} 没有自带的检查点：请先在它上面训练 {wanted}，再用 --start-from run:ID 指定那次训练。",
    ),
    "error.start_from_shape": (
        "{reference} cannot be the beginning: its network is not that of {learner} with these settings (filters, learn_rates, channels).",
        "{reference} 不能作为起点：它的网络与采用这些设置的 {learner} 不一致（filters、learn_rates、通道数）。",
    ),
}
