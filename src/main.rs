//! The `refs` program.
fn main() {}
