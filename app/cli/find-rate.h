/* The learning-rate range test of `train --find-rate`: told in a table, or in JSON lines. The trainer stays as it is. */
#pragma once

#include "trainer.h"

G_BEGIN_DECLS

gboolean vt_find_rate (const NnTrainer *trainer, gboolean json, GError **error);

G_END_DECLS
