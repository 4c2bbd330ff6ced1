// curl_easy_setopt and curl_easy_getinfo are variadic, which Swift does not import:
// these wrappers give each kind of argument a name of its own.
#include <curl/curl.h>

static inline CURLcode portillon_curl_global_init(void) {
    return curl_global_init(CURL_GLOBAL_DEFAULT);
}
static inline CURLcode portillon_curl_set_long(CURL *handle, CURLoption option, long value) {
    return curl_easy_setopt(handle, option, value);
}
static inline CURLcode portillon_curl_set_string(CURL *handle, CURLoption option, const char *value) {
    return curl_easy_setopt(handle, option, value);
}
static inline CURLcode portillon_curl_set_pointer(CURL *handle, CURLoption option, void *value) {
    return curl_easy_setopt(handle, option, value);
}
static inline CURLcode portillon_curl_set_callback(
    CURL *handle, CURLoption option, size_t (*callback)(char *, size_t, size_t, void *)) {
    return curl_easy_setopt(handle, option, callback);
}
// What libcurl itself says and hears while it opens a connection, for whoever looks for a fault.
static inline CURLcode portillon_curl_set_debug(
    CURL *handle, int (*callback)(CURL *, curl_infotype, char *, size_t, void *)) {
    return curl_easy_setopt(handle, CURLOPT_DEBUGFUNCTION, callback);
}
static inline CURLcode portillon_curl_set_progress(
    CURL *handle, int (*callback)(void *, curl_off_t, curl_off_t, curl_off_t, curl_off_t)) {
    return curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, callback);
}
static inline CURLcode portillon_curl_get_socket(CURL *handle, curl_socket_t *socket) {
    return curl_easy_getinfo(handle, CURLINFO_ACTIVESOCKET, socket);
}
static inline CURLcode portillon_curl_get_long(CURL *handle, CURLINFO info, long *value) {
    return curl_easy_getinfo(handle, info, value);
}
// Microseconds from the start until the connection stood (TCP); 0 as long as it does not.
static inline long long portillon_curl_connect_time(CURL *handle) {
    curl_off_t value = 0;
    return curl_easy_getinfo(handle, CURLINFO_CONNECT_TIME_T, &value) == CURLE_OK ? (long long)value : 0;
}
