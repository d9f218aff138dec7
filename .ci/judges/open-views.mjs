// The views of `mokuhyo open` on the real sheets: what they show, how they are reached, and how fast they are.

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { browser, fault, file, opened, pages, root } from "./open-tools.mjs";

const SOUMU = "sheets/r2/higashi/soumu.yaml";

/** How many pixels may differ by more than this level of grey. */
const SHARE = 0.002;
const LEVEL = 96;

// The pages are those that `typst-render` draws, at 144 pixels an inch.
async function samePixels() {
  if (!pages) return console.log("  SKIPPED: no pages of typst-render to hold the shown ones against");
  const names = readdirSync(pages).filter((name) => name.endsWith("-1.png")).map((name) => name.slice(0, -6));
  if (names.length < 4) return fault(`the tests left pages of ${names.length} sheets, not of 4`);
  const view = await opened({ viewport: { width: 1240, height: 900 }, deviceScaleFactor: 2 });
  const judge = await (await browser.newContext()).newPage();
  let worst = 0;
  for (const name of names) {
    await view.open(new RegExp(`${name}\\.yaml`));
    const all = readdirSync(pages).filter((it) => it.startsWith(`${name}-`));
    const shown = await view.page.locator(".page").count();
    if (shown !== all.length) fault(`${name}: ${shown} pages are shown, and typst-render draws ${all.length}`);
    for (let number = 0; number < Math.min(shown, all.length); number += 1) {
      const clip = await view.page.evaluate((number) => {
        const page = document.querySelectorAll(".page")[number];
        document.body.replaceChildren(document.querySelector(".definitions"), page);
        Object.assign(page.style, { position: "fixed", top: "0", left: "0", boxShadow: "none" });
        return { x: 0, y: 0, width: Math.floor(page.offsetWidth), height: Math.floor(page.offsetHeight) };
      }, number);
      const one = (await view.page.screenshot({ clip })).toString("base64");
      const other = readFileSync(join(pages, `${name}-${number + 1}.png`)).toString("base64");
      const share = await judge.evaluate(differing, [one, other, LEVEL]);
      worst = Math.max(worst, share);
      if (!(share <= SHARE)) fault(`${name}, page ${number + 1}: ${(100 * share).toFixed(3)} % of pixels differ from typst-render's`);
      if (number + 1 < all.length) await view.open(new RegExp(`${name}\\.yaml`));
    }
  }
  console.log(`  ${names.length} sheets at 144 ppi: at most ${(100 * worst).toFixed(3)} % of pixels differ by more than ${LEVEL}/255 from typst-render's`);
  await view.context.close();
}

/** The share of pixels that differ by more than a level. In the browser. */
async function differing([one, other, level]) {
  const pixels = async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (it) => it.charCodeAt(0));
    const picture = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const { width, height } = picture;
    const context = new OffscreenCanvas(width, height).getContext("2d");
    context.drawImage(picture, 0, 0);
    return { width, height, data: context.getImageData(0, 0, width, height).data };
  };
  const [a, b] = [await pixels(one), await pixels(other)];
  if (Math.abs(a.width - b.width) > 2 || Math.abs(a.height - b.height) > 2) return Number.NaN;
  const [width, height] = [Math.min(a.width, b.width), Math.min(a.height, b.height)];
  let count = 0;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const [i, j] = [4 * (y * a.width + x), 4 * (y * b.width + x)];
      const most = Math.max(...[0, 1, 2].map((it) => Math.abs(a.data[i + it] - b.data[j + it])));
      if (most > level) count += 1;
    }
  }
  return count / (width * height);
}

// The time from a key to the frame that shows it, as the page itself sees it.
async function latency() {
  const view = await opened();
  for (const [name, at] of [["soumu", "取り組みについて"], ["chiiki", "組織目標/1/目標"], ["kenkou-fukushi", "組織目標/0/取組/0/指標/0/目標"]]) {
    await view.open(new RegExp(`${name}\\.yaml`));
    await view.box(at).focus();
    await view.page.keyboard.press("Control+End");
    await view.page.evaluate(() => {
      window.times = [];
      const paper = document.querySelector(".paper");
      let began = 0;
      document.addEventListener("keydown", () => (began = performance.now()), true);
      new MutationObserver(() => requestAnimationFrame(() => setTimeout(() => began && window.times.push(performance.now() - began) && (began = 0)))).observe(paper, { attributeFilter: ["data-revision"] });
    });
    for (let number = 0; number < 30; number += 1) {
      const count = await view.page.evaluate(() => window.times.length);
      await view.page.keyboard.press("a");
      await view.page.waitForFunction((count) => window.times.length > count, count, { polling: 5, timeout: 20_000 });
    }
    const times = (await view.page.evaluate(() => window.times)).sort((one, other) => one - other);
    console.log(`  ${name}: key to screen: median ${Math.round(times[15])} ms, 95th percentile ${Math.round(times[28])} ms`);
    await view.page.keyboard.press("Escape");
    await view.settled();
  }
  await view.context.close();
}

