//! What YAML complains about, in words for people who do not know YAML.

use crate::base::{Code, Diagnostic, Span, Text, tell};

/// What the parser says of brackets nested beyond its own limit.
pub(super) const TOO_DEEP: &str = "recursion limit exceeded";

/// Characters that no rule file holds: they are not seen, and the parser is not made for them.
pub(super) fn forbidden_character(file: u32, text: &str) -> Option<Diagnostic> {
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let start = text.len() - body.len();
    let forbidden = |c: char| (c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{85}')) || c == '\u{feff}';
    let (at, found) = body.char_indices().find(|(_, c)| forbidden(*c))?;
    let span = Span { file, start: (start + at) as u32, end: (start + at + found.len_utf8()) as u32 };
    let number = format!("U+{:04X}", u32::from(found));
    Some(
        Diagnostic::new(
            Code::YamlSyntax,
            span,
            tell!("caractère invisible `{number}` dans le fichier", "invisible character `{number}` in the file"),
        )
        .help(tell!("effacez-le, ou retapez la ligne", "delete it, or type the line again")),
    )
}

pub(super) fn too_deep(span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::TooLarge,
        span,
        tell!("trop de listes ou de tables les unes dans les autres", "too many lists or maps inside one another"),
    )
    .help(tell!("il manque peut-être un `]` ou un `}}`", "maybe a `]` or `}}` is missing"))
}

pub(super) fn write_out() -> Text {
    tell!("écrivez les valeurs en toutes lettres", "write the values out")
}

/// A tag, an anchor or an alias where none may stand.
pub(super) fn feature(span: Span, source: &str) -> Diagnostic {
    let message = match source.chars().next() {
        Some('!') => tell!("étiquette YAML `!` refusée", "YAML tag `!` refused"),
        Some('&') => tell!("ancre YAML `&` refusée", "YAML anchor `&` refused"),
        Some(_) | None => tell!("alias YAML `*` refusé", "YAML alias `*` refused"),
    };
    Diagnostic::new(Code::YamlFeature, span, message).help(tell!(
        "si c'est un texte, mettez-le entre guillemets ; sinon, écrivez la valeur en toutes lettres",
        "if it is a text, put it between quotes; otherwise write the value out"
    ))
}

/// The parser's complaint, with its place and what to do.
pub(super) fn yaml_error(file: u32, text: &str, at: usize, info: &str) -> Diagnostic {
    let one = text.get(at..).and_then(|t| t.chars().next()).map_or(0, |c| if c == '\n' { 0 } else { c.len_utf8() });
    let span = Span { file, start: at as u32, end: (at + one) as u32 };
    if info == TOO_DEEP {
        return too_deep(span);
    }
    let sign = text.get(at..).unwrap_or("");
    if (info.contains("anchor") || info.contains("alias") || info.contains("tag") && !info.contains("tab"))
        && sign.starts_with(['!', '&', '*'])
    {
        return feature(span, sign);
    }
    let line = line_at(text, at);
    let (span, message, help) =
        invisible(file, text, line).or_else(|| unclosed_above(file, text, line, info)).unwrap_or_else(|| {
            let (message, help) = explain(info);
            (span, message, help)
        });
    Diagnostic::new(Code::YamlSyntax, span, message).help(help)
}

/// The bytes of the line that holds byte `at`, or of the last line when `at` is the end.
fn line_at(text: &str, at: usize) -> (usize, usize) {
    let at = if at >= text.len() { text.trim_end().len() } else { at };
    let start = text.get(..at).and_then(|t| t.rfind('\n')).map_or(0, |i| i + 1);
    let end = text.get(start..).and_then(|t| t.find('\n')).map_or(text.len(), |i| start + i);
    (start, end)
}

/// Tabs at the start of a line and non-breaking spaces: the mistakes that the eye cannot see.
fn invisible(file: u32, text: &str, (start, end): (usize, usize)) -> Option<(Span, Text, Text)> {
    let line = text.get(start..end).unwrap_or("");
    let margin = line.len() - line.trim_start_matches([' ', '\t']).len();
    if let Some(tab) = line.get(..margin).and_then(|m| m.find('\t')) {
        let span = Span { file, start: (start + tab) as u32, end: (start + tab + 1) as u32 };
        let message = tell!("une tabulation au début de la ligne", "a tab at the start of the line");
        return Some((span, message, tell!("remplacez-la par des espaces", "replace it by spaces")));
    }
    // texts may hold such a space, before `?` or `:` in French; after a key or in the margin YAML does not see it
    let above = text.get(..start.saturating_sub(1)).and_then(|t| t.rfind('\n')).map_or(0, |i| i + 1);
    [(start, end), (above, start)].into_iter().find_map(|(start, end)| {
        let line = text.get(start..end).unwrap_or("");
        let margin = line.len() - line.trim_start().len();
        let odd = |c: char| matches!(c, '\u{a0}' | '\u{202f}' | '\u{2007}' | '\u{200b}');
        let seen =
            |(i, _): &(usize, char)| *i < margin || line.get(..*i).is_some_and(|before| before.ends_with([':', '-']));
        let (at, found) = line.char_indices().filter(|(_, c)| odd(*c)).find(seen)?;
        let span = Span { file, start: (start + at) as u32, end: (start + at + found.len_utf8()) as u32 };
        let message = tell!(
            "un espace insécable là où YAML veut un espace ordinaire",
            "a non-breaking space where YAML wants an ordinary space"
        );
        Some((span, message, tell!("remplacez-le par un espace ordinaire", "replace it by an ordinary space")))
    })
}

