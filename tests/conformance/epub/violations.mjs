// Says what Ace holds against a book: `node violations.mjs BOOK REPORT`, the report as JSON.

import { readFile } from "node:fs/promises";

const [book, report] = process.argv.slice(2);
const { assertions = [] } = JSON.parse(await readFile(report, "utf8"));

let violations = 0;
for (const { "earl:testSubject": document, assertions: found = [] } of assertions) {
  for (const { "earl:test": test, "earl:result": result } of found) {
    if (result["earl:outcome"] !== "fail") continue;
    violations += 1;
    const description = result["dct:description"].replace(/\s+/g, " ");
    console.log(`${book}: ${document.url}: ${test["dct:title"]}: ${description}`);
  }
}
process.exit(violations === 0 ? 0 : 1);
