/*
 * One line of cause, carried up from where something failed to the function
 * that turns the failure into an answer. It lives on that function's stack;
 * nothing is allocated.
 */
#ifndef ACCUEIL_BASE_ERR_H
#define ACCUEIL_BASE_ERR_H

#define ERR_BYTES 256

struct err {
	char text[ERR_BYTES]; /* one line, NUL-terminated, "" when unset;
	                         never a caller's number, name or words */
};

/*
 * err_set(err, code, fmt, ...):
 * Write the cause (truncated to fit) and give ${code} back, so that
 * `return err_set(err, STORE_FAILED, ...)` cannot lose it.
 *
 * ${err} may be NULL: the cause is dropped, the code still returned.
 */
#define err_set(err, code, ...) (err_write((err), __VA_ARGS__), (code))

void err_write(struct err *err, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

#endif
