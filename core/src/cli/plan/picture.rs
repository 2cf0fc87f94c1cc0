//! One picture of a plan: the cash curve, and what is needed beside what pays for it.
#![expect(clippy::float_arithmetic, reason = "places on a picture")]

use super::{
    super::html::{self, escaped, prose},
    gantt, host, to_the_cent,
};
use crate::{
    base::Lang,
    contract::{Decimal, PlanReport, TableRow},
    explanation,
    value::Ratio,
};
use plotters::{
    coord::Shift,
    prelude::{
        AreaSeries, ChartBuilder, DrawingArea, IntoDrawingArea, LineSeries, PathElement, RGBColor, Rectangle,
        SVGBackend, Text, WHITE,
    },
    style::{Color, IntoFont, TextStyle},
};

const WIDTH: u32 = 1000;
const CURVE: i32 = 400;
const FONT: &str = "system-ui, sans-serif";
const INK: RGBColor = RGBColor(0x22, 0x2b, 0x27);
const ABOVE: RGBColor = RGBColor(0x1b, 0x7a, 0x5a);
const BELOW: RGBColor = RGBColor(0xb5, 0x48, 0x2a);
const ENDS: RGBColor = RGBColor(0x5b, 0x6b, 0x8c);
/// Colours of stacked parts, apart enough for eyes that do not tell red from green; the last is what is missing.
const PARTS: [RGBColor; 8] = [
    RGBColor(0x1b, 0x7a, 0x5a),
    RGBColor(0xd9, 0xa4, 0x41),
    RGBColor(0x3f, 0x6c, 0xa8),
    RGBColor(0x8a, 0x5a, 0x99),
    RGBColor(0x6f, 0xa8, 0x8f),
    RGBColor(0xa3, 0x7b, 0x4c),
    RGBColor(0x7f, 0xa6, 0xcf),
    RGBColor(0x99, 0x99, 0x88),
];

type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;
type Drawn = Result<(), String>;

fn text(error: impl std::fmt::Display) -> String {
    error.to_string()
}

fn font(size: u32) -> TextStyle<'static> {
    (FONT, size).into_font().color(&INK)
}

/// The picture alone.
pub(super) fn svg(plan: &PlanReport, lang: Lang) -> Result<String, String> {
    let mut drawn = String::new();
    {
        let tall: i32 = sides(plan).iter().map(|(_, rows)| height(rows.len())).sum();
        let size = (WIDTH, u32::try_from(CURVE + tall + 14).unwrap_or(WIDTH));
        let root = SVGBackend::with_string(&mut drawn, size).into_drawing_area();
        root.fill(&WHITE).map_err(text)?;
        let (upper, lower) = root.split_vertically(CURVE);
        curve(&upper, plan, lang)?;
        stacks(&lower, plan, lang)?;
        root.present().map_err(text)?;
    }
    // readers of screens get the summary
    let told = escaped(&plan.summary.join(" "));
    Ok(drawn.replacen("<svg ", &format!("<svg role=\"img\" aria-label=\"{told}\" "), 1))
}

fn euros(d: Decimal, lang: Lang) -> String {
    format!("{}\u{a0}€", explanation::number(Ratio::scaled(d.mantissa, d.scale), 0, lang))
}

