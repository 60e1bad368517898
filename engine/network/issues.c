/* What can be wrong with a network's structure and size, in words, each with remedies. */
#include "check-private.h"

#include "text.h"

#include <math.h>

static const char *
label_of (const NnWalk *walk, guint id)
{
  return nn_network_layer (walk->network, id)->label;
}

static NnRemedy
remedy_unwire (guint slot)
{
  return (NnRemedy) { .action = NN_REMEDY_REMOVE_WIRE, .slot = slot, .label = g_strdup (_ ("Remove wire")) };
}

/* The end of the chain that a missing layer would be added to: unwired on that side. 0: there is none. */
static guint
find_loose_start (const NnWalk *walk)
{
  for (guint i = 0; i < nn_network_n_layers (walk->network); i++)
    if (!walk->place[i].fed)
      return nn_network_layer_at (walk->network, i)->id;
  return 0;
}

static guint
find_loose_end (const NnWalk *walk)
{
  guint end = 0;

  for (guint i = 0; i < nn_network_n_layers (walk->network); i++)
    if (walk->place[i].n_from == 0 && !nn_network_layer_at (walk->network, i)->kind->is_output)
      end = nn_network_layer_at (walk->network, i)->id;
  return end;
}

static void
tell_missing_end (NnWalk *walk, guint layer, const char *sentence, const char *detail, NnRemedy remedy)
{
  NnIssue *issue = nn_walk_issue (walk, layer, NN_ISSUE_UNFINISHED, g_strdup (sentence), g_strdup (detail));

  remedy.label = g_strdup (remedy.label);
  nn_issue_remedy (issue, remedy);
}

static void
find_missing_ends (NnWalk *walk)
{
  if (walk->n_inputs == 0)
    tell_missing_end (walk,
                      find_loose_start (walk),
                      _ ("The network has no Input."),
                      _ ("Input brings the examples in: every network begins with one."),
                      (NnRemedy) { .action = NN_REMEDY_ADD_BEFORE, .kind = "input", .label = _ ("Add Input") });
  if (walk->n_outputs == 0)
    tell_missing_end (walk,
                      find_loose_end (walk),
                      _ ("The network has no Output."),
                      _ ("Output gives the answer and says how wrong it was: nothing can learn without."),
                      (NnRemedy) { .action = NN_REMEDY_ADD_AFTER, .kind = "output", .label = _ ("Add Output") });
}

/* Why a wire is one too many for the layer it ends at. */
static char *
explain_surplus (const NnLayer *from, const NnLayer *to)
{
  if (to->kind->max_in == 0)
    return g_strdup_printf (_ ("%s brings the data in, so it takes no wire. One comes from %s."), to->label, from->label);
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                       "It takes %u wire; the one from %s is too many.",
                                       "It takes %u wires; the one from %s is too many.",
                                       to->kind->max_in),
                          to->kind->max_in,
                          from->label);
}

/* Wires that end or start where none may. */
static void
check_wire (NnWalk *walk, const NnWire *wire)
{
  const NnLayer *from = nn_network_layer (walk->network, wire->from);
  const NnLayer *to = nn_network_layer (walk->network, wire->to);
  char *sentence, *detail;
  NnIssue *issue;

  if (wire->slot >= to->kind->max_in)
    {
      sentence = g_strdup_printf (_ ("Too many wires end at %s."), to->label);
      detail = explain_surplus (from, to);
    }
  else if (from->kind->is_output)
    {
      sentence = g_strdup_printf (_ ("%s cannot follow %s."), to->label, from->label);
      detail = g_strdup_printf (_ ("%s ends the network: it hands nothing on."), from->label);
    }
  else
    return;
  issue = nn_walk_issue (walk, to->id, NN_ISSUE_ERROR, sentence, detail);
  issue->from = from->id;
  nn_issue_remedy (issue, remedy_unwire (wire->slot));
}

/* Where the first wire into a layer stands on which numbers never arrive, because they would have to come round a circle
 * first; a layer on a circle has one. */
static guint
find_stuck_wire (const NnWalk *walk, guint id)
{
  for (guint i = 0; i < nn_network_n_wires (walk->network); i++)
    {
      const NnWire *wire = nn_network_wire_at (walk->network, i);

      if (wire->to == id && !walk->place[nn_network_index (walk->network, wire->from)].in_order)
        return i;
    }
  g_assert_not_reached ();
}

#define NAMES_AT_MOST 5

/* "Dense 1, Dense 2 and Flatten": the layers of a circle along the wires, from the first on. */
static char *
list_names (const NnWalk *walk, const GArray *backwards)
{
  const guint n = MIN (backwards->len, NAMES_AT_MOST);
  const char *last = label_of (walk, g_array_index (backwards, guint, 1));
  g_autoptr (GString) names = g_string_new (label_of (walk, g_array_index (backwards, guint, 0)));

  for (guint i = 1; i + 1 < n; i++)
    g_string_append_printf (names, ", %s", label_of (walk, g_array_index (backwards, guint, backwards->len - i)));
  return g_strdup_printf (_ ("%s and %s"), names->str, backwards->len > n ? _ ("others") : last);
}

