"""The lessons on adapting: its gradient, its harm, its control, and how one compares fairly."""

WORDS: dict[str, tuple[str, str]] = {
    "lessons.orders.title": ("First and second order", "一阶与二阶"),
    "lessons.orders.plain": (
        "MAML asks: if I started elsewhere, where would the step have led? To know that exactly one must know how the slope itself changes. First order does not ask: it acts as if start and end moved alike.",
        "MAML 问：如果换个地方出发，那一步会走到哪里？要准确知道，就得知道坡度本身怎么变化。一阶近似不问这个，它当作起点动多少，终点就动多少。",
    ),
    "lessons.orders.mathematics": (
        "The factor between them holds second derivatives of the loss. First order drops it: less than half the work, and another direction.",
        "两者之间差一个含二阶导数的因子。一阶近似把它丢掉：计算量不到一半，方向也不同了。",
    ),
    "lessons.orders.question": (
        "MAML and first order both practise on letters alone, as many steps, and then group MNIST’s digits. How much accuracy does first order cost?",
        "MAML 和一阶近似都只用字母练习，步数相同，再去分 MNIST 数字。一阶近似会损失多少准确率？",
    ),
    "lessons.orders.a": ("More than ten points", "十个百分点以上"),
    "lessons.orders.b": ("Nothing that 100 tasks could tell apart", "100 个任务也看不出差别"),
    "lessons.orders.c": ("It does not learn at all", "根本学不会"),
    "lessons.orders.figure": (
        "The dotted arrow is the dropped term. Make α smaller and larger; go through the terms 1 to 4.",
        "点线箭头就是丢掉的那一项。把 α 调小、调大，再从 1 看到 4。",
    ),
    "lessons.orders.to.1": ("Race: the control, first order, MAML", "比赛：对照组、一阶近似、MAML"),
    "lessons.orders.told": (
        "MAML {kin_maml:.1%}, first order {kin_fomaml:.1%}; over the same tasks their difference is known to ± 1.3 points. Another practice, 100 steps on the small digits: MAML {ab_maml:.1%} in {ab_maml_seconds:.0f} s, first order {ab_fomaml:.1%} in {ab_fomaml_seconds:.0f} s; the difference (1.8 points) is smaller than what three seeds make of it (± 3.8).",
        "MAML {kin_maml:.1%}，一阶近似 {kin_fomaml:.1%}；在同样的任务上比较，两者之差的误差范围是 ± 1.3 个百分点。换一种练习，在小数字上练 100 步：MAML {ab_maml:.1%}，用 {ab_maml_seconds:.0f} 秒；一阶近似 {ab_fomaml:.1%}，用 {ab_fomaml_seconds:.0f} 秒。差别（1.8 个百分点）小于三个随机种子带来的波动（± 3.8）。",
    ),
    "lessons.orders.break": (
        "Set α to 1.3 or the inner steps to 5: now the two arrows point to different sides. Find a place where they are opposed. Would you train first order with such steps?",
        "把 α 调到 1.3，或把内层步数调到 5：两个箭头指向不同的方向了。找一个它们相反的位置。用这样的步子，你还会用一阶近似来训练吗？",
    ),
    "lessons.orders.break_to.1": ("Train first-order MAML for 60 steps", "用一阶 MAML 训练 60 步"),
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
        "Here the steps are too large: a task is thrown to the other side of its valley, not nearer to its star. Make α smaller, then let the examples mislead.",
        "这里步子太大：任务被甩到山谷的另一侧，并没有更靠近自己的星号。把 α 调小，再让例子产生误导。",
    ),
    "lessons.hurts.to.1": ("Race on MNIST, practised on MNIST", "在 MNIST 上比赛，练的也是 MNIST"),
    "lessons.hurts.to.2": ("Where the digits go while the network adapts", "网络一步步调整时，这些数字往哪里移动"),
    "lessons.hurts.told": (
        "It ends at {mn_adapt:.1%}: a change of {mn_adapt_gain:+.1f} points. What could be learned had been learned. With steps too large (Adam 0.04, an encoder from letters, validation tasks) accuracy fell from {fast_0:.1%} to {fast_3:.1%} in three steps and ended at {fast_20:.1%}; with the steps as they are now it ends at {slow_20:.1%}.",
        "最后是 {mn_adapt:.1%}，变化 {mn_adapt_gain:+.1f} 个百分点：能学的早已学到了。如果步子太大（Adam 0.04，编码器来自字母，验证任务），三步之内就从 {fast_0:.1%} 降到 {fast_3:.1%}，最后停在 {fast_20:.1%}；用现在的步长，最后是 {slow_20:.1%}。",
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
        "MAML, practised on letters, gains {om_maml_gain:.1f} points on MNIST while adapting and ends at {om_maml:.1%}. Where does ProtoNet’s encoder end, which never practised adapting, by the same steps?",
        "MAML 用字母练习，在 MNIST 上调整时上升 {om_maml_gain:.1f} 个百分点，最后达到 {om_maml:.1%}。ProtoNet 的编码器从没练过调整，走同样的步子，最后到哪里？",
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
        "It ends at {om_adapt:.1%}; MAML minus control is {om_maml_lead:+.1f} points (± 0.7). The control gains {om_adapt_gain:.1f} points; MAML’s gain is larger only since it starts lower. Adapting itself does help: it beats the encoder alone ({om_protonet:.1%}), and with 16 altered views averaged ({om_tta:.1%}).",
        "最后是 {om_adapt:.1%}；MAML 减对照组为 {om_maml_lead:+.1f}（± 0.7）个百分点。对照组上升 {om_adapt_gain:.1f} 个百分点；MAML 升得更多，只因为起点更低。调整本身确实有用：它胜过单用编码器（{om_protonet:.1%}），也胜过 16 张变形图取平均（{om_tta:.1%}）。",
    ),
    "lessons.control.break": (
        "Take the practice away: what do the same steps make of an untrained network’s groups? And how far would the steps lead with true labels (the ceiling)?",
        "把练习去掉：同样的步骤能让没练过的网络怎样？如果用真标签来走（上限），又能走多远？",
    ),
    "lessons.control.break_to.1": ("Race with an untrained network and the ceiling", "加上没练过的网络和上限来比赛"),
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
        "With the first seed Reptile ended {seed0:.1f} points above the control, beyond the interval. What did two further seeds of both say?",
        "用第一个随机种子，Reptile 比对照组高 {seed0:.1f} 个百分点，超出了区间。两者再各用两个种子，结果如何？",
    ),
    "lessons.fair.a": ("Above it again, both times", "两次都还是高于对照组"),
    "lessons.fair.b": ("Below it, both times", "两次都低于对照组"),
    "lessons.fair.c": ("Once below, once above", "一次低，一次高"),
    "lessons.fair.to.1": ("Compare four over 20 tasks", "用 20 个任务比较四个学习器"),
    "lessons.fair.told": (
        "The three seeds: {seed0:+.1f}, {seed1:+.1f}, {seed2:+.1f} points. The lead was the seed’s. Tasks matter as much: K-Means gets {half_first:.1%} on the first half of MNIST’s pictures and {half_last:.1%} on the last.",
        "三个种子：{seed0:+.1f}、{seed1:+.1f}、{seed2:+.1f} 个百分点。领先是种子带来的。任务也同样重要：K-Means 在 MNIST 前一半图片上是 {half_first:.1%}，在后一半上是 {half_last:.1%}。",
    ),
    "lessons.fair.break": (
        "Ask for two tasks only: how wide is the interval, and would you print that in a paper? Then look for a seed in which K-Means beats spectral clustering.",
        "只用两个任务：区间有多宽？你会把它写进论文吗？再找一个能让 K-Means 胜过谱聚类的种子。",
    ),
    "lessons.fair.break_to.1": ("Compare the same four over two tasks", "只用两个任务比较同样四个"),
}
