// Score against step and against seconds: one line a learner, told apart by colour, dashes and the mark at its end.
const SVG = "http://www.w3.org/2000/svg";
const POINT = 14; // pixels about a curve's point that belong to it
const LEAST = 0.01; // seconds at which an axis of tenfold marks begins
const EDGE = { left: 40, right: 14, top: 12, bottom: 26 };

function svg(tag, attributes, parent) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  if (parent) parent.appendChild(element);
  return element;
}

class Chart {
  constructor(player, kind, parent) {
    this.player = player;
    this.kind = kind; // "step" or "seconds"
    const figure = make("figure", "chart", parent);
    this.caption = make("figcaption", "", figure);
    this.root = svg("svg", { role: "img", tabindex: "-1" }, figure);
    this.root.classList.toggle("seekable", kind === "step");
    this.root.addEventListener("click", (event) => this.pick(event));
  }

  // A point of a curve leads to its step and learner; beside the curves, the place on the axis to its step.
  pick(event) {
    const edge = this.root.getBoundingClientRect();
    const [x, y] = [event.clientX - edge.left, event.clientY - edge.top];
    const away = (frame) => Math.hypot(this.x(this.amount(frame)) - x, this.y(this.value(frame)) - y);
    const frames = this.player.trace.tracks.flat();
    const nearest = frames.reduce((best, frame) => (best && away(best) <= away(frame) ? best : frame), null);
    if (nearest && away(nearest) <= POINT) this.player.pointTo(nearest.learner, nearest.step);
    else if (this.kind === "step") this.player.seek(Math.round(((x - EDGE.left) / this.inner) * Math.max(1, this.most)));
  }

  value(frame) {
    return Math.max(0, frame.scores[this.player.metric]);
  }

  x(amount) {
    const share = this.tenfold ? Math.log(Math.max(amount, LEAST) / LEAST) / Math.log(this.most / LEAST) : amount / (this.most || 1);
    return EDGE.left + share * this.inner;
  }

  y(score) {
    return EDGE.top + (1 - score) * (this.height - EDGE.top - EDGE.bottom);
  }

  // Everything but the cursor; called when data, size, metric, language or theme change.
  draw() {
    const { words, trace, theme } = this.player;
    const metric = words[METRICS[this.player.metric]];
    const means = this.kind === "step" && this.player.metric === 0 && trace.setup.mean_tasks;
    this.tenfold = this.kind === "seconds" && trace.setup.learners.some((one) => one.person); // a person is a thousand times slower
    setText(this.caption, fill(words[`player.chart_${this.kind}${this.tenfold ? "_you" : ""}`], { metric }));
    if (means) make("span", "", this.caption).textContent = fill(words["player.chart_mean"], { tasks: means });
    this.width = this.root.clientWidth || 320;
    this.height = this.root.clientHeight || 190;
    this.inner = this.width - EDGE.left - EDGE.right;
    const tracks = trace.tracks;
    this.most = this.kind === "step"
      ? Math.max(1, trace.setup.steps, trace.end)
      : Math.max(0.1, ...tracks.map((track) => (track.length ? track[track.length - 1].seconds : 0))) * 1.03;
    this.root.replaceChildren();
    this.root.setAttribute("aria-label", [this.caption.textContent, ...tracks.map((track, at) => (track.length
      ? `${trace.setup.learners[at].title} ${scoreText(this.player, track[track.length - 1])}` : ""))].filter(Boolean).join(" · "));
    this.root.dataset.means = means ? String(means) : "";
    this.axes(theme);
    let named = null; // where the yardstick's name goes, above the lines
    const baseline = trace.setup.learners.findIndex((learner) => learner.name === "kmeans");
    if (baseline >= 0 && tracks[baseline].length && trace.done(baseline)) {
      const score = this.value(tracks[baseline][tracks[baseline].length - 1]);
      svg("line", { x1: EDGE.left, x2: this.width - EDGE.right, y1: this.y(score), y2: this.y(score),
        stroke: trace.setup.learners[baseline].ink, "stroke-width": 1.5, "stroke-dasharray": "1.5 4", "stroke-linecap": "round" }, this.root);
      named = score;
    }
    if (means) trace.setup.learners.forEach((look) => this.mean(look));
    tracks.forEach((track, learner) => this.line(track, trace.setup.learners[learner]));
    if (named !== null) {
      const label = svg("text", { x: this.width - EDGE.right, y: this.y(named) + (named < 0.12 ? -6 : 14), "text-anchor": "end", class: "tick over" }, this.root);
      label.textContent = words["player.kmeans_final"];
    }
    this.cursor = svg("g", {}, this.root);
    this.now = this.kind === "step" && svg("line", { y1: EDGE.top, y2: this.height - EDGE.bottom, stroke: theme.text, "stroke-width": 1, opacity: 0.6 }, this.cursor);
    this.marks = trace.setup.learners.map((look) => mark(this.cursor, look, 0, 0, theme));
  }

