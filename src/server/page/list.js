// @ts-check
// The list of sheets by year and ward, and the way to a new one.

import { call, listen, say, text } from "./api.js";
import { announce, make } from "./dom.js";
import { outputs } from "./outputs.js";

/**
 * @typedef {{id: number, name: string, shown: string, year: string, organization: string, section: string, isWard: boolean,
 *   errors: number, warnings: number, missing: number, isStale: boolean, isBuilt: boolean, isDraft: boolean, saving: {state: string}}} Sheet
 */

/**
 * @param {HTMLElement} view @param {(id: number) => void} open
 */
export function showList(view, open) {
  const place = make("div", { class: "folders" });
  const built = outputs(null);
  const heading = make("h1", { tabindex: "-1" }, text("シートの一覧", "Sheets"));
  const form = make("div", { class: "new" });
  view.replaceChildren(
    make("header", { class: "bar" }, heading, built.root),
    make("main", { class: "list" }, place, form),
  );
  heading.focus();
  document.title = text("シートの一覧 — mokuhyo", "Sheets — mokuhyo");
  let kind = "";
  const stop = listen(
    "list",
    (name, data) => {
      if (name !== "list") return;
      place.replaceChildren(...(data.runError ? [nothing(data.runError)] : [...data.unreadable.map(nothing), ...folders(data.sheets, open)]));
      const isNone = Boolean(data.runError) || !data.sheets.length;
      const now = JSON.stringify([isNone, data.folders, data.begins]);
      // Who is filling it in is not disturbed.
      if (now !== kind) form.replaceChildren(...(!isNone ? [fresh(data.folders, open)] : data.begins ? [begin(open)] : []));
      kind = now;
    },
    (isThere) => view.classList.toggle("lost", !isThere),
  );
  const stopBuilds = listen("builds", (_, data) => built.told(data), () => {});
  return {
    close() {
      stop();
      stopBuilds();
    },
  };
}

/** @param {import("./api.js").Message} error */
const nothing = (error) => make("p", { class: "run-error" }, say(error));

/** @param {Sheet[]} sheets @param {(id: number) => void} open */
function folders(sheets, open) {
  /** @type {Map<string, Sheet[]>} */
  const groups = new Map();
  for (const sheet of sheets) {
    const folder = sheet.name.includes("/") ? sheet.name.slice(0, sheet.name.lastIndexOf("/")) : "";
    groups.set(folder, [...(groups.get(folder) ?? []), sheet]);
  }
  return [...groups].map(([folder, members], number) => {
    const ward = members.find((it) => it.isWard);
    const year = members.find((it) => it.year)?.year ?? "";
    const id = `folder-${number}`;
    return make(
      "section",
      { "aria-labelledby": id },
      make("h2", { id }, [year, ward?.organization, folder && `(${folder})`].filter(Boolean).join(" ") || text("シート", "Sheets")),
      make(
        "table",
        {},
        make("thead", {}, make("tr", {}, ...[text("部・課", "Department"), text("誤り", "Errors"), text("注意", "Warnings"), text("未記入", "To fill in"), "PDF"].map((it) => make("th", { scope: "col" }, it)))),
        make("tbody", {}, ...members.map((sheet) => row(sheet, open))),
      ),
    );
  });
}

/** @param {Sheet} sheet @param {(id: number) => void} open */
function row(sheet, open) {
  const name = [sheet.organization, sheet.section].filter(Boolean).join(" ") || sheet.name;
  const state = [sheet.isDraft ? text("未公開", "draft") : "", sheet.isStale ? text(sheet.isBuilt ? "作った後に変更" : "まだ作っていない", sheet.isBuilt ? "changed since" : "not built yet") : text("最新", "current")];
  return make(
    "tr",
    {},
    make("th", { scope: "row" }, make("button", { type: "button", class: "open", onclick: () => open(sheet.id) }, name), make("span", { class: "file" }, sheet.shown)),
    make("td", { class: sheet.errors ? "error" : "" }, String(sheet.errors)),
    make("td", { class: sheet.warnings ? "warning" : "" }, String(sheet.warnings)),
    make("td", {}, String(sheet.missing)),
    make("td", {}, state.filter(Boolean).join("、")),
  );
}

