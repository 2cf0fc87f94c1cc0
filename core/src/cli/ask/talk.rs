//! The conversation itself: asks, reads, keeps, goes back, and says when it is enough.

use super::answer::{self, Shape};
use crate::{
    base::{Lang, Text, tell},
    cli::{
        page::{Page, bold, dim},
        recommend::Case,
        terminal::{Exit, Stop, Terminal},
        words::pick,
    },
    contract::{NextQuestion, Question, QuestionOptions},
};
use serde_json::{Map, Value, json};
use std::{
    io::{BufRead, Write},
    path::Path,
};

/// What a person may say instead of an answer.
pub(super) enum Said {
    Answer(String),
    Unknown,
    Why,
    Back,
    Enough,
}

pub(super) struct Talk<'a> {
    case: &'a Case,
    options: QuestionOptions,
    pub(super) terminal: &'a Terminal,
    save: Option<&'a Path>,
    profile: Value,
    /// Keys answered or left aside, in order.
    past: Vec<String>,
}

impl<'a> Talk<'a> {
    pub(super) fn new(
        case: &'a Case,
        options: QuestionOptions,
        terminal: &'a Terminal,
        save: Option<&'a Path>,
    ) -> Talk<'a> {
        let mut profile = case.profile.json.clone();
        if let (Some(map), Some(day)) = (profile.as_object_mut(), &options.as_of) {
            map.insert("as_of".to_owned(), json!(day));
        }
        Talk { case, options, terminal, save, profile, past: vec![] }
    }

    pub(super) fn into_profile(self) -> Value {
        self.profile
    }

    /// Asks until nothing more is of use, the person has had enough, or so many questions were asked.
    pub(super) fn run(&mut self, most: u32) -> Result<(), Stop> {
        self.day()?;
        self.say(&dim(self.pick(
            "Entrée : je ne sais pas · ? : pourquoi cette question · r : revenir · q : terminer",
            "Enter: I don't know · ?: why this question · r: go back · q: finish",
        )))?;
        let mut asked = 0;
        while asked < most {
            let next = self.next()?;
            let Some(question) = &next.question else {
                let why = next.stop.as_ref().map_or("", |s| &s.label);
                return self.say(&format!("\n{}", bold(why)));
            };
            self.ask(&next, question)?;
            match self.listen()? {
                Said::Enough => return Ok(()),
                Said::Why => self.explain(question)?,
                Said::Back => {
                    asked = asked.saturating_sub(1);
                    self.back()?;
                }
                Said::Unknown => {
                    self.options.skip.push(question.key.clone());
                    self.past.push(question.key.clone());
                    asked += 1;
                }
                Said::Answer(text) => asked += u32::from(self.take(question, &text)?),
            }
        }
        Ok(())
    }

    /// The engine has no clock: the day is asked first.
    fn day(&mut self) -> Result<(), Stop> {
        while self.profile.get("as_of").is_none_or(Value::is_null) {
            self.prompt(self.pick("Quelle est la date du jour ? ", "What is today's date? "))?;
            let Said::Answer(text) = self.listen()? else {
                let message = tell!("sans date, rien ne peut être jugé", "nothing can be judged without a date");
                let help = tell!("donnez `--as-of 2026-11-23`", "give `--as-of 2026-11-23`");
                return Err(self.terminal.fail(&message, Some(&help), Exit::Unusable));
            };
            let before = self.profile.clone();
            self.part("")?.insert("as_of".to_owned(), answer::day(&text));
            self.keep_or_undo(before)?;
        }
        Ok(())
    }

    fn next(&self) -> Result<NextQuestion, Stop> {
        let asked = self.case.rules.next_question(&self.profile, &self.options);
        asked.map_err(|p| self.case.complain(&p, self.terminal))
    }

    /// An answer, kept when the profile can be judged with it. Whether it was.
    fn take(&mut self, question: &Question, text: &str) -> Result<bool, Stop> {
        let read = match &question.fact {
            Some(fact) if fact.ty == "list" => return self.list(&question.key, &fact.fields),
            Some(fact) => answer::read(Shape::of_fact(fact), text, self.terminal.lang),
            None => {
                answer::yes_or_no(text).map(Value::Bool).ok_or_else(|| tell!("répondez oui ou non", "answer yes or no"))
            }
        };
        let value = match read {
            Ok(value) => value,
            Err(help) => {
                self.misunderstood(&help)?;
                return Ok(false);
            }
        };
        let part = if question.fact.is_some() { "facts" } else { "declared" };
        self.put(part, &question.key, value)
    }

    /// One answer more, if the profile can be judged with it. Whether it was kept.
    pub(super) fn put(&mut self, part: &str, key: &str, value: Value) -> Result<bool, Stop> {
        let before = self.profile.clone();
        self.part(part)?.insert(key.to_owned(), value);
        let kept = self.keep_or_undo(before)?;
        if kept && self.past.last().is_none_or(|last| last != key) {
            self.past.push(key.to_owned());
        }
        Ok(kept)
    }

    /// What the answer made of the profile, kept and saved; or its problems told, and the profile as before.
    fn keep_or_undo(&mut self, before: Value) -> Result<bool, Stop> {
        if let Err(problems) = self.case.rules.next_question(&self.profile, &self.options) {
            for problem in &problems.0 {
                self.misunderstood(&problem.message)?;
                if let Some(help) = &problem.help {
                    self.misunderstood(help)?;
                }
            }
            self.profile = before;
            return Ok(false);
        }
        self.write()?;
        Ok(true)
    }

    fn back(&mut self) -> Result<(), Stop> {
        let Some(key) = self.past.pop() else {
            return self.say(&dim(self.pick("C'est la première question.", "This is the first question.")));
        };
        self.options.skip.retain(|k| *k != key);
        let part = if key.contains('/') { "declared" } else { "facts" };
        self.part(part)?.remove(&key);
        self.write()
    }

    /// A part of the profile, made where there is none; the whole of it for an empty name.
    fn part(&mut self, name: &str) -> Result<&mut Map<String, Value>, Stop> {
        if !self.profile.is_object() {
            self.profile = json!({});
        }
        let whole = if name.is_empty() {
            Some(&mut self.profile)
        } else {
            self.profile.as_object_mut().map(|map| map.entry(name).or_insert_with(|| json!({})))
        };
        whole.and_then(Value::as_object_mut).ok_or(Stop(Exit::Problems))
    }

    fn write(&self) -> Result<(), Stop> {
        let Some(path) = self.save else { return Ok(()) };
        let text = serde_json::to_string_pretty(&self.profile).unwrap_or_default();
        std::fs::write(path, format!("{text}\n")).map_err(|e| {
            let file = crate::load::folder::shown(path);
            let message = tell!("`{file}` n'a pas pu être écrit : {e}", "`{file}` could not be written: {e}");
            self.terminal.fail(&message, None, Exit::Unusable)
        })
    }
}

