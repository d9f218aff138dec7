// @ts-check
// A sheet: its pages with a box over each field, and beside them what is wrong.

import { call, listen, say, text } from "./api.js";
import { Boxes } from "./boxes.js";
import { announce, make } from "./dom.js";
import { counted, showFindings } from "./findings.js";
import { Handle } from "./handle.js";
import { keys } from "./keys.js";
import { looks } from "./looks.js";
import { outputs } from "./outputs.js";
import { Pages } from "./pages.js";
import { around, buttons, followed, ofKey } from "./rows.js";
import { Saving } from "./saving.js";
import { SourcePane } from "./source.js";

/**
 * Shows a sheet; returns what closes the view, and what keeps a person from leaving it.
 * @param {HTMLElement} view @param {number} id @param {() => void} back
 */
export function showSheet(view, id, back) {
  const paper = make("div", { class: "paper" });
  const layer = make("div", { class: "boxes" });
  const beside = make("div", {});
  const loose = make("details", { class: "loose" }, make("summary", {}, text("紙面に出ない欄", "Fields that the page does not show")), beside);
  const status = make("p", { role: "status", class: "status" });
  const count = make("p", { class: "count", "aria-live": "polite" });
  const list = make("ul", { class: "findings" });
  const rows = make("div", { class: "rows" });
  const title = make("h1", { tabindex: "-1" });
  const readOnly = make("p", { class: "hint", hidden: true }, text("この表示は見るだけです。「印刷の姿」に戻すと打てます。", "This view is read-only. Return to the page as printed to type."));
  const source = new SourcePane((at) => boxes.focus(at));
  const pane = make("section", { class: "source", hidden: true, "aria-labelledby": "source-head" }, make("h2", { id: "source-head" }, text("元のファイル", "Source")), source.list);

  /** @type {any} */
  let state = null;
  /** @type {any} */
  let fit = { revision: 0, findings: [] };
  /** @type {import("./pages.js").Box[]} */
  let geometry = [];
  let drawn = 0;
  let lastBox = "";
  let isReached = true;
  let wasReadable = true;

  const pages = new Pages(paper);
  paper.append(layer);
  const boxes = new Boxes(layer, beside, {
    enter(box) {
      lastBox = box.at;
      rows.replaceChildren(...buttons(around(box.at, boxes.boxes.keys()), wish));
      handle.show(box.at);
      source.mark(box.at);
    },
    taken: (answer) => answer.revision && take(answer),
    showState: () => showState(),
    contradicted: (box) => saving.contradicted(box),
    layout,
  });
  boxes.id = id;
  const handle = new Handle(paper, boxes, wish);
  const saving = new Saving(view, boxes, status, { take, back, layout });

  function layout() {
    const held = anchor();
    const { tops, height, width, scale } = pages.layout(paper.parentElement?.clientWidth ?? 842);
    Object.assign(paper.style, { width: `${width}px`, height: `${height}px` });
    if (look.isPage()) {
      boxes.lay(geometry, tops, scale, drawn >= boxes.revision);
      handle.lay(geometry, tops, scale);
    } else handle.hide();
    readOnly.hidden = look.isPage();
    if ([...boxes.boxes.values()].some((box) => box.isGone)) loose.open = true;
    loose.hidden = !beside.childElementCount;
    layer.hidden = !look.isPage();
    held();
  }

  /** Notes the position of the last box in the window; returns a function that scrolls it back there. */
  function anchor() {
    const root = boxes.boxes.get(lastBox)?.root;
    const place = () => (root?.isConnected && root.parentElement === layer ? root.getBoundingClientRect().top : null);
    const before = place();
    return () => {
      const now = place();
      if (before !== null && now !== null && before >= 0 && before < innerHeight && Math.abs(now - before) >= 1) scrollBy(0, now - before);
    };
  }

  /** @param {any} wish @param {string} name */
  async function wish(wish, name) {
    const answer = await call({ do: "edit", id, base: boxes.revision, wish });
    if (answer.refused) return announce(say(answer.refused));
    take(answer);
    boxes.focusNear(followed(lastBox, wish));
    announce([name, ...(answer.removedComments ?? []).map((/** @type {string} */ comment) => text(`消えた覚え書き: ${comment}`, `removed comment: ${comment}`))].join(" "));
  }

  /** @param {string} name @param {object} more */
  async function act(name, more = {}) {
    const answer = await call({ do: name, id, ...more });
    if (answer.refused) announce(say(answer.refused));
    else if (answer.revision && answer.id === id) take(answer);
    return answer;
  }

  /** Undo and redo reach over all sheets: what they changed is shown, or named where it is in another one. @param {string} name */
  async function turn(name) {
    const before = state?.values ?? [];
    const answer = await act(name);
    if (answer.refused || !answer.revision) return;
    if (answer.id !== id) return announce(text(`別のシート「${answer.title}」の変更です。`, `This changed another sheet: ${answer.title}.`));
    const old = new Map(before.map((/** @type {any} */ value) => [value.at, value.text]));
    const changed = answer.values.find((/** @type {any} */ value) => old.get(value.at) !== value.text);
    boxes.focusNear(changed?.at ?? lastBox);
  }

  /** @param {any} taken */
  function take(taken) {
    // An answer and an event of one revision come in any order.
    if (state && taken.serial < state.serial) return;
    const wasInBox = document.activeElement instanceof HTMLElement && Boolean(document.activeElement.dataset.at);
    state = taken;
    boxes.revision = taken.revision;
    if (taken.isReadable || !boxes.boxes.size) boxes.show(taken.values);
    source.show(taken.text);
    title.textContent = taken.title;
    title.title = taken.shown;
    document.title = `${taken.title} — mokuhyo`;
    undo.disabled = !taken.undo;
    redo.disabled = !taken.redo;
    paper.classList.toggle("stale", !taken.isReadable);
    updateFindings();
    layout();
    if (wasInBox && !document.activeElement?.closest("#view")) boxes.focusNear(lastBox);
    if (taken.isReadable && !["conflict", "gone"].includes(taken.saving.state)) boxes.retry();
    showState();
  }

  function updateFindings() {
    const findings = [...(state?.findings ?? []), ...fit.findings];
    boxes.showFindings(findings);
    showFindings(list, findings, {
      go(at, line) {
        if (boxes.focus(at)) return;
        toggleSource(true);
        source.mark(null, line);
        source.list.focus();
      },
      async mend(finding) {
        const { at, label } = state.findings[finding] ?? {};
        const answer = await act("mend", { base: boxes.revision, finding });
        if (answer.refused) return;
        announce(text(`直しました: ${label}`, `mended: ${label}`));
        if (!boxes.focus(at)) boxes.focusNear(lastBox) ?? title.focus();
      },
    });
    const counts = counted(findings);
    if (count.textContent !== counts) count.textContent = counts;
    if (!state) return;
    if (!state.isReadable) {
      const line = findings.find((finding) => finding.severity === "error" && finding.line)?.line;
      if (wasReadable || pane.hidden) toggleSource(true);
      if (line) source.mark(null, line);
    }
    wasReadable = state.isReadable;
  }

  const showState = () => saving.showState(state, fit.runError, isReached);

  /** @param {boolean} [on] */
  function toggleSource(on = Boolean(pane.hidden)) {
    pane.hidden = !on;
    sourceButton.setAttribute("aria-expanded", String(on));
    if (on) source.mark(lastBox);
    layout();
  }

  const button = (/** @type {string} */ label, /** @type {() => void} */ onclick, /** @type {object} */ more = {}) => make("button", { type: "button", onclick, ...more }, label);
  const undo = button(text("元に戻す", "Undo"), () => turn("undo"), { "aria-keyshortcuts": "Control+Z" });
  const redo = button(text("やり直す", "Redo"), () => turn("redo"), { "aria-keyshortcuts": "Control+Y" });
  const sourceButton = button(text("元のファイル", "Source"), () => toggleSource(), { "aria-expanded": "false" });
  const look = looks(
    (look) => {
      act("look", { look });
      layout();
    },
    async () => (await call({ do: "revisions", id })).revisions ?? [],
  );
  const built = outputs(id);
  view.replaceChildren(
    make("header", { class: "bar" }, button(text("一覧", "List"), back), title, status, make("div", { class: "tools", role: "toolbar", "aria-label": text("操作", "Tools") }, undo, redo, sourceButton), look.root, built.root),
    make(
      "div",
      { class: "desk" },
      make("main", { class: "view", "aria-label": text("紙面", "Page") }, readOnly, paper, loose),
      make(
        "aside",
        { "aria-label": text("行の操作、元のファイル、指摘", "Rows, source, findings") },
        make("section", { "aria-labelledby": "rows-head" }, make("h2", { id: "rows-head" }, text("行", "Rows")), rows, keys()),
        pane,
        make("section", { "aria-labelledby": "findings-head" }, make("h2", { id: "findings-head" }, text("指摘", "Findings")), count, list),
      ),
    ),
    saving.strip.root,
  );
  title.focus();

  const onKey = (/** @type {KeyboardEvent} */ event) => {
    if (event.isComposing || saving.dialog) return;
    const key = event.key.toLowerCase();
    if ((event.ctrlKey || event.metaKey) && !event.altKey && (key === "z" || key === "y")) {
      event.preventDefault();
      turn(key === "y" || event.shiftKey ? "redo" : "undo");
      return;
    }
    const asked = lastBox ? ofKey(event, around(lastBox, boxes.boxes.keys())) : null;
    if (asked) {
      event.preventDefault();
      wish(asked.wish, asked.name);
    }
  };
  const isUnsaved = () => saving.isUnsaved(state);
  const onLeave = (/** @type {BeforeUnloadEvent} */ event) => {
    if (isUnsaved()) event.preventDefault();
  };
  document.addEventListener("keydown", onKey);
  addEventListener("beforeunload", onLeave);
  addEventListener("resize", layout);
  const stop = listen(
    id,
    (name, data) => {
      if (name === "sheet") take(data);
      if (name === "gone") announce(say(data.refused));
      if (name === "fit") {
        fit = data;
        if (data.lines) source.lines = data.lines;
        updateFindings();
        showState();
      }
      if (name === "drawing") {
        drawn = data.revision;
        pages.apply(data);
        if (data.boxes) geometry = data.boxes;
        layout();
        paper.dataset.revision = String(drawn);
      }
    },
    (isThere) => {
      // A page that was away for long was let go of.
      if (isThere && !isReached) act("look", { look: look.now() });
      isReached = isThere;
      view.classList.toggle("lost", !isThere);
      if (isThere) boxes.retry(true);
      showState();
    },
  );
  const stopBuilds = listen("builds", (_, data) => built.show(data), () => {});
  act("open");
  return {
    isUnsaved,
    close() {
      stop();
      stopBuilds();
      saving.dialog?.close();
      document.removeEventListener("keydown", onKey);
      removeEventListener("beforeunload", onLeave);
      removeEventListener("resize", layout);
    },
  };
}
