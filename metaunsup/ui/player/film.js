// To take to a slide: what the player shows as one picture (PNG) or as a film of all steps, made in the browser.
const SLIDE = { width: 1280, height: 720, margin: 16, head: 46, curve: 330 };
const FILMS = ["video/webm;codecs=vp8", "video/webm", "video/mp4"]; // VP8 costs a slow machine the least
const PICTURES = 15; // a second: drawing leaves the encoder its half of the time
const REST = 1.5; // seconds that a film stays on its first and its last picture

// The slide at time `step`: every learner's panel with its name and score, the curve beside them, the step below.
class Slide {
  constructor(player) {
    this.player = player;
    this.canvas = document.createElement("canvas");
    Object.assign(this.canvas, { width: SLIDE.width, height: SLIDE.height });
    this.pen = this.canvas.getContext("2d");
    const columns = Math.ceil(Math.sqrt(player.panels.length)); // 1, 2, or 3 of five and more
    const rows = Math.ceil(player.panels.length / columns);
    this.right = SLIDE.width - SLIDE.curve - 2 * SLIDE.margin;
    this.cell = { width: this.right / columns, height: (SLIDE.height - SLIDE.margin) / rows };
    const box = { width: this.cell.width - 2 * SLIDE.margin, height: this.cell.height - SLIDE.head - SLIDE.margin };
    this.scenes = player.panels.map((panel) => new Scene(panel, box));
    this.corners = player.panels.map((_, at) => [SLIDE.margin + (at % columns) * this.cell.width, SLIDE.margin + Math.floor(at / columns) * this.cell.height]);
  }

  draw(step) {
    const { pen, player } = this;
    const { theme, view, trace } = player;
    pen.fillStyle = theme.background;
    pen.fillRect(0, 0, SLIDE.width, SLIDE.height);
    player.panels.forEach((panel, at) => {
      const frame = trace.frame(panel.learner, step);
      const [x, y] = this.corners[at];
      pen.save();
      pen.translate(x, y);
      this.head(panel, frame);
      if (frame && player.tiles.mask) {
        pen.translate(0, SLIDE.head);
        panel.paint(pen, frame, this.scenes[at].at(step, { view, turn: 1 }), { view, turn: 1 }, step, this.scenes[at]);
      }
      pen.restore();
    });
    this.curve(step);
  }

  text(words, x, y, size, weight = 400, align = "left") {
    const { pen, player } = this;
    pen.fillStyle = player.theme.text;
    pen.font = `${weight} ${size}px ${getComputedStyle(player.root).fontFamily}`;
    pen.textAlign = align;
    pen.textBaseline = "alphabetic";
    pen.fillText(words, x, y, SLIDE.width / 2);
  }

  head(panel, frame) {
    const wide = this.cell.width - 2 * SLIDE.margin;
    this.pen.save();
    this.pen.translate(0, 8);
    lineSample(this.pen, panel.info, this.player.theme);
    this.pen.restore();
    this.text(panel.info.title, 34, 22, 18, 650);
    if (!frame) return;
    this.text(fill(this.player.words[panel.info.person ? "player.state_you" : "player.state"], { step: this.player.trace.label(frame.step), seconds: seconds(frame.seconds) }), 34, 40, 13);
    if (frame.scores[0] !== null) this.text(percent(frame.scores[0]), wide, 26, 24, 700, "right");
  }

  // Accuracy after each step, up to the step that is shown.
  curve(step) {
    const { pen, player } = this;
    const { trace, theme, words } = player;
    const [left, top] = [this.right + 2 * SLIDE.margin + 34, 92];
    const [wide, high] = [SLIDE.width - left - SLIDE.margin, 300];
    const most = Math.max(1, trace.end);
    this.text(fill(words["player.clock"], { step: trace.label(Math.round(step)), steps: trace.label(trace.end) }), left - 34, 44, 24, 650);
    if (trace.tracks.some((track) => track.length && track[0].scores[0] === null)) return;
    this.text(fill(words["player.chart_step"], { metric: words["metric.accuracy"] }), left - 34, 76, 14, 600);
    const place = (frame) => [left + (frame.step / most) * wide, top + (1 - frame.scores[0]) * high];
    for (const share of [0, 0.5, 1]) {
      pen.fillStyle = theme.border;
      pen.fillRect(left, top + share * high, wide, 1);
      this.text(`${100 - share * 100}%`, left - 6, top + share * high + 5, 12, 400, "right");
    }
    trace.tracks.forEach((track, at) => {
      const look = trace.setup.learners[at];
      const known = track.filter((frame) => frame.step <= step + 1e-6);
      if (!known.length) return;
      pen.strokeStyle = look.ink;
      pen.lineWidth = 2.5;
      pen.setLineDash(DASHES[look.dash].split(" ").filter(Boolean).map(Number));
      pen.beginPath();
      known.forEach((frame) => pen.lineTo(...place(frame)));
      pen.stroke();
      pen.setLineDash([]);
      const [x, y] = place(known[known.length - 1]);
      pen.save();
      pen.translate(x - 13, y - 7);
      pen.beginPath();
      pen.rect(5, 0, 16, 14); // the mark of the sample, not its line
      pen.clip();
      lineSample(pen, look, theme);
      pen.restore();
    });
    this.result(player.find("result").textContent, left - 34, top + high + 40, wide + 34);
  }

