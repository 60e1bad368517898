/* The commands that train and ask, and that they give the same numbers as the window. */
#include "cli-run.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "document.h"
#include "edit.h"
#include "source.h"
#include "worker.h"

typedef struct
{
  char *folder, *saved, *other;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->folder = g_dir_make_tmp ("vitrine-XXXXXX", NULL);
  fixture->saved = g_build_filename (fixture->folder, "saved.vitrine", NULL);
  fixture->other = g_build_filename (fixture->folder, "other", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_remove (fixture->saved);
  g_remove (fixture->other);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->folder);
  g_free (fixture->saved);
  g_free (fixture->other);
}

static const char *
event_of (JsonObject *line)
{
  return json_object_get_string_member (line, "event");
}

static double
number_of (JsonObject *line, const char *key)
{
  return json_object_has_member (line, key) ? json_object_get_double_member (line, key) : NAN;
}

static void
assert_share (double share)
{
  g_assert_cmpfloat (share, >=, 0);
  g_assert_cmpfloat (share, <=, 1);
}

static void
test_json (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *out = cli_output ("train", "example:xor", "--epochs", "3", "--json", NULL);
  g_autoptr (GPtrArray) lines = cli_parse_lines (out);
  guint steps = 0, epochs = 0;
  gint64 last = 0;

  for (guint i = 0; i < lines->len; i++)
    {
      JsonObject *line = lines->pdata[i];
      const gint64 step = json_object_get_int_member (line, "step");

      g_assert_cmpint (step, >=, last);
      last = step;
      g_assert_true (isfinite (number_of (line, "loss")));
      assert_share (number_of (line, "accuracy"));
      steps += g_str_equal (event_of (line), "step");
      if (g_str_equal (event_of (line), "step"))
        g_assert_false (json_object_has_member (line, "val_loss"));
      else
        assert_share (number_of (line, "val_accuracy"));
      if (g_str_equal (event_of (line), "epoch"))
        g_assert_cmpfloat (number_of (line, "epoch"), ==, ++epochs);
    }
  g_assert_cmpuint (epochs, ==, 3);
  g_assert_cmpuint (steps, ==, 30);
  g_assert_cmpstr (event_of (lines->pdata[lines->len - 1]), ==, "done");
  g_assert_cmpint (last, ==, 60); /* 400 examples in batches of 20 */
}

/* The ten step lines of an epoch are means over a tenth of it each. */
static void
test_means (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *out = cli_output ("train", "example:xor", "--epochs", "1", "--json", NULL);
  g_autoptr (GPtrArray) lines = cli_parse_lines (out);
  double loss = 0, accuracy = 0;

  g_assert_cmpuint (lines->len, ==, 12);
  for (guint i = 0; i < 10; i++)
    {
      loss += number_of (lines->pdata[i], "loss") / 10;
      accuracy += number_of (lines->pdata[i], "accuracy") / 10;
    }
  g_assert_cmpfloat_with_epsilon (loss, number_of (lines->pdata[10], "loss"), 1e-6);
  g_assert_cmpfloat_with_epsilon (accuracy, number_of (lines->pdata[10], "accuracy"), 1e-6);
}

/* Keys that do not apply are left out. */
static void
test_json_regression (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *out = cli_output ("train", "example:sine", "--steps", "5", "--json", NULL);
  g_autofree char *scores = cli_output ("eval", "example:sine", "--json", NULL);
  g_autoptr (GPtrArray) lines = cli_parse_lines (out);
  g_autoptr (GPtrArray) score = cli_parse_lines (scores);

  g_assert_cmpuint (lines->len, ==, 6);
  g_assert_false (json_object_has_member (lines->pdata[5], "accuracy"));
  g_assert_true (json_object_has_member (lines->pdata[5], "val_loss"));
  g_assert_false (json_object_has_member (lines->pdata[5], "val_accuracy"));
  g_assert_false (json_object_has_member (score->pdata[0], "confusion"));
  g_assert_false (json_object_has_member (score->pdata[0], "accuracy"));
}

/* Everything but the speed. */
static char *
without_speed (const char *text)
{
  g_autoptr (GRegex) regex = g_regex_new (",\"examples_per_s\":[0-9.]+", 0, 0, NULL);

  return g_regex_replace_literal (regex, text, -1, 0, "", 0, NULL);
}

