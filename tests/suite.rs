//! The only test binary: `cargo test` runs it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::pedantic,
    reason = "a test that goes wrong stops there"
)]

mod suite {
    mod bad_input;
    mod calibration;
    mod case;
    mod check_links;
    mod export;
    mod flags;
    mod grammar;
    mod known;
    mod layers;
    mod locales;
    mod msrv;
    mod notes;
    mod parse;
    mod properties;
    mod readme;
    mod resolve;
    mod schema;
    mod server;
}
