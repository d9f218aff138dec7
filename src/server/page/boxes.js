// @ts-check
// The boxes over the page: native inputs of the place and size of the paper's, in its order.

import { call, say, text } from "./api.js";
import { make } from "./dom.js";

/**
 * @typedef {import("./pages.js").Box} Geometry
 * @typedef {{at: string, text: string, label: string, choices: string[] | null}} Value
 * @typedef {{severity: string, message: import("./api.js").Message, help: import("./api.js").Message, at: string | null,
 *   label: string, line?: number, number?: number, mend?: string | null, edits?: [string, string][] | null}} Finding
 */

/** A box, and what it knows of the server's text. */
class Box {
  /** @param {Boxes} boxes @param {Value} value */
  constructor(boxes, value) {
    this.boxes = boxes;
    this.at = value.at;
    /** What the server has, as far as is known. */
    this.known = value.text;
    /** What stood in it when it was entered. */
    this.entered = value.text;
    this.isComposing = false;
    this.isSending = false;
    this.isRefused = false;
    this.input = value.choices ? choice(value) : make("textarea", { rows: 1, spellcheck: "false", autocomplete: "off" });
    this.input.value = value.text;
    this.input.dataset.at = value.at;
    this.notes = make("span", { class: "notes", id: boxes.next() });
    this.label = make("span", { class: "name", "aria-hidden": "true" });
    this.root = make("div", { class: "box" }, this.label, this.input, this.notes);
    this.listen();
    this.show(value);
  }

  listen() {
    const input = this.input;
    input.addEventListener("focus", () => {
      this.entered = input.value;
      this.boxes.enter(this);
    });
    input.addEventListener("blur", () => this.leave());
    input.addEventListener("input", () => this.send());
    input.addEventListener("compositionstart", () => {
      this.isComposing = true;
      call({ do: "compose", id: this.boxes.id, on: true });
    });
    input.addEventListener("compositionend", () => {
      this.isComposing = false;
      call({ do: "compose", id: this.boxes.id, on: false });
      this.send();
      this.boxes.layout();
    });
    input.addEventListener("keydown", (event) => this.key(/** @type {KeyboardEvent} */ (event)));
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.key !== "Escape" || event.isComposing) return;
    event.preventDefault();
    this.input.value = this.entered;
    this.send();
  }

  isDirty() {
    return this.input.value !== this.known;
  }

  /** Sends what stands in the box; what is typed meanwhile is sent after that. */
  async send() {
    this.root.toggleAttribute("data-unsent", this.isDirty());
    if (this.isSending || this.isComposing) return;
    this.isSending = true;
    while (this.isDirty() && !this.isComposing) {
      const typed = this.input.value;
      const wish = typed === "" ? { wish: "clear", at: this.at } : { wish: "set", at: this.at, text: typed };
      const answer = await call({ do: "edit", id: this.boxes.id, base: this.boxes.revision, wish });
      if (answer.refused) {
        // What she typed stays in the box, with the reason beside it.
        this.isRefused = true;
        this.boxes.refused(this, say(answer.refused));
        break;
      }
      this.isRefused = false;
      this.known = typed;
      this.root.toggleAttribute("data-unsent", this.isDirty());
      delete this.root.dataset.refused;
      this.boxes.taken(answer);
    }
    this.isSending = false;
  }

  async leave() {
    await this.send();
    call({ do: "save", id: this.boxes.id });
    this.boxes.left(this);
  }

  /** Takes what the server has, but for what is being typed. @param {Value} value */
  show(value) {
    this.label.textContent = value.label;
    this.input.setAttribute("aria-label", value.label);
    if (this.isComposing || this.isSending || this.isRefused || this.input.value !== this.known) return;
    this.known = value.text;
    if (this.input.value === value.text) return;
    const { selectionStart, selectionEnd } = /** @type {HTMLTextAreaElement} */ (this.input);
    if (this.input instanceof HTMLSelectElement) offer(this.input, value);
    this.input.value = value.text;
    if (this.input instanceof HTMLTextAreaElement && document.activeElement === this.input) {
      this.input.setSelectionRange(selectionStart, selectionEnd);
    }
  }

  /** @param {Finding[]} findings */
  judge(findings) {
    const worst = findings.some((it) => it.severity === "error") ? "error" : findings.length ? "warning" : "";
    this.root.dataset.severity = worst;
    const said = findings.map((it) => `${severity(it.severity)}: ${say(it.message)}`).join("\n");
    if (this.notes.textContent !== said) this.notes.textContent = said;
    if (worst) this.input.setAttribute("aria-describedby", this.notes.id);
    else this.input.removeAttribute("aria-describedby");
    this.input.setAttribute("aria-invalid", String(worst === "error"));
  }
}

/** @param {string} name */
export const severity = (name) => (name === "error" ? text("誤り", "error") : text("注意", "warning"));

