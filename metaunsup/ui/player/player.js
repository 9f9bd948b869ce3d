// The player: keeps the trace, the clock and the choices of the person watching; survives every rerun of the page.
const METRICS = ["metric.accuracy", "metric.nmi", "metric.ari"];
const STEPS_A_SECOND = 2.5;
const BRISK_STEPS = 40; // a second, where the result is waited for: seen, and soon over
const SCREEN = 1000 / 60; // milliseconds between two pictures of the screen
const PICTURE = 1000 / 30; // milliseconds that a moving picture stays at least; a step is a dozen of them
const calm = window.matchMedia("(prefers-reduced-motion: reduce)");

class Player {
  constructor(root) {
    this.host = root.host || root;
    this.root = root.querySelector(".player");
    this.find = (role) => this.root.querySelector(`[data-role="${role}"]`);
    Object.assign(this, { trace: null, words: {}, step: 0, playing: false, following: false, speed: 1, view: "map",
      viewBefore: "map", turn: 1, settling: 1, revealed: false, hovered: null, chosen: null, metric: 0, request: 0, over: false,
      shown: 0, pause: 0, begun: 0, rest: 0, awaited: null, moment: "", pulls: false, marked: null });
    this.tip = new Tip(this.root, this.find("tip"));
    this.wire();
    this.sizes = new ResizeObserver(() => this.resize());
    this.sizes.observe(this.root);
  }

  // New data from the server. Returns false where something is missing and all of it must be sent again.
  receive(data) {
    this.words = data.words;
    this.root.lang = data.lang === "zh" ? "zh-CN" : "en";
    if (!this.trace || this.trace.setup.race !== data.race) {
      if (!data.setup) return false;
      this.begin(data);
    } else if (this.trace.setup.edition !== data.edition) {
      if (!data.setup) return false;
      this.retell(data);
    }
    const setup = this.trace.setup;
    Object.assign(setup, { failures: data.failures, note: data.note });
    data.titles.forEach((title, at) => (setup.learners[at].title = title));
    const whole = this.trace.add(data.from, data.facts, data.points) && this.trace.count >= data.total;
    const wasOver = this.over;
    this.over = data.over && whole;
    setText(this.find("result"), data.result || "");
    if (this.over && !wasOver && this.following) this.following = "last"; // run out to the end, then rest
    if (this.spoken !== data.lang) this.translate();
    this.spoken = data.lang;
    goTo(this, data.moment);
    this.refresh();
    return whole;
  }

  begin(data) {
    this.trace = this.traceOf(data);
    const { brisk, scored, shares } = data.setup;
    Object.assign(this, { turn: 1, settling: 1, step: 0, chosen: null, hovered: null, revealed: false, over: false, awaited: null, moment: "",
      marked: null });
    this.root.querySelector('[data-do="share"]').hidden = !shares;
    this.following = brisk && data.over ? "last" : !data.over;
    this.playing = data.over && !calm.matches && !brisk;
    if (brisk && !this.root.classList.contains("brisk")) Object.assign(this, { view: "piles" }); // few items
    if (data.setup.learners.some((one) => one.person)) this.view = "piles"; // as they were sorted
    this.root.classList.toggle("brisk", Boolean(brisk));
    this.root.classList.toggle("unscored", !scored);
    this.tiles = new Tiles(data.setup.sprite, () => this.refresh());
    const panels = this.find("panels");
    panels.replaceChildren();
    this.panels = data.setup.learners.map((_, learner) => new Panel(this, learner));
    this.panels.forEach((panel) => panels.appendChild(panel.element));
    panels.dataset.count = String(this.panels.length);
    this.names = new PanelNames(this);
    this.breakdown = new Breakdown(this);
    this.root.querySelector('[data-view="differ"]').hidden = this.panels.length < 2;
    const charts = this.find("charts");
    charts.replaceChildren();
    this.charts = (brisk ? [] : ["step", "seconds"]).map((kind) => new Chart(this, kind, charts));
    if (data.over && calm.matches) this.step = Infinity;
    this.resize();
    // whoever pressed the button stands above: without this, nothing seems to happen on a low screen
    // (but not away from whoever draws)
    if (!brisk && !data.setup.quiet) requestAnimationFrame(() => this.comeTo());
  }

