"""Refusals: fields of application."""

WORDS: dict[str, tuple[str, str]] = {
    "error.unknown_field": (
        "There is no field of application “{field}”; there are {known}.",
        "没有“{field}”这个应用领域，可用的有：{known}。",
    ),
}
