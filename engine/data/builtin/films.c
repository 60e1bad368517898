/* People who rate films from 1 to 5. Every film and every person has a place on a plane of tastes that nobody is told: films of a
 * kind lie near each other, and the nearer the direction of a film to that of a person, the higher the rating. Some people are
 * kinder than others, and some films better. Nobody rates a film twice. */
#include <math.h>

#include "ratings.h"
#include "stray.h"
#include "text.h"

#define LOW 1
#define HIGH 5
#define USUAL 3.2            /* the rating of a usual film by somebody who has no taste */
#define TASTE 1.6            /* how far taste moves a rating */
#define KINDNESS 0.4         /* deviation: how much kinder one is than another, and how much better a film */
#define KIND_WIDTH 0.3       /* deviation of the directions of films of a kind, in radians */

#define KINDS 4
#define FIRST_WORDS 8
#define SECOND_WORDS 7

/* Kinds of films, anticlockwise on the plane of tastes. */
static const struct
{
  const char *first[FIRST_WORDS], *second[SECOND_WORDS];
} kinds[KINDS] = {
  { { "Last", "Silent", "Distant", "Burning", "Lost", "Second", "Iron", "Frozen" },
    { "Starship", "Comet", "Planet", "Orbit", "Robot", "Moonbase", "Galaxy" } },
  { { "Dark", "Hollow", "Whispering", "Empty", "Crooked", "Black", "Rotten", "Cold" },
    { "Cellar", "Forest", "Mirror", "House", "Grave", "Well", "Attic" } },
  { { "Summer", "Secret", "First", "Slow", "Paper", "Winter", "Quiet", "Golden" },
    { "Wedding", "Letter", "Kiss", "Dance", "Promise", "Heart", "Garden" } },
  { { "Clumsy", "Runaway", "Borrowed", "Wrong", "Noisy", "Upside-Down", "Hungry", "Sleepy" },
    { "Uncle", "Goat", "Landlord", "Butler", "Wig", "Picnic", "Orchestra" } },
};

static const char *const names[] = {
  "Ada",    "Ben",   "Chloé", "Dev",   "Elif",  "Farid", "Grace", "Hugo",  "Ines",   "Jonas",  "Kofi",  "Lena",  "Mina",
  "Noah",   "Olga",  "Pedro", "Quinn", "Rosa",  "Sami",  "Tara",  "Umar",  "Vera",   "Wei",    "Ximena", "Yuki", "Zoe",
  "Amal",   "Boris", "Carla", "Dina",  "Emil",  "Fatou", "Goran", "Hana",  "Ivo",    "Jana",   "Karim", "Lucia", "Milo",
  "Nadia",  "Oscar", "Priya", "Rafael", "Sofia", "Tomás", "Uma",  "Viktor", "Wanda", "Yara",   "Zeki",
};

static const NnParam knobs[] = {
  NN_KNOB_N (2000, N_ ("Ratings"), N_ ("How many ratings there are; no more than there are people times films.")),
  { .id = "people", .title = N_ ("People"), .blurb = N_ ("How many people rate."), .type = NN_PARAM_INT, .min = 20, .max = 500,
    .initial = 100 },
  { .id = "films", .title = N_ ("Films"), .blurb = N_ ("How many films are rated. There are four kinds of them."),
    .type = NN_PARAM_INT, .min = 20, .max = KINDS * 50, .initial = 60 },
  { .id = "noise", .title = N_ ("Mood"), .blurb = N_ ("How far a rating strays for no reason, in stars."), .type = NN_PARAM_REAL,
    .max = 2, .initial = 0.3, .step = 0.1 },
  NN_KNOB_SEED,
  { NULL },
};

/* ---- What they are called ---- */

static char **
name_people (guint n)
{
  char **people = g_new0 (char *, n + 1);

  for (guint i = 0; i < n; i++)
    people[i] = i < G_N_ELEMENTS (names)
                  ? g_strdup (names[i])
                  : g_strdup_printf ("%s %u", names[i % G_N_ELEMENTS (names)], i / (guint) G_N_ELEMENTS (names) + 1);
  return people;
}

