//! Official places with their names: far more than any rule names. A taxonomy takes from them what rules name, and a profile
//! may name any of them: a place that no rule names is "elsewhere" in the narrowest place that one does.

#[cfg(feature = "yaml")]
use super::Row;
use super::Taxonomy;
use crate::{
    base::{Order, Text, tell},
    value::Region,
};
use std::collections::BTreeMap;

/// A list holds at most this many lines.
const MAX_LINES: usize = 200_000;

/// Where a text stands in the list.
type Range = (u32, u32);

/// A list of places: each lies in a part, and a part is what a body has in a node of the taxonomy.
#[derive(Debug)]
pub(crate) struct Places {
    taxonomy: String,
    /// What the codes of all places begin with.
    prefix: String,
    text: String,
    parts: Vec<Part>,
    /// Sorted by code.
    bodies: Vec<Body>,
    /// Sorted by code.
    places: Vec<Place>,
    /// Codes that are no more, sorted, each with the place that it went into.
    former: Vec<(Range, Range)>,
}

#[derive(Debug)]
struct Part {
    above: String,
    body: Option<u32>,
}

/// An intercommunal body, or whatever else gathers places across the tree.
#[derive(Debug)]
struct Body {
    code: String,
    label: String,
}

#[derive(Debug, Clone, Copy)]
struct Place {
    code: Range,
    label: Range,
    part: u32,
}

/// What is wrong with a list, and on which line, counted from 1.
#[derive(Debug)]
pub(crate) struct BadPlaces {
    pub(crate) line: usize,
    pub(crate) message: Text,
}

/// A place or a body, as it is told.
#[cfg(feature = "cli")]
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Found<'p> {
    pub(crate) code: String,
    pub(crate) label: &'p str,
    /// The body that a place belongs to.
    pub(crate) body: Option<(&'p str, &'p str)>,
    /// The nodes of the taxonomy that it lies in.
    pub(crate) above: Vec<&'p str>,
}

impl Places {
    /// Reads a list: `places TAXONOMY PREFIX`, then parts `@NODE [BODY NAME]`, the places of each below it, `CODE NAME`, and
    /// codes that are no more, `-CODE NOW`. `#` begins a comment.
    pub(crate) fn parse(text: &str) -> Result<Places, BadPlaces> {
        let mut list = Places {
            taxonomy: String::new(),
            prefix: String::new(),
            text: text.to_owned(),
            parts: vec![],
            bodies: vec![],
            places: vec![],
            former: vec![],
        };
        let mut bodies = BTreeMap::new();
        let mut at = 0;
        for (i, line) in text.split('\n').enumerate() {
            let start = at;
            at += line.len() + 1;
            let line = line.trim_end();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let read = if i > MAX_LINES { None } else { list.line(line, start, &mut bodies) };
            if read.is_none() {
                let message = tell!(
                    "cette ligne ne se lit pas comme une liste de lieux",
                    "this line does not read as a list of places"
                );
                return Err(BadPlaces { line: i + 1, message });
            }
        }
        list.sort().map_err(|code| {
            let message =
                tell!("`{code}` est dans la liste deux fois, ou n'y est pas", "`{code}` is listed twice, or not");
            BadPlaces { line: 1, message }
        })
    }

    fn line(&mut self, line: &str, start: usize, bodies: &mut BTreeMap<String, u32>) -> Option<()> {
        let range = |from: usize, to: usize| Some((u32::try_from(start + from).ok()?, u32::try_from(start + to).ok()?));
        if self.taxonomy.is_empty() {
            let (taxonomy, prefix) = line.strip_prefix("places ")?.split_once(' ')?;
            (self.taxonomy, self.prefix) = (taxonomy.to_owned(), prefix.to_owned());
        } else if let Some(part) = line.strip_prefix('@') {
            let (above, body) = part.split_once(' ').map_or((part, None), |(above, body)| (above, Some(body)));
            let body = body.map(|b| self.body(b, bodies));
            self.parts.push(Part { above: above.to_owned(), body: if let Some(b) = body { Some(b?) } else { None } });
        } else if let Some(former) = line.strip_prefix('-') {
            let (code, rest) = former.split_once(' ')?;
            let now = rest.split(' ').next()?.len();
            let then = 1 + code.len();
            self.former.push((range(1, then)?, range(then + 1, then + 1 + now)?));
        } else {
            let (code, _) = line.split_once(' ')?;
            let part = u32::try_from(self.parts.len().checked_sub(1)?).ok()?;
            self.places.push(Place { code: range(0, code.len())?, label: range(code.len() + 1, line.len())?, part });
        }
        Some(())
    }

