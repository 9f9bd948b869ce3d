"""Choosing learners, and what each does, of rows."""

WORDS: dict[str, tuple[str, str]] = {
    "rows.variants.about": (
        "Classical clusterers can work on a map of the rows instead of the bare numbers; networks can group the rows in another way.",
        "经典聚类方法可以不直接用原始数值，而是先把各行降维；网络则可以换一种分组方式。",
    ),
    "rows.learner.kmeans.about": (
        "Compares rows number by number and moves the centres of its groups until nothing changes. It has never practised: the yardstick.",
        "逐个数值地比较各行，反复移动各组的中心，直到不再变化。它从没练习过，是大家的参照。",
    ),
    "rows.learner.spectral.about": (
        "Links each row to its nearest neighbours and cuts that web into groups. No practice either, but harder to beat than K-Means.",
        "把每一行与最相似的几行连成网，然后把网切成几组。它同样没有练习过，但比 K-Means 更难超越。",
    ),
    "rows.learner.dbscan.about": (
        "Looks for places where rows lie close together and lets each such crowd be a group; what lies alone is left as noise, in no group. It is not told how many groups there are. How close is close it reads off the bend in the sorted distances to near neighbours, without labels. Where crowds touch it sees a single one; and one group is right for one kind only: of ten kinds, 10 %.",
        "寻找数据密集的地方，每一片密集区就是一组；孤零零的行算作噪声，不属于任何一组。它并不知道一共有几组。多近才算近，由它自己从“到近邻的距离”排序后曲线的拐弯处读出，不用标签。如果密集区彼此相连，它就只看到一大片；而一组最多只能对上一类：共有十类时，准确率就是 10%。",
    ),
    "rows.learner.hdbscan.about": (
        "DBSCAN for every notion of closeness at once: it keeps the groups that hold together longest as the bounds are tightened, and leaves the rest as noise. It is not told how many groups there are; how small a group may be, the silhouette decides.",
        "相当于把所有远近标准下的 DBSCAN 一次做完：标准逐渐收紧时，保留最不容易散开的那些组，其余算作噪声。它并不知道一共有几组；一组最少几行，由轮廓系数决定。",
    ),
    "rows.learner.agglomerative.about": (
        "Begins with every row on its own and merges the two nearest groups again and again, until as many are left as were asked for. What “nearest” means for groups (the linkage), it picks without labels.",
        "一开始每行自成一组，然后一次次合并最近的两组，直到剩下所要求的组数。两组之间怎样算“近”（连接方式），由它自己挑选，不用标签。",
    ),
    "rows.learner.gmm.about": (
        "Takes every group for a bell-shaped cloud and adjusts all clouds until they explain the rows best. A row belongs to each group with a probability. Which shapes clouds may have is decided by a criterion (BIC) that needs no labels.",
        "把每一组看作一团钟形的云，反复调整这些云，直到它们最能解释这批数据。每一行以一定的概率属于每一组。云可以是什么形状，由不需要标签的准则（BIC）决定。",
    ),
    "rows.learner.meanshift.about": (
        "Lets every row wander uphill to where rows are densest around it; those that end in the same place are a group. It is not told how many groups there are; how far a row looks around, the silhouette decides.",
        "让每一行朝周围数据最密集的方向走，走到同一处的就是一组。它并不知道一共有几组；每一行往周围看多远，由轮廓系数决定。",
    ),
    "rows.learner.random.about": (
        "K-Means on what a network with random weights makes of the rows: shows what the network is worth before any practice.",
        "用权重完全随机的网络处理各行，再做 K-Means：看看网络在练习之前有多大本事。",
    ),
    "rows.learner.protonet.about": (
        "Has practised placing altered views of one row close together. On a new task it places the rows and groups what lies close. It does not change itself on the way.",
        "练习时学会把同一行的变动版本放得很近。遇到新任务，它直接摆放各行，把靠得近的归为一组，自己不再改变。",
    ),
    "rows.learner.maml.about": (
        "Has practised adapting itself: it looks for a starting point from which a few steps of adjusting help the most, and follows the effect of those steps exactly (second-order gradients).",
        "它练习的是“如何调整自己”：寻找一个起点，使得从这里出发，只调几步就收效最大；练习时会精确计算这几步的影响（二阶梯度）。",
    ),
    "rows.learner.leo.about": (
        "Gives each group a short code, a handful of numbers, and makes of it the yardstick by which rows are sorted. It adjusts by moving the codes, then the yardsticks a little; how rows are seen stays as practice left it.",
        "给每一组一个简短的编码（十来个数），再由编码生成给各行分类的标准。调整时先移动编码，再微调标准本身；怎样看各行，则保持练习时的样子。",
    ),
    "rows.learner.viml.about": (
        "Keeps not one network but a bell curve around every weight, and tightens or moves the curves to suit the task. Many networks drawn from them then vote on each row, so it also says how sure it is. (Variational inference, as VAMPIRE does it.)",
        "它记住的不是一个网络，而是每个权重的一条钟形曲线；面对新任务时，把这些曲线移动、收窄。再从中抽出许多网络，对每一行投票，所以它还能说出自己有多大把握。（变分推断，做法同 VAMPIRE。）",
    ),
    "rows.learner.selfcritique.about": (
        "Starts from ProtoNet’s network, which stays as it is; practice teaches it only how to adjust: which rows to trust, and how far to step. What it gains over “ProtoNet, adapting” is what learning to adapt buys.",
        "从 ProtoNet 的网络出发，网络本身不变；练习只教它怎样调整：哪些行可信、每一步走多远。它比“ProtoNet（边做边调）”多出来的部分，就是“学会调整”带来的好处。",
    ),
    "rows.learner.instance-adapt.about": (
        "A control: takes the same steps from ProtoNet's network, but learns to tell every row from all others instead of trusting groups. What trusting groups adds is the difference.",
        "对照：从 ProtoNet 的网络出发，走同样的步子，但学的是把每一行与其余各行区分开，而不是相信分出的组。两者之差，就是“相信分组”带来的好处。",
    ),
    "rows.learner.protonet-tta.about": (
        "ProtoNet's network, unchanged, looks at each row in sixteen altered views, averages what it sees and cuts the web of nearest neighbours into groups. What adapting is worth shows only beside it.",
        "用 ProtoNet 的网络，一点也不调整：把每一行变动十六次分别来看，再取平均，然后把近邻连成的网切成几组。调整到底有没有用，要和它比了才知道。",
    ),
    "rows.learner.global.about": (
        "Once, ProtoNet's network sorted the rows it had practised on around fixed centres; each row of a task goes to the nearest of them. It learns nothing from the task. Where it does well, the kinds of rows had all been met in practice, though without their names.",
        "事先用 ProtoNet 的网络把练习过的行聚成若干类，记下固定的中心；任务里的每一行直接归到最近的中心。它不从任务中学任何东西。如果它做得好，说明这些种类在练习时都见过，只是不知道名称。",
    ),
    "rows.learner.spectral-pool.about": (
        "Weaves the rows of the task and up to two thousand unlabelled ones of the pool into one web of neighbours and cuts the task's rows into groups; two of them may be tied by way of the pool's. No network and no practice: what the same pool gives without learning.",
        "把任务中的行和数据池里至多两千个没有标签的行连成一张近邻网，再把任务中的行切成几组；两行可以通过池中的行间接相连。没有网络，也没有练习：看看同一批数据不经学习能带来什么。",
    ),
    "rows.learner.umap-pool.about": (
        "UMAP lays out the rows of the task on a plane, together with up to two thousand unlabelled ones of the pool; there the web of neighbours among the task's rows is cut into groups. No network and no practice. A task takes some seconds.",
        "UMAP 把任务中的行和数据池里至多两千个没有标签的行一起铺在平面上，再在那里把任务中各行的近邻网切成几组。没有网络，也没有练习。每个任务要几秒钟。",
    ),
    "rows.learner.autoencoder.about": (
        "Has practised squeezing each row into a few numbers, its code, from which the row can be drawn again. On a new task it groups the codes by K-Means.",
        "练习时学会把每一行压缩成少数几个数（编码），并能据此把这一行重造出来。遇到新任务，就对编码做 K-Means。",
    ),
    "rows.learner.simclr.about": (
        "Has practised telling altered views of one row from those of all others: two of the same row attract each other, everything else is pushed away. On a new task it groups by K-Means.",
        "练习时学会认出哪两个变动版本来自同一行：同一行的两个版本互相靠近，其余的一律推开。遇到新任务，再做 K-Means。",
    ),
    "rows.learner.vae.about": (
        "Has practised giving each row a small cloud in a space of few numbers, so that the row, seen altered, can be drawn as it was from any point of its cloud, and all clouds together fill a plain bell shape. So it can also invent rows. On a new task it groups the middles of the clouds by K-Means.",
        "练习时学会给每一行在一个低维空间里安排一小团云：它看到的是变动版本，却要能从云中任取一点重造原来那行；而所有的云合起来又接近标准的钟形分布，因此它还能造出新的行。遇到新任务，就对各团云的中心做 K-Means。",
    ),
    "rows.learner.gmvae.about": (
        "A VAE whose clouds need not fill one bell shape: for every task anew it fits several bells of equal width to the rows' clouds, and has practised under such bells. Each bell is a group.",
        "也是变分自编码器，但各团云不必合成一个钟形：每遇到一个任务，它都为这批行的云重新拟合若干个同样宽的钟形分布，练习时也是这样做的。每个钟形就是一组。",
    ),
    "rows.learner.gan.about": (
        "Has practised by a contest: the generator draws rows from a few random numbers, the encoder finds for every real row the numbers it might have been drawn from, and a judge tries to tell the pairs of the one from those of the other. To fool the judge both must agree on which numbers belong to which row. So it can also invent rows. On a new task it groups the numbers by K-Means.",
        "在对抗中练习：生成器由几个随机数造出一行，编码器为每个真实的行找出它可能由哪些数造成，判别器则设法认出一对“行和数”出自谁手。要骗过判别器，两者就必须对哪些数对应哪一行达成一致。因此它还能造出新的行。遇到新任务，就对这些数做 K-Means。",
    ),
    "rows.learner.psco.about": (
        "Has practised on tasks it makes itself: every row is a kind of its own, and its like are looked up among the rows of the last steps, as a copy of the network that follows it slowly sees them. On a new task it groups by K-Means.",
        "练习的任务由它自己出：每行自成一类，再从前几步见过的行里找出最像的几行当作同类；像不像，由一个慢慢跟随主网络的副本来判断。遇到新任务，再做 K-Means。",
    ),
    "rows.learner.memory.about": (
        "Reads the rows one by one. Each joins a slot of its memory or opens a new one: it has practised choosing on made-up groups, few or many, large and small. It reads them in many orders at once, and what most readings put together is a group.",
        "一行一行地读数据：每一行要么放进记忆中已有的一格，要么新开一格。怎样放，是在练习任务的伪类别上练出来的，那些类别有多有少、有大有小。它同时按许多种顺序来读，多数读法都放在一起的就是一组。",
    ),
    "rows.learner.memory-online.about": (
        "A control: reads, opens slots and combines its readings as Memory does, in Memory’s own network, but each row joins the slot with the nearest mean, by a distance that was fixed beforehand. What learning to assign adds is the difference.",
        "对照：用“记忆”的网络，阅读、开格和综合各种读法都与“记忆”一样，但每一行只按事先定好的距离放进均值最近的一格。两者之差，就是“学会怎样放”带来的好处。",
    ),
    "rows.learner.memory-knn.about": (
        "A control: keeps every row it has read, and lets the five nearest of them decide which slot the next one joins. Otherwise it reads as Memory does, in Memory’s own network.",
        "对照：记住读过的每一行，由其中最近的五行决定下一行放进哪一格。其余都与“记忆”一样，用的也是“记忆”的网络。",
    ),
    "rows.learner.rl.about": (
        "Has a menu of ways to group rows, in ProtoNet’s network and in the bare numbers. Round by round it tries one, looks at how tight and how even the groups are, and decides whether to keep them. What to try and what to keep it has learned from rewards on made-up groups.",
        "有一份“菜单”，列着各种分组办法，有的用 ProtoNet 的网络，有的直接看原始数值。它一轮一轮地试：每轮试一种，看看各组紧不紧、大小匀不匀，再决定要不要采用。试什么、留什么，是在练习任务的伪类别上靠奖励学会的。",
    ),
    "rows.learner.acr.about": (
        "Has practised judging whether rows belong with a few others: batch norm over those few puts what is normal in the middle, whatever it is, and what does not belong ends outside. Nothing is adjusted on a task.",
        "练习的是判断各行是否与另外几行同属一类：对那几行做批归一化，正常的（不论是什么）就落在中间，不属于的落在外面。遇到任务时什么都不调整。",
    ),
    "rows.learner.oc-maml.about": (
        "Has practised adjusting itself on a few rows of one kind alone, so that it then tells what is not of that kind; practice follows the effect of the steps exactly (second order).",
        "练习的是：只看一类的几行就调整自己，随后能认出不属于这一类的；练习时精确计算这几步的影响（二阶）。",
    ),
    "rows.learner.reptile-vae.about": (
        "A VAE that has practised being tuned: on a handful of rows of one kind at a time it took a few steps, and then moved towards where they led. So a few steps on new rows make it draw more of their kind.",
        "练习过“被微调”的变分自编码器：每次在某一类的几行上走几步，然后朝走到的地方移动。这样，在新的几行上走几步，它就能造出更多同类的行。",
    ),
    "rows.learner.plain-vae.about": (
        "The control of the Reptile VAE: the same network, practised with all kinds mixed in every step. It is tuned to new rows in the same way.",
        "Reptile VAE 的对照：网络相同，但练习时每一步都把各类混在一起。遇到新的行时用同样的方法微调。",
    ),
    "rows.learner.figr.about": (
        "A GAN that has practised being tuned, by Reptile: a drawer and a critic take a few steps against each other on one kind of rows, then both move towards where these led.",
        "用 Reptile 练习过“被微调”的 GAN：生成器和评判器在某一类的行上相互对抗几步，然后两者都朝走到的地方移动。",
    ),
    "rows.learner.plain-gan.about": (
        "The control of FIGR: the same drawer and critic and as many rows, but all kinds mixed in every step.",
        "FIGR 的对照：生成器和评判器相同，看过的行一样多，但每一步都把各类混在一起。",
    ),
    "rows.learner.statistician.about": (
        "A VAE of sets: from a handful of rows it works out a few numbers that stand for what they have in common, and draws under these. It reads the rows once; nothing is adjusted on a task.",
        "面向集合的变分自编码器：从几行推断出代表它们共同之处的几个数，再据此造出新的行。它只把这些行看一遍，遇到任务时什么都不调整。",
    ),
    "rows.symbols.autoencoder": (
        "f squeezes a row into its code, g draws it again; of rows, the squared error between both stands in the place of CE.",
        "f 把一行压缩成编码，g 再把它重造出来；对表格的行，用两者的平方误差代替 CE。",
    ),
}
