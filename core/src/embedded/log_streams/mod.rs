//! What the operations on log streams do. The logs themselves are not sent anywhere: no functions run here.

mod change;
mod read;
mod rules;
mod stream;
