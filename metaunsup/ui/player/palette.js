// Colours that people with the usual colour-vision deficiencies can tell apart (after Okabe and Ito, widened to ten),
// once dark enough for white paper and once bright enough for a dark page. Beyond ten, the number on the badge decides.
const GROUP_INKS = {
  light: ["#0067a5", "#c8500a", "#00795c", "#b3458a", "#836600", "#2b8cc9", "#7d1d4f", "#4d40b0", "#5b6066", "#5f7200"],
  dark: ["#5fb0ea", "#ff9253", "#3fd0a4", "#f0a1cd", "#eedb55", "#a5dcff", "#e2749f", "#aa9dff", "#cdd0d4", "#bccf55"],
};
const NO_GROUP = 65535; // how noise travels
// Items in no group: between paper and ink, drawn without the paper and the frame that a group's items have.
const NOISE_INK = { light: "#8b9096", dark: "#83898f" };
// Ink, mark and dash of a learner come with the race (common/palette.py): the same as in the figures of other pages.
const DASHES = { solid: "", dot: "2 3", dash: "7 3", longdash: "12 3", dashdot: "7 3 2 3", longdashdot: "12 3 2 3" };

function themeOf(element) {
  const style = getComputedStyle(element);
  const read = (name, fallback) => style.getPropertyValue(name).trim() || fallback;
  const background = read("--st-background-color", "#ffffff");
  const dark = brightness(background) < 0.5;
  const inks = GROUP_INKS[dark ? "dark" : "light"];
  return {
    dark,
    inks,
    noise: NOISE_INK[dark ? "dark" : "light"],
    background,
    surface: read("--st-secondary-background-color", dark ? "#22262b" : "#f2f2f2"),
    text: read("--st-text-color", dark ? "#f0f0f0" : "#222222"),
    border: read("--st-border-color", dark ? "#444444" : "#dddddd"),
    key: `${dark}|${background}`,
  };
}

function inkOf(theme, group) {
  return group === NO_GROUP ? theme.noise : theme.inks[group % 10];
}

// No rim at all for noise: a tile in the colour of the page would bite pieces out of those that it overlaps.
function rimOf(theme, group) {
  return group === NO_GROUP ? null : inkOf(theme, group);
}

function brightness(colour) {
  const [red, green, blue] = channels(colour);
  return (0.299 * red + 0.587 * green + 0.114 * blue) / 255;
}

function channels(colour) {
  const hex = /^#([0-9a-f]{6})/i.exec(colour);
  if (hex) return [0, 2, 4].map((at) => parseInt(hex[1].slice(at, at + 2), 16));
  const numbers = (colour.match(/[\d.]+/g) || [255, 255, 255]).map(Number);
  return numbers.slice(0, 3);
}

function mix(first, second, share) {
  const a = channels(first);
  const b = channels(second);
  return `rgb(${a.map((value, at) => Math.round(value * (1 - share) + b[at] * share)).join(",")})`;
}

// A translated sentence with its gaps filled; a gap with a bar, {steps:step|steps}, chooses by whether it is 1.
function fill(sentence, fields) {
  return (sentence || "").replace(/\{(\w+)(?::([^|}]*)\|([^}]*))?\}/g, (gap, name, one, more) => {
    if (!(name in fields)) return gap;
    if (more === undefined) return String(fields[name]);
    return Number(fields[name]) === 1 ? one : more;
  });
}

// A number as people read it, two places or as many as asked for: with a true minus, and none before a zero.
function decimals(value, many = 2) {
  const size = Math.abs(value).toFixed(many);
  return value < 0 && Number(size) ? `−${size}` : size;
}
