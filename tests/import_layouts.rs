//! Texts as mail programs, chats, press databases and web portals lay them out: what of them is the article, and that the
//! rest is said.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail by a panic")]

mod raw;

use chancery::import::{FaultCode, Item, Reading, WarningCode, read};
use jiff::civil::date;
use raw::options;

fn reading(text: &str) -> Reading {
    read("a.txt", text.as_bytes(), &options(None))
}

fn items(text: &str) -> Vec<Item> {
    let reading = reading(text);
    assert_eq!(reading.error, None, "{text}");
    assert_eq!(reading.item_errors, [], "{text}");
    reading.items
}

fn item(text: &str) -> Item {
    let mut items = items(text);
    assert_eq!(items.len(), 1, "{text}: {items:#?}");
    items.remove(0)
}

/// Title, day, outlet and authors.
fn head(item: &Item) -> (&str, String, &str, Vec<&str>) {
    let day = item.date.map(|day| day.to_string()).unwrap_or_default();
    let authors = item.author.iter().map(String::as_str).collect();
    (item.title_as_given(), day, item.outlet.as_deref().unwrap_or_default(), authors)
}

const HEAD: &str = "# Kenya and Norway sign\n\nFjord Daily (2 December 2021)\n\n";

/// What was left out and said.
fn left_out(item: &Item) -> String {
    let said = item.warnings.iter().filter(|warning| warning.code == WarningCode::FurnitureRemoved);
    said.map(|warning| format!("{}\n{}", warning.message, warning.left_out.join("\n"))).collect()
}

#[test]
fn a_byline_may_have_links() {
    let text = "# Chile and Benin sign pact\n\n*By [Ada Osei](https://lomepost.example/authors/ada), [Lomé Post](https://lomepost.example/pact), 18 October 2025*\n\nChile and Benin signed a **pact** on Saturday.\n";
    let item = item(text);
    assert_eq!(head(&item), ("Chile and Benin sign pact", "2025-10-18".into(), "Lomé Post", vec!["Ada Osei"]));
    assert_eq!(item.source_url.as_deref(), Some("https://lomepost.example/pact"), "the author's page is another");
    assert!(left_out(&item).contains("authors/ada"), "{}", left_out(&item));
    assert_eq!(item.body.trim(), "Chile and Benin signed a **pact** on Saturday.");
}

const SIGNED: &str = "Chile and Benin sign pact\nLomé Post, 18 October 2025\n\nChile and Benin signed a fishing pact on Saturday in Cotonou, both said.\n";

#[test]
fn a_signature_is_left_out_and_said() {
    let item = item(&format!("{SIGNED}\n-- \nTom Bart\nForeign desk\n+386 555 0199\n"));
    assert_eq!(item.body.trim(), "Chile and Benin signed a fishing pact on Saturday in Cotonou, both said.");
    assert!(["Tom Bart", "Foreign desk", "+386 555 0199"].iter().all(|line| left_out(&item).contains(line)));
}

#[test]
fn rows_of_signs_and_sizes_of_letters_are_no_text() {
    for row in ["=====", "~~~~~", "+++++"] {
        let item = item(&format!("{SIGNED}\nhttps://lomepost.example/pact\n{row}\n"));
        assert!(!item.body.contains(row), "{}", item.body);
    }
    for row in ["A A A", "A- A+", "Aa", "- A +"] {
        let item = item(&format!(
            "Chile and Benin sign pact\n18 October 2025\n{row}\n\nChile and Benin signed a pact on Saturday in Cotonou.\n"
        ));
        assert_eq!(item.title, "Chile and Benin sign pact", "{row}");
        assert!(left_out(&item).contains(row));
    }
}

