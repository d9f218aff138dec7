// @ts-check
// Elements in few words.

/**
 * Makes an element: attributes, `on…` listeners, children.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} name
 * @param {Record<string, any>} [attributes]
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value === true) element.setAttribute(key, "");
    else if (value !== false && value != null) element.setAttribute(key, String(value));
  }
  element.append(...children);
  return element;
}

/** @param {string} id */
export const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

let said = 0;

/**
 * Tells something to whoever sees it and to screen readers.
 * @param {string} message
 */
export function announce(message) {
  const place = byId("said");
  place.replaceChildren(message);
  const now = (said += 1);
  setTimeout(() => now === said && place.replaceChildren(), 8000);
}
