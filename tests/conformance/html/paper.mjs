// Looks at a file as the printer gets it: what belongs to the screen is gone, and all that the page
// says is there.

import { lasting } from "./waits.mjs";

const SCREEN_ONLY = [".skip", ".bar", ".contents", ".pager", ".to-section", ".enlarge", ".appearance", ".search-open", ".copy"];

export async function printOnPaper(page, fault) {
  const wrong = (what) => fault(`printed: ${what}`);
  await page.setViewportSize({ width: 700, height: 900 });
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  const shown = await lasting(() =>
    page.evaluate(
      (selectors) => selectors.filter((it) => [...document.querySelectorAll(it)].some((one) => one.checkVisibility())),
      SCREEN_ONLY,
    ),
  );
  for (const selector of shown) wrong(`${selector} is shown`);
  for (const problem of await lasting(() => page.evaluate(lookAtPage))) wrong(problem);
  const pdf = await page.pdf({ preferCSSPageSize: true });
  if (pdf.length < 1000) wrong("there is nothing on the paper");
  await page.emulateMedia({ media: null, colorScheme: "light" });
}

function lookAtPage() {
  const problems = [];
  const { width } = document.documentElement.getBoundingClientRect();
  const wide = [...document.querySelectorAll("main *")].find(
    (element) => element.getBoundingClientRect().right > width + 1,
  );
  if (wide) problems.push(`${wide.outerHTML.slice(0, 100)} is cut off`);
  const broken = brokenWord();
  if (broken) problems.push(`\`${broken}\` is broken in a table that has room`);
  const hidden = [...document.querySelectorAll("details:not(.text-version) > *")].find(
    (element) => element.checkVisibility && !element.checkVisibility({ contentVisibilityAuto: true }),
  );
  if (hidden) problems.push("a fold is closed");
  for (const link of document.querySelectorAll("main a[href^=http]")) {
    const said = link.textContent.includes(link.getAttribute("href").replace(/\/$/, ""));
    const number = Number(link.dataset.address);
    const address = link.closest(".page").querySelectorAll(".addresses li")[number - 1]?.textContent;
    if (!said && address !== link.getAttribute("href")) {
      problems.push(`the address of ${link.outerHTML.slice(0, 100)} is not spelled out`);
    }
  }
  const colour = getComputedStyle(document.body).backgroundColor;
  if (colour !== "rgb(255, 255, 255)") problems.push(`the paper is ${colour}`);
  return problems;

  // A word of a cell that stands on two lines. Lines may end behind hyphens and slashes.
  function brokenWord() {
    for (const cell of document.querySelectorAll(".table :is(td, th):not(.breaks)")) {
      const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        for (const word of walker.currentNode.data.matchAll(/[\p{sc=Latin}\p{N}]+/gu)) {
          const range = new Range();
          range.setStart(walker.currentNode, word.index);
          range.setEnd(walker.currentNode, word.index + word[0].length);
          const tops = [...range.getClientRects()].map((line) => line.top);
          if (Math.max(...tops) - Math.min(...tops) > 8 && !getComputedStyle(cell).hyphens.includes("auto")) return word[0];
        }
      }
    }
    return null;
  }
}
