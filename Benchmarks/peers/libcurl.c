/*
 * libcurl, used as its documentation shows: each thread has an easy handle and performs one transfer a message, over a
 * connection that the handle keeps.
 *
 *     libcurl PORT THREADS MESSAGE PEOPLE
 */
#include "../merge.h"

#include <curl/curl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_THREADS = 64 };

struct upload {
    struct bytes message;
    size_t sent;
};

static const struct merge *merge;
static char url[64];
static atomic_size_t next_person, refused;

static size_t read_message(char *buffer, size_t size, size_t count, void *context)
{
    struct upload *upload = context;
    size_t room = size * count, left = upload->message.length - upload->sent;
    size_t length = left < room ? left : room;
    memcpy(buffer, upload->message.at + upload->sent, length);
    upload->sent += length;
    return length;
}

static void *send_messages(void *unused)
{
    (void)unused;
    struct upload upload = {0};
    CURL *curl = curl_easy_init();
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_MAIL_FROM, "<sender@example.com>");
    curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(curl, CURLOPT_READFUNCTION, read_message);
    curl_easy_setopt(curl, CURLOPT_READDATA, &upload);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    for (size_t person; (person = atomic_fetch_add(&next_person, 1)) < merge_count(merge);) {
        upload.message.length = upload.sent = 0;
        merge_fill(merge, person, &upload.message);
        struct curl_slist *recipients = curl_slist_append(NULL, merge_address(merge, person));
        curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, recipients);
        CURLcode code = curl_easy_perform(curl);
        if (code != CURLE_OK && atomic_fetch_add(&refused, 1) == 0) fprintf(stderr, "%s\n", curl_easy_strerror(code));
        curl_slist_free_all(recipients);
    }
    curl_easy_cleanup(curl);
    free(upload.message.at);
    return NULL;
}

int main(int argc, char **argv)
{
    unsigned long count = argc == 5 ? strtoul(argv[2], NULL, 10) : 0;
    if (count == 0 || count > MOST_THREADS) {
        fputs("usage: libcurl PORT THREADS MESSAGE PEOPLE\n", stderr);
        return 64;
    }
    snprintf(url, sizeof url, "smtp://127.0.0.1:%s/client.example.com", argv[1]);
    merge = merge_open(argv[3], argv[4]);
    curl_global_init(CURL_GLOBAL_DEFAULT);

    pthread_t threads[MOST_THREADS];
    for (size_t i = 0; i < count; i++)
        if (pthread_create(&threads[i], NULL, send_messages, NULL) != 0) return 71;
    for (size_t i = 0; i < count; i++) pthread_join(threads[i], NULL);
    curl_global_cleanup();
    return refused > 0;
}
