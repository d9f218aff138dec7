// What web.mjs asks of a page within it: each function is run in the page, and returns what is wrong.

// Texts with less than 4.5:1, and marks (borders of boxes, shapes of charts) with less than 3:1 against what they lie on.
export const faint = () => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const parsed = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const light = (colour) => {
    const [red, green, blue] = colour.slice(0, 3).map((it) => (it / 255 <= 0.04045 ? it / 255 / 12.92 : ((it / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrast = (one, other) => {
    const [high, low] = [light(one), light(other)].sort((a, b) => b - a);
    return (high + 0.05) / (low + 0.05);
  };
  const print = matchMedia("print").matches && !matchMedia("(forced-colors: active)").matches;
  const ground = (it) => {
    for (let at = it; at; at = at.parentElement) {
      const colour = parsed(getComputedStyle(at).backgroundColor);
      if (colour[3] > 0) return colour;
    }
    return print ? [255, 255, 255, 255] : parsed("Canvas");
  };
  const isSeen = (it) => it.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && it.getClientRects().length > 0;
  const faults = [];
  const hold = (it, what, colour, least) => {
    const found = contrast(parsed(colour), ground(it));
    if (found < least) faults.push(`${what} has ${found.toFixed(2)}:1, less than ${least}:1: ${it.textContent.trim().slice(0, 20)}`);
  };
  for (const it of document.querySelectorAll("body *")) {
    if (!isSeen(it)) continue;
    const style = getComputedStyle(it);
    const inSvg = it.ownerSVGElement;
    if ([...it.childNodes].some((node) => node.nodeType === 3 && node.data.trim())) hold(it, "text", inSvg ? style.fill : style.color, 4.5);
    if (["TH", "TD", "DT", "DD", "FIGURE"].includes(it.tagName) && style.borderTopStyle !== "none" && parseFloat(style.borderTopWidth) > 0) {
      // A border lies between two boxes, of which one has the page's ground.
      const on = Math.max(contrast(parsed(style.borderTopColor), ground(it)), contrast(parsed(style.borderTopColor), ground(document.body)));
      if (on < 3) faults.push(`a border has ${on.toFixed(2)}:1: ${it.textContent.trim().slice(0, 20)}`);
    }
    if (inSvg && ["rect", "line", "path", "circle"].includes(it.localName) && !it.closest("defs, clipPath, pattern")) {
      // A pattern is drawn in the colour of the outline.
      const colours = [style.fill, style.stroke].filter((colour) => colour !== "none" && !colour.startsWith("url"));
      const best = Math.max(0, ...colours.map((colour) => contrast(parsed(colour), ground(inSvg))));
      const box = it.getBoundingClientRect();
      if (best < 3 && box.width + box.height > 0) faults.push(`a ${it.localName}.${it.getAttribute("class")} of a chart has ${best.toFixed(2)}:1`);
    }
  }
  return faults;
};

// Numbers that stand on two lines.
export const brokenNumbers = () =>
  [...document.querySelectorAll(".n")]
    .filter((it) => it.checkVisibility())
    .filter((it) => new Set([...it.getClientRects()].map((box) => Math.round(box.top))).size > 1)
    .map((it) => it.textContent);

// Texts of one chart whose boxes share more than a hair.
export const overlaps = () =>
  [...document.querySelectorAll("figure")].flatMap((figure) => {
    const texts = [...figure.querySelectorAll("svg text")].filter((it) => it.textContent.trim());
    const boxes = texts.map((it) => ({ words: it.textContent.trim(), box: it.getBoundingClientRect() }));
    const meet = (one, other) =>
      Math.min(one.right, other.right) - Math.max(one.left, other.left) > 0.5 && Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 2;
    return boxes.flatMap((one, index) => boxes.slice(index + 1).filter((other) => meet(one.box, other.box)).map((other) => `${one.words} and ${other.words}`));
  });

// Rows of a card whose boxes do not reach its right end.
export const holes = () =>
  [...document.querySelectorAll(".goals tbody")]
    .filter((card) => getComputedStyle(card).display === "grid")
    .flatMap((card) => {
      const rows = new Map();
      for (const it of card.querySelectorAll("th, td:not(:empty)")) {
        const { top, right, height } = it.getBoundingClientRect();
        const row = rows.get(Math.round(top)) ?? { right: 0, words: it.textContent.trim().slice(0, 20) };
        if (height > 2) rows.set(Math.round(top), { ...row, right: Math.max(row.right, right) });
      }
      const end = card.getBoundingClientRect().right;
      return [...rows.values()].filter(({ right }) => right < end - 2).map(({ words }) => words);
    });

// Texts smaller than 15 px.
export const small = () =>
  [...document.querySelectorAll("body *")]
    .filter((it) => it.checkVisibility() && [...it.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
    .map((it) => {
      const scale = it.ownerSVGElement ? it.getScreenCTM().a : 1;
      return { size: parseFloat(getComputedStyle(it).fontSize) * scale, words: it.textContent.trim().slice(0, 20) };
    })
    .filter(({ size }) => size < 14.99)
    .map(({ size, words }) => `${size.toFixed(1)} px: ${words}`);

// Whether what is selected is the text, and whether it is found.
export const copied = () => {
  const faults = [];
  const pieces = [...document.querySelectorAll("h1, h3, p, dd, td, th, li")].filter(
    (it) => it.querySelector("wbr, .n") && !it.querySelector("br, p, ul, .added, a") && it.checkVisibility(),
  );
  const selection = getSelection();
  for (const it of pieces.slice(0, 40)) {
    selection.selectAllChildren(it);
    const text = selection.toString();
    if (text.trim() !== it.textContent.trim()) faults.push(`copied as ${text}: ${it.textContent}`);
  }
  for (const it of pieces.slice(0, 10)) {
    selection.removeAllRanges();
    if (!window.find(it.textContent.trim(), true, false, true)) faults.push(`not found: ${it.textContent}`);
  }
  selection.removeAllRanges();
  return faults;
};
