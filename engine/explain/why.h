/**
 * NnWhy:
 *
 * How one number was made, as steps that can be redone on paper: tables of terms that are added up, and lines that make one
 * number of a few. All numbers are those of the tensors that trained; the texts are templates to be filled with them.
 *
 * Thread-safety: a plain value; nothing is shared but constants.
 */
#pragma once

#include "graph.h"

G_BEGIN_DECLS

#define NN_WHY_NUMBERS 4     /* in one line */
#define NN_WHY_TERMS 1024    /* kept of one table, the largest; the others are one sum */
#define NN_WHY_SHOWN 6       /* of them, if there are more than NN_WHY_ALL, stand in the table */
#define NN_WHY_ALL 9

/* What somebody asks about. */
typedef enum
{
  NN_WHY_NOTHING,
  NN_WHY_VALUE,              /* a number that a layer hands on */
  NN_WHY_SLOPE,              /* the gradient of the loss by it */
  NN_WHY_LOSS,               /* an output's loss */
  NN_WHY_WEIGHT,             /* what a number of a weight does to the value it belongs to */
  NN_WHY_WEIGHT_SLOPE,       /* its gradient */
  NN_WHY_NUDGE,              /* what the next step makes of it */
  NN_WHY_SHARE,              /* of its look that a step of an attending layer gives another */
  NN_WHY_SHARE_SLOPE,        /* the gradient by the score that it was made of */
} NnWhyAbout;

typedef struct
{
  NnWhyAbout about;
  guint layer;               /* id */
  const char *role;          /* WEIGHT…: "weight", "bias" (static string); else NULL */
  gsize index;               /* of the number, in the layer's result, in the weight or in the shares [heads][steps][steps looked at] */
} NnQuestion;

static inline gboolean
nn_question_equal (const NnQuestion *a, const NnQuestion *b)
{
  return a->about == b->about && a->layer == b->layer && g_strcmp0 (a->role, b->role) == 0 && a->index == b->index;
}

/* How a number is made of others, and how that is written. */
typedef struct
{
  const char *text;          /* N_("%s × %s"): a place for each number, in order */
  guint n;                   /* how many */
  double (*value) (const double *x, const double *arg);   /* NULL: what the operation makes of one number */
  const char *op;            /* "tanh" */
  gboolean is_slope;         /* the operation's slope at that number, rather than its value */
} NnWhyForm;

extern const NnWhyForm nn_why_number, nn_why_plus, nn_why_difference, nn_why_product, nn_why_quotient;   /* "%s", "%s + %s", "%s − %s"… */

/* What a term or a line is about: a number of a layer's result, or of one of its weights. */
typedef struct
{
  const char *name;          /* N_("bias"): says it without a place; NULL: layer and index do */
  guint layer;               /* 0: of no layer's result */
  gsize index;
  NnShape shape;             /* then: of the block that a layer keeps to itself, in which index counts; rank 0: none */
  const char *role;          /* interned: the weight it is multiplied by; NULL: none */
  gsize weight_index;
  guint weight_layer;
} NnWhySource;

typedef struct
{
  NnWhySource source;
  NnWhySource second;        /* where its second number is seen, if that is no weight; layer 0: nowhere */
  const NnWhyForm *form;     /* NULL: the number itself */
  double x[NN_WHY_NUMBERS];  /* as many as the form takes */
  double value;              /* of the form */
  gboolean stays;            /* it stands in the table, however small it is */
} NnWhyTerm;

/* Where a number of a line comes from: an earlier step, whose number it must look like. */
typedef enum
{
  NN_LINK_NONE,
  NN_LINK_RESULT,            /* that step's result */
  NN_LINK_TERM,              /* one of its terms' values */
} NnLinkKind;

typedef struct
{
  NnLinkKind kind;
  guint step;
} NnWhyLink;

typedef struct
{
  const char *title;         /* N_("sum"): what the result is called */
  const char *remark;        /* N_() a sentence, or NULL */
  const char *heads[3];      /* of a table's columns: N_("input"), N_("weight"), N_("product"); or NULL */

  /* A table: terms that are added up. The first n_shown stand there, the others are one line. */
  GArray *terms;             /* NnWhyTerm; NULL or empty: this is a line */
  guint most;                /* that stand there; 0: the usual number */
  guint n_shown;
  gsize n_more;
  double more;               /* their sum */

  /* A line. */
  const NnWhyForm *form;
  double x[NN_WHY_NUMBERS];
  double arg[NN_OP_ARGS];    /* of the forms */
  const char *captions[NN_WHY_NUMBERS];   /* N_() what the line's numbers are called; NULL: not said */

  NnWhySource source[NN_WHY_NUMBERS];   /* where a line's numbers are seen; layer 0: nowhere */

  NnWhyLink link[NN_WHY_NUMBERS];   /* of the line's numbers; of a table: of all its terms' first, second… numbers */
  double result;
  double visible;            /* a difference that the result's decimals must show; 0: none */
  gboolean is_coarse;         /* two decimals do, however small it is: a share, a loss */
} NnWhyStep;

/* Facts that a nudge needs beside its steps. */
typedef struct
{
  guint examples;            /* that its gradient is a mean over; of several batches, those of the ones to come */
  guint batches, to_come;    /* gathered for one nudge, and how many of them have not been taken */
  double rate;
} NnNudgeFacts;

/* A number of a weight of the same layer. */
typedef struct
{
  const char *role;          /* interned; NULL: none */
  gsize index;
} NnWhyWeightAt;

/* Of the weight that is asked about. */
typedef struct
{
  NnShape shape;             /* rank 0: the question is about no weight */
  const char *const *axes;   /* N_() what its axes are called, as many as there may be: "filter", "map"…; NULL: not said */
  NnWhyWeightAt previous, next;   /* to the number in the layer's order: row by row, each with its bias behind it */
} NnWhyWeight;

typedef struct
{
  NnQuestion question;       /* that this answers; about NOTHING: no answer */
  gint64 example;            /* that it is for; −1: an input given by hand */
  GArray *steps;             /* NnWhyStep; empty: the number is given, not made */
  double result;
  double old;                /* NUDGE, WEIGHT…: the number of the weight as it is */
  double batch_slope;        /* WEIGHT_SLOPE: its gradient in the last step, over the batch; NaN: none yet */
  gint64 step;               /* of training, after which it holds */
  NnWhyWeight weight;
  NnNudgeFacts nudge;
} NnWhy;

void       nn_why_init      (NnWhy *why);
void       nn_why_clear     (NnWhy *why);          /* frees what it holds */
void       nn_why_restart   (NnWhy *why);          /* no steps, no answer */
NnWhyStep *nn_why_add_table (NnWhy *why, const char *title);
NnWhyStep *nn_why_add_line  (NnWhy *why, const char *title, const NnWhyForm *form);
void       nn_why_add_term  (NnWhyStep *table, const NnWhyTerm *term);
NnWhyTerm *nn_why_term      (const NnWhyStep *step, guint i);
NnWhyStep *nn_why_step      (const NnWhy *why, guint i);
double     nn_why_apply     (const NnWhyForm *form, const double *x, const double *arg);   /* form NULL: x[0] */

/* After the last term: computes their values, brings the largest to the front (in their order) and adds up the others. */
void       nn_why_fold      (NnWhyStep *table);

G_END_DECLS
