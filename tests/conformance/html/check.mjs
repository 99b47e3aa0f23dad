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
import { searchText } from "./search.mjs";
import { useComforts } from "./with-script.mjs";
import { walkWithoutScript } from "./without-script.mjs";

const require = createRequire(import.meta.url);
const AXE = await readFile(require.resolve("axe-core/axe.min.js"), "utf8");
// Widths and schemes change the page independently of one another: each is looked at once.
const LOOKS = [
  { width: 320, colorScheme: "dark" },
  { width: 1440, colorScheme: "light" },
];

// Documents as people write them, whose search and whose spaces are measured.
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
    ...LOOKS.map((as) => () => look(browser, file, as)),
    () => walkWithoutScript(browser, file),
    () => useComforts(browser, file),
    // The other documents are made of what is odd: words torn by line breaks, blocks that stand in none.
    ...(IS_WHOLE.test(file) ? [() => searchText(browser, file, AXE), () => measure(browser, file)] : []),
    () => printOnPaper(browser, file),
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

async function look(browser, file, { width, colorScheme }) {
  const faults = [];
  const where = `${file} at ${width} px, ${colorScheme}`;
  const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 } });
  const page = await context.newPage();
  const url = pathToFileURL(file).href;
  page.on("request", (request) => {
    const own = request.url().split("#")[0] === url || request.url().startsWith("data:");
    if (!own) faults.push(`${where}: request to ${request.url().slice(0, 120)}`);
  });
  page.on("console", (message) => faults.push(`${where}: console: ${message.text()}`));
  page.on("pageerror", (error) => faults.push(`${where}: script: ${error.message}`));
  await page.goto(url);
  if (await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)) {
    faults.push(`${where}: the page is wider than the window`);
  }
  // The policy keeps every foreign script out, so axe comes in through the debugger.
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() =>
    axe.run(document, { resultTypes: ["violations"] }),
  );
  for (const { id, help, nodes } of violations) {
    const first = `${nodes[0].html.slice(0, 160)} ${nodes[0].failureSummary.replace(/\s+/g, " ")}`;
    faults.push(`${where}: axe: ${id}: ${help} (${nodes.length}): ${first}`);
  }
  await context.close();
  return faults;
}
