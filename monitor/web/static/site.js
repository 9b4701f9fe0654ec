// What makes the pages quicker for who has scripts: live news, keys, lists that change in place.
// Everything works without it. It asks nobody but its own server.

const $ = (selector, root = document) => root.querySelector(selector);
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
const saying = $("[data-say]");

function tell(words) {
  saying.textContent = "";
  requestAnimationFrame(() => { saying.textContent = words; });
}

// --- a list that changes in place ----------------------------------------------------------------

let asked = 0;
let loading = Promise.resolve();

async function page(url, options) {
  const answer = await fetch(url, { credentials: "same-origin", ...options });
  if (answer.redirected && new URL(answer.url).pathname === "/login") {
    location.assign(answer.url);
    return null;
  }
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

function swap(selector, url) {
  // News waits for a list that a reader asked for: it would take its place with the one before.
  return (loading = change(selector, url).catch(() => false));
}

async function change(selector, url) {
  const mine = ++asked;
  const fresh = await page(url);
  const part = fresh && $(selector, fresh);
  const old = $(selector);
  if (mine !== asked) return null; // another was asked for meanwhile
  if (!part || !old) return false;
  old.replaceWith(document.adoptNode(part));
  history.replaceState(null, "", url);
  begin(part);
  return true;
}

function addressOf(form) {
  const said = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (value) said.append(name, value);
  return `${form.getAttribute("action")}?${said}`;
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.swap) {
    event.preventDefault();
    const url = addressOf(form);
    swap(form.dataset.swap, url).then((done) => { if (done === false) location.assign(url); });
  } else if (form.dataset.preview && event.submitter?.value === "preview") {
    event.preventDefault();
    preview(form, event.submitter);
  }
});

document.addEventListener("change", (event) => {
  const form = event.target.form;
  if (form?.dataset.swap && event.target.matches("select, input[type=date]")) form.requestSubmit();
});

async function preview(form, button) {
  const body = new URLSearchParams(new FormData(form));
  body.set(button.name, button.value);
  button.setAttribute("aria-busy", "true");
  try {
    const fresh = await page(form.action, { method: "POST", body });
    if (!fresh) return;
    $$("main > .fault").forEach((fault) => fault.remove());
    const faults = $$("main > .fault", fresh).map((fault) => document.adoptNode(fault));
    $("main").prepend(...faults);
    const part = $(form.dataset.preview, fresh);
    if (part) $(form.dataset.preview).replaceWith(document.adoptNode(part));
  } finally {
    button.removeAttribute("aria-busy");
  }
}

// --- live news -----------------------------------------------------------------------------------

const stream = document.body.dataset.live;
if (stream) {
  const source = new EventSource(stream);
  source.addEventListener("news", async () => {
    await loading;
    const part = $("[data-refresh]");
    if (!part) return;
    const known = new Set($$("[data-open]", part).map((link) => link.getAttribute("href")));
    const focused = document.activeElement?.closest("[data-item]");
    const at = focused && $("[data-open]", focused)?.getAttribute("href");
    if (!(await swap(`#${part.id}`, location.href))) return;
    for (const item of $$(`#${part.id} [data-item]`)) {
      const href = $("[data-open]", item)?.getAttribute("href");
      if (!known.has(href)) item.classList.add("fresh");
      if (at && href === at) item.focus({ preventScroll: true });
    }
    tell(saying.dataset.new);
  });
  addEventListener("pagehide", () => source.close());
}

// --- keys ----------------------------------------------------------------------------------------

const help = $("dialog.help");
const root = document.documentElement;

// `ready` once keys are listened to; `leading` after a g, until the key that says where to.
function listen(how) { root.dataset.keys = how; }

function step(by) {
  const items = $$("[data-item]");
  if (!items.length) return;
  const at = items.indexOf(document.activeElement?.closest("[data-item]"));
  const next = items[Math.min(Math.max(at + by, 0), items.length - 1)];
  next.focus();
  next.scrollIntoView({ block: "nearest" });
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const where = event.target;
  if (where.matches?.("input, textarea, select")) {
    if (event.key === "Escape") where.blur();
    return;
  }
  if ($("dialog[open]")) return;
  // By the key itself: with a Korean keyboard the letter of J is ㅓ.
  const key = event.code?.startsWith("Key") ? event.code.slice(3).toLowerCase() : event.key;
  if (root.dataset.keys === "leading") {
    if (key.length > 1 && key !== "Escape") return; // Shift and the like
    listen("ready");
    const link = $(`[data-go="${CSS.escape(key)}"]`);
    if (link) { event.preventDefault(); link.click(); }
    return;
  }
  if (event.shiftKey && event.key !== "?") return;
  switch (key) {
    case "g": listen("leading"); break;
    case "j": step(1); break;
    case "k": step(-1); break;
    case "o": $("[data-open]", where.closest?.("[data-item]") ?? document.createElement("i"))?.click(); break;
    case "Enter": if (where.matches?.("[data-item]")) $("[data-open]", where)?.click(); break;
    case "/": event.preventDefault(); $('[data-focus="/"]')?.focus(); break;
    case "?": help.showModal(); break;
    default: $(`[data-key="${CSS.escape(key)}"]`)?.click();
  }
});

$("[data-help]").hidden = false;
$("[data-help]").addEventListener("click", () => help.showModal());

// --- points, copies ------------------------------------------------------------------------------

function begin(root) {
  for (const button of $$("[data-copy]", root)) button.hidden = !navigator.clipboard;
}
begin(document);

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (button) {
    await navigator.clipboard.writeText(button.dataset.copy);
    tell(saying.dataset.copied);
    return;
  }
  const point = event.target.closest("[data-point]");
  const dialog = $("dialog.point");
  if (point && dialog) {
    const row = $(`#v${CSS.escape(point.dataset.point)}`);
    if (!row) return; // on a page of earlier values, where the link leads
    event.preventDefault();
    $("#point-title").textContent = `${row.cells[1].firstChild.textContent} · ${row.cells[0].textContent.trim()}`;
    const quote = document.createElement("blockquote");
    quote.append(...row.cells[2].cloneNode(true).childNodes);
    const from = document.createElement("p");
    from.append(...row.cells[3].cloneNode(true).childNodes);
    const more = document.createElement("p");
    more.append(...$$("a", row.cells[4]).flatMap((link) => [link.cloneNode(true), " "]));
    $("[data-point-body]").replaceChildren(quote, from, more);
    dialog.showModal();
  }
});

listen("ready");
