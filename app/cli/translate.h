/* What predict, generate and eval do with a network that translates. */
#pragma once

#include "translation.h"
#include "work.h"

G_BEGIN_DECLS

/* A row, or a JSON object, for each VtInput: the text, its translation, and the verdict where the right answer is known. */
void   vt_predict_translations (const VtWork *work, const GArray *inputs, gboolean json);

/* A translation of one text alone, to a file or (path NULL) to standard output. */
gboolean vt_write_translation  (const VtWork *work, const NnWriting *writing, const char *text, const char *path, gboolean json,
                                GError **error);

/* The share of answers that are right from beginning to end, free running, of the examples that are scored. NaN: nothing is translated. */
double vt_share_exact          (const VtWork *work, gboolean all);

G_END_DECLS
