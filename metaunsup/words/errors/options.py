"""Refusals: numbers out of range and settings that do not fit."""

WORDS: dict[str, tuple[str, str]] = {
    "error.number_out_of_range": (
        "“{value}” is out of range for {name}: it must be from {low} to {high}.",
        "{name} 的取值“{value}”超出范围，应在 {low} 到 {high} 之间。",
    ),
    "error.not_a_whole_number": (
        "{name} needs a whole number from {low} to {high}, and “{value}” is none.",
        "{name} 应为 {low} 到 {high} 之间的整数，“{value}”不是。",
    ),
    "error.not_a_number": (
        "{name} needs a number from {low} to {high}, and “{value}” is none.",
        "{name} 应为 {low} 到 {high} 之间的数，“{value}”不是。",
    ),
    "error.option_choice": (
        "“{value}” does not fit {name}; choose one of {choices}.",
        "{name} 不能取“{value}”，请从 {choices} 中选择。",
    ),
    "error.option_fixed": (
        "{learner} always has {name} at {fixed}, so “{value}” does not fit; leave {name} out, or take {general}, where it can be chosen.",
        "{learner} 的 {name} 固定为 {fixed}，不能取“{value}”；请去掉 {name}，或改用可以自选的 {general}。",
    ),
    "error.options_beside_checkpoint": (
        "{learner} takes its settings from its checkpoint, so {options} cannot be chosen beside it; leave one of the two "
        "out.",
        "{learner} 的设置来自检查点，不能再另外指定 {options}；请去掉其中之一。",
    ),
    "error.option_not_a_whole_number": (
        "{name} needs a whole number, and “{value}” is none.",
        "{name} 应为整数，“{value}”不是。",
    ),
    "error.option_not_a_number": (
        "{name} needs a number, and “{value}” is none.",
        "{name} 应为数字，“{value}”不是。",
    ),
    "error.unknown_option": (
        "{learner} has no setting called “{option}”; it has {known}.",
        "{learner} 没有名为“{option}”的设置，可用的有：{known}。",
    ),
}
