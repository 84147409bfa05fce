// Takes pictures of one page of every kind: node screenshots.mjs SITE_DIR OUT_DIR [KIND...]
import { mkdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { chromium } from "playwright-core";
import { basePath, files, kind, serve } from "./site.mjs";

const [folder, out, ...wanted] = [resolve(process.argv[2]), resolve(process.argv[3]), ...process.argv.slice(4)];
await mkdir(out, { recursive: true });
const base = await basePath(folder);
const server = await serve(folder, base);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
const largest = new Map();
for (const path of (await files(folder)).filter((path) => path.endsWith(".html"))) {
  const html = await readFile(join(folder, path), "utf8");
  const name = kind(html);
  if (name && (largest.get(name)?.[1] ?? 0) < html.length) largest.set(name, [path, html.length]);
}
for (const [width, colorScheme] of [[390, "light"], [390, "dark"], [1280, "light"], [1280, "dark"]]) {
  const page = await browser.newPage({ viewport: { width, height: width === 390 ? 1600 : 1000 }, colorScheme });
  for (const [name, [path]] of largest) {
    if (wanted.length && !wanted.includes(name)) continue;
    await page.goto(`${server.origin}${base}/${path.replace(/(^|\/)index\.html$/, "$1")}`);
    await page.screenshot({ path: join(out, `${name.replace(" ", "-")}-${width}-${colorScheme}.png`) });
  }
  await page.close();
}
await browser.close();
server.close();
