/*
 * Appointments as they are kept: the record, its stored form (versioned JSON),
 * and what it is found by: its reference, its call, a contact, a time.
 */
#ifndef ACCUEIL_AGENDA_BOOKING_H
#define ACCUEIL_AGENDA_BOOKING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "store/store.h"

#define BOOKING_ID_BYTES       7   /* six characters that can be said */
#define BOOKING_RESOURCE_BYTES 65  /* see tenants/config.h */
#define BOOKING_CALL_BYTES     201 /* the longest call id kept */
#define BOOKING_NAME_BYTES     128
#define BOOKING_CONTACT_BYTES  255
#define BOOKING_REASON_BYTES   400

struct booking {
	char id[BOOKING_ID_BYTES]; /* unique in its tenant */
	char resource[BOOKING_RESOURCE_BYTES];
	int64_t start_ms;          /* since 1970 UTC */
	int64_t length_ms;         /* of the appointment */
	int64_t buffer_ms;         /* kept free after it */
	char name[BOOKING_NAME_BYTES];     /* as it is written */
	char name_key[BOOKING_NAME_BYTES]; /* its words made easy to compare,
	                                      separated by a space; "" = found
	                                      under no name */
	char contact[BOOKING_CONTACT_BYTES]; /* E.164 or an address; "" */
	char reason[BOOKING_REASON_BYTES];   /* "" when not said */
	char call_id[BOOKING_CALL_BYTES];    /* "" when the office's own */
	int64_t created_ms;
	int64_t cancelled_ms;      /* 0 = it stands */
	int64_t revision;          /* how often it was moved or cancelled */
};

/* booking_new_id(): one that no booking of the tenant has had. */
enum store_rc booking_new_id(struct store_txn *txn, const char *tenant,
    char id[BOOKING_ID_BYTES], struct err *err);

/*
 * booking_save(txn, tenant, was, is, err): keep ${is}, instead of ${was} when
 * it is not new (NULL). Whether its time is free is not asked here.
 */
enum store_rc booking_save(struct store_txn *txn, const char *tenant,
    const struct booking *was, const struct booking *is, struct err *err);

/* booking_erase(): as if it had never been. */
enum store_rc booking_erase(struct store_txn *txn, const char *tenant,
    const struct booking *b, struct err *err);

/*
 * booking_get(): by its reference, in any case of letters; STORE_ABSENT when
 * there is none. It may be cancelled.
 */
enum store_rc booking_get(struct store_txn *txn, const char *tenant,
    const char *id, struct booking *out, struct err *err);

/*
 * Those that stand, to each(), which may not write; it stops at the first
 * answer other than STORE_OK, which is then the answer.
 */
typedef enum store_rc booking_each(const struct booking *b, void *ctx,
    struct err *err);

/* booking_of_call(): that this call took, in no order. */
enum store_rc booking_of_call(struct store_txn *txn, const char *tenant,
    const char *call_id, booking_each *each, void *ctx, struct err *err);

/*
 * booking_find(txn, tenant, name_key, contact, each, ctx, err):
 * With exactly this contact, under this name: all the words of one of the two
 * name keys are in the other ("dupont" finds "jean dupont"). Without a name or
 * a contact, none.
 */
enum store_rc booking_find(struct store_txn *txn, const char *tenant,
    const char *name_key, const char *contact, booking_each *each, void *ctx,
    struct err *err);

/* booking_between(): that begin at ${from_ms} or later and before ${to_ms},
 * the earliest first. Takes a look-up per day of that time. */
enum store_rc booking_between(struct store_txn *txn, const char *tenant,
    int64_t from_ms, int64_t to_ms, booking_each *each, void *ctx,
    struct err *err);

#endif
