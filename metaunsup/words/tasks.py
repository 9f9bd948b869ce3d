"""Sentences: the page of tasks."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "tasks.title": ("Tasks: what there is to sort", "任务：要分组的是什么"),
    "tasks.lead": (
        (
            "A task is a handful of pictures and one number: how many groups there are. Draw one and try it with your "
            "own eyes before you look at the truth."
        ),
        "一个任务就是一小批图片，外加一个数：一共有几组。抽一个任务，先用自己的眼睛分一分，再看答案。",
    ),
    "tasks.draw": ("Your task", "你的任务"),
    "tasks.count": (
        "{items} pictures, {ways} groups. Where are they?",
        "{items} 张图片，{ways} 组。你能分出来吗？",
    ),
    "tasks.reveal": ("Show the truth", "显示答案"),
    "tasks.hidden": ("Shuffled, as the learners get them.", "打乱的顺序，和学习器拿到的一样。"),
    "tasks.shown": ("Gathered by what they really are.", "按真实类别排好。"),
    "tasks.group": ("{name} · {count}", "{name} · {count} 张"),
    "tasks.outliers": ("Outliers · {count}", "异类 · {count} 张"),
    "tasks.canvas": ("{items} pictures of a task in random order", "任务中的 {items} 张图片，随机排列"),
    "tasks.race": ("Race on this task", "用这个任务比赛"),
    "tasks.export": ("Download the task (npz)", "下载这个任务（npz）"),
    "tasks.export.about": (
        (
            "The file holds `items`, `n_clusters`, `truth` (−1 marks an outlier), `index`, `seed` and `pool`; read it "
            "with `numpy.load`."
        ),
        "文件里有 `items`、`n_clusters`、`truth`（−1 表示异类）、`index`、`seed` 和 `pool`，可用 `numpy.load` 读取。",
    ),
    "tasks.code": ("The same in Python", "用 Python 抽同样的任务"),
    "tasks.umtra.title": ("Where practice tasks come from", "练习用的任务从哪里来"),
    "tasks.umtra.about": (
        (
            "Nobody has labelled the pictures that learners practise on. The trick (UMTRA): take a few at random and "
            "pretend that each is a kind of its own; its members are altered views of the one picture. Rows below are "
            "such made-up kinds."
        ),
        (
            "供练习的图片没有人标注过。办法（UMTRA）是：随机取几张，假装每张自成一类，把这张图的各种变形当作这一类的成"
            "员。下面每一行就是这样“造”出来的一类。"
        ),
    ),
    "tasks.umtra.strength": ("How strongly views are altered", "变形强度"),
    "tasks.umtra.strength.about": (
        (
            "0 changes nothing, so there is nothing to learn; 1 is what learners practise with; at 2 one can hardly "
            "tell what it was."
        ),
        "0 表示不变形，那就没什么可学；学习器练习时用的是 1；到了 2，就很难看出原来是什么了。",
    ),
    "tasks.umtra.row": ("Made-up kind {number}", "造出的第 {number} 类"),
    "tasks.umtra.canvas": (
        "{rows} rows of altered views, each row of one picture",
        "{rows} 行变形后的图片，每行来自同一张图",
    ),
    "tasks.no_truth": ("Nobody has sorted these pictures.", "这些图片没有人分过类。"),
}
