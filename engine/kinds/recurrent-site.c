#include "recurrent-site.h"

#include "join.h"
#include "recurrent.h"
#include "window-site.h"

#include <inttypes.h>

#define MOST_STATES 2

const NnChoice nn_recurrent_returns[] = {
  { "sequence", N_("Every state"), N_("One list for each step, for another layer that reads a sequence.") },
  { "last", N_("The last state"), N_("One list that sums the whole sequence up.") },
  { NULL },
};

const char *const nn_recurrent_inputs[] = { N_("sequence"), N_("state to begin with"), NULL };

static gint64
find_units (const NnSite *site)
{
  return nn_settings_int (site->layer->settings, "units");
}

static guint
count_directions (const NnSite *site)
{
  return nn_settings_switch (site->layer->settings, "bidirectional") ? 2 : 1;
}

static gboolean
hands_on (const NnSite *site, const char *what)
{
  return g_str_equal (nn_settings_choice (site->layer->settings, "returns"), what);
}

/* A state to begin with is a list of h, or of h and everything else that goes from step to step. */
static gboolean
beginning_fits (const NnSite *site, const NnRecurrentKind *kind, NnIssue *issue)
{
  const gint64 size = find_units (site) * count_directions (site);
  const gint64 arriving = site->n_in > 1 && site->in[1].rank == 1 ? site->in[1].dim[0] : 0;
  g_autofree char *found = NULL;

  if (site->n_in < 2 || arriving == size || arriving == size * kind->n_states)
    return TRUE;
  found = nn_shape_in_words (&site->in[1]);
  nn_site_refuse_wire (site, 1,
                       g_strdup_printf (_ ("It is the state to begin with: %" PRId64 " numbers, one for each of the "
                                           "layer's own, but %s hands over %s."),
                                        size, site->from[1], found),
                       issue);
  return FALSE;
}

gboolean
nn_infer_recurrent (const NnSite *site, const NnRecurrentKind *kind, NnShape *out, NnIssue *issue)
{
  const gint64 size = find_units (site) * count_directions (site);

  if (!nn_site_needs_steps (site, issue) || !beginning_fits (site, kind, issue))
    return FALSE;
  if (hands_on (site, "sequence"))
    *out = NN_SHAPE (site->in[0].dim[0], size);
  else
    *out = NN_SHAPE (hands_on (site, "last") ? size : size * kind->n_states);
  return TRUE;
}

/* One of the two directions. */
typedef struct
{
  NnGraph *graph;
  const NnSite *site;
  const NnRecurrentKind *kind;
  gint64 units;
  gboolean reverse;
} Direction;

static NnValue
add_weight (const Direction *d, const char *role, const NnShape *shape, const char *initialiser, gsize fan_in)
{
  g_autofree char *name = g_strdup_printf ("%s_l0%s", role, d->reverse ? "_reverse" : "");
  const NnValue weight = nn_graph_weight (d->graph, name, shape, initialiser, fan_in, fan_in > 0 ? d->units : 0);

  nn_graph_note_blocks (d->graph, weight, d->kind->gates);
  return weight;
}

static NnValue
cut (NnGraph *graph, NnValue from, gint64 first, gint64 length)
{
  const double arg[NN_OP_ARGS] = { 0, first, length };

  return nn_graph_op (graph, "slice", arg, &from, 1);
}

/* This direction's part of block k of the states to begin with. */
static NnValue
find_beginning (const Direction *d, const NnValue *in, guint k)
{
  const gint64 directions = count_directions (d->site), block = directions * d->units;

  if (d->site->n_in < 2 || k * block >= d->site->in[1].dim[0])
    return NN_NO_VALUE;
  if (d->site->in[1].dim[0] == d->units)
    return in[1];
  return cut (d->graph, in[1], k * block + (d->reverse ? d->units : 0), d->units);
}

/* The operation's first result. */
static NnValue
lower_direction (const Direction *d, const NnValue *in)
{
  const gint64 arriving = d->site->in[0].dim[1], sums = d->kind->gates * d->units;
  const double arg[NN_OP_ARGS] = { [NN_RECURRENT_REVERSE] = d->reverse, [NN_RNN_RELU] = d->kind->bend };
  const char *initialiser = nn_settings_choice (d->site->layer->settings, "initialiser");
  NnValue come[] = { in[0], NN_NO_VALUE, NN_NO_VALUE };
  NnValue operand[NN_RECURRENT_H + MOST_STATES];

  come[1] = add_weight (d, "weight_ih", &NN_SHAPE (sums, arriving), initialiser, arriving);
  operand[NN_RECURRENT_WEIGHT] = add_weight (d, "weight_hh", &NN_SHAPE (sums, d->units), "orthogonal", d->units);
  come[2] = add_weight (d, "bias_ih", &NN_SHAPE (sums), "zeros", 0);
  operand[NN_RECURRENT_BIAS] = add_weight (d, "bias_hh", &NN_SHAPE (sums), "zeros", 0);
  operand[NN_RECURRENT_X] = nn_graph_op (d->graph, "linear", NULL, come, G_N_ELEMENTS (come));
  for (guint k = 0; k < d->kind->n_states; k++)
    operand[NN_RECURRENT_H + k] = find_beginning (d, in, k);
  return nn_graph_op (d->graph, d->kind->op, arg, operand, NN_RECURRENT_H + d->kind->n_states);
}

/* The step that a direction comes to last, as a list. */
static NnValue
take_last (const Direction *d, NnValue states)
{
  const NnValue last = cut (d->graph, states, d->reverse ? 0 : d->site->in[0].dim[0] - 1, 1);

  return nn_graph_view (d->graph, last, &NN_SHAPE (d->units));
}

static NnValue
join (NnGraph *graph, const NnValue *part, guint n, guint axis)
{
  const double arg[NN_OP_ARGS] = { axis };

  return n == 1 ? part[0] : nn_graph_op (graph, "concat", arg, part, n);
}

NnValue
nn_lower_recurrent (NnGraph *graph, const NnSite *site, const NnRecurrentKind *kind, const NnValue *in)
{
  const guint directions = count_directions (site);
  const guint n_states = hands_on (site, "sequence") || hands_on (site, "last") ? 1 : kind->n_states;
  NnValue part[2 * MOST_STATES];

  for (guint i = 0; i < directions; i++)
    {
      const Direction d = { graph, site, kind, find_units (site), i == 1 };
      const NnValue states = lower_direction (&d, in);

      for (guint k = 0; k < n_states; k++)
        part[k * directions + i] = hands_on (site, "sequence") ? states : take_last (&d, states + k);
    }
  return join (graph, part, directions * n_states, hands_on (site, "sequence") ? 1 : 0);
}
