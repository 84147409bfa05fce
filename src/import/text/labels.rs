//! Labels of a header: `Yayın Tarihi: …`, `Published on …`, `Konu: …`, in the languages of the bulletins.

use super::date;
use crate::country::gazetteer::fold;

/// What a label stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    Title,
    Published,
    Updated,
    Outlet,
    Ignored,
}

/// `LABEL: value`, or a label that needs no colon before a date (`Published on 2 May 2022`).
pub(super) fn find(text: &str) -> Option<(Label, &str)> {
    if text.len() > 200 {
        return None;
    }
    with_colon(text).or_else(|| before_date(text))
}

/// The text behind a label that says only that the text begins: "Text: …", "Metin: …".
pub(super) fn text_behind(text: &str) -> Option<&str> {
    let (name, value) = text.split_once(':')?;
    let known = name.len() < 30
        && matches!(
            fold(name.trim_matches(['*', '_', ' '])).as_str(),
            "text"
                | "body"
                | "content"
                | "article text"
                | "full text"
                | "metin"
                | "haber metni"
                | "içerik"
                | "mətn"
                | "текст"
                | "texte"
        );
    (known && source_free(value)).then(|| value.trim_start_matches(['*', ' ']))
}

/// "Full text: https://…" is an address with a label.
fn source_free(value: &str) -> bool {
    !value.trim_start_matches(['*', ' ', '<']).starts_with("http")
}

/// A second label inside the value of the first: "04.12.2021 Yayın: 03.12.2021".
pub(super) fn behind(value: &str) -> Option<(Label, &str)> {
    let first = date::find(value).into_iter().next()?;
    let rest = value.get(first.end..)?;
    // Time and signs come before it.
    let start = rest.find(char::is_alphabetic)?;
    find(rest.get(start..)?)
}

fn with_colon(text: &str) -> Option<(Label, &str)> {
    let (name, value) = text.split_once(':')?;
    let name = fold(name.trim_matches(['*', '_', ' ', '|', '•', '-']));
    // "Stand: 07.11.2025" is German for the state of a day; without a day it is a word of English.
    let label = match name.as_str() {
        "stand" => (!date::find(value).is_empty()).then_some(Label::Updated)?,
        name => of(name)?,
    };
    Some((label, value.trim_matches(['*', ' ', '|'])))
}

/// "Published on 2 May 2022 at 10:15", "Veröffentlicht am 14.03.2023"
fn before_date(text: &str) -> Option<(Label, &str)> {
    let text = text.trim_matches(['*', '_', ' ', '|', '•', '(', ')']);
    let first = date::find(text).into_iter().next()?;
    let folded = fold(text.get(..first.start)?.trim_end());
    let folded = folded.trim_end_matches([' ', ',', '-', '–', '—']);
    let folded =
        [" on", " am", " le", " den", " at", " в"].iter().find_map(|word| folded.strip_suffix(word)).unwrap_or(folded);
    // "Published Tue 4 Oct 2022"
    let folded = match folded.rsplit_once(' ') {
        Some((before, day)) if super::calendar::is_weekday(day) => before.trim_end_matches([' ', ',']),
        _ => folded,
    };
    let folded = folded.strip_suffix(" on").unwrap_or(folded);
    let label = of(folded).filter(|label| matches!(label, Label::Published | Label::Updated))?;
    Some((label, text.get(first.start..)?))
}

