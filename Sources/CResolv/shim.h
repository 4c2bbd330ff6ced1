// The functions of the resolver are macros, and its state is a structure with unions and bit-fields: what Swift needs of them is
// one question and its answer.
#include <arpa/inet.h>
#include <arpa/nameser.h>
#include <errno.h>
#include <netinet/in.h>
#include <resolv.h>
#include <string.h>

// Asks for the records of one type (class IN) and writes the whole answer, as it came over the wire, into `answer`. Gives its size;
// -1 where there is none, with `why` the errno of the last try (0: the question could not be made). What a name server that has
// no answer said (SERVFAIL, REFUSED) then still stands in `answer`, whose octets are 0 otherwise.
//
// A state of its own for each question: nothing is shared between threads. `server`: an IPv4 address to ask instead of the
// system's name servers, in its usual notation; NULL for those. `seconds` is how long each try waits.
static inline int portillon_resolv_ask(
    const char *name, int type, const char *server, unsigned short port, int seconds, int tries, unsigned char *answer,
    int room, unsigned short *id, int *why) {
    struct __res_state state;
    unsigned char question[512];
    memset(&state, 0, sizeof state);
    memset(answer, 0, (size_t)room);
    *id = 0;
    *why = 0;
    if (res_ninit(&state) != 0) {
        *why = errno;
        return -1;
    }
    state.retrans = seconds;
    state.retry = tries;
    if (server != NULL) {
        struct sockaddr_in address;
        memset(&address, 0, sizeof address);
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        if (inet_pton(AF_INET, server, &address.sin_addr) != 1) {
            res_nclose(&state);
            return -1;
        }
        state.nscount = 1;
        state.nsaddr_list[0] = address;
    }
    int size = res_nmkquery(&state, ns_o_query, name, ns_c_in, type, NULL, 0, NULL, question, sizeof question);
    if (size > 1) {
        *id = (unsigned short)(question[0] << 8 | question[1]);
        errno = 0;
        size = res_nsend(&state, question, size, answer, room);
        if (size < 0) *why = errno;
    } else {
        size = -1;
    }
    res_nclose(&state);
    return size > room ? room : size;
}
