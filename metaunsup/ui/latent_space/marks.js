// Points told apart by ink and by number; small ones, where no number can be read, by ink and by shape. A number below 0
// is that of an outlier, or of an item in no group.

function inkAt(theme, number) {
  return number < 0 ? theme.noise : theme.inks[number % theme.inks.length];
}

function disc(pen, theme, x, y, radius, ink, text) {
  pen.beginPath();
  pen.arc(x, y, radius, 0, Math.PI * 2);
  pen.fillStyle = ink;
  pen.fill();
  if (radius < 5) return;
  pen.fillStyle = theme.background;
  pen.font = `700 ${Math.round(radius * 1.25)}px system-ui, sans-serif`;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.fillText(text, x, y + 0.5, radius * 1.9);
}

// Ten shapes, one for each ink, of about the same area.
const SHAPES = [[[-1, -1], [1, -1], [1, 1], [-1, 1]], null, [[0, -1.3], [1.2, 1], [-1.2, 1]], [[0, -1.4], [1.4, 0], [0, 1.4], [-1.4, 0]],
  [[0, 1.3], [1.2, -1], [-1.2, -1]], [[-1.5, -0.5], [1.5, -0.5], [1.5, 0.5], [-1.5, 0.5]], [[-0.5, -1.5], [0.5, -1.5], [0.5, 1.5], [-0.5, 1.5]],
  [[1.3, 0], [-1, 1.2], [-1, -1.2]], [[-1.3, 0], [1, 1.2], [1, -1.2]], [[-1, -1.3], [1, -1.3], [0.3, 0], [1, 1.3], [-1, 1.3], [-0.3, 0]]];

function mark(pen, x, y, radius, ink, number) {
  const shape = number < 0 ? null : SHAPES[number % SHAPES.length];
  pen.fillStyle = ink;
  pen.beginPath();
  if (shape) shape.forEach(([right, down], at) => (at ? pen.lineTo(x + right * radius, y + down * radius) : pen.moveTo(x + right * radius, y + down * radius)));
  else pen.arc(x, y, number < 0 ? radius * 0.6 : radius * 1.1, 0, Math.PI * 2);
  pen.fill();
}

// What an item is coloured by: a number for its ink, and the text that stands in its point.
function colouring(data, space, picture) {
  const { colour } = data;
  if (colour === "unsure") {
    return { number: () => 0, text: (item) => String(Math.min(9, Math.floor(space.unsure[item] * 10))), share: (item) => space.unsure[item] };
  }
  const other = data.spaces[colour === "first" ? 0 : colour === "second" ? Math.min(1, data.spaces.length - 1) : 0];
  const groups = colour === "truth" ? data.truth : colour === "own" ? picture.groups : other.groups;
  // a class that is called 7 is 7 in the picture, too
  const label = (number) => (number < 0 ? "–" : colour === "truth" && data.classes[number].length < 3 ? data.classes[number] : String(number + 1));
  return { number: (item) => groups[item], label, text: (item) => label(groups[item]), share: null };
}

function inkFor(theme, paint, item) {
  return paint.share ? mix(theme.inks[0], theme.inks[1], paint.share(item)) : inkAt(theme, paint.number(item));
}

// Pictures keep to the few inks of groups: each ink is a sheet of its own.
function tileInk(theme, paint, item) {
  return paint.share ? theme.text : inkFor(theme, paint, item);
}
