#include <nettle/sha2.h>
#include <nettle/version.h>

/// Ends a hash: 32 bytes into `digest`. Nettle 4 no longer takes their number.
static inline void finish_sha256(struct sha256_ctx *hash, uint8_t *digest) {
#if NETTLE_VERSION_MAJOR >= 4
    sha256_digest(hash, digest);
#else
    sha256_digest(hash, SHA256_DIGEST_SIZE, digest);
#endif
}
