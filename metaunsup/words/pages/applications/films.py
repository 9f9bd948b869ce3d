"""The page Applications: made-up titles, put together from these words; and genres."""

WORDS: dict[str, tuple[str, str]] = {
    "applications.films.title": ("{adjective} {noun}", "{adjective}{noun}"),
    "applications.films.part": ("{title} {number}", "{title} {number}"),
    "applications.films.label": ("{title} · {genre}", "{title} · {genre}"),
    "applications.films.adjectives": (
        "Silent, Golden, Last, Hidden, Winter, Broken, Distant, Crimson, Forgotten, Second, Restless, Paper, Midnight, Hollow, Borrowed, Little, Endless, Blue, Burning, Secret",
        "寂静的、金色的、最后的、隐秘的、冬日的、破碎的、遥远的、绯红的、被遗忘的、第二个、不安的、纸上的、午夜的、空心的、借来的、小小的、无尽的、蓝色的、燃烧的、秘密的",
    ),
    "applications.films.adventure": ("adventure", "冒险"),
    "applications.films.adventure.nouns": (
        "Island, Voyage, Summit, Compass, River, Expedition, Harbour, Treasure",
        "岛屿、远航、顶峰、罗盘、河流、远征、港湾、宝藏",
    ),
    "applications.films.comedy": ("comedy", "喜剧"),
    "applications.films.comedy.nouns": (
        "Wedding, Neighbour, Holiday, Umbrella, Landlord, Moustache, Picnic, Uncle",
        "婚礼、邻居、假期、雨伞、房东、胡子、野餐、舅舅",
    ),
    "applications.films.crime": ("crime", "犯罪"),
    "applications.films.crime.nouns": (
        "Witness, Alibi, Detective, Vault, Informer, Ransom, Fingerprint, Verdict",
        "证人、不在场证明、侦探、金库、线人、赎金、指纹、判决",
    ),
    "applications.films.documentary": ("documentary", "纪录片"),
    "applications.films.documentary.nouns": (
        "Glacier, Orchard, Factory, Migration, Archive, Railway, Coral, Village",
        "冰川、果园、工厂、迁徙、档案、铁路、珊瑚、村庄",
    ),
    "applications.films.drama": ("drama", "剧情"),
    "applications.films.drama.nouns": (
        "Letter, Daughter, Autumn, House, Silence, Stranger, Promise, Bridge",
        "来信、女儿、秋天、老屋、沉默、陌生人、诺言、桥",
    ),
    "applications.films.fantasy": ("fantasy", "奇幻"),
    "applications.films.fantasy.nouns": (
        "Dragon, Kingdom, Sorcerer, Mirror, Forest, Crown, Giant, Spell",
        "巨龙、王国、巫师、魔镜、森林、王冠、巨人、咒语",
    ),
    "applications.films.romance": ("romance", "爱情"),
    "applications.films.romance.nouns": (
        "Kiss, Garden, Waltz, Summer, Heart, Balcony, Rendezvous, Melody",
        "吻、花园、圆舞曲、夏天、心、阳台、约会、旋律",
    ),
    "applications.films.science": ("science fiction", "科幻"),
    "applications.films.science.nouns": (
        "Orbit, Machine, Signal, Colony, Planet, Android, Comet, Paradox",
        "轨道、机器、信号、殖民地、行星、仿生人、彗星、悖论",
    ),
}
