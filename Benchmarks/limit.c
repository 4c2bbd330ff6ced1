/*
 * limit: what bare sockets can do. The yardstick that no mail program can pass by much.
 *
 *     limit --port N --message FILE --people FILE [--connections M] [--pipelined]
 *
 * One thread polls M connections to 127.0.0.1 and sends every person in the table the message, filled in; nothing is
 * checked, kept or recorded. Serially, it waits for each reply before it says more: four round trips a message.
 * Pipelined (RFC 2920), a body, its final dot and the next message's MAIL, RCPT and DATA leave in one write: one round
 * trip a message.
 *
 * Prints nothing, and ends with 0 when all were accepted. Any other reply than the expected one ends it with 1 and that
 * reply.
 */
#define _GNU_SOURCE
#include "merge.h"

#include <arpa/inet.h>
#include <errno.h>
#include <getopt.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

/* The reply that a connection waits for. */
enum awaited { GREETING, EHLO, MAIL, RCPT, DATA, FINAL_DOT, QUIT };

static const char *const expected_codes[] = {"220", "250", "250", "250", "354", "250", "221"};

struct connection {
    int fd;
    enum awaited awaited;
    bool has_pipelining;
    size_t person; /* whose message it is at */
    struct bytes output;
    size_t written;
    size_t held;
    char input[8192];
};

static const struct merge *merge;
static size_t next_person, accepted;
static bool pipelines;
static int poller;
static const size_t nobody = SIZE_MAX;

static void die(const char *what)
{
    perror(what);
    exit(1);
}

static void watch(struct connection *connection, int operation, uint32_t events)
{
    struct epoll_event event = {.events = events, .data.ptr = connection};
    if (epoll_ctl(poller, operation, connection->fd, &event) != 0) die("epoll_ctl");
}

static void say_mail(struct connection *connection)
{
    append_text(&connection->output, "MAIL FROM:<sender@example.com>\r\n");
}

static void say_rcpt(struct connection *connection)
{
    append_text(&connection->output, "RCPT TO:<");
    append_text(&connection->output, merge_address(merge, connection->person));
    append_text(&connection->output, ">\r\n");
}

static void say_data(struct connection *connection)
{
    append_text(&connection->output, "DATA\r\n");
}

static void say_message(struct connection *connection)
{
    merge_fill(merge, connection->person, &connection->output);
    append_text(&connection->output, ".\r\n");
}

/* Turns to the next person: as much of the envelope as may be said at once, or QUIT where nobody is left. */
static void begin_next(struct connection *connection)
{
    connection->person = next_person < merge_count(merge) ? next_person++ : nobody;
    if (connection->person == nobody) {
        append_text(&connection->output, "QUIT\r\n");
        return;
    }
    say_mail(connection);
    if (!pipelines) return;
    say_rcpt(connection);
    say_data(connection);
}

/* What follows on a good reply. */
static void go_on(struct connection *connection)
{
    switch (connection->awaited) {
    case GREETING:
        append_text(&connection->output, "EHLO client.example.com\r\n");
        connection->awaited = EHLO;
        break;
    case EHLO:
        if (pipelines && !connection->has_pipelining) {
            fputs("limit: the server announces no PIPELINING\n", stderr);
            exit(1);
        }
        begin_next(connection);
        connection->awaited = connection->person == nobody ? QUIT : MAIL;
        break;
    case MAIL:
        if (!pipelines) say_rcpt(connection);
        connection->awaited = RCPT;
        break;
    case RCPT:
        if (!pipelines) say_data(connection);
        connection->awaited = DATA;
        break;
    case DATA:
        say_message(connection);
        if (pipelines) begin_next(connection);
        connection->awaited = FINAL_DOT;
        break;
    case FINAL_DOT:
        accepted++;
        if (!pipelines) begin_next(connection);
        connection->awaited = connection->person == nobody ? QUIT : MAIL;
        break;
    case QUIT:
        close(connection->fd);
        connection->fd = -1;
        break;
    }
}

