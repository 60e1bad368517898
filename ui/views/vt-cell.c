/* The numbers of a card one by one: found by pointer and keys, and called by name. */
#include "vt-parts.h"

#define BIAS_REACH 2.5   /* beyond the mark, still on it */
#define STRIDE 3.0   /* of the search for the next one, smaller than any gap and cell but a picture's dots */

gboolean
vt_unit_at (const VtPlan *plan, double x, double y, VtCell *cell)
{
  for (guint i = 0; i < plan->cells->len; i++)
    if (vt_rect_contains (&g_array_index (plan->cells, VtRect, i), x, y))
      {
        *cell = (VtCell) { .about = NN_WHY_VALUE, .index = i };
        return TRUE;
      }
  return FALSE;
}

gboolean
vt_unit_place (const VtPlan *plan, const VtCell *cell, VtRect *place)
{
  if (cell->about != NN_WHY_VALUE || cell->index >= plan->cells->len)
    return FALSE;
  *place = g_array_index (plan->cells, VtRect, cell->index);
  return TRUE;
}

VtRect
vt_plan_bias_place (const VtPlan *plan, guint unit)
{
  const VtRect *cell = &g_array_index (plan->cells, VtRect, unit);

  return (VtRect) { cell->x - VT_BIAS_MARK - 3.0, cell->y + cell->h - VT_BIAS_MARK, VT_BIAS_MARK, VT_BIAS_MARK };
}

static gboolean
bias_at (const VtPlan *plan, double x, double y, VtCell *cell)
{
  for (guint i = 0; plan->bias_item >= 0 && i < plan->cells->len; i++)
    {
      const VtRect mark = vt_plan_bias_place (plan, i), reach = vt_rect_grow (&mark, BIAS_REACH);

      if (!vt_rect_contains (&reach, x, y))
        continue;
      *cell = (VtCell) { NN_WHY_WEIGHT, "bias", i };
      return TRUE;
    }
  return FALSE;
}

static gboolean
is_bias (const VtCell *cell)
{
  return cell->about == NN_WHY_WEIGHT && g_strcmp0 (cell->role, "bias") == 0;
}

gboolean
vt_plan_cell_at (const VtPlan *plan, const VtNumbers *numbers, double x, double y, VtCell *cell)
{
  if (plan->waits_for != NULL)
    return FALSE;
  if (bias_at (plan, x, y, cell))
    return TRUE;
  if (plan->view->moving_at != NULL && plan->view->moving_at (plan, numbers, x, y, cell))
    return TRUE;
  return (plan->view->cell_at != NULL ? plan->view->cell_at : vt_unit_at) (plan, x, y, cell);
}

gboolean
vt_plan_cell_place (const VtPlan *plan, const VtNumbers *numbers, const VtCell *cell, VtRect *place)
{
  if (plan->waits_for != NULL)
    return FALSE;
  if (is_bias (cell))
    {
      if (plan->bias_item < 0 || cell->index >= plan->cells->len)
        return FALSE;
      *place = vt_plan_bias_place (plan, (guint) cell->index);
      return TRUE;
    }
  if (plan->view->moving_place != NULL && plan->view->moving_place (plan, numbers, cell, place))
    return TRUE;
  return (plan->view->cell_place != NULL ? plan->view->cell_place : vt_unit_place) (plan, cell, place);
}

gboolean
vt_plan_cell_first (const VtPlan *plan, const VtNumbers *numbers, VtCell *cell)
{
  for (guint i = 0; i < plan->cells->len; i++)
    {
      const VtRect *place = &g_array_index (plan->cells, VtRect, i);

      if (vt_plan_cell_at (plan, numbers, place->x + 1.0, place->y + 1.0, cell))
        return TRUE;
    }
  return FALSE;
}

/* From the cell's edge onwards, until another one begins. Dots of a picture are smaller than the stride: there, half a dot. */
gboolean
vt_plan_cell_next (const VtPlan *plan, const VtNumbers *numbers, int dx, int dy, VtCell *cell)
{
  VtRect place;
  double x, y, stride;

  if (!vt_plan_cell_place (plan, numbers, cell, &place))
    return FALSE;
  stride = MIN (STRIDE, MIN (place.w, place.h) / 2.0);
  x = place.x + place.w / 2.0 + dx * (place.w / 2.0 + stride / 2.0);
  y = place.y + place.h / 2.0 + dy * (place.h / 2.0 + stride / 2.0);
  for (; x >= 0.0 && y >= 0.0 && x < plan->w && y < plan->h; x += dx * stride, y += dy * stride)
    {
      VtCell next;

      if (vt_plan_cell_at (plan, numbers, x, y, &next) && !vt_cell_equal (&next, cell))
        {
          *cell = next;
          return TRUE;
        }
    }
  return FALSE;
}

gboolean
vt_plan_cell_beyond (const VtPlan *plan, const VtNumbers *numbers, int by, VtCell *cell)
{
  VtRect place;

  if (!vt_plan_cell_place (plan, numbers, cell, &place))
    return FALSE;
  for (guint i = 0; i < plan->cells->len; i++)
    {
      const VtRect *picture = &g_array_index (plan->cells, VtRect, i), *other;
      const double x = place.x + place.w / 2.0, y = place.y + place.h / 2.0;

      if (!vt_rect_contains (picture, x, y) || (int) i + by < 0 || (int) i + by >= (int) plan->cells->len)
        continue;
      other = &g_array_index (plan->cells, VtRect, (int) i + by);
      return vt_plan_cell_at (plan, numbers, other->x + x - picture->x, other->y + y - picture->y, cell);
    }
  return FALSE;
}

