// Comforts only: without this script the file reads and navigates the same.
"use strict";
(() => {
  const root = document.documentElement;
  const contents = document.getElementById("_contents");
  const words = document.currentScript.dataset;
  let own = null; // What the bar says of the whole document.

  rememberAppearance();
  if (contents) {
    followReading();
    closeDrawerOnEscape();
  }
  const boxes = [...document.querySelectorAll(".scroll")];
  for (const box of boxes) {
    if (box.classList.contains("code")) offerCopy(box);
    box.addEventListener("scroll", () => showMore(box, moreOf(box)), { passive: true });
  }
  for (const link of document.querySelectorAll(".to-section")) copyAddress(link);
  fitBoxes();
  // The window, letters that come later, and folds that open change what fits.
  addEventListener("resize", onceAFrame(fitBoxes));
  document.fonts?.ready.then(fitBoxes);
  addEventListener("toggle", onceAFrame(fitBoxes), { capture: true });

  // The choice of colours is kept for the next visit, where the browser lets a file keep things.
  function rememberAppearance() {
    const choices = document.querySelectorAll("input[name=appearance]");
    try {
      const kept = localStorage.getItem("recto-appearance");
      for (const choice of choices) {
        choice.checked = choice.value === (kept ?? "automatic");
        choice.addEventListener("change", () => localStorage.setItem("recto-appearance", choice.value));
      }
    } catch {
      return;
    }
  }

  // Marks where one is: the last place above the line where one reads.
  function followReading() {
    const places = [];
    for (const link of contents.querySelectorAll("li > a")) {
      // As it is written; `hash` would be encoded.
      const place = document.getElementById(link.getAttribute("href").slice(1));
      if (place) places.push({ link, place });
    }
    let current = null;
    const update = () => {
      const at = askedAtEnd(places) ?? lastAbove(places, lineOfReading());
      if (at === current) return;
      current?.link.removeAttribute("aria-current");
      for (const item of contents.querySelectorAll(".reading")) item.classList.remove("reading");
      current = at;
      namePage(at);
      if (!at) return;
      at.link.setAttribute("aria-current", "true");
      for (let item = at.link.closest("li"); item; item = item.parentElement.closest("li")) {
        item.classList.add("reading");
      }
      keepInView(at.link);
    };
    addEventListener("scroll", onceAFrame(update), { passive: true });
    root.classList.add("folding");
    update();
  }

  // A third down the window; from where the text ends within it the line goes on down to its foot, so
  // that short sections at the end have their turn.
  function lineOfReading() {
    const under = root.scrollHeight - innerHeight - scrollY;
    return scrollY > 0 ? Math.max(innerHeight / 3, innerHeight - under) : innerHeight / 3;
  }

  // The place that somebody went to, where the window is at its end and cannot bring it further up.
  function askedAtEnd(places) {
    if (root.scrollHeight - innerHeight - scrollY > 1) return null;
    const place = document.querySelector(":target");
    return places.find((one) => one.place === place && place.getBoundingClientRect().top >= 0);
  }

  // The last of places, which stand in their order, whose top is above a line; none where none is.
  function lastAbove(places, line) {
    let [from, to] = [0, places.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      const { place } = places[middle];
      const shown = place.closest("details:not([open])") ?? place;
      if (shown.getBoundingClientRect().top <= line) from = middle + 1;
      else to = middle;
    }
    return places[from - 1] ?? null;
  }

  // The bar of narrow screens says which page one is on.
  function namePage(at) {
    const name = document.querySelector(".bar-title");
    if (!name) return;
    own ??= { words: name.textContent, hash: name.hash };
    const page = at?.link.closest(".of-page")?.firstElementChild;
    name.textContent = page?.textContent ?? own.words;
    name.href = page?.hash ?? own.hash;
  }

  function onceAFrame(act) {
    let waiting = false;
    return () => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(() => {
        waiting = false;
        act();
      });
    };
  }

  // Scrolls the contents alone; scrollIntoView would move the text as well.
  function keepInView(link) {
    const list = contents.querySelector(".contents-list");
    const [outer, inner] = [list.getBoundingClientRect(), link.getBoundingClientRect()];
    if (inner.top < outer.top) list.scrollTop += inner.top - outer.top - 40;
    else if (inner.bottom > outer.bottom) list.scrollTop += inner.bottom - outer.bottom + 40;
  }

  function closeDrawerOnEscape() {
    addEventListener("keydown", (event) => {
      const open = event.key === "Escape" && document.querySelector(":target:is(.contents, .notes li)");
      if (!open) return;
      const back = open.querySelector(".note-back, .close-contents");
      location.hash = back.hash;
      if (open === contents) document.querySelector(".open-contents").focus();
    });
  }

  function offerCopy(box) {
    if (!navigator.clipboard) return;
    const frame = document.createElement("div");
    frame.className = "code-box";
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.setAttribute("aria-label", words.copy);
    button.title = words.copy;
    button.append(
      drawing("todo", "M7 7h9v10h-9zM4 13v-10h9"),
      drawing("done", "M4 11l4 4 8-10"),
    );
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(box.querySelector("code").textContent);
      button.classList.add("copied");
      say(words.copied);
      setTimeout(() => button.classList.remove("copied"), 2000);
    });
    box.replaceWith(frame);
    frame.append(box, button);
  }

  // The sign beside a heading leads to it, and its whole address is copied.
  function copyAddress(link) {
    if (!navigator.clipboard) return;
    link.addEventListener("click", async () => {
      await navigator.clipboard.writeText(link.href);
      link.classList.add("copied");
      say(words.copied);
      setTimeout(() => link.classList.remove("copied"), 2000);
    });
  }

  // A drawing of strokes on 20 by 20.
  function drawing(name, path) {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("viewBox", "0 0 20 20");
    svg.setAttribute("aria-hidden", "true");
    svg.setAttribute("class", name);
    const line = document.createElementNS(svg.namespaceURI, "path");
    line.setAttribute("d", path);
    svg.append(line);
    return svg;
  }

  // Tells those who do not see the page what came of a button.
  function say(what) {
    let status = document.getElementById("_said");
    if (!status) {
      status = document.createElement("p");
      status.id = "_said";
      status.setAttribute("role", "status");
      document.body.append(status);
    }
    status.textContent = what;
    setTimeout(() => { status.textContent = ""; }, 2000);
  }

  // A box that has nothing to scroll is no stop for the Tab key, and holds no table's head back. What
  // is measured is measured for all boxes before any of them is changed.
  function fitBoxes() {
    for (const box of boxes) box.classList.remove("fits", "tall");
    const measured = boxes.map((box) => ({ box, wide: box.scrollWidth > box.clientWidth + 1, tall: box.scrollHeight > innerHeight }));
    for (const { box, wide, tall } of measured) {
      if (wide) box.tabIndex = 0;
      else box.removeAttribute("tabindex");
      box.classList.toggle("fits", !wide);
      box.classList.toggle("tall", wide && tall);
    }
    const sides = boxes.map(moreOf);
    boxes.forEach((box, at) => showMore(box, sides[at]));
  }

  // Whether there is more of a box to its left, to its right and below. In text from right to left the place is
  // counted below zero.
  function moreOf(box) {
    const room = box.scrollWidth - box.clientWidth;
    const left = getComputedStyle(box).direction === "rtl" ? room + box.scrollLeft : box.scrollLeft;
    return [left > 1, left < room - 1, box.scrollTop < box.scrollHeight - box.clientHeight - 1];
  }

  function showMore(box, [left, right, below]) {
    box.classList.toggle("more-left", left);
    box.classList.toggle("more-right", right);
    box.classList.toggle("more-below", below && box.classList.contains("tall"));
  }
})();
