//! Builds the plan: collects slots, atoms and shared parts, then cuts each slot into cells.

#[cfg(feature = "batch")]
use super::variants::Variant;
use super::{
    capped::Capped,
    ground::Ground,
    intern::Interned,
    number::{Num, NumId},
    plan::{
        AmountPlan, Atom, General, Linear, Node, NodeId, Plan, SchemePlan, Slot, SlotId, SlotKey, Window, WindowState,
    },
    quick::Quick,
    window::window,
};
use crate::{
    base::Order,
    model::{
        Aggregate, Amount, By, CriterionId, Expr, Fact, FactId, Fold, Literal, MAX_RECORDS, Model, ParameterId, Rule,
        Scheme, SchemeId, Shape,
    },
    value::{Day, Ratio, Region, Type},
};

/// What is being built. Equal parts are found again by hash; nothing is ever listed in hash order.
pub(super) struct Builder<'m> {
    pub(super) model: &'m Model,
    keys: Interned<SlotKey>,
    pub(super) slots: Vec<Slot>,
    pub(super) atoms: Interned<Atom>,
    pub(super) linears: Interned<Linear>,
    pub(super) generals: Vec<General>,
    pub(super) nodes: Interned<Node>,
    pub(super) nums: Interned<Num>,
    /// Cases that the comparison at hand may still split into.
    pub(super) cases_left: usize,
}

/// The plan of a rule set on a day. `filed` gives schemes already applied for their day.
pub(crate) fn compile(model: &Model, as_of: Day, filed: &[(SchemeId, Day)]) -> Plan {
    build(model, as_of, filed, |_, _, _| vec![])
}

/// The same with variants of its schemes after them, in their order: slots and the conditions of schemes are those of [`compile`].
#[cfg(feature = "batch")]
pub(crate) fn compile_with(model: &Model, as_of: Day, variants: &[Variant]) -> Plan {
    build(model, as_of, &[], |b, schemes, constraints| {
        let of = |v: &Variant| model.scheme(v.scheme).zip(schemes.get(v.scheme.index()));
        variants.iter().filter_map(|v| of(v).map(|(s, base)| b.variant(v, s, base, constraints))).collect()
    })
}

