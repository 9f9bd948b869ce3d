"""What each detector is, in a title and a sentence or two; and the spaces that some of them judge in."""

WORDS: dict[str, tuple[str, str]] = {
    "detector.iforest.title": ("Isolation Forest", "孤立森林"),
    "detector.iforest.about": (
        "Cuts the space at random places again and again: what is soon alone in its corner is odd. It compares pictures pixel by pixel and has never practised.",
        "反复在随机的位置切分空间：很快就被单独切出来的就可疑。它逐个像素地看图片，从没练习过。",
    ),
    "detector.ocsvm.title": ("One-class SVM", "单类支持向量机"),
    "detector.ocsvm.about": (
        "Draws the tightest smooth border around the normal pictures; what lies outside is odd.",
        "在正常图片周围画一条尽量紧的光滑边界，落在外面的就可疑。",
    ),
    "detector.lof.title": ("Local outlier factor", "局部离群因子（LOF）"),
    "detector.lof.about": (
        "Compares how crowded it is around a picture with how crowded it is around its neighbours: much emptier is odd.",
        "比较一张图周围的密集程度和它邻居周围的密集程度：空得多就可疑。",
    ),
    "detector.knn.title": ("Nearest neighbours", "最近邻"),
    "detector.knn.about": (
        "Far from its nearest normal pictures is odd. The plainest idea there is, and in pixels a hard one to beat: the yardstick.",
        "离最近的几张正常图片越远越可疑。这是最朴素的想法，直接看像素时却不容易超越，是大家的参照。",
    ),
    "detector.proto.title": ("Nearest centroid", "最近中心"),
    "detector.proto.about": (
        "Takes the mean of the normal pictures; far from it is odd. In a space that has practised placing like with like, this is all it takes.",
        "取正常图片的平均作为中心，离中心越远越可疑。如果所在的空间练习过“同类放一起”，这样就够了。",
    ),
    "detector.svdd.title": ("Deep SVDD", "深度 SVDD"),
    "detector.svdd.about": (
        "Trains a small network on the spot to pull all normal pictures onto one point; what stays away from it is odd.",
        "当场训练一个小网络，把所有正常图片拉到同一点；拉不过来的就可疑。",
    ),
    "detector.vae.title": ("VAE", "变分自编码器（VAE）"),
    "detector.vae.about": (
        "Has practised drawing pictures, then adjusts itself to the normal ones: what this did not make any likelier is odd. It also draws every picture again, and shows where that fails.",
        "练习过画图，再根据正常图片调整自己：调整之后仍没有变得更可能出现的图片就可疑。它还会把每张图重新画一遍，显示哪里没画对。",
    ),
    "detector.acr.title": ("ACR", "ACR"),
    "detector.acr.about": (
        "Adaptive Centered Representations: practised on made-up tasks of exactly this kind. Before it looks, it shifts and scales all it sees by the normal pictures alone, so that these lie in the centre; far from it is odd.",
        "ACR 用人造的同类任务练习过。观察之前，先只按正常图片把看到的一切平移、缩放，让正常的都落在中心；离中心越远越可疑。",
    ),
    "detector.maml.title": ("One-class MAML", "单类 MAML"),
    "detector.maml.about": (
        "Has practised on made-up tasks: a few steps on normal pictures alone, after which it must tell normal from odd.",
        "用人造任务练习过：只在正常图片上走几步，之后就要能分出正常与异常。",
    ),
    "detector.fomaml.title": ("One-class MAML, first order", "单类一阶 MAML"),
    "detector.fomaml.about": (
        "One-class MAML that ignores, while practising, how its steps themselves would change: cheaper, and here no worse.",
        "练习时不计“步子本身也会变”这层影响的单类 MAML：更省计算，在这里并不更差。",
    ),
    "detector.reptile.title": ("One-class Reptile", "单类 Reptile"),
    "detector.reptile.about": (
        "Practises by solving one made-up task after another and moving its starting point towards each solution. It lags behind, as its authors found, too.",
        "一个接一个地解人造任务，每次把起点朝答案挪近一点。它的效果落在后面，原论文也这样报告。",
    ),
    "detector.patches.title": ("Nearest patches", "最近的小块"),
    "detector.patches.about": (
        "Cuts every picture into small patches: where a patch looks like none in the normal pictures, there it is odd. It is what industry uses to find flaws; here it shows the place, too.",
        "把每张图切成小块：哪个小块在正常图片里找不到相像的，哪里就可疑。这是工业上找瑕疵的常用方法，它还能指出位置。",
    ),
    "detector.in": ("{detector} · {space}", "{detector} · {space}"),
    "detector.raw": ("pixels", "像素"),
    "detector.space.untrained": ("untrained network", "未训练的网络"),
    "detector.space.run": ("own training", "自己训练的网络"),
    "detector.space.alone": ("{space}, normal ones set the scale", "{space}（只按正常图片定尺度）"),
    "detector.space.tta": ("{space}, 16 altered views averaged", "{space}（16 张变形图取平均）"),
}
