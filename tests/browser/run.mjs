// Checks a published site as its readers meet it: HTML, links, sizes, and every kind of page in Chromium.
// usage: node run.mjs SITE_DIR
import { readFile, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { join, resolve, posix } from "node:path";
import { HtmlValidate } from "html-validate";
import { chromium } from "playwright-core";
import { basePath, files, kind, serve } from "./site.mjs";

const LARGEST_ARTICLE = 30 * 1024;
const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
const FLAGS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync",
];

const folder = resolve(process.argv[2] ?? "public");
let passed = 0;
let failed = 0;

/** One check: it holds when it found nothing wrong. */
function check(name, wrong) {
  if (wrong.length === 0) {
    passed += 1;
    console.log(`ok   ${name}`);
    return;
  }
  failed += 1;
  console.log(`FAIL ${name}`);
  for (const line of wrong.slice(0, 12)) console.log(`     ${line}`);
  if (wrong.length > 12) console.log(`     … and ${wrong.length - 12} more`);
}

const paths = await files(folder);
const base = await basePath(folder);
const pages = new Map();
for (const path of paths.filter((path) => path.endsWith(".html"))) {
  pages.set(path, await readFile(join(folder, path), "utf8"));
}

/** The first page of each kind and language, and the one with most text, which shows the most. */
const kinds = new Map();
for (const [path, html] of pages) {
  const name = kind(html);
  if (!name) continue;
  const known = kinds.get(name);
  kinds.set(name, known ? [known[0], pages.get(known[1]).length < html.length ? path : known[1]] : [path, path]);
}
const shown = [...new Set([...kinds.values()].flat())];

const expected = ["front", "timeline", "article", "countries", "country", "relations", "relation", "topics", "topic", "outlets", "outlet", "about", "404", "edition"];
const there = [...kinds.keys()].map((name) => name.split(" ")[0]);
check("every kind of page is there", expected.filter((name) => !there.includes(name)));

checkHtml();
checkLinks();
await checkSizes();
await checkBrowser();

console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

function checkHtml() {
  const validator = new HtmlValidate({
    extends: ["html-validate:recommended"],
    rules: {
      "doctype-style": "off",
      // Bars are as long as a number says.
      "no-inline-style": "off",
      // A long title is a long title.
      "long-title": "off",
      "no-trailing-whitespace": "off",
      // Markdown's tables and lists are written by the renderer, which closes what needs closing.
      "void-style": "off",
    },
  });
  for (const [name, of] of kinds) {
    const wrong = [...new Set(of)].flatMap((path) => {
      const report = validator.validateStringSync(pages.get(path));
      return report.results.flatMap((result) =>
        result.messages.map((message) => `${path}:${message.line}:${message.column} ${message.ruleId}: ${message.message}`));
    });
    check(`HTML of ${name}`, wrong);
  }
}