// What another program saves is painted soon.
async function beside() {
  const view = await opened();
  await view.open(/soumu\.yaml/);
  const times = [];
  for (let number = 0; number < 10; number += 1) {
    const before = await view.page.locator(".paper").getAttribute("data-revision");
    const began = Date.now();
    writeFileSync(join(root, SOUMU), file(SOUMU).replace(/防災出前講座の開催\d*/, `防災出前講座の開催${number}`));
    await view.page.waitForFunction((before) => document.querySelector(".paper").dataset.revision !== before, before, { polling: "raf", timeout: 20_000 });
    times.push(Date.now() - began);
    await view.page.waitForTimeout(300 + 37 * number);
  }
  times.sort((one, other) => one - other);
  console.log(`  a save by another program to screen: median ${times[5]} ms, at the most ${times[9]} ms`);
  writeFileSync(join(root, SOUMU), file(SOUMU).replace(/防災出前講座の開催9/, "防災出前講座の開催"));
  await view.context.close();
}

// What changed, and the proof; and back.
async function looks() {
  const view = await opened();
  await view.open(/chiiki\.yaml/);
  const height = () => view.page.locator(".paper").evaluate((it) => it.getBoundingClientRect().height);
  await view.fill("組織目標/0/目標", "と変えた");
  await view.settled();
  const words = () => view.page.locator(".page").evaluateAll((it) => it.map((page) => page.querySelectorAll("use").length));
  const plain = await words();
  for (const name of ["見え消し", "校正刷"]) {
    const before = await view.page.locator(".paper").getAttribute("data-revision");
    await view.page.getByLabel(name, { exact: true }).check();
    await view.until(`${name} is not drawn`, ([before, plain]) => document.querySelector(".page").querySelectorAll("use").length > plain, [before, plain[0]]);
    if ((await height()) < 500) fault(`${name}: the page is cut off`);
    if (!(await view.page.locator(".boxes").evaluate((it) => it.hidden))) fault(`${name}: boxes lie over it`);
    await view.inLooks(name);
  }
  await view.page.getByLabel("見え消しの比べる版").fill("nobody");
  await view.page.keyboard.press("Enter");
  await view.until("a revision that is none is not told", () => document.querySelector(".strip").textContent.includes("nobody"));
  await view.violations("a revision that is none");
  await view.page.getByLabel("印刷の姿", { exact: true }).check();
  await view.until("the boxes do not come back", () => !document.querySelector(".boxes").hidden);
  await view.press("元に戻す");
  await view.settled();
  await view.context.close();
}

// Every mend has its button, and the place that was mended has the focus.
async function mends() {
  const view = await opened();
  await view.open(/soumu\.yaml/);
  const before = file(SOUMU);
  await view.fill("組織目標/2/目標", "～ｱｲｳ");
  await view.settled();
  await view.inLooks("sheet with findings and an open box");
  const button = view.page.getByRole("button", { name: /^直す: / });
  await button.first().waitFor({ timeout: 10_000 });
  let changes = 1;
  for (; await button.count(); changes += 1) {
    const count = await button.count();
    await button.first().click();
    await view.until("a mend does not mend", (count) => document.querySelectorAll(".mend button").length < count, count);
    await view.until("a mend does not lead to its box", () => document.activeElement?.dataset.at === "組織目標/2/目標");
  }
  const mended = await view.box("組織目標/2/目標").inputValue();
  if (!mended.includes("〜アイウ")) fault(`it is not mended: ${mended}`);
  for (; changes; changes -= 1) {
    await view.press("元に戻す");
    await view.page.waitForTimeout(300);
  }
  await view.settled();
  if (file(SOUMU) !== before) fault("undo does not take mends back to the same bytes");
  await view.context.close();
}

