#include "log-table.h"

#include <math.h>

static void
append_field (GString *text, double number)
{
  char field[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_printf (text, ",%s", isnan (number) ? "" : g_ascii_formatd (field, sizeof field, "%.9g", number));
}

void
nn_log_append_header (GString *text, gboolean takes_turns)
{
  g_string_append_printf (text, "step,epoch,loss,accuracy,val_loss,val_accuracy,examples_per_s%s\n",
                          takes_turns ? ",judge_loss,maker_loss" : "");
}

void
nn_log_append_row (GString *text, const NnLogRow *row, gboolean takes_turns)
{
  g_string_append_printf (text, "%" G_GINT64_FORMAT, row->step);
  append_field (text, row->epoch);
  append_field (text, row->loss);
  append_field (text, row->accuracy);
  append_field (text, row->val_loss);
  append_field (text, row->val_accuracy);
  append_field (text, round (row->examples_per_s));
  if (takes_turns)
    {
      append_field (text, row->judge_loss);
      append_field (text, row->maker_loss);
    }
  g_string_append_c (text, '\n');
}
