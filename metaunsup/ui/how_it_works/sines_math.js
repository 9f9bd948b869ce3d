// A network with two hidden layers of ReLU, as `metaunsup/lessons/sines.py` has it, and gradient steps on a few points.
// A network is {w0, b0, w1, b1, w2, b2}: flat arrays, w by rows of what comes in.
function sineForward(net, x) {
  const hidden = net.b0.length;
  const [first, second] = [new Float64Array(hidden), new Float64Array(hidden)];
  for (let j = 0; j < hidden; j++) first[j] = Math.max(0, x * net.w0[j] + net.b0[j]);
  for (let i = 0; i < hidden; i++) {
    if (!first[i]) continue;
    for (let j = 0; j < hidden; j++) second[j] += first[i] * net.w1[i * hidden + j];
  }
  let out = net.b2[0];
  for (let j = 0; j < hidden; j++) {
    second[j] = Math.max(0, second[j] + net.b1[j]);
    out += second[j] * net.w2[j];
  }
  return { first, second, out };
}

// The network after one step of gradient descent on the mean squared error of `points` [[x, y], ...].
function sineStep(net, points, rate) {
  const hidden = net.b0.length;
  const next = {};
  for (const name of Object.keys(net)) next[name] = Float64Array.from(net[name]);
  for (const [x, y] of points) {
    const { first, second, out } = sineForward(net, x);
    const slope = (rate * 2 * (out - y)) / points.length;
    const down = new Float64Array(hidden);
    next.b2[0] -= slope;
    for (let j = 0; j < hidden; j++) {
      next.w2[j] -= slope * second[j];
      down[j] = second[j] > 0 ? slope * net.w2[j] : 0;
      next.b1[j] -= down[j];
    }
    for (let i = 0; i < hidden; i++) {
      if (!first[i]) continue;
      let lower = 0;
      for (let j = 0; j < hidden; j++) {
        next.w1[i * hidden + j] -= first[i] * down[j];
        lower += net.w1[i * hidden + j] * down[j];
      }
      next.b0[i] -= lower;
      next.w0[i] -= lower * x;
    }
  }
  return next;
}

// What it says of each of `xs`, in order from the lowest. Between two kinks of the first layer each sum of the second is
// a line, slope x + start; at a kink one unit joins or leaves. That is forty times less work than each x by itself.
function sineCurve(net, xs) {
  const hidden = net.b0.length;
  const [slope, start] = [new Float64Array(hidden), Float64Array.from(net.b1)];
  const put = (unit, sign) => {
    for (let j = 0; j < hidden; j++) {
      const weight = sign * net.w1[unit * hidden + j];
      slope[j] += weight * net.w0[unit];
      start[j] += weight * net.b0[unit];
    }
  };
  const kinks = [];
  for (let unit = 0; unit < hidden; unit++) {
    const [weight, bias] = [net.w0[unit], net.b0[unit]];
    if (weight < 0 || (weight === 0 && bias > 0)) put(unit, 1);
    if (weight !== 0) kinks.push({ x: -bias / weight, unit, sign: Math.sign(weight) });
  }
  kinks.sort((one, other) => one.x - other.x);
  let passed = 0;
  return xs.map((x) => {
    for (; passed < kinks.length && kinks[passed].x <= x; passed++) put(kinks[passed].unit, kinks[passed].sign);
    let out = net.b2[0];
    for (let j = 0; j < hidden; j++) out += Math.max(0, slope[j] * x + start[j]) * net.w2[j];
    return out;
  });
}

// The mean squared error of `points` [[x, y], ...].
function sineError(net, points) {
  return points.reduce((sum, [x, y]) => sum + (sineForward(net, x).out - y) ** 2, 0) / points.length;
}
