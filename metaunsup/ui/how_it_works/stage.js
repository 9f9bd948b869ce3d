// A figure that is computed in the browser: handles one drags, sliders, a sentence, a table, a picture to take along.
// What a figure is (FIGURES[name]) says where its handles are, draws itself, and puts itself in words; all of it can be
// had again from `state`, a list of numbers, which the page keeps in its link.
const FIGURES = {};
const REST = 300; // milliseconds without a change after which the page is told
const calm = window.matchMedia("(prefers-reduced-motion: reduce)");

// A part of the canvas in coordinates of its own.
class View {
  constructor(left, top, width, height, [x0, x1], [y0, y1]) {
    Object.assign(this, { left, top, width, height, x0, x1, y0, y1 });
  }
  px(x) { return this.left + ((x - this.x0) / (this.x1 - this.x0)) * this.width; }
  py(y) { return this.top + ((this.y1 - y) / (this.y1 - this.y0)) * this.height; }
  x(px) { return this.x0 + ((px - this.left) / this.width) * (this.x1 - this.x0); }
  y(py) { return this.y1 - ((py - this.top) / this.height) * (this.y1 - this.y0); }
  inside(x, y) { return [Math.max(this.x0, Math.min(this.x1, x)), Math.max(this.y0, Math.min(this.y1, y))]; }
  clip(pen, draw) {
    pen.save();
    pen.beginPath();
    pen.rect(this.left, this.top, this.width, this.height);
    pen.clip();
    draw();
    pen.restore();
  }
}

class Figure {
  constructor(root) {
    this.host = root.host || root;
    this.root = root.querySelector(".figure");
    this.find = (role) => this.root.querySelector(`[data-role="${role}"]`);
    this.canvas = this.find("canvas");
    this.board = this.find("board");
    this.find("save").addEventListener("click", () => this.save());
    this.find("reset").addEventListener("click", () => { this.state = this.data.usual.slice(); this.build(); this.changed(); });
    this.sizes = new ResizeObserver(() => this.ask());
    this.sizes.observe(this.root);
    this.frames = 0;
    this.slowest = this.spent = 0;
  }

  receive(data, send) {
    const before = this.data;
    this.data = data;
    this.words = data.words;
    this.send = send;
    const fresh = !before || before.figure !== data.figure || before.opened !== data.opened;
    if (fresh) this.state = data.state.slice();
    if (fresh || before.lang !== data.lang || before.locked !== data.locked || before.bare !== data.bare) this.build();
    this.ask();
  }

  say(key, fields = {}) { return fill(this.words[key], fields); }

  build() {
    this.root.lang = this.data.lang === "zh" ? "zh-CN" : "en";
    this.root.classList.toggle("locked", this.data.locked);
    this.find("side").replaceChildren();
    this.what = new FIGURES[this.data.figure](this);
    this.find("numbers").textContent = this.say("numbers");
    this.find("save").textContent = this.say("save");
    this.find("reset").textContent = this.say("reset");
    this.find("reset").hidden = this.data.locked || this.data.bare;
    this.canvas.setAttribute("aria-label", this.say("canvas"));
    this.buildControls();
    this.buttons = [];
    this.board.querySelectorAll(".handle").forEach((one) => one.remove());
    this.tell();
    this.ask();
  }

  buildControls() {
    const bar = this.find("controls");
    bar.replaceChildren();
    this.showing = [];
    bar.hidden = this.data.bare;
    for (const one of this.what.controls()) bar.appendChild(this[one.kind](one));
  }

  range({ at, low, high, step, label, show }) {
    const box = document.createElement("label");
    const input = Object.assign(document.createElement("input"), { type: "range", min: low, max: high, step, disabled: this.data.locked });
    const output = document.createElement("output");
    box.append(label, input, output);
    const refresh = () => { put(input, "value", this.state[at]); put(output, "textContent", show ? show(this.state[at]) : this.state[at]); };
    input.addEventListener("input", () => { this.state[at] = Number(input.value); this.what.moved?.(at); this.changed(); });
    this.showing.push(refresh);
    refresh();
    return box;
  }

