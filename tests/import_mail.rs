//! What comes by mail or out of a folder of notes: newsletters, forwarded messages, pasted letters, clippings.

#![cfg(feature = "formats")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail by a panic")]

mod raw;

use chancery::import::{Item, WarningCode, read};
use jiff::civil::date;
use raw::options;

/// The items of a file that is read without a fault.
fn items(name: &str, text: &str) -> Vec<Item> {
    let reading = read(name, text.as_bytes(), &options(None));
    assert!(reading.error.is_none() && reading.item_errors.is_empty(), "{:?} {:?}", reading.error, reading.item_errors);
    reading.items
}

fn left_out(item: &Item) -> String {
    let removed = item.warnings.iter().filter(|warning| warning.code == WarningCode::FurnitureRemoved);
    removed.flat_map(|warning| warning.left_out.iter().map(|text| format!("{text}\n"))).collect()
}

/// A mail with a body of a kind.
fn mail(from: &str, subject: &str, kind: &str, body: &str) -> String {
    format!(
        "From: {from}\nTo: editor@centre.example\nSubject: {subject}\nDate: Wed, 9 Sep 2026 10:00:00 +0000\n\
         MIME-Version: 1.0\nContent-Type: {kind}; charset=utf-8\n\n{body}"
    )
}

const STORY: &str =
    "Ghana and Togo opened a road between Ho and Kpalime on Sunday, the ministers of both countries said.";

#[test]
fn the_introduction_of_a_newsletter_is_no_article() {
    let html = format!(
        "<h1>Caspian Brief</h1><p>Dear readers, this week the ministers were busy.</p>\
         <h2><a href='https://c.example/1'>Ghana and Togo open a road</a></h2><p>{STORY} <a href='https://c.example/1'>Read on</a></p>\
         <h2><a href='https://c.example/2'>Türkiye ve Gürcistan kapı açtı</a></h2>\
         <p>Törene <b>iki ülkenin</b> <a href='https://c.example/b'>bakanları</a> ve elçileri birlikte katıldı, dediler.</p>\
         <p><a href='https://c.example/2'>Read more »</a></p>\
         <h2><a href='https://c.example/3'>Kenya and Peru sign</a></h2><p>Kenya and Peru signed a paper in Lima.</p>"
    );
    let plain = format!(
        "Dear readers,\n\nthis week the ministers were busy.\n\nGHANA AND TOGO OPEN A ROAD\n\n{STORY}\n\n\
         Read on: https://c.example/1\n\nKENYA AND PERU SIGN\n\nKenya and Peru signed a paper in Lima.\n\n\
         Read more: https://c.example/3\n"
    );
    let found = items("a.eml", &mail("Caspian Brief <b@c.example>", "Caspian Brief 36", "text/html", &html));
    let titles: Vec<&str> = found.iter().map(Item::title_as_given).collect();
    assert_eq!(titles, ["Ghana and Togo open a road", "Türkiye ve Gürcistan kapı açtı", "Kenya and Peru sign"]);
    assert_eq!(found[0].body.trim(), STORY);
    assert_eq!(
        found[1].body.trim(),
        "Törene **iki ülkenin** [bakanları](https://c.example/b) ve elçileri birlikte katıldı, dediler."
    );
    let addresses: Vec<&str> = found.iter().filter_map(|item| item.source_url.as_deref()).collect();
    assert_eq!(addresses, ["https://c.example/1", "https://c.example/2", "https://c.example/3"]);
    assert!(left_out(&found[0]).contains("Dear readers, this week"), "{}", left_out(&found[0]));

    let found = items("a.eml", &mail("Caspian Brief <b@c.example>", "Caspian Brief 36", "text/plain", &plain));
    let bodies: Vec<&str> = found.iter().map(|item| item.body.trim()).collect();
    assert_eq!(bodies, [STORY, "Kenya and Peru signed a paper in Lima."]);
    assert_eq!(found[1].source_url.as_deref(), Some("https://c.example/3"));
}

