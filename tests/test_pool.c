/*
 * src/gateway/pool.c, parking.c: a real pool on a unix socket, and a small
 * FastCGI client that can also be rude. What pool.c relies on in libfcgi is
 * shown here.
 */
#include <check.h>
#include <dirent.h>
#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/strbuf.h"
#include "gateway/pool.h"

#define COUNT(table) ((int)(sizeof(table) / sizeof((table)[0])))

#define SLOW_MS 300 /* what /slow takes */
#define ANSWER_BYTES 65536

static void
sleep_ms(long ms)
{
	nanosleep(&(struct timespec){ .tv_sec = ms / 1000,
	    .tv_nsec = ms % 1000 * 1000000 }, NULL);
}

/* --- The pool under test ------------------------------------------------ */

static char dir[] = "/tmp/test_pool.XXXXXX";
static char sock[64], conf[64];
static struct config *config;
static struct listener listener;
static struct pool *pool;

static void
echo_body(FCGX_Request *fcgi, const struct config *c)
{
	char body[4096];
	int n;

	(void)c;
	do {
		n = FCGX_GetStr(body, sizeof(body), fcgi->in);
		FCGX_PutStr(body, n, fcgi->out);
	} while (n == (int)sizeof(body));
}

static void
answer_slowly(FCGX_Request *fcgi, const struct config *c)
{
	sleep_ms(SLOW_MS);
	echo_body(fcgi, c);
}

static void
leave_unread(FCGX_Request *fcgi, const struct config *c)
{
	(void)c;
	FCGX_PutS("unread", fcgi->out);
}

static void
tell_config(FCGX_Request *fcgi, const struct config *c)
{
	FCGX_FPrintF(fcgi->out, "%d", (int)c->messages);
}

static const struct {
	const char *uri;
	void (*answer)(FCGX_Request *fcgi, const struct config *c);
} pages[] = {
	{ "/echo", echo_body },
	{ "/slow", answer_slowly },
	{ "/unread", leave_unread },
	{ "/config", tell_config },
};

static void
serve(FCGX_Request *fcgi, const struct config *c, void *ctx)
{
	const char *uri = FCGX_GetParam("REQUEST_URI", fcgi->envp);

	ck_assert_ptr_eq(ctx, &pool);
	FCGX_PutS("Status: 200\r\n\r\n", fcgi->out);
	for (int i = 0; uri != NULL && i < COUNT(pages); i++) {
		if (strcmp(pages[i].uri, uri) == 0)
			pages[i].answer(fcgi, c);
	}
}

static struct config *
load(int threads, int connections, int messages)
{
	struct config *loaded;
	struct err err = { "" };
	FILE *f = fopen(conf, "w");

	ck_assert_ptr_nonnull(f);
	fprintf(f, "auth = none\nstore { path = \"%s\" }\n"
	    "worker { threads = %d connections = %d io_timeout = 100ms }\n"
	    "limits { messages = %d }\n", dir, threads, connections, messages);
	fclose(f);
	loaded = config_load(conf, &err);
	ck_assert_msg(loaded != NULL, "%s", err.text);
	return loaded;
}

static void
start(int threads, int connections)
{
	const struct listener_options where = { .address = sock, .mode = 0600,
		.backlog = 128 };
	struct pool_options options = { .listener = &listener, .serve = serve,
		.ctx = &pool };
	struct err err = { "" };

	ck_assert_ptr_nonnull(mkdtemp(dir));
	snprintf(sock, sizeof(sock), "%s/sock", dir);
	snprintf(conf, sizeof(conf), "%s/conf", dir);
	options.config = config = load(threads, connections, 10);
	ck_assert_msg(listener_open(&where, &listener, &err), "%s", err.text);
	pool = pool_start(&options, &err);
	ck_assert_msg(pool != NULL, "%s", err.text);
}

/* Also after a test that has drained. */
static void
stop(void)
{
	pool_free(pool);
	listener_close(&listener);
	config_unref(config);
	unlink(conf);
	ck_assert_int_eq(rmdir(dir), 0); /* the socket is gone, too */
}