  // By keys, too: where the button that was pressed is gone, whoever pressed it would begin at the page's head again.
  comeTo() {
    this.root.scrollIntoView({ block: "start", behavior: calm.matches ? "auto" : "smooth" });
    if (navigator.userActivation?.hasBeenActive && document.activeElement === document.body) this.root.focus({ preventScroll: true });
  }

  traceOf(data) {
    return new Trace({ ...data.setup, race: data.race, edition: data.edition, failures: data.failures });
  }

  // The race is over, and its frames come once more as they are to stay: places on one plane, numbers that match.
  retell(data) {
    this.trace = this.traceOf(data);
    this.panels.forEach((panel) => panel.retell());
    this.settling = calm.matches ? 1 : 0;
  }

  wire() {
    const actions = { play: () => this.toggle(), back: () => this.seek(Math.ceil(this.step) - 1), forward: () => this.seek(Math.floor(this.step) + 1),
      truth: () => this.reveal(), pull: () => { this.pulls = !this.pulls; this.refresh(); }, frame: () => takeFrame(this), film: () => this.film(), share: () => this.share(stopHere(this)), live: () => { this.following = true; this.playing = false; this.refresh(); } };
    for (const button of this.root.querySelectorAll("[data-do]")) button.addEventListener("click", () => actions[button.dataset.do]());
    this.find("scrub").addEventListener("input", (event) => this.seek(Number(event.target.value)));
    this.find("speed").addEventListener("change", (event) => { this.speed = Number(event.target.value); });
    for (const button of this.find("views").children) button.addEventListener("click", () => this.look(button.dataset.view));
    for (const button of this.find("metrics").children) button.addEventListener("click", () => { this.metric = Number(button.dataset.metric); this.refresh(); });
    this.find("values").addEventListener("toggle", () => this.refresh());
    this.root.addEventListener("keydown", (event) => this.key(event));
  }

