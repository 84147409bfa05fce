// A published folder as a site: its files, its kinds of pages, and a server for it.
import { createServer } from "node:http";
import { readFile, readdir } from "node:fs/promises";
import { join, extname } from "node:path";

const MEDIA = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".xml": "application/xml",
  ".json": "application/json",
  ".txt": "text/plain; charset=utf-8",
  ".png": "image/png",
};

/** Every file of a folder, by its path with `/`. */
export async function files(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath ?? entry.path, entry.name));
  return paths.map((path) => path.slice(folder.length + 1).split("\\").join("/")).sort();
}

/** The path below which the site lives, from the link to its stylesheet: "" or "/digest". */
export async function basePath(folder) {
  const html = await readFile(join(folder, "index.html"), "utf8");
  const found = html.match(/href="([^"]*)\/style\.[0-9a-f]+\.css"/);
  if (!found) throw new Error("the front page links no stylesheet");
  return found[1];
}

/** Serves a folder on this machine only; gives its address and a way to end it. */
export async function serve(folder, base) {
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    const below = path.startsWith(`${base}/`) ? path.slice(base.length + 1) : null;
    const file = below === "" || below?.endsWith("/") ? `${below}index.html` : below;
    const send = async (status, name) => {
      const body = await readFile(join(folder, name));
      response.writeHead(status, { "content-type": MEDIA[extname(name)] ?? "application/octet-stream" });
      response.end(body);
    };
    try {
      if (file === null) throw new Error("elsewhere");
      await send(200, file);
    } catch {
      await send(404, "404.html");
    }
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  return { origin: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}

/** What kind of page a file is, with its language; `null` for a page that only leads elsewhere. */
export function kind(html) {
  const body = html.match(/<body class="([^"]+)"/);
  const lang = html.match(/<html lang="([^"]+)"/);
  return body ? `${body[1].split(" ")[0]} ${lang[1]}` : null;
}
