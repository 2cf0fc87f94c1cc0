//! "Did you mean": the nearest of the names that would have been right.

/// The candidate nearest to `word`, when it is near enough to be a slip of the pen.
pub(crate) fn did_you_mean<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = (word.chars().count() / 3).clamp(1, 3);
    candidates
        .into_iter()
        .map(|c| (distance(word, c), c))
        .filter(|(d, _)| *d <= limit)
        // of two as near, the one that begins the same: `flor` is `floor` rather than `for`
        .min_by_key(|(d, c)| (*d, usize::MAX - alike(word, c), c.len()))
        .map(|(_, c)| c)
}

/// How many characters two words begin with alike.
fn alike(a: &str, b: &str) -> usize {
    a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count()
}

/// Edits between two words, where swapping two neighbours counts once.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut rows: [Vec<usize>; 3] = [vec![], (0..=b.len()).collect(), vec![0; b.len() + 1]];
    for (i, &ca) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, &cb) in b.iter().enumerate() {
            let at = |r: &Vec<usize>, k: usize| r.get(k).copied().unwrap_or(usize::MAX / 2);
            let mut best = (at(&rows[1], j) + usize::from(ca != cb)).min(at(&rows[1], j + 1) + 1).min(at(&row, j) + 1);
            let swapped = i > 0 && j > 0 && a.get(i - 1) == Some(&cb) && b.get(j - 1) == Some(&ca);
            if swapped {
                best = best.min(at(&rows[0], j - 1) + 1);
            }
            row.push(best);
        }
        rows = [std::mem::take(&mut rows[1]), row, vec![]];
    }
    rows[1].last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::did_you_mean;

    #[test]
    fn finds_slips_and_refuses_strangers() {
        let names = ["applicant.kind", "applicant.birth_date", "project.sectors"];
        assert_eq!(did_you_mean("aplicant.kind", names), Some("applicant.kind"));
        assert_eq!(did_you_mean("applicant.kidn", names), Some("applicant.kind"));
        assert_eq!(did_you_mean("zzz", names), None);
        assert_eq!(did_you_mean("flor", ["for", "floor"]), Some("floor"));
    }
}
