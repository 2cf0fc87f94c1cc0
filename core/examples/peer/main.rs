//! Runs a foreign catalogue through the engine and says how long it takes, as one line of JSON: the adapter of a comparison of
//! engines on one workload.
//!
//!     peer DATA N SECONDS [known|mixed]          one profile at a time
//!     peer DATA N M THREADS known|mixed          M profiles as columns in memory
//!     peer rules DATA N FOLDER                   writes the catalogue as rule files, for whoever scores tables with them
//!
//! DATA holds `catalogue-N.json`, `profiles-M.WHICH.jsonl` and `.cols`, `expected-N.WHICH.json`. All schemes are judged and ranked:
//! eligible first, then what fits, the amount, the id.
#![expect(clippy::print_stdout, reason = "the result is printed")]
#![expect(clippy::disallowed_methods, reason = "this program reads its data and looks at the clock")]
#![expect(clippy::float_arithmetic, reason = "times are told in microseconds")]

mod batch;
#[path = "../../benches/common/mod.rs"]
#[expect(dead_code, reason = "the catalogue is read here, not drawn")]
mod common;
mod foreign;
mod single;

use common::catalogue::{Scheme, load, sources};
use serde_json::Value;
use std::{error::Error, fs, path::Path, time::Instant};
use terreau::{Dated, Options, Weighting};

/// Schemes listed for each profile.
const ROOM: usize = 10;
/// The day of judgement: rules of this workload name no other.
const DAY: &str = "2026-11-23";

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> Outcome<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let out = match *args.as_slice() {
        ["rules", folder, n, to] => return write(folder, n, to),
        [folder, n, seconds] => single::run(folder, n, seconds.parse()?, "known")?,
        [folder, n, seconds, which] => single::run(folder, n, seconds.parse()?, which)?,
        [folder, n, m, threads, which] => batch::run(folder, n, m.parse()?, threads.parse()?, which)?,
        _ => return Err(
            "usage: peer DATA N SECONDS [known|mixed], peer DATA N M THREADS known|mixed, or peer rules DATA N FOLDER"
                .into(),
        ),
    };
    println!("{out}");
    Ok(())
}

/// Writes the foreign catalogue as rule files.
fn write(folder: &str, n: &str, to: &str) -> Outcome<()> {
    for source in sources(&foreign::catalogue(&json_file(&format!("{folder}/catalogue-{n}.json"))?)?) {
        let path = Path::new(to).join(source.path);
        fs::create_dir_all(path.parent().unwrap_or(Path::new(to)))?;
        fs::write(path, source.text)?;
    }
    Ok(())
}

/// The foreign catalogue, ready to answer.
struct Rules {
    schemes: Vec<Scheme>,
    dated: Dated,
    weighting: Weighting,
    compile_ms: f64,
}

impl Rules {
    fn load(folder: &str, n: &str) -> Outcome<Rules> {
        let schemes = foreign::catalogue(&json_file(&format!("{folder}/catalogue-{n}.json"))?)?;
        let start = Instant::now();
        let dated = load(sources(&schemes))?.on_day(DAY)?;
        let compile_ms = start.elapsed().as_secs_f64() * 1e3;
        let weighting = dated.weigh(&Options::default())?;
        Ok(Rules { schemes, dated, weighting, compile_ms })
    }
}

/// Our score for a share of the preferences that is told as `met / total` to six places: its points, rounded down.
fn points(scheme: &Scheme, share: &Value) -> Option<u32> {
    let total = f64::from(scheme.soft.iter().map(|(weight, _)| *weight).sum::<u32>());
    let met = (share.as_f64()? * total).round();
    Some((met * 1000.0 / total).floor() as u32 * 1000)
}

/// Seconds of CPU time of this process, in hundredths, where the system tells.
fn cpu() -> Option<f64> {
    let text = fs::read_to_string("/proc/self/schedstat").ok()?;
    Some(text.split(' ').next()?.parse::<f64>().ok()? / 1e9)
}

/// Seconds of CPU time since then; those on the clock where the system does not tell, or has not counted so few yet.
fn spent(since: Option<f64>, wall: f64) -> f64 {
    since.zip(cpu()).map(|(from, to)| to - from).filter(|busy| *busy > 0.0).unwrap_or(wall)
}

fn json_file(path: &str) -> Outcome<Value> {
    Ok(serde_json::from_str(&fs::read_to_string(path).map_err(|e| format!("{path}: {e}"))?)?)
}
