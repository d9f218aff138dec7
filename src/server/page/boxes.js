// @ts-check
// The boxes over the page: native inputs of the place and size of the paper's, in its order.

import { Box } from "./box.js";

/**
 * @typedef {import("./pages.js").Box} Geometry
 * @typedef {import("./box.js").Value} Value
 * @typedef {{enter: (box: Box) => void, taken: (state: any) => void, showState: () => void, contradicted: (box: Box) => void, layout: () => void}} Hooks
 */

export class Boxes {
  /**
   * @param {HTMLElement} place over the page
   * @param {HTMLElement} beside for fields that the page does not show
   * @param {Hooks} hooks
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

  /** @param {any} state */
  taken(state) {
    if (state.revision) this.revision = Math.max(this.revision, state.revision);
    this.hooks.taken(state);
  }

  /** Keeps every box that is still there, in the order of the paper. @param {Value[]} values */
  show(values) {
    const wanted = new Set(values.map((value) => value.at));
    const known = this.boxes;
    this.boxes = new Map();
    for (const [at, box] of known) if (!wanted.has(at)) this.leave(box);
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

  /** Takes away a box whose field is gone, unless it holds a text that is nowhere else. @param {Box} box */
  leave(box) {
    if (!box.isDirty() || box.isSending) return box.root.remove();
    box.lose();
    this.boxes.set(box.at, box);
    this.move(box);
  }

  /** Puts a box beside the page. @param {Box} box */
  move(box) {
    box.root.removeAttribute("style");
    box.input.removeAttribute("style");
    this.beside.append(box.root);
  }

  /** @param {import("./findings.js").Finding[]} findings */
  showFindings(findings) {
    for (const [at, box] of this.boxes) box.showFindings(findings.filter((finding) => finding.at === at));
  }

  /**
   * Lays the boxes over the pages. One that goes on over a page is one box, where it begins. Those without a place
   * on the paper are listed behind it, once the pages of today are there.
   * @param {Geometry[]} geometry @param {number[]} tops @param {number} scale @param {boolean} isCurrent
   */
  lay(geometry, tops, scale, isCurrent) {
    /** @type {Map<string, Geometry>} */
    const first = new Map();
    for (const area of geometry) if (!first.has(area.at)) first.set(area.at, area);
    const width = this.place.clientWidth;
    for (const [at, box] of this.boxes) {
      if (box.isComposing || box.isGone) continue;
      const area = first.get(at);
      const isShown = area !== undefined && tops[area.page] !== undefined;
      const wasBeside = box.root.parentElement === this.beside;
      if (!isShown) {
        if (isCurrent && !wasBeside && !box.root.contains(document.activeElement)) this.move(box);
        continue;
      }
      if (wasBeside) this.place.insertBefore(box.root, this.behind(at));
      box.root.classList.toggle("at-right", area.x * scale > width / 2);
      Object.assign(box.root.style, {
        left: `${area.x * scale}px`,
        top: `${tops[area.page] + area.y * scale}px`,
        width: `${area.w * scale}px`,
        height: `${area.h * scale}px`,
      });
      Object.assign(box.input.style, {
        fontSize: `${area.size * scale}px`,
        lineHeight: `${area.line * scale}px`,
        textAlign: area.isCentered ? "center" : "",
        padding: `${area.dy * scale}px ${area.dx * scale}px 0`,
      });
    }
  }

  /** The box on the page that comes next in the order of the paper. @param {string} at */
  behind(at) {
    const all = [...this.boxes.keys()];
    const next = all.slice(all.indexOf(at) + 1).map((address) => this.boxes.get(address)?.root);
    return next.find((root) => root?.parentElement === this.place) ?? null;
  }

  /** The boxes whose text the server has not. */
  unsent() {
    return [...this.boxes.values()].filter((box) => box.isDirty());
  }

  /** Sends again what was refused. @param {boolean} [always] */
  retry(always) {
    for (const box of this.boxes.values()) box.retry(always);
  }

  /** @param {string | null | undefined} at */
  focus(at) {
    const box = at == null ? undefined : this.boxes.get(at);
    box?.input.focus();
    box?.root.scrollIntoView({ block: "nearest", inline: "nearest" });
    return Boolean(box);
  }

  /** Goes to a box, or to the one that is most like it. @param {string} at */
  focusNear(at) {
    if (this.focus(at)) return;
    const steps = at.split("/");
    const likeness = (/** @type {string} */ address) => {
      const otherSteps = address.split("/");
      const same = steps.findIndex((step, number) => step !== otherSteps[number]);
      return same < 0 ? steps.length : same;
    };
    const all = [...this.boxes.keys()];
    const most = Math.max(0, ...all.map(likeness));
    if (most) this.focus(all.findLast((address) => likeness(address) === most));
  }
}
