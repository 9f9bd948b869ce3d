// The sprite sheet as tiles in any colour: the picture's brightness is the ink, so that it reads on light and dark.
const TILE_RIM = 3; // pixels of the sprite's scale around each picture, for the coloured border

class Tiles {
  constructor(sprite, ready) {
    this.sprite = sprite;
    this.sheets = new Map();
    this.mask = null;
    const image = new Image();
    image.onload = () => {
      this.mask = inkMask(image);
      ready();
    };
    image.src = `data:image/png;base64,${sprite.png}`;
    this.scale = sprite.count > 300 ? 1 : 2;
  }

  get side() {
    return (this.sprite.tile + 2 * TILE_RIM) * this.scale;
  }

  // One canvas for the tiles in `ink`, rimmed in `rim`; without one (null) they have no paper either. A tile is painted
  // when it is first needed: most items have the same few colours throughout a race, and painting all of them in all
  // ten would hold up the first frame.
  sheet(ink, paper, rim) {
    const key = `${ink}|${paper}|${rim}`;
    if (!this.sheets.has(key)) {
      if (this.sheets.size > 24) this.sheets.clear(); // the theme was switched a few times
      this.sheets.set(key, this.blank(ink, paper, rim));
    }
    return this.sheets.get(key);
  }

  blank(ink, paper, rim) {
    const { columns, count } = this.sprite;
    const inked = document.createElement("canvas");
    inked.width = this.mask.width;
    inked.height = this.mask.height;
    const wash = inked.getContext("2d");
    wash.drawImage(this.mask, 0, 0);
    wash.globalCompositeOperation = "source-in";
    wash.fillStyle = ink;
    wash.fillRect(0, 0, inked.width, inked.height);
    const board = document.createElement("canvas");
    board.width = columns * this.side;
    board.height = Math.ceil(count / columns) * this.side;
    const pen = board.getContext("2d");
    pen.lineWidth = 1.6 * this.scale;
    if (rim) {
      pen.strokeStyle = rim;
      pen.fillStyle = mix(paper, rim, 0.1);
    }
    return { board, pen, inked, framed: Boolean(rim), painted: new Uint8Array(count) };
  }

  // To be called for every item before the first is drawn: a browser copies a canvas that is painted on after it was
  // drawn from, all of it, each time.
  prepare(item, ink, paper, rim = ink) {
    const sheet = this.sheet(ink, paper, rim);
    if (!sheet.painted[item]) this.paint(sheet, item);
    return sheet.board;
  }

  paint(sheet, item) {
    const { tile, columns } = this.sprite;
    const { pen, inked, framed } = sheet;
    const side = this.side;
    const inset = TILE_RIM * this.scale;
    const edge = this.scale;
    const column = item % columns;
    const row = Math.floor(item / columns);
    if (framed) {
      pen.beginPath();
      pen.roundRect(column * side + edge, row * side + edge, side - 2 * edge, side - 2 * edge, 4 * this.scale);
      pen.fill();
      pen.stroke();
    }
    pen.drawImage(inked, column * tile, row * tile, tile, tile,
      column * side + inset, row * side + inset, side - 2 * inset, side - 2 * inset);
    sheet.painted[item] = 1;
  }

  // Draw one item's tile, `size` wide, centred on (x, y).
  draw(pen, item, x, y, size, ink, paper, rim = ink) {
    const { columns } = this.sprite;
    const side = this.side;
    const board = this.prepare(item, ink, paper, rim);
    pen.drawImage(board, (item % columns) * side, Math.floor(item / columns) * side, side, side,
      x - size / 2, y - size / 2, size, size);
  }
}

function inkMask(image) {
  const canvas = document.createElement("canvas");
  canvas.width = image.naturalWidth;
  canvas.height = image.naturalHeight;
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  pen.drawImage(image, 0, 0);
  const pixels = pen.getImageData(0, 0, canvas.width, canvas.height);
  for (let at = 0; at < pixels.data.length; at += 4) {
    pixels.data[at + 3] = pixels.data[at];
  }
  pen.putImageData(pixels, 0, 0);
  return canvas;
}

// A canvas as sharp as the screen; returns its pen in CSS pixels.
function sharpen(canvas, width, height) {
  const ratio = Math.min(window.devicePixelRatio || 1, 2);
  const wide = Math.round(width * ratio);
  const high = Math.round(height * ratio);
  if (canvas.width !== wide || canvas.height !== high) {
    canvas.width = wide;
    canvas.height = high;
  }
  const pen = canvas.getContext("2d");
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  return pen;
}
