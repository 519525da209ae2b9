// The floor under the gate: the least that waits for a file and then is, or supervises, an application.
//   floor exec|supervise FILE|- PROGRAM [ARGUMENT…]      FILE in a directory that exists; - waits for nothing
#include <libgen.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static void await(const char *file)
{
    char events[4096], folder[4096];
    int watch = inotify_init1(IN_CLOEXEC);
    snprintf(folder, sizeof folder, "%s", file);
    inotify_add_watch(watch, dirname(folder), IN_MOVED_TO);
    if (write(2, "waiting\n", 8) < 0)
        _exit(1);
    while (access(file, F_OK) != 0)
        if (read(watch, events, sizeof events) < 0)
            _exit(1);
}

int main(int argc, char **argv)
{
    int status;
    pid_t child;
    if (argc < 4)
        return 1;
    if (strcmp(argv[2], "-") != 0)
        await(argv[2]);
    if (strcmp(argv[1], "exec") == 0)
        return execve(argv[3], argv + 3, environ);
    if (posix_spawn(&child, argv[3], NULL, NULL, argv + 3, environ) != 0)
        return 1;
    waitpid(child, &status, 0);
    return WEXITSTATUS(status);
}
