//! Whom a connection to the database or the broker trusts.

use std::path::Path;
use std::sync::Arc;

use rustls::ClientConfig;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;

/// Why there is nobody to trust.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Untrusted {
    /// The file is not there or not PEM.
    #[error("the file of the certificate authority is not readable")]
    Unreadable(#[from] rustls::pki_types::pem::Error),
    /// What it holds is no certificate of an authority.
    #[error("the file of the certificate authority holds no certificate that can be trusted")]
    Unusable(#[from] rustls::Error),
}

/// Trust in exactly the certificates of this file (PEM), and in no store of the machine. It is read
/// again at each connection, so that a new authority needs no restart.
pub(crate) fn trust(ca: &Path) -> Result<ClientConfig, Untrusted> {
    let mut roots = rustls::RootCertStore::empty();
    for certificate in CertificateDer::pem_file_iter(ca)? {
        roots.add(certificate?)?;
    }
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    Ok(ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots)
        .with_no_client_auth())
}
