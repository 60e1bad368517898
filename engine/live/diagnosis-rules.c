/* The rules, each with the numbers it goes by. */
#include "diagnosis.h"

#include <math.h>

#include "text.h"

/* How far a step moves the weights, as a part of their size: about a thousandth is usual, and ten times more or less
 * is suspect. */
#define LARGE_UPDATE 1e-2
#define BRISK_UPDATE 2e-3   /* too much for a network that is worse than guessing */
#define SMALL_UPDATE 1e-4

#define FEWEST_SPANS 4     /* before the loss says anything */
#define LATEST 3           /* spans that say how the loss is now */
#define LONG_SPANS 10      /* over which a loss should have fallen */
#define PATIENT_SPANS 20   /* after which a loss should be better than guessing */
#define DEAD_SHARE 4       /* one unit in so many, and two at least, are worth a word */
#define MOST_SWELLING 100  /* weights so many times as large as new ones: what they feed is bent flat */

/* ---- Numbers ---- */

/* Mean loss of `n` spans, up to the last but `skip`. */
static double
mean_loss (const NnEvidence *evidence, guint skip, guint n)
{
  double sum = 0;

  for (guint i = 0; i < n; i++)
    sum += evidence->span[evidence->n_spans - 1 - skip - i].loss;
  return sum / n;
}

/* The loss that training begins with, also where the watch began later: after the network was taken back to an
 * earlier moment. */
static double
start_loss (const NnEvidence *evidence, const NnTape *tape)
{
  const double start = fmax (evidence->first_loss, evidence->guess_loss);

  for (guint i = 0; i < nn_tape_n (tape); i++)
    if (isfinite (nn_tape_points (tape)[i].training.loss))
      return fmax (start, nn_tape_points (tape)[i].training.loss);
  return start;
}

/* Most of what there is to learn has been learned: what could be better then is no reason to scold. */
static gboolean
has_learned (const NnEvidence *evidence, const NnTape *tape)
{
  const double now = mean_loss (evidence, 0, LATEST);

  if (!isnan (evidence->guess_loss))
    return now < 0.5 * evidence->guess_loss;
  return now < 0.5 * start_loss (evidence, tape) || fabs (evidence->spread - 1) < 0.2;
}

/* Training neither gets anywhere nor has got there. In a contest that says nothing. */
static gboolean
is_stuck (const NnEvidence *evidence, const NnTape *tape)
{
  return !evidence->contest && evidence->n_spans >= LONG_SPANS && !has_learned (evidence, tape) &&
         !(mean_loss (evidence, 0, LATEST) < 0.98 * mean_loss (evidence, LONG_SPANS - LATEST, LATEST));
}

static double
lowest_loss (const NnEvidence *evidence)
{
  double lowest = evidence->first_loss;

  for (guint i = 0; i < evidence->n_spans; i++)
    lowest = MIN (lowest, evidence->span[i].loss);
  return lowest;
}

/* The moment of the lowest loss that the tape has; NULL: it is empty. */
static const NnTapePoint *
best_moment (const NnTape *tape)
{
  const NnTapePoint *point = nn_tape_points (tape), *best = NULL;

  for (guint i = 0; i < nn_tape_n (tape); i++)
    if (isfinite (point[i].training.loss) && (best == NULL || point[i].training.loss < best->training.loss))
      best = &point[i];
  return best != NULL ? best : nn_tape_n (tape) > 0 ? point : NULL;
}

static void
mend_rate (NnFinding *finding, double rate, const NnTapePoint *moment, gboolean lowers)
{
  g_autofree char *step = moment != NULL ? nn_count_to_text (moment->step) : NULL;
  g_autofree char *written = nn_figure ("%g", rate);

  finding->param = "learning_rate";
  finding->value = rate;
  finding->step = moment != NULL ? moment->step : -1;
  if (step != NULL)
    finding->mend = g_strdup_printf (_("Lower to %s and go back to step %s"), written, step);
  else
    finding->mend = g_strdup_printf (lowers ? _("Lower the learning rate to %s") : _("Raise the learning rate to %s"), written);
}

/* ---- Rules ---- */

static gboolean
is_broken (const NnEvidence *evidence, const NnTape *tape, NnFinding *finding)
{
  const NnTapePoint *best = best_moment (tape);
  g_autofree char *step = nn_count_to_text (evidence->step);
  g_autofree char *rate = nn_figure ("%g", evidence->rate);

  if (!evidence->broken)
    return FALSE;
  finding->title = g_strdup (_("The loss became NaN: the learning rate is too high"));
  finding->evidence = g_strdup_printf (
      _("At a learning rate of %s every nudge jumps past the valley and lands higher up, until at step %s the loss is "
         "too large to be a number."),
      rate, step);
  mend_rate (finding, nn_one_figure (evidence->rate / 100), best, TRUE);   /* so far off that a tenth would not do */
  return TRUE;
}

