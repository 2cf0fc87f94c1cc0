//! The tables of a plan with the names that banks and funders give their rows.

use super::Told;
use crate::{
    base::{Text, tell},
    contract::{self, Decimal},
    finance::{Entry, Heading, PartOfFile, Row, Rows, Side, cash, initial, project_table, three_years},
};

impl Told<'_> {
    pub(super) fn tables(&self) -> Vec<contract::Table> {
        let amount = || vec![self.words.pick(&tell!("Montant", "Amount"))];
        let timeline = &self.plan.prepared.project.timeline;
        let years =
            |n: usize| -> Vec<String> { (1..=n).map(|y| self.words.pick(&tell!("Année {y}", "Year {y}"))).collect() };
        let months = (0..timeline.months as i64).map(|m| timeline.name(m)).collect();
        let by_year = three_years(self.plan);
        let columns = by_year.first().map_or(0, |(_, cells)| cells.len());
        vec![
            self.table(
                "initial",
                &tell!("Plan de financement initial", "Initial financing plan"),
                amount(),
                &initial(self.plan),
            ),
            self.table(
                "three_years",
                &tell!("Plan de financement sur trois ans", "Financing plan over three years"),
                years(columns),
                &by_year,
            ),
            self.table("cash", &tell!("Plan de trésorerie", "Cash plan"), months, &cash(self.plan)),
            self.table(
                "project",
                &tell!("Plan de financement du projet", "Financing plan of the project"),
                amount(),
                &project_table(self.plan),
            ),
        ]
    }

    fn table(&self, key: &'static str, title: &Text, columns: Vec<String>, rows: &Rows) -> contract::Table {
        let row = |(row, cells): &(Row, Vec<i64>)| contract::TableRow {
            style: match row {
                Row::Heading(_) => "heading",
                Row::Total(_) | Row::Subtotal(_) | Row::Opening | Row::Closing | Row::Change => "total",
                Row::Line(_) | Row::Piece(_) | Row::Entry(_) | Row::Principal(_) | Row::Charges | Row::Gap => "line",
            },
            label: self.row(*row),
            cells: cells.iter().map(|c| Decimal::cents(*c)).collect(),
        };
        contract::Table { key, title: self.words.pick(title), columns, rows: rows.iter().map(row).collect() }
    }

    fn row(&self, row: Row) -> String {
        let text = match row {
            Row::Line(line) => return self.words.line(line),
            Row::Piece(piece) => return self.words.title(piece),
            Row::Heading(Heading::Needs) => tell!("Besoins", "Needs"),
            Row::Heading(Heading::Resources) => tell!("Ressources", "Resources"),
            Row::Heading(Heading::Spending) => tell!("Dépenses", "Spending"),
            Row::Heading(Heading::Receipts) => tell!("Encaissements", "Receipts"),
            Row::Heading(Heading::Payments) => tell!("Décaissements", "Payments"),
            Row::Entry(Entry::Vat) => tell!("TVA sur les achats", "Value added tax on purchases"),
            Row::Entry(Entry::VatBack) => tell!("TVA récupérée", "Value added tax recovered"),
            Row::Entry(Entry::Revenue) => tell!("Recettes de l'activité", "Revenue of the activity"),
            Row::Entry(Entry::Costs) => tell!("Charges de l'activité", "Running costs of the activity"),
            Row::Entry(Entry::Household) => tell!("Prélèvements du foyer", "Household drawings"),
            Row::Entry(Entry::Rent) => tell!("Loyer", "Rent"),
            Row::Entry(Entry::Spending(_) | Entry::Piece(..)) => Text::default(),
            Row::Principal(piece) => {
                let title = self.words.title(piece);
                tell!("Remboursement : {title}", "Repayment: {title}")
            }
            Row::Charges => tell!("Intérêts et frais", "Interest and fees"),
            Row::Opening => tell!("Trésorerie au début", "Cash at the beginning"),
            Row::Gap => tell!("Reste à trouver", "Still to be found"),
            Row::Subtotal(PartOfFile::Europe) => tell!("Total aides européennes", "European aid in all"),
            Row::Subtotal(PartOfFile::National) => {
                tell!("Total aides de l'État et de ses organismes", "Aid from the State and its bodies in all")
            }
            Row::Subtotal(PartOfFile::Local) => {
                tell!("Total aides des collectivités", "Aid from local authorities in all")
            }
            Row::Subtotal(PartOfFile::Private) => tell!("Total financements privés", "Private funding in all"),
            Row::Subtotal(PartOfFile::Own) => tell!("Total autofinancement et emprunts", "Own money and loans in all"),
            Row::Total(Side::Needs) => tell!("Total des besoins", "Needs in all"),
            Row::Total(Side::Resources) => tell!("Total des ressources", "Resources in all"),
            Row::Total(Side::Receipts) => tell!("Total des encaissements", "Receipts in all"),
            Row::Total(Side::Payments) => tell!("Total des décaissements", "Payments in all"),
            Row::Change => tell!("Solde de la période", "Balance of the period"),
            Row::Closing => tell!("Trésorerie à la fin", "Cash at the end"),
        };
        self.words.pick(&text)
    }
}