#[test]
fn the_address_behind_a_call_is_that_of_its_item() {
    for (call, end) in [
        ("</p><p><a href='https://c.example/1'>Read more</a>", "<p>Unsubscribe</p>"),
        ("</p><p><a href='https://c.example/1'>Read more »</a>", ""),
        ("</p><p>&nbsp;<a href='https://c.example/1'><b>Continue reading</b></a> →", ""),
        ("</p><p class='read-more'><a href='https://c.example/1'>Read more</a>", ""),
        (" <a href='https://c.example/1'>Devamını oku</a>", ""),
    ] {
        let item = |title: &str, call: &str| format!("<h2>{title}</h2><p>{STORY}{call}</p>");
        let html = format!(
            "{}{}{end}",
            item("Kenya and Peru sign", "</p><p><a href='https://c.example/0'>Read more</a>"),
            item("Ghana and Togo open a road", call)
        );
        let found = items("a.eml", &mail("Caspian Brief <b@c.example>", "Caspian Brief 36", "text/html", &html));
        let addresses: Vec<_> = found.iter().map(|item| item.source_url.as_deref()).collect();
        assert_eq!(addresses, [Some("https://c.example/0"), Some("https://c.example/1")], "{call}");
        let bodies: Vec<&str> = found.iter().map(|item| item.body.trim()).collect();
        assert_eq!(bodies, [STORY, STORY], "{call}");
    }
}

#[test]
fn who_forwards_a_message_has_not_published_it() {
    let fields = "From: Gulf Ledger <news@gulfledger.example>\nDate: Mon, 7 Sep 2026 at 08:12\n\
                  Subject: Ghana and Togo open a road\nTo: Colleague <c@centre.example>\n";
    let pasted = format!("Hi Ana,\n\nsee below.\n\n---------- Forwarded message ---------\n{fields}\n{STORY}\n");
    let sent = mail("Colleague Example <c@centre.example>", "Fwd: Ghana and Togo open a road", "text/plain", &pasted);
    let attached = mail(
        "Colleague Example <c@centre.example>",
        "Fwd: Ghana and Togo open a road",
        "multipart/mixed; boundary=b",
        &format!(
            "--b\nContent-Type: text/plain\n\nHi, for your bulletin.\n--b\nContent-Type: message/rfc822\n\n\
             From: Gulf Ledger <news@gulfledger.example>\nSubject: Ghana and Togo open a road\n\
             Date: Mon, 7 Sep 2026 08:12:00 +0000\nMIME-Version: 1.0\nContent-Type: text/plain\n\n{STORY}\n--b--\n"
        ),
    );
    for text in [&pasted, &sent, &attached] {
        let found = items("a.eml", text);
        assert_eq!(found.len(), 1, "{text}");
        assert_eq!(found[0].title, "Ghana and Togo open a road");
        assert_eq!(
            (found[0].outlet.as_deref(), found[0].date),
            (Some("Gulf Ledger"), Some(date(2026, 9, 7))),
            "{text}"
        );
        assert!(found[0].review.contains(&"outlet: the sender of the mail".to_owned()));
        assert_eq!(found[0].body.trim(), STORY);
        assert!(left_out(&found[0]).contains("Hi"), "{text}");
    }
    // A person who wrote first is no outlet either, and who forwarded is none in any case.
    let person = items("a.eml", &sent.replace("Gulf Ledger <news@gulfledger.example>", "Jane Roe <jane@x.example>"));
    assert_eq!(person[0].outlet, None);
}

#[test]
fn the_greeting_above_pasted_articles_is_none_of_them() {
    let text = format!(
        "Hi Ana,\n\nplease see this.\n\nGhana and Togo open a road\nGulf Ledger, 7 September 2026\n\n{STORY}\n\n\
         Kenya and Peru sign a paper\nGulf Ledger, 7 September 2026\n\nKenya and Peru signed a paper in Lima.\n\n\
         Best regards,\nCan\n"
    );
    let found = items("a.txt", &text);
    let bodies: Vec<&str> = found.iter().map(|item| item.body.trim()).collect();
    assert_eq!(bodies, [STORY, "Kenya and Peru signed a paper in Lima."]);
    assert!(left_out(&found[0]).contains("Hi Ana,") && left_out(&found[0]).contains("Best regards,"));
}

#[test]
fn the_marks_of_a_clipping_survive_and_its_html_does_not() {
    let text = "---\ntitle: \"Kenya: a seed accord\"\nsource: \"https://x.example/seed\"\nauthor:\n  - \"[[Jane Roe]]\"\n\
                published: 2026-09-07\ncreated: 2026-09-08\ndescription: \"A short\n  accord.\"\ntags:\n  - \"clippings\"\n---\n\
                Kenya and **Norway** signed an [accord](https://x.example/accord) in [[Nairobi|the capital]].\n\n\
                > Seeds are *older* than borders.\n\n## What is next\n\n- a vote\n- a vault\n  - in Oslo\n\n\
                | Year | Seeds |\n| --- | --- |\n| 2025 | 12 |\n\n\
                <script>alert(1)</script>\n\n\
                The <b onclick=alert(1)></b>[end](javascript:alert(1)) is open. ![[vault.png]]\n";
    let found = items("a.md", text);
    assert_eq!(found.len(), 1);
    assert_eq!(
        (found[0].title.as_str(), found[0].author.as_slice()),
        ("Kenya: a seed accord", ["Jane Roe".to_owned()].as_slice())
    );
    assert_eq!(
        (found[0].date, found[0].source_url.as_deref()),
        (Some(date(2026, 9, 7)), Some("https://x.example/seed"))
    );
    assert_eq!(
        found[0].body.trim(),
        "Kenya and **Norway** signed an [accord](https://x.example/accord) in the capital.\n\n\
         > Seeds are *older* than borders.\n\n## What is next\n\n- a vote\n- a vault\n  - in Oslo\n\n\
         | Year | Seeds |\n| --- | --- |\n| 2025 | 12 |\n\nThe end is open."
    );
}

