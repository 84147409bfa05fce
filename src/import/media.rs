//! Pictures, sound and video, by their first bytes: what lies beside articles in the folders of editors.

/// So many first bytes tell it.
pub const MEDIA_HEAD: usize = 16;

/// Whether a file that begins so is a picture, sound or video.
pub fn is_media(head: &[u8]) -> bool {
    const STARTS: [&[u8]; 16] = [
        b"\x89PNG",
        b"\xff\xd8\xff",
        b"GIF87a",
        b"GIF89a",
        b"II*\0",
        b"MM\0*",
        b"\0\0\x01\0",
        // MP3, with tags and without
        b"ID3\x02",
        b"ID3\x03",
        b"ID3\x04",
        b"\xff\xfb",
        b"OggS\0",
        b"fLaC\0",
        // Matroska and WebM
        b"\x1a\x45\xdf\xa3",
        // Windows Media
        b"\x30\x26\xb2\x75\x8e\x66\xcf\x11",
        b"\0\0\x01\xba",
    ];
    let at = |from: usize, kinds: &[&[u8]]| kinds.iter().any(|kind| head.get(from..from + kind.len()) == Some(*kind));
    STARTS.iter().any(|start| head.starts_with(start))
        || head.starts_with(b"RIFF") && at(8, &[b"WEBP", b"WAVE", b"AVI "])
        // MP4, MOV, M4A, HEIC and AVIF (ISO 14496-12): the length of a first box stands before its name
        || head.starts_with(b"\0\0") && at(4, &[b"ftyp"])
        || head.starts_with(b"BM") && at(6, &[b"\0\0\0\0"])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_are_told_from_texts_that_begin_like_them() {
        for head in [
            b"\xff\xd8\xff\xe0\0\x10JFIF".as_slice(),
            b"RIFF\x10\0\0\0WEBPVP8 ",
            b"\0\0\0\x18ftypheic",
            b"BM\x36\0\x0c\0\0\0\0\0",
        ] {
            assert!(is_media(head), "{head:?}");
        }
        for head in [
            b"".as_slice(),
            b"RIFF",
            b"RIFFA talks in Oslo",
            b"BM and Oman talk",
            b"ID3 is a tag",
            b"GIF8",
            b"\xff\xfeT\0",
        ] {
            assert!(!is_media(head), "{head:?}");
        }
    }
}
