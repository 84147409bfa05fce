//! Web archives (ISO 28500): the web pages among their responses. Everything else, images and the archive's own records,
//! is passed over. The day of the crawl is not the day of the article.

use std::io::Read as _;

use flate2::read::{DeflateDecoder, ZlibDecoder};

use super::super::html;
use super::super::report::damaged;
use super::{Entry, Fault, Format, Options, decoded, entries, gzip, page};

/// A page larger than this is no article.
const LARGEST_PAGE: u64 = 32 * 1024 * 1024;
/// All pages of an archive, unpacked.
const LARGEST_ARCHIVE: usize = 1024 * 1024 * 1024;

/// Every web page of an archive.
pub(super) fn read(name: &str, bytes: &[u8], options: &Options) -> Result<Vec<Entry>, Fault> {
    let mut found = Vec::new();
    let mut rest = bytes;
    let mut is_whole = true;
    let (mut unread, mut too_large, mut left) = (0_usize, 0_usize, LARGEST_ARCHIVE);
    let (mut passed_over, mut addresses) = (Vec::new(), Vec::new());
    while let Some(start) = rest.iter().position(|byte| !byte.is_ascii_whitespace()) {
        rest = rest.get(start..).unwrap_or_default();
        let Some((record, after)) = Record::first(rest) else {
            is_whole = false;
            break;
        };
        rest = after;
        let response = match record.response() {
            Response::Page(content_type, body) => Some((content_type, body)),
            Response::Other => None,
            Response::TooLarge => {
                too_large += 1;
                None
            }
            Response::Unread => {
                unread += 1;
                None
            }
        };
        if let Some((content_type, body)) = response {
            // What a few bytes unpack to may be without end.
            left = match left.checked_sub(body.len()) {
                Some(left) => left,
                None => {
                    is_whole = false;
                    break;
                }
            };
            let declared =
                content_type.split_once("charset=").map(|(_, label)| label.trim_matches(['"', ' ', ';']).to_owned());
            let declared = declared.or_else(|| super::declared(&body, "charset"));
            // A page in no readable encoding is passed over like an image.
            let Ok((html, warnings)) = decoded(name, &body, declared.as_deref()) else { continue };
            let address = record.header("WARC-Target-URI").map(|uri| uri.trim_matches(['<', '>']).to_owned());
            let read = entries(name, vec![page::record(html::page(&html), address.clone())], &warnings, options);
            // A crawl begins at a front page, which lists articles and is none.
            if read.iter().all(is_no_article) {
                passed_over.extend(read);
                addresses.extend(address);
            } else {
                found.extend(read);
            }
        }
    }
    if found.is_empty() {
        found = passed_over;
        addresses.clear();
    }
    let way = "download the archive again";
    let largest = LARGEST_PAGE / (1024 * 1024);
    if found.is_empty() && too_large > 0 {
        let what = format!("a page in it has more than {largest} MB");
        return Err(damaged(name, Format::Warc, None, &what, "save the text of the page and import that"));
    }
    if found.is_empty() && unread > 0 {
        return Err(damaged(name, Format::Warc, None, "none of its pages could be unpacked", way));
    }
    if found.is_empty() {
        let what = if is_whole { "there is no web page in it" } else { "it ends in the middle of a record" };
        return Err(damaged(name, Format::Warc, None, what, way));
    }
    if let Some(last) = found.last_mut() {
        if !is_whole {
            let doubt = "file: the web archive ends in the middle of a record, or is too large: pages behind this one are missing";
            last.review.push(doubt.to_owned());
        }
        if let Some(first) = addresses.first() {
            let more = if addresses.len() > 1 { format!(" and {} more", addresses.len() - 1) } else { String::new() };
            last.review.push(format!("file: pages without an article were passed over: {first}{more}"));
        }
        if too_large > 0 {
            last.review.push(format!(
                "file: {too_large} pages of the web archive have more than {largest} MB and were passed over"
            ));
        }
        if unread > 0 {
            last.review.push(format!("file: {unread} pages of the web archive could not be unpacked"));
        }
    }
    Ok(found)
}

/// Whether a page lacks something that an article has, and has hardly any text.
fn is_no_article(entry: &Entry) -> bool {
    const FEW: usize = 30;
    let words = entry.paragraphs.iter().map(|paragraph| paragraph.split_whitespace().count()).sum::<usize>();
    entry.fault.is_some() && words < FEW
}

/// What a record has.
enum Response {
    /// a page: its type and its bytes
    Page(String, Vec<u8>),
    /// something else
    Other,
    /// a page that is larger than any
    TooLarge,
    /// a page that is damaged, or packed in a way that is not read
    Unread,
}

