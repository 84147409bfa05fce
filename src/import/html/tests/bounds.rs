//! Hostile pages: read in time that grows as their size, without an overflow of the stack.

use std::time::{Duration, Instant};

use super::super::{fragment, page};

/// Reads a page made of `small` pieces and one of eight times as many. Quadratic work would take 64 times as long; the
/// limit of 24 leaves room for a busy machine, and the best of three runs counts.
fn grows_as_its_size(name: &str, small: usize, make: impl Fn(usize) -> String) {
    let time = |count: usize| {
        let html = make(count);
        let fastest = (0..3).map(|_| {
            let start = Instant::now();
            page(&html);
            fragment(&html);
            start.elapsed()
        });
        fastest.min().unwrap_or_default().max(Duration::from_millis(1))
    };
    // What else runs on the machine may fall on one of both: quadratic work is quadratic each time.
    let ratios = [(); 3].map(|()| time(8 * small).as_secs_f64() / time(small).as_secs_f64());
    assert!(ratios.iter().any(|ratio| *ratio < 24.0), "{name}: {ratios:.1?} times as long for 8 times the size");
}

#[test]
fn deep_pages() {
    grows_as_its_size("nested divs", 1000, |n| format!("{}x{}", "<div>".repeat(n), "</div>".repeat(n)));
    grows_as_its_size("unclosed divs with text", 500, |n| "<div><p>Some words of text here".repeat(n));
    grows_as_its_size("nested lists", 200, |n| "<ul><li>a".repeat(n));
    grows_as_its_size("nested quotes", 500, |n| "<blockquote>a".repeat(n));
    grows_as_its_size("nested tables", 200, |n| "<table><tr><td>a<td>b".repeat(n));
}

#[test]
fn pages_that_are_never_closed() {
    grows_as_its_size("formatting", 100, |n| (0..n).map(|k| format!("<p><font color=c{k}>a<b id=i{k}>b")).collect());
    grows_as_its_size("misnested", 200, |n| "<b><p><a href=x><i></b>x</p></i><table></a>".repeat(n));
    grows_as_its_size("ends without starts", 1000, |n| "</p></div></b></li>".repeat(n));
    grows_as_its_size("open tags", 20000, |n| "<a href='".repeat(n));
    grows_as_its_size("open comments and scripts", 2000, |n| "<!-- <script> </".repeat(n));
    grows_as_its_size("quotes", 1000, |n| "<p title=\"<script>'".repeat(n));
}

#[test]
fn many_attributes() {
    grows_as_its_size("attributes of one tag", 10000, |n| {
        format!("<p{}>x", (0..n).map(|k| format!(" a{k}=b")).collect::<String>())
    });
    grows_as_its_size("attributes of body", 300, |n| (0..n).map(|k| format!("<body a{k}=b>")).collect());
    grows_as_its_size("one long attribute", 25000, |n| format!("<p title='{}'>x", "word ".repeat(n)));
}

#[test]
fn long_pages() {
    grows_as_its_size("paragraphs", 200, |n| {
        format!("<article>{}</article>", "<p>Some words of text, and <b>more</b>.".repeat(n))
    });
    grows_as_its_size("rows", 150, |n| format!("<table>{}</table>", "<tr><td>a<td>b".repeat(n)));
    grows_as_its_size("breaks", 500, |n| format!("<p>{}", "a<br>".repeat(n)));
    grows_as_its_size("links", 200, |n| "<a href='https://a.example/x'>a</a> ".repeat(n));
    grows_as_its_size("JSON-LD", 500, |n| {
        format!(
            "<script type='application/ld+json'>[{}{{}}]</script>",
            "{\"@type\":\"Article\",\"@id\":\"x\",\"author\":{\"@id\":\"x\"}},".repeat(n)
        )
    });
}

#[test]
fn the_stack_holds() {
    for html in [
        "<div>".repeat(100_000),
        "<ul><li>".repeat(10_000),
        "<blockquote><b><table><tr><td>".repeat(10_000),
        format!("<script type='application/ld+json'>{}</script>", "[".repeat(100_000)),
        format!("<script type='application/ld+json'>{}</script>", "{\"a\":".repeat(100_000)),
        "<svg><g>".repeat(10_000),
        "<template>".repeat(10_000),
        "<select><option>".repeat(10_000),
        format!("{}a{}", "<ul><li>".repeat(95), "</ul>".repeat(95)).repeat(20),
    ] {
        page(&html);
        fragment(&html);
    }
}
