//! Financing plans: what the law and the funders' rules say of them, what must hold of every one of them.
#![cfg(test)]

mod bad;
mod cash;
#[path = "../common/mod.rs"]
mod common;
mod cumulation;
mod laws;
mod roadmap;
mod roadmap_laws;
mod village;
mod worked;
