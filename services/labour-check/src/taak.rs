//! Something that must be done about an agreement before a day: give notice that it ends, raise a
//! wage, repair a clause. Found by the toets and by rounds; said to zorgdomein, which shows it to
//! the budgethouder.

pub mod flows;
pub mod http;
pub mod store;
