"""One picture file as small square pixels, and what is to be known of it before all of a pool are put on one scale."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass

import numpy as np
from PIL import Image
from PIL.TiffImagePlugin import TiffImageFile

from metaunsup.data.images import to_uint8
from metaunsup.data.limits import MOST_MOVING, MOST_PIXELS, MOST_SIDES
from metaunsup.data.pool import item_hash

FAINT = 16  # a picture of 8 bits whose values end here holds marks of its classes, not brightness
_TILE = (322, 323)  # the tags of TIFF for a tile's width and length
_LONG = 2048  # what is longer, and more than twice as long as it is wide, is shrunk before it is made square
_FORMATS = ("PNG", "JPEG", "BMP", "DIB", "GIF", "TIFF", "WEBP", "PPM")
_SEVERAL = ("PNG", "GIF", "TIFF", "WEBP")  # of these, one file may hold several pictures
_BLACK, _WHITE = (0, 0, 0, 255), (255, 255, 255, 255)
_TURNS = {  # by the number that EXIF has for it
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


@dataclass(frozen=True)
class Shown:
    """Pixels made small, (1 or 3, S, S) uint8; ``plain``: before that they were all alike."""

    hash: int
    image: np.ndarray
    plain: bool = False


@dataclass(frozen=True)
class Picture:
    """A picture file.

    ``shown`` as it is, on black where parts are transparent, or None where its values are no brightness of 0 to 255;
    ``values`` (1, S, S) float32 where they are not, or hardly; ``low`` and ``high`` of all its pixels. ``on_white``
    and ``ink``, (how opaque, how bright) over all pixels, where parts are transparent. ``further`` pictures are in
    the file, and not read. ``longest``: pixels of its longer side before it was made small.
    """

    hash: int
    shown: Shown | None = None
    values: np.ndarray | None = None
    low: float = 0.0
    high: float = 255.0
    on_white: Shown | None = None
    ink: tuple[float, float] = (0.0, 0.0)
    further: int = 0
    longest: int = 0


def read_picture(data: bytes, side: int) -> Picture:
    """What the file ``data`` shows, turned as its camera says and made square, ``side`` pixels wide.

    Raises whatever a decoder raises, and ``ValueError`` for a picture that is too large, too long or no numbers.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of damaged metadata; what cannot be read is counted
        further = _further(data)
        with Image.open(io.BytesIO(data), formats=_FORMATS) as opened:
            opened.load()
            picture = _turned(opened)
            if picture.mode.startswith("I") or picture.mode == "F":
                return picture_of(np.asarray(picture), side, further)
            if picture.mode in ("1", "L"):
                return picture_of(np.asarray(picture.convert("L")), side, further)
            colours = picture.convert("RGBA")
        del opened, picture  # and what their decoder holds
        alpha = colours.getchannel("A")
        if alpha.getextrema()[0] == 255:
            colours = colours.convert("RGB")
            return _opaque(_grey_or_colour(colours), side, further)
        return _transparent(colours, np.asarray(alpha), side, further)


def picture_of(pixels: np.ndarray, side: int, further: int = 0) -> Picture:
    """The same of pixels (H, W), uint8 or of more than 8 bits or fractions, or (H, W, 3) uint8."""
    _check_size(pixels.shape[1], pixels.shape[0])
    return _opaque(pixels, side, further) if pixels.dtype == np.uint8 else _deep(pixels, side, further)


def _further(data: bytes) -> int:
    """How many pictures are behind the first; refuses one that is too large before any memory is taken for it."""
    if data.startswith(b"RIFF") and data[12:16] == b"VP8X" and data[20:21] and data[20] & 2:
        # moves; opening it makes room for its canvas
        _check_size(*(1 + int.from_bytes(data[at : at + 3], "little") for at in (24, 27)), most=MOST_MOVING)
    with Image.open(io.BytesIO(data), formats=_FORMATS) as opened:
        _check_size(*opened.size)
        if isinstance(opened, TiffImageFile):  # whose tiles may be larger than the picture
            _check_size(*(opened.tag_v2.get(tag, 1) for tag in _TILE))
        try:
            return int(getattr(opened, "n_frames", 1)) - 1 if opened.format in _SEVERAL else 0
        except Exception:  # the first may be fine all the same
            return 0


def _check_size(width: int, height: int, *, most: int = MOST_PIXELS) -> None:
    short, long = sorted((width, height))
    if short * long > most or long > MOST_SIDES * short:
        raise ValueError("too many pixels, or too long")


def _turned(picture: Image.Image) -> Image.Image:
    """The right way up; Pillow's own function also writes the metadata again, and fails where these are odd."""
    try:
        turn = picture.getexif().get(0x0112)
    except Exception:
        turn = None
    return picture.transpose(_TURNS[turn]) if isinstance(turn, int) and turn in _TURNS else picture


