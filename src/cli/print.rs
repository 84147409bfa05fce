//! `chancery print`.

use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Args;
use jiff::civil::Date;

use super::terminal::{Terminal, counted, is_output_closed};
use super::{Ended, Global, suggest};
use crate::diagnostic::{Diagnostic, nearest};
use crate::digest::Drafts;
use crate::print::{Edition, Grouping, Paper, Selection, Span, Standard, Texts, keep};
use crate::project::{Options, Project, Refused};
use crate::session::{Session, Site};
use crate::snapshot;

/// Arguments of `chancery print`.
#[derive(Debug, Args)]
pub struct PrintArgs {
    // What is printed, in which order, to where, and in which form: `--help` keeps this order.
    /// The articles of a month
    #[arg(long, value_name = "YYYY-MM", conflicts_with_all = ["from", "to", "year"])]
    pub month: Option<String>,
    /// The articles of a year
    #[arg(long, value_name = "YYYY", conflicts_with_all = ["from", "to"])]
    pub year: Option<i16>,
    /// The articles from this day on
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub from: Option<String>,
    /// The articles up to this day, which is among them
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub to: Option<String>,
    /// The articles of a country: its code, or its name in a language of the site
    #[arg(long, value_name = "AZ")]
    pub country: Option<String>,
    /// The articles of a relation: two codes or names with a hyphen between them
    #[arg(long, value_name = "AZ-PK")]
    pub relation: Option<String>,
    /// The articles of a topic: its key in site.toml
    #[arg(long, value_name = "TOPIC")]
    pub topic: Option<String>,
    /// Drafts too, and articles of a later day
    #[arg(long)]
    pub drafts: bool,
    /// What gathers the articles
    #[arg(long, value_name = "HOW", default_value = "day", value_parser = words(&Grouping::WORDS))]
    pub group_by: Grouping,
    /// Write the edition as a PDF; `-` is standard output
    #[arg(long, value_name = "FILE")]
    pub pdf: Option<PathBuf>,
    /// Write the edition as an HTML file for paged media; `-` is standard output
    #[arg(long, value_name = "FILE")]
    pub html: Option<PathBuf>,
    /// The sheet [default: the one in site.toml, else a4]
    #[arg(long, value_name = "SHEET", value_parser = words(&Paper::WORDS))]
    pub paper: Option<Paper>,
    /// The language of the edition's own words [default: the site's]
    #[arg(long, value_name = "TAG")]
    pub lang: Option<String>,
    /// Excerpts even of articles that may be shown whole
    #[arg(long)]
    pub excerpts_only: bool,
    /// What the PDF promises [default: the one in site.toml, else ua-1]
    #[arg(long, value_name = "STANDARD", value_parser = words(&Standard::WORDS))]
    pub pdf_standard: Option<Standard>,
}

/// A parser of arguments that are one of a few words.
fn words<T: Copy + Send + Sync + 'static>(
    words: &'static [(&'static str, T)],
) -> impl clap::builder::TypedValueParser<Value = T> {
    use clap::builder::{PossibleValuesParser, TypedValueParser as _};
    let known = PossibleValuesParser::new(words.iter().map(|(word, _)| *word));
    // Only words of the list come through.
    known.try_map(move |text| words.iter().find(|(word, _)| *word == text).map(|(_, value)| *value).ok_or("unknown"))
}

