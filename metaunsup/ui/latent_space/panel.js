// One space: a canvas on which its items lie, now in one picture of it, now in another.
const FEW = 600; // items that there is room for a number in
const ROOMY = 20; // pixels of a picture that has room for its number beside it
const CLICK = 5; // pixels that a finger may slip

class SpacePanel {
  constructor(view, place) {
    Object.assign(this, { view, place, drag: null });
    this.element = document.createElement("figure");
    this.element.className = "panel";
    const [title, told, canvas] = ["h3", "p", "canvas"].map((tag) => this.element.appendChild(document.createElement(tag)));
    Object.assign(this, { title, told, canvas });
    canvas.tabIndex = 0;
    canvas.setAttribute("role", "application");
    canvas.addEventListener("pointermove", (event) => this.moved(event));
    canvas.addEventListener("pointerdown", (event) => this.pressed(event));
    canvas.addEventListener("pointerup", (event) => this.released(event));
    canvas.addEventListener("pointercancel", () => { this.drag = null; view.paint(); });
    canvas.addEventListener("pointerleave", () => view.hover(null));
    canvas.addEventListener("keydown", (event) => this.key(event));
  }

  get space() {
    return this.view.data.spaces[this.place];
  }

  // The pictures before and after time `at`, and how far it is from one to the other.
  between(at) {
    const { pictures } = this.space;
    const find = (value) => {
      const steps = this.view.data.scrub === "steps";
      const fits = pictures.filter((one) => (steps ? one.step <= value : one.near === value));
      return fits.length ? fits[fits.length - 1] : pictures[0];
    };
    const { stops } = this.view;
    if (!stops.length) return [pictures[0], pictures[0], 0];
    const low = Math.floor(at);
    return [find(stops[low]), find(stops[Math.min(low + 1, stops.length - 1)]), at - low];
  }

  measure() {
    this.box = { width: this.canvas.clientWidth, height: this.canvas.clientHeight };
  }

  lay() {
    const [from, to, share] = this.between(this.view.at);
    this.picture = share < 0.5 ? from : to;
    const count = this.view.data.count;
    const { width, height } = this.box;
    const { left, right, low, high } = this.space.extent;
    const edge = this.view.size * 0.5 + 8;
    const [along, up] = [(width - 2 * edge) / (right - left), (height - 2 * edge) / (high - low)];
    const [wide, tall] = [Math.min(along, up * 1.35), Math.min(up, along * 1.35)]; // filled a little beyond true proportions
    this.x = new Float32Array(count);
    this.y = new Float32Array(count);
    for (let item = 0; item < count; item++) {
      this.x[item] = width / 2 + (from.x[item] + (to.x[item] - from.x[item]) * share - (left + right) / 2) * wide;
      this.y[item] = height / 2 - (from.y[item] + (to.y[item] - from.y[item]) * share - (low + high) / 2) * tall;
    }
  }

  draw() {
    const { view } = this;
    const { theme, tiles } = view;
    this.measure();
    if (!this.box.width) return;
    this.lay();
    const pen = sharpen(this.canvas, this.box.width, this.box.height);
    pen.clearRect(0, 0, this.box.width, this.box.height);
    this.items(pen, theme);
    for (const item of [view.hovered, view.chosen]) {
      if (item === null) continue;
      if (item === view.chosen) this.toNeighbours(pen, item);
      const size = Math.max(26, view.size * 1.5);
      pen.beginPath();
      pen.roundRect(this.x[item] - size / 2, this.y[item] - size / 2, size, size, 5);
      pen.fillStyle = theme.background;
      pen.fill();
      if (tiles.mask) tiles.draw(pen, item, this.x[item], this.y[item], size, tileInk(theme, this.paint, item), theme.background);
      pen.lineWidth = 2.5;
      pen.strokeStyle = theme.text;
      pen.stroke();
    }
    if (this.drag && this.drag.path.length > 1) {
      pen.beginPath();
      this.outline().forEach(([x, y], at) => (at ? pen.lineTo(x, y) : pen.moveTo(x, y)));
      pen.closePath();
      pen.setLineDash([5, 4]);
      pen.lineWidth = 1.5;
      pen.strokeStyle = theme.text;
      pen.stroke();
      pen.setLineDash([]);
    }
    this.say();
  }

  items(pen, theme) {
    const { view } = this;
    const { data, tiles, selected } = view;
    this.paint = colouring(data, this.space, this.picture);
    const pictures = data.as === "pictures" && tiles.mask;
    const radius = data.count > 2000 ? 2.4 : data.count > FEW ? 3.2 : data.count > 300 ? 6 : 7.5;
    view.size = Math.max(data.count > 1000 ? 13 : 11, Math.min(26, Math.sqrt((this.box.width * this.box.height) / data.count) * 0.45));
    const inks = Array.from({ length: data.count }, (_, item) => inkFor(theme, this.paint, item));
    const shades = this.paint.share !== null;
    if (pictures) for (let item = 0; item < data.count; item++) tiles.prepare(item, shades ? theme.text : inks[item], theme.background);
    if (data.as === "pictures" && !tiles.mask) return; // they come in a moment
    for (const pass of selected.size ? [false, true] : [true]) {
      for (let item = 0; item < data.count; item++) {
        if (selected.size && selected.has(item) !== pass) continue;
        pen.globalAlpha = pass ? 1 : 0.22;
        const [x, y] = [this.x[item], this.y[item]];
        if (pictures) {
          tiles.draw(pen, item, x, y, view.size, shades ? theme.text : inks[item], theme.background);
          if (view.size >= ROOMY || shades) disc(pen, theme, x + view.size * 0.42, y + view.size * 0.42, 6, inks[item], this.paint.text(item));
        } else if (data.count > FEW) mark(pen, x, y, radius, inks[item], shades ? 1 : this.paint.number(item));
        else disc(pen, theme, x, y, radius, inks[item], this.paint.text(item));
      }
    }
    pen.globalAlpha = 1;
    if ((pictures ? view.size < ROOMY : data.count > FEW) && !shades) this.middles(pen, theme);
  }