  key(event) {
    const target = event.composedPath()[0];
    if (["INPUT", "SELECT"].includes(target.tagName) || event.ctrlKey || event.metaKey || event.altKey) return;
    const steps = { ArrowLeft: Math.ceil(this.step) - 1, ArrowRight: Math.floor(this.step) + 1, Home: 0, End: Infinity };
    if (event.key === " " && target.tagName !== "BUTTON") this.toggle();
    else if (event.key in steps) this.seek(steps[event.key]);
    else if (event.key === "Escape") { this.select(null); this.breakdown.close(); this.tip.hide(); } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  toggle() {
    if (!this.trace) return;
    const moving = this.playing || this.following;
    this.following = false;
    this.awaited = null;
    this.playing = !moving;
    if (this.playing && this.step >= this.trace.end) this.step = 0;
    this.refresh();
  }

  seek(step) {
    if (!this.trace) return;
    this.playing = false;
    this.following = false;
    this.awaited = null;
    this.step = Math.max(0, Math.min(this.trace.end, step));
    this.refresh();
  }

  // Down from a curve: to that step, and to the panel of that learner.
  pointTo(learner, step) {
    this.marked = learner;
    this.names.show(this.panels[learner]);
    this.seek(step);
  }

  reveal() {
    this.revealed = !this.revealed;
    this.refresh();
  }

  look(view) {
    if (view === this.view) return;
    Object.assign(this, { viewBefore: this.view, view, turn: calm.matches ? 1 : 0 });
    this.refresh();
  }

  // To whoever hears the page: the picture that the keys have come to.
  announce(panel, item) {
    const frame = panel.now;
    const told = [fill(this.words["player.item"], { number: item + 1 }), company(this, frame, frame.group[item], item)];
    setText(this.find("heard"), told.join(" · ") + (this.revealed ? ` · ${verdict(this, frame, item)}` : ""));
  }

  async film() {
    if (this.filming) {
      this.filming.stop();
      return;
    }
    this.filming = new Film(this);
    this.refresh();
    const told = await this.filming.take();
    this.filming = null;
    setText(this.find("taken"), told);
    this.refresh();
  }

  hover(item, panel, event) {
    if (item !== this.hovered) this.refresh();
    this.hovered = item;
    if (item === null || !panel) this.tip.hide();
    else this.tip.item(this, panel, item, event);
  }

  select(item) {
    this.chosen = item === this.chosen ? null : item;
    this.refresh();
  }

  explain(button, metric) {
    this.tip.text(button, this.words[`${METRICS[metric]}.about`]);
  }

  resize() {
    if (!this.trace) return;
    this.panels.forEach((panel) => panel.measure());
    this.refresh();
  }

  // Something other than time has changed: draw all of it at the next chance.
  refresh() {
    this.stale = true;
    this.ask();
  }

  ask() {
    clearTimeout(this.rest);
    if (!this.request) this.request = requestAnimationFrame((now) => this.tick(now));
  }

  tick(now) {
    this.request = 0;
    if (!this.trace || !this.root.isConnected) return;
    if (this.begun) this.paced(performance.now() - this.begun);
    const early = this.pause - (now - this.shown);
    if (!this.stale && early > 0) {
      this.rest = setTimeout(() => this.ask(), early);
      return;
    }
    this.begun = performance.now();
    const passed = Math.min(0.1, (now - (this.before || now)) / 1000);
    const busy = this.advance(passed);
    this.before = busy ? now : 0;
    this.changed = this.stale;
    if (this.stale) this.redraw();
    const step = calm.matches ? Math.round(this.step) : this.step; // nothing glides for whoever asked for that
    const { view, viewBefore, turn, settling } = this;
    this.panels.forEach((panel) => panel.draw(step, { view, viewBefore, turn, settling }));
    this.charts.forEach((chart) => chart.point(step));
    this.clock();
    this.breakdown.draw();
    inspect(this, this.find("inspect"));
    this.shown = now;
    if (busy) this.ask();
    else this.begun = 0;
  }

  // The browser asks for the next picture once the last is on the screen, which took `spent`. Without a graphics card
  // drawing takes the processor from the race: while that is computed it gets a third of the time at most, and 30 pictures.
  paced(spent) {
    this.pause = this.over ? 0 : Math.max(PICTURE - 2, 3 * (spent - SCREEN));
    this.begun = 0;
  }

  // Move time and the change of view on; whether there is more to move.
  advance(passed) {
    const trace = this.trace;
    this.turn = calm.matches ? 1 : Math.min(1, this.turn + passed * 2.2);
    if (this.following) {
      const front = this.following === "last" ? trace.end : trace.front;
      const pace = this.trace.setup.brisk ? BRISK_STEPS : Math.max(STEPS_A_SECOND, (front - this.step) * 2);
      this.step = calm.matches ? front : Math.min(front, this.step + passed * pace);
      if (arrived(this) || (this.following === "last" && this.step >= front)) this.following = false;
    } else if (this.playing) {
      this.step = Math.min(trace.end, this.step + passed * STEPS_A_SECOND * this.speed);
      if (this.step >= trace.end && this.over) this.playing = false;
    }
    this.step = Math.max(0, Math.min(trace.end, this.step));
    this.settling = Math.min(1, this.settling + passed * 1.5);
    const waiting = this.following && this.step >= trace.front;
    return this.playing || (this.following && !waiting) || this.turn < 1 || this.settling < 1;
  }

  translate() {
    const { words } = this;
    const say = (element, key) => { setText(element, words[key]); };
    this.root.setAttribute("aria-label", words["player.name"]);
    for (const action of ["back", "forward"]) label(this.root.querySelector(`[data-do="${action}"]`), words[`player.${action}`]);
    say(this.root.querySelector('[data-do="truth"]'), "player.truth");
    say(this.root.querySelector('[data-do="live"]'), "player.live");
    say(this.find("speed-label"), "player.speed");
    for (const take of ["frame", "film", "share"]) say(this.root.querySelector(`[data-do="${take}"]`), `player.${take}`);
    say(this.find("values-label"), "player.values");
    say(this.root.querySelector('[data-do="pull"]'), "player.pulls");
    this.find("scrub").setAttribute("aria-label", words["player.scrub"]);
    for (const button of this.find("views").children) say(button, `player.view_${button.dataset.view}`);
    this.find("views").setAttribute("aria-label", words["player.views"]);
    for (const button of this.find("metrics").children) say(button, METRICS[Number(button.dataset.metric)]);
    say(this.find("metric-label"), "player.metric");
    this.find("metrics").setAttribute("aria-label", words["player.metric"]);
    const terms = this.find("terms");
    terms.replaceChildren();
    for (const metric of METRICS) {
      const pair = make("div", "", terms);
      make("dt", "", pair).textContent = words[metric];
      make("dd", "", pair).textContent = words[`${metric}.about`];
    }
  }

  redraw() {
    this.stale = false;
    this.theme = themeOf(this.host);
    for (const button of this.find("views").children) button.setAttribute("aria-checked", String(button.dataset.view === this.view));
    for (const button of this.find("metrics").children) button.setAttribute("aria-checked", String(Number(button.dataset.metric) === this.metric));
    this.root.querySelector('[data-do="truth"]').setAttribute("aria-pressed", String(this.revealed));
    this.root.querySelector('[data-do="live"]').hidden = this.over || Boolean(this.following);
    const pulled = this.view === "map" && this.trace.tracks.some((track) => track.some((frame) => frame.pull));
    const arrows = this.root.querySelector('[data-do="pull"]');
    Object.assign(arrows, { hidden: !pulled }).setAttribute("aria-pressed", String(this.pulls));
    const hint = this.revealed ? this.words[this.trace.setup.outliers ? "player.legend_outliers" : "player.legend"]
      : this.trace.setup.note || (this.pulls && pulled ? pullHint(this) : this.words[`player.hint_${this.view}`]);
    const noise = this.trace.noise ? this.words["player.hint_noise"] : "";
    setText(this.find("note"), [hint, noise].filter(Boolean).join(this.root.lang === "en" ? " " : ""));
    const box = this.panels[0] && this.panels[0].canvas.clientWidth;
    if (box && this.panels.some(({ scene, canvas }) => !scene || scene.box.width !== canvas.clientWidth)) this.panels.forEach((panel) => panel.measure());
    this.names.tell();
    const film = this.root.querySelector('[data-do="film"]');
    setText(film, this.words[this.filming ? "player.film_stop" : "player.film"]);
    film.setAttribute("aria-pressed", String(Boolean(this.filming)));
    for (const take of ["frame", "film"]) this.root.querySelector(`[data-do="${take}"]`).disabled = !this.trace.count;
    values(this);
    this.charts.forEach((chart) => chart.draw());
    this.panels.forEach((panel, at) => panel.element.classList.toggle("marked", at === this.marked));
  }

  clock() {
    const scrub = this.find("scrub");
    const shown = Math.round(this.step);
    const most = Math.max(1, this.over ? this.trace.end : Math.max(this.trace.end, this.trace.setup.steps));
    if (scrub.max !== String(most)) scrub.max = String(most);
    if (scrub.value !== String(shown)) scrub.value = String(shown);
    setText(this.find("clock"), fill(this.words["player.clock"], { step: this.trace.label(shown), steps: this.trace.label(most) }));
    const moving = Boolean(this.playing || this.following);
    const play = this.root.querySelector('[data-do="play"]');
    play.classList.toggle("moving", moving);
    label(play, this.words[moving ? "player.pause" : "player.play"]);
    // what a test, or a curious person, can read off the page
    const told = { race: this.trace.setup.race, step: shown, frames: this.trace.count, over: this.over, playing: this.playing, view: this.view,
      tracks: this.trace.tracks.map((track) => track.length).join(",") };
    for (const [name, value] of Object.entries(told)) if (this.root.dataset[name] !== String(value)) this.root.dataset[name] = value;
  }

  close() {
    cancelAnimationFrame(this.request);
    clearTimeout(this.rest);
    if (this.filming) this.filming.stop();
    this.sizes.disconnect();
    this.trace = null;
  }
}

function label(button, text) {
  if (button.getAttribute("aria-label") === text) return;
  button.setAttribute("aria-label", text);
  button.title = text;
}
