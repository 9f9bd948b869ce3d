// K-Means step by step: assign, move, assign, move. Centroids can be dragged at any time.
// state: cloud (0), then x and y of each of three centroids (two on the rings: the third is not used)
FIGURES.kmeans = class {
  constructor(figure) {
    this.figure = figure;
    this.reset();
  }

  get cloud() { return this.figure.data.facts.clouds[this.figure.state[0]]; }

  get centroids() {
    const { state } = this.figure;
    return this.cloud.bad.map((_, at) => [state[1 + 2 * at], state[2 + 2 * at]]);
  }

  put(centroids) {
    centroids.forEach(([x, y], at) => { this.figure.state[1 + 2 * at] = x; this.figure.state[2 + 2 * at] = y; });
  }

  // After a drag, another start or another cloud: nothing is assigned yet.
  reset() {
    this.assignments = null;
    this.history = [];
    this.goal = null;
    this.running = false;
    this.done = false;
  }

  moved() { // another cloud
    this.put(this.cloud.bad);
    this.reset();
  }

  controls() {
    const say = (key) => this.figure.say(key);
    return [
      { kind: "choice", at: 0, label: say("cloud"), labels: this.figure.data.facts.clouds.map(({ name }) => say(`cloud.${name}`)) },
      { kind: "act", label: say("step"), main: true, act: () => this.step() },
      { kind: "act", label: say("run"), act: () => { this.running = true; this.step(); } },
      { kind: "act", label: say("bad"), act: () => { this.put(this.cloud.bad); this.reset(); } },
      { kind: "act", label: say("random"), act: () => this.random() },
    ];
  }

  random() {
    const { points } = this.cloud;
    this.put(this.centroids.map(() => points[Math.floor(Math.random() * points.length)]));
    this.reset();
  }

  // One half: points go to their nearest centroid, or centroids to the mean of their points.
  step() {
    if (this.goal) { this.put(this.goal); this.goal = null; }
    const { points } = this.cloud;
    const next = assigned(points, this.centroids);
    if (!this.assignments || next.some((one, at) => one !== this.assignments[at])) {
      this.assignments = next;
      this.history.push(inertia(points, next, this.centroids));
      this.done = false;
      this.halves = "assigned";
    } else if (this.halves === "assigned") {
      this.goal = moved(points, this.assignments, this.centroids);
      this.done = this.goal.every((one, at) => Math.hypot(one[0] - this.centroids[at][0], one[1] - this.centroids[at][1]) < 1e-6);
      if (this.done) this.goal = null;
      else this.halves = "moved";
    } else {
      this.done = true;
    }
    if (this.done) this.running = false;
  }

  // Centroids glide to where they are going; then, if it runs, the next half. 1e9 seconds have passed where nothing may move.
  advance(seconds) {
    if (this.goal) {
      const share = Math.min(1, seconds * 7);
      const next = this.centroids.map((one, at) => plus(one, plus(this.goal[at], one, -1), share));
      const near = next.every((one, at) => Math.hypot(...plus(one, this.goal[at], -1)) < 0.004);
      this.put(near ? this.goal : next);
      if (near) {
        this.goal = null;
        this.history.push(inertia(this.cloud.points, this.assignments, this.centroids));
        this.pause = 0;
        this.figure.changed();
      }
    } else if (this.running) {
      this.pause = (this.pause || 0) + seconds;
      if (this.pause > 0.35) {
        this.pause = 0;
        this.step();
        this.figure.changed();
      }
    }
    return Boolean(this.goal) || this.running;
  }

  layout(width) {
    const height = Math.round(Math.min(width * 0.62, 430));
    const half = (2.1 * width) / height;
    this.view = new View(0, 0, width, height, [-Math.max(3, half), Math.max(3, half)], [-2.1, 2.1]);
    return height + 74;
  }

  handles() {
    return this.centroids.map((_, at) => ({
      view: this.view,
      label: this.figure.say("centroid", { number: at + 1 }),
      get: () => this.centroids[at],
      set: (x, y) => { this.figure.state[1 + 2 * at] = x; this.figure.state[2 + 2 * at] = y; this.reset(); },
    }));
  }

  draw(pen, look) {
    const { view } = this;
    const { points } = this.cloud;
    points.forEach(([x, y], at) => {
      const ink = this.assignments ? inkOf(look, this.assignments[at]) : look.noise;
      if (this.assignments && this.goal) {
        pen.globalAlpha = 0.25;
        pen.strokeStyle = ink;
        pen.lineWidth = 1;
        const [a, b] = this.centroids[this.assignments[at]];
        line(pen, [[view.px(x), view.py(y)], [view.px(a), view.py(b)]]);
        pen.globalAlpha = 1;
      }
      dot(pen, view.px(x), view.py(y), 4.5, ink);
    });
    this.centroids.forEach(([x, y], at) => {
      star(pen, view.px(x), view.py(y), 13, inkOf(look, at), look.text);
      pen.fillStyle = look.text;
      pen.fillText(String(at + 1), view.px(x) + 14, view.py(y) - 10);
    });
    this.drawHistory(pen, look, view.height);
  }

  drawHistory(pen, look, top) {
    const { best } = this.cloud;
    const high = Math.max(best * 1.6, ...this.history);
    const chart = new View(12, top + 22, this.view.width - 24, 44, [0, Math.max(12, this.history.length - 1)], [0, high]);
    pen.strokeStyle = look.border;
    pen.lineWidth = 1;
    line(pen, [[0, top], [this.view.width, top]]);
    pen.setLineDash([3, 4]);
    pen.strokeStyle = look.text;
    line(pen, [[chart.left, chart.py(best)], [chart.left + chart.width, chart.py(best)]]);
    pen.setLineDash([]);
    pen.fillStyle = look.text;
    const now = this.history.length ? this.history[this.history.length - 1].toFixed(1) : "–";
    pen.fillText(this.figure.say("inertia", { now, best: best.toFixed(1) }), chart.left, top + 12);
    const spots = this.history.map((value, at) => [chart.px(at), chart.py(value)]);
    pen.lineWidth = 2;
    line(pen, spots);
    for (const [x, y] of spots) dot(pen, x, y, 3, look.text);
  }

  said() {
    const now = this.history[this.history.length - 1];
    const { best } = this.cloud;
    const { locked, bare } = this.figure.data;
    if (!this.assignments) return locked || bare ? "" : this.figure.say("said.begin");
    if (!this.done) return this.figure.say(`said.${this.goal || this.halves === "moved" ? "moved" : "assigned"}`, { now: now.toFixed(1) });
    const key = now > best * 1.05 ? "said.stuck" : `said.${["blobs"].includes(this.cloud.name) ? "found" : "wrong"}`;
    return this.figure.say(key, { now: now.toFixed(1), times: (now / best).toFixed(1) });
  }

  table() {
    const head = [this.figure.say("centroid.head"), "x", "y", this.figure.say("size")];
    return [head, ...this.centroids.map(([x, y], at) => [String(at + 1), x, y, String(this.assignments ? this.assignments.filter((one) => one === at).length : 0)])];
  }
};