/// What is said and heard.
impl Talk<'_> {
    pub(super) fn pick<'t>(&self, fr: &'t str, en: &'t str) -> &'t str {
        pick(self.terminal.lang, fr, en)
    }

    pub(super) fn say(&self, text: &str) -> Result<(), Stop> {
        self.terminal.print(&format!("{text}\n"))
    }

    pub(super) fn prompt(&self, text: &str) -> Result<(), Stop> {
        self.terminal.print(text)?;
        // what is printed without a line's end is to be seen before the answer
        std::io::stdout().flush().map_err(|_| Stop(Exit::Fine))
    }

    pub(super) fn misunderstood(&self, help: &Text) -> Result<(), Stop> {
        self.say(&format!("  {}", help.get(self.terminal.lang)))
    }

    fn ask(&self, next: &NextQuestion, question: &Question) -> Result<(), Stop> {
        let mut page = Page::default();
        page.blank();
        page.line(bold(&question.text));
        let fact = question.fact.as_ref();
        if let Some(help) = fact.and_then(|f| f.help.as_ref()) {
            page.wrapped("  ", "  ", help);
        }
        if fact.is_some_and(|f| f.sensitive) {
            let free = self.pick(
                "Donnée sensible : vous êtes libre de ne pas répondre.",
                "Sensitive: you are free not to answer.",
            );
            page.line(format!("  {free}"));
        }
        for (i, (_, label)) in fact.into_iter().flat_map(|f| &f.values).enumerate() {
            page.line(format!("  {}. {label}", i + 1));
        }
        if fact.is_some_and(|f| f.ty == "list") {
            page.line(self.pick("  o : donner les lignes une à une", "  y: give the lines one by one"));
        }
        let left = match self.terminal.lang {
            Lang::Fr => format!("{} questions au plus, {} dispositifs en jeu", next.left, next.open.len()),
            Lang::En => format!("{} questions at most, {} schemes at stake", next.left, next.open.len()),
        };
        page.line(dim(left));
        self.prompt(&format!("{}> ", page.text))
    }

    /// Why it is asked, and what answers would do.
    fn explain(&self, question: &Question) -> Result<(), Stop> {
        let mut page = Page::default();
        page.wrapped("  ", "  ", &question.why);
        for answer in question.answers.iter().filter(|a| !a.opens.is_empty() || !a.closes.is_empty()) {
            let (opens, closes) = (answer.opens.len(), answer.closes.len());
            let told = match self.terminal.lang {
                Lang::Fr => format!("{} : en assure {opens}, en écarte {closes}", answer.label),
                Lang::En => format!("{}: secures {opens}, rules out {closes}", answer.label),
            };
            page.wrapped("  - ", "    ", &told);
        }
        self.say(&page.text)
    }

    /// One line of the person's; the end of the input is enough.
    pub(super) fn listen(&self) -> Result<Said, Stop> {
        let mut line = String::new();
        let read = std::io::stdin().lock().read_line(&mut line);
        let read = read.map_err(|e| {
            let message = tell!("la réponse n'a pas pu être lue : {e}", "the answer could not be read: {e}");
            self.terminal.fail(&message, None, Exit::Unusable)
        })?;
        if read == 0 {
            return Ok(Said::Enough);
        }
        Ok(match line.trim().to_lowercase().as_str() {
            "" | "je ne sais pas" | "jsp" | "i don't know" | "idk" => Said::Unknown,
            "?" | "pourquoi" | "why" => Said::Why,
            "r" | "retour" | "back" => Said::Back,
            "q" | "fin" | "stop" | "quit" | "end" => Said::Enough,
            _ => Said::Answer(line.trim().to_owned()),
        })
    }
}
