//! Rows of the read model, written in a fixed number of statements per batch.

pub(super) mod stamgegevens;
pub(super) mod stroom;

/// Binds one array per column: `columns!(query, rows, |row| { Type => value, … })`.
macro_rules! columns {
    ($query:expr, $rows:expr, |$row:ident| { $($kind:ty => $value:expr),* $(,)? }) => {
        $query$(
            .bind::<diesel::sql_types::Array<$kind>, _>(
                $rows.iter().map(|$row| $value).collect::<Vec<_>>()
            )
        )*
    };
}

use columns;
