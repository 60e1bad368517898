/**
 * nn_explain:
 *
 * How a number of a network was made, for one example, from the tensors that are training: see why.h. Every operation of
 * the list in meson.build can be explained, so every layer kind that is made of them can.
 *
 * Thread-safety: the trainer's thread.
 */
#pragma once

#include "trainer.h"
#include "why.h"

G_BEGIN_DECLS

/* example −1: `input` is given by hand. FALSE: there is no such number, or no explanation of it; `why` then answers nothing. */
gboolean nn_explain (NnTrainer *trainer, const NnQuestion *question, gint64 example, const float *input, NnWhy *why);

G_END_DECLS
