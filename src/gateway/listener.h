/*
 * The socket where connections come in: the one we were born with on
 * descriptor 0 (spawn-fcgi, systemd), or one of our own (accueild -s).
 */
#ifndef ACCUEIL_GATEWAY_LISTENER_H
#define ACCUEIL_GATEWAY_LISTENER_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/stat.h>
#include <sys/un.h>

#include "base/err.h"

struct listener_options {
	const char *address; /* "/run/accueil.sock", "127.0.0.1:9000",
	                        "[::1]:9000"; NULL: descriptor 0 */
	mode_t mode;         /* of a unix socket of our own */
	int backlog;         /* of any socket of our own: how many connections
	                        may wait to be accepted */
};

/* Opened by listener_open(); its fields are this module's own. */
struct listener {
	int fd; /* non-blocking, close-on-exec, never 0; -1 once closed */
	char path[sizeof(((struct sockaddr_un *)0)->sun_path)];
	            /* of a unix socket of our own, while it is there; or "" */
	dev_t dev;  /* which file ${path} was when we bound it */
	ino_t ino;
};

/*
 * listener_open(options, l, err):
 * Listen. A socket file that nobody answers on is replaced; one that somebody
 * answers on is an error. Descriptor 0 is moved out of the way and becomes
 * /dev/null; it may be shared with other processes.
 *
 * Owns     the descriptor, and the file of a unix socket of our own:
 *          listener_close().
 * Returns  false with the cause in *err, and nothing to close.
 */
bool listener_open(const struct listener_options *options, struct listener *l,
    struct err *err);

enum listener_rc {
	LISTENER_OK,
	LISTENER_EMPTY, /* nobody waits, or it is closed */
	LISTENER_FAILED /* whoever waits cannot be taken now; errno says why,
	                   and it is mostly descriptors that are missing */
};

/*
 * listener_accept(l, io_timeout_ms, fd):
 * Take one waiting connection; never blocks. *fd is close-on-exec and
 * blocking, and no read or write of it lasts longer than the timeout.
 */
enum listener_rc listener_accept(const struct listener *l,
    int64_t io_timeout_ms, int *fd);

/*
 * listener_refuse(l):
 * Let nobody join the queue, and keep those who wait in it. The file of a
 * unix socket of our own goes away. Does nothing to a shared or a TCP socket,
 * whose queue ends with listener_close().
 */
void listener_refuse(struct listener *l);

/* listener_close(l): refuse, and drop the queue. The second time: nothing. */
void listener_close(struct listener *l);

#endif
