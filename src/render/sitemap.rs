//! The sitemap (https://www.sitemaps.org/protocol.html) and `robots.txt`.

use std::fmt::Write as _;
use std::ops::Range;

use super::feed::escape;
use crate::plan::{Kind, Page};
use crate::project::Project;

const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// A part of the addresses that search engines are told of, in the plan's order.
pub(super) fn part(project: &Project, pages: &[Page], part: Range<usize>) -> String {
    let mut xml = format!("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<urlset xmlns=\"{NAMESPACE}\">\n");
    let wanted = pages.iter().filter(|page| page.is_in_sitemap());
    for page in wanted.skip(part.start).take(part.len()) {
        let address = escape(&project.config.base_url.absolute(&page.address));
        // Only an article has a day of its own; when a list last changed is not known without a clock.
        let day = match &page.kind {
            Kind::Article(id) => format!("<lastmod>{}</lastmod>", project.digest.articles[*id].date),
            _ => String::new(),
        };
        let _ = writeln!(xml, "<url><loc>{address}</loc>{day}</url>");
    }
    xml.push_str("</urlset>\n");
    xml
}

/// The list of the parts, for a site of more addresses than one file may have.
pub(super) fn index(project: &Project, pages: &[Page]) -> String {
    let mut xml = format!("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<sitemapindex xmlns=\"{NAMESPACE}\">\n");
    for page in pages.iter().filter(|page| matches!(page.kind, Kind::Sitemap(Some(_)))) {
        let address = escape(&project.config.base_url.absolute(&page.address));
        let _ = writeln!(xml, "<sitemap><loc>{address}</loc></sitemap>");
    }
    xml.push_str("</sitemapindex>\n");
    xml
}

/// Everything may be read; where the sitemap is.
pub(super) fn robots(project: &Project) -> String {
    format!("User-agent: *\nAllow: /\n\nSitemap: {}\n", project.config.base_url.absolute("/sitemap.xml"))
}
