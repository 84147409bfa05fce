//! A message that was forwarded as text: its fields, its quotation marks, and what stands around them.

use super::super::decode::Line;
use super::byline;
use super::date::{self, Written};
use super::draft::Draft;
use super::line::{ends_sentence, has_text};
use super::outlet;
use super::reply::{self, Attribution};
use super::signature;
use crate::country::gazetteer::{Gazetteer, fold, fold_words};

/// What the fields of the message say.
#[derive(Debug, Default)]
pub(super) struct Mail {
    subject: Option<(u32, String)>,
    date: Option<(Written, u32)>,
    /// the outlet that sent it first
    sender: Option<String>,
    /// lines around the message
    dropped: Vec<(u32, String)>,
}

/// The text of a forwarded message without its quotation marks, and what its fields say; nothing when the text is none.
pub(super) fn unwrap(lines: &[Line], gazetteer: &Gazetteer) -> Option<(Vec<Line>, Mail)> {
    if let Some(reply) = reply::find(lines) {
        return Some(quoted_article(lines, &reply, gazetteer));
    }
    let quoted = is_quoted(lines);
    let bare: Vec<Line> = lines
        .iter()
        .map(|line| Line {
            number: line.number,
            text: if quoted { unquoted(&line.text) } else { &line.text }.to_owned(),
        })
        .collect();
    let (start, mut mail) = match fields(&bare).or_else(|| pasted(&bare)) {
        Some(found) => found,
        None if quoted => (0, Mail::default()),
        None => return None,
    };
    let mut rest = bare.get(start..).unwrap_or_default().to_vec();
    if let Some(end) = signature::start(&rest) {
        mail.drop_all(&rest[end + 1..]);
        rest.truncate(end);
    }
    // A reply quotes below its fields only.
    if is_quoted(&rest) {
        for line in &mut rest {
            line.text = unquoted(&line.text).to_owned();
        }
    }
    mail.entitle(&mut rest, gazetteer);
    Some((rest, mail))
}

/// The article that a reply quotes, which may be a reply or a forwarded message itself.
fn quoted_article(lines: &[Line], reply: &Attribution, gazetteer: &Gazetteer) -> (Vec<Line>, Mail) {
    let (above, below) = (lines.get(..reply.lines.start), lines.get(reply.lines.end..));
    let (quoted, own): (Vec<Line>, Vec<Line>) =
        below.unwrap_or_default().iter().cloned().partition(|line| line.text.is_empty() || line.text.starts_with('>'));
    let unquote = |line: &Line| {
        let text = line.text.strip_prefix('>').unwrap_or(&line.text);
        Line { number: line.number, text: text.trim().to_owned() }
    };
    let mut rest: Vec<Line> = quoted.iter().map(unquote).collect();
    let number = lines.get(reply.lines.start).map_or(1, |line| line.number);
    let written = date::find(&reply.text).into_iter().next().map(|written| (written, number));
    let mut mail = Mail { sender: sender(&reply.sender()), date: written, ..Mail::default() };
    for line in above.unwrap_or_default().iter().filter(|line| has_text(&line.text)) {
        match super::headings::text_of(&line.text).filter(|_| mail.subject.is_none()) {
            // The subject of the reply, as a heading above it.
            Some(subject) => mail.subject = Some((line.number, without_marks(&subject).to_owned())),
            None => mail.dropped.push((line.number, line.text.clone())),
        }
    }
    mail.drop_all(lines.get(reply.lines.clone()).unwrap_or_default());
    mail.drop_all(&own);
    if let Some((inner_rest, mut inner)) = unwrap(&rest, gazetteer) {
        inner.date = inner.date.or(mail.date);
        inner.dropped.splice(0..0, mail.dropped);
        // A quoted reply has no subject of its own.
        match inner.subject {
            None => {
                inner.subject = mail.subject;
                let mut inner_rest = inner_rest;
                inner.entitle(&mut inner_rest, gazetteer);
                return (inner_rest, inner);
            }
            Some(_) => inner.dropped.extend(mail.subject),
        }
        return (inner_rest, inner);
    }
    // What the reply calls itself may be another thing than what it quotes.
    if has_headline(&rest, gazetteer) {
        mail.dropped.extend(mail.subject.take().filter(|(_, subject)| !says(&rest, subject)));
    }
    mail.entitle(&mut rest, gazetteer);
    (rest, mail)
}

