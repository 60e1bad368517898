#include "generate.h"

#include <math.h>
#include <string.h>

#include "diffusion.h"
#include "rng.h"
#include "text.h"
#include "trainer-private.h"

/* An operation of the network, or NULL. */
static const NnField *
input_field (const NnTrainer *trainer)
{
  return nn_first_input (nn_dataset_info (trainer->dataset));
}

const NnField *
nn_generate_field (const NnTrainer *trainer)
{
  const gboolean gives_back = nn_graph_aim (trainer->graph) != NN_NO_VALUE;

  if (!gives_back)
    return NULL;
  if (nn_graph_find_node (trainer->graph, "sampling") == NULL && nn_graph_find_node (trainer->graph, "diffuse") == NULL && !nn_graph_takes_turns (trainer->graph))
    return NULL;
  return input_field (trainer);
}

/* ---- Out of drawn lists ---- */

/* What comes in does not matter: every list is drawn anew. Of two networks in turn, what the first makes. */
static void
sample (NnTrainer *trainer, const NnGenerateOptions *options, gsize n, float *out)
{
  const gsize size = nn_shape_size (&input_field (trainer)->shape);
  const NnNode *made = nn_graph_find_node (trainer->graph, "real_or_made");
  const NnRun as = { .seed = options->seed, .generating = TRUE, .forging = TRUE };
  g_autofree float *nothing = g_new0 (float, n * size);

  nn_trainer_predict_as (trainer, made != NULL ? made->layer : 0, &as, nothing, n, out);
}

/* ---- Out of noise ---- */

/* A diffusion on its way back. */
typedef struct
{
  guint steps;
  NnNoiseSchedule schedule;
  NnRng rng;
  gsize total;           /* numbers */
  float *x;
  float *noise;          /* what the network takes for noise in x */
} Way;

static void
start (Way *way, float *x, gsize total, guint64 seed)
{
  way->rng = nn_rng (seed, nn_rng_stream_of ("generate"));
  way->total = total;
  way->x = x;
  for (gsize i = 0; i < total; i++)
    x[i] = nn_rng_normal (&way->rng);
}

static double
left_at (const Way *way, guint t)
{
  return nn_diffusion_left (way->schedule, way->steps, t);
}

/* What the example would be if the noise were right, kept within the range of examples. */
static double
clean (double x, double noise, double left)
{
  return CLAMP ((x - sqrt (1 - left) * noise) / sqrt (left), -1, 1);
}

/* DDPM: from t to t − 1, to the mean of what could have been there, and as much fresh noise as that is unsure (Ho et al.,
 * equations 6 and 7). */
static void
step_afresh (Way *way, guint t)
{
  const double left = left_at (way, t), before = left_at (way, t - 1);
  const double beta = 1 - left / before;
  const double to_clean = sqrt (before) * beta / (1 - left), to_x = sqrt (left / before) * (1 - before) / (1 - left);
  const double deviation = sqrt (beta * (1 - before) / (1 - left));

  for (gsize i = 0; i < way->total; i++)
    {
      way->x[i] = to_clean * clean (way->x[i], way->noise[i], left) + to_x * way->x[i];
      if (t > 1)
        way->x[i] += deviation * nn_rng_normal (&way->rng);
    }
}

/* DDIM without fresh noise: from t straight to an earlier step (Song, Meng and Ermon 2021, equation 12). */
static void
step_over (Way *way, guint t, guint to)
{
  const double left = left_at (way, t), before = left_at (way, to);

  for (gsize i = 0; i < way->total; i++)
    {
      const double example = clean (way->x[i], way->noise[i], left);
      const double noise = (way->x[i] - sqrt (left) * example) / sqrt (1 - left);

      way->x[i] = sqrt (before) * example + sqrt (1 - before) * noise;
    }
}

static void
take_noise_out (NnTrainer *trainer, const NnNode *diffusion, const NnGenerateOptions *options, gsize n, float *out)
{
  const gsize size = nn_shape_size (&input_field (trainer)->shape);
  Way way = { .steps = diffusion->arg[0], .schedule = diffusion->arg[1] };
  const guint jumps = options->steps > 0 ? MIN (options->steps, way.steps) : way.steps;
  g_autofree float *noise = g_new (float, n * size);

  way.noise = noise;
  start (&way, out, n * size, options->seed);
  for (guint k = jumps; k > 0; k--)
    {
      const guint t = (guint64) way.steps * k / jumps, to = (guint64) way.steps * (k - 1) / jumps;
      const NnRun as = { .seed = options->seed, .step = t, .generating = TRUE, .time = t };

      nn_trainer_predict_as (trainer, 0, &as, out, n, noise);
      if (options->steps > 0)
        step_over (&way, t, to);
      else
        step_afresh (&way, t);
    }
  for (gsize i = 0; i < n * size; i++)
    out[i] = diffusion->arg[2] + (CLAMP (out[i], -1, 1) + 1) / 2 * (diffusion->arg[3] - diffusion->arg[2]);
}

gboolean
nn_generate (NnTrainer *trainer, const NnGenerateOptions *options, gsize n, float *out, GError **error)
{
  const NnNode *diffusion = nn_graph_find_node (trainer->graph, "diffuse");

  if (nn_generate_field (trainer) == NULL)
    {
      g_set_error_literal (error, NN_ERROR, NN_ERROR_NETWORK,
                           _("This network makes nothing new: let it learn to reconstruct through a Sampling layer, to "
                             "take noise out, or to fool a judge."));
      return FALSE;
    }
  if (diffusion != NULL)
    take_noise_out (trainer, diffusion, options, n, out);
  else
    sample (trainer, options, n, out);
  return TRUE;
}
