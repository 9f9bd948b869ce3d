"""Refusals: the command line."""

WORDS: dict[str, tuple[str, str]] = {
    "error.cli_no_command": (
        "Say what to do: data, train, evaluate, compare, study, transfer or runs ({program} --help tells more).",
        "请写明要做什么：data、train、evaluate、compare、study、transfer 或 runs（详见 {program} --help --lang zh）。",
    ),
    "error.cli_unknown_command": (
        "There is no command “{command}”; there are {known}.",
        "没有“{command}”这个命令，可用的命令有：{known}。",
    ),
    "error.cli_unknown_example": (
        "There is no example “{name}”; there are {known}.",
        "没有“{name}”这个示例，可用的有：{known}。",
    ),
    "error.cli_missing_value": (
        "{option} needs a value after it (see --help).",
        "{option} 后面缺少取值（见 --help）。",
    ),
    "error.cli_no_value_wanted": (
        "{option} takes no value, so leave {value} out.",
        "{option} 不需要取值，请去掉 {value}。",
    ),
    "error.cli_missing_options": (
        "This command also needs {options} (see --help).",
        "这个命令还缺少 {options}（见 --help）。",
    ),
    "error.cli_unknown_arguments": (
        "“{arguments}” is not understood here; --help lists what is.",
        "无法识别“{arguments}”，可用的写法见 --help。",
    ),
    "error.cli_usage": ("The command line is not understood: {message}.", "无法理解这行命令：{message}。"),
    "error.cli_language": (
        "“{value}” is not a language of this program; choose one of {known}.",
        "本程序没有“{value}”这种语言，请从 {known} 中选择。",
    ),
    "error.cli_name_value": (
        "After {option} comes NAME=VALUE, such as {example}; “{value}” is not that.",
        "{option} 后面应写成 NAME=VALUE 的形式，例如 {example}，而不是“{value}”。",
    ),
    "error.cli_twice": (
        "“{name}” is given twice to {option}; once is enough.",
        "{option} 中“{name}”重复了，写一次即可。",
    ),
    "error.cli_empty_list": ("{option} needs at least one name.", "{option} 至少要有一个名字。"),
    "error.cli_not_a_file": (
        "{option} needs the name of an ordinary file, which “{path}” cannot be.",
        "{option} 需要一个普通文件的名字，“{path}”不行。",
    ),
    "error.cli_file_kind": (
        "{option} writes files that end in {kinds}, which “{path}” does not; give it such a name.",
        "{option} 写出的文件名要以 {kinds} 结尾，“{path}”不是；请改名。",
    ),
    "error.cli_not_a_folder": (
        "{option} needs the name of a folder, which “{path}” cannot be.",
        "{option} 需要一个文件夹的名字，“{path}”不行。",
    ),
    "error.cli_checkpoint_unused": (
        "A checkpoint for {learner} is of no use here: none of the learners compared ({learners}) loads it.",
        "这里用不上 {learner} 的检查点：参加比较的学习器（{learners}）都不会加载它。",
    ),
    "error.cli_system": ("{where} could not be used: {reason}.", "无法使用 {where}：{reason}。"),
    "error.cli_runs_action": (
        "There is no action “{action}” for runs; there are {known}.",
        "runs 没有“{action}”这个操作，可用的有：{known}。",
    ),
    "error.cli_runs_id": (
        "Say which run: {program} runs {action} ID (the list shows the ids).",
        "请写明是哪一次运行：{program} runs {action} ID（编号见列表）。",
    ),
    "error.cli_runs_extra": (
        "“{extra}” is one word too many after {action}.",
        "{action} 后面多了“{extra}”。",
    ),
    "error.cli_runs_no_file": (
        "{action} writes no file; leave {option} out, or use “runs export”.",
        "{action} 不写文件；请去掉 {option}，或改用“runs export”。",
    ),
    "error.cli_runs_yes": (
        "Deleting run {id} ({name}) deletes for good what it wrote in {folder}: settings, curve, log and checkpoint. What was exported stays, and so do other runs, those that began from it, too; add --yes to do it.",
        "删除运行 {id}（{name}）会永久删除它写在 {folder} 中的设置、曲线、日志和检查点；已导出的文件和其他运行（包括以它为起点的）都会保留。确认要删除请加上 --yes。",
    ),
    "error.cli_runs_yes_gone": (
        "Deleting run {id} ({name}) takes it off the list and deletes no file: {folder} is gone, or another run’s by now; add --yes to do it.",
        "删除运行 {id}（{name}）只会把它从列表中去掉，不会删除任何文件：{folder} 已经不在，或者已属于另一次运行。确认要删除请加上 --yes。",
    ),
    "error.cli_runs_export": (
        "Say what to write: --csv FILE or --json FILE for a list, --json FILE, --checkpoint FILE or --map FILE with an ID.",
        "请写明要导出什么：列表用 --csv FILE 或 --json FILE，单次运行在 ID 之后用 --json FILE、--checkpoint FILE 或 --map FILE。",
    ),
    "error.app_address": (
        "The app cannot be opened at {address}: {reason}. Name an address that this machine has in its network, or leave it out.",
        "无法在 {address} 上开放应用：{reason}。请写这台电脑在局域网中的地址，或者不写地址。",
    ),
    "error.app_no_network": (
        "This machine seems to be in no network; connect it, or name its address: --class ADDRESS.",
        "这台电脑似乎没有连上网络；请先联网，或者写明它的地址：--class ADDRESS。",
    ),
    "error.app_missing": (
        "The pages are not here: {path} is missing. They come with the project's folder, not with the installed package.",
        "找不到应用页面：缺少 {path}。页面在项目文件夹中，不在安装的软件包里。",
    ),
    "error.cli_resume_what": (
        "Say with --out which folder to resume, or use: {program} runs resume ID.",
        "请用 --out 写明要继续哪个文件夹中的训练，或者使用 {program} runs resume ID。",
    ),
    "error.cli_option_of_task": (
        "{option} is of use with --task {task} alone; leave it out, or ask for that task.",
        "{option} 只用于 --task {task}；请去掉它，或改用这种任务。",
    ),
}
