//! `--set-aside`: raw files that their editor does not want, listed, noted and taken back. They stay where they are.

use std::path::Path;

use super::args::{ImportArgs, SetAsideAction};
use super::inputs::{self, Input};
use crate::cli::terminal::{Terminal, counted};
use crate::cli::{Ended, Global};
use crate::diagnostic::Diagnostic;
use crate::import::{self, SetAside};

pub(super) fn run(action: SetAsideAction, args: &ImportArgs, global: &Global, terminal: &Terminal) -> Ended {
    let content = match super::place(args, global) {
        Ok((content, ..)) => content,
        Err(ended) => return ended,
    };
    if action == SetAsideAction::List {
        let names: String = SetAside::read(&content).names().iter().map(|name| format!("{name}\n")).collect();
        return terminal.result(names.as_bytes());
    }
    if args.paths.is_empty() {
        let what = if action == SetAsideAction::Add { "is not wanted" } else { "is wanted again" };
        let message = format!("`--set-aside` needs to know which file {what}");
        return Ended::Misused(vec![
            Diagnostic::error("no-file", message).help("name it: chancery import --set-aside add inbox/FILE"),
        ]);
    }
    let mut faults = Vec::new();
    let mut done = String::new();
    let mut count = 0_usize;
    let mut one = |result: Result<bool, Diagnostic>, name: &str| match result {
        Ok(true) => {
            count += 1;
            done.push_str(&format!("{name}\n"));
        }
        Ok(false) => faults.push(
            Diagnostic::error("not-set-aside", format!("{name} was not set aside"))
                .help("`chancery import --set-aside list` names what was"),
        ),
        Err(fault) => faults.push(fault),
    };
    for path in &args.paths {
        let name = import::shown(path);
        if action == SetAsideAction::Undo && !path.exists() {
            one(import::take_back_named(&content, &name).map_err(|error| super::locked(&content, &error)), &name);
            continue;
        }
        for input in inputs::inputs(std::slice::from_ref(path), args.format.map(Into::into)) {
            one(change(action, &content, &input), &input.name);
        }
    }
    let shown = terminal.result(done.as_bytes());
    let what = if action == SetAsideAction::Add { "set aside" } else { "taken back" };
    terminal.say(&format!("{} {what}", counted(count, "file")));
    if faults.is_empty() { shown } else { Ended::Refused(faults) }
}

/// Notes a file or takes it back; `false` where there was nothing to take back.
fn change(action: SetAsideAction, content: &Path, input: &Input) -> Result<bool, Diagnostic> {
    let bytes = inputs::bytes(input).map_err(|fault| Diagnostic::error(fault.code.as_str(), fault.message))?;
    let disk = |error: std::io::Error| super::locked(content, &error);
    match action {
        SetAsideAction::Undo => import::take_back(content, &bytes).map_err(disk),
        _ => import::set_aside(content, &input.name, &bytes).map(|()| true).map_err(disk),
    }
}
