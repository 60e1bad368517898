#include "vt-parts.h"

#include <math.h>

static const NnLayer *
feeder_with_problem (const VtSite *site, guint *hops_left, guint id)
{
  for (guint i = 0; i < nn_network_n_wires (site->network) && *hops_left > 0; i++)
    {
      const NnWire *wire = nn_network_wire_at (site->network, i);
      const NnIssue *issue;

      if (wire->to != id)
        continue;
      (*hops_left)--;
      issue = nn_report_first (site->report, wire->from);
      if (issue != NULL && issue->severity != NN_ISSUE_WARNING)
        return nn_network_layer (site->network, wire->from);
      return feeder_with_problem (site, hops_left, wire->from);
    }
  return NULL;
}

static gboolean
has_wire_in (const VtSite *site)
{
  for (guint i = 0; i < nn_network_n_wires (site->network); i++)
    if (nn_network_wire_at (site->network, i)->to == site->layer->id)
      return TRUE;
  return FALSE;
}

/* Why nothing can be shown, or NULL. */
static char *
reason_to_wait (const VtSite *site)
{
  const NnLayerReport *report = nn_report_layer (site->report, site->layer->id);
  guint hops = nn_network_n_layers (site->network);
  const NnLayer *culprit;

  if (site->data == NULL)
    return g_strdup (_ ("waiting for data"));
  if (report != NULL && report->out.rank > 0)
    return NULL;
  if (site->layer->kind->min_in > 0 && !has_wire_in (site))
    return g_strdup (_ ("waiting for a wire"));
  culprit = feeder_with_problem (site, &hops, site->layer->id);
  return culprit != NULL ? g_strdup_printf (_ ("waiting for %s"), culprit->label)
                         : g_strdup (_ ("waiting for input that fits"));
}

static void
clear_part (gpointer data)
{
  VtPart *part = data;

  vt_plan_free (part->plan);
  g_free (part->words);
}

static guint
count_inputs (const VtSite *site)
{
  const NnKind *kind = site->layer->kind;
  guint used = 0;

  for (guint i = 0; i < nn_network_n_wires (site->network); i++)
    {
      const NnWire *wire = nn_network_wire_at (site->network, i);

      if (wire->to == site->layer->id)
        used = MAX (used, wire->slot + 1);
    }
  if (kind->max_in > 1 && used >= kind->min_in)
    used++;
  return MIN (MAX (kind->min_in, used), kind->max_in);
}

/* By which frames know it. */
static guint
find_id (const VtSite *site)
{
  g_autofree char *name = site->where != NULL ? g_strconcat (site->where, site->layer->name, NULL) : NULL;

  return name != NULL ? nn_inner_id (name) : site->layer->id;
}

static void
tell_parameters (VtPlan *plan, const NnLayerReport *report)
{
  if (!plan->counts || report == NULL)
    return;
  g_free (plan->foot);
  plan->foot = vt_parameters_in_words (report->parameters, plan->w < 120.0);
}

/* The view sets the size; views that want no foot clear it. */
VtPlan *
vt_plan_new (const VtSite *site)
{
  const NnLayerReport *report = nn_report_layer (site->report, site->layer->id);
  VtPlan *plan = g_new0 (VtPlan, 1);

  plan->view = vt_view_find (site);
  plan->layer = find_id (site);
  plan->title = g_strdup (site->layer->label);
  plan->icon = site->layer->kind->icon;
  plan->gives = !site->layer->kind->is_output;
  plan->takes = site->layer->kind->max_in > 0;
  plan->n_in = count_inputs (site);
  plan->inputs = site->layer->kind->inputs;
  plan->has_neurons = report != NULL && report->parameters > 0;
  plan->waits_for = reason_to_wait (site);
  plan->cells = g_array_new (FALSE, FALSE, sizeof (VtRect));
  plan->parts = g_array_new (FALSE, FALSE, sizeof (VtPart));
  plan->joints = g_array_new (FALSE, FALSE, sizeof (VtJoint));
  g_array_set_clear_func (plan->parts, clear_part);
  plan->weight_item = plan->bias_item = plan->result_item = -1;
  plan->columns = plan->rows = 1;
  if (site->data != NULL)
    {
      plan->data = nn_data_info_ref ((NnDataInfo *) site->data);
      plan->input = vt_site_input (site);
      plan->target = vt_site_target (site);
    }
  if (report != NULL)
    plan->out = report->out;
  plan->view->plan (site, plan);
  plan->counts = plan->foot == NULL;
  tell_parameters (plan, report);
  if (plan->port_y == 0.0)
    plan->port_y = vt_site_is_plane (site) || vt_site_is_curve (site) ? VT_CARD_HEAD / 2.0 : round (plan->h / 2.0);
  return plan;
}

