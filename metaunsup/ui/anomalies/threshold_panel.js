// One detector: its scores as a histogram with a threshold one drags, and the pictures in the order of their scores.
const BINS = 30;
const UP = 84; // pixels that the tallest bar rises
const DOWN = 58; // and falls, of odd pictures
const TOP = 26;
const FOOT = 40;
const TILE = 36;

class Panel {
  constructor(owner) {
    this.owner = owner;
    this.root = make("section", "panel");
    this.title = make("h4");
    this.title.append(make("i"), make("span"));
    this.plot = make("div", "plot");
    this.canvas = make("canvas");
    this.canvas.setAttribute("role", "img");
    this.handle = make("button", "handle");
    this.handle.type = "button";
    this.handle.setAttribute("role", "slider");
    this.plot.append(this.canvas, this.handle);
    this.said = make("p", "said");
    this.strip = make("canvas", "strip");
    this.strip.setAttribute("role", "img");
    this.about = make("span", "about");
    this.back = make("button", "plain");
    this.back.type = "button";
    const row = make("p", "row");
    row.append(this.back, this.about);
    this.root.append(this.title, this.plot, this.said, this.strip, row);
    this.listen();
  }

  listen() {
    const { plot, handle } = this;
    const to = (event) => this.move(this.value(event.clientX - this.canvas.getBoundingClientRect().left));
    plot.addEventListener("pointerdown", (event) => {
      if (event.button) return;
      plot.setPointerCapture(event.pointerId);
      this.dragging = true;
      handle.focus({ preventScroll: true });
      to(event);
      event.preventDefault();
    });
    plot.addEventListener("pointermove", (event) => { if (plot.hasPointerCapture(event.pointerId)) to(event); });
    plot.addEventListener("lostpointercapture", () => { this.dragging = false; this.settle(); });
    handle.addEventListener("keydown", (event) => this.key(event));
    this.back.addEventListener("click", () => { this.cut = null; this.owner.changed(); });
    const at = (event) => {
      const edge = this.strip.getBoundingClientRect();
      this.owner.point(this.itemAt(event.clientX - edge.left, event.clientY - edge.top));
    };
    this.strip.addEventListener("pointermove", at);
    this.strip.addEventListener("pointerdown", at);
    this.strip.addEventListener("pointerleave", () => this.owner.point(null));
  }

  receive(detector, called) {
    this.detector = detector;
    this.order = detector.scores.map((score, item) => item).sort((a, b) => detector.scores[a] - detector.scores[b] || a - b);
    this.cuts = cutsOf(detector.scores);
    const ends = [...this.cuts, ...detector.held, detector.offset];
    this.low = Math.min(...ends);
    this.high = Math.max(...ends);
    const room = (this.high - this.low) * 0.02;
    this.low -= room;
    this.high += room;
    if (called !== undefined) this.cut = called === null ? null : cutFor(detector.scores, called);
  }

  get threshold() { return this.cut ?? this.detector.offset; }

  x(value) { return 6 + ((value - this.low) / (this.high - this.low)) * (this.width - 12); }
  value(x) { return this.low + ((x - 6) / (this.width - 12)) * (this.high - this.low); }

  move(value) {
    this.cut = Math.max(this.cuts[0], Math.min(this.cuts[this.cuts.length - 1], value));
    this.owner.changed();
  }

