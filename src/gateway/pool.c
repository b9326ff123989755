/*
 * See pool.h; parking.h has the life of a connection.
 *
 * What libfcgi 2.4 does without promising it, and this file relies on; each
 * has its test in tests/test_pool.c:
 * - FCGX_Accept_r(), on a request whose ipcFd is open and whose keepConnection
 *   is set, reads the next request from ipcFd and accepts nothing.
 * - When that fails it closes ipcFd and goes on to accept(2) on listen_sock,
 *   which we made -1; so it returns an error.
 * - FCGX_Detach() makes every close of ipcFd immediate. After FCGX_Attach() it
 *   reads on until the peer closes, or is silent for two seconds: needed when
 *   bytes are left unread, for closing on those can cut the answer short.
 * - FCGX_Finish_r() leaves ipcFd open if, and only if, keepConnection is set
 *   and nothing failed.
 */
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "gateway/parking.h"
#include "gateway/pool.h"

#define ACCEPT_PAUSE_MS 100   /* after a failed accept, so as not to spin */
#define FRESH_GRACE_MS  1000  /* draining: for a first request to arrive */
#define LEFTOVER_BYTES  65536 /* of a body that nobody wanted: read away */

struct worker {
	struct pool *pool;
	pthread_t thread;
	FCGX_Request fcgi;
	struct config *config; /* our reference to the set of ... */
	unsigned generation;   /* ... this generation; 0: none yet */
};

struct pool {
	struct parking *parking;
	pool_serve *serve;
	void *ctx;
	_Atomic int64_t io_timeout_ms; /* of connections accepted from now on */
	atomic_bool draining; /* no connection is kept any more */

	pthread_mutex_t accepting; /* guards the listener */
	struct listener *listener;

	pthread_mutex_t lock;   /* guards config */
	struct config *config;
	atomic_uint generation; /* changes with config, under the lock */

	size_t threads;
	struct worker *workers; /* the first ${threads} of them run */
};

/* --- Accepting ----------------------------------------------------------- */

/*
 * Park whoever waits in the listener's queue. LISTENER_OK: there was no slot
 * for the next one, if there is a next one. LISTENER_FAILED: said in the log,
 * and waited a little. The accepting lock is held.
 */
static enum listener_rc
take_queue(struct pool *pool)
{
	enum listener_rc rc;
	struct conn *conn;
	int fd;

	while ((conn = parking_take(pool->parking)) != NULL) {
		rc = listener_accept(pool->listener,
		    atomic_load(&pool->io_timeout_ms), &fd);
		if (rc == LISTENER_FAILED) {
			log_event(LOG_ERROR, "ACCEPT_FAILED",
			    LOG_TEXT("cause", strerror(errno)));
			poll(NULL, 0, ACCEPT_PAUSE_MS);
		}
		if (rc != LISTENER_OK) {
			parking_release(pool->parking, conn);
			return rc;
		}
		parking_admit(pool->parking, conn, fd);
	}
	return LISTENER_OK;
}

static void
answer_door(struct pool *pool)
{
	pthread_mutex_lock(&pool->accepting);
	if (take_queue(pool) != LISTENER_OK)
		parking_open_door(pool->parking);
	pthread_mutex_unlock(&pool->accepting);
}

/* --- One request --------------------------------------------------------- */

/* The set in force, without a lock unless it has changed since. */
static const struct config *
current_config(struct worker *w)
{
	struct pool *pool = w->pool;

	if (w->generation != atomic_load(&pool->generation)) {
		config_unref(w->config);
		pthread_mutex_lock(&pool->lock);
		w->config = config_ref(pool->config);
		w->generation = atomic_load(&pool->generation);
		pthread_mutex_unlock(&pool->lock);
	}
	return w->config;
}

/*
 * Read what is left of the body, up to a bound: bytes that stayed would be
 * taken for the next request's.
 */
static bool
read_away(FCGX_Stream *in)
{
	char bytes[4096];
	int left = LEFTOVER_BYTES;
	int n;

	do {
		n = FCGX_GetStr(bytes, sizeof(bytes), in);
		left -= n;
	} while (n == (int)sizeof(bytes) && left > 0);
	return n < (int)sizeof(bytes);
}

/* Read a request's parameters. False: the connection is closed. */
static bool
accept_request(FCGX_Request *fcgi, int fd)
{
	const char *cause = NULL;

	fcgi->ipcFd = fd;
	fcgi->keepConnection = 1;
	FCGX_Detach(fcgi);
	if (FCGX_Accept_r(fcgi) != 0) {
		cause = "no request where one should begin";
	} else if (FCGX_GetError(fcgi->in) != 0) {
		/* To FCGX_Accept_r() a broken end is an end like another. */
		cause = "a request cut in its parameters";
		FCGX_Free(fcgi, 1);
	}
	if (cause != NULL)
		log_event(LOG_WARNING, "FASTCGI_BROKEN",
		    LOG_TEXT("cause", cause));
	return cause == NULL;
}