#[test]
fn the_head_of_a_pasted_mail_is_no_item() {
    let text = format!(
        "Marta Lind <marta@desk.example>\nTue, Oct 21, 2025 at 9:12 AM\nTo: digest@desk.example\n\nMorning all,\n\nsee below, I think we want it.\n\nM.\n\n{SIGNED}\n--\nMarta Lind\nNight desk\n"
    );
    let item = item(&text);
    assert_eq!(head(&item), ("Chile and Benin sign pact", "2025-10-18".into(), "Lomé Post", vec![]));
    for line in ["marta@desk.example", "Oct 21", "To: digest", "Morning all", "I think we want it", "Night desk"] {
        assert!(left_out(&item).contains(line), "{line}: {}", left_out(&item));
    }
    // The day of the mail is that of the article where it has none of its own.
    let text = "Marta Lind <marta@desk.example>\nTue, Oct 21, 2025 at 9:12 AM\nTo: d@desk.example\n\nChile and Benin sign pact\nLomé Post\n\nChile and Benin signed a fishing pact in Cotonou, both said.\n";
    let item = self::item(text);
    assert_eq!(item.date, Some(date(2025, 10, 21)));
    assert!(item.review.iter().any(|doubt| doubt == "date: that of the mail was taken, the text has none"));
}

#[test]
fn each_message_of_a_chat_with_an_article_is_an_item() {
    let text = "[12.11.25, 09:14:22] Kemal Büro: Günaydın\n[12.11.25, 09:15:02] Kemal Büro: Mısır ile Kenya Nil üzerinde anlaştı\nhttps://nilpostasi.example/misir-kenya\nNil Postası, 11 Kasım 2025\nMısır ile Kenya, Nil sularının ölçülmesi konusunda anlaştı. İmzalar Kahire'de atıldı.\n[12.11.25, 09:20:03] Kemal Büro: Brezilya İsveç'ten uçak alıyor\nBrasilia Sesi\nBrezilya, İsveç'ten on iki eğitim uçağı alacak. Sözleşme Stockholm'de imzalandı.\n[12.11.25, 09:21:00] Ada: Teşekkürler\n";
    for text in [
        text.to_owned(),
        text.replace('[', "").replace(":22]", " -").replace(":02]", " -").replace(":03]", " -").replace(":00]", " -"),
    ] {
        let items = items(&text);
        let heads: Vec<_> = items.iter().map(head).collect();
        assert_eq!(
            heads,
            [
                ("Mısır ile Kenya Nil üzerinde anlaştı", "2025-11-11".into(), "Nil Postası", vec![]),
                ("Brezilya İsveç'ten uçak alıyor", "2025-11-12".into(), "Brasilia Sesi", vec![]),
            ]
        );
        assert!(items[1].review.iter().any(|doubt| doubt.contains("that of the message was taken")));
        let said = left_out(&items[0]);
        assert!(said.contains("Günaydın") && said.contains("Teşekkürler") && said.contains("Kemal Büro"), "{said}");
    }
}

#[test]
fn a_chat_without_an_article_is_refused() {
    let reading = reading("[12.11.25, 09:14:22] Kemal: Günaydın\n[12.11.25, 09:15:02] Ada: Size de\n");
    let fault = reading.error.unwrap();
    assert_eq!(fault.code, FaultCode::NoBody);
    assert_eq!(
        fault.message,
        "a.txt, line 1: it is a chat, and none of its messages (2) brings an article: write title, outlet with date, and text into a file of their own"
    );
}

#[test]
fn documents_of_factiva() {
    let document = |title: &str, by: &str, number: &str| {
        format!(
            "World\n\n{title}\n\n{by}612 words\n18 July 2025\n10:15 GMT\nThe Harbor Sentinel\nHARSEN\nA4\nEnglish\nCopyright 2025 The Harbor Sentinel Co. All rights reserved.\n\nPeru and Oman are quarrelling over unpaid bills for shrimp, both said.\n\nExporters say that buyers cancelled orders.\n\nDocument {number}\n\n"
        )
    };
    let text = document("PERU, OMAN QUARREL OVER SHRIMP", "By DANA WILLS\n", "HARSEN0020250718ee7i0002k")
        + &document("Peru and Oman make peace", "", "HARSEN0020250719ee7i00031");
    let items = items(&text);
    let heads: Vec<_> = items.iter().map(head).collect();
    assert_eq!(
        heads,
        [
            ("PERU, OMAN QUARREL OVER SHRIMP", "2025-07-18".into(), "The Harbor Sentinel", vec!["Dana Wills"]),
            ("Peru and Oman make peace", "2025-07-18".into(), "The Harbor Sentinel", vec![]),
        ]
    );
    for item in &items {
        assert!(
            item.body.starts_with("Peru and Oman are") && item.body.trim_end().ends_with("cancelled orders."),
            "{}",
            item.body
        );
    }
    let said = left_out(&items[0]);
    assert!(
        ["612 words", "HARSEN0020250718", "A4", "World", "10:15 GMT"].iter().all(|part| said.contains(part)),
        "{said}"
    );
}

