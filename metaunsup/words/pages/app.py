"""What stands on every page: the sidebar, links, what is being loaded."""

WORDS: dict[str, tuple[str, str]] = {
    "app.tagline": ("Learning to sort things nobody has labelled.", "学会给没有标签的东西分组。"),
    "app.choose_files": ("Upload", "选择文件"),
    "app.largest_file": ("{megabytes} MB per file", "每个文件最多 {megabytes} MB"),
    "app.language": ("Language", "语言"),
    "app.page.home": ("Start here", "首页"),
    "app.page.tasks": ("Tasks", "任务"),
    "app.page.race": ("Race", "比赛"),
    "app.page.turn": ("Your turn", "轮到你了"),
    "app.page.meta_train": ("Train", "训练"),
    "app.page.latent_space": ("Latent space", "潜在空间"),
    "app.page.compare": ("Compare", "对比"),
    "app.page.anomalies": ("Anomalies", "异常检测"),
    "app.page.generate": ("Generate", "生成"),
    "app.page.draw": ("Draw", "画一画"),
    "app.page.applications": ("Applications", "应用"),
    "app.page.runs": ("Runs", "训练记录"),
    "app.page.how_it_works": ("How it works", "原理与课程"),
    "app.link_ignored": (
        "Part of this link could not be understood and was ignored: {what}. The usual values are used instead.",
        "链接中有一部分无法识别，已忽略：{what}。这些项目改用默认值。",
    ),
    "app.share": ("Link to exactly this", "分享这一页的链接"),
    "app.share.about": (
        "Anybody who opens this link sees the same thing: everything is in the address.",
        "打开这个链接的人看到的内容和你一样：所有设置都写在网址里。",
    ),
    "app.share.title": ("This link, to pass on", "把这个链接分享给别人"),
    "app.share.code.show": ("QR code", "二维码"),
    "app.share.code": ("QR code of the link", "链接的二维码"),
    "app.share.only_here": (
        "This address works on this computer only. For a class, start the app with `python -m metaunsup app --class` and open the link that it prints.",
        "这个网址只能在这台电脑上打开。要让全班访问，请用 `python -m metaunsup app --class` 启动应用，再打开它显示的链接。",
    ),
    "app.changed": (
        "What is shown below was started before the form was changed. Press “{start}” to run what the form says now.",
        "下面显示的是修改表单之前启动的内容。要按现在的设置运行，请点“{start}”。",
    ),
    "app.fault": (
        "This part of the page could not be shown because of a fault in the program. Whoever runs the app finds it in the log under the number {number}; reloading the page may help.",
        "程序出错，页面的这一部分无法显示。运行本应用的人可以在日志中按编号 {number} 查到原因；刷新页面或许有用。",
    ),
    "app.fault.callback": (
        "What you asked for could not be done because of a fault in the program. Whoever runs the app finds it in the log under the number {number}.",
        "程序出错，刚才的操作没有完成。运行本应用的人可以在日志中按编号 {number} 查到原因。",
    ),
    "app.libraries": (
        "The libraries are being loaded; where the app has just been started, this takes some seconds.",
        "正在加载程序库；应用刚启动时，需要等几秒钟。",
    ),
    "app.loading": ("Getting ready …", "正在准备……"),
    "app.seconds": ("{seconds} s", "{seconds} 秒"),
    "app.minutes": ("{minutes} min {seconds} s", "{minutes} 分 {seconds} 秒"),
    "app.minutes.whole": ("{minutes} min", "{minutes} 分钟"),
    "app.hours": ("{hours} h {minutes} min", "{hours} 小时 {minutes} 分"),
    "app.hours.whole": ("{hours} h", "{hours} 小时"),
}
