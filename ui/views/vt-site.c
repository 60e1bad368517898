#include "vt-parts.h"

const NnField *
vt_site_input (const VtSite *site)
{
  const NnField *field = nn_input_field (site->layer, site->data);

  return field != NULL ? field : nn_first_input (site->data);
}

const NnField *
vt_site_target (const VtSite *site)
{
  const NnField *field = nn_output_field (site->layer, site->data);

  return field != NULL ? field : nn_first_target (site->data);
}

gboolean
vt_site_is_plane (const VtSite *site)
{
  return site->data != NULL && site->data->n_inputs == 1 && vt_site_input (site)->kind == NN_FIELD_POINTS;
}

gboolean
vt_site_is_curve (const VtSite *site)
{
  return site->data != NULL && site->data->n_inputs == 1 && vt_site_input (site)->kind == NN_FIELD_NUMBERS
         && nn_shape_size (&vt_site_input (site)->shape) == 1;
}

gboolean
vt_site_is_picture (const VtSite *site)
{
  return site->data != NULL && vt_site_input (site)->kind == NN_FIELD_IMAGE;
}

const char *
vt_site_squash (const VtSite *site)
{
  static const struct
  {
    const char *loss, *squash;
  } rows[] = { { "cross_entropy", N_("softmax") }, { "binary_cross_entropy", N_("sigmoid") }, { "adversarial", N_("sigmoid") } };
  const char *loss;

  if (nn_param_find (site->layer->kind->params, "loss") == NULL)
    return NULL;
  loss = nn_settings_choice (site->layer->settings, "loss");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (g_str_equal (rows[i].loss, loss))
      return nn_text (rows[i].squash);
  return NULL;
}

/* The layer wired to a slot, or NULL. */
static const NnLayer *
feeder_in (const NnNetwork *network, guint layer, guint slot)
{
  for (guint i = 0; i < nn_network_n_wires (network); i++)
    {
      const NnWire *wire = nn_network_wire_at (network, i);

      if (wire->to == layer && wire->slot == slot)
        return nn_network_layer (network, wire->from);
    }
  return NULL;
}

static const NnLayer *
feeder (const NnNetwork *network, guint layer)
{
  return feeder_in (network, layer, 0);
}

NnShape
vt_site_in_slot (const VtSite *site, guint slot)
{
  const NnLayer *from = feeder_in (site->network, site->layer->id, slot);
  const NnLayerReport *report = from != NULL ? nn_report_layer (site->report, from->id) : NULL;

  return report != NULL ? report->out : (NnShape) { 0 };
}

NnShape
vt_site_in (const VtSite *site)
{
  return vt_site_in_slot (site, 0);
}

guint
vt_site_units (const VtSite *site)
{
  const NnLayerReport *report = nn_report_layer (site->report, site->layer->id);

  if (report != NULL && report->out.rank > 0)
    return (guint) MIN (nn_shape_size (&report->out), G_MAXINT);
  if (nn_param_find (site->layer->kind->params, "units") != NULL)
    return (guint) nn_settings_int (site->layer->settings, "units");
  if (site->layer->kind->is_output && site->data != NULL)
    return MAX (vt_site_target (site)->n_parts, 1);
  return 4;
}

/* Walks against the wires through layers that leave every number in its place: without parameters, the same count. */
gboolean
vt_site_sees_picture (const VtSite *site, NnShape *picture)
{
  const NnLayer *layer = feeder (site->network, site->layer->id);

  if (!vt_site_is_picture (site) || site->data->n_inputs > 1)
    return FALSE;
  for (guint hops = 0; layer != NULL && hops <= nn_network_n_layers (site->network); hops++)
    {
      const NnLayerReport *report = nn_report_layer (site->report, layer->id);
      const NnShape *image = &vt_site_input (site)->shape;

      if (report == NULL || report->parameters != 0 || nn_shape_size (&report->out) != nn_shape_size (image))
        return FALSE;
      if (layer->kind->max_in == 0)
        {
          *picture = *image;
          return image->rank < 3 || image->dim[2] == 1;
        }
      layer = feeder (site->network, layer->id);
    }
  return FALSE;
}
