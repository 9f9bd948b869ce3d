"""The page that explains: what each formula says."""

WORDS: dict[str, tuple[str, str]] = {
    "how_it_works.formula.bilevel": (
        "What MAML follows. Inside, each task takes a step of its own on what it may learn from, $D^\\text{{train}}$; outside, θ is judged by how good the place is where that step *ends*, on other examples of the task, $D^\\text{{test}}$. Two levels, hence *bilevel*.",
        "MAML 所遵循的梯度。内层：每个任务用自己可以学习的例子 $D^\\text{{train}}$ 走一步；外层：用这个任务的其他例子 $D^\\text{{test}}$ 来评判这一步**走到的地方**有多好，以此调整 θ。一共两层，所以叫“双层”优化。",
    ),
    "how_it_works.formula.inner": (
        "**1. The inner step** takes every task from θ to a place φ of its own; α says how far.",
        "**1. 内层一步**：每个任务从 θ 走到自己的 φ，α 决定走多远。",
    ),
    "how_it_works.formula.there": (
        "**2. The gradient there:** which way would be better from φ, on examples that the step has not seen?",
        "**2. 那里的梯度**：用这一步没有见过的例子来看，从 φ 出发往哪边走会更好？",
    ),
    "how_it_works.formula.chain": (
        "**3. Carried back to θ** by the chain rule: if θ moves, φ moves too, but less where the loss is steep, since there the step has already done the work. For k steps the factor stands there k times.",
        "**3. 带回 θ**（链式法则）：θ 一动，φ 也跟着动；但在损失陡的方向上动得少，因为那里的路这一步已经替它走了。走 k 步，这个因子就乘 k 次。",
    ),
    "how_it_works.formula.first_order": (
        "**First order** takes the factor for 1: it uses the gradients as they are at φ. What it drops is the dotted arrow, with second derivatives in it.",
        "**一阶近似**把这个因子当作 1：直接用 φ 处的梯度。它丢掉的是含二阶导数的那一项，也就是图中的点线箭头。",
    ),
    "how_it_works.formula.reptile": (
        "**Reptile** needs no test examples: it moves θ towards where the steps have led.",
        "**Reptile** 不需要测试用的例子：它让 θ 朝着走完几步后的位置移动。",
    ),
    "how_it_works.formula.pretraining": (
        "**Pre-training** knows nothing of the step: it goes where the tasks are best *on average*.",
        "**预训练**不考虑那一步：它走向各任务**平均来说**最好的地方。",
    ),
    "how_it_works.formula.sine": (
        "A task: amplitude A and phase p are drawn at random. Finn and others made this family to see what MAML learns.",
        "一个任务：随机抽取振幅 A 和相位 p。Finn 等人用这族曲线来观察 MAML 学到了什么。",
    ),
    "how_it_works.formula.sine_maml": (
        "MAML’s practice: one step of rate 0.01 on ten points, then judged by ten others of the same curve.",
        "MAML 的练习：在十个点上以 0.01 的学习率走一步，再用同一曲线上的另外十个点来评判。",
    ),
    "how_it_works.formula.sine_pretrained": (
        "Pre-training’s practice: all curves at once. The best single answer to all of them is nearly flat.",
        "预训练的练习：所有曲线一起学。对所有曲线来说，最好的单一答案几乎是一条平线。",
    ),
    "how_it_works.formula.assign": (
        "**Assign:** point n goes to the centroid c whose squared distance is smallest.",
        "**分配**：第 n 个点归给距离平方最小的中心 c。",
    ),
    "how_it_works.formula.move": (
        "**Move:** a centroid goes to the mean of its points; that is where their squared distances add up to the least.",
        "**移动**：中心移到自己那些点的平均位置，在那里它们的距离平方之和最小。",
    ),
    "how_it_works.formula.inertia": (
        "**Inertia**, which neither half can raise. So K-Means comes to rest; where, the start decides. That is why the program takes ten starts and keeps the best.",
        "**簇内平方和**：两条规则都不会让它变大，所以 K-Means 一定会停下；停在哪里，由起点决定。因此本程序从十个起点各跑一次，取最好的。",
    ),
    "how_it_works.formula.evidence": (
        "How likely x is: over every hidden z, how likely it makes x, times how likely z is. With one z a fine grid will do; with 64 of them nobody can add that up.",
        "x 出现的可能性：对每个隐藏的 z，把“它产生 x 的可能性”乘以“它自己的可能性”，再全部加起来。只有一个 z 时用细网格就够了；有 64 个时谁也加不完。",
    ),
    "how_it_works.formula.elbo": (
        "The bound, in two terms. The first wants z that explain x; the second holds q near the bell curve p(z). A VAE’s encoder *is* q: it gives a mean and a deviation for each picture.",
        "下界的两项。第一项希望 z 能解释 x；第二项让 q 不要离钟形分布 p(z) 太远。VAE 的编码器**就是** q：它为每张图给出一个均值和一个标准差。",
    ),
    "how_it_works.formula.gap": (
        "What the bound lacks is how far q is from the true answer, p(z | x). It is never below 0, and 0 only where they agree.",
        "下界所差的部分，正是 q 与真正答案 p(z | x) 之间的距离。它不会小于 0，只有两者一致时才等于 0。",
    ),
    "how_it_works.formula.prototype": (
        "The prototype c of class k: the mean of its examples S, as the network f places them.",
        "第 k 类的原型 c：该类例子 S 经网络 f 放置之后的平均位置。",
    ),
    "how_it_works.formula.chance": (
        "The chance of a class falls with the squared distance to its prototype; the temperature τ says how fast. Where two are equal runs a border: the cells are a Voronoi diagram.",
        "离某类原型的距离平方越大，属于该类的可能性越小；温度 τ 决定下降得多快。两类可能性相等的地方就是边界：这些格子构成一张 Voronoi 图。",
    ),
    "how_it_works.formula.augmentation": (
        "UMTRA: every unlabelled picture is a class of its own, and altered views of it are the class’s members. s is the strength.",
        "UMTRA：每张没有标签的图片自成一类，它的变形图就是这一类的成员。s 是变形强度。",
    ),
    "how_it_works.formula.accuracy": (
        "How groups are scored: groups have no names, so each is matched to a kind in the way π that makes most pictures right.",
        "怎样给分组打分：组没有名字，所以用对应关系 π 把每一组配给一类，取答对图片最多的那种配法。",
    ),
    "how_it_works.formula.self_labelling": (
        "Adapting without labels: the groups a that the network finds itself are taken for labels of altered views x′; c are the groups’ centres.",
        "不用标签的调整：把网络自己分出的组 a 当作变形图 x′ 的标签来学；c 是各组的中心。",
    ),
    "how_it_works.formula.paired": (
        "A fair difference: both learners on the same tasks, the mean of the differences d, and how far it may be off.",
        "公平的差别：两个学习器做同样的任务，取差值 d 的平均，并说明它可能偏离多少。",
    ),
    "how_it_works.formula.calibration": (
        "Calibration error: in each bin b of equal sureness, how far apart are “how sure” and “how often right”?",
        "校准误差：在把握程度相近的每个区间 b 里，“有多大把握”和“实际答对多少”相差多远？",
    ),
    "how_it_works.formula.sinkhorn": (
        "Told that all K groups are equally large, Sinkhorn’s plan P must give each the same share.",
        "如果事先知道 K 个组一样大，Sinkhorn 的分配方案 P 就必须给每组同样的份额。",
    ),
    "how_it_works.formula.sizes": (
        "Unequal sizes are drawn from a Dirichlet: the smaller β, the more unequal.",
        "大小不等的组由 Dirichlet 分布抽取：β 越小，越不均匀。",
    ),
    "how_it_works.formula.word.accuracy": ("accuracy", "准确率"),
    "how_it_works.formula.word.class_of": ("class", "类别"),
    "how_it_works.formula.word.number_of": ("number", "编号"),
    "how_it_works.formula.word.divergence": ("divergence", "散度"),
    "how_it_works.formula.word.dropped": ("dropped:", "丢掉的："),
    "how_it_works.formula.word.others": ("other points", "另外十个点"),
    "how_it_works.formula.word.reconstruction": ("reconstruction", "重构"),
    "how_it_works.formula.word.right": ("right", "答对"),
    "how_it_works.formula.word.sure": ("sure", "把握"),
    "how_it_works.formula.word.ten": ("10 points", "十个点"),
}
