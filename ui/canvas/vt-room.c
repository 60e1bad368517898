#include "vt-room.h"

#include <math.h>

#define SNAP 4.0
#define STEP 24.0            /* places for a new card are tried so far apart … */
#define STEPS 24             /* … so often up and down */
#define COST_CROSSING 800.0  /* of a wire over a card, in pixels that a card is moved instead */
#define COST_COVERED 200.0   /* of a card that has to make way */
#define WIRE_POINTS 48
#define WIRE_APART 8.0       /* of a card that it only passes by */
#define WAYS 4

static const struct
{
  double dx, dy;
} ways[WAYS] = { { 1, 0 }, { 0, 1 }, { -1, 0 }, { 0, -1 } };

/* An edit that was tried. */
typedef struct
{
  NnNetwork *network;        /* owned: as it would be */
  VtScene *scene;            /* owned: as it would be drawn */
  guint first;               /* the least id that is new */
  int *way;                  /* [cards] into which it was pushed; −1: not */
} Trial;

static gboolean
is_new (const Trial *trial, const VtSceneCard *card)
{
  return card->frame == 0 && card->layer >= trial->first;
}

static VtSceneCard *
card_at (const Trial *trial, guint i)
{
  return g_ptr_array_index (trial->scene->cards, i);
}

static gboolean
are_close (const VtSceneCard *a, const VtSceneCard *b)
{
  const VtRect around = vt_rect_grow (&a->rect, VT_CARDS_APART);

  return vt_rect_overlaps (&around, &b->rect);
}

/* ---- Where a new card goes ---- */

static gboolean
wire_crosses (const VtSceneWire *wire, const VtSceneCard *card)
{
  const VtRect around = vt_rect_grow (&card->rect, WIRE_APART);

  for (guint i = 1; i < WIRE_POINTS; i++)
    {
      double x, y;

      vt_wire_point (wire, (double) i / WIRE_POINTS, &x, &y);
      if (vt_rect_contains (&around, x, y))
        return TRUE;
    }
  return FALSE;
}

/* How many cards its wires run over. */
static guint
count_crossings (const Trial *trial, const VtSceneCard *card)
{
  guint n = 0;

  for (guint i = 0; i < trial->scene->wires->len; i++)
    {
      const VtSceneWire *wire = &g_array_index (trial->scene->wires, VtSceneWire, i);

      if (wire->from != card->layer && wire->to != card->layer)
        continue;
      for (guint k = 0; k < trial->scene->cards->len; k++)
        {
          const VtSceneCard *other = card_at (trial, k);

          n += other->frame == 0 && other->layer != wire->from && other->layer != wire->to && wire_crosses (wire, other);
        }
    }
  return n;
}

static guint
count_covered (const Trial *trial, const VtSceneCard *card)
{
  guint n = 0;

  for (guint i = 0; i < trial->scene->cards->len; i++)
    n += card_at (trial, i) != card && card_at (trial, i)->frame == 0 && are_close (card, card_at (trial, i));
  return n;
}

static double
cost_at (const Trial *trial, const VtSceneCard *card, double x, double y, double aside)
{
  vt_scene_move (trial->scene, card->layer, x, y);
  vt_scene_route (trial->scene);
  return fabs (aside) + COST_CROSSING * count_crossings (trial, card) + COST_COVERED * count_covered (trial, card);
}

/* Level with where it was put, if nothing is in the way there; else the nearest place above or below it. */
static void
find_level (const Trial *trial, const VtSceneCard *card)
{
  const double x = card->rect.x, y = card->rect.y;
  double best = y, least = cost_at (trial, card, x, y, 0.0);

  for (guint i = 1; i <= STEPS && i * STEP < least; i++)
    for (int side = -1; side <= 1; side += 2)
      {
        const double cost = cost_at (trial, card, x, y + side * STEP * i, STEP * i);

        if (cost < least)
          {
            least = cost;
            best = y + side * STEP * i;
          }
      }
  vt_scene_move (trial->scene, card->layer, x, best);
  vt_scene_route (trial->scene);
}

/* ---- Others make way ---- */

/* How far it has to go into that direction to keep clear of the other one. */
static double
distance (const VtRect *from, const VtRect *rect, guint way)
{
  const double apart = VT_CARDS_APART;
  const double far[WAYS] = { from->x + from->w + apart - rect->x, from->y + from->h + apart - rect->y,
                             rect->x + rect->w + apart - from->x, rect->y + rect->h + apart - from->y };

  return ceil (far[way] / SNAP) * SNAP;
}

