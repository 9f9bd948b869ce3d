// Two parameters and a bowl for each task: what `metaunsup/lessons/landscape.py` computes by differentiation, here in
// closed form. Of a bowl, k inner steps take theta - l to M (theta - l) with M = (I - alpha A)^k.
function mul(a, b) {
  return [a[0] * b[0] + a[1] * b[2], a[0] * b[1] + a[1] * b[3], a[2] * b[0] + a[3] * b[2], a[2] * b[1] + a[3] * b[3]];
}

function apply(a, [x, y]) {
  return [a[0] * x + a[1] * y, a[2] * x + a[3] * y];
}

function plus(a, b, times = 1) {
  return [a[0] + times * b[0], a[1] + times * b[1]];
}

// tasks: {optimum, learned, curvature: [a, b, c, d]}; M of each goes with it, for many a theta.
function prepared(tasks, rate, steps) {
  return tasks.map((task) => {
    const a = task.curvature;
    const once = [1 - rate * a[0], -rate * a[1], -rate * a[2], 1 - rate * a[3]];
    let power = [1, 0, 0, 1];
    for (let step = 0; step < steps; step++) power = mul(power, once);
    return { ...task, once, power, rate, steps };
  });
}

function adapted(theta, task) {
  return plus(task.learned, apply(task.power, plus(theta, task.learned, -1)));
}

function testGradient(theta, task) {
  return apply(task.curvature, plus(theta, task.optimum, -1));
}

function testLoss(theta, task) {
  const away = plus(theta, task.optimum, -1);
  const slope = apply(task.curvature, away);
  return (away[0] * slope[0] + away[1] * slope[1]) / 2;
}

function metaLoss(theta, tasks) {
  return tasks.reduce((sum, task) => sum + testLoss(adapted(theta, task), task), 0);
}

// The same as a quadratic in theta, theta^T h theta / 2 + b theta + a constant: its lines of equal height are ellipses.
function quadratic(tasks) {
  const whole = { h: [0, 0, 0, 0], b: [0, 0] };
  for (const { power, curvature, learned, optimum } of tasks) {
    const half = mul(power, curvature); // power is symmetric
    const away = plus(plus(learned, optimum, -1), apply(power, learned), -1);
    whole.h = mul(half, power).map((one, at) => one + whole.h[at]);
    whole.b = plus(whole.b, apply(half, away));
  }
  return whole;
}

// Downhill from theta for each method, and each task's parts.
function landscapeDirections(theta, tasks) {
  const sum = { pretraining: [0, 0], maml: [0, 0], first_order: [0, 0], reptile: [0, 0] };
  const parts = tasks.map((task) => {
    const end = adapted(theta, task);
    const there = testGradient(end, task); // at phi
    const back = apply(task.power, there); // times (I - alpha A)^k, which is symmetric
    const moved = task.rate * task.steps > 0
      ? plus([0, 0], plus(end, theta, -1), 1 / (task.rate * task.steps))
      : plus([0, 0], apply(task.curvature, plus(theta, task.learned, -1)), -1);
    sum.pretraining = plus(sum.pretraining, testGradient(theta, task), -1);
    sum.maml = plus(sum.maml, back, -1);
    sum.first_order = plus(sum.first_order, there, -1);
    sum.reptile = plus(sum.reptile, moved);
    return { end, there: plus([0, 0], there, -1), back: plus([0, 0], back, -1) };
  });
  return { ...sum, dropped: plus(sum.maml, sum.first_order, -1), adapted: parts.map((part) => part.end), parts };
}
