//! The preview's web server: pages from memory, events for the browser.

use std::borrow::Cow;
use std::io::{self, Read as _, Write as _};
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::thread;
use std::time::Duration;

use serde_json::json;
use tiny_http::{Header, Method, Request, Response, Server, StatusCode};
use xxhash_rust::xxh3::xxh3_64;

use super::{Shared, State, inbox};
use crate::config;
use crate::diagnostic::Style;
use crate::plan::{Kind, Page};
use crate::session::Site;

/// Addresses of the preview itself; no site has a page there, since hidden files are no inputs.
const EVENTS: &str = "/.chancery/events";
const SCRIPT: &str = "/.chancery/reload.js";
const INBOX: &str = "/.chancery/inbox";
/// A form names a file and no more.
const LONGEST_FORM: u64 = 16 * 1024;

/// Threads that answer requests. A browser asks for a page and its style; more at a time is rare.
const WORKERS: usize = 4;
/// How often a silent event stream shows that it is alive, and notices that nobody listens.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// Begins to answer requests, in threads of its own.
pub(super) fn start(listener: TcpListener, shared: &Arc<Shared>) -> Result<(), String> {
    let server = Arc::new(Server::from_listener(listener, None).map_err(|error| error.to_string())?);
    for _ in 0..WORKERS {
        let (server, shared) = (Arc::clone(&server), Arc::clone(shared));
        thread::spawn(move || {
            while let Ok(request) = server.recv() {
                // A browser that went away is no fault.
                let _ = answer(request, &shared);
            }
        });
    }
    Ok(())
}

/// What the browser is told of a state, and how many files wait in the inbox.
pub(super) fn announcement(shared: &Shared, state: &State) -> String {
    let editor = state.site.as_ref().map_or(config::EDITOR, |site| &site.project.config.editor);
    let faults: Vec<_> = state
        .faults
        .iter()
        .map(|fault| {
            let place = fault.place.as_ref().filter(|place| !place.path.is_empty());
            let link = place.map(|place| {
                let path = shared.root.join(&place.path).to_string_lossy().into_owned();
                let (line, column) = (place.line.max(1).to_string(), place.column.max(1).to_string());
                editor.replace("{path}", &path).replace("{line}", &line).replace("{column}", &column)
            });
            let place = place.map(|place| {
                if place.line == 0 {
                    place.path.clone()
                } else {
                    format!("{}:{}:{}", place.path, place.line, place.column)
                }
            });
            json!({ "text": fault.render(Style::Plain), "link": link, "place": place })
        })
        .collect();
    let waiting = shared.waiting.load(Ordering::Relaxed);
    json!({ "version": state.version, "faults": faults, "moved": state.moved, "inbox": waiting }).to_string()
}

fn answer(request: Request, shared: &Arc<Shared>) -> io::Result<()> {
    if !is_ours(&request) {
        return plain(request, 403, "This name is not the preview's. Open it as localhost.");
    }
    let is_form = *request.method() == Method::Post && request.url() == INBOX;
    if !is_form && !matches!(request.method(), Method::Get | Method::Head) {
        return plain(request, 405, "The preview only shows pages.");
    }
    let url = request.url().to_owned();
    let path = url.split(['?', '#']).next().unwrap_or_default();
    match path {
        EVENTS => {
            let shared = Arc::clone(shared);
            // A stream lasts as long as its page is open, so it has a thread of its own and keeps nobody waiting.
            thread::Builder::new().stack_size(128 * 1024).spawn(move || stream(request, &shared)).map(|_| ())
        }
        SCRIPT => respond(request, 200, "text/javascript; charset=utf-8", include_bytes!("reload.js").to_vec()),
        INBOX if is_form => {
            let shared = Arc::clone(shared);
            // A form may come slowly, and an import takes its time.
            thread::Builder::new().spawn(move || import(request, &shared)).map(|_| ())
        }
        INBOX => inbox(request, shared, 200, None),
        _ => page(request, path, &shared.state()),
    }
}

