// The preview's own script: it is put into pages by `chancery serve` and stands on no published site.
(() => {
  "use strict";
  const own = document.currentScript;
  let { version, page, rest } = own.dataset;
  const waiting = String(document.querySelectorAll("[data-chancery-waiting]").length);
  const KEY = "chancery-scroll";

  const kept = JSON.parse(sessionStorage.getItem(KEY) || "null");
  sessionStorage.removeItem(KEY);
  if (kept && kept.path === location.pathname) {
    addEventListener("load", () => scrollTo({ top: kept.y, behavior: "instant" }));
  }

  const reload = (path) => {
    sessionStorage.setItem(KEY, JSON.stringify({ path: path || location.pathname, y: scrollY }));
    if (path) location.replace(path);
    else location.reload();
  };

  // The page as it would be now: nothing happened to it, only its stylesheet, or it has to be loaded again.
  const look = async () => {
    const answer = await fetch(location.href, { cache: "no-store" });
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    const script = fresh.querySelector("script[data-chancery]");
    if (!script || script.dataset.rest !== rest) return reload();
    if (script.dataset.page === page) return;
    page = script.dataset.page;
    const links = (of) => [...of.querySelectorAll('link[rel="stylesheet"]')];
    const [old, now] = [links(document), links(fresh)];
    now.forEach((link, at) => {
      if (!old[at] || old[at].getAttribute("href") === link.getAttribute("href")) return;
      // The new sheet comes first and the old one goes then, so that the page is never without one.
      const next = old[at].cloneNode();
      next.href = link.href;
      next.addEventListener("load", () => old[at].remove());
      old[at].after(next);
    });
  };

  let overlay = null;
  const show = (faults) => {
    hide();
    overlay = document.createElement("chancery-faults");
    overlay.setAttribute("role", "alertdialog");
    overlay.setAttribute("aria-label", "Faults in the digest");
    const shade = overlay.attachShadow({ mode: "open" });
    const style = document.createElement("style");
    style.textContent =
      ":host{position:fixed;inset:0;z-index:2147483647;overflow:auto;background:#1b1411f2;color:#f4ece4;padding:2rem;font:15px/1.5 ui-monospace,monospace}" +
      "h1{font:600 1.2rem system-ui,sans-serif;margin:0 0 1rem}p{font-family:system-ui,sans-serif;margin:1.5rem 0 0;color:#cbbfb4}" +
      "pre{margin:0 0 1.25rem;padding:.75rem 1rem;background:#2a201c;border-left:3px solid #ff8a70;white-space:pre;overflow-x:auto}a{color:#ffc9b8}";
    const title = document.createElement("h1");
    title.textContent = faults.length === 1 ? "One fault" : `${faults.length} faults`;
    shade.append(style, title);
    for (const fault of faults) {
      const text = document.createElement("pre");
      text.textContent = fault.text;
      if (fault.link) {
        const link = document.createElement("a");
        link.href = fault.link;
        link.textContent = fault.place;
        text.append("\n\n", link);
      }
      shade.append(text);
    }
    const note = document.createElement("p");
    note.textContent = "The last good site goes on being served. This goes away when the faults are mended.";
    shade.append(note);
    document.body.append(overlay);
  };
  const hide = () => {
    if (overlay) overlay.remove();
    overlay = null;
  };

  // How many files wait in the inbox, on every page but the inbox itself.
  let badge = null;
  const wait = (count) => {
    if (badge) badge.remove();
    badge = null;
    if (!count || location.pathname === own.dataset.inbox) return;
    badge = document.createElement("chancery-inbox");
    const shade = badge.attachShadow({ mode: "open" });
    const style = document.createElement("style");
    style.textContent =
      ":host{position:fixed;right:1rem;bottom:1rem;z-index:2147483646}" +
      "a{display:block;padding:.5rem 1rem;border-radius:.4rem;background:#1b1411;color:#f4ece4;font:15px/1.4 system-ui,sans-serif;text-decoration:none}a:focus-visible,a:hover{text-decoration:underline}@media print{:host{display:none}}";
    const link = document.createElement("a");
    link.href = own.dataset.inbox;
    link.textContent = count === 1 ? "1 file waits in the inbox" : `${count} files wait in the inbox`;
    shade.append(style, link);
    document.body.append(badge);
  };

  // The browser connects again by itself when the connection breaks, and is told the newest state then.
  const events = new EventSource(own.dataset.events);
  events.addEventListener("message", (event) => {
    const state = JSON.parse(event.data);
    if (state.faults.length) show(state.faults);
    else hide();
    wait(state.inbox);
    if (location.pathname === own.dataset.inbox && String(state.inbox) !== waiting) return reload();
    if (String(state.version) === version) return;
    version = String(state.version);
    if (state.moved[location.pathname]) return reload(state.moved[location.pathname]);
    if (!state.faults.length) look().catch(() => {});
  });
})();
