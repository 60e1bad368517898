#include "diffusion.h"

#include "text.h"

#include <math.h>

/* Of the linear schedule: the variance of the noise in the first and the last of 1000 steps; fewer take larger ones. */
#define FIRST 1e-4
#define LAST 0.02
#define USUAL_STEPS 1000.0

#define OFFSET 0.008         /* of the cosine schedule: keeps the first steps from doing nothing */
#define MOST 0.999           /* of a step's noise */

const NnChoice nn_noise_choices[] = {
  [NN_NOISE_LINEAR] = { "linear", N_("Evenly"), N_("Each step mixes in a little more noise than the one before.") },
  [NN_NOISE_COSINE] = { "cosine", N_("Gently"), N_("Slowly at both ends, along a cosine: right for small pictures.") },
  { NULL },
};

static double
cosine_at (double share)
{
  const double c = cos ((share + OFFSET) / (1 + OFFSET) * G_PI / 2);

  return c * c;
}

/* The variance of the noise that step t mixes in. */
static double
noise_of_step (NnNoiseSchedule schedule, guint steps, guint t)
{
  if (schedule == NN_NOISE_COSINE)
    return fmin (1 - cosine_at ((double) t / steps) / cosine_at ((double) (t - 1) / steps), MOST);
  return fmin ((FIRST + (LAST - FIRST) * (t - 1) / MAX (steps - 1, 1)) * USUAL_STEPS / steps, MOST);
}

double
nn_diffusion_left (NnNoiseSchedule schedule, guint steps, guint t)
{
  double left = 1;

  for (guint i = 1; i <= t; i++)
    left *= 1 - noise_of_step (schedule, steps, i);
  return left;
}
