"""Pools, where they come from, and what must be said wherever one is named.

``pool.NAME.title`` and ``.about`` for every pool of the registry, ``folder`` for a person's own pictures;
``class.NAME`` for classes whose names are words.
"""

WORDS: dict[str, tuple[str, str]] = {
    "pool.digits.title": ("Small handwritten digits", "小幅手写数字"),
    "pool.digits.about": (
        "1,797 digits, 0 to 9, written by 13 people. They come with scikit-learn at 8 x 8 pixels and are enlarged here, so they look soft. Always available, nothing to download.",
        "13 个人写的 1797 个数字（0 到 9）。它们随 scikit-learn 一起安装，原图只有 8×8 像素，这里放大后会显得有些模糊。随时可用，无需下载。",
    ),
    "pool.digits-0-4.title": ("Small digits: practise 0 to 4, test 5 to 9", "小幅数字：用 0–4 练习，用 5–9 测试"),
    "pool.digits-0-4.about": (
        "Of the small handwritten digits, 0 to 4 to practise on and 5 to 9 to test with, so a task has 5 groups at most. A learner that practised here has never met the digits it is tested on: none of them can be won by memory, only by what it learned about handwriting in general. One that practised on other digits may have met them.",
        "小幅手写数字中，只用 0 到 4 练习，只用 5 到 9 测试，所以一个任务最多 5 组。在这里练习的学习器从没见过测试用的数字：靠记忆赢不了，只能靠它学到的书写规律。在别的数字图片池上练习过的学习器则可能见过它们。",
    ),
    "pool.digits-blocks.title": ("Small digits: tested on other writers", "小幅数字：用别人的笔迹测试"),
    "pool.digits-blocks.about": (
        "The small handwritten digits again, divided by their place in the file: the first 915 to practise on, the last 640 to test with. The file goes from writer to writer, so tests show hands that were never practised on. Nobody noted who wrote what: 14 stretches can be told apart, but there were 13 people, so one of them may be on both sides.",
        "同样的小幅手写数字，但按在文件中的位置划分：前 915 个用来练习，最后 640 个用来测试。文件是一个人接一个人排列的，所以测试用的是练习时没见过的笔迹。没有人记录哪个数字是谁写的：文件里能分出 14 段，而书写者只有 13 人，所以其中一人可能两边都有。",
    ),
    "pool.glyphs.title": ("Invented characters", "虚构字符"),
    "pool.glyphs.about": (
        "Characters that no one has ever written: each is one to four curved strokes made up by the computer, and every drawing of it is a little different, as if by hand. There are 400 of them.",
        "谁也没写过的字：每个字由电脑随机生成的一到四条曲线笔画组成，每次“书写”都略有不同，就像人手写的一样。一共有 400 个字。",
    ),
    "pool.textures.title": ("Made-up surfaces", "模拟材料表面"),
    "pool.textures.about": (
        "Surfaces of 14 kinds drawn by formulas (weave, brick, leather, wood …), 12 materials of each kind and 20 pictures of each material; a class is a material. Learners practise on seven kinds; tests use carpet, grid, leather, tile and wood, which they have never seen.",
        "用公式生成的 14 种材料表面（编织布、砖墙、皮革、木材……），每种有 12 个花样，每个花样 20 张图片；一个花样算一个类别。学习器用其中七种练习，测试用的是它们从未见过的地毯、网格、皮革、地砖和木材。",
    ),
    "pool.mnist.title": ("MNIST digits", "MNIST 手写数字"),
    "pool.mnist.about": (
        "70,000 digits, 0 to 9, written by office workers and school pupils: the classic of machine learning. All ten digits occur in every part, without their labels in the part that learners practise on.",
        "由办公室职员和中学生书写的 7 万个数字（0 到 9），是机器学习最经典的数据。训练、验证、测试三部分里都有全部十个数字，但供学习器练习的那部分不带标签。",
    ),
    "pool.mnist-0-4.title": ("MNIST: practise 0 to 4, test 5 to 9", "MNIST：用 0–4 练习，用 5–9 测试"),
    "pool.mnist-0-4.about": (
        "Of the MNIST digits, 0 to 4 to practise on and 5 to 9 to test with (about half of the pictures), so a task has 5 groups at most. A learner that practised here has never met the digits it is tested on: none of them can be won by memory, only by what it learned about handwriting in general. One that practised on the whole of MNIST has met them.",
        "MNIST 手写数字中，只用 0 到 4 练习，只用 5 到 9 测试（约占全部图片的一半），所以一个任务最多 5 组。在这里练习的学习器从没见过测试用的数字：靠记忆赢不了，只能靠它学到的书写规律。在整个 MNIST 上练习过的学习器则见过它们。",
    ),
    "pool.mnist-5-9.title": ("MNIST: practise 5 to 9, test 0 to 4", "MNIST：用 5–9 练习，用 0–4 测试"),
    "pool.mnist-5-9.about": (
        "The other way round: of the MNIST digits, 5 to 9 to practise on and 0 to 4 to test with, at most 5 groups. It shows whether a result with 5 to 9 in the test was owed to these digits being easy or hard.",
        "反过来：MNIST 手写数字中，用 5 到 9 练习，用 0 到 4 测试，最多 5 组。由此可以看出，用 5 到 9 测试得到的结果，是不是因为这几个数字本来就容易或难分。",
    ),
    "pool.mnist-blocks.title": ("MNIST: tested on other writers", "MNIST：用别人的笔迹测试"),
    "pool.mnist-blocks.about": (
        "MNIST’s 10,000 test pictures (t10k), divided by their place in the file: the first 5,000 to practise on, the last 4,000 to test with. As far as is known, school pupils wrote the first half and office workers the second, one after another; so tests show hands that were never practised on, of another kind of people too. Who wrote which picture is not in the file.",
        "MNIST 的 1 万张测试图片（t10k），按在文件中的位置划分：前 5000 张用来练习，最后 4000 张用来测试。据目前所知，前一半是中学生写的，后一半是办公室职员一个接一个写的，所以测试用的是练习时没见过的笔迹，书写的人群也不同。文件里没有记录哪张图片是谁写的。",
    ),
    "pool.fashion-mnist.title": ("Fashion-MNIST clothes", "Fashion-MNIST 服饰"),
    "pool.fashion-mnist.about": (
        "70,000 small photos of clothes, shoes and bags from an online shop, ten kinds. Harder to tell apart than digits.",
        "来自网店的 7 万张服装、鞋和包的小照片，共十类，比数字更难区分。",
    ),
    "pool.kmnist.title": ("KMNIST old Japanese script", "KMNIST 日文古文字"),
    "pool.kmnist.about": (
        "70,000 Japanese characters, ten kinds, cut out of centuries-old books. The same character may be written in very different ways.",
        "从数百年前的日文古籍中剪切出的 7 万个假名，共十种。同一个假名的写法可能差别很大。",
    ),
    "pool.omniglot.title": ("Omniglot: 50 alphabets", "Omniglot：50 种文字"),
    "pool.omniglot.about": (
        "1,623 characters of 50 alphabets, real and invented, each drawn by 20 people. Tests use alphabets that were never practised on.",
        "50 种真实或虚构文字里的 1623 个字符，每个字符由 20 个人各写一遍。测试用的文字在练习时从未出现过。",
    ),
    "pool.omniglot-minimal.title": ("Omniglot, small: 8 alphabets", "Omniglot 精简版：8 种文字"),
    "pool.omniglot-minimal.about": (
        "242 characters of 8 alphabets, each drawn by 20 people: the two small sets of Omniglot put together. Learners practise on five alphabets; tests use Sanskrit and Balinese, which they have never seen. It holds no digit.",
        "8 种文字的 242 个字符，每个字符由 20 个人各写一遍，由 Omniglot 的两个小数据包合并而成。学习器用其中五种文字练习，测试用的是它们从未见过的梵文和巴厘文。其中没有任何数字。",
    ),
    "part.train": ("train", "训练"),
    "part.validation": ("validation", "验证"),
    "part.test": ("test", "测试"),
    "pool.folder.title": ("Your own pictures", "你自己的图片"),
    "pool.folder.about": (
        "Pictures from a folder or an archive on this computer, made small and square.",
        "来自本机文件夹或压缩包的图片，已缩小并补成正方形。",
    ),
    "pool.note.mnist_t10k": (
        "Only MNIST's 10,000 test pictures (the t10k files) are here, not its 60,000 training pictures. They are split into training, validation and test parts that share no picture.",
        "这里只有 MNIST 的 1 万张测试图片（t10k 文件），没有 6 万张训练图片。它们被分成训练、验证、测试三部分，互不重叠。",
    ),
    "pool.note.pictures_skipped": (
        "Some of the files could not be read as pictures and are left out.",
        "部分文件无法作为图片读取，已略过。",
    ),
    "pool.note.pictures_negative": (
        "These pictures are dark on a light ground; they are used as negatives, light on dark, as learners expect them.",
        "这些图片是浅底深色的，使用时已反相为深底浅色，以符合学习器的要求。",
    ),
    "pool.note.pictures_skipped_negative": (
        "These pictures are dark on a light ground; they are used as negatives, light on dark, as learners expect them. Some of the files could not be read as pictures and are left out.",
        "这些图片是浅底深色的，使用时已反相为深底浅色，以符合学习器的要求。部分文件无法作为图片读取，已略过。",
    ),
    "pool.note.stretched": (
        "The values of these pictures run from {low} to {high}; that range is stretched from black to white, in all pictures alike.",
        "这些图片的像素值从 {low} 到 {high}；所有图片都按同一尺度拉伸到从黑到白的整个范围。",
    ),
    "pool.note.merged": (
        "Folders such as train and test around the same classes are taken together: the program divides the pictures into its own parts.",
        "同样的类别分放在 train、test 等文件夹中，这里已合并：本程序会自行划分各个部分。",
    ),
    "pool.note.unsorted": (
        "Some pictures lie in sub-folders and others beside them, so all of them count as unsorted.",
        "有的图片在子文件夹里，有的在外面，因此全部视为未分类。",
    ),
    "pool.note.skipped": (
        "Left out, because they cannot be read as pictures: {count:,} of the files.",
        "有 {count:,} 个文件无法作为图片读取，已略过。",
    ),
    "pool.note.unused": (
        "Not used: {count:,} of the pictures; they are of a kind that is not read here, are links that lead nowhere, or come after the first in their file.",
        "有 {count:,} 张图片没有使用：格式不受支持、链接失效，或者不是文件中的第一张。",
    ),
    "pool.note.resized": (
        "The longer side of these pictures has {low:,}{high:>{low}| to {high:,}} pixels; each is made {side} x {side}, the shorter side padded.",
        "这些图片的长边为 {low:,}{high:>{low}| 到 {high:,}} 像素；每张都缩放为 {side}×{side}，短边补齐。",
    ),
    "pool.note.grey": (
        "Colours are left out, since what comes with the program has practised on grey pictures.",
        "已去掉颜色，因为随程序提供的学习器是在灰度图片上练习的。",
    ),
    "pool.note.further": (
        "Of files with several pictures only the first is taken: {count:,} further {count:one is|ones are} not.",
        "含多张图片的文件只取第一张，其余 {count:,} 张没有使用。",
    ),
    "pool.note.standardised": (
        "{columns:,} {columns:column is|columns are} standardised: from each its mean is taken and it is divided by its deviation, both of the {rows:,} rows that learners practise on.",
        "{columns:,} 列已标准化：每列减去均值，再除以标准差，两者只用供练习的 {rows:,} 行计算。",
    ),
    "pool.note.filled": (
        "{count:,} missing or infinite values are set to the mean of their column.",
        "有 {count:,} 个缺失或无穷大的值，已用该列的均值代替。",
    ),
    "pool.note.far": (
        "{count:,} {count:value lies|values lie} more than {most} deviations from the mean and are set to that.",
        "有 {count:,} 个值偏离均值超过 {most} 倍标准差，已截到该处。",
    ),
    "class.T-shirt": ("T-shirt", "T 恤"),
    "class.trousers": ("trousers", "裤子"),
    "class.pullover": ("pullover", "套头衫"),
    "class.dress": ("dress", "连衣裙"),
    "class.coat": ("coat", "外套"),
    "class.sandal": ("sandal", "凉鞋"),
    "class.shirt": ("shirt", "衬衫"),
    "class.sneaker": ("sneaker", "运动鞋"),
    "class.bag": ("bag", "包"),
    "class.ankle boot": ("ankle boot", "短靴"),
}
