//! The doubts of the importer that no editor has settled: what stands under `review:` in front matter.

use std::sync::Arc;

use crate::article::Article;
use crate::diagnostic::{Diagnostic, Place};
use crate::snapshot::Snapshot;

/// The code of these diagnostics.
pub const CODE: &str = "review";

/// One warning for all open doubts; none where there are none.
pub(crate) fn summary(articles: &[Arc<Article>]) -> Option<Diagnostic> {
    let mut open = articles.iter().filter(|article| !article.review.is_empty());
    let (first, others) = (open.next()?, open.count());
    let message = match others {
        0 => "an article has doubts of the importer that nobody settled".to_owned(),
        others => format!("{} articles have doubts of the importer that nobody settled", others + 1),
    };
    let help = "`chancery check` lists them; correct the article, then take the line under `review:` away";
    Some(Diagnostic::warning(CODE, message).at(Place::file(&first.path)).help(help))
}

/// Every open doubt, at its line. `snapshot` is that which the articles were read from.
pub fn open(articles: &[Arc<Article>], snapshot: &Snapshot) -> Vec<Diagnostic> {
    let of = |article: &Arc<Article>| {
        let text = snapshot.files.get(&article.path).and_then(|file| std::str::from_utf8(&file.bytes).ok());
        let text = text.unwrap_or_default();
        let start = text.lines().position(|line| line.starts_with("review:")).unwrap_or_default();
        let doubt = move |(place, doubt): (usize, &String)| {
            // The importer writes each doubt on a line of its own below the key.
            let line = start + place + 2;
            let column =
                text.lines().nth(line - 1).and_then(|line| line.find(|c| !matches!(c, ' ' | '-'))).unwrap_or(0);
            let help = "correct the article, then take this line away";
            Diagnostic::warning(CODE, doubt.clone())
                .at(Place::in_text(&article.path, text, line, column + 1))
                .help(help)
        };
        article.review.iter().enumerate().map(doubt).collect::<Vec<_>>()
    };
    articles.iter().flat_map(of).collect()
}
