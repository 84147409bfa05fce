//! The letters of a rich text file: bytes in the encoding of their font, or units of UTF-16.

use std::collections::BTreeMap;

use encoding_rs::{self as enc, Encoding};

/// The encodings of the fonts.
#[derive(Debug, Default)]
pub(super) struct Fonts {
    /// that of the file
    page: Option<&'static Encoding>,
    own: BTreeMap<i32, &'static Encoding>,
}

impl Fonts {
    /// `\ansicpg`: a code page of Windows.
    pub(super) fn set_page(&mut self, page: i32) {
        let label = match page {
            874 => "windows-874",
            932 => "shift_jis",
            936 => "gbk",
            949 => "euc-kr",
            950 => "big5",
            10_000 => "macintosh",
            10_007 => "x-mac-cyrillic",
            65_001 => "utf-8",
            _ => return self.page = Encoding::for_label(format!("windows-{page}").as_bytes()).or(self.page),
        };
        self.page = Encoding::for_label(label.as_bytes());
    }

    /// `\fcharset`: a character set of Windows.
    pub(super) fn set(&mut self, font: Option<i32>, charset: i32) {
        let encoding = match charset {
            77 => enc::MACINTOSH,
            128 => enc::SHIFT_JIS,
            129 => enc::EUC_KR,
            134 => enc::GBK,
            136 => enc::BIG5,
            161 => enc::WINDOWS_1253,
            162 => enc::WINDOWS_1254,
            163 => enc::WINDOWS_1258,
            177 => enc::WINDOWS_1255,
            178 => enc::WINDOWS_1256,
            186 => enc::WINDOWS_1257,
            204 => enc::WINDOWS_1251,
            222 => enc::WINDOWS_874,
            238 => enc::WINDOWS_1250,
            // Those of Western Europe and of signs say no more than the file does.
            _ => return,
        };
        if let Some(font) = font {
            self.own.insert(font, encoding);
        }
    }

    /// The encoding of a font.
    pub(super) fn of(&self, font: Option<i32>) -> &'static Encoding {
        let own = font.and_then(|font| self.own.get(&font).copied());
        own.or(self.page).unwrap_or(enc::WINDOWS_1252)
    }
}

/// Letters that came and are not decoded yet: first the units, then the bytes.
#[derive(Debug, Default)]
pub(super) struct Letters {
    bytes: Vec<u8>,
    units: Vec<u16>,
}

impl Letters {
    pub(super) fn push(&mut self, byte: u8) {
        self.bytes.push(byte);
    }

    /// `\u`: a unit of UTF-16, written as a signed number of 16 bits.
    pub(super) fn push_unit(&mut self, unit: i32) {
        if let Ok(unit) = u16::try_from(unit.rem_euclid(65_536)) {
            self.units.push(unit);
        }
    }

    pub(super) fn has_bytes(&self) -> bool {
        !self.bytes.is_empty()
    }

    /// The units that came, as text.
    pub(super) fn end(&mut self) -> String {
        String::from_utf16_lossy(&std::mem::take(&mut self.units))
    }

    /// The bytes that came, as text.
    pub(super) fn decoded(&mut self, encoding: &'static Encoding) -> String {
        encoding.decode_without_bom_handling(&std::mem::take(&mut self.bytes)).0.into_owned()
    }
}
