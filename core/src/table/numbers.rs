//! Cells that are numbers already: read in the fact's own integers without a detour by text.

use super::cell::day;
use crate::value::Type;
use arrow_array::{
    Array,
    cast::AsArray,
    downcast_integer_array,
    types::{Decimal128Type, Float32Type, Float64Type},
};
use arrow_schema::DataType;

/// The number in a cell; `None` for one that takes a closer look.
pub(super) type Numbers<'b> = Box<dyn Fn(usize) -> Option<i64> + 'b>;

/// How to read a column; `None` where it takes a closer look at each cell.
pub(super) fn numbers<'b>(ty: &Type, array: &'b dyn Array) -> Option<Numbers<'b>> {
    match ty {
        Type::Bool => array.as_boolean_opt().map(|a| Box::new(|row| Some(i64::from(a.value(row)))) as Numbers<'b>),
        Type::Date if array.data_type().is_temporal() => Some(Box::new(|row| day(array, row))),
        Type::Number(_) | Type::Duration(_) => scaled(array, ty.scale()),
        _ => None,
    }
}

fn scaled(array: &dyn Array, scale: u32) -> Option<Numbers<'_>> {
    let unit = 10_i64.checked_pow(scale)?;
    if array.data_type().is_integer() {
        return downcast_integer_array!(
            array => Some(Box::new(move |row| i64::try_from(i128::from(array.value(row))).ok()?.checked_mul(unit))),
            _ => None
        );
    }
    match array.data_type() {
        DataType::Float64 => {
            let array = array.as_primitive_opt::<Float64Type>()?;
            Some(Box::new(move |row| whole(array.value(row))?.checked_mul(unit)))
        }
        DataType::Float32 => {
            let array = array.as_primitive_opt::<Float32Type>()?;
            Some(Box::new(move |row| whole(f64::from(array.value(row)))?.checked_mul(unit)))
        }
        DataType::Decimal128(_, places) => {
            let (up, down) = (scale.saturating_sub(u32::try_from(*places).ok()?), u32::try_from(*places).ok()?);
            let (up, down) = (10_i128.checked_pow(up)?, 10_i128.checked_pow(down.saturating_sub(scale))?);
            let array = array.as_primitive_opt::<Decimal128Type>()?;
            Some(Box::new(move |row| {
                let value = array.value(row);
                let exact = (value % down == 0).then_some(value / down)?;
                i64::try_from(exact.checked_mul(up)?).ok()
            }))
        }
        _ => None,
    }
}

/// A float that is a whole number, exactly.
fn whole(float: f64) -> Option<i64> {
    const EXACT: i64 = 1 << 53;
    let cut = float as i64;
    ((-EXACT..=EXACT).contains(&cut) && cut as f64 == float).then_some(cut)
}
