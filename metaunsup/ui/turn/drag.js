// A picture under a mouse, a pen or a finger, on its way to a group or back to none.
const DRAG = 6; // pixels that a pointer goes before it drags

class Dragging {
  constructor(desk) {
    Object.assign(this, { desk, now: null, dragged: false });
    const acts = { pointerdown: "take", pointermove: "move", pointerup: "leave", pointercancel: "drop" };
    for (const [kind, act] of Object.entries(acts)) desk.root.addEventListener(kind, (event) => this[act](event));
  }

  take(event) {
    const tile = event.target.closest(".tile");
    this.dragged = false;
    if (!tile || this.now || this.desk.state !== "running" || (event.pointerType === "mouse" && event.button !== 0)) return;
    this.now = { tile, id: event.pointerId, x: event.clientX, y: event.clientY, moving: false };
    tile.setPointerCapture(event.pointerId);
  }

  move(event) {
    const { now } = this;
    if (!now || event.pointerId !== now.id) return;
    const [dx, dy] = [event.clientX - now.x, event.clientY - now.y];
    now.moving = now.moving || Math.hypot(dx, dy) >= DRAG;
    if (!now.moving) return;
    now.tile.classList.add("dragging");
    now.tile.style.transform = `translate(${dx}px, ${dy}px)`;
    const over = this.under(event);
    this.places.forEach((place) => place.classList.toggle("over", place === over));
  }

  leave(event) {
    const { now } = this;
    if (!now || event.pointerId !== now.id) return;
    const over = this.under(event);
    this.drop();
    this.dragged = now.moving;
    if (!now.moving) return;
    const item = Number(now.tile.dataset.item);
    this.desk.at = item;
    if (over) this.desk.put(item, Number(over.dataset.group));
  }

  // Where it came from, as nothing had happened.
  drop() {
    if (!this.now) return;
    this.now.tile.classList.remove("dragging");
    this.now.tile.style.transform = "";
    this.places.forEach((place) => place.classList.remove("over"));
    this.now = null;
  }

  // Whether a drag has just ended; asked once.
  ended() {
    const { dragged } = this;
    this.dragged = false;
    return dragged;
  }

  get places() {
    return [this.desk.find("tray"), ...this.desk.bins];
  }

  under({ clientX: x, clientY: y }) {
    return this.places.find((place) => {
      const edge = place.getBoundingClientRect();
      return x >= edge.left && x <= edge.right && y >= edge.top && y <= edge.bottom;
    });
  }
}