/// Whether the text opens with a line that stands alone and is neither a sentence nor a byline.
fn has_headline(lines: &[Line], gazetteer: &Gazetteer) -> bool {
    let Some(first) = lines.iter().position(|line| has_text(&line.text)) else { return false };
    let text = lines.get(first).map_or("", |line| line.text.as_str());
    let alone = lines.get(first + 1).is_none_or(|line| line.text.is_empty());
    alone && !ends_sentence(text) && !text.contains("://") && byline::explicit(text, gazetteer).is_none()
}

impl Mail {
    /// Sets the subject above a text that has no title of its own.
    fn entitle(&mut self, rest: &mut Vec<Line>, gazetteer: &Gazetteer) {
        let Some((number, subject)) = self.subject.clone() else { return };
        if says(rest, &subject) {
            return;
        }
        if has_own_title(rest, gazetteer) {
            self.dropped.push((number, subject));
        } else {
            let title = Line { number, text: subject };
            let blank = Line { number, text: String::new() };
            rest.splice(0..0, [title, blank]);
        }
    }

    /// Completes what was read of the message: its day where the text has none, and what was left out.
    pub(super) fn apply(self, drafts: &mut [Draft]) {
        for draft in drafts.iter_mut() {
            let doubt = "date: that of the mail was taken, the text has none";
            draft.otherwise = self.date.clone().map(|(written, line)| (written, line, doubt));
            let named = draft.body.trailer.as_ref().is_some_and(|trailer| trailer.name.is_some());
            if draft.outlet.is_none() && !named && self.sender.is_some() {
                draft.review.push("outlet: the sender of the mail".to_owned());
                draft.outlet.clone_from(&self.sender);
            }
        }
        if let Some(first) = drafts.first_mut() {
            let said = self.dropped.into_iter().filter(|(number, _)| *number != super::NO_LINE);
            first.body.furniture.splice(0..0, said);
        }
    }

    fn drop_all(&mut self, lines: &[Line]) {
        let full = lines.iter().filter(|line| has_text(&line.text));
        self.dropped.extend(full.map(|line| (line.number, line.text.clone())));
    }
}

/// Whether nearly every line with text is marked as quoted.
fn is_quoted(lines: &[Line]) -> bool {
    let full = lines.iter().filter(|line| !line.text.is_empty());
    let (all, marked) =
        full.fold((0, 0), |(all, marked), line| (all + 1, marked + usize::from(line.text.starts_with('>'))));
    all > 2 && marked * 10 >= all * 8
}

fn unquoted(text: &str) -> &str {
    text.trim_start_matches(['>', ' '])
}

/// The fields of the last forwarded message and the index behind them. At least three of them stand in a row, the
/// subject and the sender among them.
fn fields(lines: &[Line]) -> Option<(usize, Mail)> {
    const FIRST_LINES: usize = 200;
    let mut found = None;
    let mut at = 0;
    while at < lines.len().min(FIRST_LINES) {
        let mut end = at;
        let mut mail = Mail::default();
        let mut names = Vec::new();
        while let Some((field, value)) = lines.get(end).and_then(|line| field(&line.text)) {
            let number = lines[end].number;
            match field {
                Field::Subject if mail.subject.is_none() => {
                    mail.subject = Some((number, without_marks(value).to_owned()));
                }
                Field::From => {
                    mail.sender = mail.sender.take().or_else(|| sender(value));
                    mail.drop_all(&lines[end..=end]);
                }
                Field::Date if mail.date.is_none() => {
                    mail.date = date::find(value).into_iter().next().map(|written| (written, number));
                    mail.drop_all(&lines[end..=end]);
                }
                _ => mail.drop_all(&lines[end..=end]),
            }
            names.push(field);
            end += 1;
        }
        if names.len() > 2 && names.contains(&Field::Subject) && names.contains(&Field::From) {
            let mut dropped = Mail::default();
            dropped.drop_all(&lines[..at]);
            dropped.dropped.append(&mut mail.dropped);
            mail.dropped = dropped.dropped;
            // A body of one article follows: what was forwarded twice begins behind the last fields.
            found = Some((end, mail));
        }
        at = end.max(at + 1);
    }
    found
}