/// Builds the plan; `more` gives the plans that come after those of the schemes.
fn build(
    model: &Model,
    as_of: Day,
    filed: &[(SchemeId, Day)],
    more: impl FnOnce(&mut Builder<'_>, &[SchemePlan], &[NodeId]) -> Vec<SchemePlan>,
) -> Plan {
    let mut b = Builder {
        model,
        keys: Interned::default(),
        slots: vec![],
        atoms: Interned::default(),
        linears: Interned::default(),
        generals: vec![],
        nodes: Interned::default(),
        nums: Interned::default(),
        cases_left: 0,
    };
    b.slots_of_facts();
    let ground = Ground { model, application_date: as_of };
    let constraints: Vec<NodeId> =
        model.constraints.iter().map(|c| b.condition(&ground.expr(&c.rule), u32::MAX)).collect();
    let mut schemes = vec![];
    for (i, scheme) in model.schemes.iter().enumerate() {
        let window = window(scheme.in_force, &scheme.windows, as_of);
        let own = filed.iter().find(|(s, _)| s.index() == i).map(|(_, day)| *day);
        let date = own.unwrap_or(match (window.state, window.opens) {
            (WindowState::Upcoming, Some(opens)) => opens,
            _ => as_of,
        });
        schemes.push(b.scheme(i as u32, scheme, date, window, &constraints));
    }
    let needs = model.needs.iter().map(|n| n.rule.as_ref().map(|e| b.condition(&ground.expr(e), u32::MAX))).collect();
    let project_cost = b.project_cost();
    let own_cash = model.roles.own_cash.map(|f| b.slot(SlotKey::Fact(f)));
    let others = more(&mut b, &schemes, &constraints);
    schemes.extend(others);
    b.finish(as_of, schemes, (constraints, needs), project_cost, own_cash)
}

impl Builder<'_> {
    #[inline(never)]
    fn scheme(&mut self, index: u32, scheme: &Scheme, date: Day, window: Window, constraints: &[NodeId]) -> SchemePlan {
        let ground = Ground { model: self.model, application_date: date };
        let mut criteria = vec![NodeId(0); scheme.criteria.len()];
        // inner criteria come after the outer one, so the list is walked from its end
        for (i, criterion) in scheme.criteria.iter().enumerate().rev() {
            let at = |c: &CriterionId| criteria.get(c.index()).copied().unwrap_or(NodeId(0));
            let node = match &criterion.rule {
                Rule::All(parts) => self.all(parts.iter().map(at).collect()),
                Rule::Any(parts) => self.any(parts.iter().map(at).collect()),
                Rule::Not(part) => self.not(at(part)),
                Rule::AtLeast(n, parts) => self.at_least(*n as u32, parts.iter().map(at).collect()),
                Rule::If(e) => self.condition(&ground.expr(e), index),
                Rule::Declared(_) => self.condition(&Expr::Declared(i as u32), index),
            };
            if let Some(slot) = criteria.get_mut(i) {
                *slot = node;
            }
        }
        let top: Vec<NodeId> = scheme.top.iter().filter_map(|c| criteria.get(c.index())).copied().collect();
        let root = self.all(top);
        let declared = scheme
            .criteria
            .iter()
            .enumerate()
            .filter(|(_, c)| matches!(c.rule, Rule::Declared(By::Applicant | By::Funder)));
        let declared: Vec<(u32, SlotId)> =
            declared.map(|(i, _)| (i as u32, self.slot(SlotKey::Declared(index, i as u32)))).collect();
        let prefers = scheme.prefers.iter().map(|p| (self.condition(&ground.expr(&p.rule), index), p.weight)).collect();
        let amount = scheme.amount.as_ref().map(|a| self.amount(a, &ground, index));
        let slots = self.slots_of(root);
        let constraints = self.connected(&slots, constraints);
        let exact = constraints.is_empty() && self.is_exact(root);
        let parts = self.parts(root, &constraints);
        let tied: Vec<SlotId> = constraints.iter().flat_map(|c| self.slots_of(*c)).collect();
        let free = |c: &NodeId| self.slots_of(*c).iter().all(|s| !tied.contains(s));
        let plain = criteria.iter().map(|c| free(c) && self.is_exact(*c)).collect();
        SchemePlan {
            application_date: date,
            window,
            root,
            criteria,
            slots,
            declared,
            exact,
            parts,
            plain,
            constraints,
            prefers,
            amount,
        }
    }

    #[inline(never)]
    fn amount(&mut self, amount: &Amount, ground: &Ground<'_>, scheme: u32) -> AmountPlan {
        let mut number = |e: &Expr| self.number(&ground.expr(e), scheme);
        let formula = number(&amount.formula);
        let eligible = amount.eligible.as_ref().map(&mut number);
        let rate = amount.rate.as_ref().map(&mut number);
        let core = number(&amount.core);
        let floor = amount.floor.as_ref().map(&mut number);
        let cap = amount.cap.as_ref().map(&mut number);
        let rent = amount.rent.as_ref().map(&mut number);
        let bonuses = amount
            .plus
            .iter()
            .map(|b| (self.condition(&ground.expr(&b.condition), scheme), self.number(&ground.expr(&b.value), scheme)))
            .collect();
        let slots = self.slots_of_pair(formula, formula);
        let rent_slots = rent.map_or_else(Vec::new, |r| self.slots_of_pair(r, r));
        let cuts = self.cuts(formula, &slots);
        let capped = Capped::of(&self.nums.items, &self.slots, formula);
        AmountPlan { capped, cuts, formula, eligible, rate, core, bonuses, floor, cap, rent, rent_slots, slots }
    }

    /// Constraints that share a slot with these, or with constraints that do.
    #[inline(never)]
    pub(super) fn connected(&self, slots: &[SlotId], constraints: &[NodeId]) -> Vec<NodeId> {
        let mut reached = slots.to_vec();
        let mut found: Vec<NodeId> = vec![];
        loop {
            let before = found.len();
            for c in constraints.iter().filter(|c| !matches!(self.nodes.get(c.0), Some(Node::Constant(_)))) {
                let own = self.slots_of(*c);
                if !found.contains(c) && own.iter().any(|s| reached.contains(s)) {
                    found.push(*c);
                    reached.extend(own);
                }
            }
            if found.len() == before {
                return found;
            }
        }
    }

    /// Everything that the budget holds, where the roles name one.
    fn project_cost(&mut self) -> Option<NumId> {
        let list = self.model.roles.budget?;
        let Type::List(fields) = &self.model.fact(list)?.ty else { return None };
        let amount = fields.iter().position(|f| f.name == "amount")? as u32;
        let aggregate = Aggregate { list, fold: Fold::Sum, filter: None, map: Some(Box::new(Expr::Field(amount))) };
        let slot = self.slot(SlotKey::Aggregate(aggregate));
        Some(self.num(Num::Slot(slot)))
    }

    /// The rows of a brackets parameter on its day.
    pub(super) fn rows(&self, p: ParameterId, day: &Expr) -> Box<[(Ratio, Ratio)]> {
        let Expr::Literal(Literal::Date(day)) = day else { return Box::default() };
        match self.model.parameter(p).and_then(|d| d.on(*day)).map(|v| &v.shape) {
            Some(Shape::Brackets(rows)) => rows.clone().into_boxed_slice(),
            _ => Box::default(),
        }
    }

    // ---- slots

    /// Slots of facts stand in the order of the facts, whichever scheme reads them first.
    #[inline(never)]
    fn slots_of_facts(&mut self) {
        for (i, fact) in self.model.facts.iter().enumerate().filter(|(_, f)| f.formula.is_none()) {
            let f = FactId(i as u32);
            let presence = self.presence(f);
            self.slot(presence);
            if let Type::Set(members) = &fact.ty {
                for m in 0..members.len() as u32 {
                    self.slot(SlotKey::Member(f, m));
                }
            }
        }
    }

    /// The slot that tells whether a fact exists.
    pub(super) fn presence(&self, f: FactId) -> SlotKey {
        let fact = self.model.fact(f).map(|d| &d.ty);
        let many = matches!(fact, Some(Type::Set(_) | Type::List(_) | Type::Series(_) | Type::Text));
        if many { SlotKey::Presence(f) } else { SlotKey::Fact(f) }
    }

    pub(super) fn slot(&mut self, key: SlotKey) -> SlotId {
        let id = SlotId(self.keys.id(key.clone()));
        if id.0 as usize != self.slots.len() {
            return id;
        }
        let fact = key.fact().and_then(|f| self.model.fact(f));
        let (low, high, scale) = domain(&key, fact);
        // members are asked of a set that is there: whether it is has a slot of its own
        let whole = fact.filter(|_| !matches!(key, SlotKey::Member(..)));
        let (none, not_applicable) = whole.map_or((false, false), |f| (f.can_be_none, f.can_be_not_applicable));
        // the least of no records does not exist
        let empty = matches!(&key, SlotKey::Aggregate(a) if matches!(a.fold, Fold::Min | Fold::Max));
        self.slots.push(Slot {
            key,
            low,
            high,
            scale,
            can_be_none: none || empty,
            can_be_not_applicable: not_applicable,
            starts: vec![],
            first_word: 0,
            words: 0,
            rows: vec![],
        });
        id
    }

    // ---- hash-consing

    pub(super) fn node(&mut self, node: Node) -> NodeId {
        NodeId(self.nodes.id(node))
    }

    pub(super) fn num(&mut self, num: Num) -> NumId {
        NumId(self.nums.id(num))
    }

    pub(super) fn general(&mut self, general: General) -> u32 {
        let found = self.generals.iter().position(|g| *g == general);
        found.unwrap_or_else(|| {
            self.generals.push(general);
            self.generals.len() - 1
        }) as u32
    }

    fn constant(&self, id: NodeId) -> Option<bool> {
        if let Some(Node::Constant(b)) = self.nodes.get(id.0) { Some(*b) } else { None }
    }

    pub(super) fn not(&mut self, a: NodeId) -> NodeId {
        let node = match self.nodes.get(a.0) {
            Some(Node::Constant(b)) => Node::Constant(!b),
            Some(Node::Not(inner)) => return *inner,
            Some(Node::Atom(atom)) => match self.opposite(*atom) {
                Some(Atom { slot, region }) => return self.atom_on(slot, region),
                None => Node::Not(a),
            },
            _ => Node::Not(a),
        };
        self.node(node)
    }

    pub(super) fn all(&mut self, parts: Vec<NodeId>) -> NodeId {
        let parts = self.joined(parts, false);
        let mut parts: Vec<NodeId> = parts.into_iter().filter(|p| self.constant(*p) != Some(true)).collect();
        each_once(&mut parts);
        match parts.as_slice() {
            _ if parts.iter().any(|p| self.constant(*p) == Some(false)) => self.node(Node::Constant(false)),
            [] => self.node(Node::Constant(true)),
            [only] => *only,
            _ => self.node(Node::All(parts.into_boxed_slice())),
        }
    }

    pub(super) fn any(&mut self, parts: Vec<NodeId>) -> NodeId {
        let parts = self.joined(parts, true);
        let mut parts: Vec<NodeId> = parts.into_iter().filter(|p| self.constant(*p) != Some(false)).collect();
        each_once(&mut parts);
        match parts.as_slice() {
            _ if parts.iter().any(|p| self.constant(*p) == Some(true)) => self.node(Node::Constant(true)),
            [] => self.node(Node::Constant(false)),
            [only] => *only,
            _ => self.node(Node::Any(parts.into_boxed_slice())),
        }
    }

    /// Equal parts count each time they are written, so they are kept.
    pub(super) fn at_least(&mut self, n: u32, parts: Vec<NodeId>) -> NodeId {
        if n == 0 {
            return self.node(Node::Constant(true));
        }
        if n as usize > parts.len() {
            return self.node(Node::Constant(false));
        }
        self.node(Node::AtLeast(n, parts.into_boxed_slice()))
    }

    // ---- cells

    /// Cuts every slot where some atom changes, and writes down each cell's truths.
    #[inline(never)]
    fn finish(
        mut self,
        as_of: Day,
        schemes: Vec<SchemePlan>,
        (constraints, needs): (Vec<NodeId>, Vec<Option<NodeId>>),
        project_cost: Option<NumId>,
        own_cash: Option<SlotId>,
    ) -> Plan {
        let mut by_slot: Vec<Vec<u32>> = vec![vec![]; self.slots.len()];
        for (i, atom) in self.atoms.items.iter().enumerate() {
            if let Some(list) = by_slot.get_mut(atom.slot.0 as usize) {
                list.push(i as u32);
            }
        }
        let mut bits = vec![0; self.atoms.items.len()];
        let mut word = 0;
        for (slot, own) in self.slots.iter_mut().zip(&by_slot) {
            slot.first_word = word;
            slot.words = own.len().div_ceil(64);
            for (i, atom) in own.iter().enumerate() {
                if let Some(bit) = bits.get_mut(*atom as usize) {
                    *bit = (word * 64 + i) as u32;
                }
            }
            word += slot.words;
            let regions: Vec<&Region> = own.iter().filter_map(|a| self.atoms.get(*a)).map(|a| &a.region).collect();
            cut(slot, &regions);
        }
        let declared = schemes.iter().flat_map(|s| s.declared.iter().map(|(_, slot)| *slot)).collect();
        #[cfg(feature = "batch")]
        let constraint_parts = self.constraint_parts(&constraints);
        let mut plan = Plan {
            #[cfg(feature = "batch")]
            constraint_parts,
            declared,
            as_of,
            slots: self.slots,
            atoms: self.atoms.items,
            bits,
            linears: self.linears.items,
            generals: self.generals,
            nodes: self.nodes.items,
            nums: self.nums.items,
            schemes,
            project_cost,
            own_cash,
            constraints,
            needs,
            words: word,
            quick: Quick::default(),
        };
        plan.quick = Quick::new(&plan);
        plan
    }
}

