/*
 * A mail merge as small as it can be, for the senders in C: a message with places like {{first_name}} in it, and a
 * table of people with a column for each. Cut into pieces once, filled in by copying.
 */
#ifndef MERGE_H
#define MERGE_H

#include <stddef.h>

struct bytes {
    char *at;
    size_t length, capacity;
};

void append(struct bytes *bytes, const char *more, size_t length);
void append_text(struct bytes *bytes, const char *text);

struct merge;

/* Reads the message, LF line ends, and the table, commas without quotes, `email` first. Ends the program where it
   cannot, or where a line of the message begins with a dot: nobody here stuffs one. */
struct merge *merge_open(const char *message_file, const char *people_file);

/* How many people there are. */
size_t merge_count(const struct merge *merge);

/* The address of one of them. */
const char *merge_address(const struct merge *merge, size_t person);

/* Appends the message for one of them, with CRLF line ends. */
void merge_fill(const struct merge *merge, size_t person, struct bytes *bytes);

#endif
