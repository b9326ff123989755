/* See parking.h. */
#include <assert.h>
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "gateway/parking.h"

struct parking {
	int epoll;
	int stop; /* an eventfd, readable once parking_stop() is called */

	pthread_mutex_t lock;   /* guards what follows */
	pthread_cond_t changed; /* a slot is free, or a connection came back
	                           while the door is closed */
	int door;               /* -1 once it is closed for good */
	bool full;              /* the door is shut for want of a slot */
	size_t open;            /* slots that are not CONN_FREE */
	struct conn *free;      /* list of those that are */
	size_t slots;
	struct conn conns[];    /* ${slots} of them */
};

/*
 * What comes back with an event is a conn, or the address of the member whose
 * descriptor it is: &p->door or &p->stop.
 *
 * Called with the lock held: a connection that is parked but not yet armed
 * could be closed in between. Fails for want of kernel memory only, and then
 * the connection waits until the drain.
 */
static void
arm(const struct parking *p, int op, int fd, void *what)
{
	struct epoll_event ev = {
		.events = EPOLLIN | EPOLLRDHUP | EPOLLONESHOT,
		.data.ptr = what,
	};

	epoll_ctl(p->epoll, op, fd, &ev);
}

struct parking *
parking_new(size_t slots, int door, struct err *err)
{
	struct parking *p;
	struct epoll_event ev = { .events = EPOLLIN };
	pthread_condattr_t attr;

	p = calloc(1, sizeof(*p) + slots * sizeof(p->conns[0]));
	if (p == NULL)
		return err_set(err, NULL, "out of memory");
	p->slots = slots;
	p->door = door;
	while (slots-- > 0) {
		p->conns[slots].next_free = p->free;
		p->free = &p->conns[slots];
	}
	pthread_mutex_init(&p->lock, NULL);
	pthread_condattr_init(&attr);
	pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	pthread_cond_init(&p->changed, &attr);
	pthread_condattr_destroy(&attr);

	p->epoll = epoll_create1(EPOLL_CLOEXEC);
	p->stop = eventfd(0, EFD_CLOEXEC);
	ev.data.ptr = &p->stop;
	if (p->epoll < 0 || p->stop < 0 ||
	    epoll_ctl(p->epoll, EPOLL_CTL_ADD, p->stop, &ev) != 0) {
		err_write(err, "%s", strerror(errno));
		parking_free(p);
		return NULL;
	}
	arm(p, EPOLL_CTL_ADD, door, &p->door);
	return p;
}

void
parking_free(struct parking *p)
{
	if (p == NULL)
		return;
	for (size_t i = 0; i < p->slots; i++) {
		if (p->conns[i].state == CONN_PARKED)
			close(p->conns[i].fd);
	}
	if (p->stop >= 0)
		close(p->stop);
	if (p->epoll >= 0)
		close(p->epoll);
	pthread_cond_destroy(&p->changed);
	pthread_mutex_destroy(&p->lock);
	free(p);
}

/* Has the peer closed, with nothing left to read? That is the normal end. */
static bool
has_ended(int fd)
{
	char byte;
	ssize_t n = recv(fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT);

	return n == 0 || (n < 0 && errno != EAGAIN);
}

/* The connection of an event becomes the caller's, unless it has ended. */
static bool
hold(struct parking *p, struct conn *conn, uint32_t events)
{
	pthread_mutex_lock(&p->lock);
	assert(conn->state == CONN_PARKED);
	conn->state = CONN_BUSY;
	pthread_mutex_unlock(&p->lock);
	if (events == EPOLLIN || !has_ended(conn->fd))
		return true;
	close(conn->fd);
	parking_release(p, conn);
	return false;
}

enum parking_event
parking_next(struct parking *p, struct conn **conn)
{
	struct epoll_event ev;

	for (;;) {
		if (epoll_wait(p->epoll, &ev, 1, -1) != 1)
			continue; /* EINTR: a debugger, a stopped process */
		if (ev.data.ptr == &p->stop)
			return PARKING_STOP;
		if (ev.data.ptr == &p->door)
			return PARKING_DOOR;
		*conn = ev.data.ptr;
		if (hold(p, *conn, ev.events))
			return PARKING_CONN;
	}
}

