//! Addresses that cannot stand beside each other.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization as _;

use super::{Kind, List, Page};
use crate::diagnostic::{Diagnostic, Place};
use crate::project::Project;

/// The longest name that a file may have, in bytes, on the file systems in use.
const LONGEST_NAME: usize = 255;

/// Outputs that cannot stand beside each other, or nowhere: two of one address, a file in the place of a folder, a name
/// that is too long.
pub(super) fn clashes(pages: &[Page], project: &Project) -> Vec<Diagnostic> {
    let at = |address: &str| {
        let found = pages.binary_search_by(|page| page.address.as_str().cmp(address)).ok();
        found.map(|at| &pages[at])
    };
    let folder_of =
        |address: &str| address.strip_suffix("index.html").filter(|folder| folder.ends_with('/')).and_then(at);
    let mut pairs: Vec<(&Page, &Page)> =
        pages.windows(2).filter(|pair| pair[0].address == pair[1].address).map(|pair| (&pair[0], &pair[1])).collect();
    // The plan's own addresses are folders, and its files stand in them; only these can have any address.
    for page in pages.iter().filter(|page| matches!(page.kind, Kind::File(_) | Kind::Alias(_))) {
        pairs.extend(folder_of(&page.address).map(|other| (other, page)));
        let parents = page.address.match_indices('/').skip(1).map(|(end, _)| &page.address[..end]);
        pairs.extend(parents.filter_map(|parent| at(parent).or_else(|| folder_of(parent))).map(|other| (other, page)));
        if !page.address.ends_with('/') {
            let below = format!("{}/", page.address);
            let next = pages.partition_point(|other| other.address < below);
            let inner = pages.get(next).filter(|other| other.address.starts_with(&below));
            pairs.extend(inner.map(|other| (page, other)));
        }
    }
    pairs.sort_by_key(|(a, b)| (&a.address, &b.address));
    pairs.dedup_by_key(|(a, b)| (&a.address, &b.address));
    // What stands beside indexes shares the fate of those.
    pairs.retain(|(a, b)| ![a, b].iter().all(|page| matches!(page.kind, Kind::Edition(_) | Kind::Pdf(_))));
    let twice = pairs.into_iter().map(|(a, b)| {
        let message = if a.file_path() == b.file_path() {
            format!("two outputs have the address {}: {} and {}", a.address, name(a, project), name(b, project))
        } else {
            let (file, folder) = (name(a, project), name(b, project));
            format!("/{} would be a file and a folder: {file} and {folder}", a.file_path())
        };
        refused(a, b, message, help(a, b), project)
    });
    let alike = alike(pages, &|address| at(address).or_else(|| folder_of(address))).into_iter().map(|(a, b)| {
        let (one, other) = (name(a, project), name(b, project));
        let (first, second) = (&a.address, &b.address);
        let message = format!("{first} and {second} are one address on many disks: {one} and {other}");
        refused(a, b, message, "rename one of the two so that not only capitals and accents tell them apart", project)
    });
    let long = pages.iter().filter(|page| {
        let has_name = page.language == 0
            && !matches!(
                page.kind,
                Kind::Feed { .. } | Kind::Edition(_) | Kind::Pdf(_) | Kind::List { number: 2.., .. }
            );
        has_name && page.address.split('/').any(|part| part.len() > LONGEST_NAME)
    });
    let long = long.map(|page| {
        let message = format!("the address of {} has a part of more than {LONGEST_NAME} bytes", name(page, project));
        let place = place(page, project).or_else(|| article_of(page, project));
        Diagnostic::error("bad-slug", message)
            .at(place.unwrap_or_else(|| Place::file(crate::config::FILE)))
            .help("choose a shorter name, or a shorter `slug` in site.toml")
    });
    twice.chain(alike).chain(long).collect()
}

fn refused(a: &Page, b: &Page, message: String, help: &str, project: &Project) -> Diagnostic {
    let place = place(b, project).or_else(|| place(a, project));
    Diagnostic::error("duplicate-address", message)
        .at(place.unwrap_or_else(|| Place::file(crate::config::FILE)))
        .help(help)
}

/// What to do about two outputs of one address.
fn help(a: &Page, b: &Page) -> &'static str {
    let either = |is: &dyn Fn(&Kind) -> bool| is(&a.kind) || is(&b.kind);
    if either(&|kind| matches!(kind, Kind::Alias(_))) {
        "delete the alias"
    } else if either(&|kind| matches!(kind, Kind::File(_))) {
        "rename the file; a page of the site's own is changed by a file in `templates/`"
    } else {
        "rename a file, or give a country another `slug` in site.toml"
    }
}

/// Outputs whose addresses differ by capitals, or by how accents are encoded: where a disk takes no notice of that, and in
/// many archives, one is written over the other. `at` gives the page of an address.
fn alike<'a>(pages: &'a [Page], at: &dyn Fn(&str) -> Option<&'a Page>) -> Vec<(&'a Page, &'a Page)> {
    // The plan's own addresses have neither.
    let is_plain = |address: &str| address.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase());
    let mut earlier: BTreeMap<String, &Page> = BTreeMap::new();
    let mut found = Vec::new();
    for page in pages.iter().filter(|page| !is_plain(&page.address)) {
        let folded: String = page.address.to_lowercase().nfc().collect();
        let other = if is_plain(&folded) { at(&folded) } else { None };
        let other = other.or(earlier.get(&folded).copied());
        found.extend(other.map(|other| (other, page)));
        earlier.insert(folded, page);
    }
    found
}

/// What messages call a page.
fn name(page: &Page, project: &Project) -> String {
    match &page.kind {
        Kind::Alias(id) => format!("an alias in {}", project.digest.articles[*id].path),
        Kind::List { list: List::Country(code), .. } => format!("the country {code}"),
        Kind::List { list: List::Relation(relation), .. } => format!("the relation {relation}"),
        Kind::List { list: List::Topic(topic), .. } => format!("the topic {}", project.config.topics[*topic].slug),
        Kind::List { list: List::Outlet(outlet), .. } => {
            format!("the outlet {}", shortened(&project.digest.outlets[*outlet].name))
        }
        _ => place(page, project).map_or("a page that every site has".to_owned(), |place| place.path),
    }
}

/// A name that may be longer than a line.
fn shortened(name: &str) -> String {
    const MOST_LETTERS: usize = 60;
    match name.char_indices().nth(MOST_LETTERS) {
        Some((end, _)) => format!("{}…", name.get(..end).unwrap_or_default().trim_end()),
        None => name.to_owned(),
    }
}

/// The first article of the outlet whose address is too long: its file names it.
fn article_of(page: &Page, project: &Project) -> Option<Place> {
    let Kind::List { list: List::Outlet(outlet), .. } = &page.kind else { return None };
    let digest = &project.digest;
    let mut articles = digest.articles.iter().enumerate();
    let (_, article) = articles.find(|(id, _)| digest.outlet_of(*id) == Some(*outlet))?;
    Some(Place::file(article.path.clone()))
}

/// The file that gives a page its address, if it is one.
fn place(page: &Page, project: &Project) -> Option<Place> {
    let digest = &project.digest;
    let path = match &page.kind {
        Kind::Article(id) | Kind::Alias(id) => digest.articles[*id].path.clone(),
        Kind::File(_) => {
            let asset = digest.assets.iter().find(|(_, asset)| asset.address == page.address);
            asset.map_or_else(|| format!("static{}", page.address), |(path, _)| path.clone())
        }
        _ => return None,
    };
    Some(Place::file(path))
}
