// A report beside its claims: one is chosen, keys judge it, selected words become spans. Pages work without it.
"use strict";

const root = document.getElementById("reading");
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const judged = []; // ids of the claims that were judged since the page was opened, the last one last
let selection = null; // the words selected last: {span: "12-40", words}

if (root) {
  root.classList.add("live");
  start();
}

function start() {
  document.addEventListener("keydown", onKey);
  document.addEventListener("selectionchange", onSelection);
  root.addEventListener("click", onClick);
  root.addEventListener("submit", (event) => remember(event.target), true);
  document.addEventListener("htmx:load", (event) => fresh(event.detail.elt));
  document.addEventListener("htmx:afterRequest", onAnswer);
  window.addEventListener("hashchange", () => choose(location.hash.slice(1)));
  if (!choose(location.hash.slice(1), true)) {
    const first = cards().find((card) => card.dataset.state === "none") || cards()[0];
    if (first && wide()) choose(first.id, false, false);
  }
}

// Whether the claims stand beside the text, and not below it on a sheet of their own.
function wide() {
  return matchMedia("(min-width: 64rem)").matches;
}

function cards() {
  return all(".claim", root);
}

function chosen() {
  return root.querySelector(".claim.chosen");
}

// Choose a claim: open its card, light up its words. True if there is such a claim.
function choose(id, scroll = true, address = true) {
  const card = id && cards().find((one) => one.id === id);
  if (!card) return false;
  for (const one of all(".chosen", root)) one.classList.remove("chosen");
  for (const one of all(".words .hit", root)) one.classList.remove("hit");
  card.classList.add("chosen");
  root.classList.add("has-chosen");
  const number = card.dataset.number;
  for (const piece of all(`.words .k${number}`, root)) piece.classList.add("hit");
  for (const label of all(`.words .of-claim[href="#${CSS.escape(id)}"]`, root)) label.classList.add("chosen");
  if (address && location.hash !== `#${id}`) history.replaceState(null, "", `#${id}`);
  if (scroll) {
    card.focus({ preventScroll: true });
    show(card);
    showWords(number);
  }
  return true;
}

function show(card) {
  const panel = root.querySelector(".panel");
  if (!wide()) {
    panel.scrollTop = 0; // the chosen card is alone there
  } else if (panel.scrollHeight > panel.clientHeight + 1) {
    const head = root.querySelector(".panel-head").offsetHeight;
    panel.scrollTop += card.getBoundingClientRect().top - panel.getBoundingClientRect().top - head - 4;
  }
}

function showWords(number) {
  const words = document.getElementById(`words-${number}`) || root.querySelector(`.words .k${number}`);
  if (!words) return;
  const { top, bottom } = words.getBoundingClientRect();
  const sheet = wide() ? 0.85 : 0.45;
  if (top < 80 || bottom > innerHeight * sheet) scrollTo({ top: scrollY + top - innerHeight * Math.min(0.3, sheet / 2) });
}

function move(by, wanted = () => true) {
  const list = cards();
  let at = list.indexOf(chosen());
  for (at += by; at >= 0 && at < list.length; at += by) {
    if (wanted(list[at])) return choose(list[at].id);
  }
  return false;
}

// After a judgment: on to the next claim that nobody has judged, or to the next one at all.
function goOn() {
  if (document.getElementById("queue-next")) return; // when the answer is here: onAnswer
  if (!move(1, (card) => card.dataset.state === "none")) move(1);
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (document.querySelector("dialog[open]")) return;
  if (event.key === "Escape") return escape(event);
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const act = KEYS[event.key];
  if (!act) return;
  if (act(event) !== false) event.preventDefault();
}

const press = (key) => () => {
  const control = chosen() && chosen().querySelector(`.judging [data-key="${key}"]`);
  if (!control) return false;
  control.click();
  return true;
};

