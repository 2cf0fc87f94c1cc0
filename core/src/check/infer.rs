//! Types and units of expressions: from the tree as written to the kernel.

use super::{
    calls, members, parameters,
    reader::Reader,
    scope::{Local, Over, Scope, Typed},
    size,
};
use crate::{
    base::{Code, Diagnostic, Span, Text, tell},
    model::{Arith, Compare, Expr, FactId, Literal, may_be_zero, too_large},
    syntax::ast::{Ast, AstKind, BinaryOp, Ident, UnaryOp},
    value::{NumberType, Quantity, Ratio, TimeUnit, Type, Unit},
};

impl Typed {
    pub(super) fn new(ty: Type, expr: Expr, span: Span) -> Typed {
        Typed { ty, expr, span, flexible: false }
    }

    pub(super) fn wrong(span: Span) -> Typed {
        Typed::new(Type::Wrong, Expr::truth(false), span)
    }

    pub(super) fn is_wrong(&self) -> bool {
        self.ty == Type::Wrong
    }

    fn number(&self) -> Option<&NumberType> {
        if let Type::Number(n) = &self.ty { Some(n) } else { None }
    }

    fn text(&self) -> Option<&str> {
        if let Expr::Literal(Literal::Text(t)) = &self.expr { Some(t) } else { None }
    }
}

/// The type and the kernel form of an expression. Mistakes are reported once; their result is `Type::Wrong`.
pub(super) fn infer(ast: &Ast, scope: &Scope<'_>, r: &mut Reader<'_>) -> Typed {
    let span = ast.span;
    match &ast.kind {
        AstKind::Error => Typed::wrong(span),
        AstKind::Bool(b) => Typed::new(Type::Bool, Expr::truth(*b), span),
        AstKind::Number(digits) => number_literal(digits, span, r),
        AstKind::Text(t) => Typed::new(Type::Text, Expr::Literal(Literal::Text(t.clone())), span),
        AstKind::List(_) => {
            r.report_with_help(
                Code::TypeClash,
                span,
                tell!("une liste n'a de sens qu'à droite de `in`", "a list only makes sense to the right of `in`"),
                tell!("par exemple `x in [\"a\", \"b\"]`", "for example `x in [\"a\", \"b\"]`"),
            );
            Typed::wrong(span)
        }
        AstKind::Name(_) | AstKind::Select(..) => name(ast, scope, r),
        AstKind::Index(target, index) => parameters::entry(target, index, span, scope, r),
        AstKind::Unary(op, inner) => unary(*op, inner, span, scope, r),
        AstKind::Binary(op, a, b) => binary(*op, a, b, span, scope, r),
        AstKind::Ternary(c, a, b) => ternary(c, a, b, span, scope, r),
        AstKind::Call { target, name, args } => calls::call(target.as_deref(), name, args, span, scope, r),
    }
}

fn number_literal(digits: &str, span: Span, r: &mut Reader<'_>) -> Typed {
    let Some(value) = Ratio::parse(digits) else {
        r.report(
            Code::BadLiteral,
            span,
            tell!("`{digits}` a plus de 15 chiffres", "`{digits}` has more than 15 digits"),
        );
        return Typed::wrong(span);
    };
    let quantity = if digits.contains('.') { Quantity::Decimal } else { Quantity::Int };
    Typed { ty: Type::number(quantity), expr: Expr::number(value), span, flexible: true }
}

/// `a.b` as written, when the expression is a chain of names.
pub(super) fn dotted(ast: &Ast) -> Option<String> {
    match &ast.kind {
        AstKind::Name(n) => Some(n.clone()),
        AstKind::Select(target, field) => Some(format!("{}.{}", dotted(target)?, field.name)),
        AstKind::Error | AstKind::Bool(_) | AstKind::Number(_) | AstKind::Text(_) | AstKind::List(_) => None,
        AstKind::Index(..) | AstKind::Unary(..) | AstKind::Binary(..) | AstKind::Ternary(..) | AstKind::Call { .. } => {
            None
        }
    }
}