pub(super) fn run(args: &PrintArgs, global: &Global, terminal: &Terminal) -> Ended {
    let start = Instant::now();
    if args.pdf.is_none() && args.html.is_none() {
        let fault = Diagnostic::error("usage", "it is not said what to write");
        return Ended::Misused(vec![fault.help("name a file: `--pdf edition.pdf`, `--html edition.html`, or both")]);
    }
    if args.pdf.is_some() && !cfg!(feature = "pdf") {
        return Ended::Misused(vec![crate::render::no_pdf()]);
    }
    let root = match super::root(global) {
        Ok(root) => root,
        Err(ended) => return ended,
    };
    let to_file = |path: &&PathBuf| path.as_path() != Path::new("-");
    let place = |path: &Option<PathBuf>| {
        path.as_ref().map(|path| if to_file(&path) { super::build::resolved(path) } else { path.clone() })
    };
    if args.pdf.is_some() && place(&args.pdf) == place(&args.html) {
        let fault = Diagnostic::error("usage", "the PDF and the HTML would be written to the same place");
        return Ended::Misused(vec![fault.help("name another file for one of the two")]);
    }
    for path in args.pdf.iter().chain(&args.html).filter(to_file) {
        // A link may have any name: what it leads to would be replaced.
        let is_config = |path: &Path| path.file_name().is_some_and(|name| name == crate::config::FILE);
        let reason = if is_config(path) || is_config(&super::build::resolved(path)) {
            Some("it is a configuration")
        } else {
            super::build::misplaced(&root, path)
        };
        if let Some(reason) = reason {
            let fault = Diagnostic::error("bad-out", format!("cannot write {}: {reason}", path.display()));
            return Ended::Misused(vec![fault.help("name a file outside of the digest's own folders")]);
        }
    }
    if args.pdf.iter().chain(&args.html).any(|path| !to_file(&path)) && is_output_closed() {
        let fault = Diagnostic::error("disk", "cannot write the result: standard output is closed");
        return Ended::Refused(vec![fault.help("send it to a file or a program, or name a file in place of `-`")]);
    }
    let drafts = if args.drafts { Drafts::Shown } else { Drafts::Hidden };
    let options = Options { drafts, base_url: None, today: super::today() };
    let read =
        snapshot::read(&root).map_err(Refused::Content).and_then(|snapshot| Session::new(options).site(&snapshot));
    let site = match read {
        Ok(site) => site,
        Err(Refused::Configuration(faults)) => return Ended::Misused(faults),
        Err(Refused::Content(faults)) => return Ended::Refused(faults),
    };
    let edition = match edition(args, &site.project) {
        Ok(edition) => edition,
        Err(faults) => return Ended::Misused(faults),
    };
    if edition.articles.is_empty() {
        let fault = Diagnostic::error("empty-edition", "no article is in this selection");
        let days = Edition::new(&site.project, Selection::default(), Grouping::Day, 0, Texts::None).days(&site.project);
        let help = days.map_or("the digest has no articles".to_owned(), |(first, last)| {
            format!("the digest reaches from {first} to {last}; give fewer or other conditions")
        });
        return Ended::Refused(vec![fault.help(help)]);
    }
    terminal.diagnostics(&site.warnings);
    match write(args, &site, &edition, terminal) {
        Ok(written) => {
            let articles = counted(edition.articles.len(), "article");
            for line in written {
                terminal.say(&format!("{articles}, {line}; {:.2} s", start.elapsed().as_secs_f64()));
            }
            Ended::Well
        }
        Err(ended) => ended,
    }
}

/// Makes everything that is asked for, then writes it: a fault leaves all files as they were.
fn write(args: &PrintArgs, site: &Site, edition: &Edition, terminal: &Terminal) -> Result<Vec<String>, Ended> {
    let paper = args.paper.unwrap_or(site.project.config.print.paper);
    let mut files: Vec<(&Path, Vec<u8>, String)> = Vec::new();
    if let Some(path) = &args.html {
        let html = site.renderer().edition_html(edition, paper).map_err(|fault| Ended::Misused(vec![fault]))?;
        files.push((path, html.into_bytes(), path.display().to_string()));
    }
    if let Some(path) = &args.pdf {
        let (bytes, pages) = pdf(args, site, edition, paper, terminal)?;
        files.push((path, bytes, format!("{}, {}", counted(pages, "page"), path.display())));
    }
    let mut lines = Vec::new();
    for (path, bytes, line) in files {
        if path == Path::new("-") {
            match terminal.result(&bytes) {
                Ended::Well => continue,
                ended => return Err(ended),
            }
        }
        keep::write(path, &bytes).map_err(|fault| Ended::Refused(vec![fault]))?;
        lines.push(line);
    }
    Ok(lines)
}

