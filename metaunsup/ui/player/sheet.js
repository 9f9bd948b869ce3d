// The sprite sheet as tiles in any colour: the picture's brightness is the ink, so that it reads on light and dark.
const TILE_RIM = 3; // pixels of the sprite's scale around each picture, for the coloured border
const GAP = 4; // around tiles of a page: a browser that makes one smaller looks over its edge, where nothing else may lie
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

  // The tiles in `ink`, rimmed in `rim` and with a `tag` (a number, or a corner); without a rim (null) they have no paper
  // either. A tile is painted when it is first needed: most items have the same few colours throughout a race, and
  // painting all of them in all ten would hold up the first frame.
  sheet(ink, paper, rim, tag) {
    const key = `${ink}|${paper}|${rim}|${tag}`;
    if (!this.sheets.has(key)) {
      if (this.sheets.size > 48) this.sheets.clear(); // the theme was switched a few times
      const tone = rim ? mix(paper, rim, 0.1) : null;
      this.sheets.set(key, { inked: this.inked(ink), tone, paper, rim, tag, pages: [], slots: new Map() });
    }
    return this.sheets.get(key);
  }

  inked(ink) {
    const inked = document.createElement("canvas");
    inked.width = this.mask.width;
    inked.height = this.mask.height;
    const wash = inked.getContext("2d");
    wash.drawImage(this.mask, 0, 0);
    wash.globalCompositeOperation = "source-in";
    wash.fillStyle = ink;
    wash.fillRect(0, 0, inked.width, inked.height);
    return inked;
  }

  // A sheet has as many pages as its tiles need, of a tenth of all items each, since most have one in one colour only: a
  // board for all of them in each colour is ten times the memory, and clearing and copying that takes longer than painting.
  page({ rim, tone }) {
    const across = Math.ceil(Math.sqrt(this.sprite.count / 10));
    const board = document.createElement("canvas");
    board.width = board.height = across * (this.side + GAP);
    const pen = board.getContext("2d");
    pen.lineWidth = 1.6 * this.scale;
    if (rim) {
      pen.strokeStyle = rim;
      pen.fillStyle = tone;
    }
    return { board, pen, across, room: across * across };
  }

  // To be called for every item before the first is drawn: a browser copies a canvas that is painted on after it was
  // drawn from, all of it, each time.
  prepare(item, ink, paper, rim = ink, tag = "") {
    this.paint(this.sheet(ink, paper, rim, tag), item);
  }

  // The tile of `item` on `sheet`, painted if it was not yet: its canvas and where it is there, left, top, width, height.
  paint(sheet, item) {
    const known = sheet.slots.get(item);
    if (known) return known;
    let page = sheet.pages[sheet.pages.length - 1];
    if (!page || !page.room) sheet.pages.push((page = this.page(sheet)));
    const side = this.side;
    const at = page.across * page.across - page.room--;
    const [x, y] = [at % page.across, Math.floor(at / page.across)].map((place) => place * (side + GAP) + GAP / 2);
    const { tile, columns } = this.sprite;
    const inset = TILE_RIM * this.scale;
    const edge = this.scale;
    const { pen } = page;
    if (sheet.rim) {
      pen.beginPath();
      pen.roundRect(x + edge, y + edge, side - 2 * edge, side - 2 * edge, 4 * this.scale);
      pen.fill();
      pen.stroke();
    }
    pen.drawImage(sheet.inked, (item % columns) * tile, Math.floor(item / columns) * tile, tile, tile,
      x + inset, y + inset, side - 2 * inset, side - 2 * inset);
    if (sheet.rim && sheet.tag !== "") this.tag(pen, sheet, x, y);
    const where = [page.board, x, y, side, side];
    sheet.slots.set(item, where);
    return where;
  }

  // The group's number in the lower right, or a filled corner: who cannot tell the colours can tell these.
  tag(pen, { paper, rim, tag }, x, y) {
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

  // Draw one item's tile, `size` wide, centred on (x, y).
  draw(pen, item, x, y, size, ink, paper, rim = ink, tag = "") {
    pen.drawImage(...this.paint(this.sheet(ink, paper, rim, tag), item), x - size / 2, y - size / 2, size, size);
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
