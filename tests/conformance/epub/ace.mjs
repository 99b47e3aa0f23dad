// Checks books with Ace by DAISY: `node ace.mjs BOOK.epub...`
//
// One browser for all books. Every violation is a line on standard output; the exit code is 1 where
// there is one. PUPPETEER_EXECUTABLE_PATH names the browser.

import ace from "@daisy/ace-core";
import browser from "@daisy/ace-axe-runner-puppeteer";
import { resolve } from "node:path";

// Ace starts and ends a browser with each book: here one stays open until the last is read.
const runner = { ...browser, launch: async () => {}, close: async () => {} };
// A browser that does not start or answer in time says nothing about the book.
const ATTEMPTS = 3;

const books = process.argv.slice(2).map((book) => resolve(book));
const faults = [];
await again(() => browser.launch());
for (const book of books) faults.push(...(await faultsOf(book)));
await browser.close();
for (const fault of faults) console.log(fault);
console.log(`ace: ${books.length} books, ${faults.length} faults`);
process.exit(books.length > 0 && faults.length === 0 ? 0 : 1);

async function faultsOf(book) {
  try {
    const { assertions = [] } = await again(() => check(book));
    return assertions.flatMap((document) => violations(book, document));
  } catch (error) {
    return [`${book}: ${error?.message ?? error}`];
  }
}

// Ace prints its report where it has no folder to write it to, and returns it all the same.
async function check(book) {
  const options = { cwd: process.cwd(), initLogger: true, silent: true, lang: "en" };
  const write = process.stdout.write;
  process.stdout.write = () => true;
  try {
    const [, report] = await ace(book, options, runner);
    return report;
  } finally {
    process.stdout.write = write;
  }
}

function violations(book, { "earl:testSubject": document, assertions = [] }) {
  return assertions
    .filter(({ "earl:result": result }) => result["earl:outcome"] === "fail")
    .map(({ "earl:test": test, "earl:result": result }) => {
      const description = result["dct:description"].replace(/\s+/g, " ");
      return `${book}: ${document.url}: ${test["dct:title"]}: ${description}`;
    });
}

async function again(attempt) {
  for (let left = ATTEMPTS - 1; ; left--) {
    try {
      return await attempt();
    } catch (error) {
      if (left === 0) throw error;
    }
  }
}
