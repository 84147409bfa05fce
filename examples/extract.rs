//! Writes what is extracted from a folder of saved pages, for benches/extraction.py:
//!
//!     cargo run --release --example extract -- FOLDER OUT
//!
//! FOLDER has NAME.html, OUT gets NAME.txt.

#![allow(clippy::disallowed_methods, reason = "a tool of the bench reads and writes its folders")]

use std::error::Error;
use std::fs;
use std::path::PathBuf;

use chancery::import::article_text;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let [pages, output] = arguments.as_slice() else { return Err("usage: extract FOLDER OUT".into()) };
    fs::create_dir_all(output)?;
    for entry in fs::read_dir(pages)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "html") {
            let html = String::from_utf8_lossy(&fs::read(&path)?).into_owned();
            let name = path.with_extension("txt");
            fs::write(output.join(name.file_name().unwrap_or_default()), article_text(&html))?;
        }
    }
    Ok(())
}
