/* Handwritten digits that nobody wrote: see digit.h. */
#include "digit.h"
#include "field.h"
#include "stray.h"
#include "text.h"

#define DIGITS 10
#define RARE_DIGIT 9

static const NnParam knobs[] = {
  NN_KNOB_N (6000, N_ ("Pictures"), N_ ("How many digits to draw, as many of each.")),
  { .id = "variety", .title = N_ ("Variety"),
    .blurb = N_ ("How much hands differ: 0 is one neat hand, 1 is everybody's."),
    .type = NN_PARAM_REAL, .max = 1, .initial = 1, .step = 0.1 },
  { .id = "skew", .title = N_ ("Rare nines"),
    .blurb = N_ ("The share of nines that is left out, and replaced by other digits."),
    .type = NN_PARAM_REAL, .max = 1, .initial = 0, .step = 0.1 },
  { .id = "label_noise", .title = N_ ("Wrong labels"),
    .blurb = N_ ("The share of pictures that bear the label of another digit."),
    .type = NN_PARAM_REAL, .max = 1, .initial = 0, .step = 0.05 },
  NN_KNOB_SEED,
  { NULL },
};

static NnDataInfo *
describe (const NnSettings *settings)
{
  NnDataInfo *info = nn_data_info_new ();

  info->title = g_strdup (_ ("Digits"));
  info->noun = g_strdup (_ ("pictures"));
  info->n = (gsize) nn_settings_int (settings, "n");
  nn_data_info_add_input (info, nn_field_image (NN_DIGIT_SIDE, NN_DIGIT_SIDE, 1));
  nn_data_info_add_target (info, nn_field_classes (nn_field_digits (DIGITS)));
  return info;
}

/* A digit other than this one. */
static guint
another_digit (guint digit, NnRng *rng)
{
  return (digit + 1 + nn_rng_below (rng, DIGITS - 1)) % DIGITS;
}

/* Every picture has a stream of its own, so it depends neither on how many there are nor on the knobs of the labels. */
static NnDataset *
generate (const NnSettings *settings)
{
  const gsize n = (gsize) nn_settings_int (settings, "n");
  const guint64 seed = (guint64) nn_settings_int (settings, "seed");
  const guint64 stream = nn_rng_stream_of ("digits");
  const double variety = nn_settings_get (settings, "variety");
  const double skew = nn_settings_get (settings, "skew");
  const double label_noise = nn_settings_get (settings, "label_noise");
  const gsize size = NN_DIGIT_SIDE * NN_DIGIT_SIDE;
  guint8 *pictures = g_malloc (n * size);
  NnDataset *dataset = nn_dataset_new_bytes (describe (settings), g_bytes_new_take (pictures, n * size));
  float *target = nn_dataset_targets (dataset);

  for (gsize i = 0; i < n; i++)
    {
      NnRng rng = nn_rng (seed, stream + i);
      const gboolean left_out = nn_rng_uniform (&rng) < skew;
      const gboolean mislabelled = nn_rng_uniform (&rng) < label_noise;
      const guint other = another_digit (RARE_DIGIT, &rng);
      const guint wrong = nn_rng_below (&rng, DIGITS - 1);
      const guint digit = i % DIGITS == RARE_DIGIT && left_out ? other : i % DIGITS;

      nn_digit_draw (digit, variety, &rng, pictures + i * size);
      target[i] = mislabelled ? (digit + 1 + wrong) % DIGITS : digit;
    }
  return dataset;
}

const NnDataSource nn_data_source_digits = {
  .id = "digits",
  .title = N_ ("Digits"),
  .blurb = N_ ("Handwritten digits from 0 to 9, drawn stroke by stroke, no two alike."),
  .icon = "vt-digits-symbolic",
  .params = knobs,
  .describe = describe,
  .generate = generate,
};
