//! The inputs of a page, for those who want to know what it was made from. The same kinds, in the same order, as in
//! `fingerprint.rs`.

use std::collections::BTreeSet;

use super::context::{Contexts, list_template};
use crate::article::introduction::Subject;
use crate::digest::Id;
use crate::plan::{Kind, List, Page};

/// What a page is made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inputs {
    /// The template, by its name; none for feeds, maps and files.
    pub template: Option<&'static str>,
    /// Articles and introductions that the page shows or counts, in order.
    pub files: BTreeSet<String>,
}

pub(super) fn of_page(contexts: &Contexts<'_>, page: &Page) -> Inputs {
    let project = contexts.references.project;
    let digest = &project.digest;
    let mut files = BTreeSet::new();
    let mut add = |id: Id| {
        files.insert(digest.articles[id].path.clone());
    };
    let mut subject = None;
    let template = match &page.kind {
        Kind::Article(id) => {
            add(*id);
            let reports = contexts.reports(*id);
            contexts.related(*id, &reports).into_iter().chain(reports).for_each(&mut add);
            for relation in digest.articles[*id].relations() {
                let ids = digest.relations.get(&relation).map_or(&[][..], Vec::as_slice);
                let at = ids.binary_search(id).unwrap_or(0);
                ids.iter().skip(at.saturating_sub(1)).take(3).copied().for_each(&mut add);
            }
            Some("article.html")
        }
        Kind::List { list, number } => {
            let counted = *number == 1 && !matches!(list, List::Timeline(_));
            if counted {
                list.articles(project).iter().copied().for_each(&mut add);
            }
            for line in list.lines(project, *number) {
                std::iter::once(line.id).chain(line.others).for_each(&mut add);
            }
            subject = Subject::of_list(*list, project).filter(|_| *number == 1);
            Some(list_template(*list))
        }
        Kind::Feed { of, .. } => {
            super::feed::entries(project, *of).into_iter().for_each(&mut add);
            None
        }
        Kind::Edition(of) => {
            of.list().articles(project).iter().copied().for_each(&mut add);
            Some("print/edition.html")
        }
        Kind::Pdf(list) => {
            list.articles(project).iter().copied().for_each(&mut add);
            Some("print/edition.typ")
        }
        Kind::Alias(id) => {
            add(*id);
            Some("alias.html")
        }
        Kind::About => {
            subject = Some(Subject::About);
            Some("about.html")
        }
        Kind::NotFound => Some("404.html"),
        Kind::Robots => None,
        Kind::File(file) => {
            let asset = digest.assets.iter().find(|(_, asset)| asset.address == page.address);
            let is_theme = project.theme.files.get(&page.address).is_some_and(|known| known.hash == file.hash);
            match asset {
                Some((path, _)) => drop(files.insert(path.clone())),
                None if is_theme => drop(files.insert(format!("static{}", page.address))),
                None => {}
            }
            None
        }
        Kind::Front | Kind::Countries | Kind::Relations | Kind::Topics | Kind::Outlets | Kind::Sitemap(_) => {
            (0..digest.articles.len()).for_each(&mut add);
            match &page.kind {
                Kind::Front => Some("front.html"),
                Kind::Countries => Some("countries.html"),
                Kind::Relations => Some("relations.html"),
                Kind::Topics => Some("topics.html"),
                Kind::Outlets => Some("outlets.html"),
                _ => None,
            }
        }
    };
    let of_topics = matches!(page.kind, Kind::Topics);
    for ((of, _), text) in digest.introductions.iter() {
        if subject.as_ref() == Some(of) || (of_topics && matches!(of, Subject::Topic(_))) {
            files.insert(text.path.clone());
        }
    }
    Inputs { template, files }
}
