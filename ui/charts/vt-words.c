#include "vt-words.h"

#include <math.h>

#include "text.h"
#include "vt-text.h"

static const char *const trends[] = {
  [VT_TREND_LEVEL] = N_("level"),
  [VT_TREND_FALLING] = N_("falling"),
  [VT_TREND_RISING] = N_("rising"),
};

static void
append_validation_loss (GString *words, const NnFrame *frame)
{
  g_autofree char *loss = vt_loss (frame->validation_loss);

  if (isnan (frame->validation_loss))
    return;
  g_string_append (words, "; ");
  g_string_append_printf (words, _("validation loss %s"), loss);
}

static void
append_accuracy (GString *words, const NnFrame *frame, double accuracy)
{
  g_autofree char *training = vt_percent (accuracy, 1);
  g_autofree char *validation = vt_percent (frame->validation_accuracy, 1);

  if (isnan (accuracy))
    return;
  g_string_append_c (words, ' ');
  g_string_append_printf (words, _("Training accuracy %s"), training);
  if (!isnan (frame->validation_accuracy))
    {
      g_string_append (words, "; ");
      g_string_append_printf (words, _("validation accuracy %s"), validation);
    }
  g_string_append_c (words, '.');
}

/* Of two networks in turn, each one's. */
static void
append_turns (GString *words, const NnSample *training)
{
  g_autofree char *judge = vt_loss (nn_sample_turn (training, NN_TURN_JUDGE));
  g_autofree char *maker = vt_loss (nn_sample_turn (training, NN_TURN_MAKER));

  if (training->turn[NN_TURN_JUDGE].examples == 0 || training->turn[NN_TURN_MAKER].examples == 0)
    return;
  g_string_append_c (words, ' ');
  g_string_append_printf (words, _("The judge's loss is %s, the maker's %s."), judge, maker);
}

char *
vt_words_measured (const NnFrame *frame)
{
  const gboolean is_epoch = frame->validation_epoch >= 0;
  g_autofree char *count = vt_count (is_epoch ? frame->validation_epoch : frame->validation_step);

  if (!frame->validation_is_older)
    return NULL;
  return g_strdup_printf (is_epoch ? _("epoch %s") : _("step %s"), count);
}

/* Where training was when the validation was measured, if that is a while ago. */
static void
append_measured (GString *words, const NnFrame *frame)
{
  g_autofree char *measured = vt_words_measured (frame);

  if (measured == NULL)
    return;
  g_string_append_c (words, ' ');
  /* Translators: %s is "epoch 2" or "step 0" */
  g_string_append_printf (words, _("The validation is of %s."), measured);
}

char *
vt_words_epoch (double epoch)
{
  return fabs (epoch - round (epoch)) < 1e-6 ? vt_count (llround (epoch)) : vt_number (epoch, 1);
}

char *
vt_words_best (VtRun *run)
{
  double epoch, loss;
  const gboolean any = vt_run_best (run, &epoch, &loss);   /* NaN both, where there is none */
  g_autofree char *at = vt_words_epoch (epoch), *lowest = vt_loss (loss);

  /* Translators: the epoch, and the loss */
  return any ? g_strdup_printf (_("The validation loss was lowest at epoch %s: %s."), at, lowest) : NULL;
}

static void
append_best (GString *words, VtRun *run)
{
  g_autofree char *best = vt_words_best (run);

  if (best != NULL)
    g_string_append_printf (words, " %s", best);
}

