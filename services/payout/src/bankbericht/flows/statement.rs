//! A statement moves money: every booked entry is posted once.

use std::collections::{BTreeMap, BTreeSet};

use diesel_async::AsyncPgConnection;
use jiff::civil::Date;
use kernel::Euro;
use platform::{Context, Failure, Fault};
use uuid::Uuid;

use super::{Refusal, count, progress, stand};
use crate::bank::{Afschrift, Bankboeking, Overzicht, Richting};
use crate::bankbericht::store::{self, Bericht};
use crate::bankbericht::{Aangekondigd, Bekend, Betekenis, identity};
use crate::bestand::store::EigenRekening;
use crate::betaling::flows::{Aanleiding, Stap, step};
use crate::betaling::store::pogingen;
use crate::grootboek::{Bron, Post, Postsoort, Regels, minus, posten};
use crate::voorschot::Voorschot;
use crate::werkitem::{self, Melding, Soort};
use crate::{bestand, grootboek, voorschot};

/// Applies the statements of a message; gives what was new and what was known.
pub(super) async fn apply(
    conn: &mut AsyncPgConnection,
    context: &Context,
    row: Bericht<'_>,
    afschrift: &Afschrift,
) -> Result<(i64, i64), Failure<Refusal>> {
    let own = bestand::store::eigen_rekeningen(conn).await?;
    // The row must be there before its statements; what was new in it is known from them.
    let total = afschrift.overzichten.iter().map(|overzicht| overzicht.boekingen.len()).sum();
    let fresh = fresh_entries(conn, &own, afschrift).await?;
    let (nieuw, al_bekend) = (count(fresh), count(total).saturating_sub(count(fresh)));
    store::insert(conn, row, (nieuw, al_bekend), context.clock.now()).await?;
    for overzicht in &afschrift.overzichten {
        let rekening = own
            .iter()
            .find(|rekening| rekening.iban == overzicht.iban.as_str())
            .ok_or(Failure::Refused(Refusal::OnbekendeRekening))?;
        one(conn, context, row.id, rekening, overzicht).await?;
    }
    Ok((nieuw, al_bekend))
}

async fn fresh_entries(
    conn: &mut AsyncPgConnection,
    own: &[EigenRekening],
    afschrift: &Afschrift,
) -> Result<usize, Fault> {
    let mut fresh = 0_usize;
    for overzicht in &afschrift.overzichten {
        let same = |rekening: &&EigenRekening| rekening.iban == overzicht.iban.as_str();
        let Some(rekening) = own.iter().find(same) else { continue };
        let ids: BTreeSet<String> =
            overzicht.boekingen.iter().map(|boeking| identity(&overzicht.id, boeking)).collect();
        let ids: Vec<String> = ids.into_iter().collect();
        let known = store::known_entries(conn, rekening.id, &ids).await?;
        fresh = fresh.saturating_add(ids.len().saturating_sub(known.len()));
    }
    Ok(fresh)
}

async fn one(
    conn: &mut AsyncPgConnection,
    context: &Context,
    bericht: Uuid,
    rekening: &EigenRekening,
    overzicht: &Overzicht,
) -> Result<(), Failure<Refusal>> {
    if store::knows_statement(conn, rekening.id, &overzicht.id).await? {
        return Ok(());
    }
    overzicht.proof().map_err(|_differs| Failure::Refused(Refusal::SluitNiet))?;
    let last = store::last_statement(conn, rekening.id).await?;
    if let Some((_, vorige)) = last.filter(|(_, vorige)| *vorige != overzicht.beginsaldo) {
        let begin = overzicht.beginsaldo;
        return Err(Failure::Refused(Refusal::SluitNietAan { begin, vorige }));
    }
    let volgnummer = last.map_or(1, |(nummer, _)| nummer.saturating_add(1));
    let ours = (bericht, rekening.id);
    let afschrift = store::insert_statement(conn, ours, volgnummer, overzicht).await?;
    let mut work = Werk::new(context, rekening.id, overzicht);
    if last.is_none() {
        work.opening(afschrift, overzicht);
    }
    let mut bekend = load(conn, &overzicht.boekingen).await?;
    let keys: Vec<String> =
        overzicht.boekingen.iter().map(|boeking| identity(&overzicht.id, boeking)).collect();
    let known = store::known_entries(conn, rekening.id, &keys).await?;
    let mut seen: BTreeSet<String> = known.into_iter().collect();
    let mut regels = Vec::new();
    for (boeking, key) in overzicht.boekingen.iter().zip(keys) {
        if !seen.insert(key.clone()) {
            continue;
        }
        let betekenis = bekend.read(boeking);
        let id = platform::id::new_uuid();
        regels.push(store::Regel { id, identiteit: key, boeking, betekenis: betekenis.code() });
        work.add(id, boeking, betekenis);
    }
    store::insert_entries(conn, (afschrift, rekening.id), &regels).await?;
    work.save(conn, bericht).await?;
    Ok(())
}

/// Attempts and advances that the entries may be about.
async fn load(conn: &mut AsyncPgConnection, boekingen: &[Bankboeking]) -> Result<Bekend, Fault> {
    let batches: BTreeSet<String> =
        boekingen.iter().filter_map(|boeking| boeking.pmt_inf_id.clone()).collect();
    let named: BTreeSet<String> = boekingen
        .iter()
        .flat_map(|boeking| &boeking.details)
        .filter_map(|detail| detail.end_to_end_id.clone())
        .collect();
    let batches: Vec<String> = batches.into_iter().collect();
    let named: Vec<String> = named.into_iter().collect();
    let mut attempts = pogingen::of_batches(conn, &batches).await?;
    attempts.extend(pogingen::by_end_to_end(conn, &named).await?);
    let mut voorschotten = Vec::new();
    if boekingen.iter().any(|boeking| boeking.richting == Richting::Bij) {
        let announced =
            |voorschot: Voorschot| Aangekondigd { id: voorschot.id, kenmerk: voorschot.kenmerk };
        let all = voorschot::store::announced(conn).await?;
        voorschotten = all.into_iter().map(announced).collect();
    }
    Ok(Bekend::of(attempts.into_iter().filter_map(stand).collect(), voorschotten))
}

