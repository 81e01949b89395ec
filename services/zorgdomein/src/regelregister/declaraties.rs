//! Rules on claims, and the checks that are not in the catalogue of this service.

use super::Waar::{Elders, Hier, Niet};
use super::{Regel, regel};

/// Chapter 4 and the catalogue of checks.
pub const REGELS: &[Regel] = &[
    regel(
        "R-DED-01",
        "No claiming in advance",
        Hier("declaratie/checks/tijd.rs", &["care_that_ends_today_cannot_be_claimed_yet"]),
    ),
    regel(
        "R-DED-02",
        "Zorgverlener sends within six weeks",
        Elders("advice to people; nothing is decided by it"),
    ),
    regel(
        "R-DED-03",
        "Budgethouder submits within four weeks",
        Hier(
            "declaratie/checks/tijd.rs",
            &["four_weeks_after_receipt_is_in_time_and_a_day_later_is_not"],
        ),
    ),
    regel(
        "R-DED-04",
        "One claim per agreement and month in the portal",
        Hier("declaratie/checks/dubbel.rs", &["the_portal_takes_one_claim_a_month"]),
    ),
    regel(
        "R-DED-05",
        "A past Wlz year before 1 April",
        Hier(
            "declaratie/checks/kosten.rs",
            &["care_of_last_year_is_claimed_before_the_first_of_april"],
        ),
    ),
    regel(
        "R-DED-06",
        "Paid within 30 days, 10 more with payroll",
        Hier(
            "declaratie/betaalmoment.rs",
            &["five_working_days_are_hoped_for_and_thirty_days_are_the_law"],
        ),
    ),
    regel(
        "R-DED-07",
        "Monthly payments within 30 days after the month",
        Hier(
            "declaratie/betaalmoment.rs",
            &["five_working_days_are_hoped_for_and_thirty_days_are_the_law"],
        ),
    ),
    regel("R-DED-08", "Practice of paying sooner", Elders("payout: the planning of runs")),
    regel(
        "R-DED-09",
        "Service norm of five working days",
        Hier(
            "declaratie/betaalmoment.rs",
            &["five_working_days_are_hoped_for_and_thirty_days_are_the_law"],
        ),
    ),
    regel(
        "R-DED-10",
        "A payment is no decision; objection on request",
        Niet("letters and objections are outside this service"),
    ),
    regel("R-DED-11", "Wages around the 24th", Elders("payout: the calendar of wages")),
    regel(
        "R-DED-12",
        "Budget statement per quarter",
        Niet(
            "a statement on paper is outside this service; the position is at `GET /toekenningen/{id}/budgetstand`",
        ),
    ),
    regel(
        "R-DED-13",
        "No monthly cap",
        Hier("declaratie/checks/toekenning.rs", &["the_read_copy_only_warns"]),
    ),
    regel(
        "R-MLN-01",
        "A monthly amount needs no claim",
        Hier(
            "declaratie/flows/kalender.rs",
            &["each_month_that_is_over_is_claimed_once_however_often_the_calendar_looks"],
        ),
    ),
    regel(
        "R-MLN-02",
        "Part months by their days",
        Hier("declaratie/maandloon.rs", &["a_month_is_claimed_whole_and_paid_for_its_days"]),
    ),
    regel(
        "R-MLN-03",
        "Every check runs on it",
        Hier(
            "declaratie/flows/kalender.rs",
            &["of_a_month_in_which_somebody_dies_the_days_after_it_come_back"],
        ),
    ),
    regel(
        "R-MLN-04",
        "Too little budget: nothing, and a message weeks ahead",
        Elders("payout: booked whole or refused; the forecast is not built"),
    ),
    regel(
        "R-MLN-05",
        "Reminder at an admission",
        Niet("no messages to people yet; an admission is felt in the claims at once"),
    ),
    regel(
        "D-05",
        "Account is not that of budgethouder or representative",
        Niet(
            "accounts of budgethouders are not kept before the verantwoordingsvrij bedrag is paid",
        ),
    ),
    regel(
        "D-09",
        "Zorgverlener is not on a block list",
        Elders("payout holds the payments under a maatregel; the claim shows it"),
    ),
    regel(
        "D-11",
        "BIG registration active",
        Hier(
            "declaratie/checks/omstandigheden.rs",
            &["a_lapsed_registration_of_a_professional_goes_to_a_person"],
        ),
    ),
    regel(
        "D-35",
        "Rate is at least the minimum wage",
        Elders("labour-check: LOON-01, at approval and on every change of rates"),
    ),
    regel(
        "D-37",
        "Quantity within fixed agreed hours",
        Niet("agreements do not say yet whether their hours are fixed or a mean"),
    ),
    regel(
        "D-46",
        "Sum over all budgethouders is plausible",
        Elders("risk-scan: no verstrekker may see the claims of another"),
    ),
    regel(
        "D-47",
        "Overlap with another budgethouder",
        Elders("risk-scan: no verstrekker may see the claims of another"),
    ),
    regel(
        "D-49",
        "Days of the week fit the fixed times",
        Niet("agreements do not carry a roster yet"),
    ),
    regel("D-50", "Whole or nothing from the budget", Elders("payout: the ledger; `D-23` warns")),
    regel(
        "D-51",
        "Above the maximum only from a voluntary deposit",
        Hier("declaratie/checks/rekenen.rs", &["what_is_above_the_maximum_is_not_due"]),
    ),
    regel(
        "D-52",
        "Every budget of a mixed claim suffices",
        Elders("a claim has lines of one verstrekker; payout books it whole or not at all"),
    ),
    regel(
        "D-53",
        "Verantwoordingsvrij bedrag within its bounds",
        Niet("is asked of the grant and not by claim; waits for its payment"),
    ),
    regel(
        "D-55",
        "Eenmalige uitkering after a death",
        Niet("needs the mean wage of three months, which payroll knows"),
    ),
    regel(
        "D-56",
        "Supplement of a wooninitiatief within the granted amount",
        Niet("waits for toeslagen in the grant"),
    ),
    regel(
        "D-57",
        "Transport to dagbesteding",
        Niet("needs a duration of the ride, which no claim says"),
    ),
    regel("D-65", "Patterns in hours and amounts", Elders("risk-scan: indicators")),
    regel("D-66", "Deviation from one's own median", Elders("risk-scan: indicators")),
    regel(
        "D-67",
        "Collective share of a wooninitiatief",
        Niet("waits for the collective and individual part in agreements"),
    ),
    regel(
        "D-68",
        "Fraud block",
        Elders("payout holds the payments under a maatregel; the claim shows it"),
    ),
];
