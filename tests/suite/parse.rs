//! `refs parse` on the cases of `tests/parse`.

use super::case::run_all;

#[test]
fn every_case_prints_what_it_should() {
    run_all("parse");
}
