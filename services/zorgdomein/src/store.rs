//! Statements with a fixed text: prepared once per connection and then only executed.
//!
//! Diesel prepares a `sql_query` anew each time, because its text may differ each time. A batch is
//! a handful of statements over arrays whose text never differs, so that the server can keep
//! their plans and one claim costs one round trip per statement.

use std::marker::PhantomData;

use diesel::pg::Pg;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::result::QueryResult;
use diesel::serialize::ToSql;
use diesel::sql_types::{HasSqlType, Untyped};
use jiff::civil::Date;
use kernel::Periode;

/// A statement with this text; parameters are `$1`, `$2`, … in the order of [`Statement::bind`].
pub(crate) const fn statement(sql: &'static str) -> Statement<()> {
    Statement { before: (), value: Text(sql), kind: PhantomData }
}

/// The text itself, as first link of the chain of parameters.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Text(&'static str);

/// A statement with its parameters so far.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Statement<B, V = Text, ST = ()> {
    before: B,
    value: V,
    kind: PhantomData<fn() -> ST>,
}

impl<B, V, ST> Statement<B, V, ST> {
    /// Adds a parameter.
    pub(crate) const fn bind<ST2, V2>(self, value: V2) -> Statement<Self, V2, ST2> {
        Statement { before: self, value, kind: PhantomData }
    }
}

impl QueryFragment<Pg> for Statement<()> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_sql(self.value.0);
        Ok(())
    }
}

impl<B, V, ST, B2, ST2> QueryFragment<Pg> for Statement<Statement<B, V, ST>, B2, ST2>
where
    Pg: HasSqlType<ST2>,
    Statement<B, V, ST>: QueryFragment<Pg>,
    B2: ToSql<ST2, Pg>,
{
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        self.before.walk_ast(out.reborrow())?;
        out.push_bind_param_value_only(&self.value)
    }
}

/// No static id: the cache of prepared statements goes by the text.
impl<B, V, ST> QueryId for Statement<B, V, ST> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<B, V, ST> Query for Statement<B, V, ST> {
    type SqlType = Untyped;
}

/// Plans made in the rest of this transaction go by index.
///
/// A prepared statement keeps the plan it got when its table was small, until the next `ANALYZE`.
/// A batch looks up some hundreds of rows by key in tables of many millions: no other plan is
/// ever right for it, and one that was right for a small table would read the whole large one.
pub(crate) async fn plan_by_index(
    conn: &mut diesel_async::AsyncPgConnection,
) -> Result<(), platform::Fault> {
    use diesel_async::RunQueryDsl;
    statement(
        "SELECT set_config('enable_seqscan', 'off', true), \
         set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true), \
         set_config('enable_material', 'off', true), set_config('jit', 'off', true)",
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Holds the rest of the running transaction to reading: the database refuses every write.
pub(crate) async fn read_only(
    conn: &mut diesel_async::AsyncPgConnection,
) -> Result<(), platform::Fault> {
    use diesel_async::RunQueryDsl;
    statement("SET TRANSACTION READ ONLY").execute(conn).await?;
    Ok(())
}

/// A period from its half-open columns.
pub(crate) fn periode(van: Date, tot: Option<Date>) -> Result<Periode, platform::Fault> {
    let last = tot.and_then(|day| day.yesterday().ok());
    Periode::try_new(van, last).map_err(platform::Fault::stored("geldig_van, geldig_tot"))
}

/// A stored value that is not what it should be.
pub(crate) fn unreadable(what: &'static str) -> platform::Fault {
    platform::Fault::Stored { what, source: anyhow::anyhow!("an unexpected value") }
}
