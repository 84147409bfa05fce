//! How sure the importer is of each field of an article.

use super::{Certainty, Item, WarningCode};

/// How sure a field is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldState<'a> {
    /// It stands in the raw file.
    Certain,
    /// It was worked out; why it may be wrong.
    Inferred(&'a str),
    /// There is none.
    Missing,
}

impl Item {
    /// The fields that an editor looks at, in the order of the front matter. A missing author is no doubt: many articles
    /// have none.
    pub fn fields(&self) -> Vec<(&'static str, FieldState<'_>)> {
        let field = |name: &'static str, is_missing: bool| (name, self.state(name, is_missing));
        vec![
            field("title", self.title.is_empty()),
            field("date", self.date.is_none()),
            field("countries", self.countries.is_empty()),
            field("mentions", false),
            field("topics", self.topics.is_empty()),
            field("outlet", self.outlet.is_none()),
            field("url", self.source_url.is_none()),
            field("author", false),
            field("body", self.body.trim().is_empty()),
            field("story", false),
            field("header", false),
        ]
    }

    /// How sure each of [`Item::fields`] is, as `--json` prints it. Countries and topics are inferred whenever the text had to
    /// tell them, doubt or no doubt.
    pub(super) fn certainties(&self) -> Vec<(&'static str, Certainty)> {
        let of = |(field, state): (&'static str, FieldState)| {
            let tagged = match field {
                "countries" => self.countries_certainty,
                "topics" => self.topics_certainty,
                _ => Certainty::Certain,
            };
            let stated = match state {
                // That there is none is not certain; a text need not name its author.
                FieldState::Certain if field == "author" && self.author.is_empty() => Certainty::Missing,
                FieldState::Certain => Certainty::Certain,
                FieldState::Inferred(_) => Certainty::Inferred,
                FieldState::Missing => Certainty::Missing,
            };
            (field, if stated == Certainty::Certain { tagged } else { stated })
        };
        self.fields().into_iter().map(of).collect()
    }

    fn state(&self, field: &str, is_missing: bool) -> FieldState<'_> {
        if is_missing {
            return FieldState::Missing;
        }
        let doubt = self.review.iter().find_map(|doubt| {
            let (name, why) = doubt.split_once(": ")?;
            (name == field || (name == "source" && field == "url")).then_some(why)
        });
        let warned = |code: WarningCode| self.warnings.iter().find(|warning| warning.code == code);
        let warning = match field {
            "date" => warned(WarningCode::DateOrderFromUrl),
            "outlet" => warned(WarningCode::OutletFromDateline),
            "body" => warned(WarningCode::MojibakeRepaired).or_else(|| warned(WarningCode::EncodingGuessed)),
            _ => None,
        };
        match doubt.or_else(|| warning.map(|warning| warning.message.as_str())) {
            Some(why) => FieldState::Inferred(why),
            None => FieldState::Certain,
        }
    }
}