def _opaque(pixels: np.ndarray, side: int, further: int) -> Picture:
    low, high = float(pixels.min()), float(pixels.max())
    faint = small(pixels.astype(np.float32), side) if high <= FAINT and pixels.ndim == 2 else None
    shown = _shown(pixels, side)
    return Picture(shown.hash, shown, faint, low, high, further=further, longest=max(pixels.shape[:2]))


def _shown(pixels: np.ndarray, side: int) -> Shown:
    return Shown(item_hash(pixels), small(pixels, side), bool(pixels.min() == pixels.max()))


def _deep(values: np.ndarray, side: int, further: int) -> Picture:
    """More than 8 bits a pixel, or fractions: the scale of 0 to 255 is for the pool to choose."""
    low, high = float(values.min()), float(values.max())
    if not (np.isfinite(low) and np.isfinite(high)):
        raise ValueError("not a number")
    return Picture(
        _deep_hash(values, low, high),
        None,
        small(values.astype(np.float32), side),
        low,
        high,
        further=further,
        longest=max(values.shape),
    )


def _deep_hash(values: np.ndarray, low: float, high: float) -> int:
    """The hash of the same picture in a file of 8 bits where there can be one, whatever the rest of the pool is."""
    whole = values.dtype.kind in "iu"
    if low >= 0 and whole and high <= 255:
        return item_hash(values)
    if low >= 0 and whole and high <= 65535 and not (values % 257).any():
        return item_hash(values // 257)
    if low >= 0 and not whole and high <= 1:
        return item_hash(to_uint8(values * 255))
    return item_hash(np.frombuffer(values.astype(">f8").tobytes(), dtype=np.uint8))


def _transparent(colours: Image.Image, alpha: np.ndarray, side: int, further: int) -> Picture:
    """On black and on white: which of the two shows the ink is for the pool to choose."""
    brightness = np.asarray(colours.convert("L"))
    opaque = float(alpha.sum(dtype=np.uint64))
    # piece by piece: nothing as large as the picture is made for the sum
    ink = (opaque, float(np.einsum("ij,ij->", brightness, alpha, dtype=np.uint64, casting="safe")))
    black = _shown(_on(colours, _BLACK), side)
    # by way of its negative, so that a drawing in black ink is, to the last bit, the same in white ink turned round
    negative = _shown(255 - _on(colours, _WHITE), side)
    on_white = Shown(negative.hash, 255 - negative.image, negative.plain)
    return Picture(black.hash, black, on_white=on_white, ink=ink, further=further, longest=max(colours.size))


def _on(colours: Image.Image, ground: tuple[int, ...]) -> np.ndarray:
    return _grey_or_colour(Image.alpha_composite(Image.new("RGBA", colours.size, ground), colours))


def _grey_or_colour(picture: Image.Image) -> np.ndarray:
    """(H, W) uint8 where it holds no colour, else (H, W, 3)."""
    pixels = np.asarray(picture if picture.mode == "RGB" else picture.convert("RGB"))
    grey = (pixels[..., 0] == pixels[..., 1]).all() and (pixels[..., 1] == pixels[..., 2]).all()
    return pixels[..., 0] if grey else pixels


def small(pixels: np.ndarray, side: int) -> np.ndarray:
    """A picture (H, W) or (H, W, 3) as (1 or 3, side, side), the shorter side padded with the corners' colour."""
    height, width = pixels.shape[:2]
    picture = Image.fromarray(pixels)
    if height != width:
        corners = pixels[[0, 0, -1, -1], [0, -1, 0, -1]].reshape(4, -1)
        colour = tuple(float(value) for value in np.median(corners, axis=0))
        if picture.mode != "F":
            colour = tuple(map(int, colour))
        longer = max(height, width)
        if longer > max(_LONG, 2 * min(height, width)):
            shrunk = [max(1, round(length * _LONG / longer)) for length in (width, height)]
            picture, longer = picture.resize((shrunk[0], shrunk[1]), Image.Resampling.BOX), _LONG
        square = Image.new(picture.mode, (longer, longer), colour if len(colour) == 3 else colour[0])
        square.paste(picture, ((longer - picture.width) // 2, (longer - picture.height) // 2))
        picture = square
    if picture.width != side:
        enlarge = picture.width < side
        picture = picture.resize((side, side), Image.Resampling.BICUBIC if enlarge else Image.Resampling.BILINEAR)
    array = np.asarray(picture)
    return array[None] if array.ndim == 2 else np.moveaxis(array, -1, 0)
