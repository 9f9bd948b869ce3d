"""Refusals: drawing more of a handful of items."""

WORDS: dict[str, tuple[str, str]] = {
    "error.unknown_generator": (
        "There is no generator called {generator}; choose from: {known}. Behind one that practises a checkpoint may stand, such as reptile-vae@run:ID.",
        "没有叫 {generator} 的生成器；可选的有：{known}。需要练习的生成器后面可以写检查点，例如 reptile-vae@run:编号。",
    ),
    "error.not_tuned": (
        "{learner} takes no step on a task: it reads the items once. Choose 0 steps, or another learner.",
        "{learner} 不会在任务上逐步调整：它只把样本看一遍。请把步数设为 0，或换一个学习器。",
    ),
    "error.items_not_pictures": (
        "{count} {count:item holds|items hold} numbers below 0 or above 1, which are no shades of grey; scale the pictures to 0 to 1.",
        "有 {count} 个样本含有小于 0 或大于 1 的数，不能当作灰度；请把图片缩放到 0 到 1。",
    ),
    "error.drawn_not_finite": (
        "{learner} has gone astray: what it draws is not finite. Take fewer steps or a lower rate.",
        "{learner} 已经发散，画出的结果不是有限的数；请减少步数或降低学习率。",
    ),
    "error.generation_sizes": (
        "Sizes of the support must rise, each of them once, such as 1,2,5,10; these were given: {sizes}.",
        "支持样本的数目要从小到大、各写一次，例如 1,2,5,10；现在给出的是：{sizes}。",
    ),
    "error.generator_of_pictures": (
        "{generator} has practised on pictures, and these are rows of a table. Let it practise on the table, python -m metaunsup train --learner {learner} --pool TABLE, and give what comes of it, --checkpoint {learner}=FILE; scratch-vae, scratch-gan, augmented and copies need no practice.",
        "{generator} 是用图片练习的，而这些是表格的行。请先让它在这个表格上练习：python -m metaunsup train --learner {learner} --pool 表格，再用 --checkpoint {learner}=文件 指定练好的结果；scratch-vae、scratch-gan、augmented、copies 不需要练习。",
    ),
    "error.judge_of_pictures": (
        "{pool} is a table, whose rows are judged by their own columns; leave --judge out.",
        "{pool} 是表格，它的行由各列本身来评判；请去掉 --judge。",
    ),
    "error.generate_out": (
        "{path}: --out writes pictures as .png and rows of a table as .csv; here its name must end in {kind}.",
        "{path}：--out 把图片写成 .png，把表格的行写成 .csv；这里文件名要以 {kind} 结尾。",
    ),
    "error.generation_items": (
        "No class of {pool} ({part} part) has the {need} items that a task takes, to look at and held out; ask for fewer ({possible} in all at most), or choose a pool with more of a class.",
        "{pool}（{part}部分）没有哪个类别有一个任务所需的 {need} 个样本（先看的加上留作检验的）；请减少（合起来最多 {possible} 个），或换一个每类样本更多的来源。",
    ),
    "error.mmd_items": (
        "A kernel distance needs two items or more on either side, and there are {first} and {second}; ask for more.",
        "核距离要求两边各至少有两个样本，现在是 {first} 个和 {second} 个；请增加。",
    ),
    "error.generate_broke": (
        "The drawings could not be made because of a fault ({kind}: {said}); press the button again, and if it happens twice, please report it.",
        "程序出错，无法作画（{kind}：{said}）。请再按一次按钮；如果再次出现，请告诉我们。",
    ),
    "error.generate_queue_full": (
        "{waiting} {waiting:request|requests} for drawings {waiting:is|are} waiting on this server already; try again in a minute.",
        "这台服务器上已有 {waiting} 个作画请求在排队；请过一分钟再试。",
    ),
    "error.generate_share_full": (
        "{waiting} {waiting:request|requests} of yours {waiting:is|are} waiting already; let one finish, or stop one.",
        "你已有 {waiting} 个请求在排队；请等一个完成，或停止一个。",
    ),
}