char *
vt_words_curves (const NnFrame *frame, const NnSample *training, VtRun *run)
{
  g_autofree char *loss = vt_loss (training->loss);
  g_autofree char *epochs = vt_count (frame->epoch);
  GString *words = g_string_new (NULL);

  if (training->examples == 0)
    g_string_append (words, _("The network was changed: the next step tells its training loss"));
  else
    /* Translators: %s are the loss, the number of epochs, and falling, rising or level */
    g_string_append_printf (words,
                          ngettext ("Training loss %s after %s epoch, %s", "Training loss %s after %s epochs, %s",
                                    (gulong) frame->epoch),
                          loss, epochs, nn_text (trends[vt_run_trend (run)]));
  append_validation_loss (words, frame);
  g_string_append_c (words, '.');
  append_turns (words, training);
  append_accuracy (words, frame, training->accuracy);
  append_measured (words, frame);
  append_best (words, run);
  if (!isnan (vt_run_broken (run)))
    g_string_append_printf (words, " %s", _("Then the loss is no number any more."));
  return g_string_free (words, FALSE);
}

char *
vt_words_no_curve (gint64 step)
{
  return g_strdup (step > 0 ? _("The curve goes on from here: press Train.") : _("Press Train: the curve starts here."));
}

/* One series under the crosshair. */
static void
append_value (GString *words, VtRun *run, VtRunSeries which, double epoch, const char *name, gboolean percent)
{
  const VtSeries *series = vt_run_series (run, which);
  g_autofree char *value = NULL;
  double y;

  if (vt_series_n (series) == 0)
    return;
  y = vt_series_y (series, vt_series_nearest (series, epoch));
  value = percent ? vt_percent (y, 1) : vt_loss (y);
  g_string_append_printf (words, "%s%s %s", words->len > 0 ? ", " : "", name, value);
}

char *
vt_words_curves_at (VtRun *run, double epoch)
{
  g_autofree char *at = vt_number (epoch, 1);
  g_autoptr (GString) values = g_string_new (NULL);

  append_value (values, run, VT_RUN_LOSS, epoch, _("training loss"), FALSE);
  append_value (values, run, VT_RUN_VALIDATION_LOSS, epoch, _("validation loss"), FALSE);
  append_value (values, run, VT_RUN_JUDGE_LOSS, epoch, _("judge's loss"), FALSE);
  append_value (values, run, VT_RUN_MAKER_LOSS, epoch, _("maker's loss"), FALSE);
  append_value (values, run, VT_RUN_ACCURACY, epoch, _("training accuracy"), TRUE);
  append_value (values, run, VT_RUN_VALIDATION_ACCURACY, epoch, _("validation accuracy"), TRUE);
  /* Translators: the epoch, and a list of names with their values */
  return g_strdup_printf (_("At epoch %s: %s."), at, values->str);
}

char *
vt_words_cell (double count, const char *truth, const char *answer, gboolean same)
{
  g_autofree char *number = vt_count ((gint64) count);

  if (same)
    /* Translators: how many, and of which class: "51 × “cat”, recognised" */
    return g_strdup_printf (_("%s × “%s”, recognised"), number, truth);
  /* Translators: how many, of which class, and the wrong answer: "6 × “cat” taken for “rabbit”" */
  return g_strdup_printf (_("%s × “%s” taken for “%s”"), number, truth, answer);
}

char *
vt_words_members (gint64 step, guint found, guint surveyed, guint all, gboolean same)
{
  g_autofree char *at = vt_count (step), *n = vt_count (surveyed), *of = vt_count (all), *begin = NULL;

  /* Translators: the number of training steps, how many examples were looked through, and of how many */
  begin = surveyed < all ? g_strdup_printf (_("At step %s, among %s of %s examples."), at, n, of)
                         : g_strdup_printf (_("At step %s."), at);
  if (same && found == 0)
    return g_steal_pointer (&begin);
  /* Translators: the sentence before; the table is the confusion matrix beside it */
  return g_strdup_printf (same ? _("%s Pick one to send it through the network.")
                               : _("%s The table counts the last validation."), begin);
}

static gsize
find_worst (const double *counts, guint n_classes)
{
  gsize worst = 1;

  for (gsize i = 0; i < (gsize) n_classes * n_classes; i++)
    if (i % (n_classes + 1) != 0 && counts[i] > counts[worst])
      worst = i;
  return worst;
}

