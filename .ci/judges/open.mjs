// Writes a whole sheet for April in `mokuhyo open` by typing into boxes and pressing buttons only, and judges:
// - `check` finds nothing in the file, `build` prints it, and the comments of the skeleton are all there;
// - every box is reached by Tab, in the order of the paper;
// - axe-core finds nothing on any view, at 1280 and 1920 px, light and dark, with a box open and with findings;
// - Japanese text that is composed by an input method is whole, though another program saves meanwhile;
// - what another program saves is shown, undo takes back, and a mend mends;
// - the pages shown are as many as the PDF's, and `typst-render`'s pixel by pixel (open-views.mjs);
// - what keeps a text from being saved is told, and the text stays in its box (open-troubles.mjs);
// - the browser complains of nothing that the Content-Security-Policy forbids.
// And it tells how long a key press takes to the screen.

import { execFileSync } from "node:child_process";
import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { fault, file, mokuhyo, opened, over, root } from "./open-tools.mjs";
import { judgeTroubles } from "./open-troubles.mjs";
import { judgeViews } from "./open-views.mjs";

// The sheet to be written: 4 goals, 6 indicators.
const HEAD = {
  部: "東区役所", 課: "文化課", 問合せ先: "025-250-2999", 作成日: "R2.4.1",
  組織の目的: "区の文化を支える\n施設を安全に保つ",
};
const indicator = (項目, 単位, values, 目標, 補足) => ({ 項目, 単位, values, 目標, 補足 });
const GOALS = [
  { 部区組織目標: "1", 目標: "文化祭に多くの人が来る", 取組: [{ 主な取組: ["区民文化祭の開催", "出演者の募集"], 指標: [
    indicator("来場者の数", "人", ["1,200", "1,350", "-"], "1,400", ["屋外の会場を含む"]),
    indicator("出演した団体", "団体", ["31", "33", "35"], "36", []),
  ] }] },
  { 部区組織目標: "", 目標: "施設を安全に使ってもらう\n(点検と修繕)", 取組: [{ 主な取組: ["施設の点検"], 指標: [
    indicator("点検した施設の割合", "%", ["92.5", "95", "97.5"], "100", []),
    indicator("施設の事故", "件", ["2", "1", "0"], "0", []),
  ] }] },
  { 部区組織目標: "", 目標: "文化財を守り伝える", 取組: [{ 主な取組: ["文化財の調査"], 指標: [indicator("調査した文化財", "件", ["4", "5", "5"], "6", [])] }] },
  { 部区組織目標: "", 目標: "職員が学び合う", 取組: [{ 主な取組: ["課の勉強会"], 指標: [indicator("勉強会の回数", "回", ["-", "2", "4"], "6", [])] }] },
];

// What `new` writes there, with its comments.
mokuhyo("new", "sheets/r2/higashi/blank");
const blank = file("sheets/r2/higashi/blank.yaml");
rmSync(join(root, "sheets/r2/higashi/blank.yaml"));

const view = await opened();

// Adds items below until the list has so many.
async function grow(at, name, count) {
  for (let number = 1; number < count; number += 1) {
    await view.box(at(number - 1)).focus();
    await view.press(`${name(number - 1)} 下に追加`);
    await view.box(at(number)).waitFor({ state: "attached", timeout: 10_000 });
  }
}

async function write() {
  await view.page.getByLabel("フォルダ", { exact: true }).selectOption({ index: (await view.page.getByLabel("フォルダ", { exact: true }).locator("option").count()) - 1 });
  await view.page.getByLabel("課の名前").fill(HEAD.課);
  await view.page.getByLabel("ファイルの名前").fill("bunka");
  await view.page.getByRole("button", { name: "新しい課のシートを作る" }).click();
  await view.page.locator(".box").first().waitFor({ state: "attached", timeout: 20_000 });
  for (const [key, text] of Object.entries(HEAD)) {
    if ((await view.box(key).inputValue()) !== text) await view.fill(key, text);
  }
  await grow((number) => `組織目標/${number}/目標`, (number) => `No.${number + 1}`, GOALS.length);
  for (const [g, goal] of GOALS.entries()) {
    const at = `組織目標/${g}`;
    if (goal.部区組織目標) await view.fill(`${at}/部区組織目標`, goal.部区組織目標);
    await view.fill(`${at}/目標`, goal.目標);
    for (const [a, action] of goal.取組.entries()) {
      const inside = `${at}/取組/${a}`;
      await grow((n) => `${inside}/主な取組/${n}`, (n) => `主な取組${n + 1}`, action.主な取組.length);
      await grow((n) => `${inside}/指標/${n}/項目`, (n) => `指標${n + 1}`, action.指標.length);
      for (const [n, text] of action.主な取組.entries()) await view.fill(`${inside}/主な取組/${n}`, text);
      for (const [n, it] of action.指標.entries()) {
        const row = `${inside}/指標/${n}`;
        await view.fill(`${row}/項目`, it.項目);
        await view.fill(`${row}/単位`, it.単位);
        for (const [y, year] of ["H29", "H30", "R1"].entries()) await view.fill(`${row}/実績/${year}`, it.values[y]);
        await view.fill(`${row}/目標`, it.目標);
        for (const [m, text] of it.補足.entries()) await view.fill(`${row}/補足/${m}`, text);
      }
    }
  }
  await view.fill("取り組みについて", "来場者を増やすことと、施設の安全に重点を置く。");
  await view.settled();
}

