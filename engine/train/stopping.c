#include "stopping.h"

#include <math.h>

#include "schedule.h"
#include "text.h"

/* One rule. (transfer full) its sentence, or NULL: it does not hold. */
typedef char *(*RuleFunc) (const NnStopping *stopping, const NnTuning *tuning, const NnStoppingScore *score);

static char *
check_epochs (const NnStopping *stopping, const NnTuning *tuning, const NnStoppingScore *score)
{
  g_autofree char *count = nn_count_to_text (score->epoch);

  if (tuning->epochs <= 0 || score->epoch % tuning->epochs != 0)
    return NULL;
  return g_strdup_printf (_("Training is done: %s epochs. Train goes on for as many again."), count);
}

static char *
check_accuracy (const NnStopping *stopping, const NnTuning *tuning, const NnStoppingScore *score)
{
  g_autofree char *accuracy = nn_figure ("%.1f", 100 * score->accuracy);
  g_autofree char *target = nn_figure ("%.4g", 100 * tuning->target_accuracy);

  if (tuning->target != NN_TARGET_ACCURACY || !(score->accuracy >= tuning->target_accuracy))
    return NULL;
  return g_strdup_printf (score->validated ? _("Training is done: the validation accuracy, %s %%, has reached its target of %s %%.")
                                           : _("Training is done: the accuracy, %s %%, has reached its target of %s %%."),
                          accuracy, target);
}

static char *
check_loss (const NnStopping *stopping, const NnTuning *tuning, const NnStoppingScore *score)
{
  g_autofree char *loss = nn_figure ("%.3g", score->loss), *target = nn_figure ("%.3g", tuning->target_loss);

  if (tuning->target != NN_TARGET_LOSS || !(score->loss <= tuning->target_loss))
    return NULL;
  return g_strdup_printf (score->validated ? _("Training is done: the validation loss, %s, has reached its target of %s.")
                                           : _("Training is done: the loss, %s, has reached its target of %s."),
                          loss, target);
}

static char *
check_patience (const NnStopping *stopping, const NnTuning *tuning, const NnStoppingScore *score)
{
  g_autofree char *count = nn_count_to_text (tuning->patience);

  if (tuning->patience <= 0 || score->epoch - stopping->best_epoch < tuning->patience)
    return NULL;
  return g_strdup_printf (score->validated ? _("Training stopped: the validation loss has not become lower for %s epochs.")
                                           : _("Training stopped: the loss has not become lower for %s epochs."),
                          count);
}

static char *
check_schedule (const NnStopping *stopping, const NnTuning *tuning, const NnStoppingScore *score)
{
  return nn_stopping_over (tuning, score->epoch);
}

static const RuleFunc rules[] = { check_accuracy, check_loss, check_patience, check_schedule, check_epochs };

void
nn_stopping_start (NnStopping *stopping, gint64 epoch)
{
  stopping->best = INFINITY;
  stopping->best_epoch = epoch;
}

char *
nn_stopping_over (const NnTuning *tuning, gint64 epoch)
{
  const gint64 length = nn_schedule_length (tuning);

  if (length == 0 || epoch < length)
    return NULL;
  return nn_count_in_words (length,
                            N_("Training is done: its schedule has brought the learning rate down to 0 in %s epoch, so no weight "
                               "moves any more. To go on, make the schedule longer or constant."),
                            N_("Training is done: its schedule has brought the learning rate down to 0 in %s epochs, so no weight "
                               "moves any more. To go on, make the schedule longer or constant."));
}

gboolean
nn_stopping_scores (const NnTuning *tuning)
{
  return tuning->target != NN_TARGET_NONE || tuning->patience > 0 || tuning->keep_best;
}

char *
nn_stopping_check (NnStopping *stopping, const NnTuning *tuning, const NnStoppingScore *score)
{
  char *sentence = NULL;

  if (score->loss < stopping->best)
    {
      stopping->best = score->loss;
      stopping->best_epoch = score->epoch;
    }
  for (guint i = 0; i < G_N_ELEMENTS (rules) && sentence == NULL; i++)
    sentence = rules[i](stopping, tuning, score);
  return sentence;
}
