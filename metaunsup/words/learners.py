"""What each learner is, in a title and a sentence or two, and what is said wherever learners are shown."""

WORDS: dict[str, tuple[str, str]] = {
    "learner.kmeans.title": ("K-Means", "K-Means"),
    "learner.kmeans.about": (
        "Compares pictures pixel by pixel and moves the centres of its groups until nothing changes. It has never practised: the yardstick.",
        "逐个像素地比较图片，反复移动各组的中心，直到不再变化。它从没练习过，是大家的参照。",
    ),
    "learner.spectral.title": ("Spectral clustering", "谱聚类"),
    "learner.spectral.about": (
        "Links each slightly blurred picture to its nearest neighbours and cuts that web into groups. No practice either, but harder to beat than K-Means.",
        "先把图片略微模糊，再把每张图与最相似的几张连成网，然后把网切成几组。它同样没有练习过，但比 K-Means 更难超越。",
    ),
    "learner.dbscan.title": ("DBSCAN", "DBSCAN"),
    "learner.dbscan.about": (
        "Looks for places where pictures lie close together and lets each such crowd be a group; what lies alone is left as noise, in no group. It is not told how many groups there are. How close is close it reads off the bend in the sorted distances to near neighbours, without labels. Where crowds touch, as those of pixels often do, it sees a single one; and one group is right for one kind only: of ten kinds, 10 %.",
        "寻找图片密集的地方，每一片密集区就是一组；孤零零的图片算作噪声，不属于任何一组。它并不知道一共有几组。多近才算近，由它自己从“到近邻的距离”排序后曲线的拐弯处读出，不用标签。如果密集区彼此相连（直接看像素时常常如此），它就只看到一大片；而一组最多只能对上一类：共有十类时，准确率就是 10%。",
    ),
    "learner.hdbscan.title": ("HDBSCAN", "HDBSCAN"),
    "learner.hdbscan.about": (
        "DBSCAN for every notion of closeness at once: it keeps the groups that hold together longest as the bounds are tightened, and leaves the rest as noise. It is not told how many groups there are; how small a group may be, the silhouette decides.",
        "相当于把所有远近标准下的 DBSCAN 一次做完：标准逐渐收紧时，保留最不容易散开的那些组，其余算作噪声。它并不知道一共有几组；一组最少几张图，由轮廓系数决定。",
    ),
    "learner.agglomerative.title": ("Agglomerative clustering", "层次聚类（自下而上）"),
    "learner.agglomerative.about": (
        "Begins with every picture on its own and merges the two nearest groups again and again, until as many are left as were asked for. What “nearest” means for groups (the linkage), it picks without labels.",
        "一开始每张图自成一组，然后一次次合并最近的两组，直到剩下所要求的组数。两组之间怎样算“近”（连接方式），由它自己挑选，不用标签。",
    ),
    "learner.gmm.title": ("Gaussian mixture", "高斯混合模型"),
    "learner.gmm.about": (
        "Takes every group for a bell-shaped cloud and adjusts all clouds until they explain the pictures best. A picture belongs to each group with a probability. Which shapes clouds may have is decided by a criterion (BIC) that needs no labels.",
        "把每一组看作一团钟形的云，反复调整这些云，直到它们最能解释这批图片。每张图以一定的概率属于每一组。云可以是什么形状，由不需要标签的准则（BIC）决定。",
    ),
    "learner.meanshift.title": ("Mean shift", "均值漂移"),
    "learner.meanshift.about": (
        "Lets every picture wander uphill to where pictures are densest around it; those that end in the same place are a group. It is not told how many groups there are; how far a picture looks around, the silhouette decides.",
        "让每张图朝周围图片最密集的方向走，走到同一处的就是一组。它并不知道一共有几组；每张图往周围看多远，由轮廓系数决定。",
    ),
    "learner.random.title": ("Untrained network", "未训练的网络"),
    "learner.random.about": (
        "K-Means on what a network with random weights makes of the pictures: shows what the network is worth before any practice.",
        "用权重完全随机的网络处理图片，再做 K-Means：看看网络在练习之前有多大本事。",
    ),
    "learner.protonet.title": ("ProtoNet", "ProtoNet"),
    "learner.protonet.about": (
        "Has practised placing altered views of one picture close together. On a new task it places the pictures and groups what lies close. It does not change itself on the way.",
        "练习时学会把同一张图的变形图放得很近。遇到新任务，它直接摆放图片，把靠得近的归为一组，自己不再改变。",
    ),
    "learner.protonet-adapt.title": ("ProtoNet, adapting", "ProtoNet（边做边调）"),
    "learner.protonet-adapt.about": (
        "Starts from ProtoNet's network, then trusts its own groups a little, adjusts the network to them, and groups again. Every adapting learner must be compared with it.",
        "从 ProtoNet 的网络出发，先姑且相信自己分的组，据此微调网络，再重新分组。凡是会调整的学习器，都应该和它比一比。",
    ),
    "learner.maml.title": ("MAML", "MAML"),
    "learner.maml.about": (
        "Has practised adapting itself: it looks for a starting point from which a few steps of adjusting help the most, and follows the effect of those steps exactly (second-order gradients). On digits it never saw it starts lower, gains more, and so far ends where “ProtoNet, adapting” does.",
        "它练习的是“如何调整自己”：寻找一个起点，使得从这里出发，只调几步就收效最大；练习时会精确计算这几步的影响（二阶梯度）。在从未见过的数字上，它起点更低、提升更多，目前最后与“ProtoNet（边做边调）”打平。",
    ),
    "learner.fomaml.title": ("First-order MAML", "一阶 MAML"),
    "learner.fomaml.about": (
        "MAML with a short cut: while practising it ignores how the steps themselves would change. Cheaper, and often nearly as good.",
        "MAML 的简化版：练习时忽略“步子本身也会变”这一层影响。更省计算，效果往往相差不多。",
    ),
    "learner.anil.title": ("ANIL", "ANIL"),
    "learner.anil.about": (
        "MAML that adjusts only the last of its network's four blocks. What the first three see is settled in practice, so a step costs less; nearly all of MAML's use often remains.",
        "只调整网络四个卷积块中最后一块的 MAML。前三块看到什么，在练习时就定下来了，所以每一步更省计算，而 MAML 的好处往往几乎都还在。",
    ),
    "learner.metasgd.title": ("Meta-SGD", "Meta-SGD"),
    "learner.metasgd.about": (
        "MAML that also learns how to step: every single weight has a learning rate of its own, found in practice, that says how far and even in which direction it moves.",
        "连“怎么迈步”也一起学的 MAML：每个权重都有自己的学习率，在练习中得到，决定它走多远，甚至朝哪个方向走。",
    ),
    "learner.mtnet.title": ("MT-net", "MT-net"),
    "learner.mtnet.about": (
        "Learns which of its filters should adjust to a new task (a mask) and in what space they do (a fixed mixing of the filters after each layer); the rest stays as practice left it.",
        "练习时学会：面对新任务，哪些滤波器应当调整（一个掩码），以及在怎样的空间里调整（每层之后一个固定的滤波器混合矩阵）；其余部分保持练习时的样子。",
    ),
    "learner.leo.title": ("LEO", "LEO"),
    "learner.leo.about": (
        "Gives each group a short code, a handful of numbers, and makes of it the yardstick by which pictures are sorted. It adjusts by moving the codes, then the yardsticks a little; how pictures are seen stays as practice left it.",
        "给每一组一个简短的编码（十来个数），再由编码生成给图片分类的标准。调整时先移动编码，再微调标准本身；怎样看图片，则保持练习时的样子。",
    ),
    "learner.viml.title": ("VIML", "VIML"),
    "learner.viml.about": (
        "Keeps not one network but a bell curve around every weight, and tightens or moves the curves to suit the task. Many networks drawn from them then vote on each picture, so it also says how sure it is. (Variational inference, as VAMPIRE does it.)",
        "它记住的不是一个网络，而是每个权重的一条钟形曲线；面对新任务时，把这些曲线移动、收窄。再从中抽出许多网络，对每张图投票，所以它还能说出自己有多大把握。（变分推断，做法同 VAMPIRE。）",
    ),
    "learner.selfcritique.title": ("Self-critique", "自我评判"),
    "learner.selfcritique.about": (
        "Starts from ProtoNet’s network, which stays as it is; practice teaches it only how to adjust: which pictures to trust, and how far to step. What it gains over “ProtoNet, adapting” is what learning to adapt buys: so far, nothing that could be measured.",
        "从 ProtoNet 的网络出发，网络本身不变；练习只教它怎样调整：哪些图片可信、每一步走多远。它比“ProtoNet（边做边调）”多出来的部分，就是“学会调整”带来的好处：目前还测不出来。",
    ),
    "learner.reptile.title": ("Reptile", "Reptile"),
    "learner.reptile.about": (
        "Practises by solving one small task after another, each time moving its starting point a little towards the solution.",
        "一个接一个地解小任务，每解完一个，就把自己的起点朝着答案挪近一点。",
    ),
    "learner.instance-adapt.title": ("ProtoNet, each item its own class", "ProtoNet（每个样本自成一类）"),
    "learner.instance-adapt.about": (
        "A control: takes the same steps from ProtoNet's network, but learns to tell every picture from all others instead of trusting groups. What trusting groups adds is the difference.",
        "对照：从 ProtoNet 的网络出发，走同样的步子，但学的是把每张图与其余所有图区分开，而不是相信分出的组。两者之差，就是“相信分组”带来的好处。",
    ),
    "learner.oracle-adapt.title": ("Ceiling (ProtoNet, told the labels)", "上限（看真实标签的 ProtoNet）"),
    "learner.oracle-adapt.about": (
        "Not a competitor but a ceiling: it takes the same steps from ProtoNet’s network, but learns from the true labels instead of its own groups. Its groups are then found without them, as everybody’s are. How far “ProtoNet, adapting” stays below it is what wrong groups cost.",
        "不是参赛者，而是上限：从 ProtoNet 的网络出发，走同样的步子，但学的是真实标签，而不是自己分出的组。最后分组时和大家一样不看标签。“ProtoNet（边做边调）”比它低多少，就是分错组的代价。",
    ),
    "learner.protonet-tta.title": ("ProtoNet, altered views averaged", "ProtoNet（多次变形取平均）"),
    "learner.protonet-tta.about": (
        "ProtoNet's network, unchanged, looks at each picture in sixteen altered views, averages what it sees and cuts the web of nearest neighbours into groups. What adapting is worth shows only beside it.",
        "用 ProtoNet 的网络，一点也不调整：把每张图变形十六次分别来看，再取平均，然后把近邻连成的网切成几组。调整到底有没有用，要和它比了才知道。",
    ),
    "learner.global.title": ("Fixed centres of the pool", "数据池的固定中心"),
    "learner.global.about": (
        "Once, ProtoNet's network sorted the pictures it had practised on around fixed centres; each picture of a task goes to the nearest of them. It learns nothing from the task. Where it does well, the kinds of pictures had all been met in practice, though without their names.",
        "事先用 ProtoNet 的网络把练习过的图片聚成若干类，记下固定的中心；任务里的每张图直接归到最近的中心。它不从任务中学任何东西。如果它做得好，说明这些种类在练习时都见过，只是不知道名称。",
    ),
    "learner.spectral-pool.title": ("Spectral clustering with the pool", "谱聚类（连同数据池）"),
    "learner.spectral-pool.about": (
        "Weaves the pictures of the task and up to two thousand unlabelled ones of the pool into one web of neighbours and cuts the task's pictures into groups; two of them may be tied by way of the pool's. No network and no practice: what the same pool gives without learning.",
        "把任务中的图片和数据池里至多两千张没有标签的图片连成一张近邻网，再把任务中的图片切成几组；两张图可以通过池中的图片间接相连。没有网络，也没有练习：看看同一个数据池不经学习能带来什么。",
    ),
    "learner.umap-pool.title": ("UMAP with the pool, spectral cut", "UMAP 加谱切分（连同数据池）"),
    "learner.umap-pool.about": (
        "UMAP lays out the pictures of the task on a plane, together with up to two thousand unlabelled ones of the pool; there the web of neighbours among the task's pictures is cut into groups. No network and no practice. A task takes some seconds.",
        "UMAP 把任务中的图片和数据池里至多两千张没有标签的图片一起铺在平面上，再在那里把任务图片的近邻网切成几组。没有网络，也没有练习。每个任务要几秒钟。",
    ),
    "learner.autoencoder.title": ("Autoencoder", "自编码器"),
    "learner.autoencoder.about": (
        "Has practised squeezing each picture into a few numbers, its code, from which the picture can be drawn again. On a new task it groups the codes by K-Means. It saw as many pictures in practice as ProtoNet did.",
        "练习时学会把每张图压缩成少数几个数（编码），并能据此把图重新画出来。遇到新任务，就对编码做 K-Means。练习时看过的图片和 ProtoNet 一样多。",
    ),
    "learner.simclr.title": ("SimCLR", "SimCLR（对比学习）"),
    "learner.simclr.about": (
        "Has practised telling altered views of one picture from those of all others: two of the same picture attract each other, everything else is pushed away. On a new task it groups by K-Means. It saw as many pictures in practice as ProtoNet did.",
        "练习时学会认出哪两张变形图来自同一张图：同一张图的两个变形互相靠近，其余的一律推开。遇到新任务，再做 K-Means。练习时看过的图片和 ProtoNet 一样多。",
    ),
    "learner.vae.title": ("VAE", "变分自编码器（VAE）"),
    "learner.vae.about": (
        "Has practised giving each picture a small cloud in a space of few numbers, so that the picture, seen altered, can be drawn as it was from any point of its cloud, and all clouds together fill a plain bell shape. So it can also invent pictures. On a new task it groups the middles of the clouds by K-Means. It saw as many pictures in practice as the autoencoder did.",
        "练习时学会给每张图在一个低维空间里安排一小团云：它看到的是变形图，却要能从云中任取一点画出原图；而所有的云合起来又接近标准的钟形分布，因此它还能画出新图。遇到新任务，就对各团云的中心做 K-Means。练习时看过的图片和自编码器一样多。",
    ),
    "learner.gmvae.title": ("Meta-GMVAE", "混合高斯变分自编码器（Meta-GMVAE）"),
    "learner.gmvae.about": (
        "A VAE whose clouds need not fill one bell shape: for every task anew it fits several bells of equal width to the pictures' clouds, and has practised under such bells. Each bell is a group. It saw as many pictures in practice as the VAE did.",
        "也是变分自编码器，但各团云不必合成一个钟形：每遇到一个任务，它都为这批图片的云重新拟合若干个同样宽的钟形分布，练习时也是这样做的。每个钟形就是一组。练习时看过的图片和 VAE 一样多。",
    ),
    "learner.gan.title": ("BiGAN", "双向生成对抗网络（BiGAN）"),
    "learner.gan.about": (
        "Has practised by a contest: the generator draws pictures from a few random numbers, the encoder finds for every real picture the numbers it might have been drawn from, and a judge tries to tell the pairs of the one from those of the other. To fool the judge both must agree on which numbers belong to which picture. So it can also invent pictures. On a new task it groups the numbers by K-Means.",
        "在对抗中练习：生成器由几个随机数画出图片，编码器为每张真实图片找出它可能由哪些数画成，判别器则设法认出一对“图片和数”出自谁手。要骗过判别器，两者就必须对哪些数对应哪张图达成一致。因此它还能画出新图。遇到新任务，就对这些数做 K-Means。",
    ),
    "learner.psco.title": ("PsCo", "PsCo（伪监督对比学习）"),
    "learner.psco.about": (
        "Has practised on tasks it makes itself: every picture is a kind of its own, and its like are looked up among the pictures of the last steps, as a copy of the network that follows it slowly sees them. On a new task it groups by K-Means.",
        "练习的任务由它自己出：每张图自成一类，再从前几步见过的图片里找出最像的几张当作同类；像不像，由一个慢慢跟随主网络的副本来判断。遇到新任务，再做 K-Means。",
    ),
    "learner.psco-adapt.title": ("PsCo, adapting", "PsCo（边做边调）"),
    "learner.psco-adapt.about": (
        "Starts from PsCo’s network and takes the same steps as “ProtoNet, adapting”: it trusts its own groups a little, adjusts the network to them, and groups again.",
        "从 PsCo 的网络出发，走与“ProtoNet（边做边调）”相同的步子：先姑且相信自己分的组，据此微调网络，再重新分组。",
    ),
    "learner.memory.title": ("Memory", "记忆"),
    "learner.memory.about": (
        "Reads the pictures one by one. Each joins a slot of its memory or opens a new one: it has practised choosing on made-up groups, few or many, large and small. It reads them in many orders at once, and what most readings put together is a group.",
        "一张一张地读图片：每张图要么放进记忆中已有的一格，要么新开一格。怎样放，是在练习任务的伪类别上练出来的，那些类别有多有少、有大有小。它同时按许多种顺序来读，多数读法都放在一起的图片就是一组。",
    ),
    "learner.memory-unknown.title": ("Memory, not told how many groups", "记忆（不知道组数）"),
    "learner.memory-unknown.about": (
        "The same memory, but nobody tells it how many groups there are: it opens as many slots as it finds reasons for, and a middling reading decides how many there are.",
        "同一个记忆，但没有人告诉它一共有几组：觉得有必要就新开一格；组数取各种读法所开格数的中位数。",
    ),
    "learner.memory-online.title": ("Sequential k-means in Memory’s network", "序贯 k-means（用“记忆”的网络）"),
    "learner.memory-online.about": (
        "A control: reads, opens slots and combines its readings as Memory does, in Memory’s own network, but each picture joins the slot with the nearest mean, by a distance that was fixed beforehand. What learning to assign adds is the difference.",
        "对照：用“记忆”的网络，阅读、开格和综合各种读法都与“记忆”一样，但每张图只按事先定好的距离放进均值最近的一格。两者之差，就是“学会怎样放”带来的好处。",
    ),
    "learner.memory-knn.title": ("Nearest neighbours in Memory’s network", "近邻缓存（用“记忆”的网络）"),
    "learner.memory-knn.about": (
        "A control: keeps every picture it has read, and lets the five nearest of them decide which slot the next one joins. Otherwise it reads as Memory does, in Memory’s own network.",
        "对照：记住读过的每一张图，由其中最近的五张决定下一张放进哪一格。其余都与“记忆”一样，用的也是“记忆”的网络。",
    ),
    "learner.rl.title": ("RL² (learns what to try)", "RL²（学会试什么）"),
    "learner.rl.about": (
        "Has a menu of ways to group pictures, in ProtoNet’s network and in pixels. Round by round it tries one, looks at how tight and how even the groups are, and decides whether to keep them. What to try and what to keep it has learned from rewards on made-up groups.",
        "有一份“菜单”，列着各种分组办法，有的用 ProtoNet 的网络，有的直接看像素。它一轮一轮地试：每轮试一种，看看各组紧不紧、大小匀不匀，再决定要不要采用。试什么、留什么，是在练习任务的伪类别上靠奖励学会的。",
    ),
    "learner.rl-random.title": ("RL²’s menu, at random", "RL² 的菜单（随机选）"),
    "learner.rl-random.about": (
        "A control: tries as many entries of the same menu at random, and keeps the last one. What learning what to try and keep adds is the difference.",
        "对照：在同一份菜单里随机试同样多种，采用最后一种。两者之差，就是“学会试什么、留什么”带来的好处。",
    ),
    "learner.rl-fixed.title": ("RL²’s menu, the best single entry", "RL² 的菜单（固定用最好的一项）"),
    "learner.rl-fixed.about": (
        "A control: the one entry of the menu that did best on the practice tasks, at every task. A policy that looks at the task must be worth more than that.",
        "对照：无论什么任务，都用练习任务中平均得分最高的那一项。会看任务的策略，应当胜过它。",
    ),
    "learner.rl-silhouette.title": ("RL²’s menu, the best silhouette", "RL² 的菜单（取轮廓系数最大）"),
    "learner.rl-silhouette.about": (
        "A control: tries the whole menu, which takes longer, and keeps the groups that are tightest and farthest apart by the silhouette, an index that needs no labels.",
        "对照：把整份菜单都试一遍（更费时），采用轮廓系数最大的分组，也就是组内最紧、组间最远的那一种；这个指标不需要标签。",
    ),
    "learner.variant.pca": ("{learner}, after PCA", "{learner}（先做 PCA）"),
    "learner.variant.tsne": ("{learner}, after t-SNE", "{learner}（先做 t-SNE）"),
    "learner.variant.umap": ("{learner}, after UMAP", "{learner}（先做 UMAP）"),
    "learner.variant.pca.about": (
        "Before that, PCA keeps the ten directions in which these items differ most.",
        "在此之前，先用 PCA 保留这批样本差异最大的十个方向。",
    ),
    "learner.variant.tsne.about": (
        "Before that, t-SNE lays these items out on a plane so that neighbours stay neighbours; the grouping is done there.",
        "在此之前，先用 t-SNE 把这批样本铺在平面上，让原来的近邻仍是近邻，再在平面上分组。",
    ),
    "learner.variant.umap.about": (
        "Before that, UMAP lays these items out on a plane, from the web of their nearest neighbours; the grouping is done there.",
        "在此之前，先用 UMAP 根据近邻关系网把这批样本铺在平面上，再在平面上分组。",
    ),
    "learner.label": ("{learner} ({label})", "{learner}（{label}）"),
    "learner.label.own": ("{learner} (own training)", "{learner}（自己训练）"),
    "learner.variant.soft": ("{learner}, soft k-means", "{learner}（软 k-means）"),
    "learner.variant.sinkhorn": ("{learner}, balanced (knows the sizes)", "{learner}（均衡分配，已知各组一样大）"),
    "learner.variant.soft.about": (
        "Groups by soft k-means: every item belongs to every group, more or less, and pulls at each centre by as much.",
        "用软 k-means 分组：每个样本都在不同程度上属于每一组，并按这个程度去拉动各组的中心。",
    ),
    "learner.variant.sinkhorn.about": (
        "Divides the items into groups of equal size (Sinkhorn's algorithm). It is told more than the others are: compare it with them only where that can be known.",
        "把样本分成同样大小的组（Sinkhorn 算法）。它得到的信息比别人多，只有在各组大小本来就已知时，才能与别人比较。",
    ),
    "learner.variant.spectral": ("{learner}, spectral cut", "{learner}（谱切分）"),
    "learner.variant.spectral.about": (
        "Links each item to its nearest neighbours in the embedding and cuts that web into groups, instead of looking for centres.",
        "在嵌入空间里把每个样本与最近的几个连成网，再把网切成几组，而不是寻找各组的中心。",
    ),
    "learner.variant.gmm": ("{learner}, Gaussian mixture", "{learner}（高斯混合）"),
    "learner.variant.gmm.about": (
        "Takes every group in the embedding for a bell-shaped cloud, wider in some directions than in others, and gives each item a probability for every group.",
        "把嵌入空间里的每一组看作一团钟形的云，各个方向可宽可窄，并给出每个样本属于每一组的概率。",
    ),
    "learners.earlier_loop": (
        "{learners}: practised with the adapting steps of before (plain gradient descent, groups found anew at each step) and takes those here, too; the curve is rougher.",
        "{learners}：练习时用的是早先的调整步骤（普通梯度下降，每步重新分组），在这里也照样走，所以曲线更粗糙。",
    ),
    "learners.chosen": (
        "No learner sees a label, in practice or here; but what their settings are by default was chosen by the accuracy on validation tasks, so by the labels of validation pictures.",
        "任何学习器在练习时和在这里都看不到标签；但它们的默认设置是按验证任务上的准确率选定的，也就是用到了验证图片的标签。",
    ),
    "learners.formula": ("Formula and paper", "公式和论文"),
    "learners.symbols": (
        "Symbols: x items, N of them; z their embeddings; K groups; a the group each item is put into; c the groups’ centres; θ what practice has found, φ what a task makes of it; α a learning rate, τ the temperature; S the altered views learned from, Q those held out.",
        "符号：x 是样本，共 N 个；z 是它们的嵌入；K 是组数；a 是每个样本所在的组；c 是各组的中心；θ 是练习得到的参数，φ 是面对一个任务时调整后的参数；α 是学习率，τ 是温度；S 是用来学的变形版本，Q 是留出来检验的变形版本。",
    ),
    "learners.batch_norm": (
        "The networks use batch norm with the statistics of the whole task, as in the MAML papers: each item is judged in the company of the others (this is called transductive).",
        "网络中的批归一化采用整个任务的统计量（与 MAML 论文的做法相同），也就是说，每个样本都是和同一任务的其他样本放在一起判断的，这叫“直推式”。",
    ),
    "learners.sees_labels": (
        "{learners} is no competitor: it learns from the true labels, which nobody else is given; only its groups are found without them.",
        "{learners}不算参赛者：它学的是真实标签，别的学习器都拿不到；只有分组时不看标签。",
    ),
    "learners.labels_but": (
        "Labels are used to compute the score you see, and here they are told to one learner: {learners}. No other is given one, neither for practice nor here.",
        "标签只用来计算你看到的得分，此外在这里只告诉了一个学习器：{learners}。别的学习器无论练习时还是比赛中，都拿不到任何标签。",
    ),
    "learners.labels": (
        "Labels are used in one place only: to compute the score you see. No learner is given one, neither for practice nor here.",
        "标签只在一处用到：计算你看到的得分。无论练习时还是比赛中，学习器都拿不到任何标签。",
    ),
    "learner.acr.title": ("ACR", "ACR"),
    "learner.acr.about": (
        "Has practised judging whether pictures belong with a few others: batch norm over those few puts what is normal in the middle, whatever it is, and what does not belong ends outside. Nothing is adjusted on a task.",
        "练习的是判断图片是否与另外几张同属一类：对那几张做批归一化，正常的（不论是什么）就落在中间，不属于的落在外面。遇到任务时什么都不调整。",
    ),
    "learner.oc-maml.title": ("One-class MAML", "单类 MAML"),
    "learner.oc-maml.about": (
        "Has practised adjusting itself on a few pictures of one kind alone, so that it then tells what is not of that kind; practice follows the effect of the steps exactly (second order).",
        "练习的是：只看一类的几张图片就调整自己，随后能认出不属于这一类的；练习时精确计算这几步的影响（二阶）。",
    ),
    "learner.oc-fomaml.title": ("One-class FOMAML", "单类一阶 MAML"),
    "learner.oc-fomaml.about": (
        "One-class MAML whose practice takes the effect of the steps as it is at their end (first order).",
        "单类 MAML，但练习时只取调整结束处的梯度（一阶）。",
    ),
    "learner.oc-reptile.title": ("One-class Reptile", "单类 Reptile"),
    "learner.oc-reptile.about": (
        "Has practised by moving towards where a few steps on one kind alone, and one on both kinds, lead.",
        "练习的方式是：先只在一类上走几步，再在两类上走一步，然后朝走到的地方移动。",
    ),
    "learner.reptile-vae.title": ("Reptile VAE", "Reptile 变分自编码器"),
    "learner.reptile-vae.about": (
        "A VAE that has practised being tuned: on a handful of pictures of one kind at a time it took a few steps, and then moved towards where they led. So a few steps on new pictures make it draw more of their kind.",
        "练习过“被微调”的变分自编码器：每次在某一类的几张图片上走几步，然后朝走到的地方移动。这样，在新图片上走几步，它就能画出更多同类的图。",
    ),
    "learner.plain-vae.title": ("VAE, plainly practised", "普通练习的 VAE"),
    "learner.plain-vae.about": (
        "The control of the Reptile VAE: the same network, practised with all kinds mixed in every step; the Reptile VAE that comes with the program began where it ended. It is tuned to new pictures in the same way.",
        "Reptile VAE 的对照：网络相同，但练习时每一步都把各类混在一起；程序自带的 Reptile VAE 就是从它练完的地方开始的。遇到新图片时用同样的方法微调。",
    ),
    "learner.figr.title": ("FIGR", "FIGR（少样本 GAN）"),
    "learner.figr.about": (
        "A GAN that has practised being tuned, by Reptile: a drawer and a critic take a few steps against each other on one kind of pictures, then both move towards where these led.",
        "用 Reptile 练习过“被微调”的 GAN：生成器和评判器在某一类图片上相互对抗几步，然后两者都朝走到的地方移动。",
    ),
    "learner.plain-gan.title": ("GAN, plainly practised", "普通练习的 GAN"),
    "learner.plain-gan.about": (
        "The control of FIGR: the same drawer and critic and as many pictures, but all kinds mixed in every step.",
        "FIGR 的对照：生成器和评判器相同，看过的图片一样多，但每一步都把各类混在一起。",
    ),
    "learner.statistician.title": ("Neural Statistician", "神经统计学家（Neural Statistician）"),
    "learner.statistician.about": (
        "A VAE of sets: from a handful of pictures it works out a few numbers that stand for what they have in common, and draws under these. It reads the pictures once; nothing is adjusted on a task.",
        "面向集合的变分自编码器：从几张图片推断出代表它们共同之处的几个数，再据此作画。它只把图片看一遍，遇到任务时什么都不调整。",
    ),
}
