// The application of the tests: a script of words, carried out one after another.
//
//   report            everything a process can notice about itself, one comparable line each
//   say TEXT          a line on stdout
//   stamp             CLOCK_BOOTTIME in nanoseconds
//   exit N            end with this exit code
//   raise N           die by this signal
//   pause             stay until a signal ends it
//   ignore N          ignore a signal
//   on N CODE         end with CODE when signal N comes
//   signals           say "ready", then name every signal that comes, until SIGTERM has come twice
//   cat               copy stdin to stdout until its end
//   eat               take memory until the kernel ends this
//   orphans N         leave N children of ended parents, each of which ends at once
//   orphan            leave one child of an ended parent that stays, and say its pid
//   touch PATH        make an empty file
//   append PATH TEXT  add a line to a file

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

static void report_file(const char *label, const char *path, const char *const *keys)
{
    FILE *file = fopen(path, "re");
    char line[4096];
    if (file == NULL)
        return;
    while (fgets(line, sizeof line, file) != NULL) {
        line[strcspn(line, "\n")] = 0;
        for (const char *const *key = keys; *key != NULL; key++)
            if (strncmp(line, *key, strlen(*key)) == 0)
                printf("%s%s\n", label, line);
    }
    fclose(file);
}

static void report_descriptors(void)
{
    for (int fd = 0; fd < 1024; fd++) {
        int flags = fcntl(fd, F_GETFD);
        struct stat about;
        if (flags < 0 || fstat(fd, &about) < 0)
            continue;
        printf("descriptor %d: kind=%o access=%o cloexec=%d", fd, about.st_mode & S_IFMT, fcntl(fd, F_GETFL), flags);
        if (S_ISREG(about.st_mode))
            printf(" inode=%lu offset=%ld", (unsigned long)about.st_ino, (long)lseek(fd, 0, SEEK_CUR));
        printf("\n");
    }
}

static void report_limits(void)
{
    for (int resource = 0; resource < RLIM_NLIMITS; resource++) {
        struct rlimit limit;
        if (getrlimit(resource, &limit) == 0)
            printf("rlimit %d: %llu %llu\n", resource, (unsigned long long)limit.rlim_cur, (unsigned long long)limit.rlim_max);
    }
}

static void report_scheduling(void)
{
    cpu_set_t cpus;
    struct sched_param parameter;
    CPU_ZERO(&cpus);
    sched_getaffinity(0, sizeof cpus, &cpus);
    sched_getparam(0, &parameter);
    printf("nice: %d\n", getpriority(PRIO_PROCESS, 0));
    printf("scheduler: %d %d\n", sched_getscheduler(0), parameter.sched_priority);
    printf("cpus: %d\n", CPU_COUNT(&cpus));
    printf("timer slack: %d\n", prctl(PR_GET_TIMERSLACK));
    printf("io priority: %ld\n", syscall(SYS_ioprio_get, 1, 0));
}

static void report_terminal(void)
{
    int terminal = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC);
    printf("stdin is a terminal: %d\n", isatty(0));
    printf("controlling terminal: %d\n", terminal >= 0);
    printf("in the foreground: %d\n", terminal >= 0 && tcgetpgrp(terminal) == getpgrp());
    if (terminal >= 0)
        close(terminal);
}

static void report(char **argv)
{
    static const char *const status[] = {
        "Umask:", "Uid:", "Gid:", "Groups:", "SigPnd:", "ShdPnd:", "SigBlk:", "SigIgn:", "SigCgt:", "CapInh:", "CapPrm:",
        "CapEff:", "CapBnd:", "CapAmb:", "NoNewPrivs:", "Seccomp:", "Threads:", "Cpus_allowed:", "THP_enabled:", NULL };
    static const char *const any[] = { "", NULL };
    char cwd[4096];
    for (int i = 0; argv[i] != NULL; i++)
        printf("argv %d: [%s]\n", i, argv[i]);
    for (int i = 0; environ[i] != NULL; i++)
        printf("environ %d: [%s]\n", i, environ[i]);
    printf("cwd: %s\n", getcwd(cwd, sizeof cwd));
    report_descriptors();
    report_limits();
    report_scheduling();
    report_terminal();
    printf("dumpable: %d\n", prctl(PR_GET_DUMPABLE));
    printf("securebits: %d\n", prctl(PR_GET_SECUREBITS));
    int subreaper = 0;
    prctl(PR_GET_CHILD_SUBREAPER, &subreaper);
    printf("subreaper: %d\n", subreaper);
    int death_signal = 0;
    prctl(PR_GET_PDEATHSIG, &death_signal);
    printf("signal at the parent's death: %d\n", death_signal);
    printf("leads a session: %d, a process group: %d\n", getsid(0) == getpid(), getpgrp() == getpid());
    report_file("", "/proc/self/status", status);
    report_file("oom_score_adj: ", "/proc/self/oom_score_adj", any);
    report_file("coredump_filter: ", "/proc/self/coredump_filter", any);
    report_file("personality: ", "/proc/self/personality", any);
    printf("children: %d\n", waitpid(-1, NULL, WNOHANG) < 0 && errno == ECHILD ? 0 : 1);
}

