/* Training as a table of comma-separated values: what `vitrine-cli train --log` and the window's export write. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* NaN: does not apply, an empty field. Accuracies are 0 to 1. */
typedef struct
{
  gint64 step;
  double epoch;
  double loss, accuracy;
  double val_loss, val_accuracy;
  double examples_per_s;
  double judge_loss, maker_loss;   /* of two networks in turn */
} NnLogRow;

/* A line each, with its end. takes_turns: the columns of two networks in turn are there. */
void nn_log_append_header (GString *text, gboolean takes_turns);
void nn_log_append_row    (GString *text, const NnLogRow *row, gboolean takes_turns);

G_END_DECLS
