// Searches a file as a reader does who never touches the mouse: titles, words of the text, words without
// their marks, words of scripts without spaces, and what is not there.

import { comesTrue } from "./waits.mjs";

// Words of scripts that few files hold, put into each: what stands there, what is looked for, and what
// is marked of it.
const WORDS = [
  ["東京湾の灯台は夜に光ります。", "灯台", ["灯台"]],
  ["東京湾の灯台は夜に光ります。", "灯台東京", ["灯台", "東京"]],
  ["ガラスのレンズ", "ガラス", ["ガラス"]],
  ["السَّلَامُ عَلَيْكُمْ", "السلام", ["السَّلَامُ"]],
  ["Ёлка у маяка", "елка", ["Ёлка"]],
  ["Große Straße", "strasse", ["Straße"]],
];

// Titles alone, and the way to what is found.
export async function searchTitles(page, fault) {
  await withSearch(page, fault, { width: 1440, height: 900 }, async (search) => {
    await search.findTitles();
    await search.walk();
  });
}

export async function searchWords(page, fault, axe) {
  await page.evaluate(addWords, WORDS.map(([text]) => text));
  for (const viewport of [{ width: 320, height: 740 }, { width: 1440, height: 900 }]) {
    await withSearch(page, fault, viewport, async (search) => {
      await search.openAndClose();
      await search.findTitles();
      await search.findWords();
      await search.walk();
      await search.findNothing(axe);
    });
  }
}

async function withSearch(page, fault, viewport, use) {
  if ((await page.locator(".search-open").count()) === 0) return;
  await page.setViewportSize(viewport);
  await use(new Search(page, (what) => fault(`searched at ${viewport.width} px: ${what}`)));
}

function addWords(texts) {
  const page = document.querySelector("main .page");
  for (const text of texts) page.append(Object.assign(document.createElement("p"), { textContent: text }));
}

class Search {
  constructor(page, fault) {
    this.page = page;
    this.fault = fault;
    this.box = page.locator("dialog.search");
    this.field = page.locator(".search-field");
    this.results = page.locator(".search-results a");
  }

  async open() {
    await this.page.keyboard.press("/");
    await this.box.waitFor({ state: "visible" });
  }

  async close() {
    await this.page.keyboard.press("Escape");
    await this.box.waitFor({ state: "hidden" });
  }

  // Waits until results are those of the words.
  async find(words) {
    await this.field.fill("");
    await this.page.waitForFunction(() => document.querySelector(".search-status").textContent === "");
    await this.field.fill(words);
    await this.page.waitForFunction(() => document.querySelector(".search-status").textContent !== "");
    return this.results.evaluateAll((links) =>
      links.map((link) => ({
        to: decodeURIComponent(link.hash.slice(1)),
        title: link.querySelector(".search-title").textContent,
        marked: [...link.querySelectorAll("mark")].map((mark) => mark.textContent),
      })),
    );
  }

  async openAndClose() {
    const opener = this.page.locator(".search-open:visible").first();
    await opener.focus();
    await this.page.keyboard.press("Enter");
    await this.box.waitFor({ state: "visible" });
    const inField = () => this.field.evaluate((field) => field === document.activeElement);
    if (!(await comesTrue(inField))) this.fault("the field has no focus");
    await this.close();
    if (!(await comesTrue(() => opener.evaluate((it) => it === document.activeElement)))) this.fault("the focus does not come back");
  }

  // A title is found before the text that says the same.
  async findTitles() {
    const titles = await this.page
      .locator("main .page-title > :first-child, main .heading > :is(h2, h3, h4)")
      .evaluateAll((headings) => headings.map((heading) => heading.textContent.replace(/\s+/g, " ").trim()));
    await this.open();
    for (const at of new Set([0, Math.floor(titles.length / 2), titles.length - 1])) {
      const title = titles[at];
      if (!title) continue;
      const found = await this.find(title.toUpperCase());
      if (!found[0] || found[0].title.toUpperCase() !== title.toUpperCase()) {
        this.fault(`the title \`${title}\` is not what its words find first`);
      }
    }
    await this.close();
  }

  async findWords() {
    const text = await this.page.evaluate(() => {
      const blocks = document.querySelectorAll(".page :is(p, td, li):not(.addresses *, .pager *, .callout-title)");
      return [...blocks].filter((block) => !block.querySelector("svg, math, p")).map((block) => block.textContent).join("\n");
    });
    const plain = /(?<![\p{L}\p{N}\p{M}_])[a-z]{6,}(?![\p{L}\p{N}\p{M}_])/u.exec(text)?.[0];
    const accented = /\p{Script=Latin}*[éèüöäåçãñ]\p{Script=Latin}+/u.exec(text)?.[0];
    const wanted = [
      [plain, plain],
      [accented?.normalize("NFD").replace(/\p{M}/gu, ""), accented],
    ];
    await this.open();
    for (const [text, words, meant] of WORDS) {
      const marked = (await this.find(words)).flatMap((result) => result.marked);
      if (!meant.every((word) => marked.includes(word))) this.fault(`\`${words}\` does not find \`${text}\``);
    }
    for (const [words, meant] of wanted) {
      if (!words) continue;
      const found = await this.find(words);
      const same = (mark) => mark.toLowerCase() === meant.toLowerCase();
      if (!found.some(({ marked }) => marked.some(same))) this.fault(`\`${words}\` does not find \`${meant}\``);
    }
    await this.close();
  }

  // By arrows to the second result, back, and with Enter to where the first one is.
  async walk() {
    const title = await this.page.locator("main .page-title > :first-child").last().textContent();
    await this.open();
    const found = await this.find(title.replace(/\s+/g, " ").trim());
    // A title of pictures and signs alone has no words to be found by.
    if (found.length === 0 && !/[\p{L}\p{N}]{2}/u.test(title)) return this.close();
    if (found.length === 0) {
      this.fault(`\`${title}\` is not found`);
      return this.close();
    }
    const focused = () => this.page.evaluate(() => document.activeElement.hash ?? document.activeElement.className);
    for (const key of ["ArrowDown", "ArrowDown", "ArrowUp"]) await this.page.keyboard.press(key);
    const first = decodeURIComponent(await focused());
    if (found.length > 1 && first !== `#${found[0].to}`) this.fault("arrows do not lead from result to result");
    if (found.length === 1) await this.page.keyboard.press("ArrowDown");
    await this.page.keyboard.press("Enter");
    await this.box.waitFor({ state: "hidden" });
    const place = this.page.locator(`[id="${found[0].to}"]`);
    const isInView = async () => {
      const { y, height } = await place.boundingBox();
      return y <= this.page.viewportSize().height && y + height >= 0;
    };
    const isFocused = () => place.evaluate((it) => it === document.activeElement);
    const isMarked = () => this.page.evaluate(() => CSS.highlights.get("found")?.size > 0);
    if (!(await comesTrue(isInView))) this.fault("a result does not lead to its place");
    if (!(await comesTrue(isFocused))) this.fault("the focus is not where a result leads");
    if (!(await comesTrue(isMarked))) this.fault("what was found is not marked in the text");
  }

  async findNothing(axe) {
    await this.open();
    await this.find("e");
    await this.page.evaluate(axe);
    const { violations } = await this.page.evaluate(() =>
      globalThis.axe.run(document.querySelector("dialog.search"), { resultTypes: ["violations"] }),
    );
    for (const { id, nodes } of violations) this.fault(`axe: ${id}: ${nodes[0].html.slice(0, 160)}`);
    if ((await this.find("qqzzxxq")).length > 0) this.fault("what is not there is found");
    await this.close();
  }
}
