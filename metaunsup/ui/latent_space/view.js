// The view of one or two spaces: what is chosen, selected and scrubbed is the same in all of them; no rerun for any of it.
const GLIDE = 450; // milliseconds from one picture to the next
const PLAY = 900; // and as long each is looked at while it plays
const quiet = window.matchMedia("(prefers-reduced-motion: reduce)");

class SpaceView {
  constructor(root) {
    this.host = root.host || root;
    this.root = root.querySelector(".spaces");
    this.find = (role) => this.root.querySelector(`[data-role="${role}"]`);
    Object.assign(this, { data: null, panels: [], chosen: null, hovered: null, selected: new Set(), tool: "point", wished: null, moment: "", at: 0, goal: 0, size: 14, playing: 0, request: 0 });
    this.sizes = new ResizeObserver(() => this.paint());
    this.sizes.observe(this.root);
    for (const button of this.root.querySelectorAll("[data-tool]")) button.addEventListener("click", () => { this.tool = button.dataset.tool; this.paint(); });
    const files = { png: asPng, svg: asSvg, csv: asCsv };
    for (const button of this.root.querySelectorAll("[data-file]")) button.addEventListener("click", () => this.panels.length && files[button.dataset.file](this));
    this.find("scrub").addEventListener("input", (event) => { this.stop(); this.seek(Number(event.target.value)); });
    this.root.querySelector("[data-do=play]").addEventListener("click", () => (this.playing ? this.stop() : this.play()));
    this.root.querySelector("[data-do=share]").addEventListener("click", () => this.tell("share", momentOf(this)));
    this.root.querySelector("[data-do=clear]").addEventListener("click", () => this.select([]));
    this.find("gallery").addEventListener("click", (event) => this.fromGallery(event));
  }

  // Returns whether all that is needed is here.
  receive(data, tell) {
    this.tell = tell;
    const fresh = data.setup && !(this.setup && this.setup.id === data.id);
    if (fresh) { // sent again, it changes nothing: what was chosen and scrubbed to stays
      this.setup = { ...data.setup, id: data.id };
      this.tiles = new Tiles(data.setup.sprite, () => this.paint());
      Object.assign(this, { chosen: null, hovered: null, at: 0, goal: 0, held: false, wished: null, moment: "" });
      this.selected = new Set();
    }
    if (!this.setup || this.setup.id !== data.id) return false;
    goTo(this, data.moment);
    const stop = this.wished ?? (this.held ? this.stops[Math.round(this.goal)] : undefined); // else the last that has come is followed
    this.data = { ...this.setup, ...data, count: this.setup.sprite.count, spaces: data.spaces.map((one) => unpacked(one, this.setup.sprite.count)) };
    const pictures = this.data.spaces.flatMap((one) => one.pictures);
    const values = [...new Set(pictures.map((one) => (data.scrub === "steps" ? one.step : one.near)).filter((one) => one !== null))].sort((a, b) => a - b);
    this.stops = values.length > 1 ? values : [];
    const usual = data.scrub === "steps" ? values[values.length - 1] : data.usual;
    this.at = this.goal = Math.max(0, this.stops.indexOf(this.stops.includes(stop) ? stop : usual));
    const panels = this.find("panels");
    if (this.panels.length !== this.data.spaces.length) {
      this.panels = this.data.spaces.map((_, place) => new SpacePanel(this, place));
      panels.replaceChildren(...this.panels.map((panel) => panel.element));
    }
    this.words = data.words;
    this.root.lang = data.lang === "zh" ? "zh-CN" : "en";
    this.paint();
    if (fresh) requestAnimationFrame(() => this.root.scrollIntoView({ block: "start", behavior: quiet.matches ? "auto" : "smooth" }));
    return true;
  }

  paint() {
    if (this.data && !this.request) this.request = requestAnimationFrame((now) => this.tick(now));
  }

  tick(now) {
    this.request = 0;
    const passed = Math.min(60, now - (this.before || now));
    const left = this.goal - this.at;
    const step = quiet.matches ? Infinity : passed / GLIDE * Math.max(1, Math.abs(left));
    this.at = Math.abs(left) <= step ? this.goal : this.at + Math.sign(left) * step;
    this.before = this.at === this.goal ? 0 : now;
    this.draw();
    if (this.at !== this.goal) this.paint();
  }

