"""The form of a task, which several pages show."""

WORDS: dict[str, tuple[str, str]] = {
    "form.pool": ("Data", "数据来源"),
    "form.pool.missing": ("{title} (not here yet)", "{title}（尚未下载）"),
    "form.pool.get": (
        "These pictures are not on this computer yet. To fetch them, run this once where the app was started, then reload the page; meanwhile the small digits and the invented characters are always available.",
        "这台电脑上还没有这些图片。请在启动本应用的地方运行一次下面的命令，再刷新页面；在此之前，“小幅手写数字”和“虚构字符”随时可用。",
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
        "Leave empty for groups of equal size. Otherwise a number: 10 makes them a little uneven, 1 very uneven (the concentration of a Dirichlet distribution).",
        "留空表示各组一样大。也可以填一个数：10 略微不均，1 很不均（即狄利克雷分布的集中度参数）。",
    ),
    "form.imbalance.empty": ("equal", "一样大"),
    "form.outliers": ("Outliers", "混入的离群图片"),
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
        "That makes {items} pictures, and a page can show {most}. Ask for fewer groups or fewer pictures in each; the command line takes more.",
        "这样一共有 {items} 张图片，而页面最多显示 {most} 张。请减少组数或每组张数；命令行没有这个限制。",
    ),
    "form.groups": ("Number of groups", "组数"),
    "form.groups.help": (
        "How many groups the learners are to make. That is all they are told.",
        "要学习器分成几组。它们只知道这个数。",
    ),
}
