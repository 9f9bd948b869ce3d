"""The page Applications: industry."""

WORDS: dict[str, tuple[str, str]] = {
    "applications.industry.title": ("Industry", "工业"),
    "applications.industry.question": (
        "A new material comes off the line. Can ten good pictures be enough to find a flaw that nobody has shown before?",
        "产线换了一种新材料。只凭十张合格品的照片，能不能发现从没见过的瑕疵？",
    ),
    "applications.industry.lead": (
        "A camera looks at every piece. Nobody has collected flawed ones yet, and nobody knows what the next flaw will look like; good pieces are plentiful, a few pictures of them are made in a minute.",
        "相机会检查每一件产品。此时还没有人收集到次品，也没有人知道下一个瑕疵会是什么样；合格品却很多，一分钟就能拍好几张照片。",
    ),
    "applications.industry.result.ahead": (
        "On kinds of surface that it never practised on, the practised network finds flaws better than a comparison of whole pictures (AUROC {knn_mean:+.2f}, 95 % interval {knn_low:+.2f} to {knn_high:+.2f}), and better than a comparison of small patches of pixels ({pixels_mean:+.2f}, {pixels_low:+.2f} to {pixels_high:+.2f}).",
        "在练习时从没见过的材料上，练过的网络比整图比较更会找瑕疵（AUROC {knn_mean:+.2f}，95% 区间 {knn_low:+.2f} 到 {knn_high:+.2f}），也比直接比较像素小块好（{pixels_mean:+.2f}，{pixels_low:+.2f} 到 {pixels_high:+.2f}）。",
    ),
    "applications.industry.result.behind": (
        "On kinds of surface that it never practised on, the practised network finds flaws better than a comparison of whole pictures (AUROC {knn_mean:+.2f}, 95 % interval {knn_low:+.2f} to {knn_high:+.2f}). It does not beat a comparison of small patches of pixels, which needs no practice at all ({pixels_mean:+.2f}, {pixels_low:+.2f} to {pixels_high:+.2f}).",
        "在练习时从没见过的材料上，练过的网络比整图比较更会找瑕疵（AUROC {knn_mean:+.2f}，95% 区间 {knn_low:+.2f} 到 {knn_high:+.2f}）。但它没有胜过完全不用练习的像素小块比较（{pixels_mean:+.2f}，{pixels_low:+.2f} 到 {pixels_high:+.2f}）。",
    ),
    "applications.industry.kind": ("Surface", "材料表面"),
    "applications.industry.kind.carpet": ("carpet", "地毯"),
    "applications.industry.kind.grid": ("grid", "金属网"),
    "applications.industry.kind.leather": ("leather", "皮革"),
    "applications.industry.kind.tile": ("tile", "地砖"),
    "applications.industry.kind.wood": ("wood", "木材"),
    "applications.industry.shots": ("Good pictures", "合格图片数"),
    "applications.industry.support": (
        "All it is told: {count} {count:picture|pictures} of this material as it should be",
        "它只看到这些：{count} 张这种材料合格品的照片",
    ),
    "applications.industry.queries": (
        "{count} further pictures, the most suspicious first; what glows looks like nothing in the good ones",
        "另外 {count} 张照片，按可疑程度从高到低排列；发亮的地方在合格品中找不到相似之处",
    ),
    "applications.industry.truth": ("Show what they really are", "显示真实情况"),
    "applications.industry.good": ("Good picture {number}", "合格图片 {number}"),
    "applications.industry.rank": ("rank {rank}", "第 {rank} 名"),
    "applications.industry.rank.truth": ("{rank}: {what}", "{rank}：{what}"),
    "applications.industry.defect.none": ("good", "合格"),
    "applications.industry.defect.scratch": ("scratch", "划痕"),
    "applications.industry.defect.spot": ("spot", "斑点"),
    "applications.industry.defect.hole": ("hole", "破洞"),
    "applications.industry.defect.fold": ("fold", "折痕"),
    "applications.industry.defect.stain": ("stain", "污渍"),
    "applications.industry.defect.missing_thread": ("missing thread", "缺线"),
    "applications.industry.reading": (
        "Half of them have a flaw. Look whether the flawed ones come first, and whether the glow lies on the flaw (outlined in blue when you show what they are).",
        "其中一半有瑕疵。看看有瑕疵的是不是排在前面，发亮的位置是不是落在瑕疵上（显示真实情况时，瑕疵用蓝线圈出）。",
    ),
    "applications.industry.found": (
        "Here {found} of the {flawed} flawed ones are among the first {flawed}.",
        "这里 {flawed} 张有瑕疵的图片中，有 {found} 张排进了前 {flawed} 名。",
    ),
    "applications.industry.metrics": (
        "Image AUROC: the chance that a flawed picture is found more suspicious than a good one (0.5 is guessing). Pixel AUROC: the same of a place on a flaw and a place beside it.",
        "图片 AUROC：一张有瑕疵的图片比一张合格图片显得更可疑的概率（0.5 等于瞎猜）。像素 AUROC：瑕疵上的一点比瑕疵外的一点更可疑的概率。",
    ),
    "applications.industry.curve": ("And with fewer good pictures?", "合格图片更少时呢？"),
    "applications.industry.curve.axis": ("good pictures", "合格图片数"),
    "applications.industry.curve.about": (
        "In these means patches of pixels lose with fewer good pictures, and what has practised hardly does. A likely reason: the former need examples of all that is normal, the latter brings some of that along. With five kinds of surface it may be chance. Dashed: what needs no practice. Bars: 95 % intervals over tasks and kinds of surface; the table has the paired differences, which are surer.",
        "从这些平均值看，合格图片变少时像素小块会变差，练过的网络几乎不受影响。可能的原因是：前者要靠例子才知道哪些算正常，后者自带一部分这种认识。材料只有五种，也可能是偶然。虚线是不需要练习的方法。竖线是 95% 区间，同时考虑了任务和材料的差异；表中的配对差值更可靠。",
    ),
    "applications.industry.unit": ("kinds of surface", "材料"),
    "applications.industry.variant.10": ("10 good pictures", "10 张合格图片"),
    "applications.industry.variant.5": ("5 good pictures", "5 张合格图片"),
    "applications.industry.variant.2": ("2 good pictures", "2 张合格图片"),
    "applications.industry.metric.image_auroc": ("image AUROC", "图片 AUROC"),
    "applications.industry.metric.pixel_auroc": ("pixel AUROC", "像素 AUROC"),
    "applications.industry.method.practised": ("practised patches", "练过的小块"),
    "applications.industry.method.pixels": ("nearest patches of pixels", "最近的像素小块"),
    "applications.industry.method.untrained": ("nearest patches, untrained network", "最近的小块（网络未训练）"),
    "applications.industry.method.acr_patches": ("nearest patches, ACR’s network", "最近的小块（ACR 的网络）"),
    "applications.industry.method.acr": ("ACR, whole pictures", "ACR（整图）"),
    "applications.industry.method.knn": ("nearest whole pictures", "最近的整张图片"),
    "applications.industry.own": (
        "Hand over a few good pictures of one thing, all taken alike, and others to be judged (at most {most} of each). They are looked at in grey, 128 pixels wide, by the method chosen above, in this server’s memory alone: nothing is kept, and nobody else sees them. A whole folder in the layout of MVTec-AD is scored on the command line.",
        "请上传同一种东西的几张合格照片（拍摄方式要一致），以及要检查的照片（各最多 {most} 张）。程序会把它们变成宽 128 像素的灰度图，用上面选定的方法检查；图片只留在服务器的内存里，不会保存，别人也看不到。MVTec-AD 布局的整个文件夹可以用命令行评分。",
    ),
    "applications.industry.own.good": ("Good pictures", "合格图片"),
    "applications.industry.own.others": ("Pictures to be judged", "要检查的图片"),
    "applications.industry.about.real": (
        "**Simulated, all of it.** The surfaces are drawn by formulas: 14 kinds, and any number of materials of each. The six kinds of flaw are drawn into them, so it is known to the pixel where a flaw is. Both were written and frozen before any method was tried on them. Real photographs hold more: light that changes, dirt that is no flaw, flaws nobody thought of. So these numbers say who is better under equal conditions, not how many flaws a factory would find.",
        "**全部是模拟的。** 材料表面由公式画出：共 14 种，每种可以有任意多个花样。六种瑕疵是画上去的，所以瑕疵在哪里可以精确到像素。二者都在任何方法试用之前写好并冻结。真实照片的情况更复杂：光线会变，有些脏污不算瑕疵，还有谁也没想到的瑕疵。因此这些数字只说明在同等条件下谁更好，并不代表工厂里能找出多少瑕疵。",
    ),
    "applications.industry.about.data": (
        "Made by this program (MIT licence); the five kinds that are tested on are those of the surfaces in MVTec-AD (Bergmann et al. 2019). MVTec-AD itself (CC BY-NC-SA 4.0) does not come with the program; its folders can be used as they are.",
        "数据由本程序生成（MIT 许可）；测试用的五种表面就是 MVTec-AD（Bergmann 等，2019）中的那五种。MVTec-AD 本身（CC BY-NC-SA 4.0 许可）不随程序提供，但它的文件夹可以直接使用。",
    ),
    "applications.industry.about.task": (
        "A task is a material that no other task has: 10 pictures without a flaw, then 20 to be put into an order, half of them with one of six flaws. Practice saw weave, denim, metal, stone, paper, brick and marble; tests are on carpet, grid, leather, tile and wood.",
        "每个任务用一种其他任务没有的花样：先给 10 张合格图片，再把另外 20 张按可疑程度排序，其中一半带有六种瑕疵之一。练习用的是编织布、牛仔布、金属、石材、纸、砖墙和大理石；测试用的是地毯、金属网、皮革、地砖和木材。",
    ),
    "applications.industry.about.learners": (
        "- **Practised patches**: a small network meta-learned on unlabelled pictures of other surfaces. Each practice task is a small case of the real one: ten crops to remember, then crops with a piece pasted in somewhere (CutPaste, Li et al. 2021); the distance to the nearest remembered patch should be large there and small elsewhere. It never saw one of the six flaws.\n- **Nearest patches** (PatchCore, Roth et al. 2022), what industry uses: patches of pixels, of an untrained network, or of ACR’s. The original takes a network that saw a million labelled photographs; none does here, since the question is how far one comes without labels.\n- **ACR** (Li, Qiu et al. 2023): meta-learned to tell one surface from others, judging whole pictures.\n- **Nearest whole pictures**: pixel by pixel.",
        "- **练过的小块**：一个小网络，在其他材料的无标签图片上做过元学习。每个练习任务都是真实任务的缩小版：先记住十个小图，再看另一些被贴入一块异物的小图（CutPaste，Li 等，2021）；贴入处与记住的最近小块的距离应当大，别处应当小。它从没见过那六种瑕疵。\n- **最近的小块**（PatchCore，Roth 等，2022）：工业界的常用方法。小块可以是像素，也可以取自未训练的网络或 ACR 的网络。原方法使用看过一百万张带标签照片的网络；这里都不用，因为要问的是不靠标签能走多远。\n- **ACR**（Li、Qiu 等，2023）：通过元学习学会区分不同的材料，对整张图片打分。\n- **最近的整张图片**：逐像素比较。",
    ),
}