  draw() {
    const { data, words } = this;
    this.theme = themeOf(this.host);
    for (const panel of this.panels) panel.draw();
    const scrub = this.find("scrub");
    scrub.max = Math.max(1, this.stops.length - 1);
    scrub.disabled = !this.stops.length;
    this.root.querySelector(".scrub").hidden = !this.stops.length;
    this.root.querySelector("[data-do=play]").hidden = !this.stops.length;
    scrub.value = Math.round(this.goal);
    const kind = data.scrub === "steps" ? "step" : data.method;
    put(this.find("scrub-label"), words[`scrub.${kind}`] || "");
    put(this.find("scrub-value"), this.stops.length ? String(this.stops[Math.round(this.goal)]) : "");
    scrub.setAttribute("aria-valuetext", `${words[`scrub.${kind}`] || ""} ${this.stops[Math.round(this.goal)] ?? ""}`);
    this.root.classList.toggle("moving", this.playing !== 0);
    const play = this.root.querySelector("[data-do=play]");
    play.setAttribute("aria-label", words[this.playing ? "pause" : "play"]);
    for (const button of this.root.querySelectorAll("[data-tool]")) {
      put(button, words[`tool.${button.dataset.tool}`]);
      button.setAttribute("aria-checked", String(button.dataset.tool === this.tool));
    }
    for (const button of this.root.querySelectorAll("[data-file]")) put(button, button.dataset.file.toUpperCase());
    this.find("tools").setAttribute("aria-label", words.tools);
    this.root.setAttribute("aria-label", words.all);
    put(this.root.querySelector("[data-do=clear]"), words.clear);
    const share = this.root.querySelector("[data-do=share]");
    share.hidden = !data.shares;
    put(share, words.share);
    legend(this);
    inspected(this);
    gathered(this);
    Object.assign(this.root.dataset, { ready: String(Boolean(this.tiles.mask)), count: data.count, at: String(this.at), stops: this.stops.join(","), chosen: String(this.chosen),
      selected: this.selected.size, pictures: data.spaces.map((one) => one.pictures.length).join(","), id: data.id, over: String(data.over) });
  }

  seek(goal) {
    this.held = true;
    this.wished = null;
    this.goal = Math.max(0, Math.min(this.stops.length - 1, goal));
    if (this.stops.length) put(this.find("told"), `${this.words[kindOf(this.data)]} ${this.stops[this.goal]}`);
    this.paint();
  }

  play() {
    if (this.stops.length && this.goal >= this.stops.length - 1) this.seek(0);
    this.playing = setInterval(() => (this.goal < this.stops.length - 1 ? this.seek(this.goal + 1) : this.stop()), PLAY);
    this.paint();
  }

  stop() {
    clearInterval(this.playing);
    this.playing = 0;
    this.paint();
  }

  hover(item, event) {
    const tip = this.find("tip");
    tip.hidden = item === null;
    if (item !== this.hovered) this.paint();
    this.hovered = item;
    if (item === null) return;
    one(this, this.find("tip-picture"), item, 84);
    put(this.find("tip-text"), about(this, item));
    const edge = this.root.getBoundingClientRect();
    tip.style.left = `${Math.max(0, Math.min(edge.width - tip.offsetWidth, event.clientX - edge.left + 14))}px`;
    tip.style.top = `${event.clientY - edge.top + 18}px`;
  }

  choose(item) {
    this.chosen = item === this.chosen ? null : item;
    this.root.dataset.chosen = String(this.chosen); // at once: the next picture may be a while
    put(this.find("told"), this.chosen === null ? "" : about(this, this.chosen));
    this.paint();
  }

  select(items) {
    this.selected = new Set(items);
    this.root.dataset.selected = String(this.selected.size);
    put(this.find("told"), fill(this.words.selected, { count: this.selected.size }));
    this.paint();
  }

  toggle(item) {
    const items = new Set(this.selected);
    if (!items.delete(item)) items.add(item);
    this.select(items);
  }

  fromGallery(event) {
    const edge = this.find("gallery").getBoundingClientRect();
    const { across, size, items } = this.tray;
    const item = items[Math.floor((event.clientY - edge.top) / size) * across + Math.floor((event.clientX - edge.left) / size)];
    if (item !== undefined) this.choose(item);
  }

  close() {
    cancelAnimationFrame(this.request);
    clearInterval(this.playing);
    this.sizes.disconnect();
    this.data = null;
  }
}

function kindOf(data) {
  return `scrub.${data.scrub === "steps" ? "step" : data.method}`;
}

function bytes(text) {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)).buffer;
}

// Numbers travel as little-endian integers in base64.
function unpacked(space, count) {
  const near = new Uint16Array(bytes(space.neighbours));
  const each = near.length / count;
  const pictures = space.pictures.map((one) => {
    const xy = new Int16Array(bytes(one.points));
    const [x, y] = [0, 1].map((axis) => Float32Array.from({ length: count }, (_, item) => (xy[axis * count + item] / 32767) * one.reach));
    return { ...one, x, y, groups: new Int16Array(bytes(one.groups)) };
  });
  const reach = (axis, pick) => pictures.flatMap((one) => [...one[axis]]).reduce((a, b) => pick(a, b));
  const [left, right, low, high] = [reach("x", Math.min), reach("x", Math.max), reach("y", Math.min), reach("y", Math.max)];
  const extent = { left, low, right: Math.max(right, left + 1e-6), high: Math.max(high, low + 1e-6) };
  return { ...space, pictures, extent, groups: new Int16Array(bytes(space.groups)), unsure: Float32Array.from(new Uint8Array(bytes(space.unsure)), (value) => value / 255),
    neighbours: Array.from({ length: count }, (_, item) => near.subarray(item * each, (item + 1) * each)) };
}

export default mounted(".spaces", (parent) => new SpaceView(parent), (view, { data, setTriggerValue }) => {
  view.root.hidden = !data; // made before there is anything in it
  if (data && !view.receive(data, setTriggerValue)) setTriggerValue("missing", data.id);
});
