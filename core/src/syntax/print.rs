//! A tree back to text: the one canonical way to write it, with as few parentheses as the meaning allows.

use super::ast::{Ast, AstKind, BinaryOp, UnaryOp};

/// The canonical text; reading it gives the same tree.
pub(crate) fn print(ast: &Ast) -> String {
    let mut out = String::new();
    write(ast, 0, &mut out);
    out
}

const TERNARY: u8 = 1;
const RELATION: u8 = 4;
const UNARY: u8 = 7;
const MEMBER: u8 = 8;

fn binary_level(op: BinaryOp) -> u8 {
    match op {
        BinaryOp::Or => 2,
        BinaryOp::And => 3,
        BinaryOp::Equal
        | BinaryOp::NotEqual
        | BinaryOp::Less
        | BinaryOp::LessEqual
        | BinaryOp::Greater
        | BinaryOp::GreaterEqual
        | BinaryOp::In => RELATION,
        BinaryOp::Add | BinaryOp::Subtract => 5,
        BinaryOp::Multiply | BinaryOp::Divide => 6,
    }
}

fn level(ast: &Ast) -> u8 {
    match &ast.kind {
        AstKind::Ternary(..) => TERNARY,
        AstKind::Binary(op, ..) => binary_level(*op),
        AstKind::Unary(..) => UNARY,
        // `5.x` would read as a number
        AstKind::Number(_) => UNARY,
        AstKind::Bool(_)
        | AstKind::Text(_)
        | AstKind::List(_)
        | AstKind::Name(_)
        | AstKind::Select(..)
        | AstKind::Index(..)
        | AstKind::Call { .. }
        | AstKind::Error => MEMBER,
    }
}

/// Writes `ast` where only what binds at least as tightly as `least` may stand bare.
fn write(ast: &Ast, least: u8, out: &mut String) {
    let bare = level(ast) >= least;
    if !bare {
        out.push('(');
    }
    match &ast.kind {
        AstKind::Bool(b) => out.push_str(if *b { "true" } else { "false" }),
        AstKind::Number(n) | AstKind::Name(n) => out.push_str(n),
        AstKind::Text(t) => quote(t, out),
        AstKind::List(items) => between('[', items, ']', out),
        AstKind::Select(target, field) => {
            write(target, MEMBER, out);
            out.push('.');
            out.push_str(&field.name);
        }
        AstKind::Index(target, index) => {
            write(target, MEMBER, out);
            out.push('[');
            write(index, 0, out);
            out.push(']');
        }
        AstKind::Unary(op, operand) => {
            out.push(match op {
                UnaryOp::Not => '!',
                UnaryOp::Negate => '-',
            });
            write(operand, UNARY, out);
        }
        AstKind::Binary(op, left, right) => {
            let own = binary_level(*op);
            // comparisons do not chain, everything else groups from the left
            write(left, if own == RELATION { own + 1 } else { own }, out);
            out.push(' ');
            out.push_str(op.symbol());
            out.push(' ');
            write(right, own + 1, out);
        }
        AstKind::Ternary(condition, then, otherwise) => {
            write(condition, TERNARY + 1, out);
            out.push_str(" ? ");
            write(then, TERNARY + 1, out);
            out.push_str(" : ");
            write(otherwise, TERNARY, out);
        }
        AstKind::Call { target, name, args } => {
            if let Some(target) = target {
                write(target, MEMBER, out);
                out.push('.');
            }
            out.push_str(&name.name);
            between('(', args, ')', out);
        }
        AstKind::Error => out.push('…'),
    }
    if !bare {
        out.push(')');
    }
}

fn between(open: char, items: &[Ast], close: char, out: &mut String) {
    out.push(open);
    for (i, item) in items.iter().enumerate() {
        if i > 0 {
            out.push_str(", ");
        }
        write(item, 0, out);
    }
    out.push(close);
}

fn quote(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            _ => out.push(c),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{Diagnostics, Span};
    use crate::syntax::ast::Ident;
    use crate::syntax::node::{Scalar, Style};
    use crate::syntax::parser::{Place, parse};
    use proptest::prelude::*;

    fn at(kind: AstKind) -> Ast {
        Ast { kind, span: Span::default() }
    }

    fn read(text: &str) -> Ast {
        let mut out = Diagnostics::default();
        let scalar = Scalar { text: text.into(), style: Style::Plain, span: Span::default() };
        let ast = parse(text, &Place::of(&scalar, ""), &mut out);
        assert!(!out.has_errors(), "{text}: {:?}", out.into_sorted());
        ast
    }

    fn word() -> impl Strategy<Value = String> {
        "[a-z][a-z0-9_]{0,5}x".prop_map(|w| w)
    }

    fn ident() -> impl Strategy<Value = Ident> {
        word().prop_map(|name| Ident { name, span: Span::default() })
    }

    fn op() -> impl Strategy<Value = BinaryOp> {
        use BinaryOp::*;
        proptest::sample::select(vec![
            Or,
            And,
            Equal,
            NotEqual,
            Less,
            LessEqual,
            Greater,
            GreaterEqual,
            In,
            Add,
            Subtract,
            Multiply,
            Divide,
        ])
    }

    fn tree() -> impl Strategy<Value = Ast> {
        let leaf = prop_oneof![
            any::<bool>().prop_map(AstKind::Bool),
            "[0-9]{1,4}(\\.[0-9]{1,3})?".prop_map(AstKind::Number),
            "[^\r]{0,8}".prop_map(AstKind::Text),
            word().prop_map(AstKind::Name),
        ]
        .prop_map(at);
        leaf.prop_recursive(6, 60, 4, |inner| {
            let boxed = || inner.clone().prop_map(Box::new);
            let many = || proptest::collection::vec(inner.clone(), 0..4);
            prop_oneof![
                many().prop_map(AstKind::List),
                (boxed(), ident()).prop_map(|(t, f)| AstKind::Select(t, f)),
                (boxed(), boxed()).prop_map(|(t, i)| AstKind::Index(t, i)),
                (any::<bool>(), boxed())
                    .prop_map(|(n, o)| AstKind::Unary(if n { UnaryOp::Not } else { UnaryOp::Negate }, o)),
                (op(), boxed(), boxed()).prop_map(|(o, l, r)| AstKind::Binary(o, l, r)),
                (boxed(), boxed(), boxed()).prop_map(|(c, t, o)| AstKind::Ternary(c, t, o)),
                (proptest::option::of(boxed()), ident(), many()).prop_map(|(target, name, args)| AstKind::Call {
                    target,
                    name,
                    args
                }),
            ]
            .prop_map(at)
        })
    }

    proptest! {
        #[test]
        fn reading_what_was_printed_gives_the_same_tree(ast in tree()) {
            prop_assert_eq!(read(&print(&ast)), ast);
        }
    }

    #[test]
    fn only_the_parentheses_that_matter_stay() {
        for (text, canonical) in [
            ("((a))+(b*c)", "a + b * c"),
            ("(a+b)*c", "(a + b) * c"),
            ("a-(b-c)", "a - (b - c)"),
            ("(a-b)-c", "a - b - c"),
            ("!(a&&b)||c", "!(a && b) || c"),
            ("(a?b:c)?d:(e?f:g)", "(a ? b : c) ? d : e ? f : g"),
            ("'it\\'s' in x.y", "\"it's\" in x.y"),
            ("(a==b)==c", "(a == b) == c"),
            ("a.exists(s,s in['x'])", "a.exists(s, s in [\"x\"])"),
        ] {
            assert_eq!(print(&read(text)), canonical);
        }
    }
}