static void take_line(struct connection *connection, const char *line, size_t length)
{
    if (length < 4 || memcmp(line, expected_codes[connection->awaited], 3) != 0) {
        fprintf(stderr, "limit: %.*s\n", (int)length, line);
        exit(1);
    }
    if (connection->awaited == EHLO && memmem(line, length, "PIPELINING", 10)) connection->has_pipelining = true;
    if (line[3] != '-') go_on(connection);
}

static void read_replies(struct connection *connection)
{
    ssize_t got = recv(connection->fd, connection->input + connection->held,
        sizeof connection->input - connection->held, 0);
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (got <= 0) {
        fputs("limit: the server closed a connection\n", stderr);
        exit(1);
    }
    char *start = connection->input, *end = start + connection->held + got;
    for (char *line_feed; (line_feed = memchr(start, '\n', (size_t)(end - start))) != NULL; start = line_feed + 1)
        take_line(connection, start, (size_t)(line_feed - start));
    connection->held = (size_t)(end - start);
    memmove(connection->input, start, connection->held);
}

static void write_output(struct connection *connection, bool was_waiting)
{
    struct bytes *output = &connection->output;
    while (connection->written < output->length) {
        ssize_t step = send(
            connection->fd, output->at + connection->written, output->length - connection->written, MSG_NOSIGNAL);
        if (step < 0 && errno == EINTR) continue;
        if (step < 0 && errno == EAGAIN) {
            if (!was_waiting) watch(connection, EPOLL_CTL_MOD, EPOLLIN | EPOLLOUT);
            return;
        }
        if (step < 0) die("send");
        connection->written += (size_t)step;
    }
    output->length = connection->written = 0;
    if (was_waiting) watch(connection, EPOLL_CTL_MOD, EPOLLIN);
}

static void open_connection(struct connection *connection, uint16_t port)
{
    connection->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    if (connect(connection->fd, (struct sockaddr *)&address, sizeof address) != 0) die("connect");
    int on = 1;
    setsockopt(connection->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (ioctl(connection->fd, FIONBIO, &on) != 0) die("ioctl");
    watch(connection, EPOLL_CTL_ADD, EPOLLIN);
}

static int usage(void)
{
    fputs("usage: limit --port N --message FILE --people FILE [--connections M] [--pipelined]\n", stderr);
    return 64;
}

int main(int argc, char **argv)
{
    static const struct option options[] = {
        {"port", required_argument, NULL, 'p'},        {"message", required_argument, NULL, 'm'},
        {"people", required_argument, NULL, 'e'},      {"connections", required_argument, NULL, 'c'},
        {"pipelined", no_argument, NULL, 'P'},         {NULL, 0, NULL, 0},
    };
    unsigned long port = 0, count = 1;
    const char *message = NULL, *people = NULL;
    for (int option; (option = getopt_long(argc, argv, "", options, NULL)) != -1;) {
        switch (option) {
        case 'p': port = strtoul(optarg, NULL, 10); break;
        case 'm': message = optarg; break;
        case 'e': people = optarg; break;
        case 'c': count = strtoul(optarg, NULL, 10); break;
        case 'P': pipelines = true; break;
        default: return usage();
        }
    }
    if (optind != argc || port == 0 || port > 65535 || count == 0 || !message || !people) return usage();

    merge = merge_open(message, people);
    poller = epoll_create1(EPOLL_CLOEXEC);
    if (poller < 0) die("epoll_create1");
    struct connection *connections = calloc(count, sizeof *connections);
    if (!connections) die("calloc");
    for (size_t i = 0; i < count; i++) open_connection(&connections[i], (uint16_t)port);

    struct epoll_event events[128];
    for (size_t open = count; open > 0;) {
        int ready = epoll_wait(poller, events, 128, -1);
        if (ready < 0 && errno != EINTR) die("epoll_wait");
        for (int i = 0; i < ready; i++) {
            struct connection *connection = events[i].data.ptr;
            bool was_waiting = connection->written < connection->output.length;
            if (events[i].events & ~(uint32_t)EPOLLOUT) read_replies(connection);
            if (connection->fd < 0) open--;
            else if (connection->output.length > 0) write_output(connection, was_waiting);
        }
    }
    return accepted != merge_count(merge);
}