static char *
train_spiral (const char *seed)
{
  g_autofree char *out = cli_output ("train", "example:spiral", "--steps", "200", "--seed", seed, "--json", NULL);

  return without_speed (out);
}

static void
test_same_numbers (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *first = train_spiral ("5");
  g_autofree char *again = train_spiral ("5");
  g_autofree char *other = train_spiral ("6");

  g_assert_cmpstr (first, ==, again);
  g_assert_cmpstr (first, !=, other);
}

static void
assert_same_tensors (const NnTensors *a, const NnTensors *b)
{
  g_assert_cmpuint (nn_tensors_n (a), >, 0);
  g_assert_cmpuint (nn_tensors_n (a), ==, nn_tensors_n (b));
  for (guint i = 0; i < nn_tensors_n (a); i++)
    {
      const NnTensor *x = nn_tensors_at (a, i);
      const NnTensor *y = nn_tensors_find (b, x->name);
      const gsize size = nn_shape_size (&x->shape) * sizeof (float);

      g_assert_nonnull (y);
      g_assert_cmpmem (x->data, size, y->data, size);
    }
}

/* 200 steps here and 200 steps in the window's worker, which looks and validates as it goes: the same bits. */
static void
test_as_the_window (Fixture *fixture, gconstpointer example)
{
  g_autofree char *out =
      cli_output ("train", example, "--steps", "200", "--threads", "2", "--save", fixture->saved, NULL);
  g_autoptr (NnDocument) saved = nn_document_load (fixture->saved, NULL);
  g_autoptr (NnDocument) document = nn_document_load (example, NULL);
  g_autoptr (NnWorker) worker = nn_worker_new (2);
  g_autoptr (NnTensors) weights = NULL;
  const NnLookItem result = { .at = NN_LOOK_RESULT };
  GArray *items = g_array_new (FALSE, FALSE, sizeof (NnLookItem));
  gint64 step, epoch;

  g_array_append_val (items, result);
  nn_worker_set_network (worker, nn_network_copy (document->network),
                         nn_data_load (nn_network_data (document->network), NULL), 1, 0);
  nn_worker_look (worker, items);
  for (int i = 0; i < 200; i++)
    nn_worker_step (worker, NN_STEP_BATCH);
  weights = nn_worker_snapshot (worker, &step, &epoch);
  while (step < 200)
    {
      nn_tensors_free (weights);
      weights = nn_worker_snapshot (worker, &step, &epoch);
    }
  g_assert_cmpint (saved->step, ==, 200);
  g_assert_cmpint (saved->epoch, ==, epoch);
  assert_same_tensors (saved->weights, weights);
}

/* A stop rule ends training here and in the window at the same step; the summary says why. Where the best weights are kept, the
 * window knows of the same. */
static void
test_stops_as_the_window (Fixture *fixture, gconstpointer rule)
{
  const gint64 deadline = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;
  g_autoptr (NnDocument) document = nn_document_load ("example:xor", NULL);
  g_autoptr (NnWorker) worker = nn_worker_new (1);
  g_autoptr (NnDocument) saved = NULL;
  g_autofree char *out = NULL;
  const NnFrame *frame;
  const char *const *settings = rule;

  for (guint i = 0; settings[i] != NULL; i += 2)
    {
      g_autoptr (NnEdit) edit = nn_edit_set_recipe (settings[i], g_ascii_strtod (settings[i + 1], NULL));
      g_autoptr (NnEdit) inverse = nn_edit_apply (edit, document->network, NULL);

      g_assert_nonnull (inverse);
    }
  g_assert_true (nn_document_save (document, fixture->other, NULL));
  out = cli_output ("train", fixture->other, "--epochs", "500", "--threads", "1", "--save", fixture->saved, NULL);
  g_assert_nonnull (strstr (out, "\nTraining "));
  saved = nn_document_load (fixture->saved, NULL);
  g_assert_cmpint (saved->epoch, >, 0);
  g_assert_cmpint (saved->epoch, <, 500);

  nn_worker_set_network (worker, nn_network_copy (document->network),
                         nn_data_load (nn_network_data (document->network), NULL), 1, 0);
  nn_worker_play (worker);
  do
    {
      gboolean fresh;

      frame = nn_worker_frame (worker, &fresh);
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
    }
  while (frame->obeyed < 2 || frame->state == NN_STATE_RUNNING);
  g_assert_cmpint (frame->best_step >= 0 ? frame->best_step : frame->step, ==, saved->step);
  g_assert_nonnull (frame->stopped);
  g_assert_nonnull (strstr (out, frame->stopped));
}