/* One circle, found by going backwards from a layer on it. The wire drawn last is the one that closes it. */
static void
tell_circle (NnWalk *walk, guint start)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (guint));   /* against the wires */
  g_autofree char *names = NULL;
  const NnWire *closing;
  NnIssue *issue;
  guint id = start, last = 0;

  do
    {
      const guint stuck = find_stuck_wire (walk, id);

      g_array_append_val (ids, id);
      last = MAX (last, stuck);
      id = nn_network_wire_at (walk->network, stuck)->from;
    }
  while (id != start);

  closing = nn_network_wire_at (walk->network, last);
  names = ids->len > 1 ? list_names (walk, ids) : NULL;
  issue = nn_walk_issue (walk,
                         closing->to,
                         NN_ISSUE_ERROR,
                         names != NULL ? g_strdup_printf (_ ("%s feed each other in a circle."), names)
                                       : g_strdup_printf (_ ("%s feeds itself."), label_of (walk, start)),
                         g_strdup_printf (_ ("The wire from %s to %s closes it. Numbers must find their way from "
                                             "Input to Output without ever coming back."),
                                          label_of (walk, closing->from),
                                          label_of (walk, closing->to)));
  issue->from = closing->from;
  nn_issue_remedy (issue, remedy_unwire (closing->slot));
}

static void
find_circles (NnWalk *walk)
{
  const guint n = nn_network_n_layers (walk->network);
  g_autofree guint *seen = g_new0 (guint, n + 1);   /* 0, or the round that came by */

  for (guint i = 0; i < n; i++)
    {
      guint at = i, stuck;

      while (!walk->place[at].in_order && seen[at] == 0)
        {
          seen[at] = i + 1;
          stuck = find_stuck_wire (walk, nn_network_layer_at (walk->network, at)->id);
          at = nn_network_index (walk->network, nn_network_wire_at (walk->network, stuck)->from);
        }
      if (seen[at] == i + 1)   /* back where this round has been: a new circle */
        tell_circle (walk, nn_network_layer_at (walk->network, at)->id);
    }
}

static gboolean
would_fit (const NnWalk *walk, guint i, const NnLayer *feeder)
{
  NnArrival arrival;
  NnIssue issue = { 0 };
  NnShape out;
  gboolean fits;

  nn_arrival_gather (&arrival, walk, i, feeder);
  fits = arrival.known && nn_site_infer (&arrival.site, &out, &issue);
  nn_issue_clear (&issue);
  nn_arrival_clear (&arrival);
  return fits;
}

/* Where a missing wire most likely should come from: a layer that fits, with a loose end, near, and to the left. */
static const NnLayer *
find_source (const NnWalk *walk, guint i)
{
  const NnLayer *layer = nn_network_layer_at (walk->network, i);
  const NnLayer *best = NULL;
  double best_cost = INFINITY;

  for (guint k = 0; k < nn_network_n_layers (walk->network); k++)
    {
      const NnLayer *other = nn_network_layer_at (walk->network, k);
      double cost = hypot (layer->x - other->x, layer->y - other->y);

      if (other->kind->is_output || nn_network_reaches (walk->network, layer->id, other->id))
        continue;
      cost += 1e6 * (other->x > layer->x);
      cost += 1e8 * (walk->place[k].n_from > 0);
      cost += 1e10 * !would_fit (walk, i, other);
      if (cost < best_cost)
        {
          best = other;
          best_cost = cost;
        }
    }
  return best;
}

static void
tell_unfed (NnWalk *walk, guint i)
{
  const NnLayer *layer = nn_network_layer_at (walk->network, i);
  const NnPlace *place = &walk->place[i];
  const NnLayer *source = find_source (walk, i);
  NnIssue *issue;

  issue = nn_walk_issue (walk,
                         layer->id,
                         place->serves ? NN_ISSUE_UNFINISHED : NN_ISSUE_WARNING,
                         g_strdup_printf (_ ("Nothing reaches %s yet."), layer->label),
                         g_strdup (place->serves ? _ ("It waits for a wire from another layer.")
                                                 : _ ("It waits for a wire, and takes no part in training until "
                                                      "then.")));
  if (source != NULL)
    nn_issue_remedy (issue,
                     (NnRemedy) {
                       .action = NN_REMEDY_CONNECT,
                       .other = source->id,
                       .slot = place->missing,
                       .label = g_strdup_printf (_ ("Connect %s"), source->label),
                     });
  nn_issue_remedy (issue, nn_remedy_remove (layer));
}

