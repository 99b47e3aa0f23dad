// Uses the comforts that the script adds: the mark of where one is, the choice of colours that
// is kept, the buttons that copy code and addresses, pictures from nearer, heads of tables that stay in
// view, and boxes that show where there is more.

import { becomes, comesTrue, lasting } from "./waits.mjs";

export async function useComforts(page, fault) {
  const wrong = (what) => fault(`with script: ${what}`);
  await page.setViewportSize({ width: 1440, height: 900 });
  await followReading(page, wrong);
  await keepColours(page, wrong);
  await copyCode(page, wrong);
  await copyAddress(page, wrong);
  await lookNearer(page, wrong);
  await scrollTables(page, wrong);
  await page.setViewportSize({ width: 320, height: 700 });
  await scrollTables(page, wrong);
  await readBar(page, wrong);
}

async function followReading(page, fault) {
  const link = page.locator(".contents .of-page > a").last();
  if ((await link.count()) === 0) return;
  await link.click();
  const current = page.locator(".contents [aria-current]");
  if ((await becomes(() => current.count(), 1)) !== 1) fault("the contents do not say where one is");
}

async function keepColours(page, fault) {
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const day = await background();
  await page.locator("#_dark").check({ force: true });
  if (!(await comesTrue(async () => (await background()) !== day))) fault("the dark scheme changes nothing");
  await page.reload();
  const isKept = async () => (await page.locator("#_dark").isChecked()) && (await background()) !== day;
  if (!(await comesTrue(isKept))) fault("the choice of colours is not kept");
  await page.locator("#_automatic").check({ force: true });
}

// Windows of one browser share its clipboard, and another file's walk may write to it meanwhile: each
// window records here what its page wants to be copied.
const watchClipboard = (page) =>
  page.evaluate(() => {
    navigator.clipboard.writeText = async (text) => { window.copied = text; };
  });
const copied = (page) => page.evaluate(() => window.copied);

async function copyCode(page, fault) {
  const box = page.locator(".code-box").first();
  if ((await box.count()) === 0) return;
  await box.scrollIntoViewIfNeeded();
  await box.hover();
  await watchClipboard(page);
  await box.locator(".copy").click();
  const code = await box.locator("code").evaluate((code) => code.textContent);
  if ((await becomes(() => copied(page), code)) !== code) {
    fault("the copied code is not what stands there");
  }
}

async function copyAddress(page, fault) {
  const heading = page.locator(".page > .heading:not(.page-title)").first();
  if ((await heading.count()) === 0) return;
  await heading.hover();
  await watchClipboard(page);
  await heading.locator(".to-section").click();
  const id = await heading.locator(":is(h2, h3, h4, h5, h6)").getAttribute("id");
  const isAddress = async () => decodeURIComponent(new URL(await copied(page), "https://none.example/").hash) === `#${id}`;
  if (!(await comesTrue(isAddress))) fault("the copied address is not the heading's");
}

async function lookNearer(page, fault) {
  const button = page.locator(".enlarge").first();
  if ((await button.count()) === 0) return;
  await button.scrollIntoViewIfNeeded();
  const frame = page.locator(`[id="${await button.getAttribute("popovertarget")}"]`);
  const picture = frame.locator("> :is(img, svg)");
  const width = async () => (await picture.boundingBox()).width;
  const isOpen = () => frame.evaluate((it) => it.matches(":popover-open"));
  await button.click();
  await becomes(isOpen, true);
  const fitted = await picture.boundingBox();
  await picture.click();
  const isNear = async () => {
    const near = await picture.boundingBox();
    return near.width > 1.5 * fitted.width || near.height > 1.5 * fitted.height;
  };
  if (!(await comesTrue(isNear))) fault("a click brings a picture no nearer");
  const near = await width();
  await page.keyboard.press("-");
  const isBack = async () => Math.abs((await width()) - fitted.width) <= 1;
  if (!(await comesTrue(isBack))) fault("a picture does not go back to what fits");
  await page.keyboard.press("+");
  if (!(await comesTrue(async () => (await width()) >= near - 1))) fault("the key + brings a picture no nearer");
  await page.keyboard.press("Escape");
  const isAway = () => frame.evaluate((it) => !it.matches(".near, :popover-open"));
  if (!(await comesTrue(isAway))) fault("a picture does not close");
}

// The head of a long table is in view while its rows go by; what is cut off at a side says so.
async function scrollTables(page, fault) {
  for (const problem of await lasting(() => page.evaluate(lookAtTables))) fault(problem);
}

async function lookAtTables() {
  const problems = [];
  const drawn = () => new Promise((then) => requestAnimationFrame(() => requestAnimationFrame(then)));
  await drawn();
  for (const box of document.querySelectorAll("main .scroll")) {
    if (!box.checkVisibility({ contentVisibilityAuto: true })) continue;
    const more = box.scrollWidth > box.clientWidth + 1;
    if (more !== box.matches(".more-left, .more-right")) problems.push(`${box.outerHTML.slice(0, 80)} does not say that there is more`);
    const [table, head] = [box.querySelector("table"), box.querySelector("thead")];
    if (!head || table.offsetHeight < 2 * innerHeight) continue;
    const inBox = box.scrollHeight > box.clientHeight + 1;
    if (inBox) box.scrollTop = box.scrollHeight / 2;
    else scrollTo(0, scrollY + table.getBoundingClientRect().top + table.offsetHeight / 2);
    await drawn();
    const top = head.getBoundingClientRect().top - (inBox ? box.getBoundingClientRect().top : 0);
    if (top < -2 || top > 80) problems.push(`the head of a table is ${Math.round(top)} px below the edge while its rows go by`);
  }
  return problems.slice(0, 3);
}

// The bar of a phone says which page one is on.
async function readBar(page, fault) {
  const link = page.locator(".contents .of-page > a").last();
  if ((await link.count()) === 0) return;
  const title = await link.textContent();
  await link.evaluate((link) => link.click());
  const shown = () => page.locator(".bar-title").textContent();
  if ((await becomes(shown, title)) !== title) fault("the bar does not name the page at hand");
}