static void
set_recipe (const char *path, const char *setting, double value)
{
  g_autoptr (NnDocument) document = nn_document_load (path, NULL);
  g_autoptr (NnEdit) edit = nn_edit_set_recipe (setting, value);
  g_autoptr (NnEdit) inverse = nn_edit_apply (edit, document->network, NULL);

  g_assert_nonnull (inverse);
  g_assert_true (nn_document_save (document, path, NULL));
}

/* What is saved at the end is what training up to the best epoch alone would have saved. */
static void
test_keeps_best (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *out = NULL;
  g_autofree char *until = NULL;
  g_autofree char *says = NULL;
  g_autoptr (NnDocument) best = NULL;
  g_autoptr (NnDocument) plain = NULL;

  g_free (cli_output ("examples", "xor", "-o", fixture->other, NULL));
  set_recipe (fixture->other, "patience", 4);
  set_recipe (fixture->other, "learning_rate", 1);
  set_recipe (fixture->other, "keep_best", TRUE);
  out = cli_output ("train", fixture->other, "--epochs", "500", "--save", fixture->saved, NULL);
  best = nn_document_load (fixture->saved, NULL);
  g_assert_cmpint (best->epoch, >, 0);
  g_assert_cmpint (best->epoch, <, 400);
  says = g_strdup_printf ("The weights are back at epoch %d,", (int) best->epoch);
  g_assert_nonnull (strstr (out, says));

  set_recipe (fixture->other, "keep_best", FALSE);
  until = g_strdup_printf ("%d", (int) best->epoch);
  g_free (cli_output ("train", fixture->other, "--epochs", until, "--save", fixture->saved, NULL));
  plain = nn_document_load (fixture->saved, NULL);
  g_assert_cmpint (plain->step, ==, best->step);
  assert_same_tensors (plain->weights, best->weights);
}

/* A rate to begin with, in the last line of JSON and of text; nothing can be saved of it. */
static void
test_finds_rate (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *text = cli_output ("train", "example:sine", "--find-rate", NULL);
  g_autofree char *json = cli_output ("train", "example:sine", "--find-rate", "--json", NULL);
  const char *found = strstr (json, "\"learning_rate\":");
  double rate;

  g_assert_nonnull (found);
  rate = g_ascii_strtod (found + strlen ("\"learning_rate\":"), NULL);
  g_assert_cmpfloat (rate, >, 1e-3);
  g_assert_cmpfloat (rate, <, 0.2);
  g_assert_nonnull (strstr (text, "A good learning rate to begin with: "));
  g_assert_cmpfloat (g_ascii_strtod (strstr (text, "with: ") + strlen ("with: "), NULL), ==, rate);
}

/* Two epochs, saved, and three more are five. */
static void
test_resume (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (NnDocument) parts = NULL;
  g_autoptr (NnDocument) whole = NULL;

  g_free (cli_output ("train", "example:xor", "--epochs", "2", "--save", fixture->saved, NULL));
  g_free (cli_output ("train", fixture->saved, "--epochs", "3", "--save", fixture->saved, NULL));
  parts = nn_document_load (fixture->saved, NULL);
  g_free (cli_output ("train", "example:xor", "--epochs", "5", "--save", fixture->saved, NULL));
  whole = nn_document_load (fixture->saved, NULL);
  g_assert_cmpint (parts->step, ==, 100);
  g_assert_cmpint (parts->epoch, ==, 5);
  assert_same_tensors (whole->weights, parts->weights);
}

static void
test_limits (Fixture *fixture, gconstpointer unused)
{
  const gint64 before = g_get_monotonic_time ();
  g_autofree char *timed = cli_output ("train", "example:xor", "--seconds", "0.3", NULL);
  g_autofree char *one = cli_output ("train", "example:xor", "--steps", "1", "--batch", "7", "--json", NULL);
  g_autoptr (GPtrArray) lines = cli_parse_lines (one);

  g_assert_cmpint (g_get_monotonic_time () - before, >=, 0.3 * G_USEC_PER_SEC);
  g_assert_nonnull (strstr (timed, "Trained to epoch"));
  g_assert_cmpuint (lines->len, ==, 2);
  g_assert_cmpfloat (number_of (lines->pdata[0], "epoch"), ==, 7 / 400.0);
}