  // The number of each colour stands in the middle of all that has it.
  middles(pen, theme) {
    const sums = new Map();
    for (let item = 0; item < this.view.data.count; item++) {
      const number = this.paint.number(item);
      if (number < 0) continue;
      const sum = sums.get(number) || [0, 0, 0];
      sums.set(number, [sum[0] + this.x[item], sum[1] + this.y[item], sum[2] + 1]);
    }
    if (sums.size > 50) return;
    for (const [number, [x, y, count]] of sums) {
      pen.beginPath();
      pen.arc(x / count, y / count, 11, 0, Math.PI * 2);
      pen.fillStyle = theme.background;
      pen.fill();
      disc(pen, theme, x / count, y / count, 9.5, inkAt(theme, number), this.paint.label(number));
    }
  }

  // Lines to the nearest in the space: long ones show where the picture has torn neighbours apart.
  toNeighbours(pen, item) {
    pen.lineWidth = 1.2;
    pen.strokeStyle = this.view.theme.text;
    pen.globalAlpha = 0.6;
    for (const other of this.space.neighbours[item]) {
      pen.beginPath();
      pen.moveTo(this.x[item], this.y[item]);
      pen.lineTo(this.x[other], this.y[other]);
      pen.stroke();
    }
    pen.globalAlpha = 1;
  }

  say() {
    const { words, data } = this.view;
    const { trust, kept, silhouette, accuracy } = this.picture;
    put(this.title, this.space.title);
    const tell = (value, name, show) => (value === null ? [] : [fill(words[name], { value: show(value), space: this.space.silhouette === null ? "–" : decimals(this.space.silhouette) })]);
    const parts = [...tell(trust, "trust", (v) => v.toFixed(3)), ...tell(kept, "kept", (v) => `${Math.round(v * 100)}%`),
      ...tell(silhouette, "silhouette", (v) => decimals(v)), ...tell(accuracy, "accuracy", (v) => `${(v * 100).toFixed(1)}%`)];
    put(this.told, parts.join(" · "));
    this.canvas.setAttribute("aria-label", fill(words.canvas, { title: this.space.title, count: data.count, selected: this.view.selected.size }));
    this.canvas.classList.toggle("select", this.view.tool !== "point");
  }

  here(event) {
    const edge = this.canvas.getBoundingClientRect();
    return [event.clientX - edge.left, event.clientY - edge.top];
  }

  itemAt([x, y]) {
    let best = null;
    let least = Math.max(9, this.view.size * 0.6) ** 2;
    for (let item = 0; item < this.view.data.count; item++) {
      const far = (this.x[item] - x) ** 2 + (this.y[item] - y) ** 2;
      if (far < least) [best, least] = [item, far];
    }
    return best;
  }

  pressed(event) {
    if (event.button !== 0) return;
    this.drag = { path: [this.here(event)], touch: event.pointerType === "touch" };
    if (!this.drag.touch || this.view.tool !== "point") this.canvas.setPointerCapture(event.pointerId);
  }

  moved(event) {
    const place = this.here(event);
    if (!this.drag) {
      this.view.hover(this.itemAt(place), event);
      return;
    }
    if (this.drag.touch && this.view.tool === "point") return;
    this.drag.path.push(place);
    this.view.hover(null);
    this.view.paint();
  }

  outline() {
    const { path } = this.drag;
    if (this.view.tool === "lasso") return path;
    const [[left, top], [right, bottom]] = [path[0], path[path.length - 1]];
    return [[left, top], [right, top], [right, bottom], [left, bottom]];
  }

  released(event) {
    if (!this.drag) return;
    const [x, y] = this.here(event);
    const far = Math.max(...this.drag.path.map(([a, b]) => Math.hypot(a - this.drag.path[0][0], b - this.drag.path[0][1])));
    if (far < CLICK) this.view.choose(this.itemAt([x, y]));
    else {
      const outline = this.outline();
      const inside = [...this.x.keys()].filter((item) => within(outline, this.x[item], this.y[item]));
      this.view.select(event.shiftKey ? [...this.view.selected, ...inside] : inside);
    }
    this.drag = null;
    this.view.paint();
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const { view } = this;
    if (event.key in ways) {
      const next = view.chosen === null ? 0 : this.nextIn(ways[event.key], view.chosen);
      if (next !== view.chosen) view.choose(next); // nothing lies further that way: the same twice would let go
    } else if ((event.key === "Enter" || event.key === " ") && view.chosen !== null) view.toggle(view.chosen);
    else if (event.key === "Escape") { view.select([]); view.choose(null); }
    else if (event.key === "[" || event.key === "]") view.seek(Math.round(view.goal) + (event.key === "]" ? 1 : -1));
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  // The nearest item within 45 degrees of a direction.
  nextIn([right, down], from) {
    let best = from;
    let least = Infinity;
    for (let item = 0; item < this.x.length; item++) {
      const [dx, dy] = [this.x[item] - this.x[from], this.y[item] - this.y[from]];
      const along = dx * right + dy * down;
      const aside = Math.abs(dx * down) + Math.abs(dy * right);
      if (along <= 0.5 || aside > along) continue;
      if (along + aside < least) [best, least] = [item, along + aside];
    }
    return best;
  }
}

function within(outline, x, y) {
  let inside = false;
  for (let at = 0, before = outline.length - 1; at < outline.length; before = at++) {
    const [[ax, ay], [bx, by]] = [outline[at], outline[before]];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}

function put(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
