"""The page of anomalies, of rows."""

WORDS: dict[str, tuple[str, str]] = {
    "rows.anomalies.shots": ("Normal rows shown", "先看几行正常数据"),
    "rows.anomalies.shots.help": (
        "How many rows of the normal kind a detector gets to see, without labels. Researchers call them the support, and their number K.",
        "检测器能先看几行正常类别的数据（没有标签）。研究者称之为支持样本，数目记作 K。",
    ),
    "rows.anomalies.queries": ("Rows to judge", "要判断几行"),
    "rows.anomalies.queries.help": (
        "How many new rows are judged, normal and odd ones together, in random order.",
        "要判断多少行新数据，正常的和异常的混在一起，顺序随机。",
    ),
    "rows.anomalies.rate.help": (
        "Which share of the rows to be judged is odd. Detectors are not told.",
        "要判断的行中有百分之几是异常。检测器不知道这个比例。",
    ),
    "rows.anomalies.spoiled.help": (
        "Which share of the “normal” rows shown is odd, too: nobody cleans a real collection perfectly. Detectors are told this share, not which ones.",
        "先看的“正常”数据里有百分之几其实是异常：真实的数据很难完全干净。检测器知道这个比例，但不知道是哪几行。",
    ),
    "rows.anomalies.kind": ("Odd rows come", "异常数据的来源"),
    "rows.anomalies.kind.help": (
        "Odd ones that resemble each other can pass for a kind of their own: above all where a few of them were among the rows shown.",
        "彼此相像的异常容易被当成“另一类正常”，尤其是先看的数据里也混进了几行的时候。",
    ),
    "rows.anomalies.detectors.help": (
        "Without anything behind its name a detector looks at the numbers of a row as they are, or has practised for this itself (ACR, VAE, one-class MAML). Behind the dot stands the network through whose eyes it looks.",
        "名字后面什么都没有的检测器直接看一行里的数，或者自己专门练习过（ACR、VAE、单类 MAML）。圆点后面是它借用其眼光的网络。",
    ),
    "rows.anomalies.steps.help": (
        "How often a detector that adapts (VAE, Deep SVDD, one-class MAML) may adjust itself to the normal rows.",
        "会调整的检测器（VAE、深度 SVDD、单类 MAML）最多可以根据正常数据调整自己多少步。",
    ),
    "rows.anomalies.space.about": (
        "The same rule, but in what a network sees instead of the numbers themselves. What practice is worth shows beside the same rule in the bare numbers, and in a network that has never practised.",
        "规则不变，只是不看数值本身，而看网络所见。练习值多少，要和“同样的规则看原始数值”“未训练的网络”比一比才知道。",
    ),
    "rows.anomalies.space.way.tta": ("at 16 altered views of each", "每行看 16 个变动过的版本"),
    "rows.anomalies.space.way.all": ("at all rows together", "所有行放在一起看"),
    "rows.anomalies.space.way.alone": ("normal ones set the scale", "只按正常数据定尺度"),
    "rows.anomalies.shown": (
        "{pool}: {shots} rows to look at, {queries} to judge, task number {seed}",
        "{pool}：先看 {shots} 行，判断 {queries} 行，任务编号 {seed}",
    ),
    "rows.anomalies.truth": ("Show what the rows really are", "显示各行的真实类别"),
    "rows.anomalies.unknown": (
        "Nobody knows the classes of these rows: a handful is drawn at random and taken for what is usual. There is an order and a line, but nothing to score them by.",
        "这些行没有类别：随机抽几行当作“平常的样子”。可以排序、可以画线，但没有对错可言。",
    ),
    "rows.anomalies.seen": (
        "**Shown first:** {count} rows that are (mostly) normal. That is all a detector has to go by. Each is drawn as a tile, a small square for every column, the stronger the higher its number.",
        "**先看的**：{count} 行（大多）正常的数据。检测器能依据的只有这些。每行画成一张小图，一个小方格是一列，颜色越浓数值越高。",
    ),
    "rows.anomalies.seen.canvas": ("The rows that are shown as normal", "作为正常样本先看的各行"),
    "rows.anomalies.judged": (
        "**To be judged:** {count} new rows. Which do not belong?",
        "**要判断的**：{count} 行新数据。哪些不属于这里？",
    ),
    "rows.anomalies.judged.canvas": ("The rows to be judged", "要判断的各行"),
    "rows.anomalies.normal.are": ("normal, that is {names} ({count})", "正常，即 {names}（{count} 行）"),
    "rows.anomalies.odd.are": ("odd ({count})", "异常（{count} 行）"),
    "rows.anomalies.line.about": (
        "Each detector gives every row a score: the further to the left, the more suspicious. Drag the line; all rows left of it are called odd. Below, the same rows, the most suspicious first.",
        "每个检测器给每一行打一个分：越靠左越可疑。拖动竖线，线左边的都判为异常。下面是同样的各行，最可疑的排在最前。",
    ),
    "rows.anomalies.own.quantile": (
        "A detector must draw its own line without labels. It judges each row shown as though it had not seen it (the triangles), and sets its line so that the lowest tenth of these would be called odd.",
        "检测器要在没有标签的情况下自己画线。它把先看的每一行当作没见过的来打分（三角形），让其中最低的十分之一落在线的左边。",
    ),
    "rows.anomalies.own.stated": (
        "A detector must draw its own line without labels. It judges each row shown as though it had not seen it (the triangles); as {share} of them are stated to be odd, its line leaves as many to its left.",
        "检测器要在没有标签的情况下自己画线。它把先看的每一行当作没见过的来打分（三角形）；已知其中有 {share} 是异常，就让这么多落在线的左边。",
    ),
    "rows.anomalies.miss": ("One missed odd row costs as much as … false alarms", "漏掉一行异常相当于几次误报"),
    "rows.anomalies.miss.help": (
        "A missed fault in a bank’s books costs more than an entry looked at twice. Move this, and see where the cheapest line goes.",
        "漏掉账目里的一处错误，代价比把好的账多查一遍大得多。移动它，看看最省的线移到哪里。",
    ),
    "rows.anomalies.result.best": (
        "Take one normal and one odd row: **{detector}** calls the odd one more suspicious in {pairs} of 100 such pairs (AUROC {auroc}); luck would in 50.",
        "任取一行正常数据和一行异常数据：**{detector}** 在每 100 对中有 {pairs} 对认为异常的那行更可疑（AUROC {auroc}）；瞎猜是 50 对。",
    ),
    "rows.anomalies.result.errors": (
        "At its own line, set without labels, it misses {missed} of {odd} odd rows and raises a false alarm for {alarms} of {normal} normal ones.",
        "按它不看标签自己画的线，{odd} 行异常漏掉 {missed} 行，{normal} 行正常的误报 {alarms} 行。",
    ),
    "rows.anomalies.result.rival": (
        "Of those that look at the bare numbers and have never practised, the best is {detector}: {pairs} of 100 (AUROC {auroc}).",
        "直接看原始数值、从没练习过的检测器中，最好的是“{detector}”：100 对中 {pairs} 对（AUROC {auroc}）。",
    ),
    "rows.anomalies.result.plain": (
        "It looks at the bare numbers and has never practised; the best that has, {detector}, stays below it here.",
        "它直接看原始数值，从没练习过；练习过的里面最好的 {detector} 在这里也不如它。",
    ),
    "rows.anomalies.result.level": (
        "It looks at the bare numbers and has never practised; {detector}, which has, is level with it here.",
        "它直接看原始数值，从没练习过；练习过的 {detector} 在这里与它打平。",
    ),
    "rows.anomalies.table.about": (
        "Errors at each detector’s own line. Cost: false alarms, and {miss} for each odd row missed. Least possible: with the best line, which only the labels can tell. AUROC and average precision judge the order alone, whatever the line: 1 is perfect; luck has 0.5 of the first, and of the second the share of odd rows. Balanced accuracy: right among normal and among odd ones, averaged.",
        "错误按各检测器自己画的线计算。代价：每次误报计 1，漏掉一行异常计 {miss}。最低可能：用最好的线，而那只有看了标签才知道。AUROC 和平均精确率只看先后顺序，与线画在哪里无关：1 是全对；瞎猜时前者是 0.5，后者等于异常所占的比例。平衡准确率：正常中判对的比例与异常中判对的比例，取平均。",
    ),
    "rows.anomalies.scores": ("Every row’s score", "每一行的得分"),
    "rows.anomalies.scores.item": ("Row", "行"),
    "rows.anomalies.many.about": (
        "Means over {tasks} tasks. ± is half of the 95 % interval over tasks; with a star, over tasks and kinds that were normal, so that it speaks of other kinds, too. Cost for each row judged, a missed one counting {miss}.",
        "{tasks} 个任务的平均。± 是 95 % 置信区间的半宽（对任务）；带星号的同时对任务和充当正常的类别，所以也适用于其他类别。代价按每行判断的数据计，漏掉一行异常计 {miss}。",
    ),
    "rows.anomalies.roc.x": ("normal ones that raise a false alarm", "误报的正常数据占比"),
    "rows.anomalies.precision_recall.about": (
        "Of those called odd, how many are? What counts where odd ones are rare: few false alarms among many normal ones are many beside few odd ones.",
        "判为异常的里面有多少真是异常？异常很少时，这一条才要紧：正常的行很多，哪怕误报的比例很小，与寥寥几行异常相比也不少。",
    ),
    "rows.anomalies.view.handle": (
        "The line of {title}. Arrow keys move it row by row.",
        "{title} 的线。方向键逐行移动。",
    ),
    "rows.anomalies.view.plot.plain": (
        "Histogram of the scores that {title} gives {total} rows",
        "{title} 给 {total} 行数据打分的直方图",
    ),
    "rows.anomalies.view.plot.truth": (
        "Histogram of the scores that {title} gives {total} rows: normal ones above the axis, odd ones below",
        "{title} 给 {total} 行数据打分的直方图：正常的在轴上方，异常的在轴下方",
    ),
    "rows.anomalies.view.strip": (
        "The {total} rows in the order of {title}, the most suspicious first, and its line among them",
        "按 {title} 排序的 {total} 行数据，最可疑的在最前，线在其中",
    ),
    "rows.anomalies.view.said.plain": (
        "Line at {value}: {called} of {total} rows are called odd.",
        "线在 {value}：{total} 行中有 {called} 行判为异常。",
    ),
    "rows.anomalies.view.said.truth": (
        "Line at {value}: {called} of {total} called odd. {missed} of {odd} odd ones missed, {alarms} of {normal} normal ones a false alarm. Cost {miss} × {missed} + {alarms} = {cost} (own line {own}, least possible {least}).",
        "线在 {value}：{total} 行中有 {called} 行判为异常。{odd} 行异常漏掉 {missed} 行，{normal} 行正常的误报 {alarms} 行。代价 {miss} × {missed} + {alarms} = {cost}（它自己的线 {own}，最低可能 {least}）。",
    ),
    "rows.anomalies.view.item": ("Row {item}: score {score}.", "第 {item} 行：得分 {score}。"),
    "rows.anomalies.view.legend.held": ("the normal rows shown, as though unseen", "先看的正常数据，当作没见过"),
    "rows.anomalies.symbols": (
        "$s(x)$: the score of row $x$, higher where it is more normal; $S$: the normal rows shown; $f$ with its parameters: the network, or the bare numbers where there is none; $c$: a centre; $N_k(x)$: the $k$ nearest of $S$; $u$: a latent of the VAE. No detector ever sees a label.",
        "$s(x)$：行 $x$ 的得分，越高越正常；$S$：先看的正常数据；$f$ 及其参数：网络（没有网络时就是原始数值）；$c$：中心；$N_k(x)$：$S$ 中最近的 $k$ 行；$u$：VAE 的潜变量。检测器始终看不到标签。",
    ),
    "rows.detector.iforest.about": (
        "Cuts the space at random places again and again: what is soon alone in its corner is odd. It compares rows column by column and has never practised.",
        "反复在随机的位置切分空间：很快就被单独切出来的就可疑。它一列一列地看数据，从没练习过。",
    ),
    "rows.detector.ocsvm.about": (
        "Draws the tightest smooth border around the normal rows; what lies outside is odd.",
        "在正常数据周围画一条尽量紧的光滑边界，落在外面的就可疑。",
    ),
    "rows.detector.lof.about": (
        "Compares how crowded it is around a row with how crowded it is around its neighbours: much emptier is odd.",
        "比较一行周围的密集程度和它邻居周围的密集程度：空得多就可疑。",
    ),
    "rows.detector.knn.about": (
        "Far from its nearest normal rows is odd. The plainest idea there is, and a hard one to beat: the yardstick.",
        "离最近的几行正常数据越远越可疑。这是最朴素的想法，却不容易超越，是大家的参照。",
    ),
    "rows.detector.proto.about": (
        "Takes the mean of the normal rows; far from it is odd. In a space that has practised placing like with like, this is all it takes.",
        "取正常数据的平均作为中心，离中心越远越可疑。如果所在的空间练习过“同类放一起”，这样就够了。",
    ),
    "rows.detector.svdd.about": (
        "Trains a small network on the spot to pull all normal rows onto one point; what stays away from it is odd.",
        "当场训练一个小网络，把所有正常数据拉到同一点；拉不过来的就可疑。",
    ),
    "rows.detector.vae.about": (
        "Has practised drawing rows, then adjusts itself to the normal ones: what this did not make any likelier is odd. It also draws every row again, and shows in which columns that fails.",
        "练习过重画数据行，再根据正常数据调整自己：调整之后仍没有变得更可能出现的行就可疑。它还会把每一行重新画一遍，显示哪些列没画对。",
    ),
    "rows.detector.acr.about": (
        "Adaptive Centered Representations: practised on made-up tasks of exactly this kind. Before it looks, it shifts and scales all it sees by the normal rows alone, so that these lie in the centre; far from it is odd.",
        "ACR 用人造的同类任务练习过。观察之前，先只按正常数据把看到的一切平移、缩放，让正常的都落在中心；离中心越远越可疑。",
    ),
    "rows.detector.maml.about": (
        "Has practised on made-up tasks: a few steps on normal rows alone, after which it must tell normal from odd.",
        "用人造任务练习过：只在正常数据上走几步，之后就要能分出正常与异常。",
    ),
}
