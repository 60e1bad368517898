/* Copies of runs of numbers out of longer runs, as shaders/slice.comp makes them. */
#pragma once

#include "dispatch.h"

G_BEGIN_DECLS

typedef struct
{
  gsize runs, width;                /* so many runs, each of so many numbers */
  gconstpointer from;
  gsize from_all, from_first;       /* numbers from one run to the next there; before the first that is taken */
  gpointer to;
  gsize to_all, to_first;
  gboolean fill;                    /* what lies around them here becomes 0 */
} NnRuns;

void nn_record_runs (const NnRun *run, const NnRuns *runs);

G_END_DECLS