  choice({ at, labels, label }) {
    const box = Object.assign(document.createElement("div"), { className: "choice", role: "radiogroup" });
    box.setAttribute("role", "radiogroup");
    box.setAttribute("aria-label", label);
    const buttons = labels.map((text, value) => {
      const button = Object.assign(document.createElement("button"), { type: "button", textContent: text, disabled: this.data.locked });
      button.setAttribute("role", "radio");
      button.addEventListener("click", () => { this.state[at] = value; this.what.moved?.(at); this.changed(); });
      box.appendChild(button);
      return button;
    });
    const refresh = () => buttons.forEach((button, value) => put(button, "ariaChecked", this.state[at] === value));
    this.showing.push(refresh);
    refresh();
    return box;
  }

  act({ label, act, main }) {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: label, className: main ? "act main" : "act", disabled: this.data.locked });
    button.addEventListener("click", () => { act(); this.changed(); });
    return button;
  }

  // Handles are buttons without a face over what the canvas draws: a keyboard finds them, and so does a screen reader.
  placeHandles() {
    const handles = this.what.handles();
    while (this.buttons.length > handles.length) this.buttons.pop().remove();
    handles.forEach((handle, number) => {
      if (!this.buttons[number]) this.buttons.push(this.handle(number));
      const button = this.buttons[number];
      const [x, y] = handle.view.inside(...handle.get());
      button.style.transform = `translate(${handle.view.px(x)}px, ${handle.view.py(y)}px)`;
      button.classList.toggle("small", Boolean(handle.small));
      if (!this.dragging) put(button, "ariaLabel", `${handle.label}: ${round(x)}, ${round(y)}`);
    });
    this.handles = handles;
  }

  handle(number) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "handle", disabled: this.data.locked });
    const moveTo = (x, y) => {
      const handle = this.handles[number];
      handle.set(...handle.view.inside(x, y));
      this.changed();
    };
    button.addEventListener("pointerdown", (event) => {
      button.setPointerCapture(event.pointerId);
      this.dragging = true;
      this.frames = this.slowest = this.spent = 0;
    });
    button.addEventListener("pointermove", (event) => {
      if (!button.hasPointerCapture(event.pointerId)) return;
      const edge = this.canvas.getBoundingClientRect();
      const { view } = this.handles[number];
      moveTo(view.x(event.clientX - edge.left), view.y(event.clientY - edge.top));
    });
    button.addEventListener("lostpointercapture", () => { this.dragging = false; this.changed(); });
    button.addEventListener("keydown", (event) => {
      const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
      const way = ways[event.key];
      if (!way || event.ctrlKey || event.metaKey || event.altKey) return;
      const { get, view } = this.handles[number];
      const far = (view.x1 - view.x0) / (event.shiftKey ? 300 : 60);
      const [x, y] = get();
      moveTo(x + way[0] * far, y + way[1] * far);
      event.preventDefault();
      event.stopPropagation();
    });
    this.board.appendChild(button);
    return button;
  }

  changed() {
    this.ask();
    clearTimeout(this.rest);
    this.rest = setTimeout(() => {
      if (this.dragging) return this.changed();
      this.tell();
      const text = this.state.map(round).join(",");
      if (text !== this.sent) this.send(text);
      this.sent = text;
    }, REST);
  }

  ask() {
    if (!this.request) this.request = requestAnimationFrame((now) => this.tick(now));
  }

  tick(now) {
    this.request = 0;
    const width = this.root.clientWidth - 2;
    if (!this.what || width < 50) return;
    const began = performance.now();
    const passed = Math.min(0.1, (now - (this.before || now)) / 1000);
    const moving = Boolean(this.what.advance?.(calm.matches ? 1e9 : passed));
    this.before = moving ? now : 0;
    const height = this.what.layout(width);
    this.canvas.style.height = `${height}px`;
    const pen = sharpen(this.canvas, width, height);
    this.look = themeOf(this.host);
    pen.fillStyle = this.look.background;
    pen.fillRect(0, 0, width, height);
    pen.lineJoin = pen.lineCap = "round";
    pen.font = `13px ${getComputedStyle(this.root).fontFamily}`;
    pen.textBaseline = "middle";
    this.what.draw(pen, this.look);
    this.placeHandles();
    this.showing.forEach((refresh) => refresh());
    this.frames += 1;
    const took = performance.now() - began;
    this.spent += took;
    this.slowest = Math.max(this.slowest, took);
    const milliseconds = { mean: (this.spent / this.frames).toFixed(2), slowest: this.slowest.toFixed(1) };
    Object.assign(this.root.dataset, { frames: this.frames, ...milliseconds, state: this.state.map(round).join(",") });
    if (moving) this.ask();
  }

  // What who does not see the picture is told: at rest, not sixty times a second.
  tell() {
    const said = this.find("said");
    const text = this.what.said();
    if (said.textContent !== text) said.textContent = text;
    const rows = this.what.table().map((cells, row) => {
      const line = document.createElement("tr");
      line.append(...cells.map((cell) => Object.assign(document.createElement(row ? "td" : "th"), { textContent: typeof cell === "number" ? decimals(cell, 3) : cell })));
      return line;
    });
    this.find("table").replaceChildren(...rows);
  }

  save() {
    this.canvas.toBlob((blob) => {
      const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: `${this.data.figure}.png` });
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    });
  }

  close() {
    cancelAnimationFrame(this.request);
    clearTimeout(this.rest);
    this.sizes.disconnect();
  }
}