/// Leaves out what stands twice. The order stays as written, so that what is found first does not hang on other schemes.
pub(super) fn each_once(parts: &mut Vec<NodeId>) {
    let mut kept = Interned::default();
    for part in parts.drain(..) {
        kept.id(part);
    }
    *parts = kept.items;
}

/// Lowest and highest value of a slot, and its decimal places.
fn domain(key: &SlotKey, fact: Option<&Fact>) -> (i64, i64, u32) {
    match (key, fact) {
        (SlotKey::Fact(_), Some(f)) => (f.low, f.high, f.ty.scale()),
        (SlotKey::Aggregate(a), Some(f)) => aggregate_domain(a, f),
        // a set, a list or a text exists, or is absent
        (SlotKey::Presence(_), _) => (1, 1, 0),
        _ => (0, 1, 0),
    }
}

/// Decimal places that any sum of products of record fields keeps: enough for money times a rate.
const AGGREGATE_SCALE: u32 = 6;
/// Where aggregates stop on both sides.
const AGGREGATE_LIMIT: i64 = 1_000_000_000_000_000_000;

fn aggregate_domain(a: &Aggregate, f: &Fact) -> (i64, i64, u32) {
    match (a.fold, a.map.as_deref(), &f.ty) {
        (Fold::Exists, _, _) => (0, 1, 0),
        (Fold::Count, _, _) => (0, MAX_RECORDS, 0),
        (fold, Some(Expr::Field(i)), Type::List(fields)) => match fields.get(*i as usize) {
            Some(field) => folded(fold, field.low, field.high, field.ty.scale()),
            None => (0, 0, 0),
        },
        (fold, None, ty) => folded(fold, f.low, f.high, ty.scale()),
        _ => (-AGGREGATE_LIMIT, AGGREGATE_LIMIT, AGGREGATE_SCALE),
    }
}

