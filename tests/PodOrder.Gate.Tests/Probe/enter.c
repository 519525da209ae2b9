// What a container runtime does between clone and exec, for the tests: namespaces, mounts, a root, limits, identity.
// The options are carried out in the order they are given; the last is `--`, then the path to execute and its whole argv.
//
//   --pid               a new pid namespace: the program is PID 1, this process waits and ends as it did; says "pid N" on descriptor 9
//   --user              a new user namespace in which the caller is root
//   --mount             a new mount namespace
//   --net               a new network namespace with loopback up
//   --bind SRC DST      --bind-ro SRC DST      --tmpfs DST OPTIONS      --noexec DST      --proc DST
//   --root DIR          chroot
//   --cgroup DIR        enter a cgroup
//   --write PATH TEXT   write a file (for /proc/sys/user/…)
//   --session           a new session     --terminal  descriptor 0 becomes the controlling terminal
//   --cwd DIR  --umask OCTAL  --nice N  --oom N  --limit RESOURCE SOFT HARD  --ignore N  --block N
//   --groups A,B | -    --gid N  --uid N  --drop-capabilities  --ambient CAPABILITY  --no-new-privileges
//   --io-class N  --batch  --old-profile (seccomp that refuses what is newer than Linux 5.2)  --no-news (a kernel that does not tell what changes in directories)

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/audit.h>
#include <linux/capability.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <net/if.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static void need(int result, const char *what, const char *about)
{
    if (result >= 0)
        return;
    dprintf(2, "enter: %s %s: %s\n", what, about, strerror(errno));
    _exit(97);
}

static void write_file(const char *path, const char *text)
{
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    need(fd, "open", path);
    need((int)write(fd, text, strlen(text)), "write", path);
    close(fd);
}

static void write_number(const char *path, const char *format, long number)
{
    char text[64];
    snprintf(text, sizeof text, format, number);
    write_file(path, text);
}

static void new_user_namespace(void)
{
    long uid = geteuid(), gid = getegid();
    need(unshare(CLONE_NEWUSER), "unshare", "user");
    write_file("/proc/self/setgroups", "deny");
    write_number("/proc/self/uid_map", "0 %ld 1", uid);
    write_number("/proc/self/gid_map", "0 %ld 1", gid);
}

static void loopback_up(void)
{
    struct ifreq request = { .ifr_name = "lo", .ifr_flags = IFF_UP | IFF_RUNNING };
    need(unshare(CLONE_NEWNET), "unshare", "net");
    int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    need(fd, "socket", "");
    need(ioctl(fd, SIOCSIFFLAGS, &request), "up", "lo");
    close(fd);
}

static void end_as(int status)
{
    if (WIFEXITED(status))
        _exit(WEXITSTATUS(status));
    struct rlimit none = { 0, 0 };
    sigset_t all;
    setrlimit(RLIMIT_CORE, &none);
    signal(WTERMSIG(status), SIG_DFL);
    sigfillset(&all);
    sigprocmask(SIG_UNBLOCK, &all, NULL);
    kill(getpid(), WTERMSIG(status));
    _exit(96);
}

static void new_pid_namespace(void)
{
    need(unshare(CLONE_NEWPID), "unshare", "pid");
    pid_t outer = getpid(), child = fork();
    need(child, "fork", "");
    if (child == 0) {
        need(prctl(PR_SET_PDEATHSIG, SIGKILL), "prctl", "pdeathsig");
        close(9);
        return;
    }
    int status;
    dprintf(9, "pid %d\n", child);
    for (int fd = 0; fd < 1024; fd++)
        if (fd != 2)
            close(fd);
    (void)outer;
    need(waitpid(child, &status, 0), "wait", "");
    close(2);
    end_as(status);
}