void
vt_plan_foresee (VtPlan *plan, const NnReport *report)
{
  tell_parameters (plan, nn_report_layer (report, plan->layer));
}

void
vt_plan_free (VtPlan *plan)
{
  if (plan == NULL)
    return;
  g_free (plan->title);
  g_free (plan->fact);
  g_free (plan->foot);
  g_free (plan->waits_for);
  g_array_unref (plan->cells);
  g_array_unref (plan->parts);
  g_array_unref (plan->joints);
  if (plan->data != NULL)
    nn_data_info_unref (plan->data);
  g_free (plan);
}

const VtKnob *
vt_plan_knob_at (const VtPlan *plan, double x, double y)
{
  for (guint i = 0; i < plan->n_knobs; i++)
    if (vt_rect_contains (&plan->knob[i].place, x, y))
      return &plan->knob[i];
  return NULL;
}

gboolean
vt_plan_wants_same (const VtPlan *a, const VtPlan *b)
{
  if (a->n_items != b->n_items || !nn_shape_equal (&a->out, &b->out))
    return FALSE;
  for (guint i = 0; i < a->n_items; i++)
    if (!nn_look_item_equal (&a->item[i], &b->item[i]))
      return FALSE;
  return TRUE;
}

void
vt_plan_column (VtPlan *plan, guint n, const VtRect *first, double pitch)
{
  for (guint i = 0; i < n; i++)
    {
      const VtRect cell = { first->x, first->y + i * pitch, first->w, first->h };

      g_array_append_val (plan->cells, cell);
    }
}

double
vt_plan_unit_y (const VtPlan *plan, guint unit)
{
  const VtRect *cell = &g_array_index (plan->cells, VtRect, unit);

  return cell->y + cell->h / 2.0;
}

double
vt_plan_bottom (const VtPlan *plan)
{
  const VtRect *last;

  if (plan->cells->len == 0)
    return VT_CARD_TOP;
  last = &g_array_index (plan->cells, VtRect, plan->cells->len - 1);
  return last->y + last->h;
}

void
vt_plan_close (VtPlan *plan, double content_bottom)
{
  plan->h = content_bottom + VT_CARD_FOOT;
}

/* The more tiles, the smaller: a card must stay on the sheet. */
void
vt_plan_unit_column (VtPlan *plan, guint n_units)
{
  const guint shown = MIN (n_units, VT_SHOWN_UNITS);
  const double size = shown <= 8 ? 44.0 : shown <= 12 ? 36.0 : 28.0;
  const double gap = shown <= 8 ? 6.0 : 4.0;

  plan->w = 112.0;
  plan->n_units = n_units;
  vt_plan_column (plan, shown, &(VtRect) { (plan->w - size) / 2.0, VT_CARD_TOP, size, size }, size + gap);
  vt_plan_close (plan, vt_plan_bottom (plan) + (n_units > shown ? 16.0 : 0.0));
}

guint
vt_plan_want (VtPlan *plan, NnLookAt at, const char *role)
{
  plan->item[plan->n_items] = (NnLookItem) { .at = at, .layer = plan->layer, .role = role };
  return plan->n_items++;
}

/* Wide layers get coarser pictures, so that what is looked at stays small beside what is trained. */
guint
vt_plan_want_plane (VtPlan *plan, const VtSite *site, guint n_units)
{
  const NnField *input = vt_site_input (site);
  const guint item = vt_plan_want (plan, NN_LOOK_PLANE, NULL);
  NnLookItem *look = &plan->item[item];

  plan->columns = n_units <= 32 ? VT_PLANE_CELLS : n_units <= 128 ? VT_PLANE_CELLS / 2 : VT_PLANE_CELLS / 4;
  plan->rows = vt_site_is_curve (site) ? 1 : plan->columns;
  look->columns = plan->columns;
  look->rows = plan->rows;
  look->x0 = look->y0 = input->low;
  look->x1 = look->y1 = input->high;
  return item;
}

/* The neurons have biases: where there is a setting for it, it says so. */
static gboolean
has_bias (const NnLayer *layer)
{
  return nn_param_find (layer->kind->params, "bias") == NULL || nn_settings_switch (layer->settings, "bias");
}

void
vt_plan_want_weight (VtPlan *plan, const VtSite *site)
{
  const NnLayerReport *report = nn_report_layer (site->report, site->layer->id);

  if (report == NULL || report->parameters == 0)
    return;
  plan->weight_item = vt_plan_want (plan, NN_LOOK_WEIGHT, "weight");
  if (plan->has_unit_ports && has_bias (site->layer))
    plan->bias_item = vt_plan_want (plan, NN_LOOK_WEIGHT, "bias");
}
