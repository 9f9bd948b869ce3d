"""The page of training: what it will take, and the start."""

WORDS: dict[str, tuple[str, str]] = {
    "meta_train.estimate.measuring": (
        "Measuring on this machine what a step costs …",
        "正在这台机器上实测每一步的用时……",
    ),
    "meta_train.estimate.time": ("Time, about", "大约用时"),
    "meta_train.estimate.memory": ("Memory, about", "大约占用内存"),
    "meta_train.estimate.step": ("A step, on average", "平均每步"),
    "meta_train.estimate.how": (
        "Measured just now by doing a few steps on this machine, with what else runs here now.",
        "刚刚在这台机器上实际走了几步测得，当时正在运行的其他程序也算在内。",
    ),
    "meta_train.estimate.validation": (
        "Of that, {time} go into measuring the accuracy.",
        "其中测量准确率约占 {time}。",
    ),
    "meta_train.estimate.partitions": ("{time} go into clustering the pictures.", "给图片聚类约占 {time}。"),
    "meta_train.estimate.busy": (
        "Other work keeps about {busy} of {cores} cores busy and goes first, so all is counted {times} times as long.",
        "其他程序正占用 {cores} 个核心中的约 {busy} 个，并且优先运行，因此用时按 {times} 倍计算。",
    ),
    "meta_train.estimate.ahead": (
        "Before it begins, {count} other {count:training|trainings} must end.",
        "开始之前，还要等前面的 {count} 个训练结束。",
    ),
    "meta_train.start": ("Start training", "开始训练"),
    "meta_train.command": (
        "What the button starts. Typed by hand, it does the same on any machine, with DIR for a folder of your own.",
        "按钮启动的就是这条命令。在任何机器上手动输入，效果相同；DIR 换成你自己的文件夹。",
    ),
    "meta_train.command.title": ("The command that does the same", "做同一件事的命令"),
    "meta_train.no_key": (
        "One moment: the browser is being asked for its key, without which nobody could stop the training later.",
        "请稍候：正在向浏览器取得它的钥匙，没有它，以后就没有人能停下这个训练。",
    ),
}
