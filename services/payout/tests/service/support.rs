//! A budget, a payee, and the facts zorgdomein says of them.

use std::sync::atomic::{AtomicU64, Ordering};

use contracts::{
    BetaalgegevensVastgesteld, DeclaratieGeboekt, DeclaratieSoort, DeclaratieVastgesteld, Fact,
    MaatregelVastgesteld, Overeenkomststatus, Pot, Regel, ToekenningStatus, ToekenningVastgesteld,
    VerstrekkerVastgesteld, ZorgovereenkomstVastgesteld, claim::VerschuldigdeRegel,
};
use diesel::sql_types::{BigInt, Binary, Text};
use diesel::{QueryableByName, sql_query};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use jiff::civil::date;
use kernel::{Eenheid, Euro, Iban, Maand, Oin, Periode, SoortOvereenkomst, Wet, Zorgfunctie};
use payout::SERVICE;
use payout::boeking::messages::Declaraties;
use payout::grootboek::proofs::BEWIJZEN;
use payout::partij::messages::Stamgegevens;
use platform::messaging::inbox::{Incoming, Tally, apply_batch};
use platform::messaging::outbox::Said;
use platform::{Context, Scope, testing};
use uuid::Uuid;

pub(crate) fn uuid() -> Uuid {
    Uuid::now_v7()
}

pub(crate) fn cents(cents: i64) -> Euro {
    Euro::from_cents(cents)
}

/// A Dutch account with right check digits.
pub(crate) fn iban(number: u64) -> Iban {
    let account = format!("RABO{number:010}");
    (2..=98)
        .find_map(|check| Iban::parse(&format!("NL{check:02}{account}")).ok())
        .expect("some check digits are right")
}

/// Who is paid.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Payee {
    pub(crate) zorgverlener: Uuid,
    pub(crate) betaalgegevens: Uuid,
    pub(crate) zorgovereenkomst: Uuid,
    pub(crate) number: u64,
}

/// The account of a payee; another number is another account.
pub(crate) fn betaalgegevens(payee: Payee, number: u64) -> BetaalgegevensVastgesteld {
    BetaalgegevensVastgesteld {
        betaalgegevens_id: payee.betaalgegevens,
        zorgverlener_id: payee.zorgverlener,
        rekeninghouder: format!("Proef Persoon {}", payee.number),
        iban: iban(number),
        iban_ref: format!("ref-{number}"),
        bsn: None,
        kvk_nummer: None,
    }
}

/// A service with a verstrekker.
pub(crate) struct Keten {
    pub(crate) context: Context,
    pub(crate) verstrekker: Uuid,
    numbers: AtomicU64,
}

fn incoming(said: &Said) -> Incoming {
    Incoming { body: said.envelope.clone(), headers: serde_json::json!({}), traceparent: None }
}

impl Keten {
    pub(crate) async fn new() -> Self {
        let context = testing::context(&SERVICE).await;
        let keten = Self { context, verstrekker: uuid(), numbers: AtomicU64::new(1) };
        let verstrekker = VerstrekkerVastgesteld {
            verstrekker_id: keten.verstrekker,
            naam: "Gemeente Proefstad".to_owned(),
            afzendercode: "9901".to_owned(),
            oin: Oin::parse("00000099000000010000").unwrap(),
            mandaten: Vec::new(),
        };
        keten.tell(1, verstrekker).await;
        keten
    }

    /// Master data, heard.
    pub(crate) async fn tell<F: Fact>(&self, versie: i64, fact: F) {
        let tally = self.hear_stamgegevens(versie, fact).await;
        assert_eq!((tally.applied, tally.parked, tally.waiting), (1, 0, 0), "{tally:?}");
    }

    pub(crate) async fn hear_stamgegevens<F: Fact>(&self, versie: i64, fact: F) -> Tally {
        let said = Said::new(&self.context.source, versie, fact);
        apply_batch(&self.context, &Stamgegevens, &[incoming(&said)]).await.unwrap()
    }

