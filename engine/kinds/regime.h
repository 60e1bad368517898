/**
 * NnRegime:
 *
 * How a network is trained: what its answers are compared with, and what its input hands on. A row per regime; its id is
 * also its choice in the recipe.
 */
#pragma once

#include "data-info.h"
#include "settings.h"

G_BEGIN_DECLS

typedef enum
{
  NN_AIM_ANSWER,         /* what the data asks for */
  NN_AIM_INPUT,          /* the example itself */
  NN_AIM_NOISE,          /* the noise that was mixed into the example */
  NN_AIM_REAL,           /* whether what is judged is an example, or was made of noise */
  NN_AIM_NEXT,           /* what follows in a text, which the data has as its answer */
  NN_AIM_TRANSLATION,    /* at each place of an answer what comes next in it, after its source and all before that place */
} NnAim;

typedef struct
{
  const char *id;        /* "reconstruct" */
  const char *title;     /* N_("Reconstruct") */
  const char *blurb;     /* N_() one sentence */
  NnAim aim;
} NnRegime;

extern const NnChoice nn_regime_choices[];   /* the rows as the choices of a parameter; ends with { NULL } */

const NnRegime *nn_regime_at   (guint choice);
guint           nn_regime_find (NnAim aim);     /* the choice of the first with this aim */

/* The data as the answers have it: where a judge learns, examples are of the classes "made" and "real", whatever else they are, and
 * what is looked at is real; where an example is given back, it is its own answer; where noise is taken out, that is. (transfer full) */
NnDataInfo *nn_regime_answers (const NnRegime *regime, NnDataInfo *data);
#define NN_JUDGED_REAL 1   /* the class's index */

/* Whether the example itself says what is asked for, so that the data's answers do not matter. */
static inline gboolean
nn_regime_gives_back (const NnRegime *regime)
{
  return regime->aim == NN_AIM_INPUT || regime->aim == NN_AIM_NOISE || regime->aim == NN_AIM_REAL;
}

G_END_DECLS
