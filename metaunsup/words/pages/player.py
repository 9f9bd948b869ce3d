"""The player that shows a race."""

WORDS: dict[str, tuple[str, str]] = {
    "player.name": ("Race player", "比赛播放器"),
    "player.play": ("Play", "播放"),
    "player.pause": ("Pause", "暂停"),
    "player.back": ("One step back", "后退一步"),
    "player.forward": ("One step forward", "前进一步"),
    "player.scrub": ("Step", "步"),
    "player.clock": ("step {step} of {steps}", "第 {step} / {steps} 步"),
    "player.speed": ("Speed", "速度"),
    "player.views": ("Shown as", "显示方式"),
    "player.view_map": ("Map", "地图"),
    "player.view_piles": ("Piles", "分堆"),
    "player.truth": ("Show the truth", "显示答案"),
    "player.live": ("Back to live", "回到直播"),
    "player.waiting": ("waiting for the first step …", "正在等第一步……"),
    "player.starting": ("Getting the pictures and the learners ready …", "正在准备图片和学习器……"),
    "player.queued": (
        "Races before yours: {ahead}. It starts by itself.",
        "前面还有 {ahead} 场比赛，轮到时会自动开始。",
    ),
    "player.running": (
        "Live: the learners are still computing. Pause or drag back at any time.",
        "直播中：学习器还在计算，随时可以暂停或往回拖。",
    ),
    "player.hint_map": (
        "Close together: alike to this learner. Colour and number: its group. Click a picture to find it in every panel.",
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
        "粗框：分错了组，或者哪一组都没分进去。菱形：不属于任何一组的离群图片，不计分。",
    ),
    "player.state": ("step {step} · {seconds} s", "第 {step} 步 · {seconds} 秒"),
    "player.state_done": ("done at step {step} · {seconds} s", "第 {step} 步完成 · {seconds} 秒"),
    "player.state_settled": ("settled at step {step} · {seconds} s", "第 {step} 步后不再变化 · {seconds} 秒"),
    "player.canvas_unscored": (
        "{learner} at step {step}: {count} pictures in coloured groups",
        "{learner}，第 {step} 步：{count} 张图片按颜色分组",
    ),
    "player.canvas": (
        "{learner} at step {step}: {count} pictures in coloured groups, accuracy {accuracy}",
        "{learner}，第 {step} 步：{count} 张图片按颜色分组，准确率 {accuracy}",
    ),
    "player.codes": (
        "The code of each group, on a plane. The first steps move the codes (the lines, drawn {times} times as long), the later ones the heads made from them. Dots: the code of each picture by itself.",
        "每一组的编码，画在一个平面上。前面的步子移动编码（细线，按 {times} 倍长度画出），后面的步子移动由编码生成的分类头。小点是每张图各自的编码。",
    ),
    "player.codes.canvas": (
        "{learner} at step {step}: codes of {count} groups on a plane",
        "{learner}，第 {step} 步：{count} 组的编码在平面上的位置",
    ),
    "player.slots": (
        "The slots as they fill: {read} of the pictures are read; the taller a bar, the more of them its group has.",
        "逐渐填满的格子：已读 {read} 张图；柱越高，这一组已有的图越多。",
    ),
    "player.slots.canvas": (
        "{learner} at step {step}: {count} slots hold {read} pictures",
        "{learner}，第 {step} 步：{count} 格里共有 {read} 张图",
    ),
    "player.mask": (
        "The learned mask: a row for each layer of the network, a cell for each filter; the fuller the cell, the likelier the filter adapts. {scale}",
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
    "player.is_outlier": ("really an outlier: belongs to no group", "其实是离群图片：不属于任何一组"),
    "player.close": ("Close", "关闭"),
    "player.metric": ("Score shown", "显示哪种得分"),
    "player.chart_step": ("{metric} after each step", "每一步之后的{metric}"),
    "player.chart_seconds": ("{metric} against computing time", "{metric}随计算时间的变化"),
    "player.kmeans_final": ("K-Means, final", "K-Means 最终得分"),
}
