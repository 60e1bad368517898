/* Curves to be fitted: one number in, one number out, both about −1 to 1. */
#include <math.h>

#include "field.h"
#include "stray.h"
#include "text.h"

#define TOP 1.25       /* no y lies beyond */
#define WAVES 4

/* What a curve's formula may depend on besides x. */
typedef struct
{
  double size[WAVES], turns[WAVES], phase[WAVES];
} Waves;

typedef struct
{
  const char *id, *title;
  double (*y) (const Waves *waves, double x);   /* within −1…1 */
} Curve;

static const NnParam knobs[] = {
  NN_KNOB_N (200, N_ ("Points"), N_ ("How many points of the curve to measure.")),
  { .id = "noise", .title = N_ ("Noise"), .blurb = N_ ("How far measured points stray from the curve."),
    .type = NN_PARAM_REAL, .max = 0.5, .initial = 0.05, .step = 0.05 },
  NN_KNOB_SEED,
  { NULL },
};

static NnDataInfo *
describe (const Curve *curve, const NnSettings *settings)
{
  static const char *const x[] = { "x", NULL }, *const y[] = { "y", NULL };
  NnDataInfo *info = nn_data_info_new ();

  info->title = g_strdup (nn_text (curve->title));
  info->noun = g_strdup (_ ("points"));
  info->n = (gsize) nn_settings_int (settings, "n");
  nn_data_info_add_input (info, nn_field ("x", NN_FIELD_NUMBERS, NN_SHAPE (1), -1, 1, g_strdupv ((char **) x)));
  nn_data_info_add_target (info, nn_field ("y", NN_FIELD_NUMBERS, NN_SHAPE (1), -TOP, TOP, g_strdupv ((char **) y)));
  return info;
}

/* Waves of random phase, faster ones smaller; the sizes add up to 1. */
static Waves
draw_waves (NnRng *rng)
{
  Waves waves;
  double sum = 0;

  for (guint i = 0; i < WAVES; i++)
    {
      waves.turns[i] = 0.35 + 0.45 * i + nn_rng_between (rng, 0, 0.25);
      waves.phase[i] = nn_rng_between (rng, 0, 2 * G_PI);
      waves.size[i] = nn_rng_between (rng, 0.5, 1) / (1 + i);
      sum += waves.size[i];
    }
  for (guint i = 0; i < WAVES; i++)
    waves.size[i] /= sum;
  return waves;
}

/* One point in each of n equal pieces of −1…1: no gap is wide by chance. */
static NnDataset *
generate (const Curve *curve, const NnSettings *settings)
{
  NnDataset *dataset = nn_dataset_new_numbers (describe (curve, settings));
  NnRng rng = nn_source_rng (settings, curve->id);
  const Waves waves = draw_waves (&rng);
  const double noise = nn_settings_get (settings, "noise");
  const gsize n = nn_dataset_n (dataset);
  float *in = nn_dataset_inputs (dataset);
  float *target = nn_dataset_targets (dataset);

  for (gsize i = 0; i < n; i++)
    {
      const double x = 2 * (i + nn_rng_uniform (&rng)) / n - 1;

      in[i] = (float) x;
      target[i] = (float) nn_stray (&rng, curve->y (&waves, x), noise, -TOP, TOP);
    }
  return dataset;
}

static double
y_of_sine (const Waves *waves, double x)
{
  return sin (1.5 * G_PI * x);
}

/* Five treads from −0.8 to 0.8. */
static double
y_of_steps (const Waves *waves, double x)
{
  return 0.4 * (CLAMP (floor ((x + 1) * 2.5), 0, 4) - 2);
}

static double
y_of_mystery (const Waves *waves, double x)
{
  double y = 0;

  for (guint i = 0; i < WAVES; i++)
    y += waves->size[i] * sin (2 * G_PI * waves->turns[i] * x + waves->phase[i]);
  return y;
}

/* A row and the two functions that hand its Curve on. */
#define CURVE_SOURCE(name, title_, blurb_) \
  static const Curve name = { .id = #name, .title = title_, .y = y_of_##name }; \
  static NnDataInfo *describe_##name (const NnSettings *settings) { return describe (&name, settings); } \
  static NnDataset *generate_##name (const NnSettings *settings) { return generate (&name, settings); } \
  const NnDataSource nn_data_source_##name = { \
    .id = #name, .title = title_, .blurb = blurb_, .icon = "vt-curve-symbolic", .params = knobs, \
    .describe = describe_##name, .generate = generate_##name, \
  }

CURVE_SOURCE (sine, N_ ("Sine"), N_ ("One and a half waves: a smooth curve to be fitted."));
CURVE_SOURCE (steps, N_ ("Steps"), N_ ("A staircase: jumps are hard for a smooth network."));
CURVE_SOURCE (mystery, N_ ("Mystery"), N_ ("Another curve for every seed: nobody tells you its formula."));