/// The head of a message as a mail program shows it: `NAME <address>`, its day, and to whom. Above it stand its subject
/// and how many messages there are.
fn pasted(lines: &[Line]) -> Option<(usize, Mail)> {
    const ABOVE: usize = 3;
    const BELOW: usize = 5;
    let full: Vec<usize> = (0..lines.len()).filter(|at| has_text(&lines[*at].text)).take(ABOVE + BELOW + 1).collect();
    let place = full.iter().take(ABOVE + 1).position(|at| is_sender_line(&lines[*at].text))?;
    let mut mail = Mail { sender: sender(&lines[full[place]].text), ..Mail::default() };
    let mut end = full[place] + 1;
    for at in full.iter().skip(place + 1).take(BELOW).copied() {
        let text = lines[at].text.as_str();
        let day = date::find(text).into_iter().next().filter(|_| text.len() <= 60 && !is_addressee(text));
        if !(is_addressee(text) || (day.is_some() && mail.date.is_none())) {
            break;
        }
        mail.date = mail.date.take().or(day.map(|written| (written, lines[at].number)));
        end = at + 1;
    }
    // A name with an address alone may be that of an author.
    mail.date.as_ref()?;
    let mut above = full[..place].iter().filter(|at| !is_message_count(&lines[**at].text));
    if let (Some(at), None) = (above.next(), above.next()) {
        mail.subject = Some((lines[*at].number, without_marks(&lines[*at].text).to_owned()));
    }
    let subject = mail.subject.as_ref().map(|(number, _)| *number);
    let gone: Vec<Line> = lines[..end].iter().filter(|line| Some(line.number) != subject).cloned().collect();
    mail.drop_all(&gone);
    Some((end, mail))
}

/// `Gulf Ledger <news@gulfledger.example>` and nothing else.
fn is_sender_line(text: &str) -> bool {
    const LONGEST: usize = 160;
    let Some((name, address)) = text.strip_suffix('>').and_then(|text| text.split_once('<')) else { return false };
    let is_address = address.split_once('@').is_some_and(|(user, host)| !user.is_empty() && host.contains('.'));
    text.len() <= LONGEST && has_text(name) && !name.contains([':', '.']) && is_address && !address.contains([' ', '<'])
}

/// "To: …", "to me", "Kime: …"
fn is_addressee(text: &str) -> bool {
    matches!(field(text), Some((Field::Other, _))) || matches!(fold(text).as_str(), "to me" | "bana" | "an mich")
}

/// "1 message", "3 ileti"
fn is_message_count(text: &str) -> bool {
    let words = fold_words(text);
    words.len() == 2
        && words[0].bytes().all(|b| b.is_ascii_digit())
        && matches!(words[1].as_str(), "message" | "messages" | "ileti" | "nachricht" | "nachrichten" | "mesaj")
}

/// The name in `Gulf Ledger <news@gulfledger.example>`. A person is no outlet, and neither is an office that has no name
/// of its own.
fn sender(value: &str) -> Option<String> {
    let value = value.replace("mailto:", "");
    let name = value.split(['<', '[']).next().unwrap_or_default().trim_matches(['"', '\'', ' ', '*']);
    let office = matches!(
        fold(name).as_str(),
        "press office" | "press service" | "newsletter" | "news" | "media" | "press" | "basin bürosu" | "basin servisi"
    );
    let person = byline::bare(name, Gazetteer::builtin()).is_some();
    let named = outlet::is_name(name) && !name.contains('@') && !office;
    (named && (outlet::sounds_like_one(name) || !person)).then(|| name.to_owned())
}

/// Whether the text is a message that was forwarded, with its fields above it, or a reply that quotes one.
#[cfg(feature = "formats")]
pub(super) fn is_forwarded(lines: &[Line]) -> bool {
    fields(lines).is_some() || reply::find(lines).is_some()
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Subject,
    Date,
    From,
    Other,
}

fn field(text: &str) -> Option<(Field, &str)> {
    if text.len() > 600 {
        return None;
    }
    let (name, value) = text.split_once(':')?;
    let field = match fold(name.trim_matches(['*', ' ', '\t'])).as_str() {
        "subject" | "konu" | "betreff" | "objet" | "тема" | "mövzu" | "الموضوع" | "موضوع" => {
            Field::Subject
        }
        "date"
        | "sent"
        | "tarih"
        | "gönderildi"
        | "gönderilme"
        | "gönderim"
        | "gesendet"
        | "envoye"
        | "дата"
        | "отправлено"
        | "datum"
        | "tarix"
        | "gönderme tarihi"
        | "التاريخ"
        | "تاريخ" => Field::Date,
        "from" | "kimden" | "gönderen" | "von" | "de" | "от" | "от кого" | "kimdən" | "من" | "از" => {
            Field::From
        }
        "to" | "cc" | "bcc" | "kime" | "bilgi" | "an" | "a" | "кому" | "копия" | "reply-to" | "kimə" | "importance"
        | "attachments" | "ekler" | "alici" | "gonderilen" | "الي" => Field::Other,
        _ => return None,
    };
    Some((field, value.trim_matches(['*', ' '])))
}