struct conn *
parking_take(struct parking *p)
{
	struct conn *conn;

	pthread_mutex_lock(&p->lock);
	if ((conn = p->free) != NULL) {
		p->free = conn->next_free;
		conn->state = CONN_BUSY;
		p->open++;
	}
	p->full = conn == NULL;
	pthread_mutex_unlock(&p->lock);
	return conn;
}

/* ${op}: is the descriptor new to the epoll set? */
static void
park(struct parking *p, struct conn *conn, int op)
{
	pthread_mutex_lock(&p->lock);
	conn->state = CONN_PARKED;
	conn->fresh = op == EPOLL_CTL_ADD;
	arm(p, op, conn->fd, conn);
	if (p->door < 0)
		pthread_cond_signal(&p->changed);
	pthread_mutex_unlock(&p->lock);
}

void
parking_admit(struct parking *p, struct conn *conn, int fd)
{
	conn->fd = fd;
	park(p, conn, EPOLL_CTL_ADD);
}

void
parking_keep(struct parking *p, struct conn *conn)
{
	park(p, conn, EPOLL_CTL_MOD);
}

static void
release(struct parking *p, struct conn *conn)
{
	conn->state = CONN_FREE;
	conn->next_free = p->free;
	p->free = conn;
	p->open--;
	if (p->full && p->door >= 0)
		arm(p, EPOLL_CTL_MOD, p->door, &p->door);
	p->full = false;
	pthread_cond_signal(&p->changed);
}

void
parking_release(struct parking *p, struct conn *conn)
{
	pthread_mutex_lock(&p->lock);
	release(p, conn);
	pthread_mutex_unlock(&p->lock);
}

void
parking_open_door(struct parking *p)
{
	pthread_mutex_lock(&p->lock);
	if (p->door >= 0)
		arm(p, EPOLL_CTL_MOD, p->door, &p->door);
	pthread_mutex_unlock(&p->lock);
}

void
parking_close_door(struct parking *p)
{
	pthread_mutex_lock(&p->lock);
	if (p->door >= 0)
		epoll_ctl(p->epoll, EPOLL_CTL_DEL, p->door, NULL);
	p->door = -1;
	pthread_mutex_unlock(&p->lock);
}

/*
 * Close the parked connections on which nothing has come: no event is on its
 * way for those. The lock is held.
 */
static void
close_idle(struct parking *p, bool spare_fresh)
{
	for (size_t i = 0; i < p->slots; i++) {
		struct conn *conn = &p->conns[i];
		struct pollfd look = { .fd = conn->fd, .events = POLLIN };

		if (conn->state != CONN_PARKED ||
		    (conn->fresh && spare_fresh) || poll(&look, 1, 0) != 0)
			continue;
		close(conn->fd);
		release(p, conn);
	}
}

/* Wait for a change. The lock is held. */
static void
wait_changed(struct parking *p, int64_t until_us)
{
	struct timespec until = {
		.tv_sec = (time_t)(until_us / 1000000),
		.tv_nsec = (long)(until_us % 1000000 * 1000),
	};

	pthread_cond_timedwait(&p->changed, &p->lock, &until);
}

void
parking_wait_slot(struct parking *p, int64_t until_us)
{
	pthread_mutex_lock(&p->lock);
	close_idle(p, true);
	if (p->free == NULL)
		wait_changed(p, until_us);
	pthread_mutex_unlock(&p->lock);
}

size_t
parking_wait_empty(struct parking *p, int64_t grace_us, int64_t until_us)
{
	int64_t now_us;
	size_t open;

	pthread_mutex_lock(&p->lock);
	for (;;) {
		now_us = clock_monotonic_us();
		close_idle(p, now_us < grace_us);
		if (p->open == 0 || now_us >= until_us)
			break;
		wait_changed(p, now_us < grace_us && grace_us < until_us ?
		    grace_us : until_us);
	}
	open = p->open;
	pthread_mutex_unlock(&p->lock);
	return open;
}

void
parking_stop(struct parking *p)
{
	eventfd_write(p->stop, 1);
}
