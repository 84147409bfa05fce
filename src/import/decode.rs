//! Bytes → lines of normalised text. Every line knows its number in the raw file.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, WINDOWS_1254};
use unicode_normalization::UnicodeNormalization;

use super::latin5;
use super::mojibake;
use super::{Warning, WarningCode};

/// A line of the raw file, or a piece of one when a form feed stands in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    /// 1-based, in the raw file
    pub(super) number: u32,
    /// normalised, without line end; a form feed is a line of its own
    pub(super) text: String,
}

/// What became of the bytes.
#[derive(Debug)]
pub(super) struct Decoded {
    pub(super) lines: Vec<Line>,
    pub(super) warnings: Vec<Warning>,
}

/// The bytes are no text; `kind` names what they are ("a PNG image").
#[derive(Debug, PartialEq, Eq)]
pub(super) struct NotText {
    pub(super) kind: &'static str,
}

/// Decodes by byte-order mark, else as UTF-8, else by a guess, and normalises: NFC, ligatures to letters, soft
/// hyphens and zero-width marks dropped, no-break spaces to spaces, double encoding repaired.
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded, NotText> {
    let mut warnings = Vec::new();
    let text = repaired(to_text(bytes, Declared::Nothing, &mut warnings)?, &mut warnings);
    Ok(Decoded { lines: lines(&text), warnings })
}

/// The text with the letters put right that a program before this one read wrongly: those that were encoded twice, and
/// Turkish ones that were taken for those of Western Europe.
pub(super) fn repaired(text: String, warnings: &mut Vec<Warning>) -> String {
    let mut warn = |message: &str| {
        warnings.push(Warning::new(WarningCode::MojibakeRepaired, message.to_owned(), None));
    };
    let text = match mojibake::repair(&text) {
        None => text,
        Some(repaired) => {
            warn("letters that had been encoded twice (such as Ã¼ for ü) were repaired");
            repaired
        }
    };
    match latin5::repair(&text) {
        None => text,
        Some(repaired) => {
            warn("Turkish letters that had been read as those of Western Europe (such as þ for ş) were repaired");
            repaired
        }
    }
}

/// The normalised lines of a text; a form feed is a line of its own.
pub(super) fn lines(text: &str) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut plain = raw_lines(text).filter(|line| !line.trim().is_empty());
    let all_indented = plain.all(|line| indent(line) == Indent::Some);
    for (number, raw) in (1..).zip(raw_lines(text)) {
        for (place, piece) in raw.split('\u{c}').enumerate() {
            if place > 0 {
                lines.push(Line { number, text: "\u{c}".to_owned() });
            }
            // An indented line begins a paragraph where the one before it ends a sentence, unless all are indented.
            let indent = indent(piece);
            let ended = lines
                .last()
                .is_some_and(|last| last.text.ends_with(['.', '!', '?', '…', '”', '"', '’', '»', ')', '۔', '؟']));
            if !all_indented && indent == Indent::Some && ended {
                lines.push(Line { number, text: String::new() });
            }
            lines.push(Line { number, text: normalise(piece) });
        }
    }
    lines
}

/// The text of a file that may declare its encoding: in a byte-order mark, else as `declared` says (a label of the WHATWG
/// Encoding Standard), else as [`decode`] guesses; a declaration that the bytes contradict is said. Letters that were read
/// wrongly before are repaired. Lines and letters stay as they are otherwise; see [`letters`].
#[cfg(feature = "formats")]
pub(super) fn decode_declared(bytes: &[u8], declared: Option<&str>) -> Result<(String, Vec<Warning>), NotText> {
    let mut warnings = Vec::new();
    let label = declared.and_then(|label| Encoding::for_label(label.trim().as_bytes()));
    // Who can read the declaration as ASCII has no UTF-16 before him.
    let label = label.filter(|encoding| *encoding != UTF_16LE && *encoding != UTF_16BE);
    let is_open = Encoding::for_bom(bytes).is_none() && std::str::from_utf8(bytes).is_err();
    let text = match label.filter(|encoding| is_open && *encoding != UTF_8) {
        Some(encoding) => encoding.decode_without_bom_handling(bytes).0.into_owned(),
        None => {
            let said = if label == Some(UTF_8) { Declared::Utf8 } else { Declared::Nothing };
            to_text(bytes, said, &mut warnings)?
        }
    };
    let text = repaired(text, &mut warnings);
    Ok((text, warnings))
}

