/*
 * sink: an SMTP server that accepts every message and keeps none.
 *
 *     sink [--port N] [--delay MS] [--pipelining] [--recipients FILE] [--lifetime SECONDS]
 *
 * It listens on 127.0.0.1 only; port 0, the default, takes a free one. Once it listens, it says so on standard output:
 * `listening on PORT`. It ends by itself after its lifetime (three hours), on SIGTERM, or with the program that
 * started it.
 *
 * The delay models the distance to a relay. Each reply, the greeting too, leaves MS milliseconds after its command
 * arrived; the delays of commands that arrived together overlap, as they would on a long line. The delay is the same
 * for all, so replies fall due in the order in which they were made, and one queue holds them all. Without a delay, the
 * replies to what one read brought leave in one write.
 *
 * Failure policy: strict, since a sender that is only almost right should not pass for a fast one. Lines end with CRLF,
 * commands come in their order, and what is wrong gets a 5yz that makes the sender's run fail.
 *
 * Two verbs of its own, for whoever measures:
 *     XCOUNTS    250 connections=N peak=N messages=N recipients=N bytes=N cpu=SECONDS
 *     XRESET     sets the counters to nought
 * A connection counts from its first other command on, so one that only asks for the counters changes none. `bytes` is
 * what stood between DATA's line and the final dot's; `peak` the most connections at a time.
 *
 * With --recipients, each recipient of an accepted message is written to FILE, one a line, before the reply leaves: a
 * sender that was told 250 finds its recipient there, whatever became of the sender since.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <getopt.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum {
    INPUT_SIZE = 64 * 1024,
    LONGEST_LINE = 2048,
    LONGEST_REPLY = 256,
    MOST_OUTPUT = 1024 * 1024, /* a sender that reads no replies is cut off here */
    MOST_RECIPIENTS = 1000,
    EVENTS_AT_ONCE = 256,
};

enum phase { COMMANDS, BODY, ENDED };

struct bytes {
    char *at;
    size_t length, capacity;
};

struct connection {
    int fd;
    uint32_t generation; /* tells this connection from an earlier one of the same number */
    enum phase phase;
    bool is_counted, has_sender, closes_when_written, waits_to_write;
    unsigned recipients;
    struct bytes addresses; /* of the transaction's recipients, one a line; only with --recipients */
    struct bytes output;
    uint64_t body_bytes;
    size_t held; /* what stands in `input` */
    char input[INPUT_SIZE];
};

struct due_reply {
    uint64_t due; /* nanoseconds */
    int fd;
    uint32_t generation;
    bool is_last;
    char text[LONGEST_REPLY];
};

static struct {
    uint64_t connections, peak, messages, recipients, bytes;
} counts;

static struct connection **connections; /* by file descriptor */
static size_t connections_capacity;
static uint64_t open_now;
static uint32_t last_generation;

static struct due_reply *queue; /* a ring: `queue_length` replies from `queue_head` on */
static size_t queue_head, queue_length, queue_capacity;

static int poller;
static uint64_t delay, arrived; /* `arrived`: when what is being worked on came in */
static bool announces_pipelining;
static FILE *recipients_file;
static volatile sig_atomic_t should_end;

static void ask_to_end(int signal)
{
    (void)signal;
    should_end = 1;
}

static void die(const char *what)
{
    perror(what);
    exit(1);
}

static void *grown(void *old, size_t size)
{
    void *new = realloc(old, size);
    if (!new) die("sink");
    return new;
}

static uint64_t now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

static void append(struct bytes *bytes, const char *more, size_t length)
{
    if (bytes->length + length > bytes->capacity) {
        bytes->capacity = (bytes->length + length) * 2;
        bytes->at = grown(bytes->at, bytes->capacity);
    }
    memcpy(bytes->at + bytes->length, more, length);
    bytes->length += length;
}

/* Connections */

