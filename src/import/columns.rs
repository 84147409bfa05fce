//! The columns of a list of articles, by the names that editors give them.

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

/// The column that a head names.
pub(super) fn column(head: &str) -> Option<Column> {
    let head = head.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase().replace(['_', '-'], " ");
    Some(match head.trim_matches([':', '*', ' ']) {
        "title" | "headline" | "başlık" | "baslik" | "haber başlığı" | "başlıq" | "titel" | "titre" | "заголовок"
        | "عنوان" | "العنوان" | "سرخی" => Column::Title,
        "date"
        | "published"
        | "date published"
        | "published on"
        | "publication date"
        | "tarih"
        | "yayın tarihi"
        | "tarix"
        | "datum"
        | "дата"
        | "تاریخ"
        | "تاريخ"
        | "التاريخ"
        | "تاريخ النشر"
        | "تاریخ اشاعت" => Column::Date,
        "outlet" | "source" | "publication title" | "zeitung" | "publication" | "newspaper" | "publisher" | "media"
        | "kaynak" | "gazete" | "yayın" | "mənbə" | "quelle" | "journal" | "издание" | "источник" | "مصدر"
        | "المصدر" | "الصحيفة" | "ماخذ" | "اخبار" | "ذریعہ" => Column::Outlet,
        "author" | "authors" | "by" | "byline" | "yazar" | "yazan" | "yazarlar" | "müəllif" | "autor" | "auteur"
        | "автор" | "الكاتب" | "كاتب" | "المؤلف" | "مصنف" | "تحریر" => Column::Author,
        "url" | "link" | "address" | "web address" | "bağlantı" | "adres" | "keçid" | "lien" | "ссылка" | "الرابط"
        | "رابط" | "ربط" | "لنک" => Column::Address,
        "text" | "body" | "volltext" | "content" | "article" | "full text" | "metin" | "içerik" | "haber" | "mətn"
        | "texte" | "текст" | "النص" | "نص" | "المحتوى" | "متن" => Column::Text,
        "summary" | "abstract" | "abstract note" | "excerpt" | "özet" | "xülasə" | "zusammenfassung" | "résumé"
        | "аннотация" | "الملخص" | "ملخص" | "خلاصہ" => Column::Summary,
        "language" | "lang" | "dil" | "sprache" | "langue" | "язык" | "اللغة" | "لغة" | "زبان" => {
            Column::Language
        }
        "country" | "countries" | "ülke" | "ülkeler" | "ölkə" | "ölkələr" | "land" | "länder" | "pays" | "страны"
        | "الدول" | "البلدان" | "دول" | "ممالک" => Column::Countries,
        "mentions" | "mentioned" | "anılan" | "anılanlar" | "المذكورة" | "ذکر" => Column::Mentions,
        "topic" | "topics" | "subject" | "konu" | "konular" | "mövzu" | "thema" | "sujet" | "тема" | "الموضوع"
        | "موضوع" | "موضوعات" => Column::Topics,
        _ => return None,
    })
}

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
