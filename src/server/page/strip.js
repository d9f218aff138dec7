// @ts-check
// What keeps a text from being saved or shown, at the foot of the window, with what can be done about it. It lies over
// the page, which stays where it is.

import { make } from "./dom.js";

/** @typedef {{why: string, label?: string, on?: () => void}} Told */

export class Strip {
  constructor() {
    this.words = make("p", {});
    this.buttons = make("div", { class: "choices" });
    this.root = make("div", { class: "strip", role: "alert" }, this.words, this.buttons);
    this.key = "";
  }

  /** Tells the first of what there is to tell. @param {(Told | null | undefined | false)[]} all @param {Told[]} [more] */
  tell(all, more = []) {
    const told = all.find(Boolean) || null;
    const shown = told ? [told, ...more] : [];
    const key = JSON.stringify(shown.map(({ why, label }) => [why, label]));
    // What is shown already is not read out again, and its button keeps the focus.
    if (key === this.key) return;
    this.key = key;
    this.words.textContent = told ? told.why : "";
    this.buttons.replaceChildren(...shown.filter((it) => it.on).map((it) => make("button", { type: "button", onclick: it.on }, it.label ?? "")));
    this.root.toggleAttribute("data-shown", Boolean(told));
  }
}
