// A race as it grows: for each learner a track of frames. Frames arrive in batches that may overlap, never with a gap.
const REACH = 6; // positions travel as int16 of this span

class Trace {
  constructor(setup) {
    this.setup = setup;
    this.items = setup.sprite.count;
    this.truth = Int16Array.from(setup.truth);
    this.count = 0;
    this.noise = false; // whether any learner has left an item in no group
    this.tracks = setup.learners.map(() => []);
    this.extents = setup.learners.map(() => ({ left: -0.3, right: 0.3, top: -0.3, bottom: 0.3 }));
  }

  // What a step is called: its number, or where the steps stand for points of a training, how far that was.
  label(step) {
    return this.setup.ticks ? this.setup.ticks[step] : step;
  }

  // Returns whether the batch joined on; if not, the server is asked to send everything again.
  add(from, facts, base64) {
    if (from > this.count) return false;
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const stride = this.items * 6;
    for (let at = this.count - from; at < facts.length; at++) {
      this.take(facts[at], bytes.slice(at * stride, (at + 1) * stride));
      this.count += 1;
    }
    return true;
  }

  take(fact, bytes) {
    const items = this.items;
    const view = new DataView(bytes.buffer);
    const frame = { ...fact, x: new Float32Array(items), y: new Float32Array(items),
      group: new Uint16Array(items), wrong: new Uint8Array(items), noise: 0,
      finds: this.setup.learners[fact.learner].finds };
    let most = this.setup.groups; // a learner that finds groups itself may have more
    for (let item = 0; item < items; item++) {
      frame.group[item] = view.getUint16((items * 2 + item) * 2, true);
      if (frame.group[item] === NO_GROUP) frame.noise += 1;
      else most = Math.max(most, frame.group[item] + 1);
    }
    frame.counts = new Uint16Array(most);
    const extent = this.extents[fact.learner];
    for (let item = 0; item < items; item++) {
      frame.x[item] = (view.getInt16(item * 2, true) / 32767) * REACH;
      frame.y[item] = (-view.getInt16((items + item) * 2, true) / 32767) * REACH;
      extent.left = Math.min(extent.left, frame.x[item]);
      extent.right = Math.max(extent.right, frame.x[item]);
      extent.top = Math.min(extent.top, frame.y[item]);
      extent.bottom = Math.max(extent.bottom, frame.y[item]);
      const group = frame.group[item];
      if (group !== NO_GROUP) frame.counts[group] += 1;
      frame.wrong[item] = this.truth[item] >= 0 && fact.match[group] !== this.truth[item] ? 1 : 0; // noise matches nothing
    }
    if (frame.noise) this.noise = true;
    frame.near = fact.near ? Uint8Array.from(atob(fact.near), (letter) => letter.charCodeAt(0)) : null;
    this.tracks[fact.learner].push(Object.assign(frame, taughtOf(fact)));
  }

  // The groups that a learner's piles stand for, at any of its steps; noise comes last. A group without items has its
  // place, unless the learner finds groups itself.
  rows(learner) {
    const key = `${learner}|${this.count}`;
    this.known = this.known || new Map();
    if (!this.known.has(key)) {
      const used = new Set(this.setup.learners[learner].finds ? [] : Array.from({ length: this.setup.groups }, (_, group) => group));
      for (const frame of this.tracks[learner]) frame.group.forEach((group) => used.add(group));
      this.known.set(key, [...used].sort((a, b) => a - b));
    }
    return this.known.get(key);
  }

  // Where the learners disagree, by the newest frame of each.
  get differ() {
    if (!this.differs || this.differs.count !== this.count) {
      const ends = this.tracks.filter((track) => track.length).map((track) => track[track.length - 1].group);
      this.differs = { ...disagreement(ends), count: this.count };
    }
    return this.differs;
  }

  // The last step of the longest track.
  get end() {
    return Math.max(0, ...this.tracks.map((track) => track.length - 1));
  }

  // The newest step that every learner still running has reached: what a live view shows.
  get front() {
    const running = this.tracks.filter((track, at) => !this.done(at));
    return running.length ? Math.max(0, Math.min(...running.map((track) => track.length - 1))) : this.end;
  }

  done(learner) {
    const track = this.tracks[learner];
    return (track.length > 0 && track[track.length - 1].last) || learner in this.setup.failures;
  }

  // The frame that a learner shows at time `step`: its last one where it has finished earlier.
  frame(learner, step) {
    const track = this.tracks[learner];
    return track.length ? track[Math.max(0, Math.min(track.length - 1, Math.round(step)))] : null;
  }
}