    pub(crate) fn toekenning(&self, id: Uuid, potten: &[(Uuid, i64)]) -> ToekenningVastgesteld {
        let year = Periode::try_new(date(2026, 1, 1), Some(date(2026, 12, 31))).unwrap();
        let pot = |(id, bedrag): &(Uuid, i64)| Pot {
            id: *id,
            zorgfunctie: Zorgfunctie::parse("02").unwrap(),
            periode: year,
            bedrag: cents(*bedrag),
        };
        ToekenningVastgesteld {
            toekenning_id: id,
            wet: Wet::Wlz,
            verstrekker_id: self.verstrekker,
            budgethouder_id: uuid(),
            status: ToekenningStatus::Actief,
            potten: potten.iter().map(pot).collect(),
        }
    }

    /// A grant of one pot; gives grant and pot.
    pub(crate) async fn grant(&self, bedrag: i64) -> (Uuid, Uuid) {
        let (toekenning, pot) = (uuid(), uuid());
        self.tell(1, self.toekenning(toekenning, &[(pot, bedrag)])).await;
        (toekenning, pot)
    }

    pub(crate) async fn payee(&self) -> Payee {
        self.payee_with(false).await
    }

    pub(crate) async fn payee_with(&self, salarisadministratie: bool) -> Payee {
        let number = self.numbers.fetch_add(1, Ordering::Relaxed);
        let payee = Payee {
            zorgverlener: uuid(),
            betaalgegevens: uuid(),
            zorgovereenkomst: uuid(),
            number,
        };
        self.tell(1, betaalgegevens(payee, number)).await;
        self.tell(1, self.overeenkomst(payee, salarisadministratie)).await;
        payee
    }

    pub(crate) fn overeenkomst(
        &self,
        payee: Payee,
        salarisadministratie: bool,
    ) -> ZorgovereenkomstVastgesteld {
        ZorgovereenkomstVastgesteld {
            zorgovereenkomst_id: payee.zorgovereenkomst,
            budgethouder_id: uuid(),
            zorgverlener_id: payee.zorgverlener,
            soort: SoortOvereenkomst::Opdracht,
            status: Overeenkomststatus::Actief,
            salarisadministratie,
            regels: vec![Regel {
                regel_id: uuid(),
                verstrekker_id: self.verstrekker,
                wet: Wet::Wlz,
                zorgfunctie: Zorgfunctie::parse("02").unwrap(),
                eenheid: Eenheid::Uur,
                tarief: cents(3_000),
                geldig_van: date(2026, 1, 1),
                geldig_tot: None,
            }],
        }
    }

    pub(crate) fn maatregel(&self, id: Uuid, payee: Payee, actief: bool) -> MaatregelVastgesteld {
        MaatregelVastgesteld {
            maatregel_id: id,
            verstrekker_id: self.verstrekker,
            zorgverlener_id: payee.zorgverlener,
            zorgovereenkomst_id: None,
            actief,
            van: date(2020, 1, 1),
            tot: date(2099, 1, 1),
            grondslag: "R-BLK-02".to_owned(),
        }
    }

    pub(crate) fn declaratie(
        &self,
        id: Uuid,
        payee: Payee,
        potten: &[(Uuid, i64)],
    ) -> DeclaratieVastgesteld {
        DeclaratieVastgesteld {
            declaratie_id: id,
            zorgovereenkomst_id: payee.zorgovereenkomst,
            budgethouder_id: uuid(),
            zorgverlener_id: payee.zorgverlener,
            verstrekker_id: self.verstrekker,
            soort: DeclaratieSoort::Uren,
            betaalgegevens_id: payee.betaalgegevens,
            factuurnummer: None,
            regels: potten
                .iter()
                .map(|(pot, bedrag)| VerschuldigdeRegel {
                    pot_id: *pot,
                    zorgmaand: Maand::parse("2026-03").unwrap(),
                    bedrag: cents(*bedrag),
                })
                .collect(),
            totaal_verschuldigd: potten.iter().map(|(_, bedrag)| cents(*bedrag)).sum(),
        }
    }