async function byTab() {
  const all = await view.page.locator(".boxes [data-at]").evaluateAll((boxes) => boxes.map((it) => it.dataset.at));
  await view.box(all[0]).focus();
  const reached = [all[0]];
  for (let number = 1; number < all.length; number += 1) {
    await view.page.keyboard.press("Tab");
    reached.push(await view.focused());
  }
  if (JSON.stringify(reached) !== JSON.stringify(all)) fault(`Tab does not reach every box in order: ${reached.find((it, n) => it !== all[n])} in the place of ${all.find((it, n) => it !== reached[n])}`);
  return all.length;
}

// A box takes a click of the mouse, and shows what is wrong with it.
async function clicked() {
  const at = "組織目標/1/目標";
  await view.box(at).click({ timeout: 10_000 });
  if ((await view.focused()) !== at) fault("a click does not lead into its box");
}

async function composed(path) {
  const client = await view.context.newCDPSession(view.page);
  const at = "組織目標/3/目標";
  await view.box(at).focus();
  await view.page.keyboard.press("Control+End");
  const steps = ["ぶ", "ぶん", "ぶんか", "文化"];
  for (const [number, text] of steps.entries()) {
    await client.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
    if (number === 1) writeFileSync(join(root, path), file(path).replace("施設の事故", "施設での事故"));
    await view.page.waitForTimeout(400);
  }
  await client.send("Input.insertText", { text: "文化" });
  await view.settled();
  await view.until("what another program saved is not shown", () => document.querySelector('[data-at="組織目標/1/取組/0/指標/1/項目"]').value === "施設での事故");
  const value = await view.box(at).inputValue();
  if (value !== "職員が学び合う文化") fault(`the composed text is not whole: ${value}`);
  const saved = file(path);
  if (!saved.includes("職員が学び合う文化") || !saved.includes("施設での事故")) fault("one of two edits at once is lost");
}

// Another program changes the very box in which an input method composes: both texts are shown.
async function contested(path) {
  const client = await view.context.newCDPSession(view.page);
  const at = "組織目標/2/目標";
  await view.box(at).focus();
  await view.page.keyboard.press("Control+End");
  await client.send("Input.imeSetComposition", { text: "かく", selectionStart: 2, selectionEnd: 2 });
  writeFileSync(join(root, path), file(path).replace("文化財を守り伝える", "文化財を伝える"));
  await view.page.waitForTimeout(1500);
  await client.send("Input.insertText", { text: "覚" });
  await view.page.locator("dialog[open]").waitFor({ timeout: 10_000 });
  const told = await view.page.locator("dialog").innerText();
  if (!told.includes("文化財を守り伝える覚") || !told.includes("文化財を伝える")) fault(`not both texts are shown: ${told}`);
  await view.press("この画面の内容を残す");
  await view.settled();
  if (!file(path).includes("文化財を守り伝える覚")) fault("the text that was composed is lost");
  await view.fill(at, "");
  await view.page.keyboard.press("Control+a");
  await view.page.keyboard.insertText("文化財を守り伝える");
  await view.settled();
}

async function undone(path) {
  const before = file(path);
  await view.fill("組織目標/2/目標", "？");
  await view.settled();
  if (file(path) === before) fault("an edit is not saved");
  await view.press("元に戻す");
  await view.settled();
  await view.page.waitForTimeout(600);
  if (file(path) !== before) fault("undo does not bring the same bytes back");
  if ((await view.focused()) !== "組織目標/2/目標") fault("undo does not lead to what it changed");
}

async function printed() {
  await view.page.getByText("作る", { exact: true }).click();
  await view.press("このシートのPDF");
  await view.page.locator(".made li").first().waitFor({ timeout: 120_000 }).catch(() => fault("no PDF is built"));
  const shown = await view.page.locator(".made li span").allTextContents();
  const pdf = shown.find((it) => it.endsWith("bunka.pdf"));
  if (!pdf || !existsSync(join(root, pdf))) return fault(`the PDF is not there: ${shown}`);
  const [pages, drawn] = [view.pdfPages(pdf), await view.page.locator(".page").count()];
  if (pages !== drawn) fault(`the PDF has ${pages} pages, and ${drawn} are shown`);
  await view.inLooks("outputs");
  await view.page.keyboard.press("Escape");
  if (await view.page.locator(".outputs").evaluate((it) => it.open)) fault("Escape does not close the outputs");
}

async function april() {
  await view.list();
  await view.inLooks("list");
  await write();
  const path = execFileSync("find", ["sheets", "-name", "bunka.yaml"], { cwd: root, encoding: "utf8" }).trim();
  if (!path) return fault(`the new sheet is not there: ${execFileSync("find", ["sheets"], { cwd: root, encoding: "utf8" })}`);
  const checked = mokuhyo("check", path);
  if (checked.status !== 0 || /警告|注意/.test(checked.stdout)) fault(`check finds something: ${checked.stdout}${checked.stderr}`);
  const skeleton = blank.split("\n").filter((line) => /^\s*#/.test(line)).map((line) => line.trim());
  const kept = file(path);
  for (const comment of new Set(skeleton)) if (!kept.includes(comment)) fault(`a comment of the skeleton is gone: ${comment}`);
  console.log(`  ${await byTab()} boxes by Tab`);
  await clicked();
  await view.inLooks("sheet with a box open");
  await composed(path);
  await contested(path);
  await undone(path);
  await printed();
}

for (const part of [april, judgeViews, judgeTroubles]) {
  await part().catch((broken) => fault(`${part.name} is not judged to its end: ${broken.message.split("\n").slice(0, 3).join(" ")}`));
}
if (process.env.MOKUHYO_OPEN_PICTURE) await view.page.screenshot({ path: process.env.MOKUHYO_OPEN_PICTURE, fullPage: true });
process.exit(await over());
