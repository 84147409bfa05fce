//! Which of the lines above a text without markup is its title, and what the others are.

use super::byline;
use super::draft::Draft;
use super::header::Header;
use super::line::{ends_sentence, is_in_capitals};
use super::outlet::{self, Dated};
use super::release;
use crate::country::gazetteer::{Gazetteer, fold, fold_words};

/// A line that can be the title.
#[derive(Debug)]
pub(super) struct Title {
    /// of its last line
    pub(super) index: usize,
    pub(super) number: u32,
    pub(super) text: String,
    /// from lines that may be a title and a line below it
    pub(super) joined: bool,
}

/// Chooses the title. A subject line "CITY: Title" and its repetition count once; a name above the title that stands at
/// a date is the outlet, one below it a name of the header; the letterhead of an office is the outlet.
pub(super) fn choose(draft: &mut Draft, header: &mut Header, mut titles: Vec<Title>, gazetteer: &Gazetteer) {
    if header.title.is_some() {
        header.names.extend(titles.into_iter().map(|title| (title.index, title.text)));
        return;
    }
    drop_window_title(&mut titles, header);
    let subject = titles.first().map(|first| fold_words(without_city(&first.text)));
    if let Some(place) =
        subject.and_then(|subject| titles.iter().skip(1).position(|title| fold_words(&title.text) == subject))
    {
        let dropped: Vec<Title> = titles.drain(..=place).collect();
        keep(header, &dropped[1..]);
    }
    let Some(place) = place(&titles, header, gazetteer) else {
        keep(header, &titles);
        return;
    };
    let mut title = titles.remove(place);
    if let Some((text, dated)) = with_outlet(&title.text, gazetteer) {
        title.text = text.to_owned();
        header.dated.push((dated.date, title.number));
        header.outlets.extend(dated.name);
    }
    draft.line = Some(title.number);
    if title.joined {
        header.doubts.push(format!("title: it was joined from two lines (\"{}\")", title.text));
    }
    let whole = !title.text.ends_with('.') || release::find(&title.text).is_some();
    draft.title = whole.then(|| without_city(&title.text).to_owned());
    for other in titles {
        let named = outlet::is_name(&other.text) || is_letterhead(&other.text);
        if header.outlets.is_empty() && is_letterhead(&other.text) && other.index < title.index {
            let mut parts = other.text.split(" | ");
            let office = parts.next().unwrap_or_default().to_owned();
            header.left_out.extend(parts.map(str::to_owned));
            header.doubts.push(format!("outlet: \"{office}\" was taken for the outlet"));
            header.outlets.push(office);
        } else if is_section(&other.text) || is_slug(&other.text) {
            header.left_out.push(other.text);
        } else if header.outlets.is_empty() && named && is_outlet_name(&other, header) {
            header.outlets.push(other.text);
        } else if byline::bare(&other.text, gazetteer).is_some() || named {
            header.names.push((other.index, other.text));
        } else {
            header.left_out.push(other.text);
        }
    }
}

/// "Title (Fjord Daily, 2 May 2022)": the title, and its outlet with its date.
pub(super) fn with_outlet<'a>(text: &'a str, gazetteer: &Gazetteer) -> Option<(&'a str, Dated)> {
    let (title, inner) = text.strip_suffix(')')?.rsplit_once('(')?;
    let dated = outlet::dated(inner, gazetteer).filter(|dated| dated.name.is_some())?;
    (title.split_whitespace().count() > 2).then(|| (title.trim_end(), dated))
}

/// "Title - Outlet", as a browser's window has it, above the title itself.
fn drop_window_title(titles: &mut Vec<Title>, header: &mut Header) {
    let Some(first) = titles.first() else { return };
    let parted = [" - ", " | ", " – ", " — "].iter().find_map(|mark| first.text.rsplit_once(mark));
    let Some((title, outlet)) = parted else { return };
    let again = titles.iter().skip(1).any(|other| fold_words(&other.text) == fold_words(title));
    if again {
        header.outlets.push(outlet.trim().to_owned());
        titles.remove(0);
    }
}

fn keep(header: &mut Header, dropped: &[Title]) {
    header.left_out.extend(dropped.iter().map(|title| title.text.clone()));
}

/// The place of the title among the candidates.
fn place(titles: &[Title], header: &Header, gazetteer: &Gazetteer) -> Option<usize> {
    let is_outlet = |title: &Title| {
        outlet::is_name(&title.text)
            && title.text.split_whitespace().count() < 6
            && (outlet::sounds_like_one(&title.text) || header.dates.iter().any(|date| date.index == title.index + 1))
    };
    let is_person =
        |title: &Title| title.text.split_whitespace().count() < 4 && byline::bare(&title.text, gazetteer).is_some();
    let words = |title: &Title| title.text.split_whitespace().count();
    if titles.len() < 2 {
        return titles.first().filter(|only| !is_section(&only.text) && !is_slug(&only.text)).map(|_| 0);
    }
    let free: Vec<usize> = (0..titles.len())
        .filter(|at| {
            let title = &titles[*at];
            let first_outlet = is_outlet(title)
                && !(*at + 1 < titles.len() && is_outlet(&titles[at + 1]) && is_in_capitals(&title.text));
            !first_outlet && !is_letterhead(&title.text) && !is_section(&title.text) && !is_slug(&title.text)
        })
        .collect();
    let released = titles.iter().position(|title| release::find(&title.text).is_some());
    let capitals = free.iter().copied().find(|at| is_in_capitals(&titles[*at].text) && words(&titles[*at]) > 2);
    let long = free.iter().copied().find(|at| words(&titles[*at]) > 3 && !is_person(&titles[*at]));
    let any = free.iter().copied().find(|at| !is_person(&titles[*at]));
    released.or(capitals).or(long).or(any).or(free.first().copied()).or(Some(0))
}

