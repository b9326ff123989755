/* The store's only writer's place, taken: another write waits for ever. */
#ifndef ACCUEIL_TESTS_HELD_WRITER_H
#define ACCUEIL_TESTS_HELD_WRITER_H

#include <check.h>
#include <pthread.h>
#include <semaphore.h>

#include "store/store.h"

static struct {
	pthread_t thread;
	sem_t inside, leave;
} held_writer;

static inline enum store_rc
stay_fn(struct store_txn *txn, void *ctx, struct err *e)
{
	(void)txn;
	(void)ctx;
	(void)e;
	sem_post(&held_writer.inside);
	sem_wait(&held_writer.leave);
	return STORE_REFUSED;
}

static inline void *
stay_in_the_writer(void *store)
{
	store_update(store, stay_fn, NULL, NULL);
	return NULL;
}

static inline void
hold_the_writer(struct store *store)
{
	ck_assert_int_eq(sem_init(&held_writer.inside, 0, 0), 0);
	ck_assert_int_eq(sem_init(&held_writer.leave, 0, 0), 0);
	ck_assert_int_eq(pthread_create(&held_writer.thread, NULL,
	                     stay_in_the_writer, store),
	    0);
	sem_wait(&held_writer.inside);
}

static inline void
let_the_writer_go(void)
{
	sem_post(&held_writer.leave);
	pthread_join(held_writer.thread, NULL);
}

#endif