static void
tell_unused (NnWalk *walk, const NnLayer *layer)
{
  char *sentence = g_strdup_printf (_ ("Nothing uses what %s hands on."), layer->label);
  char *detail = g_strdup (_ ("No wire leads from it to an Output, so it takes no part in training."));
  NnIssue *issue = nn_walk_issue (walk, layer->id, NN_ISSUE_WARNING, sentence, detail);

  nn_issue_remedy (issue, nn_remedy_remove (layer));
}

/* Loose ends on either side. While something still waits for a wire, a loose end is what the wire may come from. */
static void
find_loose_ends (NnWalk *walk)
{
  const guint told = walk->n_inputs == 0 ? find_loose_start (walk) : 0;
  gboolean waiting = FALSE;

  for (guint i = 0; i < nn_network_n_layers (walk->network); i++)
    if (!walk->place[i].fed)
      {
        waiting = TRUE;
        if (nn_network_layer_at (walk->network, i)->id != told)
          tell_unfed (walk, i);
      }
  for (guint i = 0; i < nn_network_n_layers (walk->network) && !waiting && walk->n_outputs > 0; i++)
    if (walk->place[i].n_from == 0 && !walk->place[i].serves)
      tell_unused (walk, nn_network_layer_at (walk->network, i));
}

/* Where two networks learn in turn there is one place at which they meet, and it leads to the judge. */
static void
find_meeting (NnWalk *walk)
{
  guint n = 0, end = 0, surplus = 0;

  for (guint i = 0; i < nn_network_n_layers (walk->network); i++)
    {
      const NnLayer *layer = nn_network_layer_at (walk->network, i);

      if (layer->kind->is_output)
        end = layer->id;
      if (g_str_equal (layer->kind->id, "real_or_made") && n++ > 0)
        surplus = layer->id;
    }
  if (n == 0)
    tell_missing_end (walk,
                      end,
                      _ ("Nothing here tells made examples from real ones."),
                      _ ("What stands before a layer Real or made makes examples up, what comes after it judges them. Put one in the "
                         "middle."),
                      (NnRemedy) { .action = NN_REMEDY_ADD_BEFORE, .kind = "real_or_made", .label = _ ("Add Real or made") });
  else if (n > 1)
    tell_missing_end (walk,
                      surplus,
                      _ ("Only one layer Real or made can stand in a network."),
                      _ ("One part makes examples up and one judges them: there is one place where they meet."),
                      (NnRemedy) { .action = NN_REMEDY_REMOVE_LAYER, .label = _ ("Remove this one") });
}

/* The first Input that hands on this field of the data, from 0; 0: none does. */
static guint
find_input_of (const NnWalk *walk, guint field)
{
  for (guint i = 0; i < nn_network_n_layers (walk->network); i++)
    {
      const NnLayer *layer = nn_network_layer_at (walk->network, i);

      if (layer->kind->max_in == 0 && nn_input_field (layer, walk->data) == &walk->data->inputs[field])
        return layer->id;
    }
  return 0;
}

/* Who translates reads a text, and what he has written himself. */
static void
find_readers (NnWalk *walk)
{
  if (find_input_of (walk, NN_SOURCE) == 0)
    tell_missing_end (walk, 0, _ ("No Input hands on the text that is to be translated."),
                      _ ("Both Inputs hand on the answer so far, so the network cannot know what the answer is about."),
                      (NnRemedy) {
                        .action = NN_REMEDY_SET, .param = "field", .value = NN_SOURCE + 1, .other = find_input_of (walk, NN_SO_FAR),
                        .label = _ ("Hand on the text") });
  if (find_input_of (walk, NN_SO_FAR) == 0)
    tell_missing_end (walk, 0, _ ("No Input hands on the answer so far."),
                      _ ("An answer is written character by character. To know what comes next the network must see what stands there "
                         "already: a second Input hands that on, into the layers that write."),
                      (NnRemedy) {
                        .action = NN_REMEDY_ADD_AFTER, .kind = "input", .with = { { "field", NN_SO_FAR + 1 } },
                        .label = _ ("Add an Input for it") });
}

NnRemedy
nn_remedy_remove (const NnLayer *layer)
{
  return (NnRemedy) { .action = NN_REMEDY_REMOVE_LAYER, .label = g_strdup_printf (_ ("Remove %s"), layer->label) };
}

void
nn_walk_find_problems (NnWalk *walk)
{
  find_missing_ends (walk);
  if (walk->regime->aim == NN_AIM_TRANSLATION && walk->data != NULL && walk->data->translates && walk->n_inputs > 0)
    find_readers (walk);
  if (walk->regime->aim == NN_AIM_REAL && walk->n_outputs > 0)
    find_meeting (walk);
  for (guint i = 0; i < nn_network_n_wires (walk->network); i++)
    check_wire (walk, nn_network_wire_at (walk->network, i));
  find_circles (walk);
  find_loose_ends (walk);
  nn_walk_check_size (walk);
}