fn is_outlet_name(title: &Title, header: &Header) -> bool {
    let beside = header.dates.iter().any(|date| date.index.abs_diff(title.index) == 1);
    outlet::is_name(&title.text) && (beside || outlet::sounds_like_one(&title.text))
}

/// The name of an office above its own release: "Embassy of Kenya in Oslo", "T.C. Deneme Bakanlığı".
pub(super) fn is_letterhead(text: &str) -> bool {
    const STARTS: [&str; 24] = [
        "embassy of ",
        "the embassy of ",
        "consulate ",
        "permanent mission of ",
        "permanent delegation of ",
        "ministry of ",
        "the ministry of ",
        "republic of ",
        "government of ",
        "office of the ",
        "press office of ",
        "press service of ",
        "press and information ",
        "department of ",
        "presidency of ",
        "high commission of ",
        "delegation of ",
        "state agency ",
        "t.c. ",
        "botschaft ",
        "ambassade ",
        "ministere ",
        "посольство ",
        "министерство ",
    ];
    const ENDS: [&str; 14] = [
        "büyükelçiliği",
        "bakanliği",
        "başkanliği",
        "konsolosluğu",
        "başkonsolosluğu",
        "müsteşarliği",
        "temsilciliği",
        "müdürlüğü",
        " embassy",
        " ministry",
        "səfirliyi",
        "nazirliyi",
        "pressestelle",
        "press office",
    ];
    let folded = fold(text);
    let short = text.split_whitespace().count() <= 12 && !ends_sentence(text);
    short
        && (outlet::is_name(text)
            || is_in_capitals(text)
            || folded.starts_with("посольство")
            || folded.starts_with("министерство"))
        && (STARTS.iter().any(|start| folded.starts_with(start)) || ENDS.iter().any(|end| folded.ends_with(end)))
}

/// What kind of document or which part of a page it is, and no title of its own.
pub(super) fn is_section(text: &str) -> bool {
    is_item_mark(text)
        || matches!(
            fold(text).trim_matches([':', '-', ' ', '–', '*', '[', ']']),
            "press release"
                | "press releases"
                | "media release"
                | "news release"
                | "press statement"
                | "media advisory"
                | "for immediate release"
                | "statement"
                | "communique"
                | "joint communique"
                | "news"
                | "world"
                | "politics"
                | "economy"
                | "business"
                | "africa"
                | "asia"
                | "europe"
                | "americas"
                | "opinion"
                | "analysis"
                | "exclusive"
                | "urgent"
                | "update"
                | "alert"
                | "correction"
                | "interview"
                | "commentary"
                | "feature"
                | "röportaj"
                | "yorum"
                | "analiz"
                | "acil"
                | "flaş"
                | "breaking news"
                | "breaking"
                | "basin açiklamasi"
                | "basin duyurusu"
                | "basin bülteni"
                | "basin bildirisi"
                | "duyuru"
                | "haber"
                | "haberler"
                | "dünya"
                | "gündem"
                | "ekonomi"
                | "siyaset"
                | "politika"
                | "son dakika"
                | "özel haber"
                | "pressemitteilung"
                | "communique de presse"
                | "wirtschaft"
                | "politik"
                | "welt"
                | "monde"
                | "пресс-релиз"
                | "новости"
                | "mətbuat xəbəri"
                | "mətbuat buraxilişi"
                | "xəbərlər"
        )
}

/// "HABER 1", "Item 2": the mark before an item among several.
pub(super) fn is_item_mark(text: &str) -> bool {
    let words = fold_words(text);
    let [kind, number] = words.as_slice() else { return false };
    matches!(
        kind.as_str(),
        "haber" | "item" | "news" | "story" | "article" | "makale" | "meldung" | "новость" | "xəbər" | "no"
    ) && number.len() < 4
        && number.bytes().all(|b| b.is_ascii_digit())
}

/// The slug of an agency: "BC-NORWAY-GHANA-PORT (UPDATE 1)", "norway-ghana-port".
pub(super) fn is_slug(text: &str) -> bool {
    let first = text.split_whitespace().next().unwrap_or_default();
    let joints = first.matches(['-', '/']).count();
    joints > 1 && text.split_whitespace().count() < 5 && !first.contains("://")
}

/// "ATHENS: Greece, Cyprus prepare" without the city.
fn without_city(text: &str) -> &str {
    match text.split_once(": ") {
        Some((city, title))
            if is_in_capitals(city) && city.split_whitespace().count() < 4 && !is_in_capitals(title) =>
        {
            title
        }
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_title() {
        for text in ["Embassy of the Republic of Kenya in Oslo", "T.C. Deneme Bakanlığı", "MINISTRY OF FOREIGN AFFAIRS"]
        {
            assert!(is_letterhead(text), "{text}");
        }
        for text in ["Embassy of Kenya opens a library in Oslo", "Kenya and Norway agree"] {
            assert!(!is_letterhead(text), "{text}");
        }
        assert!(is_slug("BC-NORWAY-GHANA-PORT (UPDATE 1)") && !is_slug("Fire-fighting aircraft for Cyprus"));
        assert!(is_section("PRESS RELEASE") && is_section("Basın Duyurusu") && !is_section("Press release on talks"));
    }
}
