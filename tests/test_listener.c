/* src/gateway/listener.c: sockets, stale ones, others' ones, descriptor 0. */
#include <arpa/inet.h>
#include <check.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "gateway/listener.h"

#define COUNT(table) ((int)(sizeof(table) / sizeof((table)[0])))
#define IO_MS 1500

static char dir[] = "/tmp/test_listener.XXXXXX";
static char path[64];
static struct listener listener;
static struct err err;

static void
setup(void)
{
	ck_assert_ptr_nonnull(mkdtemp(dir));
	snprintf(path, sizeof(path), "%s/sock", dir);
}

static void
teardown(void)
{
	listener_close(&listener);
	unlink(path);
	rmdir(dir);
}

static bool
listen_at(const char *address, struct listener *l)
{
	const struct listener_options options = { .address = address,
		.mode = 0640, .backlog = 4 };

	err.text[0] = '\0';
	return listener_open(&options, l, &err);
}

/* A client's end, or -1. */
static int
dial(const char *at)
{
	struct sockaddr_un un = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	ck_assert_int_ge(fd, 0);
	strcpy(un.sun_path, at);
	if (connect(fd, (struct sockaddr *)&un, sizeof(un)) == 0)
		return fd;
	close(fd);
	return -1;
}

START_TEST(test_a_unix_socket_has_its_mode_and_goes_away)
{
	struct stat st;

	ck_assert_msg(listen_at(path, &listener), "%s", err.text);
	ck_assert_int_eq(stat(path, &st), 0);
	ck_assert_int_eq(st.st_mode & 07777, 0640);
	listener_close(&listener);
	ck_assert_int_ne(stat(path, &st), 0);
	ck_assert_int_eq(listener.fd, -1);
	listener_close(&listener);
}
END_TEST

START_TEST(test_who_waits_is_accepted_with_a_time_limit)
{
	struct timeval limit;
	socklen_t len = sizeof(limit);
	int client, fd;

	ck_assert(listen_at(path, &listener));
	ck_assert_int_eq(listener_accept(&listener, IO_MS, &fd),
	    LISTENER_EMPTY);
	client = dial(path);
	ck_assert_int_eq(listener_accept(&listener, IO_MS, &fd), LISTENER_OK);
	ck_assert_int_eq(fcntl(fd, F_GETFL) & O_NONBLOCK, 0);
	ck_assert_int_ne(fcntl(fd, F_GETFD) & FD_CLOEXEC, 0);
	ck_assert_int_eq(getsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, &len),
	    0);
	ck_assert_int_eq(limit.tv_sec, 1);
	ck_assert_int_eq(limit.tv_usec, 500000);
	close(client);
	close(fd);
}
END_TEST

START_TEST(test_a_stale_socket_is_replaced)
{
	struct listener dead;

	ck_assert(listen_at(path, &dead));
	close(dead.fd); /* as a crash would: the file stays */
	ck_assert_msg(listen_at(path, &listener), "%s", err.text);
	close(dial(path));
}
END_TEST

START_TEST(test_a_socket_that_answers_is_left_alone)
{
	struct listener second;

	ck_assert(listen_at(path, &listener));
	ck_assert(!listen_at(path, &second));
	ck_assert_ptr_nonnull(strstr(err.text, "answers"));
	ck_assert_int_ge(dial(path), 0);
}
END_TEST

START_TEST(test_a_socket_with_a_full_queue_is_left_alone)
{
	struct listener second;

	ck_assert(listen_at(path, &listener));
	for (int i = 0; i < 5; i++)
		ck_assert_int_ge(dial(path), 0);
	ck_assert(!listen_at(path, &second));
	ck_assert_int_eq(access(path, F_OK), 0);
}
END_TEST

START_TEST(test_a_file_that_is_no_socket_is_left_alone)
{
	close(open(path, O_WRONLY | O_CREAT, 0600));
	ck_assert(!listen_at(path, &listener));
	ck_assert_ptr_nonnull(strstr(err.text, "not a socket"));
	ck_assert_int_eq(access(path, F_OK), 0);
}
END_TEST

START_TEST(test_another_s_socket_in_our_place_stays)
{
	struct listener other;

	ck_assert(listen_at(path, &listener));
	ck_assert_int_eq(unlink(path), 0);
	ck_assert(listen_at(path, &other));
	listener_close(&listener);
	ck_assert_int_ge(dial(path), 0);
	listener_close(&other);
}
END_TEST

START_TEST(test_after_a_refusal_the_queue_is_still_served)
{
	char byte = 'x';
	int client, fd;

	ck_assert(listen_at(path, &listener));
	client = dial(path);
	ck_assert_int_eq(write(client, &byte, 1), 1);
	listener_refuse(&listener);
	ck_assert_int_eq(dial(path), -1);
	ck_assert_int_eq(listener_accept(&listener, IO_MS, &fd), LISTENER_OK);
	ck_assert_int_eq(read(fd, &byte, 1), 1);
	close(fd);
	ck_assert_int_eq(listener_accept(&listener, IO_MS, &fd),
	    LISTENER_EMPTY);
	listener_close(&listener);
	ck_assert_int_eq(listener_accept(&listener, IO_MS, &fd),
	    LISTENER_EMPTY);
	close(client);
}
END_TEST

