// The sprite sheet as tiles in any colour: the picture's brightness is the ink, so that it reads on light and dark.
const TILE_RIM = 3; // pixels of the sprite's scale around each picture, for the coloured border
const CORNERS = { a: [0, 0], b: [1, 0], c: [1, 1], d: [0, 1] };
const NUMBERED = 24; // pixels that a tile must have for its number to be read

// What a tile of `size` carries of its group beside the colour. Of the ten colours, those with the same corner (or none)
// differ for everybody.
function tagOf(group, size) {
  if (group === NO_GROUP) return "";
  if (size >= NUMBERED && group < 10) return group + 1;
  const colour = group % 10;
  return ["", "a", "b", "c", "d"][(colour + Math.floor(colour / 5)) % 5];
}

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

  // One canvas for the tiles in `ink`, rimmed in `rim` and with a `tag` (a number, or a corner); without a rim (null)
  // they have no paper either. A tile is painted
  // when it is first needed: most items have the same few colours throughout a race, and painting all of them in all
  // ten would hold up the first frame.
  sheet(ink, paper, rim, tag) {
    const key = `${ink}|${paper}|${rim}|${tag}`;
    if (!this.sheets.has(key)) {
      if (this.sheets.size > 48) this.sheets.clear(); // the theme was switched a few times
      this.sheets.set(key, { ...this.blank(ink, paper, rim), paper, rim, tag });
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
  prepare(item, ink, paper, rim = ink, tag = "") {
    const sheet = this.sheet(ink, paper, rim, tag);
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
    if (framed && sheet.tag !== "") this.tag(sheet, column * side, row * side);
    sheet.painted[item] = 1;
  }

  // The group's number in the lower right, or a filled corner: who cannot tell the colours can tell these.
  tag({ pen, paper, rim, tag }, x, y) {
    const side = this.side;
    const edge = this.scale;
    const far = side - edge;
    pen.save();
    pen.fillStyle = rim;
    if (typeof tag === "number") {
      const corner = side * 0.42;
      pen.fillRect(x + far - corner, y + far - corner, corner, corner);
      pen.fillStyle = paper;
      pen.font = `700 ${Math.round(corner * 0.95)}px system-ui, sans-serif`;
      pen.textAlign = "center";
      pen.textBaseline = "middle";
      pen.fillText(String(tag), x + far - corner / 2, y + far - corner / 2 + edge * 0.5, corner);
    } else {
      const [across, down] = CORNERS[tag];
      const [left, top] = [x + (across ? far : edge), y + (down ? far : edge)];
      const reach = side * 0.36;
      pen.beginPath();
      pen.moveTo(left, top);
      pen.lineTo(left + (across ? -reach : reach), top);
      pen.lineTo(left, top + (down ? -reach : reach));
      pen.fill();
    }
    pen.restore();
  }

  // Where an item's tile is on every board: left, top, width, height.
  where(item) {
    const { columns } = this.sprite;
    const side = this.side;
    return [(item % columns) * side, Math.floor(item / columns) * side, side, side];
  }

  // Draw one item's tile, `size` wide, centred on (x, y).
  draw(pen, item, x, y, size, ink, paper, rim = ink, tag = "") {
    pen.drawImage(this.prepare(item, ink, paper, rim, tag), ...this.where(item), x - size / 2, y - size / 2, size, size);
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
