// Sends files one by one and shows what becomes of each. Without it the form sends all at once.
"use strict";

(() => {
  const form = document.getElementById("files-form");
  const input = document.getElementById("files");
  const list = document.getElementById("outcomes");
  const bar = document.getElementById("adding-bar");
  const said = document.getElementById("adding-said");
  const button = form.querySelector("button");
  const waiting = [];
  let done = 0, all = 0, failed = 0, running = false, inside = 0;

  document.querySelector(".drop-hint").hidden = false;

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    take([...input.files]);
    input.value = "";
  });

  for (const kind of ["dragenter", "dragover", "dragleave", "drop"]) {
    document.addEventListener(kind, (event) => {
      if (!event.dataTransfer || ![...event.dataTransfer.types].includes("Files")) return;
      event.preventDefault();
      inside = kind === "dragenter" ? inside + 1 : kind === "dragleave" ? inside - 1 : kind === "drop" ? 0 : inside;
      document.body.classList.toggle("dropping", inside > 0);
      if (kind === "drop") take([...event.dataTransfer.files]);
    });
  }

  function take(files) {
    if (!files.length) return;
    const single = ["title", "found"].some((name) => form.elements[name].value.trim());
    if (single && files.length > 1) {
      document.getElementById("adding").hidden = false;
      said.textContent = "A title and an address are those of a single report; take them out, or choose one file.";
      return;
    }
    for (const file of files) {
      const line = document.createElement("li");
      line.className = "outcome";
      const state = line.appendChild(document.createElement("span"));
      state.className = "state none";
      state.textContent = "waiting";
      line.appendChild(document.createElement("bdi")).textContent = file.name;
      list.append(line);
      waiting.push({ file, line, state });
      all += 1;
    }
    document.getElementById("adding").hidden = false;
    tell();
    if (!running) run();
  }

  async function run() {
    running = true;
    while (waiting.length) {
      const one = waiting.shift();
      one.state.textContent = "reading …";
      try {
        one.line.replaceWith(await send(one.file));
      } catch (error) {
        failed += 1;
        one.state.className = "state reject";
        one.state.textContent = "not added";
        const why = one.line.appendChild(document.createElement("span"));
        why.className = "why";
        why.textContent = error.message;
      }
      done += 1;
      tell();
    }
    running = false;
  }

  async function send(file) {
    const body = new FormData(form);
    body.delete("files");
    body.append("files", file, file.name);
    let answer;
    try {
      answer = await fetch(form.action, { method: "POST", body, headers: { "HX-Request": "true" } });
    } catch {
      throw new Error("the desk does not answer, or the file cannot be read");
    }
    if (answer.headers.has("HX-Redirect")) window.location = answer.headers.get("HX-Redirect");
    const read = new DOMParser().parseFromString(await answer.text(), "text/html");
    const line = read.querySelector("li.outcome");
    if (!line) throw new Error(read.body.textContent.trim().slice(0, 300) || "this could not be done");
    if (line.querySelector(".why")) failed += 1;
    return line;
  }

  function tell() {
    bar.max = all;
    bar.value = done;
    said.textContent = `${done} of ${all} read` + (failed ? `, ${failed} failed` : "") + (done === all ? "." : " …");
    button.disabled = false;
  }

  window.addEventListener("beforeunload", (event) => {
    if (running) event.preventDefault();
  });
})();
