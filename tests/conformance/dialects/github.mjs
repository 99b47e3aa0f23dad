// The ids that GitHub gives the headings of a page: `node github.mjs page.md`, one a line.

import { readFileSync } from "node:fs";
import GithubSlugger from "github-slugger";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { toString } from "mdast-util-to-string";
import { gfm } from "micromark-extension-gfm";

const page = fromMarkdown(readFileSync(process.argv[2], "utf8"), {
  extensions: [gfm()],
  mdastExtensions: [gfmFromMarkdown()],
});
const slugger = new GithubSlugger();
for (const node of page.children) {
  if (node.type === "heading") {
    console.log(slugger.slug(toString(node)));
  }
}
