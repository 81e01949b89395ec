//! New identifiers, made at the edge.

use kernel::Id;
use uuid::Uuid;

/// A new identifier (UUID version 7: later ones sort after earlier ones).
pub fn new<T>() -> Id<T> {
    Id::from_uuid(Uuid::now_v7())
}

/// A new bare UUID, version 7.
pub fn new_uuid() -> Uuid {
    Uuid::now_v7()
}
