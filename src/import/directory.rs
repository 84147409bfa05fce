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

/// The files of an archive in the order of its directory; none where it has no directory, or one that is damaged.
pub(super) fn members(bytes: &[u8]) -> Option<Vec<Member<'_>>> {
    let record = end(bytes)?;
    let End { end, count, size, start } = large(bytes, record).or_else(|| small(bytes, record))?;
    // Bytes before the archive, such as a program that unpacks it, move all its places.
    let directory = end.checked_sub(size)?;
    let moved = directory.checked_sub(start)?;
    let mut rest = bytes.get(directory..end)?;
    let mut members = Vec::with_capacity(count.min(bytes.len() / 46));
    while rest.starts_with(b"PK\x01\x02") {
        let lengths = [u16_at(rest, 28)?, u16_at(rest, 30)?, u16_at(rest, 32)?].map(usize::from);
        let extra = rest.get(46 + lengths[0]..46 + lengths[0] + lengths[1])?;
        let (packed, header) = places(rest, extra)?;
        members.push(Member {
            name: rest.get(46..46 + lengths[0])?,
            header: header.checked_add(moved)?,
            #[cfg(feature = "formats")]
            method: u16_at(rest, 10)?,
            #[cfg(feature = "formats")]
            flags: u16_at(rest, 8)?,
            packed,
        });
        rest = rest.get(46 + lengths.iter().sum::<usize>()..)?;
    }
    (members.len() == count).then_some(members)
}

/// What stands behind the directory of an archive.
struct End {
    /// where the directory ends
    end: usize,
    count: usize,
    size: usize,
    /// where it says that the directory begins
    start: usize,
}

fn small(bytes: &[u8], end: usize) -> Option<End> {
    let record = bytes.get(end..)?;
    Some(End { end, count: u16_at(record, 10)?.into(), size: u32_at(record, 12)?, start: u32_at(record, 16)? })
}

/// The same of an archive of more than 65,535 files or 4 GB (Zip64, 4.3.14 and 4.3.15), whose own record stands before the
/// one that all archives have, and a pointer to it between them.
fn large(bytes: &[u8], end: usize) -> Option<End> {
    const POINTER: usize = 20;
    const RECORD: usize = 56;
    let pointer = end.checked_sub(POINTER)?;
    bytes.get(pointer..).filter(|pointer| pointer.starts_with(b"PK\x06\x07"))?;
    // It stands right before its pointer; more may stand in it than is known.
    let told = u64_at(bytes.get(pointer..)?, 8)?;
    let is_one = |at: &usize| bytes.get(*at..pointer).is_some_and(|record| record.starts_with(b"PK\x06\x06"));
    let at = [pointer.checked_sub(RECORD)?, told].into_iter().find(is_one)?;
    let record = bytes.get(at..pointer)?;
    Some(End { end: at, count: u64_at(record, 32)?, size: u64_at(record, 40)?, start: u64_at(record, 48)? })
}

/// How many bytes a file takes, and where its header begins; what does not fit stands among its extra fields (4.5.3).
fn places(entry: &[u8], extra: &[u8]) -> Option<(usize, usize)> {
    const ELSEWHERE: usize = u32::MAX as usize;
    let (unpacked, mut packed, mut header) = (u32_at(entry, 24)?, u32_at(entry, 20)?, u32_at(entry, 42)?);
    let mut rest = extra;
    while let (Some(id), Some(length)) = (u16_at(rest, 0), u16_at(rest, 2)) {
        let field = rest.get(4..4 + usize::from(length))?;
        if id == 1 {
            let mut at = if unpacked == ELSEWHERE { 8 } else { 0 };
            for value in [&mut packed, &mut header] {
                if *value == ELSEWHERE {
                    *value = u64_at(field, at)?;
                    at += 8;
                }
            }
        }
        rest = rest.get(4 + usize::from(length)..)?;
    }
    Some((packed, header))
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

fn u64_at(bytes: &[u8], at: usize) -> Option<usize> {
    usize::try_from(u64::from_le_bytes(bytes.get(at..at + 8)?.try_into().ok()?)).ok()
}
