/* Coloured shapes on coloured ground: ten kinds, anywhere, turned and shaded. Each is said by what lies inside it, in a square from −1
 * to 1 whose y points down, and is drawn by asking for several places in every dot. */
#include "field.h"
#include "stray.h"
#include "text.h"

#include <math.h>

#define SIDE 32
#define CHANNELS 3
#define SAMPLES 3                  /* in a dot, across and down */
#define LEAST_CONTRAST 0.35        /* between a shape and its ground: the largest difference of a channel */

typedef struct
{
  float x, y;
} Corner;

typedef struct
{
  const char *name;
  gboolean (*holds) (float x, float y);   /* NULL: the corners say it */
  const Corner *corners;
  guint n;
} Form;

/* One picture: where its shape lies and what colours it has. */
typedef struct
{
  float x, y, size, cos, sin;
  float ink[CHANNELS], ground[CHANNELS], shade[CHANNELS];   /* the ground changes by shade from left to right */
  float grain;
} Scene;

static const NnParam knobs[] = {
  NN_KNOB_N (4000, N_ ("Pictures"), N_ ("How many shapes to draw, as many of each kind.")),
  { .id = "variety", .title = N_ ("Variety"),
    .blurb = N_ ("0: every shape upright in the middle, white on black. 1: anywhere, turned, in all colours."),
    .type = NN_PARAM_REAL, .max = 1, .initial = 1, .step = 0.1 },
  { .id = "hint", .title = N_ ("Hint in the colour"),
    .blurb = N_ ("The share of pictures whose ground has a colour of its kind's own: a network may learn the colour and not the shape."),
    .type = NN_PARAM_REAL, .max = 1, .initial = 0, .step = 0.1 },
  { .id = "label_noise", .title = N_ ("Wrong labels"),
    .blurb = N_ ("The share of pictures that bear the label of another shape."),
    .type = NN_PARAM_REAL, .max = 1, .initial = 0, .step = 0.05 },
  NN_KNOB_SEED,
  { NULL },
};

static const Corner square[] = { { -0.8f, -0.8f }, { 0.8f, -0.8f }, { 0.8f, 0.8f }, { -0.8f, 0.8f } };
static const Corner triangle[] = { { 0, -1 }, { 0.95f, 0.75f }, { -0.95f, 0.75f } };
static const Corner cross[] = { { -0.3f, -0.95f }, { 0.3f, -0.95f }, { 0.3f, -0.3f }, { 0.95f, -0.3f },
                                { 0.95f, 0.3f },   { 0.3f, 0.3f },   { 0.3f, 0.95f }, { -0.3f, 0.95f },
                                { -0.3f, 0.3f },   { -0.95f, 0.3f }, { -0.95f, -0.3f }, { -0.3f, -0.3f } };
static const Corner star[] = { { 0, -1 },         { 0.24f, -0.33f }, { 0.95f, -0.31f }, { 0.39f, 0.13f }, { 0.59f, 0.81f },
                               { 0, 0.41f },      { -0.59f, 0.81f }, { -0.39f, 0.13f }, { -0.95f, -0.31f }, { -0.24f, -0.33f } };
static const Corner arrow[] = { { 0, -1 },        { 0.85f, 0 },      { 0.32f, 0 },      { 0.32f, 0.95f },
                                { -0.32f, 0.95f }, { -0.32f, 0 },    { -0.85f, 0 } };
static const Corner bolt[] = { { 0.25f, -1 }, { -0.7f, 0.15f }, { -0.1f, 0.15f }, { -0.25f, 1 }, { 0.7f, -0.2f }, { 0.1f, -0.2f } };

static gboolean
is_in_disc (float x, float y)
{
  return x * x + y * y < 0.81f;
}

static gboolean
is_in_ring (float x, float y)
{
  const float square_distance = x * x + y * y;

  return square_distance < 0.9f && square_distance > 0.3f;
}

static gboolean
is_in_crescent (float x, float y)
{
  return x * x + y * y < 0.9f && (x - 0.45f) * (x - 0.45f) + y * y > 0.55f;
}

/* (x² + y² − 1)³ < x² y³, upright. */
static gboolean
is_in_heart (float x, float y)
{
  const float u = 1.2f * x, v = 0.15f - 1.2f * y, w = u * u + v * v - 1;

  return w * w * w < u * u * v * v * v;
}

#define FORM_OF(name_, corners_) { .name = name_, .corners = corners_, .n = G_N_ELEMENTS (corners_) }
static const Form forms[] = {
  { N_ ("disc"), is_in_disc },
  { N_ ("ring"), is_in_ring },
  FORM_OF (N_ ("square"), square),
  FORM_OF (N_ ("triangle"), triangle),
  FORM_OF (N_ ("star"), star),
  FORM_OF (N_ ("cross"), cross),
  { N_ ("heart"), is_in_heart },
  { N_ ("crescent"), is_in_crescent },
  FORM_OF (N_ ("arrow"), arrow),
  FORM_OF (N_ ("bolt"), bolt),
};
#define N_FORMS G_N_ELEMENTS (forms)

/* Whether an odd number of sides lies to the right. */
static gboolean
is_between_corners (const Form *form, float x, float y)
{
  gboolean inside = FALSE;

  for (guint i = 0, before = form->n - 1; i < form->n; before = i++)
    {
      const Corner *a = &form->corners[i], *b = &form->corners[before];

      if ((a->y > y) != (b->y > y) && x < (b->x - a->x) * (y - a->y) / (b->y - a->y) + a->x)
        inside = !inside;
    }
  return inside;
}

