// @ts-check
// Rows: what may be added, removed, copied and moved around the focused box.

import { text } from "./api.js";
import { make } from "./dom.js";

/**
 * An item of a list that the focused box is in.
 * @typedef {{list: string, index: number, count: number, name: string}} Item
 */

/**
 * The items around an address, the innermost first.
 * @param {string} at
 * @param {Iterable<string>} all the addresses of all boxes
 * @returns {Item[]}
 */
export function around(at, all) {
  const steps = at.split("/");
  const addresses = [...all];
  const items = [];
  for (let end = steps.length; end > 0; end -= 1) {
    if (!/^\d+$/.test(steps[end - 1])) continue;
    const list = steps.slice(0, end - 1).join("/");
    const indices = addresses.filter((address) => address.startsWith(`${list}/`)).map((address) => parseInt(address.slice(list.length + 1), 10));
    const index = Number(steps[end - 1]);
    items.push({ list, index, count: Math.max(index, ...indices) + 1, name: named(steps[end - 2], index) });
  }
  return items;
}

/** @param {string} key @param {number} index */
const named = (key, index) => (key === "組織目標" ? `No.${index + 1}` : `${key}${index + 1}`);

/** What may be done to an item: a name, its key with Alt and Shift, and the wish. */
export const ACTIONS = [
  { ja: "上に追加", does: "行を上に足す", en: "Add above", key: "PageUp", wish: (/** @type {Item} */ item) => ({ wish: "insert", list: item.list, index: item.index }) },
  { ja: "下に追加", does: "行を下に足す", en: "Add below", key: "PageDown", wish: (/** @type {Item} */ item) => ({ wish: "insert", list: item.list, index: item.index + 1 }) },
  { ja: "複製", does: "行を複製する", en: "Duplicate", key: "Insert", wish: (/** @type {Item} */ item) => ({ wish: "duplicate", item: address(item) }) },
  { ja: "上へ", does: "行を上へ移す", en: "Move up", key: "ArrowUp", wish: (/** @type {Item} */ item) => (item.index > 0 ? { wish: "move", item: address(item), to: item.index - 1 } : null) },
  { ja: "下へ", does: "行を下へ移す", en: "Move down", key: "ArrowDown", wish: (/** @type {Item} */ item) => (item.index + 1 < item.count ? { wish: "move", item: address(item), to: item.index + 1 } : null) },
  { ja: "削除", does: "行を消す", en: "Remove", key: "Delete", wish: (/** @type {Item} */ item) => ({ wish: "remove", item: address(item) }) },
];

/** @param {Item} item */
const address = (item) => `${item.list}/${item.index}`;

/**
 * The buttons of the items around a box.
 * @param {Item[]} items
 * @param {(wish: any, name: string) => void} on
 */
export function buttons(items, on) {
  return items.map((item) =>
    make(
      "div",
      { role: "group", "aria-label": item.name, class: "row" },
      make("span", { class: "row-name" }, item.name),
      ...ACTIONS.map((action) => {
        const wish = action.wish(item);
        const label = text(action.ja, action.en);
        const activate = () => wish && on(wish, `${item.name}: ${label}`);
        // The focused box keeps the focus.
        const keep = (/** @type {Event} */ event) => event.preventDefault();
        const keys = item === items[0] ? `Alt+Shift+${action.key}` : null;
        return make("button", { type: "button", disabled: !wish, onclick: activate, onmousedown: keep, "aria-keyshortcuts": keys, title: keys, "aria-label": `${item.name} ${label}` }, label);
      }),
    ),
  );
}

/**
 * The wish of a key press on the innermost item; nothing where the keys mean none.
 * @param {KeyboardEvent} event @param {Item[]} items
 */
export function ofKey(event, items) {
  if (!event.altKey || !event.shiftKey || event.ctrlKey || event.metaKey || !items[0]) return null;
  const action = ACTIONS.find((action) => action.key === event.key);
  const wish = action?.wish(items[0]);
  return action && wish ? { wish, name: `${items[0].name}: ${text(action.ja, action.en)}` } : null;
}

/**
 * The box to go to after a wish: the same one where its item is now.
 * @param {string} at @param {any} wish
 */
export function followed(at, wish) {
  const inside = (/** @type {string} */ item, /** @type {number} */ to) => {
    const list = item.slice(0, item.lastIndexOf("/"));
    return at === item || at.startsWith(`${item}/`) ? `${list}/${to}${at.slice(item.length)}` : at;
  };
  if (wish.wish === "move") return inside(wish.item, wish.to);
  if (wish.wish === "duplicate") return inside(wish.item, Number(wish.item.slice(wish.item.lastIndexOf("/") + 1)) + 1);
  if (wish.wish === "insert" && at.startsWith(`${wish.list}/`)) {
    const [index, ...rest] = at.slice(wish.list.length + 1).split("/");
    return [wish.list, wish.index, ...rest].join("/") || index;
  }
  return at;
}
