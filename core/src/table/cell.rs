//! Any cell as the JSON that a profile would hold there; exact, never by way of a rounded number.

use crate::{
    base::{Text, tell},
    profile,
    value::{Type, format_day},
};
use arrow_array::{
    Array, PrimitiveArray, StructArray,
    cast::AsArray,
    types::{
        ArrowPrimitiveType, Date32Type, Date64Type, Decimal32Type, Decimal64Type, Decimal128Type, Decimal256Type,
        DecimalType, Float16Type, Float32Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type,
        TimestampMicrosecondType, TimestampMillisecondType, TimestampNanosecondType, TimestampSecondType, UInt8Type,
        UInt16Type, UInt32Type, UInt64Type,
    },
};
use arrow_schema::{DataType, TimeUnit};
use serde_json::{Map, Number, Value};

/// Whether cells of such a column can tell values of a type; else, what to do about it where that is known.
pub(super) fn suits(ty: &Type, data: &DataType) -> Result<(), Option<Text>> {
    let cast = || Some(tell!("convertissez la colonne avant de la donner", "cast the column first"));
    match data {
        DataType::Null => return Ok(()),
        DataType::Dictionary(_, values) => return suits(ty, values),
        // `{state: …}`, `{from: …, to: …}`, `{value: …}`
        DataType::Struct(_) => return Ok(()),
        _ => {}
    }
    let is_text = matches!(data, DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View);
    let inner = match data {
        DataType::List(inner) | DataType::LargeList(inner) | DataType::FixedSizeList(inner, _) => {
            Some(inner.data_type())
        }
        _ => None,
    };
    match ty {
        Type::Bool if is_text || *data == DataType::Boolean => Ok(()),
        Type::Number(_) | Type::Duration(_) if is_text || data.is_numeric() => Ok(()),
        Type::Date if is_text || matches!(data, DataType::Date32 | DataType::Date64 | DataType::Timestamp(_, None)) => {
            Ok(())
        }
        Type::Date if matches!(data, DataType::Timestamp(..)) => Err(Some(tell!(
            "un jour n'a pas de fuseau horaire : convertissez en date",
            "a day has no time zone: cast to a date"
        ))),
        Type::Enum(_) | Type::Code(_) | Type::Text if is_text => Ok(()),
        Type::Code(_) if data.is_numeric() => {
            Err(Some(tell!("un code est du texte : `01` n'est pas 1", "a code is text: `01` is not 1")))
        }
        Type::Set(_) | Type::Series(_) | Type::List(_) if is_text => Ok(()),
        Type::Set(_) => inner.map_or_else(|| Err(cast()), |inner| suits(&Type::Text, inner)),
        Type::Series(number) => inner.map_or_else(|| Err(cast()), |inner| suits(&Type::Number(number.clone()), inner)),
        Type::List(_) => match inner {
            Some(DataType::Struct(_) | DataType::Null) => Ok(()),
            _ => Err(Some(tell!("une liste d'objets (`struct`)", "a list of structs"))),
        },
        _ => Err(cast()),
    }
}

/// Whether a cell is null; of a column that is null throughout, Arrow itself says that none is.
pub(super) fn is_null(array: &dyn Array, row: usize) -> bool {
    *array.data_type() == DataType::Null || array.is_null(row)
}

/// One cell. A struct without a field that is known, and a list that is null, are null.
pub(super) fn json(array: &dyn Array, row: usize) -> Value {
    if is_null(array, row) {
        return Value::Null;
    }
    if let Some(number) = whole(array, row) {
        return Value::Number(number);
    }
    match array.data_type() {
        DataType::Boolean => array.as_boolean_opt().map_or(Value::Null, |a| Value::Bool(a.value(row))),
        DataType::Utf8 => array.as_string_opt::<i32>().map_or(Value::Null, |a| Value::from(a.value(row))),
        DataType::LargeUtf8 => array.as_string_opt::<i64>().map_or(Value::Null, |a| Value::from(a.value(row))),
        DataType::Utf8View => array.as_string_view_opt().map_or(Value::Null, |a| Value::from(a.value(row))),
        DataType::Float16 => at::<Float16Type>(array, row).map_or(Value::Null, |f| float(&f.to_string())),
        DataType::Float32 => at::<Float32Type>(array, row).map_or(Value::Null, |f| float(&f.to_string())),
        DataType::Float64 => at::<Float64Type>(array, row).map_or(Value::Null, |f| float(&f.to_string())),
        DataType::Decimal32(..) => decimal::<Decimal32Type>(array, row),
        DataType::Decimal64(..) => decimal::<Decimal64Type>(array, row),
        DataType::Decimal128(..) => decimal::<Decimal128Type>(array, row),
        DataType::Decimal256(..) => decimal::<Decimal256Type>(array, row),
        DataType::Date32 | DataType::Date64 | DataType::Timestamp(..) => {
            day(array, row).map_or(Value::Null, |day| Value::String(written(day)))
        }
        DataType::Dictionary(..) => entry(array, row),
        DataType::List(_) => array.as_list_opt::<i32>().map_or(Value::Null, |a| list(&a.value(row))),
        DataType::LargeList(_) => array.as_list_opt::<i64>().map_or(Value::Null, |a| list(&a.value(row))),
        DataType::FixedSizeList(..) => array.as_fixed_size_list_opt().map_or(Value::Null, |a| list(&a.value(row))),
        DataType::Struct(_) => array.as_struct_opt().map_or(Value::Null, |a| object(a, row)),
        other => Value::String(other.to_string()),
    }
}