/* The kinds in turn; no two words come together twice. */
static char **
name_films (guint n)
{
  char **films = g_new0 (char *, n + 1);

  for (guint i = 0; i < n; i++)
    {
      const guint k = i / KINDS, first = k % FIRST_WORDS, second = (k / FIRST_WORDS + k) % SECOND_WORDS;

      films[i] = g_strdup_printf ("%s %s", kinds[i % KINDS].first[first], kinds[i % KINDS].second[second]);
    }
  return films;
}

/* ---- What they like ---- */

typedef struct
{
  double x, y;       /* on the plane of tastes */
  double better;     /* stars more than usual */
} Taste;

static Taste
draw_taste (NnRng *rng, double angle, double shortest, double longest)
{
  const double length = nn_rng_between (rng, shortest, longest);

  return (Taste) { length * cos (angle), length * sin (angle), KINDNESS * nn_rng_normal (rng) };
}

static Taste *
draw_people (NnRng *rng, guint n)
{
  Taste *people = g_new (Taste, n);

  for (guint i = 0; i < n; i++)
    people[i] = draw_taste (rng, nn_rng_between (rng, 0, 2 * G_PI), 0.4, 1.2);
  return people;
}

static Taste *
draw_films (NnRng *rng, guint n)
{
  Taste *films = g_new (Taste, n);

  for (guint i = 0; i < n; i++)
    films[i] = draw_taste (rng, i % KINDS * 2 * G_PI / KINDS + KIND_WIDTH * nn_rng_normal (rng), 0.7, 1.1);
  return films;
}

/* In whole stars. */
static double
rate (const Taste *person, const Taste *film, double mood)
{
  const double agreed = person->x * film->x + person->y * film->y;

  return CLAMP (round (USUAL + person->better + film->better + TASTE * agreed + mood), LOW, HIGH);
}

static NnDataInfo *
describe (const NnSettings *settings)
{
  const guint people = (guint) nn_settings_int (settings, "people"), films = (guint) nn_settings_int (settings, "films");
  const NnRatings ratings = {
    .title = _ ("Films"),
    .noun = _ ("ratings"),
    .n = MIN ((gsize) nn_settings_int (settings, "n"), (gsize) people * films),
    .who = "person",
    .what = "film",
    .whos = name_people (people),
    .whats = name_films (films),
    .low = LOW,
    .high = HIGH,
  };

  return nn_ratings_info (&ratings);
}

static NnDataset *
generate (const NnSettings *settings)
{
  const guint n_people = (guint) nn_settings_int (settings, "people"), n_films = (guint) nn_settings_int (settings, "films");
  const double noise = nn_settings_get (settings, "noise");
  NnDataset *dataset = nn_dataset_new_numbers (describe (settings));
  NnRng rng = nn_source_rng (settings, "films");
  g_autofree Taste *people = draw_people (&rng, n_people), *films = draw_films (&rng, n_films);
  g_autofree guint32 *pairs = g_new (guint32, n_people * n_films);

  for (guint32 i = 0; i < n_people * n_films; i++)
    pairs[i] = i;
  nn_rng_shuffle (&rng, pairs, n_people * n_films);
  for (gsize i = 0; i < nn_dataset_n (dataset); i++)
    {
      const guint person = pairs[i] / n_films, film = pairs[i] % n_films;

      nn_ratings_put (dataset, i, person, film, rate (&people[person], &films[film], noise * nn_rng_normal (&rng)));
    }
  return dataset;
}

const NnDataSource nn_data_source_films = {
  .id = "films",
  .title = N_ ("Films"),
  .blurb = N_ ("People rate films with 1 to 5 stars. What will they say of a film that they have not rated yet?"),
  .icon = "vt-films-symbolic",
  .params = knobs,
  .describe = describe,
  .generate = generate,
};
