//! Words with a form, as elements and as events.

use pulldown_cmark::{LinkType, Tag};

/// Words with a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Form {
    Emph,
    Strong,
    Strike,
    Super,
    Sub,
    Link(String),
}

impl Form {
    pub(super) fn tag(&self) -> Tag<'static> {
        match self {
            Form::Emph => Tag::Emphasis,
            Form::Strong => Tag::Strong,
            Form::Strike => Tag::Strikethrough,
            Form::Super => Tag::Superscript,
            Form::Sub => Tag::Subscript,
            Form::Link(to) => {
                Tag::Link { link_type: LinkType::Inline, dest_url: to.clone().into(), title: "".into(), id: "".into() }
            }
        }
    }
}

/// Elements of words that have no form of their own here.
pub(super) const WORDS: [&str; 23] = [
    "a", "abbr", "acronym", "bdi", "bdo", "big", "data", "font", "ins", "label", "mark", "rb", "rp", "rt", "rtc",
    "ruby", "small", "span", "time", "u", "map", "nobr", "output",
];
