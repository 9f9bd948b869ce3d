"""The lessons on practice: what it is for, what it is made of, what carries over."""

WORDS: dict[str, tuple[str, str]] = {
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
        "The steps stand at 0: set them to 1, then further. Try another curve, and points on the right alone.",
        "步数现在是 0：调到 1，再往上调。换一条曲线试试，再只取右半边的点。",
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
}
