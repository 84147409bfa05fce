//! One raw file, compressed: a web archive most of all, whose records are compressed one by one.

use std::io::Read as _;

use flate2::read::MultiGzDecoder;

use super::super::format::recognise;
use super::super::report::damaged;
use super::{Entry, Fault, Format, Options};

/// An archive that unpacks to more is refused.
const LARGEST: u64 = 256 * 1024 * 1024;

/// Unpacks a file and reads it.
pub(super) fn read(name: &str, bytes: &[u8], options: &Options) -> Result<Vec<Entry>, Fault> {
    let unpacked = unpack(bytes, LARGEST)
        .map_err(|what| damaged(name, Format::Gzip, None, &what, "unpack it yourself and import what is in it"))?;
    match recognise(&unpacked) {
        Format::Gzip => {
            Err(damaged(name, Format::Gzip, None, "there is another in it", "unpack it and import what is in it"))
        }
        format => super::read(format, name, &unpacked, options),
    }
}

/// The bytes in a gzip archive of any number of members (RFC 1952), no more than `largest`.
pub(super) fn unpack(bytes: &[u8], largest: u64) -> Result<Vec<u8>, String> {
    let mut unpacked = Vec::new();
    MultiGzDecoder::new(bytes).take(largest + 1).read_to_end(&mut unpacked).map_err(|error| error.to_string())?;
    if unpacked.len() as u64 > largest {
        return Err(format!("it unpacks to more than {} MB", largest / (1024 * 1024)));
    }
    Ok(unpacked)
}