// What has not changed is not written: a page that is written to is laid out anew, at every frame.
function put(element, name, value) {
  if (element[name] !== String(value)) element[name] = value;
}

function round(value) {
  return String(Math.round(value * 1000) / 1000 || 0);
}

function dot(pen, x, y, radius, ink, paper) {
  pen.beginPath();
  pen.arc(x, y, radius, 0, 2 * Math.PI);
  pen.fillStyle = ink;
  pen.fill();
  if (!paper) return;
  pen.lineWidth = 2;
  pen.strokeStyle = paper;
  pen.stroke();
}

function star(pen, x, y, radius, ink, paper) {
  pen.beginPath();
  for (let corner = 0; corner < 10; corner++) {
    const far = corner % 2 ? radius * 0.45 : radius;
    const turn = (corner * Math.PI) / 5 - Math.PI / 2;
    pen.lineTo(x + far * Math.cos(turn), y + far * Math.sin(turn));
  }
  pen.closePath();
  pen.fillStyle = ink;
  pen.fill();
  pen.lineWidth = 1.5;
  pen.strokeStyle = paper;
  pen.stroke();
}

function arrow(pen, x, y, toX, toY, ink, width = 3, dash = []) {
  const length = Math.hypot(toX - x, toY - y);
  if (length < 0.5) return;
  const head = Math.min(4 + 2.2 * width, length);
  const [ux, uy] = [(toX - x) / length, (toY - y) / length];
  pen.strokeStyle = pen.fillStyle = ink;
  pen.lineWidth = width;
  pen.setLineDash(dash);
  line(pen, [[x, y], [toX - ux * head * 0.7, toY - uy * head * 0.7]]);
  pen.setLineDash([]);
  pen.beginPath();
  pen.moveTo(toX, toY);
  pen.lineTo(toX - ux * head - uy * head * 0.45, toY - uy * head + ux * head * 0.45);
  pen.lineTo(toX - ux * head + uy * head * 0.45, toY - uy * head - ux * head * 0.45);
  pen.closePath();
  pen.fill();
}

function line(pen, points) {
  pen.beginPath();
  for (const [x, y] of points) pen.lineTo(x, y);
  pen.stroke();
}
