// Judges the pages of built sites in Chromium. Run by the script `web`, which brings the tools. Of each page:
// - axe-core finds nothing, at 320 and at 1280 px, in light, dark and forced colours, and the tables are the same to a
//   screen reader at both widths;
// - text has a contrast of 4.5:1 and marks of 3:1 in light, dark and forced colours and on paper (look.mjs);
// - nothing scrolls sideways from 320 to 1920 px, no words run out of their cell, no number is broken, no two texts of
//   a chart overlap, no row of a card has a hole on a phone, and at 1920 px no text is smaller than 15 px;
// - text is copied and found as it was written;
// - each printed page has publisher, address and page number, the first of a sheet its first goal, and no row of
//   indicators goes on over a page;
// - there is no script, every way is relative and leads to something, nothing else is fetched, and the browser
//   complains of nothing that the page's Content-Security-Policy forbids;
// - the article says what the page's PDF says, in its order, and the link tells the PDF's size.

import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

import { brokenNumbers, copied, faint, holes, overlaps, small } from "./look.mjs";

const [modules, browserPath, ...folders] = process.argv.slice(2);
const require = createRequire(import.meta.url);
const { chromium } = require(join(modules, "playwright-core"));
const axe = readFileSync(join(modules, "axe-core/axe.min.js"), "utf8");
const structure = join(dirname(fileURLToPath(import.meta.url)), "structure");

const WIDTHS = [320, 390, 768, 1280, 1920];
const JUDGED = [320, 1280];
const LOOKS = [
  { name: "light", colorScheme: "light", forcedColors: "none", media: "screen" },
  { name: "dark", colorScheme: "dark", forcedColors: "none", media: "screen" },
  { name: "forced colours", colorScheme: "light", forcedColors: "active", media: "screen" },
  { name: "forced dark colours", colorScheme: "dark", forcedColors: "active", media: "screen" },
  { name: "print", colorScheme: "light", forcedColors: "none", media: "print" },
];
const ARGS = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync";
const TABLE_ROLES = ["table", "rowgroup", "row", "cell", "gridcell", "columnheader", "rowheader"];

const bare = (text) => text.replace(/\s/gu, "");

const pagesOf = (folder) =>
  readdirSync(folder, { recursive: true })
    .filter((file) => file.endsWith(".html"))
    .sort()
    .map((file) => join(folder, file));

// What the paper says, without what it says again where a goal goes on on the next page. A line that is 「・」 alone marks an item: on a page that is the stylesheet's.
function paper(pdf) {
  const text = execFileSync(structure, ["--once", pdf], { encoding: "utf8", maxBuffer: 1 << 28 });
  return bare(text.split("\n").filter((line) => line.trim() !== "・").join("\n"));
}

// What is asked of the page itself, within it.
const words = () => {
  const articles = [...document.querySelectorAll("article")].map((article) => article.cloneNode(true));
  // What the page adds to the paper is marked.
  for (const article of articles) article.querySelectorAll(".added").forEach((added) => added.remove());
  const link = document.querySelector('a[rel~="alternate"][type="application/pdf"]');
  return {
    said: articles.map((article) => article.textContent),
    pdf: link && { href: link.href, label: link.textContent },
    ways: [...document.querySelectorAll("[href], [src]")].map((it) => [
      it.getAttribute("href") ?? it.getAttribute("src"),
      it.href ?? it.src,
      it.rel ?? "",
    ]),
    scripts: [...document.querySelectorAll("*")].filter(
      (it) => it.localName === "script" || [...it.attributes].some(({ name }) => /^on|^style$/.test(name)),
    ).length,
  };
};

const widths = () => {
  const isClipped = (it) => it && (getComputedStyle(it).clipPath !== "none" || isClipped(it.parentElement));
  return {
  page: [document.documentElement.scrollWidth, innerWidth],
  cells: [...document.querySelectorAll("th, td, dt, dd, li, p")]
    // What is clipped to a pixel is for those who do not see it.
    .filter((it) => it.scrollWidth > it.clientWidth + 1 || it.scrollHeight > it.clientHeight + 1)
    .filter((it) => !isClipped(it))
    .map((it) => it.textContent.trim().slice(0, 40)),
  };
};

