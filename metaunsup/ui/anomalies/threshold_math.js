// What a threshold comes to, as evaluation/thresholds.py has it: whatever scores below it is called odd.
function errorsAt(scores, odd, threshold) {
  const found = { called: 0, missed: 0, alarms: 0, odd: 0 };
  scores.forEach((score, item) => {
    const called = score < threshold;
    found.called += called;
    if (!odd) return;
    found.odd += odd[item];
    found.missed += odd[item] && !called;
    found.alarms += called && !odd[item];
  });
  return found;
}

// Every threshold that makes a difference, ascending: below all scores, between two neighbouring ones, above all.
function cutsOf(scores) {
  const found = [...new Set(scores)].sort((a, b) => a - b);
  const room = Math.max(found[found.length - 1] - found[0], 1e-6) / 20;
  const between = found.slice(1).map((score, at) => (found[at] + score) / 2);
  return [found[0] - room, ...between, found[found.length - 1] + room];
}

function costOf(errors, miss) {
  return miss * errors.missed + errors.alarms;
}

// The threshold that costs least, the lowest of equally cheap ones.
function cheapestOf(scores, odd, miss) {
  let best = null;
  for (const cut of cutsOf(scores)) {
    const cost = costOf(errorsAt(scores, odd, cut), miss);
    if (!best || cost < best.cost) best = { cut, cost };
  }
  return best;
}

// The threshold below which `called` items lie, or as nearly so many as equal scores allow.
function cutFor(scores, called) {
  const cuts = cutsOf(scores);
  return cuts.find((cut) => errorsAt(scores, null, cut).called >= called) ?? cuts[cuts.length - 1];
}
