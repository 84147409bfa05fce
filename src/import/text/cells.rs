//! A header line of several parts: `| 19:27:01 | 28-04-2005 | Economy |`, `By A | 2 May 2022 | 3 min read`.

use super::byline;
use super::date;
use super::dateline;
use super::labels::{self, Label};
use super::line::{ends_sentence, has_text};
use super::outlet;
use crate::country::gazetteer::Gazetteer;

/// The parts of a line between bars, bullets or, where there are three at least, dashes. One of them must be a byline
/// or a date.
pub(super) fn of<'a>(text: &'a str, gazetteer: &Gazetteer) -> Option<Vec<&'a str>> {
    // "RİZE (AA) - 18.11.2025 - Peru ile …" is the opening of a text.
    if ends_sentence(text) && dateline::find(text, gazetteer).is_some_and(|found| found.agency.is_some()) {
        return None;
    }
    const MARKS: [char; 4] = ['|', '•', '·', '●'];
    if text.len() > 240 {
        return None;
    }
    let bars = text.matches(MARKS).count();
    let pieces: Vec<&str> = if bars > 0 {
        text.split(MARKS).map(str::trim).filter(|piece| has_text(piece)).collect()
    } else {
        text.split([" - ", " – ", " — "].iter().find(|dash| text.contains(*dash))?).map(str::trim).collect()
    };
    if pieces.iter().any(|piece| piece.len() > 90) || (bars == 0 && pieces.len() < 3) {
        return None;
    }
    let dates = pieces.iter().filter(|piece| is_date(piece)).count();
    let bylines = pieces.iter().filter(|piece| byline::explicit(piece, gazetteer).is_some()).count();
    // "Fjord Daily | 2 May 2022" is an outlet with its date.
    let outlet = bars == 1 && dates == 1 && outlet::dated(text, gazetteer).is_some_and(|dated| dated.name.is_some());
    (dates + bylines > 0 && !outlet && (bars > 0 || dates > 0)).then_some(pieces)
}

fn is_date(piece: &str) -> bool {
    let labelled = |(label, value)| matches!(label, Label::Published | Label::Updated) && !date::find(value).is_empty();
    date::whole(piece).is_some() || labels::find(piece).is_some_and(labelled)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_several_parts() {
        let count = |text: &str| of(text, Gazetteer::builtin()).map(|pieces| pieces.len());
        assert_eq!(count("| 19:27:01 | 28-04-2005 | Economy |"), Some(3));
        assert_eq!(count("By Vera Example | 2 May 2022 | 3 min read"), Some(3));
        assert_eq!(count("Fjord Daily - May 2, 2022 - By Vera Example"), Some(3));
        for none in ["Fjord Daily | 2 May 2022", "Norway - Ghana - Peru", "2 May 2022 - 10:15", "a | b"] {
            assert_eq!(count(none), None, "{none}");
        }
    }
}
