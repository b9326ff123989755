/*
 * Where connections wait: a bounded number of them in one epoll set, which
 * also watches the listener ("the door"). A thread asks for the next thing to
 * do and has it for itself: every descriptor is armed for one event.
 *
 *          parking_admit()       parking_next()
 *   FREE -----------------> PARKED -----------> BUSY
 *     ^                      | ^                 ||
 *     |  ended; drain: idle  | |  parking_keep() ||
 *     +----------------------+ +-----------------+|
 *     |              parking_release()            |
 *     +-------------------------------------------+
 *
 * Every function but parking_new() and parking_free() is thread-safe.
 */
#ifndef ACCUEIL_GATEWAY_PARKING_H
#define ACCUEIL_GATEWAY_PARKING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct parking; /* opaque */

enum conn_state { CONN_FREE, CONN_PARKED, CONN_BUSY };

struct conn {
	int fd;                 /* whoever is BUSY with it may use it */
	enum conn_state state;  /* these three are the parking's own */
	bool fresh;             /* has not carried a request yet */
	struct conn *next_free;
};

/*
 * parking_new(slots, door, err): room for ${slots} connections. ${door} is
 * borrowed and watched, and must stay open until parking_close_door().
 * NULL with the cause in *err on failure.
 */
struct parking *parking_new(size_t slots, int door, struct err *err);

/* parking_free(p): closes what is parked. NULL does nothing. */
void parking_free(struct parking *p);

enum parking_event {
	PARKING_DOOR, /* somebody knocks: parking_take() until there is no
	                 more, then parking_open_door() */
	PARKING_CONN, /* *conn is BUSY, with bytes to read; end it with
	                 parking_keep() or parking_release() */
	PARKING_STOP  /* parking_stop() was called */
};

/* parking_next(p, conn): wait for something to do. */
enum parking_event parking_next(struct parking *p, struct conn **conn);

/*
 * parking_take(p): a free slot, BUSY, for a connection to be accepted; or
 * NULL: the bound is reached, and the door opens again by itself once it is
 * not.
 */
struct conn *parking_take(struct parking *p);

void parking_admit(struct parking *p, struct conn *conn, int fd);
void parking_keep(struct parking *p, struct conn *conn);

/* parking_release(p, conn): its descriptor is closed, or never was open. */
void parking_release(struct parking *p, struct conn *conn);

/* parking_open_door(p): be told of the next one who knocks. */
void parking_open_door(struct parking *p);

/* parking_close_door(p): for good; nobody is told any more. */
void parking_close_door(struct parking *p);

/* parking_wait_slot(p, until_us): close what is idle, then wait for a free
 * slot, if there is none, until then by the monotonic clock. */
void parking_wait_slot(struct parking *p, int64_t until_us);

/*
 * parking_wait_empty(p, grace_us, until_us):
 * Close what is idle and wait until all connections are closed, or until
 * then. What is fresh counts as idle from grace_us on. The door is closed.
 * Returns how many are still open.
 */
size_t parking_wait_empty(struct parking *p, int64_t grace_us,
    int64_t until_us);

/* parking_stop(p): from now on parking_next() says PARKING_STOP. */
void parking_stop(struct parking *p);

#endif