/* --- The client ---------------------------------------------------------- */

enum { BEGIN = 1, END = 3, PARAMS = 4, STDIN = 5, STDOUT = 6 };
enum { CLOSE = 0, KEEP = 1 };

/* The connection, or -1 when nobody listens. */
static int
dial(void)
{
	const struct timeval limit = { .tv_sec = 5 };
	struct sockaddr_un un = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	ck_assert_int_ge(fd, 0);
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit));
	strcpy(un.sun_path, sock);
	if (connect(fd, (struct sockaddr *)&un, sizeof(un)) == 0)
		return fd;
	close(fd);
	return -1;
}

static void
add_record(struct strbuf *sb, int type, const char *bytes, size_t len)
{
	const char header[8] = { 1, (char)type, 0, 1, (char)(len >> 8),
		(char)len };

	strbuf_add(sb, header, sizeof(header));
	strbuf_add(sb, bytes, len);
}

static void
add_begin(struct strbuf *sb, int keep)
{
	add_record(sb, BEGIN, (char[8]){ 0, 1, (char)keep }, 8);
}

static void
add_params(struct strbuf *sb, const char *uri)
{
	struct strbuf pair;

	strbuf_init(&pair);
	strbuf_putc(&pair, (char)strlen("REQUEST_URI"));
	strbuf_putc(&pair, (char)strlen(uri));
	strbuf_printf(&pair, "REQUEST_URI%s", uri);
	add_record(sb, PARAMS, strbuf_get(&pair), pair.len);
	add_record(sb, PARAMS, "", 0);
	strbuf_clear(&pair);
}

static void
add_body(struct strbuf *sb, const char *body, size_t len)
{
	size_t n;

	for (; len > 0; body += n, len -= n) {
		n = len < 32768 ? len : 32768;
		add_record(sb, STDIN, body, n);
	}
	add_record(sb, STDIN, "", 0);
}

static void
send_all(int fd, struct strbuf *sb)
{
	ck_assert(!strbuf_failed(sb));
	for (size_t sent = 0; sent < sb->len;) {
		ssize_t n = send(fd, sb->data + sent, sb->len - sent,
		    MSG_NOSIGNAL);

		if (n < 0)
			break; /* the pool may close before it has read all */
		sent += (size_t)n;
	}
	strbuf_clear(sb);
}

static void
send_request(int fd, const char *uri, const char *body, int keep)
{
	struct strbuf sb;

	strbuf_init(&sb);
	add_begin(&sb, keep);
	add_params(&sb, uri);
	add_body(&sb, body, strlen(body));
	send_all(fd, &sb);
}

static bool
read_exactly(int fd, void *buf, size_t len)
{
	return len == 0 || recv(fd, buf, len, MSG_WAITALL) == (ssize_t)len;
}

/* Read an answer up to its end; false when there is none. */
static bool
read_answer(int fd, char answer[ANSWER_BYTES])
{
	unsigned char header[8];
	char content[65535 + 255];
	size_t len, all = 0;

	for (;;) {
		if (!read_exactly(fd, header, sizeof(header)))
			return false;
		len = (size_t)header[4] << 8 | header[5];
		if (!read_exactly(fd, content, len + header[6]))
			return false;
		if (header[1] == END)
			break;
		ck_assert_int_eq(header[1], STDOUT);
		ck_assert_uint_lt(all + len, ANSWER_BYTES);
		memcpy(answer + all, content, len);
		all += len;
	}
	answer[all] = '\0';
	return true;
}

/* One request on a connection, and the body of its answer. */
static const char *
ask(int fd, const char *uri, const char *body, int keep)
{
	static char answer[ANSWER_BYTES];

	send_request(fd, uri, body, keep);
	ck_assert_msg(read_answer(fd, answer), "no answer to %s: %s", uri,
	    strerror(errno));
	ck_assert_int_eq(strncmp(answer, "Status: 200\r\n\r\n", 15), 0);
	return answer + 15;
}

