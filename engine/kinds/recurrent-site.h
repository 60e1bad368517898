/* What the recurrent kinds share: their settings, the shapes they hand on, and how they lower to an operation over states.
 * Private to this room. */
#pragma once

#include "site.h"

G_BEGIN_DECLS

extern const char *const nn_recurrent_inputs[];
extern const NnChoice nn_recurrent_returns[];   /* "sequence", "last"; ends with { NULL } */

#define NN_RECURRENT_PARAMS(RETURNS) \
  { \
    .id = "units", \
    .title = N_("State size"), \
    .blurb = N_("How many numbers the layer remembers from one step to the next."), \
    .type = NN_PARAM_INT, \
    .min = 1, \
    .max = 10000, \
    .initial = 16, \
    .step = 1, \
  }, \
  { \
    .id = "returns", \
    .title = N_("Hands on"), \
    .blurb = N_("The state after every step, or only what is left at the end."), \
    .type = NN_PARAM_CHOICE, \
    .choices = RETURNS, \
    .initial = 1, \
  }, \
  { \
    .id = "bidirectional", \
    .title = N_("Both directions"), \
    .blurb = N_("A second set of weights reads the sequence from its end; the two states stand side by side."), \
    .type = NN_PARAM_SWITCH, \
  }, \
  { \
    .id = "initialiser", \
    .title = N_("Starting weights"), \
    .blurb = N_("How the weights of what comes in are drawn; those between states begin orthogonal."), \
    .type = NN_PARAM_CHOICE, \
    .choices = nn_initialiser_choices, \
  }, \
  NN_TRAINING_PARAMS

/* What tells one kind from another. */
typedef struct
{
  const char *op;        /* "lstm" */
  guint gates;           /* sums for each number of the state */
  guint n_states;        /* blocks that go from step to step: the first n_states results of the operation */
  double bend;           /* arg[1] of the operation */
} NnRecurrentKind;

gboolean nn_infer_recurrent (const NnSite *site, const NnRecurrentKind *kind, NnShape *out, NnIssue *issue);
NnValue  nn_lower_recurrent (NnGraph *graph, const NnSite *site, const NnRecurrentKind *kind, const NnValue *in);

/* All of a recurrent row but its texts, its settings and its functions. */
#define NN_RECURRENT_ROW \
  .view = "strip", \
  .family = NN_FAMILY_SEQUENCE, \
  .numbered = TRUE, \
  .min_in = 1, \
  .max_in = 2, \
  .inputs = nn_recurrent_inputs, \
  .ahead = "bidirectional=true"

G_END_DECLS
