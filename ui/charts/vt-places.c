#include "vt-places.h"

#include <math.h>

#define MARGIN 0.05   /* of the range, around examples whose field says nothing of each number */

static void
append_places (VtPlaces *places, const VtSubject *subject, const guint32 *examples, guint32 n, gboolean validates)
{
  const guint n_inputs = vt_subject_inputs (subject);
  const gboolean has_classes = vt_subject_n_classes (subject) > 0;

  for (guint32 i = 0; i < n && places->list->len < VT_PLACES_MAX; i++)
    {
      VtPlace place = { .example = examples[i], .validates = validates };
      float input[2];

      nn_dataset_input (subject->dataset, examples[i], input);
      place.value = vt_subject_truth (subject, examples[i])[0];
      place.class = has_classes ? vt_subject_class (subject, examples[i]) : 0;
      place.x = input[0];
      place.y = n_inputs == 2 ? input[1] : has_classes ? place.class * 2.0f - 1 : place.value;
      g_array_append_val (places->list, place);
    }
}

static void
cover_all (VtPlaces *places)
{
  places->x0 = places->y0 = INFINITY;
  places->x1 = places->y1 = -INFINITY;
  for (guint i = 0; i < places->list->len; i++)
    {
      const VtPlace *place = &g_array_index (places->list, VtPlace, i);

      places->x0 = MIN (places->x0, place->x);
      places->x1 = MAX (places->x1, place->x);
      places->y0 = MIN (places->y0, place->y);
      places->y1 = MAX (places->y1, place->y);
    }
}

static void
widen (double *low, double *high)
{
  const double by = *high > *low ? (*high - *low) * MARGIN : 1;

  *low -= by;
  *high += by;
}

/* Points share one range, as their field says; a table's columns each have their own. */
static void
measure (VtPlaces *places, const VtSubject *subject)
{
  const NnField *input = nn_first_input (subject->info), *target = nn_first_target (subject->info);

  places->x0 = places->y0 = input->low;
  places->x1 = places->y1 = input->high;
  if (vt_subject_inputs (subject) == 1)
    {
      places->y0 = nn_data_info_has_classes (subject->info) ? -1 : target->low;
      places->y1 = nn_data_info_has_classes (subject->info) ? 1 : target->high;
      widen (&places->y0, &places->y1);
    }
  else if (input->kind != NN_FIELD_POINTS && places->list->len > 0)
    {
      cover_all (places);
      widen (&places->x0, &places->x1);
      widen (&places->y0, &places->y1);
    }
}

VtPlaces *
vt_places_new (const VtSubject *subject, gboolean validation)
{
  VtPlaces *places = g_new0 (VtPlaces, 1);
  const guint n_inputs = vt_subject_inputs (subject);

  places->list = g_array_new (FALSE, FALSE, sizeof (VtPlace));
  if (subject->dataset != NULL && (n_inputs == 1 || n_inputs == 2))
    {
      append_places (places, subject, subject->split->train, subject->split->n_train, FALSE);
      if (validation)
        append_places (places, subject, subject->split->validation, subject->split->n_validation, TRUE);
    }
  if (subject->info != NULL)
    measure (places, subject);
  return places;
}

void
vt_places_free (VtPlaces *places)
{
  if (places == NULL)
    return;
  g_array_unref (places->list);
  g_free (places);
}

const VtPlace *
vt_places_find (const VtPlaces *places, guint32 example)
{
  for (guint i = 0; i < places->list->len; i++)
    if (g_array_index (places->list, VtPlace, i).example == example)
      return &g_array_index (places->list, VtPlace, i);
  return NULL;
}

const VtPlace *
vt_places_nearest (const VtPlaces *places, double x, double y, double *distance)
{
  const VtPlace *nearest = NULL;

  *distance = INFINITY;
  for (guint i = 0; i < places->list->len; i++)
    {
      const VtPlace *place = &g_array_index (places->list, VtPlace, i);
      const double away = hypot ((place->x - x) / (places->x1 - places->x0), (place->y - y) / (places->y1 - places->y0));

      if (away < *distance)
        {
          *distance = away;
          nearest = place;
        }
    }
  return nearest;
}