static bool
is_closed(int fd)
{
	char byte;
	ssize_t n = recv(fd, &byte, 1, 0);

	return n == 0 || (n < 0 && errno == ECONNRESET);
}

static int
open_descriptors(void)
{
	DIR *d = opendir("/proc/self/fd");
	int n = 0;

	ck_assert_ptr_nonnull(d);
	while (readdir(d) != NULL)
		n++;
	closedir(d);
	return n;
}

/* The threads close when they come to it. */
static void
assert_descriptors(int n)
{
	for (int tries = 0; tries < 200 && open_descriptors() != n; tries++)
		sleep_ms(10);
	ck_assert_int_eq(open_descriptors(), n);
}

/* --- Serving ------------------------------------------------------------- */

START_TEST(test_a_connection_is_closed_after_an_answer_unless_kept)
{
	int before, fd;

	start(2, 8);
	before = open_descriptors();
	fd = dial();
	ck_assert_str_eq(ask(fd, "/echo", "hello", CLOSE), "hello");
	ck_assert(is_closed(fd));
	close(fd);
	assert_descriptors(before);
	stop();
}
END_TEST

START_TEST(test_a_kept_connection_carries_many_requests)
{
	char body[16];
	int before, fd;

	start(2, 8);
	before = open_descriptors();
	fd = dial();
	for (int i = 0; i < 500; i++) {
		snprintf(body, sizeof(body), "%d", i);
		ck_assert_str_eq(ask(fd, "/echo", body, KEEP), body);
	}
	ck_assert_str_eq(ask(fd, "/echo", "bye", CLOSE), "bye");
	ck_assert(is_closed(fd));
	close(fd);
	assert_descriptors(before);
	stop();
}
END_TEST

START_TEST(test_more_kept_connections_than_threads_are_all_served)
{
	int fds[50], newcomer, before;

	start(2, 64);
	before = open_descriptors();
	for (int i = 0; i < COUNT(fds); i++)
		fds[i] = dial();
	for (int round = 0; round < 3; round++) {
		for (int i = 0; i < COUNT(fds); i++)
			ck_assert_str_eq(ask(fds[i], "/echo", "x", KEEP), "x");
	}
	newcomer = dial();
	ck_assert_str_eq(ask(newcomer, "/echo", "new", CLOSE), "new");
	close(newcomer);
	for (int i = 0; i < COUNT(fds); i++)
		close(fds[i]);
	assert_descriptors(before);
	stop();
}
END_TEST

START_TEST(test_all_threads_answer_at_once)
{
	static char answer[ANSWER_BYTES];
	int64_t began_us;
	int fds[4];

	start(COUNT(fds), 8);
	began_us = clock_monotonic_us();
	for (int i = 0; i < COUNT(fds); i++)
		send_request(fds[i] = dial(), "/slow", "x", CLOSE);
	for (int i = 0; i < COUNT(fds); i++) {
		ck_assert(read_answer(fds[i], answer));
		close(fds[i]);
	}
	ck_assert_int_lt(clock_monotonic_us() - began_us,
	    3 * SLOW_MS * 1000);
	stop();
}
END_TEST

START_TEST(test_over_the_bound_a_connection_waits_until_another_closes)
{
	static char answer[ANSWER_BYTES];
	int a, b, c;

	start(2, 2);
	ask(a = dial(), "/echo", "a", KEEP);
	ask(b = dial(), "/echo", "b", KEEP);
	send_request(c = dial(), "/echo", "c", CLOSE);
	sleep_ms(100);
	ck_assert_int_eq(recv(c, answer, 1, MSG_DONTWAIT), -1);
	ck_assert_str_eq(ask(a, "/echo", "a", KEEP), "a");
	close(b);
	ck_assert(read_answer(c, answer));
	close(a);
	close(c);
	stop();
}
END_TEST

