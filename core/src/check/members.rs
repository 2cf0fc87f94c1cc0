//! Membership: values compared with words, numbers or codes.

use super::{
    infer::{agree, clash, infer, plain_fact},
    reader::Reader,
    scope::{Scope, Typed},
    size,
};
use crate::{
    base::{Code, Span, tell},
    model::{Expr, too_large},
    syntax::ast::{Ast, AstKind},
    value::Type,
};

/// `x in [..]`, or `"member" in set`.
pub(super) fn membership(a: &Ast, b: &Ast, span: Span, scope: &Scope<'_>, r: &mut Reader<'_>) -> Typed {
    if let AstKind::List(items) = &b.kind {
        let t = infer(a, scope, r);
        if let Type::Number(_) | Type::Date = t.ty {
            return number_membership(&t, items, span, scope, r);
        }
        let words: Vec<(String, Span)> = items.iter().filter_map(|i| word(i, r)).collect();
        return if t.is_wrong() { t } else { among(&t, &words, span, scope, r) };
    }
    let set = infer(b, scope, r);
    if set.is_wrong() {
        return set;
    }
    let (Type::Set(members), Some(f)) = (&set.ty, plain_fact(&set)) else {
        return clash(
            &set,
            ("une liste `[…]` ou un fait à plusieurs choix", "a list `[…]` or a fact with several choices"),
            r,
        );
    };
    let Some((member, at)) = word(a, r) else { return Typed::wrong(span) };
    match members.iter().position(|m| *m == member) {
        Some(i) => Typed::new(Type::Bool, Expr::Holds(f, i as u32), span),
        None => unknown_member(&member, at, members, span, r),
    }
}

fn number_membership(t: &Typed, items: &[Ast], span: Span, scope: &Scope<'_>, r: &mut Reader<'_>) -> Typed {
    if too_large(&t.expr, items.len(), scope.tables()) {
        size::report(span, r);
        return Typed::wrong(span);
    }
    let mut parts = vec![];
    for item in items {
        let i = infer(item, scope, r);
        if i.is_wrong() || agree(t, &i, item.span, r).is_none() {
            return Typed::wrong(span);
        }
        parts.push(Expr::Compare(crate::model::Compare::Equal, Box::new(t.expr.clone()), Box::new(i.expr)));
    }
    Typed::new(Type::Bool, Expr::Any(parts), span)
}

fn word(ast: &Ast, r: &mut Reader<'_>) -> Option<(String, Span)> {
    match &ast.kind {
        AstKind::Text(t) => Some((t.clone(), ast.span)),
        AstKind::Error => None,
        AstKind::Bool(_)
        | AstKind::Number(_)
        | AstKind::List(_)
        | AstKind::Name(_)
        | AstKind::Select(..)
        | AstKind::Index(..)
        | AstKind::Unary(..)
        | AstKind::Binary(..)
        | AstKind::Ternary(..)
        | AstKind::Call { .. } => {
            r.report(
                Code::TypeClash,
                ast.span,
                tell!("on attend ici un mot entre guillemets", "a word in quotes is expected here"),
            );
            None
        }
    }
}

fn unknown_member(member: &str, at: Span, members: &[String], span: Span, r: &mut Reader<'_>) -> Typed {
    r.unknown(
        Code::UnknownMember,
        at,
        tell!("`{member}` n'est pas une valeur de ce fait", "`{member}` is not a value of this fact"),
        member,
        members.iter().map(String::as_str),
    );
    Typed::wrong(span)
}

/// An enum, code, text or set member compared with words.
pub(super) fn among(t: &Typed, words: &[(String, Span)], span: Span, scope: &Scope<'_>, r: &mut Reader<'_>) -> Typed {
    if t.is_wrong() {
        return t.clone();
    }
    let mut accepted = vec![];
    match &t.ty {
        Type::Enum(members) => {
            for (word, at) in words {
                match members.iter().position(|m| m == word) {
                    Some(i) => accepted.push((i as i64, i as i64)),
                    None => return unknown_member(word, *at, members, span, r),
                }
            }
        }
        Type::Code(taxonomy) => {
            let Some(taxonomy) = scope.taxonomy(taxonomy) else { return Typed::wrong(span) };
            for (word, at) in words {
                match taxonomy.find(word) {
                    Some(node) => accepted.extend_from_slice(&node.leaves),
                    None => {
                        let id = &taxonomy.id;
                        r.unknown(
                            Code::UnknownTaxonomyCode,
                            *at,
                            tell!(
                                "`{word}` n'est pas un code de la taxonomie `{id}`",
                                "`{word}` is not a code of the taxonomy `{id}`"
                            ),
                            word,
                            taxonomy.nodes.iter().map(|n| n.code.as_str()),
                        );
                        return Typed::wrong(span);
                    }
                }
            }
        }
        Type::Text => return same_text(t, words, span, scope, r),
        Type::Bool
        | Type::Number(_)
        | Type::Date
        | Type::Duration(_)
        | Type::Set(_)
        | Type::List(_)
        | Type::Series(_)
        | Type::Wrong => {
            return clash(t, ("un fait dont les valeurs sont des mots", "a fact whose values are words"), r);
        }
    }
    let accepted = crate::value::Region::of(accepted).intervals().to_vec();
    Typed::new(Type::Bool, Expr::Among(Box::new(t.expr.clone()), accepted), span)
}

/// A text field equals one of the words; for a set's bound member that is decided right here.
fn same_text(t: &Typed, words: &[(String, Span)], span: Span, scope: &Scope<'_>, r: &mut Reader<'_>) -> Typed {
    if let Expr::Holds(f, m) = &t.expr {
        let members = if let Some(Type::Set(all)) = scope.fact_by_id(*f).map(|f| &f.ty) { all.as_slice() } else { &[] };
        if let Some((word, at)) = words.iter().find(|(w, _)| !members.contains(w)) {
            return unknown_member(word, *at, members, span, r);
        }
        let here = members.get(*m as usize);
        return Typed::new(Type::Bool, Expr::truth(words.iter().any(|(w, _)| Some(w) == here)), span);
    }
    let parts = words.iter().map(|(w, _)| Expr::SameText(Box::new(t.expr.clone()), w.clone())).collect();
    Typed::new(Type::Bool, Expr::Any(parts), span)
}
