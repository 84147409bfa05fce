//! Panics of Typst as faults: of what stops one edition, no more is told than an editor can use.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Once;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::diagnostic::Diagnostic;

/// How many functions run that are waited for here.
static RUNNING: AtomicUsize = AtomicUsize::new(0);

thread_local! {
    static CATCHES: Cell<bool> = const { Cell::new(false) };
}

/// What a function gives, or its panic as a fault.
pub(super) fn caught<T>(act: impl FnOnce() -> T) -> Result<T, Diagnostic> {
    be_silent();
    CATCHES.set(true);
    RUNNING.fetch_add(1, Ordering::Relaxed);
    let done = catch_unwind(AssertUnwindSafe(act));
    RUNNING.fetch_sub(1, Ordering::Relaxed);
    CATCHES.set(false);
    done.map_err(|panic| {
        let said = panic.downcast_ref::<String>().map(String::as_str).or(panic.downcast_ref::<&str>().copied());
        let message = format!("the typesetter broke off: {}", said.unwrap_or("it did not say why"));
        Diagnostic::error("pdf", message).help("this is a fault of Chancery's; tell its makers which text leads to it")
    })
}

/// A panic that is caught is not printed, with its place in a file of Typst's, before it is: neither of this thread nor
/// of the pool to which Typst gives work.
fn be_silent() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            let is_of_pool = || RUNNING.load(Ordering::Relaxed) > 0 && rayon::current_thread_index().is_some();
            if !CATCHES.get() && !is_of_pool() {
                before(panic);
            }
        }));
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[allow(clippy::panic, reason = "it is what is caught")]
    fn a_panic_is_a_fault() {
        let fault = caught(|| panic!("no frame of {}", 7)).unwrap_err();
        assert_eq!(fault.message, "the typesetter broke off: no frame of 7");
        assert_eq!(caught(|| 7).unwrap(), 7);
    }
}
