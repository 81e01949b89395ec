//! Facts of the chain as an indicator may know them. What the types do not name is dropped here.

use contracts::{
    Betaalstaat, BetalingBijgewerkt, BudgethouderVastgesteld, DeclaratieIngediend, DeclaratieSoort,
    DeclaratieVastgesteld, Envelope, Fact, Overeenkomststatus, ToekenningStatus,
    ToekenningVastgesteld, ZorgovereenkomstVastgesteld, ZorgverlenerVastgesteld,
};
use jiff::civil::Date;
use kernel::KvkNummer;
use platform::clock;
use serde::Deserialize;
use serde_json::value::RawValue;

use super::{
    Betaling, Budgethouder, Declaratie, Feit, Herkomst, Ingediend, Overeenkomst, Overeenkomstregel,
    Pot, Ref, Toekenning, Vastgesteld, Zorgregel, Zorgverlener,
};

/// What is needed of an envelope to know whether its fact is read.
#[derive(Deserialize)]
struct Kop<'a> {
    #[serde(rename = "type")]
    kind: String,
    #[serde(borrow)]
    #[expect(dead_code, reason = "named, so that a line without data is not a fact")]
    data: &'a RawValue,
}

/// Reads one line: the envelope of a fact as the broker would carry it. Nothing for a fact that no
/// indicator reads.
pub fn read(line: &str) -> Result<Option<(Date, Feit)>, serde_json::Error> {
    let kop: Kop<'_> = serde_json::from_str(line)?;
    Ok(Some(match kop.kind.as_str() {
        ZorgverlenerVastgesteld::TYPE => fact(line, zorgverlener)?,
        BudgethouderVastgesteld::TYPE => fact(line, budgethouder)?,
        ToekenningVastgesteld::TYPE => fact(line, toekenning)?,
        ZorgovereenkomstVastgesteld::TYPE => fact(line, overeenkomst)?,
        DeclaratieIngediend::TYPE => fact(line, ingediend)?,
        DeclaratieVastgesteld::TYPE => fact(line, vastgesteld)?,
        BetalingBijgewerkt::TYPE => fact(line, betaling)?,
        _ => return Ok(None),
    }))
}

fn fact<F: serde::de::DeserializeOwned>(
    line: &str,
    convert: fn(F, Herkomst) -> Feit,
) -> Result<(Date, Feit), serde_json::Error> {
    let envelope: Envelope<F> = serde_json::from_str(line)?;
    let gezegd_op = clock::day_of(envelope.time);
    let herkomst = Herkomst { gebeurtenis_id: envelope.id, versie: envelope.versie, gezegd_op };
    Ok((gezegd_op, convert(envelope.data, herkomst)))
}

fn reference(text: Option<String>) -> Option<Ref> {
    text.map(|text| Ref::new(&text))
}

/// Of a zorgverlener.
pub fn zorgverlener(fact: ZorgverlenerVastgesteld, herkomst: Herkomst) -> Feit {
    Feit::Zorgverlener(Zorgverlener {
        id: fact.zorgverlener_id,
        natuurlijk_persoon: fact.natuurlijk_persoon,
        kvk: fact.kvk_nummer.as_ref().map(KvkNummer::as_str).map(Ref::new),
        iban: reference(fact.iban_ref),
        adres: reference(fact.adres_ref),
        contact: reference(fact.contact_ref),
        verstrekkers: fact.verstrekkers,
        rekening_sinds: std::collections::BTreeMap::new(),
        herkomst,
    })
}

/// Of a budgethouder.
pub fn budgethouder(fact: BudgethouderVastgesteld, herkomst: Herkomst) -> Feit {
    Feit::Budgethouder(Budgethouder {
        id: fact.budgethouder_id,
        iban: reference(fact.iban_ref),
        adres: reference(fact.adres_ref),
        contact: reference(fact.contact_ref),
        minderjarig: fact.minderjarig,
        overlijdensdatum: fact.overlijdensdatum,
        verstrekkers: fact.verstrekkers,
        herkomst,
    })
}

