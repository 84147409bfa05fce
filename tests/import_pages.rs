//! Saved web pages, from their bytes to the item: what the reader of pages and the reader of records say together.

#![cfg(feature = "formats")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail by a panic")]

mod raw;

use jiff::civil::date;
use raw::{only, reading};

fn web_page(head: &str, body: &str) -> Vec<u8> {
    let page = "<html lang=\"en\"><head><title>Malta, Oman sign</title><link rel=\"canonical\" href=\"https://chaco.example/a\">HEAD</head><body>\
                <article><h1>Malta, Oman sign</h1>BODY</article></body></html>";
    page.replace("HEAD", head).replace("BODY", body).into_bytes()
}

#[test]
fn the_day_that_readers_see_is_weighed_against_the_metadata() {
    let text = "<p>Malta and Oman have signed an accord on WHEN in Valletta, the port authority said.</p>";
    // 17 October 2025 is a Friday.
    for (stamp, shown, when, day) in [
        ("2025-10-17T22:10:00+00:00", "October 18, 2025", "Saturday", 18),
        ("2025-10-17T22:10:00+00:00", "October 18, 2025", "Friday", 17),
        ("2025-10-17T22:10:00Z", "18 October 2025", "time", 18),
        ("2025-10-17T22:10:00+02:00", "18 October 2025", "time", 17),
        ("2025-10-17T22:10:00Z", "2 October 2025", "time", 17),
    ] {
        let head = format!("<meta property=\"article:published_time\" content=\"{stamp}\">");
        let body = format!("<time>{shown}</time>{}", text.replace("WHEN", when));
        let item = only(&web_page(&head, &body));
        assert_eq!(item.date, Some(date(2025, 10, day)), "{stamp} {shown} {when}");
        let doubt = format!("date: 2025-10-{day} was taken; the page shows \"{shown}\", its metadata say \"{stamp}\"");
        assert!(item.review.contains(&doubt), "{:?}", item.review);
    }
    let head = "<meta property=\"article:published_time\" content=\"2025-10-17T22:10:00Z\">";
    let item = only(&web_page(head, &format!("<time>17 October 2025</time>{text}")));
    assert!(!item.review.iter().any(|doubt| doubt.starts_with("date:")), "{:?}", item.review);
}

#[test]
fn all_that_was_left_out_of_a_page_is_listed() {
    let head = "<meta property=\"article:published_time\" content=\"2022-09-27\">";
    let text = "<p>Malta and Oman have signed a maritime accord in Valletta, the port authority said.</p>";
    let body = format!(
        "{text}<p>Advertisement</p>{text}<p>Read more: Ferry to be mended</p><figure><figcaption>A ferry</figcaption></figure>"
    );
    let item = only(&web_page(head, &body.replacen("maritime", "second", 1)));
    let told: Vec<&str> = item.warnings.iter().map(|warning| warning.message.as_str()).collect();
    assert_eq!(
        told,
        ["what is not of the article was left out: \"A ferry\"; \"Advertisement\"; \"Read more: Ferry to be mended\""]
    );
}

#[test]
fn each_of_many_pieces_is_listed_whole() {
    let head = "<meta property=\"article:published_time\" content=\"2022-09-27\">";
    let text = "<p>Malta and Oman have signed a maritime accord in Valletta, the port authority said.</p>";
    let caption = "A ferry of the old line that was built in Gozo and carried salt and letters for eighty years";
    let more: String = (1..=60).map(|place| format!("<p>Read more: Ferry {place} to be mended</p>")).collect();
    let body = format!(
        "{text}{}<figure><figcaption>{caption}</figcaption></figure>{more}<h2>In numbers</h2>",
        text.replace("maritime", "second").repeat(4)
    );
    let item = only(&web_page(head, &body));
    let [warning] = item.warnings.as_slice() else { panic!("{:?}", item.warnings) };
    assert!(warning.message.ends_with("; and 54 more"), "{}", warning.message);
    assert_eq!(warning.left_out.len(), 62, "{:?}", warning.left_out);
    assert!(
        [caption, "Read more: Ferry 60 to be mended", "In numbers"]
            .iter()
            .all(|own| { warning.left_out.iter().any(|text| text == own) })
    );
    let json = serde_json::to_value(&item).unwrap();
    assert_eq!(json["warning_details"][0]["left_out"].as_array().map(Vec::len), Some(62));
}

