// How the desk looks: its pictures where they lie, its groups, its clock.
const LATE = 10; // seconds left that are announced

// `whole`: also the pictures, whose size or colour may have changed.
function drawDesk(desk, whole) {
  if (!desk.data) return;
  const { words, state, group } = desk;
  const theme = themeOf(desk.host);
  const focused = desk.root.getRootNode().activeElement;
  desk.root.classList.toggle("waiting", state === "waiting");
  desk.button("go").hidden = state !== "waiting";
  desk.button("go").disabled = !desk.mask;
  desk.button("done").hidden = desk.button("undo").hidden = state !== "running";
  desk.button("undo").disabled = desk.button("done").disabled = !desk.moves.length;
  const inGroup = group.filter((one) => one >= 0).length;
  const fields = { count: group.length, sorted: inGroup, groups: desk.bins.length, seconds: desk.data.seconds };
  setText(desk.find("count"), state === "waiting" ? "" : fill(words.count, fields));
  setText(desk.find("told"), fill(words[{ waiting: "rules", running: "how", done: "sent" }[state]], fields));
  desk.bins.forEach((bin, number) => {
    const many = group.filter((one) => one === number).length;
    bin.style.borderColor = bin.querySelector(".badge").style.background = theme.inks[number % 10];
    setText(bin.querySelector(".bin-head").lastChild, `×${many}`);
    bin.querySelector(".bin-head").disabled = state !== "running";
    for (const one of [bin, bin.querySelector(".bin-head")]) one.setAttribute("aria-label", fill(words.bin, { group: number + 1, count: many }));
  });
  desk.tiles.forEach((tile, item) => {
    const place = group[item] < 0 ? desk.find("tray") : desk.bins[group[item]].querySelector(".bin-tiles");
    const moved = tile.parentNode !== place;
    // in the tray each keeps its turn
    if (moved) place.insertBefore(tile, group[item] < 0 ? [...place.children].find((other) => Number(other.dataset.item) > item) || null : null);
    tile.disabled = state !== "running";
    tile.tabIndex = item === desk.at ? 0 : -1;
    tile.setAttribute("aria-pressed", String(desk.chosen === item));
    tile.setAttribute("aria-label", fill(words[group[item] < 0 ? "waiting" : "placed"], { number: item + 1, group: group[item] + 1 }));
    if (moved || whole) drawTile(desk, tile, item, theme);
  });
  if (focused && focused.classList.contains("tile")) focused.focus({ preventScroll: true }); // moving it took that away
  drawClock(desk);
  Object.assign(desk.root.dataset, { state, sorted: inGroup, moves: desk.moves.length, ready: String(Boolean(desk.mask)) });
}

function drawTile(desk, tile, item, theme) {
  const canvas = tile.firstChild;
  const size = canvas.clientWidth;
  const ink = desk.group[item] < 0 ? theme.text : theme.inks[desk.group[item] % 10];
  tile.style.borderColor = desk.group[item] < 0 ? "" : ink;
  if (!size || !desk.mask) return;
  const { tile: side, columns } = desk.data.sprite;
  const pen = sharpen(canvas, size, size);
  pen.globalCompositeOperation = "source-over";
  pen.clearRect(0, 0, size, size);
  pen.drawImage(desk.mask, (item % columns) * side, Math.floor(item / columns) * side, side, side, 0, 0, size, size);
  pen.globalCompositeOperation = "source-in";
  pen.fillStyle = ink;
  pen.fillRect(0, 0, size, size);
}

function drawClock(desk) {
  const running = desk.state === "running";
  const left = Math.max(0, Math.ceil(desk.data.seconds - (running ? desk.seconds : 0)));
  const clock = desk.find("clock");
  setText(clock, fill(desk.words.clock, { time: `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}` }));
  clock.hidden = desk.state === "done";
  clock.classList.toggle("late", running && left <= LATE);
  if (running && left === LATE && desk.warned !== desk.zero) {
    desk.warned = desk.zero;
    desk.hear(fill(desk.words.late, { seconds: LATE }));
  }
}

function make(tag, className, parent) {
  const element = document.createElement(tag);
  if (tag === "button") element.type = "button";
  if (className) element.className = className;
  parent.appendChild(element);
  return element;
}

function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
