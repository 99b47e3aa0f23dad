"""Asks the tools what they make of their folders: `python3 answers.py TOOL [PROGRAM]`.

Writes `answers/TOOL.json`: the pages in the order of the tool's own navigation, each with its file,
what it is called there, its headings and their ids, its links, its words and their signs; with them the tool's
version and the digest of the folder. PROGRAM is the tool's command where it is not on the PATH; for
Docusaurus it is the folder that has its packages.
"""

import hashlib
import json
import os
import posixpath
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import html_page
from folders import TOOLS

HERE = Path(__file__).parent
SITE = "https://harbour.example/"


def digest(folder: Path) -> str:
    """What a folder holds, in one number."""
    sum = hashlib.sha256()
    for path in sorted(it for it in folder.rglob("*") if it.is_file()):
        sum.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return sum.hexdigest()


def run(command: list[str], folder: Path, **environment: str) -> str:
    out = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True,
                         env={**os.environ, **environment})
    return out.stdout


def main_of(path: Path, marks=lambda tag, attrs: "it" if tag == "main" else None) -> html_page.Page:
    return html_page.read(path.read_text(encoding="utf-8"), marks).get("it", html_page.Page())


# Each tool gives its version and its pages: file, name, address on the site, and the page as read.

LAYOUT = "<main>{{ .Content }}</main>"
ORDER = """{{ define "walk" }}{{ range . }}
{"file": {{ with .File }}{{ .Path | jsonify }}{{ else }}""{{ end }}, "name": {{ .LinkTitle | jsonify }}, "url": {{ .RelPermalink | jsonify }}}
{{ if .IsSection }}{{ template "walk" .Pages }}{{ end }}{{ end }}{{ end }}
{"file": {{ .File.Path | jsonify }}, "name": {{ .LinkTitle | jsonify }}, "url": "/"}{{ template "walk" .Pages }}"""


def hugo(folder: Path, program: str):
    layouts = folder / "layouts"
    layouts.mkdir()
    for name in ("page.html", "section.html", "home.html"):
        (layouts / name).write_text(LAYOUT, encoding="utf-8")
    (layouts / "home.json").write_text(ORDER, encoding="utf-8")
    settings = folder / "hugo.toml"
    settings.write_text(settings.read_text() + 'disableKinds = ["taxonomy", "term", "rss"]\n[outputs]\nhome = ["html", "json"]\n')
    run([program, "--quiet"], folder)
    version = re.search(r"hugo v([0-9.]+)", run([program, "version"], folder))[1]
    lines = (folder / "public/index.json").read_text(encoding="utf-8").splitlines()
    pages = []
    for entry in map(json.loads, filter(str.strip, lines)):
        page = main_of(folder / "public" / entry["url"].strip("/") / "index.html")
        pages.append((f"content/{entry['file']}" if entry["file"] else "", entry["name"], entry["url"], page))
    return version, pages


JEKYLL = "<main data-file='{{ page.path }}' data-name='{{ page.title | escape }}'>{{ content }}</main>"


def jekyll(folder: Path, program: str):
    (folder / "_layouts").mkdir()
    (folder / "_layouts/default.html").write_text(JEKYLL, encoding="utf-8")
    settings = folder / "_config.yml"
    default = "  - {scope: {path: ''}, values: {layout: default}}\n"
    settings.write_text(settings.read_text() + default)
    run([program, "build", "--quiet"], folder)
    pages = []
    for path in sorted((folder / "_site").rglob("*.html")):
        found = {}

        def marks(tag, attrs, found=found):
            return found.update(attrs) or "it" if tag == "main" else None

        page = main_of(path, marks)
        url = "/" + path.relative_to(folder / "_site").as_posix()
        pages.append((found["data-file"], found["data-name"], url.removesuffix("index.html"), page))
    return run([program, "--version"], folder).split()[1], pages


def mkdocs(folder: Path, program: str):
    hook = folder / "hook.py"
    hook.write_text(
        "import json\npages = {}\n"
        "def on_page_context(context, page, config, nav):\n"
        "    pages[page.file.src_uri] = (page.title, '/' + page.url, page.content)\n"
        "    order[:] = [it.file.src_uri for it in nav.pages]\n"
        "order = []\n"
        "def on_post_build(config):\n"
        "    json.dump([[it, *pages[it]] for it in order], open('pages.json', 'w'))\n")
    settings = folder / "mkdocs.yml"
    settings.write_text(settings.read_text() + "hooks: [hook.py]\n", encoding="utf-8")
    run([program, "build", "--quiet"], folder)
    pages = []
    for file, name, url, content in json.loads((folder / "pages.json").read_text()):
        page = html_page.read(f"<main>{content}</main>", lambda tag, _: "it" if tag == "main" else None)["it"]
        pages.append((f"docs/{file}", name, url, page))
    return run([program, "--version"], folder).split()[2], pages