/// A quote that was never closed runs on to the next one, some lines below: the mistake is above.
fn unclosed_above(file: u32, text: &str, (start, _): (usize, usize), info: &str) -> Option<(Span, Text, Text)> {
    if !info.contains("trailing content") {
        return None;
    }
    let mut end = start.checked_sub(1)?;
    for _ in 0..5 {
        let from = text.get(..end).and_then(|t| t.rfind('\n')).map_or(0, |i| i + 1);
        let line = text.get(from..end).unwrap_or("");
        if line.matches('"').count() % 2 == 1 {
            let at = from + line.rfind('"')?;
            let span = Span { file, start: at as u32, end: at as u32 + 1 };
            return Some((span, unclosed_quote(), close_quote()));
        }
        end = from.checked_sub(1)?;
    }
    None
}

fn unclosed_quote() -> Text {
    tell!("ce guillemet n'est pas fermé sur sa ligne", "this quote is not closed on its line")
}

fn close_quote() -> Text {
    tell!("ajoutez le guillemet fermant", "add the closing quote")
}

fn explain(info: &str) -> (Text, Text) {
    let has = |part: &str| info.contains(part);
    if has("end of stream") || has("document indicator") || has("indentation in quoted scalar") {
        return (unclosed_quote(), close_quote());
    }
    if has("trailing content") {
        return (
            tell!("il y a du texte après le guillemet fermant", "there is text after the closing quote"),
            tell!(
                "mettez toute la valeur entre guillemets ; un `\"` à l'intérieur s'écrit `\\\"`",
                "put the whole value between quotes; a `\"` inside is written `\\\"`"
            ),
        );
    }
    if has("escape") || has("hexadecimal") {
        return (
            tell!("`\\` mal suivi dans un texte entre guillemets", "`\\` followed by something wrong in a quoted text"),
            tell!("écrivez `\\\\` pour un `\\`", "write `\\\\` for one `\\`"),
        );
    }
    if has("mapping values are not allowed") {
        return (
            tell!("un `: ` de trop, ou une ligne mal alignée", "one `: ` too many, or a badly aligned line"),
            tell!(
                "alignez la ligne avec ses voisines, ou mettez la valeur entre guillemets si elle contient `: `",
                "align the line with its neighbours, or put the value between quotes if it holds `: `"
            ),
        );
    }
    explain_structure(info)
}

fn explain_structure(info: &str) -> (Text, Text) {
    let has = |part: &str| info.contains(part);
    if has("',' or '}'")
        || has("',' or ']'")
        || has("misplaced bracket")
        || has("illegal placement of ':'")
        || has("flow")
    {
        return (
            tell!(
                "une liste `[…]` ou une table `{{…}}` mal fermée",
                "a list `[…]` or a map `{{…}}` that is badly closed"
            ),
            tell!(
                "vérifiez les virgules, `]` et `}}` ; un texte qui en contient se met entre guillemets",
                "check the commas, `]` and `}}`; a text that holds one goes between quotes"
            ),
        );
    }
    if has("unexpected character") {
        return (
            tell!("une valeur ne peut pas commencer par ce signe", "a value cannot start with this sign"),
            tell!("mettez la valeur entre guillemets", "put the value between quotes"),
        );
    }
    if has("comments must be separated") || has("block scalar") {
        return (
            tell!("ce signe n'est pas à sa place", "this sign is out of place"),
            tell!(
                "mettez un espace avant `#`, ou la valeur entre guillemets",
                "put a space before `#`, or the value between quotes"
            ),
        );
    }
    if has("tab") {
        return (
            tell!("une tabulation là où YAML veut des espaces", "a tab where YAML wants spaces"),
            tell!("remplacez-la par des espaces", "replace it by spaces"),
        );
    }
    (
        tell!("la structure du fichier se perd ici", "the structure of the file is lost here"),
        tell!(
            "vérifiez l'alignement de cette ligne et de celle d'avant, et l'espace après `:` ou `-`",
            "check how this line and the one before are aligned, and the space after `:` or `-`"
        ),
    )
}