static void
test_log (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *log = NULL;
  g_auto (GStrv) lines = NULL;
  g_auto (GStrv) fields = NULL;

  g_free (cli_output ("train", "example:xor", "--epochs", "4", "--log", fixture->other, NULL));
  g_assert_true (g_file_get_contents (fixture->other, &log, NULL, NULL));
  lines = g_strsplit (log, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 6);
  g_assert_cmpstr (lines[0], ==, "step,epoch,loss,accuracy,val_loss,val_accuracy,examples_per_s");
  g_assert_cmpstr (lines[5], ==, "");
  fields = g_strsplit (lines[4], ",", -1);
  g_assert_cmpuint (g_strv_length (fields), ==, 7);
  g_assert_cmpstr (fields[0], ==, "80");
  g_assert_cmpstr (fields[1], ==, "4");
}

/* Of two networks in turn each step has one's loss, and a line for an epoch both. */
static void
test_turns (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *out = cli_output ("train", "example:circles-forged", "--epochs", "2", "--json", "--every", "1", "--log", fixture->other, NULL);
  g_autoptr (GPtrArray) lines = cli_parse_lines (out);
  g_autofree char *log = NULL;
  g_auto (GStrv) rows = NULL;
  g_auto (GStrv) fields = NULL;
  JsonObject *done = lines->pdata[lines->len - 1];

  for (guint i = 0; i < 4; i++)
    {
      g_assert_cmpfloat (number_of (lines->pdata[i], i % 2 == 0 ? "judge_loss" : "maker_loss"), ==, number_of (lines->pdata[i], "loss"));
      g_assert_false (json_object_has_member (lines->pdata[i], i % 2 == 0 ? "maker_loss" : "judge_loss"));
    }
  g_assert_true (isfinite (number_of (done, "judge_loss")) && isfinite (number_of (done, "maker_loss")));
  g_assert_true (g_file_get_contents (fixture->other, &log, NULL, NULL));
  rows = g_strsplit (log, "\n", -1);
  g_assert_true (g_str_has_suffix (rows[0], ",examples_per_s,judge_loss,maker_loss"));
  fields = g_strsplit (rows[2], ",", -1);
  g_assert_cmpuint (g_strv_length (fields), ==, 9);
  g_assert_cmpfloat_with_epsilon (g_ascii_strtod (fields[7], NULL), number_of (done, "judge_loss"), 1e-6);
  g_assert_cmpfloat_with_epsilon (g_ascii_strtod (fields[8], NULL), number_of (done, "maker_loss"), 1e-6);
}

static gint64
sum_confusion (JsonObject *scores, guint n_classes)
{
  JsonArray *rows = json_object_get_array_member (scores, "confusion");
  gint64 sum = 0;

  g_assert_cmpuint (json_array_get_length (rows), ==, n_classes);
  for (guint truth = 0; truth < n_classes; truth++)
    {
      JsonArray *row = json_array_get_array_element (rows, truth);

      g_assert_cmpuint (json_array_get_length (row), ==, n_classes);
      for (guint answer = 0; answer < n_classes; answer++)
        sum += json_array_get_int_element (row, answer);
    }
  return sum;
}

