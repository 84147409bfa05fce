pub(super) enum Wall {
    None,
    #[allow(dead_code)]
    Walled,
}
pub(super) struct Page {
    pub(super) title: Option<String>,
    pub(super) published: Option<String>,
    pub(super) outlet: Option<String>,
    pub(super) authors: Vec<String>,
    pub(super) language: Option<String>,
    pub(super) address: Option<String>,
    pub(super) text: Vec<String>,
    pub(super) markdown: String,
    pub(super) removed: Vec<String>,
    pub(super) wall: Wall,
}
impl PartialEq for Wall {
    fn eq(&self, o: &Self) -> bool {
        matches!((self, o), (Wall::None, Wall::None) | (Wall::Walled, Wall::Walled))
    }
}
pub(super) struct Fragment {
    pub(super) text: Vec<String>,
    pub(super) markdown: String,
    pub(super) removed: Vec<String>,
}
pub(super) fn page(html: &str) -> Page {
    let f = fragment(html);
    Page {
        title: None,
        published: None,
        outlet: None,
        authors: vec![],
        language: None,
        address: None,
        text: f.text,
        markdown: f.markdown,
        removed: vec![],
        wall: Wall::None,
    }
}
pub(super) fn fragment(html: &str) -> Fragment {
    let mut t = String::new();
    let mut inn = false;
    for c in html.chars() {
        match c {
            '<' => inn = true,
            '>' => {
                inn = false;
                t.push('\n')
            }
            c if !inn => t.push(c),
            _ => {}
        }
    }
    let text: Vec<String> = t.split("\n\n").map(|s| s.trim().to_owned()).filter(|s| !s.is_empty()).collect();
    Fragment { markdown: text.join("\n\n"), text, removed: vec![] }
}
