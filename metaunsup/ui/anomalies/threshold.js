// The thresholds of all detectors, side by side (`threshold_panel.js`), with a legend, and what they come to.
// Everything is answered here at once; the page is told where a threshold came to rest, for its link.
const REST_MS = 350; // without a change after which the page is told

class Thresholds {
  constructor(root) {
    this.host = root.host || root;
    this.root = root.querySelector(".thresholds");
    this.find = (role) => this.root.querySelector(`[data-role="${role}"]`);
    this.panels = [];
    this.pointed = null;
    this.sizes = new ResizeObserver(() => this.ask());
    this.sizes.observe(this.root);
  }

  receive(data, send) {
    const fresh = !this.data || this.data.id !== data.id;
    const moved = fresh || (data.cut !== this.sent && data.cut !== this.received); // a link, and no echo of a moment ago
    this.received = data.cut;
    this.data = data;
    this.words = data.words;
    this.send = send;
    if (fresh) {
      this.tiles = new Tiles(data.sprite, () => this.ask());
      this.panels = [];
      this.pointed = null;
      this.find("panels").replaceChildren();
    }
    if (moved) this.sent = data.cut;
    const asked = data.cut.split(",").map((text) => (text === "" ? null : Number(text)));
    for (const detector of data.detectors) {
      let panel = this.panels.find((one) => one.detector.place === detector.place);
      const here = Boolean(panel);
      if (!here) {
        panel = new Panel(this);
        this.panels.push(panel);
        this.find("panels").append(panel.root);
      }
      panel.receive(detector, moved || !here ? asked[detector.place] ?? null : undefined);
    }
    this.root.lang = data.lang === "zh" ? "zh-CN" : "en";
    this.root.setAttribute("aria-label", this.words.all);
    this.legend();
    this.root.dataset.shown = this.panels.length;
    this.root.dataset.truth = String(Boolean(data.truth));
    this.ask();
  }

  legend() {
    const look = themeOf(this.host);
    const { truth } = this.data;
    const wanted = [["threshold", `<line x1="9" y1="1" x2="9" y2="17" stroke="${look.text}" stroke-width="2.5"/>`],
      ["own", `<line x1="9" y1="1" x2="9" y2="17" stroke="${look.text}" stroke-width="1.8" stroke-dasharray="5 3"/>`],
      ["held", `<path d="M9 4l5 10H4z" fill="${look.text}"/>`]];
    if (truth) {
      wanted.unshift(["normal", box(look.inks[0])], ["odd", `${box(look.inks[1])}<path d="M2 2h8L2 10z" fill="${look.inks[1]}"/>`]);
      wanted.push(["least", `<line x1="9" y1="1" x2="9" y2="17" stroke="${look.text}" stroke-width="1.8" stroke-dasharray="1.5 2.5"/>`],
        ["wrong", `<path d="M4 4l10 10M14 4L4 14" stroke="${look.text}" stroke-width="2.5"/>`]);
    }
    const key = wanted.map(([name, mark]) => `${this.words[`legend.${name}`]}${mark}`).join("|");
    if (key === this.legendKey) return;
    this.legendKey = key;
    this.find("legend").replaceChildren(...wanted.map(([name, mark]) => {
      const row = make("li");
      row.innerHTML = `<svg viewBox="0 0 18 18" aria-hidden="true">${mark}</svg>`; // marks are ours, words are text
      row.append(this.words[`legend.${name}`]);
      return row;
    }));
  }

  point(item) {
    if (item === this.pointed) return;
    this.pointed = item;
    this.ask();
  }

  changed() {
    this.ask();
    clearTimeout(this.resting);
    this.resting = setTimeout(() => {
      this.resting = 0;
      if (this.panels.some((panel) => panel.dragging)) return this.changed();
      const last = Math.max(...this.panels.map((panel) => panel.detector.place));
      const parts = new Array(last + 1).fill("");
      for (const panel of this.panels) if (panel.cut !== null) parts[panel.detector.place] = String(panel.errors().called);
      const text = parts.join(",").replace(/,+$/, "");
      if (text !== this.sent) this.send(text);
      this.sent = text;
    }, REST_MS);
  }

  ask() {
    if (!this.request) this.request = requestAnimationFrame(() => this.paint());
  }

  paint() {
    this.request = 0;
    if (!this.data) return;
    const look = themeOf(this.host);
    this.legend();
    for (const panel of this.panels) {
      panel.tell();
      panel.draw(look);
    }
    this.root.dataset.painted = String(Number(this.root.dataset.painted || 0) + 1);
  }

  close() {
    this.sizes.disconnect();
    clearTimeout(this.resting);
    cancelAnimationFrame(this.request);
  }
}

function box(ink) {
  return `<rect x="2" y="2" width="14" height="14" rx="3" fill="none" stroke="${ink}" stroke-width="2.4"/>`;
}

export default mounted(".thresholds", (parent) => new Thresholds(parent), (view, { data, setTriggerValue }) => {
  if (data && data.detectors) view.receive(data, (text) => setTriggerValue("cut", text));
});
