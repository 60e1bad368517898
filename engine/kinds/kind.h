/**
 * NnKind, NnLayer:
 *
 * A layer kind is a row: everything the program knows of it, from the palette to the exporter. One file per kind, found
 * through the list in engine/kinds/meson.build. A layer is one use of a kind in a network.
 */
#pragma once

#include "data-info.h"
#include "graph.h"
#include "issue.h"
#include "regime.h"
#include "settings.h"
#include "tensors.h"

G_BEGIN_DECLS

typedef struct _NnKind NnKind;

typedef enum   /* in the palette's order */
{
  NN_FAMILY_COMMON,
  NN_FAMILY_CONVOLUTION,
  NN_FAMILY_SEQUENCE,
  NN_FAMILY_STEADY,      /* "Steady the training" */
  NN_FAMILY_ACTIVATION,
  NN_FAMILY_SHAPE,
  NN_FAMILY_JOIN,        /* "Join and finish" */
  NN_N_FAMILIES,
} NnFamily;

const char *nn_family_title (NnFamily family);   /* translated */

/* What a group holds: a network, which this room does not know. */
typedef struct
{
  gpointer (*copy) (gconstpointer inside);   /* (transfer full) */
  void (*free) (gpointer inside);
} NnInsideType;

typedef struct
{
  guint id;              /* unique in its network, 1 or more; never used again */
  char *name;            /* "dense_1": unique; first half of its tensors' names in files */
  char *label;           /* "Dense 1": unique; what the student sees and may change */
  const NnKind *kind;
  NnSettings *settings;
  double x, y;           /* of its card's top left on the sheet, in pixels at 100 % */
  gpointer inside;       /* of a group: owned; NULL: nothing (nn_layer_inside) */
  const NnInsideType *inside_type;
  guint twin;            /* the layer that it was copied from: it begins with that one's weights; 0: none. Not in files */
  NnTensors *brought;    /* weights that it came with from another document, by their role: it begins with them. Shared, never changed; NULL: none. Not in files */
} NnLayer;

/* What a kind may ask when it infers or lowers: the layer, what arrives, and what the data set promises. */
typedef struct
{
  const NnLayer *layer;
  const NnDataInfo *data;          /* NULL: no data set known */
  const NnRegime *regime;
  const NnSettings *recipe;
  const NnShape *in;               /* shapes that arrive, by slot */
  const char *const *from;         /* labels of the layers they come from, for sentences */
  const NnLayer *const *feeder;    /* those layers */
  const NnField *const *tokens;    /* the field whose tokens arrive, by slot; NULL: numbers. No array: numbers everywhere */
  guint n_in;
  const NnGraph *graph;            /* what the layers before it were lowered to; NULL: not known */
} NnSite;

struct _NnKind
{
  const char *id;                  /* "dense": in files and on the command line; never renamed */
  const char *title;               /* N_("Dense"): palette label */
  const char *blurb;               /* N_() one plain sentence */
  const char *explained;           /* N_() a paragraph or three: what it does, its formula, when to use it */
  const char *icon;                /* symbolic icon name: "vt-dense-symbolic" */
  const char *view;                /* what its card shows: "input", "units", "filters", "stamps", "strip", "attention", "result", "plain", "output": a row of ui/views */
  NnFamily family;
  gboolean numbered;               /* labels count from the first ("Dense 1"), else from the second ("Flatten", "Flatten 2") */
  guint min_in, max_in;            /* wires in; 0 for input */
  const char *const *inputs;       /* N_(): what each of several wires in brings, where that differs: "queries"; ends with NULL. NULL: it does not */
  gboolean is_output;              /* nothing can be wired to it */
  gboolean reads_tokens;           /* not only numbers may arrive, but tokens: a place in a vocabulary is no number to calculate with */
  const char *ahead;               /* the setting with which a step also sees those after it: "causal=false"; NULL: none has */
  guint ahead_in;                  /* … on this wire, where there are so many, else on the first: its steps are those that are seen */
  const NnParam *params;           /* ends with { NULL }; never NULL */

  /* Whether a setting means something for this data (NULL: not known): it is shown. NULL: all do. */
  gboolean (*shows) (const NnDataInfo *data, const NnParam *param);

  /* The fields of the data that an INT setting chooses among, counted from 1, and how many; NULL: it is a number. */
  const NnField *(*fields) (const NnDataInfo *data, const NnParam *param, guint *n);

  /* The shape it hands on. Called with min_in ≤ n_in ≤ max_in shapes, all known. FALSE: the issue is filled (severity, texts,
   * remedies; the caller adds layer and from). May fill a warning and still return TRUE. */
  gboolean (*infer) (const NnSite *site, NnShape *out, NnIssue *issue);

  /* Called only where infer() agreed: cannot fail. Returns what the layer hands on. */
  NnValue (*lower) (NnGraph *graph, const NnSite *site, const NnValue *in);
};

const NnKind        *nn_kind_find (const char *id);   /* NULL if there is none */
const NnKind *const *nn_kind_rows (guint *n);         /* every row, by family, in the palette's order */

/* The shape rule of the site's layer, after what holds for all kinds: that tokens arrive only where they are read. */
gboolean nn_site_infer (const NnSite *site, NnShape *out, NnIssue *issue);

/* Which of the data's inputs an input layer hands on, and which of its targets an output layer is asked for. NULL: the data has
 * none at that place, or is not known, or the layer is neither. */
const NnField *nn_input_field  (const NnLayer *layer, const NnDataInfo *data);
const NnField *nn_output_field (const NnLayer *layer, const NnDataInfo *data);

/* The choices whose tokens an input layer hands on: of a text, or which of several things it is; NULL: numbers. data may be NULL. */
const NnField *nn_input_tokens (const NnLayer *layer, const NnDataInfo *data);

/* Which features of a point (point-features.h) an input layer hands on, as bits; 0 where the data are no points. data may be NULL. */
guint nn_input_features (const NnLayer *layer, const NnDataInfo *data);

NnLayer *nn_layer_new  (const NnKind *kind);          /* (transfer full) default settings, no id, no names */
NnLayer *nn_layer_copy (const NnLayer *layer);        /* (transfer full) */
void     nn_layer_free (NnLayer *layer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnLayer, nn_layer_free)

G_END_DECLS
