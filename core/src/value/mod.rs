//! Words that know amounts, dates and doubt.

mod date;
mod literal;
mod ratio;
mod region;
mod truth;
mod ty;

pub(crate) use date::{
    Day, add_days, add_months, age_on, end_of_year, first_day, first_of_month, format_day, last_day, months_between,
    parse_day,
};
pub(crate) use literal::{parse_bool, parse_duration, parse_number};
pub(crate) use ratio::{Ratio, Rounding};
pub(crate) use region::Region;
pub use truth::Truth;
pub(crate) use ty::{Field, NumberType, Quantity, TimeUnit, Type, Unit};
