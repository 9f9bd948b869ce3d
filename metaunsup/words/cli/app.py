"""The command app."""

WORDS: dict[str, tuple[str, str]] = {
    "cli.app.about": (
        "Open the app in the browser; it listens on this machine only.",
        "在浏览器中打开应用；默认只有本机能访问。",
    ),
    "cli.app.class": (
        "open it to a class: whoever reaches this machine at ADDRESS may use it (without ADDRESS: the one that it has in its network); the link to hand out is printed",
        "让全班访问：凡是能通过 ADDRESS 连到这台电脑的人都可以使用（不写 ADDRESS 时，用这台电脑在局域网中的地址）；启动后会显示可以发给学生的链接",
    ),
}
