//! The proleptic Gregorian calendar, as XML Schema counts its years.

/// Seconds from 1970-01-01 back to 0001-01-01, negative.
pub(super) const SECONDS_TO_YEAR_ONE: i64 = -719_162 * 86_400;

/// Days from 1970-01-01 to a day of the proleptic Gregorian calendar; XML Schema has no year 0.
pub(super) fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if year < 0 { year + 1 } else { year };
    // Years that begin in March put the leap day last.
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// The inverse of [`days_from_civil`] for years from 1.
pub(super) fn civil_from_days(days: i64) -> Option<(i64, i64, i64)> {
    let days = days.checked_add(719_468)?;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era.checked_mul(400)? + i64::from(month <= 2);
    (year >= 1).then_some((year, month, day))
}

pub(super) fn days_in_month(year: i32, month: u8) -> u8 {
    // The year before 1 is -1, which the proleptic calendar counts as 0.
    let year = if year < 0 { year.saturating_add(1) } else { year };
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}
