// From a score down to one picture: an accuracy as a sum over groups, a group as its pictures, a picture as it is looked into.

// One row a group, noise last: its `items`, how many are `counted` (outliers are not) and `right`, its `partner` class.
function scoreParts(frame, truth) {
  const rows = new Map();
  frame.group.forEach((group, item) => {
    if (!rows.has(group)) rows.set(group, { group, items: [], counted: 0, right: 0, partner: frame.match[group] });
    const row = rows.get(group);
    row.items.push(item);
    row.counted += truth[item] >= 0 ? 1 : 0;
    row.right += truth[item] >= 0 && !frame.wrong[item] ? 1 : 0;
  });
  const parts = [...rows.values()].sort((a, b) => a.group - b.group);
  const sum = (what) => parts.reduce((all, row) => all + row[what], 0);
  return { parts, counted: sum("counted"), right: sum("right") };
}

// Build the insides of `element` anew; whoever stood on one of them stands on the one that came in its place.
function rebuild(player, element, build) {
  const stood = player.root.getRootNode().activeElement;
  const name = stood && element.contains(stood) ? stood.dataset.stand : "";
  element.replaceChildren();
  build();
  const again = name && element.querySelector(`[data-stand="${name}"]`);
  if (again) again.focus({ preventScroll: true });
}

class Breakdown {
  constructor(player) {
    Object.assign(this, { player, element: player.find("breakdown"), learner: null, group: null });
    this.tell();
  }

  // To its buttons' hearers: which of them is open.
  tell() {
    this.player.panels.forEach((panel, at) => panel.big.setAttribute("aria-expanded", String(at === this.learner)));
  }

  // The same score once more closes it.
  toggle(learner) {
    const opens = this.learner !== learner;
    Object.assign(this, { learner: opens ? learner : null, group: null });
    this.tell();
    this.draw();
    if (!opens) return;
    const title = this.element.querySelector("[data-stand=title]");
    if (!title) return;
    title.focus({ preventScroll: true });
    this.element.scrollIntoView({ block: "nearest", behavior: calm.matches ? "auto" : "smooth" });
  }

  close() {
    const { player, learner } = this;
    if (learner === null) return;
    this.toggle(learner);
    player.panels[learner].big.focus({ preventScroll: true });
  }

  draw() {
    const { player, element, learner } = this;
    const frame = learner === null ? null : player.trace.frame(learner, player.step);
    element.hidden = !frame;
    if (!frame) return;
    const key = JSON.stringify([player.trace.setup.race, player.trace.setup.edition, learner, frame.step, this.group, player.revealed,
      player.chosen, player.theme.key, player.root.lang]);
    if (element.dataset.key === key) return;
    element.dataset.key = key;
    rebuild(player, element, () => this.build(frame));
  }

  build(frame) {
    const { player, element, learner } = this;
    const { words, trace } = player;
    const { parts, counted, right } = scoreParts(frame, trace.truth);
    const head = make("div", "inspect-head", element);
    const title = make("div", "", head);
    const name = make("strong", "", title);
    name.textContent = fill(words["player.breakdown"], { learner: trace.setup.learners[learner].title, step: frame.step,
      accuracy: percent(frame.scores[0]), right, all: counted });
    Object.assign(name, { tabIndex: -1 }).dataset.stand = "title";
    make("p", "", title).textContent = words[player.revealed ? "player.breakdown_match" : "player.breakdown_hidden"];
    const close = make("button", "close", head);
    Object.assign(close, { type: "button", textContent: "×" }).dataset.stand = "close";
    label(close, words["player.close"]);
    close.addEventListener("click", () => this.close());

    const table = make("table", "sums", make("div", "sums-room", element));
    const cell = (row, text, tag = "td") => { const one = make(tag, "", row); one.textContent = text; return one; };
    const top = make("tr", "", make("thead", "", table));
    const columns = ["player.sum_group", "player.sum_pictures", ...(player.revealed ? ["player.sum_class"] : []), "player.sum_right"];
    columns.forEach((key) => { cell(top, words[key], "th").scope = "col"; });
    const body = make("tbody", "", table);
    for (const part of parts) {
      const row = make("tr", "", body);
      const first = make("th", "", row);
      first.scope = "row";
      this.opener(part, first);
      const aside = part.items.length - part.counted; // outliers, which do not count
      cell(row, aside ? `${part.counted} (+${aside})` : String(part.counted));
      if (player.revealed) cell(row, trace.setup.classes[part.partner] || words["player.sum_none"]);
      cell(row, String(part.right));
    }
    const last = make("tr", "", make("tfoot", "", table));
    cell(last, words["player.sum_all"], "th").scope = "row";
    cell(last, String(counted));
    if (player.revealed) cell(last, "");
    cell(last, `${right} = ${percent(right / counted)}`);
    const open = parts.find((part) => part.group === this.group);
    if (open) this.pictures(frame, open);
  }

  opener({ group }, parent) {
    const { player } = this;
    const { words } = player;
    const button = make("button", "opener", parent);
    button.type = "button";
    button.dataset.stand = `group-${group}`;
    button.setAttribute("aria-expanded", String(group === this.group));
    const sample = make("canvas", "", button);
    Object.assign(sample.style, { width: "22px", height: "22px" });
    badge(sharpen(sample, 22, 22), player.theme, group, 11, 11, 10);
    make("span", "", button).textContent = group === NO_GROUP ? words["player.sum_noise"] : fill(words["player.sum_of"], { group: group + 1 });
    button.addEventListener("click", () => {
      this.group = group === this.group ? null : group;
      this.draw();
    });
  }

  pictures(frame, { group, items }) {
    const { player, element } = this;
    const { words } = player;
    const pile = make("div", "pile", element);
    pile.setAttribute("role", "group");
    pile.setAttribute("aria-label", group === NO_GROUP ? words["player.sum_noise"] : fill(words["player.sum_of"], { group: group + 1 }));
    for (const item of items) {
      const button = make("button", player.revealed && frame.wrong[item] ? "wrong" : "", pile);
      button.type = "button";
      button.dataset.stand = `item-${item}`;
      button.setAttribute("aria-pressed", String(item === player.chosen));
      const name = fill(words["player.item"], { number: item + 1 });
      label(button, player.revealed ? `${name}: ${verdict(player, frame, item)}` : name);
      picture(player, make("canvas", "", button), item, group, 34);
      button.addEventListener("click", () => player.select(item));
    }
  }
}
