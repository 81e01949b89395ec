//! Who may see whose rows, and the log of who looked.

#![cfg(test)]

mod http {
    pub(crate) mod service;
}

use contracts::{Mandaat, VerstrekkerVastgesteld};
use diesel_async::RunQueryDsl;
use futures_util::FutureExt as _;
use http::service::SERVICE;
use jiff::civil::date;
use kernel::{Oin, Periode};
use platform::http::inzage;
use platform::{Caller, Context, Fault, Problem, Scope, clock::Clock, tenancy, testing};
use uuid::Uuid;

const OWN: &str = "00000099000000001000";
const SUPPLIER: &str = "00000099000000002000";

fn caller(oin: &str) -> Caller {
    Caller {
        sub: "client".to_owned(),
        oin: Oin::parse(oin).unwrap(),
        scopes: Vec::new(),
        acr: None,
        represents: None,
    }
}

fn verstrekker(id: Uuid, mandaten: Vec<Mandaat>) -> VerstrekkerVastgesteld {
    VerstrekkerVastgesteld {
        verstrekker_id: id,
        naam: "Proefgemeente".to_owned(),
        afzendercode: "0099".to_owned(),
        oin: Oin::parse(OWN).unwrap(),
        mandaten,
    }
}

fn mandate(periode: Periode) -> Mandaat {
    Mandaat { oin: Oin::parse(SUPPLIER).unwrap(), periode }
}

async fn apply(context: &Context, said: Vec<VerstrekkerVastgesteld>) {
    context
        .transact_work(Scope::Landelijk, move |conn| {
            let said = said.clone();
            Box::pin(async move { Ok::<_, Fault>(tenancy::apply(conn, &said).await?) })
        })
        .await
        .unwrap();
    context.access.forget();
}

/// The context, on this day.
fn on(context: &Context, day: &str) -> Context {
    let path = std::env::temp_dir().join(format!("pgb-day-{}", Uuid::now_v7()));
    std::fs::write(&path, format!("{day}T10:00:00Z")).unwrap();
    let clock = Clock::from_file(path.clone());
    assert_eq!(clock.today().to_string(), day);
    std::fs::remove_file(path).unwrap();
    Context { clock, access: tenancy::Access::default(), ..context.clone() }
}

#[tokio::test]
async fn an_organisation_sees_its_own_and_whom_it_has_a_mandate_of_today() {
    let context = testing::context(&SERVICE).await;
    let (first, second) = (Uuid::now_v7(), Uuid::now_v7());
    let march = Periode::try_new(date(2026, 3, 1), Some(date(2026, 3, 31))).unwrap();
    let open = Periode::try_new(date(2026, 3, 15), None).unwrap();
    apply(
        &context,
        vec![verstrekker(first, vec![mandate(march)]), verstrekker(second, vec![mandate(open)])],
    )
    .await;

    let own = tenancy::scope_of(&context, &caller(OWN)).await.unwrap();
    assert_eq!(own, Scope::of([first, second]));
    for (day, expected) in [
        ("2026-02-28", None),
        ("2026-03-01", Some(Scope::of([first]))),
        ("2026-03-31", Some(Scope::of([first, second]))),
        ("2026-04-01", Some(Scope::of([second]))),
    ] {
        let scope = tenancy::scope_of(&on(&context, day), &caller(SUPPLIER)).await;
        match expected {
            Some(expected) => assert_eq!(scope.unwrap(), expected, "{day}"),
            None => assert_eq!(scope.unwrap_err().status, 403, "{day}"),
        }
    }

    apply(&context, vec![verstrekker(first, Vec::new()), verstrekker(first, Vec::new())]).await;
    let scope = tenancy::scope_of(&on(&context, "2026-03-10"), &caller(SUPPLIER)).await;
    assert_eq!(scope.unwrap_err().status, 403, "the mandate was withdrawn");
}

#[tokio::test]
async fn a_national_organisation_sees_the_country_and_a_stranger_nothing() {
    let context = testing::context(&SERVICE).await;
    let national = tenancy::scope_of(&context, &caller(testing::NATIONAL_OIN)).await.unwrap();
    assert_eq!(national, Scope::Landelijk);
    let stranger = tenancy::scope_of(&context, &caller("00000099000000003000")).await;
    assert_eq!(stranger.unwrap_err().status, 403);
}

#[tokio::test]
async fn a_look_at_persons_is_recorded_for_good() {
    #[derive(diesel::QueryableByName)]
    struct Row {
        #[diesel(sql_type = diesel::sql_types::Text)]
        scope: String,
        #[diesel(sql_type = diesel::sql_types::Bool)]
        within: bool,
    }
    let context = testing::context(&SERVICE).await;
    let (mine, theirs) = (Uuid::now_v7(), Uuid::now_v7());
    let looks = [
        (Scope::of([mine]), vec![mine, mine]),
        (Scope::of([mine]), vec![mine, theirs]),
        (Scope::Landelijk, vec![theirs]),
    ];
    for look in looks {
        record(&context, look).await;
    }
    let mut conn = context.database.work.get().await.unwrap();
    let rows: Vec<Row> = diesel::sql_query(
        "SELECT scope, rij_verstrekkers <@ verstrekkers AS within FROM inzage ORDER BY id",
    )
    .load(&mut conn)
    .await
    .unwrap();
    let seen: Vec<_> = rows.iter().map(|row| (row.scope.as_str(), row.within)).collect();
    assert_eq!(seen, [("verstrekkers", true), ("verstrekkers", false), ("landelijk", false)]);
    let changed = diesel::sql_query("DELETE FROM inzage").execute(&mut conn).await;
    assert!(changed.is_err(), "a look is never forgotten by hand");
}

/// Notes a look at these rows by a caller with this scope.
async fn record(context: &Context, (scope, rows): (Scope, Vec<Uuid>)) {
    let now = context.clock.now();
    let noted = context.transact(scope.clone(), move |conn| {
        let (scope, rows) = (scope.clone(), rows.clone());
        async move {
            inzage::record(conn, &caller(OWN), &scope, now, "dingen", rows).await?;
            Ok::<_, Problem>(())
        }
        .boxed()
    });
    noted.await.unwrap();
}
