// One learner's panel: its scores and a canvas that shows the same items as every other panel.
class Panel {
  constructor(player, learner) {
    this.player = player;
    this.learner = learner;
    this.info = player.trace.setup.learners[learner];
    this.element = document.createElement("article");
    this.element.className = "panel";
    this.element.dataset.learner = this.info.name;
    const head = make("header", "panel-head", this.element);
    this.mark = make("canvas", "mark", head);
    const names = make("div", "names", head);
    this.title = make("h3", "", names);
    this.state = make("p", "state", names);
    const scores = make("div", "scores", head);
    this.big = make("button", "big", scores);
    const small = make("div", "small", scores);
    this.terms = [this.big, make("button", "term", small), make("button", "term", small)];
    this.terms.forEach((button, at) => {
      button.type = "button";
      button.addEventListener("click", () => (at ? player.explain(button, at) : player.breakdown.toggle(learner)));
      button.addEventListener("pointerenter", (event) => event.pointerType === "mouse" && player.explain(button, at));
      button.addEventListener("pointerleave", () => player.tip.hide());
      button.addEventListener("blur", () => player.tip.hide());
    });
    this.canvas = make("canvas", "stage", this.element);
    this.canvas.setAttribute("role", "application"); // arrows choose pictures in here
    this.canvas.tabIndex = 0;
    this.chosen = make("p", "chosen", this.element);
    this.canvas.addEventListener("pointermove", (event) => this.point(event));
    this.canvas.addEventListener("pointerleave", () => player.hover(null));
    this.canvas.addEventListener("click", (event) => player.select(this.at(event)));
    // a mouse leaves the keys where they were, with the player's steps
    this.canvas.addEventListener("mousedown", (event) => { event.preventDefault(); player.root.focus({ preventScroll: true }); });
    this.canvas.addEventListener("keydown", (event) => this.key(event));
    this.canvas.addEventListener("blur", () => player.hover(null));
    this.raster = new Raster(player.tiles);
    this.besides = BESIDES.map((kind) => new kind(this));
  }

  get track() {
    return this.player.trace.tracks[this.learner];
  }

  measure() {
    this.scene = new Scene(this, { width: this.canvas.clientWidth, height: this.canvas.clientHeight });
  }

  retell() {
    this.info = this.player.trace.setup.learners[this.learner];
    this.left = this.places;
  }

  draw(step, look) {
    const { words, trace } = this.player;
    const { scene } = this;
    if (!scene || !scene.box.width) return;
    // a learner that has finished, or waits for its next step, stands still: its picture is there already
    const moment = JSON.stringify([Math.min(step, this.track.length - 1), look]);
    if (moment === this.drawn && !this.player.changed) return;
    this.drawn = moment;
    const pen = sharpen(this.canvas, scene.box.width, scene.box.height);
    pen.clearRect(0, 0, scene.box.width, scene.box.height);
    const failure = trace.setup.failures[this.learner];
    const frame = trace.frame(this.learner, step);
    this.now = frame;
    if (!frame || !this.player.tiles.mask) {
      this.state.textContent = failure || words["player.waiting"];
      return;
    }
    this.places = scene.at(step, look);
    if (look.settling < 1 && this.left) this.places = blend(this.left, this.places, ease(look.settling));
    this.paint(pen, frame, this.places, look, step, scene, look.turn >= 1 && look.settling >= 1);
    if (this.player.changed || this.told !== frame) this.tell(frame, failure);
    this.told = frame;
    this.besides.forEach((one) => one.draw(step));
  }

  // The items and what is written between them, on the screen or in a film.
  paint(pen, frame, places, look, step, scene, quick = false) {
    this.drawItems(pen, frame, places, quick);
    if ((look.turn > 0.5 ? look.view : look.viewBefore) === "map") this.drawMapBadges(pen, frame, places);
    else if (places.badges) this.drawBadges(pen, frame, places.badges);
    if (look.view === "map" && look.turn >= 1) drawPulls(this, pen, places, step, scene);
  }

  drawItems(pen, frame, places, quick) {
    const { theme, tiles, revealed, hovered, chosen } = this.player;
    const paper = theme.background;
    const sheets = new Map();
    frame.group.forEach((group) => {
      if (!sheets.has(group)) sheets.set(group, tiles.sheet(inkOf(theme, group), paper, rimOf(theme, group), tagOf(group, places.size)));
    });
    const sheet = (item) => sheets.get(frame.group[item]);
    const order = this.order(frame);
    const faint = (item) => ((revealed && !this.odd(frame, item)) || (chosen !== null && chosen !== item && !revealed) ? (revealed ? 0.42 : 0.65) : 1);
    if (quick) this.layTiles(pen, order, sheet, places, faint);
    else {
      for (const item of order) tiles.paint(sheet(item), item);
      for (const item of order) {
        pen.globalAlpha = faint(item);
        pen.drawImage(...tiles.paint(sheet(item), item), places.x[item] - places.size / 2, places.y[item] - places.size / 2, places.size, places.size);
      }
    }
    pen.globalAlpha = 1;
    if (revealed) this.drawTruth(pen, frame, places);
    for (const item of [chosen, hovered]) {
      if (item === null || item >= places.x.length) continue;
      const size = places.size * 1.5;
      pen.beginPath();
      pen.roundRect(places.x[item] - size / 2, places.y[item] - size / 2, size, size, 5);
      pen.fillStyle = paper; // noise has none of its own, and what lies under it would show through
      pen.fill();
      pen.drawImage(...tiles.paint(sheet(item), item), places.x[item] - size / 2, places.y[item] - size / 2, size, size);
      pen.lineWidth = 3;
      pen.strokeStyle = theme.text;
      pen.stroke();
    }
  }

