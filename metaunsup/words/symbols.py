"""What the symbols of each learner's formula mean, beyond those that all share (``learners.symbols``)."""

WORDS: dict[str, tuple[str, str]] = {
    "symbols.kmeans": (
        "Each item’s squared distance to the centre of its own group, added up.",
        "每个样本到自己那组中心的距离的平方，全部加起来。",
    ),
    "symbols.spectral": (
        "W says how alike two items are, D holds the sums of its rows, I is the identity, L the graph’s Laplacian; the groups are read off its eigenvectors u with the smallest eigenvalues λ.",
        "W 表示两个样本有多相似，D 是 W 每行之和组成的对角矩阵，I 是单位矩阵，L 是图的拉普拉斯矩阵；分组由它最小的几个特征值 λ 所对应的特征向量 u 得出。",
    ),
    "symbols.dbscan": (
        "An item with at least m items within the distance ε is the core of a group.",
        "在距离 ε 之内至少有 m 个样本的那个样本，就是一组的核心点。",
    ),
    "symbols.hdbscan": (
        "κ is the distance to the m-th nearest item: where items are sparse, all distances grow.",
        "κ 是到第 m 近的样本的距离：样本稀疏的地方，所有距离都被拉长。",
    ),
    "symbols.agglomerative": (
        "A and B are two groups, |A| and |B| their sizes; Δ is what merging them would cost. The cheapest pair merges.",
        "A、B 是两个组，|A|、|B| 是各自的大小；Δ 是合并它们的代价，每次合并代价最小的一对。",
    ),
    "symbols.gmm": (
        "π is the share of a group, μ its mean, Σ its covariance: every group is a bell-shaped cloud 𝒩.",
        "π 是一组所占的比例，μ 是均值，Σ 是协方差：每一组是一团钟形分布 𝒩。",
    ),
    "symbols.meanshift": (
        "y is a point that climbs to where items are densest; g is 1 for items within the reach h, else 0.",
        "y 是一个向样本最密处爬升的点；离它不超过 h 的样本 g 取 1，其余取 0。",
    ),
    "symbols.random": (
        "𝒰 is the spread from which the weights are drawn at random; nothing is learned.",
        "𝒰 是随机抽取网络权重所用的均匀分布；什么也不学。",
    ),
    "symbols.protonet": (
        "y is the made-up class of an altered view. Its similarity z · c to the centre of its own class should beat all others.",
        "y 是一个变形版本所属的伪类别。它与本类中心的相似度 z · c 应当胜过与其他中心的相似度。",
    ),
    "symbols.protonet-adapt": (
        "CE is the cross-entropy between the groups found and what the network says of altered views.",
        "CE 是交叉熵：比较分出的组和网络对变形版本给出的答案。",
    ),
    "symbols.maml": (
        "𝒯 is a practice task, φ what a few steps on it lead to. $\\mathcal L_S$ is the loss of the altered views learned from, $\\mathcal L_Q$ that of those held out; θ moves so that $\\mathcal L_Q$ gets small after the steps.",
        "𝒯 是一个练习任务，φ 是在它上面走几步后到达的参数。$\\mathcal L_S$ 是所学变形版本上的损失，$\\mathcal L_Q$ 是留出变形版本上的损失；调整 θ，让走完几步之后 $\\mathcal L_Q$ 变小。",
    ),
    "symbols.fomaml": (
        "The gradient of $\\mathcal L_Q$ is taken where the steps ended, at φ, as if it were the one at the beginning, θ.",
        "$\\mathcal L_Q$ 的梯度在走完几步后的 φ 处计算，直接当作起点 θ 处的梯度来用。",
    ),
    "symbols.anil": (
        "θ with 1..3 are the first three blocks, which stay; φ with 4 is the last one, the only one to adapt.",
        "下标 1..3 表示前三个模块，它们不变；φ 的下标 4 表示最后一个模块，只有它随任务调整。",
    ),
    "symbols.metasgd": (
        "Here α is learned, one rate for each parameter; ∘ multiplies number by number.",
        "这里的 α 也是学来的，每个参数有自己的学习率；∘ 表示逐个元素相乘。",
    ),
    "symbols.mtnet": (
        "y is what a layer puts out: W, its weights, adapt (b, the paper's bias, would be taken out again by batch norm and is left out); T mixes the outputs and does not adapt. M is the mask, one or zero for each row of W, drawn with the learned chance σ(ζ); ∘ multiplies number by number.",
        "y 是一层的输出：权重 W 随任务调整（论文中的偏置 b 会被批归一化抵消，这里省去）；T 把输出重新混合，不随任务调整。M 是掩码，W 的每一行取 1 或 0，取 1 的概率 σ(ζ) 是学来的；∘ 表示逐个元素相乘。",
    ),
    "symbols.selfcritique": (
        "𝒯 is a practice task, φ what a few steps on it lead to, $\\mathcal L_Q$ how wrong the clustering is there. ω is the learned rule: w is how much item x with its own loss $\\mathcal L_i$ counts (i counts the items), r how far the step goes.",
        "𝒯 是一个练习任务，φ 是在它上面走几步后到达的参数，$\\mathcal L_Q$ 衡量那里的聚类错得有多远。ω 是学到的规则：w 决定样本 x 自己的损失 $\\mathcal L_i$ 占多少分量（i 是样本的编号），r 决定这一步走多远。",
    ),
    "symbols.viml": (
        "w are the weights; q says how likely each of their values is in this task, p with θ how likely it was before. KL measures how far q moved away from p, and β how much that counts. 𝔼 is the average over weights drawn from q.",
        "w 是网络权重；q 表示在这个任务里权重取各个值的可能性，p（下标 θ）是事先的可能性。KL 衡量 q 离 p 有多远，β 决定这一点有多重要。𝔼 是对从 q 中抽取的权重求平均。",
    ),
    "symbols.leo": (
        "Here c is a code, a few numbers for each group: q makes it from the group’s items 𝒟, and g makes the group’s row w of the classifier out of it. Codes move first, then w a little.",
        "这里的 c 是编码，每组十来个数：q 根据该组的样本 𝒟 得出编码，g 再把编码变成分类器中这一组的权重 w。先移动编码，再微调 w。",
    ),
    "symbols.reptile": (
        "𝒯 are n practice tasks; ε is how far the start moves towards where they led.",
        "𝒯 是 n 个练习任务；ε 是起点朝它们走到的地方移动多远。",
    ),
    "symbols.instance-adapt": (
        "CE is the cross-entropy: an altered view S′ of item i should be most alike to item i itself among all of S.",
        "CE 是交叉熵：样本 i 的变形版本 S′ 应当在所有样本 S 中与样本 i 本身最相似。",
    ),
    "symbols.oracle-adapt": (
        "y is an item’s true class and c the centre of each class; CE is the cross-entropy between the classes and what the network says of altered views.",
        "y 是样本的真实类别，c 是各类的中心；CE 是交叉熵：比较真实类别和网络对变形版本给出的答案。",
    ),
    "symbols.protonet-tta": (
        "A is an alteration drawn at random, V times in all (v counts them); z has unit length. L is the Laplacian of the web of neighbours among the z; groups are read off its eigenvectors u with the smallest eigenvalues λ.",
        "A 是随机抽取的变形，共抽 V 次（用 v 计数）；z 取单位长度。L 是由各个 z 连成的近邻网的拉普拉斯矩阵，分组由它最小的几个特征值 λ 所对应的特征向量 u 得出。",
    ),
    "symbols.global": (
        "P is the pool: the centres are found there, once, and stay.",
        "P 是数据池：中心在那里一次求出，之后不再改变。",
    ),
    "symbols.spectral-pool": (
        "W says which items of the task T and of the pool P are neighbours, D holds the sums of its rows. L′ is the Laplacian that is left of L when the pool's items are taken out, their paths kept as ties; D′ holds the sums of its ties, u are its eigenvectors with the smallest values λ.",
        "W 表示任务 T 和数据池 P 的样本中谁与谁相邻，D 是 W 每行之和组成的对角矩阵。从 L 中消去数据池的样本、把经过它们的路径折算成联系，就得到 L′；D′ 是相应的联系之和，u 是最小的几个值 λ 对应的特征向量。",
    ),
    "symbols.umap-pool": (
        "v is how strongly two items of the task T or the pool P are tied as neighbours, w the same on the plane; CE is their cross-entropy. L is the Laplacian of the web of neighbours among the task's items on the plane, u its eigenvectors with the smallest eigenvalues λ.",
        "v 是任务 T 或数据池 P 中两个样本作为近邻的联系强度，w 是它们在平面上的联系强度，CE 是两者的交叉熵。L 是任务样本在平面上连成的近邻网的拉普拉斯矩阵，u 是最小的几个特征值 λ 对应的特征向量。",
    ),
    "symbols.autoencoder": (
        "f squeezes an item into its code, g draws it again; CE is the cross-entropy between the pixels of both.",
        "f 把样本压缩成编码，g 再把它画出来；CE 是两者像素之间的交叉熵。",
    ),
    "symbols.simclr": (
        "i and j are two altered views of one item, k runs through all altered views but i itself.",
        "i 和 j 是同一个样本的两个变形版本，k 取遍除 i 以外的所有变形版本。",
    ),
    "symbols.vae": (
        "u is a latent, a few numbers from which an item is drawn; q says which latents suit x̃, an altered view of item x, and p how likely x itself is when drawn from one. KL is how far q is from the standard normal distribution 𝒩, whose covariance is the identity I, and β how much that counts. 𝔼 is the average over latents drawn from q.",
        "u 是潜变量，即用来画出一个样本的几个数；q 表示哪些潜变量适合样本 x 的一个变形版本 x̃，p 表示由某个潜变量画出原样本 x 的可能性。KL 衡量 q 离标准正态分布 𝒩（协方差为单位矩阵 I）有多远，β 决定这一点有多重要。𝔼 是对从 q 中抽取的潜变量求平均。",
    ),
    "symbols.reptile-vae": (
        "θ is where every kind begins, φ where a few steps on one kind lead, ε how far θ moves towards it. Those steps make p, how likely an item x is when drawn from its latent u, as large as can be; q says which latents suit x, and KL how far q is from the standard normal distribution 𝒩, whose covariance is the identity I. 𝔼 is the average over latents drawn from q.",
        "θ 是面对每一类时的起点，φ 是在某一类上走几步之后到达的地方，ε 是 θ 朝它移动多远。这几步尽量增大 p，即由潜变量 u 画出样本 x 的可能性；q 表示哪些潜变量适合 x，KL 衡量 q 离标准正态分布 𝒩（协方差为单位矩阵 I）有多远。𝔼 是对从 q 中抽取的潜变量求平均。",
    ),
    "symbols.plain-vae": (
        "p says how likely an item x is when drawn from its latent u, a few numbers; q which latents suit x, and KL how far q is from the standard normal distribution 𝒩, whose covariance is the identity I. 𝔼 is the average over latents drawn from q.",
        "p 表示由潜变量 u（几个数）画出样本 x 的可能性；q 表示哪些潜变量适合 x，KL 衡量 q 离标准正态分布 𝒩（协方差为单位矩阵 I）有多远。𝔼 是对从 q 中抽取的潜变量求平均。",
    ),
    "symbols.statistician": (
        "D is a set of items x of one kind, c a few numbers that stand for the set, u a few for each item. p says how likely an item is when drawn from u and c; q which c suits the set, and which u an item; KL how far each q is from what was to be expected before. 𝒩 is the standard normal distribution, whose covariance is the identity I.",
        "D 是同一类的一组样本 x，c 是代表这一组的几个数，u 是代表每个样本的几个数。p 表示由 u 和 c 画出一个样本的可能性；q 表示哪些 c 适合这一组、哪些 u 适合一个样本；KL 衡量各个 q 离事先的预期有多远。𝒩 是标准正态分布，协方差为单位矩阵 I。",
    ),
    "symbols.figr": (
        "G draws an item from u, a few numbers of the standard normal distribution 𝒩, whose covariance is the identity I; D, the critic, gives real items x higher numbers than drawn ones. Both take a few steps against each other on one kind, from θ to φ, and then θ moves the share ε of the way. 𝔼 is the average.",
        "G 由 u（取自标准正态分布 𝒩 的几个数，协方差为单位矩阵 I）画出一个样本；评判器 D 给真实样本 x 的分数要比画出的高。双方在某一类上相互对抗几步，从 θ 走到 φ，然后 θ 朝 φ 移动 ε 那么大的一份。𝔼 表示求平均。",
    ),
    "symbols.plain-gan": (
        "G draws an item from u, a few numbers of the standard normal distribution 𝒩, whose covariance is the identity I; D, the critic, gives real items x higher numbers than drawn ones. λ is how much it costs the critic if its slope ∇D, at x̂ between a real and a drawn one, is not of length 1. 𝔼 is the average.",
        "G 由 u（取自标准正态分布 𝒩 的几个数，协方差为单位矩阵 I）画出一个样本；评判器 D 给真实样本 x 的分数要比画出的高。x̂ 取在真实样本与画出的样本之间，λ 表示评判器在那里的斜率 ∇D 长度不是 1 时要付多大代价。𝔼 表示求平均。",
    ),
    "symbols.gmvae": (
        "u is a latent, q says which latents suit x̃, an altered view of item x, and p how likely x itself is when drawn from one; 𝔼 is the average over latents drawn from q. The prior with the index ψ is a mixture: component k has the weight π, the mean μ, and the identity I for a covariance; EM fits them to the latents of the N items of one task.",
        "u 是潜变量，q 表示哪些潜变量适合样本 x 的一个变形版本 x̃，p 表示由某个潜变量画出原样本 x 的可能性；𝔼 是对从 q 中抽取的潜变量求平均。带下标 ψ 的先验是混合分布：第 k 个成分的权重是 π，均值是 μ，协方差是单位矩阵 I；EM 算法根据一个任务中 N 个样本的潜变量把它们拟合出来。",
    ),
    "symbols.gan": (
        "u is a latent, a few numbers; G, the generator, draws an item from it, and E, the encoder, finds the latent of item x. D, the discriminator, says how likely a pair of item and latent is one of the encoder’s. 𝔼 is the average over items, or over latents of the standard normal distribution 𝒩, whose covariance is the identity I.",
        "u 是潜变量，也就是几个数；生成器 G 由它画出一个样本，编码器 E 则为样本 x 找出潜变量。判别器 D 给出一对“样本和潜变量”出自编码器的概率。𝔼 是对样本求平均，或者对从标准正态分布 𝒩（协方差为单位矩阵 I）中抽取的潜变量求平均。",
    ),
    "symbols.psco": (
        "q is what the network makes of an altered view of item i; k, its key, is what the slow copy φ makes of another. s is a key of earlier steps chosen as one of its kind (j runs through those chosen for all items); m runs through all keys it should differ from: those of the queue and of the other items. μ is how slowly φ follows θ. Each fraction has its own temperature τ.",
        "q 是网络对样本 i 的一个变形版本给出的向量；k 是慢副本 φ 对它另一个变形版本给出的向量，叫作“键”。s 是从前几步的键中为它选出的同类（j 取遍为所有样本选出的键），m 取遍它应当与之不同的键：队列中的和其他样本的。μ 表示 φ 跟随 θ 有多慢。两个分式各有自己的温度 τ。",
    ),
    "symbols.psco-adapt": (
        "CE is the cross-entropy between what the network says of altered views and the groups that k-means finds.",
        "CE 是交叉熵：比较网络对变形版本给出的答案和 k-means 分出的组。",
    ),
    "symbols.memory": (
        "i is the place of an item in the reading; o is the distance at which a new slot, 0, begins to pay, s how far apart the items are on average and γ how much distance counts. h is what practice has learned to add for each slot, from all slots, from what has been read and from what is still to come. m is what a slot holds, and the gate g how much of it a new item overwrites.",
        "i 是样本在阅读中的次序；o 是值得新开一格（记作 0）的距离，s 是样本之间的平均距离，γ 是距离的分量。h 是练习学到的、给每一格加上的分数，由所有的格、已读的和未读的样本共同决定。m 是一格里存的内容，门 g 决定新来的样本覆盖其中多少。",
    ),
    "symbols.memory-unknown": (
        "a with < i are the slots of the items read before item i; the number of groups is the number of slots that a middling reading (the median) has opened.",
        "下标 < i 表示在样本 i 之前读过的样本；组数就是各种读法所开格数的中位数（median）。",
    ),
    "symbols.memory-online": (
        "n is how many items have joined a slot; its centre moves towards each new one by one n-th of the way.",
        "n 是放进一格的样本个数；每来一个，该格的中心就朝它移动 n 分之一。",
    ),
    "symbols.memory-knn": (
        "Q are the nearest of the items read so far, j counts them; each votes for its own slot, the more the nearer it is. β says how quickly that falls, s is how far apart the items are on average; e is Euler’s number.",
        "Q 是已读样本中最近的几个，用 j 计数；每个都投票给自己所在的格，越近分量越重。β 决定分量随距离减小的快慢，s 是样本之间的平均距离；e 是自然常数。",
    ),
    "symbols.rl": (
        "t counts the rounds; h is what the policy remembers, e the entry it tries, drawn from π, its chances; o is what can be told of the groups without labels. R is the reward at the end of a practice task, b the reward expected before each decision, so that only what is better than expected becomes likelier; J is the mean reward. β weighs H, the entropy: how undecided the policy still is. (Keeping is decided and learned in the same way.)",
        "t 是轮次；h 是策略记住的东西，e 是这一轮要试的菜单项，按概率 π 抽取；o 是不用标签就能看出的分组情况。R 是练习任务结束时的奖励，b 是每次决定之前预计的奖励，只有比预计更好的决定才会变得更可能；J 是平均奖励。H 是熵，表示策略还有多犹豫，β 是它的权重。（是否采用，也用同样的办法决定和学习。）",
    ),
    "symbols.rl-random": (
        "E is the menu, e the entry tried in round t: any of those not tried in a round < t, all with the same chance.",
        "E 是菜单，e 是第 t 轮试的一项：从之前各轮（< t）没试过的项中等概率地抽取。",
    ),
    "symbols.rl-fixed": (
        "E is the menu, e an entry of it, R its reward at a practice task.",
        "E 是菜单，e 是其中一项，R 是它在一个练习任务上的奖励。",
    ),
    "symbols.rl-silhouette": (
        "E is the menu, e an entry of it. s is the silhouette of an item, u its mean distance to the others of its group, v that to the items of the nearest other group.",
        "E 是菜单，e 是其中一项。s 是一个样本的轮廓系数，u 是它到同组其他样本的平均距离，v 是它到最近的另一组的平均距离。",
    ),
    "symbols.pca": (
        "x̄ is the mean item, X all items minus it; V holds the directions in which items differ most, Λ by how much.",
        "x̄ 是平均样本，X 是减去它之后的全部样本；V 是样本差别最大的那些方向，Λ 是各方向上差别的大小。",
    ),
    "symbols.tsne": (
        "P says who are neighbours among the items, Q, made of q, the same on the plane; KL is how much the two disagree.",
        "P 表示原来的样本谁和谁相邻，由 q 组成的 Q 表示平面上谁和谁相邻；KL 衡量两者有多不一致。",
    ),
    "symbols.umap": (
        "v is how strongly two items are tied as neighbours, w the same on the plane.",
        "v 是两个样本作为近邻的联系强度，w 是它们在平面上的联系强度。",
    ),
    "symbols.acr": (
        "S is the handful that is (mostly) normal; μ and σ are the mean and spread that batch norm takes from it, c its centre. d is how far an item x ends from c: it should be small for N, what belongs, and large for A, what does not.",
        "S 是（大多）正常的那几个；μ、σ 是批归一化从 S 得到的均值和标准差，c 是 S 的中心。d 是样本 x 离 c 多远：属于这一类的（N）应当小，不属于的（A）应当大。",
    ),
    "symbols.oc-maml": (
        "S is a handful of one made-up class alone, Q as many of that class as of others. φ is where a few steps of the rate α on S lead from θ; θ moves so that the loss $\\mathcal L$ on Q gets small after them.",
        "S 只含一个伪类别的几个样本，Q 中这一类和别的类一样多。从 θ 出发，以步长 α 在 S 上走几步到达 φ；调整 θ，让走完之后在 Q 上的损失 $\\mathcal L$ 变小。",
    ),
    "symbols.oc-fomaml": (
        "S, Q, φ, α and $\\mathcal L$ are those of one-class MAML; the gradient is taken at φ, as if it were the one at θ.",
        "S、Q、φ、α 和 $\\mathcal L$ 与单类 MAML 相同；梯度在 φ 处计算，直接当作 θ 处的梯度来用。",
    ),
    "symbols.oc-reptile": (
        "S, Q, φ, α and $\\mathcal L$ are those of one-class MAML; θ moves a part of the way to φ after a last step on Q.",
        "S、Q、φ、α 和 $\\mathcal L$ 与单类 MAML 相同；在 Q 上再走最后一步之后，θ 朝 φ 移动一段。",
    ),
    "symbols.soft": (
        "r is how much an item belongs to a group.",
        "r 是一个样本在多大程度上属于一组。",
    ),
    "symbols.sinkhorn": (
        "P is how much of each item goes to each group: every item is given away whole, and every group gets equally much. H is the entropy, which keeps P smooth.",
        "P 表示每个样本有多少分给各组：每个样本都要分完，每组得到的一样多。H 是熵，让 P 保持平滑。",
    ),
}
