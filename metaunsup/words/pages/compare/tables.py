"""The page of comparisons: its tables, and what their columns mean."""

WORDS: dict[str, tuple[str, str]] = {
    "compare.setting": ("Which tasks", "哪些任务"),
    "compare.setting.all": ("all together", "全部合在一起"),
    "compare.setting.one": ("{pool}: {ways} groups of {shots}", "{pool}：{ways} 组，每组 {shots} 个"),
    "compare.setting.size": ("{setting}, {size}", "{setting}，{size}"),
    "compare.table.scores": ("Who sorts best", "谁分得最好"),
    "compare.table.learner": ("Learner", "学习器"),
    "compare.table.accuracy": ("Accuracy", "准确率"),
    "compare.table.nmi": ("NMI", "NMI"),
    "compare.table.ari": ("ARI", "ARI"),
    "compare.table.gain": ("Gain by adapting", "调整带来的提升"),
    "compare.scores.about": (
        "Mean over {draws} independent tasks ± half of its 95 % interval (Student's t): with new tasks of the same kind, 95 % of such intervals hold the true mean. **Bold**: highest mean. ↓: worse than it by more than luck. Gain: accuracy after the last step minus before the first, in percentage points; the iterations of K-Means itself learn nothing and gain nothing.",
        "{draws} 个独立任务的平均值 ± 95% 置信区间的半宽（学生 t 区间）：换一批同类任务重做，95% 的这种区间会包含真实的平均值。**粗体**：平均值最高。↓：比它差，而且不是运气。提升：最后一步之后的准确率减去第一步之前的，以百分点计；K-Means 自身的迭代没有学到什么，记为零。",
    ),
    "compare.scores.single": (
        "One task alone says nothing about its uncertainty: choose more tasks. **Bold**: highest accuracy.",
        "只有一个任务，无法知道误差有多大，请多选一些任务。**粗体**：准确率最高。",
    ),
    "compare.scores.together": (
        "Tasks of the same number share items across settings, so they are averaged first and count as one.",
        "编号相同的任务在不同设置之间共用一些样本，所以先求平均，只算作一个。",
    ),
    "compare.remark.found": (
        "{learner} decides itself how many groups there are: {clusters} on average, and {noise} of the items in none.",
        "{learner} 自己决定分几组：平均 {clusters} 组，另有 {noise} 的样本不在任何一组。",
    ),
    "compare.remark.chosen": (
        "{learner}, chosen without labels (averages, and shares of the tasks): {values}.",
        "{learner} 未用标签自行选定的参数（平均值，或占任务的比例）：{values}。",
    ),
    "compare.remark.knows_sizes": (
        "{learner} was told beforehand that all groups are of equal size; the others were not.",
        "{learner} 事先知道各组一样大，其他学习器并不知道。",
    ),
    "compare.remark.failed.some": (
        "{learner} failed on {count:,} of {total:,} tasks, which its numbers leave out. The first time: {reason}",
        "{learner} 在 {total:,} 个任务中有 {count:,} 个没能完成，它的成绩不包括这些任务。第一次的原因：{reason}",
    ),
    "compare.remark.failed.all": (
        "{learner} failed on every task ({total:,}), so there are no numbers of it. The first time: {reason}",
        "{learner} 在全部 {total:,} 个任务上都没能完成，因此没有成绩。第一次的原因：{reason}",
    ),
    "compare.metrics": ("What accuracy, NMI and ARI mean", "准确率、NMI 和 ARI 是什么意思"),
    "compare.table.pairs": ("Who beats whom", "谁胜过谁"),
    "compare.table.pair": ("First against second", "前者对后者"),
    "compare.pair.versus": ("{first} – {second}", "{first} – {second}"),
    "compare.pair.shared": ("{what} (on {count:,} {count:task|tasks})", "{what}（{count:,} 个任务）"),
    "compare.table.difference": ("Difference", "差"),
    "compare.table.interval": ("95 % interval", "95% 区间"),
    "compare.table.wins": ("Wins", "胜率"),
    "compare.table.p": ("p (Holm)", "p（Holm 校正）"),
    "compare.pairs.about": (
        "Both had the same tasks, so the difference is taken task by task: what makes a task hard for everybody cancels out. **Difference**: percentage points, first minus second, with a 95 % interval (Student's t, from {few} tasks on by bootstrap). **Wins**: share of tasks that the first wins; a tie counts half. **p**: how often a difference this large would come about if the sign of each task's difference were tossed with a coin (sign-flip test, {flips} tosses or all there are), corrected by Holm's method because many pairs are looked at. Below 0.05, in bold: more than luck. **Difference in gain**: the same for what adapting adds.",
        "两者做的是同样的任务，所以逐个任务相减：任务本身的难易就抵消了。**差**：前者减后者，以百分点计，附 95% 区间（学生 t 区间，{few} 个任务起用自助法）。**胜率**：前者更好的任务占多少，平局算一半。**p**：如果每个任务上差值的正负号都由抛硬币决定，出现这么大差距的机会有多大（符号翻转检验，抛 {flips} 次或穷举）；因为同时看了许多对，已用 Holm 方法校正。小于 0.05 的用粗体：不只是运气。**提升之差**：调整带来的提升，同样逐个任务相减。",
    ),
    "compare.table.convergence": ("How soon, and at what price", "多快达到，代价几何"),
    "compare.table.steps.kmeans": ("Steps to K-Means' end", "追平 K-Means 的步数"),
    "compare.table.seconds.kmeans": ("Seconds to that", "追平所用秒数"),
    "compare.table.steps.best95": ("Steps to 95 % of the best", "达最好者 95% 的步数"),
    "compare.table.seconds.best95": ("Seconds to this", "达到所用秒数"),
    "compare.table.area": ("Area", "曲线下面积"),
    "compare.table.gained": ("Difference in gain", "提升之差"),
    "compare.table.over_classes": ("± over classes, too", "± 含类别"),
    "compare.over.tasks": (
        "The intervals are over tasks alone: all tasks hold the same {count} classes, and speak of no others.",
        "这些区间只对任务而言：所有任务含有同样的 {count} 个类别，不涉及其他类别。",
    ),
    "compare.over.classes": (
        "Behind accuracy the interval is over further tasks of the same {count} classes; **over classes, too**: over tasks and classes, so that it speaks of other classes of their kind.",
        "准确率后面的区间是对同样这 {count} 个类别的更多任务而言；**含类别**一列同时对任务和类别而言，因此也适用于同一种的其他类别。",
    ),
    "compare.over.groups": (
        "Behind accuracy the interval is over further tasks of the same classes; **over classes, too**: over tasks and the {count} groups of classes (alphabets), so that it speaks of other groups.",
        "准确率后面的区间是对同样这些类别的更多任务而言；**含类别**一列同时对任务和 {count} 组类别（字母表）而言，因此也适用于其他组。",
    ),
    "compare.table.groups": ("Alphabet by alphabet", "逐个字母表看"),
    "compare.table.group": ("Alphabet", "字母表"),
    "compare.groups.about": (
        "Share of right pictures among those of each alphabet (the group that a class belongs to), with its interval over tasks and the alphabet's characters. A task may mix alphabets.",
        "每个字母表（类别所属的组）的图片中分对的比例，区间对任务和该字母表的字符而言。一个任务里可能混有几个字母表。",
    ),
    "compare.never": ("never", "未达到"),
    "compare.table.practice": ("Practice beforehand", "事先的练习"),
    "compare.practice.unlabelled": (
        "{seconds} on {pool}, without a label: {steps} {steps:step|steps}, {items} items seen (every altered view counts)",
        "在{pool}上不看标签练了 {seconds}：{steps} 步，看过 {items} 个样本（每次变形都算一个）",
    ),
    "compare.practice.labelled": (
        "{seconds} on {pool}, with labels: {steps} {steps:step|steps}, {items} items seen (every altered view counts)",
        "在{pool}上看着标签练了 {seconds}：{steps} 步，看过 {items} 个样本（每次变形都算一个）",
    ),
    "compare.practised": ("**{learner}** practised {practice}.", "**{learner}** 此前{practice}。"),
    "compare.practice.none": ("none", "没有"),
    "compare.convergence.about": (
        "All are measured by the same two levels, task by task: where K-Means ends, and 95 % of where the best ({best}) ends. Counted are the steps after which accuracy stays at or above the level; 0: it was there before any step. Only steps by which something is learned count: the iterations of K-Means itself are none. Median over tasks, in brackets its 95 % interval (from 6 tasks on); a percentage: the share of tasks on which the level is reached at all. **Area**: mean accuracy over all steps allowed; whoever ends early keeps its last value. Seconds are of computing on one core of this server. Whoever is quick here may have practised for long: see the last column.",
        "所有学习器都用同样的两个水平来衡量，逐个任务取定：K-Means 的最终水平，以及最好的学习器（{best}）最终水平的 95%。从这一步起，准确率一直不低于该水平；0 表示一步未走就已达到。只计真正学到东西的步：K-Means 自身的迭代不算。数值是各任务的中位数，括号里是它的 95% 区间（至少要 6 个任务）；百分数是能达到该水平的任务所占比例。**曲线下面积**：在允许的全部步数上准确率的平均值，提前结束的学习器保持最后的值。秒数是在这台服务器的一个核心上计算的时间。在这里快的学习器，事先也许练习了很久：请看最后一列。",
    ),
}
