//! The raw files that an import was given: files, folders of them, zipped folders.

#![allow(clippy::disallowed_methods, reason = "this command reads the files that it is given")]

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use crate::import::{self, Fault, Format};

/// Files larger than this are no articles.
const LARGEST: u64 = 64 * 1024 * 1024;
/// A zipped folder of many may be larger.
#[cfg(feature = "formats")]
const LARGEST_ARCHIVE: u64 = 512 * 1024 * 1024;

/// A raw file, by the name that messages call it.
pub(super) struct Input {
    pub(super) name: String,
    /// as it was given, or found
    path: PathBuf,
    /// of a file in a zipped folder, what it is called there
    member: Option<String>,
    source: Source,
    origin: Origin,
}

/// How an import comes to a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Origin {
    /// by its own name
    Named,
    /// in a folder, or in a zipped one
    Found,
}

impl Input {
    /// Whether it is a picture, sound or video that lies among the others. One that was named is for its reader to refuse.
    pub(super) fn is_media_beside(&self) -> bool {
        let most = import::MEDIA_HEAD as u64;
        let head = match (&self.source, self.origin) {
            (_, Origin::Named) | (Source::Refused(_), _) => return false,
            (Source::File, Origin::Found) if is_file(&self.path) => {
                let mut head = Vec::new();
                let read = import::open(&self.path).and_then(|file| file.take(most).read_to_end(&mut head));
                read.map_or_else(|_| Vec::new(), |_| head)
            }
            (Source::File, Origin::Found) => return false,
            #[cfg(feature = "formats")]
            (Source::Member(archive, place), Origin::Found) => archive.clone().head(*place, most),
        };
        import::is_media(&head)
    }

    /// Its name letter by letter, for programs: what is no Unicode is shown as far as it is.
    pub(super) fn exact_name(&self) -> String {
        let path = self.path.to_string_lossy();
        self.member.as_ref().map_or_else(|| path.clone().into_owned(), |member| format!("{path}:{member}"))
    }

    /// The path of a name that is no Unicode, percent-encoded (RFC 3986) byte by byte but for letters, digits and `-._~/`.
    pub(super) fn encoded_path(&self) -> Option<String> {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
        let encode = |byte: &u8| if plain(*byte) { char::from(*byte).to_string() } else { format!("%{byte:02X}") };
        self.path.to_str().is_none().then(|| self.path.as_os_str().as_encoded_bytes().iter().map(encode).collect())
    }

    /// About how many bytes it has; of a file in a zipped folder a guess.
    pub(super) fn size(&self) -> u64 {
        match &self.source {
            Source::File => fs::metadata(&self.path).map_or(0, |metadata| metadata.len().min(LARGEST)),
            #[cfg(feature = "formats")]
            Source::Member(..) => 256 * 1024,
            Source::Refused(_) => 0,
        }
    }
}

enum Source {
    File,
    /// A file of a zipped folder, by its place.
    #[cfg(feature = "formats")]
    Member(Box<import::Archive>, usize),
    /// The disk or the archive refused it.
    Refused(Fault),
}

/// The files that were named, those in the folders that were named, and those in zipped folders, in the order of their
/// names. `format` is that of `--format`.
pub(super) fn inputs(paths: &[PathBuf], format: Option<Format>) -> Vec<Input> {
    let mut inputs = Vec::new();
    for path in paths {
        if !path.is_dir() {
            match member_named(path, format) {
                Some(member) => inputs.push(member),
                None => inputs.extend(opened(path, format)),
            }
            continue;
        }
        let visible =
            |entry: &walkdir::DirEntry| entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with('.');
        let walk = WalkDir::new(path).follow_links(true).sort_by_file_name().into_iter();
        for entry in walk.filter_entry(|entry| visible(entry) && !import::is_of_page(entry.path())) {
            match entry {
                Ok(entry) if entry.file_type().is_dir() => {}
                Ok(entry) => {
                    let found = opened(entry.path(), format).into_iter();
                    inputs.extend(found.map(|input| Input { origin: Origin::Found, ..input }));
                }
                Err(error) => {
                    let path = error.path().unwrap_or(path);
                    let fault = import::unreadable(&import::shown(path), &reason(&error));
                    inputs.push(whole(path, Source::Refused(fault)));
                }
            }
        }
    }
    inputs
}

