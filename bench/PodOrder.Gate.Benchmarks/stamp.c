// The application of the benchmark: says when it began, before anything else, and stays if it is told to.
#include <stdio.h>
#include <time.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    struct timespec now;
    clock_gettime(CLOCK_BOOTTIME, &now);
    printf("%lld\n", (long long)now.tv_sec * 1000000000 + now.tv_nsec);
    fflush(stdout);
    (void)argv;
    if (argc > 1)
        pause();
    return 0;
}
