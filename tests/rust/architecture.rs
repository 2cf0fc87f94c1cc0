//! The house in order: who may use whom, what each file is for, and the size of rooms.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]
#![expect(clippy::disallowed_methods, reason = "this test reads the engine's own files")]

use std::{fs, path::Path};

/// Rooms from the ground up: each may use those before it, and nothing after.
const ROOMS: [&[&str]; 19] = [
    &["base"],
    &["value"],
    &["syntax", "model", "search"],
    &["bundle", "check"],
    &["compile"],
    &["profile"],
    &["eval"],
    &["eligibility"],
    &["finance"],
    &["ranking"],
    &["batch"],
    &["table", "gaps"],
    &["advice"],
    &["contract"],
    &["rule_set", "load"],
    &["explanation"],
    &["api"],
    &["tools"],
    &["cli"],
];
/// Lines of code that a file may have, tests aside.
const LONGEST: usize = 500;

/// A source file below `core/src`: its path with `/`, its text without the tests at its foot.
struct File {
    path: String,
    text: String,
}

impl File {
    fn room(&self) -> &str {
        self.path.split(['/', '.']).next().unwrap()
    }

    fn is_test(&self) -> bool {
        self.path.ends_with("tests.rs")
    }
}

fn collect(root: &Path, folder: &Path, found: &mut Vec<File>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(root, &path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            let code = text.split("\nmod tests {").next().unwrap().to_owned();
            let path = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
            found.push(File { path, text: code });
        }
    }
}

fn files() -> Vec<File> {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../core/src"));
    let mut found = vec![];
    collect(root, root, &mut found);
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

fn floor(room: &str) -> Option<usize> {
    ROOMS.iter().position(|floor| floor.contains(&room))
}

/// Rooms that a file names: `crate::room::…`, or `use crate::{room::…, …}`.
fn used(text: &str) -> Vec<String> {
    let word = |s: &str| s.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let mut found: Vec<String> = text.split("crate::").skip(1).map(word).collect();
    for group in text.split("use crate::{").skip(1) {
        // names at the outer level of the braces
        let (mut depth, mut start) = (0, true);
        for (i, c) in group.char_indices() {
            match c {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                ',' if depth == 0 => start = true,
                c if depth == 0 && start && c.is_alphanumeric() => {
                    found.push(word(group.split_at(i).1));
                    start = false;
                }
                _ => {}
            }
        }
    }
    found.retain(|room| floor(room).is_some());
    found
}

#[test]
fn imports_point_left() {
    let mut wrong = vec![];
    for file in files().iter().filter(|f| !f.is_test() && floor(f.room()).is_some()) {
        for room in used(&file.text).iter().filter(|r| *r != file.room()) {
            if floor(room) >= floor(file.room()) {
                wrong.push(format!("{} uses {room}", file.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_room_has_its_place() {
    for file in files() {
        let room = file.room();
        assert!(floor(room).is_some() || ["lib", "main"].contains(&room), "{} is in no room of the table", file.path);
    }
}

#[test]
fn the_rooms_are_those_of_the_map() {
    let map = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../core/ARCHITECTURE.md")).unwrap();
    for room in ROOMS.iter().flat_map(|floor| floor.iter()) {
        assert!(map.contains(&format!("`{room}`")), "ARCHITECTURE.md does not tell of `{room}`");
    }
}

#[test]
fn every_file_says_what_it_is_for() {
    for file in files().iter().filter(|f| f.path != "main.rs") {
        assert!(file.text.starts_with("//! "), "{} opens without a line of purpose", file.path);
    }
}

#[test]
fn files_are_short_enough_to_read() {
    let long: Vec<String> = files()
        .iter()
        .filter(|f| f.text.lines().count() > LONGEST)
        .map(|f| format!("{}: {}", f.path, f.text.lines().count()))
        .collect();
    assert!(long.is_empty(), "{long:#?}");
}

#[test]
fn the_table_would_see_a_wrong_import() {
    let text = "use crate::{\n    base::{Code, Lang},\n    cli::Page,\n};\nfn f() { crate::api::g() }";
    assert_eq!(used(text), ["api", "base", "cli"]);
}
