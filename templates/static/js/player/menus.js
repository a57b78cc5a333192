// Panels of the player: one open at a time, Escape closes it and gives the focus back. Inside are plain radio buttons.
export class Menus {
  constructor(root) {
    this.buttons = [...root.querySelectorAll("[data-menu]")];
    this.panels = new Map(this.buttons.map((button) => [button, root.querySelector(`#${button.getAttribute("aria-controls")}`)]));
    for (const button of this.buttons) button.addEventListener("click", () => this.turn(button, button.getAttribute("aria-expanded") !== "true"));
    document.addEventListener("pointerdown", (event) => {
      const button = this.current;
      if (button && !button.contains(event.target) && !this.panels.get(button).contains(event.target)) this.close();
    });
    root.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !this.current) return;
      event.stopPropagation();
      const button = this.current;
      this.close();
      button.focus();
    });
  }

  get current() {
    return this.buttons.find((button) => button.getAttribute("aria-expanded") === "true");
  }

  turn(button, open) {
    for (const other of this.buttons) {
      const shown = other === button && open;
      other.setAttribute("aria-expanded", String(shown));
      this.panels.get(other).hidden = !shown;
    }
    if (open) this.panels.get(button).querySelector("input:checked, input, button")?.focus();
  }

  close() {
    this.turn(null, false);
  }
}