let fields = 0;

/** @param {string} label @param {HTMLInputElement | HTMLSelectElement} input @param {string} [hint] */
function field(label, input, hint) {
  input.id = `field-${(fields += 1)}`;
  return make("div", { class: "field" }, make("label", { for: input.id }, label), input, ...(hint ? [make("small", {}, hint)] : []));
}

/** @param {string[]} all @param {(id: number) => void} open */
function fresh(all, open) {
  const folder = make("select", { required: true }, ...all.map((it) => make("option", { value: it }, it || text("(いちばん上)", "(top)"))));
  folder.value = all[all.length - 1] ?? "";
  const section = make("input", { type: "text", required: true, autocomplete: "off" });
  const name = make("input", { type: "text", required: true, pattern: "[A-Za-z0-9_\\-]+", autocomplete: "off" });
  let touched = false;
  name.addEventListener("input", () => (touched = name.value !== ""));
  const propose = async () => {
    if (touched || !section.value) return;
    const { name: proposed } = await call({ do: "propose", folder: folder.value, section: section.value });
    if (touched) return;
    name.value = proposed ?? "";
    // Whoever is there already replaces the proposal by typing, instead of writing behind it.
    if (document.activeElement === name) name.select();
  };
  section.addEventListener("change", propose);
  folder.addEventListener("change", propose);
  const submit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    const answer = await call({ do: "new", folder: folder.value, name: name.value, section: section.value });
    if (answer.refused) return announce(say(answer.refused));
    open(answer.id);
  };
  return make(
    "form",
    { onsubmit: submit },
    make("h2", {}, text("新しい課のシート", "A new department's sheet")),
    field(text("フォルダ", "Folder"), folder),
    field(text("課の名前", "Department"), section),
    field(text("ファイルの名前", "File name"), name, text("半角の英数字で", "ASCII letters and digits")),
    make("button", { type: "submit" }, text("新しい課のシートを作る", "Write the sheet")),
  );
}

/** The fiscal year of today in the era Reiwa, as folders are named. */
function thisYear() {
  const today = new Date();
  return `r${today.getFullYear() - 2018 - (today.getMonth() < 3 ? 1 : 0)}`;
}

/** @param {(id: number) => void} open */
function begin(open) {
  const input = (/** @type {string} */ value) => make("input", { type: "text", required: true, pattern: "[A-Za-z0-9_\\-]+", value, autocomplete: "off" });
  const [year, ward, name] = [input(thisYear()), input(""), input("")];
  const section = make("input", { type: "text", required: true, autocomplete: "off" });
  section.addEventListener("change", async () => {
    if (!name.value) name.value = (await call({ do: "propose", folder: "", section: section.value })).name ?? "";
  });
  const submit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    const answer = await call({ do: "begin", year: year.value, ward: ward.value, name: name.value, section: section.value });
    if (answer.refused) return announce(say(answer.refused));
    open(answer.id);
  };
  return make(
    "form",
    { onsubmit: submit },
    make("h2", {}, text("シートのフォルダを新しく始める", "Begin a collection")),
    make("p", {}, text("最初の課のシートを作ります。フォルダとファイルの名前は、半角の英数字で決めてください。", "Writes the first department's sheet. Choose names of folders and files in ASCII letters and digits.")),
    field(text("年度のフォルダ", "Folder of the year"), year, text("令和8年度なら r8", "r8 for Reiwa 8")),
    field(text("区のフォルダ", "Folder of the ward"), ward, text("東区なら higashi", "higashi for 東区")),
    field(text("課の名前", "Department"), section),
    field(text("ファイルの名前", "File name"), name, text("総務課なら soumu", "soumu for 総務課")),
    make("button", { type: "submit" }, text("始める", "Begin")),
  );
}