/* Where so much is bent flat no gradient comes through, and another learning rate alone would mend nothing. */
static gboolean
is_swollen (const NnEvidence *evidence, const NnTape *tape, NnFinding *finding)
{
  const NnLayer *layer = evidence->heaviest != 0 ? nn_network_layer (evidence->network, evidence->heaviest) : NULL;
  const NnTapePoint *best = best_moment (tape);
  const double rate = evidence->update > LARGE_UPDATE ? nn_one_figure (evidence->rate / 10) : evidence->rate;
  g_autofree char *weight = nn_figure ("%.3g", evidence->weight), *times = nn_figure ("%.0f", evidence->swelling);
  g_autofree char *step = NULL;

  if (layer == NULL || evidence->swelling < MOST_SWELLING || !is_stuck (evidence, tape))
    return FALSE;
  finding->title = g_strdup_printf (_("The weights of %s have grown out of all measure"), layer->label);
  finding->evidence = g_strdup_printf (
      _("They are about %s, %s times as large as weights begin. The sums are so large that small nudges change no "
         "answer any more: a learning rate that was too high did that."),
      weight, times);
  mend_rate (finding, rate, best, TRUE);
  if (best == NULL || rate < evidence->rate)
    return TRUE;
  g_free (finding->mend);
  step = nn_count_to_text (best->step);
  finding->mend = g_strdup_printf (_("Go back to step %s"), step);
  return TRUE;
}

/* What a hidden layer of silent units lets through is nothing: told before what follows from it. A few cost a network
 * that learns nothing. */
static gboolean
has_dead_units (const NnEvidence *evidence, const NnTape *tape, NnFinding *finding)
{
  const NnLayer *layer = evidence->layer != 0 ? nn_network_layer (evidence->network, evidence->layer) : NULL;
  const NnParam *activation = layer != NULL ? nn_param_find (layer->kind->params, "activation") : NULL;
  const int leaky = activation != NULL ? nn_choice_index (activation, "leaky_relu") : -1;

  if (layer == NULL || evidence->dead < 2 || evidence->dead * DEAD_SHARE < evidence->units || !is_stuck (evidence, tape))
    return FALSE;
  finding->title = g_strdup_printf (_("Units of %s have fallen silent"), layer->label);
  finding->evidence = g_strdup_printf (
      _("%u of its %u units answer 0 to all of %u examples. Behind a 0 no gradient comes through, so they learn "
         "nothing any more."),
      evidence->dead, evidence->units, evidence->looked);
  if (leaky >= 0)
    {
      finding->layer = layer->id;
      finding->param = "activation";
      finding->value = leaky;
      finding->mend = g_strdup_printf (_("Use Leaky ReLU in %s"), layer->label);
    }
  else
    mend_rate (finding, nn_one_figure (evidence->rate / 10), nn_tape_n (tape) > 0 ? nn_tape_points (tape) : NULL, TRUE);
  return TRUE;
}

/* The beginning of a sentence. */
static char *
describe_update (const NnEvidence *evidence)
{
  g_autofree char *update = nn_figure ("%.2g", 100 * evidence->update), *usual = nn_figure ("%.1f", 0.1);

  return g_strdup_printf (_("Each step moves the weights by %s %% of their size (%s %% is usual)"), update, usual);
}

static gboolean
is_rate_high (const NnEvidence *evidence, const NnTape *tape, NnFinding *finding)
{
  const double first = evidence->first_loss;
  double now, lowest;
  gboolean is_guess, is_worse;
  g_autofree char *update = NULL, *loss = NULL, *other = NULL;

  if (evidence->contest || evidence->n_spans < FEWEST_SPANS || !(evidence->update > BRISK_UPDATE))
    return FALSE;
  now = mean_loss (evidence, 0, LATEST);
  lowest = lowest_loss (evidence);
  is_guess = now > (evidence->n_spans < PATIENT_SPANS ? 1.05 : 1.02) * evidence->guess_loss;
  is_worse = evidence->update > LARGE_UPDATE && (now > 1.5 * first || (now > 3 * lowest && now > 0.5 * first));
  if (!is_guess && !is_worse)
    return FALSE;

  finding->title = g_strdup (_("The learning rate is too high"));
  update = describe_update (evidence);
  loss = nn_figure ("%.3g", now);
  other = nn_figure ("%.3g", is_guess ? evidence->guess_loss : lowest);
  finding->evidence = g_strdup_printf (is_guess ? _("%s, and the loss is %s: guessing would give %s.")
                                                : _("%s, and the loss is %s although it was %s already."),
                                       update, loss, other);
  mend_rate (finding, nn_one_figure (evidence->rate / 10), best_moment (tape), TRUE);
  return TRUE;
}