fn name(ast: &Ast, scope: &Scope<'_>, r: &mut Reader<'_>) -> Typed {
    let span = ast.span;
    let Some(key) = dotted(ast) else {
        if let AstKind::Select(target, field) = &ast.kind {
            infer(target, scope, r);
            let name = &field.name;
            r.report(
                Code::ExprOutside,
                field.span,
                tell!("`.{name}` ne suit qu'un nom", "`.{name}` only follows a name"),
            );
        }
        return Typed::wrong(span);
    };
    if let Some(local) = scope.local
        && (key == local.name || key.split('.').next() == Some(local.name))
    {
        return local_name(&key, local, ast, r);
    }
    if key == "application_date" {
        return Typed::new(Type::Date, Expr::ApplicationDate, span);
    }
    if let Some(parameter) = key.strip_prefix("param.") {
        return parameters::parameter(parameter, span, Expr::ApplicationDate, scope, r);
    }
    fact(&key, ast, scope, r)
}

fn local_name(key: &str, local: Local<'_>, ast: &Ast, r: &mut Reader<'_>) -> Typed {
    let span = ast.span;
    match local.over {
        Over::Member(f, m) if key == local.name => Typed::new(Type::Text, Expr::Holds(f, m), span),
        Over::Member(..) => {
            r.report(
                Code::UnknownName,
                span,
                tell!(
                    "`{key}` : un élément de cet ensemble n'a pas de champ",
                    "`{key}`: a member of this set has no field"
                ),
            );
            Typed::wrong(span)
        }
        Over::Record(fields) => {
            let field = key.split_once('.').map_or("", |(_, f)| f);
            match fields.iter().position(|f| f.name == field) {
                Some(i) => Typed::new(fields.get(i).map_or(Type::Wrong, |f| f.ty.clone()), Expr::Field(i as u32), span),
                None => {
                    let at = if let AstKind::Select(_, id) = &ast.kind { id.span } else { span };
                    r.unknown(
                        Code::UnknownName,
                        at,
                        tell!("`{field}` n'est pas un champ de cette liste", "`{field}` is not a field of this list"),
                        field,
                        fields.iter().map(|f| f.name.as_str()),
                    );
                    Typed::wrong(span)
                }
            }
        }
    }
}

fn fact(key: &str, ast: &Ast, scope: &Scope<'_>, r: &mut Reader<'_>) -> Typed {
    let span = ast.span;
    let Some((id, def)) = scope.fact(key) else {
        if !key.contains('.') {
            r.unknown(
                Code::UnknownName,
                span,
                tell!("`{key}` n'est pas un nom connu", "`{key}` is not a known name"),
                key,
                ["application_date"],
            );
        } else {
            r.unknown_fact(key, span, scope.facts);
        }
        return Typed::wrong(span);
    };
    if scope.local.is_some_and(|l| matches!(l.over, Over::Record(_))) {
        r.report_with_help(
            Code::ExprOutside,
            span,
            tell!("à l'intérieur d'une liste, on ne lit que ses champs", "inside a list only its own fields are read"),
            tell!("sortez `{key}` de la parenthèse", "move `{key}` out of the parentheses"),
        );
        return Typed::wrong(span);
    }
    Typed::new(def.ty.clone(), Expr::Fact(id), span)
}

fn unary(op: UnaryOp, inner: &Ast, span: Span, scope: &Scope<'_>, r: &mut Reader<'_>) -> Typed {
    let t = infer(inner, scope, r);
    match op {
        UnaryOp::Not => {
            let c = condition(t, r);
            Typed::new(c.ty, Expr::Not(Box::new(c.expr)), span)
        }
        UnaryOp::Negate if t.number().is_some() => {
            let expr = match t.expr {
                Expr::Literal(Literal::Number(n)) => Expr::number(n.neg()),
                other => Expr::arith(Arith::Subtract, Expr::number(Ratio::ZERO), other),
            };
            Typed { ty: t.ty, expr, span, flexible: t.flexible }
        }
        UnaryOp::Negate => clash(&t, ("un nombre", "a number"), r),
    }
}

/// Requires a yes/no.
pub(super) fn condition(t: Typed, r: &mut Reader<'_>) -> Typed {
    if t.ty == Type::Bool || t.is_wrong() {
        t
    } else {
        clash(&t, ("une condition (oui/non)", "a condition (yes/no)"), r)
    }
}

