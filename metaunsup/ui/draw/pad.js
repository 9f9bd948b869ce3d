// Pads to draw on: the browser keeps the strokes, of each tab its own, and tells the server when a pen is lifted.
const FINE = 0.005; // of the pad: nearer to the last point no further one is kept
const MOST_POINTS = 2000; // of one drawing
const STILL_DRAWING = 250; // milliseconds between two messages while a pen is down
const INK = 0.055; // of the pad: how wide a line is drawn
const calm = window.matchMedia("(prefers-reduced-motion: reduce)");

class Pads {
  constructor(root) {
    this.host = root.host || root;
    this.root = root.querySelector(".pads");
    this.find = (role) => this.root.querySelector(`[data-role="${role}"]`);
    this.pad = this.find("pad");
    Object.assign(this, { sheets: [], at: 0, stroke: null, said: 0, replaying: 0 });
    this.wire();
    this.sizes = new ResizeObserver(() => this.draw());
    this.sizes.observe(this.root);
  }

  receive(data) {
    const first = !this.data;
    const starts = data.started && !(this.data || data).started;
    this.data = data;
    this.words = data.words;
    if (first) this.begin();
    // so that pads and groups are on a low screen together
    if (starts) this.root.scrollIntoView({ block: "start", behavior: calm.matches ? "auto" : "smooth" });
    this.translate();
    this.draw();
  }

  // What this tab has drawn before a reload, or another page, else what comes ready-made, else an empty sheet.
  begin() {
    const ready = this.data.ready;
    this.sheets = this.kept() || ready;
    this.fill();
    if (JSON.stringify(filled(this.sheets)) !== JSON.stringify(filled(ready))) this.say();
  }

  kept() {
    try {
      const kept = JSON.parse(sessionStorage.getItem(this.data.place));
      return Array.isArray(kept) && kept.every(whole) ? kept : null;
    } catch {
      return null; // a browser that forbids storage, or somebody's own entry
    }
  }

  // One-shot has a sheet for each name; else there is always one to draw on.
  fill() {
    const { slots } = this.data;
    if (slots.length) {
      const known = this.sheets;
      this.sheets = slots.map((name) => known.find((sheet) => sheet.name === name) || { name, strokes: [] });
    } else if (!this.sheets.length) this.sheets = [{ name: "", strokes: [] }];
    const empty = this.sheets.findIndex((sheet) => !sheet.strokes.length);
    this.at = empty < 0 ? this.sheets.length - 1 : empty;
  }

  // To the server, and into this tab's memory.
  say() {
    this.said = performance.now();
    try {
      sessionStorage.setItem(this.data.place, JSON.stringify(this.sheets));
    } catch { /* then they are gone with the tab */ }
    this.tell(filled(this.sheets));
    this.root.dataset.points = String(this.sheets.flatMap((sheet) => sheet.strokes).reduce((sum, stroke) => sum + stroke.length, 0));
  }

  get sheet() {
    return this.sheets[this.at];
  }

  wire() {
    const actions = { undo: () => this.change((sheet) => sheet.strokes.pop()), clear: () => this.change((sheet) => { sheet.strokes = []; }),
      replay: () => this.replay(), next: () => this.next(), remove: () => this.remove(), anew: () => this.anew() };
    for (const button of this.root.querySelectorAll("[data-do]")) button.addEventListener("click", () => actions[button.dataset.do]());
    this.find("name").addEventListener("change", (event) => this.change((sheet) => { sheet.name = event.target.value; }));
    this.pad.addEventListener("pointerdown", (event) => this.down(event));
    this.pad.addEventListener("pointermove", (event) => this.move(event));
    for (const kind of ["pointerup", "pointercancel", "lostpointercapture"]) this.pad.addEventListener(kind, (event) => this.up(event));
    this.find("sheets").addEventListener("keydown", (event) => this.arrow(event));
  }

  down(event) {
    if (this.pen !== undefined || (event.pointerType === "mouse" && event.button !== 0)) return; // one pen at a time
    event.preventDefault();
    this.replaying = 0;
    this.pen = event.pointerId;
    this.pad.setPointerCapture(event.pointerId);
    this.stroke = [this.point(event)];
    this.sheet.strokes.push(this.stroke);
    this.draw();
  }