#[test]
fn codes_of_factiva() {
    let text = "SE   World\nHD   Peru, Oman quarrel over\n     shrimp\nBY   By Dana Wills\nWC   612 words\nPD   18 July 2025\nSN   The Harbor Sentinel\nSC   HARSEN\nLA   English\nCY   Copyright 2025 The Harbor Sentinel\n\nLP\nPeru and Oman are quarrelling over unpaid bills for shrimp.\n\nTD\nExporters say that buyers cancelled orders.\n\nNS   Trade\nRE   Peru : Oman\nAN   Document HARSEN0020250718ee7i0002k\n";
    let item = item(text);
    assert_eq!(
        head(&item),
        ("Peru, Oman quarrel over shrimp", "2025-07-18".into(), "The Harbor Sentinel", vec!["Dana Wills"])
    );
    assert_eq!(
        item.body.trim(),
        "Peru and Oman are quarrelling over unpaid bills for shrimp.\n\nExporters say that buyers cancelled orders."
    );
    assert!(left_out(&item).contains("RE Peru : Oman") || left_out(&item).contains("RE   Peru : Oman"));
}

#[test]
fn documents_of_lexis() {
    let document = |title: &str| {
        format!(
            "Page 1 of 2\n{title}\n\nLusaka Star (Zambia)\n\nJune 24, 2025 Tuesday\n\nCopyright 2025 Lusaka Star. All Rights Reserved\n\nSection: BUSINESS; Pg. 3\n\nLength: 88 words\n\nByline: Chanda Mulenga\n\nBody\n\nZambia and Peru have settled a dispute over copper, both said.\n\nA trading house will pay.\n\nClassification\n\nLanguage: ENGLISH\n\nLoad-Date: June 25, 2025\n\nEnd of Document\n\n"
        )
    };
    let items = items(&(document("Zambia and Peru settle copper dispute") + &document("Zambia and Peru\nopen a mine")));
    let heads: Vec<_> = items.iter().map(head).collect();
    assert_eq!(
        heads,
        [
            ("Zambia and Peru settle copper dispute", "2025-06-24".into(), "Lusaka Star", vec!["Chanda Mulenga"]),
            ("Zambia and Peru open a mine", "2025-06-24".into(), "Lusaka Star", vec!["Chanda Mulenga"]),
        ]
    );
    for item in &items {
        assert!(item.body.trim_end().ends_with("A trading house will pay."), "{}", item.body);
    }
    assert!(left_out(&items[0]).contains("Load-Date: June 25, 2025"));
}

#[test]
fn the_author_may_stand_at_the_foot() {
    for (foot, author) in [
        ("Muhabir: Selin Koç", "Selin Koç"),
        ("Müəllif: Nigar Səfərli", "Nigar Səfərli"),
        ("By Vera Example", "Vera Example"),
        ("Автор: Вера Примерова", "Вера Примерова"),
        ("Auteur : Luc Exemple", "Luc Exemple"),
        ("Autor: Jan Muster", "Jan Muster"),
        ("بقلم: ليلى المثال", "ليلى المثال"),
        ("رپورٹ: احمد مثال", "احمد مثال"),
    ] {
        let item = item(&format!("{SIGNED}\nBoats will be shared from June.\n\n{foot}\n"));
        assert_eq!(item.author, [author], "{foot}");
        assert!(item.body.trim_end().ends_with("from June."), "{}", item.body);
        assert!(!left_out(&item).contains(foot), "{foot} was read");
    }
    // Who wrote it stands above already.
    let item = item(
        &SIGNED
            .replace("2025\n", "2025\nBy Ada Osei\n")
            .replace("said.", "said.\n\nBoats are shared.\n\nMuhabir: Can Deneme"),
    );
    assert_eq!(item.author, ["Ada Osei"]);
    assert!(left_out(&item).contains("Can Deneme") && !item.body.contains("Can Deneme"));
}

