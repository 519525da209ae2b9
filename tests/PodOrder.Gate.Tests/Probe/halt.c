// Runs a gate and halts it at three moments of its wait, so that a test can do something exactly there:
//
//   halt PATH ARGV...
//
// On descriptor 9 it says "watching" before the first directory is watched, "watched" when it is, and "sleeping" before the
// first sleep; at each it goes on by SIGUSR1. How that sleep ended it says by "woken N", with what poll returned: 0 = nothing came.

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ptrace.h>
#include <linux/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static void halt_until_told(const char *where)
{
    sigset_t go;
    int number;
    sigemptyset(&go);
    sigaddset(&go, SIGUSR1);
    dprintf(9, "%s\n", where);
    sigwait(&go, &number);
}

static int is_watch(const struct ptrace_syscall_info *call)
{
    return call->entry.nr == SYS_fcntl && call->entry.args[1] == F_NOTIFY;
}

static int is_sleep(const struct ptrace_syscall_info *call)
{
#ifdef SYS_poll
    if (call->entry.nr == SYS_poll)
        return 1;
#endif
    return call->entry.nr == SYS_ppoll;
}

static void look_at_call(pid_t pid)
{
    static int watches, sleeps, in_watch, in_sleep;
    struct ptrace_syscall_info call;
    if (ptrace(PTRACE_GET_SYSCALL_INFO, pid, sizeof call, &call) <= 0)
        return;
    if (call.op == PTRACE_SYSCALL_INFO_ENTRY) {
        in_watch = is_watch(&call) && watches++ == 0;
        in_sleep = is_sleep(&call) && sleeps++ == 0;
        if (in_watch)
            halt_until_told("watching");
        if (in_sleep)
            halt_until_told("sleeping");
    } else if (call.op == PTRACE_SYSCALL_INFO_EXIT) {
        if (in_watch)
            halt_until_told("watched");
        if (in_sleep)
            dprintf(9, "woken %d\n", (int)call.exit.rval);
        in_watch = in_sleep = 0;
    }
}

int main(int argc, char **argv)
{
    sigset_t go;
    int status;
    if (argc < 3)
        return 97;
    sigemptyset(&go);
    sigaddset(&go, SIGUSR1);
    sigprocmask(SIG_BLOCK, &go, NULL);
    pid_t pid = fork();
    if (pid == 0) {
        close(9);
        ptrace(PTRACE_TRACEME, 0, 0, 0);
        raise(SIGSTOP);
        execve(argv[1], argv + 2, environ);
        _exit(127);
    }
    waitpid(pid, &status, 0);
    ptrace(PTRACE_SETOPTIONS, pid, 0, PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACEEXEC | PTRACE_O_EXITKILL);
    for (int signal = 0;;) {
        ptrace(PTRACE_SYSCALL, pid, 0, signal);
        if (waitpid(pid, &status, 0) < 0 || WIFEXITED(status))
            return WEXITSTATUS(status);
        if (WIFSIGNALED(status))
            return 128 + WTERMSIG(status);
        signal = WSTOPSIG(status);
        if (signal == (SIGTRAP | 0x80))
            look_at_call(pid);
        if (signal == (SIGTRAP | 0x80) || status >> 16 != 0)
            signal = 0;
    }
}