/// One record of an archive.
struct Record<'a> {
    headers: Vec<(&'a str, &'a str)>,
    content: &'a [u8],
}

impl<'a> Record<'a> {
    /// The record at the start of the bytes, and what comes after it.
    fn first(bytes: &'a [u8]) -> Option<(Record<'a>, &'a [u8])> {
        if !bytes.starts_with(b"WARC/") {
            return None;
        }
        let (head, rest) = split_head(bytes)?;
        let headers = headers(head);
        let record = Record { headers, content: &[] };
        let length: usize = record.header("Content-Length")?.parse().ok()?;
        let content = rest.get(..length)?;
        Some((Record { content, ..record }, rest.get(length..)?))
    }

    fn header(&self, name: &str) -> Option<&'a str> {
        find(&self.headers, name)
    }

    /// The page that was fetched well, if the record has one.
    fn response(&self) -> Response {
        let Some((content_type, head, body)) = self.fetched().filter(|(content_type, ..)| is_page(content_type)) else {
            return Response::Other;
        };
        if body.len() as u64 > LARGEST_PAGE {
            return Response::TooLarge;
        }
        let headers = headers(head);
        let chunked = find(&headers, "Transfer-Encoding").is_some_and(|value| value.eq_ignore_ascii_case("chunked"));
        // Some crawlers store the body as it is and leave the header.
        let body = if chunked { unchunked(body).unwrap_or_else(|| body.to_vec()) } else { body.to_vec() };
        let body = match find(&headers, "Content-Encoding").map(str::to_ascii_lowercase).as_deref() {
            Some("gzip" | "x-gzip") if body.starts_with(b"\x1f\x8b") => gzip::unpack(&body, LARGEST_PAGE).ok(),
            Some("deflate") => inflated(&body),
            Some("br" | "zstd") => None,
            _ => Some(body),
        };
        match body {
            Some(body) if body.len() as u64 > LARGEST_PAGE => Response::TooLarge,
            Some(body) => Response::Page(content_type, body),
            None => Response::Unread,
        }
    }

    /// The type of what was fetched, the head of the response and its body.
    fn fetched(&self) -> Option<(String, &'a [u8], &'a [u8])> {
        match self.header("WARC-Type")? {
            "resource" => Some((self.header("Content-Type")?.to_ascii_lowercase(), &[], self.content)),
            "response" => {
                let (head, body) = split_head(self.content)?;
                let status = std::str::from_utf8(head).ok()?.split_whitespace().nth(1)?;
                let headers = headers(head);
                let content_type = find(&headers, "Content-Type")?.to_ascii_lowercase();
                (status == "200").then_some((content_type, head, body))
            }
            _ => None,
        }
    }
}

fn is_page(content_type: &str) -> bool {
    content_type.starts_with("text/html") || content_type.starts_with("application/xhtml")
}

fn find<'a>(headers: &[(&'a str, &'a str)], name: &str) -> Option<&'a str> {
    headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| *value)
}

/// The header block of a record or a response, and what follows its empty line.
fn split_head(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let window = bytes.get(..64 * 1024).unwrap_or(bytes);
    let end = |mark: &[u8]| window.windows(mark.len()).position(|part| part == mark).map(|at| (at, at + mark.len()));
    let (end, next) = end(b"\r\n\r\n").into_iter().chain(end(b"\n\n")).min()?;
    Some((bytes.get(..end)?, bytes.get(next..)?))
}

fn headers(head: &[u8]) -> Vec<(&str, &str)> {
    let text = std::str::from_utf8(head).unwrap_or_default();
    text.lines().filter_map(|line| line.split_once(':')).map(|(key, value)| (key.trim(), value.trim())).collect()
}

/// The body of a chunked response (RFC 9112, section 7.1).
fn unchunked(mut bytes: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::new();
    loop {
        let line = bytes.windows(2).position(|part| part == b"\r\n")?;
        let size = std::str::from_utf8(bytes.get(..line)?).ok()?.split(';').next()?.trim();
        let size = usize::from_str_radix(size, 16).ok()?;
        bytes = bytes.get(line + 2..)?;
        if size == 0 {
            return Some(whole);
        }
        whole.extend_from_slice(bytes.get(..size)?);
        bytes = bytes.get(size + 2..)?;
    }
}

fn inflated(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    if ZlibDecoder::new(bytes).take(LARGEST_PAGE + 1).read_to_end(&mut body).is_err() {
        body.clear();
        DeflateDecoder::new(bytes).take(LARGEST_PAGE + 1).read_to_end(&mut body).ok()?;
    }
    Some(body)
}