START_TEST(test_a_large_body_and_a_large_answer_go_through)
{
	size_t len = 50000;
	char *body = malloc(len + 1);
	int fd;

	memset(body, 'b', len);
	body[len] = '\0';
	start(1, 2);
	fd = dial();
	ck_assert_str_eq(ask(fd, "/echo", body, KEEP), body);
	ck_assert_str_eq(ask(fd, "/echo", "small", KEEP), "small");
	close(fd);
	free(body);
	stop();
}
END_TEST

START_TEST(test_a_small_body_that_nobody_read_is_read_away)
{
	int fd;

	start(1, 2);
	fd = dial();
	ck_assert_str_eq(ask(fd, "/unread", "body", KEEP), "unread");
	ck_assert_str_eq(ask(fd, "/unread", "", KEEP), "unread");
	ck_assert_str_eq(ask(fd, "/echo", "next", KEEP), "next");
	close(fd);
	stop();
}
END_TEST

START_TEST(test_a_large_body_that_nobody_read_ends_the_connection)
{
	size_t len = 100000;
	char *body = malloc(len + 1);
	int fd;

	memset(body, 'b', len);
	body[len] = '\0';
	start(1, 2);
	fd = dial();
	ck_assert_str_eq(ask(fd, "/unread", body, KEEP), "unread");
	ck_assert(is_closed(fd));
	close(fd);
	ck_assert_str_eq(ask(fd = dial(), "/echo", "next", KEEP), "next");
	close(fd);
	free(body);
	stop();
}
END_TEST

/* --- Rude clients -------------------------------------------------------- */

#define BYTES(s) (s), sizeof(s) - 1
#define BEGIN_KEPT "\1\1\0\1\0\10\0\0" "\0\1\1\0\0\0\0\0"

static const struct {
	const char *what;
	const char *bytes;
	size_t len;
} rude[] = {
	{ "nothing", BYTES("") },
	{ "HTTP", BYTES("GET /echo HTTP/1.1\r\nHost: x\r\n\r\n") },
	{ "zeroes", BYTES("\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0") },
	{ "half a header", BYTES("\1\1\0") },
	{ "a body without a request", BYTES("\1\5\0\1\0\0\0\0") },
	{ "an abort without a request", BYTES("\1\2\0\1\0\0\0\0") },
	{ "request 0", BYTES("\1\1\0\0\0\10\0\0" "\0\1\1\0\0\0\0\0") },
	{ "a short beginning", BYTES("\1\1\0\1\0\4\0\0" "\0\1\1\0") },
	{ "an unknown role", BYTES("\1\1\0\1\0\10\0\0" "\0\11\1\0\0\0\0\0") },
	{ "a beginning alone", BYTES(BEGIN_KEPT) },
	{ "half the parameters", BYTES(BEGIN_KEPT "\1\4\0\1\0\20\0\0"
	    "\13\5REQUEST") },
	{ "parameters without end", BYTES(BEGIN_KEPT "\1\4\0\1\0\22\0\0"
	    "\13\5REQUEST_URI/echo") },
	{ "a name longer than its record", BYTES(BEGIN_KEPT "\1\4\0\1\0\4\0\0"
	    "\177\1ab" "\1\4\0\1\0\0\0\0") },
	{ "a name of 2 GB", BYTES(BEGIN_KEPT "\1\4\0\1\0\10\0\0"
	    "\377\377\377\377\1abc" "\1\4\0\1\0\0\0\0") },
	{ "half a body", BYTES(BEGIN_KEPT "\1\4\0\1\0\22\0\0"
	    "\13\5REQUEST_URI/echo" "\1\4\0\1\0\0\0\0"
	    "\1\5\0\1\0\20\0\0" "half") },
	{ "an abort in the body", BYTES(BEGIN_KEPT "\1\4\0\1\0\22\0\0"
	    "\13\5REQUEST_URI/echo" "\1\4\0\1\0\0\0\0" "\1\2\0\1\0\0\0\0") },
};

