// @ts-check
// What is wrong, as a list beside the page: the place in the paper's words, the mend, and a button where there is one.

import { say, text } from "./api.js";
import { severity } from "./box.js";
import { make } from "./dom.js";

/**
 * @typedef {{severity: string, message: import("./api.js").Message, help: import("./api.js").Message, at: string | null,
 *   label: string, isOfFile?: boolean, line?: number, number?: number, mend?: string | null, edits?: [string, string][] | null}} Finding
 */

/**
 * @param {HTMLElement} place
 * @param {Finding[]} findings
 * @param {{go: (at: string | null, line?: number) => void, mend: (number: number) => void}} on
 */
export function showFindings(place, findings, on) {
  const focusedKey = document.activeElement instanceof HTMLElement && place.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  const items = findings.map((finding) => {
    // What concerns the file's notation is mended by a button, or by somebody who edits the file.
    const help = finding.isOfFile && finding.mend ? text("下のボタンを押すと直ります。", "The button below mends it.") : say(finding.help);
    const of = finding.isOfFile && !finding.mend ? text(`元のファイル(${finding.line}行目)の直し方: `, `Mend of the file, line ${finding.line}: `) : text("直し方: ", "Mend: ");
    const where = finding.label || (finding.line ? text(`${finding.line}行目`, `line ${finding.line}`) : text("シート全体", "the whole sheet"));
    const key = `${finding.number ?? "fit"}`;
    return make(
      "li",
      { class: `finding ${finding.severity}` },
      make("span", { class: "severity" }, severity(finding.severity)),
      make("button", { type: "button", class: "place", "data-key": `go ${key}`, onclick: () => on.go(finding.at, finding.line) }, where),
      make("p", {}, say(finding.message)),
      make("p", { class: "help" }, make("span", { class: "help-head" }, of), help),
      ...mend(finding, key, on.mend),
    );
  });
  if (!items.length) items.push(make("li", { class: "none" }, text("指摘はありません。", "Nothing is wrong.")));
  place.replaceChildren(...items);
  if (focusedKey) /** @type {HTMLElement | null} */ (place.querySelector(`[data-key="${focusedKey}"]`))?.focus();
}

/** @param {Finding} finding @param {string} key @param {(number: number) => void} on */
function mend(finding, key, on) {
  const { number, edits } = finding;
  if (!finding.mend || number === undefined || !edits) return [];
  const shown = edits.map(([old, new_]) => make("span", { class: "edit" }, make("del", {}, old || "␣"), " → ", make("ins", {}, new_ || text("(消す)", "(nothing)"))));
  const label = finding.mend === "certain" ? text("直す", "Mend") : text("この案に直す", "Mend as proposed");
  const name = `${label}: ${finding.label}`;
  return [make("p", { class: "mend" }, ...shown, make("button", { type: "button", "data-key": `mend ${key}`, "aria-label": name, onclick: () => on(number) }, label))];
}

/** @param {Finding[]} findings */
export function counted(findings) {
  const errors = findings.filter((finding) => finding.severity === "error").length;
  return text(`エラー ${errors}件、警告 ${findings.length - errors}件`, `${errors} errors, ${findings.length - errors} warnings`);
}