/// What waits in the inbox.
fn inbox(request: Request, shared: &Shared, status: u16, refused: Option<&str>) -> io::Result<()> {
    let state = shared.state();
    let view = state.site.as_ref().map_or_else(Default::default, |site| shared.inbox.view(&site.project.config));
    let html = inbox::page(&view, INBOX, &shared.token, refused);
    respond(request, status, "text/html; charset=utf-8", with_script(html.as_bytes(), &state, ""))
}

/// Does what a form of the inbox says with the file that it names. The form must come from the preview's own page on this machine: it
/// brings the token that only that page has.
fn import(mut request: Request, shared: &Shared) -> io::Result<()> {
    let is_near = request.remote_addr().is_some_and(|address| address.ip().is_loopback());
    let mut form = String::new();
    if request.body_length().is_none_or(|length| length as u64 > LONGEST_FORM) {
        return plain(request, 413, "This is no form of the preview's.");
    }
    let mut bytes = Vec::new();
    request.as_reader().take(LONGEST_FORM).read_to_end(&mut bytes)?;
    form.push_str(&String::from_utf8_lossy(&bytes));
    let field = |wanted: &str| {
        url::form_urlencoded::parse(form.as_bytes())
            .find(|(name, _)| name == wanted)
            .map(|(_, value)| value.into_owned())
    };
    if !is_near || field("token").as_deref() != Some(shared.token.as_str()) {
        return plain(request, 403, "Only the preview's own page imports. Open it again and try once more.");
    }
    let state = shared.state();
    let Some(site) = &state.site else { return plain(request, 503, "There is no site yet.") };
    let file = field("file").unwrap_or_default();
    let done = match field("do").as_deref() {
        Some("import") => shared.inbox.import(&file, &site.project.config),
        Some("set-aside") => shared.inbox.set_aside(&file),
        Some("take-back") => shared.inbox.take_back(&file),
        _ => return plain(request, 400, "This is no form of the preview's."),
    };
    match done {
        Ok(()) => {
            let response = Response::empty(StatusCode(303));
            request.respond(headers(response, &[("Location", INBOX), ("Cache-Control", "no-store")]))
        }
        Err(refused) => inbox(request, shared, 422, Some(&refused)),
    }
}

/// Whether the request was meant for this server: a name that a stranger's page made to point here (DNS rebinding) is
/// not among the names of the machine itself.
fn is_ours(request: &Request) -> bool {
    let host = request.headers().iter().find(|header| header.field.equiv("Host")).map(|header| header.value.as_str());
    let Some(host) = host else { return false };
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    name == "localhost" || name.ends_with(".localhost") || name.parse::<std::net::IpAddr>().is_ok()
}

fn page(request: Request, path: &str, state: &State) -> io::Result<()> {
    let Some(site) = &state.site else {
        let text = "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Chancery</title></head><body>\
                    <p>There is no site yet.</p></body></html>";
        return respond(request, 503, "text/html; charset=utf-8", with_script(text.as_bytes(), state, ""));
    };
    let base = &site.project.config.base_url;
    let path = decoded(path);
    let Some(address) = path.strip_prefix(base.path.as_str()).filter(|rest| rest.starts_with('/')) else {
        if *path == *"/" || format!("{path}/").starts_with(&base.path) {
            return redirect(request, &base.link("/"));
        }
        return not_found(request, site, state, &path);
    };
    if let Some(page) = site.page(address) {
        return rendered(request, site, state, page, 200);
    }
    if site.page(&format!("{address}/")).is_some() {
        return redirect(request, &base.link(&format!("{address}/")));
    }
    not_found(request, site, state, address)
}

/// The 404 page, in the language of the address.
fn not_found(request: Request, site: &Site, state: &State, address: &str) -> io::Result<()> {
    let of_language = site
        .pages
        .iter()
        .filter(|page| matches!(page.kind, Kind::NotFound))
        .filter(|page| address.starts_with(page.address.trim_end_matches("404.html")))
        .max_by_key(|page| page.address.len());
    match of_language {
        Some(page) => rendered(request, site, state, page, 404),
        None => plain(request, 404, "There is no such page."),
    }
}

