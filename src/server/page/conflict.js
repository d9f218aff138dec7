// @ts-check
// Two texts of the same box, side by side, between which a person chooses.

import { text } from "./api.js";
import { make } from "./dom.js";

/** @typedef {{label: string, mine: string, theirs: string}} Difference */

/**
 * Shows what differs; returns the dialog. Whoever closes it chooses later.
 * @param {HTMLElement} view
 * @param {{why: string, differences: Difference[], choose: (isMine: boolean) => void}} asked
 */
export function ask(view, { why, differences, choose }) {
  const cell = (/** @type {string} */ side) => make("td", {}, side === "" ? make("span", { class: "none" }, text("(空欄)", "(empty)")) : make("pre", {}, side));
  const rows = differences.map((difference) => make("tr", {}, make("th", { scope: "row" }, difference.label), cell(difference.mine), cell(difference.theirs)));
  const heads = [text("欄", "Box"), text("この画面の内容", "This page"), text("ファイルの内容", "The file")];
  const button = (/** @type {string} */ label, /** @type {() => void} */ on) => make("button", { type: "button", onclick: () => (dialog.close(), on()) }, label);
  const dialog = make(
    "dialog",
    { class: "conflict", "aria-labelledby": "conflict-head", "aria-describedby": "conflict-why", onclose: () => dialog.remove() },
    make("h2", { id: "conflict-head" }, text("同じ所が、ほかのプログラムでも書き換えられました", "Another program changed the same place")),
    make("p", { id: "conflict-why" }, why),
    make(
      "div",
      { class: "sides", tabindex: "0", role: "region", "aria-label": text("二つの内容", "Both texts") },
      make("table", {}, make("thead", {}, make("tr", {}, ...heads.map((head) => make("th", { scope: "col" }, head)))), make("tbody", {}, ...rows)),
    ),
    make(
      "div",
      { class: "choices" },
      button(text("この画面の内容を残す", "Keep this page's"), () => choose(true)),
      button(text("ファイルの内容を残す", "Keep the file's"), () => choose(false)),
      button(text("あとで選ぶ", "Choose later"), () => {}),
    ),
  );
  view.append(dialog);
  dialog.showModal();
  return dialog;
}
