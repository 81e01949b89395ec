//! The two doors give the same codes: the same content, right or wrong, as XML and as JSON.

use std::collections::BTreeSet;

use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::rules::Break;
use super::xml::{self, message};
use super::{Berichtsoort, read, rules, wire, write};

const GOLDEN: &str = include_str!("../../ipgb/golden/WMO501.xml");
const TODAY: Date = date(2026, 1, 6);

fn kind() -> Berichtsoort {
    Berichtsoort {
        code: "458".to_owned(),
        code_retour: "459".to_owned(),
        wet: kernel::Wet::Wmo,
        naamruimte: "urn:nl:pgb-keten:ipgb:2.1:WMO501".to_owned(),
        naamruimte_retour: "urn:nl:pgb-keten:ipgb:2.1:WMO502".to_owned(),
        versie: 2,
        subversie: 1,
        xsd_versie: "1.0.0".to_owned(),
    }
}

fn shape(text: &str) -> Result<wire::Bericht, Vec<Break>> {
    let root = xml::read(text.as_bytes()).expect("what is written reads");
    let header = message::header(&root).expect("the header is whole");
    message::read(&root, &header, &kind())
}

fn codes(shape: Result<wire::Bericht, Vec<Break>>) -> BTreeSet<String> {
    let breaks = match shape.and_then(|shape| read::read(&shape)) {
        Ok(bericht) => rules::judge(&bericht, TODAY),
        Err(breaks) => breaks,
    };
    breaks.iter().map(Break::retourcode).collect()
}

/// One change to a good message; some make it wrong, some do not.
#[derive(Debug, Clone)]
enum Change {
    Bsn(u32),
    Dagtekening(String),
    Soort(String),
    Naamgebruik(String),
    Telefoon(String),
    Land(String),
    Postcode(String),
    Functie(String),
    Bedrag(i64),
    Vrij(i64),
    Van(String),
    Tot(String),
    Budget(String),
    Dubbel,
}

fn change() -> impl Strategy<Value = Change> {
    let day = || "20(1[789]|2[5-9])-(0[1-9]|1[0-3])-(0[1-9]|[12][0-9]|3[01])";
    prop_oneof![
        (0_u32..1_000_000_000).prop_map(Change::Bsn),
        day()
            .prop_filter("a header needs a day", |day| day.parse::<Date>().is_ok())
            .prop_map(Change::Dagtekening),
        "[0-9]{1,2}".prop_map(Change::Soort),
        "[0-9]".prop_map(Change::Naamgebruik),
        "[0-9a ]{1,16}".prop_map(Change::Telefoon),
        "[A-Z]{2}|nl".prop_map(Change::Land),
        "[0-9]{4}[A-Z]{2}|[a-z<&]{3}".prop_map(Change::Postcode),
        "[0-9]{1,3}".prop_map(Change::Functie),
        (0_i64..200_000_000).prop_map(Change::Bedrag),
        (0_i64..200_000_000).prop_map(Change::Vrij),
        day().prop_map(Change::Van),
        day().prop_map(Change::Tot),
        "[A-Za-z0-9&<>'\" -]{1,40}".prop_map(Change::Budget),
        Just(Change::Dubbel),
    ]
}

fn apply(bericht: &mut wire::Bericht, change: Change) {
    let part = &mut bericht.budget.functie_budgetten[0];
    let relatie = &mut bericht.client.relaties[0];
    let contact = bericht.client.contact.get_or_insert_default();
    let adres = contact.adres.get_or_insert_default();
    match change {
        Change::Bsn(number) => bericht.client.bsn = format!("{number:09}"),
        Change::Dagtekening(day) => bericht.dagtekening = day,
        Change::Soort(code) => relatie.soort = code,
        Change::Naamgebruik(code) => relatie.naam.get_or_insert_default().naam_gebruik = code,
        Change::Telefoon(text) => contact.telefoon = Some(text),
        Change::Land(code) => adres.land_code = Some(code),
        Change::Postcode(code) => adres.postcode = Some(code),
        Change::Functie(code) => part.zorgfunctie = code,
        Change::Bedrag(cents) => part.functie_budget_bedrag = cents,
        Change::Vrij(cents) => part.verantwoordingsvrij_bedrag = Some(cents),
        Change::Van(day) => part.functie_budget_periode.ingangsdatum = day,
        Change::Tot(day) => part.functie_budget_periode.einddatum = day,
        Change::Budget(text) => bericht.budget.budget_identificatie = text,
        Change::Dubbel => {
            let twin = part.clone();
            bericht.budget.functie_budgetten.push(twin);
        }
    }
}

proptest! {
    #[test]
    fn the_same_content_gets_the_same_codes_at_both_doors(
        changes in proptest::collection::vec(change(), 0..5),
    ) {
        let Ok(mut bericht) = shape(GOLDEN) else { panic!("the example reads") };
        for change in changes {
            apply(&mut bericht, change);
        }
        let as_xml = codes(shape(&write::write_501(&kind(), &bericht)));
        prop_assert_eq!(codes(Ok(bericht)), as_xml);
    }
}

#[test]
fn a_message_that_is_written_again_is_the_example() {
    let Ok(bericht) = shape(GOLDEN) else { panic!("the example reads") };
    assert_eq!(write::write_501(&kind(), &bericht), GOLDEN);
}
