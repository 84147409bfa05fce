//! Feeds whose entries end in the middle: "[…]", "… Continue reading", "The post … appeared first on …".

use super::super::text;
use super::block::{Block, Line};
use super::trim::Care;
use super::walls;

/// Whether a text goes on elsewhere.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::import) enum Extent {
    #[default]
    Whole,
    /// its foot says that there is more
    Cut,
}

/// What stood below a text.
#[derive(Debug, Default)]
pub(super) struct Foot {
    pub(super) extent: Extent,
    pub(super) removed: Vec<String>,
}

/// Takes the foot off a text that says that it goes on, or where it comes from. In a mail a link that calls to the article
/// stays.
pub(super) fn take(blocks: &mut Vec<Block>, care: Care) -> Foot {
    let mut foot = Foot::default();
    // "[…]", "Read more" and "The post …" may stand below each other.
    for _ in 0..3 {
        let Some(Block::Paragraph(line)) = blocks.last_mut() else { break };
        let text = line.text();
        if is_source(&text) {
            foot.removed.push(text);
            blocks.pop();
            continue;
        }
        let call = call_at_end(line);
        if call.is_some() && care == Care::Mail {
            break;
        }
        let Some(at) = end_of_text(&text).or(call) else { break };
        foot.extent = Extent::Cut;
        foot.removed.extend(text.get(at..).map(|end| end.trim().to_owned()));
        shorten(line, at);
        if line.is_empty() {
            blocks.pop();
        }
    }
    foot
}

/// Whether a line is nothing but a link that calls to the whole of an article: "Read more".
pub(super) fn is_call(line: &Line) -> bool {
    call_at_end(line).is_some_and(|at| line.text().get(..at).is_some_and(|before| before.trim().is_empty()))
}

/// Where the link begins that a line ends with, if it calls to the whole of an article.
fn call_at_end(line: &Line) -> Option<usize> {
    let mut label = String::new();
    let mut at = line.text().len();
    for span in line.spans.iter().rev() {
        // Behind the link there may be an arrow or a stop.
        let is_sign = label.is_empty() && !span.text.contains(char::is_alphanumeric);
        if span.style.link.is_none() && !is_sign {
            break;
        }
        at = at.checked_sub(span.text.len())?;
        if span.style.link.is_some() {
            label.insert_str(0, &span.text);
        }
    }
    let line = line.text();
    let before = line.get(..at)?.trim_end();
    // "… are related": the last word of a sentence is no call.
    let is_apart = before.is_empty() || before.ends_with(|c: char| !c.is_alphanumeric() && c != ',');
    (is_apart && leads_on(&label)).then_some(at)
}

/// Whether the label of a link calls to the whole of its article, not to another one.
pub(super) fn leads_on(label: &str) -> bool {
    /// Words of labels of other stories.
    const OTHERS: [&str; 14] = [
        "also",
        "watch",
        "related",
        "next",
        "more on",
        "ayrıca",
        "bunu",
        "bunları",
        "ilgili",
        "auch",
        "thema",
        "aussi",
        "também",
        "также",
    ];
    let lower = label.to_lowercase();
    text::is_call(label) && !OTHERS.iter().any(|other| lower.contains(other))
}

/// Takes the sentences of a wall off the end of a paragraph that has others, and returns them.
pub(super) fn take_wall(line: &mut Line) -> Option<String> {
    let text = line.text();
    let at = walls::wall_behind(&text).filter(|at| *at > 0)?;
    let wall = text.get(at..)?.trim().to_owned();
    shorten(line, at);
    Some(wall)
}

/// WordPress sets this below whole entries too.
fn is_source(text: &str) -> bool {
    let text = text.trim();
    text.len() < 500 && text.starts_with("The post ") && text.contains(" appeared first on ")
}