  move(event) {
    if (event.pointerId !== this.pen || !this.stroke) return;
    const passed = event.getCoalescedEvents ? event.getCoalescedEvents() : [];
    let count = this.sheet.strokes.reduce((sum, stroke) => sum + stroke.length, 0);
    for (const one of passed.length ? passed : [event]) {
      const at = this.point(one);
      const last = this.stroke[this.stroke.length - 1];
      if (Math.hypot(at[0] - last[0], at[1] - last[1]) < FINE || count >= MOST_POINTS) continue;
      this.stroke.push(at);
      count += 1;
    }
    this.drawPad();
    if (this.data.moving && performance.now() - this.said > STILL_DRAWING) this.say();
  }

  up(event) {
    if (event.pointerId !== this.pen) return;
    this.pen = undefined;
    this.stroke = null;
    this.root.dataset.up = String(Date.now()); // what a test or a benchmark can read off the page
    this.say();
    this.draw();
  }

  point(event) {
    const edge = this.pad.getBoundingClientRect();
    const part = (value, from, size) => Math.round(Math.max(-0.5, Math.min(1.5, (value - from) / size)) * 1000) / 1000;
    return [part(event.clientX, edge.left, edge.width), part(event.clientY, edge.top, edge.height)];
  }

  change(how) {
    how(this.sheet);
    this.replaying = 0;
    this.say();
    this.draw();
  }

  // The first empty sheet, else a new one; with slots the next of them.
  next() {
    const empty = this.sheets.findIndex((sheet) => !sheet.strokes.length);
    if (this.data.slots.length) this.at = empty >= 0 ? empty : (this.at + 1) % this.sheets.length;
    else if (empty >= 0) this.at = empty;
    else if (this.sheets.length < this.data.most) this.at = this.sheets.push({ name: "", strokes: [] }) - 1;
    this.draw();
  }

  remove() {
    this.sheets.splice(this.at, 1);
    if (!this.sheets.length) this.sheets.push({ name: "", strokes: [] });
    this.at = Math.min(this.at, this.sheets.length - 1);
    this.say();
    this.draw();
  }

  anew() {
    this.sheets = JSON.parse(JSON.stringify(this.data.ready));
    this.fill();
    this.say();
    this.draw();
  }

