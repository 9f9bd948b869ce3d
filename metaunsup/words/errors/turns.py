"""Refusals: what is said to have been sorted by hand, and cannot have been."""

WORDS: dict[str, tuple[str, str]] = {
    "error.turn_rows": (
        "These are rows of numbers, which nobody can sort by eye; choose pictures.",
        "这些是一行行的数字，没法用眼睛分组；请选择图片。",
    ),
    "error.turn_unsorted": (
        "Nobody knows the classes of these pictures, so what you sort could not be scored; choose pictures in folders, one for each class.",
        "这些图片没有类别，分得对不对无从判断；请选择按类别分文件夹的图片。",
    ),
    "error.turn_few": (
        "20 pictures are dealt out: {few} each of two classes, {each} each of four, or fewer of more. The test part of these has {classes} {classes:class|classes}, of which the largest has {most} {most:picture|pictures}; hand over more pictures of each class (about four in ten of them come into the test part).",
        "这里每次发 20 张图片：两类各 {few} 张，或四类各 {each} 张，类别再多则每类更少。这份数据的测试部分有 {classes} 个类别，最多的一类只有 {most} 张；请为每个类别提供更多图片（其中约四成会进入测试部分）。",
    ),
    "error.turn_malformed": (
        'This is no record of sorting that can be read; it must be JSON such as the page “Your turn” saves: {{"pool": "digits", "ways": 5, "shots": 4, "seed": 0, "moves": [[1.5, 0, 2]]}}.',
        '这不是可以读取的分组记录，应当是“轮到你了”页面保存的那种 JSON：{{"pool": "digits", "ways": 5, "shots": 4, "seed": 0, "moves": [[1.5, 0, 2]]}}。',
    ),
    "error.turn_too_large": (
        "{count} pictures are more than anybody sorts by hand here; choose at most {most}.",
        "{count} 张图片太多了，这里最多只能手工分 {most} 张；请减少图片。",
    ),
    "error.turn_too_long": (
        "{count:,} moves are more than {most:,}, the most that can be taken; leave some out.",
        "一共移动了 {count:,} 次，最多只能有 {most:,} 次；请去掉一些。",
    ),
    "error.move_malformed": (
        "Move {where} is not as it must be: [seconds, picture, group], seconds from those of the move before up to {most}, pictures from 0 to {items}, groups from 0 to {groups}, or -1 for none.",
        "第 {where} 次移动的格式不对，应当依次是秒数、图片和组：秒数不小于上一次移动、不超过 {most}，图片从 0 到 {items}，组从 0 到 {groups}，不在任何一组写 -1。",
    ),
}
