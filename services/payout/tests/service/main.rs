//! The service on a real database: claims, corrections, runs, and what the bank says.

#[cfg(test)]
mod bank;
#[cfg(test)]
mod channel;
#[cfg(test)]
mod choosing;
#[cfg(test)]
mod claims;
#[cfg(test)]
mod desk;
#[cfg(test)]
mod doubt;
#[cfg(test)]
mod histories;
#[cfg(test)]
mod http;
#[cfg(test)]
mod ledger;
#[cfg(test)]
mod payees;
#[cfg(test)]
mod races;
#[cfg(test)]
mod runs;
#[cfg(test)]
mod scenarios;
#[cfg(test)]
mod stops;
#[cfg(test)]
mod support;
