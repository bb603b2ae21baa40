/* Stands between a process and the calls by which it changes files beneath a folder (LD_PRELOAD); compiled by tests/faults/server.py.

   disk_begin(folder, mode, at, code, journal, out) starts it within a running process:
     mode 'c'  counts only
     mode 'k'  the process ends at once before call `at`, as by SIGKILL
     mode 't'  the same, but a write of `at` has written its first half
     mode 'f'  call `at` fails once with errno `code`
     mode 'g'  call `at` and every later one fails: the disk stays full, or the stick is gone
   journal ≥ 0 is a descriptor that gets one record for every call that was done, in order (tests/faults/journal.py reads it); what is written to
   the descriptor `out` (what the command printed) stands in it as well. SQLite's -shm is shared memory: it is made anew after a crash, and left out. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

static char folder[PATH_MAX];
static size_t folder_length;
static int mode, code, journal = -1, out = -1;
static long at, count;

void disk_begin(const char *where, int how, long when, int error, int record, int printed) {
    snprintf(folder, sizeof folder, "%s", where);
    mode = how, at = when, code = error, journal = record, out = printed, count = 0;
    folder_length = strlen(folder);
}

long disk_count(void) { return count; }

#define REAL(name) ({ static __typeof__(&name) real; if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name); real; })

static int beneath(const char *path) {
    size_t length = strlen(path);
    if (!folder_length || strncmp(path, folder, folder_length) || (path[folder_length] && path[folder_length] != '/')) return 0;
    return length < 4 || strcmp(path + length - 4, "-shm");
}

static int path_of(int fd, char *into) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = syscall(SYS_readlink, link, into, PATH_MAX - 1);
    if (length < 0) return 0;
    into[length] = 0;
    char *gone = strstr(into, " (deleted)");
    if (gone) *gone = 0;
    return beneath(into);
}

static int absolute(int dir, const char *path, char *into) {
    if (path[0] == '/') snprintf(into, PATH_MAX, "%s", path);
    else {
        char base[PATH_MAX];
        if (dir == AT_FDCWD) { if (!getcwd(base, sizeof base)) return 0; }
        else { path_of(dir, base); }
        if (snprintf(into, PATH_MAX, "%s/%s", base, path) >= PATH_MAX) return 0;
    }
    return beneath(into);
}

static uint64_t inode(int fd) {
    struct stat told;
    return fstat(fd, &told) ? 0 : (uint64_t)told.st_ino;
}

static void put(const void *data, size_t size) {
    while (size) {
        ssize_t done = syscall(SYS_write, journal, data, size);
        if (done <= 0) _exit(99);
        data = (const char *)data + done, size -= done;
    }
}

static void note(char what, uint64_t file, uint64_t place, const void *data, uint32_t size) {
    if (journal < 0) return;
    int kept = errno;
    char head[21];
    head[0] = what;
    memcpy(head + 1, &file, 8), memcpy(head + 9, &place, 8), memcpy(head + 17, &size, 4);
    put(head, sizeof head), put(data, size);
    errno = kept;
}

/* One more call: 0 goes on, 1 fails, 2 is a write that dies halfway. */
static int tick(int is_write) {
    long now = __sync_add_and_fetch(&count, 1);
    if (now < at || mode == 'c') return 0;
    if (now == at && mode == 't' && is_write) return 2;
    if (now == at && (mode == 'k' || mode == 't')) _exit(137);
    if ((now == at && mode == 'f') || mode == 'g') { errno = code; return 1; }
    return 0;
}

static ssize_t written(int fd, const void *data, size_t size, off_t place) {
    char path[PATH_MAX];
    if (!folder_length) return place < 0 ? REAL(write)(fd, data, size) : REAL(pwrite64)(fd, data, size, place);
    if (fd == out) {
        note('P', 0, 0, data, size);
        return REAL(write)(fd, data, size);
    }
    if (fd == journal || !path_of(fd, path)) return place < 0 ? REAL(write)(fd, data, size) : REAL(pwrite64)(fd, data, size, place);
    int how = tick(1);
    if (how == 1) return -1;
    off_t start = place;
    if (place < 0) {
        struct stat told;
        start = fcntl(fd, F_GETFL) & O_APPEND && !fstat(fd, &told) ? told.st_size : lseek(fd, 0, SEEK_CUR);
    }
    if (how == 2) {
        syscall(SYS_pwrite64, fd, data, size / 2, start);
        _exit(137);
    }
    ssize_t done = place < 0 ? REAL(write)(fd, data, size) : REAL(pwrite64)(fd, data, size, place);
    if (done > 0) note('W', inode(fd), start, data, done);
    return done;
}

ssize_t write(int fd, const void *data, size_t size) { return written(fd, data, size, -1); }
ssize_t pwrite(int fd, const void *data, size_t size, off_t place) { return written(fd, data, size, place); }
ssize_t pwrite64(int fd, const void *data, size_t size, off64_t place) { return written(fd, data, size, place); }

