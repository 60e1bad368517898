/**
 * NnIssue:
 *
 * What is wrong with a network, in words for a student, at the layer where it stands, with remedies that can be applied as
 * they are. A remedy is data; engine/network turns it into an edit.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define NN_ISSUE_REMEDIES 3
#define NN_ISSUE_DEPTH 8        /* groups in groups */
#define NN_REMEDY_SETTINGS 2

typedef enum
{
  NN_ISSUE_ERROR,       /* the network cannot run as it is */
  NN_ISSUE_UNFINISHED,  /* it cannot run yet: something is still to come */
  NN_ISSUE_WARNING,     /* it runs, but probably not as meant */
} NnSeverity;

typedef enum
{
  NN_REMEDY_NONE,
  NN_REMEDY_INSERT_BEFORE,   /* a layer of `kind`, set as `with` says, on the wire into the layer */
  NN_REMEDY_SET,             /* the setting `param` of the layer (or of `other`, if not 0) to `value` */
  NN_REMEDY_REMOVE_WIRE,     /* the wire into input `slot` */
  NN_REMEDY_REMOVE_LAYER,    /* the layer (or `other`, if not 0); what fed it feeds what it fed */
  NN_REMEDY_ADD_AFTER,       /* a layer of `kind`, set as `with` says, after the layer, wired; alone on the sheet where the issue has no layer */
  NN_REMEDY_ADD_BEFORE,      /* a layer of `kind` before the layer, wired */
  NN_REMEDY_CONNECT,         /* a wire from layer `other` into input `slot` */
  NN_REMEDY_USE_DATA,        /* the data set whose spec is `param` */
  NN_REMEDY_SET_RECIPE,      /* the recipe's setting `param` to `value` */
} NnRemedyAction;

typedef struct
{
  const char *param;     /* NULL: no more */
  double value;
} NnRemedySetting;

typedef struct
{
  NnRemedyAction action;
  char *label;           /* translated, the words of its button: "Insert Flatten" */
  const char *kind;
  const char *param;
  double value;
  guint slot;
  guint other;
  NnRemedySetting with[NN_REMEDY_SETTINGS];
} NnRemedy;

typedef struct
{
  NnSeverity severity;
  guint layer;           /* id; 0: the network as a whole */
  guint from;            /* id of the layer at the other end of the wire that is wrong; 0: no wire */
  char *sentence;        /* translated: "Dense 1 needs one list of numbers." */
  char *detail;          /* translated, the numbers of it: "Input hands over a block, 28×28×1. Flatten …"; or NULL */
  guint inside[NN_ISSUE_DEPTH];   /* ids of the groups that it lies in, from the outermost; ends with 0. Then `layer` is the first of them */
  guint inner;           /* … and this the layer in the last of them */
  NnRemedy remedy[NN_ISSUE_REMEDIES];   /* the best first; ends with NN_REMEDY_NONE */
} NnIssue;

/* Filling an issue: the texts are taken over, remedies append. */
void nn_issue_set    (NnIssue *issue, NnSeverity severity, char *sentence, char *detail);
void nn_issue_remedy (NnIssue *issue, NnRemedy remedy);
void nn_issue_clear  (NnIssue *issue);   /* frees what it holds and zeroes it */

G_END_DECLS
