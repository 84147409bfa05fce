//! `chancery check`: all that a build would say, and the doubts of the importer that nobody settled, without publishing.

use clap::{Args, ValueEnum};
use rayon::prelude::*;
use serde_json::{Value, json};

use super::terminal::{Terminal, counted};
use super::{Ended, Global};
use crate::diagnostic::{self, Diagnostic, Severity, any_error};
use crate::digest::{Drafts, review};
use crate::project::{Options, Refused};
use crate::session::{Session, Site};
use crate::snapshot;

/// Arguments of `chancery check`.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// How to print what is found
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub format: CheckFormat,
}

/// How findings are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CheckFormat {
    /// For reading, on standard error
    Human,
    /// One JSON object a line
    Json,
    /// SARIF 2.1.0, for code hosts
    Sarif,
}

pub(super) fn run(args: &CheckArgs, global: &Global, terminal: &Terminal) -> Ended {
    let root = match super::root(global) {
        Ok(root) => root,
        Err(ended) => return ended,
    };
    // Drafts are checked too: what waits for its editor is what has doubts.
    let options = Options { drafts: Drafts::Shown, base_url: None, today: super::today() };
    let (mut found, misused, articles) = match checked(&root, options) {
        Ok((found, articles)) => (found, false, articles),
        Err(Refused::Content(found)) => (found, false, 0),
        Err(Refused::Configuration(found)) => (found, true, 0),
    };
    diagnostic::sort(&mut found);
    let failed = any_error(&found);
    let printed = match args.format {
        CheckFormat::Human => {
            terminal.diagnostics(&found);
            if found.is_empty() {
                terminal.say(&format!("{}, nothing to say", counted(articles, "article")));
            }
            Ended::Well
        }
        CheckFormat::Json => {
            let lines: Vec<String> = found.iter().map(|one| json!(one).to_string() + "\n").collect();
            terminal.result(lines.concat().as_bytes())
        }
        CheckFormat::Sarif => terminal.result(format!("{:#}\n", sarif(&found)).as_bytes()),
    };
    match printed {
        Ended::Well if misused => Ended::Misused(Vec::new()),
        Ended::Well if failed => Ended::Refused(Vec::new()),
        ended => ended,
    }
}

/// All that a build says, with the open doubts; and the number of articles.
fn checked(root: &std::path::Path, options: Options) -> Result<(Vec<Diagnostic>, usize), Refused> {
    let snapshot = snapshot::read(root).map_err(Refused::Content)?;
    let site = Session::new(options).site(&snapshot)?;
    rendered(&site)?;
    let articles = &site.project.digest.articles;
    let mut found = site.warnings;
    // One line for all of them is the build's; here each stands by itself.
    found.retain(|one| one.code != review::CODE);
    found.extend(review::open(articles, &snapshot));
    Ok((found, articles.len()))
}

/// Renders every page, as a build does, and throws it away.
fn rendered(site: &Site) -> Result<(), Refused> {
    let renderer = site.renderer();
    let editions = renderer.editions(site.pages.iter(), &mut |_, _| {}).map_err(Refused::pages)?;
    let fault = |page| renderer.render_beside(page, &editions).err();
    let mut faults: Vec<Diagnostic> = site.pages.par_iter().filter_map(fault).collect();
    if faults.is_empty() {
        return Ok(());
    }
    diagnostic::sort(&mut faults);
    faults.dedup();
    Err(Refused::pages(faults))
}

/// The findings as a log of the Static Analysis Results Interchange Format (OASIS, 2020).
fn sarif(found: &[Diagnostic]) -> Value {
    let mut codes: Vec<&str> = found.iter().map(|one| one.code).collect();
    codes.sort_unstable();
    codes.dedup();
    let result = |one: &Diagnostic| {
        let level = if one.severity == Severity::Error { "error" } else { "warning" };
        let text = one.help.as_ref().map_or_else(|| one.message.clone(), |help| format!("{}; {help}", one.message));
        let locations: Vec<Value> = one
            .place
            .iter()
            .map(|place| {
                let mut location = json!({ "artifactLocation": { "uri": place.path } });
                if place.line > 0
                    && let Some(location) = location.as_object_mut()
                {
                    location.insert("region".into(), json!({ "startLine": place.line, "startColumn": place.column }));
                }
                json!({ "physicalLocation": location })
            })
            .collect();
        json!({ "ruleId": one.code, "level": level, "message": { "text": text }, "locations": locations })
    };
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "Chancery",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": codes.iter().map(|code| json!({ "id": code })).collect::<Vec<_>>(),
            } },
            "results": found.iter().map(result).collect::<Vec<_>>(),
        }],
    })
}
