// @ts-check
// Which view is shown: the list, or a sheet. The address keeps the token, and the history the view.

import { call, lang } from "./api.js";
import { byId } from "./dom.js";
import { showList } from "./list.js";
import { showSheet } from "./sheet.js";

let close = () => {};

/** @param {{sheet?: number} | null} state */
function show(state) {
  close();
  const view = byId("view");
  close = typeof state?.sheet === "number" ? showSheet(view, state.sheet, () => go({})) : showList(view, (sheet) => go({ sheet }));
}

/** @param {{sheet?: number}} state */
function go(state) {
  history.pushState(state, "");
  show(state);
}

document.documentElement.lang = lang;
addEventListener("popstate", (event) => show(event.state));
if (history.state) show(history.state);
else {
  const { named } = await call({ do: "list" });
  show(typeof named === "number" ? { sheet: named } : {});
}
