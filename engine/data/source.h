/**
 * NnDataSource, NnDataReader, data specs:
 *
 * Where data comes from. A spec is "builtin:spiral?n=500&noise=0.1&seed=3", points written out (points.h), or a path, whose
 * reader is found by content, with the reader's knobs behind it: "play.txt?context=128".
 * Sources are rows (engine/data/builtin), readers are rows (engine/data/readers).
 *
 * Thread-safety: all functions may be called from any thread.
 */
#pragma once

#include "dataset.h"
#include "errors.h"
#include "settings.h"

G_BEGIN_DECLS

typedef struct
{
  const char *id;        /* "spiral" */
  const char *title;     /* N_("Spiral") */
  const char *blurb;     /* N_() one sentence */
  const char *icon;      /* symbolic icon name */
  const NnParam *params; /* knobs, "n" and "seed" among them; ends with { NULL } */
  NnDataInfo *(*describe) (const NnSettings *settings);   /* (transfer full) */
  NnDataset  *(*generate) (const NnSettings *settings);   /* (transfer full) the same for the same settings, everywhere */
} NnDataSource;

typedef struct
{
  const char *id;        /* "idx" */
  const char *title;     /* N_("IDX pictures (MNIST)") */
  const NnParam *params; /* knobs; ends with { NULL }. NULL: none */
  gboolean    (*recognise) (const char *path);            /* a look at the name and the first bytes; a folder may be asked */
  /* settings: of the knobs. describe makes no examples; it reads headers, and what only the whole says: the classes, the characters. */
  NnDataInfo *(*describe)  (const char *path, const NnSettings *settings, GError **error);
  NnDataset  *(*read)      (const char *path, const NnSettings *settings, GError **error);
} NnDataReader;

const NnDataSource *const *nn_data_sources (guint *n);
const NnDataReader *const *nn_data_readers (guint *n);
const NnDataSource *nn_data_source_find    (const char *id);

/* A spec of a built-in set, taken apart and put together. parse: NN_ERROR_DATA or NN_ERROR_ARGUMENT, naming what there is. */
const NnDataSource *nn_data_spec_parse  (const char *spec, NnSettings **settings, GError **error);   /* settings (transfer full) */
char               *nn_data_spec_format (const NnDataSource *source, const NnSettings *settings);    /* (transfer full) only what differs from the defaults */
gboolean            nn_data_spec_is_builtin (const char *spec);

/* A path and the knobs behind it (NULL: none); one that exists as it stands has none. */
char       *nn_data_spec_path   (const char *spec, const char **knobs);                                       /* (transfer full) */
NnSettings *nn_data_spec_knobs  (const char *id, const NnParam *params, const char *knobs, GError **error);   /* (transfer full) "n=5&seed=3" */

/* The knobs of any spec as they are set, and the same data with others. */
NnSettings *nn_data_spec_settings (const char *spec);                                                        /* (transfer full) NULL: it has none */
char       *nn_data_spec_with     (const char *spec, const NnSettings *settings);                            /* (transfer full) */

NnDataInfo *nn_data_describe (const char *spec, GError **error);   /* (transfer full) quick: no inputs are made or read; of a file perhaps the labels */
NnDataset  *nn_data_load     (const char *spec, GError **error);   /* (transfer full) may take a second: not on the main thread */

G_END_DECLS
