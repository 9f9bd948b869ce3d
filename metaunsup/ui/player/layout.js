// Where every item goes: on the map (its place in the embedding) or in piles (one strip a group).
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
  const place = { x: new Float32Array(count), y: new Float32Array(count), size };
  for (let item = 0; item < count; item++) {
    place.x[item] = box.width / 2 + (frame.x[item] - (extent.left + extent.right) / 2) * scale;
    place.y[item] = box.height / 2 + (frame.y[item] - (extent.top + extent.bottom) / 2) * rise;
  }
  return place;
}

function mapTileSize(count, box) {
  return Math.max(11, Math.min(30, Math.sqrt((box.width * box.height) / count) * 0.66));
}

// The largest tile with which all strips fit, trying one column of strips, then more.
function pilesLayout(frame, box, truth) {
  // A group without items has a strip unless the learner finds groups itself; noise comes last.
  const rows = [...frame.counts.keys()].filter((group) => frame.counts[group] || !frame.finds);
  if (frame.noise) rows.push(NO_GROUP);
  const counts = rows.map((group) => (group === NO_GROUP ? frame.noise : frame.counts[group]));
  let best = { size: 0 };
  for (let columns = 1; columns <= Math.min(rows.length, 6); columns++) {
    const width = box.width / columns;
    for (let size = 34; size > Math.max(4, best.size); size -= 0.5) {
      const fit = strips(counts, columns, width, size);
      if (fit && fit.height <= box.height - 6) {
        best = { ...fit, size, columns, width };
        break;
      }
    }
  }
  if (!best.size) {
    const columns = Math.min(rows.length, 6);
    const width = box.width / columns;
    best = { ...(strips(counts, columns, width, 4) || strips(counts, 1, box.width, 4)), size: 4, columns, width };
  }
  const order = Array.from({ length: frame.x.length }, (_, item) => item);
  if (truth) order.sort((a, b) => rank(frame, truth, a) - rank(frame, truth, b) || a - b);
  best.tops.forEach((top, row) => (top.group = rows[row]));
  const topOf = new Map(best.tops.map((top) => [top.group, top]));
  const placed = new Map(rows.map((group) => [group, 0]));
  const place = { x: new Float32Array(order.length), y: new Float32Array(order.length), size: best.size - 1, badges: best.tops };
  for (const item of order) {
    const group = frame.group[item];
    const at = placed.get(group);
    placed.set(group, at + 1);
    const top = topOf.get(group);
    place.x[item] = top.x + BADGE + ((at % best.across) + 0.5) * best.size;
    place.y[item] = top.y + (Math.floor(at / best.across) + 0.5) * best.size;
  }
  return place;
}

function rank(frame, truth, item) {
  return truth[item] < 0 ? 2 : frame.wrong[item];
}

function strips(counts, columns, width, size) {
  const across = Math.floor((width - BADGE - 6) / size);
  if (across < 1) return null;
  const perColumn = Math.ceil(counts.length / columns);
  const gap = Math.max(3, Math.min(7, size * 0.3));
  const tops = [];
  let height = 0;
  let y = 3;
  for (let group = 0; group < counts.length; group++) {
    if (group % perColumn === 0) y = 3;
    tops.push({ x: Math.floor(group / perColumn) * width + 2, y, size });
    y += Math.max(Math.max(1, Math.ceil(counts[group] / across)) * size, 15) + gap;
    height = Math.max(height, y);
  }
  return { tops, across, height };
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
