/* Small subjects for tests: data sets made by hand. */
#pragma once

#include "vt-subject.h"

/* n examples on the plane (or of one number), example i at (i / n, 1 − i / n), of class i % n_classes; n_classes 0: the value i / n.
 * A quarter validates. (transfer full) */
VtSubject *make_subject (guint n_inputs, guint n, guint n_classes, NnEncoding encoding, guint size);
