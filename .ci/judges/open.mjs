// Writes a whole sheet for April in `mokuhyo open` by typing into boxes and pressing buttons only, and judges:
// - `check` finds nothing in the file, `build` prints it, and the comments of the skeleton are all there;
// - every box is reached by Tab, in the order of the paper;
// - axe-core finds nothing on any view, at 1280 and 1920 px, light and dark, with a box open and with findings;
// - Japanese text that is composed by an input method is whole, though another program saves meanwhile;
// - what another program saves is shown, undo takes back, and a mend mends;
// - the pages shown are as many as the PDF's;
// - the browser complains of nothing that the Content-Security-Policy forbids.
// And it tells how long a key press takes to the screen.

import { execFileSync, spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const [modules, browserPath, program, root] = process.argv.slice(2);
const require = createRequire(import.meta.url);
const { chromium } = require(join(modules, "playwright-core"));
const axe = readFileSync(join(modules, "axe-core/axe.min.js"), "utf8");
const ARGS = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync";

const faults = [];
const fault = (told) => faults.push(told) && console.log(`  FAULT ${told}`);
const mokuhyo = (...args) => spawnSync(program, args, { cwd: root, encoding: "utf8" });
const file = (path) => readFileSync(join(root, path), "utf8");

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

const browser = await chromium.launch({ executablePath: browserPath, args: ARGS.split(" ") });
const server = spawn(program, ["open", "--no-browser"], { cwd: root, stdio: ["ignore", "ignore", "pipe"] });
const address = await new Promise((found, failed) => {
  let told = "";
  server.stderr.on("data", (bytes) => {
    told += bytes;
    const address = /http:\S+/.exec(told);
    if (address) found(address[0]);
  });
  server.on("exit", (code) => failed(new Error(`the program ended with ${code}: ${told}`)));
});

const context = await browser.newContext({ locale: "ja-JP", viewport: { width: 1280, height: 900 } });
const page = await context.newPage();
const complaints = [];
page.on("console", (message) => ["error", "warning"].includes(message.type()) && complaints.push(message.text()));
page.on("pageerror", (error) => complaints.push(String(error)));

const box = (at) => page.locator(`[data-at="${at}"]`);

async function settled() {
  await page.waitForFunction(() => document.querySelector(".status")?.dataset.state === "saved" && !document.querySelector(".box[data-unsent]"), null, { timeout: 30_000 });
}

// Types into the box of an address; a line break is Enter.
async function fill(at, text) {
  const target = box(at);
  await target.waitFor({ state: "attached", timeout: 10_000 });
  await target.focus();
  if ((await target.evaluate((it) => it.localName)) === "select") return target.selectOption(text);
  const lines = text.split("\n");
  for (const [number, line] of lines.entries()) {
    if (number) await page.keyboard.press("Enter");
    await page.keyboard.insertText(line);
  }
}

async function press(name) {
  await page.getByRole("button", { name, exact: true }).click();
}

// Adds items below until the list has so many.
async function grow(at, name, count) {
  for (let number = 1; number < count; number += 1) {
    await box(at(number - 1)).focus();
    await press(`${name(number - 1)} 下に追加`);
    await box(at(number)).waitFor({ state: "attached", timeout: 10_000 });
  }
}

async function write() {
  await page.getByLabel("フォルダ", { exact: true }).selectOption({ index: (await page.getByLabel("フォルダ", { exact: true }).locator("option").count()) - 1 });
  await page.getByLabel("課の名前").fill(HEAD.課);
  await page.getByLabel("ファイルの名前").fill("bunka");
  await page.getByRole("button", { name: "新しい課のシートを作る" }).click();
  await page.locator(".box").first().waitFor({ state: "attached", timeout: 20_000 });
  for (const [key, text] of Object.entries(HEAD)) {
    if ((await box(key).inputValue()) !== text) await fill(key, text);
  }
  await grow((number) => `組織目標/${number}/目標`, (number) => `No.${number + 1}`, GOALS.length);
  for (const [g, goal] of GOALS.entries()) {
    const at = `組織目標/${g}`;
    if (goal.部区組織目標) await fill(`${at}/部区組織目標`, goal.部区組織目標);
    await fill(`${at}/目標`, goal.目標);
    for (const [a, action] of goal.取組.entries()) {
      const inside = `${at}/取組/${a}`;
      await grow((n) => `${inside}/主な取組/${n}`, (n) => `主な取組${n + 1}`, action.主な取組.length);
      await grow((n) => `${inside}/指標/${n}/項目`, (n) => `指標${n + 1}`, action.指標.length);
      for (const [n, text] of action.主な取組.entries()) await fill(`${inside}/主な取組/${n}`, text);
      for (const [n, it] of action.指標.entries()) {
        const row = `${inside}/指標/${n}`;
        await fill(`${row}/項目`, it.項目);
        await fill(`${row}/単位`, it.単位);
        for (const [y, year] of ["H29", "H30", "R1"].entries()) await fill(`${row}/実績/${year}`, it.values[y]);
        await fill(`${row}/目標`, it.目標);
        for (const [m, text] of it.補足.entries()) await fill(`${row}/補足/${m}`, text);
      }
    }
  }
  await fill("取り組みについて", "来場者を増やすことと、施設の安全に重点を置く。");
  await settled();
}

async function violations(name) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  for (const { id, help, nodes } of found.violations) fault(`${name}: axe ${id}: ${help}, ${nodes.length} times, first at ${nodes[0].target}`);
}

