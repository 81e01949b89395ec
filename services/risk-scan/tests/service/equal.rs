//! The stream, the night and a scan of files say the same, whatever the order of the facts.

use std::collections::{BTreeMap, BTreeSet};

use contracts::claim::{IngediendeRegel, VerschuldigdeRegel};
use contracts::grant::Pot;
use contracts::{Betaalstaat, Fact, examples};
use diesel::sql_types::{Array, Integer, Jsonb, Text, Uuid as SqlUuid};
use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use kernel::{Aantal, Eenheid, Euro, Maand, Periode};
use platform::Scope;
use platform::messaging::inbox::Incoming;
use risk_scan::feiten::Feiten;
use risk_scan::feiten::messages::read;
use risk_scan::indicator::{Indicator, Ritme, Versie};
use risk_scan::leesmodel::messages::{Stamgegevens, Stroom};
use risk_scan::scan::flows::scan;
use risk_scan::scan::{Gronden, Uitkomsten};
use serde_json::Value;
use uuid::Uuid;

use super::support::{Dienst, message, verstrekker};

/// A signal in words that do not depend on where it was computed.
type Gezegd = BTreeMap<(String, String, String, Uuid), (Value, BTreeSet<Uuid>)>;

#[derive(diesel::QueryableByName)]
struct Row {
    #[diesel(sql_type = Text)]
    indicator: String,
    #[diesel(sql_type = Integer)]
    indicator_versie: i32,
    #[diesel(sql_type = Text)]
    sleutel: String,
    #[diesel(sql_type = Text)]
    venster: String,
    #[diesel(sql_type = SqlUuid)]
    verstrekker_id: Uuid,
    #[diesel(sql_type = Jsonb)]
    waarden: Value,
    #[diesel(sql_type = Array<SqlUuid>)]
    bewijs: Vec<Uuid>,
}

async fn stored(dienst: &Dienst, wanted: &dyn Fn(Indicator) -> bool) -> Gezegd {
    let rows: Vec<Row> = dienst
        .load(
            Scope::Landelijk,
            "SELECT d.indicator, d.indicator_versie, s.sleutel, d.venster, d.verstrekker_id, \
             d.waarden, ARRAY(SELECT b.gebeurtenis_id FROM bewijs AS b WHERE b.deel_id = d.id \
             AND b.vervallen_op IS NULL) AS bewijs \
             FROM signaal_deel AS d JOIN signaal AS s ON s.id = d.signaal_id \
             WHERE d.status = 'NIEUW'",
        )
        .await;
    rows.into_iter()
        .filter(|row| wanted(Indicator::parse(&row.indicator).unwrap()))
        .map(|row| {
            assert_eq!(row.indicator_versie, 1);
            let key = (row.indicator, row.sleutel, row.venster, row.verstrekker_id);
            (key, (row.waarden, row.bewijs.into_iter().collect()))
        })
        .collect()
}

fn said(uitkomsten: &Uitkomsten, wanted: &dyn Fn(Indicator) -> bool) -> Gezegd {
    uitkomsten
        .bevonden
        .iter()
        .filter(|(sleutel, _)| wanted(sleutel.indicator))
        .map(|(sleutel, found)| {
            let key = (
                sleutel.indicator.code().to_owned(),
                sleutel.sleutel.clone(),
                sleutel.venster.clone(),
                sleutel.verstrekker_id,
            );
            let events = found.bewijs.rows().map(|row| row.gebeurtenis_id).collect();
            (key, (serde_json::to_value(&found.waarden).unwrap(), events))
        })
        .collect()
}

/// Numbers that look random and are the same for each seed.
struct Toeval(u64);

impl Toeval {
    fn below(&mut self, most: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }

    fn one_in(&mut self, most: u64) -> bool {
        self.below(most) == 0
    }

    fn day(&mut self) -> Date {
        date(2026, 1, 1).saturating_add(i64::try_from(self.below(200)).unwrap().days())
    }
}