static void watch(struct connection *connection, int operation)
{
    struct epoll_event event = {
        .events = connection->waits_to_write ? EPOLLIN | EPOLLOUT : EPOLLIN,
        .data.u64 = (uint64_t)connection->generation << 32 | (uint32_t)connection->fd,
    };
    if (epoll_ctl(poller, operation, connection->fd, &event) != 0) die("epoll_ctl");
}

static struct connection *connection_of(int fd, uint32_t generation)
{
    struct connection *connection = (size_t)fd < connections_capacity ? connections[fd] : NULL;
    return connection && connection->generation == generation ? connection : NULL;
}

static void finish(struct connection *connection)
{
    connections[connection->fd] = NULL;
    close(connection->fd);
    if (connection->is_counted) open_now--;
    free(connection->addresses.at);
    free(connection->output.at);
    free(connection);
}

/* Writes what it can. The connection may be gone afterwards. */
static void write_output(struct connection *connection)
{
    struct bytes *output = &connection->output;
    /* What was accepted is on the record before its sender hears of it. */
    if (recipients_file && fflush(recipients_file) != 0) die("recipients");

    size_t written = 0;
    while (written < output->length) {
        ssize_t step = send(connection->fd, output->at + written, output->length - written, MSG_NOSIGNAL);
        if (step < 0 && errno == EINTR) continue;
        if (step < 0 && errno == EAGAIN) break;
        if (step < 0) {
            finish(connection);
            return;
        }
        written += (size_t)step;
    }
    output->length -= written;
    memmove(output->at, output->at + written, output->length);

    if (output->length > MOST_OUTPUT || (output->length == 0 && connection->closes_when_written)) {
        finish(connection);
    } else if (connection->waits_to_write != (output->length > 0)) {
        connection->waits_to_write = output->length > 0;
        watch(connection, EPOLL_CTL_MOD);
    }
}

/* Replies */

static void reply_now(struct connection *connection, const char *text, bool is_last)
{
    append(&connection->output, text, strlen(text));
    if (is_last) connection->closes_when_written = true;
}

static struct due_reply *queue_slot(void)
{
    if (queue_length == queue_capacity) {
        size_t capacity = queue_capacity ? queue_capacity * 2 : 1024;
        struct due_reply *larger = grown(NULL, capacity * sizeof *larger);
        for (size_t i = 0; i < queue_length; i++) larger[i] = queue[(queue_head + i) % queue_capacity];
        free(queue);
        queue = larger;
        queue_head = 0;
        queue_capacity = capacity;
    }
    return &queue[(queue_head + queue_length++) % queue_capacity];
}

static void reply(struct connection *connection, const char *text, bool is_last)
{
    if (is_last) connection->phase = ENDED;
    if (delay == 0) {
        reply_now(connection, text, is_last);
        return;
    }
    struct due_reply *slot = queue_slot();
    slot->due = arrived + delay;
    slot->fd = connection->fd;
    slot->generation = connection->generation;
    slot->is_last = is_last;
    snprintf(slot->text, sizeof slot->text, "%s", text);
}

/* Sends every reply that has fallen due; those of one connection that are due together leave in one write. */
static void send_due(void)
{
    uint64_t time = now();
    while (queue_length > 0 && queue[queue_head].due <= time) {
        struct due_reply *first = &queue[queue_head];
        struct connection *connection = connection_of(first->fd, first->generation);
        if (connection) reply_now(connection, first->text, first->is_last);
        queue_head = (queue_head + 1) % queue_capacity;
        queue_length--;

        const struct due_reply *next = &queue[queue_head];
        bool more_follows = queue_length > 0 && next->due <= time && next->generation == first->generation;
        if (connection && !more_follows) write_output(connection);
    }
}

/* Commands */

static void reset_transaction(struct connection *connection)
{
    connection->has_sender = false;
    connection->recipients = 0;
    connection->addresses.length = 0;
}

