//! Agreements and claims over HTTP, on a real database: checks, versions, bulk, twins, hearers, and
//! nobody sees a row of another.

#[cfg(test)]
mod claims {
    pub(crate) mod support;

    mod agreements;
    mod bulk;
    mod gebeurtenissen;
    mod isolation;
    mod maandloon;
    mod permutatie;
    mod proef;
    mod retroactive;
    mod single;
    mod taken;
    mod twins;
    mod werk;
}
