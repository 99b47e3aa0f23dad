// Checks HTML files: `node check.mjs FILE...`
//
// 1. The Nu checker: no error, no warning.
// 2. axe-core in a real browser, on a phone by night and on a desk by day: no violation.
// 3. The browser's network log: nothing but the file itself, and nothing that its policies refused.
// 4. Without script: contents, footnotes, anchors, drawer, enlarged pictures and the dark scheme.
// 5. With script: the comforts that it adds.
// 6. The search over the text, by keyboard, on a phone and on a desk.
// 7. On screens of several widths: nothing is cut off, covered or too close.
// 8. Printed: no furniture, and every page inside the paper.
//
// Each file is opened twice, with script and without, and everything is looked at there in turn: to open
// a window takes longer than most of what is done in it.
//
// The browser is Chromium at $CHROMIUM, else /usr/bin/chromium. Every fault is a line on standard
// output; the exit code is 1 where there is one.

import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { readFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { chromium } from "playwright-core";
import { measure } from "./measures.mjs";
import { printOnPaper } from "./paper.mjs";
import { searchTitles, searchWords } from "./search.mjs";
import { comesTrue } from "./waits.mjs";
import { useComforts } from "./with-script.mjs";
import { walkWithoutScript } from "./without-script.mjs";

const require = createRequire(import.meta.url);
const AXE = await readFile(require.resolve("axe-core/axe.min.js"), "utf8");
const PHONE = { width: 320, height: 740 };
const DESK = { width: 1440, height: 900 };

// Documents as people write them, in which every word is looked for; the others are short.
const IS_WHOLE = /\/(sample|screens)[^/]*\/[^/]*$/;

const files = process.argv.slice(2).map((file) => resolve(file));
if (files.length === 0) {
  console.error("usage: node check.mjs FILE...");
  process.exit(2);
}

const [invalid, unusable] = await Promise.all([checkValidity(files), checkInBrowser(files)]);
const faults = [...invalid, ...unusable];
for (const fault of faults) console.log(fault);
console.log(`html: ${files.length} files, ${faults.length} faults`);
process.exit(faults.length === 0 ? 0 : 1);

async function checkValidity(files) {
  const jar = require("vnu-jar");
  const run = promisify(execFile)("java", ["-jar", jar, "--format", "json", ...files], {
    maxBuffer: 64 * 1024 * 1024,
  });
  const report = await run.catch((error) => error);
  const messages = JSON.parse(report.stderr).messages;
  return messages
    .filter((message) => message.type === "error" || message.subType === "warning")
    .map((message) => {
      const extract = (message.extract ?? "").trim().slice(0, 120);
      return `${message.url}:${message.lastLine}: nu: ${message.message} [${extract}]`;
    });
}

// One browser for all files, and as many of its windows at work as there are processors.
async function checkInBrowser(files) {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu"],
  });
  const jobs = files.flatMap((file) => [
    () => inWindow(browser, file, { javaScriptEnabled: false, viewport: DESK }, walkWithoutScript),
    () => inWindow(browser, file, { viewport: PHONE }, walkWithScript),
  ]);
  const results = new Array(jobs.length);
  let next = 0;
  const worker = async () => {
    while (next < jobs.length) {
      const at = next++;
      results[at] = await jobs[at]();
    }
  };
  try {
    await Promise.all(Array.from({ length: availableParallelism() }, worker));
  } finally {
    await browser.close();
  }
  return results.flat();
}

// The faults that a walk through a file finds in a window of its own.
async function inWindow(browser, file, options, walk) {
  const faults = [];
  const fault = (what) => faults.push(`${file}, ${what}`);
  const context = await browser.newContext({ colorScheme: "light", reducedMotion: "reduce", ...options });
  // A machine that checks other files meanwhile may take its time.
  context.setDefaultTimeout(120_000);
  try {
    const page = await context.newPage();
    const url = pathToFileURL(file).href;
    page.on("request", (request) => {
      const own = request.url().split("#")[0] === url || request.url().startsWith("data:");
      if (!own) fault(`request to ${request.url().slice(0, 120)}`);
    });
    page.on("pageerror", (error) => fault(`script: ${error.message}`));
    page.on("console", (message) => fault(`console: ${message.text()}`));
    await page.goto(url);
    await walk(page, fault, url);
  } catch (error) {
    fault(`given up: ${error.message.split("\n")[0]}`);
  } finally {
    await context.close();
  }
  return faults;
}

async function walkWithScript(page, fault, url) {
  await look(page, fault, PHONE, "dark");
  await look(page, fault, DESK, "light");
  await measure(page, fault);
  await useComforts(page, fault);
  await printOnPaper(page, fault);
  await page.goto(url);
  if (IS_WHOLE.test(url)) await searchWords(page, fault, AXE);
  else await searchTitles(page, fault);
}

// What axe finds; widths and schemes change the page independently of one another: each is looked at once.
async function look(page, fault, viewport, colorScheme) {
  await page.setViewportSize(viewport);
  await page.emulateMedia({ colorScheme });
  const isWithin = () => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
  if (!(await comesTrue(isWithin))) {
    fault(`at ${viewport.width} px: the page is wider than the window`);
  }
  // The policy keeps every foreign script out, so axe comes in through the debugger.
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() =>
    axe.run(document, { resultTypes: ["violations"] }),
  );
  for (const { id, help, nodes } of violations) {
    const first = `${nodes[0].html.slice(0, 160)} ${nodes[0].failureSummary.replace(/\s+/g, " ")}`;
    fault(`at ${viewport.width} px, ${colorScheme}: axe: ${id}: ${help} (${nodes.length}): ${first}`);
  }
}
