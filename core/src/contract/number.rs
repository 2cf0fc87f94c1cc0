//! Exact decimals as JSON numbers of at most 15 significant digits, which every host reads back without loss.

use crate::value::Ratio;
use serde::{Serialize, Serializer};

/// An exact decimal: `mantissa` divided by ten to the power `scale`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decimal {
    /// The digits.
    pub mantissa: i64,
    /// How many of them follow the point.
    pub scale: u32,
}

impl Decimal {
    pub(crate) fn cents(cents: i64) -> Decimal {
        Decimal { mantissa: cents, scale: 2 }
    }

    /// The number as people write it: `12800`, `0.64`.
    pub fn to_text(self) -> String {
        Ratio::scaled(self.mantissa, self.scale).to_text(self.scale)
    }
}

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let text = self.to_text();
        match text.parse::<i64>() {
            Ok(whole) => serializer.serialize_i64(whole),
            // the shortest text that reads back to this float is the decimal itself, up to 15 digits
            Err(_) => text.parse::<f64>().map_err(serde::ser::Error::custom)?.serialize(serializer),
        }
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Decimal {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Decimal".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({"type": "number"})
    }
}

#[cfg(test)]
mod tests {
    use super::Decimal;

    #[test]
    fn prints_the_decimal_itself() {
        let json = |mantissa, scale| serde_json::to_string(&Decimal { mantissa, scale }).unwrap();
        assert_eq!(json(1_280_000, 2), "12800");
        assert_eq!(json(1_280_050, 2), "12800.5");
        assert_eq!(json(123_456_789_012_345, 2), "1234567890123.45");
        assert_eq!(json(-5, 2), "-0.05");
    }
}