fn id(kind: u128, number: u64) -> Uuid {
    Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0100_0000 + (kind << 32) + u128::from(number))
}

fn reference(kind: &str, toeval: &mut Toeval, most: u64) -> Option<String> {
    (!toeval.one_in(6)).then(|| format!("{kind}-{}", toeval.below(most)))
}

/// Who hears a fact, the fact, and whether its states must come in order: since when an account is
/// known is learnt from states that are applied.
type Verhaal = Vec<(bool, Incoming)>;

fn people(toeval: &mut Toeval, told: &mut Verhaal) {
    for number in 0..5 {
        for versie in 1..=(1 + i64::from(toeval.one_in(3))) {
            let mut fact = examples::zorgverlener_vastgesteld();
            fact.zorgverlener_id = id(1, number);
            fact.natuurlijk_persoon = number != 4;
            fact.kvk_nummer = None;
            fact.iban_ref = reference("rekening", toeval, 3);
            fact.adres_ref = reference("adres", toeval, 4);
            fact.contact_ref = reference("contact", toeval, 2);
            fact.verstrekkers = vec![verstrekker(1), verstrekker(2)];
            told.push((false, message(versie, fact)));
        }
    }
    for number in 0..5 {
        for versie in 1..=(1 + i64::from(toeval.one_in(2))) {
            let mut fact = examples::budgethouder_vastgesteld();
            fact.budgethouder_id = id(2, number);
            fact.iban_ref = reference("rekening", toeval, 3);
            fact.adres_ref = reference("adres", toeval, 4);
            fact.contact_ref = reference("contact", toeval, 2);
            fact.overlijdensdatum = toeval.one_in(3).then(|| toeval.day());
            fact.verstrekkers = vec![verstrekker(1), verstrekker(2)];
            told.push((false, message(versie, fact)));
        }
        let mut grant = examples::toekenning_vastgesteld();
        grant.toekenning_id = id(3, number);
        grant.budgethouder_id = id(2, number);
        grant.verstrekker_id = verstrekker(1);
        grant.potten = vec![Pot {
            id: id(4, number),
            zorgfunctie: grant.potten[0].zorgfunctie.clone(),
            periode: Periode::try_new(date(2026, 1, 1), Some(date(2026, 5, 31))).unwrap(),
            bedrag: Euro::from_cents(500_000),
        }];
        told.push((false, message(1, grant)));
    }
}

fn care(toeval: &mut Toeval, told: &mut Verhaal) {
    for number in 0..24 {
        let (giver, holder) = (toeval.below(5), toeval.below(5));
        let whose = verstrekker(1 + u8::try_from(toeval.below(2)).unwrap());
        let zorgovereenkomst_id = id(5, giver * 10 + holder);
        let mut agreement = examples::zorgovereenkomst_vastgesteld();
        agreement.zorgovereenkomst_id = zorgovereenkomst_id;
        (agreement.zorgverlener_id, agreement.budgethouder_id) = (id(1, giver), id(2, holder));
        agreement.regels[0].verstrekker_id = verstrekker(1);
        told.push((false, message(1, agreement)));
        for versie in 1..=(1 + i64::from(toeval.one_in(3))) {
            let mut claim = examples::declaratie_ingediend();
            claim.declaratie_id = id(6, number);
            claim.zorgovereenkomst_id = zorgovereenkomst_id;
            (claim.zorgverlener_id, claim.budgethouder_id) = (id(1, giver), id(2, holder));
            claim.verstrekker_id = whose;
            claim.regels = (0..4).map(|_| line(toeval)).collect();
            told.push((true, message(versie, claim)));
        }
        if toeval.one_in(2) {
            let mut due = examples::declaratie_vastgesteld();
            due.declaratie_id = id(6, number);
            due.zorgovereenkomst_id = zorgovereenkomst_id;
            (due.zorgverlener_id, due.budgethouder_id) = (id(1, giver), id(2, holder));
            due.verstrekker_id = whose;
            let total = if toeval.one_in(4) { 0 } else { 30_000 };
            due.totaal_verschuldigd = Euro::from_cents(total);
            due.regels = vec![VerschuldigdeRegel {
                pot_id: id(4, holder),
                zorgmaand: Maand::of(toeval.day()),
                bedrag: Euro::from_cents(total),
            }];
            told.push((true, message(1, due)));
        }
        for versie in 1..=(1 + i64::from(toeval.one_in(4))) {
            let mut paid = examples::betaling_bijgewerkt();
            paid.betaling_id = id(7, number);
            paid.verstrekker_id = whose;
            paid.zorgverlener_id = id(1, giver);
            paid.iban_ref = reference("rekening", toeval, 3);
            paid.bedrag = Euro::from_cents(150_000);
            paid.staat =
                if toeval.one_in(6) { Betaalstaat::Teruggekomen } else { Betaalstaat::Betaald };
            paid.betaald_op = Some(toeval.day());
            paid.declaraties = Vec::new();
            told.push((true, message(versie, paid)));
        }
    }
}

