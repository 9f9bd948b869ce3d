"""Sentences: what all pages share: the sidebar, links, and the form of a task."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "app.tagline": ("Learning to sort things nobody has labelled.", "学会给没有标签的东西分组。"),
    "app.language": ("Language", "语言"),
    "app.page.home": ("Start here", "首页"),
    "app.page.tasks": ("Tasks", "任务"),
    "app.page.race": ("Race", "比赛"),
    "app.page.meta_train": ("Train", "训练"),
    "app.page.compare": ("Compare", "对比"),
    "app.page.runs": ("Runs", "运行"),
    "app.link_ignored": (
        "Part of this link could not be understood and was ignored: {what}. The usual values are used instead.",
        "链接中有一部分无法识别，已忽略：{what}。这些项目改用默认值。",
    ),
    "app.share": ("Link to exactly this", "分享这一页的链接"),
    "app.share.about": (
        "Anybody who opens this link sees the same thing: everything is in the address.",
        "打开这个链接的人看到的内容和你一样：所有设置都写在网址里。",
    ),
    "app.loading": ("Getting ready …", "正在准备……"),
    # -- variants of learners --
    "variants.open": ("Variants …", "变体……"),
    "variants.about": (
        (
            "Classical clusterers can work on a map of the pictures instead of the pixels; networks can part the "
            "pictures in another way."
        ),
        "经典聚类方法可以不直接用像素，而是先把图片降维；网络则可以换一种分组方式。",
    ),
    "variants.learner": ("Of which learner", "哪个学习器"),
    "variants.before": ("First", "先做"),
    "variants.head": ("Parting the pictures by", "分组方式"),
    "variants.kind.pca": ("PCA", "PCA"),
    "variants.kind.tsne": ("t-SNE", "t-SNE"),
    "variants.kind.umap": ("UMAP", "UMAP"),
    "variants.kind.soft": ("soft k-means", "软 k-means"),
    "variants.kind.sinkhorn": ("balanced k-means (knows the sizes)", "均衡 k-means（已知各组一样大）"),
    "variants.add": ("Add it", "加入"),
    "variants.swap": ("Put it in place of {learner}", "用它替换 {learner}"),
    "variants.umap": (
        "UMAP takes 10 to 20 seconds to get ready the first time; that has begun in the background.",
        "UMAP 第一次使用需要准备 10 到 20 秒，已在后台开始。",
    ),
    "variants.there": ("It is among the learners already.", "它已经在所选的学习器里了。"),
    "variants.full": (
        "{most} learners are the most: take one out first.",
        "最多 {most} 个学习器，请先去掉一个。",
    ),
    # -- the form of a task --
    "form.pool": ("Pictures", "图片来源"),
    "form.pool.missing": ("{title} (not here yet)", "{title}（尚未下载）"),
    "form.pool.get": (
        (
            "These pictures are not on this computer yet. To fetch them, run this once where the app was started, "
            "then reload the page; meanwhile the small digits and the invented characters are always available."
        ),
        (
            "这台电脑上还没有这些图片。请在启动本应用的地方运行一次下面的命令，再刷新页面；在此之前，“小幅手写数字”和"
            "“虚构字符”随时可用。"
        ),
    ),
    "form.ways": ("Groups", "组数"),
    "form.ways.help": (
        "How many kinds of things the task holds. Researchers say “ways”.",
        "任务里一共有几类东西，研究者称之为 ways。",
    ),
    "form.shots": ("Pictures in each group", "每组张数"),
    "form.shots.help": (
        "With uneven groups: on average. Researchers say “shots”.",
        "如果各组大小不等，这里指平均张数。研究者称之为 shots。",
    ),
    "form.seed": ("Task number", "任务编号"),
    "form.seed.help": (
        "Which of the many possible tasks is drawn; the same number always draws the same one (the “seed”).",
        "决定抽到哪一个任务；编号相同，抽到的任务也相同（即随机种子）。",
    ),
    "form.imbalance": ("Uneven groups", "各组不均"),
    "form.imbalance.help": (
        (
            "Leave empty for groups of equal size. Otherwise a number: 10 makes them a little uneven, 1 very uneven "
            "(the concentration of a Dirichlet distribution)."
        ),
        "留空表示各组一样大。也可以填一个数：10 略微不均，1 很不均（即狄利克雷分布的集中度参数）。",
    ),
    "form.imbalance.empty": ("equal", "一样大"),
    "form.outliers": ("Outliers", "混入的异类"),
    "form.outliers.help": (
        "Pictures that belong to none of the groups, mixed in. They are left out of every score.",
        "混进来的、不属于任何一组的图片。所有得分都不计入它们。",
    ),
    "form.steps": ("Adapting steps", "调整步数"),
    "form.steps.help": (
        "How often a learner may adjust itself to the task.",
        "学习器最多可以根据这个任务调整自己多少步。",
    ),
    "form.range": (
        "**{name}** can be {low} to {high}; {value} is not possible.",
        "**{name}**只能取 {low} 到 {high}，不能是 {value}。",
    ),
    "form.empty": (
        "**{name}** is empty; it needs a number from {low} to {high}.",
        "**{name}**还没有填，请填 {low} 到 {high} 之间的数。",
    ),
    "form.too_many_items": (
        (
            "That makes {items} pictures, and a page can show {most}. Ask for fewer groups or fewer pictures in each; "
            "the command line takes more."
        ),
        "这样一共有 {items} 张图片，而页面最多显示 {most} 张。请减少组数或每组张数；命令行没有这个限制。",
    ),
}