static void
test_eval (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *out =
      cli_output ("train", "example:xor", "--epochs", "20", "--json", "--save", fixture->saved, NULL);
  g_autofree char *own = cli_output ("eval", fixture->saved, "--json", NULL);
  g_autofree char *all = cli_output ("eval", fixture->saved, "--json", "--data", "builtin:xor?n=120&seed=9", NULL);
  g_autofree char *text = cli_output ("eval", fixture->saved, NULL);
  g_autoptr (GPtrArray) lines = cli_parse_lines (out);
  g_autoptr (GPtrArray) scores = cli_parse_lines (own);
  g_autoptr (GPtrArray) more = cli_parse_lines (all);
  JsonObject *done = lines->pdata[lines->len - 1];
  JsonObject *class;

  g_assert_cmpuint (scores->len, ==, 1);
  g_assert_cmpfloat (number_of (scores->pdata[0], "loss"), ==, number_of (done, "val_loss"));
  g_assert_cmpfloat (number_of (scores->pdata[0], "accuracy"), ==, number_of (done, "val_accuracy"));
  g_assert_cmpint (sum_confusion (scores->pdata[0], 2), ==, 100);
  g_assert_cmpint (sum_confusion (more->pdata[0], 2), ==, 120);
  class = json_array_get_object_element (json_object_get_array_member (more->pdata[0], "per_class"), 0);
  g_assert_cmpint (json_object_get_int_member (class, "examples"), ==, 60);
  assert_share (json_object_get_double_member (class, "accuracy"));
  g_assert_nonnull (strstr (text, "Confusion"));
}

/* Rows are the truth, which is in equal parts; the answers of a network that learned nothing are not. */
static void
test_confusion (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *out = cli_output ("eval", "example:spiral", "--data", "builtin:spiral?n=200", "--json", NULL);
  g_autoptr (GPtrArray) lines = cli_parse_lines (out);
  JsonArray *rows = json_object_get_array_member (lines->pdata[0], "confusion");
  gint64 cell[4];

  for (guint i = 0; i < 4; i++)
    cell[i] = json_array_get_int_element (json_array_get_array_element (rows, i / 2), i % 2);
  g_assert_cmpint (cell[0] + cell[1], ==, 100);
  g_assert_cmpint (cell[2] + cell[3], ==, 100);
  g_assert_cmpint (cell[0] + cell[2], !=, 100);
}

static JsonObject *
predict_one (GPtrArray **lines, const char *const *arguments)
{
  g_auto (CliResult) result = cli_run_array (arguments);

  g_assert_cmpstr (result.err, ==, "");
  g_clear_pointer (lines, g_ptr_array_unref);
  *lines = cli_parse_lines (result.out);
  return (*lines)->pdata[0];
}

static void
test_predict (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GPtrArray) lines = NULL;
  JsonObject *answer, *same;
  JsonArray *shares;
  double sum = 0;

  g_free (cli_output ("train", "example:xor", "--epochs", "60", "--save", fixture->saved, NULL));

  /* Far into the quarters of xor the answer is sure. */
  answer =
      predict_one (&lines, (const char *[]){ "predict", fixture->saved, "0.7", "-0.7", "0.7,0.7", "--json", NULL });
  g_assert_cmpuint (lines->len, ==, 2);
  g_assert_cmpstr (json_object_get_string_member (answer, "class"), !=,
                   json_object_get_string_member (lines->pdata[1], "class"));
  shares = json_object_get_array_member (answer, "probabilities");
  g_assert_cmpuint (json_array_get_length (shares), ==, 2);
  for (guint i = 0; i < 2; i++)
    sum += json_array_get_double_element (shares, i);
  g_assert_cmpfloat_with_epsilon (sum, 1, 1e-6);
  g_assert_false (json_object_has_member (answer, "truth"));

  answer = predict_one (&lines, (const char *[]){ "predict", fixture->saved, "12", "--json", NULL });
  g_assert_true (json_object_has_member (answer, "truth"));
  {
    g_autofree char *class = g_strdup (json_object_get_string_member (answer, "truth"));

    same = predict_one (&lines, (const char *[]){ "predict", fixture->saved, "#12", "--json", NULL });
    g_assert_cmpstr (json_object_get_string_member (same, "truth"), ==, class);
  }
}

