// @ts-check
// A box: a native input over a field of the page, and what it knows of the server's text.

import { call, say, text } from "./api.js";
import { make } from "./dom.js";

/**
 * @typedef {{at: string, text: string, label: string, choices: string[] | null}} Value
 * @typedef {import("./findings.js").Finding} Finding
 * @typedef {import("./boxes.js").Boxes} Boxes
 */

export class Box {
  /** @param {Boxes} boxes @param {Value} value */
  constructor(boxes, value) {
    this.boxes = boxes;
    this.at = value.at;
    /** What the server has, as far as is known, and the revision of which it is known. */
    this.known = value.text;
    this.base = boxes.revision;
    /** The text that it had when it was entered. */
    this.entered = value.text;
    this.isComposing = false;
    this.isSending = false;
    /** Why the server does not take what is typed; empty where it does. */
    this.refused = "";
    this.refusedAt = 0;
    /** The server's text where another program changed the field meanwhile: a person chooses. @type {string | null} */
    this.theirs = null;
    /** Whether the sheet has no such field any more; the text stays until a person takes it away. */
    this.isGone = false;
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
      this.boxes.hooks.enter(this);
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
      this.boxes.hooks.layout();
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

  /** Sends the text of the box; text that is typed meanwhile is sent after that. */
  async send() {
    this.root.toggleAttribute("data-unsent", this.isDirty());
    if (this.isSending || this.isComposing || this.theirs !== null || this.isGone) return;
    this.isSending = true;
    while (this.isDirty() && !this.isComposing) {
      const typed = this.input.value;
      const wish = typed === "" ? { wish: "clear", at: this.at } : { wish: "set", at: this.at, text: typed };
      const answer = await call({ do: "edit", id: this.boxes.id, base: this.base, wish });
      if (answer.refused) {
        await this.refuse(answer, typed);
        break;
      }
      this.settle(typed, answer.revision);
      this.boxes.taken(answer);
    }
    this.isSending = false;
    if (!this.isDirty() && this.refused) this.settle(this.known, this.base);
    this.root.toggleAttribute("data-unsent", this.isDirty());
    this.boxes.hooks.showState();
  }

  /** The server has what was typed. @param {string} typed @param {number} revision */
  settle(typed, revision) {
    this.known = typed;
    this.base = revision;
    this.refused = "";
    this.theirs = null;
    this.root.toggleAttribute("data-unsent", this.isDirty());
    delete this.root.dataset.refused;
  }

  /** Keeps what is typed, with the reason. @param {import("./api.js").Answer} answer @param {string} typed */
  async refuse(answer, typed) {
    this.refused = say(answer.refused);
    this.root.dataset.refused = this.refused;
    if (answer.kind?.refused === "outdated") {
      const state = await call({ do: "state", id: this.boxes.id });
      const now = state.values?.find((/** @type {Value} */ value) => value.at === this.at);
      if (now) {
        if (now.text === typed) this.settle(typed, state.revision);
        else this.theirs = now.text;
      }
      this.boxes.taken(state);
      if (this.theirs !== null) this.boxes.hooks.contradicted(this);
    }
    this.refusedAt = this.boxes.revision;
  }

  /** Ends a contradiction. @param {boolean} isMine */
  choose(isMine) {
    if (this.theirs === null) return;
    if (!isMine) this.input.value = this.theirs;
    this.settle(this.theirs, this.boxes.revision);
    this.send();
  }

  /** Lets go of what is typed and not sent. */
  drop() {
    this.input.value = this.known;
    this.settle(this.known, this.base);
  }

  /** Sends again what was refused, once the text is another or the server is back. @param {boolean} [always] */
  retry(always = false) {
    if (this.refused && this.isDirty() && (always || this.boxes.revision > this.refusedAt)) this.send();
  }

  async leave() {
    await this.send();
    call({ do: "save", id: this.boxes.id });
  }

  /** Takes what the server has, but for what is being typed. @param {Value} value */
  show(value) {
    this.isGone = false;
    this.label.textContent = value.label;
    this.input.setAttribute("aria-label", value.label);
    // What is typed was typed over the text that it began with.
    if (this.isComposing || this.isSending || this.isDirty()) return;
    this.known = value.text;
    this.base = this.boxes.revision;
    if (this.input.value === value.text) return;
    const { selectionStart, selectionEnd } = /** @type {HTMLTextAreaElement} */ (this.input);
    if (this.input instanceof HTMLSelectElement) offer(this.input, value);
    this.input.value = value.text;
    if (this.input instanceof HTMLTextAreaElement && document.activeElement === this.input) {
      this.input.setSelectionRange(selectionStart, selectionEnd);
    }
  }

  /** The sheet has no such field any more. */
  lose() {
    this.isGone = true;
    this.refused = text("この欄は、ほかのプログラムが消しました。要る文字は写してください。", "Another program removed this box. Copy the text that is needed.");
    this.root.dataset.refused = this.refused;
  }

  /** @param {Finding[]} findings */
  showFindings(findings) {
    const worst = findings.some((finding) => finding.severity === "error") ? "error" : findings.length ? "warning" : "";
    if (this.root.dataset.severity !== worst) this.root.dataset.severity = worst;
    const words = findings.map((finding) => `${severity(finding.severity)}: ${say(finding.message)}`).join("\n");
    if (this.notes.textContent !== words) this.notes.textContent = words;
    if (worst) this.input.setAttribute("aria-describedby", this.notes.id);
    else this.input.removeAttribute("aria-describedby");
    this.input.setAttribute("aria-invalid", String(worst === "error"));
  }
}

/** @param {string} name */
export const severity = (name) => (name === "error" ? text("エラー", "error") : text("警告", "warning"));

/** @param {Value} value */
function choice(value) {
  const select = make("select");
  offer(select, value);
  return select;
}

/** Offers the symbols, an empty choice, and a present text that is no symbol. @param {HTMLSelectElement} select @param {Value} value */
function offer(select, value) {
  const texts = new Set(["", ...(value.choices ?? []), value.text]);
  select.replaceChildren(...[...texts].map((choice) => make("option", { value: choice }, choice || text("(空欄)", "(empty)"))));
}
