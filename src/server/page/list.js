// @ts-check
// The list of sheets by year and ward, and the way to a new one.

import { call, listen, say, text } from "./api.js";
import { announce, make } from "./dom.js";
import { outputs } from "./outputs.js";

/**
 * @typedef {{id: number, name: string, shown: string, year: string, organization: string, section: string, isWard: boolean,
 *   isChecked: boolean, errors: number, warnings: number, missing: number, isStale: boolean, isBuilt: boolean, isDraft: boolean, saving: {state: string}}} Sheet
 */

/**
 * @param {HTMLElement} view @param {(id: number) => void} open
 */
export function showList(view, open) {
  const wrong = make("div", { role: "status" });
  const place = make("div", { class: "folders" });
  const folders = new Folders(place, { open, ward });
  const built = outputs(null);
  const heading = make("h1", { tabindex: "-1" }, text("シートの一覧", "Sheets"));
  const form = make("div", { class: "new" });
  view.replaceChildren(
    make("header", { class: "bar" }, heading, built.root),
    make("main", { class: "list" }, wrong, place, form),
  );
  heading.focus();
  document.title = text("シートの一覧 — mokuhyo", "Sheets — mokuhyo");
  let kind = "";

  /** Writes the ward's page of a folder. @param {string} folder */
  async function ward(folder) {
    const answer = await call({ do: "new", folder, name: "ward", section: "", is_ward: true });
    if (answer.refused) return announce(say(answer.refused));
    open(answer.id);
  }

  const stop = listen(
    "list",
    (name, data) => {
      if (name !== "list") return;
      const errors = data.runError ? [data.runError] : data.unreadable;
      wrong.replaceChildren(...errors.map(nothing));
      folders.show(data.sheets);
      const isNone = Boolean(data.runError) || !data.sheets.length;
      const groups = grouped(data.sheets);
      /** @type {[string, string][]} */
      const named = data.folders.map((/** @type {string} */ folder) => [folder, titled(folder, groups.get(folder) ?? [])]);
      const now = JSON.stringify([isNone, data.folders, data.begins]);
      // A form that is being filled in stays, and its folders get the names that are known by now.
      if (now !== kind) form.replaceChildren(...(!isNone ? [fresh(named, open)] : data.begins ? [begin(open)] : []));
      else for (const option of form.querySelectorAll("option")) option.textContent = new Map(named).get(option.value) ?? option.textContent;
      kind = now;
    },
    (isThere) => view.classList.toggle("lost", !isThere),
  );
  const stopBuilds = listen("builds", (_, data) => built.show(data), () => {});
  return {
    close() {
      stop();
      stopBuilds();
    },
  };
}

/** @param {import("./api.js").Message} error */
const nothing = (error) => make("p", { class: "run-error" }, say(error));

/** The name of a folder: its fiscal year and its ward, as far as they are known. @param {string} folder @param {Sheet[]} members */
function titled(folder, members) {
  const year = members.find((sheet) => sheet.year)?.year ?? "";
  const ward = members.find((sheet) => sheet.isWard)?.organization ?? "";
  return [year, ward, folder && `(${folder})`].filter(Boolean).join(" ") || text("シート", "Sheets");
}

/** The sheets by folder, in the order of the list. @param {Sheet[]} sheets */
function grouped(sheets) {
  /** @type {Map<string, Sheet[]>} */
  const groups = new Map();
  for (const sheet of sheets) {
    const folder = sheet.name.includes("/") ? sheet.name.slice(0, sheet.name.lastIndexOf("/")) : "";
    const members = groups.get(folder);
    if (members) members.push(sheet);
    else groups.set(folder, [sheet]);
  }
  return groups;
}

/** The tables of the folders. What has not changed stays in the page, so that it keeps the focus. */
class Folders {
  /** @param {HTMLElement} place @param {{open: (id: number) => void, ward: (folder: string) => void}} on */
  constructor(place, on) {
    this.place = place;
    this.on = on;
    /** @type {Map<string, {section: HTMLElement, heading: HTMLElement, body: HTMLElement, foot: HTMLElement}>} */
    this.sections = new Map();
    /** @type {Map<number, {row: HTMLElement, key: string}>} */
    this.rows = new Map();
  }

  /** @param {Sheet[]} sheets */
  show(sheets) {
    const groups = grouped(sheets);
    const focused = document.activeElement;
    arrange(this.place, [...groups].map(([folder, members]) => this.section(folder, members)));
    for (const [folder] of this.sections) if (!groups.has(folder)) this.sections.delete(folder);
    const ids = new Set(sheets.map((sheet) => sheet.id));
    for (const [id] of this.rows) if (!ids.has(id)) this.rows.delete(id);
    if (focused instanceof HTMLElement && focused.isConnected) focused.focus({ preventScroll: true });
  }

  /** @param {string} folder @param {Sheet[]} members */
  section(folder, members) {
    const known = this.sections.get(folder) ?? this.add(folder);
    const title = titled(folder, members);
    if (known.heading.textContent !== title) known.heading.textContent = title;
    arrange(known.body, members.map((sheet) => this.row(sheet)));
    known.foot.hidden = members.some((sheet) => sheet.isWard || !sheet.isChecked);
    return known.section;
  }

