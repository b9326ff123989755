/*
 * The pool: one listener, N threads, one epoll set.
 *
 * A worker that blocks on a kept connection is pinned to it, even while it is
 * idle: sixteen workers would answer sixteen connections of nginx and leave
 * the seventeenth waiting. So an idle connection is parked in the epoll set,
 * and a thread holds one only from the moment it is readable until its answer
 * is written.
 *
 * What the threads share: the epoll set; the connections, the configuration
 * and the counts (under the pool's lock); the listener (under a lock of its
 * own). A request and its FCGX_Request belong to one thread.
 */
#ifndef ACCUEIL_GATEWAY_POOL_H
#define ACCUEIL_GATEWAY_POOL_H

#include <fcgiapp.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "gateway/listener.h"
#include "tenants/config.h"

struct pool; /* opaque */

/*
 * Answer one request on fcgi->out. Called from any thread of the pool, with
 * the configuration that was in force when the request came. What it leaves
 * unread of fcgi->in is read away, or the connection closed.
 */
typedef void pool_serve(FCGX_Request *fcgi, const struct config *config,
    void *ctx);

struct pool_options {
	struct listener *listener; /* borrowed until pool_free(); closed by
	                              pool_drain() */
	struct config *config;     /* the pool takes references of its own;
	                              threads and connections are read once,
	                              here */
	pool_serve *serve;
	void *ctx;                 /* given to serve() */
};

/*
 * pool_start(options, err):
 * Start the threads. They take no signal. One pool a process: libfcgi has
 * one set of globals.
 *
 * Owns     the caller: pool_free().
 * Returns  NULL with the cause in *err when it cannot.
 */
struct pool *pool_start(const struct pool_options *options, struct err *err);

/*
 * pool_configure(pool, config): requests that come from now on see ${config};
 * those in hand keep theirs. io_timeout_ms is for the connections to come. A
 * thread lets go of the old set when it takes its next request.
 */
void pool_configure(struct pool *pool, struct config *config);

/*
 * pool_drain(pool, timeout_ms):
 * Take who waits in the listener's queue and close it; answer the requests in
 * hand and those that have arrived; close every connection. One that was
 * taken and has sent nothing yet is given a second to.
 *
 * A connection that enters a TCP or inherited queue in the microseconds
 * between our last look and the close is reset, unless another process shares
 * the queue. On a unix socket of our own there is no such moment.
 *
 * Returns  how many connections the timeout cut: 0 when all is answered.
 */
size_t pool_drain(struct pool *pool, int64_t timeout_ms);

/*
 * pool_free(pool): stop the threads, and wait for them: for as long as their
 * requests take, unless pool_drain() has returned 0. NULL does nothing.
 */
void pool_free(struct pool *pool);

#endif