/* What comes back, up to the end, which must come. */
static void
assert_hung_up_on(int fd, const char *what)
{
	char bytes[4096];
	ssize_t n;

	do
		n = recv(fd, bytes, sizeof(bytes), 0);
	while (n > 0);
	ck_assert_msg(n == 0 || errno == ECONNRESET, "after %s: %s", what,
	    strerror(errno));
}

/*
 * Twice each: one closes its side, one only falls silent, as a slow client
 * would. If anything were closed twice, one of the polite ones would pay.
 */
START_TEST(test_a_broken_request_closes_its_connection_and_no_other)
{
	int polite[8], before, fd;

	start(2, 32);
	for (int i = 0; i < COUNT(polite); i++)
		ask(polite[i] = dial(), "/echo", "x", KEEP);
	before = open_descriptors();
	for (int silent = 0; silent < 2; silent++) {
		if (silent && rude[_i].len == 0)
			continue; /* then it is a parked connection */
		fd = dial();
		send(fd, rude[_i].bytes, rude[_i].len, MSG_NOSIGNAL);
		if (!silent)
			shutdown(fd, SHUT_WR);
		assert_hung_up_on(fd, rude[_i].what);
		close(fd);
		for (int i = 0; i < COUNT(polite); i++)
			ck_assert_str_eq(ask(polite[i], "/echo", "y", KEEP),
			    "y");
	}
	assert_descriptors(before);
	for (int i = 0; i < COUNT(polite); i++)
		close(polite[i]);
	stop();
}
END_TEST

START_TEST(test_a_slow_client_frees_its_thread_in_time)
{
	struct strbuf sb;
	int slow, fd;

	start(1, 4);
	strbuf_init(&sb);
	add_begin(&sb, KEEP);
	send_all(slow = dial(), &sb);
	sleep_ms(20);
	/* One thread: this waits for the slow one's io_timeout, 100 ms. */
	ck_assert_str_eq(ask(fd = dial(), "/echo", "x", CLOSE), "x");
	ck_assert(is_closed(slow));
	close(slow);
	close(fd);
	stop();
}
END_TEST

START_TEST(test_a_client_that_left_is_no_harm)
{
	int before, fd;

	start(1, 4);
	before = open_descriptors();
	for (int keep = CLOSE; keep <= KEEP; keep++) {
		send_request(fd = dial(), "/slow", "x", keep);
		sleep_ms(20);
		close(fd);
	}
	assert_descriptors(before);
	ck_assert_str_eq(ask(fd = dial(), "/echo", "x", CLOSE), "x");
	close(fd);
	stop();
}
END_TEST

START_TEST(test_without_descriptors_the_pool_waits_and_does_not_spin)
{
	static char answer[ANSWER_BYTES];
	struct rlimit limit, few;
	struct rusage before, after;
	int fd, spare;

	start(2, 8);
	fd = dial();
	ck_assert_str_eq(ask(fd, "/echo", "x", CLOSE), "x");
	close(fd);
	fd = socket(AF_UNIX, SOCK_STREAM, 0);
	spare = dup(fd);
	close(spare); /* the lowest that is free: nothing from here on */
	ck_assert_int_eq(getrlimit(RLIMIT_NOFILE, &limit), 0);
	few = limit;
	few.rlim_cur = (rlim_t)spare;
	close(fd);
	fd = dial();
	getrusage(RUSAGE_SELF, &before);
	ck_assert_int_eq(setrlimit(RLIMIT_NOFILE, &few), 0);
	send_request(fd, "/echo", "late", CLOSE);
	sleep_ms(350);
	getrusage(RUSAGE_SELF, &after);
	ck_assert_int_eq(setrlimit(RLIMIT_NOFILE, &limit), 0);
	ck_assert(read_answer(fd, answer));
	ck_assert_int_lt((after.ru_utime.tv_sec - before.ru_utime.tv_sec) *
	    1000000 + after.ru_utime.tv_usec - before.ru_utime.tv_usec,
	    100000);
	close(fd);
	stop();
}
END_TEST

