#include "best.h"

#include "text.h"

void
nn_best_clear (NnBest *best)
{
  g_clear_pointer (&best->moment, nn_moment_unref);
}

void
nn_best_offer (NnBest *best, const NnTrainer *trainer, const NnStoppingScore *score)
{
  NnMoment *moment;

  /* The other way round a loss that is no number would pass. */
  if (!(score->loss < G_MAXDOUBLE) || (best->moment != NULL && score->loss >= best->score.loss))
    return;
  if ((moment = nn_moment_take (trainer)) == NULL)
    return;
  nn_moment_unref (best->moment);
  *best = (NnBest) { .moment = moment, .score = *score, .training = nn_trainer_last_epoch (trainer) };
}

gboolean
nn_best_is_past (const NnBest *best, const NnTrainer *trainer)
{
  return best->moment != NULL && nn_moment_step (best->moment) < nn_trainer_steps (trainer);
}

char *
nn_best_say (const NnBest *best)
{
  g_autofree char *epoch = nn_count_to_text (best->score.epoch), *loss = nn_figure ("%.3g", best->score.loss);

  return g_strdup_printf (best->score.validated ? _("The weights are back at epoch %s, where the validation loss was lowest: %s.")
                                                : _("The weights are back at epoch %s, where the loss was lowest: %s."),
                          epoch, loss);
}
