#include "recurrent.h"

#include "text.h"

#include <string.h>

gboolean
nn_recurrent_shape (const NnShape *in, guint n_in, guint gates, NnShape *out, GError **error)
{
  const gint64 size = in[NN_RECURRENT_WEIGHT].dim[1], sums = gates * size;
  gboolean fits = n_in >= 2 && in[NN_RECURRENT_X].rank == 2 && in[NN_RECURRENT_X].dim[1] == sums;

  fits = fits && in[NN_RECURRENT_WEIGHT].rank == 2 && in[NN_RECURRENT_WEIGHT].dim[0] == sums;
  for (guint i = NN_RECURRENT_BIAS; fits && i < n_in; i++)
    fits = in[i].rank == 0 || nn_shape_size (&in[i]) == (i == NN_RECURRENT_BIAS ? sums : size);
  if (!fits)
    {
      g_autofree char *x = nn_shape_to_string (&in[NN_RECURRENT_X]);
      g_autofree char *weight = nn_shape_to_string (&in[NN_RECURRENT_WEIGHT]);

      g_set_error (error, NN_ERROR, NN_ERROR_NETWORK,
                   _("Steps of %s do not fit a weight of %s between states: each state has %u sums for each of its numbers."),
                   x, weight, gates);
      return FALSE;
    }
  out[0] = NN_SHAPE (in[NN_RECURRENT_X].dim[0], size);
  return TRUE;
}

NnRecurrence
nn_recurrence (const NnStep *step, const NnRun *run)
{
  const gsize size = step->in[NN_RECURRENT_WEIGHT].shape.dim[1];

  return (NnRecurrence) {
    .rows = run->rows,
    .steps = step->in[NN_RECURRENT_X].shape.dim[0],
    .size = size,
    .gates = step->in[NN_RECURRENT_WEIGHT].shape.dim[0] / size,
    .reverse = step->arg[NN_RECURRENT_REVERSE] != 0,
  };
}

double
nn_recurrent_flops (const NnStep *step)
{
  return 2.0 * step->in[NN_RECURRENT_X].shape.dim[0] * step->in[NN_RECURRENT_WEIGHT].size;
}

/* What out[o] of the step before holds, or operand `first` at the first. */
static const double *
find_before (const NnStep *step, const NnRecurrence *on, gsize row, gsize s, guint o, guint first)
{
  const double *begin = step->in[first].data;

  if (s > 0)
    return (const double *) step->out[o].data + nn_recurrent_at (on, row, s - 1) * on->size;
  return begin != NULL ? begin + row * on->size : NULL;
}

static NnRecurrentPlace
find_place (const NnStep *step, const NnRecurrence *on, gsize row, gsize s)
{
  return (NnRecurrentPlace) {
    .row = row,
    .s = s,
    .at = nn_recurrent_at (on, row, s),
    .before = find_before (step, on, row, s, 0, NN_RECURRENT_H),
  };
}

const double *
nn_recurrent_cell_before (const NnStep *step, const NnRecurrence *on, const NnRecurrentPlace *place)
{
  return find_before (step, on, place->row, place->s, NN_LSTM_CELLS, NN_RECURRENT_C);
}

double
nn_recurrent_sum (const NnStep *step, const NnRecurrence *on, const NnRecurrentPlace *place, gsize i)
{
  const double *weight = (const double *) step->in[NN_RECURRENT_WEIGHT].data + i * on->size;
  const double *bias = step->in[NN_RECURRENT_BIAS].data;
  double sum = bias != NULL ? bias[i] : 0;

  for (gsize k = 0; place->before != NULL && k < on->size; k++)
    sum += weight[k] * place->before[k];
  return sum;
}

void
nn_recurrent_forward (const NnStep *step, const NnRun *run, NnRecurrentCell cell)
{
  const NnRecurrence on = nn_recurrence (step, run);

  for (gsize row = 0; row < on.rows; row++)
    for (gsize s = 0; s < on.steps; s++)
      {
        const NnRecurrentPlace place = find_place (step, &on, row, s);

        cell (step, &on, &place);
      }
}

gsize
nn_recurrent_scratch (const NnStep *step, guint rows, gboolean backward)
{
  return backward ? 2 * step->in[NN_RECURRENT_WEIGHT].shape.dim[0] + 2 * step->in[NN_RECURRENT_WEIGHT].shape.dim[1] : 0;
}

/* The gradient of the sums goes on to weight, bias and the state before. */
static void
pass_sums (const NnStep *step, const NnRecurrence *on, const double *before, const double *d_hidden, double *d_h)
{
  const double *weight = step->in[NN_RECURRENT_WEIGHT].data;
  double *d_weight = step->d_in[NN_RECURRENT_WEIGHT].data, *d_bias = step->d_in[NN_RECURRENT_BIAS].data;

  for (gsize i = 0; i < on->gates * on->size; i++)
    {
      if (d_bias != NULL)
        d_bias[i] += d_hidden[i];
      for (gsize k = 0; k < on->size; k++)
        {
          d_h[k] += d_hidden[i] * weight[i * on->size + k];
          if (d_weight != NULL && before != NULL)
            d_weight[i * on->size + k] += d_hidden[i] * before[k];
        }
    }
}

static void
clear (const NnOperand *gradient, gsize n)
{
  if (gradient->data != NULL)
    memset (gradient->data, 0, n * sizeof (double));
}

static void
write_first (const NnOperand *gradient, gsize row, const double *d, gsize size)
{
  if (gradient->data != NULL)
    memcpy ((double *) gradient->data + row * size, d, size * sizeof *d);
}

void
nn_recurrent_backward (const NnStep *step, const NnRun *run, NnRecurrentBack back)
{
  const NnRecurrence on = nn_recurrence (step, run);
  const gsize sums = on.gates * on.size;
  const double *dy = step->d_out[0].data;
  double *d_h = step->scratch, *d_c = d_h + on.size, *d_hidden = d_c + on.size, *spare = d_hidden + sums;
  double *d_x = step->d_in[NN_RECURRENT_X].data;

  clear (&step->d_in[NN_RECURRENT_WEIGHT], sums * on.size);
  clear (&step->d_in[NN_RECURRENT_BIAS], sums);
  for (gsize row = 0; row < on.rows; row++)
    {
      memset (d_h, 0, 2 * on.size * sizeof *d_h);
      for (gsize s = on.steps; s-- > 0;)
        {
          const NnRecurrentPlace place = find_place (step, &on, row, s);

          for (gsize k = 0; dy != NULL && k < on.size; k++)
            d_h[k] += dy[place.at * on.size + k];
          back (step, &on, &place, d_h, d_c, d_x != NULL ? d_x + place.at * sums : spare, d_hidden);
          pass_sums (step, &on, place.before, d_hidden, d_h);
        }
      write_first (&step->d_in[NN_RECURRENT_H], row, d_h, on.size);
      write_first (&step->d_in[NN_RECURRENT_C], row, d_c, on.size);
    }
}