/// Reports that a type is not what stands here.
pub(super) fn clash(t: &Typed, wanted: (&str, &str), r: &mut Reader<'_>) -> Typed {
    if !t.is_wrong() {
        let ((have_fr, have_en), (fr, en)) = (t.ty.name(), wanted);
        r.report(
            Code::TypeClash,
            t.span,
            tell!("on attend ici {fr}, pas : {have_fr}", "{en} is expected here, not: {have_en}"),
        );
    }
    Typed::wrong(t.span)
}

fn binary(op: BinaryOp, a: &Ast, b: &Ast, span: Span, scope: &Scope<'_>, r: &mut Reader<'_>) -> Typed {
    match op {
        BinaryOp::In => return members::membership(a, b, span, scope, r),
        BinaryOp::And | BinaryOp::Or => {
            let (a, b) = (infer(a, scope, r), infer(b, scope, r));
            let (a, b) = (condition(a, r), condition(b, r));
            let parts = vec![a.expr, b.expr];
            return Typed::new(Type::Bool, if op == BinaryOp::And { Expr::All(parts) } else { Expr::Any(parts) }, span);
        }
        BinaryOp::Equal | BinaryOp::NotEqual | BinaryOp::Less | BinaryOp::LessEqual => {}
        BinaryOp::Greater | BinaryOp::GreaterEqual | BinaryOp::Add | BinaryOp::Subtract => {}
        BinaryOp::Multiply | BinaryOp::Divide => {}
    }
    let (ta, tb) = (infer(a, scope, r), infer(b, scope, r));
    if ta.is_wrong() || tb.is_wrong() {
        return Typed::wrong(span);
    }
    match op {
        BinaryOp::Add | BinaryOp::Subtract => sum(op, ta, tb, span, r),
        BinaryOp::Multiply | BinaryOp::Divide => product(op, ta, tb, span, scope, r),
        BinaryOp::Equal | BinaryOp::NotEqual => {
            let t = equality(ta, tb, span, scope, r);
            if op == BinaryOp::Equal || t.is_wrong() {
                t
            } else {
                Typed::new(Type::Bool, Expr::Not(Box::new(t.expr)), span)
            }
        }
        BinaryOp::Less => order(Compare::Less, ta, tb, span, r),
        BinaryOp::LessEqual => order(Compare::LessEqual, ta, tb, span, r),
        BinaryOp::Greater => order(Compare::Less, tb, ta, span, r),
        BinaryOp::GreaterEqual => order(Compare::LessEqual, tb, ta, span, r),
        BinaryOp::In | BinaryOp::And | BinaryOp::Or => Typed::wrong(span),
    }
}

/// Makes two operands comparable, or says why they are not.
pub(super) fn agree(a: &Typed, b: &Typed, span: Span, r: &mut Reader<'_>) -> Option<Type> {
    match (&a.ty, &b.ty) {
        (Type::Number(x), Type::Number(y)) => {
            let unit = match (a.flexible, b.flexible) {
                _ if x.unit == y.unit => x.unit.clone(),
                (true, false) => y.unit.clone(),
                (false, true) => x.unit.clone(),
                (true, true) => {
                    if x.unit.is_none() {
                        y.unit.clone()
                    } else {
                        x.unit.clone()
                    }
                }
                (false, false) => {
                    unit_clash(&x.unit, &y.unit, a, b, span, r);
                    return None;
                }
            };
            Some(Type::Number(NumberType { quantity: wider(x.quantity, y.quantity), unit }))
        }
        (Type::Duration(u), Type::Number(_)) if b.flexible => Some(Type::Duration(*u)),
        (Type::Number(_), Type::Duration(u)) if a.flexible => Some(Type::Duration(*u)),
        (x, y) if x == y && matches!(x, Type::Date | Type::Duration(_) | Type::Bool) => Some(x.clone()),
        (x, y) => {
            let ((fa, ea), (fb, eb)) = (x.name(), y.name());
            r.out.push(
                Diagnostic::new(
                    Code::TypeClash,
                    span,
                    tell!("on ne compare ni n'additionne {fa} et {fb}", "{ea} and {eb} do not compare or add up"),
                )
                .label(a.span, tell!("{fa}", "{ea}"))
                .label(b.span, tell!("{fb}", "{eb}")),
            );
            None
        }
    }
}

