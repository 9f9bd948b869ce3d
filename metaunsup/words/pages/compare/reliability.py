"""The page of comparisons: how sure a learner is, and whether that can be believed."""

WORDS: dict[str, tuple[str, str]] = {
    "compare.sure": ("Does it know when it may be wrong?", "它知道自己什么时候可能会错吗？"),
    "compare.sure.about": (
        "Some learners say of each item how sure they are that it belongs to its group. Take the assignments it is about 80 % sure of: how many are right? If 80 %, its word can be relied on, and its point lies on the dotted line. Below the line it is too sure of itself, above it too modest. This is called a **reliability diagram**; the larger a point, the more assignments it stands for.",
        "有些学习器会说明，它有多大把握认为每个样本属于所在的组。看看它说有八成左右把握的那些判断：实际对了多少？如果也是八成，它的话就可信，对应的点落在虚线上；在线下方说明它过于自信，在线上方说明它过于谦虚。这种图叫**可靠性图**；点越大，代表的判断越多。",
    ),
    "compare.sure.ideal": ("as sure as right", "把握与正确率一致"),
    "compare.sure.confidence": ("How sure it is", "它的把握"),
    "compare.sure.accuracy": ("Share that is right", "实际答对的比例"),
    "compare.sure.hover": (
        "{learner}: {count} assignments, {confidence} sure, {accuracy} right",
        "{learner}：{count} 个判断，平均把握 {confidence}，答对 {accuracy}",
    ),
    "compare.table.sure": ("Sure, on average", "平均把握"),
    "compare.table.right": ("Right", "实际答对"),
    "compare.table.ece": ("Calibration error", "校准误差"),
    "compare.table.pooled": ("All tasks pooled", "所有任务合并"),
    "compare.sure.table": (
        "**Calibration error** (ECE): sort the assignments into ten bins by how sure the learner is; in each bin take the distance between how sure it is and how many are right; average over assignments. 0 is perfect. Shown is the mean over tasks, and, **pooled**, the error of all tasks' assignments thrown together: within a single task a bin holds few items, and chance alone makes the error larger.",
        "**校准误差**（ECE）：按把握大小把判断分进十个区间，在每个区间里看平均把握与实际答对的比例相差多少，再对所有判断求平均。0 最好。表中是各任务的平均值；**合并**一列则把所有任务的判断放在一起再算：单个任务中每个区间只有几个样本，光是偶然就会让误差偏大。",
    ),
}
