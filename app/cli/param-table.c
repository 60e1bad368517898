#include "param-table.h"

#include "table.h"
#include "text.h"

static char *
range_in_words (const NnParam *param)
{
  return g_strdup_printf ("%.10g … %.10g", param->min, param->max);
}

static char *
switch_in_words (const NnParam *param)
{
  return g_strdup (_("on or off"));
}

static char *
choices_in_words (const NnParam *param)
{
  return g_strdup (_("one of:"));
}

/* What a setting may be, by its type. */
static char *(*const in_words[]) (const NnParam *param) = {
  [NN_PARAM_INT] = range_in_words,
  [NN_PARAM_REAL] = range_in_words,
  [NN_PARAM_SWITCH] = switch_in_words,
  [NN_PARAM_CHOICE] = choices_in_words,
};

static void
add_choices (VtTable *table, const NnParam *param)
{
  for (const NnChoice *choice = param->choices; choice != NULL && choice->id != NULL; choice++)
    {
      g_autofree char *label = g_strdup_printf ("  %s", choice->id);

      vt_table_row (table, "", label, "", nn_text (choice->blurb != NULL ? choice->blurb : choice->title), NULL);
    }
}

void
vt_print_params (const NnParam *params, guint indent)
{
  g_autoptr (VtTable) table = vt_table_new ("lllw");
  g_autoptr (NnSettings) settings = nn_settings_new (params);

  vt_table_row (table, _("setting"), _("values"), _("default"), "", NULL);
  for (const NnParam *param = params; param->id != NULL; param++)
    {
      g_autofree char *values = in_words[param->type](param);
      g_autofree char *initial = nn_settings_format (settings, param->id);

      vt_table_row (table, param->id, values, initial, nn_text (param->blurb), NULL);
      add_choices (table, param);
    }
  vt_table_print (table, indent);
}
