"""Refusals: fields of application."""

WORDS: dict[str, tuple[str, str]] = {
    "error.unknown_field": (
        "There is no field of application “{field}”; there are {known}.",
        "没有“{field}”这个应用领域，可用的有：{known}。",
    ),
    "error.surfaces_layout": (
        "{path} does not have the folders that are needed: train/good with good pictures, test/good and test/NAME with good and flawed ones (as in MVTec-AD), for one surface or in a folder for each.",
        "{path} 中没有所需的文件夹：应有 train/good（合格图片）、test/good 和 test/缺陷名（合格与有缺陷的图片），与 MVTec-AD 的布局相同；可以只有一种表面，也可以每种表面一个文件夹。",
    ),
    "error.surfaces_few": (
        "{kind} has too few pictures: {train} in train/good (at least {shots} are needed), {good} in test/good and {flawed} in the other folders of test (at least one each). Add some, or ask for fewer normal pictures with --variant.",
        "{kind} 的图片太少：train/good 中有 {train} 张（至少要 {shots} 张），test/good 中有 {good} 张，test 的其他文件夹中有 {flawed} 张（各至少 1 张）。请补充图片，或用 --variant 减少正常图片的数量。",
    ),
    "error.surfaces_picture": (
        "{path} cannot be read as a picture; replace it or take it out.",
        "无法把 {path} 当作图片读取，请更换或移走它。",
    ),
    "error.cases_few": (
        "The test part has {harmless} {harmless:case|cases} of the usual kind and {ill} {ill:other|others}; at least {shots} of the usual kind and two more of either are needed. Use a larger table.",
        "测试部分只有 {harmless} 个常见类别的病例和 {ill} 个其他病例；常见类别至少要 {shots} 个，此外两种各要再有 2 个。请换一份更大的表格。",
    ),
    "error.medmnist_absent": (
        "The package medmnist is not installed; `pip install medmnist` brings it, and then medmnist:{name} can be fetched.",
        "尚未安装 medmnist 程序包；运行 `pip install medmnist` 安装后即可获取 medmnist:{name}。",
    ),
    "error.medmnist_unknown": (
        "MedMNIST has no set “{name}” with one label for each picture; there are {known}.",
        "MedMNIST 中没有每张图只有一个标签的数据集“{name}”，可用的有：{known}。",
    ),
    "error.medmnist_offline": (
        "MedMNIST’s {name} could not be fetched ({reason}); check the network and try again, or leave --data out: the cytology comes with the program.",
        "无法获取 MedMNIST 的 {name}（{reason}）；请检查网络后重试，或去掉 --data，改用程序自带的细胞学数据。",
    ),
    "error.alarms_of_finance": (
        "--alarms shows a month of the made-up desk, so it goes with “apply finance” and without --data; leave it out to measure tasks.",
        "--alarms 展示的是模拟小组的一个月，因此只能用于 apply finance，且不能带 --data；要跑任务请去掉它。",
    ),
    "error.alarms_without": (
        "{option} is of no use with --alarms, which runs no tasks; leave one of them out.",
        "--alarms 不跑任务，{option} 在这里没有用；两者请去掉一个。",
    ),
    "error.alarms_alone": (
        "{option} is of use with --alarms FILE alone; add that, or leave it out.",
        "{option} 只能与 --alarms FILE 合用；请加上它，或去掉 {option}。",
    ),
    "error.medmnist_layout": (
        "{path} holds pictures of shape {images} with labels of shape {labels}; of MedMNIST’s sets only those of flat pictures with one label each can be used.",
        "{path} 中图片的形状是 {images}，标签的形状是 {labels}；MedMNIST 中只能用平面图片、每张一个标签的数据集。",
    ),
    "error.own_no_text": (
        "{path} is no text but an archive or another binary file, or empty; unpack it, and hand over the file {wanted} in it.",
        "{path} 不是文本，而是压缩包、其他二进制文件或空文件；请先解压，再提供其中的 {wanted}。",
    ),
    "error.surfaces_own_few": (
        "At least two good pictures and one to be judged are needed; {good} and {others} could be read, {bad} could not.",
        "至少需要两张合格图片和一张要检查的图片；能读取的分别有 {good} 张和 {others} 张，读不出的有 {bad} 张。",
    ),
    "error.surfaces_good_and_others": (
        "Own pictures are judged by “apply industry --good FOLDER --others FOLDER”, perhaps with --method and --csv; give both folders, and leave out what belongs to tasks or alarms.",
        "检查自己的图片要写成 apply industry --good 文件夹 --others 文件夹，还可以加 --method 和 --csv；请给出两个文件夹，并去掉只用于任务或警报的选项。",
    ),
    "error.own_queue_full": (
        "{waiting} {waiting:request is|requests are} waiting on this server already; try again in a minute.",
        "服务器上已有 {waiting} 个请求在排队，请过一分钟再试。",
    ),
    "error.own_share_full": (
        "{waiting} {waiting:request|requests} of yours {waiting:is|are} waiting already; let one end first, or stop it.",
        "你已有 {waiting} 个请求在排队；请等一个结束，或先停止它。",
    ),
    "error.own_broke": (
        "Your files could not be measured because of a fault ({kind}: {said}); press the button again, and if it happens twice, please report it.",
        "程序出错，没能测完你的文件（{kind}：{said}）。请再按一次按钮；如果再次出现，请告诉我们。",
    ),
}
