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

/// Inserts rows with these columns, and does with a row that is there already what `$conflict` says.
macro_rules! put {
    ($conn:expr, $table:expr, $conflict:expr, $rows:expr, |$row:ident| {
        $($column:ident: $kind:ty => $value:expr),* $(,)?
    }) => {
        if !$rows.is_empty() {
            let text = $crate::leesmodel::store::statement(
                $table, &[$(stringify!($column)),*], $conflict,
            );
            $crate::leesmodel::store::columns!(
                diesel::sql_query(text), $rows, |$row| { $($kind => $value),* }
            )
            .execute($conn)
            .await?;
        }
    };
}

pub(crate) use columns;
use put;

/// What happens with a row that is there already.
#[derive(Debug, Clone, Copy)]
enum Conflict {
    /// There is none: the rows were removed before.
    None,
    /// The newer state replaces it; so many columns name it.
    Replace(usize),
}

/// `INSERT … SELECT unnest(…)` over these columns.
fn statement(table: &str, columns: &[&str], conflict: Conflict) -> String {
    let names = columns.join(", ");
    let values: Vec<String> = (1..=columns.len()).map(|place| format!("${place}")).collect();
    let values = values.join(", ");
    match conflict {
        Conflict::None => {
            format!("INSERT INTO {table} ({names}) SELECT * FROM unnest({values})")
        }
        Conflict::Replace(key) => {
            let (key, rest) = columns.split_at(key.min(columns.len()));
            let excluded: Vec<String> =
                rest.iter().map(|column| format!("excluded.{column}")).collect();
            format!(
                "INSERT INTO {table} ({names}) SELECT DISTINCT ON ({distinct}) * \
                 FROM unnest({values}) ON CONFLICT ({key}) DO UPDATE SET ({rest}) = ROW ({excluded})",
                distinct = (1..=key.len()).map(|n| n.to_string()).collect::<Vec<_>>().join(", "),
                key = key.join(", "),
                rest = rest.join(", "),
                excluded = excluded.join(", "),
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_statement_names_its_columns_once() {
        assert_eq!(
            statement("pot", &["id", "bedrag", "versie"], Conflict::Replace(1)),
            "INSERT INTO pot (id, bedrag, versie) SELECT DISTINCT ON (1) * FROM unnest($1, $2, $3) \
             ON CONFLICT (id) DO UPDATE SET (bedrag, versie) = ROW (excluded.bedrag, excluded.versie)"
        );
        assert_eq!(
            statement("regel", &["id", "bedrag"], Conflict::None),
            "INSERT INTO regel (id, bedrag) SELECT * FROM unnest($1, $2)"
        );
    }
}
