// Uses the comforts that the script adds: the mark of where one is, the choice of colours that
// is kept, the button that copies code.

import { pathToFileURL } from "node:url";

export async function useComforts(browser, file) {
  const faults = [];
  const fault = (what) => faults.push(`${file}, with script: ${what}`);
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    colorScheme: "light",
    reducedMotion: "reduce",
    permissions: ["clipboard-read", "clipboard-write"],
  });
  context.setDefaultTimeout(10_000);
  try {
    const page = await context.newPage();
    await page.goto(pathToFileURL(file).href);
    await followReading(page, fault);
    await keepColours(page, fault);
    await copyCode(page, fault);
  } finally {
    await context.close();
  }
  return faults;
}

async function followReading(page, fault) {
  const link = page.locator(".contents .of-page > a").last();
  if ((await link.count()) === 0) return;
  await link.click();
  const current = page.locator(".contents [aria-current]");
  await current.waitFor({ timeout: 2000 }).catch(() => {});
  if ((await current.count()) !== 1) fault("the contents do not say where one is");
}

async function keepColours(page, fault) {
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const day = await background();
  await page.locator("#_dark").check({ force: true });
  const night = await background();
  if (night === day) fault("the dark scheme changes nothing");
  await page.reload();
  // Colours may take a moment to settle, on a busy machine too.
  const kept = (day) =>
    document.querySelector("#_dark").checked &&
    getComputedStyle(document.body).backgroundColor !== day;
  await page
    .waitForFunction(kept, day, { timeout: 3000 })
    .catch(() => fault("the choice of colours is not kept"));
  await page.locator("#_automatic").check({ force: true });
}

async function copyCode(page, fault) {
  const box = page.locator(".code-box").first();
  if ((await box.count()) === 0) return;
  await box.scrollIntoViewIfNeeded();
  await box.hover();
  await box.locator(".copy").click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  if (copied !== (await box.locator("code").evaluate((code) => code.textContent))) {
    fault("the copied code is not what stands there");
  }
}
