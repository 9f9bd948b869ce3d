// Pictures to sort by hand into numbered groups, against a clock. Every move is kept with its second in this tab, and
// all of them are told to the server once, at the end.
const MOST_MOVES = 600;
const calm = window.matchMedia("(prefers-reduced-motion: reduce)");

class Sorting {
  constructor(root) {
    this.host = root.host || root;
    this.root = root.querySelector(".sorting");
    this.find = (role) => this.root.querySelector(`[data-role="${role}"]`);
    this.button = (name) => this.root.querySelector(`[data-do="${name}"]`);
    Object.assign(this, { state: "waiting", moves: [], group: [], tiles: [], bins: [], chosen: null, at: 0, mask: null });
    const actions = { go: () => this.go(), done: () => this.finish(), undo: () => this.undo() };
    for (const [name, act] of Object.entries(actions)) this.button(name).addEventListener("click", act);
    this.root.addEventListener("keydown", (event) => onKey(this, event));
    this.root.addEventListener("click", (event) => this.click(event));
    this.drag = new Dragging(this);
    this.sizes = new ResizeObserver(() => this.draw(true));
    this.sizes.observe(this.root);
  }

  receive(data) {
    const first = !this.data;
    this.data = data;
    this.words = data.words;
    this.root.lang = data.lang === "zh" ? "zh-CN" : "en";
    if (first) this.begin();
    this.translate();
    this.draw(true);
  }

  begin() {
    const { sprite, groups } = this.data;
    const image = new Image();
    image.onload = () => { this.mask = inkMask(image); this.draw(true); };
    image.src = `data:image/png;base64,${sprite.png}`;
    this.group = new Array(sprite.count).fill(-1);
    this.tiles = this.group.map((_, item) => {
      const tile = make("button", "tile", this.find("tray"));
      tile.dataset.item = item;
      make("canvas", "", tile);
      return tile;
    });
    this.find("bins").style.setProperty("--columns", Math.min(5, groups));
    this.bins = Array.from({ length: groups }, (_, group) => {
      const bin = make("div", "bin", this.find("bins"));
      bin.dataset.group = group;
      bin.setAttribute("role", "group");
      const head = make("button", "bin-head", bin);
      make("span", "badge", head).textContent = group + 1;
      make("span", "", head);
      make("div", "bin-tiles", bin);
      return bin;
    });
    this.resume();
  }

  // What this tab was at before a reload: it goes on, with the clock where it would be, or is told once more.
  resume() {
    let kept = null;
    try {
      kept = JSON.parse(sessionStorage.getItem(this.data.place));
    } catch { /* a browser that forbids storage */ }
    const numbers = (move) => Array.isArray(move) && move.length === 3 && move.every(Number.isFinite);
    const fits = ([, item, group]) => item in this.group && group >= -1 && group < this.data.groups;
    if (!kept || !Array.isArray(kept.moves) || !kept.moves.every((move) => numbers(move) && fits(move))) return;
    if (this.data.fresh && kept.fresh !== this.data.fresh) return; // somebody asked to begin anew
    this.moves = kept.moves;
    this.moves.forEach(([, item, group]) => { this.group[item] = group; });
    this.start((Date.now() - kept.begun) / 1000);
    if (kept.done || this.seconds >= this.data.seconds) this.finish();
  }

  keep(done) {
    const kept = { fresh: this.data.fresh, begun: Date.now() - 1000 * this.seconds, moves: this.moves, done };
    try {
      sessionStorage.setItem(this.data.place, JSON.stringify(kept));
    } catch { /* then a reload begins anew */ }
  }

  get seconds() {
    return (performance.now() - this.zero) / 1000;
  }

  start(passed) {
    this.state = "running";
    this.zero = performance.now() - 1000 * passed;
    this.timer = setInterval(() => this.tick(), 200);
  }

  go() {
    this.start(0);
    this.keep(false);
    this.draw(true);
    this.root.scrollIntoView({ block: "start", behavior: calm.matches ? "auto" : "smooth" });
    this.focus(0);
  }

  finish() {
    if (this.state !== "running") return;
    clearInterval(this.timer);
    this.state = "done";
    this.drag.drop();
    this.keep(true);
    this.draw();
    this.tell(this.moves);
  }

  tick() {
    if (!this.root.isConnected) return;
    if (this.seconds >= this.data.seconds) this.finish();
    else drawClock(this);
  }

  // One picture into one group (-1: back to none), noted with its second.
  put(item, group) {
    if (this.state !== "running" || this.group[item] === group) return;
    if (this.seconds >= this.data.seconds) { this.finish(); return; }
    const before = this.moves.length ? this.moves[this.moves.length - 1][0] : 0;
    this.moves.push([Math.max(before, Math.round(100 * this.seconds) / 100), item, group]);
    this.group[item] = group;
    this.chosen = null;
    this.keep(false);
    this.draw();
    const words = { number: item + 1, group: group + 1, left: this.group.filter((one) => one < 0).length };
    this.hear(fill(this.words[group < 0 ? "taken" : "put"], words));
    if (this.moves.length >= MOST_MOVES) this.finish();
  }

  // Where the last picture came from is a move as well: the clock does not run back.
  undo() {
    const last = this.moves.length - 1;
    if (last < 0) return;
    const item = this.moves[last][1];
    const before = this.moves.slice(0, last).reverse().find((move) => move[1] === item);
    this.put(item, before ? before[2] : -1);
    this.focus(item);
  }

  choose(item) {
    this.chosen = this.chosen === item ? null : item;
    this.at = item;
    this.draw();
  }

  click(event) {
    if (this.state !== "running") return;
    if (event.detail && this.drag.ended()) return; // a drag ends in a click, too
    const tile = event.target.closest(".tile");
    const place = event.target.closest("[data-group]");
    const group = place ? Number(place.dataset.group) : null;
    const item = tile ? Number(tile.dataset.item) : null;
    if (this.chosen !== null && this.chosen !== item && group !== null && this.group[this.chosen] !== group) {
      const moved = this.chosen;
      this.put(moved, group);
      if (event.detail === 0) this.next(moved); // by keys: on to the next picture
    } else if (item !== null) this.choose(item);
  }

  // On to the next picture that is in no group, or stay with this one.
  next(item) {
    const waiting = this.group.flatMap((group, other) => (group < 0 ? [other] : []));
    const later = waiting.find((other) => other > item);
    this.focus(later !== undefined ? later : waiting.length ? waiting[0] : item);
  }

  focus(item) {
    this.at = item;
    this.tiles.forEach((tile, other) => { tile.tabIndex = other === item ? 0 : -1; });
    this.tiles[item].focus({ preventScroll: true });
  }

  hear(text) {
    setText(this.find("heard"), text);
  }

  translate() {
    const { words } = this;
    this.root.setAttribute("aria-label", words.name);
    this.find("tray").setAttribute("aria-label", words.tray);
    for (const name of ["go", "done", "undo"]) setText(this.button(name), words[name]);
  }

  draw(whole = false) {
    drawDesk(this, whole);
  }

  close() {
    clearInterval(this.timer);
    this.sizes.disconnect();
  }
}

export default mounted(".sorting", (parent) => new Sorting(parent), (desk, { data, setStateValue }) => {
  desk.tell = (moves) => setStateValue("moves", moves);
  if (data) desk.receive(data);
});
