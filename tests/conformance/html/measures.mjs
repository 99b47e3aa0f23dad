// Measures a file on screens from the narrowest phone to a wide desk: nothing but boxes made for it
// scrolls sideways, and what stands in a box has as much space below it as above.

const WIDTHS = [320, 768, 1920];

export async function measure(page, fault) {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    for (const look of [outOfWindow, unevenSpace, coveredCode, cutPager]) {
      for (const problem of await page.evaluate(look)) fault(`at ${width} px: ${problem}`);
    }
  }
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
