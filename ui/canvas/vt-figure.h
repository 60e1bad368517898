/* The network as it is drawn, as a file: for the command line and for reports. Needs no display. */
#pragma once

#include "trainer.h"

G_BEGIN_DECLS

/* format: "svg", "pdf" or "png" (at twice the size). trainer NULL: without numbers. Light theme. Written whole or not at all.
 * NN_ERROR_ARGUMENT for another format or an empty network; G_IO_ERROR where the file cannot be written; errors name the path. */
gboolean vt_figure_export (const NnNetwork *network, const NnReport *report, NnTrainer *trainer, const char *format, const char *path, GError **error);

G_END_DECLS
