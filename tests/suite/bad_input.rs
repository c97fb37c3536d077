//! Inputs too large, too deep or too odd for a file in the project, made at test time. Each ends soon, with a diagnostic that says where and what to do,
//! with the right status, and with the rest done. The small ones are cases in `tests/parse/bad-input`.
