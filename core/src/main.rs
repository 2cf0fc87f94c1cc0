//! The `terreau` command.

fn main() -> std::process::ExitCode {
    terreau::cli::run()
}
