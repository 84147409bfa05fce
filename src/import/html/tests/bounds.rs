//! Hostile pages: read in time that grows as their size, without an overflow of the stack.

use std::time::{Duration, Instant};

use super::super::{fragment, page};

/// Reads a page made of `small` pieces and one of four times as many. Quadratic work would take 16 times as long; a
/// limit of 9 leaves room for a busy machine, and the better of three runs counts.
fn grows_as_its_size(name: &str, small: usize, make: impl Fn(usize) -> String) {
    let time = |count: usize| {
        let html = make(count);
        let fastest = (0..3).map(|_| {
            let start = Instant::now();
            page(&html);
            fragment(&html);
            start.elapsed()
        });
        fastest.min().unwrap_or_default().max(Duration::from_micros(500))
    };
    let (one, four) = (time(small), time(4 * small));
    let ratio = four.as_secs_f64() / one.as_secs_f64();
    assert!(ratio < 9.0, "{name}: {ratio:.1} times as long for 4 times the size ({one:?}, {four:?})");
}

#[test]
fn deep_pages() {
    grows_as_its_size("nested divs", 6_000, |n| format!("{}x{}", "<div>".repeat(n), "</div>".repeat(n)));
    grows_as_its_size("unclosed divs with text", 3_000, |n| "<div><p>Some words of text here".repeat(n));
    grows_as_its_size("nested lists", 3_000, |n| "<ul><li>a".repeat(n));
    grows_as_its_size("nested quotes", 3_000, |n| "<blockquote>a".repeat(n));
    grows_as_its_size("nested tables", 2_000, |n| "<table><tr><td>a<td>b".repeat(n));
}

#[test]
fn pages_that_are_never_closed() {
    grows_as_its_size("formatting", 2_000, |n| (0..n).map(|k| format!("<p><font color=c{k}>a<b id=i{k}>b")).collect());
    grows_as_its_size("misnested", 2_000, |n| "<b><p><a href=x><i></b>x</p></i><table></a>".repeat(n));
    grows_as_its_size("ends without starts", 5_000, |n| "</p></div></b></li>".repeat(n));
    grows_as_its_size("open tags", 10_000, |n| "<a href='".repeat(n));
    grows_as_its_size("open comments and scripts", 10_000, |n| "<!-- <script> </".repeat(n));
    grows_as_its_size("quotes", 10_000, |n| "<p title=\"<script>'".repeat(n));
}

#[test]
fn many_attributes() {
    grows_as_its_size("attributes of one tag", 20_000, |n| {
        format!("<p{}>x", (0..n).map(|k| format!(" a{k}=b")).collect::<String>())
    });
    grows_as_its_size("attributes of body", 5_000, |n| (0..n).map(|k| format!("<body a{k}=b>")).collect());
    grows_as_its_size("one long attribute", 50_000, |n| format!("<p title='{}'>x", "word ".repeat(n)));
}

#[test]
fn long_pages() {
    grows_as_its_size("paragraphs", 2_000, |n| {
        format!("<article>{}</article>", "<p>Some words of text, and <b>more</b>.".repeat(n))
    });
    grows_as_its_size("rows", 1_000, |n| format!("<table>{}</table>", "<tr><td>a<td>b".repeat(n)));
    grows_as_its_size("breaks", 5_000, |n| format!("<p>{}", "a<br>".repeat(n)));
    grows_as_its_size("links", 3_000, |n| "<a href='https://a.example/x'>a</a> ".repeat(n));
    grows_as_its_size("JSON-LD", 1_000, |n| {
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
        "<ul><li>".repeat(50_000),
        "<blockquote><b><table><tr><td>".repeat(30_000),
        format!("<script type='application/ld+json'>{}</script>", "[".repeat(100_000)),
        format!("<script type='application/ld+json'>{}</script>", "{\"a\":".repeat(100_000)),
        "<svg><g>".repeat(50_000),
        "<template>".repeat(50_000),
        "<select><option>".repeat(50_000),
    ] {
        page(&html);
        fragment(&html);
    }
}
