/**
 * NnStopping:
 *
 * Where a training stops by itself, as its recipe says: after so many epochs, when its schedule has brought the rate to 0, when
 * it is good enough, or when it has not become better for a while. Looked at after each whole epoch. Validation counts where there is any, else training.
 */
#pragma once

#include "tuning.h"

G_BEGIN_DECLS

typedef struct
{
  double best;           /* lowest loss since the start */
  gint64 best_epoch;
} NnStopping;

/* What an epoch came to. */
typedef struct
{
  gint64 epoch;          /* whole ones done */
  gboolean validated;    /* the scores are of validation examples */
  double loss, accuracy; /* accuracy NaN: there are no classes */
} NnStoppingScore;

void     nn_stopping_start (NnStopping *stopping, gint64 epoch);      /* when Train is pressed: patience counts from here */
gboolean nn_stopping_scores (const NnTuning *tuning);                 /* a rule looks at scores, or the best are kept: they are wanted after each epoch */

/* Why training stops after this epoch, in a sentence; NULL: it goes on. (transfer full) */
char    *nn_stopping_check (NnStopping *stopping, const NnTuning *tuning, const NnStoppingScore *score);

/* Why training cannot go on from here, in a sentence; NULL: it can. (transfer full) */
char    *nn_stopping_over  (const NnTuning *tuning, gint64 epoch);

G_END_DECLS
