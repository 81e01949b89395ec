//! Rules on agreements and on what happens to people.

use super::Waar::{Elders, Hier, Niet};
use super::{Regel, regel};

/// Chapters 3 and 6.
pub const REGELS: &[Regel] = &[
    regel(
        "R-ZOV-01",
        "An agreement per pair; lines carry law and function",
        Hier(
            "zorgovereenkomst.rs",
            &["a_submitted_agreement_asks_for_its_toets_without_a_number_of_a_person"],
        ),
    ),
    regel("R-ZOV-02", "A valid grant comes first", Hier("zorgovereenkomst/aanvraag.rs", &[])),
    regel(
        "R-ZOV-03",
        "Everybody paid has a written agreement",
        Hier("declaratie/checks/overeenkomst.rs", &["claims_wait_for_both_approvals"]),
    ),
    regel(
        "R-EEN-01",
        "A dagdeel is four hours",
        Hier("declaratie/tarieven.rs", &["the_maximum_is_that_of_the_kind_the_unit_and_the_day"]),
    ),
    regel("R-EEN-02", "Etmalen only without minimum wage", Elders("labour-check: the toets")),
    regel("R-EEN-03", "A monthly wage only with fixed hours", Elders("labour-check: the toets")),
    regel(
        "R-EEN-04",
        "Maximum per hour for other units",
        Hier("declaratie/tarieven.rs", &["the_maximum_is_that_of_the_kind_the_unit_and_the_day"]),
    ),
    regel(
        "R-EEN-05",
        "One rounding per line, half up",
        Hier("declaratie/verdeling.rs", &["a_month_is_claimed_whole_and_paid_for_its_days"]),
    ),
    regel(
        "R-GOE-01",
        "Two approvals",
        Hier("zorgovereenkomst/goedkeuring.rs", &["both_yes_is_active_in_either_order"]),
    ),
    regel(
        "R-GOE-02",
        "Required clauses and payable care",
        Hier(
            "zorgovereenkomst/proef.rs",
            &["a_rate_above_the_maximum_and_days_without_budget_are_seen_before_signing"],
        ),
    ),
    regel(
        "R-GOE-03",
        "The toets refuses on legal grounds only",
        Elders("labour-check: the ground of each rule"),
    ),
    regel(
        "R-GOE-04",
        "The verstrekker judges the content, with a reason",
        Hier("zorgovereenkomst/flows.rs", &["any_no_refuses_it_and_a_no_wants_a_reason"]),
    ),
    regel(
        "R-GOE-05",
        "A rejected agreement ends",
        Hier(
            "zorgovereenkomst/goedkeuring.rs",
            &["a_changed_rate_goes_to_the_toets_again_and_a_no_stops_the_agreement"],
        ),
    ),
    regel(
        "R-GOE-06",
        "Target of ten working days",
        Niet("no term is laid down; the list by status shows what waits"),
    ),
    regel(
        "R-GOE-07",
        "Zvw agreements are not judged on content",
        Hier(
            "zorgovereenkomst/goedkeuring.rs",
            &["every_verstrekker_of_a_line_must_agree_and_the_zvw_needs_none"],
        ),
    ),
    regel(
        "R-WIJ-01",
        "Some changes need no approval",
        Hier("zorgovereenkomst/einde.rs", &["an_end_cuts_the_lines_and_an_extension_mends_them"]),
    ),
    regel(
        "R-WIJ-02",
        "A change begins on the first of a month",
        Hier(
            "zorgovereenkomst/wijziging.rs",
            &["a_change_begins_on_the_first_and_reaches_back_one_month"],
        ),
    ),
    regel(
        "R-WIJ-03",
        "How far back a change reaches, per verstrekker",
        Hier(
            "zorgovereenkomst/flows/wijzigen.rs",
            &["each_verstrekker_says_how_far_back_a_change_reaches"],
        ),
    ),
    regel("R-WIJ-04", "A higher rate does not raise the budget", Elders("payout: the ledger")),
    regel(
        "R-WIJ-05",
        "Who and what ends an agreement",
        Hier(
            "zorgovereenkomst/flows/einde.rs",
            &["a_death_that_is_told_late_takes_back_the_days_after_it_and_ends_the_agreement"],
        ),
    ),
    regel(
        "R-WIJ-06",
        "A replacement ends when the regular one is back",
        Hier(
            "zorgovereenkomst/einde.rs",
            &["notice_reaches_back_one_month_and_a_death_as_far_as_it_happened"],
        ),
    ),
    regel("R-WIJ-07", "Adaptation is a duty", Elders("a duty of people")),
    regel(
        "R-TWK-01",
        "Nothing is overwritten",
        Hier("zorgovereenkomst/store/write.rs", &["a_change_keeps_what_was_known_before"]),
    ),
    regel(
        "R-TWK-02",
        "An impact list",
        Hier(
            "declaratie/flows/herzien.rs",
            &["a_rate_that_rises_back_to_march_makes_the_next_version_of_the_claim"],
        ),
    ),
    regel(
        "R-TWK-03",
        "Each touched line is assessed again",
        Hier(
            "declaratie/herbeoordeling.rs",
            &["two_euros_more_for_twenty_hours_is_forty_euros_more"],
        ),
    ),
    regel("R-TWK-04", "More only as far as the budget reaches", Elders("payout: the ledger")),
    regel(
        "R-TWK-05",
        "Small differences are booked off",
        Hier(
            "declaratie/herbeoordeling.rs",
            &["a_difference_below_the_threshold_is_booked_off_and_five_euros_is_not"],
        ),
    ),
    regel("R-TWK-06", "Recovery first by set-off, with notice", Elders("payout: vorderingen")),
    regel(
        "R-TWK-07",
        "A closed year is corrected in its own period",
        Elders("payout: closing of the year"),
    ),
    regel(
        "R-TWK-08",
        "What a change means is seen before signing",
        Hier(
            "zorgovereenkomst/flows/proef.rs",
            &["a_change_is_foreseen_to_the_cent_and_then_happens_so"],
        ),
    ),
    regel(
        "R-TWK-09",
        "Any order of arrival ends the same",
        Hier(
            "declaratie/flows/herzien.rs",
            &["the_same_facts_in_any_order_of_arrival_end_in_the_same_state"],
        ),
    ),
    regel(
        "R-AO-01 … R-AO-04",
        "Employment, payroll and its switch of 2026",
        Elders("labour-check and payout: payroll"),
    ),
    regel(
        "R-AO-05",
        "A zorgverlener is reported ill",
        Hier("omstandigheid/flows.rs", &["a_circumstance_that_never_was_gives_back_what_it_took"]),
    ),
    regel(
        "R-AO-06 … R-AO-10",
        "Pay during illness and other duties of an employer",
        Elders("payout: payroll"),
    ),
    regel(
        "R-WI-01 … R-WI-07, W-01",
        "Wooninitiatief: collective part, register, eigen regie",
        Niet("no part of it is built yet"),
    ),
    regel(
        "R-BLK-02",
        "A suspension lasts at most thirteen weeks",
        Hier(
            "omstandigheid.rs",
            &["a_suspension_ends_within_thirteen_weeks_and_a_death_has_happened"],
        ),
    ),
    regel(
        "R-BLK-04",
        "Claims keep arriving under a suspension",
        Hier(
            "declaratie/flows/kalender.rs",
            &["a_suspension_holds_claims_while_it_lasts_and_the_calendar_lets_them_go"],
        ),
    ),
    regel(
        "6: death",
        "Death of budgethouder or zorgverlener",
        Hier(
            "zorgovereenkomst/flows/einde.rs",
            &[
                "a_death_that_is_told_late_takes_back_the_days_after_it_and_ends_the_agreement",
                "of_a_month_in_which_somebody_dies_the_days_after_it_come_back",
            ],
        ),
    ),
    regel(
        "6: admission",
        "Admission to hospital or institution",
        Hier(
            "declaratie/checks/uitsluiting.rs",
            &["named_days_at_home_are_paid_and_days_in_the_hospital_are_not"],
        ),
    ),
    regel(
        "6: detention, no address",
        "Detention; no home address",
        Hier(
            "declaratie/checks/omstandigheden.rs",
            &["detention_no_address_and_care_in_kind_go_to_a_person"],
        ),
    ),
    regel(
        "6: abroad",
        "Care outside the EU",
        Hier(
            "declaratie/checks/uitsluiting.rs",
            &["thirteen_weeks_abroad_are_paid_and_the_day_after_is_not"],
        ),
    ),
    regel(
        "6: grant",
        "A grant that is lowered, shortened, withdrawn or mended",
        Hier(
            "toekenning/flows.rs",
            &["a_grant_that_is_shortened_or_withdrawn_is_felt_in_claims_that_were_due"],
        ),
    ),
    regel(
        "6: IBAN",
        "A changed account waits seven days",
        Hier("declaratie/checks/kosten.rs", &["an_account_is_new_for_seven_days"]),
    ),
    regel(
        "6: registration",
        "Zorgverlener loses BIG or KvK",
        Hier(
            "declaratie/checks/omstandigheden.rs",
            &["a_lapsed_registration_of_a_professional_goes_to_a_person"],
        ),
    ),
    regel(
        "6: illness",
        "Illness of a zorgverlener",
        Hier(
            "declaratie/checks/omstandigheden.rs",
            &["who_is_ill_is_not_paid_unless_he_is_employed_and_then_somebody_looks"],
        ),
    ),
];