fn line(toeval: &mut Toeval) -> IngediendeRegel {
    // Few days, so that hours come together.
    let begindatum =
        date(2026, 5, 20).saturating_add(i64::try_from(toeval.below(16)).unwrap().days());
    let (days, eenheid, aantal) = match toeval.below(4) {
        0 => (0, Eenheid::Etmaal, 100),
        1 => (4, Eenheid::Uur, 3000),
        _ => (0, Eenheid::Uur, 800 + i64::try_from(toeval.below(4)).unwrap() * 200),
    };
    IngediendeRegel {
        begindatum,
        einddatum: begindatum.saturating_add(i64::from(days).days()),
        aantal: Aantal::from_hundredths(aantal).unwrap(),
        eenheid,
        bedrag: Euro::from_cents(aantal * 30),
    }
}

/// The facts shuffled, some of them twice; what one zorgverlener is comes in order.
fn shuffled(toeval: &mut Toeval) -> Verhaal {
    let mut told = Verhaal::new();
    people(toeval, &mut told);
    care(toeval, &mut told);
    told.dedup_by(|one, other| one.1.body == other.1.body);
    let mut keyed: Vec<(u64, (bool, Incoming))> = Vec::new();
    let mut last = 0;
    for (nth, item) in told.into_iter().enumerate() {
        let kind = contracts::ZorgverlenerVastgesteld::TYPE.as_bytes();
        let ordered = item.1.body.windows(kind.len()).any(|part| part == kind);
        let place = toeval.below(1000);
        last = if ordered && nth > 0 { last.max(place) } else { place };
        if toeval.one_in(5) {
            keyed.push((place + 500, item.clone()));
        }
        keyed.push((if ordered { last } else { place }, item));
    }
    keyed.sort_by_key(|(place, _)| *place);
    keyed.into_iter().map(|(_, item)| item).collect()
}

async fn told(dienst: &Dienst, verhaal: &Verhaal, toeval: &mut Toeval) {
    for batch in verhaal.chunks(17) {
        for stream in [true, false] {
            let part: Vec<Incoming> =
                batch.iter().filter(|(of, _)| *of == stream).map(|(_, m)| m.clone()).collect();
            if stream {
                dienst.hear(&Stroom, &part).await;
            } else {
                dienst.hear(&Stamgegevens, &part).await;
            }
        }
        if toeval.one_in(3) {
            dienst.follow().await;
        }
    }
    dienst.follow().await;
}

fn in_memory(verhaal: &Verhaal) -> Feiten {
    let mut feiten = Feiten::default();
    for (_, message) in verhaal {
        let line = std::str::from_utf8(&message.body).unwrap();
        if let Some((_, feit)) = read(line).unwrap() {
            feiten.apply(feit);
        }
    }
    feiten
}

