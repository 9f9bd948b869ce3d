// The bilevel gradient on a plane: theta and the tasks' optima to drag, each term and each method as an arrow.
// state: theta (0, 1), optima (2 .. 7), alpha (8), inner steps (9), misled (10), term (11), ground (12), trails (13)
const METHODS = ["pretraining", "maml", "first_order", "reptile"];
const [ALPHA, INNER, MISLED, TERM, GROUND, TRAILS] = [8, 9, 10, 11, 12, 13];
const COLUMNS = 96;
const ROWS = 64;

FIGURES.gradient = class {
  constructor(figure) {
    this.figure = figure;
    const { inks } = figure.data.facts;
    this.dials = METHODS.map((method) => {
      const card = Object.assign(document.createElement("div"), { className: "dial" });
      const canvas = document.createElement("canvas");
      canvas.setAttribute("aria-hidden", "true");
      const text = document.createElement("div");
      const numbers = document.createElement("span");
      text.append(Object.assign(document.createElement("b"), { textContent: figure.say(method) }), numbers);
      card.append(canvas, text);
      figure.find("side").appendChild(card);
      return { canvas, numbers, ink: inks[method] };
    });
  }

  get tasks() {
    const { state } = this.figure;
    const { curvatures, aside } = this.figure.data.facts;
    const tasks = curvatures.map((curvature, at) => {
      const optimum = [state[2 + 2 * at], state[3 + 2 * at]];
      return { optimum, learned: plus(optimum, aside[at], state[MISLED]), curvature };
    });
    return prepared(tasks, state[ALPHA], state[INNER]);
  }

  controls() {
    const say = (key) => this.figure.say(key);
    return [
      { kind: "choice", at: TERM, label: say("term"), labels: [0, 1, 2, 3, 4].map((term) => say(`term.${term}`)) },
      { kind: "range", at: ALPHA, low: 0, high: 2, step: 0.02, label: say("alpha"), show: (value) => value.toFixed(2) },
      { kind: "range", at: INNER, low: 0, high: 10, step: 1, label: say("inner") },
      { kind: "range", at: MISLED, low: 0, high: 1.5, step: 0.05, label: say("misled"), show: (value) => value.toFixed(2) },
      { kind: "choice", at: GROUND, label: say("ground"), labels: [say("ground.0"), say("ground.1")] },
      { kind: "choice", at: TRAILS, label: say("trails"), labels: [say("trails.0"), say("trails.1")] },
    ];
  }

  layout(width) {
    const height = Math.round(Math.min(width * 0.66, 520));
    const half = (2 * width) / height;
    this.view = new View(0, 0, width, height, [-half, half], [-2, 2]);
    return height;
  }

  handles() {
    const { state } = this.figure;
    const pair = (at, label) => ({ view: this.view, label, get: () => [state[at], state[at + 1]], set: (x, y) => { state[at] = x; state[at + 1] = y; } });
    return [pair(0, "θ"), ...[0, 1, 2].map((at) => pair(2 + 2 * at, this.figure.say("optimum", { number: at + 1 })))];
  }

  draw(pen, look) {
    const { state } = this.figure;
    const { view, tasks } = this;
    const theta = [state[0], state[1]];
    const at = landscapeDirections(theta, tasks);
    const term = state[TERM];
    const spot = ([x, y]) => [view.px(x), view.py(y)];
    const inks = this.figure.data.facts.inks;
    this.drawGround(pen, look, tasks);
    if (state[TRAILS]) this.drawTrails(pen, tasks, theta, inks);
    tasks.forEach((task, number) => {
      const ink = inkOf(look, number);
      if (term < 4 || term === 4) this.drawInner(pen, task, theta, ink, look, term === 4 || term === 0 ? 0.45 : 1);
      if (term === 2) this.vector(pen, at.parts[number].end, at.parts[number].there, this.scale(at.parts.map((part) => part.there)), ink, 3);
      if (term === 3) {
        const size = this.scale(at.parts.flatMap((part) => [part.there, part.back]));
        this.vector(pen, theta, at.parts[number].there, size, ink, 2, [5, 5]);
        this.vector(pen, theta, at.parts[number].back, size, ink, 3.5);
      }
      star(pen, ...spot(task.optimum), 11, ink, look.background);
      if (state[MISLED] > 0) {
        pen.strokeStyle = ink;
        pen.lineWidth = 2;
        pen.beginPath();
        pen.arc(...spot(task.learned), 6, 0, 2 * Math.PI);
        pen.stroke();
      }
    });
    if (term === 0 || term === 4) {
      const size = this.scale(METHODS.map((method) => at[method]));
      for (const method of METHODS) this.vector(pen, theta, at[method], size, inks[method], 4);
      const tip = plus(theta, at.first_order, size);
      this.vector(pen, tip, at.dropped, size, look.text, 2, [2, 4]);
    }
    dot(pen, ...spot(theta), 9, look.text, look.background);
    pen.fillStyle = look.text;
    pen.fillText("θ", view.px(theta[0]) + 13, view.py(theta[1]) - 12);
    this.drawDials(at, look);
  }

  // One scale for arrows that are compared; the longest is about a unit and a half.
  scale(vectors) {
    return Math.min(1.5 / Math.max(1e-9, ...vectors.map(([x, y]) => Math.hypot(x, y))), 1);
  }

  vector(pen, from, [x, y], size, ink, width, dash) {
    const { view } = this;
    arrow(pen, view.px(from[0]), view.py(from[1]), view.px(from[0] + size * x), view.py(from[1] + size * y), ink, width, dash);
  }

  drawInner(pen, task, theta, ink, look, strength) {
    const { view } = this;
    pen.globalAlpha = strength;
    let now = theta;
    const path = [[view.px(now[0]), view.py(now[1])]];
    for (let step = 0; step < task.steps; step++) {
      now = plus(task.learned, apply(task.once, plus(now, task.learned, -1)));
      path.push([view.px(now[0]), view.py(now[1])]);
    }
    pen.strokeStyle = ink;
    pen.lineWidth = 2;
    line(pen, path);
    path.slice(1).forEach(([x, y], step) => dot(pen, x, y, step === task.steps - 1 ? 6 : 3, ink, look.background));
    pen.globalAlpha = 1;
  }

  drawTrails(pen, tasks, theta, inks) {
    const { view } = this;
    const steep = Math.max(...tasks.map((task) => Math.abs(task.curvature[0]) + Math.abs(task.curvature[3])));
    for (const method of METHODS) {
      let now = theta;
      const path = [];
      for (let step = 0; step < 400 && Math.hypot(...now) < 8; step++) {
        path.push([view.px(now[0]), view.py(now[1])]);
        const way = landscapeDirections(now, tasks)[method];
        const length = Math.hypot(...way);
        if (length < 1e-4) break;
        now = plus(now, way, Math.min(0.15 / steep, 0.06 / length));
      }
      pen.strokeStyle = inks[method];
      pen.lineWidth = 2;
      pen.globalAlpha = 0.8;
      line(pen, path);
      if (path.length) {
        pen.beginPath();
        pen.arc(...path[path.length - 1], 7, 0, 2 * Math.PI);
        pen.stroke();
      }
      pen.globalAlpha = 1;
    }
  }

  // What is minimised: paler is lower, and lines of equal height.
  drawGround(pen, look, tasks) {
    const { view } = this;
    const flat = this.figure.state[GROUND] ? tasks : tasks.map((task) => ({ ...task, power: [1, 0, 0, 1] }));
    const heights = new Float64Array((COLUMNS + 1) * (ROWS + 1));
    for (let row = 0, at = 0; row <= ROWS; row++) {
      const y = view.y((row / ROWS) * view.height);
      for (let column = 0; column <= COLUMNS; column++, at++) heights[at] = metaLoss([view.x((column / COLUMNS) * view.width), y], flat);
    }
    let [low, high] = [Infinity, -Infinity];
    for (const value of heights) { low = Math.min(low, value); high = Math.max(high, value); }
    pen.strokeStyle = look.text;
    pen.lineWidth = 1;
    for (let level = 1; level <= 9; level++) {
      pen.globalAlpha = 0.3 - 0.022 * level;
      contour(pen, heights, low + (high - low) * (level / 10) ** 2.2, view);
    }
    pen.globalAlpha = 1;
  }

  drawDials(at, look) {
    const longest = Math.max(1e-9, ...METHODS.map((method) => Math.hypot(...at[method])));
    this.dials.forEach((dial, number) => {
      const [x, y] = at[METHODS[number]];
      const pen = sharpen(dial.canvas, 52, 52);
      pen.clearRect(0, 0, 52, 52);
      pen.strokeStyle = look.border;
      pen.beginPath();
      pen.arc(26, 26, 24, 0, 2 * Math.PI);
      pen.stroke();
      arrow(pen, 26, 26, 26 + (22 * x) / longest, 26 - (22 * y) / longest, dial.ink, 3);
      const text = this.figure.say("dial", { angle: Math.round(angle(at.maml, [x, y])), length: Math.hypot(x, y).toFixed(2) });
      if (dial.numbers.textContent !== text) dial.numbers.textContent = text;
    });
  }

  said() {
    const { state } = this.figure;
    const tasks = this.tasks;
    const at = landscapeDirections([state[0], state[1]], tasks);
    const fields = {
      dropped: Math.hypot(...at.dropped).toFixed(2),
      angle: Math.round(angle(at.maml, at.first_order)),
      before: metaLoss([state[0], state[1]], tasks.map((task) => ({ ...task, power: [1, 0, 0, 1] }))).toFixed(2),
      after: metaLoss([state[0], state[1]], tasks).toFixed(2),
      steps: state[INNER],
    };
    return this.figure.say(`said.${state[TERM]}`, fields);
  }

  table() {
    const { state } = this.figure;
    const at = landscapeDirections([state[0], state[1]], this.tasks);
    const head = [this.figure.say("direction"), "x", "y", this.figure.say("length"), this.figure.say("angle")];
    const rows = [...METHODS, "dropped"].map((method) => {
      const [x, y] = at[method];
      return [this.figure.say(method), x, y, Math.hypot(x, y), angle(at.maml, [x, y])];
    });
    return [head, ...rows];
  }
};

