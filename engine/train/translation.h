/**
 * Translating:
 *
 * A network that reads a text and writes another, free running: at each place it says how likely each token is to come next, one
 * is drawn, and it stands before the next place (NN_SO_FAR), until an end is drawn or the answer is full. The right answer is not
 * looked at. The same seed writes the same.
 *
 * Ownership: nothing is kept; inputs are written to while it goes on, answers belong to the caller.
 * Thread-safety: the trainer's: one thread at a time.
 */
#pragma once

#include "writing.h"

G_BEGIN_DECLS

/* The field of its answers; NULL: it translates nothing. (transfer none) */
const NnField *nn_translates   (const NnTrainer *trainer);

/* Answers of n sources as [n][places], tokens, filled with ends behind the first. inputs are whole inputs of the data, [n][input
 * size]: the sources are read, and what has been written comes to stand beside them. */
void           nn_translate    (NnTrainer *trainer, const NnWriting *writing, float *inputs, gsize n, float *answers);

/* How many of the examples' answers are right from beginning to end, when always the likeliest is taken. */
gsize          nn_count_exact  (NnTrainer *trainer, const guint32 *examples, gsize n);

/* Whether two answers are the same up to their ends. */
gboolean       nn_answers_same (const float *a, const float *b, gsize places);

G_END_DECLS
