// Search over the full text. What is looked through is what the page holds; nothing is shipped twice.
(() => {
  const words = document.currentScript.dataset;
  const contents = document.getElementById("_contents");
  if (!contents || !words.search || typeof HTMLDialogElement === "undefined") return;

  const PAUSE = 8; // How long the text is read at a time, in milliseconds: half a frame.
  const BATCH = 40; // How many results are shown at a time.
  const BLOCKS = "p, li, dt, dd, pre, tr, caption, figcaption, summary, math, blockquote, .callout, h1, h2, h3, h4, h5, h6";
  const NO_TEXT = ".pager, .addresses, .to-section, .note-mark, .note-back, button, svg, style";

  const LETTER = /[\p{L}\p{N}\p{M}_]/u;
  const UNSPACED = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Mymr}]/u;
  // Letters that no form of Unicode takes apart.
  const OTHERS = { ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ı: "i", ς: "σ", "’": "'", "‘": "'" };

  const index = makeIndex();
  const box = makeBox();
  offerButtons();
  addEventListener("keydown", (event) => {
    // A box that has just closed keeps the focus in its field for a moment more.
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]")?.checkVisibility();
    const slash = event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey;
    const control = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey);
    if (!slash && !control) return;
    event.preventDefault();
    box.open();
  });

  // --- words ---------------------------------------------------------------------------------------

  // Letters as they are compared: small, in one width, and without the marks that people leave out.
  // Those of kana and of Indic vowels stay, since they make other letters.
  function fold(text) {
    if (/^[\x20-\x7e\s]*$/.test(text)) return text.toLowerCase();
    const plain = text.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f\u0591-\u05c7\u0640\u064b-\u065f\u0670\u00ad\u200b-\u200f]/g, "");
    return plain.normalize("NFC").replace(/[ßæœøłđðþıς’‘]/g, (letter) => OTHERS[letter]);
  }

  // Folded text with the place in the text that each of its units comes from.
  function foldWithPlaces(text) {
    let folded = "";
    const places = [];
    for (const { 0: letter, index: at } of text.matchAll(/\P{M}\p{M}*|\p{M}+/gsu)) {
      const part = fold(letter);
      for (let unit = 0; unit < part.length; unit += 1) places.push(at);
      folded += part;
    }
    places.push(text.length);
    return { folded, places };
  }

  // What is looked for. A run without spaces of a script that has none is looked for as a whole, and
  // else by its words.
  function readQuery(text) {
    const whole = fold(text).trim().replace(/\s+/g, " ");
    const terms = [...new Set(whole.split(" ").filter(Boolean))];
    return { whole, terms: terms.map((term) => ({ term, parts: partsOf(term) })) };
  }

  function partsOf(term) {
    if (!UNSPACED.test(term) || !Intl.Segmenter) return [];
    const parts = [...new Intl.Segmenter(undefined, { granularity: "word" }).segment(term)];
    const wordy = parts.filter((part) => part.isWordLike).map((part) => part.segment);
    return wordy.length > 1 ? wordy : [];
  }

  // How well a term stands in a text: 3 as a word, 2 at the start of one, 1 within, 0 not at all; and
  // how often. More than a few times says no more.
  function find(text, term) {
    let [best, times] = [0, 0];
    for (let at = text.indexOf(term); at >= 0 && times < 8; at = text.indexOf(term, at + term.length)) {
      times += 1;
      if (best === 3) continue;
      const starts = isEdge(text, at, term[0]);
      const ends = isEdge(text, at + term.length, term[term.length - 1]);
      best = Math.max(best, starts && ends ? 3 : starts ? 2 : 1);
    }
    return { best, times };
  }

  // Whether a word can start or end at a place of a text.
  function isEdge(text, at, letter) {
    if (at === 0 || at === text.length || UNSPACED.test(letter) || !LETTER.test(letter)) return true;
    return !LETTER.test(text[at - 1]) || !LETTER.test(text[at]);
  }

  // --- the text ------------------------------------------------------------------------------------

  // The sections of the document, read from the page a little at a time when they are first asked for.
  function makeIndex() {
    const sections = [];
    const reading = readPages(sections);
    let [started, done] = [false, false];

    function read(then) {
      const end = performance.now() + PAUSE;
      while (!done && performance.now() < end) done = reading.next().done;
      then();
      if (!done) setTimeout(read, 0, then);
    }

    return {
      start(then) {
        if (!started) read(then);
        started = true;
      },
      isRead: () => done,
      search: (query) => {
        const scored = sections.map((section) => ({ section, score: rank(section, query) }));
        // What ranks the same stays in the order of the document.
        return scored.filter(({ score }) => score > 0).sort((a, b) => b.score - a.score);
      },
    };
  }

  // Puts section after section at the end of `sections`, and pauses after each block.
  function* readPages(sections) {
    for (const page of document.querySelectorAll("main > .page")) {
      const title = wordsOf(page.querySelector(".page-title > :first-child"));
      const lang = page.closest("[lang]").lang;
      const start = (target, heading, depth) => ({ target, lang, depth, page: title, title: heading, blocks: [] });
      let section = start(page, title, 0);
      for (const block of page.querySelectorAll(BLOCKS)) {
        if (block.closest(NO_TEXT) || block.closest(".page-title")) continue;
        if (/^H\d$/.test(block.tagName) && block.id) {
          sections.push(folded(section));
          section = start(block, wordsOf(block), Number(block.tagName[1]));
        } else {
          const text = wordsOf(block, true);
          if (text) section.blocks.push({ block, text });
        }
        yield;
      }
      sections.push(folded(section));
    }
  }

  function folded(section) {
    const text = section.blocks.map((block) => block.text).join("\n");
    return { ...section, text: fold(text), head: fold(section.title), above: fold(section.page) };
  }

  // The words of an element, with a sign between the cells of a row; of a block those alone that
  // stand in no block within it.
  function wordsOf(element, own = false) {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) => {
      const other = node.nodeType === Node.ELEMENT_NODE && (node.matches(NO_TEXT) || (own && node.matches(BLOCKS)));
      return other ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT;
    });
    let text = "";
    while (walker.nextNode()) {
      const { nodeType, tagName, data } = walker.currentNode;
      if (nodeType === Node.TEXT_NODE) text += data;
      else if (/^(TD|TH)$/.test(tagName)) text += text.trim() ? " · " : "";
      else if (tagName === "BR") text += " ";
    }
    return text.replace(/\s+/g, " ").trim();
  }

  // Titles before text, whole words before parts of them. Every term stands in the section or in the
  // title of its page, and one at least in the section itself.
  function rank(section, { whole, terms }) {
    let [score, own] = [0, false];
    for (const { term, parts } of terms) {
      const one = rankTerm(section, term) || rankParts(section, parts);
      if (!one) return 0;
      own ||= one.own;
      score += one.score;
    }
    if (!own) return 0;
    if (section.head === whole) score += 400;
    else if (terms.length > 1 && section.head.includes(whole)) score += 100;
    else if (terms.length > 1 && section.text.includes(whole)) score += 15;
    return score + (6 - section.depth) / 10;
  }

  function rankTerm(section, term) {
    const head = find(section.head, term);
    const text = find(section.text, term);
    const above = section.head === section.above ? { best: 0 } : find(section.above, term);
    const score = [0, 60, 90, 120][head.best] + [0, 2, 8, 16][text.best] + Math.min(text.times, 8) / 2 + above.best;
    return score > 0 && { score, own: head.best + text.best > 0 };
  }

  function rankParts(section, parts) {
    if (parts.length === 0) return null;
    const ranked = parts.map((part) => rankTerm(section, part));
    if (!ranked.every(Boolean)) return null;
    const score = ranked.reduce((sum, one) => sum + one.score, 0) / parts.length / 2;
    return { score, own: ranked.some((one) => one.own) };
  }

  // --- the box -------------------------------------------------------------------------------------

  function makeBox() {
    const dialog = make("dialog", "search");
    dialog.setAttribute("aria-label", words.search);
    const field = make("input", "search-field");
    // Escape would empty a field of the type "search" before it closes the box.
    field.type = "text";
    field.setAttribute("role", "searchbox");
    field.placeholder = words.search;
    field.setAttribute("aria-label", words.search);
    field.setAttribute("autocomplete", "off");
    field.setAttribute("spellcheck", "false");
    field.enterKeyHint = "go";
    const close = make("button", "search-close", "×");
    close.type = "button";
    close.setAttribute("aria-label", words.close);
    close.addEventListener("click", () => dialog.close());
    const head = make("div", "search-head");
    head.append(field, close);
    const status = make("p", "search-status");
    status.setAttribute("role", "status");
    const list = make("ol", "search-results");
    dialog.append(head, status, list);
    document.body.append(dialog);

    let query = readQuery("");
    let found = [];
    let waiting = 0;

    function show() {
      query = readQuery(field.value);
      found = query.terms.length ? index.search(query) : [];
      list.replaceChildren();
      more();
      list.scrollTop = 0;
      const said = found.length ? words.results.replace("{count}", found.length) : words.none;
      status.textContent = query.terms.length && (found.length || index.isRead()) ? said : "";
    }

    function more() {
      const at = list.children.length;
      list.append(...found.slice(at, at + BATCH).map(({ section }) => result(section, query, follow)));
    }

    function follow(section, block) {
      dialog.close();
      lead(section, block, query);
    }

    function move(by) {
      const links = [...list.querySelectorAll("a")];
      const at = links.indexOf(document.activeElement) + by;
      if (at >= links.length) more();
      if (at < 0) return field.focus();
      list.querySelectorAll("a")[at]?.focus();
    }

    field.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(show, 60);
    });
    list.addEventListener("scroll", () => {
      if (list.scrollTop + 2 * list.clientHeight > list.scrollHeight) more();
    });
    dialog.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      const { key } = event;
      if (key === "ArrowDown" || key === "ArrowUp") {
        event.preventDefault();
        move(key === "ArrowDown" ? 1 : -1);
      } else if (key === "Enter" && event.target === field) {
        event.preventDefault();
        clearTimeout(waiting);
        show();
        list.querySelector("a")?.click();
      } else if (event.target.closest("a") && (key.length === 1 || key === "Backspace") && !event.ctrlKey && !event.metaKey && !event.altKey) {
        field.focus();
      }
    });
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog) dialog.close();
    });
    return {
      open() {
        if (!dialog.open) dialog.showModal();
        field.focus();
        field.select();
        let last = 0;
        index.start(() => {
          // While the text is being read, what is found so far is shown now and then.
          if (!query.terms.length && !field.value) return;
          if (!index.isRead() && performance.now() - last < 200) return;
          last = performance.now();
          // Whoever is among the results already stays there.
          const here = document.activeElement.closest(".search-results a")?.hash;
          show();
          if (here) [...list.querySelectorAll("a")].find((link) => link.hash === here)?.focus();
        });
      },
    };
  }

  // A result: its title, the way to it, and the words around what was found.
  function result(section, query, follow) {
    const hit = best(section, query);
    const link = make("a");
    link.href = `#${section.target.id}`;
    const title = make("span", "search-title");
    title.append(...marked(section.title, query));
    link.append(title);
    if (section.depth > 0) link.append(make("span", "search-place", placeOf(section)));
    if (hit) {
      const text = make("span", "search-text");
      text.append(...marked(excerpt(hit.text, query), query));
      link.append(text);
    }
    if (section.lang !== document.documentElement.lang) link.lang = section.lang;
    for (const part of link.children) part.dir = "auto";
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      follow(section, hit?.block);
    });
    const item = make("li");
    item.append(link);
    return item;
  }

  let ways = null;

  // Page › section › section within, without the one at hand.
  function placeOf(section) {
    const way = [];
    ways ??= new Map([...contents.querySelectorAll("li > a")].map((link) => [link.getAttribute("href").slice(1), link]));
    for (let item = ways.get(section.target.id)?.closest("li"); item; item = item.parentElement.closest("li")) {
      way.unshift(item.firstElementChild.textContent);
    }
    way.pop();
    return (way.length ? way : [section.page]).join(" › ");
  }

  // The block of a section that says the most of what is looked for.
  function best(section, query) {
    const terms = query.terms.flatMap(({ term, parts }) => [term, ...parts]);
    let [most, hit] = [0, null];
    for (const one of section.blocks) {
      const text = fold(one.text);
      const sum = terms.reduce((sum, term) => sum + find(text, term).best, 0);
      if (sum > most) [most, hit] = [sum, one];
    }
    return hit;
  }

  function spans(text, query) {
    const { folded, places } = foldWithPlaces(text);
    const found = [];
    for (const { term, parts } of query.terms) {
      for (const one of folded.includes(term) ? [term] : parts) {
        for (let at = folded.indexOf(one); at >= 0; at = folded.indexOf(one, at + one.length)) {
          let end = at + one.length;
          while (end < places.length - 1 && places[end] === places[end - 1]) end += 1;
          found.push([places[at], places[end]]);
        }
      }
    }
    found.sort((a, b) => a[0] - b[0]);
    return found;
  }

  function marked(text, query) {
    const nodes = [];
    let from = 0;
    for (const [start, end] of spans(text, query)) {
      if (start < from) continue;
      nodes.push(text.slice(from, start), make("mark", "", text.slice(start, end)));
      from = end;
    }
    nodes.push(text.slice(from));
    return nodes;
  }

  // The words around the first thing found, cut where words end.
  function excerpt(text, query) {
    const [before, length] = [50, 180];
    const first = spans(text, query)[0]?.[0] ?? 0;
    let start = Math.max(0, Math.min(first - before, text.length - length));
    let end = Math.min(text.length, start + length);
    const space = text.indexOf(" ", start);
    if (start > 0 && space >= 0 && space < first) start = space + 1;
    const last = text.lastIndexOf(" ", end);
    if (end < text.length && last > end - 25) end = last;
    return (start > 0 ? "… " : "") + text.slice(start, end) + (end < text.length ? " …" : "");
  }

  // Goes to what was found, opens what it is folded into, and shows the words there.
  function lead(section, block, query) {
    const { target } = section;
    const place = block ?? target;
    for (let fold = place.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    location.hash = target.id;
    target.tabIndex = -1;
    target.focus({ preventScroll: true });
    const { top, bottom } = place.getBoundingClientRect();
    if (top < 0 || bottom > innerHeight) place.scrollIntoView({ block: bottom - top > innerHeight / 2 ? "start" : "center" });
    markOnPage(place, query);
  }

  // The words stay marked until the next search; they are no part of the page.
  function markOnPage(place, query) {
    if (!globalThis.Highlight) return;
    dress();
    const found = new Highlight();
    const walker = document.createTreeWalker(place.matches(".page") ? place.firstElementChild : place, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      for (const [start, end] of spans(walker.currentNode.data, query)) {
        const range = new Range();
        range.setStart(walker.currentNode, start);
        range.setEnd(walker.currentNode, end);
        found.add(range);
      }
    }
    CSS.highlights.set("found", found);
  }

  // This rule is made here since the checker that style sheets are held to does not know its selector.
  function dress() {
    if (CSS.highlights.has("found")) return;
    const sheet = new CSSStyleSheet();
    sheet.insertRule("::highlight(found) { background: var(--color-mark); color: var(--color-text); }");
    document.adoptedStyleSheets.push(sheet);
  }

  // --- the way in ----------------------------------------------------------------------------------

  function offerButtons() {
    const wide = button("search-open");
    wide.append(lens(), make("span", "", words.search), make("kbd", "", "/"));
    contents.querySelector(".contents-head")?.after(wide);
    const narrow = button("search-open");
    narrow.append(lens());
    narrow.setAttribute("aria-label", words.search);
    document.querySelector(".bar")?.append(narrow);
  }

  function button(name) {
    const made = make("button", name);
    made.type = "button";
    made.setAttribute("aria-keyshortcuts", "/ Control+K");
    made.addEventListener("click", () => box.open());
    return made;
  }

  function lens() {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("viewBox", "0 0 20 20");
    svg.setAttribute("aria-hidden", "true");
    const path = document.createElementNS(svg.namespaceURI, "path");
    path.setAttribute("d", "M13.5 8.5a5 5 0 1 1-10 0a5 5 0 0 1 10 0M12.5 12.5l5 5");
    svg.append(path);
    return svg;
  }

  function make(name, className = "", text = "") {
    const element = document.createElement(name);
    if (className) element.className = className;
    if (text) element.textContent = text;
    return element;
  }
})();
