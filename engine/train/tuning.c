#include "tuning.h"

#include "optimiser.h"
#include "schedule.h"

void
nn_tuning_read (NnTuning *tuning, const NnSettings *recipe)
{
  *tuning = (NnTuning) {
    .optimiser = nn_optimiser_find (nn_settings_choice (recipe, "optimiser")),
    .schedule = nn_schedule_find (nn_settings_choice (recipe, "schedule")),
    .rate = nn_settings_get (recipe, "learning_rate"),
    .momentum = nn_settings_get (recipe, "momentum"),
    .nesterov = nn_settings_switch (recipe, "nesterov"),
    .alpha = nn_settings_get (recipe, "alpha"),
    .beta1 = nn_settings_get (recipe, "beta1"),
    .beta2 = nn_settings_get (recipe, "beta2"),
    .epsilon = nn_settings_get (recipe, "epsilon"),
    .weight_decay = nn_settings_get (recipe, "weight_decay"),
    .l1 = nn_settings_get (recipe, "l1"),
    .l2 = nn_settings_get (recipe, "l2"),
    .judge_steps = nn_settings_int (recipe, "judge_steps"),
    .maker_steps = nn_settings_int (recipe, "maker_steps"),
    .accumulate = nn_settings_int (recipe, "accumulate"),
    .clip = nn_settings_get (recipe, "clip"),
    .every = nn_settings_get (recipe, "schedule_every"),
    .factor = nn_settings_get (recipe, "schedule_factor"),
    .warmup = nn_settings_int (recipe, "warmup"),
    .epochs = nn_settings_int (recipe, "epochs"),
    .target = nn_settings_int (recipe, "target"),
    .target_accuracy = nn_settings_get (recipe, "target_accuracy"),
    .target_loss = nn_settings_get (recipe, "target_loss"),
    .patience = nn_settings_int (recipe, "patience"),
    .keep_best = nn_settings_switch (recipe, "keep_best"),
    .batch = nn_settings_int (recipe, "batch"),
    .validation = nn_settings_get (recipe, "validation"),
    .seed = nn_settings_int (recipe, "seed"),
  };
}
