// @ts-check
// The YAML as it is saved, to be read: a line leads to its box, and a box to its line.

import { text } from "./api.js";
import { make } from "./dom.js";

export class SourcePane {
  /** @param {(at: string) => void} go */
  constructor(go) {
    this.go = go;
    this.list = make("ol", { class: "lines", tabindex: "0", "aria-label": text("ファイルの中身(見るだけ)", "The file (read-only)") });
    /** @type {[string, number][]} */
    this.lines = [];
    /** @type {string[]} */
    this.shown = [];
  }

  /** Shows a text; lines that are as they were stay. @param {string} whole */
  show(whole) {
    const lines = whole.split(/\r\n|\r|\n/);
    lines.forEach((line, number) => {
      if (this.shown[number] === line && this.list.children[number]) return;
      const item = make("li", { onclick: () => this.click(number + 1) }, line || " ");
      this.list.children[number] ? this.list.children[number].replaceWith(item) : this.list.append(item);
    });
    while (this.list.children.length > lines.length) this.list.lastElementChild?.remove();
    this.shown = lines;
  }

  /** @param {number} line */
  click(line) {
    const before = this.lines.filter(([, it]) => it <= line).sort((one, other) => other[1] - one[1]);
    if (before[0]) this.go(before[0][0]);
  }

  /** Marks the line of a box. @param {string | null} at @param {number} [line] */
  mark(at, line) {
    const number = line ?? this.lines.find(([it]) => it === at)?.[1];
    this.list.querySelector(".marked")?.classList.remove("marked");
    const item = number ? /** @type {HTMLElement | undefined} */ (this.list.children[number - 1]) : undefined;
    item?.classList.add("marked");
    if (item && this.list.offsetParent) this.list.scrollTop = item.offsetTop - this.list.clientHeight / 2;
  }
}
