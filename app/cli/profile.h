/* Where the time of a training step goes, operation by operation. */
#pragma once

#include "workload.h"

gboolean vt_profile_print (const NnWorkload *workload, const NnTrainerOptions *options, double seconds, GError **error);
