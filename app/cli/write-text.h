/* What generate and predict do with a network that continues a text. */
#pragma once

#include "work.h"
#include "writing.h"

G_BEGIN_DECLS

typedef struct
{
  const char *prompt;      /* NULL: none */
  gsize count;             /* characters to write */
  NnWriting writing;
  const char *path;        /* where to; NULL: standard output */
  gboolean json;
} VtTextOptions;

/* nn_writes() of the trainer is not NULL. */
gboolean vt_write_text   (const VtWork *work, const VtTextOptions *options, GError **error);

/* Each input's likeliest next characters, and how the text goes on when always the likeliest is taken. */
gboolean vt_predict_text (const VtWork *work, char *const *inputs, guint n, gboolean json, GError **error);

G_END_DECLS