static gboolean
holds (const Form *form, float x, float y)
{
  return form->holds != NULL ? form->holds (x, y) : is_between_corners (form, x, y);
}

/* The part of a dot that the shape covers. */
static float
cover (const Form *form, const Scene *scene, guint row, guint column)
{
  guint n = 0;

  for (guint i = 0; i < SAMPLES * SAMPLES; i++)
    {
      const float x = column + (i % SAMPLES + 0.5f) / SAMPLES - scene->x, y = row + (i / SAMPLES + 0.5f) / SAMPLES - scene->y;

      n += holds (form, (scene->cos * x + scene->sin * y) / scene->size, (scene->cos * y - scene->sin * x) / scene->size);
    }
  return (float) n / (SAMPLES * SAMPLES);
}

/* Draws anew until ink and ground can be told apart wherever the shape lies. */
static void
draw_colours (Scene *scene, double variety, NnRng *rng)
{
  float contrast;

  do
    {
      contrast = 0;
      for (guint c = 0; c < CHANNELS; c++)
        {
          scene->ground[c] = variety * nn_rng_uniform (rng);
          scene->ink[c] = 1 - variety * nn_rng_uniform (rng);
          scene->shade[c] = variety * nn_rng_between (rng, -0.15, 0.15);
          contrast = MAX (contrast, fabsf (scene->ink[c] - scene->ground[c]) - fabsf (scene->shade[c]));
        }
    }
  while (contrast < LEAST_CONTRAST);
}

static Scene
draw_scene (double variety, NnRng *rng)
{
  const double angle = variety * nn_rng_between (rng, -0.6, 0.6);
  Scene scene = {
    .x = SIDE / 2.0 + variety * nn_rng_between (rng, -5, 5),
    .y = SIDE / 2.0 + variety * nn_rng_between (rng, -5, 5),
    .size = 11 + variety * nn_rng_between (rng, -4, 1),
    .cos = cos (angle),
    .sin = sin (angle),
    .grain = 0.06 * variety,
  };

  draw_colours (&scene, variety, rng);
  return scene;
}

/* A ground that tells the kind: its own place on the wheel of colours, from red over green and blue. */
static void
give_hint (Scene *scene, guint form)
{
  for (guint c = 0; c < CHANNELS; c++)
    {
      scene->ground[c] = 0.5 + 0.4 * cos (2 * G_PI * ((double) form / N_FORMS - (double) c / CHANNELS));
      scene->ink[c] = scene->ground[c] < 0.5 ? 1 : 0;
      scene->shade[c] = 0;
    }
}

static void
paint (const Form *form, const Scene *scene, NnRng *rng, guint8 *out)
{
  for (guint row = 0; row < SIDE; row++)
    for (guint column = 0; column < SIDE; column++)
      {
        const float covered = cover (form, scene, row, column);
        const float across = 2.0f * column / (SIDE - 1) - 1;

        for (guint c = 0; c < CHANNELS; c++)
          {
            const float ground = scene->ground[c] + scene->shade[c] * across;
            const float value = ground + covered * (scene->ink[c] - ground) + scene->grain * (float) nn_rng_between (rng, -1, 1);

            *out++ = (guint8) (255 * CLAMP (value, 0, 1) + 0.5f);
          }
      }
}

static NnDataInfo *
describe (const NnSettings *settings)
{
  NnDataInfo *info = nn_data_info_new ();
  char **names = g_new0 (char *, N_FORMS + 1);

  for (guint i = 0; i < N_FORMS; i++)
    names[i] = g_strdup (nn_text (forms[i].name));
  info->title = g_strdup (_ ("Shapes"));
  info->noun = g_strdup (_ ("pictures"));
  info->n = (gsize) nn_settings_int (settings, "n");
  nn_data_info_add_input (info, nn_field_image (SIDE, SIDE, CHANNELS));
  nn_data_info_add_target (info, nn_field_classes (names));
  return info;
}

/* Every picture has a stream of its own, so it does not depend on how many there are. */
static NnDataset *
generate (const NnSettings *settings)
{
  const gsize n = (gsize) nn_settings_int (settings, "n"), size = SIDE * SIDE * CHANNELS;
  const guint64 seed = (guint64) nn_settings_int (settings, "seed"), stream = nn_rng_stream_of ("shapes");
  const double variety = nn_settings_get (settings, "variety");
  guint8 *pictures = g_malloc (n * size);
  NnDataset *dataset = nn_dataset_new_bytes (describe (settings), g_bytes_new_take (pictures, n * size));
  float *target = nn_dataset_targets (dataset);

  for (gsize i = 0; i < n; i++)
    {
      NnRng rng = nn_rng (seed, stream + i);
      const guint form = i % N_FORMS;
      const gboolean hinted = nn_rng_uniform (&rng) < nn_settings_get (settings, "hint");
      const gboolean mislabelled = nn_rng_uniform (&rng) < nn_settings_get (settings, "label_noise");
      const guint wrong = nn_rng_below (&rng, N_FORMS - 1);
      Scene scene = draw_scene (variety, &rng);

      if (hinted)
        give_hint (&scene, form);
      paint (&forms[form], &scene, &rng, pictures + i * size);
      target[i] = mislabelled ? (form + 1 + wrong) % N_FORMS : form;
    }
  return dataset;
}

const NnDataSource nn_data_source_shapes = {
  .id = "shapes",
  .title = N_ ("Shapes"),
  .blurb = N_ ("Discs, stars, hearts and seven more, in all colours, anywhere, turned."),
  .icon = "vt-shapes-symbolic",
  .params = knobs,
  .describe = describe,
  .generate = generate,
};
