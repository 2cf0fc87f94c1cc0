//! Writes drawn problems of the plan's search with what it found, as JSON lines, for solvers of other languages.
//!
//!     cargo run -p terreau --example plan_instances --features lab -- COUNT > instances.jsonl
#![expect(clippy::print_stdout, reason = "the result is printed")]

use std::error::Error;
use terreau::lab::drawn;

fn main() -> Result<(), Box<dyn Error>> {
    let count: u64 = std::env::args().nth(1).ok_or("usage: plan_instances COUNT")?.parse()?;
    for seed in 0..count {
        let instance = drawn(5_000 + seed, 6 + (seed % 15) as usize, false);
        let answer = instance.solve().ok_or("no answer")?;
        println!("{}", serde_json::json!({ "instance": instance, "answer": answer }));
    }
    Ok(())
}
