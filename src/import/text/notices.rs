//! Notices that a page or an agency puts below its texts: of copyright, of who worked on it, of when it was read.

use super::super::furniture_words::{CONTACTS, FORBIDDEN_USE, RIGHTS};
use super::date;
use super::furniture::Line;

/// "© 2023 X. All rights reserved.", and sentences that speak of the text itself.
pub(super) fn is_rights(line: Line) -> bool {
    const FORBIDS: [&str; 7] =
        ["kullanilamaz", "yayinlanamaz", "yayimlanamaz", "alintilanamaz", "kopyalanamaz", "çoğaltilamaz", "alinamaz"];
    let count = line.words.len();
    let text = line.folded.trim_end_matches(['.', ' ', '!', '|', ')']);
    let marked =
        line.starts_with_any(&[
            "©",
            "(c) 1",
            "(c) 2",
            "copyright ©",
            "copyright (c)",
            "(c) copyright",
            "© copyright",
            "copyright:",
            "telif hakki ©",
        ]) || line.folded.strip_prefix("copyright ").is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    // The notice stands by itself: nothing before it but a name, a year and a mark.
    let noticed = RIGHTS.iter().any(|notice| {
        let before =
            if text.len() < 160 { text.strip_suffix(notice).or_else(|| text.strip_prefix(notice)) } else { None };
        before.is_some_and(|rest| {
            let rest = rest.trim();
            rest.is_empty()
                || (rest.len() < 90
                    && rest.ends_with(['.', '|', '-', '–', '—', '©', ',', '•', '·', ':'])
                    && text.ends_with(notice))
                || (text.starts_with(notice) && rest.starts_with(['.', ',', '|', '-', '–', '—', '©', '•', ':']))
                || rest
                    .split_whitespace()
                    .all(|word| word.contains("20") || word.contains('©') || word == "to" || word == "by")
        })
    });
    let turkish = (text.contains("izinsiz") || text.contains("izin alinmadan") || text.contains("kaynak gösteril"))
        && FORBIDS.iter().any(|word| text.ends_with(word));
    (marked && count < 40)
        || (noticed && count < 20)
        || (turkish && count < 40)
        || (line.starts_with_any(&FORBIDDEN_USE) && count < 40)
}

/// "(Reporting by X in Oslo; Editing by Y)"
pub(super) fn is_credit(line: Line) -> bool {
    const STARTS: [&str; 12] = [
        "reporting by ",
        "additional reporting by ",
        "writing by ",
        "editing by ",
        "edited by ",
        "translated by ",
        "compiled by ",
        "çeviren:",
        "düzenleyen:",
        "haberi yayina hazirlayan",
        "editör:",
        "with inputs from ",
    ];
    let bare = line.folded.trim_start_matches(['(', '[', ' ']);
    let bracketed = line.text.ends_with([')', ']']) && bare.len() < line.folded.len();
    let starts = STARTS.iter().any(|start| bare.starts_with(start));
    let contributed = ["contributed to this report", "contributed to this story", "contributed reporting"]
        .iter()
        .any(|end| line.folded.trim_end_matches(['.', ')', ']']).ends_with(end));
    let contact = contributed && line.words.len() < 30 || line.text.starts_with("((") && line.text.ends_with("))");
    contact || (starts && line.words.len() < 45 && (bracketed || !line.is_sentence()))
}

/// "(accessed 14.02.2023)", "Erişim tarihi: 14.02.2023"
pub(super) fn is_access(line: Line) -> bool {
    let bare = line.folded.trim_start_matches(['(', '[']);
    let starts = [
        "accessed ",
        "accessed:",
        "last accessed",
        "retrieved on ",
        "retrieved ",
        "erişim tarihi",
        "erişim:",
        "son erişim",
    ];
    starts.iter().any(|start| bare.starts_with(start)) && line.words.len() < 8 && date::find(line.text).len() == 1
}

/// "Contact the writer at a@x.example"
pub(super) fn is_contact(line: Line) -> bool {
    let address = line.text.contains('@') || line.folded.contains("http") || line.folded.contains("www.");
    address && line.words.len() < 20 && line.starts_with_any(&CONTACTS)
}

/// What newsletters say below their text, because they have to.
pub(super) fn is_mail_foot(line: Line) -> bool {
    const MARKS: [&str; 21] = [
        "you receive this mail because",
        "you received this mail because",
        "you are receiving this",
        "you get this because",
        "you get this mail because",
        "you get this email because",
        "manage your subscription",
        "to unsubscribe",
        "gerer votre abonnement",
        "newsletter abbestellen",
        "newsletter abmelden",
        "отписаться",
        "الغاء الاشتراك",
        "you receive this email because",
        "you received this email because",
        "view this mail in",
        "view this email in",
        "view in browser",
        "aboneliğinizi iptal",
        "abonelikten çik",
        "se desabonner",
    ];
    let says = |mark: &&str| line.folded.contains(*mark);
    // A sentence about subscriptions is longer, or is somebody's.
    let alone = line.words.len() <= 10 && line.folded.contains("unsubscribe");
    line.words.len() <= 40 && (alone || MARKS.iter().any(says))
}