  /** @param {string} folder */
  add(folder) {
    const heading = make("h2", { id: `folder-${this.sections.size}-${folder}` });
    const heads = [text("部・課", "Department"), text("エラー", "Errors"), text("警告", "Warnings"), text("未記入", "To fill in"), "PDF"];
    const body = make("tbody", {});
    const foot = make("p", { hidden: true }, make("button", { type: "button", onclick: () => this.on.ward(folder) }, text("区組織目標のページを作る", "Write the ward's page")));
    const table = make("table", {}, make("thead", {}, make("tr", {}, ...heads.map((title) => make("th", { scope: "col" }, title)))), body);
    const section = make("section", { "aria-labelledby": heading.id }, heading, table, foot);
    const known = { section, heading, body, foot };
    this.sections.set(folder, known);
    return known;
  }

  /** @param {Sheet} sheet */
  row(sheet) {
    const key = JSON.stringify(sheet);
    const known = this.rows.get(sheet.id);
    if (known?.key === key) return known.row;
    const cells = row(sheet, this.on.open);
    // A button that has the focus is kept.
    if (known) {
      known.key = key;
      const [head, ...others] = cells;
      known.row.replaceChildren(merged(known.row.firstElementChild, head), ...others);
      return known.row;
    }
    const shown = make("tr", {}, ...cells);
    this.rows.set(sheet.id, { row: shown, key });
    return shown;
  }
}

/** Makes these the children of a place, and moves none that is in its place. @param {HTMLElement} place @param {HTMLElement[]} wanted */
function arrange(place, wanted) {
  wanted.forEach((element, number) => {
    if (place.children[number] !== element) place.insertBefore(element, place.children[number] ?? null);
  });
  while (place.children.length > wanted.length) place.lastElementChild?.remove();
}

/** The old head of a row with the words of the new one. @param {Element | null} old @param {HTMLElement} head */
function merged(old, head) {
  const [button, fresh] = [old?.querySelector("button"), head.querySelector("button")];
  if (!old || !button || !fresh) return head;
  if (button.textContent !== fresh.textContent) button.textContent = fresh.textContent;
  return old;
}

/** @param {Sheet} sheet @param {(id: number) => void} open */
function row(sheet, open) {
  const named = [sheet.organization, sheet.section].filter(Boolean).join(" ").replace(/\s+/g, " ");
  const name = (named || sheet.name) + (sheet.isWard ? text(" (区組織目標)", " (ward's page)") : "");
  const head = make("th", { scope: "row" }, make("button", { type: "button", class: "open", onclick: () => open(sheet.id) }, name), make("span", { class: "file" }, sheet.shown));
  if (!sheet.isChecked) return [head, make("td", { colspan: "4", class: "none" }, text("確認しています…", "Checking…"))];
  const built = sheet.isBuilt ? text("作った後に変更", "changed since") : text("まだ作っていない", "not built yet");
  const state = [sheet.isDraft ? text("未公開", "draft") : "", sheet.isStale ? built : text("最新", "current")];
  return [
    head,
    make("td", { class: sheet.errors ? "error" : "" }, String(sheet.errors)),
    make("td", { class: sheet.warnings ? "warning" : "" }, String(sheet.warnings)),
    make("td", {}, String(sheet.missing)),
    make("td", {}, state.filter(Boolean).join("、")),
  ];
}

let fields = 0;

/** @param {string} label @param {HTMLInputElement | HTMLSelectElement} input @param {string} [hint] */
function field(label, input, hint) {
  input.id = `field-${(fields += 1)}`;
  return make("div", { class: "field" }, make("label", { for: input.id }, label), input, ...(hint ? [make("small", {}, hint)] : []));
}

/** An input for a name of a file or folder, which says so where the name is another one. @param {string} value */
function ascii(value) {
  const input = make("input", { type: "text", required: true, value, autocomplete: "off", maxlength: "60" });
  const check = () => {
    const isPlain = /^[A-Za-z0-9_-]*$/.test(input.value);
    input.setCustomValidity(isPlain ? "" : text("半角の英数字と「-」「_」だけで書いてください。", "Only ASCII letters, digits, - and _ can be used."));
  };
  input.addEventListener("input", check);
  return input;
}

/** @param {[string, string][]} all the folders and their names @param {(id: number) => void} open */
function fresh(all, open) {
  const folder = make("select", { required: true }, ...all.map(([folder, name]) => make("option", { value: folder }, name)));
  folder.value = all[all.length - 1]?.[0] ?? "";
  const section = make("input", { type: "text", required: true, autocomplete: "off" });
  const name = ascii("");
  let touched = false;
  name.addEventListener("input", () => (touched = name.value !== ""));
  const propose = async () => {
    if (touched || !section.value) return;
    const { name: proposed } = await call({ do: "propose", folder: folder.value, section: section.value });
    if (touched) return;
    name.value = proposed ?? "";
    // Typing replaces the proposal, instead of going on behind it.
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
    field(text("ファイルの名前", "File name"), name, text("半角の英数字で。総務課なら soumu", "ASCII letters and digits, such as soumu for 総務課")),
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
  const [year, ward, name] = [ascii(thisYear()), ascii(""), ascii("")];
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
