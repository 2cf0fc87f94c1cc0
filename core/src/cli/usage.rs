//! A command line that cannot be understood, told in the language that it asks for.

use super::terminal::{Exit, Terminal};
use crate::base::{Lang, Text};
use anstream::ColorChoice;
use clap::error::{ContextKind, ContextValue, Error, ErrorKind};
use std::ffi::OsString;

/// Prints help, version, or what is wrong with the arguments.
pub(super) fn tell(error: &Error, arguments: &[OsString]) -> Exit {
    if !error.use_stderr() {
        let lang = Lang::Fr;
        let terminal = Terminal { lang, color: ColorChoice::Auto, quiet: false };
        let printed = terminal.print(&error.render().ansi().to_string());
        return printed.map_or_else(|stop| stop.0, |()| Exit::Fine);
    }
    let lang = if wants_english(arguments) { Lang::En } else { Lang::Fr };
    let terminal = Terminal { lang, color: ColorChoice::Auto, quiet: false };
    match (lang, french(error)) {
        (Lang::Fr, Some(message)) => {
            let help = "`terreau --help`, ou `terreau recommend --help` pour une commande";
            terminal.fail(&Text::same(message), Some(&Text::same(help)), Exit::Unusable);
        }
        (Lang::Fr | Lang::En, _) => terminal.complain(&error.render().ansi().to_string()),
    }
    Exit::Unusable
}

/// Whether the arguments ask for English, as far as they can be read.
fn wants_english(arguments: &[OsString]) -> bool {
    let pairs = arguments.iter().zip(arguments.iter().skip(1));
    arguments.iter().any(|a| a == "--lang=en") || pairs.into_iter().any(|(a, b)| a == "--lang" && b == "en")
}

/// The commonest mistakes in French; the others stay as the argument reader says them.
fn french(error: &Error) -> Option<String> {
    let named = |kind| error.get(kind).map(shown);
    let near = |kind| named(kind).map_or_else(String::new, |s| format!(" ; vouliez-vous dire `{s}` ?"));
    match error.kind() {
        ErrorKind::InvalidSubcommand => {
            let said = named(ContextKind::InvalidSubcommand)?;
            Some(format!("la commande `{said}` n'existe pas{}", near(ContextKind::SuggestedSubcommand)))
        }
        ErrorKind::UnknownArgument => {
            let said = named(ContextKind::InvalidArg)?;
            Some(format!("`{said}` n'est pas attendu ici{}", near(ContextKind::SuggestedArg)))
        }
        ErrorKind::InvalidValue => {
            let (value, argument) = (named(ContextKind::InvalidValue)?, named(ContextKind::InvalidArg)?);
            let possible = named(ContextKind::ValidValue).unwrap_or_default();
            let told = if value.is_empty() {
                format!("`{argument}` attend une valeur")
            } else {
                format!("`{value}` n'est pas possible pour `{argument}`")
            };
            Some(if possible.is_empty() { told } else { format!("{told} ; possibles : {possible}") })
        }
        ErrorKind::ValueValidation => {
            let (value, argument) = (named(ContextKind::InvalidValue)?, named(ContextKind::InvalidArg)?);
            Some(format!("`{value}` n'est pas possible pour `{argument}`"))
        }
        ErrorKind::MissingRequiredArgument => Some(format!("il manque {}", named(ContextKind::InvalidArg)?)),
        _ => None,
    }
}

fn shown(value: &ContextValue) -> String {
    match value {
        ContextValue::Strings(all) => all.join(", "),
        other => other.to_string(),
    }
}