  // Between two scores it makes no difference where: the middle is as good, and is what the link brings back.
  settle() {
    if (this.cut === null) return;
    this.cut = cutFor(this.detector.scores, this.errors().called);
    this.owner.changed();
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const steps = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -5, PageUp: 5, Home: -1e9, End: 1e9 };
    const step = steps[event.key];
    if (!step) return;
    const { called } = this.errors();
    const at = this.cuts.findIndex((cut) => errorsAt(this.detector.scores, null, cut).called >= called);
    this.move(this.cuts[Math.max(0, Math.min(this.cuts.length - 1, at + step))]);
    event.preventDefault();
    event.stopPropagation();
  }

  errors() {
    const truth = this.owner.data.truth;
    return errorsAt(this.detector.scores, truth ? truth.odd : null, this.threshold);
  }

  tell() {
    const { data, words } = this.owner;
    const { scores, offset, title, ink } = this.detector;
    const found = this.errors();
    const total = scores.length;
    const fields = { value: short(this.threshold), called: found.called, total };
    let text = fill(words["said.plain"], fields);
    if (data.truth) {
      const own = costOf(errorsAt(scores, data.truth.odd, offset), data.miss);
      const least = cheapestOf(scores, data.truth.odd, data.miss).cost;
      const cost = costOf(found, data.miss);
      text = fill(words["said.truth"], {
        ...fields, ...found, normal: total - found.odd, cost, own, least, miss: data.miss,
      });
    }
    put(this.title.firstChild.style, "background", ink);
    put(this.title.lastChild, "textContent", title);
    put(this.said, "textContent", text);
    put(this.back, "textContent", words.back);
    put(this.back, "disabled", this.cut === null);
    for (const [name, value] of Object.entries({ valuemin: 0, valuemax: total, valuenow: found.called, valuetext: text, label: fill(words.handle, { title }) })) {
      if (this.handle.getAttribute(`aria-${name}`) !== String(value)) this.handle.setAttribute(`aria-${name}`, value);
    }
    this.canvas.setAttribute("aria-label", fill(words[data.truth ? "plot.truth" : "plot.plain"], { title, total }));
    this.strip.setAttribute("aria-label", fill(words.strip, { title, total }));
    const item = this.owner.pointed;
    let told = "";
    if (item !== null) {
      told = fill(words.item, { item: item + 1, score: short(scores[item]) });
      if (data.truth) told += ` ${fill(words.is, { name: data.truth.classes[data.truth.of[item]] })}`;
    }
    put(this.about, "textContent", told);
    this.root.dataset.called = found.called;
    this.root.dataset.cost = data.truth ? costOf(found, data.miss) : "";
  }

  draw(look) {
    this.width = this.root.clientWidth;
    if (this.width < 60) return;
    this.drawPlot(look);
    this.drawStrip(look);
    this.handle.style.transform = `translateX(${this.x(this.threshold)}px)`;
  }

  drawPlot(look) {
    const { truth } = this.owner.data;
    const { scores, held, offset } = this.detector;
    const base = TOP + UP;
    const foot = base + (truth ? DOWN : 0);
    const height = foot + FOOT;
    this.canvas.style.height = `${height}px`;
    const pen = sharpen(this.canvas, this.width, height);
    pen.clearRect(0, 0, this.width, height);
    pen.font = `12px ${getComputedStyle(this.root).fontFamily}`;
    const x = this.x(this.threshold);
    pen.fillStyle = look.surface;
    pen.fillRect(0, TOP, x, foot - TOP);
    const span = (this.high - this.low) / BINS;
    const counts = [0, 1].map(() => new Array(BINS).fill(0));
    scores.forEach((score, item) => {
      const bin = Math.min(BINS - 1, Math.floor((score - this.low) / span));
      counts[truth && truth.odd[item] ? 1 : 0][bin] += 1;
    });
    const most = Math.max(...counts[0], ...counts[1], 1);
    const wide = (this.width - 12) / BINS;
    counts.forEach((row, odd) => {
      pen.fillStyle = truth ? look.inks[odd] : look.noise;
      row.forEach((count, bin) => {
        const tall = (count / most) * (odd ? DOWN : UP);
        if (count) pen.fillRect(6 + bin * wide + 1, odd ? base : base - tall, wide - 2, tall);
      });
    });
    line(pen, look.text, 1, [], 6, base, this.width - 6, base);
    pen.fillStyle = look.text;
    held.forEach((score) => {
      const at = this.x(score);
      pen.beginPath();
      pen.moveTo(at, foot + 2);
      pen.lineTo(at - 4, foot + 10);
      pen.lineTo(at + 4, foot + 10);
      pen.fill();
    });
    line(pen, look.text, 1.5, [5, 4], this.x(offset), TOP - 8, this.x(offset), foot);
    if (truth) {
      const best = this.x(cheapestOf(scores, truth.odd, this.owner.data.miss).cut);
      line(pen, look.text, 1.5, [1.5, 3], best, TOP - 8, best, foot);
    }
    line(pen, look.text, 2.5, [], x, TOP - 10, x, foot);
    pen.beginPath();
    pen.arc(x, TOP - 14, 8, 0, 7);
    pen.fillStyle = look.background;
    pen.fill();
    pen.lineWidth = 2.5;
    pen.strokeStyle = look.text;
    pen.stroke();
    const item = this.owner.pointed;
    if (item !== null) {
      const at = this.x(scores[item]);
      line(pen, look.text, 1, [], at, base - 10, at, base + 10);
      pen.beginPath();
      pen.arc(at, base, 4, 0, 7);
      pen.fillStyle = look.text;
      pen.fill();
    }
    pen.fillStyle = look.text;
    pen.textBaseline = "alphabetic";
    pen.textAlign = "left";
    pen.fillText(this.owner.words.left, 6, height - 8);
    pen.textAlign = "right";
    pen.fillText(this.owner.words.right, this.width - 6, height - 8);
    pen.textAlign = "left";
  }

  slot(place) {
    return [(place % this.across) * this.size + this.size / 2, Math.floor(place / this.across) * this.size + this.size / 2];
  }

  drawStrip(look) {
    const { data, tiles } = this.owner;
    const called = this.errors().called;
    const count = this.order.length;
    this.across = Math.max(6, Math.floor(this.width / TILE));
    this.size = Math.min(TILE + 8, this.width / this.across);
    const height = Math.ceil((count + 1) / this.across) * this.size;
    this.strip.style.height = `${height}px`;
    const pen = sharpen(this.strip, this.width, height);
    pen.clearRect(0, 0, this.width, height);
    if (!tiles.mask) return;
    const kinds = this.order.map((item, rank) => {
      const odd = data.truth ? data.truth.odd[item] : null;
      const ink = odd === null ? look.text : look.inks[odd ? 1 : 0];
      return [item, ink, rank < called ? ink : look.border, odd ? "a" : ""];
    });
    kinds.forEach(([item, ink, rim, tag]) => tiles.prepare(item, ink, look.background, rim, tag));
    kinds.forEach(([item, ink, rim, tag], rank) => {
      const [x, y] = this.slot(rank < called ? rank : rank + 1); // the line has a place of its own
      tiles.draw(pen, item, x, y, this.size - 2, ink, look.background, rim, tag);
      const odd = data.truth ? data.truth.odd[item] : null;
      if (odd !== null && odd !== rank < called) cross(pen, look, x + this.size * 0.28, y + this.size * 0.28);
      if (item === this.owner.pointed) {
        pen.lineWidth = 2.5;
        pen.strokeStyle = look.text;
        pen.strokeRect(x - this.size / 2 + 2, y - this.size / 2 + 2, this.size - 4, this.size - 4);
      }
    });
    const [x, y] = this.slot(called);
    line(pen, look.text, 2.5, [], x, y - this.size / 2 + 3, x, y + this.size / 2 - 3);
  }

  itemAt(x, y) {
    const place = Math.floor(y / this.size) * this.across + Math.floor(x / this.size);
    const { called } = this.errors();
    if (x < 0 || x >= this.across * this.size || place === called) return null;
    return this.order[place < called ? place : place - 1] ?? null;
  }
}

function make(tag, className = "") {
  return Object.assign(document.createElement(tag), className ? { className } : {});
}

function put(target, name, value) {
  if (target[name] !== value) target[name] = value;
}

function line(pen, ink, width, dash, x0, y0, x1, y1) {
  pen.save();
  pen.strokeStyle = ink;
  pen.lineWidth = width;
  pen.setLineDash(dash);
  pen.beginPath();
  pen.moveTo(x0, y0);
  pen.lineTo(x1, y1);
  pen.stroke();
  pen.restore();
}

// A cross on a patch of paper, so that it reads on whatever lies below.
function cross(pen, look, x, y) {
  pen.fillStyle = look.background;
  pen.fillRect(x - 6, y - 6, 12, 12);
  line(pen, look.text, 2.2, [], x - 4, y - 4, x + 4, y + 4);
  line(pen, look.text, 2.2, [], x + 4, y - 4, x - 4, y + 4);
}

function short(value) {
  const text = Math.abs(value) >= 1000 || (value !== 0 && Math.abs(value) < 0.01) ? value.toExponential(1) : value.toPrecision(3);
  return text.replace(/^-/, "−");
}
