/**
 * NnFeed:
 *
 * What lies between a data set and a program: fills the inputs and targets of a slice, and counts its losses and right
 * answers when it has run. All pointers are found once, when it is made.
 *
 * Thread-safety: different slices may be used at the same time, one thread each.
 */
#pragma once

#include "batcher.h"
#include "metrics.h"
#include "program.h"

G_BEGIN_DECLS

typedef struct _NnFeed NnFeed;

/* Whether the data is what the network was lowered for. NN_ERROR_DATA. */
gboolean nn_feed_check (const NnGraph *graph, const NnDataset *dataset, GError **error);

/* The values that a program must keep for its feed. (transfer full) */
NnValue *nn_feed_keep  (const NnGraph *graph, guint *n);

/* Borrows the program and references the data set. (transfer full) */
NnFeed  *nn_feed_new   (const NnGraph *graph, NnProgram *program, NnDataset *dataset);
void     nn_feed_free  (NnFeed *feed);

void     nn_feed_fill  (const NnFeed *feed, guint slice, const guint32 *examples, guint n, guint shift);   /* shift: of pieces of a text, else 0 */
NnTally  nn_feed_tally (const NnFeed *feed, guint slice, guint n);

double   nn_feed_loss (const NnFeed *feed, guint slice, guint i);   /* what the graph's i-th loss adds to that of the slice's first example */

/* For programs that run elsewhere: what nn_feed_fill() fills, one value after the other, and what nn_feed_tally() judges by. */
typedef struct
{
  NnValue raw, target;
  NnEncoding encoding;
  gsize raw_size, target_size;   /* of one answer */
  gsize places;                  /* answers of an example */
  gboolean ends;                 /* those behind the first end are not asked for */
} NnJudging;

guint    nn_feed_n_fillings (const NnFeed *feed);
NnValue  nn_feed_filling    (const NnFeed *feed, guint i, gsize *size);   /* numbers of one example */
void     nn_feed_gather     (const NnFeed *feed, guint i, const guint32 *examples, guint n, guint shift, float *out);
gboolean nn_feed_judges     (const NnFeed *feed, NnJudging *judging);

/* The output whose answers are counted: the first that chooses among classes. NULL where there is none. */
const NnGraphOutput *nn_feed_judged (const NnFeed *feed);
double               nn_feed_share_right (const NnFeed *feed, const NnTally *tally);   /* of all answers; NaN where none are judged */

/* Its answers after a run, one after the other: each example's, and of a sequence each step's. */
typedef struct
{
  NnEncoding encoding;
  const float *raw, *target;
  gsize raw_size, target_size;   /* of one answer */
  gsize places;                  /* answers of one example */
  gsize n;                       /* examples */
  gboolean ends;                 /* of texts that end, those behind the end are not asked for */
} NnAnswers;

gsize                nn_answers_asked (const NnAnswers *answers, gsize example);   /* how many: the first of its places */

NnAnswers            nn_feed_answers (const NnFeed *feed, guint slice, guint n);      /* n: examples that were run */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnFeed, nn_feed_free)

G_END_DECLS
