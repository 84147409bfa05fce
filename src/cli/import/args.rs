//! Arguments of `chancery import`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::import::Format;

/// Arguments of `chancery import`.
#[derive(Debug, Args)]
pub struct ImportArgs {
    /// Raw files, folders of them, or zipped folders [default: `inbox` in the digest's folder]
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Show what would be written and write nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Print one JSON object for each file, one a line
    #[arg(long)]
    pub json: bool,
    /// How to read a date such as 03/04/2022 where nothing else tells
    #[arg(long, value_name = "ORDER")]
    pub date_order: Option<Order>,
    /// What the files are; without it their content tells
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<FormatName>,
    /// Write below this folder [default: `content` in the digest's folder]
    #[arg(long, value_name = "DIR")]
    pub into: Option<PathBuf>,
    /// Ask about each article, field by field
    #[arg(long, short, conflicts_with_all = ["json", "dry_run"])]
    pub interactive: bool,
    /// Keep a copy of each raw file beside its article, hidden from the site
    #[arg(long)]
    pub keep_original: bool,
    /// List the raw files that were set aside, set more aside, or take them back; imports pass them over
    #[arg(long, value_name = "ACTION", conflicts_with_all = ["interactive", "dry_run", "json", "keep_original"])]
    pub set_aside: Option<SetAsideAction>,
}

/// What is done with files that are set aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SetAsideAction {
    /// Name those that were set aside
    List,
    /// Set the files aside
    Add,
    /// Take the files back
    Undo,
}

/// The order of day and month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Order {
    /// Day, month, year
    Dmy,
    /// Month, day, year
    Mdy,
}

/// A kind of raw file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FormatName {
    /// Bulletins, news lists, numbered digests, plain text
    Text,
    /// Saved web pages
    Html,
    /// RSS, Atom, JSON Feed
    Feed,
    /// Mail messages
    Mail,
    /// Tables of separated values
    Csv,
    /// XLSX, XLS, ODS
    Workbook,
    /// Citation exports
    Ris,
    /// Citation exports
    CslJson,
    /// Citation exports
    Bibtex,
    /// Word files
    Docx,
    /// Rich text files
    Rtf,
    /// PDF files with a text layer
    Pdf,
    /// Web archives
    Warc,
    /// Zipped folders
    Zip,
}

impl From<FormatName> for Format {
    fn from(name: FormatName) -> Format {
        match name {
            FormatName::Text => Format::Text,
            FormatName::Html => Format::Html,
            FormatName::Feed => Format::Feed,
            FormatName::Mail => Format::Mail,
            FormatName::Csv => Format::Csv,
            FormatName::Workbook => Format::Workbook,
            FormatName::Ris => Format::Ris,
            FormatName::CslJson => Format::CslJson,
            FormatName::Bibtex => Format::Bibtex,
            FormatName::Docx => Format::Docx,
            FormatName::Rtf => Format::Rtf,
            FormatName::Pdf => Format::Pdf,
            FormatName::Warc => Format::Warc,
            FormatName::Zip => Format::Zip,
        }
    }
}
