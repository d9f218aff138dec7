// @ts-check
// What keeps a text from being saved or shown, at the foot of the window, with what can be done about it. It lies over
// the page, which stays where it is.

import { make } from "./dom.js";

/** @typedef {{why: string, label?: string, on?: () => void}} Notice */

export class Strip {
  constructor() {
    this.words = make("p", {});
    this.buttons = make("div", { class: "choices" });
    this.root = make("div", { class: "strip", role: "alert" }, this.words, this.buttons);
    this.key = "";
  }

  /** Shows the first of the given notices. @param {(Notice | null | undefined | false)[]} all @param {Notice[]} [more] */
  show(all, more = []) {
    const first = all.find(Boolean) || null;
    const shown = first ? [first, ...more] : [];
    const key = JSON.stringify(shown.map(({ why, label }) => [why, label]));
    // What is shown already is not read out again, and its button keeps the focus.
    if (key === this.key) return;
    this.key = key;
    this.words.textContent = first ? first.why : "";
    this.buttons.replaceChildren(...shown.filter((notice) => notice.on).map((notice) => make("button", { type: "button", onclick: notice.on }, notice.label ?? "")));
    this.root.toggleAttribute("data-shown", Boolean(first));
  }
}
