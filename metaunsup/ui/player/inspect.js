// Looking closely: the tooltip under the pointer, and the item that was clicked, as every learner sees it.
const COMPANIONS = 12; // pictures of a group shown beside the chosen item
const NO_RIVAL = 255; // how a group without another travels
const CLOSE = 5; // hundredths between two middles that make a close call

class Tip {
  constructor(root, element) {
    this.root = root;
    this.element = element;
  }

  hide() {
    this.element.hidden = true;
    this.key = "";
  }

  text(anchor, sentence) {
    this.element.replaceChildren();
    make("p", "", this.element).textContent = sentence;
    this.key = "";
    const edge = anchor.getBoundingClientRect();
    this.put(edge.left + edge.width / 2, edge.bottom + 6);
  }

  item(player, panel, item, event) {
    const frame = panel.now;
    const key = `${panel.learner}|${item}|${frame.step}|${player.revealed}`;
    if (this.key !== key) {
      this.key = key;
      this.element.replaceChildren();
      const group = frame.group[item];
      picture(player, make("canvas", "close-up", this.element), item, group, 92);
      const facts = make("div", "", this.element);
      make("strong", "", facts).textContent = fill(player.words["player.item"], { number: item + 1 });
      make("p", "", facts).textContent = company(player, frame, group, item);
      if (player.revealed) make("p", "", facts).textContent = verdict(player, frame, item);
    }
    this.put(event.clientX, event.clientY + 16);
  }

  put(x, y) {
    const frame = this.root.getBoundingClientRect();
    this.element.hidden = false;
    const wide = this.element.offsetWidth;
    const high = this.element.offsetHeight;
    const left = Math.max(4, Math.min(frame.width - wide - 4, x - frame.left - wide / 2));
    const below = y + high < window.innerHeight || y - frame.top < high + 40;
    this.element.style.left = `${left}px`;
    this.element.style.top = `${below ? y - frame.top : y - frame.top - high - 32}px`;
  }
}

function company(player, frame, group, item) {
  if (group === NO_GROUP) return fill(player.words["player.in_noise"], { others: frame.noise - 1 });
  const told = fill(player.words["player.in_group"], { group: group + 1, others: frame.counts[group] - 1 });
  return frame.sure ? told + fill(player.words["player.sure"], { percent: frame.sure[item] }) : told;
}

function verdict(player, frame, item) {
  const truth = player.trace.truth[item];
  if (truth < 0) return player.words["player.is_outlier"];
  const name = player.trace.setup.classes[truth];
  if (frame.group[item] === NO_GROUP) return fill(player.words["player.is_left_out"], { name });
  return fill(player.words[frame.wrong[item] ? "player.is_wrong" : "player.is_right"], { name });
}

function picture(player, canvas, item, group, size) {
  canvas.style.width = `${size}px`;
  canvas.style.height = `${size}px`;
  if (!player.tiles.mask) return;
  const pen = sharpen(canvas, size, size);
  pen.clearRect(0, 0, size, size);
  player.tiles.draw(pen, item, size / 2, size / 2, size, inkOf(player.theme, group), player.theme.background, rimOf(player.theme, group));
}

// The chosen item: one line a learner, with the company it keeps there.
function inspect(player, element) {
  const item = player.chosen;
  element.hidden = item === null;
  const key = JSON.stringify([item, Math.round(player.step), player.revealed, player.theme.key, player.words["player.item"], player.trace.count]);
  if (item === null || element.dataset.key === key) return;
  element.dataset.key = key;
  rebuild(player, element, () => sheetOf(player, element, item));
}

function sheetOf(player, element, item) {
  const head = make("div", "inspect-head", element);
  picture(player, make("canvas", "", head), item, player.panels[0].now ? player.panels[0].now.group[item] : 0, 64);
  const title = make("div", "", head);
  make("strong", "", title).textContent = fill(player.words["player.item"], { number: item + 1 });
  make("p", "", title).textContent = player.words["player.company"];
  const close = make("button", "close", head);
  Object.assign(close, { type: "button", textContent: "×" }).dataset.stand = "close";
  label(close, player.words["player.close"]);
  close.addEventListener("click", () => player.select(null));
  player.panels.forEach((panel) => companyOf(player, panel, item, element));
}

function companyOf(player, panel, item, element) {
  const frame = player.trace.frame(panel.learner, player.step);
  if (!frame) return;
  const row = make("div", "company", element);
  const group = frame.group[item];
  make("span", "who", row).textContent = panel.info.title;
  const canvas = make("canvas", "", row);
  const others = [];
  for (let other = 0; other < frame.group.length && others.length < COMPANIONS; other++) {
    if (other !== item && frame.group[other] === group) others.push(other);
  }
  const size = 24;
  const width = 26 + COMPANIONS * size;
  canvas.style.width = `${width}px`;
  canvas.style.height = `${size + 2}px`;
  const pen = sharpen(canvas, width, size + 2);
  badge(pen, player.theme, group, 11, size / 2 + 1, 10);
  if (player.tiles.mask) {
    const look = [inkOf(player.theme, group), player.theme.background, rimOf(player.theme, group)];
    others.forEach((other) => player.tiles.prepare(other, ...look));
    others.forEach((other, at) => player.tiles.draw(pen, other, 26 + (at + 0.5) * size, size / 2 + 1, size - 2, ...look));
  }
  const told = player.revealed ? ` · ${verdict(player, frame, item)}` : "";
  make("span", "told", row).textContent = company(player, frame, group, item) + told;
  const seen = [whyHere(player, frame, item), cameFrom(player, panel, frame, item), ...lossHere(player, panel, frame, item)].filter(Boolean);
  if (seen.length) make("p", "why", row).textContent = seen.join(player.root.lang === "en" ? " " : "");
}

// How clear the case is: the middle of its own group, the nearest other one, and what lies between.
function whyHere(player, frame, item) {
  if (!frame.near) return "";
  const items = frame.group.length;
  const [rival, own, other] = [0, 1, 2].map((part) => frame.near[part * items + item]);
  const fields = { group: frame.group[item] + 1, own: (own / 100).toFixed(2), rival: rival + 1, other: (other / 100).toFixed(2),
    margin: (Math.abs(other - own) / 100).toFixed(2) };
  if (frame.group[item] === NO_GROUP) return rival === NO_RIVAL ? "" : fill(player.words["player.near_noise"], fields);
  if (rival === NO_RIVAL) return fill(player.words["player.near_only"], fields);
  return fill(player.words[other < own ? "player.near_other" : other - own < CLOSE ? "player.near_close" : "player.near"], fields);
}

// When it was last put into another group, up to the step that is shown.
function cameFrom(player, panel, frame, item) {
  const track = panel.track;
  for (let at = track.indexOf(frame); at > 0; at--) {
    const [before, after] = [track[at - 1].group[item], track[at].group[item]];
    if (before === after) continue;
    const key = before === NO_GROUP ? "player.moved_noise" : "player.moved";
    return fill(player.words[key], { step: player.trace.label(track[at].step), from: before + 1 });
  }
  return track.indexOf(frame) > 0 ? player.words["player.stayed"] : "";
}