  axes(theme) {
    for (const score of [0, 0.25, 0.5, 0.75, 1]) {
      svg("line", { x1: EDGE.left, x2: this.width - EDGE.right, y1: this.y(score), y2: this.y(score), stroke: theme.border, "stroke-width": 1 }, this.root);
      const label = svg("text", { x: EDGE.left - 7, y: this.y(score) + 4, "text-anchor": "end", class: "tick" }, this.root);
      label.textContent = this.player.metric === 0 ? `${score * 100}%` : String(score);
    }
    for (let amount = LEAST; this.tenfold && amount <= this.most; amount *= 10) {
      svg("text", { x: this.x(amount), y: this.height - 7, "text-anchor": "middle", class: "tick" }, this.root).textContent = `${Number(amount.toFixed(2))} s`;
    }
    if (this.tenfold) return;
    const every = niceStep(this.most / Math.max(2, Math.floor(this.inner / 70)), this.kind === "step");
    for (let amount = 0; amount <= this.most + 1e-9; amount += every) {
      const label = svg("text", { x: this.x(amount), y: this.height - 7, "text-anchor": "middle", class: "tick" }, this.root);
      label.textContent = this.kind === "step" ? String(this.player.trace.label(amount)) : `${Number(amount.toFixed(2))} s`;
    }
  }

  line(track, look) {
    if (!track.length) return;
    const points = track.map((frame) => `${this.x(this.amount(frame)).toFixed(1)},${this.y(this.value(frame)).toFixed(1)}`);
    svg("polyline", { points: points.join(" "), fill: "none", stroke: look.ink, "stroke-width": 2.4,
      "stroke-dasharray": DASHES[look.dash], "stroke-linejoin": "round", "stroke-linecap": "round" }, this.root);
  }

  // Behind the curve of this one task: the mean of many such.
  mean({ mean, ink }) {
    if (!mean || !mean.length) return;
    const steps = Array.from({ length: this.most + 1 }, (_, step) => Math.min(step, mean.length - 1));
    svg("polyline", { points: steps.map((at, step) => `${this.x(step).toFixed(1)},${this.y(mean[at]).toFixed(1)}`).join(" "),
      fill: "none", stroke: ink, "stroke-width": 6, opacity: 0.22, "stroke-linejoin": "round", "stroke-linecap": "round" }, this.root);
  }

  amount(frame) {
    return this.kind === "step" ? frame.step : frame.seconds;
  }

  // Where playback stands: a vertical line (steps) and a mark on every learner's line.
  point(step) {
    if (!this.cursor) return;
    const { trace } = this.player;
    const put = (one, x, y) => {
      const way = `translate(${x.toFixed(1)} ${y.toFixed(1)})`;
      if (one.getAttribute("transform") !== way) one.setAttribute("transform", way);
    };
    if (this.now) put(this.now, this.x(Math.min(step, this.most)), 0);
    this.marks.forEach((one, learner) => {
      const frame = trace.frame(learner, step);
      if (frame) put(one, this.x(this.amount(frame)), this.y(this.value(frame)));
      else one.setAttribute("transform", "translate(-99 -99)");
    });
  }
}

function scoreText(player, frame) {
  const score = frame.scores[player.metric];
  return score === null ? "–" : player.metric === 0 ? percent(score) : decimals(score);
}

