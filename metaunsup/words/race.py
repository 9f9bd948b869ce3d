"""Sentences: the page of the race, the player, and the scores."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "race.title": ("Race: same pictures, different learners", "比赛：同样的图片，不同的学习器"),
    "race.lead": (
        (
            "Choose the pictures, the task and up to four learners. They run live, one step each in turn, on the same "
            "unlabelled pictures."
        ),
        "选择图片、任务和最多四个学习器。它们面对同一批没有标签的图片，轮流各走一步，全程实时计算。",
    ),
    "race.task": ("1 · The task", "一、任务"),
    "race.who": ("2 · The learners", "二、学习器"),
    "race.learners": ("Up to four learners", "最多四个学习器"),
    "race.no_learners": ("Choose at least one learner.", "请至少选一个学习器。"),
    "race.trained_on": ("Practised on", "练习用的图片"),
    "race.trained_on.help": (
        (
            "Which unlabelled pictures the learners had practised on before the race. “Omniglot” holds no digit at "
            "all: the harder test."
        ),
        "比赛之前，学习器是用哪些没有标签的图片练习的。Omniglot 里没有一个数字，是更严格的考验。",
    ),
    "race.no_checkpoint": (
        (
            "{learners} cannot start: nothing that has practised on these pictures comes with the program. Choose "
            "other pictures to have practised on, or train one yourself:"
        ),
        "{learners} 还不能参赛：程序没有附带用这些图片练习过的版本。请换一种练习用的图片，或者自己训练一个：",
    ),
    "race.no_practice": ("None of these learners needs practice.", "这几个学习器都不需要练习。"),
    "race.start": ("Start", "开始"),
    "race.shown": (
        "{pool}: {ways} groups of {shots}{extra}; task number {seed}.",
        "{pool}：{ways} 组，每组 {shots} 张{extra}；任务编号 {seed}。",
    ),
    "race.shown.imbalance": (
        " (on average; their sizes differ, evenness {imbalance})",
        "（平均；各组大小不一，均匀度 {imbalance}）",
    ),
    "race.shown.outliers": (
        ", and {outliers} pictures that belong to none and do not count",
        "，另有 {outliers} 张不属于任何一组、不计分的图",
    ),
    "race.shown.practice": ("; practised on {pool}", "；练习用的图片：{pool}"),
    "race.failed": ("The race could not be run. {reason}", "比赛无法进行。{reason}"),
    "error.race_broke": (
        (
            "The race broke off through a fault of this program ({kind}); start it again, and if it happens twice, "
            "please report it."
        ),
        "比赛因程序内部错误（{kind}）中断。请重新开始；如果再次出现，请告诉我们。",
    ),
    "race.table": ("Result", "结果"),
    "race.table.learner": ("Learner", "学习器"),
    "race.table.accuracy": ("Accuracy", "准确率"),
    "race.table.seconds": ("Seconds here", "本次用时（秒）"),
    "race.table.practice": ("Practice beforehand", "事先的练习"),
    "race.table.none": ("none", "没有"),
    "race.table.practised": (
        "{seconds} s, {items} pictures seen, {pool} (unlabelled)",
        "{seconds} 秒，看过 {items} 张图，{pool}（无标签）",
    ),
    "race.table.seen": (
        "“Pictures seen” counts every altered view of every picture.",
        "“看过的图”把每张图的每次变形都计算在内。",
    ),
    "race.one_task": (
        "One task is one throw of the dice. For an average over a hundred tasks with its uncertainty, run:",
        "一个任务就像掷一次骰子。想知道一百个任务上的平均成绩和误差范围，请运行：",
    ),
    "race.who_is_who": ("Who is who", "认识这些学习器"),
    # -- the player --
    "player.name": ("Race player", "比赛播放器"),
    "player.play": ("Play", "播放"),
    "player.pause": ("Pause", "暂停"),
    "player.back": ("One step back", "后退一步"),
    "player.forward": ("One step forward", "前进一步"),
    "player.scrub": ("Step", "步"),
    "player.clock": ("step {step} of {steps}", "第 {step} / {steps} 步"),
    "player.speed": ("Speed", "速度"),
    "player.views": ("View", "视图"),
    "player.view_map": ("Map", "地图"),
    "player.view_piles": ("Piles", "分堆"),
    "player.truth": ("Show the truth", "显示答案"),
    "player.live": ("Back to live", "回到直播"),
    "player.waiting": ("waiting for the first step …", "正在等第一步……"),
    "player.starting": ("Getting the pictures and the learners ready …", "正在准备图片和学习器……"),
    "player.queued": (
        "Two races are running already; yours is next after {ahead} more.",
        "已有两场比赛在进行，前面还有 {ahead} 场，请稍候。",
    ),
    "player.running": (
        "Live: the learners are still computing. Pause or drag back at any time.",
        "直播中：学习器还在计算，随时可以暂停或往回拖。",
    ),
    "player.hint_map": (
        (
            "Close together: alike to this learner. Colour and number: its group. Click a picture to find it in every "
            "panel."
        ),
        "挨得近：在这个学习器看来很像。颜色和数字：它分的组。点一张图，看它在每个学习器那里落在哪里。",
    ),
    "player.hint_piles": (
        "One row a group. Click a picture to find it in every panel.",
        "每一行是一组。点一张图，看它在每个学习器那里落在哪里。",
    ),
    "player.legend": (
        "Thick frame: in the wrong group, or in none. All others are paler.",
        "粗框：分错了组，或者哪一组都没分进去。其余的颜色变淡。",
    ),
    "player.legend_outliers": (
        "Thick frame: in the wrong group, or in none. Diamond: an outlier that belongs to no group and does not count.",
        "粗框：分错了组，或者哪一组都没分进去。菱形：不属于任何一组的异类，不计分。",
    ),
    "player.state": ("step {step} · {seconds} s", "第 {step} 步 · {seconds} 秒"),
    "player.state_done": ("done at step {step} · {seconds} s", "第 {step} 步完成 · {seconds} 秒"),
    "player.canvas": (
        "{learner} at step {step}: {count} pictures in coloured groups, accuracy {accuracy}",
        "{learner}，第 {step} 步：{count} 张图片按颜色分组，准确率 {accuracy}",
    ),
    "player.codes": (
        (
            "The code of each group, on a plane. The first steps move the codes (the lines, drawn {times} times as "
            "long), the later ones the heads made from them. Dots: the code of each picture by itself."
        ),
        (
            "每一组的编码，画在一个平面上。前面的步子移动编码（细线，按 {times} 倍长度画出），后面的步子移动由编码生成的"
            "分类头。小点是每张图各自的编码。"
        ),
    ),
    "player.codes.canvas": (
        "{learner} at step {step}: codes of {count} groups on a plane",
        "{learner}，第 {step} 步：{count} 组的编码在平面上的位置",
    ),
    "player.mask": (
        (
            "The learned mask: a row for each layer of the network, a cell for each filter; the fuller the cell, the "
            "likelier the filter adapts. {scale}"
        ),
        "学到的掩码：网络每层一行，每个滤波器一格；格子越满，这个滤波器参与调整的可能性越大。{scale}",
    ),
    "player.mask.scale": (
        "Mask: {low} (cell empty) to {high} (cell full), mean {mean}; the fill is stretched between the two.",
        "掩码：{low}（空格）到 {high}（满格），平均 {mean}；填充高度按这个范围拉伸。",
    ),
    "player.mask.same": ("Mask: {mean} for every filter.", "掩码：每个滤波器都是 {mean}。"),
    "player.mask.canvas": (
        "{learner}: mean chance to adapt, layer by layer: {means}",
        "{learner}：各层滤波器参与调整的平均可能性：{means}",
    ),
    "player.item": ("Picture {number}", "第 {number} 张"),
    "player.in_group": ("group {group}, with {others} others", "第 {group} 组，同组还有 {others} 张"),
    "player.sure": (" · {percent} % sure", " · 把握 {percent}%"),
    "player.in_noise": ("noise: in no group, with {others} others", "噪声：不在任何一组，这样的还有 {others} 张"),
    "player.hint_noise": ("Grey, without a frame: noise, in no group.", "灰色、没有边框：噪声，不在任何一组。"),
    "player.chosen": ("{values} · chosen without labels", "{values} · 未用标签，自行选定"),
    "player.company": ("The company it keeps, learner by learner:", "在每个学习器那里，它和谁分在一起："),
    "player.is_right": ("really {name}: right", "其实是 {name}：分对了"),
    "player.is_wrong": ("really {name}: wrong group", "其实是 {name}：分错了"),
    "player.is_left_out": ("really {name}: left out, counts as wrong", "其实是 {name}：没有分进任何一组，按分错计"),
    "player.is_outlier": ("really an outlier: belongs to no group", "其实是异类：不属于任何一组"),
    "player.close": ("Close", "关闭"),
    "player.metric": ("Score shown", "显示哪种得分"),
    "player.chart_step": ("{metric} after each step", "每一步之后的{metric}"),
    "player.chart_seconds": ("{metric} against computing time", "{metric}随计算时间的变化"),
    "player.kmeans_final": ("K-Means, final", "K-Means 最终得分"),
    # -- the scores --
    "metric.accuracy": ("Accuracy", "准确率"),
    "metric.accuracy.about": (
        (
            "Share of pictures in the right group. Groups have no names, so each is first paired with one true kind, "
            "in the way that makes the most pictures right. A picture left as noise, in no group, counts as wrong."
        ),
        (
            "分对组的图片占多少。组本身没有名字，所以先把每一组与一个真实类别配对，取分对最多的配法。算作噪声、不在任何一组的"
            "图片，按分错计。"
        ),
    ),
    "metric.nmi": ("NMI", "NMI"),
    "metric.nmi.about": (
        (
            "Normalised mutual information: how much a picture's group tells about its true kind. 0: nothing; 1: "
            "everything. All noise together counts as one more group."
        ),
        (
            "归一化互信息：知道一张图在哪一组，能在多大程度上知道它的真实类别。0 是毫无帮助，1 是完全确定。所有噪声合起来当作"
            "另外一组。"
        ),
    ),
    "metric.ari": ("ARI", "ARI"),
    "metric.ari.about": (
        (
            "Adjusted Rand index: for two pictures at a time, do groups and truth agree on whether they belong "
            "together? Corrected for luck: 0 is guessing, 1 is perfect. All noise together counts as one more group."
        ),
        (
            "调整兰德指数：任取两张图，分组与真实类别对“是否同类”的判断一致吗？已扣除运气成分：0 相当于瞎猜，1 是全对。所有"
            "噪声合起来当作另外一组。"
        ),
    ),
}