async function inLooks(name) {
  for (const width of [1280, 1920]) {
    await page.setViewportSize({ width, height: 900 });
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      await violations(`${name}, ${width} px, ${colorScheme}`);
    }
  }
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize({ width: 1280, height: 900 });
}

async function byTab() {
  const all = await page.locator(".boxes [data-at]").evaluateAll((boxes) => boxes.map((it) => it.dataset.at));
  await box(all[0]).focus();
  const reached = [all[0]];
  for (let number = 1; number < all.length; number += 1) {
    await page.keyboard.press("Tab");
    reached.push(await page.evaluate(() => document.activeElement?.dataset.at ?? document.activeElement?.localName));
  }
  if (JSON.stringify(reached) !== JSON.stringify(all)) fault(`Tab does not reach every box in order: ${reached.find((it, n) => it !== all[n])} in the place of ${all.find((it, n) => it !== reached[n])}`);
  return all.length;
}

// A box takes a click of the mouse, and shows what is wrong with it.
async function clicked() {
  const at = "組織目標/1/目標";
  await box(at).click({ timeout: 10_000 });
  if ((await page.evaluate(() => document.activeElement?.dataset.at)) !== at) fault("a click does not lead into its box");
}

// The ward's page is a form as well.
async function ward() {
  await press("一覧");
  await page.getByRole("row", { name: /ward\.yaml/ }).getByRole("button").click();
  await page.waitForFunction(() => document.querySelectorAll(".boxes .box[style]").length > 5, null, { timeout: 30_000 });
  await box("基本方針").click({ timeout: 10_000 });
  await inLooks("ward's page");
}

async function composed(path) {
  const client = await context.newCDPSession(page);
  const at = "組織目標/3/目標";
  await box(at).focus();
  await page.keyboard.press("Control+End");
  const steps = ["ぶ", "ぶん", "ぶんか", "文化"];
  for (const [number, text] of steps.entries()) {
    await client.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
    if (number === 1) writeFileSync(join(root, path), file(path).replace("施設の事故", "施設での事故"));
    await page.waitForTimeout(400);
  }
  await client.send("Input.insertText", { text: "文化" });
  await settled();
  await page.waitForFunction(() => document.querySelector('[data-at="組織目標/1/取組/0/指標/1/項目"]').value === "施設での事故", null, { timeout: 10_000 }).catch(() => fault("what another program saved is not shown"));
  const value = await box(at).inputValue();
  if (value !== "職員が学び合う文化") fault(`the composed text is not whole: ${value}`);
  const saved = file(path);
  if (!saved.includes("職員が学び合う文化") || !saved.includes("施設での事故")) fault("one of two edits at once is lost");
}

async function undone(path) {
  const before = file(path);
  await fill("組織目標/2/目標", "？");
  await settled();
  if (file(path) === before) fault("an edit is not saved");
  await press("元に戻す");
  await settled();
  await page.waitForTimeout(600);
  if (file(path) !== before) fault("undo does not bring the same bytes back");
}

async function mended() {
  await fill("組織目標/2/取組/0/指標/0/目標", "ー");
  await settled();
}

async function latency() {
  const times = [];
  await box("取り組みについて").focus();
  await page.keyboard.press("Control+End");
  for (let number = 0; number < 20; number += 1) {
    const before = await page.locator(".paper").getAttribute("data-revision");
    const began = Date.now();
    await page.keyboard.insertText("あ");
    await page.waitForFunction((before) => document.querySelector(".paper").dataset.revision !== before, before, { polling: "raf", timeout: 20_000 });
    times.push(Date.now() - began);
  }
  times.sort((one, other) => one - other);
  console.log(`  key to screen: median ${times[10]} ms, 95th percentile ${times[18]} ms`);
  for (let number = 0; number < 20; number += 1) await press("元に戻す");
  await settled();
}

async function printed() {
  await page.getByText("作る", { exact: true }).click();
  await press("このシートのPDF");
  await page.locator(".made li").first().waitFor({ timeout: 120_000 }).catch(() => fault("no PDF is built"));
  const shown = await page.locator(".made li span").allTextContents();
  const pdf = shown.find((it) => it.endsWith("bunka.pdf"));
  if (!pdf || !existsSync(join(root, pdf))) return fault(`the PDF is not there: ${shown}`);
  const info = execFileSync("pdfinfo", [join(root, pdf)], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  const pages = Number(/Pages:\s+(\d+)/.exec(info)[1]);
  const drawn = await page.locator(".page").count();
  if (pages !== drawn) fault(`the PDF has ${pages} pages, and ${drawn} are shown`);
}

async function judge() {
  await page.goto(address);
  await page.getByRole("heading", { name: "シートの一覧" }).waitFor({ timeout: 20_000 });
  await page.getByRole("button", { name: "新しい課のシートを作る" }).waitFor({ timeout: 20_000 });
  await inLooks("list");
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
  await inLooks("sheet with a box open");
  await composed(path);
  await undone(path);
  await latency();
  await printed();
  await mended();
  await inLooks("sheet with findings");
  await ward();
}

await judge().catch((broken) => fault(`not judged to its end: ${broken.message.split("\n").slice(0, 3).join(" ")}`));
for (const complaint of complaints) fault(`the browser complains: ${complaint}`);
if (process.env.MOKUHYO_OPEN_PICTURE) await page.screenshot({ path: process.env.MOKUHYO_OPEN_PICTURE, fullPage: true });
await browser.close();
server.kill("SIGINT");
console.log(`${faults.length ? "FAIL" : "PASS"} open: ${faults.length} faults`);
process.exit(faults.length ? 1 : 0);