static void drop_capabilities(void)
{
    struct __user_cap_header_struct header = { _LINUX_CAPABILITY_VERSION_3, 0 };
    struct __user_cap_data_struct none[2] = { { 0, 0, 0 }, { 0, 0, 0 } };
    for (int capability = 0; capability < 64; capability++)
        prctl(PR_CAPBSET_DROP, capability);
    prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
    need((int)syscall(SYS_capset, &header, none), "capset", "");
}

static void add_ambient(int capability)
{
    struct __user_cap_header_struct header = { _LINUX_CAPABILITY_VERSION_3, 0 };
    struct __user_cap_data_struct sets[2];
    need((int)syscall(SYS_capget, &header, sets), "capget", "");
    sets[capability / 32].inheritable |= 1u << (capability % 32);
    need((int)syscall(SYS_capset, &header, sets), "capset", "");
    need(prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, capability, 0, 0), "prctl", "ambient");
}

static void install_filter(struct sock_filter *program, size_t count)
{
    struct sock_fprog filter = { (unsigned short)count, program };
    need(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "prctl", "no_new_privs");
    need(prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter), "prctl", "seccomp");
}

/* fcntl(F_NOTIFY) fails as it does where the kernel was built without it or fs.dir-notify-enable is 0. */
static void take_news_away(void)
{
    struct sock_filter program[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_fcntl, 0, 3),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[1])),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, F_NOTIFY, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EINVAL),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    install_filter(program, sizeof program / sizeof *program);
}

/* A runtime whose seccomp profile does not know the newer half of system calls refuses them (EPERM), and not as a kernel without them (ENOSYS). */
static void deny_newer_calls(void)
{
    struct sock_filter program[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, SYS_clone3, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    install_filter(program, sizeof program / sizeof *program);
}

static void set_groups(const char *list)
{
    gid_t groups[32];
    size_t count = 0;
    for (const char *at = list; *list != '-' && at != NULL && count < 32; at = strchr(at, ',')) {
        at += *at == ',';
        groups[count++] = (gid_t)atol(at);
    }
    need(setgroups(count, groups), "setgroups", list);
}

static void set_limit(int resource, const char *soft, const char *hard)
{
    struct rlimit limit = { strtoull(soft, NULL, 10), strtoull(hard, NULL, 10) };
    need(setrlimit(resource, &limit), "setrlimit", soft);
}

static void block(int number)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, number);
    sigprocmask(SIG_BLOCK, &set, NULL);
}

static int mount_option(char **at)
{
    if (strcmp(at[0], "--mount") == 0) {
        need(unshare(CLONE_NEWNS), "unshare", "mount");
        need(mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL), "private", "/");
        return 0;
    }
    if (strcmp(at[0], "--bind") == 0 || strcmp(at[0], "--bind-ro") == 0) {
        need(mount(at[1], at[2], NULL, MS_BIND, NULL), "bind", at[2]);
        if (at[0][6] == '-')
            need(mount(NULL, at[2], NULL, MS_BIND | MS_REMOUNT | MS_RDONLY, NULL), "read-only", at[2]);
        return 2;
    }
    if (strcmp(at[0], "--tmpfs") == 0) {
        need(mount("tmpfs", at[1], "tmpfs", 0, at[2]), "tmpfs", at[1]);
        return 2;
    }
    if (strcmp(at[0], "--noexec") == 0) {
        need(mount("tmpfs", at[1], "tmpfs", MS_NOEXEC | MS_NOSUID | MS_NODEV, "size=64k"), "tmpfs", at[1]);
        return 1;
    }
    if (strcmp(at[0], "--proc") == 0) {
        need(mount("proc", at[1], "proc", MS_NOEXEC | MS_NOSUID | MS_NODEV, NULL), "proc", at[1]);
        return 1;
    }
    return -1;
}

