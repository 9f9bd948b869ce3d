// Tiles laid over each other by hand, as plain pixels. Without a graphics card a browser takes some 25 microseconds for
// each picture that it is told to draw, and a race has hundreds in every panel; these take less than one.
const SIZES = 8; // of tiles that are kept

class Raster {
  constructor(tiles) {
    this.tiles = tiles;
    this.scratch = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  }

  // Begin a picture of so many pixels of the screen, all of them `paper`.
  begin(width, height, paper) {
    if (!this.out || this.out.width !== width || this.out.height !== height) {
      this.out = new ImageData(width, height);
      this.pixels = new Uint32Array(this.out.data.buffer);
    }
    const [red, green, blue] = channels(paper);
    this.pixels.fill(((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0);
  }

  // An item's tile on `sheet`, `side` pixels wide; panels of different sizes share a sheet.
  tile(sheet, side, item) {
    return sheet.pixels.get(side)[item];
  }

  // To be called before: makes the tiles of all `items` that are not there yet, each from its own of `sheets`.
  ready(items, sheets, side) {
    const missing = new Map();
    for (const item of items) {
      const sheet = sheets(item);
      if (!sheet.pixels || sheet.pixels.size > SIZES) sheet.pixels = new Map();
      if (!sheet.pixels.has(side)) sheet.pixels.set(side, []);
      if (this.tile(sheet, side, item)) continue;
      this.tiles.paint(sheet, item);
      if (!missing.has(sheet)) missing.set(sheet, []);
      missing.get(sheet).push(item);
    }
    missing.forEach((some, sheet) => this.read(sheet, some, side));
  }

  read(sheet, items, side) {
    const across = Math.min(32, items.length);
    const { canvas } = this.scratch;
    canvas.width = across * side;
    canvas.height = Math.ceil(items.length / across) * side;
    this.scratch.imageSmoothingQuality = "high";
    const place = (at) => [(at % across) * side, Math.floor(at / across) * side];
    items.forEach((item, at) => this.scratch.drawImage(...this.tiles.paint(sheet, item), ...place(at), side, side));
    const all = new Uint32Array(this.scratch.getImageData(0, 0, canvas.width, canvas.height).data.buffer);
    items.forEach((item, at) => {
      const [left, top] = place(at);
      const tile = new Uint32Array(side * side);
      for (let y = 0; y < side; y++) {
        const from = (top + y) * canvas.width + left;
        for (let x = 0; x < side; x++) tile[y * side + x] = premultiplied(all[from + x]);
      }
      sheet.pixels.get(side)[item] = tile;
    });
  }

  // Lay a tile, its upper left at (left, top), over what is there, which stays opaque; `strength` of 256 is all of it.
  lay(tile, side, left, top, strength) {
    const { pixels } = this;
    const { width, height } = this.out;
    const [x0, x1] = [Math.max(0, -left), Math.min(side, width - left)];
    const y1 = Math.min(side, height - top);
    for (let y = Math.max(0, -top); y < y1; y++) {
      const row = (top + y) * width + left;
      for (let x = x0; x < x1; x++) {
        let over = tile[y * side + x];
        if (over >>> 24 === 0) continue;
        if (strength < 256) over = scaled(over, strength);
        const rest = 255 - (over >>> 24);
        pixels[row + x] = rest ? ((over + scaled(pixels[row + x], rest + (rest >>> 7))) | 0xff000000) >>> 0 : over;
      }
    }
  }
}

// A pixel's four bytes times `share` of 256, two at a time.
function scaled(pixel, share) {
  const odd = (((pixel & 0xff00ff) * share) >>> 8) & 0xff00ff;
  return (odd | ((((pixel >>> 8) & 0xff00ff) * share) & 0xff00ff00)) >>> 0;
}

function premultiplied(pixel) {
  const alpha = pixel >>> 24;
  const share = alpha + (alpha >>> 7);
  return ((scaled(pixel, share) & 0xffffff) | (alpha << 24)) >>> 0;
}