/// What a statement asks for, collected entry by entry. Debits are applied before returns, so that
/// the order of entries on one statement does not matter.
struct Werk<'a> {
    context: &'a Context,
    rekening: Uuid,
    datum: Date,
    oorzaak: String,
    afgeschreven: Vec<(Uuid, Option<String>)>,
    boekdatums: BTreeMap<Uuid, Date>,
    retouren: Vec<(Uuid, Option<String>)>,
    voorschotten: Vec<(Uuid, Uuid, Euro)>,
    posten: Vec<Post>,
    meldingen: Vec<Melding>,
}

impl<'a> Werk<'a> {
    fn new(context: &'a Context, rekening: Uuid, overzicht: &Overzicht) -> Self {
        Self {
            context,
            rekening,
            datum: overzicht.datum,
            oorzaak: format!("camt.053 {}", overzicht.id),
            afgeschreven: Vec::new(),
            boekdatums: BTreeMap::new(),
            retouren: Vec::new(),
            voorschotten: Vec::new(),
            posten: Vec::new(),
            meldingen: Vec::new(),
        }
    }

    /// What stood on the account before its first statement here is unexplained until somebody
    /// explains it.
    fn opening(&mut self, afschrift: Uuid, overzicht: &Overzicht) {
        let begin = overzicht.beginsaldo;
        let regels = if begin < Euro::ZERO {
            posten::bruto_meer(self.rekening, minus(Euro::ZERO, begin))
        } else {
            posten::bijgeschreven(self.rekening, begin)
        };
        self.post(Postsoort::E20, afschrift, regels);
    }

    fn post(&mut self, soort: Postsoort, bron: Uuid, regels: Regels) {
        self.posten.push(Post {
            soort,
            bron: Bron { soort: "bankregel", id: bron, versie: 1 },
            verstrekker: Uuid::nil(),
            verband: bron,
            ingangsdatum: self.datum,
            regels,
        });
    }

    fn add(&mut self, regel: Uuid, boeking: &Bankboeking, betekenis: Betekenis) {
        match betekenis {
            Betekenis::Afgeschreven { pogingen, bruto } => {
                self.boekdatums.extend(pogingen.iter().map(|poging| (*poging, boeking.boekdatum)));
                self.afgeschreven.extend(pogingen.into_iter().map(|poging| (poging, None)));
                self.post(Postsoort::E8b, regel, posten::bruto_meer(self.rekening, bruto));
            }
            Betekenis::Afwijzing => {
                let regels = posten::bijgeschreven(self.rekening, boeking.bedrag);
                self.post(Postsoort::E8b, regel, regels);
            }
            Betekenis::Retour { poging, reden } => self.retouren.push((poging, Some(reden))),
            Betekenis::Voorschot { id } => self.voorschotten.push((regel, id, boeking.bedrag)),
            Betekenis::Onbekend { alarm } => {
                let regels = match boeking.richting {
                    Richting::Bij => posten::bijgeschreven(self.rekening, boeking.bedrag),
                    Richting::Af => posten::bruto_meer(self.rekening, boeking.bedrag),
                };
                self.post(Postsoort::E20, regel, regels);
                let soort = Soort::OnverklaardeBoeking;
                let melding = Melding::of(soort, "bankregel", regel.to_string());
                let reden = alarm.unwrap_or("onbekende bijschrijving");
                self.meldingen.push(melding.because(reden).over(boeking.bedrag));
            }
        }
    }

    async fn save(self, conn: &mut AsyncPgConnection, bericht: Uuid) -> Result<(), Fault> {
        let now = self.context.clock.now();
        let mut aanleiding = Aanleiding::of(self.rekening, self.datum, self.oorzaak);
        aanleiding.boekdatums = self.boekdatums;
        step(conn, self.context, Stap::Afgeschreven, &self.afgeschreven, &aanleiding).await?;
        step(conn, self.context, Stap::Teruggekomen, &self.retouren, &aanleiding).await?;
        let mut posten = self.posten;
        for (regel, id, bedrag) in self.voorschotten {
            let voorschot = voorschot::store::receive(conn, id, bedrag, now).await?;
            posten.push(voorschot.ontvangen_post(self.rekening, regel, bedrag, self.datum));
        }
        grootboek::store::post(conn, &posten, now).await?;
        werkitem::flows::raise_of(conn, self.context, Some(bericht), &self.meldingen).await?;
        let ids: Vec<Uuid> = self.afgeschreven.iter().map(|(id, _)| *id).collect();
        let attempts = pogingen::by_id(conn, &ids).await?;
        for poging in &attempts {
            debug_assert!(!poging.staat.is_onderweg(), "what was debited is booked");
        }
        let batches: BTreeSet<String> =
            attempts.iter().filter_map(|poging| poging.pmt_inf_id.clone()).collect();
        bestand::store::close_booked(conn, &batches.into_iter().collect::<Vec<_>>()).await?;
        progress(conn, attempts.iter().map(|poging| poging.betaalrun).collect()).await
    }
}
