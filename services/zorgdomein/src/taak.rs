//! What must be done about an agreement before a day, as labour-check last told: a read copy.

pub(crate) mod http;
pub(crate) mod store;