/* Fewer bytes than were given is what these may do; the caller goes on with the rest. */
ssize_t writev(int fd, const struct iovec *parts, int many) {
    for (int i = 0; i < many; i++) if (parts[i].iov_len) return written(fd, parts[i].iov_base, parts[i].iov_len, -1);
    return 0;
}
ssize_t pwritev(int fd, const struct iovec *parts, int many, off_t place) {
    for (int i = 0; i < many; i++) if (parts[i].iov_len) return written(fd, parts[i].iov_base, parts[i].iov_len, place);
    return 0;
}
ssize_t pwritev64(int fd, const struct iovec *parts, int many, off64_t place) { return pwritev(fd, parts, many, place); }

static int synced(int fd, int (*real)(int)) {
    char path[PATH_MAX];
    if (!folder_length || !path_of(fd, path)) return real(fd);
    if (tick(0)) return -1;
    int done = real(fd);
    if (!done) note('S', inode(fd), 0, path, strlen(path));
    return done;
}
int fsync(int fd) { return synced(fd, REAL(fsync)); }
int fdatasync(int fd) { return synced(fd, REAL(fdatasync)); }

static int cut(int fd, off_t size) {
    char path[PATH_MAX];
    if (!folder_length || !path_of(fd, path)) return syscall(SYS_ftruncate, fd, size);
    if (tick(0)) return -1;
    int done = syscall(SYS_ftruncate, fd, size);
    if (!done) note('T', inode(fd), size, "", 0);
    return done;
}
int ftruncate(int fd, off_t size) { return cut(fd, size); }
int ftruncate64(int fd, off64_t size) { return cut(fd, size); }

static int opened(int dir, const char *path, int flags, mode_t rights) {
    char whole[PATH_MAX];
    if (!folder_length || !(flags & (O_CREAT | O_TRUNC)) || !absolute(dir, path, whole)) return syscall(SYS_openat, dir, path, flags, rights);
    struct stat told;
    int was = !stat(whole, &told);
    if (was && !(flags & O_TRUNC)) return syscall(SYS_openat, dir, path, flags, rights);
    if (tick(0)) return -1;
    int fd = syscall(SYS_openat, dir, path, flags, rights);
    if (fd >= 0) {
        if (was) note('T', inode(fd), 0, "", 0);
        else note('C', inode(fd), 0, whole, strlen(whole));
    }
    return fd;
}
#define RIGHTS(last) mode_t rights = 0; if (flags & (O_CREAT | O_TMPFILE)) { va_list more; va_start(more, last); rights = va_arg(more, int); va_end(more); }
int open(const char *path, int flags, ...) { RIGHTS(flags) return opened(AT_FDCWD, path, flags, rights); }
int open64(const char *path, int flags, ...) { RIGHTS(flags) return opened(AT_FDCWD, path, flags | O_LARGEFILE, rights); }
int openat(int dir, const char *path, int flags, ...) { RIGHTS(flags) return opened(dir, path, flags, rights); }
int openat64(int dir, const char *path, int flags, ...) { RIGHTS(flags) return opened(dir, path, flags | O_LARGEFILE, rights); }

static int named(int old_dir, const char *old, int new_dir, const char *new, unsigned flags) {
    char both[2 * PATH_MAX], before[PATH_MAX], after[PATH_MAX];
    int counts = folder_length && (absolute(old_dir, old, before) | absolute(new_dir, new, after));
    if (counts && tick(0)) return -1;
    int done = syscall(SYS_renameat2, old_dir, old, new_dir, new, flags);
    if (counts && !done) {
        int length = snprintf(both, sizeof both, "%s%c%s", before, 0, after);
        note('R', 0, 0, both, length);
    }
    return done;
}
int rename(const char *old, const char *new) { return named(AT_FDCWD, old, AT_FDCWD, new, 0); }
int renameat(int old_dir, const char *old, int new_dir, const char *new) { return named(old_dir, old, new_dir, new, 0); }
int renameat2(int old_dir, const char *old, int new_dir, const char *new, unsigned flags) { return named(old_dir, old, new_dir, new, flags); }

static int changed(char what, int dir, const char *path, int flags, mode_t rights) {
    char whole[PATH_MAX];
    int counts = folder_length && absolute(dir, path, whole);
    if (counts && tick(0)) return -1;
    int done = what == 'M' ? syscall(SYS_mkdirat, dir, path, rights) : syscall(SYS_unlinkat, dir, path, flags);
    if (counts && !done) note(flags & AT_REMOVEDIR ? 'K' : what, 0, 0, whole, strlen(whole));
    return done;
}
int unlink(const char *path) { return changed('U', AT_FDCWD, path, 0, 0); }
int unlinkat(int dir, const char *path, int flags) { return changed('U', dir, path, flags, 0); }
int rmdir(const char *path) { return changed('U', AT_FDCWD, path, AT_REMOVEDIR, 0); }
int mkdir(const char *path, mode_t rights) { return changed('M', AT_FDCWD, path, 0, rights); }
int mkdirat(int dir, const char *path, mode_t rights) { return changed('M', dir, path, 0, rights); }
