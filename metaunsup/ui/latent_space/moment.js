// What of the view a link holds: what the slider stands at, the item that is looked at, and those that are selected.
const SIX = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"; // six items a letter, the first its lowest bit

function written(items) {
  const letters = [];
  for (const item of items) letters[Math.floor(item / 6)] |= 1 << (item % 6);
  return Array.from(letters, (bits) => SIX[bits || 0]).join("");
}

function read(text, count) {
  return Array.from({ length: count }, (_, item) => item).filter((item) => (SIX.indexOf(text[Math.floor(item / 6)] || "A") >> (item % 6)) & 1);
}

const named = ({ at, picked, selected }) => `${at} ${picked} ${selected}`;

// What is on the screen; from now on it stays there.
function momentOf(view) {
  view.stop();
  const at = view.stops.length ? view.stops[Math.round(view.goal)] : -1;
  const moment = { at, picked: view.chosen === null ? 0 : view.chosen + 1, selected: written(view.selected) };
  view.moment = named(moment);
  return moment;
}

// Go to the moment that the page tells, once; the slider as soon as its picture is there.
function goTo(view, moment) {
  if (!moment || view.moment === named(moment)) return;
  const { count } = view.setup.sprite;
  const never = moment.at < 0 && !moment.picked && !moment.selected;
  const before = view.moment;
  view.moment = named(moment);
  if (never && !before) return;
  view.chosen = moment.picked > 0 && moment.picked <= count ? moment.picked - 1 : null;
  view.selected = new Set(read(moment.selected, count));
  if (moment.at >= 0) view.wished = moment.at;
}
