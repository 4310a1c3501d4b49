//! Arguments in, exit code out.

/// A large collection is millions of small things, made on all cores at once and let go of elsewhere:
/// this allocator leaves the smallest gaps between them.
#[cfg(not(target_env = "msvc"))]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> std::process::ExitCode {
    casebook::cli::main()
}
