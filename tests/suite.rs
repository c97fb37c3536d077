//! The only test binary: `cargo test` runs it.

mod suite {
    mod bad_input;
    mod case;
    mod check_links;
    mod export;
    mod flags;
    mod grammar;
    mod known;
    mod layers;
    mod parse;
    mod properties;
    mod readme;
    mod resolve;
    mod schema;
    mod server;
}
