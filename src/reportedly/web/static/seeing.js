// What all pictures share: data, colours, saving as SVG and PNG. Pages say the same in their tables without it.
"use strict";

// ECharts writes styles as attributes, which the page's policy refuses; set by script they are allowed.
const setAttribute = Element.prototype.setAttribute;
SVGElement.prototype.setAttribute = function (name, value) {
  if (name === "style") this.style.cssText = value;
  else setAttribute.call(this, name, value);
};

window.seeing = {
  // The data of a picture, which the page holds as JSON; null on pages without it.
  data(name) {
    const found = document.getElementById(`${name}-data`);
    return found && JSON.parse(found.textContent);
  },

  // A colour of the desk, as it is now, light or dark.
  colour(name) {
    return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
  },

  font: 'system-ui, "Noto Sans", "Liberation Sans", "Noto Sans CJK KR", "Apple SD Gothic Neo", "Malgun Gothic", sans-serif',

  // Call again when light turns to dark, and when the page becomes wider or narrower.
  again(draw, resize) {
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
    let waiting = 0;
    let width = window.innerWidth;
    addEventListener("resize", () => {
      if (window.innerWidth === width) return;
      width = window.innerWidth;
      clearTimeout(waiting);
      waiting = setTimeout(resize || draw, 120);
    });
  },

  // Offer to save a picture: svg() gives an <svg> element of its own, drawn as it is seen now.
  saves(svg) {
    const bar = document.querySelector(".saving");
    if (!bar) return;
    for (const button of bar.querySelectorAll("[data-save]")) {
      button.hidden = false;
      button.addEventListener("click", async () => {
        const whole = framed(svg());
        const text = new XMLSerializer().serializeToString(whole);
        const file = new Blob([`<?xml version="1.0" encoding="UTF-8"?>\n${text}`], { type: "image/svg+xml" });
        const name = `${bar.dataset.name}.${button.dataset.save}`;
        if (button.dataset.save === "svg") hand(file, name);
        else hand(await raster(file, whole), name);
      });
    }
  },

  // An element of SVG with attributes.
  svg(name, attributes, text) {
    const made = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes || {})) made.setAttribute(key, value);
    if (text !== undefined) made.textContent = text;
    return made;
  },
};

// The picture on paper, and below it what it shows and from where.
function framed(picture) {
  const { svg, colour, font } = window.seeing;
  const width = Number(picture.getAttribute("width"));
  const height = Number(picture.getAttribute("height"));
  const caption = document.querySelector(".picture").dataset.caption || "";
  const day = new Date().toISOString().slice(0, 10);
  const lines = wrapped(`${document.title} · ${caption} · ${day}`, Math.max(20, Math.floor(width / 6.3)));
  const tall = height + 14 + 16 * lines.length;
  const whole = svg("svg", { width, height: tall, viewBox: `0 0 ${width} ${tall}` });
  whole.append(svg("rect", { width, height: tall, fill: colour("paper") }), picture);
  lines.forEach((line, at) => whole.append(
    svg("text", { x: 8, y: height + 18 + 16 * at, "font-size": 12, "font-family": font, fill: colour("soft") }, line)));
  return whole;
}

function wrapped(text, width) {
  const lines = [""];
  for (const word of text.split(" ")) {
    if ((lines[lines.length - 1] + word).length > width) lines.push("");
    lines[lines.length - 1] += `${word} `;
  }
  return lines.map((line) => line.trim()).filter(Boolean);
}

async function raster(file, whole) {
  const address = URL.createObjectURL(file);
  const image = new Image();
  image.src = address;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = 2 * Number(whole.getAttribute("width"));
  canvas.height = 2 * Number(whole.getAttribute("height"));
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(address);
  return new Promise((done) => canvas.toBlob(done, "image/png"));
}

function hand(file, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