function faultyWays(root, ways) {
  return ways.flatMap(([written, resolved, rel]) => {
    if (/^tel:\+?[0-9][0-9-]+$/.test(written)) return [];
    if (rel === "license" && written.startsWith("https://creativecommons.org/")) return [];
    if (/^([a-z][a-z0-9+.-]*:|\/)/i.test(written)) return [`the way ${written} is not relative`];
    const url = new URL(resolved);
    const file = fileURLToPath(new URL(url.pathname, "file:///"));
    if (relative(root, file).startsWith("..")) return [`the way ${written} leaves the site`];
    if (!existsSync(file) || statSync(file).isDirectory()) return [`the way ${written} leads to nothing`];
    const place = decodeURIComponent(url.hash.slice(1));
    const there = !place || readFileSync(file, "utf8").includes(` id="${place}"`);
    return there ? [] : [`${written}: there is no such place on that page`];
  });
}

function againstPaper({ said, pdf }) {
  if (!pdf) return [];
  if (said.length !== 1) return [`it has a PDF and ${said.length} articles`];
  const file = fileURLToPath(pdf.href);
  if (!existsSync(file)) return []; // it is told among the ways
  const [page, print] = [bare(said[0]), paper(file)];
  const faults = [];
  if (page !== print) {
    const at = [...page].findIndex((character, index) => character !== print[index]);
    const near = Math.max(0, at - 10);
    faults.push(`its words are not the paper's: 「${page.slice(near, at + 20)}」, on paper 「${print.slice(near, at + 20)}」`);
  }
  const kilobytes = Math.ceil(statSync(file).size / 1024);
  const told = kilobytes < 1024 ? `${kilobytes}KB)` : "MB)";
  if (!pdf.label.endsWith(told) || !/\d+ページ/.test(pdf.label)) faults.push(`the link says ${pdf.label}, the PDF has ${told}`);
  return faults;
}

// How many parts of tables a screen reader is told of.
async function tables(page) {
  const client = await page.context().newCDPSession(page);
  const { nodes } = await client.send("Accessibility.getFullAXTree");
  await client.detach();
  const roles = nodes.filter((node) => !node.ignored).map((node) => node.role?.value);
  return TABLE_ROLES.map((role) => `${roles.filter((it) => it === role).length} ${role}`).join(", ");
}

async function violations(page, name) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  return found.violations.map(
    ({ id, help, nodes }) => `${name}: axe ${id}: ${help}, ${nodes.length} times, first at ${nodes[0].target}`,
  );
}

// What is wrong with the page in a look: contrast, and on a screen what axe finds.
async function inLook(page, { name, ...look }) {
  await page.emulateMedia(look);
  const faults = [];
  for (const width of look.media === "print" ? [1000] : JUDGED) {
    await page.setViewportSize({ width, height: 900 });
    const told = `${name}, ${width} px`;
    faults.push(...(await page.evaluate(faint)).slice(0, 3).map((it) => `${told}: ${it}`));
    if (look.media === "screen") faults.push(...(await violations(page, told)));
  }
  return faults;
}

// What is wrong at a width, in light colours.
async function atWidth(page, width) {
  await page.setViewportSize({ width, height: 900 });
  const { page: [scroll, inner], cells } = await page.evaluate(widths);
  const faults = scroll > inner ? [`it is ${scroll} px wide`] : [];
  faults.push(...cells.slice(0, 3).map((cell) => `words run out of their cell: ${cell}`));
  faults.push(...(await page.evaluate(brokenNumbers)).slice(0, 3).map((it) => `a number is broken: ${it}`));
  faults.push(...(await page.evaluate(overlaps)).slice(0, 3).map((it) => `texts of a chart overlap: ${it}`));
  if (width <= 390) faults.push(...(await page.evaluate(holes)).slice(0, 3).map((it) => `a row of a card has a hole: ${it}`));
  if (width === 1920) faults.push(...(await page.evaluate(small)).slice(0, 3).map((it) => `smaller than 15 px: ${it}`));
  return faults.map((it) => `${width} px: ${it}`);
}

