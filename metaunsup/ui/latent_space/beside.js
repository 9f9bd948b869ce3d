// What stands below the spaces: the legend, the chosen item with its nearest neighbours, and what was selected.
const TRAY = 34; // pixels of a picture in the gallery

function one(view, canvas, item, size) {
  canvas.style.width = canvas.style.height = `${size}px`;
  if (!view.tiles.mask) return;
  const pen = sharpen(canvas, size, size);
  pen.clearRect(0, 0, size, size);
  view.tiles.draw(pen, item, size / 2, size / 2, size, view.theme.text, view.theme.background, view.theme.border);
}

function nameOf(view, number) {
  const { data, words } = view;
  if (data.colour !== "truth") return number < 0 ? words.no_group : fill(words.group, { group: number + 1 });
  return number < 0 ? words.outlier : data.classes[number];
}

// A sentence on an item; the same that a screen reader is told.
function about(view, item) {
  const { data, words } = view;
  const truth = data.truth ? (data.truth[item] < 0 ? words.outlier : fill(words.is, { name: data.classes[data.truth[item]] })) : "";
  const found = data.spaces.map((space) => fill(words.placed, { space: space.title, group: space.groups[item] < 0 ? "–" : space.groups[item] + 1, unsure: space.unsure[item].toFixed(2) }));
  return [fill(words.item, { item: item + 1 }), truth, ...found].filter(Boolean).join(" ");
}

function legend(view) {
  const { data, theme } = view;
  const list = view.find("legend");
  const panel = view.panels[0];
  const key = [data.id, data.colour, data.as, theme.key, data.lang, panel.paint.share ? "" : JSON.stringify([...new Set(Array.from({ length: data.count }, (_, item) => panel.paint.number(item)))])].join("|");
  if (list.dataset.key === key) return;
  list.dataset.key = key;
  list.replaceChildren();
  const entry = (draw, text) => {
    const line = list.appendChild(document.createElement("li"));
    const canvas = line.appendChild(document.createElement("canvas"));
    line.appendChild(document.createElement("span")).textContent = text;
    draw(sharpen(canvas, 18, 18));
  };
  if (panel.paint.share) {
    [0, 5, 9].forEach((tenth) => entry((pen) => disc(pen, theme, 9, 9, 8, mix(theme.inks[0], theme.inks[1], tenth / 9), String(tenth)), view.words[`unsure.${tenth}`]));
    return;
  }
  const counts = new Map();
  for (let item = 0; item < data.count; item++) counts.set(panel.paint.number(item), (counts.get(panel.paint.number(item)) || 0) + 1);
  const small = data.count > FEW && data.as === "points";
  for (const number of [...counts.keys()].sort((a, b) => (a < 0) - (b < 0) || a - b).slice(0, 60)) {
    const text = panel.paint.label(number);
    const name = nameOf(view, number);
    const label = `${small && number >= 0 && text !== name ? `${text} · ` : ""}${name} ×${counts.get(number)}`;
    entry((pen) => (small ? mark(pen, 9, 9, 5, inkAt(theme, number), number) : disc(pen, theme, 9, 9, 8, inkAt(theme, number), text)), label);
  }
}

function inspected(view) {
  const { data, words, chosen } = view;
  const box = view.find("chosen");
  const key = [chosen, data.id, data.lang, view.theme.key, view.tiles.mask !== null, data.drawing, JSON.stringify(data.pair)].join("|");
  box.hidden = chosen === null;
  if (chosen === null || box.dataset.key === key) return;
  box.dataset.key = key;
  box.replaceChildren();
  const add = (tag, parent, text) => {
    const element = parent.appendChild(document.createElement(tag));
    if (text) element.textContent = text;
    return element;
  };
  const head = add("div", box);
  head.className = "head";
  one(view, add("canvas", head), chosen, 64);
  add("span", head, about(view, chosen));
  const button = (text, act) => {
    const made = add("button", head, text);
    made.type = "button";
    made.className = "plain";
    made.addEventListener("click", act);
  };
  if (data.drawing) ["a", "b"].forEach((which) => button(fill(words[`use.${which}`], {}), () => view.tell(which, chosen)));
  button(words.close, () => view.choose(chosen));
  for (const space of data.spaces) {
    const row = add("div", box);
    row.className = "row";
    add("span", row, fill(words.nearest, { space: space.title }));
    for (const other of space.neighbours[chosen]) {
      const made = add("button", row);
      made.type = "button";
      made.setAttribute("aria-label", about(view, other));
      one(view, add("canvas", made), other, 36);
      made.addEventListener("click", () => view.choose(other));
    }
  }
}

function gathered(view) {
  const { data, selected, words } = view;
  const box = view.find("gathered");
  box.hidden = !selected.size;
  if (!selected.size) return;
  const panel = view.panels[0];
  const items = [...selected].sort((a, b) => panel.paint.number(a) - panel.paint.number(b) || a - b);
  const counts = new Map();
  for (const item of items) counts.set(panel.paint.number(item), (counts.get(panel.paint.number(item)) || 0) + 1);
  const kinds = panel.paint.share ? "" : [...counts].sort((a, b) => b[1] - a[1]).slice(0, 6).map(([number, count]) => `${nameOf(view, number)} ×${count}`).join(", ");
  put(view.find("gathered-title"), `${fill(words.selected, { count: items.length })} ${kinds}`);
  const canvas = view.find("gallery");
  const width = canvas.clientWidth;
  if (!width || !view.tiles.mask) return;
  const across = Math.max(1, Math.floor(width / TRAY));
  const shown = items.slice(0, across * 12);
  const height = Math.ceil(shown.length / across) * TRAY;
  canvas.style.height = `${height}px`;
  const pen = sharpen(canvas, width, height);
  pen.clearRect(0, 0, width, height);
  const ink = (item) => tileInk(view.theme, panel.paint, item);
  shown.forEach((item) => view.tiles.prepare(item, ink(item), view.theme.background));
  shown.forEach((item, at) => view.tiles.draw(pen, item, ((at % across) + 0.5) * TRAY, (Math.floor(at / across) + 0.5) * TRAY, TRAY - 4, ink(item), view.theme.background));
  canvas.setAttribute("aria-label", fill(words.gallery, { count: items.length }));
  view.tray = { across, size: TRAY, items: shown };
}
