"""What stands on every page: the sidebar, links, what is being loaded."""

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
    "app.seconds": ("{seconds} s", "{seconds} 秒"),
    "app.minutes": ("{minutes} min {seconds} s", "{minutes} 分 {seconds} 秒"),
    "app.minutes.whole": ("{minutes} min", "{minutes} 分钟"),
    "app.hours": ("{hours} h {minutes} min", "{hours} 小时 {minutes} 分"),
    "app.hours.whole": ("{hours} h", "{hours} 小时"),
}