    /// A version of a claim as a message.
    pub(crate) fn message(&self, versie: i64, fact: DeclaratieVastgesteld) -> Incoming {
        incoming(&Said::new(&self.context.source, versie, fact))
    }

    pub(crate) async fn hear(&self, batch: &[Incoming]) -> Tally {
        apply_batch(&self.context, &Declaraties, batch).await.unwrap()
    }

    /// Claims one amount from one pot; gives the answer.
    pub(crate) async fn claim(
        &self,
        (declaratie, versie): (Uuid, i64),
        payee: Payee,
        pot: Uuid,
        bedrag: i64,
    ) -> DeclaratieGeboekt {
        let fact = self.declaratie(declaratie, payee, &[(pot, bedrag)]);
        let tally = self.hear(&[self.message(versie, fact)]).await;
        assert_eq!(tally.applied, 1, "{tally:?}");
        self.answer(declaratie).await
    }

    /// The last answer to a claim.
    pub(crate) async fn answer(&self, declaratie: Uuid) -> DeclaratieGeboekt {
        self.last_said(declaratie).await.expect("every claim is answered")
    }

    /// The last fact of a kind that was said of a subject.
    pub(crate) async fn last_said<F: Fact>(&self, subject: Uuid) -> Option<F> {
        let rows: Vec<Bytes> = self
            .rows(&format!(
                "SELECT envelope FROM event WHERE type = '{}' AND subject = '{subject}' \
                 ORDER BY versie DESC LIMIT 1",
                F::TYPE
            ))
            .await;
        let row = rows.into_iter().next()?;
        let envelope: contracts::Envelope<F> = serde_json::from_slice(&row.envelope).unwrap();
        Some(envelope.data)
    }

    /// It is this moment for the law.
    pub(crate) fn at(&mut self, moment: &str) {
        let path = std::env::temp_dir().join(format!("pgb-clock-{}", uuid()));
        std::fs::write(&path, moment).unwrap();
        self.context.clock = platform::clock::Clock::from_file(path);
    }

    /// A changed account is approved, and its three days pass.
    pub(crate) async fn cool_off(&self, payee: Payee, versie: i64) {
        let (own, id) = (self.context.clone(), payee.betaalgegevens);
        let approved = self.context.transact(Scope::Landelijk, move |conn| {
            let context = own.clone();
            Box::pin(async move {
                let said = ("medewerker-dora", "teruggebeld");
                payout::partij::flows::approve(conn, &context, (id, versie), said).await
            })
        });
        approved.await.unwrap();
        let pass = format!(
            "UPDATE blokkade SET tot = '2020-01-01' WHERE betaalgegevens_id = '{id}' \
             AND soort = 'afkoeling' AND actief RETURNING soort AS msg_id"
        );
        self.change(&pass).await;
        payout::partij::flows::end_expired(&self.context).await.unwrap();
    }

    pub(crate) async fn conn(
        &self,
    ) -> diesel_async::pooled_connection::deadpool::Object<AsyncPgConnection> {
        self.context.database.work.get().await.unwrap()
    }

    async fn rows<T>(&self, query: &str) -> Vec<T>
    where
        T: QueryableByName<diesel::pg::Pg> + Send + 'static,
    {
        let query = query.to_owned();
        let rows = self.context.transact_work(Scope::Landelijk, move |conn| {
            let query = query.clone();
            Box::pin(async move { Ok::<_, platform::Fault>(sql_query(query).load(conn).await?) })
        });
        rows.await.unwrap()
    }

