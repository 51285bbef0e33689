//! Arguments in, exit code out.

use std::process::ExitCode;

fn main() -> ExitCode {
    staunch::cli::main(staunch::server::main)
}
