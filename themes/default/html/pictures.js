// Pictures that were opened: nearer and back, by a click, a button or the keys + and -.
(() => {
  const words = document.currentScript.dataset;
  const NEARER = 3; // How many times as wide as what fits.

  for (const frame of document.querySelectorAll(".frame[popover]")) letZoom(frame);

  function letZoom(frame) {
    const picture = frame.querySelector("img, svg");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "nearer";
    frame.append(button);
    frame.classList.add("zooms");
    name();

    picture.addEventListener("click", (event) => {
      if (frame.matches(":popover-open")) zoom(!isNear(), event.clientX, event.clientY);
    });
    button.addEventListener("click", () => zoom(!isNear(), innerWidth / 2, innerHeight / 2));
    frame.addEventListener("click", (event) => {
      if (event.target === frame) far();
    });
    frame.addEventListener("toggle", far);
    addEventListener("keydown", (event) => {
      if (!frame.matches(":popover-open") || event.ctrlKey || event.metaKey) return;
      if (event.key === "+" || event.key === "=") zoom(true, innerWidth / 2, innerHeight / 2);
      if (event.key === "-") zoom(false, 0, 0);
    });

    function isNear() {
      return frame.classList.contains("near");
    }

    // What is under the pointer stays there.
    function zoom(near, x, y) {
      if (near === isNear()) return;
      if (!near) return far();
      const { left, top, width, height } = shown(picture);
      const [across, down] = [(x - left) / width, (y - top) / height];
      frame.classList.add("near");
      picture.style.width = `${Math.round(width * NEARER)}px`;
      frame.scrollLeft = across * picture.offsetWidth - x;
      frame.scrollTop = down * picture.offsetHeight - y;
      name();
    }

    function far() {
      frame.classList.remove("near");
      picture.style.width = "";
      name();
    }

    function name() {
      button.textContent = isNear() ? "−" : "+";
      button.setAttribute("aria-label", isNear() ? words.smaller : words.larger);
    }
  }

  // Where the picture is within its box, which may have another shape.
  function shown(picture) {
    const box = picture.getBoundingClientRect();
    const ratio = picture.getAttribute("width") / picture.getAttribute("height");
    if (!(ratio > 0)) return box;
    const width = Math.min(box.width, box.height * ratio);
    const height = width / ratio;
    return { left: box.left + (box.width - width) / 2, top: box.top + (box.height - height) / 2, width, height };
  }
})();
