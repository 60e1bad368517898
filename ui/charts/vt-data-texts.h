/* The texts of a data set as they are, before a network says anything about them. No GTK. */
#pragma once

#include "vt-shape.h"
#include "vt-subject.h"

G_BEGIN_DECLS

/* A sentence, and below it as many examples as there is room for: where each has an answer, that too. Whether the data has texts. */
gboolean vt_data_texts_are  (const VtSubject *subject);
void     vt_data_texts_draw (const VtSubject *subject, cairo_t *cr, const VtTheme *theme, double width, double height, const char *sentence);

G_END_DECLS
