// Comforts only: without this script the file reads and navigates the same.
"use strict";
(() => {
  const root = document.documentElement;
  const contents = document.getElementById("_contents");
  const words = document.currentScript.dataset;

  rememberAppearance();
  if (contents) {
    followReading();
    closeDrawerOnEscape();
  }
  for (const box of document.querySelectorAll(".scroll")) {
    if (box.classList.contains("code")) offerCopy(box);
  }
  freeTabOrder();
  addEventListener("resize", freeTabOrder);

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

  // Marks where one is: the last place above the upper third of the window.
  function followReading() {
    const places = [];
    for (const link of contents.querySelectorAll("li > a")) {
      const place = document.getElementById(link.hash.slice(1));
      if (place) places.push({ link, place });
    }
    let current = null;
    const update = () => {
      const line = innerHeight / 3;
      let at = null;
      for (const entry of places) {
        if (entry.place.getBoundingClientRect().top <= line) at = entry;
        else break;
      }
      if (at === current) return;
      current?.link.removeAttribute("aria-current");
      for (const item of contents.querySelectorAll(".reading")) item.classList.remove("reading");
      current = at;
      if (!at) return;
      at.link.setAttribute("aria-current", "true");
      for (let item = at.link.closest("li"); item; item = item.parentElement.closest("li")) {
        item.classList.add("reading");
      }
      keepInView(at.link);
    };
    let waiting = false;
    addEventListener("scroll", () => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(() => {
        waiting = false;
        update();
      });
    }, { passive: true });
    root.classList.add("folding");
    update();
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

  // A box that has nothing to scroll is no stop for the Tab key.
  function freeTabOrder() {
    for (const box of document.querySelectorAll(".scroll")) {
      if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
      else box.removeAttribute("tabindex");
    }
  }
})();