// The numbers behind the curves: a row a step, a column a learner.
function values(player) {
  if (!player.find("values").open) return;
  const { trace, metric, words } = player;
  const holder = player.find("values-table");
  const key = JSON.stringify([trace.setup.race, trace.setup.edition, trace.count, metric, words["player.scrub"]]);
  if (holder.dataset.key === key) return;
  holder.dataset.key = key;
  holder.replaceChildren();
  const table = make("table", "", holder);
  make("caption", "", table).textContent = words[METRICS[metric]];
  const cell = (row, tag, text, scope) => {
    const one = make(tag, "", row);
    one.textContent = text;
    if (scope) one.scope = scope;
  };
  const head = make("tr", "", make("thead", "", table));
  cell(head, "th", words["player.scrub"], "col");
  trace.setup.learners.forEach(({ title }) => cell(head, "th", title, "col"));
  const body = make("tbody", "", table);
  for (let step = 0; step <= trace.end; step++) {
    const row = make("tr", "", body);
    cell(row, "th", String(trace.label(step)), "row");
    trace.tracks.forEach((track, learner) => {
      const button = track[step] && make("button", "", make("td", "", row));
      if (!button) return cell(row, "td", "");
      Object.assign(button, { type: "button", textContent: scoreText(player, track[step]) });
      return button.addEventListener("click", () => player.pointTo(learner, step));
    });
  }
}

function mark(parent, look, x, y, theme) {
  const [fill, stroke] = hollow(look) ? [theme.background, look.ink] : [look.ink, theme.background];
  const paint = { fill, stroke, "stroke-width": hollow(look) ? 2 : 1.5 };
  const points = outline(look.mark, x, y, 6);
  if (points) return svg("polygon", { points: points.map((point) => point.join(",")).join(" "), ...paint }, parent);
  return svg("circle", { cx: x, cy: y, r: 5, ...paint }, parent);
}

// Corners of each mark about the middle, y downwards, about 1 long; a circle has none.
const MARKS = {
  circle: null,
  square: [[-0.8, -0.8], [0.8, -0.8], [0.8, 0.8], [-0.8, 0.8]],
  diamond: [[0, -1.1], [1.1, 0], [0, 1.1], [-1.1, 0]],
  star: around(10, (at) => (at % 2 ? 0.5 : 1.2)),
  hourglass: [[-0.9, -1.1], [0.9, -1.1], [-0.9, 1.1], [0.9, 1.1]],
  pentagon: around(5, () => 1),
  "triangle-up": [[0, -1], [1, 0.8], [-1, 0.8]],
  "triangle-down": [[0, 1], [1, -0.8], [-1, -0.8]],
  cross: plus(0),
  x: plus(Math.PI / 4),
};

function around(count, reach) {
  return Array.from({ length: count }, (_, at) => {
    const angle = (at / count) * 2 * Math.PI;
    return [reach(at) * Math.sin(angle), -reach(at) * Math.cos(angle)];
  });
}

function plus(turn) {
  const corners = [0, 1, 2, 3].flatMap((arm) => [[-0.36, -1.05], [0.36, -1.05], [0.36, -0.36]].map((corner) => turned(corner, (arm * Math.PI) / 2)));
  return corners.map((corner) => turned(corner, turn));
}

function turned([x, y], angle) {
  return [x * Math.cos(angle) - y * Math.sin(angle), x * Math.sin(angle) + y * Math.cos(angle)];
}

function outline(mark, x, y, r) {
  const shape = MARKS[mark.replace("-open", "")];
  return shape && shape.map(([across, down]) => [x + across * r, y + down * r]);
}

// The mark of one's own training.
function hollow(look) {
  return look.mark.endsWith("-open");
}

// The learner's line and mark beside its name: the legend of both charts.
function lineSample(pen, look, theme) {
  pen.strokeStyle = look.ink;
  pen.fillStyle = hollow(look) ? theme.background : look.ink;
  pen.lineWidth = 2.4;
  pen.setLineDash(DASHES[look.dash].split(" ").filter(Boolean).map(Number));
  pen.beginPath();
  pen.moveTo(1, 7);
  pen.lineTo(25, 7);
  pen.stroke();
  pen.setLineDash([]);
  pen.beginPath();
  const points = outline(look.mark, 13, 7, 6);
  if (points) points.forEach(([x, y], at) => (at ? pen.lineTo(x, y) : pen.moveTo(x, y)));
  else pen.arc(13, 7, 5, 0, Math.PI * 2);
  pen.closePath();
  pen.fill();
  if (!hollow(look)) return;
  pen.lineWidth = 2;
  pen.stroke();
}

function niceStep(rough, whole) {
  const power = 10 ** Math.floor(Math.log10(Math.max(rough, 1e-6)));
  const nice = [1, 2, 5, 10].map((factor) => factor * power).find((value) => value >= rough);
  return whole ? Math.max(1, Math.round(nice)) : nice;
}
