//! The observer against its rules, for any attributes and any course of a value.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use lwm2m_tlv::Value;
use lwm2m_tlv::interface::attributes::{AttributeChanges, NotificationAttributes};
use lwm2m_tlv::interface::observer::Observer;
use proptest::collection::vec;
use proptest::prelude::*;
use std::time::Duration;

fn attributes(query: &[String]) -> NotificationAttributes {
    let mut attributes = NotificationAttributes::default();
    attributes.apply(&AttributeChanges::from_query(&query.join("&")).unwrap());
    attributes
}

fn at(second: usize) -> Duration {
    Duration::from_secs(second as u64)
}

/// A query parameter, or none.
fn parameter(
    name: &'static str,
    values: impl Strategy<Value = i64> + 'static,
) -> impl Strategy<Value = Option<String>> {
    prop::option::of(values.prop_map(move |value| format!("{name}={value}")))
}

/// Times, and which conditions on numbers; `lt + 2 st < gt` as the enabler asks.
fn queries() -> impl Strategy<Value = Vec<String>> {
    let times = (
        parameter("pmin", 0..6_i64),
        parameter("pmax", 0..9_i64),
        parameter("epmin", 0..4_i64),
        parameter("epmax", 4..9_i64),
    );
    let conditions = (parameter("gt", 14..18_i64), parameter("lt", 2..6_i64), parameter("st", 1..4_i64));
    (times, conditions)
        .prop_map(|((a, b, c, d), (e, f, g))| [a, b, c, d, e, f, g].into_iter().flatten().collect())
}

/// A value for each second, which often stays what it is.
fn courses() -> impl Strategy<Value = Vec<i64>> {
    vec((0..20_i64, 1..6_usize), 1..14).prop_map(|pieces| {
        pieces.into_iter().flat_map(|(value, seconds)| std::iter::repeat_n(value, seconds)).collect()
    })
}

/// When notifications go out if someone looks every second.
fn every_second(attributes: NotificationAttributes, course: &[i64]) -> Vec<usize> {
    let mut observer = Observer::new(attributes, at(0), Value::Integer(course[0]));
    (1..course.len())
        .filter(|&second| observer.look(at(second), Value::Integer(course[second])).is_notify())
        .collect()
}

/// When they go out if someone looks only when the value changes and when the observer asks for it.
fn on_demand(attributes: NotificationAttributes, course: &[i64]) -> Vec<usize> {
    let mut observer = Observer::new(attributes, at(0), Value::Integer(course[0]));
    (1..course.len())
        .filter(|&second| {
            let changed = course[second] != course[second - 1];
            let asked = observer.next_look().is_some_and(|look| look <= at(second));
            (changed || asked) && observer.look(at(second), Value::Integer(course[second])).is_notify()
        })
        .collect()
}

/// The seconds between notifications, the answer to the Observe being the first.
fn gaps(notified: &[usize]) -> Vec<usize> {
    let times: Vec<usize> = std::iter::once(0).chain(notified.iter().copied()).collect();
    times.windows(2).map(|pair| pair[1] - pair[0]).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn periods_are_kept(query in queries(), course in courses()) {
        let attributes = attributes(&query);
        let notified = every_second(attributes, &course);
        let pmin = attributes.pmin.unwrap_or(0) as usize;
        prop_assert!(gaps(&notified).iter().all(|gap| *gap >= pmin), "{query:?} {notified:?}");
        if let Some(pmax) = attributes.pmax.map(|pmax| pmax as usize).filter(|pmax| *pmax > 0 && *pmax >= pmin) {
            let last = notified.last().copied().unwrap_or(0);
            prop_assert!(gaps(&notified).iter().all(|gap| *gap <= pmax), "{query:?} {notified:?}");
            prop_assert!(course.len() - 1 - last < pmax, "{query:?} {notified:?}");
        }
    }

    #[test]
    fn looking_on_demand_misses_nothing(query in queries(), course in courses()) {
        // With `epmin`, what is seen depends on when one looks.
        let query: Vec<String> = query.into_iter().filter(|part| !part.starts_with("epmin")).collect();
        let attributes = attributes(&query);
        prop_assert_eq!(on_demand(attributes, &course), every_second(attributes, &course), "{:?}", query);
    }

    #[test]
    fn the_last_value_is_told(query in queries(), course in courses()) {
        let query: Vec<String> = query.into_iter().filter(|part| part.contains('p')).collect();
        let mut course = course;
        let last = course[course.len() - 1];
        course.extend([last; 12]);
        let notified = on_demand(attributes(&query), &course);
        let told = course[notified.last().copied().unwrap_or(0)];
        prop_assert_eq!(told, last, "{:?} {:?}", query, notified);
    }

    #[test]
    fn without_periods_the_conditions_decide(query in queries(), course in courses()) {
        let query: Vec<String> = query.into_iter().filter(|part| !part.contains('p')).collect();
        let attributes = attributes(&query);
        let bound = |name: &str| {
            let prefix = format!("{name}=");
            query.iter().find_map(|part| part.strip_prefix(&prefix)).map(|value| value.parse::<i64>().unwrap())
        };
        let (gt, lt, st) = (bound("gt"), bound("lt"), bound("st"));
        let mut last = course[0];
        let mut expected = Vec::new();
        for (second, &value) in course.iter().enumerate().skip(1) {
            let crosses = |bound: i64, above: bool| {
                let beyond = |value: i64| if above { value > bound } else { value < bound };
                beyond(value) != beyond(last)
            };
            let met = if query.is_empty() {
                value != last
            } else {
                gt.is_some_and(|bound| crosses(bound, true))
                    || lt.is_some_and(|bound| crosses(bound, false))
                    || st.is_some_and(|step| (value - last).abs() >= step)
            };
            if met {
                expected.push(second);
                last = value;
            }
        }
        prop_assert_eq!(every_second(attributes, &course), expected, "{:?}", query);
    }
}

#[test]
fn a_value_that_is_no_number_does_not_change() {
    let mut observer = Observer::new(attributes(&[]), at(0), Value::Float(f64::NAN));
    assert!(!observer.look(at(1), Value::Float(f64::NAN)).is_notify());
    assert!(observer.look(at(2), Value::Float(1.0)).is_notify());
    assert!(observer.look(at(3), Value::Float(f64::NAN)).is_notify());
}
