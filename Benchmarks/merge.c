/* merge: see merge.h. */
#define _GNU_SOURCE
#include "merge.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_COLUMNS = 16, MOST_PIECES = 256 };

/* Fixed text, or the column that stands in its place. */
struct piece {
    const char *text;
    size_t length;
    int column; /* -1: fixed text */
};

struct person {
    const char *cells[MOST_COLUMNS];
};

struct merge {
    struct piece pieces[MOST_PIECES];
    size_t piece_count;
    struct person *people;
    size_t count;
};

static void die(const char *what, const char *which)
{
    fprintf(stderr, "%s: %s\n", which, what);
    exit(1);
}

void append(struct bytes *bytes, const char *more, size_t length)
{
    if (bytes->length + length > bytes->capacity) {
        bytes->capacity = (bytes->length + length) * 2;
        bytes->at = realloc(bytes->at, bytes->capacity);
        if (!bytes->at) die("no memory left", "merge");
    }
    memcpy(bytes->at + bytes->length, more, length);
    bytes->length += length;
}

void append_text(struct bytes *bytes, const char *text)
{
    append(bytes, text, strlen(text));
}

/* The whole file and a NUL. It is kept until the program ends. */
static char *contents(const char *file)
{
    FILE *stream = fopen(file, "r");
    if (!stream) die("cannot be opened", file);
    struct bytes bytes = {0};
    char chunk[65536];
    for (size_t got; (got = fread(chunk, 1, sizeof chunk, stream)) > 0;) append(&bytes, chunk, got);
    if (ferror(stream)) die("cannot be read", file);
    fclose(stream);
    append(&bytes, "", 1);
    return bytes.at;
}

static char *with_crlf(const char *text, const char *file)
{
    struct bytes bytes = {0};
    for (const char *at = text; *at; at++) {
        if (*at == '.' && (at == text || at[-1] == '\n')) die("a line begins with a dot", file);
        if (*at == '\n') append(&bytes, "\r", 1);
        append(&bytes, at, 1);
    }
    append(&bytes, "", 1);
    return bytes.at;
}

/* Cuts a line at its commas, in place. */
static size_t cut(char *line, const char **cells)
{
    size_t count = 0;
    for (char *cell; count < MOST_COLUMNS && (cell = strsep(&line, ",")) != NULL;) cells[count++] = cell;
    return count;
}

static void cut_message(struct merge *merge, const char *text, const char *file, const char **names, size_t columns)
{
    for (;;) {
        if (merge->piece_count + 2 > MOST_PIECES) die("too many places to fill in", file);
        const char *opening = strstr(text, "{{");
        size_t length = opening ? (size_t)(opening - text) : strlen(text);
        merge->pieces[merge->piece_count++] = (struct piece){text, length, -1};
        if (!opening) return;

        const char *name = opening + 2, *closing = strstr(name, "}}");
        int column = -1;
        for (size_t i = 0; closing && i < columns; i++) {
            size_t size = strlen(names[i]);
            if (size == (size_t)(closing - name) && memcmp(names[i], name, size) == 0) column = (int)i;
        }
        if (column < 0) die("a place that no column fills", file);
        merge->pieces[merge->piece_count++] = (struct piece){NULL, 0, column};
        text = closing + 2;
    }
}

struct merge *merge_open(const char *message_file, const char *people_file)
{
    struct merge *merge = calloc(1, sizeof *merge);
    if (!merge) die("no memory left", "merge");

    char *rest = contents(people_file);
    const char *names[MOST_COLUMNS];
    size_t columns = cut(strsep(&rest, "\n"), names);
    if (columns == 0 || strcmp(names[0], "email") != 0) die("the first column is not `email`", people_file);

    for (size_t capacity = 0; rest && *rest; merge->count++) {
        if (merge->count == capacity) {
            capacity = capacity ? capacity * 2 : 1024;
            merge->people = realloc(merge->people, capacity * sizeof *merge->people);
            if (!merge->people) die("no memory left", "merge");
        }
        if (cut(strsep(&rest, "\n"), merge->people[merge->count].cells) != columns)
            die("a row with other columns than the first", people_file);
    }

    char *text = contents(message_file);
    cut_message(merge, with_crlf(text, message_file), message_file, names, columns);
    free(text);
    return merge;
}

size_t merge_count(const struct merge *merge)
{
    return merge->count;
}

const char *merge_address(const struct merge *merge, size_t person)
{
    return merge->people[person].cells[0];
}

void merge_fill(const struct merge *merge, size_t person, struct bytes *bytes)
{
    for (size_t i = 0; i < merge->piece_count; i++) {
        const struct piece *piece = &merge->pieces[i];
        if (piece->column < 0) append(bytes, piece->text, piece->length);
        else append_text(bytes, merge->people[person].cells[piece->column]);
    }
}