fn rendered(request: Request, site: &Site, state: &State, page: &Page, status: u16) -> io::Result<()> {
    let media = media_type(&page.file_path());
    match site.renderer().render(page) {
        Ok(bytes) if media.starts_with("text/html") => {
            respond(request, status, media, with_script(&bytes, state, &site.project.theme.stylesheet))
        }
        Ok(bytes) => respond(request, status, media, bytes.to_vec()),
        Err(fault) => {
            let text = fault.render(Style::Plain).replace('&', "&amp;").replace('<', "&lt;");
            let html = format!(
                "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Fault in a template</title></head>\
                 <body><h1>Fault in a template</h1><pre>{text}</pre></body></html>"
            );
            respond(request, 500, "text/html; charset=utf-8", with_script(html.as_bytes(), state, ""))
        }
    }
}

/// The page with the preview's script before the end of its body. The script's marks tell whether the page is the same,
/// or the same but for its stylesheet.
fn with_script(html: &[u8], state: &State, stylesheet: &str) -> Vec<u8> {
    let text = String::from_utf8_lossy(html);
    let rest = if stylesheet.is_empty() { text.clone() } else { Cow::from(text.replace(stylesheet, "")) };
    let script = format!(
        "<script src=\"{SCRIPT}\" data-chancery data-events=\"{EVENTS}\" data-inbox=\"{INBOX}\" data-version=\"{}\" data-page=\"{:016x}\" \
         data-rest=\"{:016x}\"></script>\n",
        state.version,
        xxh3_64(text.as_bytes()),
        xxh3_64(rest.as_bytes())
    );
    match text.rfind("</body>") {
        Some(at) => [&text[..at], &script, &text[at..]].concat().into_bytes(),
        None => [&text, script.as_str()].concat().into_bytes(),
    }
}

/// Sends one announcement after the other until the browser goes.
fn stream(request: Request, shared: &Shared) {
    let mut writer = request.into_writer();
    let head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\nConnection: \
                close\r\n\r\nretry: 500\n\n";
    let mut seen = 0;
    let mut next = head.to_owned();
    loop {
        if writer.write_all(next.as_bytes()).and_then(|()| writer.flush()).is_err() {
            return;
        }
        next = match shared.hub.next(seen, HEARTBEAT) {
            Some((number, text)) => {
                seen = number;
                format!("data: {text}\n\n")
            }
            None => ":\n\n".to_owned(),
        };
    }
}

fn redirect(request: Request, to: &str) -> io::Result<()> {
    let response = Response::empty(StatusCode(307));
    request.respond(headers(response, &[("Location", to), ("Cache-Control", "no-store")]))
}

fn plain(request: Request, status: u16, text: &str) -> io::Result<()> {
    respond(request, status, "text/plain; charset=utf-8", format!("{text}\n").into_bytes())
}

fn respond(request: Request, status: u16, media: &str, body: Vec<u8>) -> io::Result<()> {
    let response = Response::from_data(body).with_status_code(StatusCode(status));
    let fields = [
        ("Content-Type", media),
        ("Cache-Control", "no-store"),
        ("X-Content-Type-Options", "nosniff"),
        // No other page can put a page of the preview, and its buttons, into a frame.
        ("X-Frame-Options", "SAMEORIGIN"),
    ];
    request.respond(headers(response, &fields))
}

fn headers<R: io::Read>(mut response: Response<R>, fields: &[(&str, &str)]) -> Response<R> {
    for (name, value) in fields {
        // A value that no header may hold is left out; an address of the site has none.
        if let Ok(header) = Header::from_bytes(name.as_bytes(), value.as_bytes()) {
            response = response.with_header(header);
        }
    }
    response
}

fn decoded(path: &str) -> Cow<'_, str> {
    crate::article::markdown::percent_decoded(path)
}

/// The media type of a published file, by its name (IANA's registry).
fn media_type(path: &str) -> &'static str {
    let name = path.rsplit('/').next().unwrap_or(path);
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    match extension.to_ascii_lowercase().as_str() {
        "html" | "htm" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" if name == "feed.json" => "application/feed+json; charset=utf-8",
        "json" => "application/json; charset=utf-8",
        "xml" if name == "feed.xml" => "application/atom+xml; charset=utf-8",
        "xml" => "application/xml; charset=utf-8",
        "txt" => "text/plain; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "pdf" => "application/pdf",
        "woff2" => "font/woff2",
        "woff" => "font/woff",
        _ => "application/octet-stream",
    }
}