#[tokio::test]
async fn the_stream_the_night_and_a_scan_of_files_say_the_same() {
    let mut seen = BTreeSet::new();
    for seed in 1..=2 {
        let mut toeval = Toeval(seed);
        let verhaal = shuffled(&mut toeval);
        let dienst = Dienst::fresh().await;
        told(&dienst, &verhaal, &mut toeval).await;
        let uitkomsten = scan(in_memory(&verhaal), &Versie::levering(), &Gronden::default());
        let stream = |one: Indicator| one.registratie().ritme == Ritme::Stroom;
        let expected = said(&uitkomsten, &stream);
        let found = stored(&dienst, &stream).await;
        for (key, value) in &expected {
            assert_eq!(found.get(key), Some(value), "seed {seed}: {key:?} by the stream");
        }
        assert_eq!(found.len(), expected.len(), "seed {seed}: too many by the stream");
        dienst.reconcile().await;
        assert_eq!(stored(&dienst, &|_| true).await, said(&uitkomsten, &|_| true), "seed {seed}");
        seen.extend(uitkomsten.bevonden.keys().map(|key| key.indicator.code()));
    }
    assert!(seen.len() >= 8, "too few rules were tried: {seen:?}");
}

/// risk:GOV-04: what is in the evidence is enough to come to the same figures.
#[test]
fn evidence_alone_gives_the_same_figures() {
    let mut checked = 0;
    for seed in 10..18 {
        let feiten = in_memory(&shuffled(&mut Toeval(seed)));
        let versies = Versie::levering();
        let uitkomsten = scan(feiten.clone(), &versies, &Gronden::default());
        for (sleutel, found) in &uitkomsten.bevonden {
            let events = found.bewijs.rows().map(|row| row.gebeurtenis_id).collect();
            let again = scan(feiten.only(&events), &versies, &Gronden::default());
            let same = again.bevonden.get(sleutel).map(|one| &one.waarden);
            assert_eq!(same, Some(&found.waarden), "seed {seed}: {sleutel:?}");
            checked += 1;
        }
    }
    assert!(checked > 50, "{checked}");
}

#[tokio::test]
async fn every_indicator_that_can_be_computed_is_delivered_with_its_figures() {
    let dienst = Dienst::fresh().await;
    let mut rows: Vec<Levering> = dienst
        .load(
            Scope::Landelijk,
            "SELECT indicator, status, parameters, gewicht, ernst, aard FROM indicator_versie",
        )
        .await;
    rows.sort_by(|one, other| one.indicator.cmp(&other.indicator));
    let mut delivered = Versie::levering();
    delivered.sort_by_key(|one| one.indicator.code());
    assert_eq!(rows.len(), delivered.len());
    for (row, versie) in rows.iter().zip(&delivered) {
        let registratie = versie.indicator.registratie();
        assert_eq!(row.indicator, versie.indicator.code());
        assert_eq!(row.status, versie.levensloop.code(), "{}", row.indicator);
        let figures = serde_json::to_value(versie.parameters.all()).unwrap();
        assert_eq!(row.parameters, figures, "{}", row.indicator);
        assert_eq!((row.gewicht, row.ernst), (registratie.gewicht, registratie.ernst));
        assert_eq!(row.aard, registratie.aard.code());
    }
}

#[test]
fn the_page_of_indicators_is_made_from_the_catalogue() {
    let page =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/risk/indicatoren.md");
    let written = std::fs::read_to_string(page).unwrap();
    assert!(
        written == risk_scan::indicator::catalogus::tabel(),
        "make it anew: risk-scan indicatoren > docs/risk/indicatoren.md"
    );
}

#[derive(diesel::QueryableByName)]
struct Levering {
    #[diesel(sql_type = Text)]
    indicator: String,
    #[diesel(sql_type = Text)]
    status: String,
    #[diesel(sql_type = Jsonb)]
    parameters: Value,
    #[diesel(sql_type = diesel::sql_types::SmallInt)]
    gewicht: i16,
    #[diesel(sql_type = diesel::sql_types::SmallInt)]
    ernst: i16,
    #[diesel(sql_type = Text)]
    aard: String,
}
