//! Readers' comments below an article, told by their marks and by their headings.

/// Whether the words of a class or identifier are those of readers' comments and nothing else. "no-comments" and
/// "has-comments" are marks of what stands around them.
pub(super) fn is_mark(words: &[&str]) -> bool {
    const NAMES: &str = "comment|comments|commentlist|commentaire|commentaires|kommentar|kommentare|leserkommentare|yorum|yorumlar|\
        serh|serhler|şərhlər|reyler|disqus";
    const OTHERS: &str = "list|section|area|wrapper|wrap|container|block|thread|threads|box|item|items|body|content|contents|text|\
        field|name|node|type|form|reply|replies|respond|user|users|reader|readers|post|entry|article|news|haber|page|yap|\
        yaz|ekle|listesi|listeleri|alani|bolumu|kutusu|author|meta|even|odd|depth|level|parent|child|module|js|the|all|new|main";
    let is = |list: &str, word: &str| list.split('|').any(|own| own == word);
    words.iter().any(|word| is(NAMES, word))
        && words.iter().all(|word| {
            is(NAMES, word) || is(OTHERS, word) || word.chars().all(|c| c.is_ascii_digit()) || word.len() == 1
        })
}

/// What a line over comments looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Head {
    /// "Comments"
    Named,
    /// "Comments (3)", "3 yorum"
    Counted,
}

/// Reads a line, folded as [`super::furniture::fold`] does.
pub(super) fn head(folded: &str) -> Option<Head> {
    let name: String = folded.chars().map(|c| if c.is_alphabetic() || c == '\'' { c } else { ' ' }).collect();
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let is = |list: &[&str]| list.contains(&name.as_str());
    if folded.chars().any(|c| c.is_numeric()) {
        let few = folded.chars().filter(|c| c.is_numeric()).count() <= 6;
        return (few && (is(&MANY) || is(&ONE))).then_some(Head::Counted);
    }
    is(&MANY).then_some(Head::Named)
}

#[rustfmt::skip]
const MANY: [&str; 30] = [
    "comments", "reader comments", "readers' comments", "user comments", "comments on this article",
    "comments on this story", "leave a comment", "leave a reply", "post a comment", "join the conversation",
    "discussion about this post", "yorumlar", "okuyucu yorumlari", "okur yorumlari", "haber yorumlari", "yorum yap",
    "yorum yaz", "şərhlər", "şərh yaz", "rəylər", "комментарии", "оставить комментарий", "commentaires",
    "laisser un commentaire", "vos commentaires", "kommentare", "leserkommentare", "التعليقات", "تعليقات", "تبصرے",
];

/// By itself a kind of article: "Kommentar".
#[rustfmt::skip]
const ONE: [&str; 10] = [
    "comment", "yorum", "şərh", "rəy", "комментарий", "комментария", "комментариев", "commentaire", "kommentar", "تعليق",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_comments_and_of_what_is_around_them() {
        for words in [["field", "name", "comment"].as_slice(), &["yorum"], &["comment", "12"], &["comments", "area"]] {
            assert!(is_mark(words), "{words:?}");
        }
        for words in [["no", "comments"].as_slice(), &["has", "comments"], &["comments", "open"], &["content"]] {
            assert!(!is_mark(words), "{words:?}");
        }
    }

    #[test]
    fn heads_of_comments() {
        for line in ["comments", "yorumlar", "kommentare", "commentaires", "комментарии", "şərhlər", "التعليقات"]
        {
            assert_eq!(head(line), Some(Head::Named), "{line}");
            assert_eq!(head(&format!("{line} (12)")), Some(Head::Counted), "{line}");
        }
        assert_eq!(head("3 комментария"), Some(Head::Counted));
        for line in ["kommentar", "comments of the minister", "yorum farki", "5 may"] {
            assert_eq!(head(line), None, "{line}");
        }
    }
}
