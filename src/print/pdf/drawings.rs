//! Drawings (SVG): whether they can be read, and whether their filters are worth the time.
//!
//! Filters are computed dot by dot while the PDF is written. A file of a few letters can ask for hours of it.

use std::io::Read as _;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock};

use flate2::read::MultiGzDecoder;
use usvg::filter::Kind;
use usvg::{Group, Node, Options, Tree};

/// Dots times steps for each: some seconds.
const MOST_WORK: f64 = 1e9;
/// Filters are computed with so many dots for a point of the page, and never more in a direction (krilla-svg).
const DOTS_OF_A_POINT: f64 = 4.0;
const MOST_DOTS: f64 = 5000.0;
/// Bytes of a drawing when it is unpacked: a packed one is a thousandth of that.
const MOST_UNPACKED: u64 = 64_000_000;
const TOO_LARGE: &str = "it is larger than 64 MB when unpacked";
/// No side of a picture is longer on a sheet of paper, in points.
const LONGEST_SIDE: f64 = 800.0;

/// Looks through a drawing.
///
/// # Errors
///
/// Why it is not printed, as the end of a sentence.
pub(super) fn look_through(bytes: &[u8]) -> Result<(), String> {
    let said = |reason: &str| Err(reason.to_owned());
    if matches!(bytes, [0xff, 0xfe, ..] | [0xfe, 0xff, ..]) {
        return said("it is written in UTF-16; save it as UTF-8");
    }
    let begins = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    if !begins.starts_with(b"<") && !is_packed(bytes) {
        return said("its format is not one that can be printed");
    }
    if unpacks_to_too_much(bytes) {
        return said(TOO_LARGE);
    }
    let inner_too_large = Arc::new(AtomicBool::new(false));
    let tree = match Tree::from_data(bytes, &options(&inner_too_large)) {
        Ok(_) if inner_too_large.load(Ordering::Relaxed) => return said(TOO_LARGE),
        Ok(tree) => tree,
        Err(usvg::Error::NotAnUtf8Str) => return said("it is not UTF-8"),
        Err(usvg::Error::MalformedGZip) => return said("it is not compressed as it should be"),
        Err(usvg::Error::ElementsLimitReached) => return said("it has too many parts"),
        Err(usvg::Error::InvalidSize) => return said("it has no size"),
        Err(usvg::Error::ParsingFailed(error)) => return Err(format!("it is no whole SVG file: {error}")),
    };
    let side = f64::from(tree.size().width().max(tree.size().height()));
    // Without more words a unit of a drawing is three quarters of a point.
    let scale = DOTS_OF_A_POINT * 0.75_f64.min(LONGEST_SIDE / side);
    if work(tree.root(), scale) > MOST_WORK {
        return said("its filters would take too long to compute");
    }
    Ok(())
}

fn is_packed(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\x1f\x8b")
}

/// Only so many bytes are unpacked as it takes to know.
fn unpacks_to_too_much(bytes: &[u8]) -> bool {
    let unpacked = || std::io::copy(&mut MultiGzDecoder::new(bytes).take(MOST_UNPACKED + 1), &mut std::io::sink());
    // What cannot be unpacked has its own fault.
    is_packed(bytes) && unpacked().is_ok_and(|length| length > MOST_UNPACKED)
}

/// `inner_too_large` becomes true where a drawing inside the drawing unpacks to too much.
fn options(inner_too_large: &Arc<AtomicBool>) -> Options<'static> {
    let inner_too_large = inner_too_large.clone();
    let resolve = usvg::ImageHrefResolver::default_data_resolver();
    Options {
        fontdb: FONTS.clone(),
        font_family: super::fonts::TEXT.to_owned(),
        image_href_resolver: usvg::ImageHrefResolver {
            resolve_data: Box::new(move |kind, data, options| {
                if unpacks_to_too_much(&data) {
                    inner_too_large.store(true, Ordering::Relaxed);
                    return None;
                }
                resolve(kind, data, options)
            }),
            // Nothing outside of the file is read.
            resolve_string: Box::new(|_, _| None),
        },
        ..Options::default()
    }
}

/// Words that have a font have a place, and filters may be on words.
static FONTS: LazyLock<Arc<usvg::fontdb::Database>> = LazyLock::new(|| {
    let mut fonts = usvg::fontdb::Database::new();
    for font in typst_assets::fonts() {
        fonts.load_font_source(usvg::fontdb::Source::Binary(Arc::new(font)));
    }
    Arc::new(fonts)
});