    /// The number of a body, which is new the first time.
    fn body(&mut self, text: &str, bodies: &mut BTreeMap<String, u32>) -> Option<u32> {
        let (code, label) = text.split_once(' ')?;
        let next = u32::try_from(self.bodies.len()).ok()?;
        let number = *bodies.entry(code.to_owned()).or_insert(next);
        if number == next {
            self.bodies.push(Body { code: code.to_owned(), label: label.to_owned() });
        }
        Some(number)
    }

    /// In the order of codes, so that each is found by halving. The error is a code that stands twice, or went nowhere.
    fn sort(mut self) -> Result<Places, String> {
        let text = std::mem::take(&mut self.text);
        let of = |r: &Range| text.get(r.0 as usize..r.1 as usize).unwrap_or("");
        self.places.order_by(|a, b| of(&a.code).cmp(of(&b.code)));
        self.former.order_by(|a, b| of(&a.0).cmp(of(&b.0)));
        let twice = self.places.iter().zip(self.places.iter().skip(1)).find(|(a, b)| of(&a.code) == of(&b.code));
        let twice = twice.map(|(a, _)| of(&a.code).to_owned());
        let lost = self.former.iter().find(|(code, now)| {
            let is_place = |r: &Range| self.places.binary_search_by(|p| of(&p.code).cmp(of(r))).is_ok();
            is_place(code) || !is_place(now)
        });
        let lost = lost.map(|(code, _)| of(code).to_owned());
        if let Some(code) = twice.or(lost) {
            return Err(code);
        }
        self.text = text;
        Ok(self)
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    pub(crate) fn taxonomy(&self) -> &str {
        &self.taxonomy
    }

    pub(crate) fn is_for(&self, taxonomy: &Taxonomy) -> bool {
        self.taxonomy == taxonomy.id
    }

    fn of(&self, range: Range) -> &str {
        self.text.get(range.0 as usize..range.1 as usize).unwrap_or("")
    }

    /// A place by its whole code, written in capitals or not.
    fn place(&self, code: &str) -> Option<&Place> {
        let code = code.strip_prefix(self.prefix.as_str())?.to_ascii_lowercase();
        let i = self.places.binary_search_by(|p| self.of(p.code).cmp(&code)).ok()?;
        self.places.get(i)
    }

    fn body_number(&self, code: &str) -> Option<u32> {
        self.bodies.iter().position(|b| b.code == code).and_then(|i| u32::try_from(i).ok())
    }

    fn part(&self, place: &Place) -> Option<&Part> {
        self.parts.get(place.part as usize)
    }

    /// The leaves of a tree that a place or a body may be, when the tree does not list it itself.
    pub(crate) fn region(&self, tree: &Taxonomy, code: &str) -> Option<Region> {
        if let Some(place) = self.place(code) {
            return self.leaves(tree, place);
        }
        let body = self.body_number(code)?;
        let mut all = vec![];
        for place in self.places.iter().filter(|p| self.part(p).is_some_and(|p| p.body == Some(body))) {
            all.extend_from_slice(self.leaves(tree, place)?.intervals());
        }
        Some(Region::of(all))
    }

    fn leaves(&self, tree: &Taxonomy, place: &Place) -> Option<Region> {
        let code = format!("{}{}", self.prefix, self.of(place.code));
        if let Some(listed) = tree.leaves_of(&code) {
            return Some(listed);
        }
        let part = self.part(place)?;
        let above = tree.find(&part.above)?;
        let body = part.body.and_then(|b| self.bodies.get(b as usize)).and_then(|b| tree.find(&b.code));
        // of a body that lies across the tree, the part on this side
        let inside = |own: &&i64| above.leaves.iter().any(|(first, last)| (first..=last).contains(own));
        let own = body.and_then(|b| b.own.iter().find(inside)).or_else(|| above.own.first())?;
        Some(Region::point(*own))
    }

    /// What a code that is no more became, or the code of a place that was given by its name.
    pub(crate) fn instead_of(&self, code: &str) -> Option<Text> {
        let bare = code.strip_prefix(self.prefix.as_str()).unwrap_or(code).to_ascii_lowercase();
        if let Ok(i) = self.former.binary_search_by(|(c, _)| self.of(*c).cmp(&bare)) {
            let now = format!("{}{}", self.prefix, self.of(self.former.get(i)?.1));
            let name = self.place(&now).map_or("", |p| self.of(p.label));
            return Some(tell!(
                "ce code n'existe plus : la commune fait partie de `{now}` ({name})",
                "this code is no more: the place is part of `{now}` ({name})"
            ));
        }
        let wanted = fold(code);
        let named = self.places.iter().filter(|p| fold(self.of(p.label)) == wanted);
        let named = named.map(|p| format!("`{}{}`", self.prefix, self.of(p.code)));
        let bodies = self.bodies.iter().filter(|b| fold(&b.label) == wanted).map(|b| format!("`{}`", b.code));
        let told: Vec<String> = named.chain(bodies).take(4).collect();
        let list = told.join(", ");
        (!told.is_empty()).then(|| tell!("donnez le code : {list}", "give the code: {list}"))
    }

    /// Whether a word of a rule is a code of the list.
    #[cfg(feature = "yaml")]
    pub(crate) fn lists(&self, word: &str) -> bool {
        self.place(word).is_some() || self.body_number(word).is_some()
    }

    /// Adds to a tree the places and bodies that rules name and that it does not list itself.
    #[cfg(feature = "yaml")]
    pub(crate) fn grow(&self, named: &[String], rows: &mut Vec<Row>) {
        for code in named {
            let Some(body) = self.body_number(code).filter(|_| rows.iter().all(|r| r.code != *code)) else { continue };
            let label = self.bodies.get(body as usize).map_or("", |b| b.label.as_str());
            for (number, part) in self.parts.iter().enumerate().filter(|(_, p)| p.body == Some(body)) {
                let Some(above) = rows.iter().position(|r| r.code == part.above) else { continue };
                let here = rows.len();
                let within = |r: &Row| self.place(&r.code).is_some_and(|p| p.part as usize == number);
                rows.iter_mut().filter(|r| r.parent == Some(above) && within(r)).for_each(|r| r.parent = Some(here));
                rows.push(Row { code: code.clone(), label: Text::same(label), parent: Some(above) });
            }
        }
        for code in named {
            let Some(place) = self.place(code).filter(|_| rows.iter().all(|r| r.code != *code)) else { continue };
            let Some(part) = self.part(place) else { continue };
            let Some(above) = rows.iter().position(|r| r.code == part.above) else { continue };
            let body = part.body.and_then(|b| self.bodies.get(b as usize));
            let parent = body.and_then(|b| rows.iter().position(|r| r.code == b.code && r.parent == Some(above)));
            let label = Text::same(self.of(place.label));
            rows.push(Row { code: code.clone(), label, parent: Some(parent.unwrap_or(above)) });
        }
    }

    /// Places and bodies of this code, or whose name holds these words; whole names first.
    #[cfg(feature = "cli")]
    pub(crate) fn search(&self, words: &str) -> Vec<Found<'_>> {
        let wanted = fold(words);
        let holds = |name: &str| fold(name).contains(&wanted);
        let mut found: Vec<Found<'_>> = vec![];
        for (i, b) in self.bodies.iter().enumerate().filter(|(_, b)| b.code == words || holds(&b.label)) {
            let parts = self.parts.iter().filter(|p| p.body == Some(i as u32));
            let above = parts.map(|p| p.above.as_str()).collect();
            found.push(Found { code: b.code.clone(), label: &b.label, body: None, above });
        }
        for p in &self.places {
            let code = format!("{}{}", self.prefix, self.of(p.code));
            if code == words || holds(self.of(p.label)) {
                let part = self.part(p);
                let body = part.and_then(|part| self.bodies.get(part.body? as usize));
                let body = body.map(|b| (b.code.as_str(), b.label.as_str()));
                let above = part.map(|p| p.above.as_str()).into_iter().collect();
                found.push(Found { code, label: self.of(p.label), body, above });
            }
        }
        found.order_by_key(|f| (fold(f.label) != wanted, fold(f.label), f.code.clone()));
        found
    }
}