/// The file of a zipped folder that is named as messages name it: `folder.zip:name`.
fn member_named(path: &Path, format: Option<Format>) -> Option<Input> {
    let name = path.to_str().filter(|_| !path.exists())?;
    let archives = name.match_indices(':').filter_map(|(at, _)| name.get(..at)).map(Path::new);
    let found = archives.filter(|archive| archive.is_file()).flat_map(|archive| opened(archive, format));
    let is_it = |input: &Input| input.member.is_some() && (input.exact_name() == name || input.name == name);
    found.into_iter().find(is_it).map(|input| Input { origin: Origin::Named, ..input })
}

/// A file, or the files in it when it is a zipped folder.
fn opened(path: &Path, format: Option<Format>) -> Vec<Input> {
    #[cfg(feature = "formats")]
    if format == Some(Format::Zip) || (format.is_none() && starts_like_zip(path)) {
        match members(path, format) {
            Ok(Some(members)) => return members,
            Ok(None) => {}
            Err(fault) => return vec![whole(path, Source::Refused(fault))],
        }
    }
    #[cfg(not(feature = "formats"))]
    let _ = format;
    vec![whole(path, Source::File)]
}

fn whole(path: &Path, source: Source) -> Input {
    Input { name: import::shown(path), path: path.to_owned(), member: None, source, origin: Origin::Named }
}

/// Why a folder cannot be walked through; without the path, which stands before it.
fn reason(error: &walkdir::Error) -> String {
    match (error.loop_ancestor(), error.io_error()) {
        (Some(folder), _) => format!("it is a link to {}, in which it lies", import::shown(folder)),
        (None, Some(error)) => error.to_string(),
        (None, None) => "the folder that it lies in gives nothing".to_owned(),
    }
}

/// The files in a zipped folder; none when the file is one raw file that is an archive too, such as Word's.
#[cfg(feature = "formats")]
fn members(path: &Path, format: Option<Format>) -> Result<Option<Vec<Input>>, Fault> {
    let name = import::shown(path);
    let bytes = read_at_most(path, LARGEST_ARCHIVE).map_err(|reason| import::unreadable(&name, &reason))?;
    if format.is_none() && import::recognise(&bytes) != Format::Zip {
        return Ok(None);
    }
    let archive = import::Archive::open(&name, std::sync::Arc::from(bytes))?;
    let member = |(place, member): (usize, String)| Input {
        name: format!("{name}:{}", import::shown(Path::new(&member))),
        path: path.to_owned(),
        member: Some(member),
        source: Source::Member(Box::new(archive.clone()), place),
        origin: Origin::Found,
    };
    let members: Vec<Input> = archive.files().into_iter().map(member).collect();
    if members.is_empty() { Err(import::empty_folder(&name)) } else { Ok(Some(members)) }
}

#[cfg(feature = "formats")]
fn starts_like_zip(path: &Path) -> bool {
    let mut head = [0; 4];
    is_file(path)
        && import::open(path).is_ok_and(|mut file| file.read_exact(&mut head).is_ok())
        && (head == *b"PK\x03\x04" || head == *b"PK\x05\x06")
}

/// The bytes of a raw file.
///
/// # Errors
///
/// It is none, is too large, or the disk does not give it.
pub(super) fn bytes(input: &Input) -> Result<Vec<u8>, Fault> {
    match &input.source {
        Source::File => read_at_most(&input.path, LARGEST).map_err(|reason| import::unreadable(&input.name, &reason)),
        #[cfg(feature = "formats")]
        Source::Member(archive, place) => archive.clone().read(*place, LARGEST),
        Source::Refused(fault) => Err(fault.clone()),
    }
}

/// Devices and pipes never end, and the size that a disk tells may be wrong, so bytes are counted as they come.
fn read_at_most(path: &Path, largest: u64) -> Result<Vec<u8>, String> {
    let say = |error: std::io::Error| error.to_string();
    let metadata = fs::metadata(path).map_err(say)?;
    if !metadata.is_file() {
        return Err("it is no file but a device or a pipe; save what it gives into a file and import that".to_owned());
    }
    let too_large = || format!("it has more than {} MB, which no article has", largest / (1024 * 1024));
    if metadata.len() > largest {
        return Err(too_large());
    }
    let mut bytes = Vec::new();
    import::open(path).map_err(say)?.take(largest + 1).read_to_end(&mut bytes).map_err(say)?;
    if bytes.len() as u64 > largest { Err(too_large()) } else { Ok(bytes) }
}

/// A pipe has no start to look at without taking it away, and opening one is noticed at its other end.
fn is_file(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|metadata| metadata.is_file())
}

/// The text of a file of the site.
pub(super) fn text(path: &Path) -> std::io::Result<String> {
    fs::read_to_string(path)
}
