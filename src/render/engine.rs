//! The template engine: Tera with the theme's templates and a few functions of our own.

use std::collections::BTreeMap;
use std::sync::Arc;

use xxhash_rust::xxh3::Xxh3;

use tera::{Context, Error, ErrorKind, Kwargs, State, Tera, TeraResult, Value};

use crate::diagnostic::{Diagnostic, Place};
use crate::locale::Locale;
use crate::project::Project;

const HELP: &str = "what a template may use is listed in docs/templates.md";

/// The engine with all templates parsed.
#[derive(Debug)]
pub struct Engine {
    tera: Tera,
    templates: BTreeMap<String, String>,
    key: u128,
}

impl Engine {
    /// A hash of all that an engine for a project would be made from: the templates, and the words that its functions
    /// know.
    pub fn key_of(project: &Project) -> u128 {
        let mut hash = Xxh3::new();
        for (name, text) in project.theme.templates.iter().chain(&project.theme.locales) {
            for part in [name, "\0", text, "\0"] {
                hash.update(part.as_bytes());
            }
        }
        for language in &project.config.languages {
            hash.update(language.tag.as_bytes());
            hash.update(b"\0");
        }
        hash.digest128()
    }

    /// See [`Engine::key_of`].
    pub fn key(&self) -> u128 {
        self.key
    }

    /// Parses the templates of a theme.
    ///
    /// # Errors
    ///
    /// The first template that does not parse, or every use of what is not there.
    pub fn new(project: &Project) -> Result<Self, Vec<Diagnostic>> {
        let mut tera = Tera::new();
        let tags = project.config.languages.iter().map(|language| language.tag.clone());
        let locales: BTreeMap<String, Arc<Locale>> = tags.zip(project.locales.iter().cloned()).collect();
        tera.register_function("count", move |kwargs: Kwargs, state: &State<'_>| count(&locales, &kwargs, state));
        tera.register_filter("number", |number: u64, _: Kwargs, _: &State<'_>| {
            crate::locale::grouped(usize::try_from(number).unwrap_or(usize::MAX))
        });
        let templates = project.theme.templates.clone();
        let added = tera.add_raw_templates(templates.iter().map(|(name, text)| (name.as_str(), text.as_str())));
        match added {
            Ok(()) => Ok(Engine { tera, templates, key: Engine::key_of(project) }),
            Err(error) => {
                let found = reports(&error, &templates);
                Err(if found.is_empty() { vec![diagnostic(&error, &templates)] } else { found })
            }
        }
    }

    pub(super) fn render(&self, template: &str, context: &Context) -> Result<String, Diagnostic> {
        self.tera.render(template, context).map_err(|error| diagnostic(&error, &self.templates))
    }
}

/// `count(of="articles", n=3)`: the phrase `3 articles` in the page's language.
fn count(locales: &BTreeMap<String, Arc<Locale>>, kwargs: &Kwargs, state: &State<'_>) -> TeraResult<Value> {
    let key = kwargs.must_get::<&str>("of")?;
    let number = kwargs.must_get::<u64>("n")?;
    let lang = state.get::<String>("lang")?.unwrap_or_default();
    let phrase = locales.get(&lang).and_then(|locale| locale.count(key, usize::try_from(number).unwrap_or(usize::MAX)));
    phrase.map(Value::from).ok_or_else(|| Error::message(format!("the locale file has no count `{key}`")))
}

/// The faults of all templates, which the engine gives drawn, one below the other: `error: MESSAGE`, `--> NAME:LINE:COLUMN`,
/// the line and the carets below it.
fn reports(error: &Error, templates: &BTreeMap<String, String>) -> Vec<Diagnostic> {
    let ErrorKind::Msg(text) = error.kind() else { return Vec::new() };
    let lines: Vec<&str> = text.lines().collect();
    let report = |lines: &[&str]| {
        let message = lines[0].strip_prefix("error: ")?;
        let mut place = lines[1].trim_start().strip_prefix("--> ")?.rsplitn(3, ':');
        let (column, line, name) = (place.next()?, place.next()?, place.next()?);
        let (path, text) = (format!("templates/{name}"), templates.get(name)?);
        let width = lines[4].matches('^').count();
        let place = Place { width, ..Place::in_text(&path, text, line.parse().ok()?, column.parse().ok()?) };
        Some(Diagnostic::error("template", message).at(place).help(HELP))
    };
    lines.windows(5).filter_map(report).collect()
}

fn diagnostic(error: &Error, templates: &BTreeMap<String, String>) -> Diagnostic {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let name = report.filename();
            let path = format!("templates/{name}");
            let span = report.span();
            let text = templates.get(name).map_or("", String::as_str);
            let width =
                if span.end_line == span.start_line { span.end_col.saturating_sub(span.start_col).max(1) } else { 1 };
            let place = Place { width, ..Place::in_text(&path, text, span.start_line, span.start_col + 1) };
            Diagnostic::error("template", report.message()).at(place).help(HELP)
        }
        kind => {
            let fault = Diagnostic::error("template", error.to_string());
            let fault = match kind {
                ErrorKind::CircularExtend { tpl: name, .. }
                | ErrorKind::CircularInclude { tpl: name, .. }
                | ErrorKind::MissingParent { current: name, .. } => fault.at(Place::file(format!("templates/{name}"))),
                _ => fault,
            };
            fault.help(HELP)
        }
    }
}
