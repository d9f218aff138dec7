// @ts-check
// Buttons that build, how far a build is, and what it made.

import { call, file, say, text } from "./api.js";
import { announce, make } from "./dom.js";

/** @param {number | null} id the open sheet, if there is one */
export function outputs(id) {
  const bar = make("progress", { hidden: true, "aria-label": text("作成の進み", "Progress of the build") });
  const made = make("ul", { class: "made" });
  const status = make("p", { class: "told", role: "status" });
  let asked = false;
  let shows = false;
  const build = (/** @type {{what: string, id?: number}} */ wanted) => async () => {
    asked = true;
    // A booklet is built to be looked at.
    shows = wanted.what === "booklet";
    bar.hidden = false;
    bar.removeAttribute("value");
    status.textContent = text("作っています…", "Building…");
    made.replaceChildren();
    const answer = await call({ do: "build", wanted });
    if (answer.refused) status.textContent = say(answer.refused);
  };
  const button = (/** @type {string} */ label, /** @type {{what: string, id?: number}} */ wanted) => make("button", { type: "button", onclick: build(wanted) }, label);
  const choices = [
    ...(id === null ? [] : [button(text("このシートのPDF", "This sheet's PDF"), { what: "sheet", id }), button(text("この区の冊子を見る", "Show the ward's booklet"), { what: "booklet", id }), button(text("この区のすべて", "This ward"), { what: "ward", id })]),
    button(text("全部作る", "Everything"), { what: "all" }),
  ];
  const summary = make("summary", {}, text("作る", "Build"));
  const root = make("details", { class: "outputs", onkeydown: close, onfocusout: leave }, summary, make("div", { class: "choices" }, ...choices, bar, status, made));

  /** @param {KeyboardEvent} event */
  function close(event) {
    if (event.key !== "Escape" || !root.open) return;
    root.open = false;
    summary.focus();
  }

  /** It lies over the page, and goes when it is left. @param {FocusEvent} event */
  function leave(event) {
    if (event.relatedTarget instanceof Node && !root.contains(event.relatedTarget)) root.open = false;
  }

  /** @param {any} data */
  function update(data) {
    if (!asked) return;
    if (!data.over) {
      bar.max = Math.max(1, data.planned);
      bar.value = data.done;
      return;
    }
    asked = false;
    bar.hidden = true;
    const errors = data.runErrors.map(say);
    if (data.errors) errors.unshift(text(`誤りが${data.errors}件あるため、作れないものがあります。`, `Something was not built, since there are ${data.errors} errors.`));
    status.textContent = errors.join("\n") || text(`${data.outputs.length}件、できました。`, `${data.outputs.length} outputs are there.`);
    made.replaceChildren(...data.outputs.map((/** @type {{output: number, shown: string}} */ output) => item(output)));
    if (shows && data.outputs[0]) show(data.outputs[0].output);
    shows = false;
  }
  return { root, show: update };
}

/** Opens an output in the system's viewer, or without that in the browser. @param {number} output */
async function show(output) {
  const answer = await call({ do: "show", output });
  if (answer.refused) return announce(say(answer.refused));
  if (answer.isShown) return;
  const blob = await file(output);
  if (!blob) return announce(text("読めません。", "It cannot be read."));
  // A browser opens no window long after a click.
  if (!window.open(URL.createObjectURL(blob), "_blank")) announce(text("できました。「開く」を押すと見られます。", "It is ready. Press Open to see it."));
}

/** @param {{output: number, shown: string}} output */
function item({ output, shown }) {
  const save = async () => {
    const blob = await file(output);
    if (!blob) return announce(text("読めません。", "It cannot be read."));
    const link = make("a", { href: URL.createObjectURL(blob), download: shown.split("/").pop() });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  };
  const button = (/** @type {string} */ label, /** @type {() => void} */ onclick) => make("button", { type: "button", onclick, "aria-label": `${shown} ${label}` }, label);
  return make("li", {}, make("span", {}, shown), button(text("開く", "Open"), () => show(output)), button(text("保存", "Save"), save));
}