// What is wrong with the page on paper.
async function onPaper(page) {
  await page.emulateMedia({ media: "print", colorScheme: "light", forcedColors: "none" });
  const { foot, goal, heading, cells } = await page.evaluate(() => ({
    foot: document.documentElement.dataset.foot,
    goal: document.querySelector(".goals h3")?.textContent ?? "",
    heading: document.querySelector("h1").textContent,
    cells: [...document.querySelectorAll("table.goals tbody td, table.goals tbody th")].filter((it) => it.rowSpan === 1).map((it) => it.textContent),
  }));
  const scratch = mkdtempSync(join(tmpdir(), "mokuhyo-web-"));
  const path = join(scratch, "page.pdf");
  await page.pdf({ path, preferCSSPageSize: true });
  const text = execFileSync("pdftotext", ["-raw", path, "-"], { encoding: "utf8", maxBuffer: 1 << 28 });
  rmSync(scratch, { recursive: true });
  const sheets = text.split("\f").slice(0, -1).map(bare);
  const faults = [];
  for (const [index, sheet] of sheets.entries()) {
    const number = `${index + 1}/${sheets.length}`;
    if (!sheet.includes(number)) faults.push(`page ${number} has no number`);
    // A long address is cut behind the first line.
    if (!sheet.includes(bare(foot).slice(0, 20))) faults.push(`page ${number} does not say ${foot}`);
    const own = sheet.replace(bare(foot), "").replace(number, "").replace(bare(heading), "");
    if ([...own].length < 20) faults.push(`page ${number} has nothing but its head: ${own}`);
  }
  const unlisted = (text) => bare(text).replace(/・/gu, "");
  const pages = sheets.map(unlisted);
  const split = cells.find((cell) => [...bare(cell)].length < 400 && !pages.some((page) => page.includes(unlisted(cell))));
  if (split) faults.push(`a row goes on over a page: ${split.trim().slice(0, 40)}`);
  const first = bare(goal).slice(0, 6);
  if (!sheets[0].includes(first)) faults.push(`its first page has not come to the first goal: ${first}`);
  return faults.map((it) => `print: ${it}`);
}

async function judge(context, root, file) {
  const page = await context.newPage();
  // Chromium complains on the console of whatever a page's policy forbids.
  const complaints = [];
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  const faults = [];
  page.on("request", (request) => {
    const inside = request.url().startsWith(pathToFileURL(root).href);
    if (!inside) faults.push(`it fetches ${request.url()}`);
  });
  await page.goto(pathToFileURL(file).href);
  faults.push(...complaints.map((complaint) => `the browser complains: ${complaint}`));
  const asked = await page.evaluate(words);
  if (asked.scripts) faults.push(`it has ${asked.scripts} scripts or styles within its elements`);
  faults.push(...faultyWays(root, asked.ways), ...againstPaper(asked));
  for (const width of WIDTHS) faults.push(...(await atWidth(page, width)));
  faults.push(...(await page.evaluate(copied)));
  const told = new Set();
  for (const width of JUDGED) {
    await page.setViewportSize({ width, height: 900 });
    told.add(await tables(page));
  }
  if (told.size > 1) faults.push(`a screen reader is told of other tables: ${[...told].join("; or ")}`);
  for (const look of LOOKS) faults.push(...(await inLook(page, look)));
  faults.push(...(await onPaper(page)));
  await page.close();
  return { faults, compared: Boolean(asked.pdf) };
}

const browser = await chromium.launch({ executablePath: browserPath, args: ARGS.split(" ") });
const context = await browser.newContext();
let bad = false;
for (const folder of folders) {
  const root = resolve(folder);
  const pages = pagesOf(root);
  if (pages.length === 0) console.log(`FAIL ${folder}\n  it has no page, so nothing was checked`);
  bad ||= pages.length === 0;
  for (const file of pages) {
    const { faults, compared } = await judge(context, root, file).catch((broken) => ({ faults: [`not judged: ${broken}`] }));
    bad ||= faults.length > 0;
    const name = join(folder, relative(root, file));
    console.log([`${faults.length ? "FAIL" : "PASS"} ${name}${compared ? " (held against its PDF)" : ""}`, ...faults.map((it) => `  ${it}`)].join("\n"));
  }
}
await browser.close();
process.exitCode = bad ? 1 : 0;