#[test]
fn lists_and_buttons_of_portals_go() {
    let text = "Gürcistan ve Türkiye demiryolunda anlaştı\nKaradeniz Haber Ajansı - KHA\nGiriş Tarihi: 06.10.2025 15:47\nTakip Et\n\nTİFLİS (KHA) - Gürcistan ve Türkiye, demiryolu hattı için protokol imzaladı.\n\nÇalışmalar 2026'da bitecek.\n";
    let item = item(text);
    assert_eq!(
        head(&item),
        ("Gürcistan ve Türkiye demiryolunda anlaştı", "2025-10-06".into(), "Karadeniz Haber Ajansı", vec![])
    );
    assert!(item.body.starts_with("TİFLİS (KHA)"), "{}", item.body);
    assert!(!item.review.iter().any(|doubt| doubt.starts_with("outlet")), "KHA is the same: {:?}", item.review);
    for list in ["Digər xəbərlər\nBakıda yeni park açıldı", "اقرأ أيضا: أسعار الحبوب ترتفع"]
    {
        let item = self::item(&format!("{SIGNED}\n{list}\n"));
        assert!(item.body.trim_end().ends_with("both said."), "{}", item.body);
        assert!(list.lines().all(|line| left_out(&item).contains(line)), "{}", left_out(&item));
    }
}

#[test]
fn days_that_are_no_header() {
    for (text, day, doubt) in [
        (
            "Peru und Oman tauschen Lehrer aus\n\nLima (nwa) - Peru und Oman haben ein Abkommen unterzeichnet.\n\nDie ersten kommen im Mai.\n\nStand: 07.11.2025, 14:22 Uhr\nQuelle: Nordwest-Kurier\n",
            "2025-11-07",
            "date: the day of the last change",
        ),
        (
            "Peru ilə Oman arasında görüş\n\n14 noyabr 2025-ci il tarixində Limada Peru ilə Oman arasında məsləhətləşmələr keçirilib.\n",
            "2025-11-14",
            "date: 14 noyabr 2025 in the first sentence",
        ),
        (
            "Peru and Oman start nurse exchange\nLima Beacon\nhttps://limabeacon.example/2025/03/18/nurses\n\nPeru and Oman will exchange nurses from June.\n",
            "2025-03-18",
            "date: that in the address",
        ),
        (
            "المغرب والبرازيل يوقعان اتفاقية\n\n6 نونبر 2025\n\nوقع المغرب والبرازيل اتفاقية للتعاون في مجال الزراعة بالرباط.\n",
            "2025-11-06",
            "",
        ),
    ] {
        let item = item(text);
        assert_eq!(item.date.map(|day| day.to_string()).as_deref(), Some(day), "{text}");
        assert!(doubt.is_empty() || item.review.iter().any(|said| said.starts_with(doubt)), "{:?}", item.review);
    }
    // A day inside the text is no day of the article.
    let reading = reading("Peru and Oman open a road\n\nThey agreed on it on 12 May 2019 in Lima, both said.\n");
    assert_eq!(reading.error.map(|fault| fault.code), Some(FaultCode::NoDate));
}

#[test]
fn the_number_of_an_only_page_goes() {
    let item = item(&format!("{SIGNED}\n1\n"));
    assert!(item.body.trim_end().ends_with("both said."), "{}", item.body);
    assert!(left_out(&item).contains("line 6: \"1\""));
    let table = self::item(&format!("{SIGNED}\nGoods\n\n7\n\nShips\n\n1\n"));
    assert!(table.body.contains('7') && table.body.contains('1'), "{}", table.body);
}