fn unit_clash(x: &Unit, y: &Unit, a: &Typed, b: &Typed, span: Span, r: &mut Reader<'_>) {
    let show = |u: &Unit| if u.is_none() { tell!("sans unité", "no unit") } else { Text::same(u.to_string()) };
    let (x, y) = (show(x), show(y));
    let (fx, ex, fy, ey) = (&x.fr, &x.en, &y.fr, &y.en);
    r.out.push(
        Diagnostic::new(
            Code::UnitClash,
            span,
            tell!("unités différentes : {fx} et {fy}", "different units: {ex} and {ey}"),
        )
        .label(a.span, x.clone())
        .label(b.span, y.clone()),
    );
}

fn wider(a: Quantity, b: Quantity) -> Quantity {
    use Quantity::{Decimal, Int, Money, Rate};
    match (a, b) {
        (Money, _) | (_, Money) => Money,
        (x, y) if x == y => x,
        (Int, other) | (other, Int) => other,
        (Decimal | Rate, Decimal | Rate) => Decimal,
    }
}

fn sum(op: BinaryOp, a: Typed, b: Typed, span: Span, r: &mut Reader<'_>) -> Typed {
    if let (Type::Date, Type::Duration(unit)) = (&a.ty, &b.ty) {
        let unit = *unit;
        let by =
            if op == BinaryOp::Add { b.expr } else { Expr::arith(Arith::Subtract, Expr::number(Ratio::ZERO), b.expr) };
        return Typed::new(Type::Date, Expr::Shift(unit, Box::new(a.expr), Box::new(by)), span);
    }
    if a.ty == Type::Date && b.ty == Type::Date {
        r.report_with_help(
            Code::TypeClash,
            span,
            tell!("deux dates ne s'ajoutent ni ne se soustraient", "two dates do not add up or subtract"),
            tell!("utilisez `days_between(…)` ou `months_between(…)`", "use `days_between(…)` or `months_between(…)`"),
        );
        return Typed::wrong(span);
    }
    if a.ty == Type::Date && b.number().is_some() {
        r.report_with_help(
            Code::TypeClash,
            span,
            tell!("on ajoute à une date une durée, pas un nombre", "a duration is added to a date, not a number"),
            tell!("écrivez `days(60)` ou `months(6)`", "write `days(60)` or `months(6)`"),
        );
        return Typed::wrong(span);
    }
    let Some(ty) = agree(&a, &b, span, r) else { return Typed::wrong(span) };
    if !matches!(ty, Type::Number(_) | Type::Duration(_)) {
        return clash(&a, ("un nombre", "a number"), r);
    }
    let arith = if op == BinaryOp::Add { Arith::Add } else { Arith::Subtract };
    Typed { ty, flexible: a.flexible && b.flexible, expr: Expr::arith(arith, a.expr, b.expr), span }
}

fn product(op: BinaryOp, a: Typed, b: Typed, span: Span, scope: &Scope<'_>, r: &mut Reader<'_>) -> Typed {
    let (Some(x), Some(y)) = (a.number(), b.number()) else {
        let culprit = if a.number().is_none() { &a } else { &b };
        return clash(culprit, ("un nombre", "a number"), r);
    };
    let divide = op == BinaryOp::Divide;
    if divide && too_large(&b.expr, 1, scope.tables()) {
        size::report(b.span, r);
        return Typed::wrong(span);
    }
    if divide && may_be_zero(&b.expr, scope.tables()) {
        r.report_with_help(
            Code::DivisionByZero,
            b.span,
            tell!(
                "rien ne garantit que ce diviseur n'est jamais nul",
                "nothing guarantees that this divisor is never zero"
            ),
            tell!(
                "divisez par un nombre, un paramètre, `max(x, 1)` ou un fait dont `from:` dépasse 0",
                "divide by a number, a parameter, `max(x, 1)` or a fact whose `from:` is above 0"
            ),
        );
        return Typed::wrong(span);
    }
    let unit = x.unit.combine(&y.unit, if divide { -1 } else { 1 });
    let quantity = match (x.quantity, y.quantity) {
        _ if unit == Unit::euro() => Quantity::Money,
        (Quantity::Int, Quantity::Int) if !divide => Quantity::Int,
        (Quantity::Int | Quantity::Decimal | Quantity::Rate | Quantity::Money, _) => Quantity::Decimal,
    };
    // a literal factor can carry any unit: `4500 * partners` may be euros
    let flexible = a.flexible || (b.flexible && !divide);
    let arith = if divide { Arith::Divide } else { Arith::Multiply };
    Typed { ty: Type::Number(NumberType { quantity, unit }), expr: Expr::arith(arith, a.expr, b.expr), span, flexible }
}