fn curve(area: &Area<'_>, plan: &PlanReport, lang: Lang) -> Drawn {
    let fr = lang == Lang::Fr;
    let late: Vec<(f64, f64)> = plan.cash.iter().enumerate().map(|(t, m)| (t as f64, host(m.balance))).collect();
    let best: Vec<(f64, f64)> = plan.cash.iter().enumerate().map(|(t, m)| (t as f64, host(m.at_best))).collect();
    let worst: Vec<(f64, f64)> = plan.cash.iter().enumerate().map(|(t, m)| (t as f64, host(m.at_worst))).collect();
    let all = || late.iter().chain(&best).chain(&worst).map(|(_, v)| *v);
    let (low, high) = (all().fold(0.0, f64::min), all().fold(1000.0, f64::max));
    let margin = (high - low) * 0.12;
    let title = if fr { "Trésorerie à la fin de chaque mois" } else { "Cash at the end of each month" };
    let mut chart = ChartBuilder::on(area)
        .caption(title, font(20))
        .margin(14)
        .x_label_area_size(34)
        .y_label_area_size(92)
        .build_cartesian_2d(0.0..(late.len().max(2) - 1) as f64, (low - margin)..(high + margin))
        .map_err(text)?;
    let month = |at: &f64| plan.cash.get(at.round().max(0.0) as usize).map_or_else(String::new, |m| m.month.clone());
    let sum = |v: &f64| euros(Decimal { mantissa: v.round() as i64, scale: 0 }, lang);
    chart
        .configure_mesh()
        .disable_x_mesh()
        .light_line_style(WHITE)
        .bold_line_style(INK.mix(0.12))
        .axis_style(INK.mix(0.4))
        .label_style(font(14))
        .x_labels(9)
        .y_labels(7)
        .x_label_formatter(&month)
        .y_label_formatter(&sum)
        .draw()
        .map_err(text)?;
    let crossed = crossed(&late);
    let above = crossed.iter().map(|(t, v)| (*t, v.max(0.0)));
    let below = crossed.iter().map(|(t, v)| (*t, v.min(0.0)));
    chart.draw_series(AreaSeries::new(above, 0.0, ABOVE.mix(0.25))).map_err(text)?;
    chart.draw_series(AreaSeries::new(below, 0.0, BELOW.mix(0.35))).map_err(text)?;
    for end in [best, worst] {
        chart.draw_series(LineSeries::new(end, ENDS.stroke_width(1))).map_err(text)?;
    }
    chart.draw_series(LineSeries::new(late.iter().copied(), INK.stroke_width(2))).map_err(text)?;
    let zero = [(0.0, 0.0), ((late.len().max(2) - 1) as f64, 0.0)];
    chart.draw_series([PathElement::new(zero, INK.stroke_width(1))]).map_err(text)?;
    if let Some((t, v)) = late.iter().copied().reduce(|a, b| if b.1 < a.1 { b } else { a }) {
        let lowest = if fr { "au plus bas : " } else { "lowest: " };
        let label = format!("{lowest}{}, {}", euros(plan.trough.lowest, lang), plan.trough.month);
        let at = (t.min(late.len() as f64 * 0.72), v - margin * 0.15);
        chart.draw_series([Text::new(label, at, font(15))]).map_err(text)?;
    }
    let note = if fr {
        "trait épais : délais les plus longs ; traits fins : au mieux et au pire, quels que soient les délais"
    } else {
        "thick line: longest delays; thin lines: best and worst, whatever the delays"
    };
    area.draw(&Text::new(note, (100, CURVE - 16), font(12))).map_err(text)
}

/// The months with the places between them at which the balance is zero.
fn crossed(months: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let mut all: Vec<(f64, f64)> = vec![];
    for (t, v) in months {
        if let Some((before, from)) = all.last().copied().filter(|(_, from)| from * v < 0.0) {
            all.push((before + (t - before) * from / (from - v), 0.0));
        }
        all.push((*t, *v));
    }
    all
}

/// Needs and resources with the rows of each.
fn sides(plan: &PlanReport) -> Vec<(String, Vec<&TableRow>)> {
    let mut sides: Vec<(String, Vec<&TableRow>)> = vec![];
    for row in plan.tables.iter().filter(|t| t.key == "initial").flat_map(|t| &t.rows) {
        match (row.style, sides.last_mut()) {
            ("heading", _) => sides.push((row.label.clone(), vec![])),
            ("line", Some((_, rows))) => rows.push(row),
            _ => {}
        }
    }
    sides
}

/// Height of a bar with the names of its parts, two a line.
fn height(rows: usize) -> i32 {
    78 + rows.div_ceil(2) as i32 * 20
}