/* --- Configuration ------------------------------------------------------- */

START_TEST(test_a_new_configuration_is_for_the_requests_that_follow)
{
	int fds[4];

	start(2, 8);
	for (int i = 0; i < COUNT(fds); i++)
		ck_assert_str_eq(ask(fds[i] = dial(), "/config", "", KEEP),
		    "10");
	config_unref(config);
	config = load(2, 8, 20);
	pool_configure(pool, config);
	for (int i = 0; i < COUNT(fds); i++) {
		ck_assert_str_eq(ask(fds[i], "/config", "", KEEP), "20");
		close(fds[i]);
	}
	stop();
}
END_TEST

static void *
configure_again_and_again(void *ctx)
{
	for (int i = 0; i < 200; i++)
		pool_configure(pool, config);
	return ctx;
}

START_TEST(test_configurations_change_under_load)
{
	pthread_t thread;
	int fds[8];

	start(4, 16);
	for (int i = 0; i < COUNT(fds); i++)
		fds[i] = dial();
	pthread_create(&thread, NULL, configure_again_and_again, NULL);
	for (int round = 0; round < 100; round++) {
		for (int i = 0; i < COUNT(fds); i++)
			send_request(fds[i], "/config", "", KEEP);
		for (int i = 0; i < COUNT(fds); i++) {
			static char answer[ANSWER_BYTES];

			ck_assert(read_answer(fds[i], answer));
		}
	}
	pthread_join(thread, NULL);
	for (int i = 0; i < COUNT(fds); i++)
		close(fds[i]);
	stop();
}
END_TEST

/* --- Draining ------------------------------------------------------------ */

START_TEST(test_a_drain_answers_what_is_in_hand_and_in_the_queue)
{
	static char answer[ANSWER_BYTES];
	int fds[5];

	start(1, 8); /* one answers, the others wait */
	for (int i = 0; i < COUNT(fds); i++)
		send_request(fds[i] = dial(), "/slow", "x", KEEP);
	sleep_ms(20);
	ck_assert_uint_eq(pool_drain(pool, 3000), 0);
	ck_assert_int_eq(dial(), -1);
	for (int i = 0; i < COUNT(fds); i++) {
		ck_assert(read_answer(fds[i], answer));
		ck_assert(is_closed(fds[i]));
		close(fds[i]);
	}
	stop();
}
END_TEST

START_TEST(test_a_drain_takes_a_queue_longer_than_the_bound)
{
	static char answer[ANSWER_BYTES];
	int parked, fds[20];

	start(2, 2);
	ask(parked = dial(), "/echo", "x", KEEP);
	for (int i = 0; i < COUNT(fds); i++)
		send_request(fds[i] = dial(), "/echo", "x", KEEP);
	ck_assert_uint_eq(pool_drain(pool, 3000), 0);
	for (int i = 0; i < COUNT(fds); i++) {
		ck_assert_msg(read_answer(fds[i], answer), "of connection %d",
		    i);
		close(fds[i]);
	}
	ck_assert(is_closed(parked));
	close(parked);
	stop();
}
END_TEST

START_TEST(test_a_drain_closes_idle_connections_at_once)
{
	int64_t began_us;
	int fds[10];

	start(2, 16);
	for (int i = 0; i < COUNT(fds); i++)
		ask(fds[i] = dial(), "/echo", "x", KEEP);
	sleep_ms(20); /* let the last one be parked */
	began_us = clock_monotonic_us();
	ck_assert_uint_eq(pool_drain(pool, 3000), 0);
	ck_assert_int_lt(clock_monotonic_us() - began_us, 500000);
	for (int i = 0; i < COUNT(fds); i++) {
		ck_assert(is_closed(fds[i]));
		close(fds[i]);
	}
	stop();
}
END_TEST

static void *
ask_a_little_late(void *ctx)
{
	int *fd = ctx;

	sleep_ms(300);
	send_request(*fd, "/echo", "late", KEEP);
	return NULL;
}

