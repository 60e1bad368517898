/* NnStepper: where a trainer's steps run, a table each: on the processor (stepper.c), or on a device (device-stepper.c), whose weights and
 * optimiser state the trainer's own blocks follow only when they are asked for. Private to this room. */
#pragma once

#include "metrics.h"
#include "trainer.h"

typedef struct
{
  /* Gets ready for the trainer's program and tuning; called again after either has changed. NN_ERROR_DEVICE, NN_ERROR_MEMORY. */
  gboolean (*prepare) (NnTrainer *trainer, GError **error);

  /* The next batches, each of so many rows: `most` at most, of one epoch and one turn. Returns how many were taken and what each came to; 0: the
   * device failed. The trainer counts them when they are done. */
  guint (*take) (NnTrainer *trainer, guint rows, guint most, NnTally *tallies, GError **error);

  /* Brings the trainer's blocks up to date. NULL: they always are. */
  gboolean (*fetch) (NnTrainer *trainer, GError **error);

  /* The trainer's blocks were changed; fetch () came before. NULL: they are what the steps use. */
  void (*changed) (NnTrainer *trainer);

  /* As nn_trainer_profile(). */
  GArray *(*profile) (NnTrainer *trainer, guint steps, double *seconds, GError **error);

  void (*clear) (NnTrainer *trainer);
} NnStepper;

extern const NnStepper nn_stepper_processor;
extern const NnStepper nn_stepper_device;

#define NN_MOST_STEPS 64   /* in one take () */

typedef struct _NnDeviceSteps NnDeviceSteps;

GArray *nn_device_steps_profile (NnTrainer *trainer, guint steps, double *seconds, GError **error);   /* device-profile.c */