/// What the filters of a group and of all in it ask for, with so many dots for a unit.
fn work(group: &Group, scale: f64) -> f64 {
    let mut sum = 0.0;
    if !group.filters().is_empty() {
        let bounds = group.abs_layer_bounding_box();
        let (width, height) = (f64::from(bounds.width()), f64::from(bounds.height()));
        let scale = scale.min(MOST_DOTS / width.max(height));
        let (width, height) = (width * scale, height * scale);
        let steps = |kind: &Kind| match kind {
            // Of each dot, all neighbours are looked at.
            Kind::Morphology(one) => {
                let reach = |radius: f32, side: f64| (2.0 * f64::from(radius) * scale).min(side).max(1.0);
                reach(one.radius_x().get(), width) * reach(one.radius_y().get(), height)
            }
            Kind::ConvolveMatrix(one) => f64::from(one.matrix().columns()) * f64::from(one.matrix().rows()),
            Kind::Turbulence(one) => 40.0 * f64::from(one.num_octaves()),
            _ => 10.0,
        };
        let steps: f64 = group
            .filters()
            .iter()
            .flat_map(|filter| filter.primitives())
            .map(|primitive| steps(primitive.kind()))
            .sum();
        sum += width * height * (steps + 10.0);
    }
    for node in group.children() {
        if let Node::Group(inner) = node {
            sum += work(inner, scale);
        }
        node.subroots(|inner| sum += work(inner, scale));
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawing(inner: &str) -> String {
        format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"900\" height=\"600\">{inner}</svg>")
    }

    fn filtered(filter: &str) -> String {
        let of_words = "<text y=\"50\" filter=\"url(#f)\" font-size=\"200\">words</text>";
        drawing(&format!("<filter id=\"f\">{filter}</filter><g>{of_words}</g>"))
    }

    #[test]
    fn filters_are_bounded() {
        for filter in [
            "<feGaussianBlur stdDeviation=\"4\"/><feOffset dx=\"3\"/>",
            "<feDropShadow dx=\"1\" dy=\"1\" stdDeviation=\"99\"/>",
            "<feTurbulence numOctaves=\"3\" baseFrequency=\"0.1\"/>",
            "<feMorphology radius=\"1\"/>",
        ] {
            assert_eq!(look_through(filtered(filter).as_bytes()), Ok(()), "{filter}");
        }
        for filter in [
            "<feTurbulence numOctaves=\"1000000\" baseFrequency=\"9\"/>".to_owned(),
            "<feMorphology radius=\"50\"/>".to_owned(),
            "<feGaussianBlur stdDeviation=\"4\"/>".repeat(300),
        ] {
            let expected = Err("its filters would take too long to compute".to_owned());
            assert_eq!(look_through(filtered(&filter).as_bytes()), expected, "{filter:.50}");
        }
    }

    #[test]
    fn what_unpacks_to_too_much_is_not_unpacked() {
        let pack = |bytes: &mut dyn std::io::Read| {
            let mut packed = Vec::new();
            flate2::read::GzEncoder::new(bytes, flate2::Compression::fast()).read_to_end(&mut packed).unwrap();
            packed
        };
        let small = pack(&mut drawing("<path d=\"M0 0h9\"/>").as_bytes());
        assert_eq!(look_through(&small), Ok(()));
        let begin = drawing("").replace("</svg>", "");
        let large = pack(&mut begin.as_bytes().chain(std::io::repeat(b' ').take(MOST_UNPACKED)).chain(&b"</svg>"[..]));
        assert_eq!(look_through(&large), Err(TOO_LARGE.to_owned()));
        let text = percent(&large);
        let inside = drawing(&format!("<image width=\"9\" height=\"9\" href=\"data:image/svg+xml,{text}\"/>"));
        assert_eq!(look_through(inside.as_bytes()), Err(TOO_LARGE.to_owned()));
    }

    fn percent(bytes: &[u8]) -> String {
        bytes.iter().map(|byte| format!("%{byte:02x}")).collect()
    }

    #[test]
    fn what_cannot_be_read_has_its_reason() {
        let utf16: Vec<u8> = "\u{feff}<svg/>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let no_size = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"0\" height=\"0\"></svg>";
        for (bytes, expected) in [
            (&utf16[..], "it is written in UTF-16; save it as UTF-8"),
            (b"no picture", "its format is not one that can be printed"),
            (no_size.as_bytes(), "it has no size"),
            (b"<svg xmlns=\"http://www.w3.org/2000/svg\"><g", "it is no whole SVG file: "),
            (b"<svg>\xff</svg>", "it is not UTF-8"),
            (b"\x1f\x8b\x08\x00zzzz", "it is not compressed as it should be"),
        ] {
            let reason = look_through(bytes).unwrap_err();
            assert!(reason.starts_with(expected), "{expected}: {reason}");
        }
    }
}
