// Prototypes and their cells: drag an example, and its class's mean and all borders move; drag the query and see its chances.
// state: temperature (0), query (1, 2), then x and y of each of the twelve examples, four a class
const WIDE = 72;
const HIGH = 48;

FIGURES.cells = class {
  constructor(figure) {
    this.figure = figure;
    this.raster = Object.assign(document.createElement("canvas"), { width: WIDE, height: HIGH });
    this.labels = figure.data.facts.labels;
  }

  controls() {
    return [{ kind: "range", at: 0, low: 0.05, high: 3, step: 0.05, label: this.figure.say("temperature"), show: (value) => value.toFixed(2) }];
  }

  get points() { return this.labels.map((_, at) => [this.figure.state[3 + 2 * at], this.figure.state[4 + 2 * at]]); }

  get prototypes() { return classMeans(this.points, this.labels, 3); }

  chances() { return classChances([this.figure.state[1], this.figure.state[2]], this.prototypes, this.figure.state[0]); }

  layout(width) {
    const height = Math.round(Math.min(width * 0.66, 460));
    const half = Math.max(3, (2.1 * width) / height);
    this.view = new View(0, 0, width, height, [-half, half], [-2.1, 2.1]);
    return height + 40;
  }

  handles() {
    const { state } = this.figure;
    const pair = (at, label, small) => ({ view: this.view, small, label, get: () => [state[at], state[at + 1]], set: (x, y) => { state[at] = x; state[at + 1] = y; } });
    const examples = this.labels.map((label, at) => pair(3 + 2 * at, this.figure.say("example", { number: label + 1 }), true));
    return [...examples, pair(1, this.figure.say("query"))];
  }

  draw(pen, look) {
    const { view, prototypes } = this;
    const temperature = this.figure.state[0];
    const inks = [0, 1, 2].map((label) => channels(inkOf(look, label)));
    const paper = channels(look.background);
    const brush = this.raster.getContext("2d");
    const image = brush.createImageData(WIDE, HIGH);
    for (let row = 0, at = 0; row < HIGH; row++) {
      const y = view.y(((row + 0.5) / HIGH) * view.height);
      for (let column = 0; column < WIDE; column++, at++) {
        const x = view.x(((column + 0.5) / WIDE) * view.width);
        const near = prototypes.map(([p, q]) => ((x - p) ** 2 + (y - q) ** 2) / temperature);
        const nearest = Math.min(near[0], near[1], near[2]);
        for (let label = 0; label < 3; label++) near[label] = Math.exp(nearest - near[label]);
        const all = 0.4 / (near[0] + near[1] + near[2]);
        for (let part = 0; part < 3; part++) image.data[4 * at + part] = 0.6 * paper[part] + all * (near[0] * inks[0][part] + near[1] * inks[1][part] + near[2] * inks[2][part]);
        image.data[4 * at + 3] = 255;
      }
    }
    brush.putImageData(image, 0, 0);
    pen.imageSmoothingEnabled = true;
    pen.drawImage(this.raster, 0, 0, view.width, view.height);
    pen.save();
    pen.beginPath();
    pen.rect(0, 0, view.width, view.height);
    pen.clip(); // the chances stand below
    this.drawBorders(pen, look, prototypes);
    pen.restore();
    const spot = ([x, y]) => [view.px(x), view.py(y)];
    this.points.forEach((point, at) => {
      const ink = inkOf(look, this.labels[at]);
      pen.strokeStyle = ink;
      pen.globalAlpha = 0.5;
      pen.lineWidth = 1.5;
      line(pen, [spot(point), spot(prototypes[this.labels[at]])]);
      pen.globalAlpha = 1;
      dot(pen, ...spot(point), 7, ink, look.background);
    });
    prototypes.forEach((one, label) => star(pen, ...spot(one), 14, inkOf(look, label), look.text));
    const query = [this.figure.state[1], this.figure.state[2]];
    dot(pen, ...spot(query), 10, look.background, look.text);
    pen.fillStyle = look.text;
    pen.textAlign = "center";
    pen.fillText("?", ...spot(query));
    pen.textAlign = "start";
    this.drawChances(pen, look);
  }

  // Where two prototypes are equally near, and no third one nearer: a piece of the line half-way between them.
  drawBorders(pen, look, prototypes) {
    const { view } = this;
    pen.strokeStyle = look.text;
    pen.lineWidth = 1.5;
    for (const [first, second, third] of [[0, 1, 2], [0, 2, 1], [1, 2, 0]]) {
      const [p, q, r] = [prototypes[first], prototypes[second], prototypes[third]];
      const middle = [(p[0] + q[0]) / 2, (p[1] + q[1]) / 2];
      const [dx, dy] = [q[1] - p[1], p[0] - q[0]];
      const size = Math.hypot(dx, dy) || 1;
      let [from, to] = [-20, 20];
      // along middle + t u the difference of squared distances to r and p is linear in t
      const [ux, uy] = [dx / size, dy / size];
      const slope = 2 * (ux * (p[0] - r[0]) + uy * (p[1] - r[1]));
      const start = (middle[0] - r[0]) ** 2 + (middle[1] - r[1]) ** 2 - (middle[0] - p[0]) ** 2 - (middle[1] - p[1]) ** 2;
      if (Math.abs(slope) > 1e-9) {
        if (slope > 0) from = Math.max(from, -start / slope);
        else to = Math.min(to, -start / slope);
      } else if (start < 0) continue;
      if (from < to) line(pen, [from, to].map((t) => [view.px(middle[0] + t * ux), view.py(middle[1] + t * uy)]));
    }
  }

  drawChances(pen, look) {
    const { view } = this;
    let left = 0;
    this.chances().forEach((chance, label) => {
      const wide = chance * view.width;
      pen.fillStyle = inkOf(look, label);
      pen.fillRect(left, view.height + 8, wide, 24);
      pen.fillStyle = look.background;
      if (wide > 44) pen.fillText(`${Math.round(100 * chance)}%`, left + 8, view.height + 21);
      left += wide;
    });
  }

  said() {
    const chances = this.chances().map((chance) => Math.round(100 * chance));
    const best = chances.indexOf(Math.max(...chances)) + 1;
    return this.figure.say("said", { best, chances: chances.join(" : ") });
  }

  table() {
    const chances = this.chances();
    const head = [this.figure.say("class"), "x", "y", this.figure.say("chance")];
    return [head, ...this.prototypes.map(([x, y], label) => [String(label + 1), x, y, chances[label]])];
  }
};
