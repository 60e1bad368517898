#include "fit.h"

#include "document.h"
#include "network-private.h"

#include <string.h>

/* A kind with several inputs is tried with the same at each; one that needs more than these would not fit. */
#define MOST_TRIED 8

static gboolean
takes (const NnLayer *layer, const NnDataInfo *data, const NnLayer *feeder, const NnField *text, const NnShape *arrives,
       NnShape *out)
{
  const guint n = CLAMP (1, layer->kind->min_in, MIN (layer->kind->max_in, MOST_TRIED));
  NnShape in[MOST_TRIED];
  const char *from[MOST_TRIED];
  const NnLayer *feeders[MOST_TRIED];
  const NnField *tokens[MOST_TRIED];
  const NnSite site = { .layer = layer, .data = data, .regime = nn_regime_at (0), .in = in, .from = from, .feeder = feeders, .tokens = tokens, .n_in = n };
  NnIssue issue = { 0 };
  gboolean fits;

  if (layer->kind->max_in == 0)
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      in[i] = *arrives;
      from[i] = feeder->label;
      feeders[i] = feeder;
      tokens[i] = text;
    }
  fits = nn_site_infer (&site, out, &issue);
  nn_issue_clear (&issue);
  return fits;
}

/* A layer of the kind as it would be added, with a label for its sentences. */
static NnLayer *
make_layer (const NnKind *kind)
{
  NnLayer *layer = nn_layer_new (kind);

  layer->name = g_strdup (kind->id);
  layer->label = g_strdup (kind->title);
  return layer;
}

/* Counting: how often `first` feeds `second`. */

static guint
count_pairs (const NnNetwork *network, const NnKind *first, const NnKind *second)
{
  guint n = 0;

  for (guint i = 0; i < nn_network_n_wires (network); i++)
    {
      const NnWire *wire = nn_network_wire_at (network, i);

      n += nn_network_layer (network, wire->from)->kind == first && nn_network_layer (network, wire->to)->kind == second;
    }
  return n;
}

static gboolean
has_kind (const NnNetwork *network, const NnKind *kind)
{
  for (guint i = 0; i < nn_network_n_layers (network); i++)
    if (nn_network_layer_at (network, i)->kind == kind)
      return TRUE;
  return FALSE;
}

typedef struct
{
  const NnKind *kind;
  guint count;
  gboolean is_there;      /* one is enough for most networks, and there is one */
  guint index;            /* in the palette */
} Candidate;

static gint
compare_candidates (gconstpointer a, gconstpointer b)
{
  const Candidate *first = a, *second = b;

  if (first->is_there != second->is_there)
    return first->is_there - second->is_there;
  if (first->count != second->count)
    return first->count > second->count ? -1 : 1;
  return (first->index > second->index) - (first->index < second->index);
}

static void
count_in (GArray *candidates, const NnNetwork *network, const NnKind *end, gboolean after)
{
  for (guint i = 0; i < candidates->len; i++)
    {
      Candidate *candidate = &g_array_index (candidates, Candidate, i);

      candidate->count += after ? count_pairs (network, end, candidate->kind)
                                : count_pairs (network, candidate->kind, end);
    }
}

static GPtrArray *
sort (GArray *candidates, const NnNetwork *network, const NnKind *end, gboolean after)
{
  GPtrArray *kinds = g_ptr_array_new ();
  guint n;
  const NnExample *examples = nn_examples (&n);

  count_in (candidates, network, end, after);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (NnNetwork) example = nn_example_open (examples[i].name, NULL);

      count_in (candidates, example, end, after);
    }
  g_array_sort (candidates, compare_candidates);
  for (guint i = 0; i < candidates->len; i++)
    g_ptr_array_add (kinds, (gpointer) g_array_index (candidates, Candidate, i).kind);
  return kinds;
}

/* Collecting. */

static void
add_candidate (GArray *candidates, const NnNetwork *network, const NnKind *kind, guint index)
{
  const gboolean is_end = kind->is_output || kind->max_in == 0;
  const Candidate candidate = { kind, 0, is_end && has_kind (network, kind), index };

  g_array_append_val (candidates, candidate);
}

GPtrArray *
nn_kinds_after (const NnNetwork *network, const NnReport *report, const NnDataInfo *data, guint from)
{
  const NnLayer *feeder = nn_network_layer (network, from);
  const NnShape *arrives = &nn_report_layer (report, from)->out;
  g_autoptr (GArray) candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));
  guint n;
  const NnKind *const *kinds = nn_kind_rows (&n);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (NnLayer) layer = make_layer (kinds[i]);
      NnShape out;

      /* While nobody knows what arrives, nothing is known to be wrong. */
      if (kinds[i]->max_in > 0 && (arrives->rank == 0 || takes (layer, data, feeder, nn_input_tokens (feeder, data), arrives, &out)))
        add_candidate (candidates, network, kinds[i], i);
    }
  return sort (candidates, network, feeder->kind, TRUE);
}

static const NnField *
find_tokens (const NnDataInfo *data)
{
  return nn_field_chooses (nn_first_input (data)) ? nn_first_input (data) : NULL;
}

/* What a layer would hand on if the data itself arrived at it. FALSE: the data does not fit there. */
static gboolean
hands_on (const NnLayer *layer, const NnDataInfo *data, NnShape *out)
{
  const NnSite site = { .layer = layer, .data = data, .regime = nn_regime_at (0) };
  NnIssue issue = { 0 };
  gboolean fits;

  if (layer->kind->max_in > 0)
    return data != NULL && takes (layer, data, layer, find_tokens (data), &nn_first_input (data)->shape, out);
  fits = layer->kind->infer (&site, out, &issue);
  nn_issue_clear (&issue);
  return fits;
}

GPtrArray *
nn_kinds_before (const NnNetwork *network, const NnReport *report, const NnDataInfo *data, guint to)
{
  const NnLayer *fed = nn_network_layer (network, to);
  g_autoptr (GArray) candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));
  guint n;
  const NnKind *const *kinds = nn_kind_rows (&n);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (NnLayer) layer = make_layer (kinds[i]);
      NnShape out, end;

      if (!kinds[i]->is_output && hands_on (layer, data, &out) && takes (fed, data, layer, nn_input_tokens (layer, data), &out, &end))
        add_candidate (candidates, network, kinds[i], i);
    }
  return sort (candidates, network, fed->kind, FALSE);
}

gboolean
nn_layer_fits (const NnNetwork *network, const NnReport *report, const NnDataInfo *data, guint from, guint to)
{
  const NnLayer *feeder = nn_network_layer (network, from);
  const NnShape *arrives = &nn_report_layer (report, from)->out;
  NnShape out;

  return arrives->rank == 0
         || takes (nn_network_layer (network, to), data, feeder, nn_input_tokens (feeder, data), arrives, &out);
}
