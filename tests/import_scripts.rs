//! What raw files bring along to be run never reaches the site: every kind of raw file is imported with scripts, handlers and
//! addresses that run something in every place that can hold text, and every file of the built site is read as a browser
//! would.

#![cfg(feature = "formats")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may fail by a panic and owns its folder"
)]

mod common;

use std::cell::RefCell;
use std::io::Write as _;

use common::Site;
use html5ever::tokenizer::{BufferQueue, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};

/// Each runs `evil()` in some browser, or did.
const ATTACKS: &[&str] = &[
    "<script>evil()</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>evil()</scr</script>ipt>",
    "<img src=x onerror=evil()>",
    "<img src=\"data:image/svg+xml,<svg onload=evil()>\">",
    "<a href=\"javascript:evil()\">read</a>",
    "<a href=\"  JaVa&#x0A;Script:evil()\">read</a>",
    "<a href=\"data:text/html,<script>evil()</script>\">read</a>",
    "<a href=\"vbscript:evil()\">read</a>",
    "<svg onload=evil()><circle r=4></svg>",
    "<svg><a xlink:href=\"javascript:evil()\"><text>read</text></a></svg>",
    "<p style=\"width:expression(evil());background:url(javascript:evil())\">styled</p>",
    "<style>@import 'javascript:evil()';</style>",
    "<iframe srcdoc=\"<script>evil()</script>\"></iframe>",
    "<object data=\"javascript:evil()\"></object>",
    "<math><mtext><table><mglyph><style><img src=x onerror=evil()></style></table></math>",
    "<details open ontoggle=evil()><summary>more</summary></details>",
    "<form action=\"javascript:evil()\"><button formaction=\"javascript:evil()\">go</button></form>",
    "<meta http-equiv=refresh content=\"0;url=javascript:evil()\">",
    "<base href=\"javascript:evil()//\">",
    "<!--><img src=x onerror=evil()>-->",
    "<![CDATA[<img src=x onerror=evil()>]]>",
    "[read](javascript:evil())",
    "![read](data:text/html,evil())",
    "<javascript:evil()>",
    "[read][evil]\n\n[evil]: javascript:evil()",
];

/// What a browser would run of a text, as it says so itself.
fn runs(html: &str) -> Vec<String> {
    struct Sink(RefCell<(Vec<String>, Option<String>)>);
    impl TokenSink for Sink {
        type Handle = ();

        fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
            let (found, open) = &mut *self.0.borrow_mut();
            let starts = matches!(&token, Token::TagToken(tag) if tag.kind == html5ever::tokenizer::TagKind::StartTag);
            match token {
                Token::TagToken(tag) => {
                    let name = tag.name.to_string();
                    let raw = matches!(name.as_str(), "script" | "style" | "title" | "textarea");
                    *open = (raw && tag.kind == html5ever::tokenizer::TagKind::StartTag).then(|| name.clone());
                    for attribute in &tag.attrs {
                        let key = attribute.name.local.to_lowercase();
                        let value: String =
                            attribute.value.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
                        let value = value.to_lowercase();
                        let address =
                            ["javascript:", "vbscript:", "data:"].iter().any(|scheme| value.starts_with(scheme));
                        // What names an attack in words, such as a `title`, runs nothing.
                        let acts =
                            key.starts_with("on") || key == "srcdoc" || (key == "style" && value.contains("evil"));
                        let points = matches!(
                            key.as_str(),
                            "href"
                                | "src"
                                | "xlink:href"
                                | "action"
                                | "formaction"
                                | "data"
                                | "poster"
                                | "srcset"
                                | "background"
                        );
                        let goes = points && (address || value.contains("evil.example"));
                        let refresh = key == "http-equiv" && value == "refresh";
                        if acts || goes || refresh {
                            found.push(format!("<{name} {key}={value}>"));
                        }
                    }
                }
                Token::CharacterTokens(text) => {
                    // An edition's running heads are strings of a style sheet: there, words are words.
                    let head = text.trim_start().starts_with("@page") && !text.contains('<');
                    let inside = open.as_deref().is_some_and(|name| matches!(name, "script" | "style"));
                    if text.contains("evil()") && inside && !head {
                        found.push(format!("<{}>{text}", open.clone().unwrap_or_default()));
                    }
                }
                _ => {}
            }
            match open.as_deref().filter(|_| starts) {
                Some("script") => TokenSinkResult::RawData(html5ever::tokenizer::states::RawKind::ScriptData),
                Some("style") => TokenSinkResult::RawData(html5ever::tokenizer::states::RawKind::Rawtext),
                Some(_) => TokenSinkResult::RawData(html5ever::tokenizer::states::RawKind::Rcdata),
                None => TokenSinkResult::Continue,
            }
        }
    }
    let input = BufferQueue::default();
    input.push_back(html.into());
    let tokenizer = Tokenizer::new(Sink(RefCell::default()), TokenizerOpts::default());
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.0.into_inner().0
}

