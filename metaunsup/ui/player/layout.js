// Where every item goes: on the map (its place in the embedding), in piles (a cell a group), or by disagreement.
const STRETCH = 1.5;
const BADGE = 46; // room for a pile's number and count

function mapLayout(frame, extent, box, size) {
  const pad = size * 0.7 + 3;
  const wide = extent.right - extent.left;
  const high = extent.bottom - extent.top;
  const along = (box.width - 2 * pad) / wide;
  const down = (box.height - 2 * pad) / high;
  const scale = Math.min(along, down * STRETCH); // a wide panel may be filled a little beyond true proportions
  const rise = Math.min(down, along * STRETCH);
  const count = frame.x.length;
  const place = { x: new Float32Array(count), y: new Float32Array(count), size, scale, rise };
  for (let item = 0; item < count; item++) {
    place.x[item] = box.width / 2 + (frame.x[item] - (extent.left + extent.right) / 2) * scale;
    place.y[item] = box.height / 2 + (frame.y[item] - (extent.top + extent.bottom) / 2) * rise;
  }
  return place;
}

function mapTileSize(count, box) {
  return Math.max(11, Math.min(30, Math.sqrt((box.width * box.height) / count) * 0.66));
}

// Piles: one cell a group, all alike and in the same place at every step (and, with as many groups, in every panel).
// A pile that outgrows its cell lies closer, like cards.
function pilesLayout(frame, box, truth, rows) {
  const grid = cells(rows.length, frame.x.length, box);
  const order = Array.from({ length: frame.x.length }, (_, item) => item);
  if (truth) order.sort((a, b) => rank(frame, truth, a) - rank(frame, truth, b) || a - b);
  const badges = rows.map((group, at) => ({ group, size: grid.size,
    x: Math.floor(at / grid.down) * grid.width + 2, y: (at % grid.down) * grid.height + 3 }));
  const topOf = new Map(badges.map((top) => [top.group, top]));
  const placed = new Map(rows.map((group) => [group, 0]));
  const place = { x: new Float32Array(order.length), y: new Float32Array(order.length), size: grid.size - 1, badges };
  for (const item of order) {
    const group = frame.group[item];
    const at = placed.get(group);
    placed.set(group, at + 1);
    const top = topOf.get(group);
    const across = Math.max(grid.across, Math.ceil((group === NO_GROUP ? frame.noise : frame.counts[group]) / grid.lines));
    const pitch = Math.min(grid.size, (grid.across * grid.size - grid.size) / Math.max(1, across - 1));
    place.x[item] = top.x + BADGE + grid.size / 2 + (at % across) * pitch;
    place.y[item] = top.y + (Math.floor(at / across) + 0.5) * grid.size;
  }
  return place;
}

// Cells for `count` piles, in as many columns as allow the largest tile: a cell holds a pile a quarter above the mean.
function cells(count, items, box) {
  const want = Math.ceil((1.25 * items) / count);
  let best = null;
  for (let columns = 1; columns <= Math.min(count, 6); columns++) {
    const down = Math.ceil(count / columns);
    const [width, height] = [box.width / columns, (box.height - 4) / down];
    for (let size = 34; size >= 4; size -= 0.5) {
      const across = Math.floor((width - BADGE - 6) / size);
      const lines = Math.floor((height - 3) / size);
      if (across < 1 || (lines < 1 && size > 4)) continue;
      if (across * lines < want && size > 4) continue;
      if (!best || size > best.size) best = { columns, down, width, height, size, across, lines: Math.max(1, lines) };
      break;
    }
  }
  return best || { columns: 1, down: count, width: box.width, height: box.height / count, size: 4, across: 1, lines: 1 };
}

// Where the learners disagree: one block for each number of learners that differ, the most first; the same in all panels.
function differLayout(differ, box) {
  const levels = [...differ.counts.keys()].filter((level) => differ.counts[level]).reverse();
  let size = 34;
  let across = 1;
  const high = (tile) => levels.reduce((sum, level) => sum + Math.max(16, Math.ceil(differ.counts[level] / across) * tile) + 6, 3);
  for (; size > 4; size -= 0.5) {
    across = Math.max(1, Math.floor((box.width - BADGE - 6) / size));
    if (high(size) <= box.height) break;
  }
  const count = differ.order.length;
  const place = { x: new Float32Array(count), y: new Float32Array(count), size: size - 1, badges: [] };
  let y = 3;
  let next = 0;
  for (const level of levels) {
    place.badges.push({ level, x: 2, y, size });
    for (let at = 0; at < differ.counts[level]; at++, next++) {
      place.x[differ.order[next]] = BADGE + ((at % across) + 0.5) * size;
      place.y[differ.order[next]] = y + (Math.floor(at / across) + 0.5) * size;
    }
    y += Math.max(16, Math.ceil(differ.counts[level] / across) * size) + 6;
  }
  return place;
}

// Everywhere that a learner's items lie in a picture of one size: on the screen, or in a film.
class Scene {
  constructor(panel, box) {
    Object.assign(this, { panel, box, known: new Map() });
  }

  place(index, view) {
    const { player, learner, track } = this.panel;
    const { trace } = player;
    const truth = player.revealed ? trace.truth : null;
    const key = `${trace.setup.edition}|${trace.count}|${view === "differ" ? 0 : index}|${view}|${truth ? 1 : 0}`;
    if (!this.known.has(key)) {
      const frame = track[index];
      if (this.known.size > 400) this.known.clear();
      this.known.set(key, view === "map" ? mapLayout(frame, trace.extents[learner], this.box, mapTileSize(frame.x.length, this.box))
        : view === "differ" ? differLayout(trace.differ, this.box) : pilesLayout(frame, this.box, truth, trace.rows(learner)));
    }
    return this.known.get(key);
  }

  // Places at time `step`, between two frames and perhaps between two views.
  at(step, look) {
    const { track } = this.panel;
    const now = Math.min(step, track.length - 1);
    const low = Math.floor(now);
    const high = Math.min(low + 1, track.length - 1);
    const seen = (view) => blend(this.place(low, view), this.place(high, view), ease(now - low));
    return look.turn >= 1 ? seen(look.view) : blend(seen(look.viewBefore), seen(look.view), ease(look.turn));
  }
}

function rank(frame, truth, item) {
  return truth[item] < 0 ? 2 : frame.wrong[item];
}

function blend(first, second, share) {
  if (share <= 0 || first === second) return first;
  if (share >= 1) return second;
  const count = first.x.length;
  const place = { x: new Float32Array(count), y: new Float32Array(count), size: first.size + (second.size - first.size) * share };
  for (let item = 0; item < count; item++) {
    place.x[item] = first.x[item] + (second.x[item] - first.x[item]) * share;
    place.y[item] = first.y[item] + (second.y[item] - first.y[item]) * share;
  }
  const near = share < 0.5 ? first : second;
  place.badges = near.badges;
  return place;
}

function ease(share) {
  return share * share * (3 - 2 * share);
}
