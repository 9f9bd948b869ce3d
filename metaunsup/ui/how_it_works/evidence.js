// p(x) = integral of p(x | z) p(z) dz, and the bound: a Gaussian q to be moved over the latent axis.
// state: x (0), mean of q (1), deviation of q (2), world (3)
FIGURES.latent = class {
  constructor(figure) { this.figure = figure; }

  controls() {
    const { state } = this.figure;
    const say = (key) => this.figure.say(key);
    const show = (value) => decimals(value);
    return [
      { kind: "choice", at: 3, label: say("world"), labels: [say("world.0"), say("world.1")] },
      { kind: "range", at: 0, low: -3, high: 4, step: 0.05, label: "x", show },
      { kind: "range", at: 1, low: -3, high: 3, step: 0.02, label: say("mean"), show },
      { kind: "range", at: 2, low: 0.05, high: 2, step: 0.01, label: say("deviation"), show },
      { kind: "act", label: say("fit"), main: true, act: () => { [state[1], state[2]] = bestGuess(state[0], state[1], state[2], state[3]); } },
    ];
  }

  layout(width) {
    const high = Math.round(Math.min(width * 0.34, 210));
    this.upper = new View(0, 0, width, high, [-4, 4], [-2.5, 4.5]);
    this.lower = new View(0, high, width, high, [-4, 4], [-0.12, 1.35]);
    this.bars = new View(12, 2 * high + 26, width - 24, 116, [-10, 0.6], [0, 1]);
    return 2 * high + 150;
  }

  handles() {
    const { state } = this.figure;
    const between = (low, high, value) => Math.max(low, Math.min(high, value));
    return [
      { view: this.upper, label: "x", get: () => [-3.7, state[0]], set: (_, y) => { state[0] = between(-3, 4, y); } },
      { view: this.lower, label: this.figure.say("mean"), get: () => [state[1], 0], set: (x) => { state[1] = between(-3, 3, x); } },
      { view: this.lower, label: this.figure.say("deviation"), get: () => [state[1] + state[2], this.height() * Math.exp(-0.5)], set: (x) => { state[2] = between(0.05, 2, Math.abs(x - state[1])); } },
    ];
  }

  height() { return Math.min(1.3, 1 / (this.figure.state[2] * Math.sqrt(2 * Math.PI))); }

  draw(pen, look) {
    const [x, mean, deviation, world] = this.figure.state;
    const { upper, lower } = this;
    const ink = inkOf(look, 0);
    const other = inkOf(look, 1);
    const over = Array.from({ length: 161 }, (_, at) => -4 + at / 20);
    pen.fillStyle = look.text;
    upper.clip(pen, () => {
      for (const [width, strength] of [[2, 0.1], [1, 0.16]]) {
        pen.globalAlpha = strength;
        pen.fillStyle = look.text;
        pen.beginPath();
        for (const z of over) pen.lineTo(upper.px(z), upper.py(latentMean(z, world) + width * SPREAD));
        for (const z of [...over].reverse()) pen.lineTo(upper.px(z), upper.py(latentMean(z, world) - width * SPREAD));
        pen.fill();
      }
      pen.globalAlpha = 1;
      pen.strokeStyle = look.text;
      pen.lineWidth = 2;
      line(pen, over.map((z) => [upper.px(z), upper.py(latentMean(z, world))]));
      pen.setLineDash([6, 4]);
      line(pen, [[0, upper.py(x)], [upper.width, upper.py(x)]]);
      pen.setLineDash([]);
      dot(pen, upper.px(-3.7), upper.py(x), 9, look.text, look.background);
    });
    pen.fillStyle = look.text;
    pen.fillText(this.figure.say("upper"), 10, 14);
    const evidence = logEvidence(x, world);
    const shape = (f) => over.map((z) => [lower.px(z), lower.py(Math.min(1.3, f(z)))]);
    lower.clip(pen, () => {
      const truth = shape((z) => Math.exp(logLikelihood(x, z, world) + logNormal(z) - evidence));
      pen.fillStyle = other;
      pen.globalAlpha = 0.3;
      pen.beginPath();
      pen.moveTo(0, lower.py(0));
      for (const spot of truth) pen.lineTo(...spot);
      pen.lineTo(lower.width, lower.py(0));
      pen.fill();
      pen.globalAlpha = 1;
      pen.lineWidth = 2;
      pen.strokeStyle = other;
      line(pen, truth);
      pen.strokeStyle = look.noise;
      pen.setLineDash([2, 4]);
      line(pen, shape((z) => Math.exp(logNormal(z))));
      pen.setLineDash([]);
      pen.strokeStyle = ink;
      pen.lineWidth = 3;
      line(pen, shape((z) => Math.exp(logNormal((z - mean) / deviation)) / deviation));
      dot(pen, lower.px(mean), lower.py(0), 9, ink, look.background);
      dot(pen, lower.px(mean + deviation), lower.py(this.height() * Math.exp(-0.5)), 7, ink, look.background);
    });
    let at = 10;
    for (const [key, colour] of [["prior", look.noise], ["posterior", other], ["q", ink]]) {
      const text = this.figure.say(key);
      pen.fillStyle = colour;
      pen.fillRect(at, lower.top + 9, 12, 12);
      pen.fillStyle = look.text;
      pen.fillText(text, at + 17, lower.top + 15);
      at += 34 + pen.measureText(text).width;
    }
    this.drawBars(pen, look, evidence, ink, other);
  }

  drawBars(pen, look, evidence, ink, other) {
    const { bars } = this;
    const [x, mean, deviation, world] = this.figure.state;
    const { reconstruction, kl, total } = latentBound(x, mean, deviation, world);
    const spot = (value) => bars.px(Math.max(-10, Math.min(0.6, value)));
    const bar = (row, from, to, colour, text) => {
      const top = bars.top + row * 30;
      pen.fillStyle = colour;
      pen.globalAlpha = 0.85;
      pen.fillRect(Math.min(spot(from), spot(to)), top, Math.abs(spot(to) - spot(from)), 12);
      pen.globalAlpha = 1;
      pen.fillStyle = look.text;
      pen.fillText(text, bars.left, top - 8);
    };
    pen.strokeStyle = look.border;
    line(pen, [[spot(0), bars.top - 14], [spot(0), bars.top + 106]]);
    bar(0, 0, reconstruction, other, this.figure.say("bar.reconstruction", { value: decimals(reconstruction) }));
    bar(1, reconstruction, total, ink, this.figure.say("bar.kl", { value: decimals(kl) }));
    bar(2, 0, evidence, look.noise, this.figure.say("bar.evidence", { value: decimals(evidence), bound: decimals(total) }));
    bar(3, evidence, total, look.text, this.figure.say("bar.gap", { value: decimals(evidence - total) }));
  }

  said() {
    const [x, mean, deviation, world] = this.figure.state;
    const evidence = logEvidence(x, world);
    const { reconstruction, kl, total } = latentBound(x, mean, deviation, world);
    return this.figure.say("said", { evidence: decimals(evidence), bound: decimals(total), gap: decimals(evidence - total), reconstruction: decimals(reconstruction), kl: decimals(kl) });
  }

  table() {
    const [x, mean, deviation, world] = this.figure.state;
    const evidence = logEvidence(x, world);
    const { reconstruction, kl, total } = latentBound(x, mean, deviation, world);
    const rows = { reconstruction, kl, bound: total, evidence, gap: evidence - total };
    return [[this.figure.say("what"), this.figure.say("nats")], ...Object.entries(rows).map(([key, value]) => [this.figure.say(`row.${key}`), value])];
  }
};
