// @ts-check
// A sheet: its pages with a box over each field, and beside them what is wrong.

import { call, listen, say, text } from "./api.js";
import { Boxes } from "./boxes.js";
import { announce, make } from "./dom.js";
import { counted, showFindings } from "./findings.js";
import { outputs } from "./outputs.js";
import { Pages } from "./pages.js";
import { around, buttons, followed, ofKey } from "./rows.js";
import { SourcePane } from "./source.js";

/** The most and the least pixels a point. */
const SCALES = [0.6, 2];

/**
 * Shows a sheet; returns what closes the view.
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
  const error = make("div", { class: "run-error", role: "alert" });
  const source = new SourcePane((at) => boxes.focus(at));
  const pane = make("section", { class: "source", hidden: true, "aria-labelledby": "source-head" }, make("h2", { id: "source-head" }, text("元のファイル", "Source")), source.list);

  /** @type {any} */
  let state = null;
  /** @type {any} */
  let fit = { revision: 0, findings: [] };
  /** @type {import("./pages.js").Box[]} */
  let geometry = [];
  let look = "page";
  let drawn = 0;
  let boxInHand = "";

  const pages = new Pages(paper);
  paper.append(layer);
  const boxes = new Boxes(layer, beside, {
    enter(box) {
      boxInHand = box.at;
      const items = around(box.at, boxes.boxes.keys());
      rows.replaceChildren(...buttons(items, wish));
      source.mark(box.at);
      paper.classList.add("in-hand");
    },
    left() {},
    taken: (answer) => answer.revision && take(answer),
    refused(box, why) {
      box.root.dataset.refused = why;
      status.textContent = text("保存できません: ", "Not saved: ") + why;
      status.dataset.state = "failed";
      announce(why);
    },
    layout,
  });
  boxes.id = id;

  function layout() {
    const room = (paper.parentElement?.clientWidth ?? 842) - 32;
    const scale = Math.min(SCALES[1], Math.max(SCALES[0], room / pages.width()));
    const { tops, height } = pages.layout(scale);
    paper.style.width = `${pages.width() * scale}px`;
    layer.style.paddingTop = `${height}px`;
    if (look === "page") boxes.lay(geometry, tops, scale, drawn >= boxes.revision);
    loose.hidden = !beside.childElementCount;
    layer.hidden = look !== "page";
  }

  /** @param {any} wish @param {string} name */
  async function wish(wish, name) {
    const answer = await call({ do: "edit", id, base: boxes.revision, wish });
    if (answer.refused) return announce(say(answer.refused));
    take(answer);
    boxes.focus(followed(boxInHand, wish)) || boxes.focus(boxInHand);
    announce([name, ...(answer.removedComments ?? []).map((/** @type {string} */ it) => text(`消えた注釈: ${it}`, `removed comment: ${it}`))].join(" "));
  }

  /** @param {string} name @param {object} more */
  async function act(name, more = {}) {
    const answer = await call({ do: name, id, ...more });
    if (answer.refused) announce(say(answer.refused));
    else if (answer.revision && answer.id === id) take(answer);
  }

  /** @param {any} taken */
  function take(taken) {
    if (state && taken.revision < state.revision) return;
    state = taken;
    boxes.revision = taken.revision;
    if (taken.isReadable || !boxes.boxes.size) boxes.show(taken.values);
    source.show(taken.text);
    title.textContent = taken.name;
    document.title = `${taken.name} — mokuhyo`;
    undo.disabled = !taken.undo;
    redo.disabled = !taken.redo;
    paper.classList.toggle("stale", !taken.isReadable);
    saving(taken.saving);
    judge();
    layout();
  }

  function judge() {
    const findings = [...(state?.findings ?? []), ...fit.findings];
    boxes.judge(findings);
    showFindings(list, findings, {
      go(at, line) {
        if (!boxes.focus(at)) {
          toggleSource(true);
          source.mark(null, line);
        }
      },
      mend: (finding) => act("mend", { base: boxes.revision, finding }),
    });
    const said = counted(findings);
    if (count.textContent !== said) count.textContent = said;
    const why = fit.run_error && say(fit.run_error);
    const unreadable = state && !state.isReadable ? text("このファイルはいま読めません。紙面は、最後に読めたときのものです。元のファイルの行を確かめてください。", "The file cannot be read now. The page is the last one that could. Check the line in the source.") : "";
    const told = unreadable || why || "";
    if (error.textContent !== told) error.textContent = told;
    if (unreadable) toggleSource(true);
  }

  /** @param {any} it */
  function saving(it) {
    const words = {
      saved: text("保存しました", "Saved"),
      waiting: text("保存しています…", "Saving…"),
      failed: text("保存できません: ", "Not saved: ") + say(it.why),
      conflict: text("保存できません: 同じ所を別のプログラムが書き換えました", "Not saved: another program changed the same place"),
    };
    status.textContent = words[/** @type {keyof typeof words} */ (it.state)];
    status.dataset.state = it.state;
    if (it.state === "conflict") conflict();
  }

  async function conflict() {
    if (view.querySelector("dialog")) return;
    const { conflict: texts } = await call({ do: "conflict", id });
    if (!texts || view.querySelector("dialog")) return;
    const choose = (/** @type {string} */ choice) => async () => {
      const answer = await call({ do: "choose", id, choice });
      if (answer.refused) return announce(say(answer.refused));
      dialog.close();
      dialog.remove();
      take(answer);
    };
    const side = (/** @type {string} */ head, /** @type {string} */ body, /** @type {string} */ choice, /** @type {string} */ label) =>
      make("section", {}, make("h3", {}, head), make("pre", { tabindex: "0", "aria-label": head }, body), make("button", { type: "button", onclick: choose(choice) }, label));
    const dialog = make(
      "dialog",
      { "aria-labelledby": "conflict-head" },
      make("h2", { id: "conflict-head" }, text("同じ所が、別のプログラムでも書き換えられました。どちらを残しますか。", "Another program changed the same place. Which text stays?")),
      make(
        "div",
        { class: "sides" },
        side(text("この画面の内容", "This page's"), texts.mine, "mine", text("この画面の内容を残す", "Keep this page's")),
        side(text("ファイルの内容", "The file's"), texts.theirs ?? text("(ファイルがありません)", "(the file is gone)"), "theirs", text("ファイルの内容を残す", "Keep the file's")),
      ),
    );
    view.append(dialog);
    dialog.showModal();
  }

  /** @param {boolean} [on] */
  function toggleSource(on = Boolean(pane.hidden)) {
    pane.hidden = !on;
    sourceButton.setAttribute("aria-expanded", String(on));
    if (on) source.mark(boxInHand);
    layout();
  }

  const button = (/** @type {string} */ label, /** @type {() => void} */ onclick, /** @type {object} */ more = {}) => make("button", { type: "button", onclick, ...more }, label);
  const undo = button(text("元に戻す", "Undo"), () => act("undo"), { "aria-keyshortcuts": "Control+Z" });
  const redo = button(text("やり直す", "Redo"), () => act("redo"), { "aria-keyshortcuts": "Control+Y" });
  const sourceButton = button(text("元のファイル", "Source"), () => toggleSource(), { "aria-expanded": "false" });
  const against = make("input", { type: "text", size: "8", placeholder: "HEAD", "aria-label": text("見え消しの比べる版", "Revision to compare with"), onchange: () => setLook("redline") });
  const looks = make(
    "fieldset",
    { class: "looks" },
    make("legend", {}, text("紙面", "Page")),
    ...[
      ["page", text("印刷の姿", "As printed")],
      ["redline", text("見え消し", "Changes")],
      ["proof", text("校正刷", "Proof")],
    ].map(([value, label]) => make("label", {}, make("input", { type: "radio", name: "look", value, checked: value === look, onchange: () => setLook(value) }), label)),
    against,
  );

  /** @param {string} kind */
  function setLook(kind) {
    look = kind;
    for (const radio of looks.querySelectorAll("input[type=radio]")) {
      const it = /** @type {HTMLInputElement} */ (radio);
      it.checked = it.value === kind;
    }
    act("look", { look: kind === "redline" ? { kind, against: against.value.trim() } : { kind } });
    layout();
  }

  const built = outputs(id);
  view.replaceChildren(
    make(
      "header",
      { class: "bar" },
      button(text("一覧", "List"), back),
      title,
      status,
      make("div", { class: "tools", role: "toolbar", "aria-label": text("操作", "Tools") }, undo, redo, sourceButton),
      looks,
      built.root,
    ),
    error,
    make(
      "div",
      { class: "desk" },
      make("main", { class: "view", "aria-label": text("紙面", "Page") }, paper, loose),
      make(
        "aside",
        { "aria-label": text("指摘と行の操作", "Findings and rows") },
        make("section", { "aria-labelledby": "rows-head" }, make("h2", { id: "rows-head" }, text("行", "Rows")), rows),
        make("section", { "aria-labelledby": "findings-head" }, make("h2", { id: "findings-head" }, text("指摘", "Findings")), count, list),
        pane,
      ),
    ),
  );
  title.focus();

  const onKey = (/** @type {KeyboardEvent} */ event) => {
    if (event.isComposing) return;
    const key = event.key.toLowerCase();
    if ((event.ctrlKey || event.metaKey) && !event.altKey && (key === "z" || key === "y")) {
      event.preventDefault();
      act(key === "y" || event.shiftKey ? "redo" : "undo");
      return;
    }
    const asked = boxInHand ? ofKey(event, around(boxInHand, boxes.boxes.keys())) : null;
    if (asked) {
      event.preventDefault();
      wish(asked.wish, asked.name);
    }
  };
  const onLeave = (/** @type {BeforeUnloadEvent} */ event) => {
    if (boxes.hasUnsent() || ["failed", "conflict"].includes(state?.saving.state)) event.preventDefault();
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
        judge();
      }
      if (name === "drawing") {
        drawn = data.revision;
        pages.apply(data);
        if (data.boxes) geometry = data.boxes;
        layout();
        paper.dataset.revision = String(drawn);
      }
    },
    (isThere) => view.classList.toggle("lost", !isThere),
  );
  const stopList = listen("list", (name, data) => name === "build" && built.told(data), () => {});
  act("open");
  return () => {
    stop();
    stopList();
    document.removeEventListener("keydown", onKey);
    removeEventListener("beforeunload", onLeave);
    removeEventListener("resize", layout);
  };
}