// Rows and the source, by keyboard alone.
async function byKeyboard() {
  const view = await opened();
  await view.list();
  const before = file(SOUMU);
  for (let number = 0; number < 12 && !(await view.page.evaluate(() => document.activeElement.textContent.includes("総務課"))); number += 1) await view.page.keyboard.press("Tab");
  await view.page.keyboard.press("Enter");
  await view.drawn();
  await view.box("組織目標/0/取組/0/主な取組/1").focus();
  for (const [keys, at] of [
    ["PageDown", "組織目標/0/取組/0/主な取組/2"],
    ["ArrowUp", "組織目標/0/取組/0/主な取組/1"],
    ["Insert", "組織目標/0/取組/0/主な取組/2"],
    ["ArrowDown", "組織目標/0/取組/0/主な取組/3"],
    ["Delete", "組織目標/0/取組/0/主な取組/3"],
  ]) {
    await view.page.keyboard.press(`Alt+Shift+${keys}`);
    await view.until(`Alt+Shift+${keys} does not lead to ${at}`, (at) => document.activeElement?.dataset.at === at, at);
    await view.settled();
  }
  for (let number = 0; number < 5; number += 1) {
    await view.page.keyboard.press("Control+z");
    await view.page.waitForTimeout(300);
  }
  await view.settled();
  if (file(SOUMU) !== before) fault("undo by keyboard does not take rows back");
  if (!(await view.focused())?.includes("主な取組")) fault("the focus is lost when its row goes");
  await view.press("元のファイル");
  await view.box("組織目標/0/取組/0/主な取組/1").focus();
  await view.until("a box does not lead to its line", () => document.querySelector(".lines .marked")?.textContent.includes("自主防災組織"));
  await view.page.locator(".lines").focus();
  await view.page.keyboard.press("ArrowDown");
  await view.page.keyboard.press("Enter");
  if ((await view.focused()) !== "組織目標/0/取組/0/主な取組/2") fault("a line does not lead to its box");
  await view.inLooks("sheet with its source");
  await view.context.close();
}

// The buttons at the left of a row.
async function atTheRow() {
  const view = await opened();
  await view.open(/soumu\.yaml/);
  const before = file(SOUMU);
  await view.box("組織目標/1/目標").hover();
  await view.page.getByRole("button", { name: "No.2 の行の操作" }).click();
  await view.inLooks("sheet with the menu of a row");
  await view.page.keyboard.press("Escape");
  if ((await view.focused()) !== "組織目標/1/目標") fault("Escape does not lead from the menu of a row to its box");
  await view.page.getByRole("button", { name: "No.2 の行の操作" }).click();
  await view.page.locator(".row-menu").getByRole("button", { name: "No.2 下に追加" }).click();
  await view.until("the menu of a row does not add one", () => document.activeElement?.dataset.at === "組織目標/2/目標" && document.activeElement.value === "");
  await view.settled();
  await view.press("元に戻す");
  await view.settled();
  await view.page.getByText("使い方").click();
  await view.violations("keys");
  if (file(SOUMU) !== before) fault("undo does not take the row back");
  await view.context.close();
}

// Advice at a box speaks of what is typed into it, and not of the file's notation.
async function inBoxes() {
  const view = await opened();
  await view.open(/soumu\.yaml/);
  const before = file(SOUMU);
  writeFileSync(join(root, SOUMU), before.replace(/^( *)- 避難所運営体制の強化$/m, "$1-\n$1- 避難所運営体制の強化").replace(/H29: 31自治会等で実施/, "H29: ---"));
  await view.until("the fault is not told", () => document.querySelector(".findings").textContent.includes("この欄が空です"));
  const shown = await view.page.locator(".findings").innerText();
  for (const word of ["「- 」", "「\"", "字下げ", "コロン", "mokuhyo "]) if (shown.includes(word)) fault(`advice at a box says ${word}: ${shown}`);
  writeFileSync(join(root, SOUMU), before);
  await view.until("the findings stay", () => !document.querySelector(".findings").textContent.includes("この欄が空です"));
  await view.context.close();
}

