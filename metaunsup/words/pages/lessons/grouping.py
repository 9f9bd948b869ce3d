"""The lessons on groups: how they are found, how sure they are, where they are unequal."""

WORDS: dict[str, tuple[str, str]] = {
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
    "lessons.kmeans.to.1": (
        "Race: K-Means and spectral clustering on MNIST’s digits",
        "比赛：K-Means 与谱聚类分 MNIST 数字",
    ),
    "lessons.kmeans.told": (
        "Over 100 tasks K-Means got {om_kmeans:.1%} right. Spectral clustering, which follows chains of neighbours instead of centres, got {om_spectral:.1%}.",
        "100 个任务平均，K-Means 分对 {om_kmeans:.1%}。谱聚类不看中心，而是顺着一个个近邻连过去，分对 {om_spectral:.1%}。",
    ),
    "lessons.kmeans.break": (
        "In the figure choose “stretched”, “unequal”, “ring”: where even the best start does not help, K-Means asks the wrong question. Then see who gives up altogether on digits.",
        "在图中选“长条”“大小不等”“圆环”：在那里，再好的起点也没用，因为 K-Means 问错了问题。再看看谁在数字上完全分不出来。",
    ),
    "lessons.kmeans.break_to.1": ("Race with two that look for crowds", "再加上两个找密集处的方法"),
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
        "Take only five pictures of each of the ten kinds: a mean of five is shaky. In the figure, drag a single example far out: one liar moves a prototype by a quarter of the way.",
        "十类，每类只取五张：五个的平均并不稳。在图中把一个例子拖得很远：一个捣乱的就能把原型带偏四分之一的路程。",
    ),
    "lessons.prototypes.break_to.1": ("Race with ten groups of five", "十组、每组五张的比赛"),
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
}
