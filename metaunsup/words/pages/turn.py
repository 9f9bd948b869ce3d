"""The page Your turn."""

WORDS: dict[str, tuple[str, str]] = {
    "turn.title": ("Your turn: sort them yourself", "轮到你了：自己来分组"),
    "turn.lead": (
        "The same unlabelled pictures that the learners get, and nobody tells you what they are either. Sort them against the clock; then see how far the learners come.",
        "和学习器拿到的图片一样，没有标签，也没有人告诉你它们是什么。请在限定时间内分好组，再看看学习器能分成什么样。",
    ),
    "turn.pool": ("Pictures", "图片"),
    "turn.ways": ("Groups", "组数"),
    "turn.seconds": ("Seconds", "限时（秒）"),
    "turn.other": ("Other pictures", "换一批图片"),
    "turn.again": ("Sort them again", "再分一次"),
    "turn.reload": (
        "A reload loses nothing: this tab remembers your moves, and the clock runs on.",
        "刷新页面不会丢失进度：这个标签页会记住你的每一步，计时也会继续。",
    ),
    "turn.fair.digits": (
        "Is it fair? You have read digits for years, and somebody once told you which is which. No learner has ever been told a label; all but K-Means have practised on other pictures. Choose signs that you do not know, and your lead is gone.",
        "这公平吗？你认数字已经很多年，而且有人教过你哪个是哪个。学习器从没见过任何标签；除了 K-Means，它们事先都用别的图片练习过。换成你不认识的符号，这个优势就没有了。",
    ),
    "turn.fair.signs": (
        "Is it fair? Here nobody has told you anything, as nobody has told the learners. What you bring is years of looking; what they bring (all but K-Means) is practice on other pictures.",
        "这公平吗？这些符号没有人教过你，也没有人教过学习器。你靠的是多年看东西的经验，它们（除了 K-Means）靠的是用别的图片做过的练习。",
    ),
    "turn.to_draw": ("Now draw your own, and let the same learners sort them", "接着自己画，让这几个学习器来分组"),
    "turn.save": ("Your moves (json)", "你的每一步（json）"),
    "turn.share": (
        "Whoever opens this link sorts the same {count} pictures. Your moves are not in it.",
        "打开这个链接的人会给同样的 {count} 张图片分组。链接里不含你的分法。",
    ),
    "turn.command": ("The same on the command line", "用命令行得到同样的结果"),
    "turn.desk.name": ("Pictures to sort", "待分组的图片"),
    "turn.desk.go": ("Start the clock", "开始计时"),
    "turn.desk.done": ("Done", "分好了"),
    "turn.desk.undo": ("Undo", "撤销"),
    "turn.desk.clock": ("{time} left", "还剩 {time}"),
    "turn.desk.count": ("{sorted} of {count} sorted", "已分 {sorted} / {count} 张"),
    "turn.desk.rules": (
        "{count} pictures, {groups} kinds, as many of each. Put those that belong together into one group; which group is up to you. The pictures appear when the clock starts: {seconds} s.",
        "{count} 张图片，共 {groups} 类，每类一样多。把同一类的放进同一组，放在第几组由你定。开始计时后图片才会出现，限时 {seconds} 秒。",
    ),
    "turn.desk.how": (
        "Drag a picture into a group, or tap it and then the group. With keys: arrows choose, a digit puts, U undoes. What is in no group counts as wrong.",
        "把图片拖进一组，或先点图片再点组。用键盘：方向键选图，数字键放进该组，U 键撤销。没有分组的按分错计。",
    ),
    "turn.desk.sent": ("Time to compare.", "来比一比。"),
    "turn.desk.tray": ("Pictures in no group", "还没有分组的图片"),
    "turn.desk.bin": ("Group {group}: {count} {count:picture|pictures}", "第 {group} 组：{count} 张"),
    "turn.desk.waiting": ("Picture {number}, in no group", "第 {number} 张，还没有分组"),
    "turn.desk.placed": ("Picture {number}, in group {group}", "第 {number} 张，在第 {group} 组"),
    "turn.desk.put": (
        "Picture {number} into group {group}. {left} left.",
        "第 {number} 张放进第 {group} 组，还剩 {left} 张。",
    ),
    "turn.desk.taken": ("Picture {number} back to none. {left} left.", "第 {number} 张退回，还剩 {left} 张。"),
    "turn.desk.late": ("{seconds} seconds left.", "还剩 {seconds} 秒。"),
}
