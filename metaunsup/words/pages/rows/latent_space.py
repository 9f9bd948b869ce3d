"""The page of latent spaces, of rows."""

WORDS: dict[str, tuple[str, str]] = {
    "rows.latent_space.encoder.pixels": ("The bare numbers", "原始数值"),
    "rows.latent_space.as.pictures": ("tiles", "小图"),
    "rows.latent_space.view.item": ("Row {item} of those shown.", "所示的第 {item} 行。"),
}
