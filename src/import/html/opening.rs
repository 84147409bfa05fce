//! The lines around a headline, where the page's head does not say it: when an article was published and who wrote it.

use super::super::text;
use super::block::Block;
use super::byline;
use super::markdown;
use super::trim::squeezed;

/// What the lines around the headline say.
#[derive(Debug, Default)]
pub(super) struct Opening {
    /// a line with a date, as written
    pub(super) published: Option<String>,
    /// the part of that line that readers see as the day of publication; none where it is that of the last change
    pub(super) day: Option<String>,
    pub(super) authors: Vec<String>,
}

/// Lines below the headline that may be no text.
const MOST_BELOW: usize = 10;
/// Words of a line that is text.
pub(super) const TEXT: usize = 12;
/// Words of a line that is surely no summary.
const LONG_TEXT: usize = 45;

/// Reads the lines below the headline up to the text, and the one just above it. `page` is the whole page with its
/// furniture; where it does not show the title, the lines before the text of the `article` are read. What stands in
/// `banners`, the heads of the site, is today's date and not the article's.
pub(super) fn read(page: &[Block], article: &[Block], titles: &[String], banners: &[String]) -> Opening {
    let titles: Vec<String> = titles.iter().map(|title| squeezed(title)).filter(|title| !title.is_empty()).collect();
    let is_title = |block: &Block| match block {
        Block::Heading(_, line) | Block::Paragraph(line) => titles.contains(&squeezed(&line.text())),
        _ => false,
    };
    let headed = page.iter().position(|block| matches!(block, Block::Heading(..)) && is_title(block));
    let Some(at) = headed.or_else(|| page.iter().position(is_title)) else {
        return below(article);
    };
    let mut opening = below(page.get(at + 1..).unwrap_or_default());
    if opening.published.is_none()
        && let Some(Block::Paragraph(line)) = at.checked_sub(1).and_then(|before| page.get(before))
    {
        let text = line.text();
        let banner = banners.iter().any(|banner| banner.contains(text.trim()));
        opening.published = (!banner && date_line(&text) == Some(DateLine::Plain)).then_some(text);
        opening.day = opening.published.as_deref().and_then(of_publication);
    }
    opening
}

/// The part of a dated line that is not of the last change.
fn of_publication(line: &str) -> Option<String> {
    let mut changed = None;
    let mut next = 0;
    for word in line.split_inclusive(|c: char| !c.is_alphanumeric()) {
        let place = next;
        next += word.len();
        let folded = folded(word.trim_end_matches(|c: char| !c.is_alphanumeric()));
        if is_in(UPDATED, &folded) {
            changed = changed.or(Some(place));
        } else if is_in(PUBLISHED, &folded) && changed.is_some() {
            return line.get(place..).map(str::to_owned);
        }
    }
    let own = line.get(..changed.unwrap_or(line.len()))?;
    own.chars().any(|c| c.is_ascii_digit()).then(|| own.to_owned())
}

fn below(blocks: &[Block]) -> Opening {
    let mut opening = Opening::default();
    let mut updated = None;
    let mut after_summary = false;
    for block in blocks.iter().take(MOST_BELOW) {
        if matches!(block, Block::Quote(_) | Block::Table(_) | Block::Preformatted(_)) {
            break;
        }
        let mut said = false;
        let lines = markdown::text(std::slice::from_ref(block));
        for line in lines.iter().take(MOST_BELOW) {
            let dated = date_line(line);
            let names = byline::signed(line);
            said |= dated.is_some() || !names.is_empty();
            match dated {
                Some(DateLine::Updated) => updated = updated.or_else(|| Some(line.clone())),
                Some(_) if opening.published.is_none() => {
                    opening.published = Some(line.clone());
                    opening.day = of_publication(line);
                }
                Some(_) => {}
                None => {}
            }
            if opening.authors.is_empty() && line.len() < 150 && !line.ends_with(['!', '?']) {
                opening.authors = names;
            }
        }
        let count = lines.iter().map(|line| line.split_whitespace().count()).max().unwrap_or_default();
        // One summary may stand between the headline and its date, and then only the date.
        let is_text = !said && count >= TEXT;
        if count > LONG_TEXT || after_summary && !said {
            break;
        }
        after_summary |= is_text;
    }
    opening.published = opening.published.or(updated);
    opening
}

