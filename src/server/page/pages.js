// @ts-check
// The pages as Typst draws them, kept up to date by differences. Screen readers pass over them: they read the boxes.

import { make } from "./dom.js";

/**
 * @typedef {{width: number, height: number, start: number, end: number, elements: string[], definitions: string[]}} PageDifference
 * @typedef {{at: string, page: number, x: number, y: number, w: number, h: number, size: number, line: number, dx: number, dy: number, isCentered: boolean}} Box
 * @typedef {{revision: number, pages: PageDifference[], boxes?: Box[]}} Difference
 */

const SVG = "http://www.w3.org/2000/svg";
/** The pixels of a point, at the least and at the most. */
const SCALES = { least: 1, most: 2 };

const OUTER = `<svg xmlns="${SVG}" xmlns:xlink="http://www.w3.org/1999/xlink">`;

export class Pages {
  /** @param {HTMLElement} place */
  constructor(place) {
    this.place = place;
    /** @type {{sheet: HTMLElement, svg: SVGSVGElement, width: number, height: number}[]} */
    this.pages = [];
    this.definitions = /** @type {SVGSVGElement} */ (document.createElementNS(SVG, "svg"));
    this.definitions.setAttribute("class", "definitions");
    this.definitions.setAttribute("aria-hidden", "true");
    this.place.append(this.definitions);
    /** @type {Set<string>} */
    this.known = new Set();
  }

  /** @param {Difference} difference */
  apply(difference) {
    difference.pages.forEach((page, number) => this.page(number, page));
    for (const { sheet } of this.pages.splice(difference.pages.length)) sheet.remove();
  }

  /** @param {number} number @param {PageDifference} page */
  page(number, page) {
    const shown = this.pages[number] ?? this.add();
    const { svg } = shown;
    shown.width = page.width;
    shown.height = page.height;
    svg.setAttribute("viewBox", `0 0 ${page.width} ${page.height}`);
    for (const definition of parsed(page.definitions)) {
      if (this.known.has(definition.id)) continue;
      this.known.add(definition.id);
      this.definitions.append(definition);
    }
    // Both ends stay; what is between them is new.
    const old = [...svg.childNodes];
    const behind = old[old.length - page.end] ?? null;
    for (const gone of old.slice(page.start, old.length - page.end)) gone.remove();
    for (const element of parsed(page.elements)) svg.insertBefore(element, behind);
  }

  add() {
    const svg = /** @type {SVGSVGElement} */ (document.createElementNS(SVG, "svg"));
    svg.setAttribute("aria-hidden", "true");
    const sheet = make("div", { class: "page" }, svg);
    this.place.append(sheet);
    const shown = { sheet, svg, width: 842, height: 595 };
    this.pages.push(shown);
    return shown;
  }

  /**
   * Gives the pages their size: as wide as the window allows, and at least so large that a zoomed window shows larger type.
   * @param {number} available in pixels, with its padding
   */
  layout(available) {
    const GAP = 16;
    const wide = Math.max(1, ...this.pages.map((page) => page.width));
    const scale = Math.min(SCALES.most, Math.max(SCALES.least, (available - 32) / wide));
    const tops = [];
    let top = 0;
    for (const { sheet, width, height } of this.pages) {
      sheet.style.top = `${top}px`;
      sheet.style.width = `${width * scale}px`;
      sheet.style.height = `${height * scale}px`;
      tops.push(top);
      top += height * scale + GAP;
    }
    return { tops, height: top, width: wide * scale, scale };
  }
}

/** @param {string[]} texts */
function parsed(texts) {
  const whole = new DOMParser().parseFromString(`${OUTER}${texts.join("")}</svg>`, "image/svg+xml");
  return [...whole.documentElement.children].map((element) => document.importNode(element, true));
}
