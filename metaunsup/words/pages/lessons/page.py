"""What frames every lesson: its parts, the guess, the sheet."""

WORDS: dict[str, tuple[str, str]] = {
    "lessons.lead": (
        "Twelve lessons of ten minutes. Each asks you to **guess first**: your guess is kept until you have seen the experiment. All numbers were measured by commands of this program.",
        "十二节课，每节十分钟。每节都要你**先猜**：你的猜测会一直保留到你看完实验。所有数字都是用本程序的命令测出来的。",
    ),
    "lessons.number": ("Lesson {number}: {title}", "第 {number} 课：{title}"),
    "lessons.part.1": ("In plain words", "通俗地说"),
    "lessons.part.2": ("The mathematics", "数学"),
    "lessons.part.3": ("Your guess", "你猜"),
    "lessons.part.4": ("The experiment", "做实验"),
    "lessons.part.5": ("Now break it", "现在来难倒它"),
    "lessons.guess": ("Your guess", "你猜"),
    "lessons.commit": ("This is my guess", "我就猜这个"),
    "lessons.commit.about": (
        "The experiment opens when you have committed to a guess.",
        "选定之后，实验才会出现。",
    ),
    "lessons.committed": ("Your guess: {guess}", "你的猜测：{guess}"),
    "lessons.anew": ("Guess anew", "重新猜"),
    "lessons.seen": ("I have seen it: what was measured?", "我看完了：实测结果如何？"),
    "lessons.right": ("You guessed what was measured: {answer}", "你猜中了实测结果：{answer}"),
    "lessons.other": ("What was measured is different: {answer}", "实测结果与你猜的不同：{answer}"),
    "lessons.sources": ("Measured by: {files}", "数据来源：{files}"),
    "lessons.draw": (
        "Draw some yourself, or begin with drawings that are ready",
        "自己画几个试试，或从一套现成的图画开始",
    ),
    "lessons.next": ("Next: {title}", "下一课：{title}"),
    "lessons.all": ("All lessons", "所有课程"),
    "lessons.sheet": ("As a sheet to print", "打印成一页讲义"),
    "lessons.sheet.print": (
        "Print this page with your browser (Ctrl+P): it fits one sheet of A4.",
        "用浏览器打印本页（Ctrl+P）：正好一张 A4 纸。",
    ),
    "lessons.sheet.back": ("Back to the lesson", "回到课程"),
    "lessons.sheet.seen": ("What I saw: …………………………………………", "我看到：…………………………………………"),
    "lessons.sheet.found": ("What I found: …………………………………………", "我发现：…………………………………………"),
}