fn of(folded: &str) -> Option<Label> {
    let label = match folded {
        "başlik" | "title" | "headline" | "konu" | "subject" | "titel" | "titre" | "заголовок" | "betreff"
        | "objet" => Label::Title,
        "yayin tarihi"
        | "yayinlanma tarihi"
        | "yayimlanma tarihi"
        | "yayinlanma"
        | "yayimlanma"
        | "yayin"
        | "tarih"
        | "giriş tarihi"
        | "haber giriş"
        | "haber giriş tarihi"
        | "haberin tarihi"
        | "giriş"
        | "ilk giriş"
        | "date"
        | "published"
        | "first published"
        | "publish date"
        | "date of publication"
        | "release date"
        | "publication date"
        | "posted"
        | "created"
        | "oluşturulma tarihi"
        | "oluşturulma"
        | "eklenme tarihi"
        | "eklenme"
        | "haber tarihi"
        | "date published"
        | "datum"
        | "veröffentlicht"
        | "erstellt"
        | "publie"
        | "publie le"
        | "paru"
        | "date de publication"
        | "дата"
        | "опубликовано"
        | "дата публикации"
        | "tarix"
        | "dərc olunub"
        | "dərc edilib" => Label::Published,
        "güncelleme"
        | "güncelleme tarihi"
        | "son güncelleme"
        | "son güncelleme tarihi"
        | "güncellenme tarihi"
        | "güncellenme"
        | "güncellendi"
        | "son değişiklik"
        | "updated"
        | "last updated"
        | "last update"
        | "update"
        | "last modified"
        | "modified"
        | "aktualisiert"
        | "zuletzt aktualisiert"
        | "mis a jour"
        | "mis a jour le"
        | "modifie"
        | "обновлено"
        | "yenilənib" => Label::Updated,
        "gazete" | "newspaper" | "outlet" | "publisher" | "publication" | "ajans" | "agency" | "yayin organi"
        | "medium" | "zeitung" | "journal" | "media" | "yayinlayan" | "издание" | "qəzet" => Label::Outlet,
        "kategori"
        | "category"
        | "section"
        | "bölüm"
        | "okunma"
        | "okunma sayisi"
        | "views"
        | "yorum"
        | "comments"
        | "saat"
        | "time"
        | "yer"
        | "place"
        | "location"
        | "venue"
        | "ref"
        | "reference"
        | "sayi"
        | "no"
        | "language"
        | "dil"
        | "ülke"
        | "country"
        | "rubrik"
        | "rubrique"
        | "рубрика"
        | "participants"
        | "present"
        | "katilimcilar"
        | "id"
        | "press release no"
        | "contact"
        | "contacts"
        | "media contact"
        | "press contact"
        | "for further information"
        | "for more information"
        | "iletişim"
        | "irtibat"
        | "telefon"
        | "phone"
        | "tel"
        | "to"
        | "cc"
        | "kime"
        | "attachments"
        | "ekler" => Label::Ignored,
        _ => return None,
    };
    Some(label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_dates() {
        for (text, label, value) in [
            ("Yayın Tarihi: 03.12.2021 - 14:05", Label::Published, "03.12.2021 - 14:05"),
            ("Published on 2 May 2022 at 10:15", Label::Published, "2 May 2022 at 10:15"),
            ("Veröffentlicht am 14.03.2023", Label::Published, "14.03.2023"),
            ("Last modified on Tue 4 Oct 2022 09.15 BST", Label::Updated, "4 Oct 2022 09.15 BST"),
            ("Publié le 14/03/2023", Label::Published, "14/03/2023"),
            ("Updated 4 December 2021", Label::Updated, "4 December 2021"),
            ("Last updated: 4 December 2021", Label::Updated, "4 December 2021"),
            ("Gazete: Deneme Postası", Label::Outlet, "Deneme Postası"),
            ("Stand: 07.11.2025, 14:22 Uhr", Label::Updated, "07.11.2025, 14:22 Uhr"),
        ] {
            assert_eq!(find(text), Some((label, value)), "{text}");
        }
        assert_eq!(behind("04.12.2021 18:00 Yayın: 03.12.2021"), Some((Label::Published, "03.12.2021")));
        for none in [
            "The date: it was set",
            "Stand: the hall was full",
            "Fjord Daily, 2 May 2022",
            "He published on 2 May 2022",
            "",
        ] {
            assert_eq!(find(none), None, "{none}");
        }
    }
}
