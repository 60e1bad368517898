/* What the timing of the engines says, in sentences: which is faster for this network, and why. All (transfer full). */
#pragma once

#include "timing.h"

G_BEGIN_DECLS

char *vt_engine_time    (double seconds);                                    /* "0.54 ms", "27.6 µs" */
char *vt_engine_name    (const NnEngines *engines, NnEngine engine);         /* "Processor, 2 threads" */
char *vt_engine_costs   (const NnEngines *engines, NnEngine engine);         /* "0.54 ms a step, 1.2 MB of memory"; "not timed" */
char *vt_engine_verdict (const NnEngines *engines);                          /* which is faster, and by how much */
char *vt_engine_reason  (const NnEngines *engines);                          /* with the numbers of this network */
char *vt_engine_part    (const NnEngines *engines, NnEngine engine, guint part);   /* "Dense 1, linear, forward: 27.6 µs, 5.1 % of the step" */

G_END_DECLS
