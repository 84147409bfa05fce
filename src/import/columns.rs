//! The columns of a list of articles, by the names that editors give them.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::country::gazetteer::fold;

/// A column of a list of articles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    Title,
    Date,
    Outlet,
    Author,
    Address,
    Text,
    Summary,
    Language,
    Countries,
    Mentions,
    Topics,
}

/// The column that a head names, in one of the languages of the importer.
pub(super) fn column(head: &str) -> Option<Column> {
    const LONGEST: usize = 60;
    static FOLDED: LazyLock<BTreeMap<String, Column>> = LazyLock::new(|| {
        let names = COLUMNS.iter().flat_map(|(column, names)| names.iter().map(|name| (fold(name), *column)));
        names.collect()
    });
    if head.len() > LONGEST {
        return None;
    }
    // Of "Author(s)" both numbers are meant.
    let head = head.replace(['_', '-'], " ").replace("(s)", "");
    let head = head.split_whitespace().collect::<Vec<_>>().join(" ");
    FOLDED.get(&fold(head.trim_matches([':', '*', ' ', '#']))).copied()
}

/// The names of each column.
#[rustfmt::skip]
const COLUMNS: [(Column, &[&str]); 11] = [
    (Column::Title, &[
        "title", "headline", "article title", "document title", "başlık", "baslik", "haber başlığı", "başlıq", "titel",
        "schlagzeile", "überschrift", "titre", "intitulé", "заголовок", "название", "العنوان", "عنوان", "عنوان الخبر",
        "سرخی",
    ]),
    (Column::Date, &[
        "date", "published", "date published", "published on", "published date", "publication date", "pub date",
        "tarih", "yayın tarihi", "haber tarihi", "tarix", "dərc tarixi", "datum", "erscheinungsdatum",
        "veröffentlicht", "veröffentlicht am", "date de publication", "publié le", "дата", "дата публикации",
        "التاريخ", "تاريخ", "تاريخ النشر", "تاریخ", "تاریخ اشاعت",
    ]),
    (Column::Outlet, &[
        "outlet", "source", "publication title", "publication", "newspaper", "publisher", "media", "source title",
        "source name", "kaynak", "gazete", "yayın", "yayın organı", "ajans", "mənbə", "qəzet", "nəşr", "quelle",
        "zeitung", "medium", "publikation", "journal", "média", "издание", "источник", "газета", "сми", "المصدر", "مصدر",
        "الصحيفة", "صحيفة", "اخبار", "اخبار کا نام", "ماخذ", "ذریعہ",
    ]),
    (Column::Author, &[
        "author", "authors", "by", "byline", "writer", "reporter", "journalist", "yazar", "yazan", "yazarlar",
        "muhabir", "müəllif", "müəlliflər", "autor", "autorin", "autoren", "autor:in", "verfasser", "verfasserin",
        "auteur", "auteurs", "autrice", "автор", "авторы", "الكاتب", "كاتب", "المؤلف", "مصنف", "تحریر",
    ]),
    (Column::Address, &[
        "url", "link", "address", "web address", "document url", "article url", "source url", "permalink",
        "bağlantı", "adres", "internet adresi", "keçid", "ünvan", "verknüpfung", "adresse", "internetadresse",
        "webadresse", "weblink", "lien", "lien url", "ссылка", "адрес", "الرابط", "رابط", "لنک", "ربط",
    ]),
    (Column::Text, &[
        "text", "body", "content", "article", "full text", "fulltext", "article text", "metin", "içerik", "haber",
        "haber metni", "mətn", "xəbər", "volltext", "artikeltext", "artikel", "inhalt", "texte", "texte intégral",
        "contenu", "текст", "содержание", "النص", "نص", "نص الخبر", "المحتوى", "متن", "خبر",
    ]),
    (Column::Summary, &[
        "summary", "abstract", "abstract note", "excerpt", "özet", "xülasə", "zusammenfassung", "kurzfassung",
        "résumé", "аннотация", "краткое содержание", "ملخص", "الملخص", "خلاصہ",
    ]),
    (Column::Language, &["language", "lang", "dil", "sprache", "langue", "язык", "اللغة", "لغة", "زبان"]),
    (Column::Countries, &[
        "country", "countries", "ülke", "ülkeler", "ölkə", "ölkələr", "land", "länder", "pays", "страна", "страны",
        "الدول", "الدولة", "البلد", "ملک", "ممالک",
    ]),
    (Column::Mentions, &["mentions", "mentioned", "anılan", "anılanlar", "المذكورة", "ذکر"]),
    (Column::Topics, &[
        "topic", "topics", "subject", "subjects", "konu", "konular", "mövzu", "mövzular", "thema", "themen", "sujet",
        "sujets", "тема", "темы", "الموضوع", "موضوع", "موضوعات",
    ]),
];