fn folded(fold: Fold, low: i64, high: i64, scale: u32) -> (i64, i64, u32) {
    if fold == Fold::Sum {
        let limit = |n: i64| n.saturating_mul(MAX_RECORDS).clamp(-AGGREGATE_LIMIT, AGGREGATE_LIMIT);
        (limit(low).min(0), limit(high).max(0), scale)
    } else {
        (low, high, scale)
    }
}

#[inline(never)]
fn cut(slot: &mut Slot, regions: &[&Region]) {
    let mut starts = vec![slot.low];
    for region in regions {
        for (low, high) in region.intervals() {
            starts.push(*low);
            starts.push(high.saturating_add(1));
        }
    }
    starts.retain(|s| (slot.low..=slot.high).contains(s));
    starts.order();
    starts.dedup();
    // one more row, all false, for absence
    slot.rows = vec![0; (starts.len() + 1) * slot.words];
    for (i, region) in regions.iter().enumerate() {
        for (low, high) in region.intervals() {
            let first = starts.partition_point(|s| s < low);
            let end = starts.partition_point(|s| s <= high);
            for cell in first..end {
                if let Some(word) = slot.rows.get_mut(cell * slot.words + i / 64) {
                    *word |= 1 << (i % 64);
                }
            }
        }
    }
    slot.starts = starts;
}
