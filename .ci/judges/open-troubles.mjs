// What keeps a text from being saved or shown is told, and what was typed stays in its box.

import { execFileSync } from "node:child_process";
import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { fault, file, opened, root } from "./open-tools.mjs";

const SOUMU = "sheets/r2/higashi/soumu.yaml";
const AT = "組織目標/1/目標";

const save = (text) => writeFileSync(join(root, SOUMU), text);

/** Opens the sheet and types behind a box. */
async function typing(text) {
  const view = await opened();
  await view.open(/soumu\.yaml/);
  await view.box(AT).focus();
  await view.page.keyboard.press("Control+End");
  if (text) await view.page.keyboard.insertText(text);
  return view;
}

const told = (view, words) => view.until(`it is not told that ${words}`, (words) => document.querySelector(".strip").textContent.includes(words), words);

// Both texts of the box are shown, and she chooses; what else the other program changed stays.
async function conflict() {
  const text = file(SOUMU);
  for (const [button, kept] of [["この画面の内容を残す", "高めていきます。私の文"], ["ファイルの内容を残す", "低めていきます。"]]) {
    const view = await typing("私の文");
    save(file(SOUMU).replace("高めていきます", "低めていきます").replace("課: 総務課", "課: 総務企画課"));
    await view.page.locator("dialog[open]").waitFor({ timeout: 10_000 });
    const shown = await view.page.locator("dialog").innerText();
    for (const it of ["No.2 目標", "高めていきます。私の文", "低めていきます。"]) if (!shown.includes(it)) fault(`the choice does not show ${it}`);
    await view.inLooks("choice between two texts");
    await view.page.keyboard.press("Escape");
    await told(view, "どちらを残すか選ぶまで、保存しません");
    await view.violations("choice put off");
    await view.press("比べて選ぶ");
    await view.press(button);
    await view.settled();
    if (!(await view.box(AT).inputValue()).endsWith(kept)) fault(`${button}: the box has ${await view.box(AT).inputValue()}`);
    if (!file(SOUMU).includes(kept) || !file(SOUMU).includes("課: 総務企画課")) fault(`${button}: the file has not what was chosen, or lost what was not contested`);
    await view.context.close();
    save(text);
    await new Promise((after) => setTimeout(after, 600));
  }
}

// The last good page stays grey, the line is marked, and what is typed is saved once it can be.
async function broken() {
  const text = file(SOUMU);
  const view = await typing("");
  save(text.replace("課: 総務課", '課: "総務課'));
  await told(view, "このファイルはいま読めません");
  if (!(await view.page.locator(".stale").count())) fault("the last good page is not grey");
  await view.until("the line at fault is not marked", () => document.querySelector(".lines .marked")?.textContent.startsWith("課:"));
  await view.inLooks("unreadable file");
  await view.page.keyboard.insertText("打った文");
  await told(view, "打った文字は欄に残っています");
  if (!(await view.box(AT).inputValue()).endsWith("打った文")) fault("what is typed is not in its box");
  save(text);
  await view.settled();
  await view.until("what was typed is not saved", () => !document.querySelector(".stale"));
  if (!file(SOUMU).includes("打った文")) fault("what was typed over an unreadable file is not saved afterwards");
  await view.press("元に戻す");
  await view.settled();
  await view.context.close();
}

async function gone() {
  const text = file(SOUMU);
  const view = await typing("消えない文");
  rmSync(join(root, SOUMU));
  await told(view, "消したか、名前を変えました");
  await view.inLooks("file that is gone");
  await view.press("この内容でもう一度作る");
  await view.settled();
  if (!existsSync(join(root, SOUMU)) || !file(SOUMU).includes("消えない文")) fault("the file that went away is not written again");
  rmSync(join(root, SOUMU));
  await told(view, "消したか、名前を変えました");
  await view.press("閉じて一覧へ");
  await view.page.getByRole("heading", { name: "シートの一覧" }).waitFor({ timeout: 10_000 });
  save(text);
  await view.context.close();
  await new Promise((after) => setTimeout(after, 6000));
}

// Whoever is no superuser cannot write; a superuser needs the attribute of the file system.
async function readOnly() {
  const path = join(root, SOUMU);
  const lock = (on) => execFileSync(process.getuid() === 0 ? "chattr" : "chmod", [process.getuid() === 0 ? (on ? "+i" : "-i") : on ? "a-w" : "u+w", path], { stdio: "ignore" });
  try {
    lock(true);
  } catch {
    return console.log("  SKIPPED: no file can be write-protected here");
  }
  const view = await typing("読み取り専用").finally(() => {});
  await told(view, "書き込みが禁止されている");
  if (!(await view.box(AT).inputValue()).endsWith("読み取り専用")) fault("what is typed into a read-only sheet is not in its box");
  const asked = new Promise((asked) => view.page.on("dialog", (dialog) => (asked(dialog.type()), dialog.dismiss())));
  await view.page.close({ runBeforeUnload: true });
  if ((await asked) !== "beforeunload") fault("nobody is warned who closes a page with a text that is not saved");
  lock(false);
  await view.settled();
  if (!file(SOUMU).includes("読み取り専用")) fault("it is not saved once it can be");
  await view.press("元に戻す");
  await view.settled();
  await view.context.close();
}

export async function judgeTroubles() {
  for (const part of [conflict, broken, gone, readOnly]) {
    await part().catch((failed) => fault(`${part.name} is not judged to its end: ${failed.message.split("\n").slice(0, 3).join(" ")}`));
  }
}