/// A name without capitals, accents, hyphens and apostrophes.
fn fold(name: &str) -> String {
    let mut out = String::new();
    for c in name.trim().chars().flat_map(char::to_lowercase) {
        match c {
            'à' | 'â' | 'ä' => out.push('a'),
            'é' | 'è' | 'ê' | 'ë' => out.push('e'),
            'î' | 'ï' => out.push('i'),
            'ô' | 'ö' => out.push('o'),
            'ù' | 'û' | 'ü' => out.push('u'),
            'ÿ' => out.push('y'),
            'ç' => out.push('c'),
            'œ' => out.push_str("oe"),
            'æ' => out.push_str("ae"),
            '-' | '\'' | '’' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
#[cfg(feature = "yaml")]
mod tests {
    use super::*;

    const LIST: &str = "# two departments, a body across them\nplaces tree commune-\n@east epci-1 Vallée\n01001 Épine\n01002 Pré\n@west epci-1 Vallée\n02a01 L'Orme\n@west\n02a02 Île\n-01009 01001\n";

    fn rows(named: &[&str], explicit: &[(&str, usize)]) -> Taxonomy {
        let mut rows: Vec<Row> = [("region", None), ("east", Some(0)), ("west", Some(0))]
            .into_iter()
            .chain(explicit.iter().map(|(c, p)| (*c, Some(*p))))
            .map(|(code, parent)| Row { code: code.to_owned(), label: Text::same(code), parent })
            .collect();
        let named: Vec<String> = named.iter().map(|n| (*n).to_owned()).collect();
        Places::parse(LIST).unwrap().grow(&named, &mut rows);
        Taxonomy::build("tree".to_owned(), Text::default(), false, &rows)
    }

    fn told(tree: &Taxonomy, code: &str) -> Vec<String> {
        let places = Places::parse(LIST).unwrap();
        let region = tree.leaves_of(code).or_else(|| places.region(tree, code)).unwrap();
        let leaves = region.intervals().iter().flat_map(|(l, h)| *l..=*h);
        leaves.map(|l| tree.leaf_node(l).unwrap().code.clone()).collect()
    }

    #[test]
    fn a_place_that_no_rule_names_is_elsewhere_in_what_one_does() {
        let bare = rows(&[], &[]);
        assert_eq!(told(&bare, "commune-01001"), ["east"]);
        assert_eq!(told(&bare, "epci-1"), ["east", "west"]);
        assert_eq!(told(&bare, "commune-02A02"), ["west"]);
        let body = rows(&["epci-1"], &[]);
        assert_eq!(told(&body, "commune-01001"), ["epci-1"]);
        assert_eq!(told(&body, "commune-02a02"), ["west"]);
        // on its own side: the two parts are two leaves
        assert_ne!(
            Places::parse(LIST).unwrap().region(&body, "commune-01001"),
            Places::parse(LIST).unwrap().region(&body, "commune-02a01")
        );
    }

    #[test]
    fn named_places_lie_in_named_bodies_whatever_the_order() {
        for named in [["commune-01001", "epci-1"], ["epci-1", "commune-01001"]] {
            let t = rows(&named, &[]);
            assert_eq!(told(&t, "commune-01001"), ["commune-01001"]);
            assert!(t.leaves_of("commune-01001").unwrap().is_subset(&t.leaves_of("epci-1").unwrap()));
            assert_eq!(told(&t, "commune-01002"), ["epci-1"]);
        }
        // one that the tree lists itself moves into the body that a rule names
        let t = rows(&["epci-1"], &[("commune-01001", 1)]);
        assert!(t.leaves_of("commune-01001").unwrap().is_subset(&t.leaves_of("epci-1").unwrap()));
        assert_eq!(t, rows(&["epci-1", "commune-01001"], &[]).clone_labels(&t));
    }

    impl Taxonomy {
        /// The same tree with the labels of another.
        fn clone_labels(mut self, other: &Taxonomy) -> Taxonomy {
            self.nodes.iter_mut().zip(&other.nodes).for_each(|(a, b)| a.label = b.label.clone());
            self
        }
    }

    #[test]
    fn what_is_no_more_or_named_is_told() {
        let places = Places::parse(LIST).unwrap();
        assert!(places.instead_of("commune-01009").unwrap().en.contains("`commune-01001` (Épine)"));
        assert!(places.instead_of("l'orme").unwrap().en.contains("`commune-02a01`"));
        assert!(places.instead_of("vallee").unwrap().en.contains("`epci-1`"));
        assert_eq!(places.instead_of("commune-99999"), None);
    }

    #[test]
    fn damaged_lists_are_told_with_their_line() {
        let line = |text: &str| Places::parse(text).unwrap_err().line;
        assert_eq!(line("# head\ncommunes"), 2);
        assert_eq!(line("places tree c-\n01 Orphan"), 2);
        assert_eq!(line("places tree c-\n@east\n01"), 3);
        assert_eq!(line("places tree c-\n@east\n01 A\n01 B"), 1);
        assert_eq!(line("places tree c-\n@east\n01 A\n-02 03"), 1);
    }
}
