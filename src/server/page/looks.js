// @ts-check
// How the page is shown: as it prints, what changed, the proof.

import { text } from "./api.js";
import { make } from "./dom.js";

/**
 * @param {(look: {kind: string, against?: string}) => void} on
 * @param {() => Promise<{short: string, day: string, subject: string}[]>} revisions the earlier versions of the sheet
 */
export function looks(on, revisions) {
  let kind = "page";
  const list = make("datalist", { id: "revisions" });
  const against = make("input", { type: "text", size: "14", list: list.id, placeholder: text("前回の記録", "last commit"), "aria-label": text("見え消しの比べる版", "Revision to compare with"), onchange: () => set("redline"), onfocus: offer });
  let isOffered = false;

  async function offer() {
    if (isOffered) return;
    isOffered = true;
    list.replaceChildren(...(await revisions()).map((revision) => make("option", { value: revision.short }, `${revision.day} ${revision.subject}`)));
  }
  const radio = (/** @type {string} */ value, /** @type {string} */ label) => make("label", {}, make("input", { type: "radio", name: "look", value, checked: value === kind, onchange: () => set(value) }), label);
  const root = make(
    "fieldset",
    { class: "looks" },
    make("legend", {}, text("紙面", "Page")),
    radio("page", text("印刷の姿", "As printed")),
    radio("redline", text("見え消し", "Changes")),
    against,
    list,
    radio("proof", text("校正刷", "Proof")),
  );

  /** @param {string} value */
  function set(value) {
    kind = value;
    for (const input of root.querySelectorAll("input")) if (input.type === "radio") input.checked = input.value === value;
    on(now());
  }

  const now = () => (kind === "redline" ? { kind, against: against.value.trim() } : { kind });
  return { root, now, isPage: () => kind === "page" };
}