#[cfg(feature = "formats")]
#[test]
fn a_mail_keeps_lists_links_and_lower_headings() {
    let html = "<h2>Togo and Peru sign pact</h2><p>Lomé Post, 3 October 2025</p><p>By <a href=\"https://lomepost.example/ada\">Ada Osei</a></p><p>Togo and Peru signed a pact on <b>mountain guides</b> on Friday, both said.</p><p>See <a href=\"https://gov.example/r\">the release</a></p><ul><li>Ten <b>guides</b>, says <a href=\"https://gov.example/g\">the list</a></li><li>One hut<ul><li>of stone</li></ul></li></ul><ol><li>First</li><li>Second</li></ol><h3>Next</h3><p>The first course opens in March, both of them said.</p>";
    let item = item(&format!(
        "From: Ada <ada@desk.example>\nSubject: pact\nDate: Fri, 03 Oct 2025 16:00:11 +0100\nMIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n{html}\n"
    ));
    assert_eq!(item.author, ["Ada Osei"]);
    assert_eq!(
        item.body.trim(),
        "Togo and Peru signed a pact on **mountain guides** on Friday, both said.\n\nSee [the release](https://gov.example/r)\n\n- Ten **guides**, says [the list](https://gov.example/g)\n- One hut\n- of stone\n1. First\n2. Second\n\n## Next\n\nThe first course opens in March, both of them said."
    );
}

#[cfg(feature = "formats")]
#[test]
fn the_description_of_a_clipping_is_its_summary() {
    let text = "---\ntitle: Chile and Benin sign pact\nsource: https://lomepost.example/pact\npublished: 2025-10-18\ndescription: Two coasts, one fleet.\n---\nChile and Benin signed a pact on Saturday.\n";
    assert_eq!(item(text).summary.as_deref(), Some("Two coasts, one fleet."));
}

#[test]
fn an_address_may_lack_its_scheme() {
    for (line, address) in [
        ("www.fjord.example/news/1", "https://www.fjord.example/news/1"),
        ("fjord.example/2024/05/x", "https://fjord.example/2024/05/x"),
        ("Source: fjord.example/2024/05/x", "https://fjord.example/2024/05/x"),
        ("Kaynak: Fjord Daily www.fjord.example/haber", "https://www.fjord.example/haber"),
        ("Kaynak/Source: fjord.example/haber", "https://fjord.example/haber"),
        ("Link: fjord.example/a-b-c.html", "https://fjord.example/a-b-c.html"),
    ] {
        let text =
            format!("# Kenya and Norway sign\n\nFjord Daily (2 December 2021)\n\nThey signed an accord.\n\n{line}\n");
        let item = item(&text);
        assert_eq!(item.source_url.as_deref(), Some(address), "{line}");
        assert_eq!(
            (item.outlet.as_deref(), item.body.trim()),
            (Some("Fjord Daily"), "They signed an accord."),
            "{line}"
        );
        assert_eq!(item.review, ["url: it stands there without https://"], "{line}");
    }
    for line in ["Example.com/AA", "and/or", "02.12.2021/14.30"] {
        let text =
            format!("# Kenya and Norway sign\n\nFjord Daily (2 December 2021)\n\nThey signed an accord.\n\n{line}\n");
        assert_eq!(item(&text).source_url, None, "{line}");
    }
}

#[test]
fn what_may_be_an_advertisement_is_kept_with_a_doubt() {
    let adverts = [
        "Subscribe now to our weekly letter and never miss a story about Africa, from trade to travel.",
        "This report is brought to you by Example Bank, your partner in trade.",
        "Sponsored by Example Bank",
        "Advertisement: Fly to Oslo with Example Air for 99 euros",
        "Jetzt abonnieren und nichts verpassen.",
    ];
    for advert in adverts {
        let item = item(&format!("{HEAD}Kenya and Norway signed.\n\n{advert}\n\nThe accord runs for five years.\n"));
        assert!(item.body.contains(advert), "{}", item.body);
        let doubt = format!("body: it may be an advertisement and was kept: \"{advert}\"");
        assert!(item.review.contains(&doubt), "{advert}: {:?}", item.review);
    }
    let plain = item(&format!("{HEAD}Kenya and Norway signed.\n\nAdvertisement spending grew, the ministers said.\n"));
    assert!(!plain.review.iter().any(|doubt| doubt.starts_with("body:")), "{:?}", plain.review);
}

