/* See secret.h. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/secret.h"

#define SECRET_MAX 4096

/* May ${fd} hold a secret: a file, and not one that anybody reads? */
static bool
guarded(int fd, const char *path, struct err *err)
{
	struct stat st;

	if (fstat(fd, &st) != 0)
		return err_set(err, false, "%s: %s", path, strerror(errno));
	if (!S_ISREG(st.st_mode))
		return err_set(err, false, "%s: not a file", path);
	if ((st.st_mode & S_IRWXO) != 0)
		return err_set(err, false,
		    "%s: others may use this file (mode %03o): chmod o= %s",
		    path, (unsigned int)(st.st_mode & 0777), path);
	return true;
}

/* All of ${fd}, up to ${room} bytes; -1 with errno set when it fails. */
static ssize_t
read_all(int fd, char *buf, size_t room)
{
	size_t len = 0;
	ssize_t n;

	while (len < room) {
		n = read(fd, buf + len, room - len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -1;
		if (n == 0)
			break;
		len += (size_t)n;
	}
	return (ssize_t)len;
}

/* The content of ${fd} into ${buf}, which has room for one byte too many. */
static bool
read_secret(int fd, const char *path, char *buf, size_t *len,
    struct err *err)
{
	ssize_t n;

	if (!guarded(fd, path, err))
		return false;
	if ((n = read_all(fd, buf, SECRET_MAX + 1)) < 0)
		return err_set(err, false, "%s: %s", path, strerror(errno));
	if (n > SECRET_MAX)
		return err_set(err, false, "%s: over %d bytes", path,
		    SECRET_MAX);
	*len = (size_t)n;
	if (*len > 0 && buf[*len - 1] == '\n')
		(*len)--;
	if (*len > 0 && buf[*len - 1] == '\r')
		(*len)--;
	if (*len == 0)
		return err_set(err, false, "%s: empty", path);
	buf[*len] = '\0';
	return true;
}

bool
secret_read(const char *path, char **out, size_t *len, struct err *err)
{
	bool ok = false;
	char *buf = NULL;
	int fd;

	fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0)
		return err_set(err, false, "%s: %s", path, strerror(errno));
	if ((buf = malloc(SECRET_MAX + 1)) == NULL) {
		err_write(err, "%s: out of memory", path);
		goto out;
	}
	if (!read_secret(fd, path, buf, len, err))
		goto out;
	*out = buf;
	buf = NULL;
	ok = true;
out:
	secret_free(buf, SECRET_MAX + 1);
	close(fd);
	return ok;
}

bool
secret_decode(const char *base64, char *out, size_t *len)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	    "abcdefghijklmnopqrstuvwxyz0123456789+/";
	size_t all = strlen(base64), body = strspn(base64, digits);
	int n;

	if (body == 0 || all % 4 != 0 || all > INT_MAX || all - body > 2 ||
	    strspn(base64 + body, "=") != all - body)
		return false;
	n = EVP_DecodeBlock((unsigned char *)out,
	    (const unsigned char *)base64, (int)all);
	if (n < 0)
		return false;
	*len = (size_t)n - (all - body); /* it decodes '=' as a zero byte */
	out[*len] = '\0';
	return true;
}

void
secret_wipe(void *bytes, size_t len)
{
	OPENSSL_cleanse(bytes, len);
}

void
secret_free(char *secret, size_t len)
{
	if (secret == NULL)
		return;
	secret_wipe(secret, len);
	free(secret);
}

bool
secret_equal(const char *a, size_t a_len, const char *b, size_t b_len)
{
	return a_len == b_len && CRYPTO_memcmp(a, b, a_len) == 0;
}
