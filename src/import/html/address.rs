//! Addresses in a page: made absolute, and only those that a reader can follow.

use url::Url;

/// Against what the addresses of a page are read.
#[derive(Debug, Clone, Default)]
pub(super) struct Base(Option<Url>);

impl Base {
    pub(super) fn new(address: Option<&str>) -> Self {
        Self(address.and_then(|address| Url::parse(address.trim()).ok()).filter(is_web))
    }

    /// This base seen through the `href` of a `base` element.
    pub(super) fn through(&self, href: &str) -> Self {
        Self(self.resolve(href).filter(is_web).or_else(|| self.0.clone()))
    }

    /// An absolute http or https address.
    pub(super) fn web(&self, href: &str) -> Option<String> {
        self.resolve(href).filter(is_web).map(Into::into)
    }

    /// The target of a link: http, https or mailto. Links within the page are none.
    pub(super) fn link(&self, href: &str) -> Option<String> {
        if href.trim().starts_with('#') {
            return None;
        }
        let url = self.resolve(href)?;
        let mail = url.scheme() == "mailto" && url.path().contains('@') && !url.as_str().contains(['<', '>', ' ']);
        (is_web(&url) || mail).then(|| url.into())
    }

    fn resolve(&self, href: &str) -> Option<Url> {
        let href = href.trim();
        if href.is_empty() || href.len() > 4_000 {
            return None;
        }
        match &self.0 {
            Some(base) => base.join(href).ok(),
            None => Url::parse(href).ok(),
        }
    }
}

fn is_web(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https") && url.host_str().is_some_and(|host| !host.is_empty())
}