/// Whether a line is a date with nothing but labels, names and times.
pub(super) fn is_dated(line: &str) -> bool {
    date_line(line).is_some()
}

/// A line that is a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum DateLine {
    Plain,
    /// with the day of the week, as the heads of sites have today's date
    Weekday,
    /// of the last change only
    Updated,
}

/// Reads a line of a whole date with nothing but labels, names and times.
fn date_line(line: &str) -> Option<DateLine> {
    if line.len() > 140 {
        return None;
    }
    let (mut day, mut year, mut month, mut weekday) = (false, false, false, false);
    let (mut numbers, mut names, mut updated, mut published) = (0, 0, false, false);
    for word in line.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let folded = folded(word);
        let has = |list: &str| is_in(list, &folded);
        if word.starts_with(|c: char| c.is_ascii_digit()) {
            numbers += 1;
            let digits: String = word.chars().take_while(char::is_ascii_digit).collect();
            year |= digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"));
            day |= digits.parse().is_ok_and(|day: u32| (1..=31).contains(&day));
        } else if text::is_month(word) {
            month = true;
        } else if text::is_weekday(word) {
            weekday = true;
        } else if has(UPDATED) {
            updated = true;
        } else if has(LABELS) {
            published |= has(PUBLISHED);
        } else if word.chars().next().is_some_and(char::is_uppercase) {
            names += 1;
        } else {
            return None;
        }
    }
    // "Signed in 2019 and 2026" has neither a month nor three numbers.
    let is_date = year && day && (month || numbers >= 3 && has_numeric_date(line));
    if !is_date || names > 8 {
        None
    } else if updated && !published && numbers < 6 {
        Some(DateLine::Updated)
    } else if weekday {
        Some(DateLine::Weekday)
    } else {
        Some(DateLine::Plain)
    }
}

fn folded(word: &str) -> String {
    word.replace(['İ', 'I'], "i").to_lowercase().replace('ı', "i")
}

fn is_in(list: &str, word: &str) -> bool {
    list.split('|').any(|own| own == word)
}

/// "07.09.2026", "2026-09-07", "7/9/2026".
fn has_numeric_date(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | '-' | '/')).any(|part| {
        let numbers: Vec<&str> = part.split(['.', '-', '/']).collect();
        matches!(numbers.as_slice(), [one, two, three, ..] if two.len() <= 2 && !two.is_empty()
            && (one.len() == 4 && three.len() <= 2 || one.len() <= 2 && three.len() == 4))
    })
}

const UPDATED: &str = "updated|update|modified|güncelleme|güncellenme|güncellendi|aktualisiert|actualizado|обновлено|modifié|mis|\
    تحديث";
const PUBLISHED: &str = "published|posted|issued|yayinlanma|yayin|yayinlandi|giriş|eklenme|veröffentlicht|publié|publicado|\
    опубликовано";
/// Words of such a line that are no names.
const LABELS: &str = "published|posted|issued|yayinlanma|yayin|yayinlandi|giriş|eklenme|veröffentlicht|publié|publicado|\
    опубликовано|last|first|on|at|by|in|the|of|and|ve|et|und|y|am|pm|a|p|m|gmt|utc|est|edt|bst|cet|cest|trt|ist|uhr|h|à|le|\
    st|nd|rd|th|min|mins|minute|minutes|read|reading|dk|okuma|tarih|tarihi|saat|date|son|par|von|por|de|del|am|den|um|a|el|\
    van|al|bin|da|di|г|в|temps|lecture|lesezeit|minuten|okunma|süresi|görüntülenme|время|чтения|мин|jour|\
    stand|kaynak|source|əlavə|olunub|oxunma|نشر|تاريخ|في|آخر|تحديث|شائع|ہوا|بتاریخ";