/* Two classes in one number: how sure of the second, or a sign. */
static void
test_predict_one_number (Fixture *fixture, gconstpointer loss)
{
  g_autofree char *json = cli_output ("examples", "xor", NULL);
  g_auto (GStrv) parts = g_strsplit (json, "\"cross_entropy\"", 2);
  g_autofree char *changed = g_strjoinv (loss, parts);
  guint right = 0, sure = 0;

  g_assert_cmpuint (g_strv_length (parts), ==, 2);
  g_assert_true (g_file_set_contents (fixture->other, changed, -1, NULL));
  g_free (cli_output ("train", fixture->other, "--epochs", "60", "--save", fixture->saved, NULL));
  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *number = g_strdup_printf ("#%u", i);
      g_autoptr (GPtrArray) lines = NULL;
      JsonObject *answer = predict_one (&lines, (const char *[]){ "predict", fixture->saved, number, "--json", NULL });
      const char *class = json_object_get_string_member (answer, "class");

      right += g_str_equal (class, json_object_get_string_member (answer, "truth"));
      if (json_object_has_member (answer, "probabilities"))
        {
          JsonArray *shares = json_object_get_array_member (answer, "probabilities");
          const gboolean second = json_array_get_double_element (shares, 1) > json_array_get_double_element (shares, 0);

          g_assert_cmpuint (json_array_get_length (shares), ==, 2);
          sure += second == g_str_equal (class, "blue");
        }
    }
  g_assert_cmpuint (right, >=, 17);
  g_assert_cmpuint (sure, ==, g_str_equal (loss, "\"mse\"") ? 0 : 20);
}

static void
test_predict_number (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GPtrArray) lines = NULL;
  JsonObject *answer = predict_one (&lines, (const char *[]){ "predict", "example:sine", "-1", "--json", NULL });
  g_autofree char *text = cli_output ("predict", "example:sine", "#3", "0.25", NULL);

  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (answer, "values")), ==, 1);
  g_assert_nonnull (strstr (text, "it should be"));
}

/* Any picture will do: here the network's own. */
static void
test_predict_picture (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GPtrArray) lines = NULL;
  JsonObject *answer;
  g_auto (CliResult) points = { 0 };

  g_free (cli_output ("export", "example:xor", "--to", "png", "-o", fixture->other, NULL));
  answer = predict_one (&lines, (const char *[]){ "predict", "example:digits-mlp", fixture->other, "--json", NULL });
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (answer, "probabilities")), ==, 10);

  points = cli_run ("predict", "example:xor", fixture->other, NULL);
  cli_assert_fails (&points, 1, "no pictures");
}

/* Two inputs that are asked for by name, and two outputs: the scores are those of the one that chooses. */
static void
test_fields (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *log = cli_output ("train", "example:two-answers", "--epochs", "60", "--json", "--save", fixture->saved, NULL);
  g_autofree char *scores = cli_output ("eval", fixture->saved, "--json", NULL);
  g_autofree char *described = cli_output ("data", "builtin:films", NULL);
  g_autoptr (GPtrArray) lines = cli_parse_lines (scores), answers = NULL;
  JsonObject *score = lines->pdata[0], *answer;
  JsonArray *outputs;
  g_auto (CliResult) stranger = { 0 }, half = { 0 };

  g_assert_cmpfloat (json_object_get_double_member (score, "accuracy"), >, 0.75);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (score, "confusion")), ==, 2);
  g_assert_cmpstr (json_object_get_string_member (json_array_get_object_element (json_object_get_array_member (score, "per_class"), 1),
                                                  "class"), ==, "yes");

  answer = predict_one (&answers, (const char *[]){ "predict", fixture->saved, "Ada", "Dark Cellar", "#7", "--json", NULL });
  g_assert_cmpuint (answers->len, ==, 2);
  g_assert_cmpstr (json_object_get_string_member (answer, "input"), ==, "Ada,Dark Cellar");
  g_assert_true (g_str_equal (json_object_get_string_member (answer, "class"), "no")
                 || g_str_equal (json_object_get_string_member (answer, "class"), "yes"));
  outputs = json_object_get_array_member (answers->pdata[1], "outputs");
  g_assert_cmpuint (json_array_get_length (outputs), ==, 2);
  answer = json_array_get_object_element (outputs, 0);
  g_assert_cmpstr (json_object_get_string_member (answer, "output"), ==, "Stars");
  g_assert_cmpfloat (json_array_get_double_element (json_object_get_array_member (answer, "truth"), 0), >=, 1);
  g_assert_cmpstr (json_object_get_string_member (json_array_get_object_element (outputs, 1), "truth"), ==,
                   json_object_get_string_member (answers->pdata[1], "truth"));

  stranger = cli_run ("predict", fixture->saved, "Nobody", "Dark Cellar", NULL);
  cli_assert_fails (&stranger, 1, "none of the 100 of “person”");
  half = cli_run ("predict", fixture->saved, "Ada", NULL);
  cli_assert_fails (&half, 1, "takes 2");
  g_assert_nonnull (strstr (described, "input 2"));
  g_assert_nonnull (strstr (described, "target 2"));
  g_assert_nonnull (strstr (described, "no: "));
}