const KEYS = {
  j: () => void move(1),
  ArrowDown: () => void move(1),
  k: () => void move(-1),
  ArrowUp: () => void move(-1),
  a: () => press("a")() && goOn(),
  r: () => press("r")() && goOn(),
  u: () => press("u")() && goOn(),
  e: press("e"),
  z: undo,
  s: takeAsContent,
  m: addMissed,
  n: note,
  t: () => void (chosen() && document.getElementById(`words-${chosen().dataset.number}`)?.focus()),
  g: () => {
    const next = document.getElementById("queue-next");
    if (next) next.requestSubmit();
  },
  "?": () => document.getElementById("keys").showModal(),
};

function escape() {
  const open = root.querySelector(".claim-form");
  if (open) {
    open.remove();
  } else if (!wide()) {
    close();
  }
  if (chosen()) chosen().focus({ preventScroll: true });
}

function close() {
  for (const one of all(".chosen, .hit", root)) one.classList.remove("chosen", "hit");
  root.classList.remove("has-chosen");
}

function undo() {
  let control = chosen() && chosen().querySelector('.undo [data-key="z"]');
  if (!control && !judged.length && document.getElementById("queue-next")) {
    const [page, id] = (sessionStorage.getItem("judged") ?? "#").split("#");
    if (!page) return;
    if (page !== location.pathname + location.search) return void location.assign(`${page}#${id}`);
    judged.push(id); // from the queue, what was judged last may be on another page
  }
  if (!control || (judged.length && judged.at(-1) !== chosen().id)) {
    const last = judged.pop();
    if (last && choose(last)) control = chosen().querySelector('.undo [data-key="z"]');
  }
  if (control) control.click();
}

function note() {
  const field = chosen() && chosen().querySelector("[data-note]");
  if (!field) return false;
  field.closest("details").open = true;
  field.focus();
  return true;
}

function remember(form) {
  const card = form.closest(".claim");
  if (!card || !form.classList.contains("judge")) return;
  judged.push(card.id);
  sessionStorage.setItem("judged", `${location.pathname}${location.search}#${card.id}`);
}

function onClick(event) {
  const target = event.target;
  const link = target.closest("a.of-claim");
  if (link) {
    event.preventDefault();
    choose(link.hash.slice(1));
    return;
  }
  const pill = target.closest("a.pill");
  if (pill) {
    event.preventDefault();
    choose(pill.closest(".claim").id);
    return;
  }
  const button = target.closest("button[data-take]");
  if (button) return void take(button.dataset.take, button.form);
  if (target.closest("#keys-button")) return void document.getElementById("keys").showModal();
  if (target.closest("[data-close]")) return close();
  if (target.closest('#selected [data-key="m"]')) return void addMissed();
  if (target.closest('#selected [data-key="s"]')) return void takeAsContent();
  if (target.closest("[data-cancel]")) {
    event.preventDefault();
    target.closest(".claim-form").remove();
    return;
  }
  const card = target.closest(".claim");
  if (card && !card.classList.contains("chosen") && !target.closest("a, button, input")) choose(card.id);
  const words = target.closest(".words");
  if (words && !selection) chooseAt(target);
}

// The claim with the fewest words among those that a place of the text belongs to: the innermost.
function chooseAt(place) {
  const piece = place.closest('[class*="k"]');
  const numbers = piece ? [...piece.classList].filter((name) => /^k\d+$/.test(name)) : [];
  const length = (name) => all(`.words .${name}`, root).reduce((sum, one) => sum + one.textContent.length, 0);
  const inner = numbers.sort((one, other) => length(one) - length(other))[0];
  const card = inner && cards().find((one) => `k${one.dataset.number}` === inner);
  if (card) choose(card.id);
}

// New cards and forms: where the claim stands is shown in the text too.
function fresh(element) {
  if (!(element instanceof Element)) return;
  const card = element.matches(".claim") ? element : null;
  if (card) {
    for (const label of all(`.words .of-claim[href="#${CSS.escape(card.id)}"]`, root)) {
      label.dataset.state = card.dataset.state;
      label.setAttribute("aria-label", `claim ${card.dataset.number}, ${card.dataset.state}`);
    }
    if (!chosen() || location.hash === `#${card.id}`) choose(card.id, false);
    count();
  }
  const form = element.matches(".claim-form") ? element : null;
  if (form) {
    form.scrollIntoView({ block: "nearest" });
    if (!form.contains(document.activeElement)) {
      form.querySelector("textarea, select, input:not([type=hidden])")?.focus({ preventScroll: true });
    }
  }
}

