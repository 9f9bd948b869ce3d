// What a learner shows beside its items, under them: LEO's codes as the inner loop moves them, MT-net's mask, Memory's slots.
const REACH_OF_CODES = 36; // pixels that the longest way of a code may have
const TIMES = [1, 2, 3, 4, 6, 8, 10, 15, 20, 30, 50];

class Beside {
  constructor(panel, word, height) {
    Object.assign(this, { panel, word, height });
  }

  // Made with the first frame that has something to show: most learners never have.
  pen() {
    const { player, element } = this.panel;
    if (!this.figure) {
      this.figure = make("figure", "beside", element);
      this.caption = make("figcaption", "", this.figure);
      this.canvas = make("canvas", "", this.figure);
      this.canvas.setAttribute("role", "img");
      this.canvas.style.height = `${this.height}px`;
    }
    this.width = this.canvas.clientWidth;
    if (!this.width) return null;
    const pen = sharpen(this.canvas, this.width, this.height);
    pen.clearRect(0, 0, this.width, this.height);
    return pen;
  }

  say(fields) {
    setText(this.caption, fill(this.panel.player.words[this.word], fields));
  }

  describe(fields) {
    const { player, info } = this.panel;
    this.canvas.setAttribute("aria-label", fill(player.words[`${this.word}.canvas`], { learner: info.title, ...fields }));
  }
}

class Codes extends Beside {
  constructor(panel) {
    super(panel, "player.codes", 250);
  }

  draw(step) {
    const track = this.panel.track;
    if (!track[0] || !track[0].codes) return;
    const pen = this.pen();
    if (!pen) return;
    const { theme } = this.panel.player;
    const { place, times } = this.places(track);
    this.say({ times });
    const now = Math.min(step, track.length - 1);
    const low = Math.floor(now);
    const group = track[Math.round(now)].group;
    pen.globalAlpha = 0.5;
    (track[0].code_items || []).forEach((code, item) => {
      const [x, y] = place(code);
      pen.fillStyle = theme.inks[group[item] % 10];
      pen.fillRect(x - 1.5, y - 1.5, 3, 3);
    });
    pen.globalAlpha = 1;
    const next = track[Math.min(low + 1, track.length - 1)].codes;
    const begun = track[0].codes;
    const moved = (codes, which) => place(codes[which].map((value, axis) => begun[which][axis] + times * (value - begun[which][axis])));
    const at = track[low].codes.map((_, which) => {
      const [from, to] = [moved(track[low].codes, which), moved(next, which)];
      return from.map((value, axis) => value + (to[axis] - value) * ease(now - low));
    });
    at.forEach((end, which) => {
      const path = [...track.slice(0, low + 1).map((frame) => moved(frame.codes, which)), end];
      for (const [width, colour] of [[4, theme.background], [2, theme.inks[which % 10]]]) {
        pen.lineWidth = width;
        pen.strokeStyle = colour;
        pen.beginPath();
        path.forEach(([x, y]) => pen.lineTo(x, y));
        pen.stroke();
      }
      pen.fillStyle = theme.background;
      pen.beginPath();
      pen.arc(path[0][0], path[0][1], 3, 0, Math.PI * 2); // where it began
      pen.fill();
      pen.stroke();
    });
    at.forEach(([x, y], which) => badge(pen, theme, which, x, y, 7));
    this.describe({ step: track[Math.round(now)].step, count: at.length });
  }

  // From code to canvas: all that the track holds has room, both axes alike. And how many times as long as they are
  // the ways of the codes are drawn: they are short beside the distances between pictures.
  places(track) {
    if (this.known && this.known.count === track.length && this.known.width === this.width) return this.known;
    const bounds = (codes) => [0, 1].map((axis) => codes.reduce(
      ([least, most], code) => [Math.min(least, code[axis]), Math.max(most, code[axis])], [Infinity, -Infinity]));
    const [[left, right], [low, high]] = bounds([...track[0].codes, ...(track[0].code_items || [])]);
    const room = 2 * (REACH_OF_CODES - 6);
    const scale = Math.min((this.width - room) / (right - left || 1), (this.height - room) / (high - low || 1));
    const place = ([x, y]) => [this.width / 2 + (x - (left + right) / 2) * scale, this.height / 2 - (y - (low + high) / 2) * scale];
    const farthest = Math.max(...track.map((frame) => Math.max(...frame.codes.map((code, which) =>
      Math.hypot(code[0] - track[0].codes[which][0], code[1] - track[0].codes[which][1])))));
    const times = TIMES.findLast((one) => one * farthest * scale <= REACH_OF_CODES) || 1;
    this.known = { place, times, count: track.length, width: this.width };
    return this.known;
  }
}

class Mask extends Beside {
  constructor(panel) {
    super(panel, "player.mask", 64);
  }

  draw() {
    const track = this.panel.track;
    if (!track[0] || !track[0].mask) return;
    const pen = this.pen();
    if (!pen) return;
    const { theme, words } = this.panel.player;
    const layers = track[0].mask;
    const all = layers.flat();
    const least = Math.min(...all);
    const most = Math.max(...all);
    const mean = all.reduce((sum, chance) => sum + chance, 0) / all.length;
    // practice moves the chances little: without a scale of their own all cells would look alike
    const full = (chance) => (most > least ? (chance - least) / (most - least) : chance);
    const digits = most - least < 0.02 ? 3 : 2;
    const [low, high, middle] = [least, most, mean].map((chance) => chance.toFixed(digits));
    const scale = words[most > least ? "player.mask.scale" : "player.mask.same"];
    this.say({ scale: fill(scale, { low, high, mean: middle }) });
    const tall = this.height / layers.length;
    layers.forEach((chances, layer) => {
      const y = layer * tall;
      pen.fillStyle = theme.text;
      pen.font = "600 11px system-ui, sans-serif";
      pen.textAlign = "center";
      pen.textBaseline = "middle";
      pen.fillText(String(layer + 1), 7, y + tall / 2);
      const wide = (this.width - 16) / chances.length;
      chances.forEach((chance, at) => {
        const x = 16 + at * wide;
        pen.fillStyle = theme.surface;
        pen.fillRect(x, y + 1, wide - 1, tall - 2);
        pen.fillStyle = theme.inks[0];
        pen.fillRect(x, y + 1 + (tall - 2) * (1 - full(chance)), wide - 1, (tall - 2) * full(chance));
      });
    });
    const means = layers.map((chances) => percent(chances.reduce((sum, chance) => sum + chance, 0) / chances.length));
    this.describe({ means: means.join(", ") });
  }
}

class Slots extends Beside {
  constructor(panel) {
    super(panel, "player.slots", 72);
  }

  draw(step) {
    const track = this.panel.track;
    if (!track[0] || !track[0].slots) return;
    const pen = this.pen();
    if (!pen) return;
    const { theme } = this.panel.player;
    const frame = track[Math.round(Math.min(step, track.length - 1))];
    const read = frame.slots.reduce((all, count) => all + count, 0);
    this.say({ read });
    const most = Math.max(1, ...track.map((one) => Math.max(...one.slots)));
    const wide = this.width / frame.slots.length;
    frame.slots.forEach((count, slot) => {
      const tall = (this.height * count) / most;
      pen.fillStyle = theme.surface;
      pen.fillRect(slot * wide + 1, 0, wide - 2, this.height);
      pen.fillStyle = theme.inks[slot % 10];
      pen.fillRect(slot * wide + 1, this.height - tall, wide - 2, tall);
    });
    this.describe({ step: frame.step, count: frame.slots.filter((count) => count > 0).length, read });
  }
}

const BESIDES = [Codes, Mask, Slots];
