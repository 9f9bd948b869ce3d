// How sure each learner is: a bar for each class, which moves while one draws.
class Chances {
  constructor(root) {
    this.host = root.host || root;
    this.root = root.querySelector(".chances");
    this.find = (role) => this.root.querySelector(`[data-role="${role}"]`);
  }

  receive(data) {
    this.data = data;
    const rows = this.find("rows");
    const { learners, classes, chance, words } = data;
    if (rows.children.length !== learners.length) rows.replaceChildren(...learners.map(() => figure(classes)));
    const theme = themeOf(this.host);
    learners.forEach((learner, at) => {
      const [caption, ...bars] = rows.children[at].children;
      caption.firstChild.style.background = learner.ink;
      setText(caption.lastChild, learner.title);
      const top = chance[at] ? chance[at].indexOf(Math.max(...chance[at])) : -1;
      bars.forEach((bar, number) => {
        const value = chance[at] ? chance[at][number] : 0;
        bar.classList.toggle("top", number === top);
        setText(bar.children[0], classes[number]);
        bar.children[1].firstChild.style.background = theme.inks[number];
        bar.children[1].firstChild.style.transform = `scaleX(${value})`;
        setText(bar.children[2], chance[at] ? `${Math.round(value * 100)}%` : "–");
      });
    });
    this.root.lang = data.lang === "zh" ? "zh-CN" : "en";
    setText(this.find("told"), words.told);
    this.root.dataset.answered = data.number;
    this.root.dataset.at = String(Date.now()); // when this answer was on the page
  }
}

function figure(classes) {
  const one = document.createElement("figure");
  const caption = document.createElement("figcaption");
  caption.append(document.createElement("i"), document.createElement("span"));
  one.append(caption);
  for (const name of classes) {
    const bar = document.createElement("div");
    bar.className = "bar";
    const line = document.createElement("div");
    line.className = "line";
    line.append(document.createElement("span"));
    const number = document.createElement("span");
    number.className = "number";
    bar.append(document.createElement("b"), line, number);
    bar.firstChild.textContent = name;
    one.append(bar);
  }
  return one;
}

function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

export default mounted(".chances", (parent) => new Chances(parent), (chances, { data }) => data && chances.receive(data));
