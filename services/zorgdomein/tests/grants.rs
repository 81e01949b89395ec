//! Grants over HTTP, on a real database: messages in, answers out, facts recorded, and nobody
//! sees a row of another.

#[cfg(test)]
mod grants {
    pub(crate) mod support;

    mod closings;
    mod isolation;
    mod json;
    mod messages;
    mod people;
    mod retour;
    mod schemas;
}
