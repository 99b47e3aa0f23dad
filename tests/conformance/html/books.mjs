// Looks at books as reading systems on phones and desks show them: `node books.mjs BOOK.epub...`
//
// Nothing is wider than the screen but boxes made to scroll, and what the style sheet means to show is
// seen: captions, tables that are stacked, paragraphs, marks of notes.
//
// The browser is Chromium at $CHROMIUM, else /usr/bin/chromium. Every fault is a line on standard
// output; the exit code is 1 where there is one.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const WIDTHS = [320, 390, 800];

const books = process.argv.slice(2).map((book) => resolve(book));
const faults = [];
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu"],
});
let next = 0;
const worker = async () => {
  while (next < books.length) faults.push(...(await faultsOf(books[next++])));
};
await Promise.all(Array.from({ length: availableParallelism() }, worker));
await browser.close();
faults.sort();
for (const fault of faults) console.log(fault);
console.log(`books: ${books.length} books, ${faults.length} faults`);
process.exit(books.length > 0 && faults.length === 0 ? 0 : 1);

async function faultsOf(book) {
  const folder = mkdtempSync(join(tmpdir(), "book-"));
  const found = [];
  const page = await browser.newPage();
  try {
    execFileSync("unzip", ["-q", "-o", book, "-d", folder]);
    const documents = readdirSync(join(folder, "EPUB")).filter((name) => name.endsWith(".xhtml"));
    for (const name of documents.sort()) {
      await page.goto(pathToFileURL(join(folder, "EPUB", name)).href);
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 800 });
        for (const problem of await page.evaluate(look)) found.push(`${book}, ${name} at ${width} px: ${problem}`);
      }
    }
  } finally {
    await page.close();
    rmSync(folder, { recursive: true });
  }
  return found;
}

function look() {
  const problems = [];
  const all = (selector) => [...document.querySelectorAll(selector)];
  const show = (element) => element.outerHTML.replace(/ xmlns(:\w+)?="[^"]*"/g, "").slice(0, 90);
  const tell = (element, what) => element && problems.push(`${show(element)} ${what}`);
  const style = (element) => getComputedStyle(element);
  const width = document.documentElement.clientWidth;
  const box = (element) => element.getBoundingClientRect();

  const scrolls = (element) => element.closest(".table, .formula, math, svg, thead");
  tell(all("body *").find((it) => !scrolls(it) && box(it).width > 1 && box(it).right > width + 1), "is wider than the screen");
  tell(all("td, th, pre").find((it) => box(it).width > width), "is wider than the screen");
  const isStacked = (table) => style(table).display === "block";
  tell(all("caption").find((it) => box(it).width < box(it.parentElement).width * 0.9), "is narrower than its table");
  tell(all("pre").find((it) => !["start", "left"].includes(style(it).textAlign)), "is not set from the start of its lines");
  const cells = (table) => [...table.querySelectorAll("tbody > tr:last-child > *")].slice(0, -1);
  const lined = (cell) => cell.checkVisibility() && style(cell).borderBottomWidth !== "0px";
  tell(all("table.stacks").filter(isStacked).flatMap(cells).find(lined), "has a line below it that is the last cell's");
  const follows = (it) => {
    const before = it.previousElementSibling;
    const space = box(it).top - box(before).bottom;
    const apart = space > 2 || parseFloat(style(it).textIndent) > 0 || style(it).textAlign === "center";
    // One that holds nothing but a place to link to is not seen.
    const seen = box(before).height > 0;
    return seen && !apart && !it.closest(".titlepage") && !it.matches(".callout-title + p, .quote-source");
  };
  tell(all("p + p").find(follows), "is not told from the paragraph before it");
  tell(all("p + :is(ul, ol, dl)").find((it) => !it.closest("li") && box(it).top - box(it.previousElementSibling).bottom < 2), "has no space above it");
  const mark = (it) => parseFloat(style(it).paddingLeft) > 0 || style(it).textDecorationLine !== "none";
  tell(all(".note-mark a").find(mark), "is set off from its word, or underlined");
  return problems;
}
