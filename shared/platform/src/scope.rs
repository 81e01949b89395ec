//! Whose rows a query may see.

use std::collections::BTreeSet;

use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

#[diesel::declare_sql_function]
extern "SQL" {
    /// Sets a setting, with `local` only for the rest of the transaction.
    fn set_config(
        name: diesel::sql_types::Text,
        value: diesel::sql_types::Text,
        local: diesel::sql_types::Bool,
    ) -> diesel::sql_types::Text;
}

/// The rows a transaction may see and write. It is set with `SET LOCAL` at the start of each
/// transaction; row-level security in every table of a verstrekker holds the query to it, and a
/// transaction without a scope sees none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// Rows of these verstrekkers.
    Verstrekkers(BTreeSet<Uuid>),
    /// Rows of this person.
    Persoon(Uuid),
    /// All rows: the payment task of the SVB, or a consumer that maintains a register.
    Landelijk,
}

impl Scope {
    /// The scope of exactly these verstrekkers.
    pub fn of(verstrekkers: impl IntoIterator<Item = Uuid>) -> Self {
        Self::Verstrekkers(verstrekkers.into_iter().collect())
    }

    /// Sets this scope for the rest of the running transaction (it replaces an earlier one).
    ///
    /// Row-level security policies read `pgb.scope` (`verstrekkers`, `persoon`, `landelijk`),
    /// `pgb.verstrekkers` (a `uuid[]` literal) and `pgb.persoon`.
    pub async fn set(&self, conn: &mut AsyncPgConnection) -> Result<(), diesel::result::Error> {
        let (kind, verstrekkers, persoon) = match self {
            Self::Verstrekkers(ids) => {
                let ids: Vec<String> = ids.iter().map(Uuid::to_string).collect();
                ("verstrekkers", format!("{{{}}}", ids.join(",")), String::new())
            }
            Self::Persoon(id) => ("persoon", "{}".to_owned(), id.to_string()),
            Self::Landelijk => ("landelijk", "{}".to_owned(), String::new()),
        };
        diesel::select((
            set_config("pgb.scope", kind, true),
            set_config("pgb.verstrekkers", verstrekkers, true),
            set_config("pgb.persoon", persoon, true),
        ))
        .execute(conn)
        .await
        .map(|_| ())
    }

    /// Whether rows of this verstrekker are inside.
    pub fn covers(&self, verstrekker: Uuid) -> bool {
        match self {
            Self::Verstrekkers(ids) => ids.contains(&verstrekker),
            Self::Landelijk => true,
            Self::Persoon(_) => false,
        }
    }
}
