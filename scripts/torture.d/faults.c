// Preloaded into the program: counts the calls that change files below a folder, and makes one of them fail, all from
// one on, or the process die there. What it does stands in the environment:
//
//   TORTURE_ROOT     the folder; calls elsewhere pass untouched and uncounted
//   TORTURE_LOG      a file to which every counted call is added: kind, tabulator, path below the folder
//   TORTURE_KIND     the kind of call that is meant: open, write, fsync, rename, mkdir or ftruncate
//   TORTURE_PATTERN  and the paths, as fnmatch(3) takes them
//   TORTURE_CALL     which of these, from 1
//   TORTURE_MODE     once, always (this call, then every counted one), kill-before or kill-after
//   TORTURE_ERRNO    the error that a failing call tells
//
// A file's temporary name ".NAME.UNIQUE.tmp" counts as NAME.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static long matched = 0;
static int failing = 0;

enum verdict { PASS, FAIL, DIE_BEFORE, DIE_AFTER };

static const char *setting(const char *name) {
    const char *value = getenv(name);
    return value ? value : "";
}

// The path below the folder, its last part by its final name; 0 where the path leads elsewhere.
static int below(const char *path, char *part) {
    const char *root = setting("TORTURE_ROOT");
    char whole[PATH_MAX];
    if (!*root || !path) return 0;
    if (*path != '/') {
        char here[PATH_MAX];
        if (!getcwd(here, sizeof here)) return 0;
        if (snprintf(whole, sizeof whole, "%s/%s", here, path) >= (int)sizeof whole) return 0;
        path = whole;
    }
    size_t length = strlen(root);
    if (strncmp(path, root, length) || (path[length] && path[length] != '/')) return 0;
    snprintf(part, PATH_MAX, "%s", path[length] ? path + length + 1 : "");
    size_t end = strlen(part);
    while (end && part[end - 1] == '/') part[--end] = 0;
    char *name = strrchr(part, '/');
    name = name ? name + 1 : part;
    size_t size = strlen(name);
    if (*name == '.' && size > 5 && !strcmp(name + size - 4, ".tmp")) {
        name[size - 4] = 0;
        char *dot = strrchr(name, '.');
        if (dot && dot > name) *dot = 0;
        memmove(name, name + 1, strlen(name));
    }
    return 1;
}

static int below_descriptor(int descriptor, char *part) {
    char link[64], path[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return below(path, part);
}

static void record(const char *kind, const char *part) {
    const char *log = setting("TORTURE_LOG");
    if (!*log) return;
    int file = (int)syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    if (file < 0) return;
    char line[PATH_MAX + 32];
    int length = snprintf(line, sizeof line, "%s\t%s\n", kind, part);
    syscall(SYS_write, file, line, (size_t)length);
    syscall(SYS_close, file);
}

static void die(void) {
    kill(getpid(), SIGKILL);
    for (;;) pause();
}

// What becomes of this call; it is counted by that.
static enum verdict judge(const char *kind, const char *part) {
    int saved = errno;
    enum verdict verdict = PASS;
    pthread_mutex_lock(&lock);
    record(kind, part);
    const char *mode = setting("TORTURE_MODE");
    if (failing) {
        verdict = FAIL;
    } else if (*mode && !strcmp(kind, setting("TORTURE_KIND"))
               && !fnmatch(setting("TORTURE_PATTERN"), part, 0)
               && ++matched == atol(setting("TORTURE_CALL"))) {
        if (!strcmp(mode, "kill-before")) verdict = DIE_BEFORE;
        else if (!strcmp(mode, "kill-after")) verdict = DIE_AFTER;
        else verdict = FAIL;
        failing = !strcmp(mode, "always");
    }
    pthread_mutex_unlock(&lock);
    errno = verdict == FAIL ? atoi(setting("TORTURE_ERRNO")) : saved;
    return verdict;
}

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

// Does the call unless it is to fail, and dies before or after it if it is to.
#define TRY(kind, part, call)                     \
    do {                                          \
        enum verdict verdict = judge(kind, part); \
        if (verdict == FAIL) return -1;           \
        if (verdict == DIE_BEFORE) die();         \
        __typeof__(call) result = call;           \
        if (verdict == DIE_AFTER) die();          \
        return result;                            \
    } while (0)

#define OPEN(name, directory, path, flags, ...)                                         \
    mode_t mode = 0;                                                                    \
    if (flags & (O_CREAT | O_TMPFILE)) {                                                \
        va_list rest;                                                                   \
        va_start(rest, flags);                                                          \
        mode = va_arg(rest, mode_t);                                                    \
        va_end(rest);                                                                   \
    }                                                                                   \
    char part[PATH_MAX];                                                                \
    if ((flags & O_ACCMODE) == O_RDONLY || (directory) != AT_FDCWD || !below(path, part)) \
        return NEXT(name)(__VA_ARGS__, mode);                                           \
    TRY("open", part, NEXT(name)(__VA_ARGS__, mode))

int open(const char *path, int flags, ...) { OPEN(open, AT_FDCWD, path, flags, path, flags); }
int open64(const char *path, int flags, ...) { OPEN(open64, AT_FDCWD, path, flags, path, flags); }
int openat(int folder, const char *path, int flags, ...) { OPEN(openat, folder, path, flags, folder, path, flags); }
int openat64(int folder, const char *path, int flags, ...) {
    OPEN(openat64, folder, path, flags, folder, path, flags);
}

ssize_t write(int file, const void *bytes, size_t count) {
    char part[PATH_MAX];
    if (file <= 2 || !below_descriptor(file, part)) return NEXT(write)(file, bytes, count);
    enum verdict verdict = judge("write", part);
    if (verdict == FAIL) return -1;
    // Half of the bytes: a torn write.
    if (verdict == DIE_BEFORE) count /= 2;
    ssize_t result = NEXT(write)(file, bytes, count);
    if (verdict != PASS) die();
    return result;
}

ssize_t writev(int file, const struct iovec *parts, int count) {
    char part[PATH_MAX];
    if (file <= 2 || !below_descriptor(file, part)) return NEXT(writev)(file, parts, count);
    TRY("write", part, NEXT(writev)(file, parts, count));
}

ssize_t pwrite(int file, const void *bytes, size_t count, off_t place) {
    char part[PATH_MAX];
    if (!below_descriptor(file, part)) return NEXT(pwrite)(file, bytes, count, place);
    TRY("write", part, NEXT(pwrite)(file, bytes, count, place));
}

int fsync(int file) {
    char part[PATH_MAX];
    if (!below_descriptor(file, part)) return NEXT(fsync)(file);
    TRY("fsync", part, NEXT(fsync)(file));
}

int fdatasync(int file) {
    char part[PATH_MAX];
    if (!below_descriptor(file, part)) return NEXT(fdatasync)(file);
    TRY("fsync", part, NEXT(fdatasync)(file));
}

int ftruncate(int file, off_t size) {
    char part[PATH_MAX];
    if (!below_descriptor(file, part)) return NEXT(ftruncate)(file, size);
    TRY("ftruncate", part, NEXT(ftruncate)(file, size));
}

int rename(const char *from, const char *to) {
    char part[PATH_MAX];
    if (!below(to, part)) return NEXT(rename)(from, to);
    TRY("rename", part, NEXT(rename)(from, to));
}

int mkdir(const char *path, mode_t mode) {
    char part[PATH_MAX];
    if (!below(path, part)) return NEXT(mkdir)(path, mode);
    TRY("mkdir", part, NEXT(mkdir)(path, mode));
}
