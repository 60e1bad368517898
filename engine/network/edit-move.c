/* Moving a card or a mark. */
#include "edit-private.h"

#include "bounds.h"
#include "errors.h"
#include "network-private.h"
#include "text.h"

typedef struct
{
  NnEdit edit;
  guint id;
  double x, y;
} Move;

static const NnEditType move_type;

gboolean
nn_edit_check_place (double x, double y, GError **error)
{
  if (nn_place_fits (x, y))
    return TRUE;
  g_set_error (error,
               NN_ERROR,
               NN_ERROR_ARGUMENT,
               _ ("A card can lie at most %.0f from the sheet's corner: put it nearer."),
               NN_FARTHEST);
  return FALSE;
}

NnEdit *
nn_edit_move (guint id, double x, double y)
{
  Move *move = g_new0 (Move, 1);

  move->edit.type = &move_type;
  move->id = id;
  move->x = x;
  move->y = y;
  return &move->edit;
}

/* Where a card or mark keeps its place. FALSE: there is none with that id. */
static gboolean
find_place (NnNetwork *network, guint id, double **x, double **y)
{
  const guint layer = nn_network_index (network, id), mark = nn_network_mark_index (network, id);

  if (layer < nn_network_n_layers (network))
    {
      NnLayer *row = g_ptr_array_index (network->layers, layer);

      *x = &row->x;
      *y = &row->y;
    }
  else if (mark < nn_network_n_marks (network))
    {
      NnMark *row = g_ptr_array_index (network->marks, mark);

      *x = &row->x;
      *y = &row->y;
    }
  else
    return FALSE;
  return TRUE;
}

static NnEdit *
apply_move (const NnEdit *edit, NnNetwork *network, GError **error)
{
  const Move *move = (const Move *) edit;
  NnEdit *inverse;
  double *x, *y;

  if (!find_place (network, move->id, &x, &y))
    {
      g_set_error_literal (error, NN_ERROR, NN_ERROR_ARGUMENT, _ ("What should be moved is not there any more."));
      return NULL;
    }
  if (!nn_edit_check_place (move->x, move->y, error))
    return NULL;
  inverse = nn_edit_move (move->id, *x, *y);
  *x = move->x;
  *y = move->y;
  return inverse;
}

static char *
title_move (const NnEdit *edit, const NnNetwork *network)
{
  const guint id = ((const Move *) edit)->id;
  const NnLayer *layer = nn_network_layer (network, id);
  const NnMark *mark = nn_network_mark (network, id);

  if (mark != NULL)
    return g_strdup (mark->kind == NN_MARK_NOTE ? _ ("Move note") : _ ("Move arrow"));
  return g_strdup_printf (_ ("Move %s"), layer != NULL ? layer->label : _ ("layer"));
}

static gboolean
merges_move (const NnEdit *earlier, const NnEdit *later)
{
  return ((const Move *) earlier)->id == ((const Move *) later)->id;
}

static const NnEditType move_type = {
  .apply = apply_move,
  .title = title_move,
  .merges = merges_move,
};
