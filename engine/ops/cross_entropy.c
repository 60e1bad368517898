/* Cross entropy of logits x over the last axis against the index t of the right class: ln Σ e^x_j − x_t, the mean
 * over the places where the other axes leave more than one (torch.nn.CrossEntropyLoss). Its slope is softmax (x)_i −
 * [i = t]. A class that does not exist has no loss: not a number. Of texts that end, the places behind the first end (class 0)
 * are not asked for: they have no loss and no slope (ends.h). arg: weight, nothing, whether texts end. */
#include "ends.h"
#include "op-rows.h"
#include "text.h"

#include <math.h>

static gboolean
shape (const double *arg, const NnShape *in, guint n_in, NnShape *out, GError **error)
{
  const gint64 classes = in[0].dim[in[0].rank - 1];

  if (n_in != 2 || nn_shape_size (&in[1]) != nn_shape_size (&in[0]) / classes)
    {
      g_autofree char *prediction = nn_shape_to_string (&in[0]);
      g_autofree char *target = nn_shape_to_string (&in[1]);

      g_set_error (error, NN_ERROR, NN_ERROR_NETWORK,
                   _("Scores of %s cannot be compared with a target of %s: "
                     "they need one right class for each list of scores."),
                   prediction, target);
      return FALSE;
    }
  out[0] = NN_SHAPE (1);
  return TRUE;
}

/* ln Σ e^x_j, with the largest x taken out so that nothing overflows. */
static double
log_sum_exp (const double *x, gsize n)
{
  double largest = x[0];
  double sum = 0;

  for (gsize i = 1; i < n; i++)
    largest = MAX (largest, x[i]);
  for (gsize i = 0; i < n; i++)
    sum += exp (x[i] - largest);
  return largest + log (sum);
}

/* As nn_places_asked () counts them. */
static gsize
count_asked (const NnStep *step, const double *target)
{
  const gsize places = step->in[1].size;
  gsize n = 0;

  if (step->arg[NN_CROSS_ENTROPY_ENDS] == 0)
    return places;
  while (n < places && target[n] != 0)
    n++;
  return MIN (n + 1, places);
}

static void
forward (const NnStep *step, const NnRun *run)
{
  const gsize places = step->in[1].size;
  const gsize classes = step->in[0].size / places;
  double *loss = step->out[0].data;

  for (gsize r = 0; r < run->rows; r++)
    {
      const double *x = (const double *) step->in[0].data + r * places * classes;
      const double *target = (const double *) step->in[1].data + r * places;
      const gsize asked = count_asked (step, target);
      double sum = 0;

      for (gsize p = 0; p < asked; p++)
        sum += target[p] >= 0 && target[p] < classes ? log_sum_exp (x + p * classes, classes) - x[p * classes + (gsize) target[p]] : NAN;
      loss[r] = sum / asked;
    }
}

static void
backward_place (const double *x, gsize classes, double target, double scale, double *dx)
{
  const double total = log_sum_exp (x, classes);

  for (gsize i = 0; i < classes; i++)
    dx[i] = scale * (exp (x[i] - total) - (i == target));
}

static void
backward (const NnStep *step, const NnRun *run)
{
  const gsize places = step->in[1].size;
  const gsize classes = step->in[0].size / places;
  const double *x = step->in[0].data;
  double *dx = step->d_in[0].data;

  for (gsize r = 0; dx != NULL && r < run->rows; r++)
    {
      const double *target = (const double *) step->in[1].data + r * places;
      const gsize asked = count_asked (step, target);
      const double scale = run->scale * step->arg[0] / asked;

      for (gsize p = 0; p < places; p++)
        backward_place (x + (r * places + p) * classes, classes, target[p], p < asked ? scale : 0, dx + (r * places + p) * classes);
    }
}

const NnOp nn_op_cross_entropy = {
  .id = "cross_entropy",
  .n_in = 2,
  .n_out = 1,
  .is_loss = TRUE,
  .closed_in = NN_OPERAND (1),
  .reads_in = NN_OPERAND (0) | NN_OPERAND (1),
  .shape = shape,
  .reference = { forward, backward },
};
