// @ts-check
// A button at the left of the row that has the focus or is under the pointer, with a menu of what may be done to the row.

import { text } from "./api.js";
import { make } from "./dom.js";
import { around, buttons } from "./rows.js";

/** @typedef {import("./pages.js").Box} Geometry */

export class Handle {
  /**
   * @param {HTMLElement} paper
   * @param {import("./boxes.js").Boxes} boxes
   * @param {(wish: any, name: string) => void} wish
   */
  constructor(paper, boxes, wish) {
    this.boxes = boxes;
    this.wish = wish;
    /** The box whose row it is at. */
    this.at = "";
    /** @type {(at: string) => number | null} */
    this.top = () => null;
    // The keyboard has keys for the same; a stop at each row would be in the way from box to box.
    this.button = make("button", { type: "button", class: "handle", tabindex: "-1", hidden: true, "aria-haspopup": "true", "aria-expanded": "false", onclick: () => this.toggle() }, "≡");
    this.menu = make("div", { class: "row-menu", hidden: true, onkeydown: (/** @type {KeyboardEvent} */ event) => this.key(event), onfocusout: (/** @type {FocusEvent} */ event) => this.leave(event) });
    paper.append(this.button, this.menu);
    boxes.place.addEventListener("mouseover", (event) => {
      const at = event.target instanceof HTMLElement ? event.target.dataset.at : undefined;
      if (at !== undefined && this.menu.hidden) this.show(at);
    });
  }

  /** Goes to the row of a box; away where the box is in none. @param {string} at */
  show(at) {
    this.at = at;
    const [item] = around(at, this.boxes.boxes.keys());
    const top = item ? this.top(`${item.list}/${item.index}`) : null;
    this.button.hidden = top === null;
    if (top === null) return this.close();
    const name = text(`${item.name} の行の操作`, `Row of ${item.name}`);
    this.button.setAttribute("aria-label", name);
    this.button.title = name;
    this.button.style.top = `${top}px`;
    this.menu.style.top = `${top}px`;
  }

  /**
   * Takes the places of the boxes.
   * @param {Geometry[]} geometry @param {number[]} tops @param {number} scale
   */
  lay(geometry, tops, scale) {
    this.top = (item) => {
      const inside = geometry.filter((box) => box.at === item || box.at.startsWith(`${item}/`));
      const first = Math.min(...inside.map((box) => box.page));
      const all = inside.filter((box) => box.page === first && tops[box.page] !== undefined);
      return all.length ? tops[first] + Math.min(...all.map((box) => box.y)) * scale : null;
    };
    if (this.at) this.show(this.at);
  }

  hide() {
    this.button.hidden = true;
    this.close();
  }

  toggle() {
    if (!this.menu.hidden) return this.close();
    this.boxes.focus(this.at);
    const act = (/** @type {any} */ wish, /** @type {string} */ name) => {
      this.close();
      this.wish(wish, name);
    };
    this.menu.replaceChildren(...buttons(around(this.at, this.boxes.boxes.keys()), act));
    this.menu.hidden = false;
    this.button.setAttribute("aria-expanded", "true");
    /** @type {HTMLElement | null} */ (this.menu.querySelector("button:enabled"))?.focus();
  }

  close() {
    this.menu.hidden = true;
    this.button.setAttribute("aria-expanded", "false");
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    this.close();
    this.boxes.focus(this.at);
  }

  /** @param {FocusEvent} event */
  leave(event) {
    const to = event.relatedTarget;
    if (to instanceof Node && !this.menu.contains(to) && to !== this.button) this.close();
  }
}
