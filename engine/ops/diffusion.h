/* Diffusion: how an example drowns in noise, step by step (Ho, Jain and Abbeel 2020). After t of `steps` steps it is
 * √a · x + √(1 − a) · n, a falling from nearly 1 to nearly 0 as the schedule says. */
#pragma once

#include "settings.h"

G_BEGIN_DECLS

typedef enum
{
  NN_NOISE_LINEAR,       /* each step mixes in a little more than the one before; Ho et al., for 1000 steps 10⁻⁴ to 0.02 */
  NN_NOISE_COSINE,       /* a falls like a squared cosine; Nichol and Dhariwal 2021 */
} NnNoiseSchedule;

extern const NnChoice nn_noise_choices[];

/* The share a of the example's variance that is left after t steps, 1 … steps. */
double nn_diffusion_left (NnNoiseSchedule schedule, guint steps, guint t);

G_END_DECLS
