/**
 * Pairs of texts:
 *
 * A text and its translation, both as tokens in fields of one size for all pairs, each with an alphabet of its own. Token 0 of
 * either ends a text (NnField.ends) and fills the places that are left.
 *
 * The source stands at the end of its field, with the ends before it: a layer that reads it step by step comes to its last
 * character at the last step, so that the last state is that of the whole text and nothing has to be masked. The target stands at
 * the beginning, with one end or more behind it: the first is asked for like any character, what follows it is not. What is written
 * of the answer so far (NN_SO_FAR) is the target moved on by one place, so that no place sees itself; at the first stands an end.
 *
 * Thread-safety: any thread.
 */
#pragma once

#include "dataset.h"

G_BEGIN_DECLS

/* One side: the most characters that one of its texts has, and all characters that occur in them, in any order and number. */
typedef struct
{
  gsize longest;
  const char *characters;
} NnPairSide;

/* title and noun are translated. (transfer full) */
NnDataInfo *nn_pairs_info (const char *title, const char *noun, gsize n, const NnPairSide *source, const NnPairSide *target);

/* Both texts of example i, which must fit. */
void        nn_pairs_put  (NnDataset *dataset, gsize i, const char *source, const char *target);

/* A text as the source that a network is given: as many numbers as the field has. NN_ERROR_DATA: it is too long, or has a
 * character that the field does not have. */
gboolean    nn_pairs_lay  (const NnField *source, const char *text, float *out, GError **error);

G_END_DECLS
