//! Links of articles and introductions that lead nowhere.

use std::collections::BTreeSet;

use super::Digest;
use crate::article::markdown::{self, Destination, LocalLink};
use crate::diagnostic::{Diagnostic, Place, nearest};
use crate::snapshot::Snapshot;
use crate::tree::MOST_FAULTS;

/// For so many links a file is looked for that may be meant: each time all files are looked at.
const SUGGESTIONS: usize = 50;

/// The links that lead nowhere, of one file the first [`MOST_FAULTS`]. Those that lead to a file that is refused itself are
/// left out.
pub(super) fn broken(digest: &Digest, snapshot: &Snapshot, refused: &BTreeSet<&str>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut look = |file: File<'_>, links: &[LocalLink]| {
        let begin = found.len();
        for link in links {
            let leads_to_refused =
                matches!(&link.destination, Destination::File { path, .. } if refused.contains(path.as_str()));
            if !leads_to_refused && let Some((message, help)) = fault(digest, snapshot, file.path, link, found.len()) {
                let place = Place::at_byte(file.path, file.body, link.offset, link.written.chars().count());
                let place = Place { line: place.line + file.body_line - 1, ..place };
                found.push(Diagnostic::error("broken-link", message).at(place).help(help));
            }
            if found.len() - begin == MOST_FAULTS {
                break;
            }
        }
    };
    for article in digest.may_have_links() {
        let file = File { path: &article.path, body: &article.body, body_line: article.body_line };
        look(file, &article.links);
    }
    for text in digest.introductions.values() {
        let file = File { path: &text.path, body: &text.body, body_line: text.body_line };
        look(file, &markdown::local_links(&text.path, &text.body));
    }
    found
}

/// Where links stand.
struct File<'a> {
    path: &'a str,
    body: &'a str,
    /// The 1-based line on which the body begins.
    body_line: usize,
}

/// What is wrong with a link in the file at `path`, and the way out; `earlier` links were wrong before.
fn fault(
    digest: &Digest,
    snapshot: &Snapshot,
    path: &str,
    link: &LocalLink,
    earlier: usize,
) -> Option<(String, String)> {
    let written = &link.written;
    Some(match &link.destination {
        Destination::File { path: target, .. } if digest.link_target(target).is_some() => return None,
        Destination::File { path: target, .. } if snapshot.files.contains_key(target) => (
            format!("`{written}` leads to a draft or to a page that is not published"),
            "publish it, or delete the link".to_owned(),
        ),
        Destination::File { path: target, .. } => {
            let near = if earlier < SUGGESTIONS { meant(target, path, snapshot) } else { None };
            let help = near.map_or("check the path; it is relative to this file".to_owned(), |near| {
                format!("did you mean `{}`?", relative(path, near))
            });
            (format!("`{written}` leads to no file"), help)
        }
        Destination::Outside => {
            (format!("`{written}` leads out of `content/`"), "put the file beside the article".to_owned())
        }
        Destination::Forbidden => {
            (format!("`{written}` has a scheme that no page may have"), "use http, https, mailto or tel".to_owned())
        }
        _ => return None,
    })
}

/// The file that is likely meant by a path that leads to none: one of the same name elsewhere, or one of nearly the same
/// name there.
fn meant<'a>(target: &str, from: &str, snapshot: &'a Snapshot) -> Option<&'a str> {
    let files = || snapshot.below("content/").map(|(path, _)| path).filter(|path| *path != from);
    let (folder, name) = parted(target);
    let elsewhere = files().filter(|path| parted(path).1.to_lowercase() == name.to_lowercase());
    // Of several the one whose folder is nearest to the one that was written.
    let shared = |path: &&str| path.split('/').zip(target.split('/')).take_while(|(a, b)| a == b).count();
    if let Some(same) = elsewhere.min_by_key(|path| std::cmp::Reverse(shared(path))) {
        return Some(same);
    }
    let (stem, extension) = name.rsplit_once('.')?;
    let beside = files().filter(|path| parted(path).0 == folder);
    let stems = beside.filter_map(|path| Some((path, parted(path).1.rsplit_once('.')?)));
    let alike: Vec<(&str, &str)> =
        stems.filter(|(_, (_, other))| *other == extension).map(|(path, (stem, _))| (path, stem)).collect();
    let near = nearest(stem, alike.iter().map(|(_, stem)| *stem))?;
    alike.iter().find(|(_, stem)| *stem == near).map(|(path, _)| *path)
}

/// The folder and the name of a file.
fn parted(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}

/// The way from one file to another, as a link has it.
fn relative(from: &str, to: &str) -> String {
    let folders: Vec<&str> = parted(from).0.split('/').collect();
    let parts: Vec<&str> = to.split('/').collect();
    let shared = folders.iter().zip(&parts).take_while(|(a, b)| a == b).count();
    let way = "../".repeat(folders.len() - shared) + &parts[shared..].join("/");
    way.replace('%', "%25").replace('#', "%23").replace('?', "%3F").replace(' ', "%20")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_the_way_as_an_author_does() {
        assert_eq!(relative("content/2021/12/a.md", "content/2021/12/b.md"), "b.md");
        assert_eq!(relative("content/2021/12/a.md", "content/2020/c d.png"), "../../2020/c%20d.png");
        assert_eq!(relative("content/a.md", "content/2021/b.md"), "2021/b.md");
    }

    #[test]
    fn suggests_what_is_close_and_nothing_else() {
        let files = ["content/2020/01/talks.md", "content/2021/12/bridge-opens.md", "content/2021/12/talks.md"];
        let snapshot = Snapshot::from_files(files.map(|path| (path, "")));
        let meant = |target: &str| meant(target, "content/2021/12/a.md", &snapshot);
        assert_eq!(meant("content/2021/11/talks.md"), Some(files[2]));
        assert_eq!(meant("content/2020/Talks.md"), Some(files[0]));
        assert_eq!(meant("content/2021/12/brigde-opens.md"), Some(files[1]));
        assert_eq!(meant("content/2021/12/tales.md"), Some(files[2]));
        assert_eq!(meant("content/2021/12/visit.md"), None);
        assert_eq!(meant("content/2021/12/bridge-opens.png"), None);
        assert_eq!(meant("content/2021/12/nothing"), None);
    }
}