/// Of a grant.
pub fn toekenning(fact: ToekenningVastgesteld, herkomst: Herkomst) -> Feit {
    Feit::Toekenning(Toekenning {
        id: fact.toekenning_id,
        verstrekker_id: fact.verstrekker_id,
        budgethouder_id: fact.budgethouder_id,
        wet: fact.wet,
        actief: fact.status == ToekenningStatus::Actief,
        potten: fact
            .potten
            .into_iter()
            .filter(|pot| pot.bedrag.cents() > 0)
            .map(|pot| Pot {
                id: pot.id,
                van: pot.periode.van(),
                tot: pot.periode.tot(),
                bedrag: pot.bedrag.cents(),
            })
            .collect(),
        herkomst,
    })
}

/// Of an agreement.
pub fn overeenkomst(fact: ZorgovereenkomstVastgesteld, herkomst: Herkomst) -> Feit {
    Feit::Overeenkomst(Overeenkomst {
        id: fact.zorgovereenkomst_id,
        budgethouder_id: fact.budgethouder_id,
        zorgverlener_id: fact.zorgverlener_id,
        soort: fact.soort,
        geldig: fact.status != Overeenkomststatus::Afgekeurd,
        regels: fact
            .regels
            .into_iter()
            .map(|regel| Overeenkomstregel {
                verstrekker_id: regel.verstrekker_id,
                wet: regel.wet,
                zorgfunctie: regel.zorgfunctie,
                eenheid: regel.eenheid,
                tarief: regel.tarief.cents(),
                van: regel.geldig_van,
                tot: regel.geldig_tot,
            })
            .collect(),
        herkomst,
    })
}

/// Of a claim as it was handed in.
pub fn ingediend(fact: DeclaratieIngediend, herkomst: Herkomst) -> Feit {
    Feit::Ingediend(Declaratie {
        id: fact.declaratie_id,
        zorgovereenkomst_id: fact.zorgovereenkomst_id,
        budgethouder_id: fact.budgethouder_id,
        zorgverlener_id: fact.zorgverlener_id,
        verstrekker_id: fact.verstrekker_id,
        ingediend: Some(Ingediend {
            op: clock::day_of(fact.ingediend_op),
            maandloon: fact.soort == DeclaratieSoort::Maandloon,
            regels: fact
                .regels
                .into_iter()
                .map(|regel| Zorgregel {
                    van: regel.begindatum,
                    tot: regel.einddatum,
                    aantal: regel.aantal.hundredths(),
                    eenheid: regel.eenheid,
                    bedrag: regel.bedrag.cents(),
                })
                .collect(),
            herkomst,
        }),
        vastgesteld: None,
    })
}

/// Of what is due for a claim.
pub fn vastgesteld(fact: DeclaratieVastgesteld, herkomst: Herkomst) -> Feit {
    Feit::Vastgesteld(Declaratie {
        id: fact.declaratie_id,
        zorgovereenkomst_id: fact.zorgovereenkomst_id,
        budgethouder_id: fact.budgethouder_id,
        zorgverlener_id: fact.zorgverlener_id,
        verstrekker_id: fact.verstrekker_id,
        ingediend: None,
        vastgesteld: Some(Vastgesteld {
            totaal: fact.totaal_verschuldigd.cents(),
            regels: fact
                .regels
                .into_iter()
                .map(|regel| (regel.pot_id, regel.zorgmaand.periode().van(), regel.bedrag.cents()))
                .collect(),
            herkomst,
        }),
    })
}

/// Of a payment.
pub fn betaling(fact: BetalingBijgewerkt, herkomst: Herkomst) -> Feit {
    let loopt = match fact.staat {
        Betaalstaat::Gereed
        | Betaalstaat::Aangehouden
        | Betaalstaat::InRun
        | Betaalstaat::Verzonden
        | Betaalstaat::Geaccepteerd
        | Betaalstaat::Betaald => true,
        Betaalstaat::Teruggekomen | Betaalstaat::Vervallen => false,
    };
    Feit::Betaling(Betaling {
        id: fact.betaling_id,
        verstrekker_id: fact.verstrekker_id,
        zorgverlener_id: fact.zorgverlener_id,
        iban: reference(fact.iban_ref),
        betaald: fact.staat == Betaalstaat::Betaald,
        loopt,
        bedrag: fact.bedrag.cents(),
        datum: fact.betaald_op.unwrap_or(herkomst.gezegd_op),
        herkomst,
    })
}
