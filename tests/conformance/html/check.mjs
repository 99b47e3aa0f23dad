// Checks HTML files: `node check.mjs FILE...`
//
// 1. The Nu checker: no error, no warning.
// 2. axe-core in a real browser, on a phone and on a desk, by day and by night: no violation.
// 3. The browser's network log: nothing but the file itself, and nothing that its policy refused.
// 4. Without script: contents, footnotes, anchors, drawer, enlarged pictures and the dark scheme.
//
// The browser is Chromium at $CHROMIUM, else /usr/bin/chromium. Every fault is a line on standard
// output; the exit code is 1 where there is one.

import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { chromium } from "playwright-core";
import { walkWithoutScript } from "./without-script.mjs";

const require = createRequire(import.meta.url);
const AXE = await readFile(require.resolve("axe-core/axe.min.js"), "utf8");
const WIDTHS = [360, 1440];
const SCHEMES = ["light", "dark"];

const files = process.argv.slice(2).map((file) => resolve(file));
if (files.length === 0) {
  console.error("usage: node check.mjs FILE...");
  process.exit(2);
}

const faults = await checkValidity(files);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu"],
});
try {
  for (const file of files) {
    faults.push(...(await checkInBrowser(browser, file)));
    faults.push(...(await walkWithoutScript(browser, file)));
  }
} finally {
  await browser.close();
}
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

async function checkInBrowser(browser, file) {
  const faults = [];
  for (const colorScheme of SCHEMES) {
    for (const width of WIDTHS) {
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
      const { violations } = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
      for (const { id, help, nodes } of violations) {
        const first = `${nodes[0].html.slice(0, 160)} ${nodes[0].failureSummary.replace(/\s+/g, " ")}`;
        faults.push(`${where}: axe: ${id}: ${help} (${nodes.length}): ${first}`);
      }
      await context.close();
    }
  }
  return faults;
}