/* The shortest way, but none that turns a wire round: what feeds a card stays left of it. */
static int
find_way (const Trial *trial, const VtSceneCard *from, const VtSceneCard *card)
{
  int best = 1;

  for (int way = 0; way < WAYS; way++)
    {
      const gboolean turns = (ways[way].dx > 0 && nn_network_reaches (trial->network, card->layer, from->layer))
                             || (ways[way].dx < 0 && nn_network_reaches (trial->network, from->layer, card->layer));

      if (!turns && distance (&from->rect, &card->rect, way) < distance (&from->rect, &card->rect, best))
        best = way;
    }
  return best;
}

/* Whoever is close to it goes on into the way it came itself; returns those in `moved`. */
static void
push_from (const Trial *trial, guint pusher, GArray *moved)
{
  const VtSceneCard *from = card_at (trial, pusher);

  for (guint i = 0; i < trial->scene->cards->len; i++)
    {
      const VtSceneCard *card = card_at (trial, i);
      const int way = trial->way[pusher] >= 0 ? trial->way[pusher] : find_way (trial, from, card);
      double by;

      if (i == pusher || card->frame != 0 || is_new (trial, card) || !are_close (from, card))
        continue;
      if (trial->way[i] >= 0 && trial->way[i] != way)
        continue;   /* two push it in different directions: it stays, lest it wander */
      by = distance (&from->rect, &card->rect, way);
      trial->way[i] = way;
      vt_scene_move (trial->scene, card->layer, card->rect.x + by * ways[way].dx, card->rect.y + by * ways[way].dy);
      g_array_append_val (moved, i);
    }
}

static void
push_apart (const Trial *trial)
{
  g_autoptr (GArray) pushers = g_array_new (FALSE, FALSE, sizeof (guint));
  const guint most = trial->scene->cards->len * WAYS;

  for (guint i = 0; i < trial->scene->cards->len; i++)
    if (is_new (trial, card_at (trial, i)))
      g_array_append_val (pushers, i);
  for (guint i = 0; i < pushers->len && i < most; i++)
    push_from (trial, g_array_index (pushers, guint, i), pushers);
}

/* ---- Trying ---- */

static gboolean
begin (Trial *trial, const NnEdit *edit, const NnNetwork *network, const NnDataInfo *data)
{
  g_autoptr (NnEdit) inverse = NULL;
  g_autoptr (NnReport) report = NULL;

  trial->first = nn_network_next_id (network);
  trial->network = nn_network_copy (network);
  inverse = nn_edit_apply (edit, trial->network, NULL);
  if (inverse == NULL || nn_network_next_id (trial->network) == trial->first)
    return FALSE;
  report = nn_check (trial->network, data);
  trial->scene = vt_scene_new ();
  vt_scene_update (trial->scene, trial->network, report, data);
  trial->way = g_new (int, trial->scene->cards->len);
  for (guint i = 0; i < trial->scene->cards->len; i++)
    trial->way[i] = -1;
  return TRUE;
}

static void
clear (Trial *trial)
{
  g_clear_pointer (&trial->network, nn_network_free);
  g_clear_pointer (&trial->scene, vt_scene_free);
  g_clear_pointer (&trial->way, g_free);
}

/* The edit, and after it what was moved. */
static NnEdit *
add_moves (const Trial *trial, NnEdit *edit, const NnNetwork *network)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new ();

  g_ptr_array_add (edits, edit);
  for (guint i = 0; i < trial->scene->cards->len; i++)
    {
      const VtSceneCard *card = card_at (trial, i);
      const NnLayer *layer = card->frame == 0 ? nn_network_layer (trial->network, card->layer) : NULL;

      if (layer != NULL && (layer->x != card->rect.x || layer->y != card->rect.y))
        g_ptr_array_add (edits, nn_edit_move (layer->id, card->rect.x, card->rect.y));
    }
  if (edits->len == 1)
    return edit;
  return nn_edit_group (nn_edit_title (edit, network), g_steal_pointer (&edits));
}

/* The one that is new, where there is one only. */
static const VtSceneCard *
find_single (const Trial *trial)
{
  const VtSceneCard *found = NULL;
  guint n = 0;

  for (guint i = 0; i < trial->scene->cards->len; i++)
    if (is_new (trial, card_at (trial, i)))
      {
        found = card_at (trial, i);
        n++;
      }
  return n == 1 ? found : NULL;
}

NnEdit *
vt_make_room (NnEdit *edit, const NnNetwork *network, const NnDataInfo *data, gboolean is_chosen_place)
{
  Trial trial = { 0 };

  if (begin (&trial, edit, network, data))
    {
      const VtSceneCard *single = find_single (&trial);

      if (!is_chosen_place && single != NULL)
        find_level (&trial, single);
      push_apart (&trial);
      edit = add_moves (&trial, edit, network);
    }
  clear (&trial);
  return edit;
}
