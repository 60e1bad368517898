/**
 * NnLook, NnFrame:
 *
 * What somebody is looking at, and what is seen. A look is a list of things wanted; the worker fills exactly those into a frame,
 * at display rate, and nothing else. A frame is immutable while the reader holds it.
 */
#pragma once

#include "diagnosis.h"
#include "rate-test.h"
#include "timing.h"
#include "why.h"

G_BEGIN_DECLS

typedef enum
{
  NN_LOOK_RESULT,        /* a layer's result for the example shown: [size]; the output layer's is its prediction */
  NN_LOOK_PLANE,         /* a layer's results over a grid of inputs: [size][rows][columns], top row is the highest y */
  NN_LOOK_WEIGHT,        /* a weight as it is: [shape], or the first of it */
  NN_LOOK_GRADIENT,      /* its gradient in the last step: [shape], or the first of it */
  NN_LOOK_PREDICTIONS,   /* the output's prediction for listed examples: [n][size] */
  NN_LOOK_CONFUSION,     /* over the validation examples (training ones, if there are none): [truth][answer] */
  NN_LOOK_SHARES,        /* how a layer that attends shares its look out: [heads][steps][steps looked at] */
  NN_LOOK_WRITING,       /* how the network goes on with a text: so many tokens as `most` says; of one that translates its answer, [places] */
  NN_LOOK_TRANSLATIONS,  /* answers to listed examples as the network writes them by itself: [n][places] */
  NN_LOOK_MADE,          /* new examples that the network makes: as many as `most` says, [n][numbers of one]; none where it makes nothing */
  NN_LOOK_WHY,           /* no numbers: how one was made, for the example shown, in the frame's `why` or `nudge` */
} NnLookAt;

typedef struct
{
  NnLookAt at;
  guint layer;                   /* id; 0: the output layer */
  const char *role;              /* WEIGHT, GRADIENT, WHY: "weight", "bias" (static string) */
  guint unit;                    /* PLANE: this unit of the layer alone, counted from 1; 0: all */
  gsize most;                    /* WEIGHT, GRADIENT: only so many of its numbers, the first; 0: all. WRITING: so many tokens */
  guint columns, rows;           /* PLANE; rows 1 for inputs of one number */
  double x0, x1, y0, y1;         /* PLANE: the edges' values, cell centres lie half a cell inside */
  NnWhyAbout about;              /* WHY: the question, with layer, role and index */
  gsize index;                   /* and of WRITING and MADE the seed */
  double temperature;            /* WRITING */
  GArray *examples;              /* guint32, owned by the look: PREDICTIONS and TRANSLATIONS, indices into the data set; WRITING, the tokens so far, or those of a whole source */
} NnLookItem;

gboolean nn_look_item_equal (const NnLookItem *a, const NnLookItem *b);

typedef enum
{
  NN_STATE_EMPTY,        /* no network, or none that runs */
  NN_STATE_PAUSED,
  NN_STATE_RUNNING,
} NnState;

typedef struct
{
  guint layer;           /* an output, or one that adds a loss of its own */
  double loss;
} NnLayerLoss;

typedef struct
{
  guint64 revision;      /* of the network this is a frame of, as given to nn_worker_set_network() */
  guint64 look;          /* serial of the look that filled it */
  guint64 run;           /* as in NnPoint */
  guint64 obeyed;        /* commands obeyed so far: see nn_worker_sent() */
  NnState state;
  gint64 step;
  gint64 epoch;          /* whole epochs done */
  NnSample training;     /* mean over the last whole epoch */
  double validation_loss, validation_accuracy;   /* NaN: none yet */
  gint64 validation_step, validation_epoch;      /* where they were measured; epoch −1: not at an epoch's end */
  gboolean validation_is_older;                  /* than the numbers of training, by so much that one should know: it is measured seldom */
  double rate;           /* learning rate now */
  double examples_per_s;
  guint threads;         /* that training keeps busy; 0: it rests */
  char *device;          /* name of where it runs; NULL: the processor */
  char *trouble;         /* translated: why that is not where it was to run; NULL: it is */
  double example_loss;   /* of the example shown; NaN if it has no target */
  GArray *losses;        /* NnLayerLoss: what each layer adds to it, where there are several */
  gint64 example;        /* index of the example shown; −1: an input given by hand */
  NnFinding *finding;    /* what the numbers say of this training; NULL: nothing worth a word. Take a reference to keep it */
  char *stopped;         /* translated: why Train paused as the recipe says; NULL: it did not */
  gint64 best_step;      /* then: the moment of the tape to which its weights are to go back, which is the reader's to order; −1: none */
  double seconds_left;   /* until the recipe's epochs are done; NaN: not known */
  int shown;             /* the moment of the tape that is looked at, by its place; −1: training as it is */
  GArray *tape;          /* NnTapePoint: the moments recorded, oldest first */
  GArray *rates;         /* NnRatePoint: learning rates that were tried from here; empty: none */
  gboolean tests_rates;  /* and more to come */
  NnEngines *engines;    /* how long a step takes on each; NULL: not timed. Take a reference to keep it */
  gboolean times_engines;  /* that goes on */
  char *problem;         /* translated: why it paused by itself (NaN), or why the network does not run; NULL: nothing */

  NnWhy why, nudge;      /* answers to what is asked: by NN_WHY_NUDGE, and by all else. The questions are in them */

  GArray *offsets;       /* gsize, n_items + 1: where each item starts in numbers */
  GArray *numbers;       /* float */
} NnFrame;

/* An item's numbers; n 0 and NULL where the item could not be filled (the layer is gone, or has no such thing). */
const float *nn_frame_item (const NnFrame *frame, guint item, gsize *n);

/* What a layer's card says of the example shown: its own part of the loss; of one that adds none all of it. */
double       nn_frame_loss (const NnFrame *frame, guint layer);

/* A frame with arrays of its own and nothing in it, and the end of one. The reader needs none of these. */
void nn_frame_init        (NnFrame *frame);
void nn_frame_clear       (NnFrame *frame);
void nn_frame_forget      (NnFrame *frame);                        /* no network: state EMPTY, no numbers of training */
void nn_frame_set_problem (NnFrame *frame, const char *problem);   /* copies it */
void nn_frame_set_stopped (NnFrame *frame, const char *stopped);   /* copies it */
void nn_frame_set_device  (NnFrame *frame, const char *device, const char *trouble);   /* copies both */

G_END_DECLS