/* Told of one answer for all only where the truth is not one for all. */
static gboolean
is_constant (const NnEvidence *evidence, const NnTape *tape, NnFinding *finding)
{
  const gboolean one_class = evidence->examples > 0 && evidence->answers == evidence->examples &&
                             10 * evidence->others > evidence->examples;
  g_autofree char *spread = nn_figure ("%.2g", 100 * evidence->spread);

  if (evidence->contest || evidence->n_spans < LONG_SPANS || !(evidence->rate > 0) ||
      (!one_class && !(evidence->spread < 0.01)))
    return FALSE;
  finding->title = g_strdup (_("The network gives the same answer to everything"));
  if (one_class)
    finding->evidence = g_strdup_printf (
        _("It gives one class to all of %" G_GSIZE_FORMAT " validation examples, though %" G_GSIZE_FORMAT
           " of them are of another. It has not begun to tell them apart."),
        evidence->examples, evidence->others);
  else
    finding->evidence = g_strdup_printf (
        _("Its answers differ by only %s %% of how much the right ones differ. It has not begun to tell the examples apart."),
        spread);
  if (evidence->update < SMALL_UPDATE)
    mend_rate (finding, nn_one_figure (evidence->rate * 10), NULL, FALSE);
  else
    mend_rate (finding, nn_one_figure (evidence->rate / 10), nn_tape_n (tape) > 0 ? nn_tape_points (tape) : NULL, TRUE);
  return TRUE;
}

static gboolean
is_rate_low (const NnEvidence *evidence, const NnTape *tape, NnFinding *finding)
{
  g_autofree char *update = NULL, *from = NULL, *to = NULL;
  double before, now;

  if (!is_stuck (evidence, tape) || !(evidence->update < SMALL_UPDATE) || !(evidence->rate > 0))
    return FALSE;
  before = mean_loss (evidence, LONG_SPANS - LATEST, LATEST);
  now = mean_loss (evidence, 0, LATEST);
  finding->title = g_strdup (_("The learning rate is too low"));
  update = describe_update (evidence);
  from = nn_figure ("%.4g", before);
  to = nn_figure ("%.4g", now);
  finding->evidence = g_strdup_printf (
      _("%s, and the loss went from %s to %s in %" G_GINT64_FORMAT " steps."), update, from, to,
      evidence->step - evidence->span[evidence->n_spans - LONG_SPANS].step);
  mend_rate (finding, nn_one_figure (evidence->rate * 10), NULL, FALSE);
  return TRUE;
}

/* The best that validation has been of late. */
static double
lowest_validation (const NnEvidence *evidence)
{
  double lowest = INFINITY;

  for (guint i = 0; i < LONG_SPANS; i++)
    lowest = fmin (lowest, evidence->span[evidence->n_spans - 1 - i].validation_loss);
  return lowest;
}

/* While training goes on getting better, validation has left its best behind; and it matters: what was lost is part of
 * what was learned. */
static gboolean
is_overfitting (const NnEvidence *evidence, const NnTape *tape, NnFinding *finding)
{
  const NnSpan *best = &evidence->best;
  const double l2 = evidence->network != NULL ? nn_settings_get (nn_network_recipe (evidence->network), "l2") : 0;
  const NnSpan *last = &evidence->span[MAX (evidence->n_spans, 1) - 1];
  g_autofree char *step = NULL, *training = NULL, *lowest = NULL, *latest = NULL, *penalty = NULL;
  double now;

  if (evidence->contest || evidence->n_spans < LONG_SPANS || nn_tape_n (tape) == 0 ||
      best->step >= evidence->span[evidence->n_spans - FEWEST_SPANS].step)
    return FALSE;
  now = mean_loss (evidence, 0, LATEST);
  if (!(last->validation_loss > 1.3 * best->validation_loss && lowest_validation (evidence) > 1.3 * best->validation_loss &&
        last->validation_loss > 2 * now && now < best->loss) ||
      last->validation_loss < 0.1 * start_loss (evidence, tape))
    return FALSE;

  finding->step = nn_tape_points (tape)[nn_tape_find (tape, best->step)].step;
  step = nn_count_to_text (finding->step);
  finding->param = "l2";
  finding->value = l2 > 0 ? nn_one_figure (3 * l2) : 0.001;
  training = nn_figure ("%.3g", now);
  lowest = nn_figure ("%.3g", best->validation_loss);
  latest = nn_figure ("%.3g", last->validation_loss);
  penalty = nn_figure ("%g", finding->value);
  finding->title = g_strdup (_("The network learns the examples by heart"));
  finding->evidence = g_strdup_printf (
      _("The loss of the training examples has fallen to %s, but that of the validation examples has risen from %s to "
         "%s: what it learns now helps only with what it has seen."),
      training, lowest, latest);
  finding->mend = g_strdup_printf (_("Go back to step %s with an L2 penalty of %s"), step, penalty);
  return TRUE;
}

const NnRule nn_rules[] = {
  { "nan", is_broken },           { "rate_high", is_rate_high }, { "swollen", is_swollen },         { "dead_units", has_dead_units },
  { "constant", is_constant },    { "rate_low", is_rate_low },   { "overfitting", is_overfitting },
  { NULL },
};
