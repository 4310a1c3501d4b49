//! Arguments in, exit code out.

/// A large collection is millions of small things, made on all cores at once and let go of elsewhere:
/// this allocator leaves the smallest gaps between them.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    casebook::cli::main()
}
