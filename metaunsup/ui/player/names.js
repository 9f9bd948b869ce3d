// On a narrow screen panels lie side by side, one in sight: their names above lead to them, as a finger does.
class PanelNames {
  constructor(player) {
    Object.assign(this, { player, row: player.find("panels"), holder: player.find("names") });
    this.holder.replaceChildren();
    this.buttons = player.panels.map((panel) => {
      const button = make("button", "", this.holder);
      button.type = "button";
      button.addEventListener("click", () => this.show(panel));
      return button;
    });
    this.holder.hidden = player.panels.length < 2;
    this.row.onscroll = () => this.tell();
  }

  show(panel) {
    this.row.scrollTo({ left: this.left(panel), behavior: calm.matches ? "auto" : "smooth" });
  }

  left(panel) {
    return panel.element.offsetLeft - this.row.offsetLeft;
  }

  tell() {
    const middle = this.row.scrollLeft + this.row.clientWidth / 2;
    this.player.panels.forEach((panel, at) => {
      setText(this.buttons[at], panel.info.title);
      const left = this.left(panel);
      this.buttons[at].setAttribute("aria-current", String(left <= middle && middle < left + panel.element.offsetWidth));
    });
  }
}
