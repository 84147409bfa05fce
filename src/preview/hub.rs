//! The hub: keeps the newest announcement and wakes everybody who waits for the next.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

/// The newest announcement with its number.
#[derive(Debug, Default)]
pub(crate) struct Hub {
    newest: Mutex<(u64, Arc<str>)>,
    came: Condvar,
}

impl Hub {
    /// Puts an announcement in the place of the one before. Nobody is waited for.
    pub(crate) fn announce(&self, text: String) {
        let mut newest = self.newest.lock().unwrap_or_else(PoisonError::into_inner);
        *newest = (newest.0 + 1, text.into());
        self.came.notify_all();
    }

    /// The newest announcement if it is later than number `seen`, else the next one; `None` when none came in time.
    pub(crate) fn next(&self, seen: u64, patience: Duration) -> Option<(u64, Arc<str>)> {
        let newest = self.newest.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.came.wait_timeout_while(newest, patience, |newest| newest.0 <= seen);
        let (newest, result) = waited.unwrap_or_else(PoisonError::into_inner);
        (!result.timed_out()).then(|| newest.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gives_the_newest_only() {
        let hub = Hub::default();
        assert_eq!(hub.next(0, Duration::from_millis(1)), None);
        hub.announce("one".into());
        hub.announce("two".into());
        assert_eq!(hub.next(0, Duration::ZERO), Some((2, "two".into())));
        assert_eq!(hub.next(2, Duration::from_millis(1)), None);
    }
}