function angle(a, b) {
  const sizes = Math.hypot(...a) * Math.hypot(...b);
  return sizes < 1e-12 ? 0 : (Math.acos(Math.max(-1, Math.min(1, (a[0] * b[0] + a[1] * b[1]) / sizes))) * 180) / Math.PI;
}

// Lines of equal height: where the four sides of a cell cross the level (marching squares).
function contour(pen, heights, level, view) {
  const wide = COLUMNS + 1;
  const [dx, dy] = [view.width / COLUMNS, view.height / ROWS];
  pen.beginPath();
  for (let row = 0; row < ROWS; row++) {
    for (let column = 0; column < COLUMNS; column++) {
      const at = row * wide + column;
      const corners = [heights[at], heights[at + 1], heights[at + wide + 1], heights[at + wide]];
      if (Math.min(...corners) > level || Math.max(...corners) < level) continue;
      const crossed = [];
      for (let side = 0; side < 4; side++) {
        const [a, b] = [corners[side], corners[(side + 1) % 4]];
        if (a < level === b < level) continue;
        const share = (level - a) / (b - a);
        const [x, y] = [[share, 0], [1, share], [1 - share, 1], [0, 1 - share]][side];
        crossed.push([view.left + (column + x) * dx, view.top + (row + y) * dy]);
      }
      for (let pair = 0; pair + 1 < crossed.length; pair += 2) {
        pen.moveTo(...crossed[pair]);
        pen.lineTo(...crossed[pair + 1]);
      }
    }
  }
  pen.stroke();
}