def mdbook(folder: Path, program: str):
    run([program, "build"], folder)
    toc = (folder / "book/toc.html").read_text(encoding="utf-8")
    listed = re.findall(r'<a href="([^"]+)"[^>]*>(?:<strong[^>]*>.*?</strong>)?(.*?)</a>', toc)
    pages = []
    for url, name in listed:
        file = "src/" + re.sub(r"(^|/)index\.html$", r"\1README.html", url).removesuffix(".html") + ".md"
        page = main_of(folder / "book" / url)
        pages.append((file, html_page.squeezed(re.sub("<[^>]*>", "", name)), "/" + url, page))
    return run([program, "--version"], folder).split()[1].lstrip("v"), pages


DOCUSAURUS = """
const { loadSite } = require('@docusaurus/core/lib/server/site');
loadSite({ siteDir: process.cwd(), outDir: 'build' }).then(({ props, site }) => {
  const docs = (props ?? site.props).plugins.find((it) => it.name === 'docusaurus-plugin-content-docs');
  const version = docs.content.loadedVersions[0];
  const byId = Object.fromEntries(version.docs.map((doc) => [doc.id, doc]));
  const found = [];
  const walk = (items) => items.forEach((item) => {
    if (item.type === 'doc') found.push([item.id, item.label]);
    if (item.type === 'category') {
      if (item.link?.type === 'doc') found.push([item.link.id, item.label]);
      walk(item.items);
    }
  });
  Object.values(version.sidebars).forEach(walk);
  console.log('@@' + JSON.stringify(found.map(([id, label]) => [
    byId[id].source.replace('@site/', ''), label ?? byId[id].frontMatter.sidebar_label ?? byId[id].title, byId[id].permalink])));
});
"""


def docusaurus(folder: Path, packages: str):
    """The site is built whole; the order is that of its sidebars."""
    for name in ("node_modules", "package.json"):
        (folder / name).symlink_to(Path(packages).resolve() / name)
    run(["npx", "docusaurus", "build", "--no-minify"], folder, NODE_OPTIONS="--max-old-space-size=3000")
    (folder / "order.cjs").write_text(DOCUSAURUS)
    listed = run(["node", "order.cjs"], folder, NODE_ENV="production").split("@@")[-1]
    pages = []
    for file, name, url in json.loads(listed):
        place = folder / "build" / url.strip("/")
        path = place / "index.html" if place.is_dir() else place.with_suffix(".html")
        page = main_of(path, lambda tag, attrs: "it" if "markdown" in attrs.get("class", "").split() else None)
        pages.append((file, name, url, page))
    version = json.loads((folder / "node_modules/@docusaurus/core/package.json").read_text())["version"]
    return version, pages


RUNNERS = {"hugo": hugo, "jekyll": jekyll, "mkdocs": mkdocs, "mkdocs-folders": mkdocs,
           "mdbook": mdbook, "docusaurus": docusaurus}


def targets(pages) -> list[dict]:
    """The pages with links that say which page, and which of its headings, they lead to."""
    def form(url: str) -> str:
        path = unquote(urlsplit(url).path)
        return re.sub(r"(/index)?\.html$|/$", "", path) or "/"

    by_url = {form(url): (file, page) for file, _, url, page in pages}

    def target(url: str, href: str) -> str:
        full = urljoin(urljoin(SITE, url), href)
        parts = urlsplit(full)
        known = by_url.get(form(full))
        if f"{parts.scheme}://{parts.netloc}/" != SITE or known is None or parts.query:
            return full
        file, page = known
        fragment = unquote(parts.fragment)
        ids = [it[1] for it in page.headings]
        if not fragment:
            return file
        # Of a heading it says which one of the page it is.
        return f"{file} {ids.index(fragment)}" if fragment in ids else f"{file}#{fragment}"

    return [
        {"file": file, "name": name, "headings": page.headings, "words": " ".join(page.words),
         "signs": " ".join(page.signs),
         "links": [[words, target(url, href)] for words, href in page.links]}
        for file, name, url, page in pages if file
    ]


def ask(tool: str, program: str) -> dict:
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "harbour"
        TOOLS[tool].write(folder)
        sum = digest(folder)
        version, pages = RUNNERS[tool](folder, program)
        return {"tool": tool, "version": version, "folder": sum, "pages": targets(pages)}


if __name__ == "__main__":
    tool = sys.argv[1]
    answers = ask(tool, sys.argv[2] if len(sys.argv) > 2 else tool.split("-")[0])
    path = HERE / "answers" / f"{tool}.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(answers, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"{tool} {answers['version']}: {len(answers['pages'])} pages")