static void tell_counts(struct connection *connection)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    double cpu = (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
        + (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
    char text[LONGEST_REPLY];
    snprintf(text, sizeof text, "250 connections=%llu peak=%llu messages=%llu recipients=%llu bytes=%llu cpu=%.3f\r\n",
        (unsigned long long)counts.connections, (unsigned long long)counts.peak, (unsigned long long)counts.messages,
        (unsigned long long)counts.recipients, (unsigned long long)counts.bytes, cpu);
    reply_now(connection, text, false);
}

static void begin_counting(struct connection *connection)
{
    if (connection->is_counted) return;
    connection->is_counted = true;
    counts.connections++;
    if (++open_now > counts.peak) counts.peak = open_now;
}

/* Remembers the address between the angle brackets; gives false where there is none, or too many already. */
static bool note_recipient(struct connection *connection, const char *line)
{
    const char *opening = strchr(line, '<');
    const char *closing = opening ? strrchr(opening, '>') : NULL;
    if (!closing || closing == opening + 1 || connection->recipients == MOST_RECIPIENTS) return false;
    connection->recipients++;
    if (recipients_file) {
        append(&connection->addresses, opening + 1, (size_t)(closing - opening - 1));
        append(&connection->addresses, "\n", 1);
    }
    return true;
}

/* Obeys one command, given without its line end. */
static void obey(struct connection *connection, const char *line)
{
#define IS(verb) (strncasecmp(line, verb, sizeof verb - 1) == 0)
    if (IS("XCOUNTS")) {
        tell_counts(connection);
        return;
    }
    if (IS("XRESET")) {
        memset(&counts, 0, sizeof counts);
        counts.peak = open_now;
        reply_now(connection, "250 counters are at nought\r\n", false);
        return;
    }
    if (IS("QUIT")) {
        reply(connection, "221 2.0.0 Bye\r\n", true);
        return;
    }
    begin_counting(connection);
    if (IS("EHLO")) {
        reset_transaction(connection);
        reply(connection, announces_pipelining
            ? "250-sink\r\n250-PIPELINING\r\n250-8BITMIME\r\n250-SIZE 52428800\r\n250 ENHANCEDSTATUSCODES\r\n"
            : "250-sink\r\n250-8BITMIME\r\n250-SIZE 52428800\r\n250 ENHANCEDSTATUSCODES\r\n", false);
    } else if (IS("HELO")) {
        reset_transaction(connection);
        reply(connection, "250 sink\r\n", false);
    } else if (IS("MAIL FROM:")) {
        if (connection->has_sender) {
            reply(connection, "503 5.5.1 Nested MAIL\r\n", false);
        } else {
            connection->has_sender = true;
            reply(connection, "250 2.1.0 Ok\r\n", false);
        }
    } else if (IS("RCPT TO:")) {
        if (!connection->has_sender) reply(connection, "503 5.5.1 MAIL first\r\n", false);
        else if (!note_recipient(connection, line)) reply(connection, "501 5.1.3 Bad recipient\r\n", false);
        else reply(connection, "250 2.1.5 Ok\r\n", false);
    } else if (IS("DATA")) {
        if (connection->recipients == 0) {
            reply(connection, "503 5.5.1 RCPT first\r\n", false);
        } else {
            connection->phase = BODY;
            connection->body_bytes = 0;
            reply(connection, "354 End data with <CR><LF>.<CR><LF>\r\n", false);
        }
    } else if (IS("RSET")) {
        reset_transaction(connection);
        reply(connection, "250 2.0.0 Ok\r\n", false);
    } else if (IS("NOOP")) {
        reply(connection, "250 2.0.0 Ok\r\n", false);
    } else {
        reply(connection, "500 5.5.2 Unknown command\r\n", false);
    }
#undef IS
}

static void accept_message(struct connection *connection)
{
    counts.messages++;
    counts.recipients += connection->recipients;
    counts.bytes += connection->body_bytes;
    struct bytes *addresses = &connection->addresses;
    if (recipients_file && fwrite(addresses->at, 1, addresses->length, recipients_file) != addresses->length)
        die("recipients");
    reset_transaction(connection);
    connection->phase = COMMANDS;
    char text[LONGEST_REPLY];
    snprintf(text, sizeof text, "250 2.0.0 Ok: queued as %llX\r\n", (unsigned long long)counts.messages);
    reply(connection, text, false);
}

/* Takes what it can of the body from `start` on, and gives where the rest begins. The search for the end starts at the
   line end of DATA itself, so that a message without any line is found as well; what may be the beginning of the end
   is kept until more has come. */
static char *take_body(struct connection *connection, char *start, char *end)
{
    static const char final_dot[] = "\r\n.\r\n";
    const size_t length = sizeof final_dot - 1;
    char *found = memmem(start, (size_t)(end - start), final_dot, length);
    if (found) {
        connection->body_bytes += (uint64_t)(found - start);
        accept_message(connection);
        return found + length;
    }
    size_t taken = (size_t)(end - start) >= length ? (size_t)(end - start) - (length - 1) : 0;
    connection->body_bytes += taken;
    return start + taken;
}

/* Takes one line, if there is a whole one, and obeys it; gives where the rest begins. */
static char *take_command(struct connection *connection, char *start, char *end)
{
    char *line_feed = memchr(start, '\n', (size_t)(end - start));
    size_t length = (size_t)((line_feed ? line_feed : end) - start);
    if (length > LONGEST_LINE || (line_feed && (length == 0 || line_feed[-1] != '\r'))) {
        reply(connection, "500 5.5.2 A line too long, or without CRLF\r\n", true);
        return end;
    }
    if (!line_feed) return start;
    line_feed[-1] = '\0';
    obey(connection, start);
    line_feed[-1] = '\r';
    return connection->phase == BODY ? line_feed - 1 : line_feed + 1;
}

/* Goes through what was read, as far as it is whole, and keeps the rest at the beginning of the buffer. */
static void take_input(struct connection *connection)
{
    char *start = connection->input;
    char *end = start + connection->held;
    while (start < end && connection->phase != ENDED) {
        char *rest = connection->phase == BODY ? take_body(connection, start, end)
                                               : take_command(connection, start, end);
        if (rest == start) break;
        start = rest;
    }
    connection->held = connection->phase == ENDED ? 0 : (size_t)(end - start);
    memmove(connection->input, start, connection->held);
}

/* The loop */

static void read_input(struct connection *connection)
{
    ssize_t got = recv(connection->fd, connection->input + connection->held, INPUT_SIZE - connection->held, 0);
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (got <= 0) {
        finish(connection);
        return;
    }
    connection->held += (size_t)got;
    if (delay > 0) arrived = now();
    take_input(connection);
    if (connection->output.length > 0) write_output(connection);
}

static void welcome(int listener)
{
    for (;;) {
        int fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (fd < 0) return;
        int on = 1;
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        if ((size_t)fd >= connections_capacity) {
            size_t capacity = (size_t)fd * 2 + 64;
            connections = grown(connections, capacity * sizeof *connections);
            memset(connections + connections_capacity, 0, (capacity - connections_capacity) * sizeof *connections);
            connections_capacity = capacity;
        }
        struct connection *connection = calloc(1, sizeof *connection);
        if (!connection) die("sink");
        connection->fd = fd;
        connection->generation = ++last_generation;
        connections[fd] = connection;
        watch(connection, EPOLL_CTL_ADD);
        if (delay > 0) arrived = now();
        reply(connection, "220 sink ESMTP\r\n", false);
        if (connection->output.length > 0) write_output(connection);
    }
}

static int listen_on(uint16_t port)
{
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    int on = 1;
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    if (bind(listener, (struct sockaddr *)&address, size) != 0) die("bind");
    if (listen(listener, 1024) != 0) die("listen");
    if (getsockname(listener, (struct sockaddr *)&address, &size) != 0) die("getsockname");
    printf("listening on %u\n", ntohs(address.sin_port));
    fflush(stdout);
    return listener;
}

/* Serves until a signal asks for the end; signals get through only while it waits, so none is missed. */
static void serve(int listener, const sigset_t *while_waiting)
{
    struct epoll_event listening = {.events = EPOLLIN, .data.u64 = (uint32_t)listener};
    if (epoll_ctl(poller, EPOLL_CTL_ADD, listener, &listening) != 0) die("epoll_ctl");

    struct epoll_event events[EVENTS_AT_ONCE];
    while (!should_end) {
        struct timespec wait = {0}, *limit = NULL;
        if (queue_length > 0) {
            uint64_t time = now(), due = queue[queue_head].due;
            uint64_t left = due > time ? due - time : 0;
            wait = (struct timespec){.tv_sec = (time_t)(left / 1000000000u), .tv_nsec = (long)(left % 1000000000u)};
            limit = &wait;
        }
        int ready = epoll_pwait2(poller, events, EVENTS_AT_ONCE, limit, while_waiting);
        if (ready < 0 && errno != EINTR) die("epoll_pwait2");
        if (queue_length > 0) send_due();
        for (int i = 0; i < ready; i++) {
            int fd = (int)(uint32_t)events[i].data.u64;
            uint32_t generation = (uint32_t)(events[i].data.u64 >> 32);
            if (generation == 0) {
                welcome(fd);
                continue;
            }
            struct connection *connection = connection_of(fd, generation);
            if (connection && events[i].events & EPOLLOUT) write_output(connection);
            connection = connection_of(fd, generation);
            if (connection && events[i].events & (EPOLLIN | EPOLLHUP | EPOLLERR)) read_input(connection);
        }
    }
}

static int usage(void)
{
    fputs("usage: sink [--port N] [--delay MS] [--pipelining] [--recipients FILE] [--lifetime SECONDS]\n", stderr);
    return 64;
}

int main(int argc, char **argv)
{
    static const struct option options[] = {
        {"port", required_argument, NULL, 'p'},       {"delay", required_argument, NULL, 'd'},
        {"pipelining", no_argument, NULL, 'P'},       {"recipients", required_argument, NULL, 'r'},
        {"lifetime", required_argument, NULL, 'l'},   {NULL, 0, NULL, 0},
    };
    long port = 0;
    unsigned lifetime = 3 * 60 * 60;
    for (int option; (option = getopt_long(argc, argv, "", options, NULL)) != -1;) {
        switch (option) {
        case 'p': port = strtol(optarg, NULL, 10); break;
        case 'd': delay = (uint64_t)(strtod(optarg, NULL) * 1e6); break;
        case 'P': announces_pipelining = true; break;
        case 'l': lifetime = (unsigned)strtoul(optarg, NULL, 10); break;
        case 'r':
            recipients_file = fopen(optarg, "w");
            if (!recipients_file) die(optarg);
            break;
        default: return usage();
        }
    }
    if (optind != argc || port < 0 || port > 65535) return usage();

    /* An ending comes as a signal: from outside, from the alarm, or because whoever started this is gone. */
    static const int endings[] = {SIGTERM, SIGINT, SIGALRM};
    const struct sigaction ending = {.sa_handler = ask_to_end};
    sigset_t blocked, while_waiting;
    sigemptyset(&blocked);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        sigaction(endings[i], &ending, NULL);
        sigaddset(&blocked, endings[i]);
    }
    sigprocmask(SIG_BLOCK, &blocked, &while_waiting);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) sigdelset(&while_waiting, endings[i]);
    alarm(lifetime);
    prctl(PR_SET_PDEATHSIG, SIGTERM);

    struct rlimit files;
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);

    poller = epoll_create1(EPOLL_CLOEXEC);
    if (poller < 0) die("epoll_create1");
    serve(listen_on((uint16_t)port), &while_waiting);
    return recipients_file && fclose(recipients_file) != 0;
}