static void
test_bad_inputs (Fixture *fixture, gconstpointer unused)
{
  static const struct
  {
    const char *input, *words;
  } cases[] = {
    { "#500", "#499" },     { "#x", "#x" },       { "99999999999999999999999", "#499" },
    { "0.5", "2 numbers" }, { "0.5,nan", "nan" }, { "red", "red" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (CliResult) result = cli_run ("predict", "example:spiral", cases[i].input, "--json", NULL);

      cli_assert_fails (&result, 1, cases[i].words);
      g_assert_cmpstr (result.out, ==, "");
    }
}

static void
add (const char *path, gconstpointer data, void (*test) (Fixture *fixture, gconstpointer data))
{
  g_test_add (path, Fixture, data, set_up, test, tear_down);
}

/* A graphics card that fails in the middle of it: training goes on, and says so. */
static void
test_device_fails (void)
{
  static const char *const faults[] = { "lost:60", "time-out:90", "shader:0" };
  g_autofree char *devices = cli_output ("devices", NULL);

  if (strstr (devices, "vulkan:cpu") == NULL)
    {
      g_test_skip ("There is no device in software.");
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_auto (CliResult) result = { 0 };

      g_setenv ("VITRINE_DEVICE_FAULT", faults[i], TRUE);
      result = cli_run ("train", "example:xor", "--backend", "vulkan:cpu", "--steps", "200", "--json", NULL);
      g_unsetenv ("VITRINE_DEVICE_FAULT");
      g_assert_cmpint (result.status, ==, 0);
      g_assert_nonnull (strstr (result.err, "Training goes on with the processor, from step"));
      g_assert_nonnull (strstr (result.out, "\"event\":\"done\",\"step\":200"));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/cli-training/device-fails", test_device_fails);
  add ("/app/cli-training/json", NULL, test_json);
  add ("/app/cli-training/means", NULL, test_means);
  add ("/app/cli-training/json-regression", NULL, test_json_regression);
  add ("/app/cli-training/same-numbers", NULL, test_same_numbers);
  add ("/app/cli-training/as-the-window/points", "example:spiral", test_as_the_window);
  add ("/app/cli-training/as-the-window/pictures", "example:digits-mlp", test_as_the_window);
  add ("/app/cli-training/resume", NULL, test_resume);
  add ("/app/cli-training/limits", NULL, test_limits);
  add ("/app/cli-training/log", NULL, test_log);
  add ("/app/cli-training/turns", NULL, test_turns);
  add ("/app/cli-training/eval", NULL, test_eval);
  add ("/app/cli-training/confusion", NULL, test_confusion);
  add ("/app/cli-training/predict", NULL, test_predict);
  add ("/app/cli-training/predict-one-number/binary", "\"binary_cross_entropy\"", test_predict_one_number);
  add ("/app/cli-training/predict-one-number/signed", "\"mse\"", test_predict_one_number);
  add ("/app/cli-training/predict-number", NULL, test_predict_number);
  add ("/app/cli-training/predict-picture", NULL, test_predict_picture);
  add ("/app/cli-training/fields", NULL, test_fields);
  static const char *const accuracy[] = { "target", "1", "target_accuracy", "0.9", NULL };
  static const char *const loss[] = { "target", "2", "target_loss", "0.2", NULL };
  static const char *const patience[] = { "patience", "4", "learning_rate", "0.05", NULL };
  static const char *const best[] = { "patience", "4", "learning_rate", "1", "keep_best", "1", NULL };

  add ("/app/cli-training/stops/accuracy", accuracy, test_stops_as_the_window);
  add ("/app/cli-training/stops/loss", loss, test_stops_as_the_window);
  add ("/app/cli-training/stops/patience", patience, test_stops_as_the_window);
  add ("/app/cli-training/stops/best", best, test_stops_as_the_window);
  add ("/app/cli-training/keeps-best", NULL, test_keeps_best);
  add ("/app/cli-training/finds-rate", NULL, test_finds_rate);
  add ("/app/cli-training/bad-inputs", NULL, test_bad_inputs);
  return g_test_run ();
}