/// One cell as a text file would hold it; nothing for null.
#[cfg(feature = "cli")]
pub(crate) fn text(array: &dyn Array, row: usize) -> String {
    match json(array, row) {
        Value::Null => String::new(),
        Value::String(text) => text,
        other => other.to_string(),
    }
}

/// A text that tells several things: JSON, or words of a set between bars, `zfrr|qpv`.
pub(super) fn several(ty: &Type, value: Value) -> Value {
    let Some(told) = value.as_str().filter(|_| matches!(ty, Type::Set(_) | Type::List(_) | Type::Series(_))) else {
        return value;
    };
    match ty {
        Type::Set(_) if !told.starts_with('[') => {
            told.split('|').map(str::trim).filter(|word| !word.is_empty()).collect()
        }
        _ => profile::parse_json(told).unwrap_or(value),
    }
}

fn at<T: ArrowPrimitiveType>(array: &dyn Array, row: usize) -> Option<T::Native> {
    array.as_primitive_opt::<T>().map(|a: &PrimitiveArray<T>| a.value(row))
}

fn whole(array: &dyn Array, row: usize) -> Option<Number> {
    Some(match array.data_type() {
        DataType::Int8 => at::<Int8Type>(array, row)?.into(),
        DataType::Int16 => at::<Int16Type>(array, row)?.into(),
        DataType::Int32 => at::<Int32Type>(array, row)?.into(),
        DataType::Int64 => at::<Int64Type>(array, row)?.into(),
        DataType::UInt8 => at::<UInt8Type>(array, row)?.into(),
        DataType::UInt16 => at::<UInt16Type>(array, row)?.into(),
        DataType::UInt32 => at::<UInt32Type>(array, row)?.into(),
        DataType::UInt64 => at::<UInt64Type>(array, row)?.into(),
        _ => return None,
    })
}

/// A float by its shortest decimal, as people write it; what is no number stays a word.
fn float(shortest: &str) -> Value {
    Value::String(shortest.to_owned())
}

/// Without the zeros that its column's scale adds.
fn decimal<T: DecimalType>(array: &dyn Array, row: usize) -> Value {
    let Some(text) = array.as_primitive_opt::<T>().map(|a| a.value_as_string(row)) else { return Value::Null };
    let bare = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    Value::String(bare.to_owned())
}

/// The day of a date or of a time without a time zone.
pub(super) fn day(array: &dyn Array, row: usize) -> Option<i64> {
    const SECONDS: i64 = 86_400;
    match array.data_type() {
        DataType::Date32 => at::<Date32Type>(array, row).map(i64::from),
        DataType::Date64 => at::<Date64Type>(array, row).map(|ms| ms.div_euclid(SECONDS * 1_000)),
        DataType::Timestamp(TimeUnit::Second, _) => {
            at::<TimestampSecondType>(array, row).map(|s| s.div_euclid(SECONDS))
        }
        DataType::Timestamp(TimeUnit::Millisecond, _) => {
            at::<TimestampMillisecondType>(array, row).map(|ms| ms.div_euclid(SECONDS * 1_000))
        }
        DataType::Timestamp(TimeUnit::Microsecond, _) => {
            at::<TimestampMicrosecondType>(array, row).map(|us| us.div_euclid(SECONDS * 1_000_000))
        }
        DataType::Timestamp(TimeUnit::Nanosecond, _) => {
            at::<TimestampNanosecondType>(array, row).map(|ns| ns.div_euclid(SECONDS * 1_000_000_000))
        }
        _ => None,
    }
}

/// A day as ISO text; one outside the calendar that people use stays a number.
fn written(day: i64) -> String {
    const YEARS: i64 = 9_000 * 366;
    if (-719_000..YEARS).contains(&day) { format_day(day) } else { day.to_string() }
}

fn entry(array: &dyn Array, row: usize) -> Value {
    let Some(dictionary) = array.as_any_dictionary_opt() else { return Value::Null };
    let key = whole(dictionary.keys(), row).and_then(|n| usize::try_from(n.as_u64()?).ok());
    key.filter(|k| *k < dictionary.values().len()).map_or(Value::Null, |k| json(dictionary.values(), k))
}

fn list(items: &dyn Array) -> Value {
    // a record of which nothing is known is one more record all the same
    let item = |i: usize| match json(items, i) {
        Value::Null if items.as_struct_opt().is_some() && !is_null(items, i) => Value::Object(Map::new()),
        told => told,
    };
    Value::Array((0..items.len()).map(item).collect())
}

fn object(array: &StructArray, row: usize) -> Value {
    let known = array.fields().iter().zip(array.columns()).map(|(f, c)| (f.name().clone(), json(c, row)));
    let mut map: Map<String, Value> = known.filter(|(_, value)| !value.is_null()).collect();
    match map.len() {
        0 => Value::Null,
        1 => map.remove("value").unwrap_or(Value::Object(map)),
        _ => Value::Object(map),
    }
}
