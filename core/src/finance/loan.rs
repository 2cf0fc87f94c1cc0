//! Repayment of loans in equal instalments, to the cent: interest is rounded each month and the last instalment takes what is
//! left.

use super::piece::Terms;
use crate::value::Ratio;

/// One month of a loan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Instalment {
    /// Months after the loan was paid out, from 1.
    pub(crate) after: u32,
    pub(crate) principal: i64,
    pub(crate) interest: i64,
}

/// Fractions of this.
const ONE: i128 = 1_000_000_000_000_000;

/// Months to repay a loan: lowest terms that a rule may give.
pub(crate) const MAX_TERM: u32 = 600;

/// Every month of a loan of some cents.
pub(crate) fn instalments(cents: i64, terms: &Terms) -> Vec<Instalment> {
    let months = terms.months.clamp(1, MAX_TERM);
    let deferral = terms.deferral.min(months - 1);
    let yearly = terms.interest.unwrap_or(Ratio::ZERO);
    let twelfth = yearly.div(Ratio::int(12)).unwrap_or(Ratio::ZERO);
    let each = each(cents, months - deferral, monthly(yearly));
    let mut left = cents;
    let mut all = Vec::with_capacity(months as usize);
    for after in 1..=months {
        let interest = share(left, twelfth);
        let principal = match after {
            _ if after <= deferral => 0,
            _ if after == months => left,
            _ => (each - interest).clamp(0, left),
        };
        left -= principal;
        all.push(Instalment { after, principal, interest });
    }
    all
}

/// A twelfth of the yearly rate.
fn monthly(yearly: Ratio) -> i128 {
    let scaled = yearly.mul(Ratio::over(ONE, 12).unwrap_or(Ratio::ZERO));
    scaled.map_or(0, Ratio::floor).clamp(0, ONE)
}

/// A share of some cents to the nearest cent, exact: half a cent is half a cent.
fn share(cents: i64, of: Ratio) -> i64 {
    let twice = 2 * i128::from(cents);
    let rounded = twice.checked_mul(of.num()).map(|n| (n + of.den()).div_euclid(2 * of.den()));
    rounded.and_then(|n| i64::try_from(n).ok()).unwrap_or(i64::MAX)
}

/// The instalment that repays a sum in `n` months at a monthly rate: sum × rate ÷ (1 − (1 + rate)⁻ⁿ), to the nearest cent.
fn each(cents: i64, n: u32, rate: i128) -> i64 {
    let sum = i128::from(cents);
    if rate == 0 {
        return i64::try_from((sum + i128::from(n) - 1).div_euclid(i128::from(n.max(1)))).unwrap_or(cents);
    }
    // 1 ÷ (1 + rate)ⁿ
    let discount = (0..n).fold(ONE, |d, _| d * ONE / (ONE + rate));
    let paid = (ONE - discount).max(1);
    i64::try_from((sum * rate + paid / 2).div_euclid(paid)).unwrap_or(cents)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn terms(months: u32, deferral: u32, interest: &str) -> Terms {
        Terms { months, deferral, interest: Ratio::parse(interest), rate_guessed: false, guessed: false }
    }

    #[test]
    fn a_known_loan() {
        // 10,000 € over 48 months at 9.87 % a year: 253.00 € a month by the annuity formula (a spreadsheet says 253.002)
        let all = instalments(1_000_000, &terms(48, 0, "0.0987"));
        assert_eq!(all.first().map(|i| i.principal + i.interest), Some(25_300));
        assert_eq!(all.first().map(|i| i.interest), Some(8_225));
    }

    /// A third of a per cent of some balances ends in half a cent; the total is that of exact fractions, reckoned elsewhere.
    #[test]
    fn half_a_cent_of_interest_is_half_a_cent() {
        let all = instalments(4_799_999, &terms(36, 0, "0.04"));
        assert_eq!(all.iter().map(|i| i.interest).sum::<i64>(), 301_745);
    }

    #[test]
    fn nothing_but_interest_while_deferred() {
        let all = instalments(1_200_000, &terms(24, 12, "0.06"));
        assert!(all.iter().take(12).all(|i| i.principal == 0 && i.interest == 6_000));
        assert_eq!(all.iter().map(|i| i.principal).sum::<i64>(), 1_200_000);
    }

    proptest! {
        #[test]
        fn what_was_lent_is_given_back(cents in 1_i64..50_000_000, months in 1_u32..200, deferral in 0_u32..30, rate in 0_i64..2_000) {
            let t = Terms { months, deferral, interest: Some(Ratio::scaled(rate, 4)), rate_guessed: false, guessed: false };
            let all = instalments(cents, &t);
            prop_assert_eq!(all.iter().map(|i| i.principal).sum::<i64>(), cents);
            prop_assert!(all.iter().all(|i| i.principal >= 0 && i.interest >= 0));
            prop_assert_eq!(all.last().map(|i| i.after), Some(months));
            // instalments are equal but for the last, up to the cents that rounding moves
            let full: Vec<i64> = all.iter().filter(|i| i.after > deferral.min(months - 1)).map(|i| i.principal + i.interest).collect();
            if let [first, .., _, last] = full.as_slice() {
                let _ = last;
                prop_assert!(full.iter().take(full.len() - 1).all(|f| f <= first));
            }
        }
    }
}
