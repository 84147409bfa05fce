//! The page of the inbox: proposals, what is refused and why, what was set aside.

use std::fmt::Write as _;

use super::{View, Written};
use crate::import::{FieldState, Item, Reading};

/// The page of the inbox. `action` is where its buttons send, `token` what they bring along.
pub(in super::super) fn page(view: &View, action: &str, token: &str, refused: Option<&str>) -> String {
    let mut html = String::from(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" \
         content=\"width=device-width\"><title>Inbox</title><style>\
         body{font:16px/1.5 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}\
         article,details{border-top:1px solid #8886;padding:1rem 0}form{display:inline}h2{font-size:1.15rem;margin:0 0 .25rem}p{margin:.25rem 0}\
         .of{opacity:.75;font-size:.9rem}ul{margin:.25rem 0;padding-left:1.2rem;font-size:.9rem}\
         .fault{border-left:3px solid #c0392b;padding-left:.75rem}\
         button{font:inherit;padding:.4rem 1rem;margin:.5rem .5rem .5rem 0;cursor:pointer}</style></head><body><main><h1>Inbox</h1>",
    );
    if let Some(refused) = refused {
        let _ = write!(html, "<p class=\"fault\" role=\"alert\">{}</p>", escaped(refused));
    }
    if let Some(last) = &view.last {
        written(&mut html, last);
    }
    if view.waiting.is_empty() {
        html.push_str(
            "<p>Nothing waits. Put raw files into the folder <code>inbox</code> beside <code>site.toml</code>.</p>",
        );
    }
    let form = Form { action, token };
    for (name, reading) in &view.waiting {
        waiting(&mut html, name, reading, &form);
    }
    if !view.aside.is_empty() {
        let _ = write!(html, "<details><summary>Set aside: {}</summary><ul>", view.aside.len());
        for name in &view.aside {
            let _ = write!(html, "<li><code>{}</code> ", escaped(name));
            form.button(&mut html, name, "take-back", "Take back");
            html.push_str("</li>");
        }
        html.push_str("</ul></details>");
    }
    html.push_str("</main></body></html>");
    html
}

/// Where the buttons send, and what they bring along.
struct Form<'a> {
    action: &'a str,
    token: &'a str,
}

impl Form<'_> {
    fn button(&self, html: &mut String, name: &str, what: &str, label: &str) {
        let _ = write!(
            html,
            "<form method=\"post\" action=\"{}\"><input type=\"hidden\" name=\"token\" value=\"{}\">\
             <input type=\"hidden\" name=\"file\" value=\"{}\">\
             <button name=\"do\" value=\"{what}\">{label}</button></form>",
            self.action,
            self.token,
            escaped(name)
        );
    }
}

/// What the last click wrote.
fn written(html: &mut String, last: &Written) {
    let _ = write!(html, "<div role=\"status\"><p>Imported from <code>{}</code>:</p><ul>", escaped(&last.file));
    for (title, address) in &last.articles {
        let _ = write!(html, "<li><a href=\"{}\">{}</a></li>", escaped(address), escaped(title));
    }
    for path in &last.present {
        let _ = write!(html, "<li><code>content/{}</code> (there already)</li>", escaped(path));
    }
    html.push_str("</ul></div>");
}

/// A file with what would become of it.
fn waiting(html: &mut String, name: &str, reading: &Reading, form: &Form) {
    let _ = write!(html, "<article data-chancery-waiting><p class=\"of\"><code>{}</code></p>", escaped(name));
    for item in &reading.items {
        proposal(html, item);
    }
    let faults: Vec<&str> = match reading.item_errors.as_slice() {
        [] => reading.error.iter().map(|fault| fault.message.as_str()).collect(),
        entries => entries.iter().map(|entry| entry.fault.message.as_str()).collect(),
    };
    for fault in &faults {
        let _ = write!(html, "<p class=\"fault\">{}</p>", escaped(fault));
    }
    if reading.error.is_none() {
        match reading.items.len() {
            0 => html.push_str("<p class=\"of\">All else in it is imported. Mend the file, or set it aside.</p>"),
            1 => form.button(html, name, "import", "Import"),
            count => form.button(html, name, "import", &format!("Import {count} articles")),
        }
    }
    form.button(html, name, "set-aside", "Set aside");
    html.push_str("</article>");
}

fn proposal(html: &mut String, item: &Item) {
    let codes = |codes: &[crate::country::Code]| codes.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    let parts = [
        item.date.map_or_else(String::new, |date| date.to_string()),
        item.outlet.clone().unwrap_or_default(),
        codes(&item.countries),
        item.topics.join(", "),
    ];
    let line: Vec<String> = parts.iter().filter(|part| !part.is_empty()).map(|part| escaped(part)).collect();
    let opening: String = item.body.split_whitespace().take(40).collect::<Vec<_>>().join(" ");
    let _ = write!(
        html,
        "<h2>{}</h2><p class=\"of\">{}</p><p>{} …</p><ul>",
        escaped(&item.title),
        line.join(" · "),
        escaped(&opening)
    );
    for (field, state) in item.fields() {
        let why = match state {
            FieldState::Certain => continue,
            FieldState::Inferred(why) => why,
            FieldState::Missing => "missing",
        };
        let _ = write!(html, "<li>{field}: {}</li>", escaped(why));
    }
    html.push_str("</ul>");
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
