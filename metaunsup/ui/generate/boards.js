// What generators draw, step by step. Every drawing has beside it the picture shown that is nearest to it, and how far.
const PLAY = 700; // milliseconds that a step is looked at while it plays
const SHOWN = 52; // pixels of a picture that was shown
const WIDEST = 62; // and of a drawing, at most
const LINE = 16; // for the number below
const NEAR = 0.55; // how large the nearest picture stands beside its drawing
const ROOM = 10;

class Boards {
  constructor(root) {
    this.host = root.host || root;
    this.root = root.querySelector(".boards");
    this.find = (role) => this.root.querySelector(`[data-role="${role}"]`);
    Object.assign(this, { data: null, panels: [], at: 0, timer: 0, request: 0, wanted: -1 });
    this.sizes = new ResizeObserver(() => this.paint());
    this.sizes.observe(this.root);
    const scrub = this.find("scrub");
    scrub.addEventListener("input", () => { this.stop(); this.seek(Number(scrub.value)); });
    scrub.addEventListener("change", () => this.say());
    this.find("play").addEventListener("click", () => (this.timer ? this.stop(true) : this.play()));
  }

  receive(data, tell) {
    this.tell = tell;
    const fresh = !this.data || this.data.id !== data.id;
    const other = !this.data || this.data.id.split(".")[0] !== data.id.split(".")[0];
    if (other) { this.stop(); this.wanted = data.at; }
    // while it is being drawn the newest step is looked at, unless somebody went back to an earlier one
    const newest = this.data ? this.at === this.data.steps : true;
    this.data = data;
    if (fresh) this.tiles = new Tiles(data.sprite, () => this.paint());
    if (other || (newest && !this.timer)) this.at = this.wanted >= 0 ? Math.min(this.wanted, data.steps) : data.steps;
    if (this.panels.length !== data.boards.length || other) {
      this.panels = data.boards.map((board) => panelOf(board));
      this.find("panels").replaceChildren(...this.panels.map((panel) => panel.element));
    }
    this.root.lang = data.lang === "zh" ? "zh-CN" : "en";
    this.paint();
  }

  play() {
    if (this.at >= this.data.steps) this.at = -1;
    const next = () => {
      this.seek(this.at + 1);
      if (this.at >= this.data.steps) this.stop(true);
    };
    this.timer = setInterval(next, PLAY);
    next();
  }

  stop(say = false) {
    clearInterval(this.timer);
    this.timer = 0;
    if (say) this.say();
    this.paint();
  }

  seek(step) {
    this.at = Math.max(0, Math.min(step, this.data.steps));
    this.wanted = this.at === this.data.steps ? -1 : this.at;
    this.paint();
  }

  // The page's link learns which step is looked at, once it stands still and no more steps come.
  say() {
    if (this.data.over) this.tell("step", this.wanted);
  }

  paint() {
    if (this.data && !this.request) this.request = requestAnimationFrame(() => this.draw());
  }

  draw() {
    this.request = 0;
    const { data } = this;
    const { words } = data;
    const look = themeOf(this.host);
    this.root.classList.toggle("moving", Boolean(this.timer));
    this.find("shown-title").textContent = fill(words.shown, { count: data.shown });
    this.find("label").textContent = words.step;
    this.find("value").textContent = fill(words.of, { step: this.at, steps: data.steps });
    const scrub = this.find("scrub");
    scrub.max = Math.max(1, data.steps);
    scrub.value = this.at;
    scrub.disabled = data.steps === 0;
    this.find("play").setAttribute("aria-label", this.timer ? words.pause : words.play);
    this.find("play").title = this.timer ? words.pause : words.play;
    this.support(look);
    data.boards.forEach((board, place) => this.board(board, this.panels[place], look));
  }

  support(look) {
    const canvas = this.find("shown");
    const width = this.root.clientWidth;
    const across = Math.max(1, Math.floor(width / SHOWN));
    const height = Math.ceil(this.data.shown / across) * SHOWN;
    canvas.style.height = `${height}px`;
    canvas.setAttribute("aria-label", fill(this.data.words.shown, { count: this.data.shown }));
    const pen = sharpen(canvas, width, height);
    pen.clearRect(0, 0, width, height);
    if (!this.tiles.mask) return;
    for (let item = 0; item < this.data.shown; item++) {
      const [x, y] = [(item % across) * SHOWN, Math.floor(item / across) * SHOWN];
      this.tiles.draw(pen, item, x + SHOWN / 2, y + SHOWN / 2, SHOWN - 4, look.text, look.background, look.border);
    }
  }

  board(board, panel, look) {
    const { words } = this.data;
    const step = board.steps[Math.min(this.at, board.steps.length - 1)];
    panel.title.textContent = board.title;
    panel.element.style.setProperty("--ink", board.ink);
    panel.about.textContent = board.about;
    const ended = this.at >= board.steps.length && this.data.over;
    panel.numbers.textContent = step.told + (ended ? ` · ${fill(words.ended, { step: board.steps.length - 1 })}` : "");
    const count = step.nearest.length;
    const width = panel.canvas.clientWidth || panel.element.clientWidth;
    const across = Math.max(2, Math.min(count, width < 330 ? 3 : 4));
    const cell = width / across;
    const size = Math.min(WIDEST, (cell - ROOM) / (1 + NEAR));
    const tall = size + LINE + 6;
    const height = Math.ceil(count / across) * tall;
    panel.canvas.style.height = `${height}px`;
    panel.canvas.setAttribute("aria-label", fill(words.canvas, { title: board.title, count, step: this.at }) + " " + step.told);
    const pen = sharpen(panel.canvas, width, height);
    pen.clearRect(0, 0, width, height);
    if (!this.tiles.mask) return;
    pen.font = `12px ${getComputedStyle(this.root).fontFamily}`;
    pen.textBaseline = "middle";
    step.nearest.forEach((near, number) => {
      const [x, y] = [(number % across) * cell, Math.floor(number / across) * tall];
      this.tiles.draw(pen, step.first + number, x + size / 2, y + size / 2, size, look.text, look.background, board.ink);
      const small = size * NEAR;
      this.tiles.draw(pen, near, x + size + small / 2 + 2, y + size - small / 2, small, look.text, look.background, look.border);
      pen.fillStyle = look.text;
      pen.fillText(step.distance[number].toFixed(2), x + size + 3, y + size + LINE / 2);
    });
  }

  close() {
    clearInterval(this.timer);
    this.sizes.disconnect();
  }
}

function panelOf(board) {
  const element = document.createElement("section");
  element.className = "panel";
  const make = (kind, name) => {
    const made = document.createElement(kind);
    if (name) made.className = name;
    element.append(made);
    return made;
  };
  const panel = { element, title: make("h3"), about: make("p"), numbers: make("p", "numbers"), canvas: make("canvas") };
  panel.canvas.setAttribute("role", "img");
  panel.title.textContent = board.title;
  return panel;
}

export default mounted(".boards", (parent) => new Boards(parent), (boards, { data, setTriggerValue }) => {
  if (data) boards.receive(data, setTriggerValue);
});
