// What a learner's loss makes of a picture at a step: how much it counts there, and where it pulls; arrows on the map.
const REACH_OF_PULL = 44; // pixels of the longest arrow of a learner
const TOWARDS = 0.5; // the cosine from which on two ways count as one: 60 degrees

// What has come with a frame, as numbers: `pull` N x, then N y (downwards); null where the learner tells none.
function taughtOf(fact) {
  const read = (told, kind) => (told ? new kind(Uint8Array.from(atob(told), (letter) => letter.charCodeAt(0)).buffer) : null);
  const ways = read(fact.pull, Int8Array);
  const pull = ways && Float32Array.from(ways, (way, at) => ((at < ways.length / 2 ? way : -way) * fact.pull_unit) / 127);
  return { pull, margin: read(fact.margin, Uint8Array), weights: read(fact.weights, Uint16Array) };
}

function pullOn(frame, item) {
  return [frame.pull[item], frame.pull[frame.x.length + item]];
}

function cosine([ax, ay], [bx, by]) {
  const lengths = Math.hypot(ax, ay) * Math.hypot(bx, by);
  return lengths ? (ax * bx + ay * by) / lengths : 0;
}

function middleOf(frame, group) {
  const sum = [0, 0];
  let count = 0;
  frame.group.forEach((one, item) => {
    if (one !== group) return;
    sum[0] += frame.x[item];
    sum[1] += frame.y[item];
    count += 1;
  });
  return sum.map((all) => all / Math.max(1, count));
}

function wentOn(frame, next, item) {
  return [next.x[item] - frame.x[item], next.y[item] - frame.y[item]];
}

// Of a learner's pictures at all its steps, the share that went less than a right angle from where they were pulled.
function shareThatWent(track) {
  let [went, all] = [0, 0];
  for (let at = 0; at + 1 < track.length; at++) {
    if (!track[at].pull) continue;
    for (let item = 0; item < track[at].x.length; item++) {
      const along = cosine(pullOn(track[at], item), wentOn(track[at], track[at + 1], item));
      if (!along) continue;
      all += 1;
      went += along > 0 ? 1 : 0;
    }
  }
  return all ? went / all : null;
}

// Under the map while arrows are drawn: what they are, and how far pictures follow them.
function pullHint(player) {
  const told = player.trace.tracks.map((track, learner) => [player.trace.setup.learners[learner].title, shareThatWent(track)]);
  const shares = told.filter(([, share]) => share !== null).map(([title, share]) => `${title} ${Math.round(100 * share)}%`);
  return fill(player.words["player.hint_pull"], { shares: shares.join(player.root.lang === "en" ? ", " : "，") });
}

// Arrows of all pictures, or of the chosen one, which has the way to its next place beside it. They fade as the step is
// taken; by the square root of their strength, or most would be too short to see.
function drawPulls(panel, pen, places, step, scene) {
  const { player, track } = panel;
  const now = Math.min(step, track.length - 1);
  const low = Math.floor(now);
  const frame = track[low];
  if (!frame.pull || (!player.pulls && player.chosen === null)) return;
  const items = player.pulls ? Array.from(frame.x.keys()) : [player.chosen];
  const { scale, rise } = scene.place(low, "map");
  const most = Math.sqrt(longestPull(panel));
  pen.save();
  pen.globalAlpha = 1 - (now - low);
  pen.lineCap = "round";
  pen.beginPath();
  for (const item of items) {
    const [along, down] = pullOn(frame, item);
    const strength = Math.sqrt(Math.hypot(along, down)) / most;
    const turn = Math.atan2(down * rise, along * scale);
    if (strength > 0.02) arrow(pen, places.x[item], places.y[item], turn, REACH_OF_PULL * strength);
  }
  twice(pen, player.theme, items.length > 1 ? 1.5 : 2.5);
  const next = track[low + 1];
  if (player.chosen !== null && next) {
    const there = scene.place(low + 1, "map");
    const [x, y] = [there.x[player.chosen], there.y[player.chosen]];
    pen.beginPath();
    pen.setLineDash([4, 4]);
    pen.moveTo(places.x[player.chosen], places.y[player.chosen]);
    pen.lineTo(x, y);
    twice(pen, player.theme, 2);
    pen.beginPath();
    pen.setLineDash([]);
    pen.arc(x, y, 4, 0, 2 * Math.PI);
    twice(pen, player.theme, 2);
  }
  pen.restore();
}

function arrow(pen, x, y, turn, length) {
  const [tipX, tipY] = [x + length * Math.cos(turn), y + length * Math.sin(turn)];
  const barb = Math.min(7, length * 0.45);
  pen.moveTo(x, y);
  pen.lineTo(tipX, tipY);
  for (const side of [-2.6, 2.6]) {
    pen.moveTo(tipX, tipY);
    pen.lineTo(tipX + barb * Math.cos(turn + side), tipY + barb * Math.sin(turn + side));
  }
}

// A line that is seen on pictures of any colour.
function twice(pen, theme, width) {
  for (const [wide, ink] of [[width + 2.5, theme.background], [width, theme.text]]) {
    pen.lineWidth = wide;
    pen.strokeStyle = ink;
    pen.stroke();
  }
}

function longestPull(panel) {
  const { track, player } = panel;
  const key = `${player.trace.setup.edition}|${track.length}`;
  if (!panel.longest || panel.longest.key !== key) {
    let most = 1e-9;
    for (const frame of track) {
      for (let item = 0; frame.pull && item < frame.x.length; item++) most = Math.max(most, Math.hypot(...pullOn(frame, item)));
    }
    panel.longest = { key, most };
  }
  return panel.longest.most;
}

// For the sheet of a picture: margin, weight, pull, and whether it went that way. In words that need no arrow.
function lossHere(player, panel, frame, item) {
  const { words } = player;
  const { track } = panel;
  const told = [];
  if (frame.margin && frame.group[item] !== NO_GROUP) told.push(fill(words["player.margin"], { margin: frame.margin[item] }));
  if (!track.some((one) => one.pull)) return told;
  if (!frame.pull) return [...told, words["player.pull_over"]];
  told.push(frame.weights ? fill(words["player.weight"], { weight: (frame.weights[item] / 100).toFixed(2) }) : words["player.weight_same"]);
  const pull = pullOn(frame, item);
  const here = [frame.x[item], frame.y[item]];
  const to = (group) => { const middle = middleOf(frame, group); return cosine(pull, [middle[0] - here[0], middle[1] - here[1]]); };
  const own = to(frame.group[item]);
  const rival = frame.near[item];
  const way = own > TOWARDS ? "player.pull_own" : rival !== NO_RIVAL && to(rival) > TOWARDS ? "player.pull_rival"
    : own < -TOWARDS ? "player.pull_away" : "player.pull_aside";
  let weaker = 0;
  for (let other = 0; other < frame.x.length; other++) weaker += Math.hypot(...pullOn(frame, other)) < Math.hypot(...pull) ? 1 : 0;
  told.push(fill(words[way], { rival: rival + 1, percent: Math.round((100 * weaker) / Math.max(1, frame.x.length - 1)) }));
  const next = track[track.indexOf(frame) + 1];
  if (!next) return told;
  const along = cosine(pull, wentOn(frame, next, item));
  const went = along > TOWARDS ? "player.went_along" : along < -TOWARDS ? "player.went_against" : "player.went_aside";
  return [...told, fill(words[went], { step: next.step })];
}
