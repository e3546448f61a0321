// What every page does: closes the menu, and says in words what a fragment could not do. Pages work without it.
"use strict";

document.addEventListener("keydown", (event) => {
  const menu = document.querySelector(".menu[open]");
  if (event.key === "Escape" && menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

document.addEventListener("click", (event) => {
  const menu = document.querySelector(".menu[open]");
  if (menu && !menu.contains(event.target)) menu.open = false;
});

// A form that must not be sent by accident says with data-confirm what it will do.
document.addEventListener("submit", (event) => {
  const asked = event.target.dataset.confirm;
  if (asked && !window.confirm(asked)) event.preventDefault();
});

// What htmx could not do is said where people look, and read aloud.
document.addEventListener("htmx:responseError", (event) => say(event.detail.xhr.responseText));
document.addEventListener("htmx:sendError", () => say("The desk does not answer. Is it still running?"));

function say(answer) {
  const place = document.getElementById("said");
  if (!place) return;
  const read = new DOMParser().parseFromString(answer, "text/html");
  place.textContent = (read.body.textContent || "This could not be done.").trim().slice(0, 500);
  place.className = "flash wrong said";
}
