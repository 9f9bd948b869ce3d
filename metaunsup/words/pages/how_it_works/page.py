"""The page that explains: its frame, and what stands above and below each figure."""

WORDS: dict[str, tuple[str, str]] = {
    "how_it_works.title": ("How it works", "原理"),
    "how_it_works.lead": (
        "The mathematics in figures that you can drag, the questions a newcomer asks, and twelve lessons in which you guess before you see. Under each formula stands the code of this program that computes it.",
        "用可以拖动的图来看背后的数学，回答初学者常问的问题，还有十二节课：先猜，再看结果。每个公式下面都有本程序中实际计算它的代码。",
    ),
    "how_it_works.section": ("What to look at", "看什么"),
    "how_it_works.section.gradient": ("Learning to learn", "学会学习"),
    "how_it_works.section.sines": ("Sine curves", "正弦曲线"),
    "how_it_works.section.kmeans": ("K-Means", "K-Means 聚类"),
    "how_it_works.section.latent": ("The bound", "证据下界"),
    "how_it_works.section.cells": ("Prototypes", "原型"),
    "how_it_works.section.questions": ("Questions", "常见问题"),
    "how_it_works.section.lessons": ("Lessons", "课程"),
    "how_it_works.about.gradient": (
        "A network with only two parameters: a place θ on a plane. Three tasks, each with its lowest point (a star). From where should one start, so that a *single* step takes one near the star of whichever task comes? Each method pushes θ another way. Drag θ and the stars; go through the four terms one by one.",
        "假设网络只有两个参数，也就是平面上的一个点 θ。有三个任务，各有一个最低点（星号）。从哪里出发，才能不管来的是哪个任务，**只走一步**就靠近它的星号？每种方法推动 θ 的方向各不相同。拖动 θ 和星号试试，再把四个部分逐个看一遍。",
    ),
    "how_it_works.try.gradient": (
        "**Try:** set α to 0: MAML and pre-training agree. Set α to 1.3 and look at the term that first order drops. Let the examples mislead: then the steps lead past the stars, and MAML learns to start elsewhere. Show where each method ends: not in the same place.",
        "**试一试：** 把 α 调到 0，MAML 就和预训练一致。把 α 调到 1.3，看看一阶近似丢掉的那一项。让例子产生误导，几步之后就会走偏，MAML 于是学会换个地方出发。再显示各方法的终点：它们并不在同一处。",
    ),
    "how_it_works.about.sines": (
        "Every task is a curve y = A sin(x − p) with another A and p. Two equal networks have practised on 30,000 batches of such curves: one to be right on average (pre-training), one to be right *after a step* (MAML). Now both get the same few points of a curve that neither has seen, and take the same steps.",
        "每个任务是一条曲线 y = A sin(x − p)，A 和 p 各不相同。两个结构相同的网络都练过 30,000 批这样的曲线：一个力求平均来说最准（预训练），另一个力求**走一步之后**最准（MAML）。现在给它们同一条没见过的曲线上的几个点，走同样的步数。",
    ),
    "how_it_works.try.sines": (
        "**Try:** move the steps from 0 to 1. Take points from the right half only: MAML completes the left half, for it knows what such curves look like. Drag one point far away: no sine curve goes there.",
        "**试一试：** 把步数从 0 调到 1。只取右半边的点：MAML 能补出左半边，因为它知道这类曲线长什么样。再把一个点拖得很远：没有哪条正弦曲线会经过那里。",
    ),
    "how_it_works.about.kmeans": (
        "Two rules in turn: each point goes to its nearest centroid (a star), then each centroid moves to the mean of its points. Nothing can go up, so it always comes to rest, but not always in the right place: this start is a bad one.",
        "两条规则轮流用：每个点归给最近的中心（星号），然后每个中心移到自己那些点的平均位置。总距离只降不升，所以一定会停下来，但不一定停在对的地方：这里给的就是一个坏起点。",
    ),
    "how_it_works.try.kmeans": (
        "**Try:** run it from the bad start, then from others. Choose another cloud: even the best result there is not what you see, because K-Means looks for round groups of about equal size.",
        "**试一试：** 先从坏起点运行，再换别的起点。然后换一种点云：那里哪怕最好的结果也不是你眼睛看到的组，因为 K-Means 总想找大小相近的圆团。",
    ),
    "how_it_works.about.latent": (
        "A number x is made from a hidden number z: z is drawn from a bell curve, and x lies near the curve f(z). How likely is x? One would have to add up over every z. A guess q at z gives a lower bound (the ELBO), which splits into two terms: how well the guessed z explain x, minus how far q has moved from the bell curve.",
        "一个数 x 由隐藏的数 z 产生：先从钟形分布抽出 z，x 就落在曲线 f(z) 附近。x 有多可能出现？得把所有 z 的情况加起来。用一个猜测 q 来代替 z 的分布，就得到一个下界（ELBO），它分成两项：猜出的 z 能把 x 解释得多好，减去 q 离开钟形分布有多远。",
    ),
    "how_it_works.try.latent": (
        "**Try:** press “Best q”: on the straight curve the gap closes, since the true answer is a bell curve itself. On the bent one two z explain the same x, and no single bell curve can say so: the gap stays.",
        "**试一试：** 点“最好的 q”：在直线上差距会完全消失，因为真正的答案本来就是钟形；在弯曲线上，两个 z 都能解释同一个 x，一个钟形说不出这件事，差距就消不掉。",
    ),
    "how_it_works.about.cells": (
        "ProtoNet’s idea: in a good space a class is its mean. Twelve examples of three classes; a star is the mean of its four, the prototype; a point belongs to the nearest star. Drag the examples and the point with the question mark.",
        "ProtoNet 的想法：在一个好的空间里，一个类别就是它的平均位置。这里有三类共十二个例子，星号是各类四个例子的平均，也就是原型；一个点属于离它最近的星号。拖动例子和带问号的点试试。",
    ),
    "how_it_works.try.cells": (
        "**Try:** let one example stray far from its class and see all borders move. With a small temperature the answer is sure everywhere; with a large one it never is. The program’s own prototypes lie on a sphere, where nearest means the smallest angle.",
        "**试一试：** 把一个例子拖得离本类很远，看所有边界怎么移动。温度很小时，到处都答得很肯定；温度很大时，从来都不肯定。本程序里的原型位于球面上，那里的“最近”就是夹角最小。",
    ),
    "how_it_works.code": ("The code that computes it", "计算它的代码"),
    "how_it_works.teacher": ("For teachers: a link with less on it", "给老师：更简洁的链接"),
    "how_it_works.teacher.about": (
        "Bring the page into the state that your class should see, tick what to take away, and hand out the link.",
        "先把页面调到要让学生看到的状态，勾选要去掉的内容，再把链接发给学生。",
    ),
    "how_it_works.teacher.bare": ("No sliders and buttons at the figure", "图上不显示滑块和按钮"),
    "how_it_works.teacher.lock": ("Nothing can be dragged: the state is locked", "锁定状态，什么都不能拖动"),
    "how_it_works.teacher.answer": ("The measured answer stays hidden", "不显示实测答案"),
    "how_it_works.teacher.only": ("This lesson or figure alone, without the others", "只显示这一课或这一幅图"),
    "how_it_works.teacher.told": (
        "A teacher’s link: part of the page is left out.",
        "这是老师给的链接，页面的一部分没有显示。",
    ),
}