  // At whole pixels of the screen; `pen`'s canvas has nothing on it yet.
  layTiles(pen, order, sheet, places, faint) {
    const { canvas, raster } = this;
    const ratio = canvas.width / this.scene.box.width;
    const side = Math.max(1, Math.round(places.size * ratio));
    raster.begin(canvas.width, canvas.height, this.player.theme.background);
    raster.ready(order, sheet, side);
    for (const item of order) {
      const [left, top] = [places.x, places.y].map((way) => Math.round(way[item] * ratio - side / 2));
      raster.lay(raster.tile(sheet(item), side, item), side, left, top, Math.round(256 * faint(item)));
    }
    pen.putImageData(raster.out, 0, 0);
  }

  odd(frame, item) {
    return frame.wrong[item] || this.player.trace.truth[item] < 0;
  }

  // Noise lies beneath the groups, what the truth points out above the rest of them.
  order(frame) {
    const layers = [[], [], []];
    frame.group.forEach((group, item) => layers[group === NO_GROUP ? 0 : this.player.revealed && this.odd(frame, item) ? 2 : 1].push(item));
    return layers.flat();
  }

  // Items in the wrong group get a thick frame; outliers a diamond: told apart by shape, not only by colour.
  drawTruth(pen, frame, places) {
    const { theme, trace } = this.player;
    pen.strokeStyle = theme.text;
    pen.lineWidth = 2.2;
    for (let item = 0; item < places.x.length; item++) {
      const x = places.x[item];
      const y = places.y[item];
      const reach = places.size * 0.5;
      if (trace.truth[item] < 0) {
        pen.beginPath();
        pen.moveTo(x, y - reach * 1.2);
        pen.lineTo(x + reach * 1.2, y);
        pen.lineTo(x, y + reach * 1.2);
        pen.lineTo(x - reach * 1.2, y);
        pen.closePath();
        pen.stroke();
      } else if (frame.wrong[item]) {
        const half = places.size / 2;
        pen.beginPath();
        pen.roundRect(x - half, y - half, 2 * half, 2 * half, 4);
        pen.stroke();
      }
    }
  }

  drawBadges(pen, frame, tops) {
    const { theme, revealed, trace } = this.player;
    const shown = trace.tracks.filter((track) => track.length).length;
    tops.forEach((top) => {
      const { group } = top;
      const y = top.y + Math.max(top.size, 15) / 2;
      const name = trace.setup.classes[frame.match[group]] || "";
      const count = group === NO_GROUP ? frame.noise : frame.counts[group] || 0;
      let text = revealed && name ? `=${name.length > 3 ? `${name.slice(0, 3)}…` : name}` : `×${count}`;
      if (top.level === undefined) badge(pen, theme, group, top.x + 10, y, Math.min(10, Math.max(7, top.size / 2)));
      else text = `${top.level} / ${shown}`; // so many of the learners differ
      pen.fillStyle = theme.text;
      pen.font = "600 11px system-ui, sans-serif";
      pen.textAlign = "left";
      pen.textBaseline = "middle";
      pen.globalAlpha = 0.8;
      pen.fillText(text, top.level === undefined ? top.x + 22 : top.x + 4, y + 0.5, BADGE - (top.level === undefined ? 24 : 8));
      pen.globalAlpha = 1;
    });
  }

  drawMapBadges(pen, frame, places) {
    const groups = frame.counts.length;
    const middle = Array.from({ length: groups }, () => [0, 0]);
    for (let item = 0; item < places.x.length; item++) {
      if (frame.group[item] === NO_GROUP) continue;
      middle[frame.group[item]][0] += places.x[item];
      middle[frame.group[item]][1] += places.y[item];
    }
    middle.forEach(([x, y], group) => {
      const count = frame.counts[group];
      if (count) badge(pen, this.player.theme, group, x / count, y / count, 9);
    });
  }

