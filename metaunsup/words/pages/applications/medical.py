"""The page Applications: medicine."""

WORDS: dict[str, tuple[str, str]] = {
    "applications.medical.title": ("Medicine", "医学"),
    "applications.medical.question": (
        "Ten cases are known to be harmless. Which of the others deserve a second look?",
        "已知有十个病例是良性的。其余病例中，哪些需要再看一眼？",
    ),
    "applications.medical.notice": (
        "No medical device. This shows how methods compare on an old data set; nothing here may be used to judge anybody’s health.",
        "这不是医疗器械。本页只用一份早年的数据比较各种方法，不能用来判断任何人的健康状况。",
    ),
    "applications.medical.lead": (
        "Cells taken from a lump in the breast are measured under the microscope: how large their nuclei are, how even, how smooth. A new clinic, a new microscope, a new stain: numbers shift, and labelled cases of the new kind are few. Harmless ones are the first to be had.",
        "从乳房肿块中取出的细胞，在显微镜下测量：细胞核有多大、是否均匀、边缘是否光滑。换一家医院、换一台显微镜、换一种染色，数字就会变化，而新条件下有诊断的病例很少，最先有的是良性病例。",
    ),
    "applications.medical.result.ahead": (
        "**Practice on cases without a diagnosis pays.** In the space that ProtoNet practised, odd cases stand out more than in the bare measurements.",
        "**用没有诊断的病例练习，是有用的。** 在 ProtoNet 练出来的空间里，反常的病例比在原始测量值中更突出。",
    ),
    "applications.medical.result.level": (
        "**Practice on cases without a diagnosis changes little.** In the space that ProtoNet practised, odd cases stand out about as much as in the bare measurements.",
        "**用没有诊断的病例练习，没什么区别。** 在 ProtoNet 练出来的空间里，反常的病例与在原始测量值中一样突出。",
    ),
    "applications.medical.result.behind": (
        "**Practice on cases without a diagnosis does not pay.** In the space that ProtoNet practised, odd cases stand out less than in the bare measurements.",
        "**用没有诊断的病例练习，得不偿失。** 在 ProtoNet 练出来的空间里，反常的病例反而不如在原始测量值中突出。",
    ),
    "applications.medical.result": (
        "AUROC of nearest cases there minus nearest cases in the bare measurements, paired: {mean:+.3f} (95 % interval {low:+.3f} to {high:+.3f}). In two mixed groups of ten, K-Means there minus K-Means on the bare measurements: {group:+.1%} of cases put right ({group_low:+.1%} to {group_high:+.1%}).",
        "配对比较：在那个空间里找最近的病例，与直接用测量值相比，AUROC 相差 {mean:+.3f}（95% 区间 {low:+.3f} 到 {high:+.3f}）。把混在一起的两组各十个病例分开时，在那个空间里做 K-Means 与直接用测量值相比，分对的比例差 {group:+.1%}（{group_low:+.1%} 到 {group_high:+.1%}）。",
    ),
    "applications.medical.practising": (
        "Practising on unlabelled cases, a few seconds …",
        "正在用没有诊断的病例练习，需要几秒钟……",
    ),
    "applications.medical.specificity": (
        "How many harmless cases must be left alone (specificity)",
        "要让多少良性病例免于复查（特异度）",
    ),
    "applications.medical.truth": ("Show the diagnoses", "显示诊断"),
    "applications.medical.all": ("cases, diagnosis hidden", "病例（诊断未显示）"),
    "applications.medical.well": ("benign", "良性"),
    "applications.medical.ill": ("malignant", "恶性"),
    "applications.medical.well.one": ("benign", "良性"),
    "applications.medical.ill.one": ("malignant", "恶性"),
    "applications.medical.suspicion": (
        "suspicion: farther right is farther from the ten known cases",
        "可疑程度：越靠右，离那十个已知病例越远",
    ),
    "applications.medical.reading": (
        "Right of the dashed line are those that get a second look: **{found} of {ill}** malignant ones (sensitivity), and {called} of {well} benign ones for nothing.",
        "虚线右边的病例要再看一眼：**{ill} 个恶性病例中有 {found} 个**（灵敏度），另有 {well} 个良性病例中的 {called} 个属于虚惊。",
    ),
    "applications.medical.reading.blind": (
        "{over} of {of} cases lie right of the dashed line and get a second look. Show the diagnoses to see how many of them are malignant.",
        "{of} 个病例中有 {over} 个在虚线右边，要再看一眼。打开诊断，看看其中有多少是恶性的。",
    ),
    "applications.medical.first": (
        "The {count} most suspicious, and what is odd about them",
        "最可疑的 {count} 个病例，以及它们哪里反常",
    ),
    "applications.medical.first.about": (
        "Behind a measurement stands how many standard deviations of the ten known cases it lies above or below their mean.",
        "测量值后面的数字表示它比十个已知病例的平均值高或低多少个标准差。",
    ),
    "applications.medical.odd": ("{measure} {by:+.1f}", "{measure} {by:+.1f}"),
    "applications.medical.column.rank": ("rank", "名次"),
    "applications.medical.column.odd": ("farthest from the known cases in", "与已知病例相差最大的测量值"),
    "applications.medical.column.truth": ("diagnosis", "诊断"),
    "applications.medical.how.mean": ("mean {measure}", "平均{measure}"),
    "applications.medical.how.worst": ("largest {measure}", "最大{measure}"),
    "applications.medical.how.error": ("spread of {measure}", "{measure}的波动"),
    "applications.medical.measure.radius": ("radius", "半径"),
    "applications.medical.measure.texture": ("texture", "纹理"),
    "applications.medical.measure.perimeter": ("perimeter", "周长"),
    "applications.medical.measure.area": ("area", "面积"),
    "applications.medical.measure.smoothness": ("smoothness", "光滑度"),
    "applications.medical.measure.compactness": ("compactness", "紧致度"),
    "applications.medical.measure.concavity": ("concavity", "凹度"),
    "applications.medical.measure.concave_points": ("concave points", "凹点数"),
    "applications.medical.measure.symmetry": ("symmetry", "对称性"),
    "applications.medical.measure.fractal_dimension": ("fractal dimension", "分形维数"),
    "applications.medical.metrics": (
        "AUROC: the chance that a malignant case is found more suspicious than a benign one (0.5 is guessing).",
        "AUROC：一个恶性病例比一个良性病例显得更可疑的概率（0.5 等于瞎猜）。",
    ),
    "applications.medical.unit": ("kinds of case", "病例"),
    "applications.medical.variant.anomaly": (
        "Ten benign cases known, who else is odd?",
        "已知十个良性病例，其余谁反常？",
    ),
    "applications.medical.variant.clustering": (
        "Ten benign and ten malignant cases, mixed: which belong together?",
        "十个良性、十个恶性病例混在一起：哪些是一组？",
    ),
    "applications.medical.metric.auroc": ("AUROC", "AUROC"),
    "applications.medical.metric.sensitivity_95": ("sensitivity at 95 % specificity", "特异度 95% 时的灵敏度"),
    "applications.medical.metric.sensitivity_90": ("sensitivity at 90 % specificity", "特异度 90% 时的灵敏度"),
    "applications.medical.metric.accuracy": ("accuracy", "准确率"),
    "applications.medical.metric.ari": ("ARI", "ARI"),
    "applications.medical.method.protonet": ("ProtoNet’s space, practised", "ProtoNet 的空间（练过）"),
    "applications.medical.method.protonet_adapt": ("ProtoNet that adapts to the task", "ProtoNet（在任务上调整）"),
    "applications.medical.method.acr": ("ACR, practised", "ACR（练过）"),
    "applications.medical.method.untrained": ("untrained network", "未训练的网络"),
    "applications.medical.method.knn": ("nearest cases", "最近的病例"),
    "applications.medical.method.iforest": ("isolation forest", "孤立森林"),
    "applications.medical.method.ocsvm": ("one-class SVM", "单类 SVM"),
    "applications.medical.method.lof": ("local outlier factor", "局部离群因子"),
    "applications.medical.method.kmeans": ("K-Means", "K-Means"),
    "applications.medical.method.spectral": ("spectral clustering", "谱聚类"),
    "applications.medical.method.logistic": ("logistic regression", "逻辑回归"),
    "applications.medical.own": (
        "A table (CSV or Parquet, a row a case) with a column that says what each case is. Half of the rows serve to practise on, without that column; the column is read to make tasks and to score them. The most frequent class counts as normal (or the one called benign). It is read in this server’s memory alone; nothing is kept.",
        "一份表格（CSV 或 Parquet，每行一个病例），其中有一列写明每个病例是什么。一半的行用来练习，练习时不看这一列；这一列只用来组成任务和评分。出现最多的类别算作正常（如果有 benign 就用它）。表格只留在服务器的内存里，不会保存。",
    ),
    "applications.medical.own.file": ("Table", "表格"),
    "applications.medical.own.label": ("Name of the column", "列名"),
    "applications.medical.own.done": (
        "{tasks} tasks; “{normal}” counts as normal.",
        "共 {tasks} 个任务，“{normal}”算作正常。",
    ),
    "applications.medical.about.real": (
        "**The cases are real**: 569 women’s, measured in Wisconsin before 1993, 357 benign and 212 malignant. **Made for this page** is the few-shot setting: each task pretends that only ten of them are known, and half of what is to be judged is malignant, far more than any doctor sees.",
        "**病例是真实的**：来自 569 位女性，1993 年以前在威斯康星州测得，其中良性 357 例、恶性 212 例。**为本页设定的**是“少样本”的条件：每个任务都假设只认识其中十个，而且要判断的病例中一半是恶性的，远多于医生平时遇到的比例。",
    ),
    "applications.medical.about.data": (
        "Breast Cancer Wisconsin (Diagnostic), Street, Wolberg and Mangasarian 1993, UCI repository, CC BY 4.0; it comes with scikit-learn, nothing is downloaded. Sets of MedMNIST (Yang et al. 2023, CC BY 4.0) can be used on the command line, where the package medmnist is installed and the network lets it: `python -m metaunsup apply medical --data medmnist:pneumoniamnist`.",
        "威斯康星乳腺癌诊断数据（Street、Wolberg、Mangasarian，1993），UCI 数据库，CC BY 4.0；随 scikit-learn 提供，无需下载。装有 medmnist 程序包并且网络允许时，也可以在命令行使用 MedMNIST（Yang 等，2023，CC BY 4.0）：`python -m metaunsup apply medical --data medmnist:pneumoniamnist`。",
    ),
    "applications.medical.about.task": (
        "A row is 30 measurements of the nuclei in one sample: mean, spread and largest value of ten properties. Rows fall into fixed parts by their own numbers: half to practise on, 40 % for tests. A task has ten benign cases, then 40 benign and 40 malignant ones; or, to be grouped, ten of each, mixed.",
        "每行是一个样本中细胞核的 30 个测量值：十种性质的平均值、波动和最大值。每一行按自身的数值固定分入某一部分：一半用来练习，40% 用来测试。一个任务先给十个良性病例，再判断 40 个良性和 40 个恶性病例；分组任务则是各十个混在一起。",
    ),
    "applications.medical.about.learners": (
        "- **ProtoNet’s space**: practised on the unlabelled half. One case is a pseudo-class; altered copies of it (values masked, noise, values moved along their column) must be recognised among 128 others. Suspicion is the mean distance to the three nearest known cases; groups are made by K-Means. Batch norm sees a task’s cases beside each other, so the mix of those to be judged (not their diagnoses) has a part in it; ACR’s sees the ten known ones alone.\n- **ACR**: the same practice, for the distance from the known cases’ centre.\n- **Nearest cases, isolation forest, one-class SVM, local outlier factor**: what is usual without labels, on the bare measurements.\n- **Logistic regression** is told every diagnosis of the practising half: the ceiling.",
        "- **ProtoNet 的空间**：在没有诊断的那一半病例上练习。一个病例就是一个伪类，要在另外 128 个中认出它的变形（遮住一些数值、加噪声、沿着列移动数值）。可疑程度是到三个最近的已知病例的平均距离；分组用 K-Means。批归一化会同时看到一个任务里的所有病例，因此待判断病例的构成（不是诊断）会有影响；ACR 只看那十个已知病例。\n- **ACR**：同样的练习，看离已知病例中心有多远。\n- **最近的病例、孤立森林、单类 SVM、局部离群因子**：没有标签时的常用方法，直接用测量值。\n- **逻辑回归**看过练习部分的全部诊断，是上限。",
    ),
}
