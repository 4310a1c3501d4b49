//! Arguments in, exit code out.

fn main() -> std::process::ExitCode {
    casebook::cli::main()
}
