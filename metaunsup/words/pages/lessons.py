"""The lessons: their frame, and each one's sentences. Numbers fill the gaps; they come from files of results."""

WORDS: dict[str, tuple[str, str]] = {
    "lessons.lead": (
        "Twelve lessons of ten minutes. Each asks you to **guess first**: your guess is kept until you have seen the experiment. All numbers were measured by commands of this program.",
        "十二节课，每节十分钟。每节都要你**先猜**：你的猜测会一直保留到你看完实验。所有数字都是用本程序的命令测出来的。",
    ),
    "lessons.number": ("Lesson {number}: {title}", "第 {number} 课：{title}"),
    "lessons.part.1": ("In plain words", "大白话"),
    "lessons.part.2": ("The mathematics", "数学"),
    "lessons.part.3": ("Your guess", "你猜"),
    "lessons.part.4": ("The experiment", "做实验"),
    "lessons.part.5": ("Now break it", "现在把它弄坏"),
    "lessons.guess": ("Your guess", "你猜"),
    "lessons.commit": ("This is my guess", "我就猜这个"),
    "lessons.commit.about": (
        "The experiment opens when you have committed to a guess.",
        "选定之后，实验才会出现。",
    ),
    "lessons.committed": ("Your guess: {guess}", "你的猜测：{guess}"),
    "lessons.anew": ("Guess anew", "重新猜"),
    "lessons.seen": ("I have seen it: what was measured?", "我看完了：实测结果如何？"),
    "lessons.right": ("You guessed what was measured: {answer}", "你猜中了实测结果：{answer}"),
    "lessons.other": ("What was measured is different: {answer}", "实测结果与你猜的不同：{answer}"),
    "lessons.sources": ("Measured by: {files}", "数据来源：{files}"),
    "lessons.draw": (
        "Draw some yourself, or begin with drawings that are ready",
        "自己画几个试试，或从一套现成的图画开始",
    ),
    "lessons.next": ("Next: {title}", "下一课：{title}"),
    "lessons.all": ("All lessons", "所有课程"),
    "lessons.sheet": ("As a sheet to print", "打印成一页讲义"),
    "lessons.sheet.print": (
        "Print this page with your browser (Ctrl+P): it fits one sheet of A4.",
        "用浏览器打印本页（Ctrl+P）：正好一张 A4 纸。",
    ),
    "lessons.sheet.back": ("Back to the lesson", "回到课程"),
    "lessons.sheet.seen": ("What I saw: …………………………………………", "我看到：…………………………………………"),
    "lessons.sheet.found": ("What I found: …………………………………………", "我发现：…………………………………………"),
    "lessons.kmeans.title": ("K-Means, and where it fails", "K-Means，以及它在哪里失灵"),
    "lessons.kmeans.plain": (
        "K-Means looks for as many centres as you ask for, so that every picture lies near one of them. It compares pictures pixel by pixel: to it, a 7 shifted by two pixels is another picture.",
        "你要几组，K-Means 就找几个中心，让每张图都离某个中心很近。它逐个像素地比较图片：一个 7 平移两个像素，在它眼里就是另一张图。",
    ),
    "lessons.kmeans.mathematics": (
        "It makes the squared distances to the centres as small as it can from where it starts. That is not the same as getting kinds right.",
        "它从起点出发，尽量减小到各中心的距离平方之和。这和“把类别分对”并不是一回事。",
    ),
    "lessons.kmeans.question": (
        "K-Means gets 200 pictures of MNIST’s digits, 20 of each kind, and makes ten groups. How many pictures end in the right group?",
        "给 K-Means 200 张 MNIST 数字，每种 20 张，让它分成十组。有多少图片会分对？",
    ),
    "lessons.kmeans.a": ("Nearly all", "几乎全部"),
    "lessons.kmeans.b": ("About half", "一半左右"),
    "lessons.kmeans.c": ("One in ten, as by chance", "十分之一，和瞎猜差不多"),
    "lessons.kmeans.figure": (
        "Press “Run to the end”: from this start it gets stuck. Then “Random start”, several times. On the race page it sorts real digits.",
        "点“运行到底”：从这个起点出发，它会卡住。再多点几次“随机起点”。在比赛页面上，它分的是真正的数字。",
    ),
    "lessons.kmeans.to.1": ("Race: K-Means and spectral clustering on digits", "比赛：K-Means 与谱聚类分数字"),
    "lessons.kmeans.told": (
        "Over 100 tasks K-Means got {om_kmeans:.1%} right. Spectral clustering, which follows chains of neighbours instead of centres, got {om_spectral:.1%}.",
        "100 个任务平均，K-Means 分对 {om_kmeans:.1%}。谱聚类不看中心，而是顺着一个个近邻连过去，分对 {om_spectral:.1%}。",
    ),
    "lessons.kmeans.break": (
        "In the figure choose “stretched”, “unequal”, “ring”: where even the best start does not help, K-Means asks the wrong question. Then see who gives up altogether on digits.",
        "在图中选“长条”“大小不等”“圆环”：在那里，再好的起点也没用，因为 K-Means 问错了问题。再看看谁在数字上完全分不出来。",
    ),
    "lessons.kmeans.break_to.1": ("Race with two that look for crowds", "再加上两个找密集处的方法"),
    "lessons.learning.title": ("Learning to learn", "学会学习"),
    "lessons.learning.plain": (
        "Practice can have two aims: to be right straight away, or to be quick to learn. Who has played many instruments does not yet know the next one, but gets there sooner.",
        "练习可以有两种目标：一上来就做对，或者学得快。会好几种乐器的人并不会下一种，但学起来更快。",
    ),
    "lessons.learning.mathematics": (
        "MAML’s loss is taken *after* a gradient step on a few points, pre-training’s before any. So MAML may begin no better, if only the step leads to a better place.",
        "MAML 的损失是在几个点上走完一步梯度**之后**才算的，预训练则在走之前就算。所以 MAML 的起点不必更好，只要那一步能到更好的地方。",
    ),
    "lessons.learning.question": (
        "Two networks practised on sine curves, one by pre-training, one by MAML. Both see ten points of a new curve. Which one is nearer to the curve?",
        "两个网络都在正弦曲线上练过，一个用预训练，一个用 MAML。现在给它们一条新曲线上的十个点。哪个更接近这条曲线？",
    ),
    "lessons.learning.a": (
        "MAML, before the first step already",
        "MAML，第一步之前就更接近",
    ),
    "lessons.learning.b": (
        "Both the same, however many steps",
        "走多少步都差不多",
    ),
    "lessons.learning.c": (
        "Both the same before, MAML far ahead after one step",
        "走之前差不多，走一步之后 MAML 遥遥领先",
    ),
    "lessons.learning.figure": (
        "Set the steps to 0, then to 1, then further. Try another curve, and points on the right alone.",
        "把步数调到 0，再调到 1，再往上。换一条曲线试试，再只取右半边的点。",
    ),
    "lessons.learning.to.1": ("Train MAML on digits for 60 steps, and watch", "用 MAML 在数字上练 60 步，看看过程"),
    "lessons.learning.told": (
        "Over 500 curves, each network at the step size that suits it: before the first step the squared errors are {sine_pre_0:.2f} (pre-training) and {sine_maml_0:.2f} (MAML), after one step {sine_pre_1:.2f} and {sine_maml_1:.2f}, after ten {sine_pre_10:.2f} and {sine_maml_10:.2f}. On pictures the story is another one: lesson 7.",
        "500 条曲线平均，各用最适合自己的步长：第一步之前，平方误差为 {sine_pre_0:.2f}（预训练）和 {sine_maml_0:.2f}（MAML）；走一步之后 {sine_pre_1:.2f} 和 {sine_maml_1:.2f}；走十步之后 {sine_pre_10:.2f} 和 {sine_maml_10:.2f}。换成图片，情况就不同了：见第 7 课。",
    ),
    "lessons.learning.break": (
        "Give MAML what it never practised: drag the points so that they lie on a straight line, or leave only two, or double its rate. On digits, let it practise with one inner step.",
        "给 MAML 它从没练过的东西：把点拖成一条直线，或者只留两个点，或者把它的学习率加倍。在数字上，让它只用一步内层来练习。",
    ),
    "lessons.learning.break_to.1": ("Train MAML with a single inner step", "让 MAML 只走一步内层来训练"),
    "lessons.augmentation.title": ("What augmentation decides", "变形决定了什么"),
    "lessons.augmentation.plain": (
        "Without labels, a practice task is made by altering pictures: each picture is a kind of its own, its altered views are the members. What you alter is what the network learns to overlook.",
        "没有标签，就靠变形来造练习任务：每张图自成一类，它的变形图就是成员。你改变什么，网络就学会忽略什么。",
    ),
    "lessons.augmentation.mathematics": (
        "With strength s = 0 all members of a class are equal, and any network can tell them: there is nothing to learn. With a large s they no longer resemble each other.",
        "强度 s = 0 时，同一类的成员完全一样，什么网络都能认出来，没什么可学的。s 很大时，它们又彼此不像了。",
    ),
    "lessons.augmentation.question": (
        "ProtoNet practises on pictures that are not altered at all. How does it sort the small digits then, compared with K-Means, which has never practised?",
        "如果 ProtoNet 用完全没有变形的图片练习，它分小数字的结果和从没练过的 K-Means 相比如何？",
    ),
    "lessons.augmentation.a": ("Worse than K-Means", "比 K-Means 还差"),
    "lessons.augmentation.b": ("A little better than K-Means", "比 K-Means 好一点"),
    "lessons.augmentation.c": ("Just as well as with altering", "和有变形时一样好"),
    "lessons.augmentation.to.1": ("See altered views, and move their strength", "看变形图，调节强度"),
    "lessons.augmentation.to.2": ("The measured curve, and a small study to run", "看实测曲线，也可以自己做个小实验"),
    "lessons.augmentation.told": (
        "Not altered: {st_none:.1%}, below K-Means’ {st_kmeans:.1%} on the same tasks. At strength 1: {st_one:.1%}. At strength 2: {st_two:.1%} (validation tasks, means of three seeds).",
        "没有变形：{st_none:.1%}，低于 K-Means 在同样任务上的 {st_kmeans:.1%}。强度 1：{st_one:.1%}。强度 2：{st_two:.1%}（验证任务，三个随机种子的平均）。",
    ),
    "lessons.augmentation.break": (
        "Turn the strength to 2 and look: could you still say which altered views are of one picture? A 6 turned far enough is a 9; what would the network learn from that?",
        "把强度调到 2 看看：你还能说出哪些变形图来自同一张图吗？6 转得够多就成了 9，网络会从中学到什么？",
    ),
    "lessons.augmentation.break_to.1": ("Altered views at strength 2", "强度 2 的变形图"),
    "lessons.orders.title": ("First and second order", "一阶与二阶"),
    "lessons.orders.plain": (
        "MAML asks: if I started elsewhere, where would the step have led? To know that exactly one must know how the slope itself changes. First order does not ask: it acts as if start and end moved alike.",
        "MAML 问：如果换个地方出发，那一步会走到哪里？要准确知道，就得知道坡度本身怎么变化。一阶近似不问这个，它当作起点动多少，终点就动多少。",
    ),
    "lessons.orders.mathematics": (
        "The factor between them holds second derivatives of the loss. First order drops it: half the work, another direction.",
        "两者之间差一个含二阶导数的因子。一阶近似把它丢掉：计算少一半多，方向也不同了。",
    ),
    "lessons.orders.question": (
        "How much accuracy does first order cost on the small digits?",
        "在小数字上，一阶近似会损失多少准确率？",
    ),
    "lessons.orders.a": ("More than ten points", "十个百分点以上"),
    "lessons.orders.b": ("Nothing that three seeds could tell apart", "三个随机种子看不出差别"),
    "lessons.orders.c": ("It does not learn at all", "根本学不会"),
    "lessons.orders.figure": (
        "The dotted arrow is the dropped term. Make α smaller and larger; go through the terms 1 to 4.",
        "点线箭头就是丢掉的那一项。把 α 调小、调大，再从 1 看到 4。",
    ),
    "lessons.orders.to.1": ("Race: the control, first order, MAML", "比赛：对照组、一阶近似、MAML"),
    "lessons.orders.told": (
        "Digits, 100 steps of practice, three seeds: MAML {ab_maml:.1%} in {ab_maml_seconds:.0f} s, first order {ab_fomaml:.1%} in {ab_fomaml_seconds:.0f} s; the difference (1.8 points) is smaller than what the seeds make of it (± 3.8). From letters to MNIST both end at {kin_maml:.1%}.",
        "数字，练 100 步，三个随机种子：MAML {ab_maml:.1%}，用 {ab_maml_seconds:.0f} 秒；一阶近似 {ab_fomaml:.1%}，用 {ab_fomaml_seconds:.0f} 秒。差别（1.8 个百分点）小于随机种子带来的波动（± 3.8）。从字母到 MNIST，两者都是 {kin_maml:.1%}。",
    ),
    "lessons.orders.break": (
        "Set α to 1.3 or the inner steps to 5: now the two arrows point to different sides. Find a place where they are opposed. Would you train first order with such steps?",
        "把 α 调到 1.3，或把内层步数调到 5：两个箭头指向不同的方向了。找一个它们相反的位置。用这样的步子，你还会用一阶近似来训练吗？",
    ),
    "lessons.orders.break_to.1": ("Train first-order MAML for 60 steps", "用一阶 MAML 训练 60 步"),
    "lessons.letters.title": ("Trained on letters, tested on digits", "练的是字母，考的是数字"),
    "lessons.letters.plain": (
        "Does practice help with what one has never practised? A network that has seen only letters of foreign alphabets gets digits: no digit was ever among its pictures.",
        "对从没练过的东西，练习有用吗？一个只见过外国字母的网络来分数字：它练的图片里一个数字都没有。",
    ),
    "lessons.letters.mathematics": (
        "What carries over is the space f: strokes, thick or thin, tilted or not. The groups themselves are found anew each time, and then the network may adapt to them by their own labels.",
        "能带过去的是空间 f：笔画粗细、倾斜与否。组则每次都要重新找，然后网络还可以用自己分出的标签来调整。",
    ),
    "lessons.letters.question": (
        "ProtoNet practised on Omniglot’s letters alone. How does it sort MNIST’s digits?",
        "ProtoNet 只在 Omniglot 字母上练过。它分 MNIST 数字会怎样？",
    ),
    "lessons.letters.a": ("No better than K-Means", "不比 K-Means 好"),
    "lessons.letters.b": ("Far better than K-Means", "比 K-Means 好得多"),
    "lessons.letters.c": ("Without a mistake", "一个也不错"),
    "lessons.letters.to.1": ("Race on MNIST, practised on letters", "在 MNIST 上比赛，练的是字母"),
    "lessons.letters.to.2": (
        "The digits as pixels, and as the network that knows letters sees them",
        "同一批数字：左边是像素，右边是只见过字母的网络眼里的样子",
    ),
    "lessons.letters.told": (
        "100 tasks: K-Means {om_kmeans:.1%}, ProtoNet {om_protonet:.1%}, and {om_adapt:.1%} after adapting to the task.",
        "100 个任务：K-Means {om_kmeans:.1%}，ProtoNet {om_protonet:.1%}，再针对任务调整之后 {om_adapt:.1%}。",
    ),
    "lessons.letters.break": (
        "The same encoder on the small digits of 8 × 8 pixels got {tr_omniglot_digits:.1%}: less than K-Means ({tr_kmeans_digits:.1%}). There strokes are grey blots, and what it learned about lines is of no use.",
        "同一个编码器去分 8 × 8 像素的小数字，只有 {tr_omniglot_digits:.1%}，不如 K-Means（{tr_kmeans_digits:.1%}）。那里的笔画是灰色的斑块，它学到的关于线条的知识用不上。",
    ),
    "lessons.letters.break_to.1": ("Race on the small digits, practised on letters", "在小数字上比赛，练的是字母"),
    "lessons.letters.break_to.2": ("What carries over from where: the table", "从哪里能迁移到哪里：看表"),
    "lessons.hurts.title": ("When adaptation hurts", "调整什么时候有害"),
    "lessons.hurts.plain": (
        "Adapting trusts its own groups. Where they are mostly right, that makes them better; where they are wrong, it learns the mistake. And steps that are too large go past the goal.",
        "调整时，网络相信自己分的组。组大体分对了，调整就更好；分错了，就把错误也学进去。步子太大，还会走过头。",
    ),
    "lessons.hurts.mathematics": (
        "The labels a are the network’s own. A step of size α down a loss made of wrong labels is a step to the wrong place.",
        "标签 a 是网络自己给的。顺着由错误标签构成的损失走大小为 α 的一步，就是走到错误的地方去。",
    ),
    "lessons.hurts.question": (
        "An encoder that practised on MNIST itself sorts {mn_protonet:.1%} of a task’s digits. Then it adapts for 20 steps. What becomes of that?",
        "一个就在 MNIST 上练过的编码器，能分对任务中 {mn_protonet:.1%} 的数字。然后它再调整 20 步。结果会怎样？",
    ),
    "lessons.hurts.a": ("It rises by some points", "上升几个百分点"),
    "lessons.hurts.b": ("It falls by some points", "下降几个百分点"),
    "lessons.hurts.c": ("Nothing to speak of", "几乎不变"),
    "lessons.hurts.figure": (
        "Here each task’s step is too large: some go past their star. Make α smaller, then let the examples mislead.",
        "这里各任务的步子太大，有的走过了自己的星号。把 α 调小，再让例子产生误导。",
    ),
    "lessons.hurts.to.1": ("Race on MNIST, practised on MNIST", "在 MNIST 上比赛，练的也是 MNIST"),
    "lessons.hurts.to.2": ("Where the digits go while the network adapts", "网络一步步调整时，这些数字往哪里移动"),
    "lessons.hurts.told": (
        "It ends at {mn_adapt:.1%}: a change of {mn_adapt_gain:+.1%}. What could be learned had been learned. With steps too large (Adam 0.04, an encoder from letters, validation tasks) accuracy fell from {fast_0:.1%} to {fast_3:.1%} in three steps and ended at {fast_20:.1%}; with the steps as they are now it ends at {slow_20:.1%}.",
        "最后是 {mn_adapt:.1%}，变化 {mn_adapt_gain:+.1%}：能学的早已学到了。如果步子太大（Adam 0.04，编码器来自字母，验证任务），三步之内就从 {fast_0:.1%} 降到 {fast_3:.1%}，最后停在 {fast_20:.1%}；用现在的步长，最后是 {slow_20:.1%}。",
    ),
    "lessons.hurts.break": (
        "Mix 40 strangers among the digits: they belong to no group, but the network learns them as if they did.",
        "在数字里混进 40 张不属于任何一组的图片：网络照样把它们当成某一组来学。",
    ),
    "lessons.hurts.break_to.1": ("Race with 40 strangers", "混进 40 张离群图片的比赛"),
    "lessons.control.title": ("Is it adapting, or the encoder?", "是会调整，还是编码器好？"),
    "lessons.control.plain": (
        "MAML rises while it adapts: so it has learned to adapt? To know, take someone who never practised adapting and let him take the same steps. That is a control.",
        "MAML 在调整时准确率上升，那就是学会了调整吗？要弄清楚，就找一个从没练过调整的，让它走同样的步子。这就是对照组。",
    ),
    "lessons.control.mathematics": (
        "Practised: the bilevel gradient. The control: the same self-labelling steps from an encoder that was never differentiated through them.",
        "练过的：用双层梯度练。对照组：走同样的自标注步骤，但编码器从没有穿过这些步骤求过导。",
    ),
    "lessons.control.question": (
        "MAML, practised on letters, gains {om_maml_gain:.1%} on MNIST while adapting and ends at {om_maml:.1%}. Where does ProtoNet’s encoder end, which never practised adapting, by the same steps?",
        "MAML 用字母练习，在 MNIST 上调整时上升 {om_maml_gain:.1%}，最后达到 {om_maml:.1%}。ProtoNet 的编码器从没练过调整，走同样的步子，最后到哪里？",
    ),
    "lessons.control.a": ("Just as high", "一样高"),
    "lessons.control.b": ("Some points lower", "低几个百分点"),
    "lessons.control.c": ("No higher than before its steps", "不比走之前高"),
    "lessons.control.to.1": (
        "Race of four: encoder, altered views averaged, control, MAML",
        "四方比赛：编码器、变形图取平均、对照组、MAML",
    ),
    "lessons.control.to.2": ("The same over many tasks", "在许多任务上比较"),
    "lessons.control.told": (
        "It ends at {om_adapt:.1%}; MAML minus control is {om_maml_lead:+.1%} (± 0.7 points). The control gains {om_adapt_gain:.1%}; MAML’s gain is larger only since it starts lower. Adapting itself does help: it beats the encoder alone ({om_protonet:.1%}), and with 16 altered views averaged ({om_tta:.1%}).",
        "最后是 {om_adapt:.1%}；MAML 减对照组为 {om_maml_lead:+.1%}（± 0.7 个百分点）。对照组上升 {om_adapt_gain:.1%}；MAML 升得更多，只因为起点更低。调整本身确实有用：它胜过单用编码器（{om_protonet:.1%}），也胜过 16 张变形图取平均（{om_tta:.1%}）。",
    ),
    "lessons.control.break": (
        "Take the practice away: what do the same steps make of an untrained network’s groups? And how far would the steps lead with true labels (the ceiling)?",
        "把练习去掉：同样的步骤能让没练过的网络怎样？如果用真标签来走（上限），又能走多远？",
    ),
    "lessons.control.break_to.1": ("Race with an untrained network and the ceiling", "加上没练过的网络和上限来比赛"),
    "lessons.uncertainty.title": ("How sure is it?", "它有多大把握？"),
    "lessons.uncertainty.plain": (
        "Whoever sorts should say how sure he is. “80 % sure” is an honest word if he is right in 80 of 100 such cases.",
        "分组的人应当说出自己有多大把握。说“八成把握”时，如果 100 次里对 80 次，那就是实话。",
    ),
    "lessons.uncertainty.mathematics": (
        "Chances come from distances to the prototypes. Calibration compares them with how often they come true.",
        "可能性由到各原型的距离算出；校准就是把它和实际答对的比例相比。",
    ),
    "lessons.uncertainty.question": (
        "Take all pictures of which ProtoNet is about 80 % sure (practised on MNIST, tasks of MNIST). How many of them are right?",
        "取出 ProtoNet 大约有八成把握的所有图片（在 MNIST 上练习，MNIST 任务）。其中有多少是对的？",
    ),
    "lessons.uncertainty.a": ("Nearly all: it is too modest", "几乎全对：它太谦虚"),
    "lessons.uncertainty.b": ("About 80 %, give or take a few", "大约八成，相差不多"),
    "lessons.uncertainty.c": ("Half: it boasts", "一半：它在吹牛"),
    "lessons.uncertainty.figure": (
        "Bring the question mark near a border, then make the temperature smaller: the same place, another sureness. Far outside, it is sure without a reason.",
        "把问号拖到边界附近，再把温度调小：位置没变，把握却变了。把它拖到很远的地方：它毫无理由地很肯定。",
    ),
    "lessons.uncertainty.to.1": ("Compare: how sure, and how often right", "对比：把握与实际答对的比例"),
    "lessons.uncertainty.to.2": ("The digits on a map, coloured by how sure", "把数字画在图上，颜色表示有多大把握"),
    "lessons.uncertainty.told": (
        "On average sureness and rightness are {ece:.1%} apart in a task: its word can be taken. With 20 strangers mixed in, {ece_outliers:.1%}. And in {auroc:.0%} of all pairs of a stranger and a member it is less sure of the stranger.",
        "平均来看，一个任务中把握与实际相差 {ece:.1%}：它的话可信。混进 20 张离群图片后是 {ece_outliers:.1%}。任取一张离群图片和一张正常图片，有 {auroc:.0%} 的情况它对离群的那张把握更小。",
    ),
    "lessons.uncertainty.break": (
        "Strangers lie nearest to some prototype, too, and get a chance of nearly 1 all the same. Watch where they land.",
        "离群图片也总有一个最近的原型，照样会得到接近 1 的可能性。看看它们落在哪里。",
    ),
    "lessons.uncertainty.break_to.1": ("Race with 20 strangers", "混进 20 张离群图片的比赛"),
    "lessons.unequal.title": ("Unequal groups", "大小不等的组"),
    "lessons.unequal.plain": (
        "In exercises all groups are equally large. In a drawer of finds one kind is common and another rare. Many methods quietly assume equal sizes.",
        "练习题里各组一样大。现实中，一抽屉标本里有的种类很常见，有的很稀少。许多方法悄悄假定了大小相等。",
    ),
    "lessons.unequal.mathematics": (
        "Sizes are drawn from a Dirichlet. Who forces equal shares (Sinkhorn), or cuts into balanced parts, must be wrong then.",
        "各组大小由 Dirichlet 分布抽取。谁强行平分（Sinkhorn），或者总想切得均衡，就一定会出错。",
    ),
    "lessons.unequal.question": (
        "With equal groups, averaging 16 altered views and a spectral cut ({om_tta:.1%}) is well ahead of plain ProtoNet ({om_protonet:.1%}). And with unequal groups?",
        "各组相等时，16 张变形图取平均再做谱切分（{om_tta:.1%}）明显领先普通的 ProtoNet（{om_protonet:.1%}）。各组不等时呢？",
    ),
    "lessons.unequal.a": ("It is further ahead", "领先更多"),
    "lessons.unequal.b": ("It is as far ahead", "领先一样多"),
    "lessons.unequal.c": ("It falls behind", "反而落后"),
    "lessons.unequal.to.1": ("Race with unequal groups", "各组大小不等的比赛"),
    "lessons.unequal.told": (
        "It falls behind: {un_tta:.1%} against {un_protonet:.1%}. All lose; the one that adapts keeps most ({un_adapt:.1%}), K-Means has {un_kmeans:.1%}.",
        "它落后了：{un_tta:.1%} 对 {un_protonet:.1%}。大家都变差；会调整的那个保住得最多（{un_adapt:.1%}），K-Means 为 {un_kmeans:.1%}。",
    ),
    "lessons.unequal.break": (
        "Tell ProtoNet that groups are equal when they are not (balanced), and then when they are. A right hint helps, a wrong one costs.",
        "各组不等时偏要告诉 ProtoNet 它们相等（均衡分组），再在真的相等时试一次。提示对了有帮助，错了要付代价。",
    ),
    "lessons.unequal.break_to.1": ("Race: balanced, though groups are unequal", "比赛：各组不等，却要求均衡"),
    "lessons.unequal.break_to.2": ("The same with equal groups", "各组相等时再比一次"),
    "lessons.fair.title": ("A fair comparison", "公平的比较"),
    "lessons.fair.plain": (
        "One race proves little: tasks are easy or hard, and a training has luck, too. Fair is: the same tasks for all, many of them, more than one seed, equal practice.",
        "一场比赛说明不了多少：任务有难有易，训练也看运气。公平的做法是：大家做同样的任务，做很多个，用不止一个随机种子，练习一样多。",
    ),
    "lessons.fair.mathematics": (
        "Take differences task by task, then their mean and its interval. The interval speaks of other *tasks*; of other seeds it knows nothing.",
        "逐个任务算差值，再求平均和区间。这个区间说的是换别的**任务**会怎样，对别的随机种子一无所知。",
    ),
    "lessons.fair.question": (
        "With the first seed Reptile ended {seed0:.1%} above the control, beyond the interval. What did two further seeds of both say?",
        "用第一个随机种子，Reptile 比对照组高 {seed0:.1%}，超出了区间。两者再各用两个种子，结果如何？",
    ),
    "lessons.fair.a": ("Above it again, both times", "两次都还是高于对照组"),
    "lessons.fair.b": ("Below it, both times", "两次都低于对照组"),
    "lessons.fair.c": ("Once below, once above", "一次低，一次高"),
    "lessons.fair.to.1": ("Compare four over 20 tasks", "用 20 个任务比较四个学习器"),
    "lessons.fair.told": (
        "The three seeds: {seed0:+.1%}, {seed1:+.1%}, {seed2:+.1%}. The lead was the seed’s. Tasks matter as much: K-Means gets {half_first:.1%} on the first half of MNIST’s pictures and {half_last:.1%} on the last.",
        "三个种子：{seed0:+.1%}、{seed1:+.1%}、{seed2:+.1%}。领先是种子带来的。任务也同样重要：K-Means 在 MNIST 前一半图片上是 {half_first:.1%}，在后一半上是 {half_last:.1%}。",
    ),
    "lessons.fair.break": (
        "Ask for two tasks only: how wide is the interval, and would you print that in a paper? Then look for a seed in which K-Means wins.",
        "只用两个任务：区间有多宽？你会把它写进论文吗？再找一个能让 K-Means 赢的种子。",
    ),
    "lessons.fair.break_to.1": ("Compare the same four over two tasks", "只用两个任务比较同样四个"),
    "lessons.bound.title": ("What a VAE promises", "VAE 承诺了什么"),
    "lessons.bound.plain": (
        "A VAE learns how pictures arise: from a few hidden numbers. It must be able to draw each picture again, and its hidden numbers must look like a bell curve. Do kinds come out by themselves?",
        "VAE 学习图片是怎样产生的：由几个隐藏的数生成。它既要能把每张图重新画出来，隐藏的数又要像钟形分布。类别会自己冒出来吗？",
    ),
    "lessons.bound.mathematics": (
        "It raises a lower bound on log p(x). Nothing in the bound asks that kinds lie apart; but here x is the picture as it was, and q sees an altered view of it.",
        "它提高的是 log p(x) 的一个下界。下界里没有任何一项要求不同类别分开；不过在这里，x 是原来的图片，q 看到的却是它的变形图。",
    ),
    "lessons.bound.question": (
        "K-Means on this VAE’s hidden numbers gets {bo_vae:.1%} of MNIST’s digits right, on pixels {bo_kmeans:.1%}. An autoencoder has no bound and no bell curve. If it, too, sees an altered view and must draw the picture as it was, what does it get?",
        "在这个 VAE 的隐藏变量上做 K-Means，MNIST 数字能分对 {bo_vae:.1%}，直接用像素是 {bo_kmeans:.1%}。自编码器没有下界，也没有钟形分布。如果也让它看变形图、画出原来的图片，它能分对多少？",
    ),
    "lessons.bound.a": (
        "Little more than K-Means on pixels",
        "比像素上的 K-Means 多一点点",
    ),
    "lessons.bound.b": (
        "Nearly as much as the VAE",
        "和 VAE 相差不多",
    ),
    "lessons.bound.c": (
        "Much more than the VAE",
        "比 VAE 高得多",
    ),
    "lessons.bound.figure": (
        "Move q by hand: a term rises, the other falls. Then press “Best q”.",
        "用手移动 q：一项升，另一项就降。再点“最好的 q”。",
    ),
    "lessons.bound.to.1": ("Race: K-Means, VAE, Meta-GMVAE, ProtoNet", "比赛：K-Means、VAE、Meta-GMVAE、ProtoNet"),
    "lessons.bound.to.2": ("Turn one hidden number, and see what is drawn", "改变一个隐藏变量，看画出来的数字怎么变"),
    "lessons.bound.told": (
        "It gets {bo_denoising:.1%}, within three points of the VAE. An autoencoder that only draws again what it sees gets {bo_redrawing:.1%}, and a mixture for a prior (Meta-GMVAE) {bo_gmvae:.1%}. What did it is what had to be explained, not the bound.",
        "它能分对 {bo_denoising:.1%}，离 VAE 不到三个百分点。只把看到的图重画一遍的自编码器是 {bo_redrawing:.1%}，用混合分布作先验的 Meta-GMVAE 是 {bo_gmvae:.1%}。起作用的是“要解释什么”，而不是下界。",
    ),
    "lessons.bound.break": (
        "Choose the bent curve and x = 2: q must decide for one of two answers. Make its deviation tiny, then huge: which term pays?",
        "选弯曲线，令 x = 2：q 只能在两个答案里选一个。把标准差调得极小，再调得极大：是哪一项在付代价？",
    ),
    "lessons.bound.break_to.1": ("Race: other heads on the same hidden numbers", "比赛：同样的隐藏变量，换别的分法"),
    "lessons.prototypes.title": ("A space in which a class is its mean", "类别就是平均位置的空间"),
    "lessons.prototypes.plain": (
        "Sorting is easy in the right space: put alike things together, and the mean of a few says it all. A network makes such a space. Must it practise, or will any network do?",
        "在合适的空间里，分组很容易：相像的东西在一起，几个例子的平均就说明了一切。网络能造出这样的空间。它需要练习，还是随便一个网络都行？",
    ),
    "lessons.prototypes.mathematics": (
        "The loss is the cross-entropy of these chances for altered views: each must be nearest to its own picture’s prototype.",
        "损失就是变形图在这些可能性上的交叉熵：每张变形图都应离自己那张图的原型最近。",
    ),
    "lessons.prototypes.question": (
        "K-Means in the space of a network with random weights, against K-Means on pixels (MNIST):",
        "在随机权重网络的空间里做 K-Means，和在像素上做 K-Means 相比（MNIST）：",
    ),
    "lessons.prototypes.a": ("Worse than pixels", "不如像素"),
    "lessons.prototypes.b": ("About the same", "差不多"),
    "lessons.prototypes.c": ("Better than pixels", "好于像素"),
    "lessons.prototypes.figure": (
        "Drag an example out of its class and watch the cells; bring the question mark to where three cells meet.",
        "把一个例子拖出它的类，看格子怎么变；把问号拖到三格交汇的地方。",
    ),
    "lessons.prototypes.to.1": ("Race: pixels, random weights, practised weights", "比赛：像素、随机权重、练过的权重"),
    "lessons.prototypes.to.2": (
        "The same digits through random weights and practised ones",
        "同一批数字：随机权重与练过的权重",
    ),
    "lessons.prototypes.told": (
        "Random weights {om_random:.1%}, pixels {om_kmeans:.1%}, practised on letters {om_protonet:.1%} (100 tasks). The space is what practice makes.",
        "随机权重 {om_random:.1%}，像素 {om_kmeans:.1%}，在字母上练过 {om_protonet:.1%}（100 个任务）。空间是练出来的。",
    ),
    "lessons.prototypes.break": (
        "Take five pictures of each of three kinds only: a mean of five is shaky. In the figure, drag a single example far out: one liar moves a prototype by a quarter of the way.",
        "每类只取五张、一共三类：五个的平均并不稳。在图中把一个例子拖得很远：一个捣乱的就能把原型带偏四分之一的路程。",
    ),
    "lessons.prototypes.break_to.1": ("Race with three groups of five", "三组、每组五张的比赛"),
}