static const struct {
	const char *address;
	int family;
} loopbacks[] = {
	{ "127.0.0.1:0", AF_INET },
	{ "[::1]:0", AF_INET6 },
};

START_TEST(test_an_address_and_a_port_listen_on_tcp)
{
	struct sockaddr_storage ss;
	socklen_t len = sizeof(ss);
	int client, fd;

	client = socket(loopbacks[_i].family, SOCK_STREAM, 0);
	if (client < 0 && loopbacks[_i].family == AF_INET6)
		return; /* a machine without IPv6 */
	ck_assert_msg(listen_at(loopbacks[_i].address, &listener), "%s",
	    err.text);
	ck_assert_int_eq(getsockname(listener.fd, (struct sockaddr *)&ss, &len),
	    0);
	ck_assert_int_eq(ss.ss_family, loopbacks[_i].family);
	ck_assert_int_eq(connect(client, (struct sockaddr *)&ss, len), 0);
	ck_assert_int_eq(listener_accept(&listener, IO_MS, &fd), LISTENER_OK);
	close(fd);
	close(client);
}
END_TEST

#define FIFTY "01234567890123456789012345678901234567890123456789"

static const char *const nowhere[] = {
	"", "run.sock", "localhost:9000", "127.0.0.1", "127.0.0.1:",
	"127.0.0.1:http", "127.0.0.1:99999", ":9000", "[::1]", "[::1:9000",
	"/nonexistent/directory/sock",
	"/tmp/" FIFTY FIFTY FIFTY,
};

START_TEST(test_an_address_that_is_none_is_refused)
{
	ck_assert_msg(!listen_at(nowhere[_i], &listener), "%s", nowhere[_i]);
	ck_assert_ptr_nonnull(strstr(err.text, nowhere[_i]));
	ck_assert_int_eq(listener.fd, -1);
}
END_TEST

START_TEST(test_descriptor_0_is_taken_when_it_listens)
{
	struct listener parent;
	struct stat st;
	int fd;

	ck_assert(listen_at(path, &parent));
	ck_assert_int_eq(dup2(parent.fd, STDIN_FILENO), STDIN_FILENO);
	ck_assert_msg(listen_at(NULL, &listener), "%s", err.text);
	ck_assert_int_gt(listener.fd, STDERR_FILENO);
	ck_assert_int_eq(fstat(STDIN_FILENO, &st), 0);
	ck_assert(S_ISCHR(st.st_mode)); /* /dev/null */
	ck_assert_int_ge(dial(path), 0);
	ck_assert_int_eq(listener_accept(&listener, IO_MS, &fd), LISTENER_OK);
	/* It is not ours alone: others go on with it. */
	listener_close(&listener);
	ck_assert_int_ge(dial(path), 0);
	ck_assert_int_eq(listener_accept(&parent, IO_MS, &fd), LISTENER_OK);
	listener_close(&parent);
}
END_TEST

START_TEST(test_descriptor_0_is_refused_when_it_does_not_listen)
{
	int null = open("/dev/null", O_RDONLY);

	ck_assert_int_eq(dup2(null, STDIN_FILENO), STDIN_FILENO);
	ck_assert(!listen_at(NULL, &listener));
	ck_assert_ptr_nonnull(strstr(err.text, "descriptor 0"));
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("listener");
	TCase *tc = tcase_create("listener");
	SRunner *runner;
	int failed;

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, test_a_unix_socket_has_its_mode_and_goes_away);
	tcase_add_test(tc, test_who_waits_is_accepted_with_a_time_limit);
	tcase_add_test(tc, test_a_stale_socket_is_replaced);
	tcase_add_test(tc, test_a_socket_that_answers_is_left_alone);
	tcase_add_test(tc, test_a_socket_with_a_full_queue_is_left_alone);
	tcase_add_test(tc, test_a_file_that_is_no_socket_is_left_alone);
	tcase_add_test(tc, test_another_s_socket_in_our_place_stays);
	tcase_add_test(tc, test_after_a_refusal_the_queue_is_still_served);
	tcase_add_loop_test(tc, test_an_address_and_a_port_listen_on_tcp, 0,
	    COUNT(loopbacks));
	tcase_add_loop_test(tc, test_an_address_that_is_none_is_refused, 0,
	    COUNT(nowhere));
	tcase_add_test(tc, test_descriptor_0_is_taken_when_it_listens);
	tcase_add_test(tc,
	    test_descriptor_0_is_refused_when_it_does_not_listen);
	suite_add_tcase(suite, tc);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
