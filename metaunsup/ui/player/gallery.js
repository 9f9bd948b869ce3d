// A task laid out as it is handed to the learners: shuffled; and, when asked, gathered by what the items really are.
const GROUP_GAP = 10;
const TITLE = 20;
const GATHER_SECONDS = 0.9;
const still = window.matchMedia("(prefers-reduced-motion: reduce)");

class Gallery {
  constructor(root) {
    this.host = root.host || root;
    this.root = root.querySelector(".gallery");
    this.find = (role) => this.root.querySelector(`[data-role="${role}"]`);
    this.canvas = this.find("board");
    this.share = 0; // 0: shuffled, 1: gathered
    this.find("toggle").addEventListener("click", () => { this.revealed = !this.revealed; this.paint(); });
    this.sizes = new ResizeObserver(() => { this.measured = 0; this.paint(); });
    this.sizes.observe(this.root);
  }

  receive(data) {
    const fresh = !this.data || this.data.id !== data.id;
    this.data = data;
    if (fresh) {
      this.revealed = !data.words.reveal;
      this.share = this.revealed ? 1 : 0;
      this.tiles = new Tiles(data.sprite, () => this.paint());
    }
    this.measured = 0;
    this.paint();
  }

  paint() {
    if (this.data && !this.request) this.request = requestAnimationFrame((now) => this.tick(now));
  }

  tick(now) {
    this.request = 0;
    const passed = Math.min(0.1, (now - (this.before || now)) / 1000);
    const goal = this.revealed ? 1 : 0;
    this.share += Math.sign(goal - this.share) * Math.min(Math.abs(goal - this.share), passed / GATHER_SECONDS);
    if (still.matches) this.share = goal;
    const moving = this.share !== goal;
    this.before = moving ? now : 0;
    this.draw();
    if (moving) this.paint();
  }

  measure() {
    const width = this.root.clientWidth;
    if (this.measured === width) return;
    this.measured = width;
    const { groups, sprite, across } = this.data;
    this.size = Math.max(sprite.count > 400 ? 20 : 27, Math.min(56, width / across));
    this.shuffled = grid(sprite.count, width, this.size);
    this.gathered = gather(groups, width, this.size, sprite.count);
  }

  draw() {
    const { data } = this;
    this.measure();
    const share = this.share * this.share * (3 - 2 * this.share);
    const height = this.shuffled.height + (this.gathered.height - this.shuffled.height) * (data.words.reveal ? share : 1);
    this.canvas.style.height = `${height}px`;
    const pen = sharpen(this.canvas, this.measured, height);
    pen.clearRect(0, 0, this.measured, height);
    const look = themeOf(this.host);
    if (this.tiles.mask) {
      const known = share > 0.5 && data.words.reveal;
      const inkOf = (item) => (known ? look.inks[this.gathered.at[item][2] % 10] : look.text);
      const rimOf = (item) => (known ? inkOf(item) : look.border);
      for (let item = 0; item < data.sprite.count; item++) this.tiles.prepare(item, inkOf(item), look.background, rimOf(item));
      for (let item = 0; item < data.sprite.count; item++) {
        const [fromX, fromY] = this.shuffled.at[item];
        const [toX, toY] = this.gathered.at[item];
        const [ink, rim] = [inkOf(item), rimOf(item)];
        this.tiles.draw(pen, item, fromX + (toX - fromX) * share, fromY + (toY - fromY) * share, this.size - 2, ink, look.background, rim);
      }
    }
    pen.globalAlpha = share;
    pen.fillStyle = look.text;
    pen.font = "600 13px system-ui, sans-serif";
    pen.textBaseline = "middle";
    for (const [title, x, y] of this.gathered.titles) pen.fillText(title, x, y);
    pen.globalAlpha = 1;
    const toggle = this.find("toggle");
    this.find("bar").hidden = !data.words.reveal;
    setLabel(toggle, data.words.reveal || "");
    toggle.setAttribute("aria-pressed", String(Boolean(this.revealed)));
    setLabel(this.find("note"), data.words[this.revealed ? "shown" : "hidden"] || "");
    this.canvas.setAttribute("aria-label", data.words.canvas);
    this.root.dataset.ready = String(Boolean(this.tiles.mask));
  }

  close() {
    cancelAnimationFrame(this.request);
    this.sizes.disconnect();
    this.data = null;
  }
}

function setLabel(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function grid(count, width, size) {
  const across = Math.max(1, Math.floor(width / size + 0.001));
  const at = Array.from({ length: count }, (_, item) => [((item % across) + 0.5) * size, (Math.floor(item / across) + 0.5) * size]);
  return { at, height: Math.ceil(count / across) * size + 4 };
}

function gather(groups, width, size, count) {
  const across = Math.max(1, Math.floor(width / size + 0.001));
  const at = Array.from({ length: count }, () => [0, 0, 0]);
  const titles = [];
  let y = 0;
  groups.forEach((group, number) => {
    if (group.title) {
      titles.push([group.title, 0, y + TITLE / 2]);
      y += TITLE;
    }
    group.items.forEach((item, place) => {
      at[item] = [((place % across) + 0.5) * size, y + (Math.floor(place / across) + 0.5) * size, number];
    });
    y += Math.ceil(group.items.length / across) * size + GROUP_GAP;
  });
  return { at, titles, height: y };
}

export default mounted(".gallery", (parent) => new Gallery(parent), (gallery, { data }) => data && gallery.receive(data));