/// The subject without "Fwd:", "Re:", "İlt:" and their like.
pub(super) fn without_marks(subject: &str) -> &str {
    let mut rest = subject;
    while let Some((mark, after)) = rest.split_once(':') {
        let known = matches!(
            fold(mark.trim().trim_start_matches('[')).as_str(),
            "fwd" | "fw" | "re" | "ilt" | "ynt" | "wg" | "aw" | "tr" | "rv" | "yönl" | "ha" | "пересл"
        );
        if !known {
            break;
        }
        rest = after.trim();
    }
    rest
}

/// Whether the text opens with a marked heading, or with a title that has its date below it.
fn has_own_title(lines: &[Line], gazetteer: &Gazetteer) -> bool {
    let first = lines.iter().position(|line| has_text(&line.text));
    if first.is_some_and(|first| super::plain::opens_item(lines, first, gazetteer)) {
        return true;
    }
    let mut opening = lines.iter().filter(|line| has_text(&line.text)).take(6).map(|line| line.text.as_str());
    opening.any(|text| super::headings::text_of(text).is_some() || text.starts_with("**"))
}

/// Whether the text opens with the subject itself.
fn says(lines: &[Line], subject: &str) -> bool {
    let own = fold_words(subject);
    let mut opening = lines.iter().filter(|line| has_text(&line.text)).take(6);
    opening.any(|line| fold_words(&line.text) == own)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<Line> {
        (1..).zip(text.lines()).map(|(number, text)| Line { number, text: text.trim().to_owned() }).collect()
    }

    #[test]
    fn fields_and_quotes_go() {
        let text = "FYI\n\n---- Forwarded ----\nFrom: A <a@x.example>\nDate: Thu, 2 Dec 2021\nSubject: Fwd: Two sign\nTo: B\n\n> One.\n> Two.\n> > Three.\n\n--\nB";
        let (rest, mail) = unwrap(&lines(text), Gazetteer::builtin()).unwrap();
        let texts: Vec<&str> = rest.iter().map(|line| line.text.as_str()).filter(|text| !text.is_empty()).collect();
        assert_eq!(texts, ["Two sign", "One.", "Two.", "Three."]);
        assert_eq!(mail.date.unwrap().0.raw, "2 Dec 2021");
        assert!(mail.dropped.iter().any(|(_, text)| text == "FYI") && mail.dropped.iter().any(|(_, text)| text == "B"));
    }

    #[test]
    fn a_pasted_head_goes() {
        let text = "Marta Lind <marta@desk.example>\nTue, Oct 14, 2025 at 9:12 AM\nTo: digest@desk.example\n\nTwo sign\n\nThey signed.";
        let (rest, mail) = unwrap(&lines(text), Gazetteer::builtin()).unwrap();
        let texts: Vec<&str> = rest.iter().map(|line| line.text.as_str()).filter(|text| !text.is_empty()).collect();
        assert_eq!(texts, ["Two sign", "They signed."]);
        assert_eq!((mail.dropped.len(), mail.sender), (3, None));
        let text = "Two sign\n1 message\nGulf Ledger <news@gulf.example>\t14 October 2025\nto me\n\nThey signed.";
        assert!(unwrap(&lines(text), Gazetteer::builtin()).is_none(), "a day behind the address is no head");
        let text = text.replace('\t', "\n");
        let (rest, mail) = unwrap(&lines(&text), Gazetteer::builtin()).unwrap();
        assert_eq!((rest[0].text.as_str(), mail.sender.as_deref()), ("Two sign", Some("Gulf Ledger")));
    }

    #[test]
    fn other_texts_are_left() {
        for text in [
            "From: the sea\n\nText.",
            "Two sign\nJane Roe <jane@x.example>\n\nText.",
            "Date: 2 May 2022\nTitle: A\n\nText.",
            "> one quote\n\nand text\n\nmore text",
        ] {
            assert!(unwrap(&lines(text), Gazetteer::builtin()).is_none(), "{text}");
        }
        assert_eq!(without_marks("Fwd: RE: İlt: A: b"), "A: b");
    }
}
