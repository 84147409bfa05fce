//! The central directory of a zip archive (APPNOTE.TXT of PKWARE, 4.3.12 to 4.3.16): what its files are called and where
//! they lie. What stands inside its files is none of it, and two files of one name are two.

use std::ops::Range;

/// A file of an archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Member<'a> {
    /// as it stands there, in whatever encoding
    pub(super) name: &'a [u8],
    /// where its own header begins
    pub(super) header: usize,
    /// 0: stored, 8: deflated
    #[cfg(feature = "formats")]
    pub(super) method: u16,
    /// bit 0: encrypted
    #[cfg(feature = "formats")]
    pub(super) flags: u16,
    /// bytes that it takes in the archive
    pub(super) packed: usize,
}

impl Member<'_> {
    /// Where its bytes lie in the archive, as they are packed; none where they reach beyond its end.
    pub(super) fn place(&self, archive: &[u8]) -> Option<Range<usize>> {
        let header = archive.get(self.header..).filter(|header| header.starts_with(b"PK\x03\x04"))?;
        let start = self.header + 30 + usize::from(u16_at(header, 26)?) + usize::from(u16_at(header, 28)?);
        let place = start..start.checked_add(self.packed)?;
        archive.get(place.clone()).map(|_| place)
    }
}

/// The files of an archive in the order of its directory; none where it has no directory, or one that is damaged or of
/// the kind for archives of more than 4 GB.
pub(super) fn members(bytes: &[u8]) -> Option<Vec<Member<'_>>> {
    let end = end(bytes)?;
    let record = bytes.get(end..)?;
    let (count, size, start) = (u16_at(record, 10)?, u32_at(record, 12)?, u32_at(record, 16)?);
    // Bytes before the archive, such as a program that unpacks it, move all its places.
    let directory = end.checked_sub(size)?;
    let moved = directory.checked_sub(start)?;
    let mut rest = bytes.get(directory..end)?;
    let mut members = Vec::with_capacity(usize::from(count));
    while rest.starts_with(b"PK\x01\x02") {
        let lengths = [u16_at(rest, 28)?, u16_at(rest, 30)?, u16_at(rest, 32)?].map(usize::from);
        members.push(Member {
            name: rest.get(46..46 + lengths[0])?,
            header: u32_at(rest, 42)?.checked_add(moved)?,
            #[cfg(feature = "formats")]
            method: u16_at(rest, 10)?,
            #[cfg(feature = "formats")]
            flags: u16_at(rest, 8)?,
            packed: u32_at(rest, 20)?,
        });
        rest = rest.get(46 + lengths.iter().sum::<usize>()..)?;
    }
    (members.len() == usize::from(count)).then_some(members)
}

/// Where the record at the end of the directory begins; a comment of up to 64 KB may stand behind it.
fn end(bytes: &[u8]) -> Option<usize> {
    const RECORD: usize = 22;
    let last = bytes.len().checked_sub(RECORD)?;
    let first = last.saturating_sub(usize::from(u16::MAX));
    (first..=last).rev().find(|at| {
        let record = bytes.get(*at..).filter(|record| record.starts_with(b"PK\x05\x06"));
        record.is_some_and(|record| {
            u16_at(record, 20).is_some_and(|comment| usize::from(comment) <= record.len() - RECORD)
        })
    })
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<usize> {
    usize::try_from(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?)).ok()
}
