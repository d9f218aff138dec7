// @ts-check
// How to type into the page, for somebody who sees it for the first time.

import { text } from "./api.js";
import { make } from "./dom.js";
import { ACTIONS } from "./rows.js";

export function keys() {
  /** @type {[string, string][]} */
  const all = [
    ["Enter", text("欄の中で行を変える", "breaks the line in a box")],
    ["Tab", text("次の欄へ(Shift+Tab で前の欄へ)", "goes to the next box (Shift+Tab: to the one before)")],
    ["Esc", text("その欄を、打つ前に戻す", "takes back what was typed into the box")],
    ["Ctrl+Z", text("元に戻す", "undoes")],
    ["Ctrl+Y", text("やり直す", "redoes")],
    ...ACTIONS.map((action) => /** @type {[string, string]} */ ([`Alt+Shift+${action.key}`, text(action.does, `${action.en.toLowerCase()} (the row)`)])),
  ];
  const list = all.flatMap(([key, what]) => [make("dt", {}, make("kbd", {}, key)), make("dd", {}, what)]);
  const saved = text("打った文字は、手を止めると自動で保存されます。", "What is typed is saved by itself as soon as you pause.");
  return make("details", { class: "keys" }, make("summary", {}, text("使い方", "How to use it")), make("p", { class: "hint" }, saved), make("dl", {}, ...list));
}