/// Needs and resources as two bars one above the other, with their names below.
fn stacks(area: &Area<'_>, plan: &PlanReport, lang: Lang) -> Drawn {
    let whole = host(plan.uses).max(1.0);
    let (left, wide) = (100.0, f64::from(WIDTH) - 140.0);
    let mut next = 14;
    for (n, (name, rows)) in sides(plan).iter().enumerate() {
        let top = next;
        next += height(rows.len());
        area.draw(&Text::new(name.clone(), (left as i32, top), font(16))).map_err(text)?;
        let mut from = left;
        let missing = n == 1 && plan.gap.mantissa > 0;
        for (k, row) in rows.iter().enumerate() {
            let Some(cell) = row.cells.first() else { continue };
            let to = from + host(*cell) / whole * wide;
            let gap = missing && k + 1 == rows.len();
            let colour = PARTS.get(k % PARTS.len()).copied().unwrap_or(INK);
            let ends = [(from as i32, top + 22), (to as i32, top + 50)];
            let style = if gap { BELOW.stroke_width(2) } else { colour.filled() };
            area.draw(&Rectangle::new(ends, style)).map_err(text)?;
            from = to;
            let place = (left as i32 + (k % 2) as i32 * 440, top + 60 + (k / 2) as i32 * 20);
            let mark = [(place.0, place.1 + 2), (place.0 + 12, place.1 + 12)];
            area.draw(&Rectangle::new(mark, style)).map_err(text)?;
            let label = format!("{} · {}", cut(&row.label, 42), euros(*cell, lang));
            area.draw(&Text::new(label, (place.0 + 20, place.1), font(14))).map_err(text)?;
        }
    }
    Ok(())
}

/// Names keep to their column.
pub(super) fn cut(name: &str, most: usize) -> String {
    if name.chars().count() <= most {
        return name.to_owned();
    }
    format!("{}…", name.chars().take(most.saturating_sub(1)).collect::<String>().trim_end())
}

/// One page that needs nothing else: the summary, the picture, what to know, the tables.
pub(super) fn html(plan: &PlanReport, title: Option<&str>, lang: Lang) -> Result<String, String> {
    let fr = lang == Lang::Fr;
    let name = title.unwrap_or(if fr { "Plan de financement" } else { "Financing plan" });
    let mut body = String::new();
    for sentence in &plan.summary {
        body.push_str(&format!("<p class=\"lead\">{}</p>\n", prose(sentence)));
    }
    body.push_str(&format!("<figure>{}</figure>\n", svg(plan, lang)?));
    let list = |head: &str, items: Vec<&String>| {
        if items.is_empty() {
            return String::new();
        }
        let items: String = items.into_iter().map(|i| format!("<li>{}</li>\n", prose(i))).collect();
        format!("<h2>{head}</h2>\n<ul>\n{items}</ul>\n")
    };
    body.push_str(&list(
        if fr { "À savoir" } else { "What to know" },
        plan.findings.iter().map(|f| &f.label).collect(),
    ));
    body.push_str(&list(
        if fr { "Ce qui laisse un manque" } else { "What leaves a gap" },
        plan.blockers.iter().map(|b| &b.label).collect(),
    ));
    let head = if fr { "Feuille de route" } else { "Roadmap" };
    body.push_str(&format!("<h2>{head}</h2>\n<figure class=\"wide\">{}</figure>\n", gantt::svg(plan, None, lang)));
    let papers: Vec<String> = plan
        .checklist
        .documents
        .iter()
        .map(|p| p.issuer.as_ref().map_or_else(|| p.title.clone(), |issuer| format!("{} ({issuer})", p.title)))
        .collect();
    body.push_str(&list(if fr { "Pièces à réunir" } else { "Documents to gather" }, papers.iter().collect()));
    for table in &plan.tables {
        body.push_str(&html_table(table, lang));
    }
    body.push_str(&list(
        if fr { "Compté avec" } else { "Reckoned with" },
        plan.assumptions.iter().map(|a| &a.label).collect(),
    ));
    Ok(html::page(plan.lang, name, &body, (&plan.rule_set, &plan.as_of)))
}

fn html_table(table: &crate::contract::Table, lang: Lang) -> String {
    let head: String = table.columns.iter().map(|c| format!("<th scope=\"col\">{}</th>", prose(c))).collect();
    let mut rows = String::new();
    for row in &table.rows {
        let cells: String = if row.cells.is_empty() {
            table.columns.iter().map(|_| "<td></td>".to_owned()).collect()
        } else {
            row.cells
                .iter()
                .map(|c| format!("<td>{}</td>", if c.mantissa == 0 { String::new() } else { to_the_cent(*c, lang) }))
                .collect()
        };
        rows.push_str(&format!(
            "<tr class=\"{}\"><th scope=\"row\">{}</th>{cells}</tr>\n",
            row.style,
            prose(&row.label)
        ));
    }
    let title = prose(&table.title);
    format!(
        "<h2>{title}</h2>\n<div class=\"wide\"><table><thead><tr><td></td>{head}</tr></thead>\n<tbody>\n{rows}</tbody></table></div>\n"
    )
}
