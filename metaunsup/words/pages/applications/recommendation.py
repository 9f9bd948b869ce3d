"""The page Applications: recommendation."""

WORDS: dict[str, tuple[str, str]] = {
    "applications.recommendation.title": ("Recommendation", "推荐"),
    "applications.recommendation.question": (
        "Somebody new has clicked five films. Which ones will they like next?",
        "一位新用户只点过五部电影，接下来他会喜欢哪些？",
    ),
    "applications.recommendation.unit": ("people", "用户"),
    "applications.recommendation.variant.1": ("1 click is known", "已知 1 次点击"),
    "applications.recommendation.variant.2": ("2 clicks are known", "已知 2 次点击"),
    "applications.recommendation.variant.5": ("5 clicks are known", "已知 5 次点击"),
    "applications.recommendation.variant.10": ("10 clicks are known", "已知 10 次点击"),
    "applications.recommendation.metric.ndcg": ("NDCG at 10", "前 10 位的 NDCG"),
    "applications.recommendation.metric.hit_rate": ("hit rate at 10", "前 10 位的命中率"),
    "applications.recommendation.method.popularity": ("Popularity", "热门榜"),
    "applications.recommendation.method.item-knn": ("Item neighbours", "物品近邻"),
    "applications.recommendation.method.factorisation": ("Matrix factorisation", "矩阵分解"),
    "applications.recommendation.method.ease": ("EASE (linear, in closed form)", "EASE（线性，闭式解）"),
    "applications.recommendation.method.preference-untrained": ("MAML, without practice", "MAML，未经练习"),
    "applications.recommendation.method.preference-start": ("MAML, before its steps", "MAML，调整之前"),
    "applications.recommendation.method.preference": ("MAML, one person a task", "MAML，每人一个任务"),
    "applications.recommendation.method.tastes": ("Knows the true tastes", "已知真实口味"),
    "applications.recommendation.lead": (
        "A new visitor, a handful of clicks, no ratings and no profile. A method that has seen how thousands of others clicked has to guess what comes next, at once.",
        "一位新访客，只有几次点击，没有评分，也没有个人资料。系统见过很多别人的点击，现在要马上猜出他接下来会看什么。",
    ),
    "applications.recommendation.result.ahead": (
        "**Five clicks are enough for a list of one’s own.** What MAML makes of them is better than the list of what everybody likes.",
        "**五次点击，就够为一个人单独推荐了。** MAML 据此给出的名单，比人人相同的热门榜更好。",
    ),
    "applications.recommendation.result.level": (
        "**Five clicks are hardly enough for a list of one’s own.** What MAML makes of them is about as good as the list of what everybody likes.",
        "**五次点击，还不足以为一个人单独推荐。** MAML 据此给出的名单，与人人相同的热门榜差不多。",
    ),
    "applications.recommendation.result.behind": (
        "**Five clicks are not enough for a list of one’s own.** The list of what everybody likes is better than what MAML makes of them.",
        "**五次点击，不够为一个人单独推荐。** 人人相同的热门榜，比 MAML 据此给出的名单更好。",
    ),
    "applications.recommendation.result": (
        "NDCG over {tasks:,} people whom no method had met: MAML minus popularity {popularity_mean:+.3f} (95 % interval {popularity_low:+.3f} to {popularity_high:+.3f}), minus item neighbours {knn_mean:+.3f} ({knn_low:+.3f} to {knn_high:+.3f}), minus EASE {ease_mean:+.3f} ({ease_low:+.3f} to {ease_high:+.3f}).",
        "{tasks:,} 位所有方法都没见过的用户的 NDCG：MAML 与热门榜相差 {popularity_mean:+.3f}（95% 区间 {popularity_low:+.3f} 到 {popularity_high:+.3f}），与物品近邻相差 {knn_mean:+.3f}（{knn_low:+.3f} 到 {knn_high:+.3f}），与 EASE 相差 {ease_mean:+.3f}（{ease_low:+.3f} 到 {ease_high:+.3f}）。",
    ),
    "applications.recommendation.lesson": (
        "**With a single click, popularity is best.** One click says less about somebody than what everybody likes, and all personal methods trust it too much. From five clicks on, learning a person’s taste pays.",
        "**只有一次点击时，热门榜最好。** 一次点击透露的信息，还不如“大家都喜欢什么”，而所有个性化方法都太相信它了。从五次点击起，学习个人口味才划算。",
    ),
    "applications.recommendation.curve": ("From one click to ten", "从一次点击到十次"),
    "applications.recommendation.curve.axis": ("clicks that are known", "已知的点击数"),
    "applications.recommendation.curve.about": (
        "How much better each list is than the one that everybody gets (at 0), for the same people. Whose line rises learns something about the person from every click. Dashed: what is usual in this field. Bars: 95 % intervals over people. It is the difference that is drawn, for the more clicks are known, the fewer are left to be foretold, and every list scores lower.",
        "对同样的用户，每种名单比人人相同的热门榜（0 处）好多少。线往上走，说明每次点击都让方法更了解这个人。虚线：该领域的常用方法。竖线是用户间的 95% 区间。这里画的是差值，因为已知的点击越多，留待预测的就越少，所有名单的得分都会变低。",
    ),
    "applications.recommendation.choose": (
        "Click five films that you would watch (the films are made up)",
        "点五部你想看的电影（片名都是编的）",
    ),
    "applications.recommendation.random": ("Somebody else’s clicks", "换一个人的点击"),
    "applications.recommendation.none": ("Click at least one film.", "请至少点一部电影。"),
    "applications.recommendation.steps": ("Steps of MAML on these clicks", "MAML 在这些点击上走的步数"),
    "applications.recommendation.steps.help": (
        "Before the first step everybody gets the same list. Each step moves this person’s own vector along the gradient of how badly the clicks were foretold.",
        "第一步之前，人人得到的都是同一份名单。每走一步，就让这个人自己的向量沿梯度移动一点，使已有的点击更容易被猜中。",
    ),
    "applications.recommendation.place": ("Place", "名次"),
    "applications.recommendation.reading": (
        "What each method would show next. The same film in several columns is what the methods agree on; popularity shows everybody the same.",
        "每种方法接下来会推荐的电影。同一部片出现在几列里，说明这些方法意见一致；热门榜给所有人看的都一样。",
    ),
    "applications.recommendation.genres": (
        "How many of the ten are of a genre that was clicked: {counts}.",
        "十部推荐中，类型与点过的电影相同的有几部：{counts}。",
    ),
    "applications.recommendation.count": ("{method} {count}", "{method} {count} 部"),
    "applications.recommendation.known": ("Clicks that are known", "已知的点击数"),
    "applications.recommendation.metrics": (
        "NDCG at 10: of the ten films shown, how many the person later clicked, a film at the top counting more (1: all ten, in a perfect list). Hit rate: whether at least one of the ten was clicked. Guessing gives about 0.07.",
        "前 10 位的 NDCG：推荐的十部里有多少是此人后来点过的，排得越靠前分量越大（1 表示十部全中）。命中率：十部里是否至少中了一部。随便猜的 NDCG 约为 0.07。",
    ),
    "applications.recommendation.about.real": (
        "**Simulated:** the films, the people and their clicks. Every person has made-up tastes (genres, series, how much they follow what is well known), and clicks are drawn from these. That is why a ceiling can be shown: *knows the true tastes* ranks by what the clicks were drawn from. The generator was finished before any method was tried on it.\n\n**Real:** the methods, and any MovieLens file that you bring. Differences on made-up people say how methods deal with few clicks; how large they are on your site, only your own data tell.",
        "**模拟的：** 电影、用户和点击都是编造的。每个人都有设定好的口味（类型、系列、有多爱追热门），点击按口味随机产生。正因如此才能给出上限：“已知真实口味”直接按产生点击的口味排序。在试用任何方法之前，生成程序就已定稿。\n\n**真实的：** 方法本身，以及你自己带来的 MovieLens 文件。模拟用户身上的差别说明各方法如何应对点击太少的情况；在你的网站上差别有多大，只有你自己的数据能回答。",
    ),
    "applications.recommendation.about.data": (
        "400 made-up films, 2,000 people to practise on, 300 others by whom every method’s settings were chosen, and new people for every test. All of it comes from a seed and is free to use. MovieLens files (`ratings.csv`, `u.data`, `ratings.dat`) have a licence of their own: research use, no redistribution; this program neither downloads nor stores them.",
        "400 部编造的电影；2000 位用户供练习，另有 300 位用来选各方法的参数，测试时每次都换新用户。这些全部由随机种子生成，可以自由使用。MovieLens 文件（`ratings.csv`、`u.data`、`ratings.dat`）有自己的许可：可用于研究，不得再分发；本程序既不下载也不保存它们。",
    ),
    "applications.recommendation.about.task": (
        "A person is a task. A few of their clicks, drawn by chance, are known; all their other clicks come later and are what the list of ten is scored by. Nobody who is tested was practised on, and no label exists: clicks are all there is.",
        "一个人就是一个任务。随机取他的几次点击作为已知，其余的点击算作“以后”，用来给十部推荐打分。参加测试的人都没有用来练习；这里也没有标签，只有点击。",
    ),
    "applications.recommendation.about.learners": (
        "**Popularity**: the same list for everybody. **Item neighbours**: films that the same people clicked (cosine). **Matrix factorisation**: a vector for each person and film (Hu, Koren, Volinsky 2008). **EASE**: each film foretold from all others by ridge regression, in closed form (Steck 2019).\n\n**MAML, one person a task** (after MeLU, Lee et al. 2019): films’ vectors are shared; a person’s own vector begins at a learned start and takes four gradient steps on the clicks. Practice splits people’s own clicks into known and later, and improves start, films and step sizes so that the later ones are foretold. Its controls: *before its steps* (no adapting) and *without practice* (the same steps, films’ vectors by chance).",
        "**热门榜**：所有人看同一份名单。**物品近邻**：常被同一批人点击的电影（余弦相似度）。**矩阵分解**：每个人、每部电影各有一个向量（Hu、Koren、Volinsky 2008）。**EASE**：用岭回归从其他所有电影预测每一部，有闭式解（Steck 2019）。\n\n**MAML，每人一个任务**（参照 MeLU，Lee 等 2019）：电影的向量大家共用；每个人自己的向量从学到的起点出发，在已知点击上走四步梯度下降。练习时把用户自己的点击分成“已知”和“以后”，调整起点、电影向量和步长，使“以后”的点击更容易猜中。对照组有两个：*调整之前*（不走步）和*未经练习*（步子一样，但电影向量是随机的）。",
    ),
    "applications.recommendation.own": (
        "A ratings file in one of MovieLens’s formats: `ratings.csv`, `u.data` or `ratings.dat`. Ratings of 4 and 5 count as clicks; 70 % of the people are practised on, 10 % choose settings, 20 % are tested. The file is read in memory for this page only and is not kept.",
        "请提供 MovieLens 格式的评分文件：`ratings.csv`、`u.data` 或 `ratings.dat`。4 分和 5 分算作点击；70% 的用户用来练习，10% 用来选参数，20% 用来测试。文件只在内存里供本页使用，不会保存。",
    ),
    "applications.recommendation.own.file": ("Ratings file", "评分文件"),
}
