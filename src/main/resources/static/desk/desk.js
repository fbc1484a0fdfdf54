// What makes the desk livelier; without it, every page reads and every form works.
"use strict";

// A checkbox with data-check-all checks all of that name.
document.addEventListener("change", (event) => {
  const all = event.target.closest("[data-check-all]");
  if (all) {
    for (const one of document.querySelectorAll(`input[name="${all.dataset.checkAll}"]`)) {
      one.checked = all.checked;
    }
  }
});

// A page with data-events listens, and tells elements with hx-trigger="changed from:body".
document.addEventListener("DOMContentLoaded", () => {
  const listener = document.querySelector("[data-events]");
  if (!listener || !window.EventSource || !window.htmx) {
    return;
  }
  const events = new EventSource(listener.dataset.events);
  let waiting = null;
  const changed = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => window.htmx.trigger(document.body, "changed"), 300);
  };
  // What happened while nobody listened, nobody tells; the page itself has only just come.
  let opened = false;
  events.addEventListener("open", () => {
    if (opened) {
      changed();
    }
    opened = true;
  });
  for (const topic of listener.dataset.topics.split(" ")) {
    events.addEventListener(topic, changed);
  }
});

// What was focused is focused again after its part of the page was renewed, if it is still there.
let focused = null;
document.addEventListener("htmx:beforeSwap", () => {
  focused = document.activeElement ? document.activeElement.id : null;
});
document.addEventListener("htmx:afterSettle", () => {
  if (focused && document.activeElement === document.body) {
    const again = document.getElementById(focused);
    if (again) {
      again.focus({ preventScroll: true });
    }
  }
});

// A list is not renewed under the hands of who works on it: while rows are checked, or a field of it is written in.
// She may have begun after it was asked for, so what comes then is not taken either.
for (const [name, part] of [["htmx:beforeRequest", "elt"], ["htmx:beforeSwap", "target"]]) {
  document.addEventListener(name, (event) => {
    const list = event.detail[part];
    if (!list || list.id !== "list") {
      return;
    }
    const busy = document.activeElement && document.activeElement.matches("#list input, #list select");
    if (busy || list.querySelector("input[name=item]:checked")) {
      event.preventDefault();
    }
  });
}