gboolean
vt_dot_at (const VtPlan *plan, const VtRect *picture, double x, double y, gsize *dot)
{
  if (!vt_rect_contains (picture, x, y))
    return FALSE;
  *dot = (gsize) ((y - picture->y) / picture->h * plan->rows) * plan->columns
         + (gsize) ((x - picture->x) / picture->w * plan->columns);
  return TRUE;
}

VtRect
vt_dot_place (const VtPlan *plan, const VtRect *picture, gsize dot)
{
  const double w = picture->w / plan->columns, h = picture->h / plan->rows;

  return (VtRect) { picture->x + dot % plan->columns * w, picture->y + dot / plan->columns * h, w, h };
}

/* ---- Names ---- */

/* What a group holds: "holding Conv 2D 1, ReLU 1; 3 times in a row". */
static void
append_inside (GString *words, const NnLayer *group)
{
  const NnNetwork *inside = nn_layer_inside (group);
  const guint times = inside != NULL ? nn_settings_int (group->settings, "repeat") : 0;
  const char *before = _ (", holding ");

  for (guint i = 0; inside != NULL && i < nn_network_n_layers (inside); i++)
    {
      const NnLayer *layer = nn_network_layer_at (inside, i);

      if (layer->kind->max_in == 0)
        continue;
      g_string_append_printf (words, "%s%s", before, layer->label);
      before = ", ";
    }
  if (times > 1)
    g_string_append_printf (words, _ ("; %u times in a row"), times);
}

char *
vt_layer_words (const NnLayer *layer, const NnLayerReport *report)
{
  g_autofree char *shape = report != NULL && report->out.rank > 0 ? nn_shape_in_words (&report->out) : g_strdup (_ ("shape not known yet"));
  g_autofree char *parameters = report != NULL && report->parameters > 0
                                  ? nn_count_in_words (report->parameters, "%s parameter", "%s parameters")
                                  : g_strdup (_ ("no parameters"));

  GString *words = g_string_new (NULL);

  g_string_printf (words, "%s, %s, %s", nn_text (layer->kind->title), shape, parameters);
  append_inside (words, layer);
  return g_string_free (words, FALSE);
}

static char *
input_name (const NnField *field, gsize index)
{
  const NnShape *shape = &field->shape;

  if (field->kind == NN_FIELD_IMAGE && shape->rank > 1)
    {
      const gsize channels = shape->rank > 2 ? (gsize) shape->dim[2] : 1, dot = index / channels;
      const guint row = (guint) (dot / (gsize) shape->dim[1]) + 1, column = (guint) (dot % (gsize) shape->dim[1]) + 1;

      return g_strdup_printf (_ ("row %u, column %u"), row, column);
    }
  if (field->kind == NN_FIELD_TEXT)
    return g_strdup_printf (_ ("character %u"), (guint) index + 1);
  if (field->kind == NN_FIELD_CLASS)
    return g_strdup (field->name);
  return index < field->n_parts ? g_strdup (field->parts[index]) : NULL;
}

char *
vt_number_name (const NnShape *shape, gsize index)
{
  if (shape->rank == 3)
    return g_strdup_printf (_ ("map %u, row %u, column %u"), (guint) (index % (gsize) shape->dim[2]) + 1,
                            (guint) (index / (gsize) (shape->dim[1] * shape->dim[2])) + 1,
                            (guint) (index / (gsize) shape->dim[2] % (gsize) shape->dim[1]) + 1);
  if (shape->rank == 2 && shape->dim[1] == 1)
    return g_strdup_printf (_ ("step %u"), (guint) index + 1);
  if (shape->rank == 2)
    return g_strdup_printf (_ ("step %u, number %u"), (guint) (index / (gsize) shape->dim[1]) + 1,
                            (guint) (index % (gsize) shape->dim[1]) + 1);
  return g_strdup_printf (_ ("number %u"), (guint) index + 1);
}

/* Of the shares of attention. */
static char *
share_name (const VtPlan *plan, gsize index)
{
  const gsize others = MAX (plan->columns, 1), steps = MAX (plan->rows, 1);

  return g_strdup_printf (_ ("head %u, step %u looking at step %u"), (guint) (index / (steps * others)) + 1,
                          (guint) (index / others % steps) + 1, (guint) (index % others) + 1);
}

char *
vt_plan_number_name (const VtPlan *plan, gsize index)
{
  const gboolean is_input = plan->data != NULL && g_str_equal (plan->view->id, "input");
  const gboolean is_output = !plan->gives && plan->data != NULL;
  const NnShape *out = &plan->out;
  char *name = NULL;

  if (is_input && nn_shape_equal (out, &plan->input->shape))
    name = input_name (plan->input, index);
  if (is_output && plan->target->kind == NN_FIELD_TEXT)
    name = g_strdup_printf (_ ("“%s” after %u"), vt_class_name (plan, (guint) (index % plan->target->n_parts)),
                            (guint) (index / plan->target->n_parts) + 1);
  else if (is_output && index < plan->target->n_parts && plan->n_units == plan->target->n_parts)
    name = g_strdup (plan->target->parts[index]);
  if (name != NULL)
    return name;
  if (out->rank < 2 && plan->has_neurons)
    return g_strdup_printf (_ ("neuron %u"), (guint) index + 1);
  return vt_number_name (out, index);
}

char *
vt_plan_cell_name (const VtPlan *plan, const VtCell *cell)
{
  if (cell->about == NN_WHY_LOSS)
    return g_strdup (_ ("loss"));
  if (cell->about == NN_WHY_SHARE)
    return share_name (plan, cell->index);
  if (cell->about == NN_WHY_WEIGHT)
    {
      char *name = vt_plan_filter_name (plan, cell);

      return name != NULL ? name : g_strdup (is_bias (cell) ? _ ("bias") : _ ("weight"));
    }
  return vt_plan_number_name (plan, cell->index);
}
