/**
 * NnWatch, NnEvidence:
 *
 * Gathers what a diagnosis is made from while a network trains: how the loss goes, how much a step changes the weights, which units
 * are silent, whether all answers are the same. No clock of its own: whoever trains says when there is time to look closer.
 *
 * Thread-safety: the trainer's thread.
 */
#pragma once

#include "trainer.h"

G_BEGIN_DECLS

#define NN_WATCH_SPANS 48

/* A stretch of some steps: about an epoch. */
typedef struct
{
  gint64 step;              /* its last */
  double loss;              /* mean of its steps */
  double validation_loss;   /* NaN: not scored in it */
} NnSpan;

typedef struct
{
  const NnNetwork *network; /* the trainer's */
  double rate;              /* of the last step */
  gboolean broken;          /* the loss is no number any more */
  gint64 step;
  double loss;              /* of the last step */

  NnSpan span[NN_WATCH_SPANS];   /* the newest ones, oldest first */
  guint n_spans;
  double first_loss;        /* of the first span since the watch began; NaN: none yet */
  NnSpan best;              /* the span whose validation loss was the lowest since the watch began; NaN: none was scored */
  double guess_loss;        /* what guessing by how frequent the classes are would give; NaN: not known */

  gboolean contest;         /* two networks learn in turn, each against the other: no loss need fall */

  double update;            /* how far a step moves the weights, as a part of their size: median of the last few; NaN: not measured */

  guint layer;              /* the one with the most units that give 0 to every example looked at; 0: none gives */
  guint dead, units;        /* in it */
  guint looked;             /* examples looked at */

  guint heaviest;           /* the layer whose weights are the largest for what arrives at it; 0: none was measured */
  double weight;            /* root mean square of them */
  double swelling;          /* how many times as large as new ones usually are */

  guint answer;             /* the commonest answer, how often it is given, to how many examples; and how many of these have another truth */
  gsize answers, examples, others;
  double spread;            /* where numbers are asked for: deviation of the answers, as a part of the targets'; NaN: not measured */
} NnEvidence;

typedef struct _NnWatch NnWatch;

NnWatch          *nn_watch_new     (void);                                /* (transfer full) */
void              nn_watch_free    (NnWatch *watch);
void              nn_watch_restart (NnWatch *watch, const NnTrainer *trainer);   /* weights or recipe are others: what was seen counts no more. NULL: no network */

void              nn_watch_measure (NnWatch *watch, NnTrainer *trainer);  /* before a step: its update is measured */
void              nn_watch_step    (NnWatch *watch, NnTrainer *trainer, const NnSample *sample, double rate);   /* after each step */
void              nn_watch_scores  (NnWatch *watch, const NnScores *scores);     /* of the validation examples, when there are new ones */
void              nn_watch_look    (NnWatch *watch, NnTrainer *trainer);  /* at the answers of units, now */

const NnEvidence *nn_watch_evidence (const NnWatch *watch);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnWatch, nn_watch_free)

G_END_DECLS
