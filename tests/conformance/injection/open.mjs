// Opens documents in Chromium and does what a reader may do: `node open.mjs < LIST`
//
// LIST is JSON: a list of documents, each with its `path`, and whether it is a file of a `book`. The
// answer is JSON too: for each path what was heard of scripts, requests, refusals and ways out. Links
// within the document and all that may run something are clicked; a link that leads out is its author's
// right, and is left.

import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

// How long a document has for what it has been set going.
const PAUSE = 20;

const documents = JSON.parse(readFileSync(0, "utf8"));
const heard = {};
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu"],
});
let next = 0;
await Promise.all(Array.from({ length: availableParallelism() }, readOn));
await browser.close();
console.log(JSON.stringify(heard));

// Opens one document after the other in a window, since a window takes longer than what is done in it.
async function readOn() {
  let at;
  const context = await browser.newContext();
  await context.addInitScript(listen);
  const page = await context.newPage();
  hear(page, () => at);
  while (next < documents.length) {
    const { path, book } = documents[next++];
    const url = pathToFileURL(path).href;
    at = { url, folder: book && pathToFileURL(`${dirname(path)}/`).href, found: new Set() };
    await use(page, at);
    heard[path] = [...at.found];
  }
}

// Whether an address is the document's, or that of a file of its book.
function isOwn({ url, folder }, address) {
  return address.split("#")[0] === url || (folder && address.startsWith(folder));
}

function tell({ found }, what, words) {
  found.add(`${what}: ${words.slice(0, 160)}`);
}

// Hears everything that the document at hand does and must not.
function hear(page, at) {
  page.on("dialog", (dialog) => {
    tell(at(), "dialog", dialog.message());
    dialog.dismiss().catch(() => {});
  });
  page.on("request", (request) => {
    const address = request.url();
    if (!isOwn(at(), address) && !/^(data|blob):/.test(address)) tell(at(), "request", address);
  });
  page.on("console", (message) => {
    const counts = !at().folder || /Refused|[Pp]olicy|[Ss]cript/.test(message.text());
    if (counts) tell(at(), "console", message.text());
  });
  page.on("pageerror", (error) => tell(at(), "script", error.message));
  page.on("download", (download) => tell(at(), "download", download.url()));
  page.on("framenavigated", (frame) => {
    if (!isOwn(at(), frame.url()) && frame.url() !== "about:blank") tell(at(), "way out", frame.url());
  });
}

// Does what a reader may do, and gives what that sets going its turn.
async function use(page, at) {
  try {
    await page.goto(at.url, { waitUntil: "load", timeout: 30_000 });
    await page.evaluate(provoke);
    await page.evaluate((pause) => new Promise((then) => setTimeout(then, pause)), PAUSE);
    for (const violation of await page.evaluate(() => window.violations)) tell(at, "refused", violation);
  } catch (error) {
    tell(at, "given up", error.message.split("\n")[0]);
  }
}

// Hears what a policy refuses, and who wants another window, from the first element on.
function listen() {
  window.violations = [];
  window.open = (address) => {
    window.violations.push(`opens ${address}`);
    return null;
  };
  addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sample }) => {
    window.violations.push(`${violatedDirective} ${blockedURI} ${sample}`);
  });
}

// Sends every element the events that handlers wait for, and clicks the links that lead nowhere else.
function provoke() {
  const events = [
    "animationstart", "begin", "beforetoggle", "blur", "click", "contextmenu", "end", "error", "focus",
    "input", "load", "mouseenter", "mouseover", "pointerover", "scroll", "start", "toggle", "transitionend",
  ];
  const leadsOut = /^\s*(https?|mailto|tel|ftp):/i;
  for (const element of document.querySelectorAll("*")) {
    const link = element.closest("a, area");
    for (const name of events) {
      if (!link || name !== "click") element.dispatchEvent(new Event(name));
    }
  }
  for (const link of document.querySelectorAll("a, area")) {
    const written = link.getAttribute("href") ?? link.getAttributeNS("http://www.w3.org/1999/xlink", "href") ?? "";
    const isFile = link.hasAttribute("download") || (!written.startsWith("#") && !/^[^/]*:/.test(written));
    if (isFile || leadsOut.test(written)) continue;
    link.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
  }
}
