// Sorting by keys: arrows walk, digits put into groups.
function onKey(desk, event) {
  const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  if (desk.state !== "running" || event.altKey) return;
  const undo = event.key.toLowerCase() === ((event.ctrlKey || event.metaKey) ? "z" : "u");
  if (!undo && (event.ctrlKey || event.metaKey)) return;
  const tile = event.target.closest(".tile");
  const item = tile ? Number(tile.dataset.item) : desk.chosen;
  const group = /^\d$/.test(event.key) ? (Number(event.key) + 9) % 10 : event.key === "Backspace" || event.key === "Delete" ? -1 : null;
  if (undo) desk.undo();
  else if (event.key === "Escape") { desk.chosen = null; desk.draw(); } else if (event.key in ways && tile) desk.focus(beside(desk.tiles, item, ways[event.key]));
  else if (group !== null && group < desk.data.groups && item !== null) {
    desk.put(item, group);
    desk.next(item);
  } else return;
  event.preventDefault();
  event.stopPropagation();
}

// The nearest of `tiles` that way from `item`, wherever it lies.
function beside(tiles, item, [across, down]) {
  const middles = tiles.map((tile) => {
    const edge = tile.getBoundingClientRect();
    return [edge.left + edge.width / 2, edge.top + edge.height / 2];
  });
  let [best, least] = [item, Infinity];
  middles.forEach(([x, y], other) => {
    const [dx, dy] = [x - middles[item][0], y - middles[item][1]];
    const along = dx * across + dy * down;
    const far = along + 2 * Math.abs(dx * down + dy * across);
    if (other !== item && along > 4 && far < least) [best, least] = [other, far];
  });
  return best;
}