#[test]
fn a_wall_is_named_in_the_refusal() {
    let head = "<meta property=\"article:published_time\" content=\"2022-09-27\">";
    let body = "<p>Malta and Oman have signed a maritime accord.</p><p>La suite est réservée aux abonnés.</p>";
    assert_eq!(
        reading(&web_page(head, body)).error.unwrap().message,
        "a: there is no article text for \"Malta, Oman sign\", only a wall for subscribers (\"La suite est réservée aux abonnés.\"); \
         open the original, save its whole text and import that"
    );
}

#[test]
fn an_account_is_no_author_where_readers_see_a_name() {
    let text = "<p>Malta and Oman have signed a maritime accord in Valletta, the port authority said on Monday.</p>";
    let site = "<meta property=\"og:site_name\" content=\"Gulf Paper\"><meta property=\"article:published_time\" content=\"2022-09-27\">";
    let said = |claimed: &str| format!("{site}<meta name=\"author\" content=\"{claimed}\">");
    let roles =
        ["admin", "Webmaster", "Newsroom", "Yönetici", "Редакция", "Gulf Paper", "GulfPaper", "gulfpaper.example"];
    for claimed in roles.into_iter().chain(["desk@gulfpaper.example", "@gulfpaper", "user123", "ademir"]) {
        for shown in ["<p>By Aylin Demir</p>", "<div class=\"byline\">Aylin Demir</div>"] {
            let item = only(&web_page(&said(claimed), &format!("{shown}{text}")));
            assert_eq!(item.author, ["Aylin Demir"], "{claimed} {shown}");
        }
    }
    let json = "<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"headline\":\"Malta, Oman sign\",\
                \"author\":{\"@type\":\"Person\",\"name\":\"admin\"}}</script>";
    assert_eq!(only(&web_page(&format!("{json}{}", said("Aylin Demir")), text)).author, ["Aylin Demir"]);
    // Where nobody else is named, an account is better than nobody, and a role is not.
    assert_eq!(only(&web_page(&said("ademir"), text)).author, ["ademir"]);
    assert_eq!(only(&web_page(&said("admin"), text)).author, [""; 0]);
    assert_eq!(only(&web_page(&said("Aylin Demir"), &format!("<p>By Omar Said</p>{text}"))).author, ["Aylin Demir"]);
}

#[test]
fn a_text_is_of_its_own_language_whatever_the_page_says() {
    let head = "<meta property=\"article:published_time\" content=\"2022-09-27\">";
    let text =
        "<p>Su konseyi Ankara’da toplandı. Irak ve Türkiye temsilcileri bu toplantıya katıldı ve su için görüştü.</p>";
    let item = only(&web_page(head, text));
    assert_eq!(item.lang, "tr");
    assert!(item.review.contains(&"lang: the file says en, its text was taken for tr".to_owned()), "{:?}", item.review);
    let short = only(&web_page(head, "<p>Su konseyi Ankara’da toplandı.</p>"));
    assert_eq!(short.lang, "en");
}