  tell(frame, failure) {
    const { words, trace } = this.player;
    const [accuracy, nmi, ari] = frame.scores;
    setText(this.title, this.info.title);
    const early = frame.last && frame.step < this.player.trace.setup.steps; // it could have gone on, but nothing moved
    const kind = this.info.person ? "player.state_you" : early ? "player.state_settled" : frame.last ? "player.state_done" : "player.state";
    const state = fill(words[kind], { step: trace.label(frame.step), seconds: seconds(frame.seconds) });
    setText(this.state, failure || state);
    setText(this.chosen, frame.chosen ? fill(words["player.chosen"], { values: frame.chosen }) : "");
    this.chosen.hidden = !frame.chosen;
    const picture = { learner: this.info.title, count: frame.x.length, step: trace.label(frame.step) };
    if (accuracy === null) { // nobody has named the pictures: there is nothing to score by
      this.canvas.setAttribute("aria-label", `${fill(words["player.canvas_unscored"], picture)}. ${words["player.keys"]}`);
    } else {
      setText(this.big, percent(accuracy));
      setText(this.terms[1], `NMI ${decimals(nmi)}`);
      setText(this.terms[2], `ARI ${decimals(ari)}`);
      this.big.setAttribute("aria-label", `${words["metric.accuracy"]} ${percent(accuracy)}. ${words["player.breakdown_open"]}`);
      this.canvas.setAttribute("aria-label", `${fill(words["player.canvas"], { ...picture, accuracy: percent(accuracy) })}. ${words["player.keys"]}`);
    }
    const pen = sharpen(this.mark, 26, 14);
    pen.clearRect(0, 0, 26, 14);
    lineSample(pen, this.info, this.player.theme);
  }

  // Arrows go to the next picture that way, Enter looks into it; from there the player's keys are as everywhere.
  key(event) {
    const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const { player, places } = this;
    if (!places || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key in ways) {
      const edge = this.canvas.getBoundingClientRect();
      const item = this.next(player.hovered, ways[event.key]);
      player.hover(item, this, { clientX: edge.left + places.x[item], clientY: edge.top + places.y[item] });
      player.announce(this, item);
    } else if ((event.key === "Enter" || event.key === " ") && player.hovered !== null) player.select(player.hovered);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  // The picture nearest to `from` within a quarter turn of the way; the one in the upper left to begin with.
  next(from, [across, down]) {
    const { x, y } = this.places;
    let best = from === null ? 0 : from;
    let least = Infinity;
    for (let item = 0; item < x.length; item++) {
      const [dx, dy] = from === null ? [x[item], y[item]] : [x[item] - x[from], y[item] - y[from]];
      const along = dx * across + dy * down;
      const aside = Math.abs(dx * down) + Math.abs(dy * across);
      if (item === from || (from !== null && (along <= 0.5 || aside > along + 0.5))) continue;
      const far = from === null ? dx + dy : along + 2 * aside;
      if (far < least) [best, least] = [item, far];
    }
    return best;
  }

  at(event) {
    if (!this.places) return null;
    const edge = this.canvas.getBoundingClientRect();
    const x = event.clientX - edge.left;
    const y = event.clientY - edge.top;
    const reach = Math.max(this.places.size * 0.6, 9);
    let best = null;
    let nearest = reach * reach * 2;
    for (let item = this.places.x.length - 1; item >= 0; item--) {
      const dx = this.places.x[item] - x;
      const dy = this.places.y[item] - y;
      if (Math.abs(dx) <= reach && Math.abs(dy) <= reach && dx * dx + dy * dy < nearest) {
        nearest = dx * dx + dy * dy;
        best = item;
      }
    }
    return best;
  }

  point(event) {
    const item = this.at(event);
    this.player.hover(item, this, event);
    this.canvas.style.cursor = item === null ? "default" : "pointer";
  }
}

function badge(pen, theme, group, x, y, radius) {
  if (group === NO_GROUP) { // no group, no number: an empty ring, dashed
    pen.lineWidth = 1.5;
    pen.strokeStyle = theme.noise;
    pen.setLineDash([3, 3]);
    pen.beginPath();
    pen.arc(x, y, radius - 1, 0, Math.PI * 2);
    pen.stroke();
    pen.setLineDash([]);
    return;
  }
  pen.beginPath();
  pen.arc(x, y, radius, 0, Math.PI * 2);
  pen.fillStyle = theme.inks[group % 10];
  pen.fill();
  pen.lineWidth = 1.5;
  pen.strokeStyle = theme.background;
  pen.stroke();
  pen.fillStyle = theme.background;
  pen.font = `700 ${Math.round(radius * 1.25)}px system-ui, sans-serif`;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.fillText(String(group + 1), x, y + 0.5, radius * 1.8);
}

function make(tag, className, parent) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (parent) parent.appendChild(element);
  return element;
}

function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function percent(value) {
  return `${(value * 100).toFixed(value >= 0.9995 ? 0 : 1)}%`;
}

function seconds(value) {
  return value < 9.995 ? value.toFixed(2) : value.toFixed(1);
}
