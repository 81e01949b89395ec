//! Grants over HTTP, on a real database: messages in, answers out, facts recorded, and nobody
//! sees a row of another.

#[cfg(test)]
mod grants {
    pub(crate) mod support;

    mod closings;
    mod dossiers;
    mod isolation;
    mod json;
    mod mailboxes;
    mod messages;
    mod people;
    mod policy;
    mod retour;
    mod schemas;
    mod webhooks;
}