static void
answer_conn(struct worker *w, struct conn *conn)
{
	struct pool *pool = w->pool;
	FCGX_Request *fcgi = &w->fcgi;

	if (accept_request(fcgi, conn->fd)) {
		pool->serve(fcgi, current_config(w), pool->ctx);
		if (!read_away(fcgi->in)) {
			fcgi->keepConnection = 0;
			FCGX_Attach(fcgi);
		}
		if (atomic_load(&pool->draining))
			fcgi->keepConnection = 0;
		FCGX_Finish_r(fcgi);
	}
	if (fcgi->ipcFd >= 0) {
		fcgi->ipcFd = -1; /* or libfcgi would close it some day */
		parking_keep(pool->parking, conn);
	} else {
		parking_release(pool->parking, conn);
	}
}

static void *
worker_run(void *arg)
{
	struct worker *w = arg;
	struct conn *conn = NULL;
	enum parking_event event;

	while ((event = parking_next(w->pool->parking, &conn)) !=
	    PARKING_STOP) {
		if (event == PARKING_DOOR)
			answer_door(w->pool);
		else
			answer_conn(w, conn);
	}
	config_unref(w->config);
	return NULL;
}

/* --- The pool ------------------------------------------------------------ */

static bool
start_threads(struct pool *pool, size_t count, struct err *err)
{
	sigset_t all, before;
	int rc = 0;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before); /* threads inherit it */
	while (rc == 0 && pool->threads < count) {
		struct worker *w = &pool->workers[pool->threads];

		w->pool = pool;
		FCGX_InitRequest(&w->fcgi, -1, 0);
		rc = pthread_create(&w->thread, NULL, worker_run, w);
		if (rc == 0)
			pool->threads++;
	}
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	if (rc != 0)
		return err_set(err, false, "pool: thread %zu of %zu: %s",
		    pool->threads + 1, count, strerror(rc));
	return true;
}

struct pool *
pool_start(const struct pool_options *options, struct err *err)
{
	const struct config *config = options->config;
	struct err cause = { .text = "out of memory" };
	struct pool *pool;

	if ((pool = calloc(1, sizeof(*pool))) == NULL)
		return err_set(err, NULL, "pool: %s", cause.text);
	pthread_mutex_init(&pool->accepting, NULL);
	pthread_mutex_init(&pool->lock, NULL);
	pool->listener = options->listener;
	pool->serve = options->serve;
	pool->ctx = options->ctx;
	atomic_init(&pool->io_timeout_ms, config->io_timeout_ms);
	pool->config = config_ref(options->config);
	atomic_init(&pool->generation, 1);
	pool->workers = calloc((size_t)config->threads,
	    sizeof(*pool->workers));
	pool->parking = parking_new((size_t)config->connections,
	    pool->listener->fd, &cause);
	if (pool->workers == NULL || pool->parking == NULL || FCGX_Init() != 0)
		err_write(err, "pool: %s", cause.text);
	else if (start_threads(pool, (size_t)config->threads, err))
		return pool;
	pool_free(pool);
	return NULL;
}

void
pool_configure(struct pool *pool, struct config *config)
{
	struct config *old;

	atomic_store(&pool->io_timeout_ms, config->io_timeout_ms);
	pthread_mutex_lock(&pool->lock);
	old = pool->config;
	pool->config = config_ref(config);
	atomic_fetch_add(&pool->generation, 1);
	pthread_mutex_unlock(&pool->lock);
	config_unref(old);
}

size_t
pool_drain(struct pool *pool, int64_t timeout_ms)
{
	int64_t now_us = clock_monotonic_us();
	int64_t until_us = now_us + timeout_ms * 1000;
	int64_t grace_us = now_us + FRESH_GRACE_MS * 1000;

	atomic_store(&pool->draining, true);
	parking_close_door(pool->parking);
	pthread_mutex_lock(&pool->accepting);
	listener_refuse(pool->listener);
	while (take_queue(pool) != LISTENER_EMPTY &&
	    clock_monotonic_us() < until_us)
		parking_wait_slot(pool->parking, until_us);
	listener_close(pool->listener);
	pthread_mutex_unlock(&pool->accepting);
	return parking_wait_empty(pool->parking, grace_us, until_us);
}

void
pool_free(struct pool *pool)
{
	if (pool == NULL)
		return;
	if (pool->parking != NULL)
		parking_stop(pool->parking);
	for (size_t i = 0; pool->workers != NULL && i < pool->threads; i++)
		pthread_join(pool->workers[i].thread, NULL);
	parking_free(pool->parking);
	config_unref(pool->config);
	pthread_mutex_destroy(&pool->lock);
	pthread_mutex_destroy(&pool->accepting);
	free(pool->workers);
	free(pool);
}
