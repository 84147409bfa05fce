//! Not a test of its own: writes what is extracted from a folder of pages, for benches/extraction.py.

use std::path::Path;

/// `EXTRACTION_PAGES` has NAME.html, `EXTRACTION_OUTPUT` gets NAME.txt.
#[test]
#[ignore = "needs pages that are not part of the repository, see docs/extraction.md"]
#[allow(clippy::disallowed_methods)]
fn writes_what_it_extracts() {
    let pages = std::env::var("EXTRACTION_PAGES").unwrap();
    let output = std::env::var("EXTRACTION_OUTPUT").unwrap();
    std::fs::create_dir_all(&output).unwrap();
    let mut count = 0;
    for entry in std::fs::read_dir(pages).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "html") {
            let html = String::from_utf8_lossy(&std::fs::read(&path).unwrap()).into_owned();
            let name = Path::new(path.file_stem().unwrap()).with_extension("txt");
            let page = super::super::page(&html);
            std::fs::write(Path::new(&output).join(&name), page.text.join("\n\n")).unwrap();
            let more = format!(
                "{:#?}\n{}",
                (
                    &page.title,
                    &page.published,
                    &page.outlet,
                    &page.authors,
                    &page.language,
                    &page.address,
                    &page.removed,
                    page.completeness,
                    &page.wall,
                    &page.shown,
                    &page.doubts
                ),
                page.markdown
            );
            std::fs::write(Path::new(&output).join(name.with_extension("md")), more).unwrap();
            count += 1;
        }
    }
    assert!(count > 0, "no pages");
}