/// The lines of a file as they stand there, where it is text.
pub(super) fn lines_as_given(bytes: &[u8]) -> Vec<String> {
    let text = to_text(bytes, Declared::Nothing, &mut Vec::new()).unwrap_or_default();
    raw_lines(&text).map(str::to_owned).collect()
}

/// A text of any length with its letters normalised as [`decode`] does; line ends and spaces at the ends of lines stay.
#[cfg(feature = "formats")]
pub(super) fn letters(text: &str) -> String {
    let lines: Vec<String> = text.split('\n').map(normal_letters).collect();
    lines.join("\n")
}

/// Whether a tab or several spaces stand before a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Indent {
    None,
    Some,
}

fn indent(line: &str) -> Indent {
    let shift = line.len() - line.trim_start_matches([' ', '\u{a0}', '\u{3000}']).len();
    let text = line.chars().any(char::is_alphanumeric);
    if text && (line.starts_with('\t') || shift > 1) { Indent::Some } else { Indent::None }
}

/// The lines of a text, ended by LF, CR LF or CR alone, as editors count them.
fn raw_lines(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n').flat_map(|line| {
        let line = line.strip_suffix('\r').unwrap_or(line);
        line.split('\r')
    })
}

fn normalise(line: &str) -> String {
    normal_letters(line).trim().to_owned()
}

fn normal_letters(line: &str) -> String {
    let kept = line.nfc().filter(|c| !matches!(c, '\u{ad}' | '\u{200b}' | '\u{feff}' | '\u{2060}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'));
    let mut normal = String::with_capacity(line.len());
    for c in kept {
        match c {
            '\u{a0}' | '\u{202f}' | '\t' | '\u{2007}' | '\u{2028}' | '\u{2029}' => normal.push(' '),
            '\u{fb00}' => normal.push_str("ff"),
            '\u{fb01}' => normal.push_str("fi"),
            '\u{fb02}' => normal.push_str("fl"),
            '\u{fb03}' => normal.push_str("ffi"),
            '\u{fb04}' => normal.push_str("ffl"),
            '\u{fb05}' | '\u{fb06}' => normal.push_str("st"),
            c if c.is_control() => {}
            c => normal.push(c),
        }
    }
    // What was dropped may have kept a letter and its accent apart.
    if unicode_normalization::is_nfc(&normal) { normal } else { normal.nfc().collect() }
}

/// What a file says of its letters, where its bytes may say otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Declared {
    Nothing,
    #[cfg(feature = "formats")]
    Utf8,
}

fn to_text(bytes: &[u8], declared: Declared, warnings: &mut Vec<Warning>) -> Result<String, NotText> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        let (text, _) = encoding.decode_without_bom_handling(bytes.get(length..).unwrap_or_default());
        return Ok(text.into_owned());
    }
    if let Some(kind) = magic(bytes) {
        return Err(NotText { kind });
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        let (text, _) = encoding.decode_without_bom_handling(bytes);
        warnings.push(guessed(encoding, declared));
        return Ok(text.into_owned());
    }
    let controls = bytes.iter().filter(|b| matches!(b, 0..=8 | 14..=25 | 28..=31 | 127)).count();
    if bytes.contains(&0) || controls * 50 > bytes.len() {
        return Err(NotText { kind: "binary data" });
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(text.to_owned());
    }
    let encoding = guess(bytes);
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    warnings.push(guessed(encoding, declared));
    Ok(text.into_owned())
}

