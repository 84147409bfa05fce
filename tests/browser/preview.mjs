// The preview in a real browser: edits show without a hand on the browser.
// usage: node preview.mjs CHANCERY_BINARY
import { spawn } from "node:child_process";
import { mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { chromium } from "playwright-core";

const binary = resolve(process.argv[2]);
const folder = join(await mkdtemp(join(tmpdir(), "chancery-preview-")), "digest");
let passed = 0;
let failed = 0;

async function check(name, act) {
  try {
    await act();
    passed += 1;
    console.log(`ok   ${name}`);
  } catch (error) {
    failed += 1;
    console.log(`FAIL ${name}\n     ${error.message.split("\n").join("\n     ")}`);
  }
}

const run = (...args) => new Promise((done) => spawn(binary, args, { stdio: "ignore" }).on("exit", done));
await run("init", folder);
const article = join(folder, "content/2026/01/ministers-review-rail-link.md");
const original = await readFile(article, "utf8");
const long = `${original}\n${"A paragraph that makes the page long.\n\n".repeat(120)}`;
await writeFile(article, long.replace("lang: en", "lang: en\nrights: full"));
const saved = await readFile(article, "utf8");

const server = spawn(binary, ["serve", "--root", folder], { stdio: ["ignore", "ignore", "pipe"] });
const address = await new Promise((found) => {
  let text = "";
  server.stderr.on("data", (data) => {
    text += data;
    const line = text.match(/is at (http:\S+)/);
    if (line) found(line[1]);
  });
});

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
const page = await browser.newPage({ viewport: { width: 1000, height: 700 } });
let loads = 0;
page.on("load", () => (loads += 1));
const url = `${address}articles/2026/01/ministers-review-rail-link/`;
const title = (text) => page.waitForFunction((text) => document.querySelector("h1")?.textContent === text, text, { timeout: 10_000 });
const faults = () => page.evaluate(() => document.querySelector("chancery-faults")?.shadowRoot.textContent ?? "");

await page.goto(url);
await page.waitForTimeout(300);

await check("an edit shows by itself and the scroll is kept", async () => {
  await page.evaluate(() => scrollTo({ top: 1500, behavior: "instant" }));
  await page.waitForTimeout(100);
  await writeFile(article, saved.replace(/^title: .*$/m, "title: Edited while you look"));
  await title("Edited while you look");
  await page.waitForTimeout(300);
  const y = await page.evaluate(() => scrollY);
  if (Math.abs(y - 1500) > 60) throw new Error(`scrolled to ${y}`);
});

await check("a fault shows as an overlay with its line, and goes when it is mended", async () => {
  await writeFile(article, saved.replace("countries: [FI, EE]", "countries: [FI, Estonia]"));
  await page.waitForSelector("chancery-faults", { timeout: 10_000 });
  const text = await faults();
  if (!/unknown-country.*Estonia/s.test(text) || !/ministers-review-rail-link\.md:5:17/.test(text)) throw new Error(text);
  const link = await page.evaluate(() => document.querySelector("chancery-faults").shadowRoot.querySelector("a").href);
  if (!link.startsWith("vscode://file/") || !link.endsWith(":5:17")) throw new Error(link);
  await writeFile(article, saved);
  await page.waitForSelector("chancery-faults", { state: "detached", timeout: 10_000 });
  await title("Ministers of Finland and Estonia review a rail link");
});

await check("every fault shows at once", async () => {
  const other = join(folder, "content/2026/01/other.md");
  await writeFile(article, saved.replace("date: 2026-01-15", "date: 2026-02-31"));
  await writeFile(other, "no front matter\n");
  await page.waitForFunction(() => document.querySelector("chancery-faults")?.shadowRoot.querySelectorAll("pre").length === 2, null, { timeout: 10_000 });
  await rm(other);
  await writeFile(article, saved);
  await page.waitForSelector("chancery-faults", { state: "detached", timeout: 10_000 });
});

await check("a stylesheet changes without a reload", async () => {
  await page.waitForTimeout(500);
  const before = loads;
  await page.evaluate(() => (window.untouched = true));
  await run("build", "--root", folder);
  const { mkdir } = await import("node:fs/promises");
  await mkdir(join(folder, "static"), { recursive: true });
  await writeFile(join(folder, "static/style.css"), "h1 { color: rgb(1, 2, 3) }\n");
  await page.waitForFunction(() => getComputedStyle(document.querySelector("h1")).color === "rgb(1, 2, 3)", null, { timeout: 10_000 });
  await writeFile(join(folder, "static/style.css"), "h1 { color: rgb(4, 5, 6) }\n");
  await page.waitForFunction(() => getComputedStyle(document.querySelector("h1")).color === "rgb(4, 5, 6)", null, { timeout: 10_000 });
  if (loads !== before || !(await page.evaluate(() => window.untouched))) throw new Error("the page was loaded again");
});

await check("an edit elsewhere leaves the page alone", async () => {
  await page.evaluate(() => (window.untouched = true));
  await writeFile(join(folder, "content/about.md"), "About this digest.\n");
  await page.waitForTimeout(800);
  if (!(await page.evaluate(() => window.untouched))) throw new Error("the page was loaded again");
});

await check("the page of a renamed article is followed", async () => {
  await rename(article, join(folder, "content/2026/01/new-name.md"));
  await page.waitForURL("**/articles/2026/01/new-name/", { timeout: 10_000 });
});

await check("a file in the inbox is announced, shown and imported on a click", async () => {
  await page.goto(`${address}timeline/`);
  await page.waitForFunction(() => document.querySelector("chancery-inbox")?.shadowRoot.textContent.includes("1 file waits"), null, { timeout: 10_000 });
  await page.evaluate(() => document.querySelector("chancery-inbox").shadowRoot.querySelector("a").click());
  await title("Inbox");
  await page.evaluate(await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8"));
  const faults = await page.evaluate(async () => (await axe.run()).violations.map(({ id }) => id));
  if (faults.length > 0) throw new Error(faults.join(", "));
  await page.getByRole("button", { name: "Import" }).click();
  await page.waitForFunction(() => document.body?.textContent.includes("Nothing waits"), null, { timeout: 10_000 });
  await page.goto(`${address}timeline/`);
  await page.waitForFunction(() => document.body?.textContent.includes("Kenya, Norway agree"), null, { timeout: 10_000 });
  await page.waitForFunction(() => !document.querySelector("chancery-inbox"), null, { timeout: 10_000 });
});

await browser.close();
server.kill("SIGINT");
const code = await new Promise((ended) => server.on("exit", (code) => ended(code)));
await check("Ctrl-C ends it cleanly", async () => {
  if (code !== 0) throw new Error(`exit code ${code}`);
});
await rm(join(folder, ".."), { recursive: true });
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
