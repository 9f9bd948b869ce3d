// The bilevel gradient on a plane: theta and the tasks' optima to drag, each term and each method as an arrow.
// state: theta (0, 1), optima (2 .. 7), alpha (8), inner steps (9), misled (10), term (11), ground (12), trails (13)
const METHODS = ["pretraining", "maml", "first_order", "reptile"];
const [ALPHA, INNER, MISLED, TERM, GROUND, TRAILS] = [8, 9, 10, 11, 12, 13];

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
      this.drawInner(pen, task, theta, ink, look, term === 4 || term === 0 ? 0.45 : 1);
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
      // how long the other two are is a matter of their own rates: of them the direction alone is drawn
      const size = this.scale([at.maml, at.first_order]);
      for (const method of ["pretraining", "reptile"]) this.vector(pen, theta, at[method], 1 / (Math.hypot(...at[method]) || 1), inks[method], method === "reptile" ? 3 : 7);
      for (const method of ["first_order", "maml"]) this.vector(pen, theta, at[method], size, inks[method], 4.5);
      this.nameTips(pen, look, METHODS.map((method) => plus(theta, at[method], method === "maml" || method === "first_order" ? size : 1 / (Math.hypot(...at[method]) || 1))));
      const tip = plus(theta, at.first_order, size);
      this.vector(pen, tip, at.dropped, size, look.text, 2, [2, 4]);
    }
    dot(pen, ...spot(theta), 9, look.text, look.background);
    pen.fillStyle = look.text;
    pen.fillText("θ", view.px(theta[0]) + 13, view.py(theta[1]) - 12);
    this.drawDials(at, look);
  }

  // The methods' names at the tips of their arrows; two tips in one place share a line. Those of the left half stand
  // to the left, where no arrow and no other name lies under them.
  nameTips(pen, look, tips) {
    const told = [];
    tips.forEach(([x, y], at) => {
      const [left, top] = [this.view.px(x), this.view.py(y) - 8];
      const name = this.figure.say(METHODS[at]);
      const near = told.find((one) => Math.hypot(one.left - left, one.top - top) < 16);
      if (near) near.name += `, ${name}`;
      else told.push({ left, top, name });
    });
    const middle = told.reduce((sum, one) => sum + one.left, 0) / told.length;
    pen.fillStyle = look.text;
    pen.strokeStyle = look.background;
    pen.lineWidth = 4;
    for (const { left, top, name } of told) {
      const wide = pen.measureText(name).width + 8;
      const at = left < middle && left > wide ? left - wide : left + 8;
      pen.strokeText(name, at, top);
      pen.fillText(name, at, top);
    }
  }

  // One scale for arrows that are compared; the longest is about a unit and a half.
  scale(vectors) {
    return 1.4 / Math.max(1e-9, ...vectors.map(([x, y]) => Math.hypot(x, y)));
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

  // Lines of equal loss: what is minimised is a quadratic, so they are ellipses around its lowest point.
  drawGround(pen, look, tasks) {
    const { view } = this;
    const { h, b } = quadratic(this.figure.state[GROUND] ? tasks : tasks.map((task) => ({ ...task, power: [1, 0, 0, 1] })));
    const size = h[0] * h[3] - h[1] * h[2];
    if (!(Math.abs(size) > 1e-12)) return;
    const centre = [(h[1] * b[1] - h[3] * b[0]) / size, (h[2] * b[0] - h[0] * b[1]) / size];
    const [middle, far] = [(h[0] + h[3]) / 2, Math.hypot((h[0] - h[3]) / 2, h[1])];
    const turn = Math.atan2(2 * h[1], h[0] - h[3]) / 2; // of the steeper axis
    const unit = view.width / (view.x1 - view.x0);
    pen.strokeStyle = look.text;
    pen.lineWidth = 1;
    for (let level = 1; level <= 14; level++) {
      const radius = 0.3 * level * unit * Math.sqrt(middle + far);
      pen.globalAlpha = Math.max(0.06, 0.34 - 0.02 * level);
      pen.beginPath();
      pen.ellipse(view.px(centre[0]), view.py(centre[1]), radius / Math.sqrt(middle + far), Math.min(1e5, radius / Math.sqrt(Math.max(1e-9, middle - far))), -turn, 0, 2 * Math.PI);
      pen.stroke();
    }
    pen.globalAlpha = 1;
  }

  drawDials(at, look) {
    this.dials.forEach((dial, number) => {
      const [x, y] = at[METHODS[number]];
      const pen = sharpen(dial.canvas, 52, 52);
      pen.clearRect(0, 0, 52, 52);
      pen.strokeStyle = look.border;
      pen.beginPath();
      pen.arc(26, 26, 24, 0, 2 * Math.PI);
      pen.stroke();
      const length = Math.hypot(x, y) || 1;
      arrow(pen, 26, 26, 26 + (22 * x) / length, 26 - (22 * y) / length, dial.ink, 3);
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
