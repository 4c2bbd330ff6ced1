/*
 * measure: runs one command and writes down what it took.
 *
 *     measure REPORT SECONDS COMMAND [ARGUMENT…]
 *
 * REPORT becomes one line: `wall=S user=S system=S peak=KILOBYTES code=N stopped=0|1`. The times and the peak resident
 * set are the kernel's, for the command and for those of its children that it waited for; the wall clock runs from
 * before the fork to the end. A command that has not ended after SECONDS is killed and counts as stopped. A command
 * that a signal ended has 128 more than the signal as its code.
 *
 * It is a program of its own because a child inherits its peak from whoever forked it: this one is small, and the
 * interpreter that runs the benchmarks is not.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static volatile sig_atomic_t child, has_stopped;

static void stop(int signal)
{
    (void)signal;
    has_stopped = 1;
    if (child > 0) kill((pid_t)child, SIGKILL);
}

static double monotonic(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static double seconds(struct timeval time)
{
    return (double)time.tv_sec + (double)time.tv_usec / 1e6;
}

int main(int argc, char **argv)
{
    if (argc < 4) {
        fputs("usage: measure REPORT SECONDS COMMAND [ARGUMENT...]\n", stderr);
        return 64;
    }
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    const struct sigaction stopping = {.sa_handler = stop};
    sigaction(SIGALRM, &stopping, NULL);
    sigaction(SIGTERM, &stopping, NULL);

    double began = monotonic();
    pid_t pid = fork();
    if (pid < 0) {
        perror("fork");
        return 71;
    }
    if (pid == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        execvp(argv[3], argv + 3);
        perror(argv[3]);
        _exit(127);
    }
    child = pid;
    alarm((unsigned)strtoul(argv[2], NULL, 10));

    int status = 0;
    struct rusage usage;
    while (wait4(pid, &status, 0, &usage) < 0)
        if (errno != EINTR) return 71;
    double wall = monotonic() - began;

    FILE *report = fopen(argv[1], "w");
    if (!report) {
        perror(argv[1]);
        return 73;
    }
    fprintf(report, "wall=%.6f user=%.6f system=%.6f peak=%ld code=%d stopped=%d\n", wall, seconds(usage.ru_utime),
        seconds(usage.ru_stime), usage.ru_maxrss, WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status),
        (int)has_stopped);
    return fclose(report) != 0;
}
