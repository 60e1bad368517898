/* Where a new card goes, so that the sheet reads from left to right. */
#include "network-private.h"

#include <string.h>

#define APART 24      /* between cards above each other */
#define TILES 8       /* tiles that a card of neurons shows at most */
#define TILE 50       /* a tile and its gap */
#define HEAD_AND_FOOT 80
#define FIRST_MIDDLE (NN_SHEET_EDGE + (HEAD_AND_FOOT + TILES * TILE) / 2)   /* a full card beside the first fits in line */

static const struct
{
  const char *view;
  double width, height;
} card_sizes[] = {
  { "input", 112, 212 },
  { "units", 112, HEAD_AND_FOOT },
  { "strip", 184, 194 },
  { "output", 200, 268 },
};

void
nn_card_size (const NnLayer *layer, double *width, double *height)
{
  *width = 80;
  *height = 68;
  for (guint i = 0; i < G_N_ELEMENTS (card_sizes); i++)
    if (g_str_equal (card_sizes[i].view, layer->kind->view))
      {
        *width = card_sizes[i].width;
        *height = card_sizes[i].height;
      }
  if (g_str_equal (layer->kind->view, "units") && nn_param_find (layer->kind->params, "units") != NULL)
    *height += TILE * MIN (nn_settings_int (layer->settings, "units"), TILES);
}

/* The first card that would touch a card of that size there, or NULL. */
static const NnLayer *
find_covered (const NnNetwork *network, double x, double y, double width, double height)
{
  for (guint i = 0; i < nn_network_n_layers (network); i++)
    {
      const NnLayer *layer = nn_network_layer_at (network, i);
      double its_width, its_height;

      nn_card_size (layer, &its_width, &its_height);
      if (x < layer->x + its_width + APART
          && layer->x < x + width + APART
          && y < layer->y + its_height + APART
          && layer->y < y + height + APART)
        return layer;
    }
  return NULL;
}

static const NnLayer *
find_rightmost (const NnNetwork *network)
{
  const NnLayer *rightmost = NULL;

  for (guint i = 0; i < nn_network_n_layers (network); i++)
    if (rightmost == NULL || nn_network_layer_at (network, i)->x > rightmost->x)
      rightmost = nn_network_layer_at (network, i);
  return rightmost;
}

void
nn_network_place_card (const NnNetwork *network, guint after, double width, double height, double *x, double *y)
{
  const NnLayer *before = after != 0 ? nn_network_layer (network, after) : find_rightmost (network);
  const NnLayer *covered;
  double its_width, its_height;

  *x = NN_SHEET_EDGE;
  *y = MAX (NN_SHEET_EDGE, FIRST_MIDDLE - height / 2);
  if (before != NULL)
    {
      nn_card_size (before, &its_width, &its_height);
      *x = before->x + its_width + NN_CARD_GAP;
      *y = MAX (NN_SHEET_EDGE, before->y + (its_height - height) / 2);   /* middles in line */
    }
  while ((covered = find_covered (network, *x, *y, width, height)) != NULL)
    {
      nn_card_size (covered, &its_width, &its_height);
      *y = covered->y + its_height + APART;
    }
}

void
nn_network_place (const NnNetwork *network, guint after, double *x, double *y)
{
  /* The size of a card in the middle of the range: the kind is not known here. */
  nn_network_place_card (network, after, 112, 212, x, y);
}
