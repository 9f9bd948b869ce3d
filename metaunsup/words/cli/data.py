"""The command data."""

WORDS: dict[str, tuple[str, str]] = {
    "cli.data.about": (
        "List every pool of pictures: its size, parts, source, licence, whether it is here and how to get it.",
        "列出所有图片池：大小、划分、来源、许可协议、本机是否已有，以及怎样获取。",
    ),
    "cli.data.own": (
        "instead show what this program makes of your own data (a folder or archive of pictures, a table, an array), what it leaves out and why; FILE#COLUMN names the column of classes",
        "改为显示本程序怎样读取你自己的数据（图片文件夹或压缩包、表格、数组），略过了什么、为什么；用“文件#列名”指定类别列",
    ),
    "cli.data.left_out": ("Left out ({count:,} in all):", "没有使用的内容（共 {count:,} 项）："),
    "cli.data.preview": ("The first items:", "前几个样本："),
    "cli.data.get": ("first download this pool", "先下载这个图片池"),
    "cli.data.looking": ("reading the pools", "正在读取图片池"),
    "cli.data.embedded": ("{pool} needs no download: it is always there.", "{pool} 不用下载，随时可用。"),
    "cli.data.got": ("{pool} is here: {items} pictures.", "{pool} 已经就绪，共 {items} 张图片。"),
    "cli.data.pool": ("pool", "图片池"),
    "cli.data.items": ("pictures", "图片数"),
    "cli.data.classes": ("classes", "类别数"),
    "cli.data.parts": ("here: train / validation / test", "本机已有：训练 / 验证 / 测试"),
    "cli.data.licence": ("licence", "许可协议"),
    "cli.data.here": ("ready?", "可用吗"),
    "cli.data.any": ("any", "不限"),
    "cli.data.present": ("yes", "可用"),
    "cli.data.partly": ("in part", "部分可用"),
    "cli.data.missing": ("not here", "尚未下载"),
    "cli.data.damaged": ("damaged", "文件损坏"),
    "cli.data.source": ("Source: {source}", "来源：{source}"),
    "cli.data.how": (
        "Looked for in {where}; to get it: {command}",
        "查找位置：{where}；获取方法：{command}",
    ),
}
