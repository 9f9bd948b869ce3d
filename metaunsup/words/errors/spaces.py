"""Refusals: projections and what decoders draw."""

WORDS: dict[str, tuple[str, str]] = {
    "error.unknown_method": (
        "There is no way of laying out called {method}; choose one of: {known}.",
        "没有叫 {method} 的降维方法；请从中选一个：{known}。",
    ),
    "error.near_out_of_range": (
        "With {points} different pictures, perplexity or neighbours must be {low}{high:>{low}| to {high}}, not {near}; ask for fewer, or for more pictures.",
        "只有 {points} 张不同的图片时，困惑度或近邻数应为 {low}{high:>{low}| 到 {high}}，不能是 {near}；请取小一些，或增加图片。",
    ),
    "error.too_many_spaces": (
        "One or two encoders can be looked through at a time, not {count}; leave some out (at most {most}).",
        "一次可以看一个或两个编码器，不能是 {count} 个；请去掉一些（最多 {most} 个）。",
    ),
    "error.same_dimension": (
        "A plane needs two different dimensions; dimension {dimension} was asked for twice.",
        "网格需要两个不同的维度；第 {dimension} 维被选了两次。",
    ),
    "error.two_pictures": (
        "--of needs two numbers of pictures, such as 1,2, not {value}.",
        "--of 需要两个图片编号，例如 1,2，不能是 {value}。",
    ),
    "error.nobody_draws": (
        "None of these encoders has a decoder: {encoders}; choose one that draws, such as shipped:digits/vae.",
        "这些编码器都没有解码器：{encoders}；请选一个能画图的，例如 shipped:digits/vae。",
    ),
    "error.project_broke": (
        "The pictures could not be made because of a fault ({kind}: {said}); press the button again, and if it happens twice, please report it.",
        "程序出错，无法完成降维（{kind}：{said}）。请再按一次按钮；如果再次出现，请告诉我们。",
    ),
    "error.project_queue_full": (
        "{waiting} {waiting:projection|projections} {waiting:is|are} waiting on this server already; try again in a minute.",
        "这台服务器上已有 {waiting} 个降维计算在排队；请过一分钟再试。",
    ),
    "error.project_share_full": (
        "{waiting} {waiting:projection|projections} of yours {waiting:is|are} waiting already; let one finish, or stop one.",
        "你已有 {waiting} 个降维计算在排队；请等一个完成，或停止一个。",
    ),
}