/// What stands between the cells of a head, if the line is the head of a list of articles.
pub(super) fn separator(line: &str) -> Option<char> {
    [';', '\t', ',', '|'].into_iter().find(|separator| {
        let cells: Vec<Option<Column>> =
            line.split(*separator).map(|cell| column(cell.trim().trim_matches('"'))).collect();
        let known = cells.iter().flatten().count();
        // A reference manager exports ninety columns, and names the ones that matter as everybody does.
        cells.contains(&Some(Column::Title)) && known > 1 && (known * 2 >= cells.len() || known > 4)
    })
}

/// The head of a table is one of so many first rows.
pub(super) const HEAD_WITHIN: usize = 10;

/// The same of the lines of a table, whose name and its like may stand above its head. Below such a head there is a row, and
/// no sentence above it.
pub(super) fn separator_within<'a>(lines: impl Iterator<Item = &'a str>) -> Option<char> {
    const LONGEST_ABOVE: usize = 200;
    let is_full = |line: &&str| line.contains(|c: char| !c.is_whitespace() && !matches!(c, ';' | ',' | '|' | '"'));
    let lines: Vec<&str> = lines.filter(is_full).take(HEAD_WITHIN + 1).collect();
    if let Some(separator) = lines.first().and_then(|first| separator(first)) {
        return Some(separator);
    }
    for pair in lines.windows(2) {
        let [above, head] = pair else { return None };
        let above = above.trim_end_matches([';', ',', '|', '\t', ' ', '"']);
        if above.len() > LONGEST_ABOVE || above.ends_with(['.', '!', '?']) && above.split_whitespace().count() > 4 {
            return None;
        }
        let below = lines.iter().skip_while(|line| *line != head).nth(1);
        let found = separator(head).filter(|separator| {
            let columns = head.split(*separator).count();
            columns > 2 && below.is_some_and(|below| below.matches(*separator).count() * 2 >= columns)
        });
        if found.is_some() {
            return found;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_are_known_in_eight_languages() {
        for (head, known) in [
            ("Title,Date,URL", Some(',')),
            ("Date published\tTitle\tPublication title\tAuthors\tDocument URL\tFull text", Some('\t')),
            ("Datum;Schlagzeile;Zeitung;Verfasser;Verknüpfung;Artikeltext", Some(';')),
            ("BAŞLIK;TARİH;GAZETE;YAZAR;BAĞLANTI;METİN", Some(';')),
            ("Başlıq|Tarix|Qəzet|Müəllif|Keçid|Mətn", Some('|')),
            ("Titre;Date de publication;Média;Auteurs;Lien", Some(';')),
            ("Заголовок,Дата,Издание,Автор,Ссылка,Текст", Some(',')),
            ("العنوان,التاريخ,الصحيفة,الكاتب,الرابط,النص", Some(',')),
            ("عنوان,تاریخ,اخبار,مصنف,لنک,متن", Some(',')),
            ("Headline,Author(s),Remarks", Some(',')),
            ("Title of the first, date of the second", None),
            ("Fjord Daily, 2 May 2022", None),
        ] {
            assert_eq!(separator(head), known, "{head}");
        }
    }

    #[test]
    fn a_name_stands_for_one_column() {
        for (known, names) in COLUMNS {
            for name in names {
                assert_eq!(column(name), Some(known), "{name}");
            }
        }
    }
}