/// Lines that stand at the foot of pages, in eight languages.
const FEET: [&str; 66] = [
    "© 2021 Fjord Daily. All rights reserved.",
    "Follow us on Facebook",
    "Share this article",
    "Read more",
    "Read also: Ferry to be mended",
    "Related news",
    "Subscribe to our newsletter",
    "© 2021 Fjord Daily. Tüm hakları saklıdır.",
    "Bizi Facebook'ta takip edin",
    "Bu haberi paylaş",
    "Devamını oku",
    "Ayrıca okuyun: Feribot onarılacak",
    "İlgili haberler",
    "Bültenimize abone olun",
    "© 2021 Fjord Daily. Bütün hüquqlar qorunur.",
    "Müəllif hüquqları qorunur",
    "Bizi Facebook-da izləyin",
    "Xəbəri paylaş",
    "Paylaş:",
    "Ətraflı oxu",
    "Həmçinin oxuyun: Bərə təmir olunacaq",
    "Oxşar xəbərlər",
    "Bülletenimizə abunə olun",
    "Xəbərlərə abunə olun",
    "© 2021 Фьорд. Все права защищены.",
    "Подписывайтесь на наш канал в Telegram",
    "Поделиться новостью",
    "Поделиться",
    "Читать далее",
    "Читайте также: Паром починят",
    "Материалы по теме",
    "Подпишитесь на рассылку",
    "© 2021 Fjord. Tous droits réservés.",
    "Suivez-nous sur Facebook",
    "Partager cet article",
    "Lire la suite",
    "Lire aussi : Le ferry sera réparé",
    "Articles liés",
    "Inscrivez-vous à notre newsletter",
    "© 2021 Fjord. Alle Rechte vorbehalten.",
    "Folgen Sie uns auf Facebook",
    "Artikel teilen",
    "Weiterlesen",
    "Lesen Sie auch: Fähre wird repariert",
    "Verwandte Artikel",
    "Newsletter abonnieren",
    "Abonnieren Sie unseren Newsletter",
    "© 2021 فيورد. جميع الحقوق محفوظة.",
    "جميع الحقوق محفوظة",
    "تابعونا على فيسبوك",
    "تابعنا على تويتر",
    "شارك هذا المقال",
    "شارك الخبر",
    "اقرأ المزيد",
    "اقرأ أيضا: إصلاح العبارة",
    "أخبار ذات صلة",
    "اشترك في نشرتنا البريدية",
    "© 2021 فیورڈ۔ جملہ حقوق محفوظ ہیں۔",
    "جملہ حقوق محفوظ ہیں",
    "ہمیں فیس بک پر فالو کریں",
    "یہ خبر شیئر کریں",
    "شیئر کریں",
    "مزید پڑھیں",
    "یہ بھی پڑھیں: فیری کی مرمت",
    "متعلقہ خبریں",
    "ہمارے نیوز لیٹر کو سبسکرائب کریں",
];

#[test]
fn the_feet_of_pages_go_and_are_said() {
    const HEAD: &str =
        "# Kenya and Norway sign\n\nFjord Daily (2 December 2021)\n\nKenya and Norway signed an accord.\n\n";
    let said = |item: &chancery::import::Item, foot: &str| {
        item.warnings.iter().any(|warning| warning.left_out.iter().any(|text| text.contains(foot)))
    };
    let head = "<meta property=\"article:published_time\" content=\"2022-09-27\">";
    let page = "<p>Malta and Oman have signed a maritime accord in Valletta, the port authority said.</p>\
                <p>The ministers of both countries met in the old customs house and spoke of the sea.</p>";
    for foot in FEET {
        let item = only(format!("{HEAD}It runs for five years.\n\n{foot}\n").as_bytes());
        assert_eq!(item.body.trim(), "Kenya and Norway signed an accord.\n\nIt runs for five years.", "{foot}");
        assert!(said(&item, foot), "{foot}: {:?}", item.warnings);
        let item = only(&web_page(head, &format!("{page}<p>{foot}</p>")));
        assert!(!item.body.contains(foot) && said(&item, foot), "{foot}: {}", item.body);
    }
    // Sentences that begin alike are text.
    for text in [
        "Paylaş düyməsi haqqında nazir danışdı və jurnalistlərin suallarını cavablandırdı.",
        "Подпишитесь на договор, сказал министр журналистам в столице.",
        "جميع الحقوق محفوظة للدولة في هذا الاتفاق، قال الوزير.",
    ] {
        let item = only(format!("{HEAD}{text}\n").as_bytes());
        assert!(item.body.contains(text), "{text}: {}", item.body);
        let item = only(&web_page(head, &format!("{page}<p>{text}</p>")));
        assert!(item.body.contains(text), "{text}: {}", item.body);
    }
}
