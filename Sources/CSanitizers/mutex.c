// The lock of Swift's Mutex, where ThreadSanitizer sees it.
//
// A Mutex that is free is taken by code that the compiler puts into the caller, and watches. One that is held is waited
// for inside Swift's library, which it does not: whatever the lock guards is then taken for a race. The function that
// waits, by its name in Swift 6, is therefore defined here once more, for this build alone; it comes before the
// library's.
#include "sanitizers.h"

#if defined(__has_feature)
#if __has_feature(thread_sanitizer) && defined(__linux__)

#include <sched.h>
#include <stdatomic.h>
#include <stdint.h>

// Synchronization._MutexHandle._lockSlow(_: UInt32): waits until `owner`, 0 when free, can be made `thread`.
#define SWIFT_METHOD __attribute__((swiftcall))
#define SWIFT_SELF __attribute__((swift_context))
SWIFT_METHOD void wait_for_mutex(uint32_t thread, SWIFT_SELF _Atomic(uint32_t) *owner)
    __asm__("$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF");

SWIFT_METHOD void wait_for_mutex(uint32_t thread, SWIFT_SELF _Atomic(uint32_t) *owner) {
    uint32_t free = 0;
    while (!atomic_compare_exchange_weak_explicit(
        owner, &free, thread, memory_order_acquire, memory_order_relaxed)) {
        free = 0;
        sched_yield();
    }
}

#endif
#endif