#[test]
fn what_clippers_write_survives() {
    for tail in [" | Chad Mail", " – Chad Mail", " - ChadMail", " | chadmail.example"] {
        let text = format!(
            "---\ntitle: \"Kenya – a seed accord{tail}\"\nsource: \"https://www.chadmail.example/seed\"\n\
             published: 2026-09-07\n---\nKenya and Norway signed an accord.[^1] Wow![link](https://x.example/w) it is.[^b]\n\n\
             > [!note] Remember\n> Seeds are older than borders.\n\n> [!warning]\n> Keep them dry.\n\n\
             Nobody wrote [^2].\n\n[^1]: It was signed on Sunday.\n[^b]: https://x.example/b\n"
        );
        let found = items("a.md", &text);
        assert_eq!(found[0].title, "Kenya – a seed accord");
        assert_eq!(found[0].outlet.as_deref(), Some(tail.trim_start_matches([' ', '|', '–', '-'])));
        assert_eq!(
            found[0].body.trim(),
            "Kenya and Norway signed an accord.[^1] Wow\\![link](https://x.example/w) it is.[^b]\n\n\
             > **Remember**\n>\n> Seeds are older than borders.\n\n> **Warning**\n>\n> Keep them dry.\n\n\
             Nobody wrote \\[^2\\].\n\n[^1]: It was signed on Sunday.\n\n[^b]: https://x.example/b"
        );
    }
    // A dash of the title's own stays.
    let text = "---\ntitle: \"Kenya – a seed accord\"\nsource: \"https://chadmail.example/seed\"\npublished: 2026-09-07\n---\nIt is signed.\n";
    assert_eq!(
        (items("a.md", text)[0].title.as_str(), items("a.md", text)[0].outlet.as_deref()),
        ("Kenya – a seed accord", None)
    );
}

#[test]
fn a_bulletin_in_markdown_keeps_its_links() {
    let text = "# Kenya and Norway sign\n\n[Fjord Daily](https://x.example/seed)\n\nBy Jane Roe, 7 September 2026\n\n\
                Kenya and **Norway** signed an [accord](https://x.example/accord) <b onclick=x>today</b>.\n\n\
                ## What is next\n\n> Seeds are older than borders.\n";
    let found = items("a.md", text);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].outlet.as_deref(), Some("Fjord Daily"));
    assert_eq!(
        found[0].body.trim(),
        "Kenya and **Norway** signed an [accord](https://x.example/accord) \\<b onclick=x>today\\</b>.\n\n\
         ## What is next\n\n> Seeds are older than borders."
    );
}

