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
}
