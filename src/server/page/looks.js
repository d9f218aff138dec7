// @ts-check
// How the page is shown: as it prints, what changed, the proof.

import { text } from "./api.js";
import { make } from "./dom.js";

/**
 * @param {(look: {kind: string, against?: string}) => void} on
 */
export function looks(on) {
  let kind = "page";
  const against = make("input", { type: "text", size: "10", placeholder: "HEAD", "aria-label": text("見え消しの比べる版", "Revision to compare with"), onchange: () => set("redline") });
  const radio = (/** @type {string} */ value, /** @type {string} */ label) => make("label", {}, make("input", { type: "radio", name: "look", value, checked: value === kind, onchange: () => set(value) }), label);
  const root = make(
    "fieldset",
    { class: "looks" },
    make("legend", {}, text("紙面", "Page")),
    radio("page", text("印刷の姿", "As printed")),
    radio("redline", text("見え消し", "Changes")),
    against,
    radio("proof", text("校正刷", "Proof")),
  );

  /** @param {string} value */
  function set(value) {
    kind = value;
    for (const it of root.querySelectorAll("input")) if (it.type === "radio") it.checked = it.value === value;
    on(now());
  }

  const now = () => (kind === "redline" ? { kind, against: against.value.trim() } : { kind });
  return { root, now, isPage: () => kind === "page" };
}
