// Which pictures are hard: those that learners put into other company. By who lies with whom, never by the truth.
//
// `ends`: the group of every item, a learner each. Two learners agree on an item where the companies that it keeps there
// overlap by half or more: |A and B| / |A or B| >= 1/2. Whoever agrees with the others best on it sets the standard;
// an item's level is how many differ from that. `order`: items, the highest level first, then the least overlap.
function disagreement(ends) {
  const items = ends.length ? ends[0].length : 0;
  const sizes = ends.map((group) => tally(group));
  const level = new Uint8Array(items);
  const apart = new Float32Array(items);
  const shared = ends.map((one, a) => ends.map((other, b) => (b > a ? tally(one, other) : null)));
  const overlap = (a, b, item) => {
    if (a > b) return overlap(b, a, item);
    const [one, other] = [ends[a][item], ends[b][item]];
    const [wide, deep] = [one === NO_GROUP ? 1 : sizes[a].get(one), other === NO_GROUP ? 1 : sizes[b].get(other)];
    const both = one === NO_GROUP || other === NO_GROUP ? 1 : shared[a][b].get(one * 65536 + other);
    return both / (wide + deep - both); // noise keeps no company but its own
  };
  for (let item = 0; item < items; item++) {
    let best = -1;
    for (let a = 0; a < ends.length; a++) {
      const overlaps = ends.map((_, b) => (a === b ? 1 : overlap(a, b, item)));
      const sum = overlaps.reduce((all, one) => all + one, 0);
      if (sum <= best) continue;
      best = sum;
      level[item] = overlaps.filter((one) => one < 0.5).length;
    }
    for (let a = 0; a < ends.length; a++) for (let b = a + 1; b < ends.length; b++) apart[item] += 1 - overlap(a, b, item);
  }
  const order = Array.from({ length: items }, (_, item) => item);
  order.sort((a, b) => level[b] - level[a] || apart[b] - apart[a] || a - b);
  const counts = new Array(Math.max(1, ends.length)).fill(0);
  level.forEach((one) => (counts[one] += 1));
  return { order, level, apart, counts };
}

// How many items have each group, or each pair of groups.
function tally(one, other) {
  const counts = new Map();
  one.forEach((group, item) => {
    const key = other ? group * 65536 + other[item] : group;
    counts.set(key, (counts.get(key) || 0) + 1);
  });
  return counts;
}
