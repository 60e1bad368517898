#include "field-site.h"

static const NnField *
find_fields (const NnLayer *layer, const NnDataInfo *data, guint *n)
{
  *n = 0;
  return data != NULL && layer->kind->fields != NULL ? layer->kind->fields (data, nn_field_param (layer->kind), n) : NULL;
}

static const NnField *
find_field (const NnLayer *layer, const NnDataInfo *data)
{
  guint n;
  const NnField *fields = find_fields (layer, data, &n);

  return fields != NULL && nn_layer_field (layer) < n ? &fields[nn_layer_field (layer)] : NULL;
}

const NnField *
nn_input_field (const NnLayer *layer, const NnDataInfo *data)
{
  return layer->kind->is_output ? NULL : find_field (layer, data);
}

const NnField *
nn_output_field (const NnLayer *layer, const NnDataInfo *data)
{
  return layer->kind->is_output ? find_field (layer, data) : NULL;
}

const NnParam *
nn_field_param (const NnKind *kind)
{
  return nn_param_find (kind->params, kind->is_output ? "target" : "field");
}

guint
nn_layer_field (const NnLayer *layer)
{
  return (guint) nn_settings_int (layer->settings, nn_field_param (layer->kind)->id) - 1;
}

gboolean
nn_site_needs_field (const NnSite *site, NnIssue *issue)
{
  const NnParam *param = nn_field_param (site->layer->kind);
  guint n;
  const NnField *fields = find_fields (site->layer, site->data, &n);

  if (nn_layer_field (site->layer) < n)
    return TRUE;
  nn_issue_set (issue, NN_ISSUE_ERROR,
                g_strdup_printf (site->layer->kind->is_output ? _("%s is asked for something that this data does not have.")
                                                              : _("%s hands on something that this data does not have."),
                                 site->layer->label),
                g_strdup_printf (site->layer->kind->is_output ? _("%s is set to number %u, but %s asks for only %u.")
                                                              : _("%s is set to number %u, but an example of %s has only %u."),
                                 nn_text (param->title), nn_layer_field (site->layer) + 1, site->data->title, n));
  nn_issue_remedy (issue,
                   (NnRemedy) {
                     .action = NN_REMEDY_SET,
                     .param = param->id,
                     .value = 1,
                     .label = g_strdup_printf (_("Set %s to %s"), nn_text (param->title), fields[0].name),
                   });
  return FALSE;
}