fn zipped(parts: &[(&str, String)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn xml(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Raw files of every kind that can hold text, each with the attack in its title, its author, its outlet and its text.
fn inputs(number: usize, attack: &str) -> Vec<(String, Vec<u8>)> {
    let line = attack.replace('\n', " ");
    let say = |kind: &str| format!("Norway, Ghana sign {kind} deal {number} {line}");
    let text = format!(
        "Norway and Ghana have signed a deal of {number} parts in Oslo, the ministers said. {line} They met again."
    );
    let quoted = |text: &str| text.replace('"', "\"\"");
    let rss = format!(
        "<?xml version=\"1.0\"?><rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel><title>{o}</title><link>https://f.example/</link><description>x</description>\
         <item><title>{t}</title><link>https://f.example/{number}</link><pubDate>Tue, 27 Sep 2022 09:00:00 +0300</pubDate>\
         <dc:creator>{o}</dc:creator><content:encoded>{c}</content:encoded></item></channel></rss>",
        o = xml(&format!("Fjord {line}")),
        t = xml(&say("rss")),
        c = xml(&format!("<p>{text}</p>\n\n{attack}\n\n<p>More of it.</p>")),
    );
    let mail = format!(
        "From: Fjord Daily <desk@f.example>\r\nSubject: x\r\nDate: Tue, 27 Sep 2022 06:00:00 +0300\r\nMIME-Version: 1.0\r\n\
         Content-Type: text/html; charset=utf-8\r\n\r\n<html><body><h2>{}</h2><p>{text}</p>{attack}<p>More of it.</p></body></html>\r\n",
        say("mail")
    );
    let ris = format!(
        "TY  - NEWS\nTI  - {}\nAU  - {line}\nT2  - Fjord {line}\nDA  - 2022/11/03\nUR  - https://r.example/{number}\nN2  - {text}\nER  - \n",
        say("ris")
    );
    let csl = serde_json::json!([{
        "title": say("csl"), "container-title": format!("Fjord {line}"), "author": [{"literal": line}], "URL": format!("https://c.example/{number}"),
        "issued": {"date-parts": [[2022, 11, 3]]}, "abstract": format!("{text}\n\n{attack}")
    }]);
    let csv = format!(
        "Title,Date,Outlet,Author,URL,Text,Summary\n\"{}\",2022-11-03,\"{o}\",\"{o}\",https://t.example/{number},\"{}\",\"{o}\"\n",
        quoted(&say("csv")),
        quoted(&format!("{text}\n\n{attack}\n\nMore.")),
        o = quoted(&format!("Fjord {line}")),
    );
    let word = zipped(&[
        (
            "word/document.xml",
            format!(
                "<w:document><w:body><w:p><w:pPr><w:pStyle w:val=\"Heading1\"/></w:pPr><w:r><w:t>{}</w:t></w:r></w:p>\
                 <w:p><w:r><w:t>Fjord Daily (27 September 2022)</w:t></w:r></w:p><w:p><w:r><w:t xml:space=\"preserve\">{} </w:t></w:r>\
                 <w:hyperlink r:id=\"r1\"><w:r><w:t>read on</w:t></w:r></w:hyperlink><w:hyperlink r:id=\"r2\"><w:r><w:rPr><w:b/></w:rPr>\
                 <w:t>read</w:t></w:r></w:hyperlink><w:r><w:t>.</w:t></w:r></w:p></w:body></w:document>",
                xml(&say("docx")),
                xml(&text)
            ),
        ),
        (
            "word/_rels/document.xml.rels",
            "<Relationships><Relationship Id=\"r1\" Target=\"javascript:evil()\"/>\
             <Relationship Id=\"r2\" Target=\"http://x.example/)&quot;&gt;&lt;img src=x onerror=evil()&gt;\"/></Relationships>"
                .to_owned(),
        ),
    ]);
    let clipping = format!(
        "---\ntitle: \"{}\"\nsource: https://m.example/{number}\nauthor: \"{}\"\npublished: 2022-11-03\nsite: Fjord Daily\n---\n\n{text}\n\n{attack}\n\n\
         A **bold** word and [a link](https://m.example/) stay.\n",
        say("clip").replace('"', "'"),
        line.replace('"', "'")
    );
    let page = format!(
        "<!doctype html><html lang=en><head><title>{}</title><meta property=\"og:site_name\" content=\"Fjord\"><meta property=\"article:published_time\" \
         content=\"2022-09-27\"><link rel=canonical href=\"https://w.example/a/{number}\"></head><body><article><h1>Norway, Ghana sign web deal {number}</h1>\
         <p>{text}</p>{attack}<p>More of it is to come in the spring, the ministers said in the evening.</p></article></body></html>",
        xml(&say("web"))
    );
    let bulletin = format!(
        "## NORWAY, GHANA SIGN TEXT DEAL {number} {line}\n\n02.12.2021\n\nFjord {line}\n\nBy {line}\n\n{text}\n\n{attack}\n\nMore.\n\n\
         Kaynak/Source: https://b.example/{number}\n"
    );
    let bib = format!(
        "@article{{k{number}, title = {{Norway, Ghana sign bib deal {number}}}, journal = {{Fjord}}, date = {{2022-11-03}}, url = {{https://l.example/{number}}},\n\
         abstract = {{Norway and Ghana sign. \\href{{javascript:evil()}}{{read}} \\url{{javascript:evil()}} {}}}}}\n",
        line.replace(['{', '}', '\\', '$', '"'], "")
    );
    let json = serde_json::json!({
        "version": "https://jsonfeed.org/version/1.1", "title": format!("Fjord {line}"), "items": [{
            "id": "1", "url": format!("https://j.example/{number}"), "title": say("json"), "date_published": "2022-09-27T01:30:00+06:00",
            "content_html": format!("<p>{text}</p>{attack}"), "authors": [{"name": line}]
        }]
    });
    vec![
        (format!("{number}.rss"), rss.into_bytes()),
        (format!("{number}.eml"), mail.into_bytes()),
        (format!("{number}.ris"), ris.into_bytes()),
        (format!("{number}-csl.json"), csl.to_string().into_bytes()),
        (format!("{number}.csv"), csv.into_bytes()),
        (format!("{number}.docx"), word),
        (format!("{number}.md"), clipping.into_bytes()),
        (format!("{number}.html"), page.into_bytes()),
        (format!("{number}.txt"), bulletin.into_bytes()),
        (format!("{number}.bib"), bib.into_bytes()),
        (format!("{number}-feed.json"), json.to_string().into_bytes()),
    ]
}

/// Kinds in [`inputs`].
const KINDS: usize = 11;

#[test]
fn nothing_that_runs_reaches_the_site() {
    // What cannot see an attack proves nothing; the last ones are attacks in Markdown.
    let html = ATTACKS
        .iter()
        .filter(|attack| attack.starts_with('<') && !attack.starts_with("<!") && !attack.starts_with("<java"));
    for attack in html {
        let seen = !runs(attack).is_empty()
            || attack.starts_with("<base")
            || attack.starts_with("<scr<")
            || attack.starts_with("<math");
        assert!(seen, "{attack}");
    }
    let mut site =
        Site::empty().file("site.toml", "title = \"Digest\"\nbase_url = \"https://example.org/\"\nrights = \"full\"\n");
    for (number, attack) in ATTACKS.iter().enumerate() {
        for (name, bytes) in inputs(number, attack) {
            site = site.bytes(&format!("inbox/{name}"), &bytes);
        }
    }
    // An address that runs something is no address: such a file is refused.
    let csv =
        "Title,Date,URL,Text\n\"Norway, Ghana sign\",2022-11-03,javascript:evil(),Norway and Ghana have signed.\n";
    let site = site.bytes("inbox/address.csv", csv.as_bytes());
    let imported = site.run(&["import", "--quiet"]);
    let refused: Vec<&str> = imported.stderr.lines().filter(|line| line.starts_with("error")).collect();
    assert!(
        refused.iter().any(|line| line.contains("url-invalid") && line.contains("javascript:evil()")),
        "{refused:?}"
    );
    let articles = common::tree(&site.path("content")).into_keys().filter(|path| path.ends_with(".md")).count();
    assert!(articles + refused.len() > ATTACKS.len() * KINDS, "{articles} articles, {refused:#?}");
    assert!(articles * 10 > ATTACKS.len() * KINDS * 9, "{articles} articles, {refused:#?}");
    let built = site.build();
    assert_eq!(built.code, 0, "{}", built.stderr);
    let (mut pages, mut said) = (0_usize, 0_usize);
    for (path, bytes) in site.published() {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let parts: Vec<String> = if path.ends_with(".html") {
            pages += 1;
            said += text.matches("evil()").count();
            vec![text]
        } else if path.ends_with("feed.xml") {
            // What a feed says is HTML, its readers show as HTML.
            let feed = atom_syndication::Feed::read_from(text.as_bytes()).unwrap();
            let html = |text: &atom_syndication::Text| {
                (text.r#type != atom_syndication::TextType::Text).then(|| text.value.clone())
            };
            let entry = |entry: atom_syndication::Entry| {
                let content = entry.content.and_then(|content| content.value);
                [html(&entry.title), entry.summary.as_ref().and_then(html), content]
                    .into_iter()
                    .flatten()
                    .collect::<Vec<_>>()
            };
            feed.entries.into_iter().flat_map(entry).collect()
        } else if path.ends_with(".json") {
            let value: serde_json::Value = serde_json::from_str(&text).unwrap();
            let items = value["items"].as_array().cloned().unwrap_or_default();
            items.iter().filter_map(|item| item["content_html"].as_str().map(str::to_owned)).collect()
        } else {
            Vec::new()
        };
        for part in parts {
            assert_eq!(runs(&part), Vec::<String>::new(), "{path}");
        }
    }
    assert!(pages > ATTACKS.len() * KINDS / 2, "{pages} pages");
    assert!(said > 0, "what is text stays text");
}
