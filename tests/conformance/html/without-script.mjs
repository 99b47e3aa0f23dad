// Uses a file as a reader without script would, by mouse and by keyboard.

import { becomes, comesTrue } from "./waits.mjs";

export async function walkWithoutScript(page, fault, url) {
  const wrong = (what) => fault(`without script: ${what}`);
  await tabThrough(page, wrong);
  await followContents(page, wrong);
  await readFootnote(page, wrong);
  await chooseDark(page, wrong);
  await enlargePicture(page, wrong);
  await page.goto(url);
  await page.setViewportSize({ width: 320, height: 740 });
  await useDrawer(page, wrong);
}

async function isInView(locator) {
  const box = await locator.boundingBox();
  const { height } = locator.page().viewportSize();
  return box !== null && box.y < height && box.y + box.height > 0;
}

const comesInView = (locator) => comesTrue(() => isInView(locator));
const closes = (locator) => comesTrue(async () => !(await locator.isVisible()));
const opens = (locator) => comesTrue(() => locator.isVisible());

// Clicks where an element is. Playwright's own click may scroll the page before it does.
async function press(locator) {
  const { x, y, width, height } = await locator.boundingBox();
  await locator.page().mouse.click(x + width / 2, y + height / 2);
}

async function followContents(page, fault) {
  const links = page.locator(".contents li > a");
  const count = await links.count();
  for (const at of new Set([0, Math.floor(count / 2), count - 1])) {
    if (at < 0 || count === 0) continue;
    const href = await links.nth(at).getAttribute("href");
    await links.nth(at).click();
    if (!(await comesInView(page.locator(`[id="${href.slice(1)}"]`)))) {
      fault(`the contents' link to ${href} does not lead there`);
    }
  }
}

async function readFootnote(page, fault) {
  const mark = page.locator("[role=doc-noteref]").first();
  if ((await mark.count()) === 0) return;
  await mark.scrollIntoViewIfNeeded();
  await comesInView(mark);
  const before = await mark.boundingBox();
  const note = page.locator(`[id="${(await mark.getAttribute("href")).slice(1)}"]`);
  await mark.click();
  if (!(await comesInView(note))) fault("a footnote cannot be read where its mark is");
  const during = await mark.boundingBox();
  if (Math.abs(during.y - before.y) > 2) fault("a footnote moves the text away");
  await note.locator("[role=doc-backlink]").first().click();
  if (!(await comesInView(mark))) fault("the way back from a footnote does not lead to its mark");
  const isOpen = () => note.evaluate((element) => getComputedStyle(element).position === "fixed");
  if (await becomes(isOpen, false)) fault("a footnote stays open after the way back");
}

async function chooseDark(page, fault) {
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const day = await background();
  await page.locator("#_dark").check({ force: true });
  if ((await background()) === day) fault("the dark scheme changes nothing");
  await page.locator("#_automatic").check({ force: true });
  if ((await background()) !== day) fault("the automatic scheme does not come back");
}

async function enlargePicture(page, fault) {
  const button = page.locator(".enlarge").first();
  if ((await button.count()) === 0) return;
  await button.scrollIntoViewIfNeeded();
  const frame = page.locator(`[id="${await button.getAttribute("popovertarget")}"]`);
  const isOpen = () => frame.evaluate((it) => it.matches(":popover-open"));
  const before = await frame.boundingBox();
  await button.click();
  await becomes(isOpen, true);
  const open = await frame.boundingBox();
  const { width, height } = page.viewportSize();
  const within = open.x >= 0 && open.y >= 0 && open.x + open.width <= width && open.y + open.height <= height;
  if (!within) fault("an enlarged picture leaves the window");
  const fills = open.width > width * 0.9 || open.height > height * 0.9;
  if (!fills && open.width < before.width) fault("an enlarged picture is smaller than before");
  await page.keyboard.press("Escape");
  await becomes(isOpen, false);
  const after = await frame.boundingBox();
  if (Math.abs(after.width - before.width) > 1) fault("an enlarged picture does not close");
}

async function useDrawer(page, fault) {
  const opener = page.locator(".open-contents");
  if ((await opener.count()) === 0) return;
  const drawer = page.locator("#_contents");
  if (await drawer.isVisible()) fault("the drawer is open from the start");
  await press(opener);
  if (!(await opens(drawer))) fault("the drawer does not open");
  const link = drawer.locator("li > a").last();
  await link.scrollIntoViewIfNeeded();
  const href = await link.getAttribute("href");
  await press(link);
  if (!(await closes(drawer))) fault("the drawer stays open after a choice");
  if (!(await comesInView(page.locator(`[id="${href.slice(1)}"]`)))) fault("the drawer leads nowhere");
  const before = await page.evaluate(() => scrollY);
  await press(opener);
  await opens(drawer);
  await press(drawer.locator(".close-contents"));
  if (!(await closes(drawer))) fault("the drawer does not close");
  if (Math.abs((await page.evaluate(() => scrollY)) - before) > 2) fault("the drawer moves the text");
}

// Every stop of the Tab key must be seen, and the first one must lead past the contents.
async function tabThrough(page, fault) {
  const stops = await page.locator("a[href], button, input, summary, [tabindex='0']").count();
  await page.keyboard.press("Tab");
  const first = await page.evaluate(() => document.activeElement.className);
  if (first !== "skip") fault("the first stop of the Tab key is not the way past the contents");
  for (let at = 1; at < Math.min(stops, 120); at += 1) {
    await page.keyboard.press("Tab");
    const isSeen = () => page.evaluate(() => {
      const element = document.activeElement;
      const area = element.matches("input") ? element.parentElement : element;
      const { width, height, bottom, top } = area.getBoundingClientRect();
      if (element === document.body) return true;
      return width > 0 && height > 0 && bottom > 0 && top < innerHeight;
    });
    if (!(await comesTrue(isSeen))) {
      fault(`the stop ${at + 1} of the Tab key is not seen: ${await page.evaluate(() => document.activeElement.outerHTML.slice(0, 120))}`);
      return;
    }
  }
}
