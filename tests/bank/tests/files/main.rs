//! The bank as its customer sees it: files in, files out.

#[cfg(test)]
mod booking;
#[cfg(test)]
mod channel;
#[cfg(test)]
mod command;
#[cfg(test)]
mod customer;
#[cfg(test)]
mod duplicates;
#[cfg(test)]
mod golden;
#[cfg(test)]
mod large;
#[cfg(test)]
mod refusals;
#[cfg(test)]
mod statements;
