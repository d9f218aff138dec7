// @ts-check
// Whether everything is saved, what keeps it from being so, and what a person chooses then.

import { call, say, text } from "./api.js";
import { ask } from "./conflict.js";
import { announce } from "./dom.js";
import { Strip } from "./strip.js";

/**
 * @typedef {import("./box.js").Box} Box
 * @typedef {{take: (state: any) => void, back: () => void, layout: () => void}} Hooks
 */

export class Saving {
  /** @param {HTMLElement} view @param {import("./boxes.js").Boxes} boxes @param {HTMLElement} status @param {Hooks} hooks */
  constructor(view, boxes, status, hooks) {
    this.view = view;
    this.boxes = boxes;
    this.status = status;
    this.hooks = hooks;
    this.strip = new Strip();
    /** @type {HTMLDialogElement | null} */
    this.dialog = null;
    /** The conflict that is asked about, or was put off. */
    this.isAsked = false;
    this.isClosed = false;
  }

  /** @param {any} state */
  isUnsaved(state) {
    if (this.isClosed) return false;
    return this.boxes.unsent().length > 0 || ["failed", "conflict", "gone"].includes(state?.saving.state);
  }

  /** @param {any} state @param {import("./api.js").Message | null | undefined} undrawn @param {boolean} isReached */
  showState(state, undrawn, isReached) {
    if (!state) return;
    const refused = this.boxes.unsent().filter((box) => box.refused);
    const words = /** @type {Record<string, string>} */ ({ saved: text("保存しました", "Saved"), waiting: text("保存しています…", "Saving…") });
    const kind = isReached && !refused.length ? state.saving.state : "failed";
    this.status.textContent = words[kind] ?? text("保存できません", "Not saved");
    this.status.dataset.state = kind;
    const kept = refused.length ? text("打った文字は欄に残っています。", "What was typed is still in its box.") : "";
    const isGone = state.saving.state === "gone";
    this.strip.show(
      [
        !isReached && { why: text("mokuhyo につながりません。終わっていれば、もう一度始めてください。", "mokuhyo cannot be reached. If it has ended, start it again.") + kept },
        isGone && { why: text("このファイルは、ほかのプログラムが消したか、名前を変えました。", "Another program removed or renamed this file."), label: text("この内容でもう一度作る", "Write it again"), on: () => this.choose("mine") },
        state.saving.state === "conflict" && { why: text("ほかのプログラムが、同じ所を書き換えました。どちらを残すか選ぶまで、保存しません。", "Another program changed the same place. Nothing is saved until one text is chosen."), label: text("比べて選ぶ", "Compare and choose"), on: () => this.conflict() },
        state.saving.state === "failed" && { why: `${say(state.saving.why)}${text("書けるようになれば、続けて保存します。", "It is saved as soon as it can be written.")}${kept}` },
        !state.isReadable && { why: `${text(`このファイルはいま読めません。紙面は、最後に読めたときのものです。右の「元のファイル」の印のある行が原因です。右の指摘のボタンで直すか、「${state.shown}」をメモ帳などで開いて直してください。`, `The file cannot be read now. The page is the last good one. The marked line of the source is at fault. Mend it by the finding's button, or open ${state.shown} in a text editor.`)}${kept}` },
        refused[0] && this.ofBox(refused[0], kept),
        undrawn && { why: say(undrawn) },
      ],
      isGone ? [{ why: "", label: text("閉じて一覧へ", "Close it"), on: () => this.choose("theirs") }] : [],
    );
    if (state.saving.state !== "conflict") {
      if (this.isAsked) this.dialog?.close();
      this.isAsked = false;
    } else if (!this.isAsked) this.conflict();
  }

  /** @param {Box} box @param {string} kept */
  ofBox(box, kept) {
    const why = `${box.label.textContent}: ${box.refused}`;
    if (box.theirs !== null) return { why: why + kept, label: text("比べて選ぶ", "Compare and choose"), on: () => this.contradicted(box) };
    if (box.isGone) return { why, label: text("この文字は要らない", "Discard this text"), on: () => this.discard(box) };
    return { why: why + kept, label: text("その欄へ", "To the box"), on: () => void this.boxes.focus(box.at) };
  }

  /** @param {Box} box */
  discard(box) {
    box.drop();
    box.root.remove();
    this.boxes.boxes.delete(box.at);
    this.hooks.layout();
    this.boxes.hooks.showState();
  }

  /** @param {"mine" | "theirs"} choice */
  async choose(choice) {
    const answer = await call({ do: "choose", id: this.boxes.id, choice });
    if (answer.closed) {
      this.isClosed = true;
      return this.hooks.back();
    }
    if (answer.refused) return announce(say(answer.refused));
    this.hooks.take(answer);
    this.boxes.retry(true);
  }

  /** Asks about the boxes that the session and the file have differently. */
  async conflict() {
    if (this.dialog) return;
    this.isAsked = true;
    const { conflict: found } = await call({ do: "conflict", id: this.boxes.id });
    if (!found || this.dialog) return;
    // Text that was typed since is only in the boxes.
    for (const difference of found.differences) {
      const box = this.boxes.boxes.get(difference.at);
      if (box?.isDirty()) difference.mine = box.input.value;
    }
    this.open({
      why: found.isWhole
        ? text("行ごとに違いを並べています。残さない側の変更は、すべて捨てられます。", "The lines that differ. All changes of the other side are dropped.")
        : text("どちらの内容を残しますか。ほかの所の変更は、どちらの分もそのまま残ります。", "Which text stays? Changes of other places stay, of both sides."),
      differences: found.differences,
      choose: (isMine) => {
        if (!isMine) for (const difference of found.differences) this.boxes.boxes.get(difference.at)?.drop();
        this.choose(isMine ? "mine" : "theirs");
      },
    });
  }

  /** Asks about a box that another program saved while it was typed into. @param {Box} box */
  contradicted(box) {
    if (this.dialog || box.theirs === null) return;
    this.open({
      why: text("打っている間に、ほかのプログラムがこの欄を保存しました。どちらの内容を残しますか。", "Another program saved this box while it was being typed into. Which text stays?"),
      differences: [{ label: box.label.textContent ?? "", mine: box.input.value, theirs: box.theirs }],
      choose: (isMine) => {
        box.choose(isMine);
        this.boxes.focus(box.at);
      },
    });
  }

  /** @param {Parameters<typeof ask>[1]} asked */
  open(asked) {
    const dialog = ask(this.view, asked);
    this.dialog = dialog;
    dialog.addEventListener("close", () => {
      if (this.dialog === dialog) this.dialog = null;
    });
  }
}
