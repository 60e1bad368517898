/* The filters of a convolution as pictures: for each channel that arrives a small map of the filter's weights, positive and negative,
 * all filters of a layer on one scale. */
#include "vt-filter.h"

#define MOST_CHANNELS 16        /* of a filter that are drawn */
#define WIDE_CHANNELS 3         /* up to so many stand in one row, as large as it is high */
#define GAP 2.0
#define SMALL_GAP 1.0

/* Each filter has as many weights, and bias_n of them one bias; so its channels are known from the count of all. */
static guint
count_channels (const VtSite *site, guint filters, gsize window)
{
  const NnLayerReport *report = nn_report_layer (site->report, site->layer->id);
  const gboolean has_bias = nn_param_find (site->layer->kind->params, "bias") == NULL
                            || nn_settings_switch (site->layer->settings, "bias");

  if (report == NULL || filters == 0)
    return 0;
  return (guint) ((report->parameters / filters - has_bias) / (gint64) window);
}

static guint
count_groups (const NnLayer *layer)
{
  return nn_param_find (layer->kind->params, "groups") != NULL ? (guint) nn_settings_int (layer->settings, "groups") : 1;
}

void
vt_filter_plan (const VtSite *site, VtPlan *plan, guint filters, guint shown, gboolean is_stamp)
{
  const guint kernel = (guint) nn_settings_int (site->layer->settings, "kernel");
  VtFilter *filter = &plan->filter;

  if (plan->out.rank == 0)
    return;
  filter->columns = kernel;
  filter->rows = plan->out.rank == 3 ? kernel : 1;
  filter->channels = count_channels (site, filters, (gsize) filter->rows * filter->columns);
  filter->is_stamp = is_stamp;
  filter->per_group = filters / MAX (count_groups (site->layer), 1);
  if (filter->channels == 0)
    return;
  plan->weight_item = (int) vt_plan_want (plan, NN_LOOK_WEIGHT, "weight");
  /* A stamp's weights lie scattered: the first number of each channel comes before the second of any. */
  if (!is_stamp)
    plan->item[plan->weight_item].most = (gsize) shown * filter->channels * filter->rows * filter->columns;
}

guint
vt_filter_shown (const VtPlan *plan)
{
  return MIN (plan->filter.channels, MOST_CHANNELS);
}

/* Up to three in a row; more in two rows. */
VtRect
vt_filter_place (const VtPlan *plan, const VtRect *strip, guint channel)
{
  const guint shown = vt_filter_shown (plan), rows = shown <= WIDE_CHANNELS ? 1 : 2, across = (shown + rows - 1) / rows;
  const double gap = rows == 1 ? GAP : SMALL_GAP;
  const double side = MIN ((strip->h - (rows - 1) * gap) / rows, (strip->w - (across - 1) * gap) / across);
  const double all = across * side + (across - 1) * gap;

  return (VtRect) { strip->x + (strip->w - all) / 2.0 + channel % across * (side + gap), strip->y + channel / across * (side + gap),
                    side, side };
}

gsize
vt_filter_index (const VtPlan *plan, guint unit, guint channel, gsize dot)
{
  const VtFilter *filter = &plan->filter;
  const gsize window = (gsize) filter->rows * filter->columns;
  const gsize group = unit / filter->per_group;

  /* As it is trained: [filters][channels][window], or [channels of all groups][filters of a group][window]. */
  if (filter->is_stamp)
    return ((group * filter->channels + channel) * filter->per_group + unit % filter->per_group) * window + dot;
  return ((gsize) unit * filter->channels + channel) * window + dot;
}

void
vt_filter_paint (const VtPlan *plan, cairo_t *cr, const VtTheme *theme, const VtNumbers *numbers, const VtRect *place, guint unit,
                 guint channel)
{
  const VtFilter *filter = &plan->filter;
  const GArray *weights = numbers->item[plan->weight_item];
  const gsize first = vt_filter_index (plan, unit, channel, 0), window = (gsize) filter->rows * filter->columns;
  const double radius = place->w > 12.0 ? 2.0 : 0.0;

  if (first + window > weights->len)
    vt_box (cr, place, radius, NULL, &theme->idle, 1.0);
  else
    vt_paint_map_tile (cr, theme, place, radius, VT_MAP_SIGNED, numbers->limit[plan->weight_item],
                       &g_array_index (weights, float, first), filter->columns, filter->rows, FALSE);
}

gboolean
vt_filter_dot_at (const VtPlan *plan, const VtRect *picture, guint unit, guint channel, double x, double y, VtCell *cell)
{
  const VtFilter *filter = &plan->filter;
  gsize row, column;

  if (!vt_rect_contains (picture, x, y))
    return FALSE;
  row = (gsize) ((y - picture->y) / picture->h * filter->rows);
  column = (gsize) ((x - picture->x) / picture->w * filter->columns);
  *cell = (VtCell) { NN_WHY_WEIGHT, "weight", vt_filter_index (plan, unit, channel, row * filter->columns + column) };
  return TRUE;
}

gboolean
vt_filter_dot_of (const VtPlan *plan, const VtCell *cell, guint *unit, guint *channel, gsize *dot)
{
  const VtFilter *filter = &plan->filter;
  const gsize window = (gsize) filter->rows * filter->columns, picture = window > 0 ? cell->index / window : 0;

  if (cell->about != NN_WHY_WEIGHT || g_strcmp0 (cell->role, "weight") != 0 || filter->channels == 0)
    return FALSE;
  *dot = cell->index % window;
  if (filter->is_stamp)
    {
      const gsize arriving = picture / filter->per_group;

      *channel = (guint) (arriving % filter->channels);
      *unit = (guint) (arriving / filter->channels * filter->per_group + picture % filter->per_group);
    }
  else
    {
      *channel = (guint) (picture % filter->channels);
      *unit = (guint) (picture / filter->channels);
    }
  return TRUE;
}

char *
vt_plan_filter_name (const VtPlan *plan, const VtCell *cell)
{
  guint unit, channel;
  gsize dot;

  if (!vt_filter_dot_of (plan, cell, &unit, &channel, &dot))
    return NULL;
  return g_strdup_printf (_ ("filter %u, channel %u, row %u, column %u"), unit + 1, channel + 1,
                          (guint) (dot / plan->filter.columns) + 1, (guint) (dot % plan->filter.columns) + 1);
}

VtRect
vt_filter_dot_place (const VtPlan *plan, const VtRect *picture, gsize dot)
{
  const double w = picture->w / plan->filter.columns, h = picture->h / plan->filter.rows;

  return (VtRect) { picture->x + dot % plan->filter.columns * w, picture->y + dot / plan->filter.columns * h, w, h };
}

void
vt_filter_paint_more (const VtPlan *plan, cairo_t *cr, const VtTheme *theme, guint units)
{
  const guint more = plan->n_units - MIN (units, plan->n_units), hidden = plan->filter.channels - vt_filter_shown (plan);
  g_autofree char *maps = vt_count (more), *channels = vt_count (hidden), *text = NULL;

  if (more > 0 && hidden > 0)
    text = g_strdup_printf (_ ("+%s more, +%s channels"), maps, channels);
  else if (more > 0)
    text = g_strdup_printf (_ ("+%s more"), maps);
  else if (hidden > 0)
    text = g_strdup_printf (_ ("+%s channels"), channels);
  if (text != NULL)
    vt_text (cr, plan->w / 2.0, vt_plan_bottom (plan) + 14.0, VT_ALIGN_CENTRE, VT_SMALL_TEXT, 400, &theme->dim, plan->w - 10.0,
             text);
}
