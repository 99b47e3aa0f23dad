// Measures a file on screens from the narrowest phone to a wide desk: nothing but boxes made for it
// scrolls sideways, and what stands in a box has as much space below it as above. What the opening says
// stands in line with the text, and it is dark by night.

import { lasting } from "./waits.mjs";

const WIDTHS = [320, 768, 1920];

export async function measure(page, fault) {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    for (const look of [outOfWindow, unevenSpace, coveredCode, cutPager, offLine, unevenCorners, pagerOfItsPage, markApart, asidePicture, tornRange]) {
      for (const problem of await lasting(() => page.evaluate(look))) fault(`at ${width} px: ${problem}`);
    }
  }
  await page.emulateMedia({ colorScheme: "dark" });
  for (const problem of await lasting(() => page.evaluate(lightOpening))) fault(`by night: ${problem}`);
  await page.emulateMedia({ colorScheme: "light" });
}

function outOfWindow() {
  const width = document.documentElement.clientWidth;
  const wide = [...document.querySelectorAll("main *")].find((element) => {
    if (element.closest(".scroll, svg, math, [popover]:popover-open")) return false;
    const box = element.getBoundingClientRect();
    return box.width > 1 && (box.right > width + 1 || box.left < -1);
  });
  return wide ? [`${wide.outerHTML.slice(0, 120)} is cut off`] : [];
}

function unevenSpace() {
  const problems = [];
  for (const box of document.querySelectorAll("main :is(.code-box, .scroll, .callout)")) {
    const [before, after] = [box.previousElementSibling, box.nextElementSibling];
    if (!before?.matches("p") || !after?.matches("p, .pager")) continue;
    // A lead in larger letters has the larger space of its letters below it.
    if (before.matches(".callout-title, .lead") || !before.checkVisibility() || !box.checkVisibility()) continue;
    const [above, here, below] = [before, box, after].map((it) => it.getBoundingClientRect());
    const [over, under] = [here.top - above.bottom, below.top - here.bottom];
    const even = after.matches(".pager") ? under >= over : Math.abs(over - under) < 1;
    if (over < 4 || !even) {
      const name = `${box.parentElement.tagName} > .${box.className}`;
      problems.push(`${name} has ${over} px above it and ${under} px below it`);
    }
  }
  return problems.slice(0, 3);
}

function coveredCode() {
  const covers = [...document.querySelectorAll(".code-box")].some((box) => {
    const [code, button] = [".scroll", ".copy"].map((it) => box.querySelector(it).getBoundingClientRect());
    return button.width > 0 && button.left < code.right - 1 && button.right > code.left + 1;
  });
  return covers ? ["the button that copies code stands on code"] : [];
}

function cutPager() {
  const cut = [...document.querySelectorAll(".pager a")].find((link) => link.scrollWidth > link.clientWidth);
  return cut ? [`${cut.textContent} is wider than its box`] : [];
}

// The words of the opening start where those of pages do, unless they stand in the middle.
function offLine() {
  const [title, text] = [document.querySelector(".opening h1"), document.querySelector(".page > .heading")];
  if (!title || !text || title.closest(".centred, .full")) return [];
  const off = Math.abs(title.getBoundingClientRect().left - text.getBoundingClientRect().left);
  return off > 1 ? [`the title stands ${off} px beside the text`] : [];
}

// A box with a line around it has four round corners or none.
function unevenCorners() {
  const radii = (style) => ["top-left", "top-right", "bottom-right", "bottom-left"].map((it) => style.getPropertyValue(`border-${it}-radius`));
  const uneven = [...document.querySelectorAll("main .callout")].some((box) => {
    const style = getComputedStyle(box);
    return style.borderLeftWidth === style.borderRightWidth && new Set(radii(style)).size > 1;
  });
  return uneven ? ["some corners of a callout are round and others are not"] : [];
}

function pagerOfItsPage() {
  const wrong = [...document.querySelectorAll(".pager .previous a")].find((it) => getComputedStyle(it).textAlign !== "start");
  return wrong ? [`${wrong.textContent} is set as the page is that it leads away from`] : [];
}

// The mark of a note stands close to its word, and is no underlined link.
function markApart() {
  const apart = [...document.querySelectorAll(".note-mark")].find((mark) => {
    const [own, link] = [getComputedStyle(mark), getComputedStyle(mark.querySelector("a"))];
    return parseFloat(own.marginInlineStart) + parseFloat(link.paddingInlineStart) > 0 || link.textDecorationLine !== "none";
  });
  return apart ? [`${apart.textContent} is a mark of a note that is set off or underlined`] : [];
}

function asidePicture() {
  const aside = [...document.querySelectorAll(".page > figure:not(.media) > .picture")].find((picture) => {
    const [own, around] = [picture, picture.parentElement].map((it) => it.getBoundingClientRect());
    return Math.abs(own.left - around.left - (around.right - own.right)) > 1;
  });
  return aside ? ["a picture does not stand in the middle of its figure"] : [];
}

// From one number to another is read in one piece.
function tornRange() {
  for (const cell of document.querySelectorAll(".table :is(td, th)")) {
    const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      if (walker.currentNode.parentElement.closest("code")) continue;
      for (const range of walker.currentNode.data.matchAll(/\d+–\d+/g)) {
        const place = new Range();
        place.setStart(walker.currentNode, range.index);
        place.setEnd(walker.currentNode, range.index + range[0].length);
        const tops = [...place.getClientRects()].map((line) => line.top);
        if (Math.max(...tops) - Math.min(...tops) > 8) return [`${range[0]} is divided`];
      }
    }
  }
  return [];
}

function lightOpening() {
  const opening = document.querySelector(".opening:not(.plain)");
  if (!opening) return [];
  const light = (color) => color.match(/[\d.]+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0);
  const style = getComputedStyle(opening);
  return light(style.backgroundColor) > light(style.color) ? ["the opening is as light as by day"] : [];
}
