#include "schedule.h"

#include <math.h>

#include "recipe.h"

/* The rates of torch.optim.lr_scheduler for a rate of 1, by epoch. */
static const struct
{
  const char *id;
  double every, factor;
  double rate[6];
} cases[] = {
  { "constant", 2, 0.5, { 1, 1, 1, 1, 1, 1 } },
  { "step", 2, 0.5, { 1, 1, 0.5, 0.5, 0.25, 0.25 } },
  { "cosine", 4, 0.5, { 1, 0.853553390593, 0.5, 0.146446609407, 0, 0 } },
};

static void
test_row (gconstpointer data)
{
  const NnSchedule *schedule = data;
  gboolean known = FALSE;

  g_assert_cmpint (nn_choice_index (nn_param_find (nn_recipe_params, "schedule"), schedule->id), >=, 0);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const NnTuning tuning = { .every = cases[i].every, .factor = cases[i].factor };

      if (!g_str_equal (cases[i].id, schedule->id))
        continue;
      known = TRUE;
      for (guint epoch = 0; epoch < G_N_ELEMENTS (cases[i].rate); epoch++)
        g_assert_cmpfloat_with_epsilon (schedule->factor (&tuning, epoch), cases[i].rate[epoch], 1e-9);
    }
  g_assert_true (known);
}

/* Every choice of the recipe is there. */
static void
test_choices (void)
{
  const NnParam *param = nn_param_find (nn_recipe_params, "schedule");

  for (const NnChoice *choice = param->choices; choice->id != NULL; choice++)
    g_assert_nonnull (nn_schedule_find (choice->id));
  g_assert_null (nn_schedule_find ("weekly"));
}

static void
test_warmup (void)
{
  const NnTuning none = { .warmup = 0 }, four = { .warmup = 4 };

  g_assert_cmpfloat (nn_schedule_warmup (&none, 0), ==, 1);
  g_assert_cmpfloat (nn_schedule_warmup (&four, 0), ==, 0.25);
  g_assert_cmpfloat (nn_schedule_warmup (&four, 2), ==, 0.75);
  g_assert_cmpfloat (nn_schedule_warmup (&four, 3), ==, 1);
  g_assert_cmpfloat (nn_schedule_warmup (&four, 100), ==, 1);
}

int
main (int argc, char *argv[])
{
  guint n;
  const NnSchedule *const *rows = nn_schedule_rows (&n);

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *path = g_strdup_printf ("/engine/train/schedule/%s", rows[i]->id);

      g_test_add_data_func (path, rows[i], test_row);
    }
  g_test_add_func ("/engine/train/schedule/choices", test_choices);
  g_test_add_func ("/engine/train/schedule/warmup", test_warmup);
  return g_test_run ();
}
