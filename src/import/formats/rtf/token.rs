//! The bytes of a rich text file as its tokens.

/// A token.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// `{`
    Open,
    /// `}`
    Close,
    /// `\word` or `\word12`
    Word(&'a str, Option<i32>),
    /// `\*`: who does not know the group passes over it
    Ignorable,
    /// a sign that stands for itself or for one of its kind
    Sign(char),
    /// a byte of text in the encoding of its font
    Byte(u8),
}

/// The tokens of a file, in order.
pub(super) struct Tokens<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Tokens<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Tokens<'a> {
        Tokens { bytes, at: 0 }
    }

    fn next_byte(&mut self) -> Option<u8> {
        let byte = self.bytes.get(self.at).copied();
        self.at += 1;
        byte
    }

    /// The run of bytes that are of a kind.
    fn run(&mut self, is: fn(&u8) -> bool) -> &'a str {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let run = rest.get(..rest.iter().position(|byte| !is(byte)).unwrap_or(rest.len())).unwrap_or_default();
        self.at += run.len();
        std::str::from_utf8(run).unwrap_or_default()
    }

    /// What stands behind a backslash.
    fn control(&mut self) -> Option<Token<'a>> {
        if self.bytes.get(self.at)?.is_ascii_alphabetic() {
            let word = self.run(u8::is_ascii_alphabetic);
            let start = self.at;
            if self.bytes.get(self.at) == Some(&b'-') {
                self.at += 1;
            }
            self.run(u8::is_ascii_digit);
            let number = self.bytes.get(start..self.at).and_then(|number| std::str::from_utf8(number).ok());
            let number = number.and_then(|number| number.parse().ok());
            if self.bytes.get(self.at) == Some(&b' ') {
                self.at += 1;
            }
            if let ("bin", Some(length)) = (word, number) {
                self.at = self.at.saturating_add(usize::try_from(length).unwrap_or_default());
            }
            return Some(Token::Word(word, number));
        }
        Some(match self.next_byte()? {
            b'*' => Token::Ignorable,
            b'\'' => {
                let digits = self.bytes.get(self.at..self.at + 2).and_then(|digits| std::str::from_utf8(digits).ok());
                match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
                    Some(byte) => {
                        self.at += 2;
                        Token::Byte(byte)
                    }
                    None => Token::Word("", None),
                }
            }
            b'\n' | b'\r' => Token::Word("par", None),
            b'~' => Token::Sign('\u{a0}'),
            b'_' => Token::Sign('-'),
            // A place where a word may be parted, and marks of indexes.
            b'-' | b'|' | b':' => Token::Word("", None),
            byte if byte.is_ascii() => Token::Sign(char::from(byte)),
            byte => Token::Byte(byte),
        })
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            return match self.next_byte()? {
                b'{' => Some(Token::Open),
                b'}' => Some(Token::Close),
                b'\\' => self.control(),
                // Line ends are for the eye only.
                b'\r' | b'\n' | 0 => continue,
                b'\t' => Some(Token::Word("tab", None)),
                byte => Some(Token::Byte(byte)),
            };
        }
    }
}