fn guessed(encoding: &'static Encoding, declared: Declared) -> Warning {
    let name = encoding.name();
    let message = if encoding == UTF_8 {
        "most letters of the file are UTF-8, and some of its bytes are no letters: they are shown as \u{fffd}"
            .to_owned()
    } else if declared == Declared::Nothing {
        format!("the file does not say how its letters are encoded; {name} was guessed")
    } else {
        format!("the file says that its letters are UTF-8, and they are not; {name} was guessed")
    };
    Warning::new(WarningCode::EncodingGuessed, message, None)
}

/// Kinds of file by their first bytes, after the list of file(1).
fn magic(bytes: &[u8]) -> Option<&'static str> {
    const MAGIC: [(&[u8], &str); 22] = [
        (b"\x89PNG", "a PNG image"),
        (b"\xff\xd8\xff", "a JPEG image"),
        (b"GIF8", "a GIF image"),
        (b"II*\0", "a TIFF image"),
        (b"MM\0*", "a TIFF image"),
        (b"RIFF", "a RIFF file (WebP image, sound or video)"),
        (b"%PDF-", "a PDF file"),
        (b"PK\x03\x04", "a ZIP archive (or a Word, Excel or LibreOffice file, which is one)"),
        (b"PK\x05\x06", "an empty ZIP archive"),
        (b"\x1f\x8b", "a gzip archive"),
        (b"BZh", "a bzip2 archive"),
        (b"\xfd7zXZ", "an xz archive"),
        (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
        (b"Rar!", "a RAR archive"),
        (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word, Excel or Outlook file"),
        (b"\x7fELF", "a program"),
        (b"MZ\x90", "a program"),
        (b"SQLite format 3\0", "an SQLite database"),
        (b"ID3", "an MP3 sound file"),
        (b"OggS", "an Ogg sound file"),
        (b"\0\0\x01\0", "an icon"),
    ];
    MAGIC.iter().find(|(start, _)| bytes.starts_with(start)).map(|(_, kind)| *kind)
}

/// UTF-16 without a byte-order mark: every second byte is that of a block of letters, zero in Latin text and 4 in
/// Cyrillic, and few others are.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let high = |first: usize| bytes.iter().skip(first).step_by(2).filter(|b| matches!(b, 0 | 1 | 4)).count();
    let (even, odd, half) = (high(0), high(1), bytes.len() / 2);
    if half < 8 {
        None
    } else if odd * 10 > half * 8 && even * 20 < half {
        Some(UTF_16LE)
    } else if even * 10 > half * 8 && odd * 20 < half {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// The likeliest encoding of bytes that are not valid UTF-8.
fn guess(bytes: &[u8]) -> &'static Encoding {
    // A few damaged bytes in text that is UTF-8 otherwise.
    let (mut damaged, mut sound) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        damaged += usize::from(!chunk.invalid().is_empty());
        sound += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
    }
    if sound > damaged * 4 {
        return UTF_8;
    }
    // The two languages that the bulletins are written in have a home encoding each; a detector has little to go by
    // in one page of them.
    let (latin, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
    let words = |list: &[&str]| {
        latin.split(|c: char| !c.is_alphabetic()).filter(|word| list.contains(&word.to_lowercase().as_str())).count()
    };
    let turkish = words(&["ve", "bir", "ile", "bu", "olarak", "da", "de", "yapılan", "iki", "olan", "ise", "en", "ya"]);
    let english = words(&["the", "of", "and", "to", "in", "has", "have", "will", "for", "said", "with"]);
    // Both encodings differ in six letters; without one of them nothing tells Turkish from French, whose small words are
    // partly the same.
    let own_letter = bytes.iter().any(|byte| matches!(byte, 0xd0 | 0xdd | 0xde | 0xf0 | 0xfd | 0xfe));
    if turkish > english || latin5::repair(&latin).is_some() {
        return if own_letter { WINDOWS_1254 } else { WINDOWS_1252 };
    }
    if english > 0 && latin_is_plausible(&latin) {
        return WINDOWS_1252;
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, chardetng::Utf8Detection::Deny)
}

/// Whether no sign stands where only a letter can: "Wa³êsa" is Polish read wrongly.
fn latin_is_plausible(text: &str) -> bool {
    let mut before = [' ', ' '];
    for c in text.chars() {
        let [first, sign] = before;
        let letter_wanted =
            matches!(sign, '¡'..='¿' | '×' | '÷' | '\u{80}'..='\u{9f}') && !matches!(sign, '\u{ad}' | '·' | '´');
        if letter_wanted && first.is_alphabetic() && c.is_alphabetic() {
            return false;
        }
        before = [sign, c];
    }
    true
}

#[cfg(test)]
mod tests {
    use encoding_rs::{KOI8_R, WINDOWS_1251};

    use super::*;

    /// The standard's decoders take it for Windows-1254, of which it is a part.
    const ISO_8859_9: &Encoding = WINDOWS_1254;

    fn text(bytes: &[u8]) -> Vec<(u32, String)> {
        decode(bytes).unwrap().lines.into_iter().map(|line| (line.number, line.text)).collect()
    }

    fn codes(bytes: &[u8]) -> Vec<WarningCode> {
        decode(bytes).unwrap().warnings.into_iter().map(|warning| warning.code).collect()
    }

    #[test]
    fn lines_keep_their_numbers() {
        let lines = text(b"a\r\nb\rc\n\x0cd");
        let expected = [(1, "a"), (2, "b"), (3, "c"), (4, ""), (4, "\u{c}"), (4, "d")];
        assert_eq!(lines, expected.map(|(number, text)| (number, text.to_owned())));
    }

    #[test]
    fn an_indented_line_begins_a_paragraph() {
        let lines = |raw: &[u8]| text(raw).into_iter().map(|(_, text)| text).collect::<Vec<_>>();
        assert_eq!(lines(b"\tOne goes\non.\n\tTwo."), ["One goes", "on.", "", "Two."]);
        assert_eq!(lines(b"One.\n   Two"), ["One.", "", "Two"]);
        assert_eq!(lines(b"  One.\n  Two."), ["One.", "Two."]);
        assert_eq!(lines(b"One goes\n\ton."), ["One goes", "on."]);
    }

    #[test]
    fn normalising() {
        for (raw, normal) in [
            ("e\u{301}", "é"),
            ("e\u{ad}\u{301}", "é"),
            ("\u{fb01}le o\u{fb03}ce", "file office"),
            ("co\u{ad}op\u{200b}", "coop"),
            ("2\u{202f}May\u{a0}2022", "2 May 2022"),
            ("“a” – b…", "“a” – b…"),
        ] {
            assert_eq!(normalise(raw), normal);
        }
    }

    #[test]
    fn byte_order_marks() {
        let utf16: Vec<u8> = "\u{feff}Şu".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(text(&utf16), [(1, "Şu".to_owned())]);
        let utf16: Vec<u8> = "\u{feff}Şu".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(text(&utf16), [(1, "Şu".to_owned())]);
        assert_eq!(text(b"\xef\xbb\xbfa"), [(1, "a".to_owned())]);
        assert_eq!(codes(b"\xef\xbb\xbfa"), []);
    }

    #[test]
    fn utf16_needs_no_mark() {
        for written in
            ["Estonia and Oman have met.", "Türkiye’nin şehri ışıl ışıl.", "Казахстан и Словения подписали соглашение."]
        {
            for bytes in [
                written.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>(),
                written.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            ] {
                assert_eq!(text(&bytes), [(1, written.to_owned())]);
                assert_eq!(codes(&bytes), [WarningCode::EncodingGuessed]);
            }
        }
    }

    #[test]
    fn legacy_encodings_are_guessed_and_said() {
        for (written, encoding) in [
            ("Gürcü ve Türk heyetleri bir toplantı yaptı; ışık, şehir, İran.", WINDOWS_1254),
            ("The café – “a model” – and the Côte d’Ivoire of José", WINDOWS_1252),
            ("La France et le Laos ont signé un accord à Lyon, a-t-il annoncé.", WINDOWS_1252),
            ("Die Länder möchten die Gespräche über Zölle fortführen.", WINDOWS_1252),
            ("Казахстан и Словения подписали соглашение об обмене студентами.", WINDOWS_1251),
            ("Казахстан и Словения подписали соглашение об обмене студентами.", KOI8_R),
            ("Türkiye ile Litvanya kehribar için ortak bir atölye kuruyor.", ISO_8859_9),
        ] {
            let (bytes, _, _) = encoding.encode(written);
            assert_eq!(text(&bytes), [(1, written.to_owned())], "{}", encoding.name());
            assert_eq!(codes(&bytes), [WarningCode::EncodingGuessed]);
        }
    }

    #[test]
    fn a_turkish_letter_decides_for_turkish() {
        for (written, name) in [
            ("Le ministre de la Défense et de la Marine est en visite, a-t-il déclaré.", "windows-1252"),
            ("Türkiye ile Gürcistan bir köprü açtı ve iki ülke bu yolu kullanacak.", "windows-1254"),
            ("Norwegen und Ghana eröffnen die Brücke, ise und en.", "windows-1252"),
        ] {
            let (bytes, _, _) = WINDOWS_1254.encode(written);
            let decoded = decode(&bytes).unwrap();
            assert_eq!(decoded.lines[0].text, written);
            assert!(decoded.warnings[0].message.contains(name), "{written}: {}", decoded.warnings[0].message);
        }
    }

    #[test]
    fn turkish_letters_need_no_declaration() {
        let written = "Türkiye'nin Bakü Büyükelçiliği taşındı";
        let (bytes, _, _) = WINDOWS_1254.encode(written);
        assert_eq!(text(&bytes), [(1, written.to_owned())]);
        assert_eq!(codes(&bytes), [WarningCode::EncodingGuessed]);
        // Read as Latin 1 before, and stored as UTF-8.
        let (misread, _) = WINDOWS_1252.decode_without_bom_handling(&bytes);
        assert_eq!(text(misread.as_bytes()), [(1, written.to_owned())]);
        assert_eq!(codes(misread.as_bytes()), [WarningCode::MojibakeRepaired]);
        let icelandic = "Það er sagt að ráðherrann hafi ýtt málinu úr vör, og Guðni með.";
        let (bytes, _, _) = WINDOWS_1252.encode(icelandic);
        assert_eq!(text(&bytes), [(1, icelandic.to_owned())]);
    }

    #[cfg(feature = "formats")]
    #[test]
    fn a_wrong_declaration_is_said() {
        let written = "Büyükelçiliği taşındı ve yeni binada açıldı.";
        let (bytes, _, _) = WINDOWS_1254.encode(written);
        let (read, warnings) = decode_declared(&bytes, Some("utf-8")).unwrap();
        assert_eq!(read, written);
        let messages: Vec<&str> = warnings.iter().map(|warning| warning.message.as_str()).collect();
        assert_eq!(messages, ["the file says that its letters are UTF-8, and they are not; windows-1254 was guessed"]);
        // Latin 1 is what the page claims, and it is Turkish.
        let (read, warnings) = decode_declared(&bytes, Some("iso-8859-1")).unwrap();
        assert_eq!((read.as_str(), warnings.len()), (written, 1));
        assert_eq!(decode_declared(&bytes, Some("iso-8859-9")).unwrap(), (written.to_owned(), vec![]));
        assert_eq!(decode_declared(written.as_bytes(), Some("utf-16")).unwrap(), (written.to_owned(), vec![]));
    }

    #[test]
    fn binary_files_are_named() {
        for (bytes, kind) in [
            (b"\x89PNG\r\n\x1a\n".as_slice(), "a PNG image"),
            (b"%PDF-1.4", "a PDF file"),
            (b"ab\0\x01cd", "binary data"),
        ] {
            assert_eq!(decode(bytes).unwrap_err(), NotText { kind });
        }
    }
}
