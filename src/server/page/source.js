// @ts-check
// The YAML as it is saved, to be read: a line leads to its box, and a box to its line.

import { text } from "./api.js";
import { make } from "./dom.js";

export class SourcePane {
  /** @param {(at: string) => void} go */
  constructor(go) {
    this.go = go;
    this.list = make("ol", {
      class: "lines",
      role: "listbox",
      tabindex: "0",
      "aria-label": text("ファイルの行(見るだけ。行を選ぶと、その欄へ移ります)", "Lines of the file (read-only; a chosen line leads to its box)"),
      onkeydown: (/** @type {KeyboardEvent} */ event) => this.key(event),
    });
    /** @type {[string, number][]} */
    this.lines = [];
    /** @type {string[]} */
    this.shown = [];
    this.line = 0;
  }

  /** Shows a text; lines that are as they were stay. @param {string} whole */
  show(whole) {
    const lines = whole.split(/\r\n|\r|\n/);
    if (lines.at(-1) === "") lines.pop();
    lines.forEach((line, number) => {
      if (this.shown[number] === line && this.list.children[number]) return;
      const item = make("li", { role: "option", id: `line-${number + 1}`, "aria-selected": "false", "aria-label": line.trim() ? null : text("空の行", "empty line"), onclick: () => this.click(number + 1) }, line || " ");
      this.list.children[number] ? this.list.children[number].replaceWith(item) : this.list.append(item);
    });
    while (this.list.children.length > lines.length) this.list.lastElementChild?.remove();
    this.shown = lines;
    if (this.line) this.choose(this.line);
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const steps = /** @type {Record<string, number>} */ ({ ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -this.shown.length, End: this.shown.length });
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Enter" || event.key === " ") this.click(this.line);
    else if (event.key in steps) this.choose(Math.min(this.shown.length, Math.max(1, this.line + steps[event.key])));
    else return;
    event.preventDefault();
  }

  /** @param {number} line */
  click(line) {
    const before = this.lines.filter(([, start]) => start <= line).sort((left, right) => right[1] - left[1]);
    if (before[0]) this.go(before[0][0]);
  }

  /** Marks the line of a box. @param {string | null} at @param {number} [line] */
  mark(at, line) {
    this.choose(line ?? this.lines.find(([address]) => address === at)?.[1] ?? 0);
  }

  /** Marks a line and scrolls to it. @param {number} number */
  choose(number) {
    const old = this.list.querySelector(".marked");
    old?.classList.remove("marked");
    old?.setAttribute("aria-selected", "false");
    this.line = number;
    const item = /** @type {HTMLElement | undefined} */ (number ? this.list.children[number - 1] : undefined);
    if (!item) return this.list.removeAttribute("aria-activedescendant");
    item.classList.add("marked");
    item.setAttribute("aria-selected", "true");
    this.list.setAttribute("aria-activedescendant", item.id);
    if (this.list.offsetParent) this.list.scrollTop = item.offsetTop - this.list.clientHeight / 2;
  }
}