char *
vt_words_confusion (const double *counts, guint n_classes, const char *const *names, gboolean validation)
{
  double all = 0, right = 0;
  gsize worst;
  g_autofree char *n = NULL, *n_right = NULL, *share = NULL, *cell = NULL, *begin = NULL;

  for (gsize i = 0; i < (gsize) n_classes * n_classes; i++)
    {
      all += counts[i];
      right += i % (n_classes + 1) == 0 ? counts[i] : 0;
    }
  n = vt_count ((gint64) all);
  n_right = vt_count ((gint64) right);
  share = vt_percent (all > 0 ? right / all : 0, 1);
  begin = g_strdup_printf (validation ? _("%s validation examples: %s right (%s).")
                                      : _("%s training examples: %s right (%s)."), n, n_right, share);
  if (n_classes < 2 || right == all)
    return g_steal_pointer (&begin);
  worst = find_worst (counts, n_classes);
  cell = vt_words_cell (counts[worst], names[worst / n_classes], names[worst % n_classes], FALSE);
  /* Translators: the sentence before, and "6 × “cat” taken for “rabbit”" */
  return g_strdup_printf (_("%s The commonest mistake: %s."), begin, cell);
}

char *
vt_words_gallery (guint shown, int n_right)
{
  g_autofree char *n = vt_count (shown), *right = vt_count (n_right), *wrong = vt_count ((gint64) shown - n_right);

  if (n_right < 0)
    return g_strdup_printf (ngettext ("%s example on view.", "%s examples on view.", shown), n);
  return g_strdup_printf (ngettext ("%s example on view: %s right, %s wrong.", "%s examples on view: %s right, %s wrong.",
                                    shown), n, right, wrong);
}

char *
vt_words_example (gint64 example, const char *says, const char *is, double number)
{
  g_autofree char *index = vt_count (example), *value = vt_number (number, 2);

  if (says == NULL && is == NULL)
    return g_strdup_printf (_("Example %s: no answer yet."), index);
  if (says == NULL)
    /* Translators: example, what is right */
    return g_strdup_printf (_("Example %s is %s: no answer yet."), index, is);
  if (g_str_equal (says, is))
    /* Translators: example, answer, the network's number for it */
    return g_strdup_printf (_("Example %s: the network says %s (%s), right."), index, says, value);
  /* Translators: example, answer, the network's number for it, what is right */
  return g_strdup_printf (_("Example %s: the network says %s (%s), wrong: it is %s."), index, says, value, is);
}

char *
vt_words_value (gint64 example, double says, double is)
{
  g_autofree char *index = vt_count (example), *a = vt_number (says, 2), *b = vt_number (is, 2);

  return g_strdup_printf (_("Example %s: the network says %s, it is %s."), index, a, b);
}

char *
vt_words_areas (const double *shares, guint n_classes, const char *const *names)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < n_classes; i++)
    {
      g_autofree char *share = vt_percent (shares[i], 0);

      g_string_append (list, i == 0 ? "" : ", ");
      /* Translators: a share and a class: "48 % to orange" */
      g_string_append_printf (list, _("%s to %s"), share, names[i]);
    }
  /* Translators: a list such as "48 % to orange, 52 % to blue" */
  return g_strdup_printf (_("Of the plane, the network gives %s."), list->str);
}

char *
vt_words_range (double low, double high, double x0, double x1, const char *x_name)
{
  g_autofree char *a = vt_number_short (low), *b = vt_number_short (high);
  g_autofree char *from = vt_number_short (x0), *to = vt_number_short (x1);

  /* Translators: lowest and highest answer, the name of the input, and its range */
  return g_strdup_printf (_("The network's answer lies between %s and %s for %s from %s to %s."), a, b, x_name, from, to);
}

char *
vt_words_unit (const char *unit, double low, double high)
{
  g_autofree char *a = vt_number_short (low), *b = vt_number_short (high);

  /* Translators: "Dense 1, neuron 3", its lowest and its highest answer */
  return g_strdup_printf (_("%s answers between %s and %s."), unit, a, b);
}