#[test]
fn a_text_that_ends_at_a_wall_is_said_to_be_cut() {
    for wall in [
        "Subscribe to continue reading",
        "Lesen Sie weiter mit F+",
        "Devamını okumak için abone olun",
        "Davamını oxumaq üçün abunə olun",
        "Pour lire la suite, abonnez-vous",
        "Чтобы читать дальше, оформите подписку",
        "للمتابعة اشترك الآن",
        "مزید پڑھنے کے لیے سبسکرائب کریں",
    ] {
        let item = item(&format!("{HEAD}Kenya and Norway signed, and the ministers said that it\n\n{wall}\n"));
        let doubt = format!("body: cut by a wall for subscribers: \"{wall}\"");
        assert!(item.review.contains(&doubt), "{wall}: {:?}", item.review);
    }
}

#[test]
fn titles_of_azerbaijani_have_two_letters_i() {
    let item = item(
        "# AZƏRBAYCAN İLƏ İRAN ARASINDA SAZİŞ İMZALANDI\n\nFjord Daily (2 December 2021)\n\n\
         Bakıda Azərbaycan ilə İran arasında saziş imzalandı, nazirlik bildirdi.\n",
    );
    assert_eq!(item.title, "Azərbaycan ilə İran arasında saziş imzalandı");
}

#[test]
fn who_signs_may_name_no_author_or_an_outlet_too() {
    let text = |by: &str| {
        format!(
            "Kenya and Norway sign\n\n2 December 2021\n\n{by}\n\nKenya and Norway signed a pact on herring, both said.\n"
        )
    };
    let special = item(&text("By Jane Roe, Special to The Gulf Times"));
    assert_eq!(head(&special).2, "The Gulf Times");
    assert_eq!(head(&special).3, ["Jane Roe"]);
    assert!(special.review.iter().any(|doubt| doubt == "outlet: \"The Gulf Times\" was taken for the outlet"));
    for desk in ["Von unserem Korrespondenten in Oslo", "De notre envoyé spécial", "Muhabirimiz", "من مراسلنا الخاص"]
    {
        let item = item(&text(desk));
        assert_eq!((head(&item).2, head(&item).3), ("", vec![]), "{desk}");
        assert!(!item.review.iter().any(|doubt| doubt.starts_with("header")), "{desk}: {:?}", item.review);
    }
}

#[test]
fn a_dateline_names_the_agency_where_nothing_better_does() {
    let text =
        |head: &str, line: &str| format!("Norway and Türkiye sign\n\n{head}2 May 2026\n\n{line} both said so.\n");
    for (line, agency) in [
        ("ANKARA (EXA) Norway and Türkiye signed a pact on herring on Saturday,", "EXA"),
        ("МОСКВА, 2 мая — РИА Пример. Норвегия и Турция подписали договор о сельди,", "РИА Пример"),
        ("القاهرة (وكالة المثال) - وقعت النرويج وتركيا اتفاقا بشأن الرنجة يوم السبت،", "وكالة المثال"),
    ] {
        let alone = item(&text("", line));
        assert_eq!(head(&alone).2, agency);
        assert!(alone.warnings.iter().any(|warning| warning.code == WarningCode::OutletFromDateline), "{line}");
        assert!(alone.body.contains(line.split_whitespace().next().unwrap()), "{}", alone.body);
        assert_eq!(head(&item(&text("Fjord Daily, ", line))).2, "Fjord Daily");
    }
    let name = item(&text("", "NATO (OTAN) ministers of Norway and Türkiye signed a pact on herring on Saturday,"));
    assert_eq!(head(&name).2, "");
}

#[test]
fn what_went_into_a_field_was_not_left_out() {
    let text = |foot: &str| format!("{SIGNED}\nhttps://lomepost.example/pact\n\n{foot}\n");
    for (foot, said) in [
        ("Muhabir: Ada Osei", ""),
        ("By Ada Osei", ""),
        ("Stand: 18.10.2025, 16:05 Uhr\n\nVon Ada Osei", ""),
        ("Photo: Ada Osei\n\nBy Ada Osei", "Photo: Ada Osei"),
    ] {
        let item = item(&text(foot));
        assert_eq!(item.author, ["Ada Osei"], "{foot}");
        let pieces: Vec<String> = item.warnings.into_iter().flat_map(|warning| warning.left_out).collect();
        assert_eq!(pieces.join("|"), said, "{foot}");
    }
}
