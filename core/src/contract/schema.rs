//! The answers as a JSON Schema, made from the types themselves: what other languages make theirs from.

use super::{
    Catalogue, Coverage, NextQuestion, Notice, PlanReport, ProfileUpdate, Report, RuleSetDiff, TableDiff, Uncovered,
};
use schemars::{
    JsonSchema, Schema, SchemaGenerator,
    generate::SchemaSettings,
    transform::{RecursiveTransform, Transform},
};
use serde_json::{Value, json};

/// Every answer by the name of its type, with all that it is made of, under `$defs`. A property that may be left out is not
/// required, and there are no others.
pub fn answers_schema() -> Value {
    let mut generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    answer::<Report>(&mut generator);
    answer::<PlanReport>(&mut generator);
    answer::<NextQuestion>(&mut generator);
    answer::<Notice>(&mut generator);
    answer::<ProfileUpdate>(&mut generator);
    answer::<Catalogue>(&mut generator);
    answer::<RuleSetDiff>(&mut generator);
    answer::<TableDiff>(&mut generator);
    answer::<Coverage>(&mut generator);
    answer::<Uncovered>(&mut generator);
    let mut found = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$defs": generator.take_definitions(true),
    });
    if let Ok(schema) = <&mut Schema>::try_from(&mut found) {
        RecursiveTransform(close).transform(schema);
    }
    found
}

fn answer<T: JsonSchema>(generator: &mut SchemaGenerator) {
    // told once, an answer stands among the definitions
    let _ = generator.subschema_for::<T>();
}

/// An object has the properties that are named, and no others. What may be left out is left out rather than null.
fn close(schema: &mut Schema) {
    let required = schema.get("required").and_then(Value::as_array).cloned().unwrap_or_default();
    let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) else { return };
    for (name, property) in properties {
        if !required.iter().any(|r| r == name.as_str()) {
            without_null(property);
        }
    }
    schema.insert("additionalProperties".to_owned(), Value::Bool(false));
}

fn without_null(property: &mut Value) {
    if let Some(types) = property.get_mut("type").and_then(Value::as_array_mut) {
        types.retain(|t| t != "null");
        if let [only] = types.as_slice() {
            property["type"] = only.clone();
        }
    }
    if let Some(kinds) = property.get_mut("anyOf").and_then(Value::as_array_mut) {
        kinds.retain(|kind| kind.get("type").is_none_or(|t| t != "null"));
        if let [Value::Object(only)] = kinds.as_slice() {
            let only = only.clone();
            if let Some(property) = property.as_object_mut() {
                property.remove("anyOf");
                property.extend(only);
            }
        }
    }
}
