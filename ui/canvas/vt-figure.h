/* The network as it is drawn, apart from the sheet: for pictures of it, for the command line and for reports. Needs no display. */
#pragma once

#include "trainer.h"
#include "vt-scene.h"

G_BEGIN_DECLS

/* Gives the scene's cards the trainer's numbers for an example of its data. Any thread, as long as nobody else uses the two. */
void     vt_figure_look   (VtScene *scene, NnTrainer *trainer, gsize example);
/* Cards and wires in the scene's coordinates, without ground and legend. Main thread. */
void     vt_figure_paint  (cairo_t *cr, const VtTheme *theme, const VtScene *scene);

/* format: "svg", "pdf" or "png" (at twice the size). trainer NULL: without numbers. Light theme. Written whole or not at all.
 * NN_ERROR_ARGUMENT for another format or an empty network; G_IO_ERROR where the file cannot be written; errors name the path. */
gboolean vt_figure_export (const NnNetwork *network, const NnReport *report, NnTrainer *trainer, gsize example, const char *format, const char *path, GError **error);

G_END_DECLS
