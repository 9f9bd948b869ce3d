// Two networks and the same few points: one practised on all curves at once, the other practised to be fitted (MAML).
// state: amplitude (0), phase (1), steps (2), the rate of each network (3, 4), how many points (5), x and y of each of ten
const [AMPLITUDE, PHASE, FIT_STEPS, RATE, COUNT, POINTS_FROM] = [0, 1, 2, 3, 5, 6];
const MOST = 10;
// where curves are drawn and their errors taken
const GRID = Array.from({ length: 101 }, (_, at) => at / 10 - 5);

FIGURES.sines = class {
  constructor(figure) {
    this.figure = figure;
    this.networks = figure.data.facts.networks.map(({ name, ink, network }) => ({
      name,
      ink,
      network: Object.fromEntries(Object.entries(network).map(([key, values]) => [key, Float64Array.from(values)])),
    }));
  }

  controls() {
    const say = (key) => this.figure.say(key);
    return [
      { kind: "range", at: FIT_STEPS, low: 0, high: 10, step: 1, label: say("steps") },
      ...this.networks.map(({ name }, at) => ({
        kind: "range", at: RATE + at, low: 0.0005, high: 0.02, step: 0.0005, label: this.figure.say("rate", { name: say(name) }), show: (value) => value.toFixed(4),
      })),
      { kind: "range", at: COUNT, low: 1, high: MOST, step: 1, label: say("count") },
      { kind: "act", label: say("another"), act: () => this.another(-5) },
      { kind: "act", label: say("right"), act: () => this.another(0) },
    ];
  }

  // Another curve, and points of it from `low` to 5.
  another(low) {
    const { state } = this.figure;
    state[AMPLITUDE] = 0.5 + 4.5 * Math.random();
    state[PHASE] = Math.PI * Math.random();
    for (let point = 0; point < MOST; point++) {
      const x = low + (5 - low) * Math.random();
      state[POINTS_FROM + 2 * point] = x;
      state[POINTS_FROM + 2 * point + 1] = this.truth(x);
    }
  }

  truth(x) {
    const { state } = this.figure;
    return state[AMPLITUDE] * Math.sin(x - state[PHASE]);
  }

  get points() {
    const { state } = this.figure;
    return Array.from({ length: state[COUNT] }, (_, at) => [state[POINTS_FROM + 2 * at], state[POINTS_FROM + 2 * at + 1]]);
  }

  layout(width) {
    const beside = width > 560;
    const wide = beside ? (width - 12) / 2 : width;
    const high = Math.round(Math.min(wide * 0.75, 330));
    this.views = [0, 1].map((at) => new View(beside ? at * (wide + 12) : 0, 28 + (beside ? 0 : at * (high + 28)), wide, high, [-5, 5], [-6, 6]));
    return 28 + high + (beside ? 0 : high + 28);
  }

  handles() {
    const { state } = this.figure;
    return this.points.map((_, point) => {
      const at = POINTS_FROM + 2 * point;
      return { view: this.views[1], small: true, label: this.figure.say("point", { number: point + 1 }), get: () => [state[at], state[at + 1]], set: (x, y) => { state[at] = x; state[at + 1] = y; } };
    });
  }

  // The networks after each step, and what asks for their errors: of the points, and of the whole curve.
  fits({ network }, number) {
    const { state } = this.figure;
    const { points } = this;
    const truth = GRID.map((x) => this.truth(x));
    const steps = [network];
    for (let step = 0; step < state[FIT_STEPS]; step++) steps.push(sineStep(steps[step], points, state[RATE + number]));
    return steps.map((net) => {
      const drawn = sineCurve(net, GRID);
      const squares = () => drawn.reduce((sum, y, at) => sum + (y - truth[at]) ** 2, 0);
      return { drawn, points: () => sineError(net, points), curve: () => squares() / GRID.length };
    });
  }

  draw(pen, look) {
    this.networks.forEach((one, at) => {
      const { name, ink } = one;
      const view = this.views[at];
      const fits = this.fits(one, at);
      const last = fits[fits.length - 1];
      pen.fillStyle = look.text;
      pen.fillText(this.figure.say("panel", { name: this.figure.say(name), error: shown(last.curve()) }), view.left + 8, view.top - 13);
      view.clip(pen, () => {
        pen.lineJoin = "bevel";
        pen.lineCap = "butt";
        pen.strokeStyle = look.border;
        pen.lineWidth = 1;
        line(pen, [[view.px(-5), view.py(0)], [view.px(5), view.py(0)]]);
        const curve = (ys, every = 1) => {
          pen.beginPath();
          for (let at = 0; at < GRID.length; at += every) pen.lineTo(view.px(GRID[at]), view.py(ys[at]));
          pen.stroke();
        };
        pen.setLineDash([2, 5]);
        pen.strokeStyle = look.text;
        pen.lineWidth = 2;
        curve(GRID.map((x) => this.truth(x)));
        pen.setLineDash([]);
        fits.forEach(({ drawn }, step) => {
          const whole = step === fits.length - 1;
          pen.strokeStyle = ink;
          pen.globalAlpha = whole ? 1 : 0.22 + (0.25 * step) / fits.length;
          pen.lineWidth = whole ? 3.5 : 1.5;
          curve(drawn, whole ? 1 : 2);
        });
        pen.globalAlpha = 1;
        for (const [x, y] of this.points) dot(pen, view.px(x), view.py(y), 6, look.text, look.background);
      });
      pen.strokeStyle = look.border;
      pen.strokeRect(view.left + 0.5, view.top + 0.5, view.width - 1, view.height - 1);
    });
  }

  said() {
    const [pretrained, maml] = this.networks.map((one, at) => this.fits(one, at));
    const told = (fits) => [fits[0], fits[fits.length - 1]].map(({ curve }) => shown(curve()));
    const [from, to] = told(pretrained);
    const [mamlFrom, mamlTo] = told(maml);
    return this.figure.say("said", { steps: this.figure.state[FIT_STEPS], from, to, mamlFrom, mamlTo });
  }

  table() {
    const fits = this.networks.map((one, at) => this.fits(one, at));
    const head = [this.figure.say("step"), ...this.networks.flatMap(({ name }) => ["points", "curve"].map((key) => this.figure.say(`error.${key}`, { name: this.figure.say(name) })))];
    return [head, ...fits[0].map((_, step) => [String(step), ...fits.flatMap((one) => [one[step].points(), one[step].curve()])])];
  }
};

// An error that has run away is not written out.
function shown(error) {
  return error < 1000 ? error.toFixed(2) : "∞";
}
