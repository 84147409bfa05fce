//! What stands between the headline and the text.

use super::super::{Page, page};

const STANDFIRST: &str = "Malta and Oman share one survey of the strait";
const TEXT: &str = "<p>The two ministries of fisheries have agreed to count the herring of the strait together, and to publish \
    what they find in three languages.</p><p>The first ship leaves in spring with eleven people of both countries on \
    board, the ministry said, and will be at sea for nine weeks.</p><h2>Money</h2><p>A second count is planned for the \
    year after, when the nets have been mended and the crews have been paid.</p>";

fn with(opening: &str) -> Page {
    page(&format!("<title>Herring to be counted</title><body>{}</body>", opening.replace('$', STANDFIRST)))
}

#[test]
fn a_standfirst_is_the_first_paragraph_wherever_it_stands() {
    for html in [
        "<article><h1>Herring to be counted</h1><h2>$.</h2>TEXT</article>",
        "<article><h1>Herring to be counted</h1><h3>$</h3>TEXT</article>",
        "<article><h1>Herring to be counted</h1><p class='dek'>$</p>TEXT</article>",
        "<article><header><h1>Herring to be counted</h1><p itemprop='description'>$</p></header>TEXT</article>",
        "<main><h1>Herring to be counted</h1><h2 class='subtitle'>$</h2><p>7 September 2026</p><div>TEXT</div></main>",
        "<main><h1>Herring to be counted</h1><div class='news-spot'><h2>$</h2></div><div>TEXT</div></main>",
        "<div role='banner'><h1>Herring to be counted</h1><p>By Ines Valadouro</p><p class='standfirst'>$</p></div><div>TEXT</div>",
        "<main><h1>Herring to be counted</h1><div data-gu-name='standfirst'><p>$</p></div><div>TEXT</div></main>",
        "<main><h1>Herring to be counted</h1><div class='article__lead'>$</div><div>TEXT</div></main>",
        "<main><h1>Herring to be counted</h1><p class='chapo'>$</p><div>TEXT</div></main>",
        "<main><h1>Herring to be counted</h1><p class='vorspann'>$</p><div>TEXT</div></main>",
        "<main><h1>Herring to be counted</h1><p class='lid'>$</p><div>TEXT</div></main>",
        "<main><h1>Herring to be counted</h1><p class='haber-özet'>$</p><div>TEXT</div></main>",
        "<meta name='description' content='$'><header><h1>Herring to be counted</h1><div>$</div></header><div>TEXT</div>",
    ] {
        let page = with(&html.replace("TEXT", TEXT));
        let first = page.text.first().map(|text| text.trim_end_matches('.'));
        assert_eq!(first, Some(STANDFIRST), "{html}: {:#?}", page.text);
        assert!(page.markdown.starts_with("Malta and Oman"), "no heading: {}", page.markdown);
        assert_eq!(page.text.len(), 5, "{html}: {:#?}", page.text);
        assert!(page.markdown.contains("\n\n## Money\n\n"), "{}", page.markdown);
    }
}

#[test]
fn what_the_text_has_is_not_told_twice() {
    let said = "<main><h1>Herring to be counted</h1><h2 class='spot'>The two ministries of fisheries have agreed to count the \
                herring of the strait together</h2><div>TEXT</div></main>";
    let page = with(&said.replace("TEXT", TEXT));
    let told = page.text.iter().filter(|text| text.contains("agreed to count")).count();
    assert_eq!(told, 1, "{:#?}", page.text);
}

#[test]
fn the_heading_of_a_first_section_stays_one() {
    let page = with(&format!("<article><h1>Herring to be counted</h1><h2>Why the herring count</h2>{TEXT}</article>"));
    assert!(page.markdown.starts_with("## Why the herring count\n\n"), "{}", page.markdown);
}

#[test]
fn furniture_below_the_headline_is_no_standfirst() {
    for line in [
        "<p class='subtitle'>By Ines Valadouro</p>",
        "<p class='subtitle'>7 September 2026</p>",
        "<h2>Share this article on Facebook</h2>",
        "<p class='subtitle'><a href='https://gulf.example/x'>Ferry to be mended in the spring</a></p>",
    ] {
        let page = with(&format!("<article><h1>Herring to be counted</h1>{line}{TEXT}</article>"));
        assert!(page.text.first().is_some_and(|text| text.starts_with("The two ministries")), "{:#?}", page.text);
    }
}
