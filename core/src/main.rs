//! The `terreau` command.
fn main() {}