/** Every link that stays on the site leads to a file, and every fragment to an id. */
function checkLinks() {
  const all = new Set(paths);
  const ids = new Map();
  const idsOf = (path) => {
    if (!ids.has(path)) ids.set(path, new Set([...pages.get(path).matchAll(/\sid="([^"]+)"/g)].map((found) => found[1])));
    return ids.get(path);
  };
  const wrong = [];
  const titles = new Map();
  for (const [path, html] of pages) {
    for (const [, link] of html.matchAll(/\s(?:href|src)="([^"]*)"/g)) {
      const written = link.replaceAll("&amp;", "&");
      if (/^[a-z]+:/i.test(written)) continue;
      const [target, fragment] = written.split("#");
      let file = path;
      if (target) {
        if (!target.startsWith(`${base}/`)) {
          wrong.push(`${path}: ${written} is not below ${base}/`);
          continue;
        }
        const below = decodeURIComponent(target.slice(base.length + 1));
        file = below === "" || below.endsWith("/") ? posix.join(below, "index.html") : below;
      }
      if (!all.has(file)) wrong.push(`${path}: ${written} leads to no file`);
      else if (fragment && pages.has(file) && !idsOf(file).has(fragment)) wrong.push(`${path}: ${written} leads to no id`);
    }
    const title = `${html.match(/<html lang="([^"]+)"/)?.[1]} ${html.match(/<title>([^<]*)<\/title>/)?.[1]}`;
    if (kind(html)) titles.set(title, [...(titles.get(title) ?? []), path]);
  }
  check(`links of ${pages.size} pages`, wrong);
  check("every page has a title of its own", [...titles].filter(([, of]) => of.length > 1).map(([title, of]) => `${title}: ${of.join(", ")}`));
}

async function checkSizes() {
  const style = paths.find((path) => /^style\.[0-9a-f]+\.css$/.test(path));
  const sheet = (await stat(join(folder, style))).size;
  const articles = [...pages].filter(([, html]) => kind(html)?.startsWith("article "));
  const sizes = articles.map(([path, html]) => [path, Buffer.byteLength(html) + sheet]);
  const largest = Math.max(...sizes.map(([, size]) => size));
  check(
    `an article with its style is under 30 KB (style ${sheet}, largest ${largest} bytes)`,
    sizes.filter(([, size]) => size >= LARGEST_ARTICLE).map(([path, size]) => `${path}: ${size} bytes`),
  );
  check("no page has a script", [...pages].filter(([, html]) => /<script/i.test(html)).map(([path]) => path));
}

async function checkBrowser() {
  const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  const server = await serve(folder, base);
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
  const address = (path) => `${server.origin}${base}/${path.replace(/(^|\/)index\.html$/, "$1")}`;
  try {
    for (const [width, colorScheme] of [[390, "light"], [390, "dark"], [1280, "light"], [1280, "dark"]]) {
      const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme });
      const page = await context.newPage();
      const [errors, strangers, wide, violations] = [[], [], [], []];
      let current = "";
      page.on("console", (message) => message.type() === "error" && errors.push(`${current}: ${message.text()}`));
      page.on("pageerror", (error) => errors.push(`${current}: ${error.message}`));
      page.on("request", (request) => request.url().startsWith(server.origin) || strangers.push(`${current}: ${request.url()}`));
      for (const path of shown) {
        current = path;
        await page.goto(address(path));
        const width = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
        if (width[0] > width[1]) wide.push(`${path}: ${width[0]} px in ${width[1]}`);
        await page.evaluate(axe);
        const { violations: found } = await page.evaluate(() =>
          axe.run(document, {
            runOnly: { type: "tag", values: ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
            rules: { "color-contrast-enhanced": { enabled: true }, "target-size": { enabled: true }, "identical-links-same-purpose": { enabled: false } },
          }));
        for (const one of found) {
          for (const node of one.nodes.slice(0, 2)) violations.push(`${path}: ${one.id}: ${node.html.slice(0, 110)} ${node.any[0]?.message ?? one.help}`);
        }
      }
      const name = `at ${width} px, ${colorScheme}`;
      check(`no errors on ${shown.length} pages ${name}`, errors);
      check(`no request to another host ${name}`, strangers);
      check(`nothing is wider than the window ${name}`, wide);
      check(`axe finds nothing ${name}`, violations);
      await context.close();
    }
    await checkKeyboard(browser, address);
    await checkRightToLeft(browser, address);
    await checkPrint(browser, address);
  } finally {
    await browser.close();
    server.close();
  }
}

async function checkKeyboard(browser, address) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(address("index.html"));
  await page.keyboard.press("Tab");
  const first = await page.evaluate(() => [document.activeElement.className, document.activeElement.getBoundingClientRect().x >= 0]);
  await page.keyboard.press("Enter");
  const then = await page.evaluate(() => [location.hash, document.activeElement.id]);
  await page.keyboard.press("Tab");
  const inside = await page.evaluate(() => document.activeElement.closest("main") !== null);
  const wrong = [];
  if (first[0] !== "skip" || !first[1]) wrong.push(`the first stop is ${first}`);
  if (then.join() !== "#content,content") wrong.push(`the skip link leads to ${then}`);
  if (!inside) wrong.push("the next stop is not in the content");
  check("the skip link works by keyboard", wrong);
  await page.close();
}

async function checkRightToLeft(browser, address) {
  const wrong = [];
  for (const width of [390, 1280]) {
    const page = await browser.newPage({ viewport: { width, height: 900 } });
    for (const path of shown) {
      await page.goto(address(path));
      const over = await page.evaluate(() => {
        document.documentElement.dir = "rtl";
        const root = document.documentElement;
        return root.scrollWidth - root.clientWidth;
      });
      if (over > 0) wrong.push(`${path} at ${width} px: ${over} px too wide`);
    }
    await page.close();
  }
  check("pages hold when they run from right to left", wrong);
}

async function checkPrint(browser, address) {
  const page = await browser.newPage();
  await page.emulateMedia({ media: "print" });
  const wrong = [];
  for (const [name, [path]] of kinds) {
    await page.goto(address(path));
    const nav = await page.evaluate(() => getComputedStyle(document.querySelector(".top nav, nav.around")).display);
    if (nav !== "none") wrong.push(`${name}: the navigation is printed`);
  }
  check("print drops the navigation", wrong);
  const [edition] = kinds.get("edition en");
  await page.goto(address(edition));
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
  const count = Number(pdf.match(/\/Count (\d+)/)?.[1] ?? 0);
  check(`an edition prints on pages of its own (${count})`, count > 3 ? [] : [`${edition}: ${count} pages`]);
  await page.close();
}