/** @param {Value} value */
function choice(value) {
  const select = make("select");
  offer(select, value);
  return select;
}

/** Symbols, nothing, and what stands there though it is none. @param {HTMLSelectElement} select @param {Value} value */
function offer(select, value) {
  const texts = new Set(["", ...(value.choices ?? []), value.text]);
  select.replaceChildren(...[...texts].map((it) => make("option", { value: it }, it || text("(空欄)", "(empty)"))));
}

export class Boxes {
  /**
   * @param {HTMLElement} place over the page
   * @param {HTMLElement} beside for fields that the page does not show
   * @param {{enter: (box: Box) => void, left: (box: Box) => void, taken: (state: any) => void, refused: (box: Box, why: string) => void, layout: () => void}} hooks
   */
  constructor(place, beside, hooks) {
    this.place = place;
    this.beside = beside;
    this.hooks = hooks;
    this.id = 0;
    this.revision = 0;
    /** @type {Map<string, Box>} */
    this.boxes = new Map();
    this.count = 0;
  }

  next() {
    this.count += 1;
    return `box-${this.count}`;
  }

  /** @param {Box} box */
  enter(box) {
    this.hooks.enter(box);
  }

  /** @param {Box} box */
  left(box) {
    this.hooks.left(box);
  }

  /** @param {any} state */
  taken(state) {
    if (state.revision) this.revision = Math.max(this.revision, state.revision);
    this.hooks.taken(state);
  }

  /** @param {Box} box @param {string} why */
  refused(box, why) {
    this.hooks.refused(box, why);
  }

  layout() {
    this.hooks.layout();
  }

  /** Keeps every box that is still there, in the order of the paper. @param {Value[]} values */
  show(values) {
    const wanted = new Set(values.map((value) => value.at));
    const known = this.boxes;
    this.boxes = new Map();
    for (const [at, box] of known) if (!wanted.has(at)) box.root.remove();
    /** @type {Element | null} */
    let before = this.place.firstElementChild;
    for (const value of values) {
      let box = known.get(value.at);
      if (box && Boolean(value.choices) !== box.input instanceof HTMLSelectElement) {
        if (before === box.root) before = before.nextElementSibling;
        box.root.remove();
        box = undefined;
      }
      if (box) box.show(value);
      else box = new Box(this, value);
      this.boxes.set(value.at, box);
      if (box.root.parentElement === this.beside) continue;
      // A box that stands right is not moved: it would lose its focus.
      if (box.root === before) before = before.nextElementSibling;
      else this.place.insertBefore(box.root, before);
    }
  }

  /** @param {Finding[]} findings */
  judge(findings) {
    for (const [at, box] of this.boxes) box.judge(findings.filter((it) => it.at === at));
  }

  /**
   * Lays the boxes over the pages. One that goes on over a page is one box, where it begins. Those without a place
   * on the paper are listed behind it, once the pages of today are there.
   * @param {Geometry[]} geometry @param {number[]} tops @param {number} scale @param {boolean} isCurrent
   */
  lay(geometry, tops, scale, isCurrent) {
    /** @type {Map<string, Geometry>} */
    const first = new Map();
    for (const it of geometry) if (!first.has(it.at)) first.set(it.at, it);
    for (const [at, box] of this.boxes) {
      if (box.isComposing) continue;
      const it = first.get(at);
      const isShown = it !== undefined && tops[it.page] !== undefined;
      const wasBeside = box.root.parentElement === this.beside;
      if (!isShown) {
        if (isCurrent && !wasBeside && !box.root.contains(document.activeElement)) {
          box.root.removeAttribute("style");
          box.input.removeAttribute("style");
          this.beside.append(box.root);
        }
        continue;
      }
      if (wasBeside) this.place.insertBefore(box.root, this.behind(at));
      box.root.classList.toggle("at-right", it.x * scale > this.place.clientWidth / 2);
      Object.assign(box.root.style, {
        left: `${it.x * scale}px`,
        top: `${tops[it.page] + it.y * scale}px`,
        width: `${it.w * scale}px`,
        height: `${it.h * scale}px`,
      });
      box.input.style.fontSize = `${it.size * scale}px`;
    }
  }

  /** The box on the page that comes next in the order of the paper. @param {string} at */
  behind(at) {
    const all = [...this.boxes.keys()];
    const next = all.slice(all.indexOf(at) + 1).map((it) => this.boxes.get(it)?.root);
    return next.find((it) => it?.parentElement === this.place) ?? null;
  }

  hasUnsent() {
    return [...this.boxes.values()].some((box) => box.isDirty());
  }

  /** @param {string | null} at */
  focus(at) {
    const box = at === null ? undefined : this.boxes.get(at);
    box?.input.focus();
    box?.root.scrollIntoView({ block: "nearest", inline: "nearest" });
    return Boolean(box);
  }
}
