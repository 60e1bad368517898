/**
 * NnWriting:
 *
 * Going on with a text: the network says how likely each token is to come next, one is drawn, and it becomes part of what
 * the network reads. The same seed writes the same.
 */
#pragma once

#include "rng.h"
#include "trainer.h"

G_BEGIN_DECLS

/* How one of several is drawn by its probability. */
typedef struct
{
  double temperature;    /* 0: always the likeliest; below 1 likely ones become likelier, above 1 all become alike */
  guint top_k;           /* only among so many of the likeliest; 0: among all */
  double top_p;          /* only among the likeliest that have this much together; 1: among all */
} NnDrawing;

typedef struct
{
  NnDrawing drawing;
  guint64 seed;
} NnWriting;

/* Which of n, 2 or more; what is not above 0 is never drawn. */
guint    nn_draw   (const NnDrawing *drawing, const float *probabilities, gsize n, NnRng *rng);

/* The text that the network can go on with: its tokens; NULL: it continues none. (transfer none) */
const NnField *nn_writes (const NnTrainer *trainer);

/* What comes after the tokens read so far: the probability of each of the vocabulary. tokens may be longer than a context,
 * of which the end is read, and must have one at least. nn_writes() is not NULL. */
void     nn_next   (NnTrainer *trainer, const float *tokens, gsize n, float *probabilities);

/* Appends so many tokens, each told as it is written (told may be NULL). Without a token to begin with it takes a new line,
 * or the first of the vocabulary, which is not told. */
typedef void (*NnTold) (const char *token, gpointer data);
void     nn_write  (NnTrainer *trainer, const NnWriting *writing, GArray *tokens, gsize n, NnTold told, gpointer data);

G_END_DECLS