static int identity_option(char **at)
{
    if (strcmp(at[0], "--groups") == 0) { set_groups(at[1]); return 1; }
    if (strcmp(at[0], "--gid") == 0) { need(setresgid((gid_t)atol(at[1]), (gid_t)atol(at[1]), (gid_t)atol(at[1])), "gid", at[1]); return 1; }
    if (strcmp(at[0], "--uid") == 0) { need(setresuid((uid_t)atol(at[1]), (uid_t)atol(at[1]), (uid_t)atol(at[1])), "uid", at[1]); return 1; }
    if (strcmp(at[0], "--drop-capabilities") == 0) { drop_capabilities(); return 0; }
    if (strcmp(at[0], "--ambient") == 0) { add_ambient(atoi(at[1])); return 1; }
    if (strcmp(at[0], "--no-news") == 0) { take_news_away(); return 0; }
    if (strcmp(at[0], "--old-profile") == 0) { deny_newer_calls(); return 0; }
    if (strcmp(at[0], "--no-new-privileges") == 0) { need(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "prctl", "no_new_privs"); return 0; }
    return -1;
}

static int process_option(char **at)
{
    if (strcmp(at[0], "--pid") == 0) { new_pid_namespace(); return 0; }
    if (strcmp(at[0], "--user") == 0) { new_user_namespace(); return 0; }
    if (strcmp(at[0], "--net") == 0) { loopback_up(); return 0; }
    if (strcmp(at[0], "--root") == 0) { need(chroot(at[1]), "chroot", at[1]); need(chdir("/"), "chdir", "/"); return 1; }
    if (strcmp(at[0], "--cgroup") == 0) { chdir(at[1]); write_file("cgroup.procs", "0"); need(chdir("/"), "chdir", "/"); return 1; }
    if (strcmp(at[0], "--write") == 0) { write_file(at[1], at[2]); return 2; }
    if (strcmp(at[0], "--session") == 0) { setsid(); return 0; }
    if (strcmp(at[0], "--terminal") == 0) { need(ioctl(0, TIOCSCTTY, 0), "terminal", "0"); return 0; }
    if (strcmp(at[0], "--cwd") == 0) { need(chdir(at[1]), "chdir", at[1]); return 1; }
    if (strcmp(at[0], "--umask") == 0) { umask((mode_t)strtol(at[1], NULL, 8)); return 1; }
    if (strcmp(at[0], "--nice") == 0) { need(setpriority(PRIO_PROCESS, 0, atoi(at[1])), "nice", at[1]); return 1; }
    if (strcmp(at[0], "--io-class") == 0) { need((int)syscall(SYS_ioprio_set, 1, 0, atoi(at[1]) << 13 | 3), "ioprio", at[1]); return 1; }
    if (strcmp(at[0], "--batch") == 0) { struct sched_param none = { 0 }; need(sched_setscheduler(0, SCHED_BATCH, &none), "batch", ""); return 0; }
    if (strcmp(at[0], "--oom") == 0) { write_file("/proc/self/oom_score_adj", at[1]); return 1; }
    if (strcmp(at[0], "--limit") == 0) { set_limit(atoi(at[1]), at[2], at[3]); return 3; }
    if (strcmp(at[0], "--ignore") == 0) { signal(atoi(at[1]), SIG_IGN); return 1; }
    if (strcmp(at[0], "--block") == 0) { block(atoi(at[1])); return 1; }
    return -1;
}

int main(int argc, char **argv)
{
    char **at = argv + 1;
    for (; *at != NULL && strcmp(*at, "--") != 0; at++) {
        int used = mount_option(at);
        if (used < 0)
            used = identity_option(at);
        if (used < 0)
            used = process_option(at);
        if (used < 0) {
            dprintf(2, "enter: what is %s?\n", *at);
            return 97;
        }
        at += used;
    }
    if (argc < 3 || at[0] == NULL || at[1] == NULL || at[2] == NULL)
        return 97;
    execve(at[1], at + 2, environ);
    int code = errno == ENOENT ? 127 : 126;
    dprintf(2, "enter: %s: %s\n", at[1], strerror(errno));
    return code;
}
