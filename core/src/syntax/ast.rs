//! The tree of an expression as written, with places.

use crate::base::Span;

/// One expression with its place in the file.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Ast {
    pub(crate) kind: AstKind,
    pub(crate) span: Span,
}

/// A name with its place.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Ident {
    pub(crate) name: String,
    pub(crate) span: Span,
}

/// The forms of an expression.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum AstKind {
    Bool(bool),
    /// The digits as written: `64`, `0.5`. No sign, no exponent.
    Number(String),
    Text(String),
    List(Vec<Ast>),
    Name(String),
    /// `target.field`
    Select(Box<Ast>, Ident),
    /// `target[index]`
    Index(Box<Ast>, Box<Ast>),
    Unary(UnaryOp, Box<Ast>),
    Binary(BinaryOp, Box<Ast>, Box<Ast>),
    /// `condition ? then : otherwise`
    Ternary(Box<Ast>, Box<Ast>, Box<Ast>),
    /// `name(args)` or `target.name(args)`
    Call {
        target: Option<Box<Ast>>,
        name: Ident,
        args: Vec<Ast>,
    },
    /// Something that did not parse; already reported.
    Error,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum UnaryOp {
    Not,
    Negate,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum BinaryOp {
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
}

impl BinaryOp {
    /// As written.
    pub(crate) fn symbol(self) -> &'static str {
        match self {
            BinaryOp::Or => "||",
            BinaryOp::And => "&&",
            BinaryOp::Equal => "==",
            BinaryOp::NotEqual => "!=",
            BinaryOp::Less => "<",
            BinaryOp::LessEqual => "<=",
            BinaryOp::Greater => ">",
            BinaryOp::GreaterEqual => ">=",
            BinaryOp::In => "in",
            BinaryOp::Add => "+",
            BinaryOp::Subtract => "-",
            BinaryOp::Multiply => "*",
            BinaryOp::Divide => "/",
        }
    }
}