  arrow(event) {
    const step = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key];
    if (!step) return;
    event.preventDefault();
    this.at = (this.at + step + this.sheets.length) % this.sheets.length;
    this.draw();
    this.find("sheets").children[this.at].focus();
  }

  // The strokes again as they were drawn; where motion is not wanted one whole stroke after the other.
  replay() {
    const points = this.sheet.strokes.reduce((sum, stroke) => sum + stroke.length, 0);
    const begun = performance.now();
    const mine = (this.replaying = begun);
    const run = (now) => {
      if (this.replaying !== mine || !this.root.isConnected) return;
      const seconds = (now - begun) / 1000;
      const whole = calm.matches;
      const share = whole ? Math.floor(seconds / 0.6) + 1 : Math.floor((seconds / Math.max(1, points / 80)) * points);
      let left = share;
      const shown = [];
      for (const stroke of this.sheet.strokes) {
        if (left <= 0) break;
        shown.push(whole ? stroke : stroke.slice(0, left));
        left -= whole ? 1 : stroke.length;
      }
      this.drawPad(shown);
      if (share < (whole ? this.sheet.strokes.length : points)) requestAnimationFrame(run);
      else this.replaying = 0;
    };
    requestAnimationFrame(run);
  }

  translate() {
    const { words } = this;
    this.root.lang = this.data.lang === "zh" ? "zh-CN" : "en";
    this.root.setAttribute("aria-label", words.pads);
    for (const action of ["undo", "clear", "replay", "next", "remove", "anew"]) setText(this.root.querySelector(`[data-do="${action}"]`), words[action]);
    this.root.querySelector(".desk .tools").setAttribute("aria-label", words.tools);
    this.find("sheets").setAttribute("aria-label", words.sheets);
    setText(this.find("naming"), words.naming);
    const names = this.find("name");
    if (names.dataset.key !== this.data.names.join()) {
      names.dataset.key = this.data.names.join();
      names.replaceChildren(...["", ...this.data.names].map((name) => Object.assign(document.createElement("option"), { value: name })));
    }
    [...names.children].forEach((option) => setText(option, option.value || words.unnamed));
  }

  draw() {
    if (!this.data) return;
    const { words, sheets } = this;
    const fixed = this.data.slots.length > 0;
    const shelf = this.find("sheets");
    shelf.classList.toggle("fixed", fixed);
    while (shelf.children.length > sheets.length) shelf.lastChild.remove();
    while (shelf.children.length < sheets.length) this.addSheet(shelf);
    sheets.forEach((sheet, at) => {
      const button = shelf.children[at];
      const chosen = at === this.at;
      button.setAttribute("aria-checked", String(chosen));
      button.tabIndex = chosen ? 0 : -1;
      setText(button.lastChild, fixed ? sheet.name || "?" : sheet.name);
      const of = fixed ? words[sheet.name ? "example" : "question"] : words.sheet;
      button.setAttribute("aria-label", fill(of, { number: at + 1, name: sheet.name || words.unnamed, strokes: sheet.strokes.length }));
      drawStrokes(button.firstChild, sheet.strokes, this.host);
    });
    for (const action of ["undo", "clear", "replay"]) this.root.querySelector(`[data-do="${action}"]`).disabled = !this.sheet.strokes.length;
    const full = !fixed && sheets.length >= this.data.most && sheets.every((sheet) => sheet.strokes.length);
    this.root.querySelector('[data-do="next"]').disabled = full;
    this.root.querySelector('[data-do="remove"]').hidden = fixed;
    this.root.querySelector(".naming").hidden = fixed;
    this.find("name").value = this.sheet.name;
    const slot = this.sheet.name ? fill(words.draw_example, { name: this.sheet.name }) : words.draw_question;
    const many = fill(words.draw_here, { number: this.at + 1, count: filled(sheets).length });
    setText(this.find("told"), full ? fill(words.full, { most: this.data.most }) : fixed ? slot : many);
    this.pad.setAttribute("aria-label", fill(words.pad, { strokes: this.sheet.strokes.length }));
    this.root.dataset.drawings = String(filled(sheets).length);
    this.drawPad();
  }

  addSheet(shelf) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sheet";
    button.setAttribute("role", "radio");
    button.append(document.createElement("canvas"), document.createElement("span"));
    button.addEventListener("click", () => {
      this.at = [...shelf.children].indexOf(button);
      this.replaying = 0;
      this.draw();
    });
    shelf.appendChild(button);
  }

  drawPad(strokes = this.replaying ? null : this.sheet.strokes) {
    if (strokes) drawStrokes(this.pad, strokes, this.host);
  }

  close() {
    this.sizes.disconnect();
    this.replaying = 0;
  }
}

function filled(sheets) {
  return sheets.filter((sheet) => sheet.strokes.length).map(({ name, strokes }) => ({ name, strokes }));
}

function whole(sheet) {
  const number = (value) => typeof value === "number";
  const point = (at) => Array.isArray(at) && at.length === 2 && at.every(number);
  return sheet && typeof sheet.name === "string" && Array.isArray(sheet.strokes)
    && sheet.strokes.every((stroke) => Array.isArray(stroke) && stroke.every(point));
}

function drawStrokes(canvas, strokes, host) {
  const size = canvas.clientWidth;
  if (!size) return;
  const pen = sharpen(canvas, size, size);
  pen.clearRect(0, 0, size, size);
  const theme = themeOf(host);
  pen.strokeStyle = pen.fillStyle = theme.text;
  pen.lineWidth = Math.max(1.5, size * INK);
  pen.lineCap = pen.lineJoin = "round";
  for (const stroke of strokes) {
    pen.beginPath();
    stroke.forEach(([x, y], at) => (at ? pen.lineTo(x * size, y * size) : pen.moveTo(x * size, y * size)));
    if (stroke.length === 1) pen.lineTo(stroke[0][0] * size + 0.01, stroke[0][1] * size);
    pen.stroke();
  }
}

function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

export default mounted(".pads", (parent) => new Pads(parent), (pads, { data, setStateValue }) => {
  pads.tell = (drawings) => setStateValue("drawings", drawings);
  if (data) pads.receive(data);
});
