// What the judges of `mokuhyo open` have in common: a program that serves, a browser that shows, and what is wrong.

import { execFileSync, spawn, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const [modules, browserPath, program, root, pages] = process.argv.slice(2);
const require = createRequire(import.meta.url);
const { chromium } = require(join(modules, "playwright-core"));
const axe = readFileSync(join(modules, "axe-core/axe.min.js"), "utf8");
const ARGS = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync";

export { pages, root };
export const faults = [];
export const fault = (told) => faults.push(told) && console.log(`  FAULT ${told}`);
export const mokuhyo = (...args) => spawnSync(program, args, { cwd: root, encoding: "utf8" });
export const file = (path) => readFileSync(join(root, path), "utf8");

export const browser = await chromium.launch({ executablePath: browserPath, args: ARGS.split(" ") });
const server = spawn(program, ["open", "--no-browser"], { cwd: root, stdio: ["ignore", "ignore", "pipe"] });
export const address = await new Promise((found, failed) => {
  let told = "";
  server.stderr.on("data", (bytes) => {
    told += bytes;
    const address = /http:\S+/.exec(told);
    if (address) found(address[0]);
  });
  server.on("exit", (code) => failed(new Error(`the program ended with ${code}: ${told}`)));
});

const complaints = [];

/** A page in a window of its own, whose complaints are noted. */
export async function opened(options = {}) {
  const context = await browser.newContext({ locale: "ja-JP", viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  return new View(page, context);
}

/** Ends everything; returns the exit status. */
export async function over() {
  for (const complaint of complaints) fault(`the browser complains: ${complaint}`);
  await browser.close();
  server.kill("SIGINT");
  console.log(`${faults.length ? "FAIL" : "PASS"} open: ${faults.length} faults`);
  return faults.length ? 1 : 0;
}

/** What a person does on a page. */
export class View {
  constructor(page, context) {
    this.page = page;
    this.context = context;
  }

  box(at) {
    return this.page.locator(`[data-at="${at}"]`);
  }

  async list() {
    // The address differs in its fragment alone, which loads nothing.
    await this.page.goto("about:blank");
    await this.page.goto(address);
    await this.page.goto(address);
    await this.page.getByRole("heading", { name: "シートの一覧" }).waitFor({ timeout: 20_000 });
    await this.page.getByRole("button", { name: "新しい課のシートを作る" }).waitFor({ timeout: 20_000 });
  }

  async open(name) {
    await this.list();
    await this.page.getByRole("row", { name }).getByRole("button").click();
    await this.drawn();
  }

  async drawn() {
    await this.page.waitForFunction(() => document.querySelectorAll(".boxes .box[style]").length > 5, null, { timeout: 30_000 });
  }

  async settled() {
    await this.page.waitForFunction(() => document.querySelector(".status")?.dataset.state === "saved" && !document.querySelector(".box[data-unsent]"), null, { timeout: 30_000 });
  }

  /** Waits until something is so; says what is not. */
  async until(told, condition, argument = null) {
    return this.page.waitForFunction(condition, argument, { timeout: 15_000 }).then(() => true, () => (fault(told), false));
  }

  focused() {
    return this.page.evaluate(() => document.activeElement?.dataset.at ?? document.activeElement?.localName);
  }

  /** Types into the box of an address; a line break is Enter. */
  async fill(at, text) {
    const target = this.box(at);
    await target.waitFor({ state: "attached", timeout: 10_000 });
    await target.focus();
    if ((await target.evaluate((it) => it.localName)) === "select") return target.selectOption(text);
    await this.type(text);
  }

  async type(text) {
    for (const [number, line] of text.split("\n").entries()) {
      if (number) await this.page.keyboard.press("Enter");
      await this.page.keyboard.insertText(line);
    }
  }

  async press(name) {
    await this.page.getByRole("button", { name, exact: true }).click();
  }

  async violations(name) {
    await this.page.evaluate(axe);
    const found = await this.page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
    for (const { id, help, nodes } of found.violations) fault(`${name}: axe ${id}: ${help}, ${nodes.length} times, first at ${nodes[0].target}`);
  }

  /** Judged narrow and wide, light and dark. */
  async inLooks(name) {
    for (const width of [1280, 1920]) {
      await this.page.setViewportSize({ width, height: 900 });
      for (const colorScheme of ["light", "dark"]) {
        await this.page.emulateMedia({ colorScheme });
        await this.violations(`${name}, ${width} px, ${colorScheme}`);
      }
    }
    await this.page.emulateMedia({ colorScheme: "light" });
    await this.page.setViewportSize({ width: 1280, height: 900 });
  }

  pdfPages(path) {
    const info = execFileSync("pdfinfo", [join(root, path)], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
    return Number(/Pages:\s+(\d+)/.exec(info)[1]);
  }
}
