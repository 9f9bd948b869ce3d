"""The page one starts at."""

WORDS: dict[str, tuple[str, str]] = {
    "home.title": ("Sorting digits that nobody has labelled", "没有标签，电脑能把数字分好组吗？"),
    "home.lead": (
        "Here are 200 real handwritten digits, shuffled, without a single label. Four programs will sort them into ten groups before your eyes: K-Means, which has never seen anything before, and three that have *practised* on other pictures without labels. What they practised is not these digits but how to learn a new task: *learning to learn*, or meta-learning.",
        "下面是 200 个真实的手写数字，顺序打乱，没有任何标签。四个程序将当着你的面把它们分成十组：K-Means 从没见过任何图片，另外三个则用别的、同样没有标签的图片**练习过**。它们练的不是认这些数字，而是怎样学会一个新任务，也就是“学会学习”（元学习）。",
    ),
    "home.start": ("Start the race", "开始比赛"),
    "home.again": ("New digits", "换一批数字"),
    "home.digits": ("200 handwritten digits without labels, in random order", "200 个没有标签的手写数字，随机排列"),
    "home.teach.title": ("What you are seeing", "你看到的是什么"),
    "home.teach.1": (
        "**A map, not a sorting table.** Every learner places the 200 pictures so that what it finds alike lies close; colours are its groups. *Piles* shows the same groups side by side: look for pictures that strayed into the wrong pile.",
        "**一张地图。** 每个学习器都把它认为相似的图片放在一起，颜色表示它分的组。切换到“分堆”，同样的分组会一堆堆排开：找找哪些图片混进了别的堆。",
    ),
    "home.teach.2": (
        "**Practice makes the difference.** The three practised on other digits, unlabelled too: they learned that a tilted or thicker 7 is still the same picture. That took minutes, not days, and only once; when the race is over, a table says how long.",
        "**差别来自练习。** 那三个学习器事先用别的数字练习过，同样没有标签：它们学到的是，歪一点、粗一点的 7 还是同一张图。练习只需一次，用的是几分钟，不是几天；比赛结束后，会有一张表列出各用了多久。",
    ),
    "home.teach.3": (
        "**Then they adapt.** MAML and Reptile go on adjusting to these very digits, step by step, trusting their own groups. Does it help? Watch the lines, then try *New digits*: one race proves little.",
        "**然后是调整。** MAML 和 Reptile 会相信自己的分组，针对眼前这批数字一步步调整。有用吗？看看曲线，再点“换一批数字”：一场比赛说明不了太多。",
    ),
    "home.next": ("Where to go next", "接下来"),
    "home.to_turn": (
        "Your turn: sort 20 pictures yourself, against the clock",
        "轮到你了：自己动手，限时给 20 张图片分组",
    ),
    "home.to_tasks": ("See how such tasks are made, and make your own", "看看这样的任务是怎么来的，自己出一个"),
    "home.to_race": ("Race other learners on other pictures", "换别的学习器、别的图片再赛一场"),
}