  // The result, once the last step is reached, in as many lines as it takes.
  result(sentence, x, y, wide) {
    if (!this.player.over || (Math.round(this.player.step) < this.player.trace.end && !this.last)) return;
    this.pen.font = `400 15px ${getComputedStyle(this.player.root).fontFamily}`;
    const parts = this.player.root.lang === "en" ? sentence.split(/(?<= )/) : [...sentence];
    let line = "";
    for (const part of [...parts, null]) {
      if (part !== null && this.pen.measureText(line + part).width <= wide) {
        line += part;
        continue;
      }
      this.text(line, x, y, 15);
      y += 22;
      line = part;
    }
  }
}

function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

function takeFrame(player) {
  const slide = new Slide(player);
  const step = Math.round(player.step);
  slide.draw(step);
  slide.canvas.toBlob((blob) => save(blob, `metaunsup-step-${step}.png`), "image/png");
}

// All steps, at the speed chosen, as a film; `take` resolves to what there is to say of it.
class Film {
  constructor(player) {
    this.player = player;
  }

  take() {
    const { words } = this.player;
    const able = typeof MediaRecorder !== "undefined" && HTMLCanvasElement.prototype.captureStream;
    const kind = able && FILMS.find((one) => MediaRecorder.isTypeSupported(one));
    if (!kind) return Promise.resolve(words["player.film_cannot"]);
    this.slide = new Slide(this.player);
    this.slide.draw(0);
    const stream = this.slide.canvas.captureStream(PICTURES);
    this.recorder = new MediaRecorder(stream, { mimeType: kind, videoBitsPerSecond: 6_000_000 });
    const parts = [];
    this.recorder.addEventListener("dataavailable", (event) => event.data.size && parts.push(event.data));
    return new Promise((done) => {
      this.recorder.addEventListener("error", () => done(words["player.film_cannot"]));
      this.recorder.addEventListener("stop", () => {
        stream.getTracks().forEach((track) => track.stop());
        if (parts.length && this.whole) save(new Blob(parts, { type: kind.split(";")[0] }), `metaunsup-race.${kind.includes("mp4") ? "mp4" : "webm"}`);
        done(words[!this.whole ? "player.film_stopped" : parts.length ? "player.film_saved" : "player.film_cannot"]);
      });
      this.recorder.start(500);
      this.begun = performance.now();
      this.roll();
    });
  }

  roll() {
    const { player, recorder } = this;
    if (recorder.state !== "recording") return;
    if (!player.trace || !player.root.isConnected) return void this.stop();
    const { end } = player.trace;
    const now = performance.now();
    if (now - (this.drawn || 0) < 900 / PICTURES) return void requestAnimationFrame(() => this.roll());
    this.drawn = now;
    const step = Math.max(0, (now - this.begun) / 1000 - REST) * STEPS_A_SECOND * player.speed;
    this.slide.last = step >= end;
    this.slide.draw(Math.min(end, calm.matches ? Math.floor(step) : step));
    setText(player.find("taken"), fill(player.words["player.film_taking"], { percent: Math.round((100 * Math.min(step, end)) / Math.max(1, end)) }));
    if (step >= end + REST * STEPS_A_SECOND * player.speed) {
      this.whole = true;
      recorder.stop();
    } else requestAnimationFrame(() => this.roll());
  }

  stop() {
    if (this.recorder && this.recorder.state !== "inactive") this.recorder.stop();
  }
}
