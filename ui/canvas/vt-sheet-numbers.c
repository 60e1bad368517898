/* The numbers of each card: copied from the newest frame, so that drawing asks nobody. */
#include "vt-sheet-private.h"

#include <math.h>
#include <string.h>

#include "vt-legend-view.h"

/* What goes with the example rather than with the layer. */
static gboolean
take_example (VtSheet *self, VtSceneCard *card)
{
  const NnFrame *frame = vt_session_frame (self->session);
  NnDataset *dataset = vt_session_dataset (self->session);
  const gint64 example = vt_session_example (self->session);
  VtNumbers now = card->numbers;
  const float *input;
  gsize n;
  gboolean changed;

  now.example = example;
  vt_numbers_set_right (&now, card->plan, dataset, example);
  now.loss = frame->example == example ? nn_frame_loss (frame, card->layer) : NAN;
  changed = now.example != card->numbers.example || now.right != card->numbers.right
            || memcmp (&now.target, &card->numbers.target, sizeof now.target) != 0
            || memcmp (&now.loss, &card->numbers.loss, sizeof now.loss) != 0;
  card->numbers = now;
  input = vt_session_input (self->session, &n);
  if (input != NULL)
    changed |= vt_numbers_set_input (&card->numbers, card->plan, input, n);
  return changed;
}

/* Numbers that are not there (yet) leave the last ones standing: layers before a problem stay as they were. */
static gboolean
take_card_numbers (VtSheet *self, VtCard *card, VtSceneCard *drawn)
{
  gboolean changed = take_example (self, drawn);

  for (guint i = 0; i < drawn->plan->n_items; i++)
    {
      gsize n;
      const float *values = vt_session_seen (self->session, card, i, &n);

      if (values == NULL || !vt_numbers_set_item (&drawn->numbers, i, values, n))
        continue;
      changed = TRUE;
      if ((int) i == drawn->plan->weight_item)
        vt_sheet_redraw_bundles (self, drawn);
    }
  if (changed)
    vt_card_redraw_numbers (card);
  return changed;
}

gboolean
vt_sheet_take_card (VtSheet *self, VtCard *card)
{
  VtSceneCard *drawn = vt_scene_card (self->scene, vt_item_id (VT_ITEM (card)));

  /* A card beyond the edge may still have weight wires in view. */
  return drawn != NULL && !drawn->plan->is_frame && (vt_sheet_is_in_view (self, &drawn->rect) || drawn->plan->weight_item >= 0)
         && take_card_numbers (self, card, drawn);
}

void
vt_sheet_forget_numbers (VtSheet *self)
{
  const gint64 step = vt_session_frame (self->session)->step;

  for (guint i = 0; i < self->scene->cards->len && step < self->last_step; i++)
    vt_numbers_forget (&((VtSceneCard *) g_ptr_array_index (self->scene->cards, i))->numbers);
  self->last_step = step;
}

void
vt_sheet_take_numbers (VtSheet *self)
{
  vt_sheet_forget_numbers (self);
  for (guint i = 0; i < self->scene->cards->len; i++)
    vt_sheet_take_card (self, vt_sheet_card (self, ((VtSceneCard *) g_ptr_array_index (self->scene->cards, i))->layer));
  vt_legend_view_refresh (VT_LEGEND_VIEW (self->legend), self->theme);
}