function count() {
  for (const one of all("[data-count]", root)) {
    const many = cards().filter((card) => card.dataset.state === one.dataset.count).length;
    one.hidden = many === 0;
    one.textContent = `${many} ${one.dataset.words}`;
  }
}

function onAnswer(event) {
  const said = document.getElementById("said");
  if (event.detail.successful && said.textContent) said.replaceChildren(); // what was wrong is over
  if (event.detail.successful) said.className = "";
  const form = event.detail.requestConfig?.elt; // the event's own target: the card that stands in its place
  if (!event.detail.successful || !(form instanceof HTMLElement) || !form.matches(".judge")) return;
  const next = document.getElementById("queue-next");
  if (next) next.requestSubmit();
}

// Selected words as places in the report's text, counted in code points as the record counts them. The text of all
// elements of class "words", joined, is the text; labels and the like hold none.
function onSelection() {
  const now = document.getSelection();
  const bar = document.getElementById("selected");
  const range = now && now.rangeCount && !now.isCollapsed ? now.getRangeAt(0) : null;
  const text = root.querySelector(".words-all");
  if (range && text.contains(range.commonAncestorContainer)) {
    selection = spanOf(range);
  } else if (!document.activeElement?.closest(".claim-form, #selected")) {
    selection = null;
  }
  if (bar && root.hasAttribute("data-can-judge")) bar.hidden = !selection;
}

function spanOf(range) {
  let at = 0;
  let first = null;
  let last = null;
  let words = "";
  for (const block of all(".words", root)) {
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (range.intersectsNode(node)) {
        const from = node === range.startContainer ? range.startOffset : 0;
        const to = node === range.endContainer ? range.endOffset : node.data.length;
        if (to > from) {
          if (first === null) first = at + points(node.data.slice(0, from));
          last = at + points(node.data.slice(0, to));
          words += node.data.slice(from, to);
        }
      }
      at += points(node.data);
    }
  }
  if (first === null || !words.trim()) return null;
  first += points(words.slice(0, words.length - words.trimStart().length));
  last -= points(words.slice(words.trimEnd().length));
  return { span: `${first}-${last}`, words: words.trim() };
}

function points(text) {
  let many = 0;
  for (const _ of text) many += 1;
  return many;
}

function take(name, form) {
  if (!selection || !form) return false;
  form.querySelector(`[data-words="${name}"]`).value = selection.words;
  form.querySelector(`[data-span="${name}"]`).value = selection.span;
  return true;
}

function load(address, target) {
  return window.htmx.ajax("GET", address, { target, swap: "innerHTML" });
}

function addMissed() {
  if (!root.hasAttribute("data-can-judge")) return false;
  onSelection();
  const span = selection ? `?span=${selection.span}` : "";
  load(`${root.dataset.address}/missed${span}`, "#missed");
  return true;
}

// The selected words become the chosen claim's; the form shows it, and the person sends it.
function takeAsContent() {
  const card = chosen();
  onSelection(); // the browser tells of a selection a moment late
  const taken = selection;
  if (!card || !taken || !root.hasAttribute("data-can-judge")) return false;
  load(`${root.dataset.address}/claims/${card.id}/correct?field=content`, `#${CSS.escape(card.id)}-editor`).then(() => {
    const form = document.querySelector(`#${CSS.escape(card.id)}-editor form`);
    if (!form) return;
    for (const one of all("[data-words], [data-span]", form)) one.value = "";
    selection = taken;
    take(form.querySelector("[data-words]").dataset.words, form);
    form.querySelector(".button.primary").focus();
  });
  return true;
}
