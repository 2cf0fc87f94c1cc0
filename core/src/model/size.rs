//! How large an expression is once what the engine unfolds is unfolded: every pass goes down an expression by calling itself.

use super::{Expr, ParameterId, Tables};

/// How deep an expression may nest once derived facts, tables and bonuses are put in.
const MAX_UNFOLDED_DEPTH: usize = 250;
/// How many parts it may have then.
const MAX_UNFOLDED: usize = 10_000;

/// An expression with derived facts, tables and choices unfolded has more parts, or nests deeper, than is looked at.
pub(crate) fn too_large(expr: &Expr, copies: usize, tables: Tables<'_>) -> bool {
    let most = MAX_UNFOLDED / copies.max(1);
    let mut count = 0;
    let mut open = vec![(expr, 0)];
    while let Some((at, depth)) = open.pop() {
        count += 1;
        if count > most || depth + below(at, tables) > MAX_UNFOLDED_DEPTH {
            return true;
        }
        if let Expr::Fact(f) | Expr::Has(f) = at {
            open.extend(tables.fact(*f).and_then(|f| f.formula.as_ref()).map(|formula| (formula, depth + 1)));
        }
        if let Expr::Aggregate(a) = at {
            open.extend(a.filter.iter().chain(&a.map).map(|inner| (&**inner, depth + 1)));
        }
        // a choice looks at its condition both ways
        if let Expr::If(condition, _, _) = at {
            open.push((condition, depth + 1));
        }
        open.extend(at.children().into_iter().map(|child| (child, depth + 1)));
    }
    false
}

/// How deep a table or a dated parameter unfolds: one choice a member, one a version.
fn below(expr: &Expr, tables: Tables<'_>) -> usize {
    let versions = |p: &ParameterId| tables.parameter(*p).map_or(0, |p| p.versions.len());
    match expr {
        Expr::Entry(p, f, _) => versions(p) + tables.fact(*f).map_or(0, |f| f.members.len()),
        Expr::Parameter(p, _) => versions(p),
        _ => 0,
    }
}