    /// One number.
    pub(crate) async fn number(&self, query: &str) -> i64 {
        let rows: Vec<Number> =
            self.rows(&format!("SELECT coalesce(({query}), 0)::bigint AS n")).await;
        rows[0].n
    }

    /// Texts, one a row.
    pub(crate) async fn texts(&self, query: &str) -> Vec<String> {
        let rows: Vec<Words> = self.rows(&format!("SELECT ({query})::text AS t")).await;
        rows.into_iter().map(|row| row.t).collect()
    }

    /// Sum of the balances of a kind of account, for one dimension.
    pub(crate) async fn saldo(&self, soort: &str, dimensie: Uuid) -> i64 {
        self.number(&format!(
            "SELECT sum(saldo) FROM rekening WHERE soort = '{soort}' AND dimensie = '{dimensie}'"
        ))
        .await
    }

    /// Sum of the balances of a kind of account.
    pub(crate) async fn som(&self, soort: &str) -> i64 {
        self.number(&format!("SELECT sum(saldo) FROM rekening WHERE soort = '{soort}'")).await
    }

    /// Available, committed, spent and recoverable of a pot.
    pub(crate) async fn rechten(&self, pot: Uuid) -> [i64; 4] {
        let mut rechten = [0; 4];
        let soorten = ["R.AVAILABLE", "R.COMMITTED", "R.SPENT", "R.RECOVERABLE"];
        for (recht, soort) in rechten.iter_mut().zip(soorten) {
            *recht = self.saldo(soort, pot).await;
        }
        rechten
    }

    /// State and reason of the payments of a claim, oldest first.
    pub(crate) async fn betalingen(&self, declaratie: Uuid) -> Vec<(String, i64)> {
        let rows: Vec<Staat> = self
            .rows(&format!(
                "SELECT staat, bedrag FROM betaling WHERE declaratie_id = '{declaratie}' ORDER BY id"
            ))
            .await;
        rows.into_iter().map(|row| (row.staat, row.bedrag)).collect()
    }

    /// Changes rows by hand; gives the one text it returns.
    pub(crate) async fn change(&self, query: &str) -> String {
        let rows: Vec<Words> =
            self.rows(&format!("WITH changed AS ({query}) SELECT msg_id AS t FROM changed")).await;
        rows.into_iter().map(|row| row.t).collect()
    }

    /// What the database says of a statement that it must refuse.
    pub(crate) async fn refusal(&self, sql: String) -> String {
        let done = self.context.transact_work(Scope::Landelijk, move |conn| {
            let query = sql_query(sql.clone());
            Box::pin(async move { Ok::<_, platform::Fault>(query.execute(conn).await?) })
        });
        format!("{:#}", anyhow::Error::new(done.await.unwrap_err()))
    }

    /// Every proof of the ledger holds.
    pub(crate) async fn prove(&self) {
        for bewijs in &BEWIJZEN {
            let broken =
                self.number(&format!("SELECT count(*) FROM ({}) broken", bewijs.afwijkingen)).await;
            if broken > 0 {
                let rows: Vec<Words> = self
                    .rows(&format!(
                        "SELECT onderwerp || ': ' || toelichting AS t FROM ({}) broken LIMIT 5",
                        bewijs.afwijkingen
                    ))
                    .await;
                let texts: Vec<String> = rows.into_iter().map(|row| row.t).collect();
                panic!("{} does not hold: {texts:?}", bewijs.code);
            }
        }
    }
}

#[derive(QueryableByName)]
struct Number {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

#[derive(QueryableByName)]
struct Words {
    #[diesel(sql_type = Text)]
    t: String,
}

#[derive(QueryableByName)]
struct Bytes {
    #[diesel(sql_type = Binary)]
    envelope: Vec<u8>,
}

#[derive(QueryableByName)]
struct Staat {
    #[diesel(sql_type = Text)]
    staat: String,
    #[diesel(sql_type = BigInt)]
    bedrag: i64,
}
