//! A country's code: what front matter writes and indexes sort by.

use std::fmt;
use std::str::FromStr;

/// The code of a party: two letters of ISO 3166-1 alpha-2, `XK` for Kosovo (user-assigned, as CLDR and the EU
/// use it), or an entity that `site.toml` declares (`EU`, `NATO`). Two to eight upper-case ASCII letters or
/// digits, a letter first. Codes order by their letters, which is also the order inside a relation's key.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code([u8; Code::LONGEST]);

/// What [`Code::from_str`] says of a text that has not the shape of a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a code has two to eight capital letters or digits and begins with a letter")]
pub struct NotACode;

impl Code {
    const LONGEST: usize = 8;

    /// The code as text.
    pub fn as_str(&self) -> &str {
        let end = self.0.iter().position(|b| *b == 0).unwrap_or(Self::LONGEST);
        // Only ASCII ever enters, see `from_str`.
        std::str::from_utf8(&self.0[..end]).unwrap_or_default()
    }

    /// Whether ISO 3166-1 assigns the code, or it is `XK`.
    pub fn is_iso(&self) -> bool {
        ISO.binary_search(&self.as_str()).is_ok()
    }

    /// Every code that needs no declaration, in order.
    pub fn all_iso() -> impl Iterator<Item = Code> {
        ISO.iter().filter_map(|text| text.parse().ok())
    }
}

impl FromStr for Code {
    type Err = NotACode;

    fn from_str(text: &str) -> Result<Self, NotACode> {
        let bytes = text.as_bytes();
        let shaped = (2..=Self::LONGEST).contains(&bytes.len())
            && bytes[0].is_ascii_uppercase()
            && bytes.iter().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
        if !shaped {
            return Err(NotACode);
        }
        let mut code = [0; Self::LONGEST];
        code[..bytes.len()].copy_from_slice(bytes);
        Ok(Code(code))
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl serde::Serialize for Code {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// ISO 3166-1 alpha-2 as officially assigned (249 codes), and `XK`; sorted.
#[rustfmt::skip]
const ISO: [&str; 250] = [
    "AD", "AE", "AF", "AG", "AI", "AL", "AM", "AO", "AQ", "AR", "AS", "AT", "AU", "AW", "AX", "AZ",
    "BA", "BB", "BD", "BE", "BF", "BG", "BH", "BI", "BJ", "BL", "BM", "BN", "BO", "BQ", "BR", "BS",
    "BT", "BV", "BW", "BY", "BZ", "CA", "CC", "CD", "CF", "CG", "CH", "CI", "CK", "CL", "CM", "CN",
    "CO", "CR", "CU", "CV", "CW", "CX", "CY", "CZ", "DE", "DJ", "DK", "DM", "DO", "DZ", "EC", "EE",
    "EG", "EH", "ER", "ES", "ET", "FI", "FJ", "FK", "FM", "FO", "FR", "GA", "GB", "GD", "GE", "GF",
    "GG", "GH", "GI", "GL", "GM", "GN", "GP", "GQ", "GR", "GS", "GT", "GU", "GW", "GY", "HK", "HM",
    "HN", "HR", "HT", "HU", "ID", "IE", "IL", "IM", "IN", "IO", "IQ", "IR", "IS", "IT", "JE", "JM",
    "JO", "JP", "KE", "KG", "KH", "KI", "KM", "KN", "KP", "KR", "KW", "KY", "KZ", "LA", "LB", "LC",
    "LI", "LK", "LR", "LS", "LT", "LU", "LV", "LY", "MA", "MC", "MD", "ME", "MF", "MG", "MH", "MK",
    "ML", "MM", "MN", "MO", "MP", "MQ", "MR", "MS", "MT", "MU", "MV", "MW", "MX", "MY", "MZ", "NA",
    "NC", "NE", "NF", "NG", "NI", "NL", "NO", "NP", "NR", "NU", "NZ", "OM", "PA", "PE", "PF", "PG",
    "PH", "PK", "PL", "PM", "PN", "PR", "PS", "PT", "PW", "PY", "QA", "RE", "RO", "RS", "RU", "RW",
    "SA", "SB", "SC", "SD", "SE", "SG", "SH", "SI", "SJ", "SK", "SL", "SM", "SN", "SO", "SR", "SS",
    "ST", "SV", "SX", "SY", "SZ", "TC", "TD", "TF", "TG", "TH", "TJ", "TK", "TL", "TM", "TN", "TO",
    "TR", "TT", "TV", "TW", "TZ", "UA", "UG", "UM", "US", "UY", "UZ", "VA", "VC", "VE", "VG", "VI",
    "VN", "VU", "WF", "WS", "XK", "YE", "YT", "ZA", "ZM", "ZW",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_have_a_shape() {
        for good in ["AZ", "XK", "NATO", "G20", "ABCDEFGH"] {
            assert_eq!(good.parse::<Code>().unwrap().as_str(), good);
        }
        for bad in ["", "A", "az", "A-Z", "2A", "ABCDEFGHI", "TÜ", "A\0"] {
            assert_eq!(bad.parse::<Code>(), Err(NotACode), "{bad:?}");
        }
    }

    #[test]
    fn iso_codes_are_known_and_sorted() {
        assert!(ISO.is_sorted());
        assert_eq!(Code::all_iso().count(), ISO.len());
        assert!("AZ".parse::<Code>().unwrap().is_iso());
        assert!("XK".parse::<Code>().unwrap().is_iso());
        assert!(!"EU".parse::<Code>().unwrap().is_iso());
    }
}
