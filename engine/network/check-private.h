/* A check in progress: walk.c goes along the wires, issues.c and check-size.c say what is wrong with the whole. Private to
 * this room. */
#pragma once

#include "check.h"
#include "network-private.h"

G_BEGIN_DECLS

/* What is known of one layer. */
typedef struct
{
  NnShape out;                 /* rank 0: not known */
  NnValue value;               /* of the graph; NN_NO_VALUE: not lowered */
  const NnField *tokens;       /* the text whose tokens it hands on; NULL: numbers */
  gboolean in_order;           /* FALSE: on a circle, or behind one */
  gboolean serves;             /* an output can be reached from it */
  gboolean fed;                /* every slot it needs has a wire */
  guint missing;               /* where not: the first slot without */
  guint n_from;                /* wires that leave it */
} NnPlace;

typedef struct
{
  const NnNetwork *network;
  const NnDataInfo *data;
  GArray *issues;              /* NnIssue */
  NnGraph *graph;
  NnPlace *place;              /* [layers], in the network's order of creation */
  guint n_inputs, n_outputs;   /* layers of these sorts */
  const NnRegime *regime;
  const NnSettings *recipe;    /* of the whole */

  /* Of what a group holds. */
  guint owner;                 /* id of the outermost group, in the whole network; 0: not in a group */
  NnShape entry_shape;         /* what arrives at the group … */
  NnValue entry;
  const char *name;            /* "group_1.3.": in front of the layers' names … */
  const char *path;            /* … "3.": of the same without the outermost group's … */
  const char *stream;          /* … and with the repetition even where weights are shared */
  double rate;                 /* of the groups it lies in */
  guint *unrolled;             /* layers visited in all repetitions so far; NULL: not in a group */

  /* What somebody wants to see of a group on the way. */
  const char *wanted;          /* the `stream` of one repetition; NULL: nothing */
  GArray *inside;              /* NnLayerReport, borrowed: filled there */
} NnWalk;

/* What arrives at a layer, ready to be asked; clear it afterwards. */
typedef struct
{
  NnSite site;
  GArray *shapes;              /* NnShape, by slot */
  GArray *labels;              /* const char * */
  GArray *feeders;             /* const NnLayer * */
  GArray *tokens;              /* const NnField * */
  GArray *values;              /* NnValue */
  gboolean known;              /* every shape is known */
} NnArrival;

void nn_walk_begin (NnWalk *walk, const NnNetwork *network, const NnDataInfo *data);
void nn_walk_run   (NnWalk *walk, gboolean only_serving);   /* infers and lowers; with layers that serve no output, or without */
void nn_walk_clear (NnWalk *walk);

/* A new issue at a layer; takes the texts. (transfer none) until the next. */
NnIssue *nn_walk_issue (NnWalk *walk, guint layer, NnSeverity severity, char *sentence, char *detail);

/* (transfer full) To remove a layer. */
NnRemedy nn_remedy_remove (const NnLayer *layer);

/* As if also a wire from `extra` ended in its first missing slot (NULL: as it is). */
void nn_arrival_gather (NnArrival *arrival, const NnWalk *walk, guint i, const NnLayer *extra);
void nn_arrival_clear  (NnArrival *arrival);

/* A group's repetitions, from the value that arrives to the one that leaves; FALSE: there are issues. */
gboolean nn_walk_group (NnWalk *walk, const NnLayer *group, double rate, NnShape *shape, NnValue *value);

/* After the run: what is wrong with the structure, and with the size. */
void nn_walk_find_problems (NnWalk *walk);
void nn_walk_check_size    (NnWalk *walk);

/* nn_check() in two steps: all issues with all remedies, then those that lead to another error at the same place are taken away. */
NnReport *nn_check_plainly (const NnNetwork *network, const NnDataInfo *data);
void      nn_report_sift   (NnReport *report, const NnNetwork *network, const NnDataInfo *data);

G_END_DECLS
