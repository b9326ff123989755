/*
 * FastCGI streams over memory, for tests of what reads and writes them. Only
 * FCGX_GetChar(), FCGX_GetStr(), FCGX_GetError() and FCGX_PutStr() of libfcgi
 * touch these.
 */
#ifndef ACCUEIL_TESTS_MEMORY_STREAM_H
#define ACCUEIL_TESTS_MEMORY_STREAM_H

#include <check.h>
#include <fcgiapp.h>
#include <string.h>

static inline void
memory_stream_ends(FCGX_Stream *stream)
{
	stream->isClosed = 1;
}

/* A peer that went away, or was too slow, in the middle. */
static inline void
memory_stream_breaks(FCGX_Stream *stream)
{
	stream->isClosed = 1;
	stream->FCGI_errno = FCGX_PROTOCOL_ERROR;
}

static inline void
memory_stream_overflows(FCGX_Stream *stream, int close)
{
	(void)stream;
	(void)close;
	ck_abort_msg("the answer is longer than the test's buffer");
}

/* ${bytes} are borrowed; ${at_end} is one of the two above. */
static inline FCGX_Stream
memory_reader(const char *bytes, size_t len, void (*at_end)(FCGX_Stream *))
{
	unsigned char *start = (unsigned char *)(uintptr_t)bytes;

	return (FCGX_Stream){
		.isReader = 1,
		.rdNext = start,
		.wrNext = start + len,
		.stop = start + len,
		.stopUnget = start,
		.fillBuffProc = at_end,
	};
}

/* What is written stands from ${buf} to stream.wrNext. */
static inline FCGX_Stream
memory_writer(char *buf, size_t room)
{
	unsigned char *start = (unsigned char *)buf;

	memset(buf, 0, room);
	return (FCGX_Stream){
		.wrNext = start,
		.rdNext = start + room,
		.stop = start + room,
		.emptyBuffProc = memory_stream_overflows,
	};
}

#endif
