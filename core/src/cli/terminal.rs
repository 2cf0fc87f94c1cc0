//! Where results and messages go: results to the standard output, messages to the error output, colour only where it shows.

use super::page::{dim, styled};
use crate::base::{Code, Lang, Problem, Problems, Text, tell};
use anstream::{AutoStream, ColorChoice};
use indicatif::ProgressBar;
use std::io::{ErrorKind, Write};

/// What a command came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Exit {
    Fine,
    /// Something is wrong with the rules or the profile.
    Problems,
    /// Something cannot be read or written, or the command was misused.
    Unusable,
}

/// A command that cannot go on; why was told already.
#[derive(Debug)]
pub(super) struct Stop(pub(super) Exit);

/// The person, or the program, on the other side.
#[derive(Debug, Clone, Copy)]
pub(super) struct Terminal {
    pub(super) lang: Lang,
    pub(super) color: ColorChoice,
    pub(super) quiet: bool,
}

impl Terminal {
    /// Prints the result of a command.
    pub(super) fn print(&self, text: &str) -> Result<(), Stop> {
        let mut out = AutoStream::new(std::io::stdout().lock(), self.color);
        match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
            Ok(()) => Ok(()),
            // the reader has read enough (`| head`): nothing is wrong
            Err(e) if e.kind() == ErrorKind::BrokenPipe => Err(Stop(Exit::Fine)),
            Err(e) => {
                let stop = tell!("le résultat n'a pas pu être écrit : {e}", "the result could not be written: {e}");
                Err(self.fail(&stop, None, Exit::Unusable))
            }
        }
    }

    /// Writes a file, and says so.
    pub(super) fn write(&self, bytes: &[u8], path: &std::path::Path) -> Result<(), Stop> {
        let shown = crate::load::folder::shown(path);
        std::fs::write(path, bytes).map_err(|e| {
            let message = tell!("`{shown}` n'a pas pu être écrit : {e}", "`{shown}` could not be written: {e}");
            let code = Code::FileUnreadable.id().to_owned();
            self.problems(&Problems(vec![Problem { code, path: shown.clone(), message, help: None }]))
        })?;
        let written = tell!("écrit : {shown}", "written: {shown}");
        self.note(written.get(self.lang));
        Ok(())
    }

    /// Says something beside the result; not when asked to be quiet.
    pub(super) fn note(&self, text: &str) {
        if !self.quiet {
            self.complain(text);
        }
    }

    /// Shows that work is going on, where a person watches.
    pub(super) fn working(&self, what: &Text) -> ProgressBar {
        if self.quiet {
            return ProgressBar::hidden();
        }
        let bar = ProgressBar::new_spinner().with_message(what.get(self.lang).to_owned());
        bar.enable_steady_tick(std::time::Duration::from_millis(120));
        bar
    }

    /// Says what is wrong.
    pub(super) fn complain(&self, text: &str) {
        let mut err = AutoStream::new(std::io::stderr().lock(), self.color);
        // nowhere is left to say that the error output is closed
        let end = if text.ends_with('\n') { "" } else { "\n" };
        let _ = write!(err, "{text}{end}");
    }

    /// Says why the command stops.
    pub(super) fn fail(&self, message: &Text, help: Option<&Text>, exit: Exit) -> Stop {
        let error = styled(super::page::BAD, self.pick("erreur", "error"));
        let mut told = format!("{error}{}{}", self.pick(" : ", ": "), message.get(self.lang));
        if let Some(help) = help {
            told.push_str(&self.help(help));
        }
        self.complain(&told);
        Stop(exit)
    }

    /// One problem of what was given: its place, what is wrong, what to do.
    pub(super) fn problem(&self, problem: &Problem) -> String {
        let error = styled(super::page::BAD, &format!("{}[{}]", self.pick("erreur", "error"), problem.code));
        let place = if problem.path.is_empty() { String::new() } else { format!(" {}", dim(&problem.path)) };
        let mut told = format!("{error}{place}\n  {}", problem.message.get(self.lang));
        if let Some(help) = &problem.help {
            told.push_str(&self.help(help));
        }
        told
    }

    fn help(&self, help: &Text) -> String {
        format!("\n  {}{}", styled(super::page::HELP, self.pick("aide : ", "help: ")), help.get(self.lang))
    }

    /// Every problem, then how to learn more.
    pub(super) fn problems(&self, problems: &Problems) -> Stop {
        for problem in &problems.0 {
            self.complain(&self.problem(problem));
        }
        if let Some(first) = problems.0.first() {
            self.note(&self.more_about(&first.code));
        }
        Stop(Exit::Problems)
    }

    /// How to learn more of a code.
    pub(super) fn more_about(&self, code: &str) -> String {
        dim(match self.lang {
            Lang::Fr => format!("pour comprendre : terreau explain {code}"),
            Lang::En => format!("to learn more: terreau explain {code}"),
        })
    }

    pub(super) fn pick<'t>(&self, fr: &'t str, en: &'t str) -> &'t str {
        match self.lang {
            Lang::Fr => fr,
            Lang::En => en,
        }
    }
}
