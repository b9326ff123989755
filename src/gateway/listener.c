/* See listener.h. */
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "gateway/listener.h"

/* Descriptor 0 becomes /dev/null: what is opened next must not become it. */
static bool
inherit(struct listener *l, struct err *err)
{
	socklen_t len = sizeof(int);
	int listens = 0, null, flags;

	if (getsockopt(STDIN_FILENO, SOL_SOCKET, SO_ACCEPTCONN, &listens,
	    &len) != 0 || !listens)
		return err_set(err, false, "descriptor 0 is no listening "
		    "socket: start with spawn-fcgi or systemd, or say -s");
	if ((l->fd = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3)) < 0)
		return err_set(err, false, "descriptor 0: %s",
		    strerror(errno));
	if ((flags = fcntl(l->fd, F_GETFL)) < 0 ||
	    fcntl(l->fd, F_SETFL, flags | O_NONBLOCK) != 0)
		return err_set(err, false, "descriptor 0: %s",
		    strerror(errno));
	if ((null = open("/dev/null", O_RDWR | O_CLOEXEC)) < 0 ||
	    dup2(null, STDIN_FILENO) < 0)
		return err_set(err, false, "/dev/null: %s", strerror(errno));
	close(null);
	return true;
}

/* Does anybody listen there? A full queue is somebody, too. */
static bool
answers(const struct sockaddr *sa, socklen_t len)
{
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	bool refused;

	refused = fd >= 0 && connect(fd, sa, len) != 0 &&
	    (errno == ECONNREFUSED || errno == ENOENT);
	if (fd >= 0)
		close(fd);
	return !refused;
}

static bool
bind_unix(struct listener *l, const char *path, mode_t mode, struct err *err)
{
	struct sockaddr_un un = { .sun_family = AF_UNIX };
	const struct sockaddr *sa = (const struct sockaddr *)&un;
	struct stat st;

	if (strlen(path) >= sizeof(un.sun_path))
		return err_set(err, false, "%s: longer than %zu bytes", path,
		    sizeof(un.sun_path) - 1);
	memcpy(un.sun_path, path, strlen(path) + 1);
	if (lstat(path, &st) == 0) {
		if (!S_ISSOCK(st.st_mode))
			return err_set(err, false, "%s: not a socket", path);
		if (answers(sa, sizeof(un)))
			return err_set(err, false,
			    "%s: somebody answers there already", path);
		unlink(path); /* stale; if it cannot go, bind() says so */
	}
	l->fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (l->fd < 0 || bind(l->fd, sa, sizeof(un)) != 0)
		return err_set(err, false, "%s: %s", path, strerror(errno));
	if (lstat(path, &st) != 0)
		return err_set(err, false, "%s: %s", path, strerror(errno));
	memcpy(l->path, un.sun_path, sizeof(l->path));
	l->dev = st.st_dev;
	l->ino = st.st_ino;
	/* Nobody could connect so far: it does not listen yet. */
	if (chmod(path, mode) != 0)
		return err_set(err, false, "%s: %s", path, strerror(errno));
	return true;
}

/* getaddrinfo() takes "" and 99999, too. */
static bool
is_port(const char *text)
{
	size_t len = strspn(text, "0123456789");

	return len >= 1 && len <= 5 && text[len] == '\0' &&
	    strtol(text, NULL, 10) <= 65535;
}

/* "127.0.0.1:9000" or "[::1]:9000" into its two parts. */
static bool
split_address(const char *address, char host[NI_MAXHOST],
    char port[NI_MAXSERV])
{
	const char *colon = strrchr(address, ':');
	size_t len;

	if (colon == NULL || !is_port(colon + 1))
		return false;
	len = (size_t)(colon - address);
	if (len >= 2 && address[0] == '[' && colon[-1] == ']') {
		address++;
		len -= 2;
	}
	if (len == 0 || len >= NI_MAXHOST)
		return false;
	memcpy(host, address, len);
	host[len] = '\0';
	strcpy(port, colon + 1);
	return true;
}

static bool
bind_tcp(struct listener *l, const char *address, struct err *err)
{
	struct addrinfo hints = {
		.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE,
		.ai_socktype = SOCK_STREAM,
	};
	struct addrinfo *ai = NULL;
	char host[NI_MAXHOST], port[NI_MAXSERV];
	bool bound;

	if (!split_address(address, host, port) ||
	    getaddrinfo(host, port, &hints, &ai) != 0)
		return err_set(err, false, "%s: neither /a/path nor ADDRESS:"
		    "PORT, in figures", address);
	l->fd = socket(ai->ai_family,
	    SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	bound = l->fd >= 0 &&
	    setsockopt(l->fd, SOL_SOCKET, SO_REUSEADDR, &(int){ 1 },
	    sizeof(int)) == 0 &&
	    bind(l->fd, ai->ai_addr, ai->ai_addrlen) == 0;
	if (!bound)
		err_write(err, "%s: %s", address, strerror(errno));
	freeaddrinfo(ai);
	return bound;
}

bool
listener_open(const struct listener_options *options, struct listener *l,
    struct err *err)
{
	const char *address = options->address;
	bool ok;

	*l = (struct listener){ .fd = -1 };
	if (address == NULL)
		ok = inherit(l, err);
	else if (address[0] == '/')
		ok = bind_unix(l, address, options->mode, err);
	else
		ok = bind_tcp(l, address, err);
	if (ok && address != NULL && listen(l->fd, options->backlog) != 0)
		ok = err_set(err, false, "%s: listen: %s", address,
		    strerror(errno));
	if (!ok)
		listener_close(l);
	return ok;
}

enum listener_rc
listener_accept(const struct listener *l, int64_t io_timeout_ms, int *fd)
{
	struct timeval limit = {
		.tv_sec = (time_t)(io_timeout_ms / 1000),
		.tv_usec = (suseconds_t)(io_timeout_ms % 1000 * 1000),
	};

	if (l->fd < 0)
		return LISTENER_EMPTY;
	do
		*fd = accept4(l->fd, NULL, NULL, SOCK_CLOEXEC);
	while (*fd < 0 && (errno == EINTR || errno == ECONNABORTED));
	if (*fd < 0)
		return errno == EAGAIN || errno == EINVAL ? LISTENER_EMPTY :
		    LISTENER_FAILED; /* EINVAL: after listener_refuse() */
	setsockopt(*fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit));
	setsockopt(*fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof(limit));
	/* Fails on a unix socket, which never waits before it sends. */
	setsockopt(*fd, IPPROTO_TCP, TCP_NODELAY, &(int){ 1 }, sizeof(int));
	return LISTENER_OK;
}

void
listener_refuse(struct listener *l)
{
	struct stat st;

	if (l->path[0] == '\0')
		return;
	/* Not somebody else's, who took our place. */
	if (lstat(l->path, &st) == 0 && st.st_dev == l->dev &&
	    st.st_ino == l->ino)
		unlink(l->path);
	l->path[0] = '\0';
	/* Linux: connect() is refused from here on, accept() goes on. */
	shutdown(l->fd, SHUT_RD);
}

void
listener_close(struct listener *l)
{
	listener_refuse(l);
	if (l->fd >= 0)
		close(l->fd);
	l->fd = -1;
}
