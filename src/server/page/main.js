// @ts-check
// Which view is shown: the list, or a sheet. The address keeps the token, and the history the view.

import { call, lang, text } from "./api.js";
import { byId } from "./dom.js";
import { showList } from "./list.js";
import { showSheet } from "./sheet.js";

/** @typedef {{close: () => void, isUnsaved?: () => boolean}} View */

/** @type {View} */
let shown = { close() {} };
/** @type {{sheet?: number}} */
let place = {};

const LOST = text(
  "まだ保存されていない文字があります。この画面を離れると失われることがあります。離れますか。",
  "Some text is not saved yet, and may be lost. Leave this page?",
);

/** Shows a view; returns whether the one that is shown may be left. @param {{sheet?: number} | null} state */
function show(state) {
  if (shown.isUnsaved?.() && !confirm(LOST)) return false;
  shown.close();
  place = state ?? {};
  const view = byId("view");
  view.classList.remove("lost");
  shown = typeof place.sheet === "number" ? showSheet(view, place.sheet, () => go({})) : showList(view, (sheet) => go({ sheet }));
  return true;
}

/** @param {{sheet?: number}} state */
function go(state) {
  if (show(state)) history.pushState(state, "");
}

document.documentElement.lang = lang;
// Who stays goes back to where the history was.
addEventListener("popstate", (event) => show(event.state) || history.pushState(place, ""));
if (history.state) show(history.state);
else {
  const { named } = await call({ do: "list" });
  show(typeof named === "number" ? { sheet: named } : {});
}