fn order(op: Compare, a: Typed, b: Typed, span: Span, r: &mut Reader<'_>) -> Typed {
    let Some(ty) = agree(&a, &b, span, r) else { return Typed::wrong(span) };
    if ty == Type::Bool {
        return clash(&a, ("un nombre, une date ou une durée", "a number, a date or a duration"), r);
    }
    Typed::new(Type::Bool, Expr::Compare(op, Box::new(a.expr), Box::new(b.expr)), span)
}

fn equality(a: Typed, b: Typed, span: Span, scope: &Scope<'_>, r: &mut Reader<'_>) -> Typed {
    if let Some(word) = b.text() {
        return members::among(&a, &[(word.to_owned(), b.span)], span, scope, r);
    }
    if let Some(word) = a.text() {
        return members::among(&b, &[(word.to_owned(), a.span)], span, scope, r);
    }
    let Some(ty) = agree(&a, &b, span, r) else { return Typed::wrong(span) };
    if ty == Type::Bool {
        // both sides are written twice
        if too_large(&a.expr, 2, scope.tables()) || too_large(&b.expr, 2, scope.tables()) {
            size::report(span, r);
            return Typed::wrong(span);
        }
        let (x, y) = (a.expr, b.expr);
        let both = Expr::All(vec![x.clone(), y.clone()]);
        // an answer that is absent equals nothing, not even another
        let told = [&x, &y].into_iter().filter_map(|e| has_if_absent(e, scope)).collect::<Vec<_>>();
        let neither = [Expr::Not(Box::new(x)), Expr::Not(Box::new(y))].into_iter().chain(told).collect();
        return Typed::new(Type::Bool, Expr::Any(vec![both, Expr::All(neither)]), span);
    }
    Typed::new(Type::Bool, Expr::Compare(Compare::Equal, Box::new(a.expr), Box::new(b.expr)), span)
}

/// That a fact exists, where it may not.
pub(super) fn has_if_absent(e: &Expr, scope: &Scope<'_>) -> Option<Expr> {
    let Expr::Fact(f) = e else { return None };
    scope.fact_by_id(*f).filter(|d| d.may_be_absent()).map(|_| Expr::Has(*f))
}

fn ternary(c: &Ast, a: &Ast, b: &Ast, span: Span, scope: &Scope<'_>, r: &mut Reader<'_>) -> Typed {
    let c = infer(c, scope, r);
    let c = condition(c, r);
    let (a, b) = (infer(a, scope, r), infer(b, scope, r));
    if c.is_wrong() || a.is_wrong() || b.is_wrong() {
        return Typed::wrong(span);
    }
    let Some(ty) = agree(&a, &b, span, r) else { return Typed::wrong(span) };
    let flexible = a.flexible && b.flexible;
    Typed { ty, expr: Expr::If(Box::new(c.expr), Box::new(a.expr), Box::new(b.expr)), span, flexible }
}

/// The fact that an expression names directly.
pub(super) fn plain_fact(t: &Typed) -> Option<FactId> {
    if let Expr::Fact(f) = &t.expr { Some(*f) } else { None }
}

/// A duration written as a call: `months(6)`.
pub(super) fn duration(unit: TimeUnit, factor: i64, count: Typed, span: Span, r: &mut Reader<'_>) -> Typed {
    if count.is_wrong() {
        return Typed::wrong(span);
    }
    let whole = count.number().is_some_and(|n| n.quantity == Quantity::Int);
    if !whole && !matches!(count.ty, Type::Duration(u) if u == unit) {
        return clash(&count, ("un nombre entier", "a whole number"), r);
    }
    let expr = if factor == 1 {
        count.expr
    } else {
        Expr::arith(Arith::Multiply, Expr::number(Ratio::int(factor)), count.expr)
    };
    Typed::new(Type::Duration(unit), expr, span)
}

/// The name of a function or method, for messages.
pub(super) fn ident_text(id: &Ident) -> &str {
    &id.name
}
