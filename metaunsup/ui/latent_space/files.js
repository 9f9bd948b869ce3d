// What one takes home: the pictures as PNG or SVG, and the points as a table. Made in the browser.
function save(name, type, content) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 5000);
}

function asPng(view) {
  const [gap, head] = [16, 34];
  const width = view.panels.reduce((sum, panel) => sum + panel.box.width + gap, gap);
  const height = Math.max(...view.panels.map((panel) => panel.box.height)) + head + gap;
  const board = document.createElement("canvas");
  const ratio = view.panels[0].canvas.width / view.panels[0].box.width;
  [board.width, board.height] = [width * ratio, height * ratio];
  const pen = board.getContext("2d");
  pen.scale(ratio, ratio);
  pen.fillStyle = view.theme.background;
  pen.fillRect(0, 0, width, height);
  let left = gap;
  for (const panel of view.panels) {
    pen.fillStyle = view.theme.text;
    pen.font = "600 15px system-ui, sans-serif";
    pen.fillText(titleOf(view, panel), left, 22, panel.box.width);
    pen.drawImage(panel.canvas, left, head, panel.box.width, panel.box.height);
    left += panel.box.width + gap;
  }
  board.toBlob((blob) => save("latent-space.png", "image/png", blob), "image/png");
}

function titleOf(view, panel) {
  return `${panel.space.title} · ${panel.picture.title}`;
}

function asSvg(view) {
  const clean = (text) => text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);
  const head = 30;
  const width = view.panels.reduce((sum, panel) => sum + panel.box.width, 0);
  const height = Math.max(...view.panels.map((panel) => panel.box.height)) + head;
  const { theme, data } = view;
  const parts = [`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="system-ui, sans-serif"><rect width="100%" height="100%" fill="${theme.background}"/>`];
  let left = 0;
  for (const panel of view.panels) {
    parts.push(`<text x="${left + 16}" y="20" font-size="14" font-weight="600" fill="${theme.text}">${clean(titleOf(view, panel))}</text>`);
    const radius = data.count > FEW ? 2.5 : 7;
    for (let item = 0; item < data.count; item++) {
      const [x, y] = [(left + panel.x[item]).toFixed(1), (head + panel.y[item]).toFixed(1)];
      parts.push(`<circle cx="${x}" cy="${y}" r="${radius}" fill="${inkFor(theme, panel.paint, item)}"/>`);
      if (radius > 5) parts.push(`<text x="${x}" y="${(Number(y) + 3).toFixed(1)}" font-size="9" fill="${theme.background}" text-anchor="middle">${panel.paint.text(item)}</text>`);
    }
    left += panel.box.width;
  }
  save("latent-space.svg", "image/svg+xml", `${parts.join("\n")}\n</svg>\n`);
}

function asCsv(view) {
  const { data } = view;
  const quoted = (text) => (/[",\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text);
  const lines = ["encoder,method,near,step,item,index,x,y,truth,group,unsure"];
  for (const panel of view.panels) {
    const { space, picture } = panel;
    for (let item = 0; item < data.count; item++) {
      const truth = data.truth && data.truth[item] >= 0 ? data.classes[data.truth[item]] : "";
      lines.push([space.code, picture.method, picture.near ?? "", picture.step, item, data.index[item], picture.x[item].toFixed(4), picture.y[item].toFixed(4),
        truth, picture.groups[item], space.unsure[item].toFixed(3)].map((cell) => quoted(String(cell))).join(","));
    }
  }
  save("latent-space.csv", "text/csv", `${lines.join("\n")}\n`);
}