#[test]
fn a_reply_gives_the_article_that_it_quotes() {
    let quoted = "> Ghana and Togo open a road\n>\n> By Jane Roe\n>\n> Ghana and Togo opened a road between Ho and\n\
                  > Kpalime on Sunday, the ministers of both countries said.\n>\n> https://gulfledger.example/road\n";
    for said in [
        "On Mon, 7 Sep 2026 at 08:12, Gulf Ledger <news@gulfledger.example> wrote:",
        "On Mon, 7 Sep 2026 at 08:12, Gulf Ledger\n<news@gulfledger.example> wrote:",
        "Am Mo., 7. Sept. 2026 um 08:12 Uhr schrieb Gulf Ledger <news@gulfledger.example>:",
        "Le lun. 7 sept. 2026 à 08:12, Gulf Ledger <news@gulfledger.example> a écrit :",
        "Gulf Ledger <news@gulfledger.example>, 7 Eyl 2026 Pzt, 08:12 tarihinde şunu yazdı:",
    ] {
        let text = format!("Please take this one.\n\n{said}\n\n{quoted}\nAna\n");
        let sent = mail("Ana Example <ana@centre.example>", "Re: Ghana and Togo open a road", "text/plain", &text);
        let untitled = sent.replace("> Ghana and Togo open a road\n>\n", "");
        for text in [&text, &sent, &untitled] {
            let found = items("a.eml", text);
            assert_eq!(found.len(), 1, "{text}");
            let item = &found[0];
            assert_eq!((item.title.as_str(), item.body.trim()), ("Ghana and Togo open a road", STORY), "{text}");
            assert_eq!((item.outlet.as_deref(), item.date), (Some("Gulf Ledger"), Some(date(2026, 9, 7))), "{text}");
            assert_eq!(item.author, ["Jane Roe"], "{text}");
            assert_eq!(item.source_url.as_deref(), Some("https://gulfledger.example/road"), "{text}");
            assert!(left_out(item).contains("Please take this one.") && left_out(item).contains("Ana"), "{text}");
        }
        // Who quotes an article of a person's mail has not published it.
        let person = items("a.eml", &sent.replace("Gulf Ledger", "Jane Writer"));
        assert_eq!(person[0].outlet, None, "{said}");
    }
    // A message that was forwarded and then answered.
    let text = format!(
        "Thanks!\n\nOn Tue, 8 Sep 2026 at 09:00, Ana Example <ana@centre.example> wrote:\n\n> See below.\n>\n\
         > ---------- Forwarded message ---------\n> From: Gulf Ledger <news@gulfledger.example>\n\
         > Date: Mon, 7 Sep 2026 at 08:12\n> Subject: Ghana and Togo open a road\n> To: Ana Example\n>\n> {STORY}\n"
    );
    let found = items("a.eml", &text);
    assert_eq!((found.len(), found[0].body.trim(), found[0].outlet.as_deref()), (1, STORY, Some("Gulf Ledger")));
    assert_eq!(found[0].date, Some(date(2026, 9, 7)));
}

#[test]
fn a_mail_without_text_and_one_with_too_much_are_told_apart() {
    let refused = |body: &str| {
        let text = mail("Ana <ana@centre.example>", "Nothing", "text/plain", body);
        read("a.eml", text.as_bytes(), &options(None)).error.unwrap().message
    };
    assert_eq!(
        refused(""),
        "a.eml: a mail message that cannot be read: it has no text; open it in the mail program and save what it shows, \
         if it shows anything"
    );
    assert_eq!(
        refused(&"This line goes on and on.\n".repeat(700_000)),
        "a.eml: a mail message that cannot be read: it has more than 16 MB of text; part its text and import the parts"
    );
}

#[test]
fn the_day_of_the_mail_is_no_piece_of_a_forwarded_message() {
    let fields = "---------- Forwarded message ---------\nFrom: Gulf Ledger <news@gulfledger.example>\n\
        Date: Mon, 7 Sep 2026 at 08:12\nSubject: Ghana and Togo open a road\nTo: Ana <ana@x.example>";
    let forwarded = format!("{fields}\n\nGhana and Togo open a road\n\n{STORY}\n");
    let reply =
        format!("Thanks!\n\nOn Mon, 7 Sep 2026 at 08:12, Ana <ana@x.example> wrote:\n\n> {STORY}\n>\n> {STORY}\n");
    for body in [forwarded, reply] {
        let subject = "Fwd: Ghana and Togo open a road";
        let found = items("a.eml", &mail("Ana <ana@x.example>", subject, "text/plain", &body));
        let out = left_out(&found[0]);
        assert!(!out.contains("09.09.2026"), "{out}");
        assert!(out.contains("7 Sep 2026"), "{out}");
    }
}

#[test]
fn the_address_behind_a_call_to_read_more_is_the_source() {
    let html = "<h2>Malta and Oman sign accord</h2><p>Malta and Oman have signed a maritime accord in Valletta on \
                Tuesday.</p><p><a href=\"https://delta.example/2022/09/accord\">Read more</a></p><p>Follow us on every \
                network</p><h2>Kenya and Norway open school</h2><p>Kenya and Norway have opened a school for pilots in \
                Mombasa.</p><p><a href=\"https://delta.example/2022/09/school\">Read more</a></p>";
    let found = items("a.eml", &mail("Delta Brief <news@delta.example>", "Tuesday", "text/html", html));
    let addresses: Vec<_> = found.iter().filter_map(|item| item.source_url.as_deref()).collect();
    assert_eq!(addresses, ["https://delta.example/2022/09/accord", "https://delta.example/2022/09/school"]);
    assert!(found.iter().all(|item| !item.body.contains("Read more") && !item.body.contains("Follow us")));
    assert!(found.iter().any(|item| left_out(item).contains("Follow us on every network")), "{found:?}");
}