#[cfg(feature = "pdf")]
fn pdf(
    args: &PrintArgs,
    site: &Site,
    edition: &Edition,
    paper: Paper,
    terminal: &Terminal,
) -> Result<(Vec<u8>, usize), Ended> {
    use crate::print::pdf;
    let standard = args.pdf_standard.unwrap_or(site.project.config.print.standard);
    let data = site.renderer().edition_data(edition, paper);
    let bar = terminal.bar("articles looked through");
    let start = Instant::now();
    let articles = counted(edition.articles.len(), "article");
    let tell = |step: pdf::Progress| {
        let words = match step {
            pdf::Progress::Fonts => "reading fonts".to_owned(),
            pdf::Progress::Preparing { done, total } => {
                bar.set_length(total as u64);
                bar.set_position(done as u64);
                if done < total {
                    return;
                }
                format!("looked through {articles}")
            }
            // Typst does not say how far it is.
            pdf::Progress::Setting => format!("setting the pages of {articles}"),
            pdf::Progress::Writing { pages } => format!("writing {}", counted(pages, "page")),
            pdf::Progress::Looking => "looking for the article that cannot be set".to_owned(),
        };
        if !matches!(step, pdf::Progress::Fonts | pdf::Progress::Preparing { .. }) {
            terminal.step(&bar, words.clone());
        }
        bar.suspend(|| terminal.detail(&format!("{:7.3} s  {words}", start.elapsed().as_secs_f64())));
    };
    let set = pdf::set(&site.project, edition, data, pdf::Settings { standard, fingerprint: None }, &tell);
    bar.finish_and_clear();
    let set = set.map_err(|faults| {
        let of_template = faults.iter().any(|fault| matches!(fault.code, "template" | "no-font" | "not-utf-8"));
        if of_template { Ended::Misused(faults) } else { Ended::Refused(faults) }
    })?;
    terminal.diagnostics(&set.warnings);
    Ok((set.bytes, set.pages))
}

#[cfg(not(feature = "pdf"))]
fn pdf(_: &PrintArgs, _: &Site, _: &Edition, _: Paper, _: &Terminal) -> Result<(Vec<u8>, usize), Ended> {
    Err(Ended::Misused(vec![crate::render::no_pdf()]))
}

/// What the arguments ask for.
///
/// # Errors
///
/// Every argument that means nothing here.
fn edition(args: &PrintArgs, project: &Project) -> Result<Edition, Vec<Diagnostic>> {
    let mut faults = Vec::new();
    let mut note = |fault: Diagnostic| faults.push(fault);
    let mut of = Selection::default();
    if let Some(month) = &args.month {
        match parse_month(month) {
            Some((year, month)) => of.span = Span::Month(year, month),
            None => note(bad_date("--month", month, "write a year and a month: `2021-12`")),
        }
    }
    if let Some(year) = args.year {
        of.span = Span::Year(year);
    }
    if args.from.is_some() || args.to.is_some() {
        let mut day = |flag: &str, text: &Option<String>| {
            let text = text.as_deref()?;
            let date = crate::tree::parse_date(text).ok();
            if date.is_none() {
                note(bad_date(flag, text, "write year, month and day: `2021-12-02`"));
            }
            date
        };
        let (from, to): (Option<Date>, Option<Date>) = (day("--from", &args.from), day("--to", &args.to));
        if let (Some(from), Some(to)) = (from, to)
            && from > to
        {
            let message = format!("the selection ends before it begins: {from} is after {to}");
            note(Diagnostic::error("bad-date", message).help("exchange `--from` and `--to`"));
        }
        of.span = Span::Days(from, to);
    }
    if let Some(text) = &args.country {
        match suggest::country(text, project) {
            Ok(code) => of.country = Some(code),
            Err(fault) => note(fault),
        }
    }
    if let Some(text) = &args.relation {
        match suggest::relation(text, project) {
            Ok(relation) => of.relation = Some(relation),
            Err(fault) => note(fault),
        }
    }
    let config = &project.config;
    if let Some(text) = &args.topic {
        match suggest::topic(text, project) {
            Ok(topic) => of.topic = Some(topic),
            Err(fault) => note(fault),
        }
    }
    let tags = || config.languages.iter().map(|language| language.tag.as_str());
    let language = match &args.lang {
        None => 0,
        Some(tag) => tags().position(|known| known == tag).unwrap_or_else(|| {
            let help = match nearest(tag, tags()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("there are: {}", tags().collect::<Vec<_>>().join(", ")),
            };
            let message = format!("`{tag}` is not a language of this digest");
            note(Diagnostic::error("unknown-language", message).help(help));
            0
        }),
    };
    if !faults.is_empty() {
        return Err(faults);
    }
    let texts = if args.excerpts_only { Texts::Excerpts } else { Texts::Allowed };
    Ok(Edition::new(project, of, args.group_by, language, texts))
}

fn parse_month(text: &str) -> Option<(i16, i8)> {
    let (year, month) = text.split_once('-')?;
    let is_shaped = year.len() == 4 && month.len() == 2 && text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    let (year, month) = (year.parse().ok()?, month.parse().ok()?);
    (is_shaped && Date::new(year, month, 1).is_ok()).then_some((year, month))
}

fn bad_date(flag: &str, text: &str, help: &str) -> Diagnostic {
    Diagnostic::error("bad-date", format!("`{flag}` has no date: `{text}`")).help(help)
}