/// Where the sign begins that a text is cut.
fn end_of_text(text: &str) -> Option<usize> {
    const SIGNS: [&str; 4] = ["[…]", "[...]", "[… ]", "[ … ]"];
    const CALLS: [&str; 6] =
        ["continue reading", "read more", "read the full", "devamını oku", "lire la suite", "weiterlesen"];
    const LONGEST_TITLE: usize = 25;
    let whole = text.trim_end();
    if let Some(sign) = SIGNS.iter().find(|sign| whole.ends_with(**sign)) {
        return Some(whole.len() - sign.len());
    }
    let lower = whole.to_ascii_lowercase();
    let at = CALLS.iter().filter_map(|call| lower.rfind(call)).max()?;
    let before = whole.get(..at)?.trim_end();
    let title = whole.get(at..)?;
    // "Read more than one book" is text: an ellipsis stands before the call, or it is a line of its own and no sentence.
    let Some(sign) = SIGNS.iter().chain(&["…", "..."]).find(|sign| before.ends_with(**sign)) else {
        let bare = title.trim_end_matches(|c: char| !c.is_alphanumeric());
        let alone = before.is_empty() && CALLS.iter().any(|call| bare.eq_ignore_ascii_case(call));
        return alone.then_some(0);
    };
    (title.split_whitespace().count() <= LONGEST_TITLE).then_some(before.len() - sign.len())
}

/// Keeps the first `length` bytes of a line, without white space at their end.
fn shorten(line: &mut Line, length: usize) {
    let mut left = length;
    line.spans.retain_mut(|span| {
        let own = span.text.len();
        span.text.truncate(left);
        left = left.saturating_sub(own);
        !span.text.is_empty()
    });
    while let Some(span) = line.spans.last_mut() {
        span.text.truncate(span.text.trim_end().len());
        if !span.text.is_empty() {
            break;
        }
        line.spans.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::super::fragment;
    use super::*;

    const TEXT: &str = "The two ports agreed on <b>one tariff</b> for grain";

    #[test]
    fn cut_entries_are_told_and_lose_their_foot() {
        for (end, foot) in [
            (" [...]", "[...]"),
            (" [&#8230;]", "[…]"),
            (
                "&#8230; <a href='https://a.example/x'>Continue reading <span>One tariff</span> &rarr;</a>",
                "… Continue reading One tariff →",
            ),
            ("</p><p><a href='https://a.example/x'>Read more</a>", "Read more"),
            ("… Read more »", "… Read more »"),
            (". <a href='https://a.example/x'>Continue reading</a> →", "Continue reading →"),
            (
                " […]</p><p>The post <a href='https://a.example/x'>One tariff</a> appeared first on <a href='/'>Port News</a>.",
                "[…]",
            ),
        ] {
            let read = fragment(&format!("<p>{TEXT}{end}</p>"));
            assert_eq!(read.extent, Extent::Cut, "{end}");
            let whole = |text: &str| text.trim_end_matches('.').to_owned();
            assert_eq!(whole(&read.text.join("|")), "The two ports agreed on one tariff for grain", "{end}");
            assert_eq!(whole(&read.markdown), "The two ports agreed on **one tariff** for grain", "{end}");
            assert!(read.removed.iter().any(|removed| removed == foot), "{end}: {:?}", read.removed);
        }
    }

    #[test]
    fn whole_entries_stay_whole() {
        for end in [
            ".",
            "…",
            ". Ministers said they would read more than one report.",
            ".</p><p>Read more than one report, the minister said.",
            ". He quoted “the […] tariff” twice.",
            ", of which the press will <a href='https://a.example/x'>read more</a>.",
            ". <a href='https://a.example/x'>Watch</a>",
        ] {
            let html = format!("<p>{TEXT}{end}</p>");
            let read = fragment(&html);
            assert_eq!(read.extent, Extent::Whole, "{end}");
            assert_eq!(read.removed, [""; 0], "{end}");
        }
        let posted = fragment(&format!("<p>{TEXT}.</p><p>The post One tariff appeared first on Port News.</p>"));
        assert_eq!((posted.extent, posted.text.len()), (Extent::Whole, 1));
        assert_eq!(posted.removed, ["The post One tariff appeared first on Port News."]);
    }
}