// The list is there at once, its rows keep the focus while states follow, and a folder's name is the ward's.
async function listed() {
  const view = await opened();
  await view.list();
  const row = view.page.getByRole("row", { name: /soumu\.yaml/ }).getByRole("button");
  await row.focus();
  const before = file(SOUMU);
  writeFileSync(join(root, SOUMU), before.replace(/^作成日: .*$/m, "作成日: 昨日"));
  await view.until("the list does not show a new error", () => document.querySelector("td.error"));
  if (!(await row.evaluate((it) => it === document.activeElement))) fault("the list takes the focus from its rows");
  writeFileSync(join(root, SOUMU), before);
  await view.until("the list keeps an error that is mended", () => !document.querySelector("td.error"));
  const folders = await view.page.getByLabel("フォルダ", { exact: true }).innerText();
  if (!folders.includes("令和2年度 東区")) fault(`the folder is not named by its year and ward: ${folders}`);
  await view.context.close();
}

// A window at 200 %: half as many CSS pixels, twice as many of the screen.
async function zoomed() {
  const view = await opened({ viewport: { width: 640, height: 450 }, deviceScaleFactor: 2 });
  await view.list();
  await view.violations("list at 200 %");
  await view.open(/chiiki\.yaml/);
  const wide = await view.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  if (wide > 0) fault(`the window at 200 % scrolls sideways by ${wide} px`);
  const size = await view.page.evaluate(() => document.querySelector(".page").getBoundingClientRect().width);
  if (size < 800) fault(`the paper at 200 % is ${size} px wide: its type is no larger than at 100 %`);
  for (const at of ["組織目標/0/取組/0/指標/0/目標", "評価日", "取り組みの結果について"]) {
    await view.box(at).focus();
    const seen = await view.box(at).evaluate((it) => {
      const { left, right, top, bottom } = it.getBoundingClientRect();
      return right > 0 && left < innerWidth && bottom > 0 && top < innerHeight;
    });
    if (!seen) fault(`${at} is out of sight at 200 %`);
  }
  await view.violations("sheet at 200 %, with a box open");
  await view.context.close();
}

// The ward's page is a form as well.
async function ward() {
  const view = await opened();
  await view.open(/ward\.yaml/);
  await view.box("基本方針").click({ timeout: 10_000 });
  await view.inLooks("ward's page");
  await view.page.getByText("作る", { exact: true }).click();
  const opening = view.context.waitForEvent("page", { timeout: 120_000 }).catch(() => null);
  await view.press("この区の冊子を見る");
  await view.page.locator(".made li").first().waitFor({ timeout: 120_000 }).catch(() => fault("no booklet is built"));
  // A browser lets a page open a window only a few seconds after a click: the button beside the booklet does it then.
  await view.page.waitForTimeout(1000);
  if (view.context.pages().length < 2) await view.page.getByRole("button", { name: /booklet\.pdf 開く/ }).click();
  if (!(await opening)?.url().startsWith("blob:")) fault("the booklet is not shown");
  await view.context.close();
}

// The text that is read does not jump when the size of type steps.
async function steady() {
  const view = await opened({ viewport: { width: 1920, height: 800 } });
  await view.open(/kenkou-fukushi\.yaml/);
  const at = "取り組みについて";
  await view.box(at).focus();
  await view.page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight / 3));
  await view.box(at).evaluate((it) => it.scrollIntoView({ block: "center" }));
  const place = () => view.box(at).evaluate((it) => Math.round(it.getBoundingClientRect().top));
  const size = () => view.box(at).evaluate((it) => it.style.fontSize);
  // At the end of a text the browser itself would scroll after the caret.
  await view.page.keyboard.press("Control+Home");
  await view.page.keyboard.insertText("。");
  await view.settled();
  await view.page.waitForTimeout(500);
  const [top, type] = [await place(), await size()];
  for (let number = 0; number < 30 && (await size()) === type; number += 1) {
    await view.page.keyboard.insertText("これからも区民の皆さまとともに、健康で安心なまちづくりを進めます。".repeat(3));
    await view.page.waitForTimeout(400);
    if (Math.abs((await place()) - top) > 2) fault(`the box in hand jumps by ${(await place()) - top} px`);
  }
  if ((await size()) === type) fault("the size of type does not step, so that nothing is judged");
  await view.page.keyboard.press("Escape");
  await view.settled();
  await view.context.close();
}

export async function judgeViews() {
  for (const part of [samePixels, latency, beside, looks, mends, inBoxes, byKeyboard, atTheRow, listed, zoomed, ward, steady]) {
    await part().catch((broken) => fault(`${part.name} is not judged to its end: ${broken.message.split("\n").slice(0, 3).join(" ")}`));
  }
}