START_TEST(test_a_drain_gives_a_new_connection_time_for_its_request)
{
	static char answer[ANSWER_BYTES];
	pthread_t thread;
	int late, silent;

	start(2, 8);
	late = dial();
	silent = dial();
	pthread_create(&thread, NULL, ask_a_little_late, &late);
	ck_assert_uint_eq(pool_drain(pool, 3000), 0);
	pthread_join(thread, NULL);
	ck_assert(read_answer(late, answer));
	ck_assert(is_closed(silent));
	close(late);
	close(silent);
	stop();
}
END_TEST

START_TEST(test_a_drain_says_how_many_its_timeout_cut)
{
	static char answer[ANSWER_BYTES];
	int fds[2];

	start(2, 8);
	for (int i = 0; i < COUNT(fds); i++)
		send_request(fds[i] = dial(), "/slow", "x", KEEP);
	sleep_ms(20);
	ck_assert_uint_eq(pool_drain(pool, 50), COUNT(fds));
	for (int i = 0; i < COUNT(fds); i++) {
		ck_assert(read_answer(fds[i], answer));
		close(fds[i]);
	}
	stop();
}
END_TEST

START_TEST(test_no_request_is_lost_when_a_drain_meets_a_crowd)
{
	static char answer[ANSWER_BYTES];
	int fds[60], sent = 0;

	start(4, 64);
	for (int i = 0; i < COUNT(fds); i++) {
		if ((fds[sent] = dial()) >= 0)
			send_request(fds[sent++], "/echo", "x", KEEP);
	}
	ck_assert_uint_eq(pool_drain(pool, 3000), 0);
	for (int i = 0; i < sent; i++) {
		ck_assert_msg(read_answer(fds[i], answer), "of connection %d",
		    i);
		close(fds[i]);
	}
	stop();
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("pool");
	TCase *tc = tcase_create("pool");
	SRunner *runner;
	int failed;

	log_open("/dev/null", LOG_DEBUG, NULL);
	tcase_set_timeout(tc, 10);
	tcase_add_test(tc,
	    test_a_connection_is_closed_after_an_answer_unless_kept);
	tcase_add_test(tc, test_a_kept_connection_carries_many_requests);
	tcase_add_test(tc,
	    test_more_kept_connections_than_threads_are_all_served);
	tcase_add_test(tc, test_all_threads_answer_at_once);
	tcase_add_test(tc,
	    test_over_the_bound_a_connection_waits_until_another_closes);
	tcase_add_test(tc, test_a_large_body_and_a_large_answer_go_through);
	tcase_add_test(tc, test_a_small_body_that_nobody_read_is_read_away);
	tcase_add_test(tc,
	    test_a_large_body_that_nobody_read_ends_the_connection);
	tcase_add_loop_test(tc,
	    test_a_broken_request_closes_its_connection_and_no_other, 0,
	    COUNT(rude));
	tcase_add_test(tc, test_a_slow_client_frees_its_thread_in_time);
	tcase_add_test(tc, test_a_client_that_left_is_no_harm);
	tcase_add_test(tc,
	    test_without_descriptors_the_pool_waits_and_does_not_spin);
	tcase_add_test(tc,
	    test_a_new_configuration_is_for_the_requests_that_follow);
	tcase_add_test(tc, test_configurations_change_under_load);
	tcase_add_test(tc,
	    test_a_drain_answers_what_is_in_hand_and_in_the_queue);
	tcase_add_test(tc, test_a_drain_takes_a_queue_longer_than_the_bound);
	tcase_add_test(tc, test_a_drain_closes_idle_connections_at_once);
	tcase_add_test(tc,
	    test_a_drain_gives_a_new_connection_time_for_its_request);
	tcase_add_test(tc, test_a_drain_says_how_many_its_timeout_cut);
	tcase_add_test(tc,
	    test_no_request_is_lost_when_a_drain_meets_a_crowd);
	suite_add_tcase(suite, tc);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