static void die_by(int number)
{
    sigset_t set;
    signal(number, SIG_DFL);
    sigemptyset(&set);
    sigaddset(&set, number);
    sigprocmask(SIG_UNBLOCK, &set, NULL);
    kill(getpid(), number);
    for (;;)
        pause();
}

static int codes[65];

static void end_with_code(int number)
{
    _exit(codes[number]);
}

static void name_signals(void)
{
    sigset_t all;
    int terms = 0;
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, NULL);
    printf("ready\n");
    fflush(stdout);
    while (terms < 2) {
        siginfo_t info;
        int number = sigwaitinfo(&all, &info);
        if (number < 0)
            continue;
        printf(info.si_code == SI_QUEUE ? "signal %d value %d\n" : "signal %d\n", number, info.si_value.sival_int);
        fflush(stdout);
        terms += number == SIGTERM;
    }
}

static void eat(void)
{
    for (;;) {
        if (mmap(NULL, 1 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0) == MAP_FAILED)
            abort();
    }
}

static void leave_orphans(int count)
{
    for (int i = 0; i < count; i++) {
        pid_t parent = fork();
        if (parent == 0) {
            if (fork() == 0)
                _exit(0);
            _exit(0);
        }
        if (parent < 0 || waitpid(parent, NULL, 0) < 0) {
            perror("orphans");
            exit(99);
        }
    }
}

static void leave_one_orphan(void)
{
    int pid_of_orphan[2];
    pid_t pid;
    if (pipe(pid_of_orphan) < 0)
        exit(99);
    pid_t parent = fork();
    if (parent == 0) {
        pid = fork();
        if (pid == 0) {
            for (;;)
                pause();
        }
        if (write(pid_of_orphan[1], &pid, sizeof pid) < 0)
            _exit(99);
        _exit(0);
    }
    waitpid(parent, NULL, 0);
    if (read(pid_of_orphan[0], &pid, sizeof pid) != sizeof pid)
        exit(99);
    close(pid_of_orphan[0]);
    close(pid_of_orphan[1]);
    printf("%d\n", pid);
}

static void append(const char *path, const char *text)
{
    FILE *file = fopen(path, "ae");
    if (file == NULL) {
        perror(path);
        exit(99);
    }
    fprintf(file, "%s\n", text);
    fclose(file);
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        const char *word = argv[i];
        if (strcmp(word, "report") == 0)
            report(argv);
        else if (strcmp(word, "say") == 0)
            printf("%s\n", argv[++i]);
        else if (strcmp(word, "stamp") == 0) {
            struct timespec now;
            clock_gettime(CLOCK_BOOTTIME, &now);
            printf("%lld\n", (long long)now.tv_sec * 1000000000 + now.tv_nsec);
        } else if (strcmp(word, "exit") == 0)
            return atoi(argv[++i]);
        else if (strcmp(word, "raise") == 0)
            die_by(atoi(argv[++i]));
        else if (strcmp(word, "pause") == 0)
            for (;;)
                pause();
        else if (strcmp(word, "ignore") == 0)
            signal(atoi(argv[++i]), SIG_IGN);
        else if (strcmp(word, "on") == 0) {
            int number = atoi(argv[++i]);
            codes[number] = atoi(argv[++i]);
            signal(number, end_with_code);
        } else if (strcmp(word, "signals") == 0)
            name_signals();
        else if (strcmp(word, "cat") == 0) {
            char piece[4096];
            for (ssize_t got; (got = read(0, piece, sizeof piece)) > 0;)
                fwrite(piece, 1, (size_t)got, stdout);
        } else if (strcmp(word, "eat") == 0)
            eat();
        else if (strcmp(word, "orphans") == 0)
            leave_orphans(atoi(argv[++i]));
        else if (strcmp(word, "orphan") == 0)
            leave_one_orphan();
        else if (strcmp(word, "touch") == 0)
            close(open(argv[++i], O_WRONLY | O_CREAT | O_CLOEXEC, 0644));
        else if (strcmp(word, "append") == 0) {
            append(argv[i + 1], argv[i + 2]);
            i += 2;
        } else if (strncmp(word, "arg:", 4) != 0) {
            fprintf(stderr, "probe: what is %s?\n", word);
            return 98;
        }
        fflush(stdout);
    }
    return 0;
}
